//! Three nodes of one site on a PostgreSQL cluster of their own, which is stopped and started here as well. Ignored by
//! a plain `cargo test`, which has no PostgreSQL; `tests/run` has a stage for it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use mipas::activity::{Activity, consumer_states, read_after};
use mipas::db::schema::consumers;
use mipas::db::{ActivityId, Db};
use reqwest::blocking::Client;
use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;

use crate::long::{check_all, indexed};
use crate::support::{Installation, Server};

mod postgres;
mod reader;

use postgres::Cluster;
use reader::Reader;

/// Writes at a node until it is told to stop: the keys that were confirmed, and those that may have been written.
fn write_until(
    site: &Installation,
    address: &str,
    name: String,
    stop: &Arc<AtomicBool>,
) -> JoinHandle<[Vec<String>; 2]> {
    let (site, address, stop) = (site.clone(), address.to_owned(), Arc::clone(stop));
    std::thread::spawn(move || {
        let client = Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
        let mut keys = [Vec::new(), Vec::new()];
        for number in 0.. {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            let key = format!("{name}-{number}");
            match site.reply(&client, &address, &key) {
                Some(200 | 201) => keys[0].push(key),
                // Not there, or without its database, for a while.
                Some(503) | None => {
                    keys[1].push(key);
                    std::thread::sleep(Duration::from_millis(50));
                }
                Some(status) => panic!("{key} was answered with {status}"),
            }
        }
        keys
    })
}

/// Ends the writing. What was not confirmed is sent again, to a node that is there: all of it is written then.
fn finish(
    site: &Installation,
    address: &str,
    stop: &AtomicBool,
    writers: Vec<JoinHandle<[Vec<String>; 2]>>,
) -> BTreeSet<String> {
    stop.store(true, Ordering::SeqCst);
    let client = Client::new();
    let mut all = BTreeSet::new();
    let mut again = 0;
    for writer in writers {
        let [confirmed, doubtful] = writer.join().unwrap();
        all.extend(confirmed);
        again += doubtful.len();
        for key in doubtful {
            let status = site.reply(&client, address, &key);
            assert!(matches!(status, Some(200 | 201)), "{key}: {status:?}");
            all.insert(key);
        }
    }
    println!("{} replies confirmed, {again} of them sent again", all.len());
    all
}

/// What the log says that readers of the thread are told.
fn told_of_thread(db: &Db, since: i64) -> BTreeSet<i64> {
    let log: Vec<Activity> = db.read_now(|conn| read_after(conn, ActivityId(since), 1_000_000)).unwrap();
    log.iter().filter(|activity| activity.kind == "post.created").map(|activity| activity.id.0).collect()
}

fn newest(db: &Db) -> i64 {
    db.read_now(mipas::activity::newest).unwrap().0
}

fn wait(what: &str, seconds: u64, mut done: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(seconds), "{what}: not within {seconds} s");
        std::thread::sleep(Duration::from_millis(20));
    }
    began.elapsed()
}

fn settle(db: &Db) {
    wait("everybody is told", 60, || {
        db.read_now(consumer_states).unwrap().iter().all(|state| state.lag + state.retried == 0)
    });
}

/// The process that holds the lease, and the fence.
fn holder(db: &Db) -> (u32, i64) {
    let (holder, fence): (Option<String>, i64) =
        db.read_now(|conn| Ok(consumers::table.select((consumers::holder, consumers::fence)).first(conn)?)).unwrap();
    let pid = holder.as_deref().and_then(|holder| holder.split('-').next()?.parse().ok());
    (pid.unwrap_or_else(|| panic!("{holder:?}")), fence)
}

fn three_nodes(cluster: &Cluster) -> (Installation, Vec<Server>) {
    let mut site = Installation::new(tempfile::tempdir().unwrap(), cluster.url.clone());
    let servers: Vec<Server> = ["one", "two", "three"].map(|node| site.serve(node)).into();
    site.open_thread(&servers[0].address);
    (site, servers)
}

