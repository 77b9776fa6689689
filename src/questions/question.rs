//! A question's row: whose it is, who may read it, where it is on its way, and its writing.

use chrono::NaiveTime;
use chrono_tz::Tz;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::following_up::{end_of_term, follow_state, rules_of};
use super::numbers;
use super::route::route;
use crate::accounts::first_moment;
use crate::db::schema::{burnt_keys, question_states, questions, text_versions, texts};
use crate::db::{AccountId, AccreditationId, AreaId, Conn, Entry, QuestionId, Subject, TextId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::{Words, insert_text};

crate::text_codes! {
    /// Who may read a question, as its asker has chosen. Messages: `audience-…`.
    Audience { Ngo = "ngo", NgoAndState = "ngo_and_state", Everyone = "everyone" }
}

crate::text_codes! {
    /// Where a question is on its way, as its asker sees it. Messages: `question-state-…`.
    State {
        Received = "received",
        WithExpert = "with_expert",
        NeedsDetail = "needs_detail",
        Answered = "answered",
        Reviewing = "reviewing",
        Closed = "closed",
        Duplicate = "duplicate",
        Withdrawn = "withdrawn",
    }
}

crate::text_codes! {
    /// How the asker stands in Lithuania, if they say so. Messages: `situation-…`.
    Situation {
        TemporaryProtection = "temporary_protection",
        AsylumSeeker = "asylum_seeker",
        Protection = "protection",
        ResidencePermit = "residence_permit",
        Visa = "visa",
        EuCitizen = "eu_citizen",
        Citizen = "citizen",
        WithoutPapers = "without_papers",
        Abroad = "abroad",
    }
}

/// Working days in which questions are answered, where an area has no target of its own.
pub const USUAL_DAYS: u32 = 5;
/// Bits of an id: what the search index has room for beside the kind; JavaScript's numbers hold it too.
const ID_BITS: u32 = 47;

/// A question as it stands.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = questions)]
pub struct Question {
    pub id: QuestionId,
    pub asker_id: Option<AccountId>,
    pub audience: Audience,
    pub area_id: AreaId,
    pub situation: Option<Situation>,
    pub urgent: bool,
    pub text_id: TextId,
    pub public_text_id: Option<TextId>,
    pub accreditation_id: Option<AccreditationId>,
    pub published_at: Option<Timestamp>,
    pub slug: Option<String>,
    pub state: State,
    pub asked_at: Timestamp,
    /// Since when a moderator keeps it from everybody, and why; it has no `published_at` meanwhile.
    pub hidden_at: Option<Timestamp>,
    pub hidden_reason: Option<String>,
}

/// A question as it is asked.
#[derive(Debug, Clone)]
pub struct NewQuestion {
    pub owner: Owner,
    pub audience: Audience,
    pub area: AreaId,
    pub situation: Option<Situation>,
    pub urgent: bool,
    /// Code of a region, where the asker says so.
    pub municipality: Option<&'static str>,
    /// To whom "you have an answer" goes, and in which language.
    pub notify: Option<(String, Lang)>,
    pub language: ContentLanguage,
    /// `title`: its first sentence; `body`: all of it.
    pub words: Words,
}

/// What opens a question to its asker.
#[derive(Debug, Clone)]
pub enum Owner {
    Account(AccountId),
    /// The digest of a key.
    Key(String),
}

impl Question {
    pub fn subject(&self) -> Subject {
        subject(self.id)
    }

    /// Its public page in this language, as long as everybody may read it.
    pub fn public_path(&self, lang: Lang) -> Option<String> {
        let slug = self.slug.as_ref().filter(|_| published(self))?;
        Some(public_path(lang, self.id, slug))
    }

    /// Notes in the log what somebody has done with it.
    pub fn record(&self, tx: &mut Tx, kind: &'static str, actor: Option<AccountId>) {
        tx.record(Entry {
            kind,
            actor,
            subject: self.subject(),
            parent: None,
            container: Some(Subject { kind: "area", id: self.area_id.0 }),
            detail: serde_json::json!({}),
        });
    }

    /// Its asker wants everybody to read it, and nobody has decided on that yet.
    pub fn is_held(&self) -> bool {
        self.audience == Audience::Everyone && self.published_at.is_none() && self.hidden_at.is_none() && self.is_open()
    }

    /// Under which accreditation an expert has taken it, if one has.
    pub fn taken_by(&self) -> Option<AccreditationId> {
        self.accreditation_id.filter(|_| self.state != State::Received)
    }

    /// Whether only what everybody reads of it is left: nobody can open it as a case any more.
    pub fn is_without_case(&self) -> bool {
        self.public_text_id == Some(self.text_id)
    }

    /// Whether the asker can still write to it.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed | State::Duplicate | State::Withdrawn)
    }
}

/// A number of a question or an answer: they do not run on, so that nobody can count what is private between two.
pub fn random_id() -> i64 {
    rand::random::<i64>() & ((1 << ID_BITS) - 1)
}

/// The page of a public question in a language.
pub fn public_path(lang: Lang, id: QuestionId, slug: &str) -> String {
    format!("/{lang}/q/{id}/{slug}")
}

pub fn subject(id: QuestionId) -> Subject {
    Subject { kind: "question", id: id.0 }
}

/// One question; whoever asks for it has shown that they may.
pub fn load_question(conn: &mut Conn, id: QuestionId) -> Result<Question> {
    Ok(questions::table.find(id).select(Question::as_select()).first(conn)?)
}

/// The question that an account has asked and is linked to; unknown and another's are alike.
pub fn find_own(conn: &mut Conn, account: AccountId, id: QuestionId) -> Result<Question> {
    let own = questions::table.find(id).filter(questions::asker_id.eq(account));
    Ok(own.select(Question::as_select()).first(conn)?)
}

