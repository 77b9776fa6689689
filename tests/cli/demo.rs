//! `mipas demo`: the community is whole, is made once, and its counters are right at any size.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use mipas::accounts::{Hasher, Role};
use mipas::activity::ActivityLog;
use mipas::config::{Clock, Config};
use mipas::db::schema::{
    absences, accounts, accreditations, activities, answer_sources, answers, categories, grants, guide_entries,
    organisations, post_revisions, posts, questions, reading, sources, text_versions, texts, thanks, thread_tags,
    threads,
};
use mipas::db::{AccreditationId, AreaId, CategoryId, Conn, Db, TextId, ThreadId, Timestamp};
use mipas::demo;

use crate::support::{TestDatabase, free_port};

/// A database of its own and the settings that name it.
struct Place {
    config: Config,
    url: String,
    folder: tempfile::TempDir,
    _database: TestDatabase,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = TestDatabase::new(folder.path());
        let url = database.url();
        let values =
            [("data-dir".to_owned(), folder.path().display().to_string()), ("database-url".to_owned(), url.clone())];
        let config = Config::gather(&values.into(), std::iter::empty(), None).unwrap();
        Self { config, url, folder, _database: database }
    }

    fn fill(&self, posts: u64, questions: u64) -> mipas::error::Result<bool> {
        demo::fill(&self.config, &Hasher::new(64, 1).unwrap(), demo::Size { posts, questions })
    }

    fn read<T>(&self, query: impl FnOnce(&mut Conn) -> QueryResult<T>) -> T {
        let db = Db::open(&self.config.database, Clock::default(), ActivityLog::new() as _).unwrap();
        let read = db.read_now(|conn| Ok(query(conn)?)).unwrap();
        db.close();
        read
    }
}

#[test]
fn the_community_is_whole_and_made_once() {
    let place = Place::new();
    assert!(place.fill(0, 0).unwrap());
    place.read(|conn| {
        assert_eq!(accounts::table.count().get_result::<i64>(conn)?, 52);
        let shown: i64 = threads::table.filter(threads::hidden_at.is_null()).count().get_result(conn)?;
        assert!(shown >= 120, "{shown} threads");
        for role in Role::ALL {
            let held: i64 = grants::table.filter(grants::role.eq(role)).count().get_result(conn)?;
            assert!(held > 0, "nobody is {role}");
        }
        let listed = organisations::table.filter(organisations::state.eq("listed"));
        assert_eq!(listed.count().get_result::<i64>(conn)?, 9, "eight, and the one for samples");
        let experts = accreditations::table.filter(accreditations::until_at.is_null());
        assert_eq!(experts.count().get_result::<i64>(conn)?, 16, "fifteen, and the one for samples");
        let named: i64 = experts.filter(accreditations::shows_name).count().get_result(conn)?;
        assert!((5..15).contains(&named), "{named} show their names");
        assert_eq!(accreditations::table.count().get_result::<i64>(conn)?, 17, "one has ended");
        let away: i64 = absences::table.filter(absences::stand_in_id.is_not_null()).count().get_result(conn)?;
        assert_eq!(away, 1);
        let scoped: i64 = grants::table.filter(grants::scope_id.is_not_null()).count().get_result(conn)?;
        assert!(scoped > 0);
        let empty: Vec<String> = categories::table
            .filter(categories::parent_id.is_not_null())
            .filter(categories::thread_count.eq(0))
            .select(categories::slug)
            .load(conn)?;
        assert!(empty.is_empty(), "no threads in {empty:?}");
        let languages: BTreeMap<String, i64> = posts::table
            .group_by(posts::language)
            .select((posts::language, count_star()))
            .load(conn)?
            .into_iter()
            .collect();
        for (code, least) in [("lt", 200), ("ru", 150), ("en", 100), ("uk", 24), ("ar", 24)] {
            assert!(languages.get(code).is_some_and(|count| *count >= least), "{code} in {languages:?}");
        }
        let longest: Option<i64> = threads::table.select(max(threads::last_number)).first(conn)?;
        assert!(longest.unwrap() >= 20);
        for (what, count) in [
            ("hidden", posts::table.filter(posts::hidden_at.is_not_null()).count().get_result::<i64>(conn)?),
            ("deleted", posts::table.filter(posts::deleted_at.is_not_null()).count().get_result(conn)?),
            ("edited", post_revisions::table.count().get_result(conn)?),
            ("pinned", threads::table.filter(threads::pinned_at.is_not_null()).count().get_result(conn)?),
            ("closed", threads::table.filter(threads::closed_reason.is_not_null()).count().get_result(conn)?),
            ("mentions", posts::table.filter(posts::html.like("%class=\"mention\"%")).count().get_result(conn)?),
        ] {
            assert!(count >= 2, "{count} {what}");
        }
        Ok(())
    });
    check_questions(&place);
    check_counters(&place);

    let before = place.read(|conn| activities::table.count().get_result::<i64>(conn));
    assert!(!place.fill(5_000, 5_000).unwrap(), "a second start fills nothing");
    assert_eq!(place.read(|conn| activities::table.count().get_result::<i64>(conn)), before);
}

