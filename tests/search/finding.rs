use mipas::forum::Access;
use mipas::i18n::Lang;

use super::{indexed, search, search_with, titles, titles_of};
use crate::forum::setup::{category, open_category, reply, start};
use crate::questions::answering::{answer, bodies, source};
use crate::questions::community::Public;
use crate::support::{TestApp, Visitor};

/// A thread in a language.
async fn start_in(visitor: &Visitor, language: &str, title: &str, text: &str) -> String {
    let fields = [("title", title), ("text", text), ("language", language)];
    visitor.post_form("/en/c/housing/threads", &fields).await.location()
}

#[actix_web::test]
async fn words_are_found_in_any_form_and_with_or_without_diacritics() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start_in(&ona, "lt", "Leidimas laikinai gyventi", "Kokių dokumentų reikia žmogui?").await;
    start_in(&ona, "ru", "Вид на жительство", "Сколько ждать ответа? Ёлка уже стоит.").await;
    start_in(&ona, "en", "Renting flats", "Landlords asked for a deposit").await;
    indexed(&app).await;
    let guest = app.guest();
    for (query, title) in [
        ("leidimą gyventi", "Leidimas laikinai gyventi"),
        ("leidimai", "Leidimas laikinai gyventi"),
        ("zmogus", "Leidimas laikinai gyventi"),
        ("dokumentai", "Leidimas laikinai gyventi"),
        ("вида на жительство", "Вид на жительство"),
        ("ответы", "Вид на жительство"),
        ("елка", "Вид на жительство"),
        ("ВНЖ", "Вид на жительство"),
        ("ВИД НА ЖИТЕЛЬСТВО", "Вид на жительство"),
        ("rent flat", "Renting flats"),
        ("landlord deposits", "Renting flats"),
    ] {
        for lang in Lang::ALL {
            let found = search_with(&guest, lang.code(), query, "").await;
            assert_eq!(titles_of(&found), [title], "{query} in {lang}: {found}");
        }
    }
}

#[actix_web::test]
async fn phrases_exclusion_and_filters_narrow() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    category(&app, "work", Access::Everyone, Access::Members).await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    start(&ona, "housing", "Permit to work", "How long does it take?").await;
    start(&ivan, "work", "Work without a permit", "Is it allowed?").await;
    indexed(&app).await;
    let guest = app.guest();
    let both = ["Permit to work", "Work without a permit"];
    // Where few have all of the words, those follow that have some.
    let mut found = titles(&guest, "permit work").await;
    assert_eq!(found.pop().as_deref(), Some("work en"));
    found.sort();
    assert_eq!(found, both);
    assert_eq!(titles(&guest, "\"permit to work\"").await, ["Permit to work"]);
    assert_eq!(titles(&guest, "permit -allowed").await, ["Permit to work"]);
    assert_eq!(titles(&guest, "permit in:work").await, ["Work without a permit"]);
    assert_eq!(titles(&guest, "permit by:Ivan").await, ["Work without a permit"]);
    assert_eq!(titles(&guest, "by:@Ona").await, ["Permit to work"]);
    let found = search(&guest, "permit by:Nobody in:nowhere").await;
    assert_eq!(found["passed_over"], serde_json::json!(["in:nowhere", "by:Nobody"]));
    assert_eq!(titles(&guest, "permit by:IVAN").await, ["Work without a permit"]);
    assert_eq!(titles(&guest, "permit before:2020").await, [""; 0]);
    assert_eq!(titles(&guest, "permit after:2020").await.len(), 2);
    assert_eq!(titles(&guest, "permit lang:ru").await, [""; 0]);
    assert_eq!(titles(&guest, "permit type:post").await, [""; 0]);
    // What a filter names is left out after a minus.
    assert_eq!(titles(&guest, "permit -in:work").await, ["Permit to work"]);
    assert_eq!(titles(&guest, "permit -by:Ona type:thread").await, ["Work without a permit"]);
    assert_eq!(titles(&guest, "permit work -type:category -in:housing").await, ["Work without a permit"]);
    assert_eq!(titles(&guest, "permit -lang:en").await, [""; 0]);
    assert_eq!(search(&guest, "-in:work -type:category").await["total"], 1);
    let found = search(&guest, "permit -by:Nobody -in:nowhere -after:2020").await;
    assert_eq!(found["passed_over"], serde_json::json!(["-after:2020", "-in:nowhere", "-by:Nobody"]));
    // An excluded phrase; with many texts, whose scorers go ahead of each other.
    let ona = app.member("Ona Two").await;
    for number in 0..30 {
        start(
            &ona,
            "housing",
            &format!("Permit {number}"),
            if number % 3 == 0 { "a residence permit" } else { "permit" },
        )
        .await;
    }
    indexed(&app).await;
    assert_eq!(search(&guest, "permit -\"residence permit\"").await["total"], 22);
    assert_eq!(search(&guest, "-\"residence permit\" type:thread").await["total"], 22);
    // A filter that says nothing asks for nothing; one by a link is enough.
    assert_eq!(search(&guest, "in:nowhere").await["total"], 0);
    assert_eq!(search_with(&guest, "en", "", "&type=thread").await["total"], 32);
    let found = search(&guest, "permit lang:klingon").await;
    assert_eq!((&found["total"], &found["passed_over"][0]), (&32.into(), &"lang:klingon".into()));
}

