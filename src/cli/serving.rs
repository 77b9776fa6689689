//! `serve` and `demo`.

use crate::accounts::Hasher;
use crate::app::{self, PASSWORD_MEMORY_KIB, PASSWORD_PASSES, Shared};
use crate::config::{Clock, Config};
use crate::demo;
use crate::error::{Error, Result};

pub(super) fn serve(config: Config) -> Result<()> {
    let clock = Clock::default();
    app::prepare(&config, &clock)?;
    if !config.is_https() {
        tracing::warn!("the base URL is not https: session cookies travel in the clear");
    }
    let hasher = Hasher::new(PASSWORD_MEMORY_KIB, PASSWORD_PASSES)?;
    run_server(Shared::open(config, clock, hasher)?)
}

/// Fills an empty database with the demonstration, says who can be signed in as, and serves.
pub(super) fn serve_demo(mut config: Config, posts: Option<u64>, questions: Option<u64>) -> Result<()> {
    config.demo = true;
    let hasher = Hasher::new(PASSWORD_MEMORY_KIB, PASSWORD_PASSES)?;
    let size = demo::Size { posts: posts.unwrap_or(0), questions: questions.unwrap_or(0) };
    if !demo::fill(&config, &hasher, size)? && (posts.is_some() || questions.is_some()) {
        tracing::info!("{} is filled already: --posts and --questions change nothing", config.database);
    }
    print!("{}", demo::introduction(&config.base_url)?);
    run_server(Shared::open(config, Clock::default(), hasher)?)
}

/// Serves until SIGTERM or SIGINT; then finishes what is in flight and closes the database.
fn run_server(shared: Shared) -> Result<()> {
    actix_web::rt::System::new().block_on(async move {
        let (running, server) = app::start(shared)?;
        println!("MIPAS listens on http://{}", running.address);
        server.await.map_err(Error::internal)?;
        running.finish().await;
        Ok(())
    })
}