#[test]
fn it_fills_to_a_size() {
    let place = Place::new();
    assert!(place.fill(3_000, 400).unwrap());
    let (posts, threads): (i64, i64) =
        place.read(|conn| Ok((posts::table.count().get_result(conn)?, threads::table.count().get_result(conn)?)));
    assert!((3_000..3_100).contains(&posts), "{posts} posts");
    assert!((300..700).contains(&threads), "{threads} threads");
    assert_eq!(place.read(public_questions), 400);
    check_counters(&place);
    // Ids that the filling chose are not given again.
    place.read(|conn| {
        let newest: Option<i64> = posts::table.select(max(posts::id)).first(conn)?;
        assert_eq!(newest, Some(posts));
        Ok(())
    });
}

/// A real community is not shown with everybody's password on the screen.
#[test]
fn it_leaves_other_databases_alone() {
    let place = Place::new();
    mipas::app::prepare(&place.config, &Clock::default()).unwrap();
    let db = Db::open(&place.config.database, Clock::default(), ActivityLog::new() as _).unwrap();
    let hasher = Hasher::new(64, 1).unwrap();
    let new = mipas::accounts::NewAccount {
        public_name: "Real Person".into(),
        email: "real@example.org".into(),
        password: hasher.hash_now("correct horse battery").unwrap(),
        language: mipas::i18n::Lang::En,
    };
    db.write_now(move |tx| mipas::accounts::create_account(tx, &new)).unwrap();
    db.close();
    assert!(place.fill(0, 0).unwrap_err().to_string().contains("is no demonstration"));
    assert_eq!(place.read(|conn| accounts::table.count().get_result::<i64>(conn)), 1);
}

