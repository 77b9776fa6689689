//! A page: one struct that is HTML or JSON. What stands around it (header, forms, flash) never enters the JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::languages::{Alternate, LanguageVersions};
use super::{Asked, Site, Submitted};
use crate::activity::{Position, Tag};
use crate::db::Subject;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Args, Lang};
use crate::render::Views;

/// Stands in a template's output where what was made already is put in: handlebars copies all that it is given at
/// each partial. NUL cannot stand in any text.
pub(super) const LATER: &str = "\0later\0";

/// Makes a part of a page's HTML, given the token that its forms need.
type Part = Box<dyn FnOnce(&Views, Option<&str>) -> Result<String> + Send>;

/// What a handler answers a GET with.
pub struct Page<T> {
    /// The template's name, such as `forum/thread`.
    pub template: &'static str,
    /// Of `<title>`, in the reader's language; the site's name is added.
    pub title: String,
    pub data: T,
    pub(super) tags: Option<Vec<Tag>>,
    pub(super) status: u16,
    pub(super) indexed: bool,
    pub(super) description: Option<String>,
    pub(super) part: Option<Part>,
    pub(super) languages: Option<LanguageVersions>,
    pub shows: Option<Shows>,
    /// Where "leave this page" leads, if it is to close something first.
    pub(super) left_by: Option<String>,
}

/// The thing that a page shows, and how far: a thread, up to the number of its last post there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shows {
    pub thing: Subject,
    pub position: i64,
    /// The place in the log that the page's reading stood at.
    pub read_at: Position,
}

impl<T: Serialize> Page<T> {
    pub fn new(template: &'static str, title: impl Into<String>, data: T) -> Self {
        Self {
            template,
            title: title.into(),
            data,
            tags: None,
            status: 200,
            indexed: true,
            description: None,
            part: None,
            languages: None,
            shows: None,
            left_by: None,
        }
    }

    /// A guest's copy may be kept until one of these changes.
    #[must_use]
    pub fn kept_until_changed(mut self, tags: Vec<Tag>) -> Self {
        self.tags = Some(tags);
        self
    }

    /// "Leave this page" leads by a path of this site, which closes what is open and leads on.
    #[must_use]
    pub fn left_by(mut self, path: String) -> Self {
        self.left_by = Some(path);
        self
    }

    /// Search engines are asked to leave it out.
    #[must_use]
    pub fn not_indexed(mut self) -> Self {
        self.indexed = false;
        self
    }

    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// A list of the page that is made of pieces which readers share: `{{{part}}}` in the template. Not in JSON.
    #[must_use]
    pub fn with_part(mut self, part: impl FnOnce(&Views, Option<&str>) -> Result<String> + Send + 'static) -> Self {
        self.part = Some(Box::new(part));
        self
    }

    /// Says which thing the page shows: what is told of it is read, and its page is told of changes.
    #[must_use]
    pub fn showing(mut self, thing: Subject, position: i64, read_at: Position) -> Self {
        self.shows = Some(Shows { thing, position, read_at });
        self
    }

    /// The page is not in every language of the interface: which there are.
    #[must_use]
    pub fn in_languages(mut self, languages: LanguageVersions) -> Self {
        self.languages = Some(languages);
        self
    }

    /// The same page around other data: for an address that can answer with one of two.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Page<U> {
        let Self { template, title, data, tags, status, indexed, description, part, languages, shows, left_by } = self;
        Page { template, title, data: make(data), tags, status, indexed, description, part, languages, shows, left_by }
    }

    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

/// Numbers in the header, by name (`inbox`, …).
pub type Counts = BTreeMap<&'static str, i64>;

/// The reader, as far as the header shows them.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub id: i64,
    pub name: String,
    pub moderates: bool,
    pub administers: bool,
    /// Answers questions for a body.
    pub answers: bool,
    /// Sees how the work with questions goes.
    pub coordinates: bool,
    /// Keeps what everybody reads.
    pub edits: bool,
    /// Answers as an expert of some body.
    pub expert: bool,
    /// IANA name.
    pub zone: String,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    pub counts: Counts,
}

/// What was typed into a form that could not be accepted, and why.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormState {
    pub values: BTreeMap<String, serde_json::Value>,
    /// Field to message.
    pub errors: BTreeMap<String, String>,
    /// What is wrong beside the fields: a conflict, a closed thread, a limit.
    pub problem: Option<String>,
    /// The text that stands now, after a conflict.
    pub current: Option<String>,
    /// Fields in the order of their errors, for the summary.
    pub summary: Vec<FieldProblem>,
    /// Names this attempt: sent twice, it makes one thing.
    pub idempotency_key: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct FieldProblem {
    pub field: String,
    /// With the field's label before it, where it has one (`field-NAME`).
    pub message: String,
}

