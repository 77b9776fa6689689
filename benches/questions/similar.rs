//! Whether what is offered is what was meant: the twin in another language, the question that a paraphrase is of.

use mipas::accounts::Hasher;
use mipas::config::Config;
use mipas::demo::{self, Size};
use mipas::i18n::Lang;
use serde::Deserialize;

use crate::ours::Ours;
use crate::twins::{self, Twin};

/// Of these, the right one among the first five.
const GOAL: f64 = 0.8;
const SAMPLES: &str = include_str!("../../seed/demo/questions.omos-qa.json");
const PARAPHRASES: &str = include_str!("paraphrases.json");

#[derive(Deserialize)]
struct Samples {
    questions: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    id: i64,
}

/// A question in other words.
#[derive(Deserialize)]
pub struct Paraphrase {
    pub language: Lang,
    pub text: String,
    /// The title of what it asks.
    right: String,
    /// `tuning`: looked at while the function was changed; `check`: not.
    set: String,
}

pub fn paraphrases() -> Vec<Paraphrase> {
    serde_json::from_str(PARAPHRASES).expect("paraphrases")
}

/// What is asked, and the place of the right thing among those that are offered.
struct Asked {
    language: String,
    text: String,
    place: Option<usize>,
}

pub fn run() {
    let folder = tempfile::tempdir().expect("a folder");
    let values = [("data-dir".to_owned(), folder.path().display().to_string())];
    let config = Config::gather(&values.into(), std::iter::empty(), None).expect("settings");
    demo::fill(&config, &Hasher::new(64, 1).expect("a hasher"), Size::default()).expect("a demonstration");
    let mut ours = Ours::open(folder.path(), &folder.path().join("mipas.db"), Lang::En);
    ours.follow();
    println!("\nlike questions, among everything in the demonstration");
    heading();
    let all = paraphrases();
    for set in ["tuning", "check"] {
        let asked: Vec<Asked> = all.iter().filter(|one| one.set == set).map(|one| ask(&ours, one)).collect();
        for lang in Lang::ALL {
            let of = |one: &&Asked| one.language == lang.code();
            tell(&format!("paraphrases, {set}, {lang}"), asked.iter().filter(of));
        }
        let success = tell(&format!("paraphrases, {set}"), &asked);
        println!("  goal: at least {GOAL}: {}", if success >= GOAL { "met" } else { "MISSED" });
        // What was kept aside stays unseen.
        if set == "tuning" {
            tell_missed(&asked);
        }
    }
    all_twins(&mut ours);
}

fn heading() {
    println!("{:<46} {:>6} {:>10} {:>10}", "", "asked", "success@1", "success@5");
}

/// A reader of English asks in Ukrainian, among all questions of the data set and everything in the demonstration. First
/// the very question is stored in Ukrainian too, and the others compete with it; then its answer alone is.
fn all_twins(ours: &mut Ours) {
    println!("\nthe English twin of a Ukrainian question");
    let Some(all) = twins::read() else {
        println!("SKIPPED: BENCH_QA names no folder with en.jsonl and uk.jsonl");
        return;
    };
    let samples: Samples = serde_json::from_str(SAMPLES).expect("samples");
    let known = samples.questions.iter().map(|sample| sample.id).collect();
    let adding = all.clone();
    ours.db.write_now(move |tx| twins::add(tx, &adding, &known)).expect("questions");
    ours.build();
    ours.follow();
    heading();
    let ask = |ours: &Ours| -> Vec<Asked> { all.iter().map(|twin| ask_twin(ours, twin)).collect() };
    let asked = ask(ours);
    let success = tell("the question and its answer are translated", &asked);
    println!("  goal: all: {}", if success >= 1.0 { "met" } else { "MISSED" });
    tell_missed(&asked);
    ours.db.write_now(twins::forget_titles).expect("no Ukrainian questions");
    ours.build();
    ours.follow();
    tell("the answer alone is translated", &ask(ours));
}

fn ask_twin(ours: &Ours, twin: &Twin) -> Asked {
    let text = twin.ukrainian().to_owned();
    Asked { language: "uk".to_owned(), place: place(ours, &text, Lang::En, twin.english()), text }
}

fn ask(ours: &Ours, of: &Paraphrase) -> Asked {
    let place = place(ours, &of.text, of.language, &of.right);
    Asked { language: of.language.code().to_owned(), text: of.text.clone(), place }
}

fn place(ours: &Ours, text: &str, lang: Lang, right: &str) -> Option<usize> {
    ours.similar(text, lang).iter().position(|one| one.kind == "question" && one.title == right)
}

fn tell_missed(asked: &[Asked]) {
    for missed in asked.iter().filter(|one| one.place.is_none()) {
        println!("  missed: {}", missed.text);
    }
}

/// The part of them whose right thing is among the first five.
fn tell<'a>(name: &str, asked: impl IntoIterator<Item = &'a Asked>) -> f64 {
    let places: Vec<Option<usize>> = asked.into_iter().map(|one| one.place).collect();
    let of = places.len().max(1) as f64;
    let first = places.iter().filter(|place| **place == Some(0)).count() as f64 / of;
    let five = places.iter().flatten().count() as f64 / of;
    println!("{name:<46} {:>6} {first:>10.3} {five:>10.3}", places.len());
    five
}
