//! Where files of imports lie, and in which process they are read.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use domain::id::ImportId;

/// In which process files are read.
#[derive(Debug, Clone)]
pub enum Reader {
    /// In this one: for tests and for files of the console's own.
    Here,
    /// In a process of its own with limited memory and time, so that a hostile file costs one
    /// import and not the server.
    Apart {
        /// The program; called with `read-rows`.
        program: PathBuf,
        /// The most memory it may use, in MiB.
        memory_mib: u64,
        /// The most time of a processor it may use, in seconds.
        seconds: u64,
    },
}

/// Where files lie and how they are read.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder; made when missing.
    pub folder: PathBuf,
    /// The folder whose folders may be watched for regular imports.
    pub feeds: Option<PathBuf>,
    /// In which process.
    pub reader: Reader,
    /// The largest file, in bytes.
    pub limit: u64,
}

impl Place {
    /// The file of an import. Its name comes from the identifier alone: nothing that a person
    /// wrote becomes a path.
    pub fn file(&self, id: ImportId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// A file on its way in, whole or not.
    pub(super) fn arriving(&self, id: ImportId) -> PathBuf {
        self.folder.join(format!("{id}.part"))
    }
}

/// The place, once the program has said where it is. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Shelf(Arc<OnceLock<Place>>);

impl Shelf {
    /// Says where files lie; the first word holds.
    pub fn keep_in(&self, place: Place) {
        // A second word can only come from a test that serves twice.
        let _first = self.0.set(place);
    }

    /// The folder whose folders may be watched.
    pub fn folder_of_feeds(&self) -> Option<PathBuf> {
        self.place()?.feeds
    }

    pub(super) fn place(&self) -> Option<Place> {
        self.0.get().cloned()
    }
}
