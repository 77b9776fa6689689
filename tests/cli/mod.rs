//! The binary's commands.

mod demo;