/// Samples are under one badge, which nothing else is under, and each says what it is in every language it has; our own
/// answers rest on sources, in every state of freshness; each expert has something to do.
fn check_questions(place: &Place) {
    place.read(|conn| {
        let of_samples: Vec<AccreditationId> = accreditations::table
            .inner_join(organisations::table)
            .filter(organisations::slug.eq("sample-answers-omos-qa"))
            .select(accreditations::id)
            .load(conn)?;
        let samples: Vec<(Option<TextId>, TextId)> = questions::table
            .inner_join(answers::table.on(answers::question_id.eq(questions::id)))
            .filter(answers::accreditation_id.eq_any(&of_samples))
            .select((questions::public_text_id, answers::text_id))
            .load(conn)?;
        assert_eq!(samples.len(), 150);
        let shown: Vec<TextId> = samples.iter().flat_map(|(asked, answered)| [asked.unwrap(), *answered]).collect();
        let labelled: Vec<(String, i64)> = text_versions::table
            .filter(text_versions::text_id.eq_any(&shown))
            .filter(text_versions::body.like("%OMoS-QA%CC BY 4.0%"))
            .group_by(text_versions::language)
            .order(text_versions::language)
            .select((text_versions::language, count_star()))
            .load(conn)?;
        assert_eq!(labelled, [("ar", 300), ("en", 300), ("uk", 300)].map(|(code, count)| (code.to_owned(), count)));
        let named: i64 = text_versions::table
            .filter(text_versions::body.like("%OMoS-QA%"))
            .filter(text_versions::text_id.ne_all(&shown))
            .inner_join(
                texts::table.inner_join(questions::table.on(questions::public_text_id.eq(texts::id.nullable()))),
            )
            .count()
            .get_result(conn)?;
        assert_eq!(named, 0, "no sample is anybody else's");

        let own = || answers::table.filter(answers::accreditation_id.ne_all(&of_samples));
        for (code, least) in [("lt", 30), ("ru", 20)] {
            let count: i64 = own()
                .inner_join(texts::table.on(texts::id.eq(answers::text_id)))
                .filter(texts::original_language.eq(code))
                .count()
                .get_result(conn)?;
            assert!(count >= least, "{count} in {code}");
        }
        let cited = answer_sources::table.select(answer_sources::answer_id);
        assert_eq!(own().filter(answers::id.ne_all(cited)).count().get_result::<i64>(conn)?, 0, "each has a source");
        let now = Clock::default().now();
        let soon = now + chrono::Duration::days(21);
        for (what, count) in [
            ("stale", own().filter(answers::check_by.lt(now)).count().get_result::<i64>(conn)?),
            ("due", own().filter(answers::check_by.between(now, soon)).count().get_result(conn)?),
            ("in review", own().filter(answers::review_since.is_not_null()).count().get_result(conn)?),
        ] {
            assert!(count >= 2, "{count} {what}");
        }
        let guide: Vec<(AreaId, i64)> = guide_entries::table
            .inner_join(questions::table.inner_join(answers::table.on(answers::question_id.eq(questions::id))))
            .filter(questions::published_at.is_not_null())
            .order((questions::area_id, guide_entries::position))
            .select((questions::area_id, guide_entries::position))
            .load(conn)?;
        let mut areas: Vec<AreaId> = guide.iter().map(|entry| entry.0).collect();
        areas.dedup();
        assert!(areas.len() >= 2 && guide.len() >= 6, "{guide:?}");
        for area in areas {
            let positions: Vec<i64> = guide.iter().filter(|entry| entry.0 == area).map(|entry| entry.1).collect();
            assert!(positions.len() >= 3 && positions.iter().copied().eq(1..=positions.len() as i64), "{positions:?}");
        }
        let changed: i64 = sources::table.filter(sources::changed_at.is_not_null()).count().get_result(conn)?;
        assert_eq!(changed, 1);
        let open = || questions::table.filter(questions::state.ne("answered"));
        let experts: Vec<AccreditationId> = accreditations::table
            .filter(accreditations::until_at.is_null().and(accreditations::id.ne_all(&of_samples)))
            .select(accreditations::id)
            .load(conn)?;
        for expert in experts {
            let has: i64 = open().filter(questions::accreditation_id.eq(expert)).count().get_result(conn)?;
            assert!(has > 0, "nothing waits for {expert}");
        }
        for (what, count) in [
            ("nobody's", open().filter(questions::accreditation_id.is_null()).count().get_result::<i64>(conn)?),
            ("private", open().filter(questions::audience.ne("everyone")).count().get_result(conn)?),
            ("overdue", open().filter(questions::due_at.lt(now)).count().get_result(conn)?),
            ("taken", open().filter(questions::state.eq("with_expert")).count().get_result(conn)?),
        ] {
            assert!(count >= 4, "{count} {what}");
        }
        Ok(())
    });
}

fn public_questions(conn: &mut Conn) -> QueryResult<i64> {
    questions::table.filter(questions::published_at.is_not_null()).count().get_result(conn)
}

