//! The table of everything that can be configured.

use std::str::FromStr;

use super::{Config, LogFormat};
use crate::words::language_of_environment;

/// One thing that can be configured.
pub struct Key {
    /// Its name in `clientele.toml`; in capitals after `CLIENTELE_` the environment variable.
    pub name: &'static str,
    /// The flag, without its two dashes.
    pub flag: &'static str,
    /// What the value is, for help texts.
    pub value: &'static str,
    /// The default as it would be written; a text in brackets where it is worked out.
    pub default: &'static str,
    /// What it is for.
    pub meaning: &'static str,
    /// It may hold a password: never shown.
    pub secret: bool,
    /// Takes a value; an error says what it must be.
    pub set: fn(&mut Config, &str) -> Result<(), &'static str>,
}

impl Key {
    /// `CLIENTELE_NAME`.
    pub fn variable(&self) -> String {
        format!("CLIENTELE_{}", self.name.to_ascii_uppercase())
    }
}

/// Before any key is set.
pub(super) fn start() -> Config {
    let options = app::DbOptions::default();
    Config {
        data: "clientele-data".into(),
        database: None,
        database_authorities: None,
        database_superuser: false,
        database_readers: options.readers,
        database_cache_mib: options.cache_kib / 1024,
        database_mmap_mib: 0,
        listen: server::config::Config::default().listen,
        public_url: None,
        trusted_proxy: None,
        language: language_of_environment(),
        log: "info".to_owned(),
        log_format: LogFormat::Text,
        backups: None,
        backups_keep: 14,
        night_hour: 3,
        import_folders: None,
        mail_folders: None,
        import_file_mib: 2_048,
        import_memory_mib: 768,
        import_seconds: 900,
    }
}

fn put<T: FromStr>(place: &mut T, text: &str, must: &'static str) -> Result<(), &'static str> {
    *place = text.parse().map_err(|_| must)?;
    Ok(())
}

fn put_some<T: FromStr>(
    place: &mut Option<T>,
    text: &str,
    must: &'static str,
) -> Result<(), &'static str> {
    *place = Some(text.parse().map_err(|_| must)?);
    Ok(())
}

fn put_within<T: FromStr + PartialOrd>(
    place: &mut T,
    text: &str,
    (least, most): (T, T),
    must: &'static str,
) -> Result<(), &'static str> {
    let value: T = text.parse().map_err(|_| must)?;
    if value < least || value > most {
        return Err(must);
    }
    *place = value;
    Ok(())
}

fn filled(text: &str) -> Result<&str, &'static str> {
    if text.trim().is_empty() {
        return Err("a text that is not empty");
    }
    Ok(text)
}

