//! Opening a SQLite file: what is refused, and how a connection is set up.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::Error;
use crate::options::{Options, Synchronous};

/// "CLNT": bytes 68–71 of every file of ours.
const APPLICATION_ID: i32 = 0x434C_4E54;
/// First SQLite without the WAL-reset fault that can damage a database.
const OLDEST_ENGINE: i32 = 3_051_003;
const OLDEST_ENGINE_NAME: &str = "3.51.3";

pub(super) fn check_engine() -> Result<(), Error> {
    if rusqlite::version_number() < OLDEST_ENGINE {
        return Err(Error::OldEngine {
            engine: "SQLite",
            found: rusqlite::version().to_owned(),
            needed: OLDEST_ENGINE_NAME,
        });
    }
    Ok(())
}

/// Looks at the file without touching it. True when a log of an earlier run lies beside it, so
/// that run did not end in order (or still goes on).
pub(super) fn check_place(path: &Path) -> Result<bool, Error> {
    if let Some(kind) = network_disk(path) {
        return Err(Error::NetworkDisk {
            path: path.to_owned(),
            kind,
        });
    }
    let wal = beside(path, "-wal");
    let wal_len = std::fs::metadata(&wal).map_or(0, |meta| meta.len());
    let header = match read_header(path) {
        Ok(header) => header,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            return Err(Error::Open {
                path: path.to_owned(),
                detail: error.to_string(),
            });
        }
    };
    if header.is_empty() {
        return if wal_len > 0 {
            Err(Error::OrphanWal { wal })
        } else {
            Ok(false)
        };
    }
    check_header(path, &header)?;
    if wal_len == 0 {
        check_length(path, &header)?;
    }
    Ok(wal_len > 0)
}

/// A file shorter than its header says was cut off. (With a log beside it the header may be
/// ahead of the file; the engine sorts that out.)
fn check_length(path: &Path, header: &[u8]) -> Result<(), Error> {
    let number = |at: usize| {
        u64::from(u32::from_be_bytes([
            header[at],
            header[at + 1],
            header[at + 2],
            header[at + 3],
        ]))
    };
    let page = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        size => size,
    };
    let expected = number(28) * page;
    let found = std::fs::metadata(path).map_or(0, |meta| meta.len());
    // The count of pages holds only if it was written with the last change.
    if number(24) == number(92) && found < expected {
        return Err(Error::Damaged {
            path: path.to_owned(),
            detail: format!("{found} bytes instead of {expected}"),
        });
    }
    Ok(())
}

fn read_header(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut header = Vec::with_capacity(100);
    File::open(path)?.take(100).read_to_end(&mut header)?;
    Ok(header)
}

/// A file that is not ours must not be opened by SQLite at all: opening may change it.
pub(super) fn check_header(path: &Path, header: &[u8]) -> Result<(), Error> {
    let path = path.to_owned();
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::NotADatabase { path });
    }
    let id = i32::from_be_bytes([header[68], header[69], header[70], header[71]]);
    if id != 0 && id != APPLICATION_ID {
        return Err(Error::Foreign { path });
    }
    Ok(())
}

pub(super) fn open_writer(path: &Path, options: &Options) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(path, options, flags)?;
    let at = |error| at_path(path, error);
    claim(&conn, path)?;
    let mode: String = conn
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(at)?;
    if mode != "wal" {
        return Err(Error::Open {
            path: path.to_owned(),
            detail: "no write-ahead log is possible here".to_owned(),
        });
    }
    let synchronous = match options.synchronous {
        Synchronous::Full => "FULL",
        Synchronous::Off => "OFF",
    };
    let cache_kib = options.writer_cache_kib.max(options.cache_kib);
    conn.execute_batch(&format!(
        "PRAGMA synchronous = {synchronous};
         PRAGMA cache_size = -{cache_kib};
         PRAGMA foreign_keys = ON;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 67108864;"
    ))
    .map_err(at)?;
    Ok(conn)
}

