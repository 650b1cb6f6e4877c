//! Month-end figures (R240): every client as it stood when a month was over, kept with the
//! definitions and thresholds in force, and shown as a series. A month that is kept is never
//! written again, whatever changes later.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::{Basis, Day, FIGURES_VERSION, NONE, Period, rfm};
use domain::class::ClassKind;
use domain::policy::{Access, Entity, Field, Scope};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use store::analysis::month::{self as kept, Frozen, Month, Sums, Then};
use utoipa::ToSchema;

use super::Error;
use super::classes::{classes_of, temperatures};
use super::ladder::standings;
use super::question::{Asked, Question, basis_codes, day_of};
use super::snapshot::{AT_ONCE, state_code};
use crate::App;
use crate::context::Context;
use crate::job::{Failure, Progress};

/// A base that has no month yet gets so many from before, for its orders may have come in whole.
const PAST_MONTHS: i32 = 12;

/// A rule that differs between two months: from this month on the figures are made otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RuleChange {
    /// `definition`, or the name of a threshold.
    pub rule: String,
    /// The month before.
    pub before: f64,
    /// From this month on.
    pub now: f64,
}

/// A class at the end of a month.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MonthClass {
    /// The class.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// Clients.
    pub clients: i64,
    /// Their value in the twelve months.
    pub value_minor: i64,
}

/// The base at the end of a month.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MonthEnd {
    /// The month, as `2026-03`.
    pub month: String,
    /// The day it was kept on.
    #[schema(value_type = String, format = Date)]
    pub taken_on: Date,
    /// Kept later than on the first day after the month, from what the base held by then.
    pub afterwards: bool,
    /// Version of the definitions.
    pub definition: i64,
    /// What differs from the month before in the list.
    pub changes: Vec<RuleChange>,
    /// The classes from the best down.
    pub classes: Vec<MonthClass>,
}

/// The series of a kind of classes.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Months {
    /// The kind of classes.
    #[schema(value_type = String)]
    pub by: &'static str,
    /// What is added up.
    #[schema(schema_with = basis_codes)]
    pub basis: Basis,
    /// Currency of the sums.
    pub currency: String,
    /// The months kept, the oldest first.
    pub months: Vec<MonthEnd>,
}

/// Keeps every month that is over and not kept yet; returns how many.
pub(super) fn freeze(app: &App, ctx: &Context, progress: &Progress) -> Result<u64, Failure> {
    let settings = crate::setting::current(app)?;
    let today = crate::setting::today(&settings, ctx.now);
    let known = app.db.read(kept::months)?;
    let mut done = 0;
    for month in due(known.last(), day_of(today)) {
        let question = Question {
            as_of: Some(Period::Month.last(month)),
            ..Question::default()
        };
        let asked = Asked::new(app, ctx, &question)?;
        let label = Period::Month.label(month);
        let clients = frozen(app, &asked)?;
        if clients.is_empty() {
            continue;
        }
        app.db.write(|tx| kept::discard(tx, &label))?;
        for part in clients.chunks(AT_ONCE) {
            progress.go_on()?;
            app.db.write(|tx| kept::write(tx, &label, part))?;
        }
        let closed = Month {
            month: label,
            definition: FIGURES_VERSION.into(),
            rules: rules(&asked).to_string(),
            currency: settings.currency().to_string(),
            taken_at: ctx.now,
            afterwards: day_of(today) > Some(Period::Month.first(month + 1)),
        };
        app.db.write(|tx| kept::close(tx, &closed))?;
        done += 1;
    }
    Ok(done)
}

/// Indexes of the months to keep, ascending.
fn due(last: Option<&Month>, today: Option<Day>) -> Vec<i32> {
    let Some(today) = today else {
        return Vec::new();
    };
    let over = Period::Month.of(today) - 1;
    let first = last
        .and_then(|last| Period::parse(&last.month))
        .map_or(over - PAST_MONTHS + 1, |(_, index)| index + 1);
    (first..=over).collect()
}

/// The thresholds in force, by name.
fn rules(asked: &Asked) -> Value {
    let mut rules = serde_json::to_value(asked.resolved().thresholds).unwrap_or_default();
    rules["regular_purchases"] = asked.settings.regular_purchases().into();
    rules
}

fn frozen(app: &App, asked: &Asked) -> Result<Vec<Frozen>, Error> {
    let view = asked.view();
    let rows = asked.rows(&view);
    let beats = asked.beats(&view);
    let held = &asked.held;
    let dimensions = &held.image.dimensions;
    let code = |codes: &[u32], client: u32| codes.get(client as usize).copied().unwrap_or(NONE);
    let standings = standings(app, asked, view.as_of)?;
    let temperatures = temperatures(app, asked, view.as_of)?;
    let of = |(&client, standing): (&u32, &super::ladder::Standing)| {
        let row = rows.get(client);
        let scored = row.filter(|row| row.r > 0);
        Some(Frozen {
            client: *held.clients.value(client)?,
            manager: held
                .managers
                .value(code(&dimensions.manager, client))
                .copied(),
            segment: held
                .segments
                .value(code(&dimensions.segment, client))
                .copied(),
            region: held
                .regions
                .value(code(&dimensions.region, client))
                .cloned(),
            orders: row.map_or(0, |row| row.orders.into()),
            revenue_minor: row.map_or(0, |row| row.revenue_minor),
            margin_minor: row.and_then(|row| row.margin_minor),
            cv: row.and_then(|row| row.cv),
            abc: row.map(|row| format!("{:?}", row.abc)),
            xyz: row.map(|row| format!("{:?}", row.xyz)),
            scores: scored.map(|row| [row.r, row.f, row.m].map(i64::from)),
            rfm: scored
                .and_then(|row| rfm::group(row, asked.parameters.rfm.bins))
                .map(|group| rfm::GROUPS[group].code.to_owned()),
            step: standing.step.code().to_owned(),
            marker: standing.marker.code().to_owned(),
            state: state_code(beats.state(client)).to_owned(),
            temperature: temperatures.get(&client).copied(),
        })
    };
    Ok(standings.iter().filter_map(of).collect())
}

