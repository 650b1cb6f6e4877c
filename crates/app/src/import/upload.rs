//! A file on its way in: written piece by piece under a name of ours, then registered with a job
//! that reads it. What does not arrive whole leaves nothing behind.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use domain::id::{ImportFeedId, ImportId, ImportProfileId, JobId};
use domain::import::{Kind, RunState};
use domain::job::JobKind;
use domain::policy::Action;
use domain::text;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::import::Run;

use super::{Error, Found, Import, Options, Place, note, start, with_job};
use crate::App;
use crate::context::Context;

/// The longest file name that is kept, in characters.
const NAME_LIMIT: usize = 200;

/// What is said of a file.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// What its owner calls it.
    pub file_name: String,
    /// What its rows are; else it is seen from the headings.
    pub kind: Option<Kind>,
    /// How it is read and written.
    pub options: Options,
    /// A kept mapping; else one kept for this layout, else one found by itself.
    pub profile: Option<ImportProfileId>,
}

/// A file that arrives.
#[derive(Debug)]
pub struct Upload {
    id: ImportId,
    place: Place,
    arriving: PathBuf,
    file: Option<File>,
    hash: Sha256,
    size: u64,
}

impl Upload {
    /// Begins to take a file.
    pub fn begin(app: &App, ctx: &Context) -> Result<Self, Error> {
        ctx.may(Action::ImportRun)?;
        let place = app.imports().place().ok_or(Error::NoPlace)?;
        let mut folder = std::fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&place.folder)?;
        let id: ImportId = ctx.id();
        let arriving = place.arriving(id);
        // Never through a link that somebody laid under this name.
        let file = File::create_new(&arriving)?;
        Ok(Self {
            id,
            place,
            arriving,
            file: Some(file),
            hash: Sha256::new(),
            size: 0,
        })
    }

    /// Takes the next piece.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.size += piece.len() as u64;
        if self.size > self.place.limit {
            let limit = self.place.limit;
            return Err(Error::TooLarge { limit });
        }
        self.hash.update(piece);
        if let Some(file) = &mut self.file {
            file.write_all(piece)?;
        }
        Ok(())
    }

    /// The file is whole and is looked at once: it goes away with the value.
    pub(super) fn arrived(mut self) -> Result<Arrived, Error> {
        if self.size == 0 {
            return Err(Error::refused("file", "import.empty_file"));
        }
        if let Some(mut file) = self.file.take() {
            file.flush()?;
        }
        Ok(Arrived(self))
    }

    /// The checksum of what has come so far.
    pub(super) fn sum(&self) -> String {
        let sum = self.hash.clone().finalize();
        sum.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The file is whole: registers it, and queues the job that reads it.
    pub fn finish(self, app: &App, ctx: &Context, new: &New) -> Result<Import, Error> {
        self.register(app, ctx, new, None)
    }

    /// The same for a file that the job of a feed has brought and reads itself.
    pub(super) fn register(
        mut self,
        app: &App,
        ctx: &Context,
        new: &New,
        by: Option<(ImportFeedId, JobId)>,
    ) -> Result<Import, Error> {
        new.options.check()?;
        if self.size == 0 {
            return Err(Error::refused("file", "import.empty_file"));
        }
        if let Some(file) = self.file.take() {
            file.sync_all()?;
        }
        let file_sha256 = self.sum();
        std::fs::rename(&self.arriving, self.place.file(self.id))?;
        let registered = app.db.write(|tx| {
            new.options.source(tx)?;
            let mut run = Run {
                id: self.id,
                kind: new.kind.unwrap_or(Kind::Clients),
                state: RunState::Reading,
                file_name: shown_name(&new.file_name),
                file_size: i64::try_from(self.size).unwrap_or(i64::MAX),
                file_sha256: file_sha256.clone(),
                options: new.options.to_json(),
                source: None,
                mapping: None,
                layout_key: None,
                staged: 0,
                findings: Found::default().to_json(),
                checked: None,
                outcomes: "{}".to_owned(),
                undone: None,
                error: None,
                job: by.map(|(_, job)| job),
                feed: by.map(|(feed, _)| feed),
                created_by: ctx.actor.user(),
                created_at: ctx.now,
                finished_at: None,
                undone_at: None,
                version: 1,
            };
            if let Some(profile) = new.profile {
                let kept = store::import::find_profile(tx, ctx.actor.user(), profile)?;
                let kept = kept.ok_or_else(|| Error::refused("profile_id", "reference.unknown"))?;
                run.kind = kept.kind;
                run.mapping = Some(kept.mapping);
                if new.options == Options::default() {
                    run.options = kept.options;
                }
            }
            // Without a kind of the owner's the headings will tell.
            run.layout_key = new.kind.is_none().then(|| GUESS.to_owned());
            if by.is_none() {
                start(tx, ctx, &mut run, JobKind::ImportRead)?;
            }
            store::import::insert(tx, &run)?;
            note(
                tx,
                ctx,
                &run,
                json!({ "size": run.file_size, "sha256": run.file_sha256 }),
            )?;
            with_job(tx, ctx, run)
        });
        if registered.is_err() {
            // Nothing knows of the file; a leftover is no harm but to the disk.
            let _gone = std::fs::remove_file(self.place.file(self.id));
        }
        registered
    }
}

/// A file that is looked at once.
pub(super) struct Arrived(Upload);

impl Arrived {
    /// Where it lies.
    pub(super) fn path(&self) -> &std::path::Path {
        &self.0.arriving
    }
}

/// Stands for "the kind is to be guessed" until the file has been looked at.
pub(super) const GUESS: &str = "?";

impl Drop for Upload {
    fn drop(&mut self) {
        // Not there any more once the upload is finished.
        let _gone = std::fs::remove_file(&self.arriving);
    }
}

/// The last part of a path, without what would make it read otherwise than it is.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let last: String = last.chars().take(NAME_LIMIT).collect();
    text::line(&last, NAME_LIMIT).unwrap_or_else(|_| "table".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_43_a_file_name_is_a_name_and_nothing_else() {
        for (given, kept) in [
            ("base.xlsx", "base.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\anna\\база.csv", "база.csv"),
            ("/", "table"),
            ("", "table"),
            ("a\0b", "table"),
            ("x\u{202E}gpj.exe", "table"),
        ] {
            assert_eq!(shown_name(given), kept, "{given:?}");
        }
    }
}
