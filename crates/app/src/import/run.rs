//! The jobs that write the rows of an import or count what writing them would do: one thread reads
//! and stages portions, one compares their rows, another matches and writes them. A portion is one transaction with the
//! outcomes of its rows, so a job that is taken up again finds what has ended and goes on.

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::sync_channel;

use domain::id::ImportId;
use domain::import::{Kind, Outcome, RunState, StagedRow};
use serde_json::{Value, json};
use store::import::{Ended, KnownRow, Planned, RowFilter, Run, Sight, Staged};
use store::job::Job;
use uuid::Uuid;

use super::clients::{Clients, Comparison, Likes};
use super::papers::{Desk, Interactions, Orders, Payments, Products};
use super::stage::Stager;
use super::{failed, note, of_job};
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::{App, DbError, DbTx, duplicate, setting};

/// Rows written in one transaction.
const PORTION: i64 = 2_000;
/// Portions that wait for the writer.
const AHEAD: usize = 2;

/// A row with its values.
pub(super) type Row = (Staged, StagedRow);

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) number: i64,
    pub(super) outcome: Outcome,
    /// The record that is made, changed or found the same.
    pub(super) record: Option<Uuid>,
    /// By which key it was found.
    pub(super) key: Option<&'static str>,
    /// Why the row is refused: a stable code.
    pub(super) refusal: Option<String>,
    /// What is known of the row, unless it is new.
    pub(super) known: Option<KnownRow>,
}

impl Verdict {
    pub(super) fn new(row: &Staged, outcome: Outcome, record: Option<Uuid>) -> Self {
        Self {
            number: row.number,
            outcome,
            record,
            key: None,
            refusal: None,
            known: None,
        }
    }

    pub(super) fn refused(row: &Staged, code: impl Into<String>) -> Self {
        Self {
            refusal: Some(code.into()),
            ..Self::new(row, Outcome::Refused, None)
        }
    }

    /// By which key the record was found.
    pub(super) fn by(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }
}

/// What a portion came to. What it saw is remembered only when the portion is kept.
#[derive(Debug, Default)]
pub(super) struct Portion {
    pub(super) verdicts: Vec<Verdict>,
    /// Keys of records that a row of this file stands for already, with the number of that row.
    pub(super) seen: Vec<(u64, i64)>,
    /// Article numbers of the portion.
    pub(super) codes: HashSet<String>,
}

/// Writes records of one kind.
pub(super) trait Writer {
    /// What compares the rows before they are written, if anything does; given out once. What takes
    /// long must not hold the base.
    fn comparison(&mut self) -> Option<Comparison> {
        None
    }

    /// What it found of the portion that is next.
    fn take(&mut self, likes: Likes) {
        let _ = likes;
    }

    /// Writes a portion; with `dry` nothing may stay.
    fn portion(&self, tx: &mut DbTx, rows: &[Row], dry: bool) -> Result<Portion, DbError>;

    /// The portion is kept, or counted.
    fn keep(&mut self, portion: &Portion, dry: bool);
}

/// Writes the rows of an import.
pub(crate) fn run(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, id) = of_job(app, ctx, job)?;
    let done = work(app, &ctx, id, progress, false);
    if let Err(failure) = &done {
        failed(app, id, failure);
    }
    done
}

/// Counts what writing them would do.
pub(crate) fn check(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, id) = of_job(app, ctx, job)?;
    let done = work(app, &ctx, id, progress, true);
    if let Err(failure) = &done {
        failed(app, id, failure);
    }
    done
}

type Counts = BTreeMap<Outcome, i64>;

