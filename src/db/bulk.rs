//! What a bulk load leaves to be done, in each database's own words.

use diesel::connection::SimpleConnection;

use super::{Conn, Db};
use crate::error::Result;

impl Db {
    /// After many rows were inserted, into `tables` with ids of their own: the next ids come after them, and the
    /// planner learns what the tables hold.
    pub fn settle(&self, tables: &'static [&'static str]) -> Result<()> {
        self.write_now(move |tx| {
            let conn: &mut Conn = tx;
            match conn {
                // AUTOINCREMENT has seen the ids.
                Conn::Sqlite(c) => c.batch_execute("ANALYZE")?,
                Conn::Pg(c) => {
                    for table in tables {
                        c.batch_execute(&format!(
                            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), \
                             (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
                        ))?;
                    }
                    c.batch_execute("ANALYZE")?;
                }
            }
            Ok(())
        })
    }
}
