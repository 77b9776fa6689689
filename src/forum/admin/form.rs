//! What an administrator says of a category, parsed.

use crate::accounts::Role;
use crate::error::Result;
use crate::forum::Access;
use crate::i18n::{ContentLanguage, Lang};
use crate::text;
use crate::translations::Words;
use crate::web::{Fields, Submitted};

/// A category as an administrator wants it.
#[derive(Debug, Clone)]
pub struct CategoryForm {
    pub slug: String,
    /// Slugs, to be looked up.
    pub parent: Option<String>,
    pub area: Option<String>,
    /// Counted from 1.
    pub place: Option<usize>,
    pub read: Access,
    pub write: Access,
    /// In the languages that have a name; the original is one of them and stands first.
    pub versions: Vec<(ContentLanguage, Words)>,
    /// The original's meaning is as it was: translations stay fresh.
    pub same_meaning: bool,
    /// Stale versions that are right as they are.
    pub current: Vec<ContentLanguage>,
    /// What the form had shown; none when it was not said.
    pub revisions: Option<String>,
}

impl CategoryForm {
    /// `original` is known for a category that is there, and chosen for a new one.
    pub fn parse(submitted: &Submitted, original: Option<ContentLanguage>) -> Result<Self> {
        let mut fields = submitted.fields();
        let lang = |code: &str| Lang::from_code(code).map(ContentLanguage::from);
        let original = match original {
            Some(original) => original,
            None => fields.choice("original", lang, Lang::Lt.into()),
        };
        let versions = parse_versions(&mut fields, original);
        let name = versions.first().map_or("", |(_, words)| &words.title);
        let slug = parse_slug(&mut fields, name);
        let place = fields.number("place").map(|place| usize::try_from(place).unwrap_or(1).max(1));
        let read = parse_access(&mut fields, submitted, "read", "read_roles");
        let write = parse_access(&mut fields, submitted, "write", "write_roles");
        let slug_of = |name| Some(submitted.text(name).trim().to_owned()).filter(|slug| !slug.is_empty());
        let form = Self {
            slug,
            parent: slug_of("parent"),
            area: slug_of("area"),
            place,
            read,
            write,

            versions,
            same_meaning: fields.flag("same_meaning"),
            current: submitted.all("current").iter().filter_map(|code| lang(code)).collect(),
            revisions: slug_of("revisions"),
        };
        fields.finish()?;
        Ok(form)
    }
}

/// The original's name is needed; another language without a name has no version.
fn parse_versions(fields: &mut Fields<'_>, original: ContentLanguage) -> Vec<(ContentLanguage, Words)> {
    let mut versions = Vec::new();
    for lang in Lang::ALL {
        let language = ContentLanguage::from(lang);
        let description = fields.line(&format!("description_{lang}"), 0, 300);
        let rules = fields.text(&format!("rules_{lang}"), 0, 5_000);
        let needed = language == original || !description.is_empty() || !rules.is_empty();
        let name = fields.line(&format!("name_{lang}"), if needed { 2 } else { 0 }, 80);
        if needed || !name.is_empty() {
            versions.push((language, Words { title: name, summary: description, body: rules }));
        }
    }
    versions.sort_by_key(|(language, _)| *language != original);
    versions
}

/// ASCII letters, digits and hyphens; an empty one is made from the name.
fn parse_slug(fields: &mut Fields<'_>, name: &str) -> String {
    let typed = fields.line("slug", 0, 60);
    let slug = text::slug(name);
    if typed.is_empty() {
        return slug;
    }
    if text::slug(&typed) != typed {
        fields.wrong("slug", "error-slug");
    }
    typed
}

fn parse_access(fields: &mut Fields<'_>, submitted: &Submitted, name: &str, roles_name: &str) -> Access {
    let everyone = if name == "read" { Access::Everyone } else { Access::Members };
    let choice =
        fields.choice(name, |code| ["everyone", "members", "roles"].into_iter().find(|c| *c == code), "members");
    match choice {
        "everyone" => everyone,
        "members" => Access::Members,
        _ => {
            let codes = submitted.all(roles_name);
            let roles: Option<Vec<Role>> = codes.iter().map(|code| Role::from_code(code)).collect();
            let roles = roles.filter(|roles| !roles.is_empty());
            if roles.is_none() {
                fields.wrong(roles_name, "error-choose-roles");
            }
            Access::Roles(roles.unwrap_or_default())
        }
    }
}