/// Writes the rows of an import; with `dry` it counts only.
pub(super) fn work(
    app: &App,
    ctx: &Context,
    id: ImportId,
    progress: &Progress,
    dry: bool,
) -> Result<Value, Failure> {
    let gone = || Failure::Code("not_found", "the import is gone".to_owned());
    let (run, settings, total, ended) = app.db.read(|tx| {
        let waiting = RowFilter {
            waiting: true,
            chosen: Some(true),
            ..RowFilter::default()
        };
        Ok::<_, DbError>((
            store::import::find(tx, Sight::All, id)?,
            setting::load(tx)?,
            store::import::count(tx, id, &waiting)?,
            store::import::count_outcomes(tx, id)?,
        ))
    })?;
    let run = run.ok_or_else(gone)?;
    let stager = Stager::of(&run, &settings, ctx.now).ok_or_else(gone)?;
    super::may_write(ctx, &stager.mapping)
        .map_err(|error| Failure::Code("policy.forbidden", error.to_string()))?;
    if dry {
        app.db.write(|tx| {
            store::import::clear_plan(tx, id)?;
            store::import::clear_known(tx, id)
        })?;
    }
    let kind = run.kind;
    let shared = Shared {
        app,
        ctx,
        run: &run,
        stager: &stager,
        settings: &settings,
    };
    let mut writer: Box<dyn Writer> = match kind {
        Kind::Clients | Kind::People => Box::new(Clients::new(&shared, dry)?),
        Kind::Orders => Box::new(Orders(Desk::new(&shared)?)),
        Kind::Payments => Box::new(Payments::new(&shared, touched(app, id)?)?),
        Kind::Products => Box::new(Products {
            desk: Desk::new(&shared)?,
            seen: HashSet::new(),
        }),
        Kind::Interactions => Box::new(Interactions::new(&shared, touched(app, id)?)?),
    };
    let mut counts: Counts = if dry {
        Counts::new()
    } else {
        ended.into_iter().collect()
    };
    let total = u64::try_from(total).unwrap_or(0);
    let mut done = 0_u64;
    let comparison = writer.comparison();
    std::thread::scope(|scope| {
        let (sender, staged) = sync_channel::<Result<Vec<Row>, DbError>>(AHEAD);
        let (stager, shared) = (&stager, &shared);
        scope.spawn(move || {
            let mut source = Source::new(shared.app, id, kind);
            loop {
                let rows = source.next().map(|rows| {
                    let staged = rows.into_iter().map(|row| {
                        let values = stager.row(&row);
                        (row, values)
                    });
                    staged.collect::<Vec<Row>>()
                });
                let last = rows.as_ref().is_ok_and(Vec::is_empty) || rows.is_err();
                // Nobody takes more when writing has failed.
                if sender.send(rows).is_err() || last {
                    return;
                }
            }
        });
        let (sender, portions) = sync_channel::<Result<(Vec<Row>, Likes), DbError>>(AHEAD);
        scope.spawn(move || {
            let mut comparison = comparison;
            for rows in staged {
                let compared = rows.and_then(|rows| {
                    let likes = match &mut comparison {
                        Some(comparison) => comparison.look(shared.app, &rows)?,
                        None => Likes::new(),
                    };
                    Ok((rows, likes))
                });
                if sender.send(compared).is_err() {
                    return;
                }
            }
        });
        for compared in portions {
            let (rows, likes) = compared?;
            if rows.is_empty() {
                break;
            }
            progress.report(done, total)?;
            writer.take(likes);
            let portion = if dry {
                let portion = rehearse(app, id, writer.as_ref(), &rows)?;
                tally(&mut counts, &portion);
                portion
            } else {
                let mut after = counts.clone();
                let portion = app.db.write(|tx| {
                    let portion = writer.portion(tx, &rows, false)?;
                    let ended: Vec<Ended> = portion.verdicts.iter().map(ended_of).collect();
                    store::import::end(tx, id, &ended)?;
                    after.clone_from(&counts);
                    tally(&mut after, &portion);
                    keep_counts(tx, id, &after)?;
                    Ok::<_, DbError>(portion)
                })?;
                counts = after;
                portion
            };
            writer.keep(&portion, dry);
            done += rows.len() as u64;
        }
        progress.report(done, total)?;
        Ok::<_, Failure>(())
    })?;
    let counts = app.db.write(|tx| finish(tx, ctx, id, &counts, dry))?;
    Ok(json!(counts))
}

/// The records that rows of an import stand for already.
fn touched(app: &App, id: ImportId) -> Result<HashSet<Uuid>, DbError> {
    let mut touched = HashSet::new();
    app.db.read(|tx| {
        store::import::touched(tx, id, |record| {
            touched.insert(record);
            Ok::<_, DbError>(())
        })
    })?;
    Ok(touched)
}

/// What writers of all kinds need.
pub(super) struct Shared<'a> {
    pub(super) app: &'a App,
    pub(super) ctx: &'a Context,
    pub(super) run: &'a Run,
    pub(super) stager: &'a Stager,
    pub(super) settings: &'a domain::setting::Settings,
}

fn tally(counts: &mut Counts, portion: &Portion) {
    for verdict in &portion.verdicts {
        *counts.entry(verdict.outcome).or_insert(0) += 1;
    }
}

fn ended_of(verdict: &Verdict) -> Ended {
    Ended {
        number: verdict.number,
        outcome: verdict.outcome,
        record: verdict.record,
        refusal: verdict.refusal.clone(),
    }
}

