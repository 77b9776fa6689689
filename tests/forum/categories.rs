use mipas::accounts::Role;
use mipas::db::CategoryId;
use mipas::forum::Access;
use reqwest::Method;
use serde_json::{Value, json};

use super::setup::{category_in, counts, id_of, moderator_of_all, open_category, start};
use crate::support::{TestApp, Visitor};

pub const ADMIN: &str = "/en/admin/categories";

/// A form as the page sends it.
pub const FORM: [(&str, &str); 12] = [
    ("original", "lt"),
    ("name_lt", "Būstas"),
    ("description_lt", "Nuoma ir nuosavybė"),
    ("rules_lt", "Be *adresų*"),
    ("name_en", "Housing"),
    ("description_en", "Renting and owning"),
    ("rules_en", ""),
    ("name_ru", "Жильё"),
    ("description_ru", ""),
    ("read", "everyone"),
    ("write", "members"),
    ("area", "housing"),
];

/// The form with some fields changed.
pub fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FORM.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.copied().chain(changes.iter().copied()).collect()
}

pub async fn create(admin: &Visitor, changes: &[(&str, &str)]) -> CategoryId {
    let path = admin.post_form(ADMIN, &form(changes)).await.location();
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// A category as its form holds it, with some fields changed.
pub async fn change(admin: &Visitor, id: CategoryId, changes: &Value) -> crate::support::Answer {
    let page = admin.get_json(&format!("{ADMIN}/{id}")).await.json();
    let mut body = json!({
        "slug": page["slug"], "read": page["read"]["who"], "read_roles": page["read"]["roles"],
        "write": page["write"]["who"], "write_roles": page["write"]["roles"],
        "parent": page["parent"].as_str().unwrap_or(""), "area": page["area"].as_str().unwrap_or(""),
    });
    for lang in ["lt", "en", "ru"] {
        for (field, part) in [("name", "name"), ("description", "description"), ("rules", "rules")] {
            body[format!("{field}_{lang}")] = page["versions"][lang][part].clone();
        }
    }
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    admin.send_json(Method::PUT, &format!("{ADMIN}/{id}"), &body).await
}

pub async fn slugs(visitor: &Visitor) -> Vec<String> {
    let page = visitor.get_json("/en/forum").await.json();
    let groups = page["groups"].as_array().unwrap().clone();
    let all = groups.iter().flat_map(|g| std::iter::once(g).chain(g["children"].as_array().unwrap()));
    all.map(|category| category["slug"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn only_administrators_find_anything_here() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let moderator = app.member_with("Jonas", &[Role::Moderator, Role::Editor]).await;
    let one = format!("{ADMIN}/{housing}");
    for visitor in [&app.guest(), &app.member("Ivan").await, &moderator] {
        for path in [ADMIN, &format!("{ADMIN}/new"), &one] {
            assert_eq!(visitor.get(path).await.status, 404);
            assert_eq!(visitor.get_json(path).await.status, 404);
        }
    }
    let mut body: Value = FORM.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    body["direction"] = json!("up");
    for (method, path) in [
        (Method::POST, ADMIN.to_owned()),
        (Method::PUT, one.clone()),
        (Method::DELETE, one.clone()),
        (Method::POST, format!("{one}/position")),
    ] {
        assert_eq!(moderator.send_json(method, &path, &body).await.status, 404);
    }
    assert_eq!(slugs(&app.guest()).await, ["housing"]);
}

#[actix_web::test]
async fn a_category_is_made_in_three_languages() {
    let app = TestApp::new().await;
    let (admin, guest) = (app.member_with("Ada", &[Role::Admin]).await, app.guest());
    // Kept from before it is there.
    assert!(!guest.get("/lt/forum").await.body.contains("Būstas"));
    assert!(!guest.get("/lt/areas/housing").await.body.contains("Nuoma ir nuosavybė"));
    create(&admin, &[]).await;
    for (lang, name) in [("lt", "Būstas"), ("en", "Housing"), ("ru", "Жильё")] {
        assert!(guest.get(&format!("/{lang}/forum")).await.main_text().contains(name), "{lang}");
        assert_eq!(guest.get_json(&format!("/{lang}/c/bustas")).await.json()["category"]["name"], name);
    }
    assert!(guest.get("/lt/areas/housing").await.body.contains("Nuoma ir nuosavybė"));
    let rules = admin.get_json("/lt/c/bustas/new").await.json()["rules"].clone();
    assert!(rules.as_str().unwrap().contains("<em>adresų</em>"));
    // Without a name there is no version: the original is shown.
    let id = create(&admin, &[("name_ru", ""), ("slug", "second")]).await;
    assert_eq!(guest.get_json("/ru/c/second").await.json()["category"]["language"], "lt");
    assert_eq!(admin.get_json(&format!("{ADMIN}/{id}")).await.json()["versions"]["ru"]["name"], "");
    assert!(admin.get(&format!("{ADMIN}/{id}")).await.main_text().contains("Name in Russian"));
    assert!(admin.get(ADMIN).await.main_text().contains("Housing"));
}

#[actix_web::test]
async fn of_two_who_take_one_address_at_once_the_second_is_told() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.member_with("Ada", &[Role::Admin]).await, app.member_with("Eve", &[Role::Admin]).await);
    for slug in ["one", "two", "three", "four", "five"] {
        let fields = form(&[("slug", slug)]);
        let (first, second) = futures_util::join!(ada.post_form(ADMIN, &fields), eve.post_form(ADMIN, &fields));
        let mut answers = [first.status, second.status];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422], "{slug}");
    }
}

