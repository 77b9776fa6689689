//! What finding like questions costs when there are many: without HTTP, which would hide the difference.

use std::time::Instant;

use mipas::i18n::Lang;

use crate::compare::median;
use crate::ours::Ours;
use crate::server::{self, folder};
use crate::similar::paraphrases;
use crate::sizes;

/// What it may cost at the large size, against the small one.
const GOAL: f64 = 3.0;
const TURNS: usize = 5;

pub fn run() {
    println!("\nlike questions, for the text of each paraphrase");
    let [small, large] = sizes([2_000, 200_000]).map(measure);
    let met = if large / small <= GOAL { "met" } else { "MISSED" };
    println!("  the large size against the small: {:.2}; goal: at most {GOAL}: {met}", large / small);
}

/// Milliseconds of one text, the mean of the texts' medians.
fn measure(questions: u64) -> f64 {
    // It fills the folder and builds the index.
    drop(server::start(questions));
    let folder = folder(questions);
    let mut ours = Ours::open(&folder, &folder.join("mipas.db"), Lang::En);
    ours.follow();
    let texts = paraphrases();
    let time = |text: &str, lang: Lang| {
        let began = Instant::now();
        ours.similar(text, lang);
        began.elapsed().as_secs_f64() * 1_000.0
    };
    let medians: Vec<f64> =
        texts.iter().map(|one| median((0..TURNS).map(|_| time(&one.text, one.language)).collect())).collect();
    let mean = medians.iter().sum::<f64>() / medians.len() as f64;
    println!("  {questions} public questions: {mean:.2} ms");
    mean
}
