//! The probabilistic value of the base today: what the clients the asker may see are expected to
//! buy in the next twelve months, by which model, and how well such models foretold what came.
//!
//! The models are fitted to all clients the asker may see, whatever the filters; the filters choose
//! whose value is added up.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::value::{
    Buyer, Buyers, Fit, Models, Money, Reason, Row, Settings, Timing, Total, buyers, check,
};
use analysis::{Day, NONE, Parameters, View, Window};
use domain::id::ClientId;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Reference, Wanted, client, manager, segment};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Clients named in the list of the most valuable.
const MOST_ITEMS: usize = 100;
/// Months back for which the value of the base is given too.
const MONTHS_BEFORE: [i32; 4] = [12, 9, 6, 3];

/// A parameter of a fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ModelParameter {
    /// Its letter: r, alpha, a, b, p, q, v.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// Its value; time is in weeks, money in whole units of the currency.
    pub value: f64,
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
    /// Too far off (over a quarter) to lean on the value.
    pub bad: bool,
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
    /// The value of the next twelve months as expected on that day.
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
    /// Part of the drawn bases inside it.
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

/// The probabilistic value of the base.
pub fn value(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<BaseValue>>, Error> {
    answer(app, ctx, question, "value", "", |asked| {
        let settings = Settings::default();
        let base = Base::of(asked, asked.parameters.as_of, &settings);
        let mut sums: Vec<(Buyer, i64)> = Vec::new();
        let chosen = asked.view();
        let buyers: Vec<&Buyer> = base.chosen(&chosen);
        for buyer in &buyers {
            let expected = base.models.expected(buyer);
            sums.push((**buyer, rounded(expected.value_minor)));
        }
        let interval = base
            .models
            .interval(&buyers, &base.models.draws(&base.buyers.list));
        sums.sort_by_key(|(buyer, value)| (std::cmp::Reverse(*value), buyer.client));
        sums.truncate(MOST_ITEMS);
        let top: Vec<Buyer> = sums.into_iter().map(|(buyer, _)| buyer).collect();
        let held = &asked.held;
        let dimensions = &held.image.dimensions;
        let by_segment = groups(&base.models, &buyers, &dimensions.segment);
        let by_manager = groups(&base.models, &buyers, &dimensions.manager);
        let manager_of = |client: u32| code_of(&dimensions.manager, client);
        let wanted = Wanted {
            clients: top.iter().map(|buyer| buyer.client).collect(),
            managers: by_manager.iter().map(|(code, _)| *code).collect(),
            segments: by_segment.iter().map(|(code, _)| *code).collect(),
            ..Wanted::default()
        };
        let names = wanted.read(app, held)?;
        let items = top.iter().filter_map(|buyer| {
            let expected = base.models.expected(buyer);
            Some(ClientValue {
                client: names.of(client(held, buyer.client)?),
                manager: manager(held, manager_of(buyer.client)).map(|id| names.of(id)),
                purchases: expected.purchases,
                p_alive: expected.p_alive,
                purchase_minor: rounded(expected.purchase_minor),
                value_minor: rounded(expected.value_minor),
            })
        });
        let segments = by_segment.into_iter().map(|(code, sums)| SegmentValue {
            segment: segment(held, code).map(|id| names.of(id)),
            sums,
        });
        let managers = by_manager.into_iter().map(|(code, sums)| ManagerValue {
            manager: manager(held, code).map(|id| names.of(id)),
            sums,
        });
        let total = sums_of(&base.models.total(buyers.iter().copied()));
        Ok(BaseValue {
            horizon_days: settings.horizon_days,
            low_minor: interval.map(|(low, _)| rounded(low)),
            high_minor: interval.map(|(_, high)| rounded(high)),
            confidence: settings.confidence,
            timing: base.models.timing,
            money: base.models.of_money,
            against_timing: base.models.against_timing.iter().map(against).collect(),
            against_money: base.models.against_money.iter().map(against).collect(),
            regularity: base.models.regularity,
            correlation: base.models.correlation,
            models: fitted(&base.models),
            check: holdout(asked, &base, &settings),
            history: history(asked, &base, total.value_minor, &settings),
            segments: segments.collect(),
            managers: managers.collect(),
            items: items.collect(),
            sums: total,
        })
    })
}

/// What is expected of one client in the next twelve months, for its card. Empty for a client that
/// never bought or that the asker may not see.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Outlook {
    /// Days ahead.
    pub horizon_days: u32,
    /// Currency of the sums.
    pub currency: String,
    /// Purchases expected.
    pub purchases: Option<f64>,
    /// Probability that it still buys; `null` without a model too.
    pub p_alive: Option<f64>,
    /// Money of one purchase.
    pub purchase_minor: Option<i64>,
    /// Its value.
    pub value_minor: Option<i64>,
}