#[test]
#[ignore = "needs PostgreSQL: a stage of tests/run"]
fn what_one_node_writes_the_others_hint_and_a_killed_one_is_not_missed() {
    let cluster = Cluster::start();
    let (site, mut servers) = three_nodes(&cluster);
    let db = site.open();
    let client = Client::new();
    let begun = newest(&db);
    let nodes: Vec<String> = servers.iter().map(|server| server.address.clone()).collect();
    let readers: Vec<Arc<Reader>> = (0..6).map(|_| Reader::new(&site)).collect();
    let threads: Vec<_> =
        readers.iter().enumerate().map(|(index, reader)| reader.read(nodes.clone(), index, begun)).collect();
    wait("readers are greeted", 20, || readers.iter().all(|reader| reader.greeted.load(Ordering::SeqCst) > 0));

    // A reply written on one is hinted on all.
    let began = Instant::now();
    assert_eq!(site.reply(&client, &nodes[0], "the-first"), Some(201));
    wait("the hint is everywhere", 5, || readers.iter().all(|reader| reader.of_thread().len() == 1));
    println!("a reply on one node was hinted on all after {} ms", began.elapsed().as_millis());
    settle(&db);

    // The node that holds the lease is killed while all are written to.
    let (pid, fence) = holder(&db);
    let killed = servers.iter().position(|server| server.child.id() == pid).expect("one of the three");
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| write_until(&site, node, format!("writer-{index}"), &stop))
        .collect();
    std::thread::sleep(Duration::from_secs(2));
    servers[killed].kill();
    let moved = wait("the lease moves", 30, || holder(&db).0 != pid);
    println!("the lease moved after {} ms", moved.as_millis());
    assert!(holder(&db).1 > fence);
    std::thread::sleep(Duration::from_secs(2));
    let alive = &nodes[(killed + 1) % nodes.len()];
    let mut confirmed = finish(&site, alive, &stop, writers);
    confirmed.insert("the-first".to_owned());
    settle(&db);

    let expected = told_of_thread(&db, begun);
    assert!(expected.len() > 100, "only {} replies", expected.len());
    wait("everything is told", 20, || readers.iter().all(|reader| reader.of_thread().len() >= expected.len()));
    for reader in &readers {
        reader.stop.store(true, Ordering::SeqCst);
    }
    for thread in threads {
        thread.join().unwrap();
    }
    for reader in &readers {
        assert_eq!(reader.of_thread(), expected, "none missing, none that is not in the log");
        assert_eq!(reader.reloads.load(Ordering::SeqCst), 0);
        let again = reader.again.lock().clone();
        assert!(again.iter().all(|(before, now)| before["thread"].is_null() || before == now), "{again:?}");
    }
    let reconnected = readers.iter().filter(|reader| reader.greeted.load(Ordering::SeqCst) > 1).count();
    assert!(reconnected >= 2, "the killed node's readers went elsewhere");
    println!("{} replies hinted to {} readers, {reconnected} of whom lost their node", expected.len(), readers.len());
    check(&db, &confirmed);
}

fn check(db: &Db, confirmed: &BTreeSet<String>) {
    let checked = db.read_now(|conn| {
        check_all(conn, confirmed);
        Ok(())
    });
    checked.unwrap();
}

