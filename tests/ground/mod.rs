//! What everything stands on: languages, errors, headers, the databases.

mod cache;
mod headers;
mod locales;
mod openapi;
mod order;
mod pages;
mod probe;
mod prose;
mod schema;
