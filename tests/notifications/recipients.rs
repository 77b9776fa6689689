use super::{follow, kinds, lines, settle};
use crate::forum::setup::{id_of, moderator_of, open_category, reply, start};
use crate::support::TestApp;

fn line(title: &str, kind: &str, who: &str, count: i64) -> (String, String, String, i64) {
    (title.to_owned(), kind.to_owned(), who.to_owned(), count)
}

#[actix_web::test]
async fn a_reply_is_told_to_whom_it_answers_and_never_to_its_author() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    reply(&ivan, &thread, "Near the river").await;
    reply(&ivan, &thread, "Or in the old town").await;
    assert_eq!(lines(&app, &ona).await, [line("Where to find a flat", "reply", "Ivan", 2)]);
    assert_eq!(lines(&app, &ivan).await, []);

    // A reply to Ivan's post, by Ona: he is told, she is not.
    let fields = [("text", "Thank you"), ("language", "en"), ("reply_to", "2")];
    ona.post_form(&format!("/en/t/{}/posts", id_of(&thread)), &fields).await.location();
    assert_eq!(lines(&app, &ivan).await, [line("Where to find a flat", "reply", "Ona", 1)]);
    assert_eq!(kinds(&app, &ona).await, ["reply"]);
}

#[actix_web::test]
async fn mentions_and_quotations_are_told_once_and_by_their_own_name() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan, rasa) = (app.member("Ona").await, app.member("Ivan").await, app.member("Rasa").await);
    let thread = start(&ona, "housing", "Where to find a flat", "Ask @Rasa").await;
    assert_eq!(lines(&app, &rasa).await, [line("Where to find a flat", "mention", "Ona", 1)]);

    // Ivan quotes what called Rasa: she is not called again. Ona, whose thread it is, is quoted and not just answered.
    reply(&ivan, &thread, "> @Ona:\n> Ask @Rasa\n\nShe knows").await;
    assert_eq!(lines(&app, &ona).await, [line("Where to find a flat", "quote", "Ivan", 1)]);
    assert_eq!(lines(&app, &rasa).await, [line("Where to find a flat", "mention", "Ona", 1)]);
}

#[actix_web::test]
async fn an_edit_tells_only_whom_the_text_did_not_call_before() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan, rasa) = (app.member("Ona").await, app.member("Ivan").await, app.member("Rasa").await);
    let thread = start(&ona, "housing", "Where to find a flat", "Ask @Ivan").await;
    settle(&app).await;
    for (revision, text) in [("1", "Ask @Ivan or @Rasa"), ("2", "Do ask @Ivan or @Rasa")] {
        let fields = [("text", text), ("language", "en"), ("revision", revision)];
        let path = format!("/en/t/{}/posts/1?_method=PUT", id_of(&thread));
        ona.post_form(&path, &fields).await.location();
    }
    assert_eq!(lines(&app, &ivan).await, [line("Where to find a flat", "mention", "Ona", 1)]);
    assert_eq!(lines(&app, &rasa).await, [line("Where to find a flat", "mention", "Ona", 1)]);
}

#[actix_web::test]
async fn thanks_are_gathered_and_go_when_they_are_taken_back() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    let path = format!("/en/t/{}/posts/1/thanks", id_of(&thread));
    let mut others = Vec::new();
    for name in ["Ivan", "Rasa", "Jonas", "Olga"] {
        let other = app.member(name).await;
        other.post_form(&path, &[]).await.location();
        others.push(other);
    }
    assert_eq!(lines(&app, &ona).await, [line("Where to find a flat", "thanks", "Olga, Jonas and 2 others", 4)]);
    for other in &others[1..] {
        other.delete_form(&path, &[]).await.location();
    }
    assert_eq!(lines(&app, &ona).await, [line("Where to find a flat", "thanks", "Ivan", 1)]);
    // Given again, what was told before stands again.
    others[1].post_form(&path, &[]).await.location();
    assert_eq!(lines(&app, &ona).await[0].2, "Rasa and Ivan");
    // What was read stays told as it was.
    ona.post_form("/en/inbox/reading", &[("thing", &format!("thread:{}", id_of(&thread)))]).await.location();
    assert_eq!(lines(&app, &ona).await, [line("Where to find a flat", "thanks", "Rasa and Ivan", 2)]);
    for again in [&others[1], &others[1]] {
        again.delete_form(&path, &[]).await.location();
        again.post_form(&path, &[]).await.location();
    }
    assert_eq!(lines(&app, &ona).await, [line("Where to find a flat", "thanks", "Rasa and Ivan", 2)]);
    assert_eq!(super::header_count(&ona, "/en/").await, 0, "nobody is told twice of one and the same");
}

