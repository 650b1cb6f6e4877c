//! `clientele restore FILE`: a backup takes the place of the base, which is kept.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Error, Result};
use app::DbTarget;
use app::backup::{self, Mismatch};

use crate::config::Flags;
use crate::console::{Console, say, shown};
use crate::folder;

/// Flags of `clientele restore`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The backup
    file: PathBuf,
    /// Only read the backup through and say whether it is good
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    flags: Flags,
}

/// Restores, or verifies.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    let words = &console.words;
    let file = &arguments.file;
    let refused = |mismatch: Mismatch| told(&console, file, &mismatch);
    let target = match console.config.target() {
        DbTarget::Sqlite(path) => path,
        DbTarget::Postgres(_) => {
            println!(
                "{}",
                words.with("cli-restore-postgres", &[("path", shown(file).into())])
            );
            return Ok(ExitCode::FAILURE);
        }
    };
    if arguments.verify {
        let verified = backup::verify(file).map_err(refused)?;
        let values = [
            ("path", shown(file).into()),
            ("schema", verified.schema.into()),
        ];
        say(&words.with("cli-restore-sound", &values));
        return Ok(ExitCode::SUCCESS);
    }
    let _lock = folder::take(&console)?;
    let restored = backup::restore(file, &target).map_err(refused)?;
    let values = [
        ("target", shown(&target).into()),
        ("backup", shown(file).into()),
    ];
    say(&words.with("cli-restore-done", &values));
    if let Some(kept) = restored.kept {
        println!(
            "{}",
            words.with("cli-restore-kept", &[("path", shown(&kept).into())])
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn told(console: &Console, file: &Path, mismatch: &Mismatch) -> Error {
    match mismatch {
        // Nothing but the backup is read here.
        Mismatch::Db(app::DbError::Corrupt(detail)) => console.told(&app::DbError::Damaged {
            path: file.to_owned(),
            detail: detail.clone(),
        }),
        Mismatch::Db(error) => console.told(error),
        Mismatch::Problems { path, problems } => console.told(&app::DbError::Damaged {
            path: path.clone(),
            detail: problems.first().cloned().unwrap_or_default(),
        }),
        Mismatch::Rows {
            table,
            expected,
            found,
        } => console.failed(
            "cli-restore-rows",
            &[
                ("table", table.into()),
                ("expected", (*expected).into()),
                ("found", (*found).into()),
            ],
        ),
    }
}
