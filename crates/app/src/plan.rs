//! Plan and fact (R127, R136): the turnover planned of a month against what was sold, what is
//! missing, and what must be begun for it by the coefficients of each employee; the companies planned
//! and standing on each step of the funnel; the contacts.

use std::collections::BTreeMap;

use analysis::coefficient::{Count, needed};
use domain::funnel::{Funnel, Preset};
use domain::id::{FunnelId, TeamId, UserId};
use domain::plan::{MOST_MINOR, Month, PlanOf, due, standing};
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::report::{Measure, deals_place};
use domain::setting::{COMPANY_CURRENCY, PLAN_DAYS, PLAN_PRIOR, Settings};
use domain::task::Whose;
use domain::user::UserState;
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use store::coefficient::{By, Of, Wanted};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::client::Refusal;
use crate::coefficient::{self, Ladder, StepHead, Whom, ahead, ladder};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, report, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "sales_plan";

/// Why a plan is not given or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such funnel, team or employee for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

impl From<report::Error> for Error {
    fn from(error: report::Error) -> Self {
        match error {
            report::Error::Forbidden(refusal) => Self::Forbidden(refusal),
            report::Error::Invalid(refusals) => Self::Invalid(refusals),
            report::Error::Db(error) => Self::Db(error),
            report::Error::NotFound | report::Error::Table(_) => Self::NotFound,
        }
    }
}

/// Companies on a step of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SalesPlanStep)]
pub struct PlanStep {
    /// The key of the step.
    pub step: String,
    /// Open deals that stand on it now.
    pub stock: i64,
    /// How many are planned to stand there.
    pub planned: Option<i64>,
    /// How many must still reach it for what is missing, beside those in the funnel already.
    pub needed: Option<u64>,
}

/// How a plan stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SalesPlanLine)]
pub struct PlanLine {
    /// `company`, `team`, `user`.
    pub whose: &'static str,
    /// Which team or employee; `null` for the company, and for orders of nobody.
    pub of: Option<Whom>,
    /// The team of an employee.
    pub team_id: Option<Uuid>,
    /// The turnover planned.
    pub plan_minor: Option<i64>,
    /// The turnover there is.
    pub fact_minor: i64,
    /// What should be there by the end of yesterday.
    pub due_minor: Option<i64>,
    /// What is missing to the plan; nothing when it is reached.
    pub missing_minor: Option<i64>,
    /// `reached`, `on_way`, `behind`, `missed`; `null` without a plan.
    pub standing: Option<&'static str>,
    /// What a won deal brought on average; `null`: none had an amount.
    pub average_minor: Option<i64>,
    /// What those in the funnel already bring by the coefficients.
    pub pipeline_minor: Option<i64>,
    /// The coefficients counted with, by step after the first.
    pub coefficients: Vec<f64>,
    /// The steps of the funnel.
    pub steps: Vec<PlanStep>,
    /// Contacts planned from the first day of the month to today, or to its last.
    pub contacts_planned: i64,
    /// Contacts made.
    pub contacts: i64,
}

/// Plan and fact of a month.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SalesPlans)]
pub struct Plans {
    /// As `2026-03`.
    pub month: String,
    /// The company's day.
    #[schema(value_type = String, format = Date)]
    pub today: Date,
    /// The currency of reports.
    pub currency: String,
    /// The funnel counted with; `null`: none is approved.
    pub funnel: Option<Whom>,
    /// Its steps.
    pub steps: Vec<StepHead>,
    /// The company and teams as far as the reader may see them, then the employees by name.
    pub lines: Vec<PlanLine>,
}

/// Everything that lines are made of.
struct Facts {
    month: Month,
    today: Date,
    prior: f64,
    plan: BTreeMap<(PlanOf, Uuid), i64>,
    sold: BTreeMap<Option<UserId>, i64>,
    won: BTreeMap<Option<UserId>, (i64, i64)>,
    stock: BTreeMap<Option<UserId>, Vec<i64>>,
    counts: BTreeMap<Option<UserId>, Vec<Count>>,
    contacts: BTreeMap<UserId, (i64, i64)>,
    planned: BTreeMap<UserId, Vec<Option<i64>>>,
    ladder: Option<Ladder>,
}

