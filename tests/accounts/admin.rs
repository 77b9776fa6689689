use diesel::prelude::*;
use mipas::accounts::Role;
use mipas::db::schema::accounts;
use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, Visitor};

fn page_of(visitor: &Visitor) -> String {
    format!("/en/admin/members/{}", visitor.id.unwrap())
}

async fn first_grant(admin: &Visitor, member: &Visitor) -> String {
    admin.get_json(&page_of(member)).await.json()["grants"][0]["id"].to_string()
}

#[actix_web::test]
async fn to_all_but_administrators_there_is_nothing() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    let own = page_of(&admin);
    let pages = ["/en/admin".to_owned(), "/en/admin/members".to_owned(), own.clone()];
    let grant = first_grant(&admin, &admin).await;
    let writes = [
        (Method::POST, format!("{own}/grants")),
        (Method::DELETE, format!("{own}/grants/{grant}")),
        (Method::POST, format!("{own}/suspension")),
        (Method::DELETE, format!("{own}/suspension")),
    ];
    let others = [Role::Moderator, Role::Editor, Role::Coordinator, Role::Expert, Role::Representative];
    let all = [app.guest(), app.member("ona").await, app.member_with("petras", &others).await];
    for visitor in &all {
        for path in &pages {
            let nothing = visitor.get("/en/nothing").await;
            let answer = visitor.get(path).await;
            assert_eq!((answer.status, answer.main_text()), (404, nothing.main_text()), "{path}");
            assert_eq!(visitor.get_json(path).await.status, 404, "{path}");
        }
        for (method, path) in &writes {
            // Right or wrong, the form is not looked at.
            for body in [json!({"role": "admin"}), json!({"role": "king"})] {
                assert_eq!(visitor.send_json(method.clone(), path, &body).await.status, 404, "{method} {path}");
            }
            let form = visitor.post_form(&format!("{path}?_method={method}"), &[("role", "admin")]).await;
            assert_eq!(form.status, 404, "{method} {path}");
        }
    }
    for path in &pages {
        assert_eq!(admin.get(path).await.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn members_are_found_by_name_address_and_role() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    for name in ["Žana", "Zita", "Zigmas", "100%", "Šarūnas"] {
        app.member_with(name, if name == "Zita" { &[Role::Expert] } else { &[] }).await;
    }
    let names = async |query: &str| {
        let answer = admin.get_json(&format!("/en/admin/members{query}")).await;
        assert_eq!(answer.status, 200, "{query}");
        let members = answer.json()["members"].as_array().unwrap().clone();
        members.iter().map(|member| member["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("").await, "100% ann Šarūnas Zigmas Zita Žana");
    assert_eq!(names("?q=ZI").await, "Zigmas Zita");
    assert_eq!(names("?q=%C5%BD").await, "Žana");
    assert_eq!(names("?q=100%25").await, "100%");
    assert_eq!(names("?q=%25").await, "");
    assert_eq!(names("?q=_ita").await, "");
    assert_eq!(names("?q=ZITA@example.org").await, "Zita");
    assert_eq!(names("?q=zita@example").await, "");
    assert_eq!(names("?role=expert").await, "Zita");
    assert_eq!(names("?role=expert&q=zig").await, "");
    assert_eq!(admin.get("/en/admin/members?role=king").await.status, 404);
    let page = admin.get("/en/admin/members?q=zita").await;
    assert!(page.main_text().contains("z…@example.org") || page.main_text().contains("Z…@example.org"));
    assert!(!page.body.to_lowercase().contains("zita@example.org"));
}

#[actix_web::test]
async fn the_list_is_paged_by_key() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    for number in 0..120 {
        app.member(&format!("member {number:03}")).await;
    }
    let (mut path, mut seen) = ("/en/admin/members?q=member".to_owned(), Vec::new());
    loop {
        let answer = admin.get_json(&path).await;
        let page = answer.json();
        seen.extend(page["members"].as_array().unwrap().iter().map(|member| member["name"].clone()));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => break,
        }
    }
    let expected: Vec<_> = (0..120).map(|number| json!(format!("member {number:03}"))).collect();
    assert_eq!(seen, expected);
    let last = admin.get(&path).await;
    assert!(last.body.contains("To the beginning") && !last.body.contains("rel=\"next\""));
}

#[actix_web::test]
async fn a_role_is_given_used_and_taken_back() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    let ona = app.member("ona").await;
    let page = page_of(&ona);
    assert_eq!(ona.get("/en/admin").await.status, 404);
    let answer =
        admin.post_form(&format!("{page}/grants"), &[("role", "admin"), ("category", ""), ("until", "")]).await;
    assert_eq!(answer.location(), page);
    assert_eq!(ona.get("/en/admin").await.status, 200);
    let shown = admin.get_json(&page).await.json();
    assert_eq!(shown["grants"][0]["role"], "admin");
    assert_eq!(shown["grants"][0]["granted_by"]["name"], "ann");

    // The same again changes nothing, and says why.
    let again = admin.post_form(&format!("{page}/grants"), &[("role", "admin")]).await;
    assert_eq!(again.status, 409);
    assert!(again.main_text().contains("already has that role"), "{}", again.main_text());

    let grant = first_grant(&admin, &ona).await;
    let answer = admin.delete_form(&format!("{page}/grants/{grant}"), &[]).await;
    assert_eq!(answer.location(), page);
    assert_eq!(ona.get("/en/admin").await.status, 404);
    let text = admin.get(&page).await.main_text();
    assert!(text.contains("Roles that have ended") && text.contains("No roles."), "{text}");
    assert_eq!(admin.delete_form(&format!("{page}/grants/{grant}"), &[]).await.status, 404);
}

#[actix_web::test]
async fn a_role_ends_with_its_last_day() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    let ona = app.member("ona").await;
    let page = page_of(&ona);
    let day = (app.clock.now() + chrono::Duration::days(2)).utc().format("%Y-%m-%d").to_string();
    admin.post_form(&format!("{page}/grants"), &[("role", "admin"), ("until", &day)]).await.location();
    app.clock.advance(chrono::Duration::days(1));
    assert_eq!(ona.get("/en/admin").await.status, 200);
    app.clock.advance(chrono::Duration::days(3));
    assert_eq!(ona.get("/en/admin").await.status, 404);
}

