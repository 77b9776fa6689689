//! Places in lists, as addresses have them: where the next page begins. Each kind of list knows its own (`FromStr`); one
//! that says nothing is a bad request everywhere.

use std::fmt;
use std::str::FromStr;

use super::Asked;
use crate::config::Timestamp;
use crate::error::{Error, Result};

/// A place in a list that is ordered by a time, and then by id: `1700000000000000.12`, microseconds and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cursor<I> {
    pub at: Timestamp,
    pub id: I,
}

impl<I: fmt::Display> fmt::Display for Cursor<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.micros(), self.id)
    }
}

impl<I: FromStr> FromStr for Cursor<I> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        let at = at.parse().ok().and_then(Timestamp::from_micros).ok_or(())?;
        Ok(Self { at, id: id.parse().map_err(drop)? })
    }
}

impl Asked {
    /// Where a page begins; `None` when nothing is said, as on the first one.
    pub fn cursor<C: FromStr>(&self, name: &str) -> Result<Option<C>> {
        let said = self.query(name)?.filter(|text| !text.is_empty());
        said.map(|text| text.parse().map_err(|_| Error::BadRequest("error-bad-request"))).transpose()
    }
}
