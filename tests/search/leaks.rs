use std::time::{Duration, Instant};

use super::{indexed, search, titles};
use crate::forum::categories::change;
use crate::forum::setup::{id_of, moderator_of_all, open_category, reply, start};
use crate::notifications::leaks::close_category;
use crate::support::{TestApp, Visitor};

/// Until nothing is found; within a second.
async fn gone_within_a_second(visitor: &Visitor, text: &str) {
    let began = Instant::now();
    loop {
        let found = search(visitor, text).await;
        // What is not found any more in the index may still be counted: for a second at most.
        assert_eq!(titles_or_none(&found), 0, "{found}");
        if found["total"] == 0 {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(1), "still counted: {found}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn titles_or_none(found: &serde_json::Value) -> usize {
    found["results"].as_array().unwrap().len()
}

#[actix_web::test]
async fn what_goes_out_of_sight_is_shown_no_more_at_once_and_counted_no_more_within_a_second() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let inner = open_category(&app, "inner").await;
    let ona = app.member("Ona").await;
    let lina = moderator_of_all(&app, "Lina", &[housing, inner]).await;
    let guest = app.guest();

    let thread = start(&ona, "housing", "Zuikis runs", "Text").await;
    let answered = start(&ona, "housing", "Another thread", "Text").await;
    reply(&ona, &answered, "A vilkas is here").await;
    reply(&ona, &answered, "And a briedis").await;
    indexed(&app).await;
    for word in ["zuikis", "vilkas", "briedis"] {
        assert_eq!(titles(&guest, word).await.len(), 1, "{word}");
    }
    let id = id_of(&answered);
    lina.post_form(&format!("/en/t/{id}/posts/2/hiding"), &[("reason", "not here")]).await.location();
    gone_within_a_second(&guest, "vilkas").await;
    ona.post_form(&format!("/en/t/{id}/posts/3/deletion"), &[]).await.location();
    gone_within_a_second(&guest, "briedis").await;
    lina.post_form(&format!("/en/t/{}/hiding", id_of(&thread)), &[("reason", "not here")]).await.location();
    gone_within_a_second(&guest, "zuikis").await;
    // Not even for its author, nor for who hid it: they know where it is.
    gone_within_a_second(&lina, "zuikis").await;
    lina.delete_form(&format!("/en/t/{}/hiding", id_of(&thread)), &[("reason", "here after all")]).await.location();
    indexed(&app).await;
    assert_eq!(titles(&guest, "zuikis").await, ["Zuikis runs"]);

    // A thread that moves takes its replies along; a category that is closed is closed without being indexed anew.
    reply(&ona, &thread, "Its ausis is long").await;
    indexed(&app).await;
    close_category(&app, inner).await;
    let form = [("category", "inner"), ("reason", "it goes on elsewhere")];
    let all = moderator_of_all(&app, "Ada", &[housing, inner]).await;
    app.db()
        .write({
            let id = all.id.unwrap();
            move |tx| mipas::accounts::grant(tx, id, mipas::accounts::Role::Editor, None, None, None).map(drop)
        })
        .await
        .unwrap();
    all.post_form(&format!("/en/t/{}/move", id_of(&thread)), &form).await.location();
    gone_within_a_second(&guest, "zuikis").await;
    gone_within_a_second(&guest, "ausis").await;
    indexed(&app).await;
    assert_eq!(titles(&all, "ausis").await, ["Zuikis runs"]);

    close_category(&app, housing).await;
    let found = search(&guest, "thread").await;
    assert_eq!((titles_or_none(&found), &found["total"]), (0, &0.into()), "at once: {found}");
}

#[actix_web::test]
async fn what_was_rewritten_is_found_by_its_new_words_alone() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "A thread", "It was zuikis").await;
    indexed(&app).await;
    let fields = [("text", "It is a vilkas"), ("language", "en"), ("revision", "1")];
    ona.post_form(&format!("/en/t/{}/posts/1?_method=PUT", id_of(&thread)), &fields).await.location();
    indexed(&app).await;
    assert_eq!(titles(&app.guest(), "vilkas").await, ["A thread"]);
    assert_eq!(search(&app.guest(), "zuikis").await["total"], 0);
}

/// How much has been written to the index: each thing that is written anew counts two or three.
fn written(app: &TestApp) -> u64 {
    let generations = std::fs::read_dir(app.shared.site.config.data_dir.join("search")).unwrap();
    let folders: Vec<_> = generations.map(|one| one.unwrap().path()).collect();
    let [folder] = folders.as_slice() else { panic!("{folders:?}") };
    tantivy::Index::open_in_dir(folder).unwrap().load_metas().unwrap().opstamp
}

#[actix_web::test]
async fn closing_a_category_indexes_none_of_its_threads_anew() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let (ona, admin) = (app.member("Ona").await, app.member_with("Ada", &[mipas::accounts::Role::Admin]).await);
    let threads: u64 = 20;
    for number in 0..threads {
        start(&ona, "housing", &format!("Zuikis {number}"), "Text").await;
    }
    indexed(&app).await;
    assert_eq!(search(&app.guest(), "zuikis").await["total"], threads);
    let before = written(&app);
    let closed = change(&admin, housing, &serde_json::json!({ "read": "roles", "read_roles": ["moderator"] })).await;
    assert_eq!(closed.status, 200, "{}", closed.body);
    assert_eq!(search(&app.guest(), "zuikis").await["total"], 0, "at once");
    indexed(&app).await;
    let own = written(&app) - before;
    assert!((1..threads).contains(&own), "{own}: the category's own text alone is written anew");
    assert_eq!(search(&app.guest(), "zuikis").await["total"], 0);
    assert_eq!(search(&admin, "zuikis").await["total"], threads);
}

/// Neither what is offered as alike nor a cursor tells a guest which words stand in what they may not read.
#[actix_web::test]
async fn what_is_closed_makes_no_word_known() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let inner = open_category(&app, "inner").await;
    let ona = app.member("Ona").await;
    let guest = app.guest();
    for n in 0..12 {
        start(&ona, "housing", &format!("Permit of kind {n}"), "Text").await;
    }
    indexed(&app).await;
    let alike = async || {
        let page = guest.get_json("/en/search/similar?title=qwazdrixx%20permit").await;
        page.json()["similar"].as_array().unwrap().len()
    };
    let before = alike().await;
    assert!(before > 0);
    for n in 0..3 {
        start(&ona, "inner", &format!("Qwazdrixx {n}"), "Qwazdrixx without a permit").await;
    }
    close_category(&app, inner).await;
    indexed(&app).await;
    assert_eq!(alike().await, before, "a word that only closed texts hold");

    let next = async || search(&guest, "kind").await["next"].as_str().unwrap().to_owned();
    let (one, two) = (next().await, next().await);
    assert_ne!(one, two, "masked anew: a change of relevance cannot be seen");
    let pages = [&one, &two].map(|next| format!("/en/search?q=kind&after={next}"));
    let [a, b] = [guest.get_json(&pages[0]).await.json(), guest.get_json(&pages[1]).await.json()];
    assert_eq!((titles_or_none(&a), &a["results"]), (2, &b["results"]), "both lead on to the same");
    assert_eq!(guest.get("/en/search?q=kind&after=12.34").await.status, 400);
}