/// What is expected of one client. The models are fitted once for all cards, until an order changes.
pub fn outlook(app: &App, ctx: &Context, id: ClientId) -> Result<Outlook, Error> {
    let question = Question::default();
    let settings = Settings::default();
    let base = answer(app, ctx, &question, "value", "models", |asked| {
        Ok(Base::of(asked, asked.parameters.as_of, &settings))
    })?;
    let held = app.analysis.held(app)?;
    let list = &base.figure.buyers.list;
    let buyer = held.clients.find(&id).and_then(|client| {
        let place = list.binary_search_by_key(&client, |buyer| buyer.client);
        place.ok().map(|place| &list[place])
    });
    let empty = Outlook {
        horizon_days: settings.horizon_days,
        currency: base.parameters.currency.clone(),
        ..Outlook::default()
    };
    Ok(buyer.map_or(empty.clone(), |buyer| {
        let expected = base.figure.models.expected(buyer);
        Outlook {
            purchases: Some(expected.purchases),
            p_alive: expected.p_alive,
            purchase_minor: Some(rounded(expected.purchase_minor)),
            value_minor: Some(rounded(expected.value_minor)),
            ..empty
        }
    }))
}

/// The clients the asker may see, up to a day, and the models fitted to them.
struct Base {
    buyers: Buyers,
    models: Models,
}

/// All days and all clients the asker may see, up to a day.
fn everything(asked: &Asked, as_of: Option<Day>) -> Parameters {
    let mut parameters = Parameters {
        as_of,
        window: Window::All,
        ..asked.parameters.clone()
    };
    parameters.filters.segments.clear();
    parameters.filters.regions.clear();
    parameters.filters.managers.clear();
    parameters
}

impl Base {
    fn of(asked: &Asked, as_of: Option<Day>, settings: &Settings) -> Self {
        let parameters = everything(asked, as_of);
        let view = asked.view_through(&parameters);
        let buyers = buyers(&view, view.as_of, settings);
        let models = Models::fit(&buyers, unit(asked), false, settings);
        Self { buyers, models }
    }

    /// The clients the filters let through.
    fn chosen(&self, view: &View<'_>) -> Vec<&Buyer> {
        let list = self.buyers.list.iter();
        list.filter(|buyer| view.sees(buyer.client)).collect()
    }
}

/// Minor units in a whole one of the company's currency.
fn unit(asked: &Asked) -> f64 {
    10f64.powi(asked.settings.currency().decimals().cast_signed())
}

fn rounded(minor: f64) -> i64 {
    minor.round() as i64
}

fn sums_of(total: &Total) -> ValueSums {
    ValueSums {
        clients: total.clients,
        alive: total.alive,
        purchases: total.purchases,
        value_minor: rounded(total.value_minor),
    }
}

fn code_of(codes: &[u32], client: u32) -> u32 {
    codes.get(client as usize).copied().unwrap_or(NONE)
}

/// The value by a code of the clients, by falling value.
fn groups(models: &Models, buyers: &[&Buyer], codes: &[u32]) -> Vec<(u32, ValueSums)> {
    let mut groups: BTreeMap<u32, Vec<&Buyer>> = BTreeMap::new();
    for buyer in buyers {
        groups
            .entry(code_of(codes, buyer.client))
            .or_default()
            .push(buyer);
    }
    let mut sums: Vec<(u32, ValueSums)> = groups
        .into_iter()
        .map(|(code, buyers)| (code, sums_of(&models.total(buyers))))
        .collect();
    sums.sort_by_key(|(code, sums)| (std::cmp::Reverse(sums.value_minor), *code));
    sums
}

