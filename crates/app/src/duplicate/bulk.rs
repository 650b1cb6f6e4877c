//! Cards merged without asking, where it is measured that the engine is right: a dry run, the work
//! in the background, and the whole of it taken back as one.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::client::Client;
use domain::duplicate::{bulk as rule, ordered};
use domain::id::{ClientId, DuplicateRunId, JobId, MergeId};
use domain::job::JobKind;
use domain::journal::JournalAction;
use domain::merge::Preset;
use domain::policy::{Action, Entity, Scope};
use domain::setting::{DUPLICATE_LARGEST, DUPLICATE_PRESET, Settings};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::duplicate::run::{self, Run as Stored};
use store::duplicate::{decision, pair};
use store::job::Job;

use super::decide::ENTITY;
use super::precision::measured;
use super::review::{Card, Error};
use crate::context::Context;
use crate::job::{self, Failure, Progress};
use crate::journal::{self, Entry};
use crate::merge::{self, Wish};
use crate::{App, DbError, DbTx, session, setting};

pub use store::duplicate::run::Run;

/// Groups shown of a dry run.
const EXAMPLES: usize = 20;
/// Clients read in one statement.
const STEP: usize = 500;
/// Runs listed.
const RUNS: i64 = 50;
/// Conflicts listed of a run.
const CONFLICTS: i64 = 200;

/// What a run would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Groups that would become one card each.
    pub groups: usize,
    /// Cards that would become one of another.
    pub absorbed: usize,
    /// Pairs of this chance that stay for people: parts of chains, groups too large, tax numbers
    /// that differ, said to be apart.
    pub left: usize,
    /// Some groups, the card that would stay first; spread over all.
    pub examples: Vec<Vec<Card>>,
}

#[derive(Serialize, Deserialize)]
struct Params {
    run: DuplicateRunId,
}

/// Who may: whoever merges and changes many at once, from the chance on that is measured to be right.
fn permitted(tx: &mut DbTx, ctx: &Context, chance: f64) -> Result<Scope, Error> {
    ctx.may(Action::ClientMerge)?;
    ctx.may(Action::ClientBulk)?;
    let scope = ctx.scope(Entity::Client)?;
    let from = measured(tx, &scope)?.threshold;
    match from {
        Some(from) if chance >= from && chance <= 1.0 => Ok(scope),
        from => Err(Error::NotPrecise { from }),
    }
}

/// What merging from this chance on would do. Nothing is written.
pub fn preview(app: &App, ctx: &Context, chance: f64) -> Result<Plan, Error> {
    app.db.read(|tx| {
        let scope = permitted(tx, ctx, chance)?;
        let (pairs, groups, cards) = planned(tx, &scope, chance)?;
        let together: usize = groups
            .iter()
            .map(|group| group.len() * (group.len() - 1) / 2)
            .sum();
        let step = groups.len().div_ceil(EXAMPLES).max(1);
        let card = |id: &ClientId| Card {
            id: *id,
            name: cards
                .get(id)
                .map(|card| card.data.name.clone())
                .unwrap_or_default(),
        };
        let examples = groups.iter().step_by(step).map(|group| {
            let stays = survivor(group, &cards);
            let others = group.iter().filter(|id| **id != stays);
            std::iter::once(&stays).chain(others).map(card).collect()
        });
        Ok(Plan {
            absorbed: groups.iter().map(|group| group.len() - 1).sum(),
            left: pairs - together,
            examples: examples.collect(),
            groups: groups.len(),
        })
    })
}

type Planned = (usize, Vec<Vec<ClientId>>, HashMap<ClientId, Client>);

