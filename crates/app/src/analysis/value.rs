//! The probabilistic value of the base today: what the clients the asker may see are expected to
//! buy in the next twelve months, by which model, and how well such models foretold what came.
//!
//! The models are fitted to all clients the asker may see, whatever the filters; the filters choose
//! whose value is added up.

mod shape;

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::value::{Buyer, Buyers, Fit, Models, Reason, Row, Settings, Total, buyers, check};
use analysis::{Day, NONE, Parameters, View, Window};
use domain::id::ClientId;

use super::names::{Wanted, client, manager, segment};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;
use shape::{
    Against, ClientValue, FittedModel, Foretold, HoldoutCheck, ManagerValue, ModelParameter,
    SegmentValue, ValueSums, ValueThen,
};
pub use shape::{BaseValue, Outlook};

/// Clients named in the list of the most valuable.
const MOST_ITEMS: usize = 100;
/// Months back for which the value of the base is given too.
const MONTHS_BEFORE: [i32; 4] = [12, 9, 6, 3];

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