#[test]
#[ignore = "needs PostgreSQL: a stage of tests/run"]
fn who_is_suspended_on_one_node_is_closed_out_on_all() {
    let cluster = Cluster::start();
    let (site, servers) = three_nodes(&cluster);
    let db = site.open();
    let reader = Reader::new(&site);
    let mut sockets: Vec<_> =
        servers.iter().map(|server| reader.open(&server.address, newest(&db)).expect("a socket")).collect();
    for socket in &mut sockets {
        wait(
            "the socket is greeted",
            10,
            || matches!(socket.read(), Ok(Message::Text(text)) if text.contains("hello")),
        );
    }
    let client = Client::new();
    let members: Value = client
        .get(format!("{}/en/admin/members?q=Ona", servers[0].address))
        .bearer_auth(&site.tokens[0])
        .header("accept", "application/json")
        .send()
        .unwrap()
        .json()
        .unwrap();
    let ona =
        members["members"].as_array().unwrap().iter().find(|member| member["name"] == "Ona").unwrap()["id"].clone();
    let path = format!("{}/en/admin/members/{ona}/suspension", servers[0].address);
    let answer = client.post(path).bearer_auth(&site.tokens[0]).json(&serde_json::json!({})).send().unwrap();
    assert_eq!(answer.status(), 200);
    let told = Instant::now();
    for socket in &mut sockets {
        let code = loop {
            match socket.read() {
                Ok(Message::Close(frame)) => break frame.map(|frame| u16::from(frame.code)),
                Ok(_) => {}
                Err(tokio_tungstenite::tungstenite::Error::Io(error))
                    if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
                Err(error) => panic!("{error}"),
            }
            assert!(told.elapsed() < Duration::from_secs(5), "a socket stays open");
        };
        assert_eq!(code, Some(1008));
    }
    println!("the sockets on three nodes were closed after {} ms", told.elapsed().as_millis());
    assert!(told.elapsed() < Duration::from_secs(1));
}

#[test]
#[ignore = "needs PostgreSQL: a stage of tests/run"]
fn nothing_that_was_confirmed_is_lost_with_the_database() {
    let cluster = Cluster::start();
    let (site, servers) = three_nodes(&cluster);
    let client = Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = servers
        .iter()
        .enumerate()
        .map(|(index, server)| write_until(&site, &server.address, format!("writer-{index}"), &stop))
        .collect();
    std::thread::sleep(Duration::from_secs(2));
    cluster.restart();
    let restarted = Instant::now();
    for (index, server) in servers.iter().enumerate() {
        wait("service is back", 10, || {
            matches!(site.reply(&client, &server.address, &format!("it-is-back-{index}")), Some(200 | 201))
        });
    }
    println!("all nodes wrote again {} ms after the database was back", restarted.elapsed().as_millis());
    std::thread::sleep(Duration::from_secs(1));
    let mut confirmed = finish(&site, &servers[0].address, &stop, writers);
    confirmed.extend((0..servers.len()).map(|index| format!("it-is-back-{index}")));
    let db = site.open();
    settle(&db);
    check(&db, &confirmed);
}

/// How many results a node finds.
fn found(client: &Client, address: &str, word: &str) -> i64 {
    let asked = client.get(format!("{address}/en/search?q={word}")).header("accept", "application/json").send();
    asked.unwrap().json::<Value>().unwrap()["total"].as_i64().unwrap()
}

#[test]
#[ignore = "needs PostgreSQL: a stage of tests/run"]
fn what_one_node_writes_is_found_on_all_and_by_one_that_was_away() {
    let cluster = Cluster::start();
    let (site, mut servers) = three_nodes(&cluster);
    let client = Client::new();
    let nodes: Vec<String> = servers.iter().map(|server| server.address.clone()).collect();
    for node in &nodes {
        wait("the node searches", 20, || found(&client, node, "everything") == 1);
    }
    assert_eq!(site.reply(&client, &nodes[0], "zuikis-first"), Some(201));
    let began = Instant::now();
    for node in &nodes {
        wait("the reply is found", 5, || found(&client, node, "zuikis") == 1);
    }
    println!("a reply on one node was found on all after {} ms", began.elapsed().as_millis());
    assert!(began.elapsed() < Duration::from_secs(1));

    // One is away while much is written, and one loses its index.
    servers[2].kill();
    servers[1].kill();
    for number in 0..300 {
        assert_eq!(site.reply(&client, &nodes[0], &format!("vilkas-{number}")), Some(201));
    }
    std::fs::remove_dir_all(site.data_of("two").join("search")).unwrap();
    let db = site.open();
    for (index, node) in [(1, "two"), (2, "three")] {
        servers[index] = site.serve(node);
        let caught_up = wait("the node has caught up", 20, || found(&client, &servers[index].address, "vilkas") == 300);
        println!("node {node} found everything {} ms after its start", caught_up.as_millis());
        indexed(&db, &site.data_of(node));
    }
}
