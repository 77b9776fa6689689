//! `mipas search`: the index of this data folder, built anew or compared with the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use crate::activity::ActivityLog;
use crate::app;
use crate::config::{Clock, Config};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::search::{Difference, Progress, Shelf, build, check};

/// Things that are named, of all that differ.
const NAMED: usize = 20;

#[derive(Subcommand)]
pub enum SearchCommand {
    /// Build the search index anew; a server that runs goes over to it by itself
    Rebuild,
    /// Compare the search index with the database: what is missing, and what is there too much
    Check,
}

pub(super) fn run(config: &Config, command: SearchCommand) -> Result<()> {
    app::prepare(config, &Clock::default())?;
    let db = Db::open(&config.database, Clock::default(), ActivityLog::new() as _)?;
    let shelf = Shelf::new(&config.data_dir);
    let outcome = match command {
        SearchCommand::Rebuild => rebuild(&db, &shelf),
        SearchCommand::Check => check(&db, &app::searchables(), &shelf).and_then(|difference| tell(&difference)),
    };
    db.close();
    outcome
}

fn rebuild(db: &Db, shelf: &Shelf) -> Result<()> {
    let progress = Arc::new(Progress::default());
    let began = Instant::now();
    let done = Arc::new(AtomicBool::new(false));
    let shown = {
        let (progress, done) = (Arc::clone(&progress), Arc::clone(&done));
        std::thread::spawn(move || show(&progress, &done))
    };
    let built = build(db, &app::searchables(), shelf, &progress);
    done.store(true, Ordering::Relaxed);
    if shown.join().is_err() {
        tracing::warn!("how far it had come could not be shown");
    }
    let folder = built?;
    let (texts, seconds) = (progress.done(), began.elapsed().as_secs_f64().max(0.001));
    println!("{texts} texts indexed in {seconds:.1} s ({:.0}/s): {}", texts as f64 / seconds, folder.display());
    Ok(())
}

/// Hidden by indicatif itself when standard error is no terminal.
fn show(progress: &Progress, done: &AtomicBool) {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} texts, {per_sec}, {eta} left") {
        bar.set_style(style);
    }
    while !done.load(Ordering::Relaxed) {
        bar.set_length(progress.total());
        bar.set_position(progress.done());
        std::thread::sleep(Duration::from_millis(100));
    }
    bar.finish_and_clear();
}

fn tell(difference: &Difference) -> Result<()> {
    println!("{} things are in the database and in the index", difference.same);
    if difference.missing.is_empty() && difference.surplus.is_empty() {
        return Ok(());
    }
    for thing in difference.missing.iter().take(NAMED) {
        println!("missing: {}:{}", thing.kind, thing.id);
    }
    for key in difference.surplus.iter().take(NAMED) {
        println!("too much: {key:016x}");
    }
    let (missing, surplus) = (difference.missing.len(), difference.surplus.len());
    Err(Error::Unavailable(format!("{missing} missing, {surplus} too much: mipas search rebuild puts it right")))
}