/// How many pairs are sure, the groups they make, and the cards of these.
fn planned(tx: &mut DbTx, scope: &Scope, chance: f64) -> Result<Planned, DbError> {
    let pairs = pair::sure(tx, scope, chance)?;
    let mut ids: Vec<ClientId> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut cards = HashMap::new();
    for ids in ids.chunks(STEP) {
        let found = store::client::find_all(tx, ids)?;
        cards.extend(found.into_iter().map(|card| (card.id, card)));
    }
    let said = apart(tx, &cards)?;
    let tax = |id: ClientId| {
        cards
            .get(&id)
            .and_then(|card| card.data.tax_number.as_deref())
    };
    let differ = |a: ClientId, b: ClientId| {
        let numbers = tax(a).zip(tax(b));
        said.contains(&ordered(a, b)) || numbers.is_some_and(|(a, b)| a != b)
    };
    let most = setting::load(tx)?.whole(&DUPLICATE_LARGEST);
    let most = usize::try_from(most).unwrap_or(2);
    let groups = rule::plan(&pairs, chance, most, differ);
    Ok((pairs.len(), groups, cards))
}

/// Pairs of cards that people keep apart; what was said of a card that has been merged since holds
/// for the one it was merged into.
fn apart(
    tx: &mut DbTx,
    cards: &HashMap<ClientId, Client>,
) -> Result<HashSet<(ClientId, ClientId)>, DbError> {
    let mut said = HashSet::new();
    for one in decision::all(tx)? {
        if !one.verdict.is_apart() {
            continue;
        }
        let mut led = |id: ClientId| match cards.contains_key(&id) {
            true => Ok(id),
            false => store::merge::survivor_of(tx, id).map(|to| to.unwrap_or(id)),
        };
        said.insert(ordered(led(one.a)?, led(one.b)?));
    }
    Ok(said)
}

/// The card that stays: with most purchases, then the oldest.
fn survivor(group: &[ClientId], cards: &HashMap<ClientId, Client>) -> ClientId {
    let rank = |id: &&ClientId| {
        let card = cards.get(id);
        let purchases = card.map_or(0, |card| card.standing.purchases);
        let since = card.map(|card| card.created_at);
        (std::cmp::Reverse(purchases), since, **id)
    };
    group.iter().min_by_key(rank).copied().unwrap_or(group[0])
}

/// Merges from this chance on, in the background.
pub fn start(app: &App, ctx: &Context, chance: f64) -> Result<(DuplicateRunId, JobId), Error> {
    app.db.write(|tx| {
        permitted(tx, ctx, chance)?;
        let id: DuplicateRunId = ctx.id();
        let job = job::enqueue(tx, ctx, JobKind::DuplicateMerge, &Params { run: id })?;
        let run = Stored {
            id,
            chance,
            job,
            made_at: ctx.now,
            made_by: ctx.actor.user_or_system(),
            absorbed: 0,
            skipped: String::new(),
            ended_at: None,
            undo_job: None,
            undone_at: None,
            merges: 0,
            standing: 0,
            conflicts: 0,
        };
        run::insert(tx, &run)?;
        note(tx, ctx, id, &json!({ "chance": chance }))?;
        Ok((id, job))
    })
}

fn note(tx: &mut DbTx, ctx: &Context, id: DuplicateRunId, details: &Value) -> Result<(), DbError> {
    let entry = Entry::note(JournalAction::Bulk, ENTITY, Some(id.uuid()), details);
    journal::record(tx, ctx, entry)
}

/// The run of a job, and the rights of who asked for it.
fn of_job(app: &App, ctx: &Context, job: &Job) -> Result<(Context, Stored), Failure> {
    let params: Params = serde_json::from_str(&job.params)
        .map_err(|error| Failure::Code("internal", error.to_string()))?;
    let run = app.db.read(|tx| run::find(tx, params.run))?;
    let run = run.ok_or_else(|| Failure::Code("not_found", "the run is gone".to_owned()))?;
    let request = format!("duplicate-run-{}", run.id);
    let ctx = match job.started_by {
        None => ctx.clone().within(&request),
        Some(user) => session::active_context_of(app, user, ctx.now, &request)
            .map_err(|error| Failure::Code("user.not_found", error.to_string()))?,
    };
    Ok((ctx, run))
}

