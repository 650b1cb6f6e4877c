//! Coefficients of a funnel (R146–R156): what was planned of each step and what came of it, by
//! employee and week; a comparison that knows how hard the lists were; weak steps and who teaches
//! whom; what became of those that began together; what the programme brought.

mod cohorts;
mod export;
mod fair;
mod kept;
mod ladder;
mod programme;
mod training;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use analysis::coefficient::{self, Count, Rule, early, end_to_end, estimate, verdict};
use domain::id::{FunnelId, UserId};
use domain::policy::{Entity, Forbidden, Scope};
use domain::report::{MOST_PERIODS, periods};
use domain::setting::{
    COEFFICIENT_CONFIDENCE, COEFFICIENT_STRETCH, COEFFICIENT_SURE, COEFFICIENT_TOLERANCE, Settings,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Span};
use serde::Serialize;
use store::coefficient::{By, Counted, Mix, Wanted};
use utoipa::ToSchema;
use uuid::Uuid;

pub use cohorts::{Cohort, Cohorts, Reached, cohorts};
pub use export::export;
pub use fair::{Breakdown, Comparison, FairPerson, FairStep, Part, WeakStep, comparison};
pub(crate) use kept::Keeper;
pub use ladder::StepHead;
pub(crate) use ladder::{Ladder, ladder};
pub use programme::{Programme, Strategy, programme};
pub use store::coefficient::Of;
pub use training::{Train, Trained, train, trained};

use crate::client::Refusal;
use crate::context::Context;
use crate::{App, DbError, DbTx, setting};

/// Why coefficients are not given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such funnel, or nothing of it is approved.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The file could not be written.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    pub(super) fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// Which coefficients.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// Of this funnel.
    pub funnel: FunnelId,
    /// Decided from this day …
    pub from: Date,
    /// … to this.
    pub to: Date,
    /// Which deals.
    pub of: Of,
}

