//! What coefficients are counted from: which steps were reached, where deals were refused, where
//! they lie too long; by days, or by what they were when they began. Whose client it was then tells
//! whose number it is, and whose numbers may be read.

use std::collections::HashMap;

use db::{Error, Row, Tx, params};
use domain::id::{
    CleanListId, FunnelId, ProductGroupId, SegmentId, SourceId, TeamId, TrainingId, UserId,
};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// Which deals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Of {
    /// Of the clients of this employee.
    pub user: Option<UserId>,
    /// Of the clients of a team.
    pub team: Option<TeamId>,
    /// Of clients that were in this segment when the deal began.
    pub segment: Option<SegmentId>,
    /// … came from this source.
    pub source: Option<SourceId>,
    /// About this group of products.
    pub group: Option<ProductGroupId>,
    /// Begun from this cleaned list.
    pub list: Option<CleanListId>,
}

impl Of {
    fn needs_deal(&self) -> bool {
        self.segment.is_some()
            || self.source.is_some()
            || self.group.is_some()
            || self.list.is_some()
    }

    fn narrow(&self, conditions: &mut Conditions, manager: Manager, scope: &Scope) {
        let column = manager.column();
        held(conditions, scope, column);
        if let Some(user) = self.user {
            conditions.compare(column, "=", user.uuid());
        }
        if let Some(team) = self.team {
            conditions.with(manager.of_team(), team.uuid());
        }
        if let Some(segment) = self.segment {
            conditions.compare("d.segment_id", "=", segment.uuid());
        }
        if let Some(source) = self.source {
            conditions.compare("d.source_id", "=", source.uuid());
        }
        if let Some(group) = self.group {
            conditions.compare("d.product_group_id", "=", group.uuid());
        }
        if let Some(list) = self.list {
            conditions.compare("d.clean_list_id", "=", list.uuid());
        }
    }
}

/// Adds whose numbers may be read: those of the employees within the scope. A client shared with
/// the reader is no number of theirs.
pub(crate) fn held(conditions: &mut Conditions, scope: &Scope, column: &'static str) {
    if let Some(managers) = scope.managers() {
        conditions.any_of(column, managers.iter().map(|id| id.uuid()));
    }
}

/// Where it stands whose client it was.
#[derive(Clone, Copy)]
enum Manager {
    Reach,
    Move,
    Client,
}

impl Manager {
    const fn column(self) -> &'static str {
        match self {
            Self::Reach => "r.manager_id",
            Self::Move => "m.manager_id",
            Self::Client => "c.manager_id",
        }
    }

    const fn of_team(self) -> &'static str {
        match self {
            Self::Reach => "r.manager_id IN (SELECT u.id FROM app_user u WHERE u.team_id = $?)",
            Self::Move => "m.manager_id IN (SELECT u.id FROM app_user u WHERE u.team_id = $?)",
            Self::Client => "c.manager_id IN (SELECT u.id FROM app_user u WHERE u.team_id = $?)",
        }
    }
}

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Decisions of a day.
    Day,
    /// Decisions of deals that began alike.
    Mix,
}

/// What a deal was when it began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mix {
    /// The segment of the client.
    pub segment: Option<SegmentId>,
    /// Where the client came from.
    pub source: Option<SourceId>,
    /// What it is about.
    pub group: Option<ProductGroupId>,
    /// The cleaned list.
    pub list: Option<CleanListId>,
}

/// Deals counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The place of the step: reached, or where they ended.
    pub step: usize,
    /// The day, when counted by days.
    pub day: Option<Date>,
    /// What they were, when counted by that.
    pub mix: Mix,
    /// Whose client it was.
    pub manager: Option<UserId>,
    /// How many.
    pub deals: i64,
}

/// Which funnel, which days.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The funnel.
    pub funnel: FunnelId,
    /// The keys of its steps in their order.
    pub steps: &'a [String],
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whose numbers may be read.
    pub scope: &'a Scope,
    /// Which deals.
    pub of: Of,
    /// What is counted together.
    pub by: By,
}

const MIX: &str = "d.segment_id, d.source_id, d.product_group_id, d.clean_list_id";
const MIX_OUT: &str = "x.segment_id, x.source_id, x.product_group_id, x.clean_list_id";

