//! Coming in and going out, and who is slowed down.

use chrono::Duration;
use diesel::prelude::*;
use mipas::db::schema::{accounts, activities, sessions};

use super::{PASSWORD, is_in, newcomer, sign_in};
use crate::support::TestApp;

#[actix_web::test]
async fn in_and_out() {
    let app = TestApp::new().await;
    let mut ona = app.member("ona").await;
    let first = ona.session.clone().unwrap();
    assert!(is_in(&ona).await);
    let entered = sign_in(&ona, "ONA@example.org", "correct horse ona").await;
    assert_eq!(entered.location(), "/en/");
    ona.keep_cookies(&entered);
    assert_ne!(ona.session.as_ref(), Some(&first), "a new id at each sign-in");
    assert!(is_in(&ona).await);
    let mut old = ona.clone();
    old.session = Some(first);
    assert!(!is_in(&old).await, "the session before is over");

    let out = ona.delete_form("/en/session", &[]).await;
    assert_eq!(out.cookie("mipas").as_deref(), Some(""));
    assert!(!is_in(&ona).await);
    let kinds = app.db().read_now(|conn| {
        let of_sessions = activities::table.filter(activities::kind.like("session.%"));
        Ok(of_sessions.order(activities::id).select(activities::kind).load::<String>(conn)?)
    });
    // The first is of the session before.
    assert_eq!(kinds.unwrap(), ["session.closed", "session.opened", "session.closed"]);
}

#[actix_web::test]
async fn a_cookie_of_a_session_that_is_over_does_not_keep_anybody_out() {
    let app = TestApp::new().await;
    let mut ona = app.member("ona").await;
    app.clock.advance(Duration::days(15));
    assert!(!is_in(&ona).await);
    let form = ona.get("/en/sign-in").await;
    assert!(form.body.contains("name=\"csrf\""), "the form carries what its cookie makes necessary");
    let entered = sign_in(&ona, "ona@example.org", "correct horse ona").await;
    assert_eq!(entered.status, 303);
    ona.keep_cookies(&entered);
    assert!(is_in(&ona).await);
}

#[actix_web::test]
async fn wrong_password_and_unknown_address_are_answered_alike() {
    let app = TestApp::new().await;
    app.member("ona").await;
    let guest = app.guest();
    let wrong = sign_in(&guest, "ona@example.org", "not her password").await;
    let unknown = sign_in(&guest, "who@example.org", "not her password").await;
    assert_eq!((wrong.status, unknown.status), (422, 422));
    let same = |body: &str| {
        let page = body.replace("who@example.org", "ona@example.org");
        page.lines().filter(|line| !line.contains("idempotency")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(same(&wrong.body), same(&unknown.body));
    assert!(wrong.main_text().contains("The address or the password is wrong."));
    assert!(wrong.body.contains("value=\"ona@example.org\""));
    assert!(!wrong.body.contains("not her password"));
    assert!(wrong.cookie("mipas").is_none());
}

#[actix_web::test]
async fn signing_in_leads_back_but_never_away() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let guest = app.guest();
    let asked = guest.get("/lt/settings/account").await;
    assert_eq!(asked.location(), "/lt/sign-in?next=%2Flt%2Fsettings%2Faccount");
    let form = guest.get(&asked.location()).await;
    assert!(form.body.contains("name=\"next\" value=\"/lt/settings/account\""));
    for (next, leads) in [
        ("/lt/areas", "/lt/areas"),
        ("//evil.example", "/en/"),
        ("/\\evil.example", "/en/"),
        ("https://evil.example/", "/en/"),
    ] {
        let fields = [("email", "ona@example.org"), ("password", "correct horse ona"), ("next", next)];
        assert_eq!(guest.post_form("/en/session", &fields).await.location(), leads, "{next}");
    }
    // Who is in already is led on at once.
    assert_eq!(ona.get("/lt/sign-in?next=%2Flt%2Fareas").await.location(), "/lt/areas");
    assert_eq!(ona.get("/lt/sign-in?next=%2F%2Fevil").await.location(), "/lt/");
}

#[actix_web::test]
async fn an_account_that_is_switched_off_stays_out() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let id = ona.id.unwrap();
    app.db()
        .write_now(move |tx| {
            let now = tx.now();
            Ok(diesel::update(accounts::table.find(id)).set(accounts::disabled_at.eq(now)).execute(&mut **tx)?)
        })
        .unwrap();
    let guest = app.guest();
    assert_eq!(sign_in(&guest, "ona@example.org", "wrong").await.status, 422);
    let right = sign_in(&guest, "ona@example.org", "correct horse ona").await;
    assert_eq!(right.status, 403);
    assert!(right.cookie("mipas").is_none());
}

