//! How far the filling is: a bar on a terminal, plain lines elsewhere.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Without a terminal, a line at most so often.
const LINES: Duration = Duration::from_secs(5);

pub struct Progress {
    bar: ProgressBar,
    what: &'static str,
    began: Instant,
    told: Instant,
}

impl Progress {
    pub fn new(what: &'static str, length: u64) -> Self {
        // Hidden by indicatif itself when standard error is no terminal.
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self { bar, what, began: Instant::now(), told: Instant::now() }
    }

    pub fn advance(&mut self, by: u64) {
        self.bar.inc(by);
        if self.bar.is_hidden() && self.told.elapsed() > LINES {
            self.told = Instant::now();
            eprintln!("{}: {} of {}", self.what, self.bar.position(), self.bar.length().unwrap_or_default());
        }
    }

    /// Says how many there were, and how many a second.
    pub fn finish(self) {
        let done = self.bar.position();
        self.bar.finish_and_clear();
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = done as f64 / seconds.max(0.001);
        eprintln!("{}: {done} in {seconds:.1} s, {rate:.0}/s", self.what);
    }
}