/// The deals that reached a step for the first time in these days.
pub fn reached(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Counted>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("r.funnel_id", "=", wanted.funnel.uuid());
    conditions.compare("r.day", ">=", wanted.from.to_string());
    conditions.compare("r.day", "<=", wanted.to.to_string());
    let of = &wanted.of;
    of.narrow(&mut conditions, Manager::Reach, wanted.scope);
    let clause = conditions.clause();
    let sql = match wanted.by {
        By::Day if of.needs_deal() => format!(
            "SELECT r.step, r.manager_id, COUNT(*), r.day FROM deal_reach r \
             JOIN deal d ON d.id = r.deal_id{clause} GROUP BY r.day, r.step, r.manager_id"
        ),
        By::Day => format!(
            "SELECT r.step, r.manager_id, COUNT(*), r.day FROM deal_reach r{clause} \
             GROUP BY r.day, r.step, r.manager_id"
        ),
        By::Mix => format!(
            "SELECT r.step, r.manager_id, COUNT(*), {MIX} FROM deal_reach r \
             JOIN deal d ON d.id = r.deal_id{clause} GROUP BY r.step, r.manager_id, {MIX}"
        ),
    };
    let mut found = Vec::new();
    for row in tx.query(&sql, conditions.params())? {
        let key = row.get::<&str>(0)?;
        // a step of an earlier version that is none now
        if let Some(step) = wanted.steps.iter().position(|step| step == key) {
            let (day, mix) = apart(&row, wanted.by)?;
            found.push(Counted {
                step,
                day,
                mix,
                manager: read::id_opt(&row, 1)?,
                deals: row.get(2)?,
            });
        }
    }
    Ok(found)
}

fn apart(row: &Row, by: By) -> Result<(Option<Date>, Mix), Error> {
    match by {
        By::Day => Ok((Some(read::day(row, 3)?), Mix::default())),
        By::Mix => {
            let mix = Mix {
                segment: read::id_opt(row, 3)?,
                source: read::id_opt(row, 4)?,
                group: read::id_opt(row, 5)?,
                list: read::id_opt(row, 6)?,
            };
            Ok((None, mix))
        }
    }
}

/// The deals that were refused between two moments and still are, by the furthest step they had
/// reached.
pub fn refused(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Counted>, Error> {
    let mut conditions = Conditions::new();
    let mut rank = String::from("CASE r.step");
    for (place, step) in wanted.steps.iter().enumerate() {
        let key = conditions.bind(step.clone());
        rank.push_str(&format!(" WHEN {key} THEN {place}"));
    }
    rank.push_str(" END");
    conditions.compare("d.funnel_id", "=", wanted.funnel.uuid());
    conditions.holds("d.state = 'refused'");
    conditions.compare("d.ended_at", ">=", from.as_microsecond());
    conditions.compare("d.ended_at", "<", until.as_microsecond());
    wanted
        .of
        .narrow(&mut conditions, Manager::Move, wanted.scope);
    let clause = conditions.clause();
    let (inner, outer) = match wanted.by {
        By::Day => ("m.day", "x.day"),
        By::Mix => (MIX, MIX_OUT),
    };
    let sql = format!(
        "SELECT x.furthest, x.manager_id, COUNT(*), {outer} FROM ( \
           SELECT d.id, m.manager_id, MAX({rank}) AS furthest, {inner} FROM deal d \
           JOIN deal_move m ON m.deal_id = d.id AND m.at = d.ended_at AND m.kind = 'refused' \
           JOIN deal_reach r ON r.deal_id = d.id{clause} \
           GROUP BY d.id, m.manager_id, {inner}) x \
         WHERE x.furthest IS NOT NULL GROUP BY x.furthest, x.manager_id, {outer}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            let (day, mix) = apart(row, wanted.by)?;
            Ok(Counted {
                step: usize::try_from(row.get::<i64>(0)?).unwrap_or(0),
                day,
                mix,
                manager: read::id_opt(row, 1)?,
                deals: row.get(2)?,
            })
        })
        .collect()
}

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

