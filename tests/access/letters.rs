//! What the letters say, and how they are made.

use insta::assert_snapshot;
use mipas::i18n::Lang;

use super::{PASSWORD, newcomer, sign_in, sign_up};
use crate::support::TestApp;

/// Every kind of letter, in one language.
async fn all_letters(lang: Lang) -> String {
    let app = TestApp::new().await;
    let ona = newcomer(&app, lang.code(), "Ona", "ona@example.org").await;
    let guest = app.guest();
    sign_up(&guest, lang.code(), "Somebody", "ona@example.org").await;
    for email in ["ona@example.org", "who@example.org"] {
        guest.post_form(&format!("/{lang}/password-reset"), &[("email", email)]).await;
    }
    let change = format!("/{lang}/settings/account/email");
    ona.post_form(&change, &[("email", "new@example.org"), ("email_password", PASSWORD)]).await;
    let confirm = app.emails()[4].link("/confirm-email/");
    let fields = [("current_password", PASSWORD), ("new_password", "four blue kettles")];
    ona.post_form(&confirm, &[]).await;
    ona.post_form(&format!("/{lang}/settings/account/password"), &fields).await;
    sign_in(&guest, "new@example.org", "four blue kettles").await;
    let year = chrono::Datelike::year(&app.clock.now().utc()).to_string();
    let letters = app.emails_redacted();
    // The only lines that hold a time.
    let lines = letters.lines().map(|line| match line.split_once(": ") {
        Some((label, time)) if time.contains(&year) => format!("{label}: TIME"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[actix_web::test]
async fn letters_in_lithuanian() {
    assert_snapshot!(all_letters(Lang::Lt).await);
}

#[actix_web::test]
async fn letters_in_english() {
    assert_snapshot!(all_letters(Lang::En).await);
}

#[actix_web::test]
async fn letters_in_russian() {
    assert_snapshot!(all_letters(Lang::Ru).await);
}

#[actix_web::test]
async fn a_letter_has_two_texts_and_the_headers_of_a_machine() {
    let app = TestApp::new().await;
    sign_up(&app.guest(), "ru", "<b>Ona</b> & O'Brien", "ona@example.org").await;
    sign_up(&app.guest(), "ru", "Ona O'Brien", "ona@example.org").await;
    let letters = app.emails();
    assert_eq!(letters.len(), 1, "a name has no markup");
    let letter = &letters[0];
    assert_eq!(letter.header("auto-submitted"), ["auto-generated"]);
    assert_eq!(letter.header("content-language"), ["ru"]);
    assert_eq!(letter.header("to"), ["ona@example.org"]);
    assert!(letter.header("content-type")[0].starts_with("multipart/alternative"));
    assert!(letter.header("message-id")[0].ends_with("@localhost>"));
    assert_eq!(letter.header("date").len(), 1);
    assert!(letter.text.contains("Публичное имя: Ona O'Brien"));
    assert!(letter.html.contains("<html lang=\"ru\">"));
    assert!(!letter.html.contains("src="), "nothing is fetched");
    assert!(letter.html.contains(&letter.link("/ru/confirm/")));
}

#[actix_web::test]
async fn nothing_that_is_typed_becomes_a_header() {
    let app = TestApp::new().await;
    let guest = app.guest();
    for name in ["Ona\r\nBcc: thief@example.org", "Ona\nBcc- thief", "Ona\u{2028}Bcc", "Ona%0d%0aBcc"] {
        sign_up(&guest, "en", name, "ona@example.org").await;
    }
    for email in ["ona@example.org\r\nBcc: thief@example.org", "ona@example.org,thief@example.org", "<ona@example.org>"]
    {
        assert_eq!(sign_up(&guest, "en", "Ona", email).await.status, 422, "{email}");
    }
    let letters = app.emails();
    assert!(!letters.is_empty());
    for letter in letters {
        assert!(letter.header("bcc").is_empty() && letter.header("cc").is_empty());
        assert_eq!(letter.header("to"), ["ona@example.org"]);
        assert_eq!(letter.header("subject").len(), 1);
    }
}

#[actix_web::test]
async fn a_demonstration_shows_its_mail_and_nothing_else_does() {
    let app = TestApp::with_settings(&[("demo", "on")]).await;
    sign_up(&app.guest(), "en", "Ona", "ona@example.org").await;
    let guest = app.guest();
    let json = guest.get_json("/en/demo/mail").await.json();
    let message = json["messages"][0].as_object().unwrap();
    let mut keys: Vec<&str> = message.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["html", "sent_at", "subject", "text", "to"]);
    assert_eq!(message["to"], "ona@example.org");
    let list = guest.get("/en/demo/mail").await;
    assert!(list.main_text().contains("Confirm your address"));
    let letter = guest.get("/en/demo/mail/1").await;
    let link = app.emails()[0].link("/confirm/");
    assert!(letter.body.contains(&format!("href=\"{}{link}\"", app.base)));
    assert!(letter.main_text().contains("auto-generated"));
    for missing in ["/en/demo/mail/99", "/en/demo/mail/x"] {
        assert_eq!(guest.get(missing).await.status, 404);
    }

    let real = TestApp::new().await;
    sign_up(&real.guest(), "en", "Ona", "ona@example.org").await;
    for path in ["/en/demo/mail", "/en/demo/mail/1"] {
        assert_eq!(real.guest().get(path).await.status, 404);
        assert_eq!(real.guest().get_json(path).await.status, 404);
    }
}