#[actix_web::test]
async fn what_moderators_do_is_told_with_its_reason() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let jonas = moderator_of(&app, "Jonas", housing).await;
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    let id = id_of(&thread);
    // Muting does not silence it.
    follow(&ona, &format!("thread:{id}"), "muted").await;
    follow(&ona, &format!("member:{}", jonas.id.unwrap()), "muted").await;
    jonas.post_form(&format!("/en/t/{id}/closure"), &[("reason", "It was answered")]).await.location();
    jonas.post_form(&format!("/en/t/{id}/posts/1/hiding"), &[("reason", "It names a neighbour")]).await.location();
    let page = super::inbox(&app, &ona).await;
    let told = page["things"][0]["lines"].as_array().unwrap();
    assert_eq!(told[0]["message"], "notice-post_hidden");
    assert_eq!(told[0]["reason"], "It names a neighbour");
    assert_eq!(told[1]["message"], "notice-thread_closed");
    assert_eq!(told[1]["reason"], "It was answered");
    let html = ona.get("/en/inbox").await.main_text();
    assert!(html.contains("A moderator has hidden your post") && html.contains("It was answered"), "{html}");
}

#[actix_web::test]
async fn each_act_of_moderators_has_its_own_reason_and_place() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let jonas = moderator_of(&app, "Jonas", housing).await;
    let thread = start(&ivan, "housing", "Where to find a flat", "In Kaunas").await;
    for text in ["Mine is for rent", "And mine"] {
        reply(&ona, &thread, text).await;
    }
    for (number, reason) in [("2", "It is an offer"), ("3", "So is this")] {
        let path = format!("/en/t/{}/posts/{number}/hiding", id_of(&thread));
        jonas.post_form(&path, &[("reason", reason)]).await.location();
    }
    let page = super::inbox(&app, &ona).await;
    let told = page["things"][0]["lines"].as_array().unwrap();
    assert_eq!(told.len(), 2);
    for (line, number, reason) in [(&told[0], 3, "So is this"), (&told[1], 2, "It is an offer")] {
        assert_eq!(line["reason"], reason);
        assert!(line["url"].as_str().unwrap().ends_with(&format!("#post-{number}")), "{line}");
    }
    super::mail_is_due(&app).await;
    let letter = app.emails().pop().unwrap().text;
    assert!(letter.contains("It is an offer") && letter.contains("So is this"), "{letter}");
}

#[actix_web::test]
async fn who_is_called_in_a_new_thread_is_told_of_that_alone() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let (ona, ivan, rasa) = (app.member("Ona").await, app.member("Ivan").await, app.member("Rasa").await);
    follow(&ivan, &format!("category:{housing}"), "watching").await;
    follow(&rasa, &format!("category:{housing}"), "muted").await;
    start(&ona, "housing", "Where to find a flat", "@Ivan, @Rasa?").await;
    assert_eq!(kinds(&app, &ivan).await, ["mention"]);
    // Where all is muted nobody is called either, unless they have chosen otherwise for the thread.
    assert_eq!(lines(&app, &rasa).await, []);
}

#[actix_web::test]
async fn new_threads_are_told_to_whoever_watches_where_they_stand() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let moderator = moderator_of(&app, "Jonas", housing).await;
    let mut watching = Vec::new();
    for (name, thing) in [
        ("Ona", format!("category:{housing}")),
        ("Ivan", "tag:rent".to_owned()),
        ("Rasa", "language:en".to_owned()),
        ("Olga", "language:uk".to_owned()),
    ] {
        let member = app.member(name).await;
        follow(&member, &thing, "watching").await;
        watching.push(member);
    }
    let author = app.member("Petras").await;
    let fields = [("title", "A flat to let"), ("text", "Two rooms"), ("language", "en"), ("tags", "rent, kaunas")];
    author.post_form("/en/c/housing/threads", &fields).await.location();
    for member in &watching[..3] {
        assert_eq!(lines(&app, member).await, [line("A flat to let", "new_thread", "Petras", 1)]);
    }
    assert_eq!(kinds(&app, &watching[3]).await, [""; 0]);
    // Those who moderate a category hear of it until they choose otherwise.
    assert_eq!(kinds(&app, &moderator).await, ["new_thread"]);
    follow(&moderator, &format!("category:{housing}"), "normal").await;
    start(&author, "housing", "Another flat", "Three rooms").await;
    assert_eq!(kinds(&app, &moderator).await, ["new_thread"]);
    // Watching and muting at once: muted.
    follow(&watching[0], "language:en", "muted").await;
    start(&author, "housing", "A third flat", "Three rooms").await;
    assert_eq!(kinds(&app, &watching[0]).await.len(), 2);
}

#[actix_web::test]
async fn who_is_muted_is_not_heard() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    follow(&ona, &format!("member:{}", ivan.id.unwrap()), "muted").await;
    reply(&ivan, &thread, "@Ona hello").await;
    assert_eq!(kinds(&app, &ona).await, [""; 0]);
    // A muted thread is quiet too, whoever writes.
    let rasa = app.member("Rasa").await;
    follow(&ona, &format!("thread:{}", id_of(&thread)), "muted").await;
    reply(&rasa, &thread, "@Ona hello").await;
    assert_eq!(kinds(&app, &ona).await, [""; 0]);
}

/// An Arabic name among others is set apart, so that it does not turn them around.
#[actix_web::test]
async fn names_written_from_right_to_left_stand_apart() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    for name in ["Ivan", "سمر المثال"] {
        let member = app.member(name).await;
        member.post_form(&format!("/en/t/{}/posts/1/thanks", id_of(&thread)), &[]).await.location();
    }
    assert_eq!(lines(&app, &ona).await[0].2, "\u{2068}سمر المثال\u{2069} and Ivan");
}