/// The job. Each group is a transaction of its own; one that is taken up again goes on with what is
/// still to be merged.
pub(crate) fn merge_job(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, run) = of_job(app, ctx, job)?;
    let refused = |error: Error| match error {
        Error::Db(error) => Failure::from(error),
        error => Failure::Code("duplicate.not_precise", error.to_string()),
    };
    let (scope, settings) = app
        .db
        .read(|tx| Ok((permitted(tx, &ctx, run.chance)?, setting::load(tx)?)))
        .map_err(refused)?;
    let (_, groups, cards) = app.db.read(|tx| planned(tx, &scope, run.chance))?;
    let mut skipped: BTreeMap<&'static str, i64> = BTreeMap::new();
    let before = u64::try_from(run.merges).unwrap_or(0);
    let all = before + groups.len() as u64;
    for (group, done) in groups.iter().zip(before..) {
        progress.report(done, all)?;
        let wish = wish(&settings, group, &cards);
        let merged = app.db.write(|tx| one(tx, &ctx, &scope, &run, &wish));
        match merged {
            Ok(()) => {}
            Err(Error::Db(error)) => return Err(error.into()),
            Err(error) => *skipped.entry(why(&error)).or_insert(0) += 1,
        }
    }
    let skipped = json!(skipped);
    app.db
        .write(|tx| {
            run::end(tx, run.id, &skipped.to_string(), ctx.now)?;
            let now = run::find(tx, run.id)?;
            let (merges, absorbed) = now.map_or((0, 0), |now| (now.merges, now.absorbed));
            let details = json!({ "merges": merges, "absorbed": absorbed, "skipped": skipped });
            note(tx, &ctx, run.id, &details)?;
            Ok::<_, DbError>(details)
        })
        .map_err(Failure::from)
}

fn wish(settings: &Settings, group: &[ClientId], cards: &HashMap<ClientId, Client>) -> Wish {
    let survivor = survivor(group, cards);
    let preset = settings.choice(&DUPLICATE_PRESET).parse();
    Wish {
        survivor,
        absorbed: group.iter().copied().filter(|id| *id != survivor).collect(),
        preset: preset.unwrap_or(Preset::Fullest),
        picks: BTreeMap::new(),
        despite_tax_numbers: false,
    }
}

/// Merges a group, unless somebody has said meanwhile that two of its cards are apart.
fn one(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    run: &Stored,
    wish: &Wish,
) -> Result<(), Error> {
    let mut cards = wish.absorbed.clone();
    cards.push(wish.survivor);
    let said = decision::of_cards(tx, &cards)?;
    if said.iter().any(|one| one.verdict.is_apart()) {
        return Err(Error::Decided);
    }
    let made = merge::merge_in(tx, ctx, scope, wish)?;
    Ok(run::add(tx, run.id, made.id, made.absorbed.len() as i64)?)
}

/// Why a group was left as it is.
fn why(error: &Error) -> &'static str {
    match error {
        Error::Decided => "decided",
        Error::NotFound => "gone",
        Error::Merge(error) => match **error {
            merge::Error::TaxNumbers => "tax_numbers",
            _ => "refused",
        },
        _ => "refused",
    }
}

/// The runs, the latest first: all for readers of the whole base, for others their own.
pub fn runs(app: &App, ctx: &Context) -> Result<Vec<Run>, Error> {
    may_see(ctx)?;
    let mut runs = app.db.read(|tx| run::list(tx, RUNS))?;
    let scope = ctx.scope(Entity::Client)?;
    runs.retain(|run| is_theirs(ctx, &scope, run));
    Ok(runs)
}

fn may_see(ctx: &Context) -> Result<(), Error> {
    ctx.may(Action::ClientMerge)?;
    Ok(ctx.may(Action::ClientBulk)?)
}