#[actix_web::test]
async fn what_is_wrong_with_a_grant_is_said() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    let ona = app.member("ona").await;
    let path = format!("{}/grants", page_of(&ona));
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("role", "king")], "role"),
        (&[("role", "moderator"), ("category", "999")], "category"),
        (&[("role", "editor"), ("category", "1")], "category"),
        (&[("role", "editor"), ("until", "31/01/2027")], "until"),
        (&[("role", "editor"), ("until", "2020-01-31")], "until"),
        (&[("role", "editor"), ("until", "262142-12-31")], "until"),
    ];
    for (fields, wrong) in cases {
        let answer = admin.post_form(&path, fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.body.contains(&format!("href=\"#f-{wrong}\"")), "{fields:?}");
    }
    assert_eq!(admin.post_form("/en/admin/members/999/grants", &[("role", "editor")]).await.status, 404);
    assert_eq!(admin.get_json(&page_of(&ona)).await.json()["grants"], json!([]));
}

#[actix_web::test]
async fn nobody_takes_the_last_right_from_themselves() {
    let app = TestApp::new().await;
    let ann = app.member_with("ann", &[Role::Admin, Role::Editor]).await;
    let ben = app.member_with("ben", &[Role::Admin]).await;
    let path = format!("{}/grants/{}", page_of(&ann), first_grant(&ann, &ann).await);
    let shown = ann.get_json(&page_of(&ann)).await.json();
    let grants = shown["grants"].as_array().unwrap();
    let admin_grant = grants.iter().find(|grant| grant["role"] == "admin").unwrap()["id"].to_string();
    let own = format!("{}/grants/{admin_grant}", page_of(&ann));
    let answer = ann.delete_form(&own, &[]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.main_text().contains("your own last right"));
    assert_eq!(ann.get("/en/admin").await.status, 200);
    assert_eq!(ann.delete_form(&path, &[]).await.status, 303, "another role may go");
    assert_eq!(ben.delete_form(&own, &[]).await.status, 303);
    assert_eq!(ann.get("/en/admin").await.status, 404);
}

#[actix_web::test]
async fn a_suspended_account_is_out_until_restored() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    let ona = app.member("ona").await;
    let token = ona.post_json("/en/settings/tokens", &json!({"name": "p", "scope": "read", "days": 9})).await;
    let program = ona.with_bearer(token.json()["created"]["token"].as_str().unwrap());
    assert_eq!(program.get_json("/en/settings").await.status, 200);

    let path = format!("{}/suspension", page_of(&ona));
    assert_eq!(admin.post_form(&path, &[]).await.status, 303);
    assert_eq!(ona.get_json("/en/settings").await.status, 401);
    assert_eq!(program.get_json("/en/settings").await.status, 401);
    assert!(admin.get(&page_of(&ona)).await.main_text().contains("Suspended"));

    assert_eq!(admin.delete_form(&path, &[]).await.status, 303);
    assert_eq!(program.get_json("/en/settings").await.status, 200);
    assert_eq!(ona.get_json("/en/settings").await.status, 401, "sessions are over");

    let own = format!("{}/suspension", page_of(&admin));
    assert_eq!(admin.post_form(&own, &[]).await.status, 409);
    assert_eq!(admin.post_form("/en/admin/members/999/suspension", &[]).await.status, 404);
    let id = admin.id.unwrap();
    let disabled: i64 = app
        .db()
        .read(move |conn| {
            let own = accounts::table.find(id).filter(accounts::disabled_at.is_not_null());
            Ok(own.count().get_result(conn)?)
        })
        .await
        .unwrap();
    assert_eq!(disabled, 0);
}
