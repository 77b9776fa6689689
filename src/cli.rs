//! The command line.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Args, FromArgMatches, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::accounts::Hasher;
use crate::app::{self, PASSWORD_MEMORY_KIB, PASSWORD_PASSES, Shared};
use crate::config::{Clock, Config, SETTINGS};
use crate::demo;
use crate::error::{Error, Result};

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
    },
}

/// Settings as flags, and the file to read others from.
struct Flags {
    values: BTreeMap<String, String>,
    file: Option<PathBuf>,
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |name: &str| matches.get_one::<String>(name).cloned();
        let values = SETTINGS.iter().filter_map(|s| Some((s.name.to_owned(), given(s.name)?))).collect();
        Ok(Self { values, file: matches.get_one::<PathBuf>("config").cloned() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Flags {
    fn augment_args(command: clap::Command) -> clap::Command {
        let file = Arg::new("config").long("config").global(true).env("MIPAS_CONFIG").value_name("FILE");
        let file = file.value_parser(clap::value_parser!(PathBuf)).help("A TOML file with settings by these names");
        SETTINGS.iter().fold(command.arg(file), |command, setting| {
            let variable = format!("MIPAS_{}", setting.name.to_uppercase().replace('-', "_"));
            let default =
                setting.default.filter(|d| !d.is_empty()).map_or(String::new(), |d| format!(" [default: {d}]"));
            let help = format!("{} ({}){default} [env: {variable}]", setting.help, setting.form);
            command.arg(Arg::new(setting.name).long(setting.name).global(true).value_name("VALUE").help(help))
        })
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
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
        Command::Serve => serve(config),
        Command::Migrate => migrate(&config),
        Command::Demo { posts } => serve_demo(config, posts),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mipas: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start_logging(config: &Config) {
    let filter = config.log.parse::<EnvFilter>().unwrap_or_default();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_json { builder.json().init() } else { builder.init() }
}

fn migrate(config: &Config) -> Result<()> {
    let run = app::prepare(config, &Clock::default())?;
    match run.as_slice() {
        [] => println!("{} is up to date", config.database),
        names => names.iter().for_each(|name| println!("ran {name}")),
    }
    Ok(())
}

fn serve(config: Config) -> Result<()> {
    let clock = Clock::default();
    app::prepare(&config, &clock)?;
    if !config.is_https() {
        tracing::warn!("the base URL is not https: session cookies travel in the clear");
    }
    let hasher = Hasher::new(PASSWORD_MEMORY_KIB, PASSWORD_PASSES)?;
    run_server(Shared::open(config, clock, hasher)?)
}

/// Fills an empty database with the demonstration, says who can be signed in as, and serves.
fn serve_demo(mut config: Config, posts: Option<u64>) -> Result<()> {
    config.demo = true;
    let hasher = Hasher::new(PASSWORD_MEMORY_KIB, PASSWORD_PASSES)?;
    if !demo::fill(&config, &hasher, posts)? && posts.is_some() {
        tracing::info!("{} is filled already: --posts changes nothing", config.database);
    }
    print!("{}", demo::introduction(&config.base_url)?);
    run_server(Shared::open(config, Clock::default(), hasher)?)
}

/// Serves until SIGTERM or SIGINT; then finishes what is in flight and closes the database.
fn run_server(shared: Shared) -> Result<()> {
    actix_web::rt::System::new().block_on(async move {
        let (running, server) = app::start(shared)?;
        println!("MIPAS listens on http://{}", running.address);
        server.await.map_err(Error::internal)?;
        running.finish();
        Ok(())
    })
}
