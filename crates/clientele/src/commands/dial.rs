//! `clientele dial FILE`: notes the results of an auto-dialler from the console. Dead numbers go
//! aside, working ones come back.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use app::dial::{self, Error, Report};

use super::import;
use crate::config::Flags;
use crate::console::{Console, say, shown};

/// The largest file that is taken, in bytes: it is read into memory.
const FILE_LIMIT: u64 = 64 << 20;
/// Rows that are named, of each kind.
const NAMED: usize = 20;

/// Flags of `clientele dial`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The table: one column of phones, one of results, perhaps one of moments
    file: PathBuf,
    /// The employee in whose name and with whose rights it is done; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

/// Notes the results.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, arguments.login.as_deref())?;
    let file = || ("path", shown(&arguments.file).into());
    let lost = |error: std::io::Error| {
        let values = [file(), ("detail", error.to_string().into())];
        console.failed("cli-import-file", &values)
    };
    let size = std::fs::metadata(&arguments.file).map_err(lost)?.len();
    if size > FILE_LIMIT {
        let values = [file(), ("mib", (FILE_LIMIT >> 20).into())];
        return Err(console.failed("cli-dial-large", &values));
    }
    let bytes = std::fs::read(&arguments.file).map_err(lost)?;
    let name = arguments.file.file_name().unwrap_or_default();
    let report = dial::record_table(&app, &ctx, &name.to_string_lossy(), bytes);
    let report = report.map_err(|error| match error {
        Error::Db(error) => console.told(&error),
        other => {
            let values = [file(), ("detail", other.to_string().into())];
            console.failed("cli-dial-refused", &values)
        }
    })?;
    Ok(told(&console, &report))
}

/// What came of it; a failure when some rows could not be noted.
fn told(console: &Console, report: &Report) -> ExitCode {
    let words = &console.words;
    let values = [
        ("rows", report.rows.into()),
        ("noted", report.noted.into()),
        ("aside", report.aside.into()),
        ("released", report.released.into()),
    ];
    say(&words.with("cli-dial-noted", &values));
    for (text, times) in &report.unknown_results {
        let values = [("text", text.into()), ("times", (*times).into())];
        say(&words.with("cli-dial-unknown", &values));
    }
    let rows = [
        ("cli-dial-not-phones", &report.not_phones),
        ("cli-dial-not-found", &report.not_found),
        ("cli-dial-late", &report.late),
    ];
    let mut whole = report.unknown_results.is_empty();
    for (message, rows) in rows.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        whole = false;
        let mut named: Vec<String> = rows.iter().take(NAMED).map(u64::to_string).collect();
        if rows.len() > NAMED {
            named.push("…".to_owned());
        }
        let values = [
            ("count", rows.len().into()),
            ("rows", named.join(", ").into()),
        ];
        say(&words.with(message, &values));
    }
    if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    }
}