/// What is stored beside the rows says what the rows say.
fn check_counters(place: &Place) {
    place.read(|conn| {
        let counted: Vec<(CategoryId, i64, i64, Option<Timestamp>)> = categories::table
            .select((categories::id, categories::thread_count, categories::post_count, categories::last_post_at))
            .load(conn)?;
        for (category, thread_count, post_count, last) in counted {
            let shown = threads::table.filter(threads::category_id.eq(category)).filter(threads::hidden_at.is_null());
            let in_shown = posts::table.inner_join(threads::table).filter(threads::category_id.eq(category));
            assert_eq!(shown.count().get_result::<i64>(conn)?, thread_count, "threads of {category}");
            assert_eq!(in_shown.count().get_result::<i64>(conn)?, post_count, "posts of {category}");
            assert_eq!(shown.select(max(threads::last_post_at)).first::<Option<Timestamp>>(conn)?, last);
        }
        type Counted = (ThreadId, Option<i64>, i64, Option<Timestamp>);
        let mut of_posts: Vec<Counted> = posts::table
            .group_by(posts::thread_id)
            .select((posts::thread_id, max(posts::number), count_star(), max(posts::created_at)))
            .load(conn)?;
        of_posts.sort();
        let mut stored: Vec<(ThreadId, i64, Timestamp)> =
            threads::table.select((threads::id, threads::last_number, threads::last_post_at)).load(conn)?;
        stored.sort();
        let told: Vec<Counted> =
            stored.into_iter().map(|(id, number, at)| (id, Some(number), number, Some(at))).collect();
        assert!(of_posts == told, "numbers and times of threads are not those of their posts");

        // Each post in the log, in the order of time and of ids.
        let log: Vec<(i64, Timestamp, i64)> = activities::table
            .filter(activities::kind.eq("post.created"))
            .order(activities::id)
            .select((activities::id, activities::at, activities::subject_id))
            .load(conn)?;
        assert_eq!(log.len() as i64, posts::table.count().get_result::<i64>(conn)?);
        assert!(log.is_sorted_by_key(|(_, at, _)| *at) && log.is_sorted_by_key(|(.., post)| *post));

        let given: i64 = thanks::table.count().get_result(conn)?;
        let told: Vec<i64> = posts::table.filter(posts::thanks.gt(0)).select(posts::thanks).load(conn)?;
        assert_eq!(given, told.iter().sum::<i64>());
        assert!(given > 100);
        assert!(reading::table.count().get_result::<i64>(conn)? > 100);
        assert!(thread_tags::table.count().get_result::<i64>(conn)? > 100);
        Ok(())
    });
}

/// A demonstration that serves, ended with the test.
struct Served(Child);

impl Served {
    /// Starts the binary; answers with what it printed up to its address.
    fn start(place: &Place, address: &str) -> (Self, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mipas"))
            .args(["demo", "--listen", address, "--database-url", &place.url, "--data-dir"])
            .arg(place.folder.path())
            .env_remove("MIPAS_TEST_DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let served = Self(child);
        let mut told = String::new();
        loop {
            let line = lines.next().expect("it says that it listens").unwrap();
            if line.starts_with("MIPAS listens") {
                return (served, told);
            }
            told.push_str(&line);
            told.push('\n');
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        let ended = asked.is_ok() && self.0.wait().is_ok();
        assert!(ended || std::thread::panicking(), "it did not end");
    }
}

#[actix_web::test]
async fn it_says_who_is_there_and_serves() {
    let place = Place::new();
    let port = free_port();
    let address = format!("127.0.0.1:{port}");
    let (served, told) = Served::start(&place, &address);
    assert!(told.contains(demo::PASSWORD) && told.contains("moderator, marina"), "{told}");
    assert_eq!(told.lines().last(), Some(format!("http://{address}").as_str()));
    let page = reqwest::get(format!("http://{address}/lt/c/language")).await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("Penkios minutės lietuviškai"));
    let mail =
        reqwest::Client::new().get(format!("http://{address}/en/demo/mail")).header("Accept", "application/json");
    let mail: serde_json::Value = mail.send().await.unwrap().json().await.unwrap();
    assert_eq!(mail["messages"], serde_json::json!([]));
    drop(served);

    let (_served, again) = Served::start(&place, &address);
    assert_eq!(again, told);
    let page = reqwest::get(format!("http://{address}/ru/forum")).await.unwrap();
    assert_eq!(page.status(), 200);
}
