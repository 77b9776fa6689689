//! The worst that can be asked: how long it holds a worker, beside the limit.

use std::time::Instant;

use mipas::i18n::Lang;
use mipas::search::LONGEST;

use crate::fts::Fts;
use crate::ours::Ours;
use crate::server::Site;
use crate::sizes;

const TURNS: usize = 3;
/// Words that a query looks for at most.
const WORDS: usize = 24;
/// Bytes of a text that somebody pastes.
const PASTED: usize = 10_000;
/// What all looks at the index may take is the limit; showing the results and computing what is looked for comes on top.
const GOAL: f64 = 1.5;

pub fn run() {
    for posts in sizes() {
        println!("\nworst queries: {posts} posts");
        let site = Site::of(posts);
        let mut ours = Ours::open(&site.folder, &site.database, Lang::En);
        ours.follow();
        let mut fts = Fts::open(&site.fts());
        if fts.last() == 0 {
            fts.fill(&site.database);
        }
        compare(&ours, &mut fts);
    }
}

/// The longest time of each of several turns.
pub fn compare(ours: &Ours, fts: &mut Fts) {
    let limit = LONGEST.as_secs_f64();
    let mut longest: f64 = 0.0;
    println!("{:<34} {:>10} {:>10} {:>6} {:>10}", "worst queries", "longest ms", "of limit", "cut", "fits");
    for (name, query) in queries(fts) {
        let mut taken: f64 = 0.0;
        let mut found = (false, 0);
        for _ in 0..TURNS {
            let began = Instant::now();
            let results = ours.ask(&query);
            taken = taken.max(began.elapsed().as_secs_f64());
            found = (results.cut, results.total);
        }
        let cut = if found.0 { "cut" } else { "" };
        println!("{name:<34} {:>10.1} {:>10.2} {cut:>6} {:>10}", taken * 1_000.0, taken / limit, found.1);
        longest = longest.max(taken);
    }
    let met = if longest <= limit * GOAL { "met" } else { "MISSED" };
    println!("  the longest: {:.0} ms, the limit {:.0} ms, ratio {:.2}", longest * 1e3, limit * 1e3, longest / limit);
    println!("  goal: at most {GOAL}: {met}");
}

fn queries(fts: &mut Fts) -> Vec<(&'static str, String)> {
    fts.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'texts', 'row')");
    let common = fts.commonest(1, WORDS);
    let long = fts.commonest(9, WORDS);
    let phrase = |words: &[String]| format!("\"{}\"", words.join(" "));
    let backwards: Vec<String> = common.iter().rev().cloned().collect();
    // A letter that is wrong in the middle of each.
    let misspelt = long.iter().map(|word| {
        let letters = word.chars().enumerate();
        letters.map(|(at, letter)| if at == 4 { if letter == 'q' { 'x' } else { 'q' } } else { letter }).collect()
    });
    let misspelt: Vec<String> = misspelt.collect();
    let phrases = |length: usize| backwards.chunks(length).map(phrase).collect::<Vec<_>>().join(" ");
    let stop_words = "\"the of\" \"of the and\" \"in to\" \"and the a\" \"to of\" \"a the\"";
    let all = common.join(" ");
    let pasted = format!("{all} ").repeat(PASTED / (all.len() + 1) + 1);
    vec![
        ("24 of the commonest words", all),
        ("one of the commonest words", common.first().cloned().unwrap_or_default()),
        ("phrases of two common words", phrases(2)),
        ("phrases of eight common words", phrases(8)),
        ("phrases of stop words", stop_words.to_owned()),
        ("24 long words, misspelt", misspelt.join(" ")),
        ("a word without a phrase", format!("{} -{}", common.join(" "), phrase(&backwards[..2.min(backwards.len())]))),
        ("everything without a phrase", format!("after:1990 -{}", phrase(&backwards[..2.min(backwards.len())]))),
        ("words with hyphens", common.join("-")),
        ("10 KB", pasted),
    ]
}
