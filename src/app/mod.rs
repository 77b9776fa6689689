//! The application: every feature registered, the server started and stopped.

mod background;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, HttpServer};
use tokio::signal::unix::{SignalKind, signal};

use background::Background;

use crate::accounts::{self, Chromes, Erasers, Hasher, Seen};
use crate::activity::{self, ActivityLog, Changes};
use crate::areas::{self, Panels};
use crate::config::{Clock, Config};
use crate::db::{self, Db};
use crate::error::{Error, Result};
use crate::forum::{self, Forum, ForumErased, ForumMeaning, ForumPanel, ForumSearchable};
use crate::home;
use crate::notifications::{self, FollowPanel, Hub, InboxChrome, Meanings, Notifications, NotificationsErased, Room};
use crate::organisations::{
    self, OrganisationMeaning, OrganisationPanels, OrganisationSearchable, OrganisationsErased,
};
use crate::prose;
use crate::questions::{
    self, AnswersMeaning, AnswersPanel, QuestionMeaning, QuestionPanel, QuestionSearchable, QuestionsErased,
};
use crate::search::{self, Search, Searchables};
use crate::web::{self, Description, Endpoint, Gauge, Gauges, Site};

/// Every endpoint of the site: what the server serves, OpenAPI describes and the matrix test tries.
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = web::endpoints();
    all.extend(accounts::endpoints());
    all.extend(areas::endpoints());
    all.extend(notifications::endpoints());
    all.extend(search::endpoints());
    all.extend(organisations::endpoints());
    all.extend(prose::endpoints());
    all.extend(forum::endpoints());
    all.extend(questions::endpoints());
    all.extend(home::endpoints());
    all
}

/// What can be found, by feature.
pub fn searchables() -> Searchables {
    Searchables::new(vec![Arc::new(ForumSearchable), Arc::new(QuestionSearchable), Arc::new(OrganisationSearchable)])
}

/// How costly passwords are to try. OWASP's password storage advice for argon2id.
pub const PASSWORD_MEMORY_KIB: u32 = 19_456;
pub const PASSWORD_PASSES: u32 = 2;

/// Everything that the workers of one process share.
#[derive(Clone)]
pub struct Shared {
    pub site: Data<Site>,
    pub hasher: Data<Hasher>,
    pub seen: Data<Seen>,
    pub forum: Data<Forum>,
    pub notifications: Data<Notifications>,
    pub search: Data<Search>,
    pub chromes: Data<Chromes>,
    pub panels: Data<Panels>,
    pub organisation_panels: Data<OrganisationPanels>,
    /// What each feature removes when an account is erased.
    pub erasers: Data<Erasers>,
    pub description: Data<Description>,
    pub gauges: Data<Gauges>,
    /// This process among all that share the database.
    pub node: String,
}

impl Shared {
    /// Opens the database (migrated before) and loads everything that requests need.
    pub fn open(config: Config, clock: Clock, hasher: Hasher) -> Result<Self> {
        let log = ActivityLog::new();
        let db = Db::open(&config.database, clock.clone(), Arc::clone(&log) as _)?;
        let changes = Arc::new(Changes::since(db.read_now(activity::newest)?));
        log.add_witness(Arc::clone(&changes) as _);
        let kept = config.page_cache_bytes;
        let forum = Forum::new(kept / 2, &changes, &clock);
        let questions = QuestionPanel::new(kept / 16, &changes, &clock);
        let meanings = Meanings::new(vec![
            Arc::new(ForumMeaning),
            Arc::new(OrganisationMeaning),
            Arc::new(QuestionMeaning),
            Arc::new(AnswersMeaning),
        ]);
        let live = Hub::new(config.live_per_address, config.live_per_account);
        let notifications = Notifications::new(meanings, config.notice_delay, kept / 16, live, &changes, &clock);
        let live = Arc::clone(&notifications.live);
        let sockets = Gauge {
            name: "mipas_live_sockets",
            help: "Open sockets of this node.",
            read: Arc::new(move || live.count()),
        };
        let search = Data::new(Search::new(&config.data_dir, searchables())?);
        let indexed = search.clone();
        let index = Gauge {
            name: "mipas_search_cursor",
            help: "The place in the log up to which this node's search index is right.",
            read: Arc::new(move || indexed.cursor().0),
        };
        let chromes = Chromes(Arc::new(InboxChrome(notifications.clone())));
        let site = Site::new(config, clock, db, log, changes, accounts::recognise(chromes.clone()))?;
        Ok(Self {
            site: Data::new(site),
            hasher: Data::new(hasher),
            seen: Data::new(Seen::default()),
            panels: Data::new(Panels(vec![
                Arc::new(FollowPanel),
                Arc::new(questions),
                Arc::new(ForumPanel { forum: forum.clone() }),
            ])),
            organisation_panels: Data::new(OrganisationPanels(vec![Arc::new(AnswersPanel)])),
            forum: Data::new(forum),
            chromes: Data::new(chromes),
            notifications,
            search,
            erasers: Data::new(Erasers(vec![
                Arc::new(ForumErased),
                Arc::new(NotificationsErased),
                Arc::new(QuestionsErased),
                Arc::new(OrganisationsErased),
            ])),
            gauges: Data::new(Gauges(vec![sockets, index])),
            description: Data::new(Description(web::describe(&endpoints()))),
            node: format!("{}-{:08x}", std::process::id(), rand::random::<u32>()),
        })
    }
}