#[actix_web::test]
async fn a_sign_in_from_a_new_device_is_told_by_mail() {
    let app = TestApp::new().await;
    let ona = newcomer(&app, "lt", "Ona", "ona@example.org").await;
    let before = app.emails().len();
    // The browser that she signed up in is known, for a year.
    let mut same = ona.clone();
    same.session = None;
    assert_eq!(sign_in(&same, "ona@example.org", PASSWORD).await.status, 303);
    assert_eq!(app.emails().len(), before);
    let mut other = app.guest();
    let entered = sign_in(&other, "ona@example.org", PASSWORD).await;
    let letter = app.emails().pop().unwrap();
    assert_eq!(app.emails().len(), before + 1);
    assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ona@example.org", "Prisijungta iš naujo įrenginio"));
    other.keep_cookies(&entered);
    other.session = None;
    assert_eq!(sign_in(&other, "ona@example.org", PASSWORD).await.status, 303);
    assert_eq!(app.emails().len(), before + 1, "known from now on");
    app.clock.advance(Duration::days(366));
    assert_eq!(sign_in(&other, "ona@example.org", PASSWORD).await.status, 303);
    assert_eq!(app.emails().len(), before + 2, "a mark lasts a year");
    // Nobody makes marks of their own.
    let mut forged = app.guest();
    forged.device = Some("99999999999999999.AAAA".into());
    assert_eq!(sign_in(&forged, "ona@example.org", PASSWORD).await.status, 303);
    assert_eq!(app.emails().len(), before + 3);
}

#[actix_web::test]
async fn guessing_is_slowed_down_and_the_owner_is_not_locked_out() {
    let app = TestApp::with_settings(&[("limits", "on"), ("trusted-proxies", "127.0.0.1")]).await;
    let mut ona = newcomer(&app, "en", "Ona", "ona@example.org").await;
    ona.session = None;
    ona.address = Some("192.0.2.9".into());
    let mut thief = app.guest();
    thief.address = Some("198.51.100.1".into());
    let mut refused = 0;
    for _ in 0..14 {
        let answer = sign_in(&thief, "ona@example.org", "a wrong guess").await;
        if answer.status == 429 {
            refused += 1;
            assert!(answer.header("retry-after").parse::<u64>().unwrap() <= 31);
            assert!(answer.body.contains("value=\"ona@example.org\""), "what was typed stays");
        }
    }
    assert_eq!(refused, 4, "ten tries, then one in half a minute");
    // From many addresses it is no better.
    for n in 0..20 {
        thief.address = Some(format!("198.51.100.{}", n + 10));
        assert_eq!(sign_in(&thief, "ona@example.org", "a wrong guess").await.status, 429);
    }
    // Other accounts are not meant: the same address may try them.
    assert_eq!(sign_in(&thief, "jonas@example.org", "a wrong guess").await.status, 422);
    // The owner's own browser is let in, even from the thief's address.
    assert_eq!(sign_in(&ona, "ona@example.org", PASSWORD).await.status, 303);
    ona.address = Some("198.51.100.1".into());
    assert_eq!(sign_in(&ona, "ona@example.org", PASSWORD).await.status, 303);
    // An unknown address is counted the same way.
    thief.address = Some("203.0.113.1".into());
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(sign_in(&thief, "nobody@example.org", "a wrong guess").await.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 2);
}

#[actix_web::test]
async fn what_has_expired_is_swept() {
    let app = TestApp::new().await;
    app.member("ona").await;
    super::sign_up(&app.guest(), "en", "Jonas", "jonas@example.org").await;
    app.guest().post_form("/en/password-reset", &[("email", "ona@example.org")]).await;
    app.clock.advance(Duration::days(91));
    app.db().write_now(mipas::accounts::sweep).unwrap();
    let left = app.db().read_now(|conn| {
        let sessions: i64 = sessions::table.count().get_result(conn)?;
        let links: i64 = mipas::db::schema::account_links::table.count().get_result(conn)?;
        let signups: i64 = mipas::db::schema::signups::table.count().get_result(conn)?;
        Ok((sessions, links, signups))
    });
    assert_eq!(left.unwrap(), (0, 0, 0));
}
