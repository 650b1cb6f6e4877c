//! Many clients at once: rows that add or change by the identifier of another system, and one
//! change for many, counted before it is made and undone as a whole.

use std::collections::HashSet;

use domain::client::Client;
use domain::client::filter::{ClientOrder, ClientTerm};
use domain::id::ClientId;
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Scope};
use serde_json::json;
use store::client::ListQuery;

use super::list::{Understood, check_terms, understand_query};
use super::{ENTITY, Error, Input, Refusal, change_in, check_references, create_in};
use crate::context::Context;
use crate::duplicate::{self, Doubt};
use crate::journal::{self, Entry};
use crate::{App, DbTx};

/// Rows written in one transaction.
const CHUNK: usize = 500;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A client was added.
    Created(ClientId, i64),
    /// The client with this external id was changed.
    Updated(ClientId, i64),
    /// The client with this external id is so already.
    Unchanged(ClientId, i64),
    /// Nothing was done.
    Refused(Vec<Refusal>),
}

/// Adds clients, or changes those whose external id is known; each row for itself.
pub fn bulk(app: &App, ctx: &Context, rows: &[Input]) -> Result<Vec<Outcome>, Error> {
    ctx.may(Action::ClientBulk)?;
    let scope = ctx.scope(Entity::Client)?;
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut look = duplicate::Rows::new(app)?;
    for chunk in rows.chunks(CHUNK) {
        let first = outcomes.len();
        loop {
            let seq = look.follow(app)?;
            let doubts = doubts(app, ctx, &scope, &mut look, first, chunk)?;
            let done = app.db.write(|tx| {
                let rows = chunk.iter().zip(&doubts);
                let new = rows.clone().filter(|(_, doubt)| doubt.adds());
                if let Some(seq) = seq
                    && look.came_meanwhile(tx, seq, new.map(|(row, _)| row))?
                {
                    return Ok(None);
                }
                rows.map(|(row, doubt)| put(tx, ctx, &scope, row, doubt))
                    .collect::<Result<Vec<_>, Error>>()
                    .map(Some)
            })?;
            if let Some(done) = done {
                outcomes.extend(done);
                break;
            }
            look.forget(number_of(first));
        }
    }
    Ok(outcomes)
}

/// Which rows of a portion would add somebody the base, or an earlier row, seems to have.
fn doubts(
    app: &App,
    ctx: &Context,
    scope: &Scope,
    look: &mut duplicate::Rows,
    first: usize,
    chunk: &[Input],
) -> Result<Vec<Doubt>, Error> {
    let external = |row: &Input| {
        row.external_id
            .clone()
            .flatten()
            .map(|id| id.trim().to_owned())
    };
    let ids: Vec<String> = chunk.iter().filter_map(external).collect();
    let known = app.db.read(|tx| store::import::by_external_ids(tx, &ids))?;
    let known: HashSet<String> = known.into_iter().map(|found| found.external_id).collect();
    let rows = chunk.iter().zip(first..);
    rows.map(|(row, place)| {
        if external(row).is_some_and(|id| known.contains(&id)) {
            return Ok(Doubt::Known);
        }
        Ok(look.doubt(app, ctx, scope, number_of(place), row)?)
    })
    .collect()
}

/// The number of a row, from 1 on.
fn number_of(place: usize) -> i64 {
    i64::try_from(place + 1).unwrap_or(i64::MAX)
}

fn put(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    row: &Input,
    doubt: &Doubt,
) -> Result<Outcome, Error> {
    let known = match row.external_id.as_ref().and_then(Option::as_deref) {
        Some(external) => store::client::by_external_id(tx, scope, external.trim())?,
        None => None,
    };
    let result = match (&known, doubt) {
        (None, Doubt::Refused(refusal)) => return Ok(Outcome::Refused(vec![refusal.clone()])),
        (None, doubt) => create_in(tx, ctx, scope, row).and_then(|new| {
            if let Doubt::Insists(alike) = doubt {
                duplicate::insisted(tx, ctx, scope, new.id, new.id.uuid(), alike)?;
            }
            Ok(Outcome::Created(new.id, new.version))
        }),
        (Some(before), _) => change_in(tx, ctx, before, row).map(|after| {
            if after.version == before.version {
                Outcome::Unchanged(after.id, after.version)
            } else {
                Outcome::Updated(after.id, after.version)
            }
        }),
    };
    match result {
        Err(Error::Invalid(refusals)) => Ok(Outcome::Refused(refusals)),
        Err(Error::ExternalIdTaken) => {
            let refusal = Refusal::new("external_id", "client.external_id_taken");
            Ok(Outcome::Refused(vec![refusal]))
        }
        Err(Error::KeyLimit(_)) => Ok(Outcome::Refused(vec![Refusal::new(
            "manager_id",
            "key.holder_limit",
        )])),
        Err(Error::Forbidden(_)) => Ok(Outcome::Refused(vec![Refusal::new(
            "manager_id",
            "policy.forbidden",
        )])),
        other => other,
    }
}

