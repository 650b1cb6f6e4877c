//! Where the work goes (R226): contacts with companies that have not bought yet, and with those
//! that have, beside what each kind brings.

use std::collections::HashMap;

use analysis::{Day, kinds};
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
    let beside = asked.beside(app)?;
    let beats = asked.beats(&view);
    let mut bought = beats.beats.iter().peekable();
    let days = Days::new(asked, view.from, view.to);
    let mut contacts: HashMap<i32, (u64, u64)> = HashMap::new();
    for (client, _) in asked.everybody() {
        while bought.next_if(|beat| beat.client < client).is_some() {}
        let first = bought.peek().filter(|beat| beat.client == client);
        let first = first.map(|beat| beat.first);
        let of_window = beside.talks(client).iter();
        for day in of_window.filter_map(|talk| days.of(talk.at)) {
            let counts = contacts.entry(asked.period.of(day)).or_default();
            if first.is_some_and(|first| first <= day) {
                counts.1 += 1;
            } else {
                counts.0 += 1;
            }
        }
    }
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

/// The days of a window by the moments at which they begin in the company's time zone.
struct Days {
    first: Day,
    /// In microseconds; the last one is the end of the window.
    begin: Vec<i64>,
}

impl Days {
    fn new(asked: &Asked, from: Day, to: Day) -> Self {
        let begins = |number: i32| {
            let date: Date = Day::clamped(number.into()).to_string().parse().ok()?;
            let zoned = date.to_zoned(asked.zone.clone()).ok()?;
            Some(zoned.timestamp().as_microsecond())
        };
        Self {
            first: from,
            begin: (from.number()..=to.number() + 1)
                .map_while(begins)
                .collect(),
        }
    }

    /// The day of a moment; `None` outside the window.
    fn of(&self, at: i64) -> Option<Day> {
        let begun = self.begin.partition_point(|begin| *begin <= at);
        let inside = 0 < begun && begun < self.begin.len();
        let days = i32::try_from(begun).ok()? - 1;
        inside.then(|| self.first.plus_days(days))
    }
}