#[actix_web::test]
async fn slips_are_put_right_and_other_scripts_are_read() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start_in(&ona, "lt", "Pilietybės atkūrimas", "Klausimas apie natūralizaciją").await;
    start_in(&ona, "ru", "Миграция и семья", "Вопрос").await;
    indexed(&app).await;
    let guest = app.guest();
    let found = search_with(&guest, "lt", "pilietibė", "").await;
    assert_eq!((titles_of(&found), &found["meant"]), (vec!["Pilietybės atkūrimas".to_owned()], &"pilietybės".into()));
    let found = search_with(&guest, "lt", "migracija", "").await;
    assert_eq!(titles_of(&found), ["Миграция и семья"]);
    // Misspelt where its stem ends; and a word that is right is not told to be another.
    start_in(&ona, "en", "Health insurance for my son", "He has a certificate of birth").await;
    start_in(&ona, "ru", "Больница без записи", "Украины нет в списке").await;
    indexed(&app).await;
    for (slip, meant) in [
        ("insuranse", "insurance"),
        ("insuramce", "insurance"),
        ("certficate", "certificate"),
        ("insuranse certficate", "insurance certificate"),
        ("бальница", "больница"),
    ] {
        let found = search(&guest, slip).await;
        assert_eq!((&found["total"], &found["meant"]), (&1.into(), &meant.into()), "{slip}: {found}");
    }
    assert!(search(&guest, "украинец").await["meant"].is_null());
    assert!(search(&guest, "<script>insuranse</script>").await["meant"].is_null());
    // Where not all words stand, some do; however many there are.
    let found = search(&guest, "insurance for my grandmother's parrot").await;
    assert_eq!((&found["loosened"], &found["whole"]), (&true.into(), &0.into()), "{found}");
    let found = search_with(&guest, "lt", "pilietybė xyzzyplugh", "").await;
    assert_eq!((&found["loosened"], &found["whole"], titles_of(&found).len()), (&true.into(), &0.into(), 1));
}

#[actix_web::test]
async fn titles_come_before_bodies_and_marks_are_safe() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "Something else", "There is a kitchen <script>alert(1)</script> & a \"kitchen\"").await;
    let thread = start(&ona, "housing", "A kitchen to share", "Who cooks?").await;
    reply(&ona, &thread, "I like this kitchen").await;
    indexed(&app).await;
    let found = search(&app.guest(), "kitchens").await;
    assert_eq!(titles_of(&found)[0], "A kitchen to share");
    // Even where a body says it over and over.
    start(&ona, "housing", "The sink", "It drips.").await;
    start(&ona, "housing", "Water pipes", &"sink sink tap ".repeat(20)).await;
    indexed(&app).await;
    assert_eq!(titles_of(&search(&app.guest(), "sink").await), ["The sink", "Water pipes"]);
    assert_eq!(found["results"][0]["title"], "A <mark>kitchen</mark> to share");
    let excerpts: Vec<&str> =
        found["results"].as_array().unwrap().iter().map(|one| one["excerpt"].as_str().unwrap()).collect();
    assert!(
        excerpts.contains(
            &"There is a <mark>kitchen</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; a &quot;<mark>kitchen</mark>&quot;"
        ),
        "{excerpts:?}"
    );
    let html = app.guest().get("/en/search?q=kitchens").await;
    assert!(html.body.contains("<mark>kitchen</mark>") && !html.body.contains("<script>alert"), "{}", html.body);
}

