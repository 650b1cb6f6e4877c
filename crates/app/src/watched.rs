//! A folder that is looked into again and again, for tables or letters. Everything in it is reached through the opened folder and never through a
//! link, so that whoever may write there cannot make the server read or move what lies elsewhere.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use domain::import::feed::{Sighting, is_plain};

/// The most files that are looked at in one folder.
const FILES: usize = 10_000;

/// Where files go that are done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Away {
    Done,
    Failed,
}

impl Away {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// The names of the folders under a root, in their order.
pub(crate) fn folders(root: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root)?.take(FILES) {
        let entry = entry?;
        // The type is that of the entry: a link to a folder is no folder.
        if let (true, Ok(name)) = (entry.file_type()?.is_dir(), entry.file_name().into_string())
            && is_plain(&name)
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(unix)]
mod opened {
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::MetadataExt;

    use rustix::fs::{self, AtFlags, Dir, FileType, Mode, OFlags};

    use super::*;

    const FOLDER: OFlags = OFlags::RDONLY
        .union(OFlags::DIRECTORY)
        .union(OFlags::NOFOLLOW)
        .union(OFlags::CLOEXEC);

    /// An opened folder.
    #[derive(Debug)]
    pub(crate) struct Folder(OwnedFd);

    impl Folder {
        /// Opens a folder right under the root.
        pub(crate) fn open(root: &Path, name: &str) -> io::Result<Self> {
            if !is_plain(name) {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            // The root is the administrator's and may be a link.
            let root = fs::open(
                root,
                OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
                Mode::empty(),
            )?;
            Ok(Self(fs::openat(&root, name, FOLDER, Mode::empty())?))
        }

        /// Its files: no links, nothing hidden, nothing that has a second name elsewhere.
        pub(crate) fn files(&self) -> io::Result<Vec<Sighting>> {
            let mut files = Vec::new();
            for entry in Dir::read_from(&self.0)?.take(FILES) {
                let entry = entry?;
                let Some(name) = entry
                    .file_name()
                    .to_str()
                    .ok()
                    .filter(|name| is_plain(name))
                else {
                    continue;
                };
                let stat = match fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(stat) => stat,
                    // Gone since.
                    Err(rustix::io::Errno::NOENT) => continue,
                    Err(error) => return Err(error.into()),
                };
                if FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
                    && stat.st_nlink == 1
                {
                    files.push(Sighting {
                        name: name.to_owned(),
                        size: u64::try_from(stat.st_size).unwrap_or(0),
                        modified: stat.st_mtime * 1_000_000
                            + i64::try_from(stat.st_mtime_nsec / 1_000).unwrap_or(0),
                    });
                }
            }
            Ok(files)
        }

