pub fn child(_: &std::path::Path, _: &std::path::Path) {}