/// The days asked for: up to today, from the Monday eleven weeks before, where nobody says.
pub fn days(
    app: &App,
    ctx: &Context,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<(Date, Date), Error> {
    let today = setting::today(&setting::current(app)?, ctx.now);
    let to = to.unwrap_or(today);
    let back = 77 + i64::from(to.weekday().to_monday_zero_offset());
    Ok((
        from.unwrap_or_else(|| to.saturating_sub(Span::new().days(back))),
        to,
    ))
}

/// Somebody or something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CoefficientOf)]
pub struct Whom {
    /// Identity.
    pub id: Uuid,
    /// Name; empty when it is gone.
    pub name: String,
}

/// A coefficient: the fact beside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientFact)]
pub struct Fact {
    /// Deals decided at the step before: they went on, were refused, or lie too long.
    pub decided: u64,
    /// Of them went on.
    pub passed: u64,
    /// The coefficient, of one; `null`: nothing was decided.
    pub share: Option<f64>,
    /// Where its interval begins.
    pub low: Option<f64>,
    /// Where it ends.
    pub high: Option<f64>,
    /// The planned coefficient.
    pub plan: f64,
    /// `above`, `on`, `below` the plan, or `unsure`: it cannot be told yet.
    pub verdict: &'static str,
}

impl Fact {
    fn of(count: Count, plan: f64, rule: Rule) -> Self {
        let found = estimate(count, rule.confidence);
        Self {
            decided: count.decided,
            passed: count.passed,
            share: found.map(|of| of.share),
            low: found.map(|of| of.low),
            high: found.map(|of| of.high),
            plan,
            verdict: verdict(count, plan, rule).code(),
        }
    }
}

/// A week of the whole.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientWeek)]
pub struct Week {
    /// Its first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Its last.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Deals that reached each step in it, the beginning included.
    pub reached: Vec<i64>,
    /// The coefficient of each step after the first.
    pub facts: Vec<Fact>,
}

/// A step that is certainly under its plan, and since which week.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientSignal)]
pub struct Signal {
    /// Whose step; `null`: of all.
    pub user: Option<Whom>,
    /// The key of the step.
    pub step: String,
    /// The first day of the week since which it has been so.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// What the last weeks say.
    pub fact: Fact,
    /// The chance that it fell against the weeks before; `null`: nothing was decided before.
    pub fell: Option<f64>,
}

/// One employee.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientPerson)]
pub struct Person {
    /// Who; `null`: clients of nobody.
    pub user: Option<Whom>,
    /// Deals that reached each step, the beginning included.
    pub reached: Vec<i64>,
    /// The coefficient of each step after the first.
    pub facts: Vec<Fact>,
    /// What is left at the end, of one; `null` while a step has no coefficient.
    pub end: Option<f64>,
    /// The same as planned.
    pub end_plan: f64,
    /// The coefficients week by week, by step after the first.
    pub weeks: Vec<Vec<Option<f64>>>,
}

/// Plan and fact of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientReport)]
pub struct Report {
    /// The company's day.
    #[schema(value_type = String, format = Date)]
    pub today: Date,
    /// The name of the funnel.
    pub name: String,
    /// Its steps in order.
    pub steps: Vec<StepHead>,
    /// Part of the intervals that is right.
    pub confidence: f64,
    /// So far from the plan is still on it.
    pub tolerance: f64,
    /// The early signal looks at so many weeks together.
    pub stretch: i64,
    /// Everybody together.
    pub whole: Person,
    /// Week by week.
    pub weeks: Vec<Week>,
    /// Each employee with a decision, by name.
    pub people: Vec<Person>,
    /// What is certainly under its plan, the earliest first (R151).
    pub signals: Vec<Signal>,
}

/// How coefficients are judged.
pub(super) fn rule(settings: &Settings) -> Rule {
    Rule {
        confidence: part(settings.whole(&COEFFICIENT_CONFIDENCE)),
        tolerance: part(settings.whole(&COEFFICIENT_TOLERANCE)),
    }
}

pub(super) fn sure(settings: &Settings) -> f64 {
    part(settings.whole(&COEFFICIENT_SURE))
}

#[expect(clippy::cast_precision_loss, reason = "percents")]
pub(super) fn part(percent: i64) -> f64 {
    percent as f64 / 100.0
}

/// Deals decided alike.
#[derive(Debug)]
pub(super) struct Decided {
    /// The place of the step whose coefficient it is, less one.
    pub(super) step: usize,
    pub(super) day: Option<Date>,
    pub(super) mix: Mix,
    pub(super) manager: Option<UserId>,
    pub(super) count: Count,
}

/// What was reached, and what was decided.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) reached: Vec<Counted>,
    pub(super) decided: Vec<Decided>,
}

fn many(deals: i64) -> u64 {
    u64::try_from(deals).unwrap_or(0)
}

/// Reads what was reached and decided in some days: a deal is decided at a step on the day it went
/// on, on the day it was refused there, or on the day from which on it lies there too long.
pub(super) fn found(
    app: &App,
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    ladder: &Ladder,
    wanted: &Wanted<'_>,
) -> Result<Arc<Found>, DbError> {
    let line = store::journal::last(tx)?;
    let allowed = ladder.steps.iter().map(|step| step.stuck_days);
    kept::kept(&app.coefficients, wanted, allowed, (line, ctx.now), || {
        count(tx, ctx, settings, ladder, wanted)
    })
}

