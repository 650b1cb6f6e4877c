//! Funnels (R137–R145, R157): the approved order of steps from a cleaned list to the money, with
//! norms and planned coefficients. The coefficient of a step is the share of those that reached the
//! step before it that reached this one; the first step has none.

mod preset;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{FunnelId, FunnelPlanId, ProductGroupId, SegmentId, UserId};

pub use preset::{acquisition, cycle, is_preset_step};

/// The longest name of a funnel or a step, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest note of a version, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// The longest task of a step, in characters.
pub const TASK_LIMIT: usize = 300;
/// The most tasks of a step.
pub const TASKS_LIMIT: usize = 20;
/// The most steps.
pub const STEPS_LIMIT: usize = 40;
/// The longest key of a step.
pub const KEY_LIMIT: usize = 40;
/// A coefficient of 100 %.
pub const WHOLE: i64 = 1_000;
/// The longest time on a step, in days.
pub const STUCK_MOST: i64 = 3_650;

code_enum! {
    /// What a funnel was made from.
    pub enum Preset {
        /// The cleaned list and four steps of winning new clients (R137).
        Acquisition = "acquisition",
        /// The full cycle of a sale between companies in 18 steps (R157).
        Cycle = "cycle",
    }
}

impl Preset {
    /// The steps it begins with.
    pub fn steps(self) -> Vec<Step> {
        match self {
            Self::Acquisition => acquisition(),
            Self::Cycle => cycle(),
        }
    }
}

code_enum! {
    /// The functions of the sales cycle (R158).
    pub enum Function {
        /// Finding and attracting.
        Attract = "attract",
        /// Selling.
        Sell = "sell",
        /// Serving.
        Serve = "serve",
        /// Keeping.
        Keep = "keep",
        /// Developing.
        Develop = "develop",
    }
}

code_enum! {
    /// In which case a norm is meant.
    pub enum NormOf {
        /// In ordinary times.
        Normal = "normal",
        /// In a crisis.
        Crisis = "crisis",
        /// Of distributors.
        Distributor = "distributor",
        /// Of shops.
        Retail = "retail",
        /// Of companies that buy for themselves.
        Corporate = "corporate",
        /// Where clients were scored before.
        Scored = "scored",
    }
}

code_enum! {
    /// What moves a deal to a step by itself.
    pub enum Event {
        /// A contact that took place and solved its task.
        Contact = "contact",
        /// A presentation was agreed on.
        PresentationAgreed = "presentation_agreed",
        /// The client was passed on to a seller.
        ConveyorPassed = "conveyor_passed",
        /// The first order that counts.
        FirstOrder = "first_order",
        /// Money came in.
        Payment = "payment",
    }
}

code_enum! {
    /// What must be known before a deal comes to a step.
    pub enum Required {
        /// The title of the deal.
        Title = "title",
        /// Its amount.
        Amount = "amount",
        /// The day it is expected to end.
        ExpectedDay = "expected_day",
        /// The person it is spoken of with.
        Person = "person",
        /// What it is about.
        ProductGroup = "product_group",
        /// A telephone on the card.
        Phone = "phone",
        /// An e-mail on the card.
        Email = "email",
        /// The tax number on the card.
        TaxNumber = "tax_number",
        /// A region on the card.
        Region = "region",
        /// The segment on the card.
        Segment = "segment",
    }
}

impl Required {
    /// The stable code of the refusal when it is missing.
    pub const fn refusal(self) -> &'static str {
        match self {
            Self::Title => "deal.needs_title",
            Self::Amount => "deal.needs_amount",
            Self::ExpectedDay => "deal.needs_expected_day",
            Self::Person => "deal.needs_person",
            Self::ProductGroup => "deal.needs_product_group",
            Self::Phone => "gate.phone",
            Self::Email => "gate.email",
            Self::TaxNumber => "gate.tax_number",
            Self::Region => "gate.region",
            Self::Segment => "gate.segment",
        }
    }
}

/// What share passes to a step as a rule, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Norm {
    /// In which case.
    pub of: NormOf,
    /// From.
    pub low: i64,
    /// To.
    pub high: i64,
}

