//! A visit: one request of one person. Handlers start from it; it decides on which thread the work runs,
//! and makes sure that a write is by someone who is still signed in when it happens.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, Responder};
use diesel::prelude::*;
use serde::Serialize;

use super::{Chromes, Member, Seen, Told, Viewer};
use crate::db::schema::idempotency;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::web::{
    Answer, Asked, FormState, Limit, Page, Shows, Site, Submitted, Who, created, render, see_other, see_other_with,
};

/// What a write has led to.
#[derive(Debug, Clone)]
pub struct Done {
    pub id: i64,
    /// Path on this site where the result can be seen.
    pub url: String,
    /// Made, not changed: 201 for JSON.
    pub new: bool,
    /// A Fluent id beginning with `flash-`, shown on the next page.
    pub flash: Option<&'static str>,
}

impl Done {
    pub fn made(id: i64, url: String) -> Self {
        Self { id, url, new: true, flash: None }
    }

    pub fn changed(id: i64, url: String) -> Self {
        Self { id, url, new: false, flash: None }
    }

    #[must_use]
    pub fn telling(mut self, flash: &'static str) -> Self {
        self.flash = Some(flash);
        self
    }
}

/// One request, with everything that does not need the database known.
#[derive(Clone)]
pub struct Visit {
    pub site: Data<Site>,
    pub asked: Arc<Asked>,
    seen: Option<Data<Seen>>,
    chromes: Option<Data<Chromes>>,
    request: HttpRequest,
}

impl FromRequest for Visit {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(site) = request.app_data::<Data<Site>>().cloned() else {
            return ready(Err(Error::internal("no site")));
        };
        let asked = Arc::new(Asked::of(request, &site.config));
        let seen = request.app_data::<Data<Seen>>().cloned();
        let chromes = request.app_data::<Data<Chromes>>().cloned();
        ready(Ok(Self { site, asked, seen, chromes, request: request.clone() }))
    }
}

