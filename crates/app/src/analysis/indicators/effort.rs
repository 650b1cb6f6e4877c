//! Where the work goes (R226): contacts with companies that have not bought yet, and with those
//! that have, beside what each kind brings.

use std::collections::HashMap;

use analysis::{Day, kinds, rhythm};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::Error;
use super::super::question::Asked;
use crate::App;

/// Contacts and sales of one period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EffortPeriod {
    /// The period.
    pub period: String,
    /// It is not over.
    pub unfinished: bool,
    /// Contacts with companies before their first purchase.
    pub acquisition: u64,
    /// Contacts with clients after it.
    pub repeat: u64,
    /// Sales to clients in the calendar year of their first purchase.
    pub new_minor: i64,
    /// Sales to clients in a later year.
    pub repeat_minor: i64,
}

/// Contacts and sales of the window.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Effort {
    /// Contacts with companies before their first purchase.
    pub acquisition: u64,
    /// Contacts with clients after it.
    pub repeat: u64,
    /// By period.
    pub periods: Vec<EffortPeriod>,
}

pub(super) fn effort(app: &App, asked: &Asked) -> Result<Effort, Error> {
    let view = asked.view();
    let first: HashMap<u32, Day> = rhythm::beats(&view)
        .beats
        .iter()
        .map(|beat| (beat.client, beat.first))
        .collect();
    let visible: HashMap<u32, ()> = asked.everybody().map(|(client, _)| (client, ())).collect();
    let mut contacts: HashMap<i32, (u64, u64)> = HashMap::new();
    let Some((from, until)) = moments(asked, view.from, view.to) else {
        return Ok(Effort {
            acquisition: 0,
            repeat: 0,
            periods: Vec::new(),
        });
    };
    app.db.read(|tx| {
        store::analysis::each_contact(tx, from, until, |client, at| {
            let code = asked.held.clients.find(&client);
            let Some(code) = code.filter(|code| visible.contains_key(code)) else {
                return Ok(());
            };
            let day = asked.day_of(at);
            let counts = contacts.entry(asked.period.of(day)).or_default();
            if first.get(&code).is_some_and(|first| *first <= day) {
                counts.1 += 1;
            } else {
                counts.0 += 1;
            }
            Ok::<(), Error>(())
        })
    })?;
    let periods = kinds::periods(&view, asked.period).into_iter().map(|of| {
        let (acquisition, repeat) = contacts.get(&of.index).copied().unwrap_or_default();
        EffortPeriod {
            period: of.period,
            unfinished: of.unfinished,
            acquisition,
            repeat,
            new_minor: of.new_minor,
            repeat_minor: of.repeat_minor,
        }
    });
    Ok(Effort {
        acquisition: contacts.values().map(|counts| counts.0).sum(),
        repeat: contacts.values().map(|counts| counts.1).sum(),
        periods: periods.collect(),
    })
}

/// The moments between which the days of the window lie, in the company's time zone.
fn moments(asked: &Asked, from: Day, to: Day) -> Option<(Timestamp, Timestamp)> {
    let begin = |day: Day| {
        let date: Date = day.to_string().parse().ok()?;
        let zoned = date.to_zoned(asked.zone.clone()).ok()?;
        Some(zoned.timestamp())
    };
    Some((begin(from)?, begin(to.plus_days(1))?))
}