/// Counts a portion without leaving anything but the plan.
fn rehearse(
    app: &App,
    id: ImportId,
    writer: &dyn Writer,
    rows: &[Row],
) -> Result<Portion, DbError> {
    /// Ends the transaction with nothing kept.
    enum Rehearsed {
        Done(Portion),
        Db(DbError),
    }
    impl From<DbError> for Rehearsed {
        fn from(error: DbError) -> Self {
            Self::Db(error)
        }
    }
    let rehearsed = app.db.write(|tx| {
        let portion = writer.portion(tx, rows, true)?;
        Err::<(), Rehearsed>(Rehearsed::Done(portion))
    });
    let portion = match rehearsed {
        Ok(()) => Portion::default(),
        Err(Rehearsed::Done(portion)) => portion,
        Err(Rehearsed::Db(error)) => return Err(error),
    };
    // Of most rows there is nothing to say but that they are new.
    let planned: Vec<Planned> = portion
        .verdicts
        .iter()
        .filter(|verdict| verdict.outcome != Outcome::Created)
        .map(|verdict| Planned {
            number: verdict.number,
            outcome: verdict.outcome,
            matched: verdict.record,
            key: verdict.key.map(str::to_owned),
            refusal: verdict.refusal.clone(),
        })
        .collect();
    let known = portion.verdicts.iter().filter_map(|row| row.known.as_ref());
    let known: Vec<&KnownRow> = known.collect();
    app.db.write(|tx| {
        store::import::plan(tx, id, &planned)?;
        store::import::keep_known(tx, id, known.iter().copied()).map(drop)
    })?;
    Ok(portion)
}

fn keep_counts(tx: &mut DbTx, id: ImportId, counts: &Counts) -> Result<(), DbError> {
    if let Some(mut run) = store::import::find(tx, Sight::All, id)? {
        run.outcomes = json!(counts).to_string();
        store::import::save(tx, &run)?;
    }
    Ok(())
}

fn finish(
    tx: &mut DbTx,
    ctx: &Context,
    id: ImportId,
    counts: &Counts,
    dry: bool,
) -> Result<Counts, DbError> {
    let Some(mut run) = store::import::find(tx, Sight::All, id)? else {
        return Ok(counts.clone());
    };
    let mut counts = counts.clone();
    if dry {
        let unchosen = RowFilter {
            chosen: Some(false),
            waiting: true,
            ..RowFilter::default()
        };
        let unchosen = store::import::count(tx, id, &unchosen)?;
        if unchosen > 0 {
            *counts.entry(Outcome::Skipped).or_insert(0) += unchosen;
        }
        run.checked = Some(json!(counts).to_string());
        run.state = if run.finished_at.is_some() {
            RunState::Done
        } else {
            RunState::Staged
        };
    } else {
        store::import::skip_unchosen(tx, id)?;
        counts = store::import::count_outcomes(tx, id)?.into_iter().collect();
        run.outcomes = json!(counts).to_string();
        run.state = RunState::Done;
        run.finished_at = Some(ctx.now);
        note(tx, ctx, &run, json!({ "outcomes": counts }))?;
        let wrote = [Outcome::Created, Outcome::Updated, Outcome::Merged];
        if matches!(run.kind, Kind::Clients | Kind::People)
            && wrote.iter().any(|outcome| counts.contains_key(outcome))
        {
            duplicate::after_import(tx, ctx)?;
        }
    }
    store::import::save(tx, &run)?;
    Ok(counts)
}

/// The rows that wait, a portion at a time.
struct Source<'a> {
    app: &'a App,
    id: ImportId,
    after: i64,
    /// Rows come in groups.
    in_groups: bool,
    /// The last group, while there are more.
    group: Option<String>,
}

impl<'a> Source<'a> {
    fn new(app: &'a App, id: ImportId, kind: Kind) -> Self {
        Self {
            app,
            id,
            after: 0,
            in_groups: kind == Kind::Orders,
            group: (kind == Kind::Orders).then(String::new),
        }
    }

    fn next(&mut self) -> Result<Vec<Staged>, DbError> {
        if let Some(after) = &self.group {
            let (groups, rows) = self.app.db.read(|tx| {
                let groups = store::import::waiting_groups(tx, self.id, after, GROUPS)?;
                let rows = if groups.is_empty() {
                    Vec::new()
                } else {
                    store::import::group_rows(tx, self.id, &groups)?
                };
                Ok::<_, DbError>((groups, rows))
            })?;
            self.group = groups.last().cloned();
            if !rows.is_empty() {
                return Ok(rows);
            }
        }
        loop {
            let mut rows = self
                .app
                .db
                .read(|tx| store::import::waiting(tx, self.id, self.after, PORTION))?;
            let Some(last) = rows.last() else {
                return Ok(rows);
            };
            self.after = last.number;
            if self.in_groups {
                // Rows of groups are on their way to the writer already.
                rows.retain(|row| row.group.is_none());
            }
            if !rows.is_empty() {
                return Ok(rows);
            }
        }
    }
}

/// Groups of rows in one portion.
const GROUPS: i64 = 200;
