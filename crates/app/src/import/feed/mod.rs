//! Regular imports: folders under a root that the configuration names are looked into again and
//! again, and what has arrived there whole is brought in by a kept mapping, in the name of who
//! changed the feed last. Each file is an import like any other; done with, it is moved away with
//! its report.

mod work;

use domain::id::{ImportFeedId, ImportId, JobId};
use domain::import::feed::{FeedData, Seen};
use domain::job::JobKind;
use domain::policy::{Action, Entity};
use domain::setting::IMPORT_FEED_SETTLE;
use jiff::SignedDuration;
use serde_json::json;
use store::import::Sight;
use store::import::feed::{self as stored, Feed};

use super::{Error, Import, may_write, sight, with_job};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::watched::{self, Folder};
use crate::{App, DbError, DbTx, job, setting};

pub(crate) use self::work::feed_job;

/// Name of a feed in journal and codes.
const ENTITY: &str = "import_feed";

/// The job that brings the files of a feed in.
#[derive(serde::Serialize, serde::Deserialize)]
struct Params {
    feed: ImportFeedId,
}

/// A feed as people see it.
#[derive(Debug, Clone)]
pub struct FeedItem {
    /// What is kept.
    pub feed: Feed,
    /// The kept mapping.
    pub profile: Option<super::Profile>,
    /// The newest import that came of it.
    pub last: Option<Import>,
}

/// The folders that feeds can look into.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// Whether the configuration names a root.
    pub configured: bool,
    /// Their names.
    pub names: Vec<String>,
}

/// The folders under the root of the configuration.
pub fn feed_folders(app: &App, ctx: &Context) -> Result<Folders, Error> {
    ctx.may(Action::ImportRun)?;
    let Some(root) = app.imports().folder_of_feeds() else {
        return Ok(Folders::default());
    };
    // Not made yet, or closed to the server: the page says what to do.
    let names = watched::folders(&root).unwrap_or_else(|error| {
        tracing::warn!(%error, "the folder of regular imports cannot be looked into");
        Vec::new()
    });
    Ok(Folders {
        configured: true,
        names,
    })
}

/// Feeds, by name: all for those who see all clients, else one's own.
pub fn feeds(app: &App, ctx: &Context) -> Result<Vec<FeedItem>, Error> {
    let sight = sight(ctx)?;
    app.db.read(|tx| {
        let feeds = stored::list(tx, sight)?;
        let last = stored::last_runs(tx)?;
        feeds
            .into_iter()
            .map(|feed| {
                let run = last.iter().find(|(id, _)| *id == feed.id);
                item(tx, ctx, feed, run.map(|(_, run)| *run))
            })
            .collect()
    })
}

/// One feed.
pub fn find_feed(app: &App, ctx: &Context, id: ImportFeedId) -> Result<FeedItem, Error> {
    app.db.read(|tx| {
        let feed = load(tx, ctx, id)?;
        let last = stored::last_runs(tx)?;
        let run = last.iter().find(|(of, _)| *of == id);
        item(tx, ctx, feed, run.map(|(_, run)| *run))
    })
}

fn load(tx: &mut DbTx, ctx: &Context, id: ImportFeedId) -> Result<Feed, Error> {
    stored::find(tx, sight(ctx)?, id)?.ok_or(Error::NotFound)
}

fn item(
    tx: &mut DbTx,
    ctx: &Context,
    feed: Feed,
    last: Option<ImportId>,
) -> Result<FeedItem, Error> {
    let profile = store::import::find_profile(tx, feed.user, feed.data.profile_id)?;
    let run = match last {
        Some(id) => store::import::find(tx, sight(ctx)?, id)?,
        None => None,
    };
    let last = run.map(|run| with_job(tx, ctx, run)).transpose()?;
    Ok(FeedItem {
        feed,
        profile,
        last,
    })
}

/// Adds a feed.
pub fn add_feed(app: &App, ctx: &Context, data: FeedData) -> Result<FeedItem, Error> {
    ctx.may(Action::ImportRun)?;
    let data = checked(app, data)?;
    app.db.write(|tx| {
        may_feed(tx, ctx, &data)?;
        let feed = Feed {
            id: ctx.id(),
            data: data.clone(),
            user: ctx.actor.user(),
            seen: json!(Seen::default()).to_string(),
            looked_at: None,
            error: None,
            job: None,
            version: 1,
            created_at: ctx.now,
        };
        stored::insert(tx, &feed)?;
        journal::record(tx, ctx, Entry::create(ENTITY, feed.id, &feed.data))?;
        item(tx, ctx, feed, None)
    })
}

/// Changes a feed; from now on it works in the name of who did.
pub fn change_feed(
    app: &App,
    ctx: &Context,
    id: ImportFeedId,
    version: i64,
    data: FeedData,
) -> Result<FeedItem, Error> {
    ctx.may(Action::ImportRun)?;
    let data = checked(app, data)?;
    app.db.write(|tx| {
        let mut feed = of_version(tx, ctx, id, version)?;
        may_feed(tx, ctx, &data)?;
        let before = std::mem::replace(&mut feed.data, data.clone());
        feed.user = ctx.actor.user();
        feed.version += 1;
        stored::update(tx, &feed)?;
        journal::record(tx, ctx, Entry::update(ENTITY, id, &before, &feed.data))?;
        let last = stored::last_runs(tx)?;
        let run = last.iter().find(|(of, _)| *of == id);
        item(tx, ctx, feed, run.map(|(_, run)| *run))
    })
}

