//! Hints over sockets and polls.

mod client;
mod closing;
mod frames;
mod hints;
mod limits;
mod slow;
