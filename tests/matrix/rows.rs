//! One row for each endpoint: how it may be reached.

/// Who is let in.
pub enum Way {
    /// Everyone; whatever it lists is checked for leaks. The statuses it may answer with.
    Open(&'static [u16]),
    /// Every signed-in reader.
    Members,
    Moderators,
    Admins,
    /// Whoever sees the thread (of the thing).
    Thread,
    /// Whoever sees the category.
    Category,
    /// Whoever sees the post's text.
    Post,
    /// A form or a write on a thing: never for those who do not see it; the others may lack the right.
    Form,
}

pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub way: Way,
}

const fn row(method: &'static str, path: &'static str, way: Way) -> Row {
    Row { method, path, way }
}

pub const ROWS: &[Row] = &[
    row("GET", "/", Way::Open(&[302])),
    row("GET", "/{lang}", Way::Open(&[301])),
    row("GET", "/{lang}/", Way::Open(&[200])),
    row("GET", "/assets/{name}", Way::Open(&[404])),
    row("GET", "/favicon.ico", Way::Open(&[204])),
    row("GET", "/robots.txt", Way::Open(&[200])),
    row("GET", "/healthz", Way::Open(&[200])),
    row("GET", "/readyz", Way::Open(&[200])),
    row("GET", "/api/openapi.json", Way::Open(&[200])),
    row("GET", "/{lang}/areas", Way::Open(&[200])),
    row("GET", "/{lang}/areas/{slug}", Way::Open(&[200])),
    row("GET", "/{lang}/about", Way::Open(&[200])),
    row("GET", "/{lang}/rules", Way::Open(&[200])),
    row("GET", "/{lang}/privacy", Way::Open(&[200])),
    row("GET", "/{lang}/accessibility", Way::Open(&[200])),
    row("GET", "/{lang}/how-this-works", Way::Open(&[200])),
    row("GET", "/{lang}/forum", Way::Open(&[200])),
    row("GET", "/{lang}/forum/new", Way::Open(&[200])),
    row("GET", "/{lang}/c/{slug}", Way::Category),
    row("GET", "/{lang}/c/{slug}/new", Way::Form),
    row("POST", "/{lang}/c/{slug}/threads", Way::Form),
    row("PUT", "/{lang}/c/{slug}/draft", Way::Form),
    row("POST", "/{lang}/preview", Way::Members),
    row("GET", "/{lang}/t/{id}", Way::Thread),
    row("GET", "/{lang}/t/{id}/{slug}", Way::Thread),
    row("GET", "/{lang}/t/{id}/edit", Way::Form),
    row("PUT", "/{lang}/t/{id}", Way::Form),
    row("POST", "/{lang}/t/{id}/posts", Way::Form),
    row("PUT", "/{lang}/t/{id}/draft", Way::Form),
    row("GET", "/{lang}/t/{id}/posts/{number}", Way::Post),
    row("PUT", "/{lang}/t/{id}/posts/{number}", Way::Form),
    row("GET", "/{lang}/t/{id}/posts/{number}/edit", Way::Form),
    row("GET", "/{lang}/t/{id}/posts/{number}/history", Way::Post),
    row("POST", "/{lang}/t/{id}/posts/{number}/deletion", Way::Form),
    row("DELETE", "/{lang}/t/{id}/posts/{number}/deletion", Way::Form),
    row("POST", "/{lang}/t/{id}/posts/{number}/thanks", Way::Form),
    row("DELETE", "/{lang}/t/{id}/posts/{number}/thanks", Way::Form),
];