impl Visit {
    pub fn locale(&self) -> &'static Locale {
        self.asked.lang.locale()
    }

    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The same visit without a trace of when its session was used: of what nothing may link to an account.
    #[must_use]
    pub fn unseen(&self) -> Self {
        Self { seen: None, ..self.clone() }
    }

    /// A path of this site in the reader's language: `path("/forum")`.
    pub fn path(&self, rest: &str) -> String {
        format!("/{}{rest}", self.asked.lang)
    }

    /// Answers with the page that `make` reads, all in one read transaction.
    pub async fn page<T, F>(&self, make: F) -> Result<HttpResponse>
    where
        T: Serialize,
        F: FnOnce(&mut Conn, &Viewer) -> Result<Page<T>> + Send + 'static,
    {
        self.page_with(FormState::fresh(), make).await
    }

    /// The same around a form that holds something already.
    pub async fn page_with<T, F>(&self, form: FormState, make: F) -> Result<HttpResponse>
    where
        T: Serialize,
        F: FnOnce(&mut Conn, &Viewer) -> Result<Page<T>> + Send + 'static,
    {
        match self.try_page(form, make).await {
            Ok(answer) => Ok(answer.respond_to(&self.request)),
            Err(error) => self.refuse(None, error),
        }
    }

    async fn try_page<T, F>(&self, form: FormState, make: F) -> Result<Answer>
    where
        T: Serialize,
        F: FnOnce(&mut Conn, &Viewer) -> Result<Page<T>> + Send + 'static,
    {
        let this = self.on_another_thread();
        let work = move || {
            let position = this.site.changes.position();
            let read = this.site.db.read_now(|conn| {
                let viewer = Viewer::load(conn, &this.asked, this.site.clock.now())?;
                this.note_seen(&viewer);
                let page = make(conn, &viewer)?;
                let told = this.told(conn, &viewer, page.shows)?;
                Ok((viewer, page, told))
            });
            // The connection is back in its pool before anything is rendered.
            let (viewer, page, told) = read?;
            let shows = page.shows.filter(|_| told.by_page);
            let answer =
                render(&this.site, &this.asked, viewer.person(told.counts).as_ref(), &form, page, Some(position))?;
            this.was_shown(&viewer, shows);
            Ok(answer)
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// Reads what a handler needs before it can change something.
    pub async fn read<T, F>(&self, query: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Viewer) -> Result<T> + Send + 'static,
    {
        let this = self.on_another_thread();
        let work = move || {
            this.site.db.read_now(|conn| {
                let viewer = Viewer::load(conn, &this.asked, this.site.clock.now())?;
                query(conn, &viewer)
            })
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// Changes something as a member: who they are and what they may is read in the same transaction.
    pub async fn write<T, F>(&self, mut change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx, &Viewer, &Member) -> Result<T> + Send + 'static,
    {
        let asked = Arc::clone(&self.asked);
        self.site
            .db
            .write(move |tx| {
                let now = tx.now();
                let viewer = Viewer::load(tx, &asked, now)?;
                let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
                if !member.can_write {
                    return Err(Error::Forbidden("error-token-scope"));
                }
                change(tx, &viewer, member)
            })
            .await
    }

    /// The same, once for each key: a form sent twice makes one thing and leads to it both times. Another text under
    /// the same key (somebody went back and wrote on) is a conflict, and is kept.
    pub async fn write_once<F>(&self, submitted: &Submitted, route: &'static str, mut change: F) -> Result<Done>
    where
        F: FnMut(&mut Tx, &Viewer, &Member) -> Result<Done> + Send + 'static,
    {
        let (key, digest) = (submitted.idempotency_key().map(str::to_owned), submitted.digest());
        self.write(move |tx, viewer, member| {
            let Some(key) = &key else { return change(tx, viewer, member) };
            let now = tx.now();
            let row = (
                idempotency::account_id.eq(member.id),
                idempotency::route.eq(route),
                idempotency::key.eq(key),
                idempotency::url.eq(""),
                idempotency::created_at.eq(now),
                idempotency::digest.eq(&digest),
            );
            // The row is taken first: on PostgreSQL a second try waits here for the first to commit.
            let taken = crate::on_both!(tx, c => diesel::insert_into(idempotency::table)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
            let this = idempotency::table.find((member.id, route, key));
            if taken == 0 {
                let (kept, sent): (String, String) =
                    this.select((idempotency::url, idempotency::digest)).first(&mut **tx)?;
                if sent != digest {
                    return Err(Error::conflict("error-key-used"));
                }
                let (id, url) = kept.split_once(' ').unwrap_or(("0", &kept));
                return Ok(Done::changed(id.parse().unwrap_or(0), url.to_owned()));
            }
            let done = change(tx, viewer, member)?;
            diesel::update(this).set(idempotency::url.eq(format!("{} {}", done.id, done.url))).execute(&mut **tx)?;
            Ok(done)
        })
        .await
    }

    /// Counts one event of this visitor: by address, or by session or token where the limit goes by these. Nobody has
    /// looked yet whether such a one is known: whoever makes up a new one each time is counted by address as well.
    pub fn limit(&self, limit: Limit) -> Result<()> {
        let (limits, address) = (&self.site.limits, self.asked.address);
        match self.asked.bearer.as_ref().or(self.asked.session.as_ref()) {
            Some(token) if !limit.is_by_address() => {
                limits.check(limit, &Who::Signed(address))?;
                limits.check(limit, &Who::Typed(self.site.keys.digest("limit", token), None))
            }
            _ => limits.check(limit, &Who::Address(address)),
        }
    }

    /// Counts one event of this address, whose visitors wait a while when there were too many.
    pub async fn limit_slowly(&self, limit: Limit) -> Result<()> {
        self.site.limits.check_slowly(limit, &Who::Address(self.asked.address)).await
    }

    /// Answers a write: leads on when it was done; otherwise shows `make`'s page again with what was typed
    /// and what is wrong, or an error page that keeps what was typed.
    pub async fn answer<T, F>(self, outcome: Result<Done>, submitted: &Submitted, make: F) -> Result<HttpResponse>
    where
        T: Serialize,
        F: FnOnce(&mut Conn, &Viewer) -> Result<Page<T>> + Send + 'static,
    {
        let error = match outcome {
            Ok(done) => return Ok(self.lead_on(done)),
            Err(error) => error,
        };
        let shows_form = matches!(
            error,
            Error::Invalid(_)
                | Error::Conflict { .. }
                | Error::Forbidden(_)
                | Error::TooMany { .. }
                | Error::Unavailable(_)
        );
        if self.speaks_json() || !shows_form {
            return self.refuse(Some(submitted), error);
        }
        let state = FormState::again(submitted, &error, self.asked.lang);
        let status = error.status();
        match self.try_page(state, move |conn, viewer| Ok(make(conn, viewer)?.with_status(status))).await {
            Ok(answer) => {
                tracing::debug!(%error, "a form is shown again");
                let mut response = answer.respond_to(&self.request);
                if let Error::TooMany { retry_after } = error {
                    response.headers_mut().insert(
                        actix_web::http::header::RETRY_AFTER,
                        actix_web::http::header::HeaderValue::from(retry_after),
                    );
                }
                Ok(response)
            }
            Err(_) => self.refuse(Some(submitted), error),
        }
    }

    /// Answers a write that has no form of its own to come back to.
    pub fn answer_plainly(&self, outcome: Result<Done>, submitted: &Submitted) -> Result<HttpResponse> {
        match outcome {
            Ok(done) => Ok(self.lead_on(done)),
            Err(error) => self.refuse(Some(submitted), error),
        }
    }

    /// Whether what was sent is answered in JSON.
    pub fn speaks_json(&self) -> bool {
        self.asked.wants_json || self.request.content_type() == "application/json"
    }

    /// 303 for a form, 201 or 200 for JSON.
    pub fn lead_on(&self, done: Done) -> HttpResponse {
        if self.speaks_json() {
            return created(done.new, done.id, done.url);
        }
        match done.flash {
            Some(flash) => see_other_with(&self.site, &done.url, flash),
            None => see_other(&done.url),
        }
    }

    /// Leads to where the page is now or to signing in; everything else is for the front door's error page, with what
    /// was typed.
    fn refuse(&self, submitted: Option<&Submitted>, error: Error) -> Result<HttpResponse> {
        let reads_html = !self.asked.wants_json && self.asked.is_get && submitted.is_none();
        if matches!(error, Error::SignIn) && reads_html {
            let next = percent_encoding::utf8_percent_encode(&self.asked.path, percent_encoding::NON_ALPHANUMERIC);
            return Ok(see_other(&self.path(&format!("/sign-in?next={next}"))));
        }
        if let Error::MovedTo(path) = &error {
            let query = &self.asked.query;
            let location = if query.is_empty() { path.clone() } else { format!("{path}?{query}") };
            return Ok(HttpResponse::MovedPermanently()
                .insert_header(("Location", location))
                .insert_header(("Cache-Control", "private, no-store"))
                .finish());
        }
        if let Some(submitted) = submitted {
            self.request.extensions_mut().insert(submitted.clone());
        }
        Err(error)
    }

    fn on_another_thread(&self) -> Sent {
        Sent {
            site: self.site.clone(),
            asked: Arc::clone(&self.asked),
            seen: self.seen.clone(),
            chromes: self.chromes.clone(),
        }
    }
}

/// The part of a visit that may cross threads.
struct Sent {
    site: Data<Site>,
    asked: Arc<Asked>,
    seen: Option<Data<Seen>>,
    chromes: Option<Data<Chromes>>,
}

impl Sent {
    /// The header's numbers; JSON has no header.
    fn told(&self, conn: &mut Conn, viewer: &Viewer, shows: Option<Shows>) -> Result<Told> {
        match &self.chromes {
            Some(chromes) if viewer.member.is_some() && !self.asked.wants_json => chromes.0.counts(conn, viewer, shows),
            _ => Ok(Told::default()),
        }
    }

    /// What was told of a thing is read with its page. The page is good without it: a full disk keeps nobody from reading.
    fn was_shown(&self, viewer: &Viewer, shows: Option<Shows>) {
        if let (Some(chromes), Some(shows)) = (&self.chromes, shows)
            && let Err(error) = chromes.0.shown(&self.site, viewer, shows)
        {
            tracing::warn!(%error, "notices were not marked as read");
        }
    }

    fn note_seen(&self, viewer: &Viewer) {
        if let (Some(seen), Some(session)) = (&self.seen, viewer.member.as_ref().and_then(|m| m.session)) {
            seen.note(session, viewer.now);
        }
    }
}
