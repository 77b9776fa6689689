use super::*;

#[test]
fn personal_codes() {
    check_all(
        "personal-code",
        &[
            "33309240064",
            "333 0924 0064",
            "3-330924-0064",
            "33309240064",
            "٣٣٣٠٩٢٤٠٠٦٤",
            "３３３０９２４００６４",
            "3330\u{200B}9240064",
        ],
    );
    // The day not known, nor the month; both sums leaving 10.
    check_all("personal-code", &["32503001230", "32500001237", "31503119360"]);
    // A day without its month.
    check_none(&["32500151234"]);
    // Wrong check digit, month, day and century; too long; part of a decimal, an identifier, an address.
    check_none(&[
        "33309240065",
        "33313240064",
        "33309320064",
        "93309240064",
        "133309240064",
        "333092400641",
        "1.33309240064",
        "a33309240064",
        "33309240064b",
        "5 333 0924 0064 7",
    ]);
}

#[test]
fn addresses() {
    check_all(
        "email",
        &[
            "ona@example.lt",
            "Ona.Petraityte+migris@mail.example.org",
            "o'brien@example.com",
            "žemaitė@pavyzdys.lt",
            "ольга@пример.рф",
            "ona@žuvys.lt",
            "ona@xn--uvys-4wa.lt",
            "用户@例子.中国",
            "ona (at) example.lt",
            "ona[at]example.lt",
            "ona (eta) example.lt",
            "ona＠example.lt",
            "37061234567@example.lt",
            "ona_@example.lt",
            "ona@example.l",
            "ona@example.10",
        ],
    );
    check(&[
        ("Rašykite ona@example.lt.", &[("email", "ona@example.lt")]),
        ("(ona@example.lt)", &[("email", "ona@example.lt")]),
        ("<ona@example.lt>,<jonas@example.lt>", &[("email", "ona@example.lt"), ("email", "jonas@example.lt")]),
        ("mailto:ona@example.lt?subject=x", &[("email", "ona@example.lt")]),
        ("'ona@example.lt'", &[("email", "ona@example.lt")]),
        ("ona@example.lt-", &[("email", "ona@example.lt")]),
        ("ona@example.lt.5", &[("email", "ona@example.lt")]),
        ("ona(at)+37061234567b.lt", &[("email", "ona(at)+37061234567b.lt")]),
        ("a@b.lt@c.lt", &[("email", "a@b.lt@c.lt")]),
    ]);
    check_none(&[
        "@ona",
        "@ona.lt",
        "ona@",
        "ona@example",
        "2@1.50",
        "ona@.lt",
        "susitinkam @ kavine.lt",
        "(at)",
        "look (at) this. Now",
    ]);
}

#[test]
fn accounts() {
    check_all(
        "iban",
        &[
            "LT121000011101001000",
            "LT12 1000 0111 0100 1000",
            "lt12 1000 0111 0100 1000",
            "LT12 10000 11101001000",
            "GB29 NWBK 6016 1331 9268 19",
            "DE89370400440532013000",
            "NO93 8601 1117 947",
            "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
            "UA21 3223 1300 0002 6007 2335 6600 1",
            "ＬＴ12 1000 0111 0100 1000",
        ],
    );
    check(&[("Sąskaita: LT12 1000 0111 0100 1000 Swedbank", &[("iban", "LT12 1000 0111 0100 1000")])]);
    check_none(&[
        "LT12 1000 0111 0100 1001",
        "LT1210000111010010000",
        "LT12 1000 0111 0100 100",
        // Right by their check, but not a Lithuanian number's length, and hardly a digit.
        "LT35100001110100100",
        "AB5012LONGWORDS",
        "XLT121000011101001000",
        "LT12 and then some words",
        "DE89370400440532013001",
    ]);
}

