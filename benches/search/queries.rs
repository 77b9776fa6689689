//! A list of queries that is the same in every run: words of the texts themselves, by how many texts hold them.

use std::path::Path;
use std::time::Instant;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fts::{Fts, joined, words};
use crate::median;
use crate::ours::Ours;

/// Texts that give a query each, evenly over all.
const TEXTS: i64 = 60;
const TURNS: usize = 3;
/// What ours asks for: a page and one more.
const LIMIT: i64 = 11;

const KINDS: &[&str] =
    &["one rare word", "one middling word", "one common word", "two words", "three words", "phrase of two"];

pub struct Asked {
    kind: &'static str,
    ours: String,
    fts: String,
}

pub fn choose(fts: &mut Fts) -> Vec<Asked> {
    fts.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'texts', 'row')");
    let last = fts.last();
    let mut asked = Vec::new();
    for (at, kind) in (1..=TEXTS).zip(KINDS.iter().cycle()) {
        let text = fts.body(at * last / (TEXTS + 1));
        let mut held: Vec<(i64, String)> = Vec::new();
        for word in words(&text).filter(|word| is_word(word)).map(str::to_lowercase) {
            let frequency = fts.frequency(&plain(&word));
            if frequency > 0 && !held.iter().any(|(_, known)| *known == word) {
                held.push((frequency, word));
            }
        }
        held.sort();
        let [(_, rare), .., (_, common)] = held.as_slice() else { continue };
        let middling = &held[held.len() / 2].1;
        let (ours, fts) = match *kind {
            "one rare word" => both(rare.clone()),
            "one middling word" => both(middling.clone()),
            "one common word" => both(common.clone()),
            "two words" => both(format!("{rare} {common}")),
            "three words" => both(format!("{middling} {common} {}", held[held.len() - 2].1)),
            _ => {
                let pieces: Vec<&str> = text.split_whitespace().collect();
                let Some(pair) = pieces.windows(2).find(|pair| pair.iter().all(|word| is_word(word))) else { continue };
                let phrase = format!("\"{}\"", pair.join(" "));
                (phrase.clone(), phrase)
            }
        };
        asked.push(Asked { kind, ours, fts });
    }
    asked
}

fn both(text: String) -> (String, String) {
    let fts = joined(&text, " AND ");
    (text, fts)
}

fn is_word(word: &str) -> bool {
    word.chars().count() > 3 && word.chars().all(char::is_alphabetic)
}

/// As `unicode61` has it in its index.
fn plain(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect()
}

pub fn write(asked: &[Asked], file: &Path) {
    let lines: Vec<&str> = asked.iter().map(|one| one.ours.as_str()).collect();
    std::fs::write(file, lines.join("\n")).expect("the queries");
}

/// One query's medians, in seconds.
struct Taken {
    kind: &'static str,
    ours: f64,
    best: f64,
    counted: f64,
    cut: bool,
    loosened: bool,
    /// Texts that fit: of ours, of FTS5.
    fits: (u64, i64),
}

/// Ours shows its results (titles, excerpts, counts of all that fits); FTS5 gives numbers of rows.
pub fn compare(asked: &[Asked], ours: &Ours, fts: &mut Fts) {
    let mut times: Vec<[Vec<f64>; 3]> = asked.iter().map(|_| Default::default()).collect();
    let mut taken: Vec<Taken> = Vec::new();
    for one in asked {
        let results = ours.ask(&one.ours);
        fts.best(&one.fts, LIMIT);
        let (cut, loosened, fits) = (results.cut, results.loosened, (results.total, fts.count(&one.fts)));
        taken.push(Taken { kind: one.kind, ours: 0.0, best: 0.0, counted: 0.0, cut, loosened, fits });
    }
    for _ in 0..TURNS {
        for (one, [turns, ..]) in asked.iter().zip(&mut times) {
            turns.push(time(|| drop(ours.ask(&one.ours))));
        }
        for (one, [_, turns, _]) in asked.iter().zip(&mut times) {
            turns.push(time(|| drop(fts.best(&one.fts, LIMIT))));
        }
        for (one, [.., turns]) in asked.iter().zip(&mut times) {
            turns.push(time(|| drop((fts.best(&one.fts, LIMIT), fts.count(&one.fts)))));
        }
    }
    for (one, [ours, best, counted]) in taken.iter_mut().zip(times) {
        (one.ours, one.best, one.counted) = (median(ours), median(best), median(counted));
    }
    tell(&taken);
}

fn time(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64()
}

fn tell(taken: &[Taken]) {
    println!("queries a second, one thread; `counted`: FTS5 counts all that fits as ours does");
    let heads = ["ours", "FTS5", "ratio", "counted", "ratio", "fits: ours", "FTS5", "cut", "loosened"];
    print!("{:<18} {:>4}", "", "");
    heads.iter().for_each(|head| print!(" {head:>10}"));
    println!();
    let everything = std::iter::once("all");
    for kind in KINDS.iter().copied().chain(everything) {
        let of: Vec<&Taken> = taken.iter().filter(|one| kind == "all" || one.kind == kind).collect();
        let count = of.len() as f64;
        let a_second = |seconds: fn(&Taken) -> f64| count / of.iter().map(|one| seconds(one)).sum::<f64>();
        let (ours, best, counted) = (a_second(|one| one.ours), a_second(|one| one.best), a_second(|one| one.counted));
        let fits = of.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.fits.0 as f64, sum.1 + one.fits.1 as f64));
        let (cut, loosened) = (of.iter().filter(|one| one.cut).count(), of.iter().filter(|one| one.loosened).count());
        print!("{kind:<18} {:>4} {ours:>10.1} {best:>10.1} {:>10.2}", of.len(), ours / best);
        print!(" {counted:>10.1} {:>10.2} {:>10.0} {:>10.0}", ours / counted, fits.0 / count, fits.1 / count);
        println!(" {cut:>10} {loosened:>10}");
    }
    println!("`fits`: the mean of texts that fit a query; `cut`: queries at whose bound of time ours stopped");
}
