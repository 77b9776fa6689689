//! What everything stands on: languages, errors, headers, the databases.

mod activity;
mod bad_input;
mod cache;
mod cross_site;
mod headers;
mod licences;
mod limits;
mod locales;
mod metrics;
mod openapi;
mod order;
mod pages;
pub mod probe;
mod prose;
mod schema;
mod shutdown;
mod writer;
