//! The nightly snapshot: figures of every client for lists and cards, and the history of classes.
//! Only what differs is written, in small transactions, so that people can work meanwhile. The
//! months that are over are kept with it (`months.rs`).

use std::collections::{HashMap, HashSet};

use analysis::{ClientRow, Day};
use domain::id::ClientId;
use domain::setting::CONCENTRATION_ALARM;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::analysis::Figures;

use super::question::{Asked, Question, day_of, window_code};
use super::{Error, loyalty};
use crate::App;
use crate::context::Context;
use crate::job::{Failure, Progress};

/// Clients written in one transaction.
pub(super) const AT_ONCE: usize = 500;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Db(error) => error.into(),
            Error::Forbidden(_) | Error::FieldForbidden(_) => {
                Failure::Code("policy.forbidden", error.to_string())
            }
            Error::QuotaSpent(spent) => Failure::Code("client.export_quota", spent.to_string()),
            Error::File(error) => Failure::Code("internal", error.to_string()),
            Error::Ledger(refused) => Failure::Code("analysis.ledger", refused.to_string()),
        }
    }
}

/// Computes the figures of all clients as of today and writes what changed.
pub(crate) fn snapshot(app: &App, ctx: &Context, progress: &Progress) -> Result<Value, Failure> {
    app.analysis.audit(app)?;
    let asked = Asked::new(app, ctx, &Question::default())?;
    let as_of = date(asked.view().as_of);
    let figures = figures(&asked);
    let mut known: HashMap<ClientId, Figures> = HashMap::new();
    app.db.read(|tx| {
        store::analysis::each_figures(tx, |figures| {
            known.insert(figures.client, figures);
            Ok::<(), crate::DbError>(())
        })
    })?;
    let there: HashSet<ClientId> = figures.iter().map(|figures| figures.client).collect();
    let gone: Vec<ClientId> = known
        .keys()
        .filter(|client| !there.contains(client))
        .copied()
        .collect();
    let changed: Vec<Figures> = figures
        .into_iter()
        .filter(|new| known.get(&new.client) != Some(new))
        .collect();
    let total = (changed.len() + gone.len()) as u64;
    let mut done = 0;
    for part in gone.chunks(AT_ONCE) {
        progress.report(done, total)?;
        app.db.write(|tx| {
            store::analysis::remove_figures(tx, part)?;
            part.iter()
                .try_for_each(|client| crate::client::refresh_standing(tx, *client))
        })?;
        done += part.len() as u64;
    }
    for part in changed.chunks(AT_ONCE) {
        progress.report(done, total)?;
        let moved: Vec<Figures> = part
            .iter()
            .filter(|new| {
                known
                    .get(&new.client)
                    .is_none_or(|old| old.classes_differ(new))
            })
            .cloned()
            .collect();
        let lost = |figures: Option<&Figures>| figures.is_some_and(|of| of.state == "lost");
        let turned: Vec<ClientId> = part
            .iter()
            .filter(|new| lost(Some(new)) != lost(known.get(&new.client)))
            .map(|new| new.client)
            .collect();
        app.db.write(|tx| {
            store::analysis::write_figures(tx, as_of, part)?;
            store::analysis::note_history(tx, as_of, &moved)?;
            turned
                .iter()
                .try_for_each(|client| crate::client::refresh_standing(tx, *client))
        })?;
        done += part.len() as u64;
    }
    progress.report(done, total)?;
    let alarm = asked.settings.whole(&CONCENTRATION_ALARM);
    app.db
        .write(|tx| store::responsibility::note_key_volume(tx, alarm))?;
    app.analysis.save(&asked.held);
    crate::quality::keep_day(app, ctx)?;
    crate::scoring::nightly(app, ctx, progress)?;
    let months = super::months::freeze(app, ctx, progress)?;
    Ok(json!({
        "clients": there.len(), "changed": changed.len(), "removed": gone.len(), "months": months,
    }))
}

/// Writes into the history how clients stood on past days, ascending: a base that came in whole has
/// a past, but no snapshot of it.
pub(crate) fn recall(app: &App, ctx: &Context, days: &[Date]) -> Result<(), Error> {
    let mut known: HashMap<ClientId, Figures> = HashMap::new();
    for &day in days {
        let question = Question {
            as_of: day_of(day),
            ..Question::default()
        };
        let moved: Vec<Figures> = figures(&Asked::new(app, ctx, &question)?)
            .into_iter()
            .filter(|new| {
                known
                    .get(&new.client)
                    .is_none_or(|old| old.classes_differ(new))
            })
            .collect();
        for part in moved.chunks(AT_ONCE) {
            app.db
                .write(|tx| store::analysis::note_history(tx, day, part))?;
        }
        known.extend(moved.into_iter().map(|new| (new.client, new)));
    }
    Ok(())
}

/// The figures of every client that ever bought, or has a line in the window.
fn figures(asked: &Asked) -> Vec<Figures> {
    let view = asked.view();
    let rows = asked.rows(&view);
    let beats = asked.beats(&view);
    let values: HashMap<u32, i64> = loyalty::values(asked)
        .iter()
        .map(|ltv| (ltv.client, ltv.ltv_minor))
        .collect();
    let window = window_code(asked.parameters.window);
    let of = |(number, _)| {
        let client = *asked.held.clients.value(number)?;
        let row: Option<&ClientRow> = rows.get(number);
        if row.is_none() && beats.get(number).is_none() {
            return None;
        }
        Some(Figures {
            client,
            window: window.clone(),
            orders: row.map_or(0, |row| row.orders.into()),
            revenue_minor: row.map_or(0, |row| row.revenue_minor),
            margin_minor: row.and_then(|row| row.margin_minor),
            first_day: beats.get(number).map(|beat| date(beat.first)),
            last_day: beats.get(number).map(|beat| date(beat.last)),
            assortment: row.map_or(0, |row| row.assortment.into()),
            cheque_minor: row
                .and_then(ClientRow::cheque)
                .map_or(0, |cheque| cheque.round() as i64),
            abc: row.map(|row| format!("{:?}", row.abc)),
            xyz: row.map(|row| format!("{:?}", row.xyz)),
            cv: row.and_then(|row| row.cv),
            rfm: row
                .filter(|row| row.r > 0)
                .map(|row| [row.r, row.f, row.m].map(i64::from)),
            state: state_code(beats.state(number)).to_owned(),
            ltv_minor: values.get(&number).copied(),
        })
    };
    asked.everybody().filter_map(of).collect()
}

pub(super) fn state_code(state: analysis::State) -> &'static str {
    match state {
        analysis::State::Active => "active",
        analysis::State::Sleeping => "sleeping",
        analysis::State::Lost => "lost",
        analysis::State::None => "none",
    }
}

pub(super) fn date(day: Day) -> Date {
    let (year, month, of_month) = day.civil();
    let small = |number: u32| i8::try_from(number).unwrap_or(1);
    jiff::civil::date(
        i16::try_from(year).unwrap_or(i16::MAX),
        small(month),
        small(of_month),
    )
}
