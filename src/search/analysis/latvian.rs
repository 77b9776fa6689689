//! Latvian stems by own rules: the longest ending goes, then the last consonant loses its softness.

use super::stems::without_ending;

const ENDINGS: &[&str] = &[
    // Nouns.
    "s", "š", "a", "am", "u", "ā", "i", "iem", "us", "os", "is", "im", "ī", "um", "ū", "as", "ai", "ām", "ās", "e",
    "es", "ei", "ē", "ēm", "ēs", "ij", "īm", "īs", "o", "ie", "ums", "uma", "umu", "umā", "umi", "umus", "umiem",
    "umos", "umam", // Adjectives.
    "ais", "ajam", "ajai", "ajā", "ajiem", "ajām", "ajos", "ajās", "āks", "āka", "āki", "āku", "ākais", "ākā",
    // Verbs.
    "t", "ēt", "īt", "āt", "ot", "at", "ties", "ēties", "īties", "āties", "oties", "ēju", "ēja", "āju", "āja", "īju",
    "īja", "ējām", "ājām", "ījām", "si", "sim", "siet", "ēšu", "ēs", "āšu", "īšu", "īs", "ās", "ošs", "oša", "oši",
    "ošu", "ējis", "usi", "ēšana", "ēšanas",
];

/// The stem of a Latvian word.
pub(super) fn stem(word: &str) -> String {
    let stem = without_ending(word, ENDINGS, 3);
    for (soft, hard) in [
        ("ieš", "iet"),
        ("iec", "iet"),
        ("šņ", "sn"),
        ("žņ", "zn"),
        ("ļļ", "ll"),
        ("ļ", "l"),
        ("ņ", "n"),
        ("č", "c"),
        ("pj", "p"),
        ("bj", "b"),
        ("mj", "m"),
        ("vj", "v"),
        ("ķ", "k"),
        ("ģ", "g"),
    ] {
        if let Some(start) = stem.strip_suffix(soft) {
            return format!("{start}{hard}");
        }
    }
    stem.to_owned()
}