/// The question behind a key's digest.
pub fn find_by_key(conn: &mut Conn, key_hash: &str) -> QueryResult<Option<QuestionId>> {
    questions::table.filter(questions::key_hash.eq(key_hash)).select(questions::id).first(conn).optional()
}

/// Notes that the case behind this key was erased: nothing is asked under it any more.
pub fn burn_key(tx: &mut Tx, key_hash: Option<&str>) -> QueryResult<()> {
    let Some(key_hash) = key_hash else { return Ok(()) };
    let row = (burnt_keys::key_hash.eq(key_hash), burnt_keys::at.eq(day(tx.now())));
    crate::on_both!(tx, c => diesel::insert_into(burnt_keys::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Whether the case behind this key was erased.
pub fn is_burnt(conn: &mut Conn, key_hash: &str) -> QueryResult<bool> {
    diesel::select(exists(burnt_keys::table.find(key_hash))).get_result(conn)
}

/// Writes a question; of a key that was used already, the one that it opens.
pub fn insert_question(tx: &mut Tx, new: &NewQuestion) -> Result<QuestionId> {
    let (asker, key_hash) = match &new.owner {
        Owner::Account(account) => (Some(*account), None),
        Owner::Key(hash) => (None, Some(hash.as_str())),
    };
    if let Some(hash) = key_hash
        && let Some(known) = find_by_key(tx, hash)?
    {
        return Ok(known);
    }
    let at = moment(asker, tx.now());
    let text = insert_text(tx, &[(new.language, new.words.clone())], asker)?;
    if asker.is_none() {
        diesel::update(texts::table.find(text)).set(texts::created_at.eq(at)).execute(&mut **tx)?;
        diesel::update(text_versions::table.filter(text_versions::text_id.eq(text)))
            .set(text_versions::updated_at.eq(at))
            .execute(&mut **tx)?;
    }
    let days = rules_of(tx, new.area)?.answer_days;
    let id = QuestionId(random_id());
    let row = (
        questions::id.eq(id),
        questions::asker_id.eq(asker),
        questions::key_hash.eq(key_hash),
        questions::audience.eq(new.audience),
        questions::area_id.eq(new.area),
        questions::situation.eq(new.situation),
        questions::urgent.eq(new.urgent),
        questions::municipality.eq(new.municipality),
        questions::notify_email.eq(new.notify.as_ref().map(|(address, _)| address)),
        questions::notify_language.eq(new.notify.as_ref().map(|(_, lang)| lang.code())),
        questions::text_id.eq(text),
        questions::state.eq(State::Received),
        questions::asked_at.eq(at),
        questions::active_at.eq(at),
        questions::due_at.eq(end_of_term(at, days)),
    );
    let made = crate::on_both!(tx, c => diesel::insert_into(questions::table).values(&row).on_conflict_do_nothing().execute(c))?;
    if made == 0 {
        // Another node was quicker with the same key, or the id is another question's: to be tried again.
        return Err(Error::Unavailable("a question's id or key is being taken".to_owned()));
    }
    note_state(tx, id, asker, State::Received, "")?;
    numbers::count(tx, new.area, new.language)?;
    tx.record(Entry {
        kind: "question.asked",
        actor: asker,
        subject: subject(id),
        parent: None,
        container: Some(Subject { kind: "area", id: new.area.0 }),
        detail: serde_json::json!({}),
    });
    let question = load_question(tx, id)?;
    route(tx, &question)?;
    Ok(id)
}

/// Whether its asker has let it be public and it was let through: what everybody may read.
pub fn published(question: &Question) -> bool {
    question.published_at.is_some() && question.state != State::Withdrawn
}

/// Changes the state, if it is another than now; dated, with a reason that the asker sees.
pub fn set_state(tx: &mut Tx, question: &Question, state: State, reason: &str) -> Result<bool> {
    let from = questions::table.find(question.id).filter(questions::state.eq(question.state));
    if question.state == state || diesel::update(from).set(questions::state.eq(state)).execute(&mut **tx)? == 0 {
        return Ok(false);
    }
    note_state(tx, question.id, question.asker_id, state, reason)?;
    touch(tx, question)?;
    follow_state(tx, question, state)?;
    Ok(true)
}

pub fn note_state(
    tx: &mut Tx,
    id: QuestionId,
    asker: Option<AccountId>,
    state: State,
    reason: &str,
) -> QueryResult<()> {
    let at = moment(asker, tx.now());
    diesel::insert_into(question_states::table)
        .values((
            question_states::question_id.eq(id),
            question_states::state.eq(state),
            question_states::reason.eq(reason),
            question_states::at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Something has happened in the case: it is kept for a year from now.
pub fn touch(tx: &mut Tx, question: &Question) -> QueryResult<()> {
    let at = moment(question.asker_id, tx.now());
    diesel::update(questions::table.find(question.id)).set(questions::active_at.eq(at)).execute(&mut **tx)?;
    Ok(())
}

/// Of a case that only its key opens, whole days are kept: a moment could be laid beside others, of a session or a mail
/// box.
pub fn moment(asker: Option<AccountId>, now: Timestamp) -> Timestamp {
    if asker.is_some() { now } else { day(now) }
}

/// The beginning of a moment's day in Lithuania: there it reads as that day, and terms are counted from it.
pub fn day(at: Timestamp) -> Timestamp {
    let zone = Tz::Europe__Vilnius;
    let date = at.utc().with_timezone(&zone).date_naive();
    first_moment(date, zone).unwrap_or(Timestamp::new(date.and_time(NaiveTime::MIN)))
}
