//! The forum through the front door.

mod setup;
mod threads;