        /// Opens a file of it for reading.
        pub(crate) fn read(&self, name: &str) -> io::Result<File> {
            // Without waiting: a pipe under this name would hold the server up.
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let file = File::from(fs::openat(&self.0, name, flags, Mode::empty())?);
            let about = file.metadata()?;
            if !about.is_file() || about.nlink() != 1 {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            Ok(file)
        }

        /// Moves the file that was read, if it is still the one under this name.
        pub(crate) fn put_away(
            &self,
            name: &str,
            read: &File,
            into: Away,
            kept: &str,
        ) -> io::Result<()> {
            let away = Self(self.away(into)?);
            self.hand_over(name, read, &away, kept)
        }

        /// The same into another opened folder.
        pub(crate) fn hand_over(
            &self,
            name: &str,
            read: &File,
            to: &Self,
            kept: &str,
        ) -> io::Result<()> {
            let was = read.metadata()?;
            let now = fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
            if now.st_ino != was.ino() || now.st_dev != was.dev() {
                // Another file came under the same name: it is looked at next time.
                return Ok(());
            }
            Ok(fs::renameat(&self.0, name, &to.0, kept)?)
        }

        /// Opens a folder right in this one.
        pub(crate) fn inner(&self, name: &str) -> io::Result<Self> {
            if !is_plain(name) {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            Ok(Self(fs::openat(&self.0, name, FOLDER, Mode::empty())?))
        }

        /// The folder of what could not be used, made when missing.
        pub(crate) fn failed(&self) -> io::Result<Self> {
            self.away(Away::Failed).map(Self)
        }

        /// Puts a new file beside those that are done with.
        pub(crate) fn put(&self, into: Away, name: &str, text: &[u8]) -> io::Result<()> {
            let away = self.away(into)?;
            let flags =
                OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP;
            File::from(fs::openat(&away, name, flags, mode)?).write_all(text)
        }

        fn away(&self, into: Away) -> io::Result<OwnedFd> {
            match fs::mkdirat(&self.0, into.name(), Mode::RWXU | Mode::RGRP | Mode::XGRP) {
                Ok(()) | Err(rustix::io::Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
            Ok(fs::openat(&self.0, into.name(), FOLDER, Mode::empty())?)
        }
    }
}

#[cfg(not(unix))]
mod opened {
    use super::*;

    /// Folders are watched on Unix only: elsewhere nothing opens them without following links.
    #[derive(Debug)]
    pub(crate) enum Folder {}

    impl Folder {
        pub(crate) fn open(_: &Path, _: &str) -> io::Result<Self> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub(crate) fn files(&self) -> io::Result<Vec<Sighting>> {
            match *self {}
        }

        pub(crate) fn read(&self, _: &str) -> io::Result<File> {
            match *self {}
        }

        pub(crate) fn put_away(&self, _: &str, _: &File, _: Away, _: &str) -> io::Result<()> {
            match *self {}
        }

        pub(crate) fn hand_over(&self, _: &str, _: &File, _: &Self, _: &str) -> io::Result<()> {
            match *self {}
        }

        pub(crate) fn inner(&self, _: &str) -> io::Result<Self> {
            match *self {}
        }

        pub(crate) fn failed(&self) -> io::Result<Self> {
            match *self {}
        }

        pub(crate) fn put(&self, _: Away, _: &str, _: &[u8]) -> io::Result<()> {
            match *self {}
        }
    }
}

pub(crate) use opened::Folder;

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn sec_43_links_are_not_followed_and_nothing_beyond_the_folder_is_reached() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("root");
        let outside = place.path().join("outside");
        std::fs::create_dir_all(root.join("shop")).unwrap();
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("secret.csv"), "name\nsecret\n").unwrap();
        std::fs::write(root.join("shop/good.csv"), "name\nA\n").unwrap();
        symlink(outside.join("secret.csv"), root.join("shop/link.csv")).unwrap();
        std::fs::hard_link(outside.join("secret.csv"), root.join("shop/hard.csv")).unwrap();
        std::fs::write(root.join("shop/.hidden.csv"), "x").unwrap();
        symlink(&outside, root.join("linked")).unwrap();
        assert_eq!(folders(&root).unwrap(), ["shop"]);
        for name in ["linked", "..", "../outside", "/etc", "", "shop/.."] {
            assert!(Folder::open(&root, name).is_err(), "{name}");
        }
        let folder = Folder::open(&root, "shop").unwrap();
        let files = folder.files().unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["good.csv"]);
        for name in ["link.csv", "hard.csv", "../../outside/secret.csv", "."] {
            assert!(folder.read(name).is_err(), "{name}");
        }
        // A link in the place of the folder for what is done leads nothing out.
        symlink(&outside, root.join("shop/done")).unwrap();
        let read = folder.read("good.csv").unwrap();
        assert!(
            folder
                .put_away("good.csv", &read, Away::Done, "kept.csv")
                .is_err()
        );
        assert!(!outside.join("kept.csv").exists());
        folder
            .put_away("good.csv", &read, Away::Failed, "kept.csv")
            .unwrap();
        assert!(root.join("shop/failed/kept.csv").exists());
        // Another file under the same name stays.
        std::fs::write(root.join("shop/good.csv"), "name\nB\n").unwrap();
        folder
            .put_away("good.csv", &read, Away::Failed, "kept.csv")
            .unwrap();
        assert!(root.join("shop/good.csv").exists());
        folder.put(Away::Failed, "kept.txt", b"why").unwrap();
        assert!(
            folder.put(Away::Failed, "kept.txt", b"why").is_err(),
            "never over another"
        );
    }
}