impl FormState {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { idempotency_key: super::random_token(), ..Self::default() }
    }

    /// Starts with values, such as those that stand now.
    pub fn starting_with<K: Into<String>, V: Into<serde_json::Value>>(
        values: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { values, ..Self::fresh() }
    }

    /// A form as it was sent, with nothing wrong: for a preview.
    pub fn of(submitted: &Submitted) -> Self {
        let mut state = Self { values: submitted.typed(), ..Self::fresh() };
        if let Some(key) = submitted.idempotency_key() {
            key.clone_into(&mut state.idempotency_key);
        }
        state
    }

    /// The same form again, with what was typed and what is wrong with it.
    pub fn again(submitted: &Submitted, error: &Error, lang: Lang) -> Self {
        let mut state = Self::of(submitted);
        match error {
            Error::Invalid(fields) => {
                for field in fields {
                    let message = field_message(field, lang);
                    let named = named_message(field, lang);
                    state.summary.push(FieldProblem { field: field.field.clone(), message: named });
                    state.errors.entry(field.field.clone()).or_insert(message);
                }
            }
            Error::Conflict { current, .. } => {
                // What is sent next is another thing than what the key stands for.
                state.idempotency_key = super::random_token();
                state.current.clone_from(current);
                state.problem = Some(lang.locale().say(error.message()));
            }
            other => state.problem = Some(error_message(other, lang)),
        }
        state
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }
}

/// What happened, with the numbers that the message needs.
pub(super) fn error_message(error: &Error, lang: Lang) -> String {
    let args: Args = match error {
        Error::TooMany { retry_after } => {
            vec![("seconds".to_owned(), i64::try_from(*retry_after).unwrap_or(i64::MAX).into())]
        }
        _ => Args::new(),
    };
    lang.locale().text(error.message(), &args)
}

/// What is wrong with a field, after its label. A name that only programs know is none to people.
pub(super) fn named_message(error: &FieldError, lang: Lang) -> String {
    let (locale, label) = (lang.locale(), format!("field-{}", error.field));
    let message = field_message(error, lang);
    if locale.has(&label) { format!("{}: {message}", locale.say(&label)) } else { message }
}

pub(super) fn field_message(error: &FieldError, lang: Lang) -> String {
    let args: Args = error.args.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    lang.locale().text(error.message, &args)
}

/// What a page's own template sees. `page` is what the JSON answer is.
#[derive(Serialize)]
pub(super) struct Main<'a, T> {
    lang: Lang,
    zone: &'a str,
    title: &'a str,
    path: &'a str,
    demo: bool,
    backup_days: u32,
    person: Option<&'a Person>,
    csrf: Option<&'a str>,
    part: &'static str,
    form: &'a FormState,
    page: &'a T,
}

/// What the layout sees.
#[derive(Serialize)]
pub(super) struct Layout<'a> {
    lang: Lang,
    theme: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    indexed: bool,
    /// The page for who looks for this one, where that is another.
    canonical: Option<String>,
    /// The versions in the languages of the interface: an error has none.
    alternates: Vec<Alternate>,
    default: Option<String>,
    base_url: &'a str,
    leave_url: &'a str,
    switch: [Switch; 3],
    person: Option<&'a Person>,
    csrf: Option<&'a str>,
    flash: Option<String>,
    /// What the page shows, as live hints name it: `thread:12`.
    shows: Option<String>,
    /// The place in the log up to which the page is right, where live hints go on from; `None` where there are none.
    live: Option<i64>,
    main: &'static str,
}

/// This page in one of the interface's languages.
#[derive(Serialize)]
struct Switch {
    lang: Lang,
    href: String,
    current: bool,
}

impl<'a, T> Main<'a, T> {
    pub(super) fn new(
        site: &'a Site,
        asked: &'a Asked,
        person: Option<&'a Person>,
        form: &'a FormState,
        page: &'a Page<T>,
        csrf: Option<&'a str>,
    ) -> Self {
        Self {
            lang: asked.lang,
            zone: person.map_or("Europe/Vilnius", |p| &p.zone),
            title: &page.title,
            path: &asked.path,
            demo: site.config.demo,
            backup_days: site.config.backup_days,
            person,
            csrf,
            part: LATER,
            form,
            page: &page.data,
        }
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new<T>(
        site: &'a Site,
        asked: &'a Asked,
        person: Option<&'a Person>,
        page: &'a Page<T>,
        csrf: Option<&'a str>,
        position: Option<Position>,
    ) -> Self {
        let LanguageVersions { canonical, alternates, default } = match &page.languages {
            _ if page.status != 200 => LanguageVersions::default(),
            Some(languages) => languages.clone(),
            None => LanguageVersions::everywhere(asked),
        };
        let known = |key: &&String| key.starts_with("flash-") && asked.lang.locale().has(key);
        Self {
            lang: asked.lang,
            theme: person.map(|p| p.theme.as_str()).or(asked.theme.as_deref()).unwrap_or("auto"),
            title: &page.title,
            description: page.description.as_deref(),
            indexed: page.indexed && page.status == 200,
            canonical,
            alternates: alternates.into_iter().map(Alternate::from).collect(),
            default,
            base_url: &site.config.base_url,
            leave_url: page.left_by.as_deref().unwrap_or(&site.config.leave_url),
            switch: Lang::ALL.map(|lang| Switch { lang, href: asked.path_in(lang), current: lang == asked.lang }),
            person,
            csrf,
            flash: asked.flash.as_ref().filter(known).map(|key| asked.lang.locale().say(key)),
            shows: page.shows.map(|shows| format!("{}:{}", shows.thing.kind, shows.thing.id)),
            live: position.filter(|_| person.is_some() || page.shows.is_some()).map(Position::seq),
            main: LATER,
        }
    }
}
