//! Mail: letters built in the reader's language, the outbox that they wait in, the ways they leave by, and the
//! courier that takes them there. What a letter says belongs to the feature that sends it.

mod courier;
mod letter;
mod outbox;
mod read;
mod transport;

pub use courier::Courier;
pub use letter::{Conversation, Letterhead, NewMail};
pub use outbox::{Kept, OutboxState, find_kept, list_kept, queue, queue_fleeting, sweep, take_back};
pub use read::{Letter, read};

use crate::config::MailUrl;
use crate::error::Result;

/// Whether mail could leave now: what the other side says, or what keeps it.
pub fn check(url: &MailUrl) -> Result<Result<String, String>> {
    Ok(transport::Transport::open(url)?.check())
}
