//! What the answers about the value of the base look like.

use analysis::Day;
use analysis::value::{Money, Timing};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::names::Reference;

/// A parameter of a fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ModelParameter {
    /// Its letter: r, alpha, a, b, p, q, v.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// Its value; time is in weeks, money in whole units of the currency.
    pub value: f64,
    /// Where its interval begins, by the profile of the likelihood; `null` for a model that is not
    /// in use, in a very large base, and where the data set no limit.
    pub low: Option<f64>,
    /// Where it ends.
    pub high: Option<f64>,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FittedModel {
    /// `bg_nbd`, `mbg_nbd`, `mbg_cnbd_k` or `gamma_gamma`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// k of MBG/CNBD-k.
    pub stages: Option<u32>,
    /// The most likely parameters.
    pub parameters: Vec<ModelParameter>,
    /// Log-likelihood there.
    pub log_likelihood: f64,
    /// Slope left there; 0 at the top.
    pub gradient_norm: f64,
    /// Clients it was fitted to.
    pub clients: u64,
}

/// Why a model is not used.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Against {
    /// `few_repeaters`, `regular_gaps`, `correlated_money`, `endless_money`, `unsettled`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// What was found.
    pub value: Option<f64>,
    /// What the rule allows.
    pub limit: Option<f64>,
}

/// Foretold and come for clients of one frequency, as means of a client.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Foretold {
    /// Repeat purchases until the day; the last row has this many or more.
    pub repeats: u32,
    /// Clients.
    pub clients: u64,
    /// Purchases that came.
    pub actual: f64,
    /// Purchases the model in use had foretold.
    pub foretold: f64,
}

/// The holdout check: models fitted to the first half of the ledger against the second half.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HoldoutCheck {
    /// Last day the models of the check knew.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// Last day that is known.
    #[schema(value_type = String, format = Date)]
    pub known: Day,
    /// Purchases that came in between.
    pub actual: f64,
    /// Purchases foretold.
    pub foretold: f64,
    /// Too far off to lean on the value.
    pub bad: bool,
    /// From this part on.
    pub bad_from: f64,
    /// By frequency.
    pub rows: Vec<Foretold>,
}

/// The value of some clients.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct ValueSums {
    /// Clients that ever bought.
    pub clients: u64,
    /// Of them expected to be still buying; `null` without a model.
    pub alive: Option<f64>,
    /// Purchases expected of them.
    pub purchases: f64,
    /// Their value.
    pub value_minor: i64,
}

/// The value of the clients of a segment.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SegmentValue {
    /// The segment; `null`: clients without one.
    pub segment: Option<Reference>,
    /// Their value.
    #[serde(flatten)]
    pub sums: ValueSums,
}

/// The value of the clients of an employee.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ManagerValue {
    /// The employee; `null`: clients of nobody.
    pub manager: Option<Reference>,
    /// Their value.
    #[serde(flatten)]
    pub sums: ValueSums,
}

/// What is expected of one client.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClientValue {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// Purchases expected.
    pub purchases: f64,
    /// Probability that it still buys; `null` without a model.
    pub p_alive: Option<f64>,
    /// Money of one purchase.
    pub purchase_minor: i64,
    /// Its value.
    pub value_minor: i64,
}

/// The value of the base as it was seen on a day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ValueThen {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub as_of: Day,
    /// The value of the days ahead as expected on that day.
    pub value_minor: i64,
}

/// The probabilistic value of the base.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BaseValue {
    /// Days ahead that are valued.
    pub horizon_days: u32,
    /// All clients of the question.
    #[serde(flatten)]
    pub sums: ValueSums,
    /// Lower end of the interval; `null` without a model.
    pub low_minor: Option<i64>,
    /// Upper end.
    pub high_minor: Option<i64>,
    /// Share of such intervals that is right.
    pub confidence: f64,
    /// What the purchases are expected from: `bg_nbd`, `mbg_cnbd_k` or `own_gap`.
    #[schema(value_type = String)]
    pub timing: Timing,
    /// What the money is expected from: `gamma_gamma` or `own_mean`.
    #[schema(value_type = String)]
    pub money: Money,
    /// Why random buying is not used.
    pub against_timing: Vec<Against>,
    /// Why Gamma-Gamma is not used.
    pub against_money: Vec<Against>,
    /// Coefficient of variation of the gaps between purchases.
    pub regularity: Option<f64>,
    /// Correlation of frequency and money.
    pub correlation: Option<f64>,
    /// The fits.
    pub models: Vec<FittedModel>,
    /// The holdout check; `null` without a model or a second half.
    pub check: Option<HoldoutCheck>,
    /// The same value as it was seen before, oldest first, today last.
    pub history: Vec<ValueThen>,
    /// By segment, by falling value.
    pub segments: Vec<SegmentValue>,
    /// By employee, by falling value.
    pub managers: Vec<ManagerValue>,
    /// The hundred most valuable clients.
    pub items: Vec<ClientValue>,
}

/// What is expected of one client in the days ahead, for its card. Empty for a client that
/// never bought or that the asker may not see.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Outlook {
    /// Days ahead.
    pub horizon_days: u32,
    /// Currency of the sums.
    pub currency: String,
    /// Share of the intervals that is right.
    pub confidence: f64,
    /// Purchases expected.
    pub purchases: Option<f64>,
    /// Such a client makes no fewer purchases …
    pub purchases_low: Option<u32>,
    /// … and no more: what single clients do varies. `null` without a model.
    pub purchases_high: Option<u32>,
    /// Probability that it still buys; `null` without a model too.
    pub p_alive: Option<f64>,
    /// Money of one purchase.
    pub purchase_minor: Option<i64>,
    /// Its value: what it will be worth on average over many such clients.
    pub value_minor: Option<i64>,
    /// Where the interval of that average begins; `null` without a model.
    pub low_minor: Option<i64>,
    /// Where it ends.
    pub high_minor: Option<i64>,
}
