//! Organisations: the directory, joining it, who belongs to a body and who answers for it, and what nobody else sees.

mod directory;
mod experts;
mod joining;
mod leaks;
mod people;
pub mod setup;