/// Plan and fact of a month, live, as far as the reader may see it: an employee their own, others
/// their team or all.
pub fn plans(
    app: &App,
    ctx: &Context,
    month: Option<&str>,
    funnel: Option<FunnelId>,
) -> Result<Plans, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    let settings = setting::current(app)?;
    let today = setting::today(&settings, ctx.now);
    let month = match month {
        None => Month::of(today),
        Some(text) => Month::parse(text).ok_or(Error::refused("month", "plan.month"))?,
    };
    let work = report::contacts(
        app,
        ctx,
        &report::Request {
            whose: Whose::All,
            user: None,
            from: month.first(),
            to: month.last().min(today.max(month.first())),
            weekly: true,
        },
    )?;
    app.db.read(|tx| {
        let ladder = match chosen(tx, funnel)? {
            Some(funnel) => ladder(tx, funnel, today)?.map(|found| (funnel, found)),
            None => None,
        };
        let funnel = ladder.as_ref().map(|(id, ladder)| Whom {
            id: id.uuid(),
            name: ladder.name.clone(),
        });
        let days = (month, today);
        let facts = read(app, tx, ctx, (&settings, &scope, days), ladder, &work)?;
        let lines = lines(tx, &scope, &facts)?;
        let heads = facts.ladder.as_ref().map(|ladder| {
            let plan = ladder.plans(None, &Of::default(), today);
            ladder.heads(&plan)
        });
        Ok(Plans {
            month: month.text(),
            today,
            currency: settings.text(&COMPANY_CURRENCY).to_owned(),
            funnel,
            steps: heads.unwrap_or_default(),
            lines,
        })
    })
}

/// The funnel asked for; else the first in use, one of acquisition before others.
fn chosen(tx: &mut DbTx, funnel: Option<FunnelId>) -> Result<Option<FunnelId>, DbError> {
    let all = store::funnel::list(tx)?.into_iter();
    let fits = |of: &Funnel| funnel.map_or(!of.archived, |id| of.id == id);
    let first = all
        .filter(fits)
        .min_by_key(|of| (of.preset != Some(Preset::Acquisition), of.id));
    Ok(first.map(|of| of.id))
}

fn read(
    app: &App,
    tx: &mut DbTx,
    ctx: &Context,
    (settings, scope, (month, today)): (&Settings, &Scope, (Month, Date)),
    ladder: Option<(FunnelId, Ladder)>,
    work: &report::Report,
) -> Result<Facts, Error> {
    let mut facts = Facts {
        month,
        today,
        #[expect(clippy::cast_precision_loss, reason = "a number of deals")]
        prior: settings.whole(&PLAN_PRIOR) as f64,
        plan: store::plan::list(tx, month)?,
        sold: store::plan::sold(tx, scope, month)?,
        won: BTreeMap::new(),
        stock: BTreeMap::new(),
        counts: BTreeMap::new(),
        contacts: BTreeMap::new(),
        planned: BTreeMap::new(),
        ladder: None,
    };
    for person in &work.people {
        let (user, planned) = (person.user.id, person.whole.planned);
        facts.contacts.insert(user, (planned, person.counted));
    }
    let Some((funnel, ladder)) = ladder else {
        return Ok(facts);
    };
    let keys = ladder.keys();
    for person in &work.people {
        let of = |key: &String| {
            let place = (Measure::Deals, deals_place(funnel, key));
            person.plan.get(&place).copied()
        };
        facts
            .planned
            .insert(person.user.id, keys.iter().map(of).collect());
    }
    let since = today.saturating_sub(Span::new().days(settings.whole(&PLAN_DAYS)));
    facts.won = store::plan::won(tx, scope, funnel, setting::start_of(settings, since))?;
    for one in store::plan::stock(tx, scope, funnel)? {
        if let Some(step) = keys.iter().position(|key| *key == one.step) {
            let of = facts.stock.entry(one.manager);
            of.or_insert_with(|| vec![0; keys.len()])[step] += one.deals;
        }
    }
    let wanted = Wanted {
        funnel,
        steps: &keys,
        from: since,
        to: today,
        scope,
        of: Of::default(),
        by: By::Day,
    };
    for one in &coefficient::found(app, tx, ctx, settings, &ladder, &wanted)?.decided {
        let of = facts.counts.entry(one.manager);
        of.or_insert_with(|| vec![Count::default(); keys.len() - 1])[one.step].add(one.count);
    }
    facts.ladder = Some(ladder);
    Ok(facts)
}

