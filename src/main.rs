//! The `mipas` binary. Everything is in the library, so that tests and benchmarks use the same code.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    mipas::cli::run()
}
