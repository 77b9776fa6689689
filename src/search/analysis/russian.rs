//! Russian stems: Snowball's, and rules for what it pulls apart.

use frostem::Algorithm;

use super::stems::{snowball, vowel_of_cyrillic};

/// Beginnings whose every form has the same stem, the longer before the shorter.
const FAMILIES: &[(&str, &str)] = &[
    ("гражданств", "гражданств"),
    ("граждан", "граждан"),
    ("дипломат", "дипломат"),
    ("диплом", "диплом"),
    ("экзамен", "экзамен"),
    ("обмен", "обмен"),
    ("аренд", "аренд"),
    ("зарегистр", "регистр"),
    ("регистр", "регистр"),
    ("депорт", "депорт"),
    ("разреш", "разреш"),
    ("продл", "продл"),
    ("получ", "получ"),
    ("застрахов", "страхов"),
    ("страхов", "страхов"),
    ("образова", "образова"),
    ("иностран", "иностран"),
    ("работода", "работода"),
    ("снять", "сним"),
    ("снял", "сним"),
    ("открыт", "откры"),
    ("открыв", "откры"),
    ("открыл", "откры"),
    ("откро", "откры"),
    ("оформ", "оформ"),
    ("запис", "запис"),
    ("подпис", "подпис"),
    ("сда", "сда"),
    ("подат", "пода"),
    ("подаю", "пода"),
    ("подае", "пода"),
    ("подав", "пода"),
    ("подач", "пода"),
    ("подал", "пода"),
    ("подан", "пода"),
    ("выпла", "выпла"),
    ("сестер", "сестр"),
    ("жалоб", "жалоб"),
    ("жалова", "жалоб"),
    ("жалую", "жалоб"),
    ("жалуе", "жалоб"),
    ("обжал", "жалоб"),
    ("задеклар", "деклар"),
];

/// The stem of a Russian word.
pub(super) fn stem(word: &str) -> String {
    let word = word.replace('ё', "е");
    if let Some((_, stem)) = FAMILIES.iter().find(|(beginning, _)| word.starts_with(beginning)) {
        return (*stem).to_owned();
    }
    if matches!(word.as_str(), "дни" | "дня" | "дней" | "дню" | "днем" | "дням" | "днями" | "днях")
    {
        return "ден".to_owned();
    }
    let stem = snowball(Algorithm::Russian, &word);
    for (ending, least) in DERIVED {
        if let Some(start) = stem.strip_suffix(ending).filter(|start| start.chars().count() >= least) {
            return start.to_owned();
        }
    }
    without_fleeting_vowel(&stem).unwrap_or(stem)
}

/// Endings of verbs and of nouns and adjectives made from them, and the letters that have to be left.
const DERIVED: [(&str, usize); 11] = [
    ("ирован", 4),
    ("ирова", 4),
    ("ован", 4),
    ("ова", 4),
    ("ир", 6),
    ("ацион", 4),
    ("ион", 4),
    ("ац", 4),
    ("ен", 5),
    ("ан", 5),
    ("а", 4),
];

/// `справок` and `справк`, `беженец` and `беженц` are one stem: the vowel before the last consonant goes.
fn without_fleeting_vowel(stem: &str) -> Option<String> {
    let letters: Vec<char> = stem.chars().collect();
    match letters.as_slice() {
        [start @ .., before, 'о' | 'е', last @ 'к'] | [start @ .., before, 'е', last @ 'ц']
            if !vowel_of_cyrillic(*before) && start.len() >= if *last == 'ц' { 1 } else { 2 } =>
        {
            Some(start.iter().chain([before, last]).collect())
        }
        _ => None,
    }
}
