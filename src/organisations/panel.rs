//! What the features below show on an organisation's page.

use std::sync::Arc;

use crate::accounts::Viewer;
use crate::areas::PanelView;
use crate::db::{Conn, OrganisationId};
use crate::error::Result;

/// Something that a feature shows on the page of an organisation that is listed.
pub trait OrganisationPanel: Send + Sync {
    /// `None` when there is nothing to show. Visibility is the panel's own to decide.
    fn show(&self, conn: &mut Conn, viewer: &Viewer, organisation: OrganisationId) -> Result<Option<PanelView>>;
}

/// The panels of this process, in their order.
#[derive(Clone, Default)]
pub struct OrganisationPanels(pub Vec<Arc<dyn OrganisationPanel>>);

impl OrganisationPanels {
    pub fn show(&self, conn: &mut Conn, viewer: &Viewer, organisation: OrganisationId) -> Result<Vec<PanelView>> {
        let shown = self.0.iter().map(|panel| panel.show(conn, viewer, organisation));
        Ok(shown.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}