/// A step of a funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Stays the same in all versions.
    pub key: String,
    /// Its name; none: the one that the words have for a step of a preset.
    #[serde(default)]
    pub name: Option<String>,
    /// The function of the sales cycle it belongs to.
    pub function: Function,
    /// What share of those of the step before comes here as a rule.
    #[serde(default)]
    pub norms: Vec<Norm>,
    /// What share is to come here, in thousandths, unless a more particular plan is approved.
    #[serde(default)]
    pub plan: Option<i64>,
    /// What is to be solved on it.
    #[serde(default)]
    pub tasks: Vec<String>,
    /// What must be known before a deal comes here.
    #[serde(default)]
    pub required: Vec<Required>,
    /// The steps a deal may go to by hand from here; none: to any.
    #[serde(default)]
    pub next: Vec<String>,
    /// A deal that stands here longer is stuck.
    pub stuck_days: i64,
    /// What moves a deal here by itself.
    #[serde(default)]
    pub event: Option<Event>,
}

impl Step {
    /// The norm in a case.
    pub fn norm(&self, of: NormOf) -> Option<Norm> {
        self.norms.iter().copied().find(|norm| norm.of == of)
    }
}

/// The place of a step.
pub fn place(steps: &[Step], key: &str) -> Option<usize> {
    steps.iter().position(|step| step.key == key)
}

/// The field of a draft that is wrong, and why.
pub fn fault(steps: &[Step]) -> Option<(String, &'static str)> {
    if !(2..=STEPS_LIMIT).contains(&steps.len()) {
        return Some(("steps".to_owned(), "funnel.steps"));
    }
    let mut keys = BTreeSet::new();
    for (at, step) in steps.iter().enumerate() {
        let of = |field: &str, code| Some((format!("steps[{at}].{field}"), code));
        let sign = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        if step.key.is_empty() || step.key.len() > KEY_LIMIT || !step.key.bytes().all(sign) {
            return of("key", "funnel.key");
        }
        if !keys.insert(step.key.as_str()) {
            return of("key", "funnel.key_taken");
        }
        let named = step.name.as_ref().is_some_and(|name| !name.is_empty());
        if !named && !is_preset_step(&step.key) {
            return of("name", "text.empty");
        }
        let first = at == 0 && (step.plan.is_some() || !step.norms.is_empty());
        if first || step.plan.is_some_and(|plan| !(0..=WHOLE).contains(&plan)) {
            return of("plan", "funnel.percent");
        }
        for (number, norm) in step.norms.iter().enumerate() {
            let twice = step.norms[..number].iter().any(|of| of.of == norm.of);
            if twice || norm.low < 0 || norm.low > norm.high || norm.high > 100 {
                return of("norms", "funnel.norm");
            }
        }
        if !(1..=STUCK_MOST).contains(&step.stuck_days) {
            return of("stuck_days", "funnel.stuck");
        }
        let known = |key: &String| *key != step.key && place(steps, key).is_some();
        if !step.next.iter().all(known) {
            return of("next", "funnel.next");
        }
    }
    let lost = unreachable(steps)?;
    Some((format!("steps[{lost}].key"), "funnel.unreachable"))
}

/// The first step that cannot be come to by hand.
fn unreachable(steps: &[Step]) -> Option<usize> {
    let mut seen = vec![false; steps.len()];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            let next = &steps[at].next;
            let leads = |to: &usize| next.is_empty() || next.contains(&steps[*to].key);
            open.extend((0..steps.len()).filter(leads));
        }
    }
    seen.iter().position(|seen| !seen)
}

/// The approval of a version (R142).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// The first day on which it counts.
    pub from_day: Date,
}

/// A version of the steps. One that was approved does not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// From 1 on.
    pub number: i64,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// Why it was made.
    pub note: Option<String>,
    /// By whom.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// None: a draft.
    pub approval: Option<Approval>,
}

/// The version in force on a day: of the approved ones that have begun, the one that began last.
pub fn in_force(versions: &[Version], day: Date) -> Option<&Version> {
    let begun = versions.iter().filter_map(|version| {
        let approval = version.approval?;
        (approval.from_day <= day).then_some((approval.from_day, version.number, version))
    });
    begun
        .max_by_key(|(from, number, _)| (*from, *number))
        .map(|(_, _, version)| version)
}

