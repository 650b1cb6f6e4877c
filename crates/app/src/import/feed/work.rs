//! The job of a feed: each file that has arrived whole is taken, read, written, reported on and
//! moved away. Broken off, it is begun again and finds the import of its file where it stood.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::id::{ImportFeedId, ImportId};
use domain::import::RunState;
use domain::import::feed::{Seen, fits, kept_name};
use domain::setting::IMPORT_FEED_SETTLE;
use jiff::Timestamp;
use serde_json::{Value, json};
use store::import::feed::{self as stored, Feed};
use store::import::{Run, Sight};
use store::job::Job;

use super::super::{
    Error, New, Options, Profile, Upload, failed, files, read, request, run, shape,
};
use super::Params;
use crate::client::ExportFormat;
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::watched::{Away, Folder};
use crate::{App, DbError, session, setting};

/// Pieces in which a file is copied.
const PIECE: usize = 1 << 20;

/// What a look into a folder has found.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) seen: Seen,
    /// The files that have arrived whole.
    pub(super) whole: Vec<String>,
}

/// Looks into the folder of a feed.
pub(super) fn look(root: &Path, feed: &Feed, now: Timestamp, settle: i64) -> std::io::Result<Look> {
    let mut files = Folder::open(root, &feed.data.folder)?.files()?;
    files.retain(|file| fits(&feed.data.pattern, &file.name));
    let before: Seen = serde_json::from_str(&feed.seen).unwrap_or_default();
    let (seen, whole) = before.look(&files, now, settle);
    Ok(Look { seen, whole })
}

/// Brings the files of a feed in.
pub(crate) fn feed_job(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let params: Params = serde_json::from_str(&job.params)
        .map_err(|error| Failure::Code("internal", error.to_string()))?;
    let done = files_in(app, ctx, job, params.feed, progress);
    if let Err(Failure::Code(code, _)) = &done {
        app.db.write(|tx| {
            let Some(feed) = stored::find(tx, Sight::All, params.feed)? else {
                return Ok(());
            };
            stored::look(tx, feed.id, &feed.seen, ctx.now, Some(code))
        })?;
    }
    done
}

fn files_in(
    app: &App,
    ctx: &Context,
    job: &Job,
    id: ImportFeedId,
    progress: &Progress,
) -> Result<Value, Failure> {
    let gone = || Failure::Code("not_found", "the feed is gone".to_owned());
    let lost = |error: std::io::Error| Failure::Code("import.feed_folder", error.to_string());
    let root = app
        .imports()
        .folder_of_feeds()
        .ok_or_else(|| Failure::Code("import.feed_root", "no root for feeds".to_owned()))?;
    let (feed, settle) = app.db.read(|tx| {
        let settle = setting::load(tx)?.whole(&IMPORT_FEED_SETTLE);
        Ok::<_, DbError>((stored::find(tx, Sight::All, id)?, settle))
    })?;
    let feed = feed.ok_or_else(gone)?;
    let look = look(&root, &feed, ctx.now, settle).map_err(lost)?;
    app.db
        .write(|tx| stored::look(tx, id, &json!(look.seen).to_string(), ctx.now, None))?;
    let nobody = |error: session::Error| Failure::Code("user.not_found", error.to_string());
    let ctx = session::active_context_of(app, feed.user, ctx.now, "import-feed").map_err(nobody)?;
    let profile = app
        .db
        .read(|tx| store::import::find_profile(tx, feed.user, feed.data.profile_id))?;
    let profile = profile
        .ok_or_else(|| Failure::Code("import.feed_profile", "the mapping is gone".to_owned()))?;
    let folder = Folder::open(&root, &feed.data.folder).map_err(lost)?;
    let (mut done, mut wrong) = (0, 0);
    for name in &look.whole {
        progress.go_on()?;
        let Ok(file) = folder.read(name) else {
            // Gone, or something else by now.
            continue;
        };
        let one = One {
            app,
            ctx: &ctx,
            job,
            feed: &feed,
            profile: &profile,
            progress,
        };
        let (into, run) = match one.bring(name, &file) {
            Ok(run) => (Away::Done, Ok(run)),
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(Failure::Code(code, detail)) => {
                tracing::warn!(code, detail, file = name, "a file of a feed");
                (Away::Failed, Err(code))
            }
        };
        match into {
            Away::Done => done += 1,
            Away::Failed => wrong += 1,
        }
        let kept = kept_name(name, ctx.now);
        let report = match run {
            Ok(run) => files::report(app, &ctx, run, ExportFormat::Csv)
                .map_err(|error| Failure::Code("import.feed_report", error.to_string()))?,
            Err(code) => format!("{code}\n").into_bytes(),
        };
        let end = if into == Away::Done { "csv" } else { "txt" };
        folder.put_away(name, &file, into, &kept).map_err(lost)?;
        folder
            .put(into, &format!("{kept}.report.{end}"), &report)
            .map_err(lost)?;
    }
    Ok(json!({ "done": done, "failed": wrong }))
}