fn is_theirs(ctx: &Context, scope: &Scope, run: &Run) -> bool {
    scope.managers().is_none() || run.made_by == ctx.actor.user_or_system()
}

fn found(tx: &mut DbTx, ctx: &Context, id: DuplicateRunId) -> Result<Run, Error> {
    may_see(ctx)?;
    let scope = ctx.scope(Entity::Client)?;
    let run = run::find(tx, id)?;
    run.filter(|run| is_theirs(ctx, &scope, run))
        .ok_or(Error::NotFound)
}

/// Takes a whole run back, in the background.
pub fn undo(app: &App, ctx: &Context, id: DuplicateRunId) -> Result<JobId, Error> {
    app.db.write(|tx| {
        let run = found(tx, ctx, id)?;
        if run.undo_job.is_some() {
            return Err(Error::Undone);
        }
        let job = job::enqueue(tx, ctx, JobKind::DuplicateUndo, &Params { run: id })?;
        run::set_undo_job(tx, id, job)?;
        Ok(job)
    })
}

/// The job that takes a run back, the last merge first.
pub(crate) fn undo_job(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, run) = of_job(app, ctx, job)?;
    let scope = ctx
        .scope(Entity::Client)
        .map_err(|error| Failure::Code("policy.forbidden", error.to_string()))?;
    let all = u64::try_from(run.merges).unwrap_or(0);
    let mut done = 0;
    while let Some(merge) = app.db.read(|tx| run::next_back(tx, run.id))? {
        progress.report(done, all.max(done))?;
        let told = app.db.write(|tx| back(tx, &ctx, &scope, run.id, merge));
        if let Err(error) = told {
            let error = match error {
                merge::Error::Db(error) => return Err(error.into()),
                error => error,
            };
            let told = json!({ "error": code(&error) }).to_string();
            app.db
                .write(|tx| run::tried(tx, run.id, merge, Some(&told)))?;
        }
        done += 1;
    }
    let details = app.db.write(|tx| {
        run::set_undone(tx, run.id, ctx.now, ctx.actor.user_or_system())?;
        let now = run::find(tx, run.id)?;
        let (standing, conflicts) = now.map_or((0, 0), |run| (run.standing, run.conflicts));
        let details = json!({
            "undone": run.merges - standing,
            "standing": standing,
            "conflicts": conflicts,
        });
        note(tx, &ctx, run.id, &details)?;
        Ok::<_, DbError>(details)
    })?;
    Ok(details)
}

fn back(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    run: DuplicateRunId,
    merge: MergeId,
) -> Result<(), merge::Error> {
    let told = match merge::undo_in(tx, ctx, scope, merge) {
        // somebody was quicker with this one
        Err(merge::Error::Undone) => None,
        Err(error) => return Err(error),
        Ok(conflicts) if conflicts == merge::Conflicts::default() => None,
        Ok(conflicts) => {
            let records: BTreeMap<_, _> = conflicts.records.into_iter().collect();
            Some(json!({ "fields": conflicts.fields, "records": records }).to_string())
        }
    };
    Ok(run::tried(tx, run, merge, told.as_deref())?)
}

fn code(error: &merge::Error) -> &'static str {
    match error {
        merge::Error::MergedSince { .. } => "merged_since",
        merge::Error::NotFound => "gone",
        _ => "refused",
    }
}

/// A merge of a run that was not taken back as it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The merge.
    pub merge: MergeId,
    /// What is to be told of it.
    pub told: Value,
}

/// What a run that was taken back has left.
pub fn conflicts(app: &App, ctx: &Context, id: DuplicateRunId) -> Result<Vec<Conflict>, Error> {
    app.db.read(|tx| {
        found(tx, ctx, id)?;
        let conflicts = run::conflicts(tx, id, CONFLICTS)?;
        let conflicts = conflicts.into_iter().map(|(merge, json)| Conflict {
            merge,
            told: serde_json::from_str(&json).unwrap_or_default(),
        });
        Ok(conflicts.collect())
    })
}