/// The open deals that came to a step between two moments and went no further: `first` is the day
/// that those count to who came at `from`.
pub fn lying(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    step: usize,
    first: Date,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Counted>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("d.funnel_id", "=", wanted.funnel.uuid());
    conditions.holds("d.state = 'open'");
    conditions.compare("d.step", "=", wanted.steps[step].clone());
    conditions.compare("d.stepped_at", ">=", from.as_microsecond());
    conditions.compare("d.stepped_at", "<", until.as_microsecond());
    // one that was moved back is decided where it had been furthest, or not yet
    if let Some(next) = wanted.steps.get(step + 1) {
        conditions.with(
            "NOT EXISTS (SELECT 1 FROM deal_move b JOIN deal_reach n ON n.deal_id = b.deal_id \
             AND n.step = $? WHERE b.deal_id = d.id AND b.kind = 'back')",
            next.clone(),
        );
    }
    wanted
        .of
        .narrow(&mut conditions, Manager::Client, wanted.scope);
    let clause = conditions.clause();
    let by = match wanted.by {
        By::Day => {
            let start = conditions.bind(from.as_microsecond());
            format!("(d.stepped_at - CAST({start} AS BIGINT)) / {DAY}")
        }
        By::Mix => MIX.to_owned(),
    };
    let sql = format!(
        "SELECT 0, c.manager_id, COUNT(*), {by} FROM deal d JOIN client c ON c.id = d.client_id\
         {clause} GROUP BY c.manager_id, {by}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            let (day, mix) = match wanted.by {
                By::Mix => apart(row, By::Mix)?,
                By::Day => {
                    let day = first.saturating_add(jiff::Span::new().days(row.get::<i64>(3)?));
                    (Some(day.min(wanted.to)), Mix::default())
                }
            };
            Ok(Counted {
                step,
                day,
                mix,
                manager: read::id_opt(row, 1)?,
                deals: row.get(2)?,
            })
        })
        .collect()
}

/// Deals that began on one day, by what they reached how many weeks later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// The day they began.
    pub began: Date,
    /// The place of the step.
    pub step: usize,
    /// Whole weeks from the beginning to the step.
    pub weeks: i64,
    /// How many.
    pub deals: i64,
}

/// What became of the deals that began in these days.
pub fn cohorts(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Came>, Error> {
    let mut conditions = begun(wanted);
    wanted
        .of
        .narrow(&mut conditions, Manager::Reach, wanted.scope);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT d.started_day, r.step, (r.at - d.started_at) / {WEEK}, COUNT(*) FROM deal d \
         JOIN deal_reach r ON r.deal_id = d.id{clause} \
         GROUP BY d.started_day, r.step, (r.at - d.started_at) / {WEEK}"
    );
    let mut found = Vec::new();
    for row in tx.query(&sql, conditions.params())? {
        let key = row.get::<&str>(1)?;
        if let Some(step) = wanted.steps.iter().position(|step| step == key) {
            found.push(Came {
                began: read::day(&row, 0)?,
                step,
                weeks: row.get(2)?,
                deals: row.get(3)?,
            });
        }
    }
    Ok(found)
}

/// A week in microseconds.
const WEEK: i64 = 7 * DAY;

fn begun(wanted: &Wanted<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.compare("d.funnel_id", "=", wanted.funnel.uuid());
    conditions.compare("d.started_day", ">=", wanted.from.to_string());
    conditions.compare("d.started_day", "<=", wanted.to.to_string());
    conditions
}

/// How many of the deals that began on each of these days are neither won nor refused yet.
pub fn undecided(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<(Date, i64)>, Error> {
    let mut conditions = begun(wanted);
    conditions.holds("d.state IN ('open', 'postponed')");
    wanted
        .of
        .narrow(&mut conditions, Manager::Client, wanted.scope);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT d.started_day, COUNT(*) FROM deal d JOIN client c ON c.id = d.client_id{clause} \
         GROUP BY d.started_day"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::day(row, 0)?, row.get(1)?)))
        .collect()
}

/// Things with names that deals are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Where clients come from.
    Source,
    /// Segments of clients.
    Segment,
    /// Groups of products.
    Group,
    /// Cleaned lists.
    List,
}

/// Their names.
pub fn names(tx: &mut Tx, of: Named) -> Result<HashMap<Uuid, String>, Error> {
    let sql = match of {
        Named::Source => "SELECT id, name FROM source",
        Named::Segment => "SELECT id, name FROM segment",
        Named::Group => "SELECT id, name FROM product_group",
        Named::List => "SELECT id, name FROM clean_list",
    };
    let rows = tx.query(sql, &[])?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Which sales.
#[derive(Debug, Clone, Copy)]
pub struct Sales<'a> {
    /// Won through this funnel.
    pub funnel: FunnelId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Won between these moments.
    pub won: (Timestamp, Timestamp),
    /// Whose clients may be counted.
    pub scope: &'a Scope,
    /// Which of them.
    pub of: &'a Of,
}

/// Clients and what they bought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sold {
    /// How many bought.
    pub clients: i64,
    /// Their sales.
    pub sales_minor: i64,
    /// Sales of the same kind of clients a year before.
    pub before_minor: i64,
}

