//! The command line: the binary itself, in a folder of its own.

mod check;
mod demo;
mod people;
mod settings;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use mipas::config::DatabaseUrl;

use crate::support::TestApp;

/// What a command has said, and whether it ended well.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `mipas` without the settings of whoever runs the tests.
fn mipas(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], stdin: &str) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mipas"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MIPAS_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).envs(environment.iter().copied());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read has closed it by now.
    drop(child.stdin.take().unwrap().write_all(stdin.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs it beside a server, on the same database.
pub fn beside(app: &TestApp, arguments: &[&str], stdin: &str) -> Outcome {
    let config = &app.shared.site.config;
    let database = match &config.database {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.to_string(),
    };
    mipas(&config.data_dir, arguments, &[("MIPAS_DATA_DIR", "."), ("MIPAS_DATABASE_URL", &database)], stdin)
}
