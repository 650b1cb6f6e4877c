//! Scoring: every night each client is scored by what is known of it; cards and lists show the score
//! with its reasons, and the page how the points are set and what became of each class.

use domain::id::ClientId;
use domain::policy::{Entity, Forbidden};
use domain::scoring::{Importance, Reliability, Score, Sign, score};
use domain::setting::{SCORING_DEBT_DAYS, Settings};
use jiff::Timestamp;
use jiff::ToSpan as _;
use store::scoring::AsOf;
pub use store::scoring::Class;

use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::{App, DbError, quality, setting};

/// Why there is no score.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such client for this reader, or it was not scored yet.
    #[error("not found")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Clients scored in one transaction.
const PORTION: i64 = 1_000;

fn as_of(settings: &Settings, ctx: &Context) -> AsOf {
    let today = setting::today(settings, ctx.now);
    let year_ago_day = today.saturating_sub(1.year());
    let late = settings.whole(&SCORING_DEBT_DAYS);
    AsOf {
        now: ctx.now,
        year_ago: setting::start_of(settings, year_ago_day),
        year_ago_day,
        fresh_since: quality::fresh_since(settings, today),
        due_by: today.saturating_sub(late.days()),
    }
}

/// Scores every client anew; says how many.
pub fn score_all(
    app: &App,
    ctx: &Context,
    mut go_on: impl FnMut(u64) -> bool,
) -> Result<u64, DbError> {
    let settings = setting::current(app)?;
    let as_of = as_of(&settings, ctx);
    let (mut scored, mut after) = (0, None);
    while go_on(scored) {
        let portion = app.db.write(|tx| {
            let known = store::scoring::known(tx, &as_of, after, PORTION)?;
            let scores: Vec<(ClientId, Score)> = known
                .into_iter()
                .map(|(client, known)| (client, score(&settings, &known)))
                .collect();
            store::scoring::keep(tx, ctx.now, &scores)?;
            Ok::<_, DbError>((scores.last().map(|(client, _)| *client), scores.len()))
        })?;
        let (Some(last), count) = portion else { break };
        after = Some(last);
        scored += count as u64;
    }
    Ok(scored)
}

/// The same within a job of the night.
pub(crate) fn nightly(app: &App, ctx: &Context, progress: &Progress) -> Result<u64, Failure> {
    let mut stopped = Ok(());
    let scored = score_all(app, ctx, |_| {
        stopped = progress.go_on();
        stopped.is_ok()
    })?;
    stopped?;
    Ok(scored)
}

/// The score of a client, and when it was made.
pub fn of_client(app: &App, ctx: &Context, id: ClientId) -> Result<(Score, Timestamp), Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        store::scoring::of_client(tx, id)?.ok_or(Error::NotFound)
    })
}

/// How clients are scored, and what became of each class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// When clients were scored last.
    pub at: Option<Timestamp>,
    /// The signs with their points in force.
    pub signs: Vec<(Sign, i64)>,
    /// Every pair of classes.
    pub classes: Vec<(Importance, Reliability, Class)>,
}

/// The points in force, and the clients the reader may see by their classes.
pub fn scoring(app: &App, ctx: &Context) -> Result<Scoring, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let found = store::scoring::classes(tx, &scope)?;
        let pairs = Importance::ALL.iter().flat_map(|importance| {
            let of = Reliability::ALL.iter();
            of.map(move |reliability| (*importance, *reliability))
        });
        let class = |(importance, reliability)| {
            let class = found.get(&(importance, reliability));
            (importance, reliability, class.copied().unwrap_or_default())
        };
        Ok(Scoring {
            at: store::scoring::last(tx)?,
            signs: Sign::ALL
                .iter()
                .map(|sign| (*sign, settings.whole(sign.points())))
                .collect(),
            classes: pairs.map(class).collect(),
        })
    })
}