#[actix_web::test]
async fn what_is_wrong_with_a_category_is_said_at_its_field() {
    let app = TestApp::new().await;
    let admin = app.member_with("Ada", &[Role::Admin]).await;
    let top = create(&admin, &[("slug", "top")]).await;
    create(&admin, &[("slug", "under"), ("parent", "top")]).await;
    create(&admin, &[("slug", "alone")]).await;
    let wrong: [(&[(&str, &str)], &str); 12] = [
        (&[("slug", "top")], "slug"),
        (&[("slug", "Būstas")], "slug"),
        (&[("slug", "a/b")], "slug"),
        (&[("slug", "-a-")], "slug"),
        (&[("slug", "x"), ("name_lt", "")], "name_lt"),
        (&[("slug", "x"), ("name_ru", ""), ("rules_ru", "Без адресов")], "name_ru"),
        (&[("slug", "x"), ("parent", "under")], "parent"),
        (&[("slug", "x"), ("parent", "nowhere")], "parent"),
        (&[("slug", "x"), ("area", "nowhere")], "area"),
        (&[("slug", "x"), ("read", "roles")], "read_roles"),
        (&[("slug", "x"), ("write", "roles"), ("write_roles", "king")], "write_roles"),
        (&[("slug", "x"), ("read", "")], "read"),
    ];
    for (changes, field) in wrong {
        let again = admin.post_form(ADMIN, &form(changes)).await;
        assert_eq!(again.status, 422, "{changes:?}");
        assert!(again.body.contains(&format!("href=\"#f-{field}\"")), "{changes:?}");
        assert!(again.body.contains(&format!("id=\"f-{field}\"")), "{changes:?}");
        assert!(again.body.contains("Nuoma ir nuosavybė"), "what was typed is kept");
    }
    let answer = change(&admin, top, &json!({ "parent": "alone" })).await;
    assert_eq!((answer.status, answer.json()["fields"]["parent"].is_string()), (422, true), "it has one under it");
    assert_eq!(change(&admin, top, &json!({ "parent": "top" })).await.status, 422);
    let answer = change(&admin, top, &json!({ "slug": "alone" })).await;
    assert_eq!((answer.status, answer.json()["fields"]["slug"].is_string()), (422, true));
    let mut names: Vec<String> = slugs(&admin).await;
    names.sort();
    assert_eq!(names, ["alone", "top", "under"]);
}

