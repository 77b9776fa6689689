//! Lithuanian stems: Snowball's, and rules for the words of this forum it pulls apart.

use frostem::Algorithm;

use super::fold::fold;
use super::stems::snowball;

/// Beginnings (without diacritics) whose every form has one stem: so many letters of the word, or a stem given.
const FAMILIES: &[(&str, Option<&str>)] = &[
    ("apgyven", Some("gyven")),
    ("gyven", None),
    ("dirb", Some("darb")),
    ("pratesi", Some("pratęs")),
    ("prates", None),
    ("santuok", None),
    ("issinuom", Some("nuom")),
    ("isnuom", Some("nuom")),
    ("nuom", None),
    ("uzsiregistr", Some("registr")),
    ("prisiregistr", Some("registr")),
    ("iregistr", Some("registr")),
    ("registr", None),
    ("uzsieniet", None),
    ("uzsieniec", Some("užsieniet")),
    ("uzsien", None),
    ("pripazin", Some("pripažin")),
    ("pripazis", Some("pripažin")),
    ("siust", Some("siunt")),
    ("siusd", Some("siunt")),
    ("issiust", Some("išsiunt")),
    ("isduo", Some("išduo")),
    ("isdav", Some("išduo")),
    ("skust", Some("skund")),
    ("apskus", Some("skund")),
    ("apskund", Some("skund")),
    ("draust", Some("draud")),
    ("apdrau", Some("draud")),
    ("kreip", None),
    ("imok", None),
    ("ismok", None),
    ("neismok", None),
    ("galio", None),
    ("negalio", None),
    ("griz", None),
    ("gimus", Some("gim")),
    ("pilietyb", None),
    ("piliet", None),
    ("piliec", Some("piliet")),
    ("mokest", None),
    ("mokesc", Some("mokest")),
    ("prieglobst", None),
    ("prieglobsc", Some("prieglobst")),
    ("sutart", None),
    ("sutarc", Some("sutart")),
    ("patirt", None),
    ("patirc", Some("patirt")),
    ("zmone", None),
    ("zmoni", Some("žmone")),
    ("atvyk", None),
    ("isvyk", None),
    ("savivaldyb", None),
    ("leist", Some("leid")),
    ("gauti", Some("gau")),
    ("gaun", Some("gau")),
    ("gausi", Some("gau")),
    ("gautas", Some("gau")),
    ("gavo", Some("gau")),
    ("gavau", Some("gau")),
    ("gavim", Some("gau")),
    ("gavus", Some("gau")),
    ("gimim", Some("gim")),
    ("keisti", Some("keit")),
    ("pakeisti", Some("pakeit")),
];

/// The stem of a Lithuanian word.
pub(super) fn stem(word: &str) -> String {
    let folded = fold(word);
    for &(beginning, given) in FAMILIES {
        if folded.starts_with(beginning) {
            return match given {
                Some(stem) => stem.to_owned(),
                None => word.chars().take(beginning.len()).collect(),
            };
        }
    }
    // Snowball takes the whole of `-inti`, and then `tikrinti` does not meet `tikrina`.
    let infinitive = ["ti", "tis"].iter().find_map(|ending| word.strip_suffix(ending));
    if let Some(start) = infinitive.filter(|start| start.ends_with("in") && letters(start) >= 5) {
        return start.to_owned();
    }
    let mut stem = snowball(Algorithm::Lithuanian, word);
    for (ending, rest) in UNACCENTED {
        if word.ends_with(ending) && stem.ends_with(rest) && letters(&stem) >= rest.len() + 3 {
            stem.truncate(stem.len() - rest.len());
            break;
        }
    }
    // Of `leidžiama` and `pateikiamas` the softening `i` is left, of `garantuojamas` the `uo`.
    if let Some(start) = ["uo", "i"].iter().find_map(|rest| stem.strip_suffix(rest)).filter(|start| letters(start) >= 3)
    {
        stem.truncate(start.len());
    }
    for (ending, instead) in ALTERNATIONS {
        if let Some(start) = stem.strip_suffix(ending).filter(|start| letters(start) >= 2) {
            stem = format!("{start}{instead}");
            break;
        }
    }
    for (ending, least) in DERIVED {
        if let Some(start) = stem.strip_suffix(ending).filter(|start| letters(start) >= least) {
            return start.to_owned();
        }
    }
    stem
}

/// Endings written without their `ė`, and what Snowball leaves of them.
const UNACCENTED: [(&str, &str); 5] = [("eje", "ej"), ("ese", "es"), ("ems", "em"), ("emis", "em"), ("eti", "e")];

/// Consonants that change before a soft ending, and the `t` of participles and infinitives (`suteiktas`, `kreiptis`).
const ALTERNATIONS: [(&str, &str); 6] = [("č", "t"), ("c", "t"), ("dž", "d"), ("dz", "d"), ("kt", "k"), ("pt", "p")];

/// Endings of nouns made from verbs, and the letters that have to be left: `registracija`, `registravimas`.
const DERIVED: [(&str, usize); 5] = [("avim", 5), ("acij", 4), ("av", 5), ("im", 4), ("ym", 4)];

fn letters(word: &str) -> usize {
    word.chars().count()
}
