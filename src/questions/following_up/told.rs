//! How notices of questions are shown: what they say, where they lead, and which of them a viewer may see now. Of a
//! question that is not public they name the area, and nothing that was written.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::followers::FOLLOWED;
use super::meaning::{AWAITS, DUE, LATE, OWN, REFUSED, REPLIED, REVIEW, UNPLACED, UNSPOKEN, VERIFIED};
use crate::accounts::Viewer;
use crate::areas::list_areas;
use crate::db::schema::{
    accreditations, activities, answer_sources, answers, pending_answers, question_routes, questions, sources,
};
use crate::db::{AccountId, AccreditationId, ActivityId, AreaId, Conn, OrganisationId, QuestionId, SourceId, TextId};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};
use crate::notifications::{Line, Notice};
use crate::organisations::{Accreditation, list_accreditations};
use crate::questions::desk::list_awaiting;
use crate::questions::question::{Question, State, published};
use crate::questions::route::{OPEN, RouteState, may_read};
use crate::translations::{Shown, load_shown};

/// What the lines of some notices are made of.
pub(super) struct Known {
    questions: HashMap<QuestionId, Question>,
    /// What each notice's activity was.
    happened: HashMap<ActivityId, String>,
    /// Those that were given to the viewer, and that they may read.
    given: HashSet<QuestionId>,
    /// Those that they have given away.
    refused: HashSet<QuestionId>,
    /// What the viewer is accredited for.
    own: Vec<Accreditation>,
    /// Whose answer a question has.
    answered_by: HashMap<QuestionId, (OrganisationId, AccountId)>,
    /// Whose answer of it waits for a second expert.
    awaiting: HashMap<QuestionId, AccountId>,
    /// Whose answer of it a second expert has kept back.
    kept_back: HashMap<QuestionId, AccountId>,
    /// Sources on which answers of the viewer's bodies rest, and what they are called.
    sources: HashMap<SourceId, TextId>,
    areas: HashMap<AreaId, String>,
    words: HashMap<TextId, Shown>,
}

