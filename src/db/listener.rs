//! Hears that another node has written: PostgreSQL's LISTEN on a connection of its own. A wake-up that is lost costs
//! a poll; nothing rests on it.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use crate::config::DatabaseUrl;
use crate::error::{Error, Result};

pub struct Listener {
    url: String,
    conn: Option<PgConnection>,
}

impl Listener {
    /// `None` on SQLite, whose writers are this process and the command line.
    pub fn new(url: &DatabaseUrl) -> Option<Self> {
        match url {
            DatabaseUrl::Sqlite(_) => None,
            DatabaseUrl::Postgres(url) => Some(Self { url: url.to_string(), conn: None }),
        }
    }

    /// Whether anything was written since the last call. Does not wait. After an error the next call connects anew.
    pub fn heard(&mut self) -> Result<bool> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            None => {
                let mut conn = PgConnection::establish(&self.url).map_err(|e| Error::Unavailable(e.to_string()))?;
                conn.batch_execute("LISTEN mipas_log")?;
                self.conn.insert(conn)
            }
        };
        let mut heard = false;
        let mut failed = None;
        for notification in conn.notifications_iter() {
            match notification {
                Ok(_) => heard = true,
                Err(error) => failed = Some(error),
            }
        }
        if let Some(error) = failed {
            self.conn = None;
            return Err(error.into());
        }
        Ok(heard)
    }
}
