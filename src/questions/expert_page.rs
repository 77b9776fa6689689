//! `/queue/{id}`: a question as its expert reads it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Serialize;

use super::answer::{Answer, AnswerView, answered_for, find_answer, show_answers};
use super::case::{CaseView, load_case};
use super::desk::{Desk, checker_of, list_similar, load_desk, may_check};
use super::following_up::{Rules, rules_of};
use super::message::newest_of_asker;
use super::publication::{Draft, draft};
use super::question::{Question, State, subject};
use super::reach::find_for_expert;
use super::register::name_seen;
use super::route::{reader_of, taker_of};
use super::source_choice::{SourceChoice, choose_sources};
use super::succession::{is_kept, successor_of};
use crate::accounts::{Viewer, Visit};
use crate::db::{Conn, QuestionId, QuestionMessageId, SourceId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Badge, load_badges};
use crate::search::Search;
use crate::text::clean_line;
use crate::translations::{list_versions, load_original};
use crate::web::{Page, Submitted};

/// Sources that a form can keep ticked.
const MOST_TICKED: usize = 50;

#[derive(Serialize, utoipa::ToSchema)]
pub struct ExpertPage {
    id: QuestionId,
    /// `None` for who may take the question and has not yet.
    case: Option<CaseView>,
    /// The reader has taken it.
    accepted: bool,
    /// The reader may write the answer anew, though the question is over.
    amends: bool,
    /// The reader may take an answered question over.
    takes_over: bool,
    state: State,
    /// Nothing is to be done with it any more.
    ended: bool,
    /// Of whom has taken it, where it is not the reader.
    holder: Option<Badge>,
    /// Names the doubts of the answer that are shown: another one is not settled unseen.
    seen: Option<String>,
    /// What its asker has added last, of what is shown.
    read: QuestionMessageId,
    /// The answer may not be given back: its body has given it.
    declinable: bool,
    /// The answer waits to be found still right.
    renewable: bool,
    /// Its asker cannot open it any more.
    without_case: bool,
    answer: Option<AnswerView>,
    /// What the answer's form begins with.
    wording: Wording,
    #[serde(flatten)]
    choice: SourceChoice,
    months: u32,
    /// How it would be shown to everybody, where its asker wants that.
    draft: Option<Draft>,
    /// Path of its public page, once there is one.
    public: Option<String>,
    desk: Desk,
}

/// An answer as it is to be edited.
#[derive(Default, Serialize, utoipa::ToSchema)]
struct Wording {
    language: String,
    summary: String,
    body: String,
    sources: Vec<SourceId>,
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let (site, making) = (visit.site.clone(), Making::of(&visit, None)?);
    visit
        .page(move |conn, viewer| {
            let read_at = site.changes.catch_up(conn)?;
            Ok(page(conn, viewer, &making, id)?.showing(subject(id), 1, read_at))
        })
        .await
}

/// What the page is made with beside the database.
#[derive(Clone)]
pub struct Making {
    base_url: String,
    search: Data<Search>,
    /// What was ticked in the answer's form, if that was sent.
    ticked: Vec<SourceId>,
    source_q: String,
}

impl Making {
    pub fn of(visit: &Visit, submitted: Option<&Submitted>) -> Result<Self> {
        let search = visit.request().app_data::<Data<Search>>().cloned();
        let ticked = submitted.map_or(&[][..], |submitted| submitted.all("sources"));
        Ok(Self {
            base_url: visit.site.config.base_url.clone(),
            search: search.ok_or_else(|| Error::internal("there is no search"))?,
            ticked: ticked.iter().filter_map(|id| id.parse().ok()).take(MOST_TICKED).collect(),
            source_q: submitted.map(|submitted| clean_line(submitted.text("source_q"))).unwrap_or_default(),
        })
    }

    /// What the answer cites, and what is ticked beside.
    fn cited(&self, desk: &Desk, wording: &Wording) -> Vec<SourceId> {
        let pending = desk.pending.iter().flat_map(|pending| &pending.sources);
        let mut cited: Vec<SourceId> = Vec::new();
        for id in self.ticked.iter().chain(&wording.sources).chain(pending) {
            if !cited.contains(id) {
                cited.push(*id);
            }
        }
        cited
    }
}