/// Everything that can be configured, in the order of the reference page.
pub const KEYS: &[Key] = &[
    Key {
        name: "data",
        flag: "data",
        value: "FOLDER",
        default: "clientele-data",
        meaning: "Folder of the base, its lock and its backups. Made when missing. Must not lie on a network disk.",
        secret: false,
        set: |config, text| put(&mut config.data, filled(text)?, "a folder"),
    },
    Key {
        name: "listen",
        flag: "listen",
        value: "ADDRESS:PORT",
        default: "127.0.0.1:8080",
        meaning: "Where the server listens. Put a reverse proxy with TLS in front before other machines may reach it.",
        secret: false,
        set: |config, text| {
            put(
                &mut config.listen,
                text,
                "an address and a port, 127.0.0.1:8080",
            )
        },
    },
    Key {
        name: "public_url",
        flag: "public-url",
        value: "URL",
        default: "(none)",
        meaning: "The address people type, https://crm.example.com. Links are built from it and calls under any other name are refused. Without it only loopback and numeric addresses are answered.",
        secret: false,
        set: |config, text| put_some(&mut config.public_url, text, "like https://crm.example.com"),
    },
    Key {
        name: "trusted_proxy",
        flag: "trusted-proxy",
        value: "ADDRESS",
        default: "(none)",
        meaning: "Address of the reverse proxy whose X-Forwarded-For is believed.",
        secret: false,
        set: |config, text| put_some(&mut config.trusted_proxy, text, "an IP address"),
    },
    Key {
        name: "database",
        flag: "database",
        value: "URL",
        default: "(a SQLite file in the data folder)",
        meaning: "PostgreSQL connection string, postgres://user:password@host/base. Prefer the environment or the file to the flag: other people on the machine can read flags.",
        secret: true,
        set: |config, text| put_some(&mut config.database, filled(text)?, "a connection string"),
    },
    Key {
        name: "database_authorities",
        flag: "database-authorities",
        value: "FILE",
        default: "(the public ones)",
        meaning: "PEM file with the authorities that signed the PostgreSQL server's certificate.",
        secret: false,
        set: |config, text| put_some(&mut config.database_authorities, filled(text)?, "a file"),
    },
    Key {
        name: "database_superuser",
        flag: "database-superuser",
        value: "true|false",
        default: "false",
        meaning: "Accept a PostgreSQL role that is a superuser. A hole in the program would then be a hole in the machine.",
        secret: false,
        set: |config, text| put(&mut config.database_superuser, text, "true or false"),
    },
    Key {
        name: "database_readers",
        flag: "database-readers",
        value: "NUMBER",
        default: "8",
        meaning: "Connections that read at the same time, 1–64.",
        secret: false,
        set: |config, text| put_within(&mut config.database_readers, text, (1, 64), "1 to 64"),
    },
    Key {
        name: "database_cache_mib",
        flag: "database-cache-mib",
        value: "MIB",
        default: "16",
        meaning: "Page cache of each SQLite connection in MiB, 1–4096.",
        secret: false,
        set: |config, text| {
            put_within(&mut config.database_cache_mib, text, (1, 4096), "1 to 4096")
        },
    },
    Key {
        name: "database_mmap_mib",
        flag: "database-mmap-mib",
        value: "MIB",
        default: "0",
        meaning: "Part of the SQLite file that is mapped into memory, in MiB; 0 maps nothing.",
        secret: false,
        set: |config, text| {
            put_within(
                &mut config.database_mmap_mib,
                text,
                (0, 1_048_576),
                "0 to 1048576",
            )
        },
    },
    Key {
        name: "backups",
        flag: "backups",
        value: "FOLDER",
        default: "(backups in the data folder)",
        meaning: "Folder of backups. A backup on the same disk does not survive the disk: copy them elsewhere.",
        secret: false,
        set: |config, text| put_some(&mut config.backups, filled(text)?, "a folder"),
    },
    Key {
        name: "backups_keep",
        flag: "backups-keep",
        value: "NUMBER",
        default: "14",
        meaning: "Newest backups kept; older ones are deleted after a new one was verified. 0 makes none at night.",
        secret: false,
        set: |config, text| put_within(&mut config.backups_keep, text, (0, 10_000), "0 to 10000"),
    },
    Key {
        name: "night_hour",
        flag: "night-hour",
        value: "HOUR",
        default: "3",
        meaning: "Hour of the day, on the machine's clock, at which nightly work begins: backup, figures, cleaning up.",
        secret: false,
        set: |config, text| put_within(&mut config.night_hour, text, (0, 23), "0 to 23"),
    },
    Key {
        name: "import_file_mib",
        flag: "import-file-mib",
        value: "MIB",
        default: "2048",
        meaning: "Largest file that is brought in, in MiB, 1–65536.",
        secret: false,
        set: |config, text| {
            put_within(&mut config.import_file_mib, text, (1, 65_536), "1 to 65536")
        },
    },
    Key {
        name: "import_folders",
        flag: "import-folders",
        value: "FOLDER",
        default: "(none)",
        meaning: "Folder whose folders may be watched for regular imports. Files that are done with are moved within them, so the server must be able to write there.",
        secret: false,
        set: |config, text| put_some(&mut config.import_folders, filled(text)?, "a folder"),
    },
    Key {
        name: "mail_folders",
        flag: "mail-folders",
        value: "FOLDER",
        default: "(none)",
        meaning: "Folder whose folders are mailboxes: their letters, files ending in .eml or a maildir, become leads. Letters that are done with are moved within them, so the server must be able to write there.",
        secret: false,
        set: |config, text| put_some(&mut config.mail_folders, filled(text)?, "a folder"),
    },
    Key {
        name: "import_memory_mib",
        flag: "import-memory-mib",
        value: "MIB",
        default: "768",
        meaning: "Address space of the process that reads a file brought in, in MiB, 64–65536. A hostile file costs that process, not the server.",
        secret: false,
        set: |config, text| {
            put_within(
                &mut config.import_memory_mib,
                text,
                (64, 65_536),
                "64 to 65536",
            )
        },
    },
    Key {
        name: "import_seconds",
        flag: "import-seconds",
        value: "SECONDS",
        default: "900",
        meaning: "Processor time of the process that reads a file brought in, and how long it may say nothing, in seconds, 1–86400.",
        secret: false,
        set: |config, text| put_within(&mut config.import_seconds, text, (1, 86_400), "1 to 86400"),
    },
    Key {
        name: "language",
        flag: "language",
        value: "en|ru|mk",
        default: "(from LC_ALL, LC_MESSAGES, LANG)",
        meaning: "Language of the command line.",
        secret: false,
        set: |config, text| put(&mut config.language, text, "en, ru or mk"),
    },
    Key {
        name: "log",
        flag: "log",
        value: "FILTER",
        default: "info",
        meaning: "What is logged: error, warn, info, debug, or a filter like info,db=debug. No personal data is logged at any level.",
        secret: false,
        set: |config, text| put(&mut config.log, filled(text)?, "a filter"),
    },
    Key {
        name: "log_format",
        flag: "log-format",
        value: "text|json",
        default: "text",
        meaning: "How the log is written, on standard error.",
        secret: false,
        set: |config, text| {
            config.log_format = match text {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => return Err("text or json"),
            };
            Ok(())
        },
    },
];