fn against(reason: &Reason) -> Against {
    let (code, value, limit) = match *reason {
        Reason::FewRepeaters { repeaters, needed } => {
            ("few_repeaters", Some(repeaters as f64), Some(needed as f64))
        }
        Reason::RegularGaps { cv, limit } => ("regular_gaps", Some(cv), Some(limit)),
        Reason::CorrelatedMoney { correlation, limit } => {
            ("correlated_money", Some(correlation), Some(limit))
        }
        Reason::EndlessMoney => ("endless_money", None, None),
        Reason::Unsettled { gradient_norm } => ("unsettled", Some(gradient_norm), None),
    };
    Against { code, value, limit }
}

fn fitted(models: &Models) -> Vec<FittedModel> {
    const GEOMETRIC: [&str; 4] = ["r", "alpha", "a", "b"];
    let mut fitted = Vec::new();
    fitted.extend(models.bg.map(|fit| model("bg_nbd", None, &fit, GEOMETRIC)));
    fitted.extend(
        models
            .mbg
            .map(|fit| model("mbg_nbd", None, &fit, GEOMETRIC)),
    );
    let rhythm = models.rhythm;
    fitted.extend(rhythm.map(|(k, fit)| model("mbg_cnbd_k", Some(k), &fit, GEOMETRIC)));
    fitted.extend(
        models
            .money
            .map(|fit| model("gamma_gamma", None, &fit, ["p", "q", "v"])),
    );
    fitted
}

fn model<const N: usize>(
    code: &'static str,
    stages: Option<u32>,
    fit: &Fit<N>,
    names: [&'static str; N],
) -> FittedModel {
    let parameters = names.into_iter().zip(fit.parameters);
    FittedModel {
        code,
        stages,
        parameters: parameters
            .map(|(name, value)| ModelParameter { name, value })
            .collect(),
        log_likelihood: fit.log_likelihood,
        gradient_norm: fit.gradient_norm,
        clients: fit.clients,
    }
}

/// The model in use, fitted to the first half of the ledger, against the second half.
fn holdout(asked: &Asked, base: &Base, settings: &Settings) -> Option<HoldoutCheck> {
    let first = base.buyers.list.iter().map(|buyer| buyer.first).min()?;
    let days = base.buyers.until.number() - first.number() + 1;
    let until = first.plus_days((days + 1) / 2 - 1);
    let parameters = everything(asked, asked.parameters.as_of);
    let view = asked.view_through(&parameters);
    let then = buyers(&view, until, settings);
    let models = Models::fit(&then, unit(asked), false, settings);
    let check = check(&then, &models, settings.frequencies)?;
    let said = |row: &Row| row.said(models.timing);
    let rows = check
        .by_frequency
        .iter()
        .filter(|row| row.clients > 0)
        .filter_map(|row| {
            let clients = row.clients as f64;
            Some(Foretold {
                repeats: row.x?,
                clients: row.clients,
                actual: row.actual / clients,
                foretold: said(row)? / clients,
            })
        });
    Some(HoldoutCheck {
        until: then.until,
        known: then.known,
        actual: check.total.actual,
        foretold: said(&check.total)?,
        bad: check
            .total
            .off(models.timing)
            .is_some_and(|off| off.abs() > settings.bad_check),
        rows: rows.collect(),
    })
}

/// The value of the base as it was seen every quarter of the last year, and today. A day on which
/// nobody had bought yet has none.
fn history(asked: &Asked, base: &Base, today_minor: i64, settings: &Settings) -> Vec<ValueThen> {
    let chosen = asked.view();
    let mut seen = Vec::new();
    for months in MONTHS_BEFORE {
        let as_of = base.buyers.until.plus_months(-months);
        let then = Base::of(asked, Some(as_of), settings);
        if then.buyers.list.is_empty() {
            continue;
        }
        let total = then.models.total(then.chosen(&chosen));
        seen.push(ValueThen {
            as_of,
            value_minor: rounded(total.value_minor),
        });
    }
    if !base.buyers.list.is_empty() {
        seen.push(ValueThen {
            as_of: base.buyers.until,
            value_minor: today_minor,
        });
    }
    seen
}
