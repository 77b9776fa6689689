//! The command line.

mod check;
mod flags;
mod people;
mod search;
mod serving;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use indicatif::ProgressBar;
use tracing_subscriber::EnvFilter;

use crate::app;
use crate::config::{Clock, Config};
use crate::demo;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Args, Lang};
use flags::Flags;

#[derive(Parser)]
#[command(name = "mipas", version, about = "MIPAS: migration information and collaboration")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Flags,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve,
    /// Bring the database up to this version's schema
    Migrate,
    /// Serve an invented community, made on the first start
    Demo {
        /// Fill to at least this many posts, in bulk: to see how a large forum behaves
        #[arg(long, value_name = "N")]
        posts: Option<u64>,
        /// Fill to at least this many public questions, in bulk
        #[arg(long, value_name = "N")]
        questions: Option<u64>,
    },
    /// Make accounts, give and take roles
    #[command(subcommand)]
    User(people::UserCommand),
    /// Make keys for programs
    #[command(subcommand)]
    Token(people::TokenCommand),
    /// Look after the search index of this data folder
    #[command(subcommand)]
    Search(search::SearchCommand),
    /// Say what is wrong with settings, database, mail and secret, and how to mend it
    Check,
}

/// Runs the command; what went wrong is told on standard error.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let defaults = if matches!(cli.command, Command::Demo { .. }) { demo::DEFAULTS } else { &[] };
    let file = cli.settings.file.as_deref();
    let config = match Config::gather_over(defaults, &cli.settings.values, std::env::vars(), file) {
        Ok(config) => config,
        Err(errors) => {
            for error in errors {
                eprintln!("mipas: {error}");
            }
            return ExitCode::from(2);
        }
    };
    start_logging(&config);
    let outcome = match cli.command {
        Command::Serve => serving::serve(config),
        Command::Migrate => migrate(&config),
        Command::Demo { posts, questions } => serving::serve_demo(config, posts, questions),
        Command::User(command) => people::user(&config, command),
        Command::Token(command) => people::token(&config, command),
        Command::Search(command) => search::run(&config, command),
        Command::Check => return check::run(&config),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mipas: {}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error as the person at the terminal can use it: the command line speaks English.
fn told(error: &Error) -> String {
    let locale = Lang::En.locale();
    let field = |field: &FieldError| {
        let args: Args = field.args.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        format!("{}: {}", field.field.replace('_', " "), locale.text(field.message, &args))
    };
    match error {
        Error::Invalid(fields) => fields.iter().map(field).collect::<Vec<_>>().join("\n       "),
        Error::Internal(cause) | Error::Unavailable(cause) => cause.clone(),
        other => locale.say(other.message()),
    }
}

fn start_logging(config: &Config) {
    let filter = config.log.parse::<EnvFilter>().unwrap_or_default();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_json { builder.json().init() } else { builder.init() }
}

fn migrate(config: &Config) -> Result<()> {
    // Hidden by indicatif itself when standard error is no terminal.
    let spinner = ProgressBar::new_spinner().with_message(format!("bringing {} up to date", config.database));
    spinner.enable_steady_tick(Duration::from_millis(100));
    let run = app::prepare(config, &Clock::default());
    spinner.finish_and_clear();
    match run?.as_slice() {
        [] => println!("{} is up to date", config.database),
        names => names.iter().for_each(|name| println!("ran {name}")),
    }
    Ok(())
}
