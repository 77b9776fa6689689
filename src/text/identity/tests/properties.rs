use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{found, *};
use crate::text::identity::personal_code::check_digit;

/// Valid, and some of them with a day that is not known.
fn personal_code() -> impl Strategy<Value = String> {
    (1..=6u32, 0..100u32, 1..=12u32, 0..=28u32, 0..1000u32).prop_map(|(century, year, month, day, serial)| {
        let code = format!("{century}{year:02}{month:02}{day:02}{serial:03}");
        let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
        format!("{code}{}", check_digit(&digits))
    })
}

/// Valid: ISO 7064's check digits are 98 less what the number leaves with 00 in their place.
fn iban() -> impl Strategy<Value = String> {
    let rest = prop_oneof![
        "[0-9]{16}".prop_map(|rest| ("LT".to_owned(), rest)),
        ("(DE|PL|EE|LV|UA|GB|FR)", "[0-9A-Z]{4}[0-9]{8,22}"),
    ];
    rest.prop_map(|(country, rest)| {
        let value = |text: &str| {
            text.chars().fold(0u64, |m, c| {
                let value = u64::from(c.to_digit(36).unwrap());
                (m * if value > 9 { 100 } else { 10 } + value) % 97
            })
        };
        let check = 98 - value(&format!("{rest}{country}00"));
        format!("{country}{check:02}{rest}")
    })
}

/// Words that end where a number begins, and nothing that a number could be part of.
fn neutral() -> impl Strategy<Value = String> {
    "([а-яёіїąčęėįšųūž]{1,9}[ ,;!?\n]{1,2}){0,6}"
}

/// Text that is made to be nearly something.
fn tricky() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[0-9]{1,12}",
        4 => prop::sample::select(vec![
            " ", " ", " ", "-", ".", ",", "+", "(", ")", "/", "@", "\n", "(at)", "[at]", "№", "Nr. ", "€", "%", "٣", "_",
        ]).prop_map(str::to_owned),
        3 => prop::sample::select(vec![
            "pasas", "passport ", "паспорт ", "ID ", "tel. ", "Eur", "b.lt", "ona", "FA123456", "12345678", "+370",
            "612 34567", "8 612 34567", "+37061234567", "2024-05-12", "LT12 1000 0111 0100 1000", "AB", "800", "kodas ",
            "45 12 345678", "65 1234567", "33309240064", "333 0924 0064", "0067", "ona@b.lt",
        ]).prop_map(str::to_owned),
        1 => personal_code(),
        1 => iban(),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn is_ordered(text: &str) -> bool {
    let mut free = 0;
    find_identities(text).into_iter().all(|found| {
        let next = free <= found.from && found.from < found.to && text.get(found.from..found.to).is_some();
        free = found.to;
        next
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn spans_are_valid_and_ordered(any in "(?s:.)*", tricky in tricky()) {
        prop_assert!(is_ordered(&any));
        prop_assert!(is_ordered(&tricky));
    }

    #[test]
    fn nothing_is_found_in_a_redacted_text(text in tricky(), named: bool) {
        let by = |kind: IdentityKind| if named { format!("[{}]", kind.code()) } else { "[…]".to_owned() };
        let redacted = redact(&text, &find_identities(&text), by);
        prop_assert_eq!(found(&redacted), [], "{}", redacted);
    }

    #[test]
    fn a_personal_code_is_found_anywhere(before in neutral(), code in personal_code(), after in neutral()) {
        for code in [code.clone(), format!("{} {} {}", &code[..3], &code[3..7], &code[7..]), format!("{}-{}", &code[..7], &code[7..])] {
            let text = format!("{before}{code} {after}");
            prop_assert_eq!(found(&text), [("personal-code", code.as_str())]);
        }
    }

    #[test]
    fn an_account_is_found_anywhere(before in neutral(), iban in iban(), after in neutral(), lower: bool) {
        let groups: Vec<&str> = (0..iban.len()).step_by(4).map(|at| &iban[at..iban.len().min(at + 4)]).collect();
        for iban in [iban.clone(), groups.join(" ")] {
            let iban = if lower { iban.to_lowercase() } else { iban };
            let text = format!("{before}{iban} {after}");
            prop_assert_eq!(found(&text), [("iban", iban.as_str())]);
        }
    }

    #[test]
    fn a_changed_digit_makes_no_code(code in personal_code(), at in 0..11usize, by in 1..10u32) {
        let mut digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
        digits[at] = (digits[at] + by) % 10;
        let changed: String = digits.iter().map(u32::to_string).collect();
        let is_code = found(&changed).iter().any(|(kind, _)| *kind == "personal-code");
        prop_assert!(!is_code || check_digit(&digits) == digits[10]);
        // The check digit alone is always right or wrong.
        prop_assert!(at < 10 || !is_code);
    }

    #[test]
    fn words_identify_nobody(text in neutral()) {
        prop_assert_eq!(found(&text), []);
    }
}

fn timed(unit: &str, length: usize) -> Duration {
    let text = unit.repeat(length / unit.len());
    let start = Instant::now();
    let found = find_identities(&text);
    redact(&text, &found, |_| "x".to_owned());
    start.elapsed()
}

/// Seconds at most, in a debug build, where squares of a megabyte would take days. A machine that is busy with other
/// things may keep one try waiting: one of four is enough.
#[test]
fn long_texts_take_their_length() {
    for unit in ["1", " ", "+", "1 ", "@", "a"] {
        let took = timed(unit, 1_000_000);
        assert!(took < Duration::from_secs(30), "{unit}: {took:?}");
    }
    for unit in [
        "+1",
        "(",
        "((at)",
        "a@",
        "a@b.",
        "a.",
        "@b.lt",
        "a@b.lt",
        "-1",
        "1-",
        "LT12",
        "LT12 ",
        "AB12 CD",
        "8 612 34567 ",
        "passport 12345678 ",
        "12345678 ",
        "pasas ",
        "FA123456 ",
        "\u{301}",
        "٣",
        "1\u{200B}",
        "333 0924 0064 ",
        "+ ",
        "[at]",
        ".",
        "5 Eur",
        "Nr. 1",
        "+370 ",
        "1.",
        "a@b.lt@",
        "pasas 1234567",
        "№ ",
        "1,",
    ] {
        let in_time = (0..4).any(|_| timed(unit, 100_000) < Duration::from_secs(6));
        assert!(in_time, "{unit}");
    }
}
