//! Forms of one word that have to meet.

use super::by_language::meet;

#[test]
fn lithuanian_nouns() {
    for forms in [
        "leidimas leidimą leidimo leidimai leidimų leidimams leidimus leidžia leisti leidimu",
        "gyventi gyvenimas gyvena gyventojas gyvenamoji gyvensiu gyvenu",
        "užsienietis užsieniečio užsieniečiams užsieniečių užsienietė uzsieniecio uzsienieciams uzsienieti",
        "žmogus žmogaus žmogui zmogaus zmogus",
        "žmonės žmonių žmonėms žmonėmis zmones zmonems",
        "darbas darbo darbuotojas darbui dirbti dirba darbdavys",
        "viza vizos vizą vizų vizoms viza",
        "mokestis mokesčio mokesčiai mokesčių mokestį mokescio mokesciu mokesti",
        "pažyma pažymą pažymos pazyma pazymos",
        "vaikas vaiko vaikui vaikai vaikų vaikams vaiku",
        "šeima šeimos šeimą seima seimos",
        "draudimas draudimo draudimą draudimui",
        "pilietybė pilietybės pilietybę pilietybe pilietybes",
        "pilietis piliečio piliečiai piliečių pilieciu",
        "kalba kalbos kalbą kalbų kalbėti kalbeti",
        "prieglobstis prieglobsčio prieglobstį prieglobscio prieglobsti",
        "mokykla mokyklos mokykloje mokyklų mokyklu",
        "santuoka santuokos santuoką",
        "nuoma nuomos nuomoti nuomojamas išsinuomoti nuomotis issinuomoti",
        "registruoti registracija registravimas registravo užsiregistruoti registruotis",
        "gauti gauna gavo gavau gausiu gavimas",
        "keisti keičia keitimas keitė",
        "atvykti atvyksta atvyko atvykimas",
        "pratęsti pratęsia pratęsimas pratęsimo pratesti pratesimas",
        "savivaldybė savivaldybėje savivaldybių savivaldybese savivaldybeje",
        "įmonė įmonėje imoneje imones",
        "teisė teisėms teisių teisems",
        "žodis žodžio žodžių zodzio zodis",
        "sutartis sutarties sutarčių sutarti sutarciu",
        "laikinas laikino laikiną laikinasis laikinojo",
        "nuolatinis nuolatinio nuolatinę nuolatiniam",
        "migracija migracijos migraciją migruoti",
        "gimimas gimimo gimimą gimimu",
        "užsienis užsienio užsienyje uzsienio",
        "leidžia leidžiama leidžiamas leidimas",
        "draudimas draudžiamas apdrausti draudimo apdraustas",
        "skųstis skundas skundo skundžiama apskųsti",
        "siųsti siunčia siunčiama siuntimas siusti",
        "pripažinti pripažinimas pripažįsta pripazinimas",
        "išduoti išduoda išduodamas išdavimas",
        "suteikti suteikia suteiktas",
        "kreiptis kreipkitės kreipiasi",
        "prašymas prašymo prašyti prašo prasymas",
        "išmoka išmokos išmokų išmoką ismoku",
        "įmoka įmokos įmokas imokas",
        "galioja galioti galiojimas galiojančiu",
        "grįžti grįžta grįžimas grizimas",
        "tikrinti tikrina tikrinimas tikrinama",
        "klausimas klausimo klausti klausia",
    ] {
        meet(forms, "lt");
    }
}

#[test]
fn russian_words() {
    for forms in [
        "вид вида видом виду видов",
        "жительство жительства жительству",
        "разрешение разрешения разрешений разрешить разрешено",
        "ребёнок ребенок ребёнка ребенку",
        "гражданство гражданства",
        "гражданин граждане граждан гражданам гражданка",
        "справка справку справок справки",
        "школа школу школ школе",
        "налог налога налоги налогов",
        "паспорт паспорта паспортом",
        "виза визы визу виз",
        "работа работы работу работать работаю",
        "страховка страховку страховок страхование",
        "беженец беженца беженцев беженцам",
        "иностранец иностранца иностранцев иностранцам иностранный",
        "экзамен экзамена экзаменов экзамены",
        "обмен обмена обменять обмену",
        "диплом диплома диплому дипломов",
        "аренда аренды арендовать арендую",
        "регистрация регистрации зарегистрироваться регистрировать",
        "продлить продление продлевать продления",
        "получить получение получать",
        "прописка прописку прописок",
        "депортация депортации депортировать",
        "поездка поездку поездок",
        "карточка карточку карточек",
        "открыть открываю открытие открыл",
        "миграция миграции миграционный",
        "пенсия пенсии пенсионный",
        "воссоединение воссоединения воссоединить",
        "проживание проживания проживать",
        "запись записать записаться записи",
        "подать подают подача подавать",
        "сдать сдают сдавать сдача",
        "выплата выплаты выплачивают",
        "жалоба жалобу жаловаться обжаловать обжалуют",
        "декларация декларировать задекларировать декларирует",
        "день дня дней дни",
        "отец отца отцу",
        "снять снимать сниму",
        "литовец литовца литовцы",
    ] {
        meet(forms, "ru");
    }
}

#[test]
fn latvian_and_belarusian() {
    for forms in [
        "atļauja atļaujas atļauju atļaujām atļaujai",
        "nodoklis nodokļa nodokļi nodokļu",
        "pilsonis pilsoņa pilsoņi pilsoņiem",
        "skola skolas skolu skolā skolām",
        "bērns bērna bērni bērnu bērniem",
        "darbs darba darbu darbā",
        "zeme zemes zemju zemēm",
        "latvietis latvieša latvieši latviešu",
        "vīza vīzas vīzu",
        "dokuments dokumenta dokumenti dokumentu dokumentiem dokumentam",
        "valsts valstu valstij valstīm",
        "dzīvesvieta dzīvesvietas dzīvesvietu dzīvesvietai",
    ] {
        meet(forms, "lv");
    }
    for forms in [
        "дазвол дазволу дазволы дазволаў",
        "школа школы школу школ школе",
        "даведка даведку даведкі даведак",
        "грамадзянства грамадзянству",
        "падатак падатку падаткі падаткаў",
        "віза візы візу віз",
    ] {
        meet(forms, "be");
    }
}

#[test]
fn others() {
    for (language, forms) in [
        ("uk", "посвідка посвідки посвідок"),
        ("uk", "дозвіл дозволу дозволи дозволів"),
        ("uk", "школа школи шкіл"),
        ("uk", "сім'я сім’ї сімʼю сімя"),
        ("pl", "podatek podatku podatki podatków"),
        ("pl", "szkoła szkoły szkół szkole szkola"),
        ("pl", "zezwolenie zezwolenia zezwoleń"),
        ("en", "permit permits permitted"),
        ("en", "residence residency resident"),
        ("ar", "إقامة الإقامة اقامة الاقامة"),
        ("fa", "کودک کودکان كودك"),
        ("hi", "स्कूल स्कूलों"),
        ("hi", "बच्चा बच्चे बच्चों"),
        ("hy", "վիզա վիզան"),
        ("fr", "titre titres"),
        ("fr", "séjour séjours sejour"),
        ("tr", "okul okullar okulda OKUL"),
    ] {
        meet(forms, language);
    }
}
