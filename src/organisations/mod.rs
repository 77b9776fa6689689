//! Organisations: the directory of bodies that take part, who belongs to them, who speaks for them by a mandate, and
//! who answers for them as an expert. Questions route by it and show its badges; what an expert does there is theirs.

mod absence;
mod accreditation;
mod admin;
mod change;
mod codes;
mod directory;
mod edit;
mod erased;
mod expert;
mod form;
mod form_page;
mod join;
mod meaning;
mod membership;
mod organisation;
mod page;
mod panel;
mod people;
mod searchable;
mod span;

pub use absence::away;
pub use accreditation::{
    Accreditation, Badge, list_accreditations, list_accreditations_of, list_all_experts, list_experts, load_badges,
};
pub use codes::{Kind, MemberRole, Region, Sector, State, list_regions};
pub use erased::OrganisationsErased;
pub use meaning::OrganisationMeaning;
pub use organisation::{Contact, Organisation, Sight, find_by_slug, find_organisation};
pub use panel::{OrganisationPanel, OrganisationPanels};
pub use searchable::OrganisationSearchable;

// What organisations do, for whoever does it on behalf of people: the demonstration.
pub(crate) use absence::{NewAbsence, set_absence};
pub(crate) use codes::find_region;
pub(crate) use membership::{Scope, accredit, end_accreditation, give_membership, show_name};
pub(crate) use organisation::{Details, NewOrganisation, insert_organisation};

use crate::web::{Endpoint, get, post, put};

/// The URL table of organisations.
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = admin::endpoints();
    all.extend(expert::endpoints());
    all.extend([
        get("/{lang}/organisations", directory::show)
            .page::<directory::DirectoryPage>("DirectoryPage")
            .queries(&["kind", "sector", "region", "area", "after"]),
        post("/{lang}/organisations", join::apply).takes(form::APPLICATION),
        get("/{lang}/organisations/new", join::form).page::<join::JoinPage>("JoinPage"),
        get("/{lang}/organisations/{slug}", page::show).page::<page::OrganisationPage>("OrganisationPage"),
        put("/{lang}/organisations/{slug}", edit::change).takes(form::CHANGE),
        get("/{lang}/organisations/{slug}/edit", edit::form).page::<edit::OrganisationEditPage>("OrganisationEditPage"),
    ]);
    all
}
