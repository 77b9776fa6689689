//! The forum through the front door.

mod categories;
mod moderation;
mod setup;
mod threads;
