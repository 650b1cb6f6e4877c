//! `clientele backup`: a verified copy of the base, also while the server runs.

use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use app::job::Places;
use app::{StartCheck, backup};

use crate::clock;
use crate::config::Flags;
use crate::console::{Console, say, shown};

/// Flags of `clientele backup`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder to put the backup in, instead of the configured one; nothing is deleted there
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
}

/// Makes a backup.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    let words = &console.words;
    let app = console.app_as_it_is(&console.config.options(StartCheck::Skip))?;
    let places = match &arguments.to {
        Some(folder) => Places {
            backups: folder.clone(),
            keep: usize::MAX,
        },
        None => console.config.places(),
    };
    let made = backup::now(&app, clock::now(), &places, &mut progress(&console));
    if std::io::stderr().is_terminal() {
        eprint!("\r\u{1b}[K");
    }
    let made = made.map_err(|error| console.told(&error))?;
    let path = shown(&places.backups.join(&made.file));
    let values = [("path", path.into()), ("bytes", made.bytes.into())];
    say(&words.with("cli-backup-made", &values));
    if let Some(rows) = made.rows {
        say(&words.with("cli-backup-rows", &[("rows", rows.into())]));
    }
    for file in made.removed {
        println!(
            "{}",
            words.with("cli-backup-removed", &[("file", file.into())])
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Percents on a terminal; nothing elsewhere.
fn progress(console: &Console) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    let shows = std::io::stderr().is_terminal();
    move |done, total| {
        if shows && total > 0 {
            let values = [("percent", (done * 100 / total).into())];
            eprint!("\r{}", console.words.with("cli-backup-progress", &values));
            let _shown = std::io::stderr().flush();
        }
        ControlFlow::Continue(())
    }
}
