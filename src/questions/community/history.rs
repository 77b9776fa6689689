//! What a community answer said before it was edited.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::answer::{AnswerAt, Head, find};
use crate::accounts::Visit;
use crate::db::Timestamp;
use crate::db::schema::community_revisions;
use crate::error::{Error, Result};
use crate::forum::{PostVersion, Revision, versions};
use crate::i18n::ContentLanguage;
use crate::web::Page;

/// Revisions shown.
const SHOWN: i64 = 200;

#[derive(Serialize, utoipa::ToSchema)]
pub struct CommunityHistoryPage {
    question: Head,
    dir: &'static str,
    language: ContentLanguage,
    /// The newest first.
    versions: Vec<PostVersion>,
}

pub async fn show(visit: Visit, path: AnswerAt) -> Result<HttpResponse> {
    let (_, question, id) = path.into_inner();
    visit
        .page(move |conn, viewer| {
            let (question, answer) = find(conn, viewer, question, id)?;
            if !answer.shows_text(viewer) {
                return Err(Error::NotFound);
            }
            let kept: Vec<(i64, String, Timestamp)> = community_revisions::table
                .filter(community_revisions::answer_id.eq(id))
                .order(community_revisions::revision)
                .limit(SHOWN)
                .select((community_revisions::revision, community_revisions::source, community_revisions::written_at))
                .load(conn)?;
            let now = (answer.revision, answer.source.clone(), answer.edited_at.unwrap_or(answer.created_at));
            let by_author = |(revision, source, at)| (revision, source, answer.author_id, at);
            let all: Vec<Revision> = kept.into_iter().chain([now]).map(by_author).collect();
            let page = CommunityHistoryPage {
                question: Head::load(conn, viewer, &question, &answer)?,
                dir: answer.language.dir(),
                language: answer.language,
                versions: versions(conn, viewer, &all)?,
            };
            let title = viewer.lang.locale().say("community-history-title");
            Ok(Page::new("questions/community_history", title, page).not_indexed())
        })
        .await
}
