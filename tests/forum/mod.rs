//! The forum through the front door.

pub mod categories;
mod category_names;
mod hiding;
mod identity;
mod moderation;
pub mod setup;
mod threads;
pub mod town;
