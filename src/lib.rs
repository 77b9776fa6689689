//! MIPAS: migration information and collaboration. One server: forum, questions, consultations.
//!
//! A module may use only the modules above it in this list; a test enforces it.

pub mod config;
pub mod error;
pub mod db;
pub mod activity;
pub mod i18n;
pub mod text;
pub mod render;
pub mod mail;
pub mod web;
pub mod accounts;
pub mod translations;
pub mod areas;
pub mod search;
pub mod notifications;
pub mod organisations;
pub mod prose;
pub mod forum;
pub mod questions;
pub mod home;
pub mod demo;
pub mod app;
pub mod cli;