fn count(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    ladder: &Ladder,
    wanted: &Wanted<'_>,
) -> Result<Found, DbError> {
    let start = |day: Date| setting::start_of(settings, day);
    let after = |day: Date| start(day.tomorrow().unwrap_or(day));
    let reached = store::coefficient::reached(tx, wanted)?;
    let mut decided: Vec<Decided> = Vec::new();
    let mut add = |one: &Counted, step: usize, passed: bool| {
        let deals = many(one.deals);
        decided.push(Decided {
            step,
            day: one.day,
            mix: one.mix,
            manager: one.manager,
            count: Count::of(if passed { deals } else { 0 }, deals),
        });
    };
    for one in reached.iter().filter(|one| one.step > 0) {
        add(one, one.step - 1, true);
    }
    let last = ladder.steps.len() - 1;
    let refused = store::coefficient::refused(tx, wanted, start(wanted.from), after(wanted.to))?;
    for one in refused.iter().filter(|one| one.step < last) {
        add(one, one.step, false);
    }
    for (step, head) in ladder.steps.iter().enumerate().take(last) {
        let back = |day: Date| day.saturating_sub(Span::new().days(head.stuck_days));
        let ripe = ctx.now - SignedDuration::from_hours(24 * head.stuck_days);
        let (from, until) = (start(back(wanted.from)), after(back(wanted.to)).min(ripe));
        if from >= until {
            continue;
        }
        let lying = store::coefficient::lying(tx, wanted, step, wanted.from, from, until)?;
        for one in &lying {
            add(one, step, false);
        }
    }
    Ok(Found { reached, decided })
}

fn check(request: &Request) -> Result<Vec<(Date, Date)>, Error> {
    let weeks = periods(request.from, request.to, true);
    if request.from > request.to || weeks.len() > MOST_PERIODS {
        return Err(Error::refused("to", "report.range"));
    }
    Ok(weeks)
}

/// Names of employees; those of nobody have none.
pub(super) struct Names(HashMap<UserId, String>);

impl Names {
    pub(super) fn read(tx: &mut DbTx) -> Result<Self, DbError> {
        Ok(Self(store::user::names(tx)?))
    }

    pub(super) fn of(&self, user: UserId) -> Whom {
        Whom {
            id: user.uuid(),
            name: self.0.get(&user).cloned().unwrap_or_default(),
        }
    }
}

/// Counts of one employee or of all.
struct Counts {
    reached: Vec<i64>,
    /// By step, by week.
    weeks: Vec<Vec<Count>>,
}

impl Counts {
    fn none(steps: usize, weeks: usize) -> Self {
        Self {
            reached: vec![0; steps],
            weeks: vec![vec![Count::default(); weeks]; steps.saturating_sub(1)],
        }
    }

    fn step(&self, step: usize) -> Count {
        self.weeks[step].iter().copied().sum()
    }
}

/// Plan and fact of a funnel, as far as the reader may see it: an employee their own, others their
/// team or all (the reach of analyses).
pub fn report(app: &App, ctx: &Context, request: &Request) -> Result<Report, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    let weeks = check(request)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        build(app, tx, ctx, &settings, (&scope, request, &weeks))
    })
}

