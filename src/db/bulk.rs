//! What a bulk load leaves to be done, in each database's own words.

use diesel::connection::SimpleConnection;

use super::{Conn, Db, Tx};
use crate::error::Result;

impl Tx<'_> {
    /// After rows were inserted into `tables` with ids of their own: the next ids come after them.
    pub fn follow_ids(&mut self, tables: &[&str]) -> Result<()> {
        let conn: &mut Conn = self;
        match conn {
            // AUTOINCREMENT has seen the ids.
            Conn::Sqlite(_) => {}
            Conn::Pg(c) => {
                for table in tables {
                    c.batch_execute(&format!(
                        "SELECT setval(pg_get_serial_sequence('{table}', 'id'), \
                         (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
                    ))?;
                }
            }
        }
        Ok(())
    }
}

impl Db {
    /// The planner learns what the tables hold.
    pub fn analyse(&self) -> Result<()> {
        self.write_now(|tx| Ok(tx.batch_execute("ANALYZE")?))
    }
}