/// Brings the database up to date and gives it what every installation begins with.
pub fn prepare(config: &Config, clock: &Clock) -> Result<Vec<String>> {
    std::fs::create_dir_all(&config.data_dir).map_err(Error::internal)?;
    let run = db::migrate(&config.database)?;
    let db = Db::open(&config.database, clock.clone(), ActivityLog::new() as _)?;
    db.write_now(areas::seed)?;
    db.write_now(questions::seed)?;
    db.write_now(|tx| activity::begin(tx, notifications::CONSUMER))?;
    db.close();
    Ok(run)
}

/// A server that is bound and running.
pub struct Running {
    pub address: SocketAddr,
    pub handle: ServerHandle,
    pub shared: Shared,
    background: Background,
    metrics: Option<ServerHandle>,
}

impl Running {
    /// Finishes requests in flight, stops the work beside, closes the database.
    pub async fn stop(self) {
        self.shared.notifications.live.stop();
        self.handle.stop(true).await;
        self.finish().await;
    }

    /// After the server has ended by itself (a signal): the rest of `stop`.
    pub async fn finish(self) {
        if let Some(metrics) = &self.metrics {
            metrics.stop(false).await;
        }
        self.shared.search.stop();
        self.background.stop();
        let db = &self.shared.site.db;
        if let Err(error) = self.shared.forum.reading.flush(db).and_then(|()| self.shared.seen.flush(db)) {
            tracing::warn!(%error, "the last visits were not written");
        }
        self.shared.site.db.close();
    }
}

/// Binds and builds the server; the caller awaits the `Server` it returns.
pub fn start(shared: Shared) -> Result<(Running, Server)> {
    let config = &shared.site.config;
    let listener = TcpListener::bind(config.listen)
        .map_err(|e| Error::Unavailable(format!("cannot listen on {}: {e}", config.listen)))?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let workers =
        config.workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, std::num::NonZero::get));
    // Before anybody can look at anything.
    let background = Background::start(&shared)?;
    let served = shared.clone();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(served.site.clone())
            .app_data(served.hasher.clone())
            .app_data(served.seen.clone())
            .app_data(served.forum.clone())
            .app_data(served.notifications.clone())
            .app_data(served.search.clone())
            .app_data(served.chromes.clone())
            .app_data(served.panels.clone())
            .app_data(served.organisation_panels.clone())
            .app_data(served.erasers.clone())
            .app_data(served.description.clone())
            .app_data(served.gauges.clone())
            .app_data(Room::new(served.site.clone(), served.notifications.clone()))
            .wrap(from_fn(web::front))
            .configure(|config| web::configure(config, endpoints()))
    })
    .workers(workers)
    .worker_max_blocking_threads(8)
    .on_connect(notifications::keep_connection)
    .shutdown_signal(told_to_end(Arc::clone(&shared.notifications.live)))
    .shutdown_timeout(20)
    .listen(listener)
    .map_err(Error::internal)?
    .run();
    let metrics = serve_metrics(&shared)?;
    Ok((Running { address, handle: server.handle(), shared, background, metrics }, server))
}

/// `/metrics` on an address of its own, when the settings name one.
fn serve_metrics(shared: &Shared) -> Result<Option<ServerHandle>> {
    let Some(address) = shared.site.config.metrics_listen else { return Ok(None) };
    let (site, gauges) = (shared.site.clone(), shared.gauges.clone());
    let server = HttpServer::new(move || {
        let route = actix_web::web::get().to(web::show_metrics);
        App::new().app_data(site.clone()).app_data(gauges.clone()).route("/metrics", route)
    })
    .workers(1)
    .bind(address)
    .map_err(|e| Error::Unavailable(format!("cannot listen on {address}: {e}")))?
    .disable_signals()
    .run();
    let handle = server.handle();
    actix_web::rt::spawn(async move {
        if let Err(error) = server.await {
            tracing::error!(%error, "metrics are not served any more");
        }
    });
    Ok(Some(handle))
}

/// Until SIGTERM or SIGINT. Sockets are closed first: the server waits for connections, and theirs do not end.
async fn told_to_end(live: Arc<Hub>) {
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    let (Ok(mut terminate), Ok(mut interrupt)) = signals else {
        tracing::warn!("signals are not heard: the server ends only by force");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    live.stop();
}