impl Known {
    /// A fixed number of queries.
    pub fn load(conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Self> {
        let ids: Vec<QuestionId> =
            notices.iter().filter(|n| n.thing_kind == "question").map(|n| QuestionId(n.thing_id)).collect();
        let found: Vec<Question> =
            questions::table.filter(questions::id.eq_any(&ids)).select(Question::as_select()).load(conn)?;
        let of: Vec<ActivityId> = notices.iter().map(|notice| notice.activity_id).collect();
        let happened: Vec<(ActivityId, String)> = activities::table
            .filter(activities::id.eq_any(of))
            .select((activities::id, activities::kind))
            .load(conn)?;
        let own = list_accreditations(conn, viewer.id().as_slice(), viewer.now)?;
        let (given, refused) = given_to(conn, &own, &found)?;
        let answered_by: Vec<(QuestionId, (OrganisationId, AccountId))> = answers::table
            .inner_join(accreditations::table.on(accreditations::id.eq(answers::accreditation_id)))
            .filter(answers::question_id.eq_any(&ids))
            .select((answers::question_id, (accreditations::organisation_id, accreditations::account_id)))
            .load(conn)?;
        let kept_back: Vec<(QuestionId, AccountId)> = pending_answers::table
            .inner_join(accreditations::table.on(accreditations::id.eq(pending_answers::accreditation_id)))
            .filter(pending_answers::question_id.eq_any(&ids))
            .select((pending_answers::question_id, accreditations::account_id))
            .load(conn)?;
        let sources = sources_of(conn, &own, notices)?;
        let public = found.iter().filter(|question| published(question)).filter_map(|one| one.public_text_id);
        let texts: Vec<TextId> = public.chain(sources.values().copied()).collect();
        Ok(Self {
            questions: found.into_iter().map(|question| (question.id, question)).collect(),
            happened: happened.into_iter().collect(),
            given,
            refused,
            own,
            answered_by: answered_by.into_iter().collect(),
            awaiting: list_awaiting(conn, &ids)?,
            kept_back: kept_back.into_iter().collect(),
            sources,
            areas: list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect(),
            words: load_shown(conn, &texts, viewer.lang)?,
        })
    }

    pub fn line(&self, viewer: &Viewer, notice: &Notice) -> Option<Line> {
        let lang = viewer.lang;
        let happened = self.happened.get(&notice.activity_id)?.as_str();
        if notice.thing_kind == "source" {
            let text = self.sources.get(&SourceId(notice.thing_id))?;
            let title = self.words.get(text).map(|words| (words.title.clone(), words.language));
            let url = format!("/{lang}/sources/{}/review", notice.thing_id);
            return Some(Line { message: "notice-source-changed".into(), url, title, reason: None, discreet: false });
        }
        let question = self.questions.get(&QuestionId(notice.thing_id))?;
        let (message, url) = if notice.kind == OWN.code {
            (question.asker_id == viewer.id()).then(|| (own_message(happened), format!("/{lang}/q/{}", question.id)))?
        } else if notice.kind == LATE.code {
            let sees = viewer.coordinates(question.area_id);
            let message = late_message(question, happened).filter(|_| sees && OPEN.contains(&question.state))?;
            (message, format!("/{lang}/queue/overview"))
        } else if notice.kind == FOLLOWED.code {
            let public = question.public_path(lang);
            ("notice-organisation-answer", public.filter(|_| self.answered_by.contains_key(&question.id))?)
        } else if notice.kind == REVIEW.code {
            self.review(viewer, question, happened)?
        } else {
            self.works(question, &notice.kind).then(|| {
                (self.work_message(question, &notice.kind, happened), format!("/{lang}/queue/{}", question.id))
            })?
        };
        let named = notice.kind != LATE.code;
        // Whoever sees an asker's letters learns neither that they ask nor in which area.
        let discreet = notice.kind == OWN.code && !published(question);
        let title = Some(self.title(question, lang, named));
        Some(Line { message: message.to_owned(), url, title, reason: None, discreet })
    }

    /// Its public title, once everybody may read that; else its area.
    fn title(&self, question: &Question, lang: Lang, named: bool) -> (String, ContentLanguage) {
        let public = question.public_text_id.filter(|_| named && published(question));
        if let Some(words) = public.and_then(|text| self.words.get(&text)) {
            return (words.title.clone(), words.language);
        }
        let area = self.areas.get(&question.area_id).map(String::as_str).unwrap_or_default();
        let args = vec![("area".to_owned(), area.into())];
        (lang.locale().text("notice-question-title", &args), ContentLanguage::from(lang))
    }

    /// Whether the viewer works at it as things stand. What is due is told only while it is.
    fn works(&self, question: &Question, kind: &str) -> bool {
        let open = OPEN.contains(&question.state);
        let takes = question.accreditation_id.is_none()
            && open
            && !self.refused.contains(&question.id)
            && self.answers_there(question);
        (self.given.contains(&question.id) || takes) && (kind != DUE.code || open)
    }

    /// What is told of an answer to who keeps it right, to its second expert and to the first.
    fn review(&self, viewer: &Viewer, question: &Question, happened: &str) -> Option<(&'static str, String)> {
        let (lang, account) = (viewer.lang, viewer.id()?);
        let of_question = format!("/{lang}/queue/{}", question.id);
        let wrote = || {
            let answered = || self.answered_by.get(&question.id).map(|(_, account)| account);
            self.kept_back.get(&question.id).or_else(answered) == Some(&account)
        };
        match happened {
            AWAITS => {
                let by_another = self.awaiting.get(&question.id).is_some_and(|author| *author != account);
                (by_another && !self.refused.contains(&question.id) && self.answers_there(question))
                    .then_some(("notice-answer-awaits", of_question))
            }
            VERIFIED => wrote().then_some(("notice-answer-verified", of_question)),
            REFUSED => wrote().then_some(("notice-answer-refused", of_question)),
            "question.doubted" => self.keeps(question).then_some(("notice-answer-doubted", of_question)),
            _ => self.keeps(question).then(|| ("notice-answer-due", format!("/{lang}/queue?view=review"))),
        }
    }

    /// Whether the viewer answers in its area, for a body that its asker lets read it.
    fn answers_there(&self, question: &Question) -> bool {
        let fits = |one: &Accreditation| one.areas.contains(&question.area_id) && may_read(question.audience, one.kind);
        self.own.iter().any(fits)
    }

    /// Whether the viewer answers for the body whose answer it has.
    fn keeps(&self, question: &Question) -> bool {
        let body = self.answered_by.get(&question.id).map(|(body, _)| body);
        self.own.iter().any(|one| Some(&one.organisation) == body && may_read(question.audience, one.kind))
    }

    fn work_message(&self, question: &Question, kind: &str, happened: &str) -> &'static str {
        match (kind, happened) {
            (kind, _) if kind == REPLIED.code => "notice-question-replied",
            _ if question.accreditation_id.is_none() => "notice-question-nobody",
            (_, "question.overdue") => "notice-question-overdue",
            (kind, _) if kind == DUE.code => "notice-question-due-soon",
            (_, "question.handed_over") => "notice-question-handed",
            _ => "notice-question-offered",
        }
    }
}

