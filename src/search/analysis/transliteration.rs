//! A word in the other script: Latin letters, as in Lithuanian or English, and Russian ones.

use super::fold::normal;

/// Most spellings offered for one word.
const MOST: usize = 3;

/// The same word as it might be written in the other script, Latin or Cyrillic: up to 3 spellings in lower case.
///
/// Empty for a word of another script, of both scripts, or with anything but letters.
pub fn transliterations(word: &str) -> Vec<String> {
    let word: Vec<char> = normal(word, "").chars().filter(|letter| *letter != '\'').take(40).collect();
    let all = if word.is_empty() {
        return Vec::new();
    } else if word.iter().all(|letter| is_latin(*letter)) {
        vec![
            to_cyrillic(&word, &LITHUANIAN, true),
            to_cyrillic(&word, &LITHUANIAN, false),
            to_cyrillic(&word, &ENGLISH, false),
        ]
    } else if word.iter().all(|letter| matches!(letter, 'а'..='я' | 'ё' | 'і' | 'ї' | 'є' | 'ґ' | 'ў')) {
        vec![
            to_latin(&word, Spelling::Lithuanian),
            to_latin(&word, Spelling::English),
            to_latin(&word, Spelling::Plain),
        ]
    } else {
        return Vec::new();
    };
    let mut spellings: Vec<String> = Vec::with_capacity(MOST);
    for spelling in all {
        if !spelling.is_empty() && !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_lowercase() || "ąčęėįšųūž".contains(letter)
}

/// Groups of letters before single ones.
const LITHUANIAN: [(&str, &str); 15] = [
    ("šč", "щ"),
    ("ija", "ия"),
    ("ijo", "ио"),
    ("iau", "яу"),
    ("iai", "яй"),
    ("iu", "ю"),
    ("ia", "я"),
    ("io", "ё"),
    ("ch", "х"),
    ("ja", "я"),
    ("ju", "ю"),
    ("je", "е"),
    ("jo", "ё"),
    ("ei", "ей"),
    ("ai", "ай"),
];

const ENGLISH: [(&str, &str); 21] = [
    ("shch", "щ"),
    ("sch", "щ"),
    ("tion", "ция"),
    ("iya", "ия"),
    ("ia", "ия"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("tz", "ц"),
    ("ck", "к"),
    ("ph", "ф"),
    ("ya", "я"),
    ("yu", "ю"),
    ("yo", "ё"),
    ("ye", "е"),
    ("ay", "ай"),
    ("ey", "ей"),
    ("oy", "ой"),
    ("ee", "и"),
];

fn to_cyrillic(word: &[char], groups: &[(&str, &str)], soft: bool) -> String {
    let mut written = String::with_capacity(word.len() * 2);
    let mut rest = word;
    'word: while let [letter, after @ ..] = rest {
        for (latin, cyrillic) in groups {
            let length = latin.chars().count();
            if rest.len() >= length && latin.chars().eq(rest[..length].iter().copied()) {
                written.push_str(cyrillic);
                rest = &rest[length..];
                continue 'word;
            }
        }
        let english = groups.len() == ENGLISH.len();
        written.push_str(match letter {
            'c' if english && !matches!(after.first(), Some('e' | 'i' | 'y')) => "к",
            'y' if english => "ы",
            _ => single(*letter, TO_CYRILLIC),
        });
        if soft && *letter == 'l' && after.first().is_some_and(|next| !is_vowel(*next) && *next != 'l') {
            written.push('ь');
        }
        rest = after;
    }
    written
}

/// Single letters, each with what it becomes in the other script.
const TO_CYRILLIC: &str = "aа ąа bб cц čч dд eе ęе ėе fф gг hх iи įи yи jй kк qк lл mм nн oо pп rр sс šш tт uу ųу ūу vв wв \
                           xкс zз žж";
const TO_LATIN: &str = "аa бb вv гg ґg дd еe эe зz иi іi кk лl мm нn оo пp рr сs тt уu ўu фf ыy";

fn single(letter: char, table: &'static str) -> &'static str {
    table.split_whitespace().find_map(|pair| pair.strip_prefix(letter)).unwrap_or("")
}

fn is_vowel(letter: char) -> bool {
    "aąeęėiįyouųū".contains(letter)
}

#[derive(Clone, Copy, PartialEq)]
enum Spelling {
    Lithuanian,
    English,
    /// Lithuanian with the letters of a plain keyboard.
    Plain,
}

fn to_latin(word: &[char], spelling: Spelling) -> String {
    let english = spelling == Spelling::English;
    let mut written = String::with_capacity(word.len() * 2);
    let mut before = None;
    for letter in word {
        // A soft vowel has its own `j` at the beginning and after a vowel or a sign.
        let alone = before.is_none_or(|letter: char| "аеёиіїоуыэєюяьъ".contains(letter));
        written.push_str(match (letter, spelling) {
            ('ж', Spelling::Lithuanian) => "ž",
            ('ж', Spelling::English) => "zh",
            ('ж', Spelling::Plain) => "z",
            ('ч', Spelling::Lithuanian) => "č",
            ('ч', Spelling::English) => "ch",
            ('ч', Spelling::Plain) => "c",
            ('ш', Spelling::Lithuanian) => "š",
            ('ш', Spelling::English) => "sh",
            ('ш', Spelling::Plain) => "s",
            ('щ', Spelling::Lithuanian) => "šč",
            ('щ', Spelling::English) => "shch",
            ('щ', Spelling::Plain) => "sc",
            ('х', Spelling::Lithuanian) => "ch",
            ('х', Spelling::English) => "kh",
            ('х', Spelling::Plain) => "h",
            ('ц', _) => {
                if english {
                    "ts"
                } else {
                    "c"
                }
            }
            ('й', _) => {
                if english {
                    "y"
                } else {
                    "j"
                }
            }
            ('ю', _) => {
                if english {
                    "yu"
                } else if alone {
                    "ju"
                } else {
                    "iu"
                }
            }
            ('я', _) => {
                if english {
                    "ya"
                } else if alone {
                    "ja"
                } else {
                    "ia"
                }
            }
            ('ё', _) => {
                if english {
                    "yo"
                } else if alone {
                    "jo"
                } else {
                    "io"
                }
            }
            ('е', _) if alone => {
                if english {
                    "ye"
                } else {
                    "je"
                }
            }
            ('є', _) => {
                if english {
                    "ye"
                } else {
                    "je"
                }
            }
            ('ї', _) => {
                if english {
                    "yi"
                } else {
                    "ji"
                }
            }
            _ => single(*letter, TO_LATIN),
        });
        before = Some(*letter);
    }
    written
}