#[actix_web::test]
async fn categories_are_put_in_order() {
    let app = TestApp::new().await;
    let (admin, guest) = (app.member_with("Ada", &[Role::Admin]).await, app.guest());
    let mut ids = Vec::new();
    for slug in ["one", "two", "three"] {
        ids.push(create(&admin, &[("slug", slug)]).await);
    }
    assert_eq!(slugs(&guest).await, ["one", "two", "three"]);
    let shift = |id: CategoryId, direction: &'static str| {
        let admin = admin.clone();
        async move {
            admin.post_form(&format!("{ADMIN}/{id}/position"), &[("direction", direction)]).await.location();
        }
    };
    shift(ids[2], "up").await;
    assert_eq!(slugs(&guest).await, ["one", "three", "two"]);
    shift(ids[0], "up").await;
    assert_eq!(slugs(&guest).await, ["one", "three", "two"]);
    shift(ids[0], "down").await;
    assert_eq!(slugs(&guest).await, ["three", "one", "two"]);
    assert_eq!(change(&admin, ids[1], &json!({ "place": 1 })).await.status, 200);
    assert_eq!(slugs(&guest).await, ["two", "three", "one"]);
    assert_eq!(change(&admin, ids[0], &json!({ "parent": "two" })).await.status, 200);
    assert_eq!(slugs(&guest).await, ["two", "one", "three"]);
    assert_eq!(guest.get_json("/en/c/one").await.json()["parent"]["slug"], "two");
    create(&admin, &[("slug", "first"), ("place", "1")]).await;
    assert_eq!(slugs(&guest).await, ["first", "two", "one", "three"]);
}

#[actix_web::test]
async fn a_new_post_is_counted_at_once() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, guest) = (app.member("Ona").await, app.guest());
    assert_eq!(counts(&guest, "housing").await.unwrap(), (0, 0, None));
    let thread = start(&ona, "housing", "A question of mine", "Text").await;
    assert_eq!(counts(&guest, "housing").await.unwrap().1, 1);
    super::setup::reply(&ona, &thread, "And more").await;
    assert_eq!(counts(&guest, "housing").await.unwrap().1, 2);
}