/// Which clients a change is for.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// These.
    Ids(Vec<ClientId>),
    /// Those a list would show.
    Found {
        /// The search box.
        q: Option<String>,
        /// Conditions, all of which hold.
        terms: Vec<ClientTerm>,
    },
}

/// The most clients one change is made for.
pub const CHANGE_LIMIT: i64 = 100_000;

/// What a change for many did, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Clients changed.
    pub changed: i64,
    /// Clients that are so already.
    pub unchanged: i64,
    /// Clients the reader does not see, or for which a rule refuses.
    pub refused: i64,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// One change for many clients, whole or not at all; with `dry_run` only counted.
pub fn bulk_change(
    app: &App,
    ctx: &Context,
    chosen: &Chosen,
    change: &Input,
    dry_run: bool,
) -> Result<Tally, Error> {
    ctx.may(Action::ClientBulk)?;
    if change.manager_id.is_some() {
        ctx.may(Action::ClientAssign)?;
    }
    let scope = ctx.scope(Entity::Client)?;
    if dry_run {
        return app.db.read(|tx| {
            let ids = ids(tx, ctx, &scope, chosen)?;
            tally(tx, ctx, &scope, &ids, |tx, before| {
                let mut data = before.data.clone();
                change.apply(&mut data, before.data.tax_country, false)?;
                check_references(tx, ctx, &before.data, &data)?;
                Ok(data != before.data)
            })
        });
    }
    app.db.write(|tx| {
        let ids = ids(tx, ctx, &scope, chosen)?;
        let first = store::journal::last(tx)? + 1;
        let mut done = tally(tx, ctx, &scope, &ids, |tx, before| {
            Ok(change_in(tx, ctx, before, change)?.version != before.version)
        })?;
        if done.changed > 0 {
            let last = store::journal::last(tx)?;
            let details = json!({ "first": first, "last": last, "changed": done.changed });
            let entry = Entry::note(JournalAction::Bulk, ENTITY, None, &details);
            journal::record(tx, ctx, entry)?;
            done.seq = Some(store::journal::last(tx)?);
        }
        Ok(done)
    })
}

fn tally(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    ids: &[ClientId],
    mut change: impl FnMut(&mut DbTx, &Client) -> Result<bool, Error>,
) -> Result<Tally, Error> {
    ctx.may(Action::ClientUpdate)?;
    let mut tally = Tally::default();
    for id in ids {
        let Some(before) = store::client::find(tx, scope, *id)? else {
            tally.refused += 1;
            continue;
        };
        match change(tx, &before) {
            Ok(true) => tally.changed += 1,
            Ok(false) => tally.unchanged += 1,
            // A value that is refused is refused for all of them: say so instead of counting.
            Err(error) => return Err(error),
        }
    }
    Ok(tally)
}

/// The clients chosen; those that are named need not be visible.
pub(crate) fn ids(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    chosen: &Chosen,
) -> Result<Vec<ClientId>, Error> {
    let (q, terms) = match chosen {
        Chosen::Ids(ids) => {
            let mut ids = ids.clone();
            ids.sort_unstable();
            ids.dedup();
            return Ok(ids);
        }
        Chosen::Found { q, terms } => (q, terms),
    };
    check_terms(tx, ctx, terms)?;
    let asked = match understand_query(tx, ctx, scope, q.as_deref())? {
        Understood::Everything => None,
        Understood::Nothing => return Ok(Vec::new()),
        Understood::Asked(asked, _) => Some(asked),
    };
    let query = ListQuery {
        scope,
        terms,
        asked: asked.as_ref(),
        order: ClientOrder::default(),
        after: None,
        limit: CHANGE_LIMIT,
    };
    let mut ids = Vec::new();
    store::client::each(tx, &query, |item| {
        ids.push(item.id);
        Ok::<(), Error>(())
    })?;
    Ok(ids)
}