/// The version by which a deal on `step` goes on: the one in force, if it has the step, else the
/// one the deal was moved by last.
pub fn goes_by<'a>(
    versions: &'a [Version],
    day: Date,
    step: &str,
    last: i64,
) -> Option<&'a Version> {
    let own = || versions.iter().find(|version| version.number == last);
    in_force(versions, day)
        .filter(|version| place(&version.steps, step).is_some())
        .or_else(own)
}

/// A funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// Identity.
    pub id: FunnelId,
    /// Its name.
    pub name: String,
    /// What it was made from; none: the company's own.
    pub preset: Option<Preset>,
    /// No deal begins in it any more.
    pub archived: bool,
    /// Counts changes.
    pub version: i64,
}

/// For whom a planned coefficient is meant; what is absent is any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOf {
    /// Clients of this segment.
    pub segment_id: Option<SegmentId>,
    /// Deals about this product group.
    pub product_group_id: Option<ProductGroupId>,
    /// Clients of this employee.
    pub user_id: Option<UserId>,
}

impl PlanOf {
    fn suits(&self, of: &Self) -> bool {
        fn any<T: PartialEq>(planned: Option<T>, of: Option<T>) -> bool {
            planned.is_none() || planned == of
        }
        any(self.segment_id, of.segment_id)
            && any(self.product_group_id, of.product_group_id)
            && any(self.user_id, of.user_id)
    }

    fn rank(&self) -> (bool, bool, bool) {
        (
            self.user_id.is_some(),
            self.product_group_id.is_some(),
            self.segment_id.is_some(),
        )
    }
}

/// A planned coefficient that was approved (R143).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Identity.
    pub id: FunnelPlanId,
    /// Of which funnel.
    pub funnel_id: FunnelId,
    /// Key of the step.
    pub step: String,
    /// For whom.
    #[serde(flatten)]
    pub of: PlanOf,
    /// From which day on.
    pub from_day: Date,
    /// Thousandths.
    pub permille: i64,
    /// By whom it was approved.
    pub approved_by: UserId,
    /// When.
    pub approved_at: Timestamp,
}

/// The planned coefficient of a step on a day: the most particular one (an employee before a product
/// group before a segment before all), of equals the one that began last, else that of the step.
pub fn planned(plans: &[Plan], step: &Step, of: &PlanOf, day: Date) -> Option<i64> {
    let meant = |plan: &&Plan| plan.step == step.key && plan.from_day <= day && plan.of.suits(of);
    let plans = plans.iter().filter(meant);
    let best = plans.max_by_key(|plan| (plan.of.rank(), plan.from_day, plan.approved_at, plan.id));
    best.map(|plan| plan.permille).or(step.plan)
}

/// How many of `begun` reach each step by coefficients in thousandths, the first included.
pub fn expected(begun: f64, coefficients: &[i64]) -> Vec<f64> {
    let mut left = begun;
    let mut all = vec![begun];
    for coefficient in coefficients {
        left *= *coefficient as f64 / WHOLE as f64;
        all.push(left);
    }
    all
}

/// The steps of one function of the cycle and what share of those that come to the first of them is
/// planned to pass them all: its target (R158).
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub function: Function,
    /// Keys of its steps.
    pub steps: Vec<String>,
    /// Thousandths; none: a step of it has no plan.
    pub plan: Option<f64>,
}

/// The functions that a funnel covers, in the order of the cycle.
pub fn parts(steps: &[Step], plan: impl Fn(&Step) -> Option<i64>) -> Vec<Part> {
    let of = |function: &Function| {
        let own: Vec<(usize, &Step)> = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| step.function == *function)
            .collect();
        let counted = own.iter().filter(|(at, _)| *at > 0);
        let planned: Option<Vec<i64>> = counted.map(|(_, step)| plan(step)).collect();
        let all = |plans: Vec<i64>| expected(WHOLE as f64, &plans).pop();
        (!own.is_empty()).then(|| Part {
            function: *function,
            steps: own.iter().map(|(_, step)| step.key.clone()).collect(),
            plan: planned.and_then(all),
        })
    };
    Function::ALL.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests;
