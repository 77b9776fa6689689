//! What everything stands on: languages, errors, headers, the databases.

mod pages;
mod schema;
