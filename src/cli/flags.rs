//! The settings as flags of every command.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, FromArgMatches};

use crate::config::SETTINGS;

/// Settings as flags, and the file to read others from.
pub(super) struct Flags {
    pub values: BTreeMap<String, String>,
    pub file: Option<PathBuf>,
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
