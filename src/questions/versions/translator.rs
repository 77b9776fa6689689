//! Who may write versions: experts of the area in the languages that they are accredited for, the body whose answer it is
//! in every language, and editors.

use diesel::prelude::*;

use crate::accounts::{Role, Viewer};
use crate::db::schema::accreditations;
use crate::db::{AccountId, AreaId, Conn, OrganisationId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, list_accreditations};
use crate::questions::answer::Answer;
use crate::questions::question::Question;
use crate::translations::Writer;

pub struct Translator {
    account: AccountId,
    own: Vec<Accreditation>,
    edits: bool,
}

impl Translator {
    /// `None` for guests. Three queries.
    pub fn load(conn: &mut Conn, viewer: &Viewer) -> Result<Option<Self>> {
        let Some(account) = viewer.id() else { return Ok(None) };
        let own = list_accreditations(conn, &[account], viewer.now)?;
        let edits = viewer.has_role(Role::Editor) || viewer.has_role(Role::Admin);
        Ok(Some(Self { account, own, edits }).filter(|this| this.edits || !this.own.is_empty()))
    }

    /// Whoever may write no version anywhere finds nothing; guests are asked to sign in.
    pub fn require(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        viewer.id().ok_or(Error::SignIn)?;
        Self::load(conn, viewer)?.ok_or(Error::NotFound)
    }

    /// In whose name a version is written; `None` where it is not theirs to write. For a body rather than alone.
    pub fn writer(&self, page: Translated, language: ContentLanguage) -> Option<Writer> {
        let covers = |one: &&Accreditation| {
            page.answered_by == Some(one.organisation)
                || one.areas.contains(&page.area) && one.languages.contains(&language)
        };
        let accreditation = self.own.iter().find(covers).map(|one| one.id);
        let may = accreditation.is_some() || self.edits;
        may.then_some(Writer { account: self.account, accreditation })
    }

    /// The languages in which they may write versions of a page.
    pub fn languages_of(&self, page: Translated) -> Vec<ContentLanguage> {
        ContentLanguage::all().filter(|language| self.writer(page, *language).is_some()).collect()
    }

    /// The languages that they translate into.
    pub fn languages(&self) -> Vec<ContentLanguage> {
        let own = |language: &ContentLanguage| self.own.iter().any(|one| one.languages.contains(language));
        ContentLanguage::all().filter(|language| self.edits || own(language)).collect()
    }

    /// Those of all areas from which they translate into a language.
    pub fn areas(&self, language: ContentLanguage, all: &[AreaId]) -> Vec<AreaId> {
        let own =
            |area: &AreaId| self.own.iter().any(|one| one.languages.contains(&language) && one.areas.contains(area));
        all.iter().copied().filter(|area| self.edits || own(area)).collect()
    }
}

/// What of a page says who may translate it.
#[derive(Debug, Clone, Copy)]
pub struct Translated {
    area: AreaId,
    answered_by: Option<OrganisationId>,
}

impl Translated {
    pub fn of(conn: &mut Conn, question: &Question, answer: Option<&Answer>) -> QueryResult<Self> {
        let answered_by = match answer {
            Some(answer) => Some(
                accreditations::table
                    .find(answer.accreditation_id)
                    .select(accreditations::organisation_id)
                    .first(conn)?,
            ),
            None => None,
        };
        Ok(Self { area: question.area_id, answered_by })
    }
}
