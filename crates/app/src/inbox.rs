//! The inbox of an employee: worked out when it is opened, put off or done with notice by notice.

use std::collections::BTreeMap;

use domain::id::UserId;
use domain::inbox::{About, KEY_LIMIT, Notice, NoticeKind, waiting};
use domain::policy::{Entity, Forbidden};
use domain::setting::{HOLDING_WARN, INBOX_NEWS};
use domain::task::TaskKind;
use jiff::{SignedDuration, Timestamp};

use crate::client::Refusal;
use crate::context::Context;
use crate::{App, DbError, DbTx, setting};

/// The most notices of one kind.
const MOST: i64 = 100;
/// The most notices marked at once.
const MARKED: usize = 1_000;
/// The longest time a notice is put off.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Why nothing is done with notices.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What an employee does with notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Done with them.
    Done,
    /// Put off until then.
    Snoozed(Timestamp),
    /// Not done with them after all.
    None,
}

/// The notices that wait for the reader, the most urgent first.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Notice>, Error> {
    let user = ctx.actor.user();
    app.db.read(|tx| {
        let mut notices = of_tasks(tx, ctx, user)?;
        notices.extend(of_clients(tx, ctx, user)?);
        let today = setting::today(&setting::load(tx)?, ctx.now);
        for absence in store::absence::list(tx, today)? {
            if absence.deputy_id == user && absence.on(today) {
                let name = store::user::find(tx, absence.user_id)?.map(|user| user.name);
                notices.push(Notice {
                    kind: NoticeKind::Deputy,
                    about: About::User(absence.user_id),
                    text: name,
                    client: None,
                    day: absence.until_day,
                    count: 1,
                });
            }
        }
        let marks = store::inbox::marks(tx, user)?;
        Ok(waiting(notices, &marks, ctx.now))
    })
}

fn of_tasks(tx: &mut DbTx, ctx: &Context, user: UserId) -> Result<Vec<Notice>, Error> {
    if ctx.scope(Entity::Task).is_err() {
        return Ok(Vec::new());
    }
    let settings = setting::load(tx)?;
    let today = setting::today(&settings, ctx.now);
    let mut notices = Vec::new();
    let clients = ctx.scope(Entity::Client)?;
    for due in store::inbox::due(tx, &clients, user, today, MOST)? {
        let kind = match due.kind {
            TaskKind::Promise => NoticeKind::Promise,
            TaskKind::Meeting if due.day == today => NoticeKind::Meeting,
            _ if due.day < today => NoticeKind::Overdue,
            _ => NoticeKind::Due,
        };
        notices.push(Notice {
            kind,
            about: About::Task(due.task),
            text: Some(due.title),
            client: due.client,
            day: due.day,
            count: 1,
        });
    }
    let since = ctx.now - SignedDuration::from_hours(24 * settings.whole(&INBOX_NEWS));
    for given in store::inbox::given(tx, user, since, MOST)? {
        let about = if given.together {
            About::Batch(given.batch)
        } else {
            About::Task(given.task)
        };
        notices.push(Notice {
            kind: NoticeKind::Given,
            about,
            text: Some(given.title),
            client: None,
            day: setting::today(&settings, given.at),
            count: given.count,
        });
    }
    Ok(notices)
}

fn of_clients(tx: &mut DbTx, ctx: &Context, user: UserId) -> Result<Vec<Notice>, Error> {
    if ctx.scope(Entity::Client).is_err() {
        return Ok(Vec::new());
    }
    let settings = setting::load(tx)?;
    let days = |of| SignedDuration::from_hours(24 * settings.whole(of));
    let by = ctx.now + days(&HOLDING_WARN);
    let mut ending: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (client, name, until) in store::inbox::ending(tx, user, by, MOST)? {
        let day = setting::today(&settings, until);
        ending.entry(day).or_default().push((client, name));
    }
    let mut notices = Vec::new();
    let mut returned: BTreeMap<_, i64> = BTreeMap::new();
    for at in store::refusal::returned(tx, user, ctx.now)? {
        *returned.entry(setting::today(&settings, at)).or_default() += 1;
    }
    notices.extend(returned.into_iter().map(|(day, count)| Notice {
        kind: NoticeKind::Returned,
        about: About::Nothing,
        text: None,
        client: None,
        day,
        count,
    }));
    for (day, mut clients) in ending {
        let count = clients.len() as i64;
        notices.push(Notice {
            kind: NoticeKind::Ending,
            about: About::Nothing,
            text: None,
            client: clients.pop().filter(|_| count == 1),
            day,
            count,
        });
    }
    // Whose clients they were may not see them any more: told is how many.
    let mut taken: BTreeMap<_, i64> = BTreeMap::new();
    for at in store::inbox::withdrawn(tx, user, ctx.now - days(&INBOX_NEWS))? {
        *taken.entry(setting::today(&settings, at)).or_default() += 1;
    }
    notices.extend(taken.into_iter().map(|(day, count)| Notice {
        kind: NoticeKind::Withdrawn,
        about: About::Nothing,
        text: None,
        client: None,
        day,
        count,
    }));
    Ok(notices)
}

/// Marks notices of the reader's own inbox.
pub fn mark(app: &App, ctx: &Context, keys: &[String], mark: Mark) -> Result<(), Error> {
    let refused = |field, code| Error::Invalid(vec![Refusal::new(field, code)]);
    if keys.is_empty() || keys.len() > MARKED || keys.iter().any(|key| key.len() > KEY_LIMIT) {
        return Err(refused("keys", "field.invalid"));
    }
    let until = match mark {
        Mark::Snoozed(until) if until <= ctx.now || until > ctx.now + LONGEST => {
            return Err(refused("until", "inbox.until"));
        }
        Mark::Snoozed(until) => Some(until),
        Mark::Done | Mark::None => None,
    };
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    let user = ctx.actor.user();
    app.db.write(|tx| {
        match mark {
            Mark::None => store::inbox::unmark(tx, user, &keys)?,
            Mark::Done | Mark::Snoozed(_) => {
                store::inbox::mark(tx, user, &keys, until, ctx.now)?;
            }
        }
        Ok(())
    })
}
