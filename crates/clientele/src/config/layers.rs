//! Where values come from: flags, environment, file, defaults, in this order.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, FromArgMatches};

use super::Config;
use super::keys::{KEYS, start};

/// The flags of the configuration, as any command takes them.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    file: Option<PathBuf>,
    given: Vec<(&'static str, String)>,
}

/// Name of the file that is read when none is named.
const FILE: &str = "clientele.toml";
const FILE_VARIABLE: &str = "CLIENTELE_CONFIG";

impl clap::Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config")
            .long("config")
            .value_name("FILE")
            .help(format!(
                "File to read [env: {FILE_VARIABLE}] [default: {FILE}, if there]"
            ));
        let args = KEYS.iter().map(|key| {
            Arg::new(key.name)
                .long(key.flag)
                .value_name(key.value)
                .help(format!("{} [default: {}]", key.meaning, key.default))
        });
        command
            .next_help_heading("Configuration")
            .arg(file)
            .args(args)
            .next_help_heading(None::<&str>)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl Flags {
    /// Whether the flag of this key was given.
    pub fn gives(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| *given == name)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Flags::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<String>("config").map(PathBuf::from);
        self.given = KEYS
            .iter()
            .filter_map(|key| Some((key.name, matches.get_one::<String>(key.name)?.clone())))
            .collect();
        Ok(())
    }
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A flag.
    Flag,
    /// The environment.
    Environment,
    /// The file.
    File,
    /// Nobody set it.
    Default,
}

/// A configuration and where each of its values came from.
#[derive(Debug)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// In the order of the table: name, the value as it was written, origin.
    pub values: Vec<(&'static str, String, Origin)>,
}

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file cannot be read or is not TOML.
    #[error("{}: {detail}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// The file holds a key that does not exist.
    #[error("{}: {key}", path.display())]
    Unknown {
        /// The file.
        path: PathBuf,
        /// The key.
        key: String,
    },
    /// A value is not what it must be.
    #[error("{place}: {must}")]
    Bad {
        /// The flag, variable or key.
        place: String,
        /// What it must be.
        must: &'static str,
    },
}

/// Reads all layers. `environment` gives the value of a variable.
pub fn load(
    flags: &Flags,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Loaded, Problem> {
    let named = flags
        .file
        .clone()
        .or_else(|| environment(FILE_VARIABLE).map(PathBuf::from));
    let file = match named {
        Some(path) => read(path)?,
        None if PathBuf::from(FILE).exists() => read(PathBuf::from(FILE))?,
        None => Vec::new(),
    };
    let mut loaded = Loaded {
        config: start(),
        values: Vec::new(),
    };
    for key in KEYS {
        let of = |layer: &[(&str, String)]| {
            let found = layer.iter().find(|(name, _)| *name == key.name);
            found.map(|(_, value)| value.clone())
        };
        let variable = key.variable();
        let found = of(&flags.given)
            .map(|value| (value, Origin::Flag, format!("--{}", key.flag)))
            .or_else(|| {
                Some((
                    environment(&variable)?,
                    Origin::Environment,
                    variable.clone(),
                ))
            })
            .or_else(|| Some((of(&file)?, Origin::File, key.name.to_owned())));
        let (value, origin) = match found {
            Some((value, origin, place)) => {
                (key.set)(&mut loaded.config, &value)
                    .map_err(|must| Problem::Bad { place, must })?;
                (value, origin)
            }
            None => (key.default.to_owned(), Origin::Default),
        };
        loaded.values.push((key.name, value, origin));
    }
    Ok(loaded)
}

fn read(path: PathBuf) -> Result<Vec<(&'static str, String)>, Problem> {
    let unusable = |detail: String| Problem::File {
        path: path.clone(),
        detail,
    };
    let text = std::fs::read_to_string(&path).map_err(|error| unusable(error.to_string()))?;
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| unusable(error.message().to_owned()))?;
    let mut values = Vec::new();
    for (name, value) in table {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else {
            return Err(Problem::Unknown { path, key: name });
        };
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            _ => {
                return Err(Problem::Bad {
                    place: name,
                    must: "a text, a whole number, true or false",
                });
            }
        };
        values.push((key.name, text));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Args;

    fn flags(arguments: &[&str]) -> Flags {
        let command = Flags::augment_args(Command::new("test").no_binary_name(true));
        Flags::from_arg_matches(&command.get_matches_from(arguments)).unwrap()
    }

    fn none(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_nearest_layer_wins() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("c.toml");
        std::fs::write(
            &file,
            "night_hour = 1\nlog = \"warn\"\ndata = \"from-file\"\n",
        )
        .unwrap();
        let file = file.to_str().unwrap();
        let environment = |name: &str| match name {
            "CLIENTELE_LOG" => Some("debug".to_owned()),
            "CLIENTELE_DATA" => Some("from-environment".to_owned()),
            _ => None,
        };
        let flags = flags(&["--config", file, "--data", "from-flag"]);
        let loaded = load(&flags, &environment).unwrap();
        let config = &loaded.config;
        assert_eq!(config.data, PathBuf::from("from-flag"));
        assert_eq!((config.log.as_str(), config.night_hour), ("debug", 1));
        assert_eq!(config.backups_keep, 14);
        let origin = |name| {
            loaded
                .values
                .iter()
                .find(|value| value.0 == name)
                .unwrap()
                .2
        };
        assert_eq!(origin("data"), Origin::Flag);
        assert_eq!(origin("log"), Origin::Environment);
        assert_eq!(origin("night_hour"), Origin::File);
        assert_eq!(origin("listen"), Origin::Default);
    }

    #[test]
    fn the_defaults_are_what_the_table_says() {
        let written = load(&flags(&[]), &none).unwrap().config;
        let mut read = start();
        for key in KEYS.iter().filter(|key| !key.default.starts_with('(')) {
            (key.set)(&mut read, key.default).unwrap();
        }
        assert_eq!(format!("{written:?}"), format!("{read:?}"));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("c.toml");
        let with = |text: &str| {
            std::fs::write(&file, text).unwrap();
            load(&flags(&["--config", file.to_str().unwrap()]), &none).unwrap_err()
        };
        assert!(
            matches!(with("lissten = \"x\""), Problem::Unknown { key, .. } if key == "lissten")
        );
        assert!(matches!(with("data = ["), Problem::File { .. }));
        assert!(matches!(with("data = [1]"), Problem::Bad { .. }));
        assert!(matches!(with("night_hour = 24"), Problem::Bad { .. }));
        let missing = flags(&["--config", "/nowhere/c.toml"]);
        assert!(matches!(load(&missing, &none), Err(Problem::File { .. })));
        let bad = load(&flags(&["--listen", "here"]), &none).unwrap_err();
        assert!(matches!(bad, Problem::Bad { place, .. } if place == "--listen"));
    }
}
