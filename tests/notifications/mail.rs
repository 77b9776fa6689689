use super::{follow, mail_is_due, settle};
use crate::forum::setup::{id_of, open_category, reply, start};
use crate::support::{Email, TestApp};

fn notices(app: &TestApp) -> Vec<Email> {
    app.emails().into_iter().filter(|mail| !mail.header("list-unsubscribe").is_empty()).collect()
}

#[actix_web::test]
async fn what_is_not_read_is_mailed_after_a_while_in_one_letter() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    reply(&ivan, &thread, "Near the river").await;
    settle(&app).await;
    app.clock.advance(chrono::Duration::minutes(5));
    reply(&ivan, &thread, "@Ona, or in the old town").await;
    settle(&app).await;
    assert_eq!(notices(&app).len(), 0);
    mail_is_due(&app).await;
    let letters = notices(&app);
    assert_eq!(letters.len(), 1, "one letter about a thread");
    let letter = &letters[0];
    assert_eq!(letter.to, "Ona@example.org");
    assert_eq!(letter.subject, "New: Where to find a flat");
    assert!(letter.text.contains("1 reply to you: Ivan") && letter.text.contains("You were mentioned by Ivan"));
    assert!(!letter.text.contains("river"), "no text of posts in mail");
    // What belongs together is shown together; no second letter until something new comes.
    let root = format!("<thread-{}@localhost>", id_of(&thread));
    assert_eq!((letter.header("in-reply-to"), letter.header("references")), (vec![root.as_str()], vec![root.as_str()]));
    mail_is_due(&app).await;
    assert_eq!(notices(&app).len(), 1);
    reply(&ivan, &thread, "Or outside").await;
    mail_is_due(&app).await;
    let letters = notices(&app);
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].header("references"), vec![root.as_str()]);
    assert!(letters[1].text.contains("1 reply to you"), "only what is new: {}", letters[1].text);
}

#[actix_web::test]
async fn what_was_read_on_the_site_is_not_mailed() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    reply(&ivan, &thread, "Near the river").await;
    settle(&app).await;
    ona.get(&thread).await;
    mail_is_due(&app).await;
    assert_eq!(notices(&app).len(), 0);
}

#[actix_web::test]
async fn mail_follows_wishes_until_it_is_written() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan, rasa) = (app.member("Ona").await, app.member("Ivan").await, app.member("Rasa").await);
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    // Rasa follows without mail; Ona turns hers off while it waits.
    follow(&rasa, &format!("thread:{}", id_of(&thread)), "following").await;
    reply(&ivan, &thread, "Near the river").await;
    settle(&app).await;
    ona.post_form("/en/settings/notifications", &[("reply", "inbox")]).await.location();
    mail_is_due(&app).await;
    assert_eq!(notices(&app).len(), 0);
}

#[actix_web::test]
async fn one_click_stops_the_mail_without_signing_in() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "Where to find a flat", "In Kaunas").await;
    reply(&ivan, &thread, "Near the river").await;
    follow(&ona, &format!("category:{housing}"), "watching").await;
    start(&ivan, "housing", "A flat to let", "Two rooms").await;
    mail_is_due(&app).await;
    let letters = notices(&app);
    assert_eq!(letters.len(), 2);
    let guest = app.guest();
    for (letter, told) in letters.iter().zip(["no more mail about this,", "New threads in what I follow"]) {
        assert_eq!(letter.header("list-unsubscribe-post"), ["List-Unsubscribe=One-Click"]);
        let address = letter.header("list-unsubscribe")[0].trim_matches(['<', '>']).to_owned();
        let path = url::Url::parse(&address).unwrap().path().to_owned();
        let asked = guest.request(reqwest::Method::GET, &path).header("accept-language", "en");
        let asked = crate::support::Answer::of(asked).await;
        assert!(asked.main_text().contains(told), "{}", asked.main_text());
        // As a mail program sends it: no Origin, no cookie.
        let request = guest.request(reqwest::Method::POST, &path).form(&[("List-Unsubscribe", "One-Click")]);
        let answer = crate::support::Answer::of(request).await;
        assert_eq!(answer.status, 200, "{}", answer.main_text());
    }
    reply(&ivan, &thread, "Or in the old town").await;
    start(&ivan, "housing", "Another flat to let", "Two rooms").await;
    mail_is_due(&app).await;
    assert_eq!(notices(&app).len(), 2);
    for forged in ["/unsubscribe/1.thread.1.x", "/unsubscribe/1.kind.reply.", "/unsubscribe/x", "/unsubscribe/1.2.3"] {
        assert_eq!(guest.get(forged).await.status, 404, "{forged}");
        assert_eq!(guest.post_form(forged, &[]).await.status, 404, "{forged}");
    }
}

#[actix_web::test]
async fn letters_are_written_in_their_readers_language() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ivan = app.member("Ivan").await;
    for (name, lang) in [("Ona", "lt"), ("Olga", "ru")] {
        let member = app.member(name).await;
        let fields = [("language", lang), ("time_zone", "Europe/Vilnius"), ("theme", "auto")];
        member.post_form("/en/settings", &fields).await.location();
        let thread = start(&member, "housing", "Kur rasti butą?", "Kaune").await;
        reply(&ivan, &thread, "Prie upės").await;
        reply(&ivan, &thread, &format!("@{name}")).await;
    }
    mail_is_due(&app).await;
    let words: Vec<String> = notices(&app)
        .into_iter()
        .map(|letter| {
            let lines = letter.text.replace(&app.base, "http://mipas.test");
            let lines = lines.lines().map(|line| match line.split_once("/unsubscribe/") {
                Some((before, _)) => format!("{before}/unsubscribe/TOKEN"),
                None => line.to_owned(),
            });
            format!("To: {}\nSubject: {}\n\n{}", letter.to, letter.subject, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    insta::assert_snapshot!(words.join("\n====\n"));
}
