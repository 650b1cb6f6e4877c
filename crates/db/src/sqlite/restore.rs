//! Putting a backup in the place of a base, so that whenever the process dies there is the old
//! base or the new one, never something between.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::backup::{Mismatch, Verified, remove_if_there, verified_against, verify_backup};
use super::file::{self, beside};
use crate::error::Error;
use crate::options::Options;

/// A backup that took the place of a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the base holds now.
    pub verified: Verified,
    /// Where the former base was kept, if there was one.
    pub kept: Option<PathBuf>,
}

/// Replaces the base at `target` by `backup`. The backup is verified first, copied beside the
/// base, verified again, and renamed into place; the former base is kept under another name.
/// No process may have `target` open. `known` is the newest schema this program understands.
pub fn restore(backup: &Path, target: &Path, known: i64) -> Result<Restored, Mismatch> {
    let expected = verify_backup(backup)?;
    if expected.schema > known {
        return Err(Mismatch::Db(Error::NewerSchema {
            found: expected.schema,
            known,
        }));
    }
    let incoming = beside(target, ".restoring");
    let copied = copy(backup, &incoming)
        .map_err(Mismatch::from)
        .and_then(|()| verified_against(&incoming, &expected.rows));
    let verified = match copied {
        Ok(verified) => verified,
        Err(mismatch) => {
            remove_if_there(&incoming)?;
            return Err(mismatch);
        }
    };
    let kept = keep_former(target)?;
    put_in_place(&incoming, target)?;
    Ok(Restored { verified, kept })
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let copied = std::fs::copy(from, to).and_then(|_| File::open(to)?.sync_all());
    copied.map_err(|error| failed(to, &error))
}

/// Gives the former base a second name, so that the first can be taken by a rename in one step.
fn keep_former(target: &Path) -> Result<Option<PathBuf>, Error> {
    let wal = beside(target, "-wal");
    if !target.exists() && !wal.exists() {
        return Ok(None);
    }
    let kept = (1..)
        .map(|number| beside(target, &format!(".before-restore-{number}")))
        .find(|name| !name.exists() && !beside(name, "-wal").exists())
        .expect("numbers do not run out");
    // Opening and closing in order brings the log into the file. A base too damaged for that is
    // kept as it is, log and all: it must not meet the new base.
    if wal.exists() && target.exists() {
        let closed = file::open_writer(target, &Options::default()).map(drop);
        if let Err(error) = closed {
            tracing::warn!(%error, "the former base is kept without being closed in order");
        }
    }
    if target.exists() {
        std::fs::hard_link(target, &kept)
            .or_else(|_| std::fs::copy(target, &kept).map(drop))
            .map_err(|error| failed(&kept, &error))?;
    }
    if wal.exists() {
        let kept_wal = beside(&kept, "-wal");
        std::fs::rename(&wal, &kept_wal).map_err(|error| failed(&kept_wal, &error))?;
    }
    remove_if_there(&beside(target, "-shm"))?;
    Ok(Some(kept))
}

/// Renames in one step and makes the new name durable.
pub(crate) fn put_in_place(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::rename(from, to).map_err(|error| failed(to, &error))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(|error| failed(to, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::StorageFull {
        return Error::Full;
    }
    Error::Io(format!("{}: {error}", path.display()))
}
