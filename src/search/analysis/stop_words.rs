//! Words too common to find a text by: prepositions, conjunctions, pronouns, particles, forms of "to be".

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::fold::{fold, normal};

/// Words by language, as they are written.
const WORDS: [(&str, &str); 13] = [
    (
        "lt",
        "ir o bet ar arba bei nei nes kad jog kai jei jeigu kaip kur kada kodėl kiek kas ką kam ko kuo kuris kuri \
         kurie kurios kurį kurią kurių koks kokia kokie kokios kokį kokią kokių aš tu jis ji mes jūs jie jos mane \
         man mano manęs tave tau tavo jį ją jo jam jai jų jiems joms juos jas mus mums mūsų jums jūsų savo save \
         sau šis ši šie šios šio šį šią šių tas ta tai tie tos to tą tų yra buvo bus būti esu esi esame esate \
         būna nėra ne taip su be į iš ant po per prie pas apie už iki nuo dėl pagal prieš tarp ties vis dar jau \
         tik čia ten gi juk net pat tiek toks tokia galiu gali galima galite reikia",
    ),
    (
        "en",
        "a an the and or but if then than so as at by for from in into of off on onto out over to up with without \
         about after before between during through under i me my mine we us our you your he him his she her it \
         its they them their this that these those who whom whose which what when where why how is am are was \
         were be been being do does did doing done have has had having can could may might must shall should will \
         would not no nor there here any some all also just only too very such i'm it's don't doesn't can't i've",
    ),
    (
        "ru",
        "и а но или да же ли бы не ни что чтобы как где куда откуда когда почему зачем кто кого кому чем чего \
         чему который которая которое которые которого которой какой какая какое какие каких какую я ты он она \
         оно мы вы они меня мне мной тебя тебе его ему им её ей нас нам вас вам их ними него неё нее них мой моя \
         моё мои моего моей свой своя свои своего своей наш ваш это этот эта эти этого этой тот та то те того той \
         так такой такие там тут здесь быть есть был была было были будет будут в во на за из изо к ко от до по \
         под над при про для с со у о об обо без через между перед после если уже ещё только тоже также можно \
         нужно надо могу может ведь вот пока лишь сколько поэтому чтоб",
    ),
    (
        "uk",
        "і й та а але або чи же ж би б не ні що щоб як де куди звідки коли чому хто кого кому чим чого який яка \
         яке які якого якої я ти він вона воно ми ви вони мене мені тебе тобі його йому її їй нас нам вас вам їх \
         їм мій моя моє мої свій своя свої це цей ця ці цього цієї той те ті так тут там бути є був була було \
         були буде будуть в у на за із зі з до від по під над при про для без через між перед після якщо вже ще \
         тільки також можна треба потрібно можу може скільки",
    ),
    (
        "be",
        "і й ды а але або ці ж бы б не ні што каб як дзе куды адкуль калі чаму хто каго каму чым чаго які якая \
         якое якія якога я ты ён яна яно мы вы яны мяне мне цябе табе яго яму яе ёй нас нам вас вам іх ім мой мая \
         маё мае свой свая свае гэта гэты гэтая гэтыя той тая тое тыя так тут там быць ёсць быў была было былі \
         будзе будуць у ў на за з са да ад па пад над пры пра для без праз паміж перад пасля ўжо яшчэ толькі \
         таксама можна трэба магу можа колькі",
    ),
    (
        "pl",
        "i a ale albo lub czy że żeby aby bo jak gdzie kiedy dlaczego skąd dokąd kto kogo komu co czego czym \
         który która które którzy której którego jaki jaka jakie jakich ja ty on ona ono my wy oni one mnie mi \
         ciebie ci jego jemu go mu jej ją nas nam was wam ich im mój moja moje swój swoja swoje to ten ta te tego \
         tej tych tak tam tu być jest są był była było były będzie będą jestem w we na za z ze do od o po pod nad \
         przy przez dla bez między przed się nie ni już jeszcze tylko też także można trzeba mogę może ile",
    ),
    (
        "lv",
        "un bet vai jeb ka lai ja jo kā kur kad kāpēc kas ko kam kurš kura kuri kuras kāds kāda kādi kādas es tu \
         viņš viņa mēs jūs viņi viņas mani man mans mana tevi tev viņu viņam mums jums mūsu jūsu savs sava savu \
         šis šī šie šo tas tā tie to ir bija būs būt esmu nav ne jā ar bez uz no pie pēc par pa pirms starp līdz \
         dēļ pret zem virs arī jau vēl tikai var varu vajag cik",
    ),
    (
        "et",
        "ja või aga ega kui et sest kas kus kuhu kust millal miks kuidas kes keda kelle mis mida mille milline \
         missugune ma mina sa sina ta tema me meie te teie nad nemad mind mul mulle minu sind sul sulle sinu teda \
         tal talle meil meid teil teid neil neid see selle seda need nende oma on oli olid ole olen olema olla ei \
         mitte jah ka juba veel ainult siis nii siin seal saab saan võib võin peab pean palju",
    ),
    (
        "ar",
        "و أو ثم في من إلى على عن مع بين حتى منذ عند لدى بعد قبل هل ما ماذا لماذا متى أين كيف كم أي الذي التي \
         الذين اللواتي هذا هذه هؤلاء ذلك تلك هنا هناك أنا أنت نحن هو هي هم هن أنتم كان كانت يكون تكون ليس لا لم \
         لن قد إن أن إذا لو لكن كل بعض غير لي لك له لها لنا لهم به بها فيه فيها منه منها كما أيضا يمكن يجب يمكنني",
    ),
    (
        "fa",
        "و یا اما ولی اگر که تا از به با در بر برای بی درباره بین پس پیش هم نیز نه چه چرا چگونه چطور کجا کی کدام \
         چند چقدر آیا من تو او ما شما آنها ایشان این آن اینها همین همان خود را است هست هستم هستند بود بودند باشد \
         شد شود می نمی باید شاید هر همه هیچ دیگر فقط می‌توان می‌توانم",
    ),
    (
        "tr",
        "ve veya ya da de ki ile ama fakat ancak çünkü eğer ise gibi kadar için göre ne neden niçin niye nasıl \
         nerede nereye nereden hangi kim kimin kime kaç mı mi mu mü ben sen o biz siz onlar beni bana benim seni \
         sana senin onu ona onun bizi bize bizim sizi size sizin onları bu şu bunlar şunlar bunu buna bunun kendi \
         var yok değil olan olarak olur oldu bir her çok daha en hem sadece önce sonra",
    ),
    (
        "fr",
        "le la les l un une des du de d au aux et ou où mais donc or ni car que qu qui quoi quel quelle quels \
         quelles quand comment pourquoi combien je j tu il elle on nous vous ils elles me m te t se s lui leur \
         leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces ça cela est es suis sommes \
         êtes sont était être été ai as a avons avez ont avoir ne n pas plus y en dans sur sous avec sans pour \
         par chez vers entre avant après si aussi très peut puis-je faut peux",
    ),
    (
        "hi",
        "और या लेकिन कि अगर यदि तो भी ही का की के को से में पर तक ने लिए साथ बाद पहले क्या क्यों कब कहाँ कैसे कौन \
         किस किसे कितना कितने कितनी कौनसा मैं तू तुम आप हम वह वे यह ये मुझे मुझको तुम्हें आपको हमें उसे उन्हें \
         इसे मेरा मेरी मेरे आपका आपकी आपके हमारा उसका उसकी उनके इस उस इन उन अपना अपनी अपने है हैं हूँ था थी थे हो \
         होगा होगी नहीं न मत जो जब सब",
    ),
];

static FOLDED: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    WORDS
        .into_iter()
        .map(|(language, words)| (language, words.split_whitespace().map(|word| key(word, language)).collect()))
        .collect()
});

/// Whether a word, in any case, with its diacritics or without, is too common in a language to find a text by.
pub fn is_stop_word(word: &str, language: &str) -> bool {
    word.len() <= 40 && FOLDED.get(language).is_some_and(|words| words.contains(&key(word, language)))
}

fn key(word: &str, language: &str) -> String {
    fold(&normal(word, language))
}
