use super::super::guess_language;

const INTERFACE: [&str; 3] = ["lt", "en", "ru"];
const ALL: [&str; 20] = [
    "lt", "en", "ru", "uk", "be", "pl", "lv", "et", "ar", "fa", "ps", "tr", "ka", "hy", "az", "kk", "uz", "tg", "hi",
    "fr",
];

#[test]
fn among_the_languages_of_the_interface() {
    for (text, language) in [
        ("kaip gauti leidimą gyventi", "lt"),
        ("kaip gauti leidima gyventi", "lt"),
        ("leidimas gyventi", "lt"),
        ("how to get a visa", "en"),
        ("residence permit extension", "en"),
        ("как получить вид на жительство", "ru"),
        ("виза", "ru"),
        ("COVID-19 тест", "ru"),
    ] {
        assert_eq!(guess_language(text, &INTERFACE, "xx"), language, "{text}");
    }
    for text in ["viza", "", "586", "🙂", "იქ"] {
        assert_eq!(guess_language(text, &INTERFACE, "xx"), "xx", "{text}");
    }
}

#[test]
fn among_all_languages() {
    for (text, language) in [
        ("žmogaus teisės Lietuvoje", "lt"),
        ("where can i find a job", "en"),
        ("где найти жильё и что нужно", "ru"),
        ("як отримати посвідку на проживання", "uk"),
        // Not a letter that only one of the two has.
        ("до кого звертатися для отримання дозволу на працевлаштування", "uk"),
        ("куда обращаться для получения разрешения на работу", "ru"),
        ("як атрымаць від на жыхарства ў Літве", "be"),
        ("jak dostać pozwolenie na pracę", "pl"),
        ("kā saņemt uzturēšanās atļauju", "lv"),
        ("kuidas saada elamisluba või viisa", "et"),
        ("كيف أحصل على تصريح الإقامة", "ar"),
        ("چگونه اجازه اقامت بگیرم", "fa"),
        ("زه څنګه د اوسېدو جواز ترلاسه کړم", "ps"),
        ("oturma izni nasıl alınır", "tr"),
        ("ცხოვრების უფლება", "ka"),
        ("ինչպես ստանալ կացության թույլտվություն", "hy"),
        ("yaşayış icazəsi necə alınır", "az"),
        ("тұруға рұқсатты қалай алуға болады", "kk"),
        ("чӣ тавр иҷозатномаи зист гирифтан мумкин аст", "tg"),
        ("निवास परमिट कैसे मिलेगा", "hi"),
        ("comment obtenir un titre de séjour", "fr"),
    ] {
        assert_eq!(guess_language(text, &ALL, "xx"), language, "{text}");
    }
}

#[test]
fn doubled_languages_are_no_tie() {
    assert_eq!(guess_language("виза", &["ru", "ru"], "lt"), "ru");
    assert_eq!(guess_language("виза", &["ru", "uk"], "lt"), "lt");
    assert_eq!(guess_language("виза", &[], "lt"), "lt");
}