/// One file of a feed.
struct One<'a> {
    app: &'a App,
    ctx: &'a Context,
    job: &'a Job,
    feed: &'a Feed,
    profile: &'a Profile,
    progress: &'a Progress,
}

impl One<'_> {
    /// Reads and writes it; the import.
    fn bring(&self, name: &str, file: &File) -> Result<ImportId, Failure> {
        let id = self.register(name, file).map_err(failure)?;
        let ctx = self.ctx.clone().within(&request(id));
        let done = self.work(&ctx, id);
        if let Err(failure) = &done {
            failed(self.app, id, failure);
        }
        done.map(|()| id)
    }

    /// Copies it and makes an import of it, or finds the one that was begun.
    fn register(&self, name: &str, mut file: &File) -> Result<ImportId, Error> {
        let mut upload = Upload::begin(self.app, self.ctx)?;
        let mut piece = vec![0; PIECE];
        loop {
            let count = file.read(&mut piece)?;
            if count == 0 {
                break;
            }
            upload.write(&piece[..count])?;
        }
        let sum = upload.sum();
        let begun = self
            .app
            .db
            .read(|tx| stored::begun(tx, self.feed.id, &sum))?;
        if let Some(id) = begun {
            return Ok(id);
        }
        let new = New {
            file_name: name.to_owned(),
            kind: Some(self.profile.kind),
            options: Options::default(),
            profile: Some(self.profile.id),
        };
        let by = (self.feed.id, self.job.id);
        Ok(upload.register(self.app, self.ctx, &new, Some(by))?.run.id)
    }

    fn work(&self, ctx: &Context, id: ImportId) -> Result<(), Failure> {
        let (app, progress) = (self.app, self.progress);
        if self.set(id, RunState::Reading)?.finished_at.is_some() {
            return Ok(());
        }
        read::stage_file(app, ctx, id, progress)?;
        let run = self.set(id, RunState::Running)?;
        self.same_layout(&run)?;
        run::work(app, ctx, id, progress, false)?;
        Ok(())
    }

    /// This job works on the import, and so far it is.
    fn set(&self, id: ImportId, state: RunState) -> Result<Run, Failure> {
        let run = self.app.db.write(|tx| {
            let mut run = store::import::find(tx, Sight::All, id)?;
            if let Some(run) = run.as_mut().filter(|run| run.finished_at.is_none()) {
                run.state = state;
                run.job = Some(self.job.id);
                store::import::save(tx, run)?;
            }
            Ok::<_, DbError>(run)
        })?;
        run.ok_or_else(|| Failure::Code("not_found", "the import is gone".to_owned()))
    }

    /// Nobody looks at the columns, so they are those that the mapping was made for.
    fn same_layout(&self, run: &Run) -> Result<(), Failure> {
        let kept = serde_json::from_str(&self.profile.mapping).ok();
        let same = match &self.profile.layout_key {
            Some(layout) => run.layout_key.as_ref() == Some(layout),
            None => true,
        };
        if same && kept.is_some() && shape::mapping(run) == kept {
            return Ok(());
        }
        let detail = "the columns are others than those of the mapping".to_owned();
        Err(Failure::Code("import.feed_layout", detail))
    }
}

/// Why a file could not be taken.
fn failure(error: Error) -> Failure {
    let code = match &error {
        Error::Forbidden(_) => "policy.forbidden",
        Error::TooLarge { .. } => "import.too_large",
        Error::NoPlace => "import.no_place",
        Error::Invalid(_) => "import.empty_file",
        Error::File(_) => "table.io",
        _ => "internal",
    };
    match error {
        Error::Db(error) => error.into(),
        other => Failure::Code(code, other.to_string()),
    }
}