#[actix_web::test]
async fn facets_count_and_narrow_and_pages_follow_each_other() {
    let app = TestApp::new().await;
    let admin = app.member_with("Ada", &[mipas::accounts::Role::Admin]).await;
    let category = serde_json::json!({
        "slug": "housing", "original": "en", "name_en": "Homes", "read": "everyone", "write": "members",
        "area": "housing",
    });
    assert_eq!(admin.post_json("/en/admin/categories", &category).await.status, 201);
    let ona = app.member("Ona").await;
    for number in 0..13 {
        start_in(&ona, if number % 2 == 0 { "en" } else { "lt" }, &format!("Radiator {number}"), "Cold").await;
    }
    let thread = start(&ona, "housing", "Heating", "The radiator is cold").await;
    reply(&ona, &thread, "My radiator too").await;
    indexed(&app).await;
    let guest = app.guest();
    let found = search(&guest, "radiator").await;
    assert_eq!(found["total"], 15);
    let count = |found: &serde_json::Value, of: &str, code: &str| {
        let choices = found[of].as_array().unwrap();
        choices.iter().find(|choice| choice["code"] == code).map(|choice| choice["count"].as_i64().unwrap())
    };
    assert_eq!((count(&found, "kinds", "thread"), count(&found, "kinds", "post")), (Some(14), Some(1)));
    assert_eq!((count(&found, "languages", "en"), count(&found, "languages", "lt")), (Some(9), Some(6)));
    assert_eq!(count(&found, "areas", "housing"), Some(15));
    let narrowed = search_with(&guest, "en", "radiator", "&language=lt").await;
    assert_eq!((&narrowed["total"], count(&narrowed, "languages", "en")), (&6.into(), Some(9)));
    assert_eq!(count(&narrowed, "kinds", "thread"), Some(6));

    let mut seen = titles_of(&found);
    let mut next = found["next"].as_str().map(str::to_owned);
    while let Some(after) = next {
        let page = search_with(&guest, "en", "radiator", &format!("&after={after}")).await;
        seen.extend(titles_of(&page));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen.len(), 15);
    seen.sort();
    seen.dedup();
    // The reply has the title of its thread.
    assert_eq!(seen.len(), 14);
    assert_eq!(guest.get("/en/search?q=radiator&after=nonsense").await.status, 400);
}

#[actix_web::test]
async fn a_thing_in_several_languages_is_one_result_in_the_readers() {
    let app = TestApp::new().await;
    let admin = app.member_with("Ada", &[mipas::accounts::Role::Admin]).await;
    let category = serde_json::json!({
        "slug": "permits", "original": "lt", "name_lt": "Leidimai gyventi", "name_ru": "Вид на жительство",
        "name_en": "Residence permits", "read": "everyone", "write": "members", "area": "housing",
    });
    assert_eq!(admin.post_json("/en/admin/categories", &category).await.status, 201);
    indexed(&app).await;
    for (lang, title) in [("lt", "Leidimai gyventi"), ("ru", "Вид на жительство"), ("en", "Residence permits")]
    {
        for query in ["residence permit", "leidimas", "жительство"] {
            let found = search_with(&app.guest(), lang, query, "").await;
            assert_eq!((titles_of(&found), &found["total"]), (vec![title.to_owned()], &1.into()), "{query}: {found}");
        }
    }
    // Who chooses a language reads it.
    let chosen = search_with(&app.guest(), "en", "leidimas", "&language=lt").await;
    assert_eq!(titles_of(&chosen), ["Leidimai gyventi"]);
    assert_eq!(titles_of(&search(&app.guest(), "жительство lang:ru").await), ["Вид на жительство"]);
}

#[actix_web::test]
async fn official_answers_and_fresh_things_come_first_and_stale_ones_last() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "The zebrazebra of old", "It has stripes").await;
    app.clock.advance(chrono::Duration::days(400));
    let (ona, bodies) = (app.member("Ona Two").await, bodies(&app).await);
    start(&ona, "housing", "The zebrazebra of members", "It has stripes").await;
    let mut laws = Vec::new();
    for (title, months) in [("by date", "2"), ("in force", "24"), ("by source", "24")] {
        let question = Public::new(&app, &bodies, &format!("The zebrazebra {title}? It has stripes")).await;
        let law = source(&question.expert).await;
        let body = serde_json::json!({ "language": "en", "summary": "It has got stripes.", "body": "They are black and white.",
            "sources": [law.to_string()], "months": months });
        let path = format!("/en/queue/{}/answer", question.id);
        let answered = question.expert.send_json(reqwest::Method::PUT, &path, &body).await;
        assert_eq!(answered.status, 200, "{}", answered.body);
        laws.push((question.expert, law));
    }
    let (expert, law) = laws.pop().unwrap();
    expert.post_form(&format!("/en/sources/{law}/changes"), &[("note", "Another law")]).await.location();
    indexed(&app).await;
    let guest = app.guest();
    let in_force = |found: &serde_json::Value| {
        let results = found["results"].as_array().unwrap().clone();
        results.into_iter().map(|one| one["stale"].as_bool().unwrap()).collect::<Vec<_>>()
    };
    let short = |found| -> Vec<String> {
        titles_of(found).into_iter().map(|title| title.replace("The zebrazebra ", "")).collect()
    };
    let found = search(&guest, "zebrazebra").await;
    let mut official = short(&found);
    let others = official.split_off(2);
    official.sort();
    assert_eq!(
        (official, others),
        (
            vec!["by date".to_owned(), "in force".to_owned()],
            ["of members", "of old", "by source"].map(str::to_owned).to_vec(),
        )
    );
    assert_eq!(in_force(&found), [false, false, false, false, true]);

    // Time passes, and nothing is indexed anew.
    let cursor = app.shared.search.cursor();
    app.clock.advance(chrono::Duration::days(70));
    let found = search(&guest, "zebrazebra").await;
    let mut first = short(&found);
    let mut stale = first.split_off(3);
    stale.sort();
    assert_eq!(
        (first, stale),
        (
            ["in force", "of members", "of old"].map(str::to_owned).to_vec(),
            ["by date", "by source"].map(str::to_owned).to_vec(),
        )
    );
    assert_eq!((in_force(&found), app.shared.search.cursor()), (vec![false, false, false, true, true], cursor));
}