fn lines(tx: &mut DbTx, scope: &Scope, facts: &Facts) -> Result<Vec<PlanLine>, Error> {
    let users: Vec<_> = store::user::list(tx)?
        .into_iter()
        .filter(|user| scope.covers(Some(user.id)))
        .collect();
    let mut lines = Vec::new();
    let everybody = scope.managers().is_none();
    if everybody {
        let all: Vec<Option<UserId>> = users.iter().map(|user| Some(user.id)).collect();
        let with_nobody: Vec<_> = all.iter().copied().chain([None]).collect();
        lines.push(facts.line(PlanOf::Company, None, None, &with_nobody));
    }
    for team in store::team::list(tx)? {
        let members = store::user::members(tx, team.id)?;
        if members.is_empty() || !members.iter().all(|id| scope.covers(Some(*id))) {
            continue;
        }
        let of = Whom {
            id: team.id.uuid(),
            name: team.name,
        };
        let members: Vec<_> = members.into_iter().map(Some).collect();
        lines.push(facts.line(PlanOf::Team, Some(of), None, &members));
    }
    for user in users {
        let of = Whom {
            id: user.id.uuid(),
            name: user.name,
        };
        let line = facts.line(
            PlanOf::User,
            Some(of),
            user.team_id.map(|id| id.uuid()),
            &[Some(user.id)],
        );
        let tells = line.plan_minor.is_some()
            || line.fact_minor != 0
            || line
                .steps
                .iter()
                .any(|step| step.stock > 0 || step.planned.is_some());
        if tells && (user.state == UserState::Active || line.plan_minor.is_some()) {
            lines.push(line);
        }
    }
    Ok(lines)
}

impl Facts {
    /// One line: of whom, made of these employees.
    fn line(
        &self,
        whose: PlanOf,
        of: Option<Whom>,
        team_id: Option<Uuid>,
        users: &[Option<UserId>],
    ) -> PlanLine {
        let key = (whose, of.as_ref().map_or(Uuid::nil(), |of| of.id));
        let plan = self.plan.get(&key).copied();
        let fact: i64 = users.iter().filter_map(|user| self.sold.get(user)).sum();
        let missing = plan.map(|plan| (plan - fact).max(0));
        let contacts = users
            .iter()
            .filter_map(|user| self.contacts.get(&(*user)?))
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let mut line = PlanLine {
            whose: whose.code(),
            of,
            team_id,
            plan_minor: plan,
            fact_minor: fact,
            due_minor: plan.map(|plan| due(plan, self.month, self.today)),
            missing_minor: missing,
            standing: plan.map(|plan| standing(plan, fact, self.month, self.today).code()),
            average_minor: None,
            pipeline_minor: None,
            coefficients: Vec::new(),
            steps: Vec::new(),
            contacts_planned: contacts.0,
            contacts: contacts.1,
        };
        if let Some(ladder) = &self.ladder {
            self.steps(&mut line, ladder, users);
        }
        line
    }

