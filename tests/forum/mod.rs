//! The forum through the front door.

mod categories;
mod moderation;
pub mod setup;
mod threads;