#[actix_web::test]
async fn a_category_that_is_closed_is_gone_at_once() {
    let app = TestApp::new().await;
    let (admin, guest) = (app.member_with("Ada", &[Role::Admin]).await, app.guest());
    let (member, moderator) = (app.member("Ivan").await, app.member_with("Jonas", &[Role::Moderator]).await);
    let top = create(&admin, &[("slug", "top"), ("name_en", "Zuikis top")]).await;
    let under = create(&admin, &[("slug", "under"), ("name_en", "Zuikis under"), ("parent", "top")]).await;
    let thread = start(&admin, "under", "Zuikis asks", "Zuikis text").await;
    let pages = [
        "/en/".to_owned(),
        "/en/forum".to_owned(),
        "/en/areas/housing".to_owned(),
        "/en/c/top".to_owned(),
        "/en/c/under".to_owned(),
        thread.clone(),
        format!("/en/t/{}", id_of(&thread)),
        format!("/en/t/{}/posts/1", id_of(&thread)),
        format!("/en/t/{}/posts/1/history", id_of(&thread)),
    ];
    let sees = |visitor: &Visitor| {
        let (visitor, pages) = (visitor.clone(), pages.clone());
        async move {
            let mut seen = Vec::new();
            for page in pages {
                for answer in [visitor.get(&page).await, visitor.get_json(&page).await] {
                    let text = format!("{} {}", answer.header("location"), answer.body.replace(&page[3..], ""));
                    if text.to_lowercase().contains("zuikis") {
                        seen.push(page.clone());
                    }
                }
            }
            seen
        }
    };
    let nothing: [String; 0] = [];
    assert_eq!(sees(&guest).await.len(), pages.len() * 2, "all of it is public, and kept");
    let roles = json!({ "read": "roles", "read_roles": ["moderator"] });
    let everyone = json!({ "read": "everyone" });
    // What stands above a category closes it as well.
    for id in [under, top] {
        assert_eq!(change(&admin, id, &json!({ "read": "members" })).await.status, 200);
        if id == top {
            assert_eq!(sees(&guest).await, nothing);
            assert_eq!(slugs(&guest).await, nothing);
        } else {
            assert!(counts(&guest, "under").await.is_none());
            assert_eq!(guest.get(&thread).await.status, 404);
            assert_eq!(guest.get_json(&thread).await.status, 404);
        }
        assert_eq!(sees(&member).await.len(), pages.len() * 2);
        assert_eq!(change(&admin, id, &roles).await.status, 200);
        assert_eq!(member.get(&thread).await.status, 404);
        assert!(counts(&member, "under").await.is_none());
        assert_eq!(sees(&moderator).await.len(), pages.len() * 2);
        assert_eq!(change(&admin, id, &everyone).await.status, 200);
        assert_eq!(sees(&guest).await.len(), pages.len() * 2);
    }
    // Under a closed one, by being moved there.
    let closed = create(&admin, &[("slug", "closed"), ("read", "roles"), ("read_roles", "admin")]).await;
    assert_eq!(change(&admin, under, &json!({ "parent": "closed" })).await.status, 200);
    assert_eq!(guest.get(&thread).await.status, 404);
    assert_eq!(moderator.get(&thread).await.status, 404);
    assert!(counts(&guest, "under").await.is_none());
    let page = admin.get_json(&format!("{ADMIN}/{closed}")).await.json();
    assert_eq!(page["read"], json!({ "who": "roles", "roles": ["admin"] }));
}

#[actix_web::test]
async fn only_an_empty_category_is_removed() {
    let app = TestApp::new().await;
    let (admin, guest) = (app.member_with("Ada", &[Role::Admin]).await, app.guest());
    let top = create(&admin, &[("slug", "top")]).await;
    let under = create(&admin, &[("slug", "under"), ("parent", "top")]).await;
    let other = category_in(&app, None, "other", Access::Everyone, Access::Members).await;
    let jonas = moderator_of_all(&app, "Jonas", &[under, other]).await;
    let thread = start(&admin, "under", "A question of mine", "Text").await;
    jonas.send_json(Method::PUT, "/en/c/under/draft", &json!({ "text": "Not yet", "title": "" })).await;
    let reason = [("reason", "Out of place here"), ("category", "other")];
    jonas.post_form(&format!("/en/t/{}/hiding", id_of(&thread)), &reason).await.location();
    assert_eq!(counts(&guest, "under").await.unwrap().0, 0);

    let remove = |id: CategoryId| {
        let admin = admin.clone();
        async move { admin.delete_form(&format!("{ADMIN}/{id}"), &[]).await }
    };
    assert_eq!(remove(top).await.status, 409, "one stands under it");
    assert_eq!(remove(under).await.status, 409, "a hidden thread is a thread");
    jonas.post_form(&format!("/en/t/{}/move", id_of(&thread)), &reason).await.location();
    assert_eq!(remove(under).await.location(), ADMIN);
    assert_eq!(guest.get("/en/c/under").await.status, 404);
    assert_eq!(remove(top).await.location(), ADMIN);
    assert_eq!(slugs(&guest).await, ["other"]);
    assert_eq!(remove(top).await.status, 404);

    // The log remembers what was done there.
    let log = admin.get_json("/en/moderation").await.json();
    let actions: Vec<&Value> = log["actions"].as_array().unwrap().iter().collect();
    assert_eq!(actions.len(), 2);
    assert_eq!((&actions[1]["category"], &actions[1]["reason"]), (&json!(null), &json!("Out of place here")));
}
