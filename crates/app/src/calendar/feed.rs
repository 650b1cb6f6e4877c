//! One's calendar at a secret address, for calendar programs. Only the hash of the secret is kept;
//! what is read is what its owner may see at that moment, without anything of how to reach a client.

use domain::calendar::ics::{self, Event, When};
use domain::calendar::without_numbers;
use domain::journal::JournalAction;
use domain::policy::Entity;
use domain::setting::COMPANY_TIME_ZONE;
use domain::task::Whose;
use domain::user::UserState;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde_json::json;
pub use store::calendar::Feed;
use store::task::ListQuery;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, session, setting};

/// Name of the feature in the journal.
const ENTITY: &str = "calendar_feed";
/// Days back that are told.
const BACK: i64 = 62;
/// Days ahead.
const AHEAD: i64 = 366;
/// The most tasks told.
const MOST: i64 = 5_000;
/// A reading is noted when the last note is older than this.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Why an address is not given, or tells nothing.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// Addresses are made by people only.
    #[error("not through a token")]
    ThroughToken,
    /// No such address, or its owner may not sign in or see tasks any more.
    #[error("not found")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

fn people_only(ctx: &Context) -> Result<(), FeedError> {
    if ctx.actor.is_token() {
        return Err(FeedError::ThroughToken);
    }
    Ok(())
}

/// One's own address, without its secret.
pub fn feed(app: &App, ctx: &Context) -> Result<Option<Feed>, FeedError> {
    people_only(ctx)?;
    Ok(app
        .db
        .read(|tx| store::calendar::feed_of(tx, ctx.actor.user()))?)
}

/// Gives oneself an address, in place of the one before; its secret is told this once.
pub fn renew(app: &App, ctx: &Context) -> Result<String, FeedError> {
    people_only(ctx)?;
    let secret = app.chance().secret();
    let hash = store::sha256_hex(secret.as_bytes());
    let user = ctx.actor.user();
    app.db.write(|tx| {
        let before = store::calendar::feed_of(tx, user)?.is_some();
        store::calendar::set_feed(tx, user, &hash, ctx.now)?;
        let details = json!({ "renewed": before });
        let action = JournalAction::TokenCreate;
        journal::record(
            tx,
            ctx,
            Entry::note(action, ENTITY, Some(user.uuid()), &details),
        )
    })?;
    Ok(secret)
}

/// Takes one's address away: it is dead when this returns.
pub fn switch_off(app: &App, ctx: &Context) -> Result<(), FeedError> {
    people_only(ctx)?;
    let user = ctx.actor.user();
    app.db.write(|tx| {
        if !store::calendar::drop_feed(tx, user)? {
            return Err(FeedError::NotFound);
        }
        let action = JournalAction::TokenRevoke;
        let entry = Entry::note(action, ENTITY, Some(user.uuid()), &json!({}));
        Ok(journal::record(tx, ctx, entry)?)
    })
}

/// The calendar behind a secret, as a file.
pub fn read(app: &App, secret: &str, now: Timestamp, request: &str) -> Result<String, FeedError> {
    let hash = store::sha256_hex(secret.as_bytes());
    let (feed, file) = app.db.read(|tx| file(tx, &hash, now, request))?;
    let due = feed
        .read_at
        .is_none_or(|at| now.duration_since(at) >= NOTED_EVERY);
    if due
        && let Err(error) = app
            .db
            .write(|tx| store::calendar::touch_feed(tx, feed.user_id, now))
    {
        // a full disk stops writing, never reading
        tracing::warn!(%error, "the reading of a calendar could not be noted");
    }
    Ok(file)
}

fn file(
    tx: &mut DbTx,
    hash: &str,
    now: Timestamp,
    request: &str,
) -> Result<(Feed, String), FeedError> {
    let feed = store::calendar::feed_by(tx, hash)?.ok_or(FeedError::NotFound)?;
    let user = store::user::find(tx, feed.user_id)?;
    let user = user
        .filter(|user| user.state == UserState::Active)
        .ok_or(FeedError::NotFound)?;
    let settings = setting::load(tx)?;
    let actor = session::actor(tx, &user, &settings, now)?;
    let ctx = Context::new(actor, now, request.to_owned(), user.language);
    let scopes = (ctx.scope(Entity::Task), ctx.scope(Entity::Client));
    let (Ok(scope), Ok(clients)) = scopes else {
        return Err(FeedError::NotFound);
    };
    let today = setting::today(&settings, now);
    let query = ListQuery {
        scope: &scope,
        reader: user.id,
        whose: Whose::Mine,
        assignee: None,
        state: None,
        kind: None,
        live: true,
        client: None,
        batch: None,
        from: today.checked_sub(Span::new().days(BACK)).ok(),
        to: today.checked_add(Span::new().days(AHEAD)).ok(),
        after: None,
        limit: MOST,
    };
    let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
    let items = store::task::list(tx, &query)?;
    let mut shown = Vec::with_capacity(items.len());
    for item in items {
        let client = match (item.task.data.client_id, item.client) {
            (Some(id), Some((name, manager)))
                if store::responsibility::sees(tx, &clients, id, manager)? =>
            {
                Some(name)
            }
            _ => None,
        };
        shown.push((item.task, client));
    }
    let events: Vec<Event> = shown
        .into_iter()
        .map(|(task, client)| {
            let data = &task.data;
            let summary = match client {
                Some(name) => format!("{} – {name}", data.title),
                None => data.title.clone(),
            };
            let from = data
                .starts
                .and_then(|time| zone.to_timestamp(data.due_day.to_datetime(time)).ok());
            let when = match (from, data.minutes) {
                (Some(from), Some(minutes)) => {
                    When::Time(from, from + SignedDuration::from_mins(minutes))
                }
                _ => When::Day(data.due_day),
            };
            Event {
                uid: format!("{}@clientele", task.id),
                summary: without_numbers(&summary),
                when,
                changed: task.updated_at,
                changes: task.version - 1,
            }
        })
        .collect();
    Ok((feed, ics::write(&user.name, &events)))
}
