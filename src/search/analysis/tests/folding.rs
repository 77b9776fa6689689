use super::super::{analyse_word, fold};

#[test]
fn diacritics_go() {
    for (written, plain) in [
        ("žmogaus ąčęėįšųūž ĄČĘĖĮŠŲŪŽ", "zmogaus aceeisuuz ACEEISUUZ"),
        ("łódź øl đ straße cæsar œuvre ılıman", "lodz ol d strasse caesar oeuvre iliman"),
        ("ребёнок йод Їжак ґанок ўжо", "ребенок йод Іжак ганок ужо"),
        ("ελληνικά", "ελληνικα"),
        ("مُحَمَّد إقامة أين آخر مـصر على", "محمد اقامه اين اخر مصر علي"),
        ("می‌خواهم کتاب", "ميخواهم كتاب"),
        ("वीज़ा स्कूल", "वीजा स्कूल"),
        ("сім'я сім’я сімʼя", "сімя сімя сімя"),
    ] {
        assert_eq!(fold(written), plain);
    }
}

#[test]
fn decomposed_and_composed_are_one() {
    assert_eq!(fold("z\u{30c}mogu\u{304}"), "zmogu");
    assert_eq!(fold("и\u{306}од"), "йод");
    assert_eq!(analyse_word("Z\u{30c}mogus", "lt"), analyse_word("žmogus", "lt"));
    assert_eq!(analyse_word("за\u{301}мок", "ru"), analyse_word("замок", "ru"));
    assert_eq!(analyse_word("mig\u{ad}racija", "lt"), analyse_word("migracija", "lt"));
    assert_eq!(analyse_word("ｖｉｓａ", "en"), analyse_word("visa", "en"));
}
