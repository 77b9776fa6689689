//! The courier: takes letters out of the outbox and hands them over, one at a time.

use lettre::Address;
use lettre::address::Envelope;
use lettre::message::Mailbox;

use super::outbox::{Claimed, Outcome, claim, list_due, settle};
use super::transport::{Refused, Transport};
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};

/// How many letters are carried before the courier looks up again.
const ROUND: i64 = 20;

pub struct Courier {
    transport: Transport,
    /// The envelope's sender: where bounces go.
    from: Address,
    /// Captured letters stay to be read, those too of which nothing may stay: everybody is invented.
    demo: bool,
}

impl Courier {
    pub fn new(config: &Config) -> Result<Self> {
        let from: Mailbox = config.mail_from.parse().map_err(Error::internal)?;
        Ok(Self { transport: Transport::open(&config.mail)?, from: from.email, demo: config.demo })
    }

    /// Tries the letters whose time has come. A crash between handing one over and writing that down sends it
    /// again, under the same Message-ID.
    pub fn deliver_due(&self, db: &Db) -> Result<()> {
        let now = db.clock().now();
        for id in db.read_now(|conn| Ok(list_due(conn, now, ROUND)?))? {
            let Some(letter) = db.write_now(move |tx| Ok(claim(tx, id)?))? else { continue };
            let outcome = self.hand_over(&letter);
            let refused = matches!(outcome, Outcome::Refused { for_good: false, .. });
            db.write_now(move |tx| Ok(settle(tx, &letter, &outcome)?))?;
            if refused {
                // The next letter would most likely meet the same closed door: not in this round.
                break;
            }
        }
        Ok(())
    }

    fn hand_over(&self, letter: &Claimed) -> Outcome {
        let id = letter.id.0;
        let envelope = letter
            .to_address
            .parse()
            .map_err(|_| "not an address".to_owned())
            .and_then(|to| Envelope::new(Some(self.from.clone()), vec![to]).map_err(|error| error.to_string()));
        let sent = envelope
            .map_err(|reply| Refused { reply, for_good: true })
            .and_then(|envelope| self.transport.send(&envelope, &letter.message_id, &letter.message));
        match sent {
            Ok(reply) => {
                tracing::debug!(id, "a letter has left");
                Outcome::Sent { reply, keep: self.transport.keeps() && (self.demo || !letter.fleeting) }
            }
            Err(Refused { reply, for_good }) => {
                // What a server says may name the address.
                let said = if letter.fleeting { "" } else { reply.as_str() };
                tracing::warn!(id, reply = said, for_good, attempts = letter.attempts, "a letter did not leave");
                Outcome::Refused { reply, for_good }
            }
        }
    }
}
