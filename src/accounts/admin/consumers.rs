//! `/admin/consumers`: how far those who follow the log have come, what they failed at, and trying it again.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{administrator, answer_hidden};
use crate::accounts::{Done, Visit};
use crate::activity::{self, ConsumerState, FailedActivity, consumer_states, failed_activities};
use crate::db::{ActivityId, Timestamp};
use crate::error::Result;
use crate::web::{Endpoint, Page, Submitted, get, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/admin/consumers", show).page::<ConsumersPage>("ConsumersPage"),
        post("/{lang}/admin/consumers/{name}/{activity}/retry", retry).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct ConsumersPage {
    consumers: Vec<ConsumerLine>,
    failed: Vec<FailedLine>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct ConsumerLine {
    name: String,
    /// Activities that it has not come to yet.
    lag: i64,
    retried: i64,
    set_aside: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
struct FailedLine {
    consumer: String,
    activity: ActivityId,
    attempts: i64,
    cause: String,
    /// `None`: it is set aside until somebody asks for another try.
    next_attempt_at: Option<Timestamp>,
    failed_at: Timestamp,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            administrator(viewer)?;
            let page = ConsumersPage {
                consumers: consumer_states(conn)?.into_iter().map(ConsumerLine::from).collect(),
                failed: failed_activities(conn)?.into_iter().map(FailedLine::from).collect(),
            };
            let title = viewer.lang.locale().say("admin-consumers");
            Ok(Page::new("admin/consumers", title, page).not_indexed())
        })
        .await
}

async fn retry(visit: Visit, path: Path<(String, String, ActivityId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, name, id) = path.into_inner();
    let url = visit.path("/admin/consumers");
    let outcome = visit
        .write(move |tx, viewer, _| {
            administrator(viewer)?;
            activity::retry(tx, &name, id)?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-consumer-retried"))
        })
        .await;
    answer_hidden(&visit, outcome, &submitted)
}

impl From<ConsumerState> for ConsumerLine {
    fn from(state: ConsumerState) -> Self {
        let ConsumerState { name, lag, retried, set_aside, .. } = state;
        Self { name, lag, retried, set_aside }
    }
}

impl From<FailedActivity> for FailedLine {
    fn from(failed: FailedActivity) -> Self {
        let FailedActivity { consumer, activity, attempts, error, next_attempt_at, failed_at } = failed;
        Self { consumer, activity, attempts, cause: error, next_attempt_at, failed_at }
    }
}