pub(super) fn open_reader(path: &Path, options: &Options) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(path, options, flags)
}

fn open(path: &Path, options: &Options, flags: OpenFlags) -> Result<Connection, Error> {
    let at = |error| at_path(path, error);
    let conn = Connection::open_with_flags(path, flags).map_err(at)?;
    conn.busy_timeout(options.wait).map_err(at)?;
    conn.set_prepared_statement_cache_capacity(options.statements);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
        .map_err(at)?;
    // A plan that depended on the values bound would be made anew at every execution once the
    // tables are analysed: a third of the time of a small request.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(at)?;
    let (cache_kib, mmap_bytes) = (options.cache_kib, options.mmap_bytes);
    conn.execute_batch(&format!(
        "PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -{cache_kib};
         PRAGMA mmap_size = {mmap_bytes};"
    ))
    .map_err(at)?;
    Ok(conn)
}

/// Marks a new file as ours; refuses one that has tables and no mark.
fn claim(conn: &Connection, path: &Path) -> Result<(), Error> {
    let at = |error| at_path(path, error);
    let id: i32 = conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(at)?;
    if id == APPLICATION_ID {
        return Ok(());
    }
    let tables: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(at)?;
    if id != 0 || tables > 0 {
        return Err(Error::Foreign {
            path: path.to_owned(),
        });
    }
    conn.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}"))
        .map_err(at)
}

/// Refuses a file without our mark.
pub(super) fn check_claimed(conn: &Connection, path: &Path) -> Result<(), Error> {
    let id: i32 = conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(|error| at_path(path, error))?;
    if id == APPLICATION_ID {
        return Ok(());
    }
    Err(Error::Foreign {
        path: path.to_owned(),
    })
}

/// An error met while opening, with the file's name.
pub(super) fn at_path(path: &Path, error: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::NotADatabase { path },
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged {
            path,
            detail: error.to_string(),
        },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        Some(ErrorCode::DiskFull) => Error::Full,
        _ => Error::Open {
            path,
            detail: error.to_string(),
        },
    }
}

/// `base.db` → `base.db-wal`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Kind of the network file system the file lies on, where the system tells (Linux).
fn network_disk(path: &Path) -> Option<String> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = std::fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()?;
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    network_mount(&mounts, &folder)
}

/// The deepest mount above `folder`, if it is a network file system. A line of mountinfo:
/// `36 35 98:0 /root /mount/point options … - kind source …`.
fn network_mount(mounts: &str, folder: &Path) -> Option<String> {
    const NETWORK: [&str; 13] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.s3fs",
        "fuse.rclone",
        "fuse.davfs",
    ];
    let mut deepest: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((place, source)) = line.split_once(" - ") else {
            continue;
        };
        let (Some(point), Some(kind)) = (place.split(' ').nth(4), source.split(' ').next()) else {
            continue;
        };
        let point = PathBuf::from(point.replace("\\040", " "));
        let depth = point.components().count();
        // Of two mounts on one point the later hides the earlier.
        if folder.starts_with(&point) && deepest.is_none_or(|(other, _)| depth >= other) {
            deepest = Some((depth, kind));
        }
    }
    deepest
        .map(|(_, kind)| kind)
        .filter(|kind| NETWORK.contains(kind))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /srv rw - nfs4 server:/srv rw
41 40 254:1 / /srv/local rw - xfs /dev/vdb rw
42 22 0:36 / /mnt/my\\040share rw - cifs //server/share rw";

    #[test]
    fn the_deepest_mount_decides() {
        let kind = |folder: &str| network_mount(MOUNTS, Path::new(folder));
        assert_eq!(kind("/home/x"), None);
        assert_eq!(kind("/srv/clientele").as_deref(), Some("nfs4"));
        assert_eq!(kind("/srv/local/clientele"), None);
        assert_eq!(kind("/srvx"), None);
        assert_eq!(kind("/mnt/my share/x").as_deref(), Some("cifs"));
    }
}
