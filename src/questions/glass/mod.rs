//! Breaking the glass: an administrator who must read a question that is not theirs says why, in writing and after proving
//! anew who they are, and reads it for half an hour. Each time is in the log, before the other administrators and, with
//! its reason, before the asker. Without it a question is not there for them.

mod list;
mod opening;
mod page;

pub use list::{GlassListPage, list};
pub use opening::{GlassOpening, erase, list_for_asker};
pub use page::{GlassPage, open, show};

use crate::accounts::{Member, Role, Viewer};
use crate::error::{Error, Result};

/// To anybody but an administrator there is nothing here, for guests too.
fn administrator(viewer: &Viewer) -> Result<&Member> {
    viewer.member.as_ref().filter(|member| member.has_role(Role::Admin)).ok_or(Error::NotFound)
}
