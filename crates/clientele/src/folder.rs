//! The data folder: one process at a time owns it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use anyhow::Error;

use crate::console::{Console, shown};

/// The folder is ours while this lives; the system gives it free when the process ends, however
/// it ends.
pub struct Lock(#[expect(dead_code, reason = "held for its lock")] File);

/// Makes the folder if need be and takes it.
pub fn take(console: &Console) -> Result<Lock, Error> {
    let folder = &console.config.data;
    let unusable = |error: std::io::Error| {
        let values = [
            ("path", shown(folder).into()),
            ("detail", error.to_string().into()),
        ];
        console.failed("cli-folder-unusable", &values)
    };
    make(folder).map_err(unusable)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("clientele.lock"))
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => {
            Err(console.failed("cli-folder-in-use", &[("path", shown(folder).into())]))
        }
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

/// Only the account that runs the program may look inside.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