/// Removes a feed; the imports it made stay.
pub fn remove_feed(app: &App, ctx: &Context, id: ImportFeedId, version: i64) -> Result<(), Error> {
    ctx.may(Action::ImportRun)?;
    app.db.write(|tx| {
        let feed = of_version(tx, ctx, id, version)?;
        stored::delete(tx, id)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &feed.data))?;
        Ok(())
    })
}

fn of_version(tx: &mut DbTx, ctx: &Context, id: ImportFeedId, version: i64) -> Result<Feed, Error> {
    let feed = load(tx, ctx, id)?;
    if feed.version == version {
        Ok(feed)
    } else {
        Err(Error::VersionConflict {
            current: feed.version,
        })
    }
}

/// The values as they may be kept; the folder is there.
fn checked(app: &App, data: FeedData) -> Result<FeedData, Error> {
    let data = data
        .checked()
        .map_err(|(field, code)| Error::refused(field, code))?;
    let root = app
        .imports()
        .folder_of_feeds()
        .ok_or_else(|| Error::refused("folder", "import.feed_root"))?;
    if Folder::open(&root, &data.folder).is_err() {
        return Err(Error::refused("folder", "import.feed_folder"));
    }
    Ok(data)
}

/// Whoever keeps a feed may use its mapping and write its records.
fn may_feed(tx: &mut DbTx, ctx: &Context, data: &FeedData) -> Result<(), Error> {
    let unknown = || Error::refused("profile_id", "reference.unknown");
    let profile = store::import::find_profile(tx, ctx.actor.user(), data.profile_id)?;
    let profile = profile.ok_or_else(unknown)?;
    let mapping = serde_json::from_str(&profile.mapping).map_err(|_| unknown())?;
    may_write(ctx, &mapping)
}

/// Looks into a folder now, in the background.
pub fn look_now(app: &App, ctx: &Context, id: ImportFeedId) -> Result<JobId, Error> {
    ctx.may(Action::ImportRun)?;
    app.db.write(|tx| {
        let feed = load(tx, ctx, id)?;
        if is_busy(tx, &feed)? {
            return Err(Error::Busy);
        }
        Ok(begin(tx, ctx, id)?)
    })
}

fn is_busy(tx: &mut DbTx, feed: &Feed) -> Result<bool, DbError> {
    let Ok(everything) = domain::policy::Actor::system().scope(Entity::Job) else {
        return Ok(false);
    };
    let job = match feed.job {
        Some(job) => store::job::find(tx, &everything, job)?,
        None => None,
    };
    Ok(job.is_some_and(|job| !job.state.is_final()))
}

fn begin(tx: &mut DbTx, ctx: &Context, id: ImportFeedId) -> Result<JobId, DbError> {
    let job = job::enqueue(tx, ctx, JobKind::ImportFeed, &Params { feed: id })?;
    stored::set_job(tx, id, job)?;
    Ok(job)
}

/// Looks into the folders that are due, and queues a job for each in which a file has arrived
/// whole. Called once a minute.
pub fn plan_feeds(app: &App, ctx: &Context) -> Result<(), DbError> {
    let Some(root) = app.imports().folder_of_feeds() else {
        return Ok(());
    };
    let (feeds, settle) = app.db.read(|tx| {
        let settle = setting::load(tx)?.whole(&IMPORT_FEED_SETTLE);
        Ok::<_, DbError>((stored::list(tx, Sight::All)?, settle))
    })?;
    let due = |feed: &Feed| {
        let pause = SignedDuration::from_mins(feed.data.minutes);
        let waited = |at| ctx.now.duration_since(at) >= pause;
        feed.data.active && feed.looked_at.is_none_or(waited)
    };
    // A file that has just come is looked at again soon, or its size would be known to stand
    // still only after two pauses.
    let waits = |feed: &Feed| feed.data.active && feed.seen != "{}" && feed.error.is_none();
    for feed in feeds.iter().filter(|feed| due(feed) || waits(feed)) {
        let busy = app.db.read(|tx| is_busy(tx, feed))?;
        if busy {
            continue;
        }
        let (look, error) = match work::look(&root, feed, ctx.now, settle) {
            Ok(look) => (look, None),
            Err(error) => {
                tracing::warn!(%error, feed = %feed.id, "a watched folder could not be looked into");
                (work::Look::default(), Some("import.feed_folder"))
            }
        };
        app.db.write(|tx| {
            stored::look(tx, feed.id, &json!(look.seen).to_string(), ctx.now, error)?;
            if !look.whole.is_empty() {
                begin(tx, ctx, feed.id)?;
            }
            Ok::<_, DbError>(())
        })?;
    }
    Ok(())
}
