//! The `mipas` binary. Everything is in the library, so that tests and benchmarks use the same code.

fn main() -> std::process::ExitCode {
    mipas::cli::run()
}
