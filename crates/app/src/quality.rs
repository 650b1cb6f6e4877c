//! Quality of the base (R24, R107–R110, R5): how well cards are filled and checked, by whom and
//! where from, how much of the prospects was renewed, and which fields nobody uses.

use std::collections::HashMap;

use domain::id::ClientId;
use domain::policy::{Access, Entity, Field, Forbidden};
use domain::quality::{Freshness, Having, Trait, norm, score};
use domain::setting::{FRESHNESS_VALID, Settings};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
pub use store::quality::By;
use store::quality::{Counted, DayRow};

use crate::context::Context;
use crate::{App, DbError, DbTx, setting};

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Some clients: how many, what they have, and how good that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The counts.
    pub counted: Counted,
    /// Score, 0 to 100.
    pub score: Option<f64>,
}

/// The state of the base as far as the reader sees it.
#[derive(Debug, Clone)]
pub struct Quality {
    /// All clients.
    pub all: Group,
    /// Put together, the most numerous first.
    pub groups: Vec<Group>,
    /// Renewal of the prospects.
    pub freshness: Freshness,
    /// A check since this day is fresh.
    pub fresh_since: Date,
    /// Numbers and clients whose day of the next look has come.
    pub due: i64,
    /// The kept days of a year, for readers of the whole base.
    pub days: Vec<DayRow>,
    /// Traits the reader may not ask for: their contacts are guarded.
    pub hidden: Vec<Trait>,
}

/// The day since which a check is fresh.
pub(crate) fn fresh_since(settings: &Settings, today: Date) -> Date {
    let months = settings.whole(&FRESHNESS_VALID);
    today.checked_sub(months.months()).unwrap_or(Date::MIN)
}

/// The score of one card, which the caller has found within its scope.
pub(crate) fn of_client(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
) -> Result<Option<f64>, DbError> {
    let settings = setting::load(tx)?;
    let since = fresh_since(&settings, setting::today(&settings, ctx.now));
    let having = store::quality::of_client(tx, client, since)?;
    Ok(score(&settings, 1, &having))
}

/// What may not be read may not be counted either: guarded contacts are left out.
fn hidden(ctx: &Context) -> Vec<Trait> {
    let guarded = [(Trait::Phone, Field::Phone), (Trait::Email, Field::Email)];
    guarded
        .into_iter()
        .filter(|(_, field)| ctx.actor.field(*field) != Access::Shown)
        .map(|(one, _)| one)
        .collect()
}

/// The state of the clients the reader may see.
pub fn quality(app: &App, ctx: &Context, by: By) -> Result<Quality, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let hidden = hidden(ctx);
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let since = fresh_since(&settings, today);
        let weigh = |mut counted: Counted| {
            for one in &hidden {
                counted.having[*one as usize] = 0;
            }
            Group {
                score: score(&settings, counted.clients, &counted.having)
                    .filter(|_| hidden.is_empty()),
                counted,
            }
        };
        let all = store::quality::count(tx, &scope, None, since)?;
        let groups = store::quality::count(tx, &scope, Some(by), since)?;
        let (prospects, [year, quarter]) = store::quality::renewed(
            tx,
            &scope,
            [
                months_ago(&settings, today, 12),
                months_ago(&settings, today, 3),
            ],
        )?;
        let (crisis, norm) = norm(&settings);
        let due = store::quarantine::count(
            tx,
            &store::quarantine::ListQuery {
                scope: &scope,
                reasons: &[],
                due_by: Some(today),
                after: None,
                limit: 1,
            },
        )?;
        let whole = scope.managers().is_none() && hidden.is_empty();
        let from = today.checked_sub(1.year()).unwrap_or(Date::MIN);
        Ok(Quality {
            all: weigh(all.into_iter().next().unwrap_or_default()),
            groups: groups.into_iter().map(weigh).collect(),
            freshness: Freshness {
                prospects,
                renewed_in_year: year,
                renewed_in_quarter: quarter,
                crisis,
                norm,
            },
            fresh_since: since,
            due,
            days: if whole {
                store::quality::days(tx, from)?
            } else {
                Vec::new()
            },
            hidden: hidden.clone(),
        })
    })
}

fn months_ago(settings: &Settings, today: Date, months: i64) -> (Timestamp, Date) {
    let day = today.checked_sub(months.months()).unwrap_or(Date::MIN);
    (setting::start_of(settings, day), day)
}

/// Keeps the figures of today; part of the nightly snapshot.
pub(crate) fn keep_day(app: &App, ctx: &Context) -> Result<(), DbError> {
    let scope = ctx.scope(Entity::Client);
    let Ok(scope) = scope else { return Ok(()) };
    let (row, settings) = app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let since = fresh_since(&settings, today);
        let counted = store::quality::count(tx, &scope, None, since)?;
        let counted = counted.into_iter().next().unwrap_or_default();
        Ok::<_, DbError>(((today, counted), settings))
    })?;
    let (day, counted) = row;
    let Some(score) = score(&settings, counted.clients, &counted.having) else {
        return Ok(());
    };
    app.db.write(|tx| {
        store::quality::keep_day(
            tx,
            &DayRow {
                day,
                clients: counted.clients,
                score: (score * 100.0).round() as i64,
                having: counted.having,
            },
        )
    })
}

/// A field of the card: who fills it, who looks by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Its name as in the API.
    pub field: &'static str,
    /// Clients with it.
    pub filled: i64,
    /// Saved views that filter by it or show it.
    pub views: usize,
}

/// How the fields of cards are used (R5): what is never filled nor asked for need not be kept.
pub fn usage(app: &App, ctx: &Context) -> Result<(i64, Vec<Usage>), Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let (clients, filled) = store::quality::filled(tx, &scope)?;
        let mut views: HashMap<String, usize> = HashMap::new();
        for state in store::quality::view_states(tx)? {
            for field in named_in(&state) {
                *views.entry(field).or_default() += 1;
            }
        }
        let usage = filled.into_iter().map(|one| Usage {
            field: one.field,
            filled: one.clients,
            views: views.get(one.field).copied().unwrap_or(0),
        });
        Ok((clients, usage.collect()))
    })
}

/// The fields that the state of a saved view names, each once.
fn named_in(state: &str) -> Vec<String> {
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.extend(
                text.split(['&', '=', ',', '.', '-'])
                    .filter(|piece| !piece.is_empty())
                    .map(str::to_owned),
            ),
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    found.push(key.clone());
                    texts(value, found);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = Vec::new();
    let value = serde_json::from_str(state).unwrap_or(Value::String(state.to_owned()));
    texts(&value, &mut found);
    found.sort();
    found.dedup();
    found
}

/// The counts of one group, for readers above.
pub fn having(group: &Group, of: Trait) -> i64 {
    let all: &Having = &group.counted.having;
    all[of as usize]
}
