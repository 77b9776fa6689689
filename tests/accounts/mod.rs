//! Who people are: signing up and in, their settings, their pages, the administrator's.

mod admin;
mod profile;
mod settings;
mod tokens;