#[test]
fn documents() {
    check(&[
        ("Mano paso Nr. 12345678.", &[("document", "12345678")]),
        ("pasą 12345678 pamečiau", &[("document", "12345678")]),
        ("PASAS: 22345678", &[("document", "22345678")]),
        ("Tapatybės kortelė 12345678", &[("document", "12345678")]),
        ("leidimo nr. LR1234567", &[("document", "LR1234567")]),
        ("leidimas gyventi (12345678)", &[("document", "12345678")]),
        ("My passport number is P1234567", &[("document", "P1234567")]),
        ("US passport 123456789", &[("document", "123456789")]),
        ("residence permit no. 987654321", &[("document", "987654321")]),
        ("ID 12345678", &[("document", "12345678")]),
        ("паспорт 65 1234567", &[("document", "65 1234567")]),
        ("паспорта серии 45 12 № 345678", &[("document", "45 12 № 345678")]),
        ("Паспорт 4512 345678 выдан", &[("document", "4512 345678")]),
        ("паспорт АВ 123456", &[("document", "АВ 123456")]),
        ("паспорт АВ № 123456", &[("document", "АВ № 123456")]),
        ("ВНЖ номер 12345678", &[("document", "12345678")]),
        ("Удостоверение беженца LT 123456", &[("document", "LT 123456")]),
        ("посвідчення 123456789", &[("document", "123456789")]),
        ("Посвідка на проживання 901234567", &[("document", "901234567")]),
        ("رقم جواز السفر: A1234567", &[("document", "A1234567")]),
        ("رقم الإقامة ١٢٣٤٥٦٧٨", &[("document", "١٢٣٤٥٦٧٨")]),
        ("pase fa123456", &[("document", "fa123456")]),
        ("pasai 12345678 ir 87654321", &[("document", "12345678"), ("document", "87654321")]),
        // By shape alone.
        ("FA123456", &[("document", "FA123456")]),
        ("Turiu MP1234567, ką daryti?", &[("document", "MP1234567")]),
        ("ЕН123456", &[("document", "ЕН123456")]),
    ]);
    check_none(&[
        "12345678",
        "65 1234567",
        "fa123456",
        "AA 123456",
        "paso galiojimas iki 2024-05-12",
        "pasas išduotas 20240512",
        "leidimas kainuoja 12345678 Eur",
        "leidimo mokestis € 12345678",
        "permit fee 120 000 Eur in 2024",
        "leidimas dirbti, įmonės kodas 304151376",
        "Jis pasakė 12345678",
        "pasaulyje yra 12345678 pabėgėlių",
        "Pasas, kurį gavau prieš daug metų savo gimtojoje šalyje, o tada 12345678",
        "leidimas pagal įsakymą Nr. 1V-29, IX-2206",
        "AB123456-7",
        "AB123456/2024",
        "KR123456",
        "NR123456",
        "IX2206",
        "ABC123456",
        "LT123456789",
    ]);
}

#[test]
fn sentences() {
    check(&[
        (
            "Sveiki, esu Ona, a. k. 33309240064, gyvenu Vilniuje nuo 2022-03-01. Migracijos departamentas (tel. 8 707 67000) \
             neatsako, mano numeris 8 612 34567, paštas ona@example.lt.",
            &[("personal-code", "33309240064"), ("phone", "8 612 34567"), ("email", "ona@example.lt")],
        ),
        (
            "Здравствуйте! Я гражданин Беларуси, паспорт MP1234567, ВНЖ до 12.05.2025. Позвоните мне: +375 (29) 123-45-67 \
             или +37061234567. Заплатил 120 евро.",
            &[("document", "MP1234567"), ("phone", "+375 (29) 123-45-67"), ("phone", "+37061234567")],
        ),
        (
            "Добрий день, мій паспорт FA123456, телефон +380671234567, рахунок UA213223130000026007233566001.",
            &[("document", "FA123456"), ("phone", "+380671234567"), ("iban", "UA213223130000026007233566001")],
        ),
        (
            "I applied on 12 May 2024 under Article 43(1) of law IX-2206; call +44 7700 900123 or write to a.b@c.co.uk.",
            &[("phone", "+44 7700 900123"), ("email", "a.b@c.co.uk")],
        ),
        (
            "مرحبا، رقم هاتفي \u{202A}+370 612 34567\u{202C} ورقم جواز سفري ١٢٣٤٥٦٧٨ منذ ٢٠٢٤-٠٥-١٢.",
            &[("phone", "+370 612 34567"), ("document", "١٢٣٤٥٦٧٨")],
        ),
        ("Kur kreiptis dėl leidimo gyventi? Turiu 3 vaikus, 2 iš jų – 2015 ir 2018 m. gimimo.", &[]),
    ]);
}

#[test]
fn redacting() {
    let text = "Ona, 33309240064, ona@example.lt";
    let redacted = redact(text, &find_identities(text), |kind| format!("[{}]", kind.code()));
    assert_eq!(redacted, "Ona, [personal-code], [email]");
    let of_another_text = [
        Identity { kind: IdentityKind::Phone, from: 1, to: 900 },
        Identity { kind: IdentityKind::Phone, from: 5, to: 2 },
        Identity { kind: IdentityKind::Phone, from: 0, to: 1 },
        Identity { kind: IdentityKind::Phone, from: usize::MAX, to: usize::MAX },
    ];
    assert_eq!(redact("ža", &of_another_text, |_| "x".to_owned()), "ža");
}

/// Before the passport is taken away, its number and the code could be one long number.
#[test]
fn a_second_look_finds_what_the_first_uncovered() {
    let text = "pasas 12345678 333 0924 0064";
    assert_eq!(found(text), [("document", "12345678"), ("personal-code", "333 0924 0064")]);
}
