//! The calendar: tasks of some days with their times, birthdays, when somebody is free; and the
//! secret address at which calendar programs read.

mod feed;

pub use feed::{Feed, FeedError, feed, read, renew, switch_off};

use domain::calendar::{MOST_DAYS, Slot, free, kept_between};
use domain::id::{ClientId, UserId};
use domain::policy::{Action, Entity};
use domain::setting::{
    CALENDAR_MEETING, CALENDAR_WORK_FROM, CALENDAR_WORK_TO, COMPANY_TIME_ZONE, Settings,
};
use domain::task::Whose;
use domain::user::UserState;
use jiff::civil::Date;
use store::task::ListQuery;

use crate::client::Refusal;
use crate::context::Context;
use crate::task::{Error, Seen, seen};
use crate::{App, setting};

/// The most tasks told at once.
const MOST: usize = 2_000;

/// Which part of the calendar.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// Whose.
    pub whose: Whose,
    /// Of this employee.
    pub assignee: Option<UserId>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A birthday in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birthday {
    /// The day.
    pub day: Date,
    /// Whose; none: the client's own.
    pub person: Option<String>,
    /// Which client.
    pub client: (ClientId, String),
}

/// A part of the calendar.
#[derive(Debug, Clone)]
pub struct View {
    /// The company's day.
    pub today: Date,
    /// The time zone of the times.
    pub time_zone: String,
    /// The working hours.
    pub hours: Slot,
    /// How long a meeting usually takes, in minutes.
    pub meeting: i64,
    /// Tasks, cancelled ones left out, by day and time; those of the whole day first.
    pub tasks: Vec<Seen>,
    /// There are more than are told.
    pub more: bool,
    /// Birthdays, by day.
    pub birthdays: Vec<Birthday>,
}

/// The working hours of a day.
pub(crate) fn hours(settings: &Settings) -> Slot {
    Slot {
        from: settings.whole(&CALENDAR_WORK_FROM) * 60,
        to: settings.whole(&CALENDAR_WORK_TO) * 60,
    }
}

fn check_days(from: Date, to: Date) -> Result<(), Error> {
    let days = (to - from).get_days();
    if from <= to && days < MOST_DAYS {
        Ok(())
    } else {
        Err(Error::Invalid(vec![Refusal::new("to", "calendar.range")]))
    }
}

/// The tasks and birthdays of some days, as far as the reader may see them.
pub fn view(app: &App, ctx: &Context, request: &Request) -> Result<View, Error> {
    let scope = ctx.scope(Entity::Task)?;
    check_days(request.from, request.to)?;
    let query = ListQuery {
        scope: &scope,
        reader: ctx.actor.user(),
        whose: request.whose,
        assignee: request.assignee,
        state: None,
        kind: None,
        live: true,
        client: None,
        batch: None,
        from: Some(request.from),
        to: Some(request.to),
        after: None,
        limit: MOST as i64 + 1,
    };
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let mut items = store::task::list(tx, &query)?;
        let more = items.len() > MOST;
        items.truncate(MOST);
        items.sort_by_key(|item| (item.task.data.due_day, item.task.data.starts));
        let tasks = items
            .into_iter()
            .map(|item| seen(tx, ctx, item, today))
            .collect::<Result<_, Error>>()?;
        let mut birthdays = Vec::new();
        if let Ok(clients) = ctx.scope(Entity::Client) {
            let kept = kept_between(request.from, request.to);
            let mut days: Vec<String> = kept.iter().map(|(yearly, _)| yearly.clone()).collect();
            days.sort_unstable();
            days.dedup();
            let (whose, reader) = (request.whose, ctx.actor.user());
            let of = request.assignee;
            let found = store::calendar::birthdays(tx, &clients, whose, reader, of, &days)?;
            for (yearly, day) in &kept {
                let whose = found.iter().filter(|one| one.yearly == *yearly);
                birthdays.extend(whose.map(|one| Birthday {
                    day: *day,
                    person: one.person.as_ref().map(|(_, name)| name.clone()),
                    client: one.client.clone(),
                }));
            }
        }
        Ok(View {
            today,
            time_zone: settings.text(&COMPANY_TIME_ZONE).to_owned(),
            hours: hours(&settings),
            meeting: settings.whole(&CALENDAR_MEETING),
            tasks,
            more,
            birthdays,
        })
    })
}

/// A day of an employee: only times are told, nothing of what they are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// When they are busy.
    pub busy: Vec<Slot>,
    /// When they are free within the working hours, long enough for what was asked.
    pub free: Vec<Slot>,
}

/// When an employee is free on some days, for whoever may make tasks (R181).
pub fn busy(
    app: &App,
    ctx: &Context,
    user: UserId,
    from: Date,
    to: Date,
    minutes: Option<i64>,
) -> Result<Vec<Day>, Error> {
    ctx.may(Action::TaskWrite)?;
    check_days(from, to)?;
    app.db.read(|tx| {
        let found = store::user::find(tx, user)?;
        if found.is_none_or(|user| user.state != UserState::Active) {
            return Err(Error::NotFound);
        }
        let settings = setting::load(tx)?;
        let least = minutes.unwrap_or_else(|| settings.whole(&CALENDAR_MEETING));
        let hours = hours(&settings);
        let taken = store::calendar::taken(tx, user, from, to, None)?;
        let days = from.series(jiff::Span::new().days(1));
        let days = days.take_while(|day| *day <= to).map(|day| {
            let of = taken.iter().filter(|(on, _)| *on == day);
            let busy: Vec<Slot> = of.map(|(_, slot)| *slot).collect();
            let free = free(&busy, hours, least.max(1));
            Day { day, busy, free }
        });
        Ok(days.collect())
    })
}