/// Filters by segment, region and manager choose clients as they stood then.
fn then(question: &Question) -> Then {
    Then {
        manager: question.manager_id,
        segment: question.segment_id,
        region: question.region.clone(),
    }
}

/// The months kept, with the classes of a kind (R240). Window and products are those they were
/// kept with: twelve months, all products.
pub fn months(
    app: &App,
    ctx: &Context,
    question: &Question,
    by: ClassKind,
) -> Result<Months, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    if question.basis == Basis::Margin && ctx.actor.field(Field::Margin) != Access::Shown {
        return Err(Error::FieldForbidden(Field::Margin));
    }
    let settings = crate::setting::current(app)?;
    let kept = app.db.read(kept::months)?;
    let sums = sums(app, ctx, &scope, by, &then(question), kept.last())?;
    let mut found: BTreeMap<(&str, &str), (i64, i64)> = BTreeMap::new();
    for of in sums.iter() {
        let value = match question.basis {
            Basis::Revenue => of.revenue_minor,
            Basis::Margin => of.margin_minor,
        };
        found.insert((&of.month, &of.class), (of.clients, value));
    }
    let classes = |month: &str| {
        let class = |code: &'static str| {
            let (clients, value_minor) = found.get(&(month, code)).copied().unwrap_or_default();
            MonthClass {
                code,
                clients,
                value_minor,
            }
        };
        classes_of(by).into_iter().map(class).collect()
    };
    let mut before: Option<&Month> = None;
    let months = kept.iter().map(|month| MonthEnd {
        taken_on: crate::setting::today(&settings, month.taken_at),
        afterwards: month.afterwards,
        definition: month.definition,
        changes: before
            .replace(month)
            .map_or_else(Vec::new, |before| changes(before, month)),
        classes: classes(&month.month),
        month: month.month.clone(),
    });
    Ok(Months {
        by: by.code(),
        basis: question.basis,
        currency: settings.currency().to_string(),
        months: months.collect(),
    })
}

/// The sums of the months up to the last one, added up before or now: every client of every month
/// is counted.
fn sums(
    app: &App,
    ctx: &Context,
    scope: &Scope,
    by: ClassKind,
    then: &Then,
    last: Option<&Month>,
) -> Result<Arc<Vec<Sums>>, Error> {
    // A month that is kept is never written again, so that no image has a part in it.
    const NO_IMAGE: u64 = 0;
    let last = last.map(|month| (&month.month, month.taken_at));
    let key = format!("months {by:?} {then:?} {last:?} {:?}", scope.managers());
    if let Some(known) = app.analysis.answer(&key, NO_IMAGE, ctx.now) {
        return Ok(known);
    }
    let sums = app.db.read(|tx| kept::series(tx, scope, by, then))?;
    let sums = Arc::new(sums);
    // Who sees only own clients sees other months when clients change hands.
    let at = scope.managers().map(|_| ctx.now);
    app.analysis.keep(key, NO_IMAGE, at, sums.clone());
    Ok(sums)
}

/// What differs between the rules of two months.
fn changes(before: &Month, now: &Month) -> Vec<RuleChange> {
    let read = |month: &Month| -> BTreeMap<String, f64> {
        let mut rules: BTreeMap<String, f64> =
            serde_json::from_str(&month.rules).unwrap_or_default();
        rules.insert("definition".to_owned(), month.definition as f64);
        rules
    };
    let (old, new) = (read(before), read(now));
    let differs = new.into_iter().filter_map(|(rule, now)| {
        let before = *old.get(&rule)?;
        (before != now).then_some(RuleChange { rule, before, now })
    });
    differs.collect()
}

/// The clients of a class at the end of a month, ascending by number.
pub(super) fn at_month(
    app: &App,
    asked: &Asked,
    month: &str,
    by: ClassKind,
    class: &str,
) -> Result<Vec<u32>, Error> {
    let then = then(&asked.question);
    let ids = app
        .db
        .read(|tx| kept::clients(tx, &asked.scope, month, by, class, &then))?;
    let held = &asked.held;
    let there = |number: &u32| {
        held.traits
            .get(*number as usize)
            .is_some_and(Option::is_some)
    };
    let mut numbers: Vec<u32> = ids
        .iter()
        .filter_map(|id| held.clients.find(id))
        .filter(there)
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}