pub fn page(conn: &mut Conn, viewer: &Viewer, making: &Making, id: QuestionId) -> Result<Page<ExpertPage>> {
    let base_url = &making.base_url;
    let account = viewer.id().ok_or(Error::SignIn)?;
    let question = find_for_expert(conn, account, id, viewer.now)?;
    let title = viewer.lang.locale().say("expert-question-title");
    let checker = checker_of(conn, account, &question, viewer.now)?;
    let checks = checker.is_some();
    let reader = match checker {
        Some(by) => Some(by),
        None => reader_of(conn, account, &question, viewer.now)?,
    };
    let successor = successor_of(conn, account, &question, viewer.now)?;
    let bearer = question.taken_by();
    let holder = load_badges(conn, viewer, bearer.as_slice())?.into_values().next();
    let Some(by) = reader else {
        let desk = if may_check(conn, account, &question, viewer.now)?.is_some() {
            Desk::to_check()
        } else {
            if successor.is_none() {
                taker_of(conn, account, &question, viewer.now)?;
            }
            Desk::default()
        };
        let closed = ExpertPage::closed(&question, desk, holder, successor.is_some());
        return Ok(Page::new("questions/expert", title, closed).not_indexed());
    };
    let mut desk = load_desk(conn, viewer, base_url, &question, &by, checks)?;
    let standing = find_answer(conn, id)?;
    let answer = show_answers(conn, viewer, base_url, standing.as_slice())?.remove(&id);
    let wording = match desk.pending.as_ref().filter(|pending| pending.mine) {
        Some(pending) => Wording {
            language: pending.language.code().to_owned(),
            summary: pending.summary.clone(),
            body: pending.body.clone(),
            sources: pending.sources.clone(),
        },
        None => {
            let language = in_which(conn, viewer, &question, &by)?;
            load_wording(conn, language, standing.as_ref(), answer.as_ref())?
        }
    };
    // Before the messages: what comes in between is shown, and told of once more.
    let read = newest_of_asker(conn, id)?.unwrap_or(QuestionMessageId(0));
    let case = load_case(conn, viewer, id)?.without_address();
    if desk.holds {
        desk.similar = list_similar(conn, &making.search, viewer, id, case.words())?;
    }
    let cited = making.cited(&desk, &wording);
    let has_it = !checks && question.taken_by() == Some(by.id);
    let seen = match &standing {
        Some(answer) => name_seen(conn, &[answer.id])?.remove(&answer.id),
        None => None,
    };
    let rules = rules_of(conn, question.area_id)?;
    let page = ExpertPage {
        id,
        case: Some(case),
        accepted: has_it && question.is_open(),
        amends: has_it && !question.is_open() && is_kept(&question, standing.is_some()),
        takes_over: successor.is_some(),
        state: question.state,
        ended: !question.is_open(),
        holder: holder.filter(|_| !has_it),
        seen,
        read,
        declinable: answered_for(conn, id)? != Some(by.organisation),
        renewable: has_it
            && is_kept(&question, standing.is_some())
            && (question.state == State::Reviewing || standing.as_ref().is_some_and(|one| one.is_stale(viewer.now))),
        without_case: question.is_without_case(),
        answer,
        wording,
        choice: choose_sources(conn, viewer, question.area_id, &cited, &making.source_q)?,
        months: standing.as_ref().and_then(Answer::months).unwrap_or(rules.check_months),
        draft: draft(conn, &question, viewer.lang)?,
        public: question.public_path(viewer.lang),
        desk,
    };
    Ok(Page::new("questions/expert", title, page).not_indexed())
}

/// In which language a new answer is probably written: the asker's, or else another in which the expert answers.
fn in_which(conn: &mut Conn, viewer: &Viewer, question: &Question, by: &Accreditation) -> Result<ContentLanguage> {
    let (asked, _) = load_original(conn, question.text_id)?;
    let wanted = [asked, viewer.lang.into()].into_iter().find(|one| by.languages.contains(one));
    Ok(wanted.or_else(|| by.languages.first().copied()).unwrap_or(viewer.lang.into()))
}

/// The answer as it stands, in its original language; empty where there is none.
fn load_wording(
    conn: &mut Conn,
    language: ContentLanguage,
    standing: Option<&Answer>,
    shown: Option<&AnswerView>,
) -> Result<Wording> {
    let mut wording = Wording { language: language.code().to_owned(), ..Wording::default() };
    let Some(standing) = standing else { return Ok(wording) };
    let (original, _) = load_original(conn, standing.text_id)?;
    let versions = list_versions(conn, standing.text_id)?;
    if let Some(version) = versions.into_iter().find(|version| version.language == original) {
        wording.language = original.code().to_owned();
        (wording.summary, wording.body) = (version.summary, version.body);
    }
    wording.sources = shown.iter().flat_map(|answer| &answer.sources).map(|source| source.id).collect();
    Ok(wording)
}

impl ExpertPage {
    /// What nobody or a colleague has, or what waits for a second expert: its words are read by who takes it.
    fn closed(question: &Question, desk: Desk, holder: Option<Badge>, takes_over: bool) -> Self {
        Self {
            id: question.id,
            case: None,
            accepted: false,
            amends: false,
            takes_over,
            state: question.state,
            ended: !question.is_open(),
            holder,
            seen: None,
            read: QuestionMessageId(0),
            declinable: false,
            renewable: false,
            without_case: false,
            answer: None,
            wording: Wording::default(),
            choice: SourceChoice::default(),
            months: Rules::default().check_months,
            draft: None,
            public: None,
            desk,
        }
    }
}
