//! What somebody says of an organisation in a form, parsed: an applicant, a representative or an administrator.

use url::Url;

use super::codes::{Kind, Sector, find_region};
use super::organisation::{Contact, Details, is_reserved};
use crate::accounts::parse_email;
use crate::areas;
use crate::db::{AreaId, Conn};
use crate::error::{FieldError, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::text;
use crate::translations::Words;
use crate::web::{Body, Fields, Submitted};

/// Fields of an application.
pub const APPLICATION: Body = &[
    "name_lt?",
    "summary_lt?",
    "description_lt?",
    "name_en?",
    "summary_en?",
    "description_en?",
    "name_ru?",
    "summary_ru?",
    "description_ru?",
    "kind",
    "sector?",
    "region?",
    "areas?",
    "website?",
    "public_email?",
    "public_phone?",
    "registered_address?",
    "postal_address?",
    "social?",
    "why",
];

/// Fields of a representative's change.
pub const CHANGE: Body = &[
    "name_lt?",
    "summary_lt?",
    "description_lt?",
    "name_en?",
    "summary_en?",
    "description_en?",
    "name_ru?",
    "summary_ru?",
    "description_ru?",
    "sector?",
    "region?",
    "areas?",
    "website?",
    "public_email?",
    "public_phone?",
    "registered_address?",
    "postal_address?",
    "social?",
    "same_meaning?",
    "current?",
    "revisions?",
];

/// Fields of an administrator's form.
pub const ADMINISTRATION: Body = &[
    "name_lt?",
    "summary_lt?",
    "description_lt?",
    "name_en?",
    "summary_en?",
    "description_en?",
    "name_ru?",
    "summary_ru?",
    "description_ru?",
    "slug?",
    "kind",
    "sector?",
    "region?",
    "areas?",
    "website?",
    "public_email?",
    "public_phone?",
    "registered_address?",
    "postal_address?",
    "social?",
    "same_meaning?",
    "current?",
    "revisions?",
];

/// Whose form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Applicants,
    /// Neither the slug nor the kind, which stays, is theirs to change.
    Representatives(Kind),
    Administrators,
}

/// An organisation as somebody wants it.
#[derive(Debug, Clone)]
pub struct OrganisationForm {
    pub slug: Option<String>,
    pub kind: Kind,
    pub sector: Option<Sector>,
    pub region: Option<&'static str>,
    /// Slugs, to be looked up.
    pub areas: Vec<String>,
    pub contact: Contact,
    /// In the languages that have a name; the original first.
    pub versions: Vec<(ContentLanguage, Words)>,
    pub same_meaning: bool,
    pub current: Vec<ContentLanguage>,
    /// What the form had shown; none when it was not said.
    pub revisions: Option<String>,
    pub why: String,
}

impl OrganisationForm {
    /// `original` is known for an organisation that is there; of a new one it is the first language that has a name.
    pub fn parse(submitted: &Submitted, whose: Whose, original: Option<ContentLanguage>) -> Result<Self> {
        let mut fields = submitted.fields();
        let versions = parse_versions(&mut fields, submitted, original);
        let slug = if whose == Whose::Administrators { parse_slug(&mut fields) } else { None };
        let kind = match whose {
            Whose::Representatives(kind) => kind,
            Whose::Applicants | Whose::Administrators => fields.choice("kind", Kind::from_code, Kind::Ngo),
        };
        let form = Self {
            slug,
            kind,
            sector: parse_optional(&mut fields, submitted, "sector", Sector::from_code),
            region: parse_optional(&mut fields, submitted, "region", find_region),
            areas: submitted.all("areas").iter().filter(|slug| !slug.is_empty()).cloned().collect(),
            contact: parse_contact(&mut fields),
            versions,
            same_meaning: fields.flag("same_meaning"),
            current: submitted.all("current").iter().filter_map(|code| language(code)).collect(),
            revisions: Some(submitted.text("revisions").to_owned()).filter(|revisions| !revisions.is_empty()),
            why: if whose == Whose::Applicants { fields.text("why", 10, 2_000) } else { String::new() },
        };
        fields.finish()?;
        Ok(form)
    }

    /// With the areas looked up.
    pub fn details(&self, conn: &mut Conn) -> Result<Details> {
        let areas = find_areas(conn, &self.areas)?;
        Ok(Details { kind: self.kind, sector: self.sector, region: self.region, areas, contact: self.contact.clone() })
    }
}

