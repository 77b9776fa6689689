//! How questions are found: those that everybody may read, with the answer of the body that is responsible.

use std::collections::HashMap;

use diesel::prelude::*;

use super::answer::Answer;
use super::community::{list_authors, list_shown};
use super::question::{State, public_path};
use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::areas::list_areas;
use crate::db::schema::{answer_sources, answers, questions, text_versions};
use crate::db::{AreaId, Conn, QuestionId, SourceId, Subject, TextId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::search::{Container, Document, Found, Searchable, Standing, Touched, Version};
use crate::text;
use crate::translations::{self, load_shown};

const QUESTION: &str = "question";
/// The public questions of an area.
const AREA: &str = "question-area";
const SOURCE: &str = "source";

pub struct QuestionSearchable;

/// id, area, its public words, its address, the week it was let through.
type Row = (QuestionId, AreaId, TextId, String, Timestamp);

impl Searchable for QuestionSearchable {
    fn kinds(&self) -> &'static [&'static str] {
        &[QUESTION]
    }

    fn touched(&self, activity: &Activity) -> Option<Touched> {
        match activity.subject_kind.as_str() {
            "question" => Some(Touched::Thing(Subject { kind: QUESTION, id: activity.subject_id })),
            // A community answer is found as a part of its question; votes change nothing of what is found.
            "community_answer" if activity.kind.starts_with("community_answer.") => {
                activity.parent_id.map(|id| Touched::Thing(Subject { kind: QUESTION, id }))
            }
            // What cites it stands differently now.
            "source" => Some(Touched::Within(Subject { kind: SOURCE, id: activity.subject_id })),
            _ => None,
        }
    }

    fn ids(&self, conn: &mut Conn, _: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        Ok(questions::table
            .filter(questions::id.gt(QuestionId(after)))
            .filter(questions::published_at.is_not_null())
            .filter(questions::state.ne(State::Withdrawn))
            .order(questions::id)
            .limit(limit)
            .select(questions::id)
            .load(conn)?)
    }

    fn count(&self, conn: &mut Conn, _: &str) -> Result<u64> {
        let count: i64 = questions::table
            .filter(questions::published_at.is_not_null())
            .filter(questions::state.ne(State::Withdrawn))
            .count()
            .get_result(conn)?;
        Ok(count.unsigned_abs())
    }

    fn within(&self, conn: &mut Conn, subject: Subject) -> Result<Vec<Subject>> {
        if subject.kind != SOURCE {
            return Ok(Vec::new());
        }
        let citing = answer_sources::table
            .filter(answer_sources::source_id.eq(SourceId(subject.id)))
            .select(answer_sources::answer_id);
        let ids: Vec<i64> =
            answers::table.filter(answers::id.eq_any(citing)).select(answers::question_id).load(conn)?;
        Ok(ids.into_iter().map(|id| Subject { kind: QUESTION, id }).collect())
    }

    fn documents(&self, conn: &mut Conn, _: &str, ids: &[i64]) -> Result<Vec<Document>> {
        let rows = public_rows(conn, ids)?;
        let given = answers_of(conn, &rows)?;
        let ids: Vec<QuestionId> = rows.iter().map(|row| row.0).collect();
        let community = list_shown(conn, &ids)?;
        let authors = list_authors(conn, &ids)?;
        let texts = rows.iter().map(|row| row.2).chain(given.values().map(|answer| answer.text_id));
        let versions: Vec<translations::Version> = text_versions::table
            .filter(text_versions::text_id.eq_any(texts.collect::<Vec<_>>()))
            .filter(text_versions::withheld.eq(false))
            .select(translations::Version::as_select())
            .load(conn)?;
        let document = |row: &Row| {
            let thing = Subject { kind: QUESTION, id: row.0.0 };
            let answer = given.get(&row.0);
            let of = |text: TextId| versions.iter().filter(move |version| version.text_id == text);
            let mut versions: Vec<Version> = of(row.2)
                .map(|version| Version {
                    language: version.language,
                    title: version.title.clone(),
                    body: version.body.clone(),
                })
                .collect();
            for answered in answer.into_iter().flat_map(|answer| of(answer.text_id)) {
                let body = format!("{}\n{}", answered.summary, text::plain(&answered.body));
                let language = answered.language;
                add(&mut versions, language, &body);
            }
            for (language, body) in community.get(&row.0).into_iter().flatten() {
                add(&mut versions, *language, body);
            }
            Document {
                thing,
                within: thing,
                container: Subject { kind: AREA, id: row.1.0 },
                by: authors.get(&row.0).cloned().unwrap_or_default(),
                at: Some(row.4),
                until: answer.map(|answer| answer.check_by),
                standing: match answer {
                    Some(answer) if answer.review_since.is_some() => Standing::Stale,
                    Some(_) => Standing::Official,
                    None => Standing::Thing,
                },
                versions,
            }
        };
        Ok(rows.iter().map(document).collect())
    }

    fn containers(&self, conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Container>> {
        let all = list_areas(conn, viewer)?.into_iter().map(|area| Container {
            subject: Subject { kind: AREA, id: area.id.0 },
            parent: None,
            slug: area.slug,
            name: area.name,
            area: Some(area.id),
        });
        Ok(all.collect())
    }

    fn found(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        things: &[Subject],
        language: ContentLanguage,
    ) -> Result<HashMap<Subject, Found>> {
        let rows = public_rows(conn, &things.iter().map(|thing| thing.id).collect::<Vec<_>>())?;
        let given = answers_of(conn, &rows)?;
        let community = list_shown(conn, &rows.iter().map(|row| row.0).collect::<Vec<_>>())?;
        let texts: Vec<TextId> =
            rows.iter().map(|row| row.2).chain(given.values().map(|answer| answer.text_id)).collect();
        let shown = load_shown(conn, &texts, language)?;
        let areas: HashMap<AreaId, String> =
            list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
        let found = |(id, area, text, slug, at): Row| {
            let words = shown.get(&text)?;
            let answer = given.get(&id);
            let answered = answer.and_then(|answer| shown.get(&answer.text_id));
            let own = answered.map_or(words.language, |answered| answered.language);
            let standing = match answered {
                Some(answered) => format!("{} {}", answered.summary, text::plain(&answered.body)),
                None => words.body.clone(),
            };
            let members = community.get(&id).map_or(&[][..], Vec::as_slice);
            let (language, body) = body_in(language, own, standing, members);
            let found = Found {
                title: words.title.clone(),
                title_language: Some(words.language),
                body,
                language,
                url: public_path(viewer.lang, id, &slug),
                place: areas.get(&area).cloned(),
                by: None,
                at: Some(at),
                by_week: true,
                stale: answer.is_some_and(|answer| answer.is_stale(viewer.now)),
            };
            Some((Subject { kind: QUESTION, id: id.0 }, found))
        };
        Ok(rows.into_iter().filter_map(found).collect())
    }
}

/// Adds to what is said in a language.
fn add(versions: &mut Vec<Version>, language: ContentLanguage, body: &str) {
    match versions.iter_mut().find(|version| version.language == language) {
        Some(version) => version.body = format!("{}\n{body}", version.body),
        None => versions.push(Version { language, title: String::new(), body: body.to_owned() }),
    }
}

/// What a result shows: the standing words and what members say in the same language; or, where only members say
/// something in the language that is asked for, that.
fn body_in(
    asked: ContentLanguage,
    own: ContentLanguage,
    standing: String,
    members: &[(ContentLanguage, String)],
) -> (ContentLanguage, String) {
    let said = |language| -> Vec<&str> {
        members.iter().filter(|(of, _)| *of == language).map(|(_, body)| body.as_str()).collect()
    };
    if own != asked && !said(asked).is_empty() {
        return (asked, said(asked).join(" "));
    }
    let all = std::iter::once(standing.as_str()).chain(said(own)).collect::<Vec<_>>();
    (own, all.join(" "))
}

/// Those of these that everybody may read.
fn public_rows(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<Row>> {
    let ids: Vec<QuestionId> = ids.iter().map(|id| QuestionId(*id)).collect();
    questions::table
        .filter(questions::id.eq_any(ids))
        .filter(questions::published_at.is_not_null())
        .filter(questions::state.ne(State::Withdrawn))
        .select((
            questions::id,
            questions::area_id,
            questions::public_text_id.assume_not_null(),
            questions::slug.assume_not_null(),
            questions::published_at.assume_not_null(),
        ))
        .load(conn)
}

fn answers_of(conn: &mut Conn, rows: &[Row]) -> QueryResult<HashMap<QuestionId, Answer>> {
    let ids: Vec<QuestionId> = rows.iter().map(|row| row.0).collect();
    let given: Vec<Answer> =
        answers::table.filter(answers::question_id.eq_any(ids)).select(Answer::as_select()).load(conn)?;
    Ok(given.into_iter().map(|answer| (answer.question_id, answer)).collect())
}