/// The sales to clients won through the funnel, and to all others.
pub fn sales(tx: &mut Tx, asked: &Sales<'_>) -> Result<(Sold, Sold), Error> {
    let mut sold = (Sold::default(), Sold::default());
    let year = jiff::Span::new().years(1);
    for back in [false, true] {
        let day = |day: Date| {
            if back { day.saturating_sub(year) } else { day }
        };
        let mut conditions = Conditions::new();
        let funnel = conditions.bind(asked.funnel.uuid());
        let since = conditions.bind(asked.won.0.as_microsecond());
        let until = conditions.bind(asked.won.1.as_microsecond());
        conditions.compare("o.day", ">=", day(asked.from).to_string());
        conditions.compare("o.day", "<=", day(asked.to).to_string());
        conditions.holds("o.deleted_at IS NULL AND o.status IN ('confirmed', 'shipped', 'done')");
        conditions.holds("c.deleted_at IS NULL");
        held(&mut conditions, asked.scope, "c.manager_id");
        if let Some(user) = asked.of.user {
            conditions.compare("c.manager_id", "=", user.uuid());
        }
        if let Some(team) = asked.of.team {
            conditions.with(Manager::Client.of_team(), team.uuid());
        }
        let clause = conditions.clause();
        let sql = format!(
            "SELECT s.won, COUNT(*), CAST(SUM(s.sales) AS BIGINT) FROM ( \
               SELECT o.client_id, SUM(o.base_total_minor) AS sales, \
                 CASE WHEN o.client_id IN (SELECT d.client_id FROM deal d \
                   WHERE d.funnel_id = {funnel} AND d.state = 'won' AND d.ended_at >= {since} \
                   AND d.ended_at < {until}) THEN 1 ELSE 0 END AS won \
               FROM orders o JOIN client c ON c.id = o.client_id{clause} GROUP BY o.client_id) s \
             GROUP BY s.won"
        );
        for row in tx.query(&sql, conditions.params())? {
            let of = if row.get::<i64>(0)? == 1 {
                &mut sold.0
            } else {
                &mut sold.1
            };
            if back {
                of.before_minor = row.get(2)?;
            } else {
                of.clients = row.get(1)?;
                of.sales_minor = row.get(2)?;
            }
        }
    }
    Ok(sold)
}

/// The deals won between two moments, and those of them begun from a cleaned list.
pub fn won(
    tx: &mut Tx,
    asked: &Sales<'_>,
    between: (Timestamp, Timestamp),
) -> Result<(i64, i64), Error> {
    let mut conditions = Conditions::new();
    conditions.compare("d.funnel_id", "=", asked.funnel.uuid());
    conditions.holds("d.state = 'won'");
    conditions.compare("d.ended_at", ">=", between.0.as_microsecond());
    conditions.compare("d.ended_at", "<", between.1.as_microsecond());
    asked
        .of
        .narrow(&mut conditions, Manager::Client, asked.scope);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT COUNT(*), COUNT(d.clean_list_id) FROM deal d JOIN client c ON c.id = d.client_id{clause}"
    );
    let row = tx.query_one(&sql, conditions.params())?;
    Ok((row.get(0)?, row.get(1)?))
}

/// A training of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfStep {
    /// The record of the register.
    pub training: TrainingId,
    /// The funnel.
    pub funnel: FunnelId,
    /// The key of the step.
    pub step: String,
    /// Who teaches.
    pub teacher: Option<UserId>,
}

/// Says of a training which step it is of.
pub fn link_training(tx: &mut Tx, of: &OfStep) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO training_step (training_id, funnel_id, step, teacher_id) \
         VALUES ($1, $2, $3, $4)",
        &params![
            of.training.uuid(),
            of.funnel.uuid(),
            &of.step,
            of.teacher.map(|id| id.uuid()),
        ],
    )?;
    Ok(())
}

/// A training of a step, held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub of: OfStep,
    /// Who was taught.
    pub user: UserId,
    /// When.
    pub day: Date,
}

/// The trainings of steps of a funnel held between two days, the newest first.
pub fn trainings(
    tx: &mut Tx,
    scope: &Scope,
    funnel: FunnelId,
    from: Date,
    to: Date,
) -> Result<Vec<Held>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("s.funnel_id", "=", funnel.uuid());
    conditions.compare("t.day", ">=", from.to_string());
    conditions.compare("t.day", "<=", to.to_string());
    held(&mut conditions, scope, "t.user_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT s.training_id, s.step, s.teacher_id, t.user_id, t.day FROM training_step s \
         JOIN training t ON t.id = s.training_id{clause} ORDER BY t.day DESC, t.id DESC LIMIT 200"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Held {
                of: OfStep {
                    training: read::id(row, 0)?,
                    funnel,
                    step: row.get(1)?,
                    teacher: read::id_opt(row, 2)?,
                },
                user: read::id(row, 3)?,
                day: read::day(row, 4)?,
            })
        })
        .collect()
}