/// The areas with these slugs, each of which is one.
pub fn find_areas(conn: &mut Conn, slugs: &[String]) -> Result<Vec<AreaId>> {
    let mut slugs = slugs.to_vec();
    slugs.sort_unstable();
    slugs.dedup();
    let found = areas::find_ids(conn, &slugs)?;
    if found.len() == slugs.len() { Ok(found) } else { Err(FieldError::new("areas", "error-choose").into()) }
}

fn language(code: &str) -> Option<ContentLanguage> {
    Lang::from_code(code).map(ContentLanguage::from)
}

/// One name is needed at least; a language without a name has no version.
fn parse_versions(
    fields: &mut Fields<'_>,
    submitted: &Submitted,
    original: Option<ContentLanguage>,
) -> Vec<(ContentLanguage, Words)> {
    let named = |lang: &Lang| !submitted.text(&format!("name_{lang}")).trim().is_empty();
    let original = original.unwrap_or_else(|| Lang::ALL.into_iter().find(named).unwrap_or(Lang::Lt).into());
    let mut versions = Vec::new();
    for lang in Lang::ALL {
        let summary = fields.line(&format!("summary_{lang}"), 0, 200);
        let body = fields.text(&format!("description_{lang}"), 0, 5_000);
        let needed = ContentLanguage::from(lang) == original || !summary.is_empty() || !body.is_empty();
        let title = fields.line(&format!("name_{lang}"), if needed { 2 } else { 0 }, 150);
        if needed || !title.is_empty() {
            versions.push((lang.into(), Words { title, summary, body }));
        }
    }
    versions.sort_by_key(|(language, _)| *language != original);
    versions
}

fn parse_slug(fields: &mut Fields<'_>) -> Option<String> {
    let typed = fields.line("slug", 0, 60);
    if typed.is_empty() {
        return None;
    }
    if text::slug(&typed) != typed || is_reserved(&typed) {
        fields.wrong("slug", "error-slug");
    }
    Some(typed)
}

/// One of some codes, or nothing.
fn parse_optional<T>(
    fields: &mut Fields<'_>,
    submitted: &Submitted,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let typed = submitted.text(name);
    let found = parse(typed);
    if found.is_none() && !typed.is_empty() {
        fields.wrong(name, "error-choose");
    }
    found
}

fn parse_contact(fields: &mut Fields<'_>) -> Contact {
    let public_email = fields.line("public_email", 0, 254);
    let address = parse_email(&public_email);
    if address.is_none() && !public_email.is_empty() {
        fields.wrong("public_email", "error-email");
    }
    let website = fields.line("website", 0, 300);
    let website = parse_link(fields, "website", &website);
    let social = fields.text("social", 0, 2_000);
    let links: Vec<String> = social.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if links.len() > 10 {
        fields.wrong("social", "error-many-links");
    }
    let links: Vec<String> = links.iter().map(|line| parse_link(fields, "social", line)).collect();
    Contact {
        website,
        public_email: address.unwrap_or(public_email),
        public_phone: parse_phone(fields),
        registered_address: fields.line("registered_address", 0, 200),
        postal_address: fields.line("postal_address", 0, 200),
        social: links.join("\n"),
    }
}

fn parse_phone(fields: &mut Fields<'_>) -> String {
    let typed = fields.line("public_phone", 0, 40);
    let spelled = typed.chars().all(|c| c.is_ascii_digit() || " +-()/".contains(c));
    let is_number = spelled && typed.chars().any(|c| c.is_ascii_digit());
    if !is_number && !typed.is_empty() {
        fields.wrong("public_phone", "error-phone");
    }
    typed
}

/// An address on the web, `https://` where no scheme was typed. Nothing else than `http` and `https` ever becomes a
/// link, nor an address that shows another host than it leads to (a name before an `@`).
fn parse_link(fields: &mut Fields<'_>, name: &str, typed: &str) -> String {
    if typed.is_empty() {
        return String::new();
    }
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let parsed = Url::parse(&whole).ok().filter(|url| {
        let dotted = url.domain().is_some_and(|domain| domain.contains('.'));
        let plain = url.username().is_empty() && url.password().is_none();
        matches!(url.scheme(), "http" | "https") && dotted && plain && url.as_str().len() <= 500
    });
    match parsed {
        Some(url) => url.to_string(),
        None => {
            fields.wrong(name, "error-link");
            typed.to_owned()
        }
    }
}