/// As long as nobody has it, that there was nobody to have it.
fn late_message(question: &Question, happened: &str) -> Option<&'static str> {
    match happened {
        UNPLACED if question.accreditation_id.is_some() => None,
        UNPLACED => Some("notice-question-unplaced"),
        UNSPOKEN if question.state != State::Received => None,
        UNSPOKEN => Some("notice-question-unspoken"),
        _ => Some("notice-question-late"),
    }
}

fn own_message(happened: &str) -> &'static str {
    match happened {
        "question.answered" => "notice-question-answered",
        "question.detail_asked" => "notice-question-detail",
        "question.closed" => "notice-question-closed",
        "question.duplicate" => "notice-question-duplicate",
        "question.consent_asked" => "notice-question-consent",
        "question.handed_over" => "notice-question-passed-on",
        "community_answer.created" => "notice-question-community",
        "question.hidden" => "notice-question-hidden",
        "question.shown" => "notice-question-shown",
        _ => "notice-question-declined",
    }
}

/// Of these questions those that were given to one of these accreditations and may be read under it; and those that their
/// bearer has given away.
fn given_to(
    conn: &mut Conn,
    own: &[Accreditation],
    all: &[Question],
) -> QueryResult<(HashSet<QuestionId>, HashSet<QuestionId>)> {
    let ids: Vec<QuestionId> = all.iter().map(|question| question.id).collect();
    let by: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let routes: Vec<(QuestionId, AccreditationId, RouteState)> = question_routes::table
        .filter(question_routes::question_id.eq_any(ids))
        .filter(question_routes::accreditation_id.eq_any(by))
        .select((question_routes::question_id, question_routes::accreditation_id, question_routes::state))
        .load(conn)?;
    let admits = |id: QuestionId, by: AccreditationId| {
        let question = all.iter().find(|question| question.id == id);
        let under = own.iter().find(|one| one.id == by);
        question.zip(under).is_some_and(|(question, under)| may_read(question.audience, under.kind))
    };
    let (mut given, mut refused) = (HashSet::new(), HashSet::new());
    for (id, by, state) in routes {
        match state {
            RouteState::Offered | RouteState::Accepted if admits(id, by) => drop(given.insert(id)),
            RouteState::Offered | RouteState::Accepted => {}
            RouteState::Declined | RouteState::HandedOver => drop(refused.insert(id)),
        }
    }
    Ok((given, refused))
}

/// Of the sources that are told of those on which answers of the viewer's bodies rest.
fn sources_of(conn: &mut Conn, own: &[Accreditation], notices: &[Notice]) -> QueryResult<HashMap<SourceId, TextId>> {
    let ids: Vec<SourceId> =
        notices.iter().filter(|n| n.thing_kind == "source").map(|n| SourceId(n.thing_id)).collect();
    if ids.is_empty() || own.is_empty() {
        return Ok(HashMap::new());
    }
    let bodies: Vec<OrganisationId> = own.iter().map(|one| one.organisation).collect();
    let under = accreditations::table.filter(accreditations::organisation_id.eq_any(bodies)).select(accreditations::id);
    let cited = answer_sources::table.filter(answer_sources::source_id.eq(sources::id)).filter(
        answer_sources::answer_id
            .eq_any(answers::table.filter(answers::accreditation_id.eq_any(under)).select(answers::id)),
    );
    let rows: Vec<(SourceId, TextId)> = sources::table
        .filter(sources::id.eq_any(ids))
        .filter(diesel::dsl::exists(cited))
        .select((sources::id, sources::text_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
