use super::client::Live;
use crate::support::TestApp;

#[actix_web::test]
async fn an_account_has_so_many_sockets() {
    let app = TestApp::with_settings(&[("live-per-account", "2")]).await;
    let (ona, petras) = (app.member("ona").await, app.member("petras").await);
    let (first, _) = Live::greeted(&ona, "").await;
    let (_second, _) = Live::greeted(&ona, "").await;
    assert_eq!(Live::attempt(&ona, "", Some(&app.base)).await.err(), Some(429));
    Live::greeted(&petras, "").await;
    Live::greeted(&app.guest(), "").await;
    drop(first);
    tokio::time::sleep(super::client::A_WHILE).await;
    Live::greeted(&ona, "").await;
}

#[actix_web::test]
async fn an_address_has_so_many_sockets() {
    let settings = [("live-per-address", "3"), ("trusted-proxies", "127.0.0.1")];
    let app = TestApp::with_settings(&settings).await;
    let from = |address: &str| {
        let mut guest = app.guest();
        guest.address = Some(address.to_owned());
        guest
    };
    let (here, there) = (from("192.0.2.1"), from("192.0.2.2"));
    let mut open = Vec::new();
    for _ in 0..3 {
        open.push(Live::greeted(&here, "").await);
    }
    assert_eq!(Live::attempt(&here, "", Some(&app.base)).await.err(), Some(429));
    Live::greeted(&there, "").await;
    // Addresses of one /64 are one.
    let (one, other) = (from("2001:db8::1"), from("2001:db8::2"));
    for visitor in [&one, &other, &one] {
        open.push(Live::greeted(visitor, "").await);
    }
    assert_eq!(Live::attempt(&other, "", Some(&app.base)).await.err(), Some(429));
}