fn build(
    app: &App,
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    (scope, request, weeks): (&Scope, &Request, &[(Date, Date)]),
) -> Result<Report, Error> {
    let today = setting::today(settings, ctx.now);
    let ladder = ladder(tx, request.funnel, today)?.ok_or(Error::NotFound)?;
    let keys = ladder.keys();
    let wanted = Wanted {
        funnel: request.funnel,
        steps: &keys,
        from: request.from,
        to: request.to,
        scope,
        of: request.of,
        by: By::Day,
    };
    let found = found(app, tx, ctx, settings, &ladder, &wanted)?;
    let names = Names::read(tx)?;
    let rule = rule(settings);
    let stretch = settings.whole(&COEFFICIENT_STRETCH);
    let week_of = |day: Option<Date>| -> usize {
        let day = day.unwrap_or(request.to);
        weeks
            .partition_point(|(_, to)| *to < day)
            .min(weeks.len() - 1)
    };
    let steps = keys.len();
    let mut whole = Counts::none(steps, weeks.len());
    let mut reached = vec![vec![0_i64; steps]; weeks.len()];
    let mut people: BTreeMap<Option<UserId>, Counts> = BTreeMap::new();
    for one in &found.reached {
        let of = people.entry(one.manager);
        let of = of.or_insert_with(|| Counts::none(steps, weeks.len()));
        of.reached[one.step] += one.deals;
        whole.reached[one.step] += one.deals;
        reached[week_of(one.day)][one.step] += one.deals;
    }
    for one in &found.decided {
        let of = people.entry(one.manager);
        let of = of.or_insert_with(|| Counts::none(steps, weeks.len()));
        let week = week_of(one.day);
        of.weeks[one.step][week].add(one.count);
        whole.weeks[one.step][week].add(one.count);
    }
    let plans = |user: Option<UserId>| ladder.plans(user, &request.of, request.to);
    let mut signals = Vec::new();
    let person = |user: Option<UserId>, counts: &Counts| -> Person {
        let plans = plans(user);
        let facts: Vec<Fact> = plans
            .iter()
            .enumerate()
            .map(|(step, plan)| Fact::of(counts.step(step), *plan, rule))
            .collect();
        let shares: Option<Vec<f64>> = facts.iter().map(|fact| fact.share).collect();
        Person {
            user: user.map(|user| names.of(user)),
            reached: counts.reached.clone(),
            end: shares.map(|shares| end_to_end(&shares)),
            end_plan: end_to_end(&plans),
            weeks: counts
                .weeks
                .iter()
                .map(|weeks| weeks.iter().map(|week| week.share()).collect())
                .collect(),
            facts,
        }
    };
    let mut signal = |user: Option<UserId>, counts: &Counts| {
        for (step, plan) in plans(user).into_iter().enumerate() {
            let stretch = usize::try_from(stretch).unwrap_or(1);
            if let Some(of) = early(&counts.weeks[step], plan, stretch, rule) {
                signals.push(Signal {
                    user: user.map(|user| names.of(user)),
                    step: keys[step + 1].clone(),
                    since: weeks[of.since].0,
                    fact: Fact::of(of.count, plan, rule),
                    fell: of.fell,
                });
            }
        }
    };
    for (user, counts) in people.iter().filter(|(user, _)| user.is_some()) {
        signal(*user, counts);
    }
    let mut seen: Vec<Person> = people
        .iter()
        .map(|(user, counts)| person(*user, counts))
        .collect();
    seen.sort_by(|a, b| {
        let name = |of: &Person| of.user.as_ref().map(|user| user.name.clone());
        (name(a).is_none(), name(a)).cmp(&(name(b).is_none(), name(b)))
    });
    if people.len() > 1 {
        signal(None, &whole);
    }
    signals.sort_by_key(|signal| signal.since);
    let plan = plans(None);
    let weeks = weeks.iter().zip(reached).enumerate();
    Ok(Report {
        today,
        name: ladder.name.clone(),
        confidence: rule.confidence,
        tolerance: rule.tolerance,
        stretch,
        whole: person(None, &whole),
        weeks: weeks
            .map(|(week, ((from, to), reached))| Week {
                from: *from,
                to: *to,
                reached,
                facts: plan
                    .iter()
                    .enumerate()
                    .map(|(step, plan)| Fact::of(whole.weeks[step][week], *plan, rule))
                    .collect(),
            })
            .collect(),
        people: seen,
        signals,
        steps: ladder.heads(&plan),
    })
}

/// What is known of the coefficients of an employee for looking ahead: their own, drawn towards
/// those of all by so many deals.
pub(super) fn ahead(own: Count, all: Count, plan: f64, prior: f64) -> f64 {
    let mean = all.share().unwrap_or(plan);
    #[expect(clippy::cast_precision_loss, reason = "counts of deals")]
    let (passed, decided) = (own.passed as f64, own.decided as f64);
    if decided + prior > 0.0 {
        (passed + prior * mean) / (decided + prior)
    } else {
        mean
    }
}

pub(super) use coefficient::fair as compare;
