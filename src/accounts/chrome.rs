//! What a feature puts into the header of every page, and what showing a page means for it.

use std::sync::Arc;

use super::Viewer;
use crate::db::Conn;
use crate::error::Result;
use crate::web::{Counts, Shows, Site};

/// Asked for every page that a member is shown. Registered in `app.rs`.
pub trait Chrome: Send + Sync {
    /// The numbers of the header. What a page `shows` is not counted: it is told by the page itself.
    fn counts(&self, conn: &mut Conn, viewer: &Viewer, shows: Option<Shows>) -> Result<Told>;

    /// A page has been made that shows something of which there was news. Runs on a thread that may block.
    fn shown(&self, site: &Site, viewer: &Viewer, shows: Shows) -> Result<()>;
}

/// The header's numbers, and whether the page itself shows what was counted before.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub counts: Counts,
    pub by_page: bool,
}

/// The one that this process has.
#[derive(Clone)]
pub struct Chromes(pub Arc<dyn Chrome>);
