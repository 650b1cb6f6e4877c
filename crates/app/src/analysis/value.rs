//! The probabilistic value of the base today: what the clients the asker may see are expected to
//! buy in the days ahead, by which model, and how well such models foretold what came.
//!
//! The models are fitted to all clients the asker may see, whatever the filters; the filters choose
//! whose value is added up.

mod base;
mod past;
mod shape;

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::NONE;
use analysis::value::{
    Buyer, Ends, Expected, Fit, GammaGamma, Geometric, Kind, Models, Money, Reason,
};
use domain::id::ClientId;

pub(super) use base::Base;
use past::Past;

use super::names::{Wanted, client, manager, segment};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;
use shape::{
    Against, ClientValue, FittedModel, ManagerValue, ModelParameter, SegmentValue, ValueSums,
    ValueThen,
};
pub use shape::{BaseValue, Outlook};

/// Clients named in the list of the most valuable.
const MOST_ITEMS: usize = 100;
/// Groups of alike clients up to which the intervals of the parameters are computed for the page.
const MOST_GROUPS: usize = 20_000;

/// The probabilistic value of the base.
pub fn value(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<BaseValue>>, Error> {
    answer(app, ctx, question, "value", "", |asked| {
        figure(app, ctx, asked)
    })
}

/// Fits the models of everybody's question before anybody asks it.
pub(super) fn prepare(app: &App, ctx: &Context) -> Result<(), Error> {
    let asked = Asked::new(app, ctx, &Question::default())?;
    asked.beside(app)?;
    let base = Base::kept(app, ctx, &asked, asked.parameters.as_of)?;
    shown(&base, base::settings(&asked.settings).confidence);
    Past::kept(app, ctx, &asked, &base).map(drop)
}

/// The models as they are shown; walking along their likelihoods takes long.
fn shown(base: &Base, confidence: f64) -> &Vec<FittedModel> {
    let fitted = || fitted(&base.models, confidence);
    base.shown.get_or_init(fitted)
}

fn figure(app: &App, ctx: &Context, asked: &Asked) -> Result<BaseValue, Error> {
    let settings = base::settings(&asked.settings);
    let base = Base::kept(app, ctx, asked, asked.parameters.as_of)?;
    let past = Past::kept(app, ctx, asked, &base)?;
    let chosen = asked.view();
    let mut places = base.chosen(&chosen);
    let buyers: Vec<&Buyer> = places
        .iter()
        .map(|place| &base.buyers.list[*place])
        .collect();
    let doubt = base.doubt.as_ref();
    let expected = places.iter().map(|place| &base.expected[*place]);
    let value = expected.map(|expected| expected.value_minor).sum();
    let interval = doubt.and_then(|doubt| base.models.interval_about(value, &buyers, doubt));
    let held = &asked.held;
    let dimensions = &held.image.dimensions;
    let by_segment = groups(&base, &places, &dimensions.segment);
    let by_manager = groups(&base, &places, &dimensions.manager);
    let total = sums_of(&base, &places);
    let falling = |place: &usize| {
        let value = rounded(base.expected[*place].value_minor);
        (std::cmp::Reverse(value), *place)
    };
    if places.len() > MOST_ITEMS {
        places.select_nth_unstable_by_key(MOST_ITEMS, falling);
        places.truncate(MOST_ITEMS);
    }
    places.sort_by_key(falling);
    let top: Vec<(&Buyer, &Expected)> = places
        .iter()
        .map(|place| (&base.buyers.list[*place], &base.expected[*place]))
        .collect();
    let wanted = Wanted {
        clients: top.iter().map(|(buyer, _)| buyer.client).collect(),
        managers: by_manager.iter().map(|(code, _)| *code).collect(),
        segments: by_segment.iter().map(|(code, _)| *code).collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let items = top.into_iter().filter_map(|(buyer, expected)| {
        let of = manager(held, code_of(&dimensions.manager, buyer.client));
        Some(ClientValue {
            client: names.of(client(held, buyer.client)?),
            manager: of.map(|id| names.of(id)),
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
    let mut history: Vec<ValueThen> = past
        .seen
        .iter()
        .map(|seen| ValueThen {
            as_of: seen.as_of,
            value_minor: rounded(seen.sum(&chosen)),
        })
        .collect();
    if !base.buyers.list.is_empty() {
        history.push(ValueThen {
            as_of: base.buyers.until,
            value_minor: total.value_minor,
        });
    }
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
        models: shown(&base, settings.confidence).clone(),
        check: past.check.clone(),
        history,
        segments: segments.collect(),
        managers: managers.collect(),
        items: items.collect(),
        sums: total,
    })
}

/// What is expected of one client.
pub fn outlook(app: &App, ctx: &Context, id: ClientId) -> Result<Outlook, Error> {
    let asked = Asked::new(app, ctx, &Question::default())?;
    let base = Base::kept(app, ctx, &asked, asked.parameters.as_of)?;
    let settings = base::settings(&asked.settings);
    let empty = Outlook {
        horizon_days: settings.horizon_days,
        confidence: settings.confidence,
        currency: asked.settings.currency().to_string(),
        ..Outlook::default()
    };
    let number = asked.held.clients.find(&id);
    Ok(match number.and_then(|client| base.find(client)) {
        None => empty,
        Some((buyer, expected)) => {
            let doubt = base.doubt.as_ref();
            let interval = doubt.and_then(|doubt| base.models.interval(&[buyer], doubt));
            let between = base.models.purchases_between(buyer);
            Outlook {
                purchases: Some(expected.purchases),
                purchases_low: between.map(|(low, _)| low),
                purchases_high: between.map(|(_, high)| high),
                p_alive: expected.p_alive,
                purchase_minor: Some(rounded(expected.purchase_minor)),
                value_minor: Some(rounded(expected.value_minor)),
                low_minor: interval.map(|(low, _)| rounded(low)),
                high_minor: interval.map(|(_, high)| rounded(high)),
                ..empty
            }
        }
    })
}

fn rounded(minor: f64) -> i64 {
    minor.round() as i64
}

/// The value of the clients at these places.
fn sums_of(base: &Base, places: &[usize]) -> ValueSums {
    let (mut purchases, mut value, mut alive) = (0.0, 0.0, None);
    for expected in places.iter().map(|place| &base.expected[*place]) {
        purchases += expected.purchases;
        value += expected.value_minor;
        if let Some(one) = expected.p_alive {
            *alive.get_or_insert(0.0) += one;
        }
    }
    ValueSums {
        clients: places.len() as u64,
        alive,
        purchases,
        value_minor: rounded(value),
    }
}

fn code_of(codes: &[u32], client: u32) -> u32 {
    codes.get(client as usize).copied().unwrap_or(NONE)
}

/// The value by a code of the clients, by falling value.
fn groups(base: &Base, places: &[usize], codes: &[u32]) -> Vec<(u32, ValueSums)> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for place in places {
        let client = base.buyers.list[*place].client;
        groups
            .entry(code_of(codes, client))
            .or_default()
            .push(*place);
    }
    let mut sums: Vec<(u32, ValueSums)> = groups
        .into_iter()
        .map(|(code, places)| (code, sums_of(base, &places)))
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

/// The fits, with the intervals of the parameters of those in use.
fn fitted(models: &Models, confidence: f64) -> Vec<FittedModel> {
    const GEOMETRIC: [&str; 4] = ["r", "alpha", "a", "b"];
    let used = models.used().map(|(kind, _)| kind);
    let timing = [
        ("bg_nbd", Kind::BG, models.bg),
        ("mbg_nbd", Kind::MBG, models.mbg),
        (
            "mbg_cnbd_k",
            models.rhythm.map_or(Kind::MBG, |(k, _)| Kind::regular(k)),
            models.rhythm.map(|(_, fit)| fit),
        ),
    ];
    let mut fitted: Vec<FittedModel> = Vec::new();
    for (code, kind, fit) in timing {
        let Some(fit) = fit else { continue };
        let ends = (used == Some(kind) && few(models.sample.groups.len()))
            .then(|| Geometric::ends(kind, &models.sample, &fit, confidence));
        let stages = (code == "mbg_cnbd_k").then_some(kind.stages);
        fitted.push(model(code, stages, &fit, GEOMETRIC, ends));
    }
    if let Some(fit) = &models.money {
        let ends = (models.of_money == Money::GammaGamma && few(models.spend.groups.len()))
            .then(|| GammaGamma::ends(&models.spend, fit, confidence));
        fitted.push(model("gamma_gamma", None, fit, ["p", "q", "v"], ends));
    }
    fitted
}

/// Whether a likelihood is quick enough to be walked along for intervals of its parameters.
fn few(groups: usize) -> bool {
    groups <= MOST_GROUPS
}

fn model<const N: usize>(
    code: &'static str,
    stages: Option<u32>,
    fit: &Fit<N>,
    names: [&'static str; N],
    ends: Option<[Ends; N]>,
) -> FittedModel {
    let parameters = (0..N).map(|i| {
        let ends = ends.map(|ends| ends[i]).unwrap_or_default();
        ModelParameter {
            name: names[i],
            value: fit.parameters[i],
            low: ends.low,
            high: ends.high,
        }
    });
    FittedModel {
        code,
        stages,
        parameters: parameters.collect(),
        log_likelihood: fit.log_likelihood,
        gradient_norm: fit.gradient_norm,
        clients: fit.clients,
    }
}
