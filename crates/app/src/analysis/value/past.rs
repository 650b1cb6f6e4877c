//! What was, for the page of the value: how well the model foretold the second half of the ledger,
//! and the value of the base as it was seen before.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use analysis::value::{Buyers, Models, Row, Settings, buyers, check};
use analysis::{Day, View};
use domain::policy::Entity;

use super::super::Error;
use super::super::question::Asked;
use super::base::{Base, everything, settings, unit};
use super::shape::{Foretold, HoldoutCheck};
use crate::App;
use crate::context::Context;

/// Months back for which the value of the base is given too.
const MONTHS_BEFORE: [i32; 4] = [12, 9, 6, 3];

/// What was; kept like the base itself.
pub(super) struct Past {
    pub(super) check: Option<HoldoutCheck>,
    /// The models of the check.
    of_check: Option<Fitted>,
    /// Oldest first; a day on which nobody had bought yet is left out.
    pub(super) seen: Vec<Seen>,
}

/// Models of a past day, and what they were fitted to.
#[derive(Clone)]
struct Fitted {
    of: u64,
    models: Arc<Models>,
}

/// The value of each client as it was seen on a day.
pub(super) struct Seen {
    pub(super) as_of: Day,
    /// What it was made from: an order of today changes nothing in it.
    of: u64,
    values: Arc<[(u32, f64)]>,
}

impl Seen {
    /// The value of the clients the filters let through.
    pub(super) fn sum(&self, view: &View<'_>) -> f64 {
        let values = self.values.iter();
        values
            .filter(|(client, _)| view.sees(*client))
            .map(|(_, value)| value)
            .sum()
    }
}

impl Past {
    pub(super) fn kept(
        app: &App,
        ctx: &Context,
        asked: &Asked,
        base: &Base,
    ) -> Result<Arc<Self>, Error> {
        let parameters = everything(asked, asked.parameters.as_of);
        let settings = settings(&asked.settings);
        let scope = ctx.scope(Entity::Analysis)?;
        let key = format!(
            "value past {parameters:?} {settings:?} {:?}",
            scope.managers()
        );
        let version = asked.held.version;
        if let Some(known) = app.analysis.answer(&key, version, ctx.now) {
            return Ok(known);
        }
        let _turn = app.analysis.turn_to_fit();
        if let Some(known) = app.analysis.answer(&key, version, ctx.now) {
            return Ok(known);
        }
        let before = app.analysis.last::<Self>(&key);
        let before = before.as_deref();
        // each takes about as long as the others, so they share the processors evenly
        let past = std::thread::scope(|scope| {
            let settings = &settings;
            let days = MONTHS_BEFORE.map(|months| base.buyers.until.plus_months(-months));
            let seen = days.map(|as_of| {
                let known = before.map_or(&[][..], |before| &before.seen);
                let known = known.iter().find(|seen| seen.as_of == as_of);
                scope.spawn(move || seen(asked, base, as_of, settings, known))
            });
            let known = before.and_then(|before| before.of_check.as_ref());
            let (check, of_check) = holdout(asked, base, settings, known).unzip();
            let seen = seen.into_iter().filter_map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            Self {
                check,
                of_check,
                seen: seen.collect(),
            }
        });
        let past = Arc::new(past);
        app.analysis.keep(key, version, None, past.clone());
        Ok(past)
    }
}

/// A number that differs when these clients, or what they bought until the end of the observation,
/// differ.
fn print(buyers: &Buyers) -> u64 {
    let mut state = DefaultHasher::new();
    buyers.until.number().hash(&mut state);
    for of in &buyers.list {
        let days = (of.first.number(), of.history, of.paid);
        (of.client, days, of.repeat_minor, of.spent_minor).hash(&mut state);
    }
    state.finish()
}

fn seen(
    asked: &Asked,
    base: &Base,
    as_of: Day,
    settings: &Settings,
    known: Option<&Seen>,
) -> Option<Seen> {
    let then = Base::buyers(asked, &everything(asked, Some(as_of)), settings);
    let of = print(&then);
    let known = known.filter(|known| known.of == of);
    let values = known.map(|known| known.values.clone()).unwrap_or_else(|| {
        let models = Models::fit_used(&then, unit(asked), settings, &base.models);
        let expected = models.expected_of(&then.list, 1);
        let values = then.list.iter().zip(expected);
        values
            .map(|(buyer, expected)| (buyer.client, expected.value_minor))
            .collect()
    });
    (!values.is_empty()).then_some(Seen { as_of, of, values })
}

/// The model in use, fitted to the first half of the ledger, against the second half.
fn holdout(
    asked: &Asked,
    base: &Base,
    settings: &Settings,
    known: Option<&Fitted>,
) -> Option<(HoldoutCheck, Fitted)> {
    let first = base.buyers.list.iter().map(|buyer| buyer.first).min()?;
    let days = base.buyers.until.number() - first.number() + 1;
    let until = first.plus_days((days + 1) / 2 - 1);
    let parameters = everything(asked, asked.parameters.as_of);
    let view = asked.view_through(&parameters);
    let then = buyers(&view, until, settings);
    let of = print(&then);
    let known = known.filter(|known| known.of == of).cloned();
    let fitted = known.unwrap_or_else(|| {
        let models = Models::fit_used(&then, unit(asked), settings, &base.models);
        let models = Arc::new(models);
        Fitted { of, models }
    });
    let models = &fitted.models;
    let check = check(&then, models, settings.frequencies)?;
    let said = |row: &Row| row.said(models.timing);
    let rows = check
        .by_frequency
        .iter()
        .filter(|row| row.clients > 0)
        .filter_map(|row| {
            let clients = row.clients as f64;
            Some(Foretold {
                repeats: row.x?,
                clients: row.clients,
                actual: row.actual / clients,
                foretold: said(row)? / clients,
            })
        });
    let check = HoldoutCheck {
        until: then.until,
        known: then.known,
        actual: check.total.actual,
        foretold: said(&check.total)?,
        bad: check
            .total
            .off(models.timing)
            .is_some_and(|off| off.abs() > settings.bad_check),
        bad_from: settings.bad_check,
        rows: rows.collect(),
    };
    Some((check, fitted))
}
