//! Belarusian stems by own rules, in the way of the Russian ones.

use super::stems::{vowel_of_cyrillic, without_ending};

const ENDINGS: &[&str] = &[
    "а",
    "я",
    "у",
    "ю",
    "ы",
    "і",
    "о",
    "е",
    "э",
    "ь",
    "й",
    "ой",
    "ай",
    "ей",
    "эй",
    "ый",
    "ій",
    "ою",
    "аю",
    "ею",
    "яю",
    "ом",
    "ам",
    "ем",
    "ям",
    "эм",
    "амі",
    "ямі",
    "ах",
    "ях",
    "оў",
    "аў",
    "еў",
    "яў",
    "ыя",
    "ія",
    "ага",
    "яга",
    "ога",
    "аму",
    "яму",
    "ому",
    "ымі",
    "імі",
    "ых",
    "іх",
    "ым",
    "ім",
    "ую",
    "юю",
    "ая",
    "яя",
    "ае",
    "яе",
    "ое",
    "ць",
    "ці",
    "іць",
    "ыць",
    "аць",
    "яць",
    "уць",
    "юць",
    "ець",
    "аваць",
    "яваць",
    "ў",
    "іў",
    "іла",
    "ілі",
    "ыў",
    "ыла",
    "ылі",
    "ала",
    "алі",
    "аецца",
    "ецца",
    "іцца",
    "уецца",
];

/// The stem of a Belarusian word.
pub(super) fn stem(word: &str) -> String {
    let word = word.replace('ё', "е");
    let bare = ["ся", "цца"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 4))
        .unwrap_or(&word);
    let stem = without_ending(bare, ENDINGS, 3);
    let mut letters: Vec<char> = stem.chars().collect();
    // Neither the doubled consonant of `разрашэнне` nor the fleeting vowel of `даведак` is in every form.
    if let [.., before, last] = letters.as_slice()
        && before == last
        && letters.len() >= 5
    {
        letters.pop();
    }
    if let [start @ .., before, 'а' | 'е' | 'о', last @ ('к' | 'ц')] = letters.as_slice()
        && start.len() >= 2
        && !vowel_of_cyrillic(*before)
    {
        letters = start.iter().chain([before, last]).copied().collect();
    }
    letters.into_iter().collect()
}
