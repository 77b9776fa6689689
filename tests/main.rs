//! One test binary: everything through the front door, on SQLite, and on PostgreSQL when
//! `MIPAS_TEST_DATABASE_URL` names a cluster (see `tests/run`).
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on says so by panicking

mod support;

mod access;
mod accounts;
mod cli;
mod cluster;
mod forum;
mod ground;
mod live;
mod long;
mod matrix;
mod notifications;
mod organisations;
mod questions;
mod search;
