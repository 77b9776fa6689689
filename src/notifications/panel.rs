//! How much a member hears of an area, on the area's own page.

use super::follow::{self, Level};
use super::following::Following;
use super::meaning::Followed;
use crate::accounts::Viewer;
use crate::areas::{Panel, PanelView};
use crate::db::{AreaId, Conn};
use crate::error::{Error, Result};

pub struct FollowPanel;

impl Panel for FollowPanel {
    fn show(&self, conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Option<PanelView>> {
        let Some(member) = &viewer.member else { return Ok(None) };
        let level = follow::find(conn, member.id, &Followed::new("area", area))?.unwrap_or(Level::Normal);
        let following = Following { thing: format!("area:{area}"), level };
        let data = serde_json::to_value(following).map_err(Error::internal)?;
        Ok(Some(PanelView { template: "parts/follow", data, tags: Vec::new() }))
    }
}