#[actix_web::test]
async fn what_a_member_has_answered_is_found_by_their_name_and_no_asker_is() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let question = Public::new(&app, &bodies, "Where do I renew my zebrazebra?").await;
    answer(&question.expert, &question.id, source(&question.expert).await).await;
    // Who asks with an account, and everybody else.
    let asker = app.member("Askerius").await;
    let text = "Where is my quagga?";
    let fields = [("key", ""), ("text", text), ("area", "housing"), ("audience", "everyone"), ("language", "en")];
    let linked = [&fields[..], &[("link", "1"), ("checked", "1")]].concat();
    assert!(asker.post_form("/en/ask", &linked).await.location().starts_with("/en/q/"));
    crate::questions::community::let_through(&bodies, text).await;
    let (ona, jonas) = (app.member("Ona").await, app.member("Jonas").await);
    question.answered(&ona, "At the office.").await;
    let second = question.answered(&jonas, "Nowhere.").await;
    indexed(&app).await;
    let guest = app.guest();
    let renewed = ["Where do I renew my zebrazebra"];
    assert_eq!(titles(&guest, "zebrazebra by:Ona").await, renewed);
    assert_eq!(titles(&guest, "by:Jonas type:question").await, renewed);
    for nobody in ["Askerius", "Nina", "Stasys"] {
        for visitor in [&guest, &asker, &bodies.admin] {
            let found = search(visitor, &format!("by:{nobody}")).await;
            assert_eq!((&found["total"], titles_of(&found).len()), (&0.into(), 0), "{nobody}: {found}");
        }
    }
    assert_eq!(titles(&guest, "quagga").await.len(), 1);
    jonas.post_form(&format!("{second}/deletion"), &[]).await.location();
    indexed(&app).await;
    assert_eq!((titles(&guest, "by:Jonas").await.len(), titles(&guest, "by:Ona").await.len()), (0, 1));
}

#[actix_web::test]
async fn a_slip_that_somebody_else_has_made_too_does_not_hide_the_right_word() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "My insuramce", "It is gone").await;
    for number in 0..5 {
        start(&ona, "housing", &format!("Paper {number}"), "About insurance").await;
    }
    indexed(&app).await;
    let guest = app.guest();
    let found = search(&guest, "insuramce").await;
    assert_eq!((&found["total"], &found["meant"]), (&6.into(), &"insurance".into()), "{found}");
    assert_eq!(titles_of(&found)[0], "My insuramce", "as it was typed comes first");
    // Nothing is made of a right word that is rare, nor of what one may not read.
    assert!(search(&guest, "insurance").await["meant"].is_null());
    let closed = category(&app, "closed", Access::Roles(vec![mipas::accounts::Role::Moderator]), Access::Members).await;
    let editor = crate::forum::setup::moderator_of(&app, "Lina", closed).await;
    start(&ona, "housing", "A certificote", "Lost").await;
    for number in 0..6 {
        start(&editor, "closed", &format!("Sheet {number}"), "About a certificate").await;
    }
    indexed(&app).await;
    let found = search(&guest, "certificote").await;
    assert_eq!((&found["total"], &found["meant"]), (&1.into(), &serde_json::Value::Null), "{found}");
    let found = search(&editor, "certificote").await;
    assert_eq!((&found["total"], &found["meant"]), (&7.into(), &"certificate".into()), "{found}");
}

#[actix_web::test]
async fn there_is_a_way_back_from_further_results() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    for number in 0..11 {
        start(&ona, "housing", &format!("Radiator {number}"), "Cold").await;
    }
    indexed(&app).await;
    let guest = app.guest();
    let next = search(&guest, "radiator").await["next"].as_str().unwrap().to_owned();
    let back = "rel=\"start\" href=\"/en/search?q=radiator\"";
    assert!(!guest.get("/en/search?q=radiator").await.body.contains("rel=\"start\""));
    let page = guest.get(&format!("/en/search?q=radiator&after={next}")).await.body;
    assert!(page.contains(back) && !page.contains("rel=\"next\""), "{page}");
}