    /// What stands on the steps, what it brings, and what else must be begun.
    fn steps(&self, line: &mut PlanLine, ladder: &Ladder, users: &[Option<UserId>]) {
        let keys = ladder.keys();
        let sum = |step: usize, of: &[Option<UserId>]| -> Count {
            let counts = of.iter().filter_map(|user| self.counts.get(user));
            counts.map(|counts| counts[step]).sum()
        };
        let everybody: Vec<_> = self.counts.keys().copied().collect();
        let one = match users {
            [one] => *one,
            _ => None,
        };
        let plan = ladder.plans(one, &Of::default(), self.today);
        line.coefficients = (0..keys.len() - 1)
            .map(|step| {
                ahead(
                    sum(step, users),
                    sum(step, &everybody),
                    plan[step],
                    self.prior,
                )
            })
            .collect();
        let average = |of: &mut dyn Iterator<Item = &(i64, i64)>| {
            let (deals, minor) = of.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            (deals > 0).then(|| minor / deals)
        };
        line.average_minor = average(&mut users.iter().filter_map(|user| self.won.get(user)))
            .or_else(|| average(&mut self.won.values()));
        let stock: Vec<i64> = (0..keys.len())
            .map(|step| {
                let of = users.iter().filter_map(|user| self.stock.get(user));
                of.map(|steps| steps[step]).sum()
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "counts of deals")]
        let brings: f64 = stock
            .iter()
            .enumerate()
            .map(|(step, deals)| *deals as f64 * line.coefficients[step..].iter().product::<f64>())
            .sum();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "an outlook"
        )]
        let pipeline = line
            .average_minor
            .map(|average| (brings * average as f64).round() as i64);
        line.pipeline_minor = pipeline;
        let wanted = line
            .missing_minor
            .zip(line.average_minor)
            .and_then(|(missing, average)| {
                let missing = missing - pipeline.unwrap_or(0);
                needed(missing, average, &line.coefficients)
            });
        line.steps = keys
            .into_iter()
            .enumerate()
            .map(|(at, step)| PlanStep {
                stock: stock[at],
                planned: {
                    let planned = users.iter().filter_map(|user| self.planned.get(&(*user)?));
                    let planned: Vec<i64> = planned.filter_map(|steps| steps[at]).collect();
                    (!planned.is_empty()).then(|| planned.iter().sum())
                },
                needed: wanted.as_ref().map(|wanted| wanted.steps[at]),
                step,
            })
            .collect();
    }
}

/// A change of a plan; none takes it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Whose plan.
    pub whose: PlanOf,
    /// Of which team or employee.
    pub of: Option<Uuid>,
    /// The turnover, in the currency of reports.
    pub amount_minor: Option<i64>,
}

/// Changes the plan of a month, all numbers or none.
pub fn set(app: &App, ctx: &Context, month: &str, changes: &[Change]) -> Result<(), Error> {
    ctx.may(Action::PlanWrite)?;
    let scope = ctx.scope(Entity::Analysis)?;
    let month = Month::parse(month).ok_or(Error::refused("month", "plan.month"))?;
    for change in changes {
        let fits = |amount| (0..=MOST_MINOR).contains(&amount);
        if !change.amount_minor.is_none_or(fits) {
            return Err(Error::refused("amount_minor", "plan.money"));
        }
    }
    app.db.write(|tx| {
        let before = told(tx, month)?;
        for change in changes {
            let of = of(tx, &scope, change)?;
            store::plan::set(tx, month, change.whose, of, change.amount_minor)?;
        }
        let after = told(tx, month)?;
        let line = Entry::update(ENTITY, Uuid::nil(), &before, &after);
        journal::record(tx, ctx, line)?;
        Ok(())
    })
}

/// Of whom a change is, if the writer may plan for them.
fn of(tx: &mut DbTx, scope: &Scope, change: &Change) -> Result<Uuid, Error> {
    match (change.whose, change.of) {
        (PlanOf::Company, None) if scope.managers().is_none() => Ok(Uuid::nil()),
        (PlanOf::Team, Some(id)) => {
            let team = TeamId::from_uuid(id);
            let members = store::user::members(tx, team)?;
            let seen = members.iter().all(|id| scope.covers(Some(*id)));
            if store::team::find(tx, team)?.is_none() || !seen {
                return Err(Error::NotFound);
            }
            Ok(id)
        }
        (PlanOf::User, Some(id)) => {
            let user = UserId::from_uuid(id);
            if store::user::find(tx, user)?.is_none() || !scope.covers(Some(user)) {
                return Err(Error::NotFound);
            }
            Ok(id)
        }
        _ => Err(Error::NotFound),
    }
}

/// The plan as the journal tells it.
fn told(tx: &mut DbTx, month: Month) -> Result<Map<String, Value>, DbError> {
    let plan = store::plan::list(tx, month)?.into_iter();
    let mut told: Map<String, Value> = plan
        .map(|((whose, of), amount)| (format!("{whose} {of}"), Value::from(amount)))
        .collect();
    told.insert("month".to_owned(), Value::from(month.text()));
    Ok(told)
}
