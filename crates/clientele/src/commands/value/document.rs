//! The document of `--json`. Its main part tells of the calibration, under the names the reference
//! of the CDNOW sample uses; `today` tells of the whole ledger.

use analysis::Day;
use analysis::value::{Buyer, Ends, Fit, GammaGamma, Geometric, Kind, Models, Pareto, Row, WEEK};
use serde_json::{Map, Value, json};

use super::super::analyze::sheet::client_name;
use super::valued::Valued;

/// Parameters of the papers on the CDNOW sample: the likelihood there is a fixed point by which any
/// two programs can be compared on any ledger, free of their optimisers.
const PUBLISHED_BG: [f64; 4] = [0.243, 4.414, 0.793, 2.426];
const PUBLISHED_PARETO: [f64; 4] = [0.553, 10.578, 0.606, 11.669];
const PUBLISHED_MONEY: [f64; 3] = [6.25, 3.74, 15.44];

/// Ages in weeks for which the purchases of a new client are given.
const AGES: [u32; 7] = [1, 3, 13, 26, 39, 52, 78];
/// Clients of greatest value that are named.
const TOP: usize = 20;

const DEFINITION: &str = "transactions on the same day merged; a purchase = a day with a positive line, or with lines of zero amount only; time in weeks = days/7; T from first purchase to the end of the calibration; z = mean net money over repeat days (first day excluded)";

/// Makes the document. `named` are clients asked for.
pub fn document(valued: &Valued<'_>, named: &[u32]) -> Value {
    let (models, then) = (&valued.models_then, &valued.then);
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| all.insert(key.to_owned(), value);
    put("definition", definition(valued).into());
    put("customers", models.sample.clients.into());
    put("repeat_transactions", models.sample.repeats.into());
    put("customers_with_repeat", models.sample.repeaters.into());
    for (key, value) in fits(models, valued.settings.confidence) {
        put(key, value);
    }
    if let Some(fit) = &models.money {
        put("gamma_gamma", money(valued, fit));
    }
    let mut counts = vec![0_u64; valued.settings.frequencies as usize + 1];
    for buyer in &then.list {
        counts[buyer.history.x.min(valued.settings.frequencies) as usize] += 1;
    }
    let frequencies = valued.settings.frequencies;
    put(
        &format!("calibration_frequency_counts_0_to_{frequencies}plus"),
        json!(counts),
    );
    if let Some(check) = &valued.check {
        let weeks = (check.weeks * 100.0).round() / 100.0;
        let rows: Vec<Value> = check.by_frequency.iter().map(means).collect();
        put(
            &format!("conditional_expectation_{weeks}_weeks_by_x"),
            rows.into(),
        );
        let mut total = predicted(&check.total, 1.0);
        total.insert("actual".to_owned(), json!(check.total.actual));
        put("holdout_total", total.into());
        put("holdout_weeks", json!(check.weeks));
        put("holdout_off", json!(check.total.off(models.timing)));
    }
    put(
        "expected_cumulative_per_customer_at_weeks",
        new_clients(models),
    );
    put(
        "log_likelihood_at_published_params",
        json!({
            "bg_nbd": Geometric::new(Kind::BG, PUBLISHED_BG).log_likelihood(&models.sample),
            "pareto_nbd": Pareto::new(PUBLISHED_PARETO).log_likelihood(&models.sample),
        }),
    );
    let asked = named.iter().map(|&client| (client, valued.holdout_weeks()));
    for (client, weeks) in valued.examples().into_iter().chain(asked) {
        if let Some(buyer) = valued.buyer_then(client) {
            let places = &valued.ledger.by_appearance;
            let place = places.iter().position(|one| *one == client).unwrap_or(0);
            put(
                &format!("individual_{}", place + 1),
                individual(valued, buyer, weeks),
            );
        }
    }
    put(
        "calibration",
        json!({ "from": valued.first, "until": then.until }),
    );
    put(
        "regularity",
        json!({ "cv": then.regularity, "customers": then.regularity_clients }),
    );
    put("verdict", verdict(models));
    put("today", today(valued, named));
    all.into()
}

fn definition(valued: &Valued<'_>) -> String {
    let (first, until, known) = (valued.first, valued.then.until, valued.then.known);
    format!("{DEFINITION}; calibration {first}..{until}, holdout to {known}")
}

fn verdict(models: &Models) -> Value {
    json!({
        "timing": models.timing,
        "against_timing": models.against_timing,
        "money": models.of_money,
        "against_money": models.against_money,
    })
}

fn fit_of<const N: usize>(fit: &Fit<N>, names: [&str; N], ends: Option<[Ends; N]>) -> Value {
    let params: Map<String, Value> = names
        .iter()
        .zip(fit.parameters)
        .map(|(name, value)| ((*name).to_owned(), value.into()))
        .collect();
    let intervals = ends.map(|ends| -> Map<String, Value> {
        let named = names.iter().zip(ends);
        named
            .map(|(name, ends)| ((*name).to_owned(), json!([ends.low, ends.high])))
            .collect()
    });
    json!({
        "params": params,
        "intervals": intervals,
        "log_likelihood": fit.log_likelihood,
        "gradient_norm": fit.gradient_norm,
        "customers": fit.clients,
        "iterations": fit.iterations,
        "settled": fit.settled(),
    })
}

/// The timing models under their names.
fn fits(models: &Models, confidence: f64) -> Vec<(&'static str, Value)> {
    const GEOMETRIC: [&str; 4] = ["r", "alpha", "a", "b"];
    let of = |kind, fit: &Fit<4>| fit_of(fit, GEOMETRIC, ends(models, kind, fit, confidence));
    let mut fits = Vec::new();
    fits.extend(models.bg.map(|fit| ("bg_nbd", of(Kind::BG, &fit))));
    fits.extend(models.mbg.map(|fit| ("mbg_nbd", of(Kind::MBG, &fit))));
    let pareto = models.pareto;
    fits.extend(pareto.map(|fit| {
        (
            "pareto_nbd",
            fit_of(&fit, ["r", "alpha", "s", "beta"], None),
        )
    }));
    fits.extend(models.rhythm.map(|(k, fit)| {
        let mut value = of(Kind::regular(k), &fit);
        value["k"] = k.into();
        ("mbg_cnbd_k", value)
    }));
    fits
}

/// Intervals of the parameters of a timing model, where intervals are wanted.
pub fn ends(models: &Models, kind: Kind, fit: &Fit<4>, confidence: f64) -> Option<[Ends; 4]> {
    (confidence > 0.0).then(|| Geometric::ends(kind, &models.sample, fit, confidence))
}

/// The same of Gamma-Gamma.
pub fn ends_of_money(models: &Models, fit: &Fit<3>, confidence: f64) -> Option<[Ends; 3]> {
    (confidence > 0.0).then(|| GammaGamma::ends(&models.spend, fit, confidence))
}

fn fit_of_money(models: &Models, fit: &Fit<3>, confidence: f64) -> Value {
    fit_of(fit, ["p", "q", "v"], ends_of_money(models, fit, confidence))
}

fn money(valued: &Valued<'_>, fit: &Fit<3>) -> Value {
    let models = &valued.models_then;
    let mut value = fit_of_money(models, fit, valued.settings.confidence);
    value["population_mean_spend"] = json!(GammaGamma::new(fit.parameters).population_mean());
    value["corr_frequency_monetary"] = json!(models.correlation);
    let first: Vec<&Buyer> = valued
        .ledger
        .by_appearance
        .iter()
        .filter_map(|&client| valued.buyer_then(client))
        .take(10)
        .collect();
    let means = |model: GammaGamma| -> Value {
        let mean = |buyer: &&Buyer| {
            let (x, minor) = buyer.money();
            let seen = if minor > 0 { x } else { 0 };
            model.expected(seen, minor as f64 / models.unit / f64::from(x.max(1)))
        };
        json!(first.iter().map(mean).collect::<Vec<_>>())
    };
    value["first10_conditional_mean"] = means(GammaGamma::new(fit.parameters));
    value["first10_conditional_mean_with_published_params"] =
        means(GammaGamma::new(PUBLISHED_MONEY));
    value
}

/// What each model had said, divided by `by`.
fn predicted(row: &Row, by: f64) -> Map<String, Value> {
    let said = [
        ("bg_nbd", row.bg_nbd),
        ("mbg_nbd", row.mbg_nbd),
        ("pareto_nbd", row.pareto_nbd),
        ("mbg_cnbd_k", row.mbg_cnbd_k),
    ];
    said.into_iter()
        .filter_map(|(key, sum)| Some((key.to_owned(), json!(sum? / by))))
        .collect()
}

/// A row of the calibration as means of its clients.
fn means(row: &Row) -> Value {
    let clients = row.clients.max(1) as f64;
    let mut value = predicted(row, clients);
    value.insert("x".to_owned(), json!(row.x));
    value.insert("customers".to_owned(), row.clients.into());
    value.insert(
        "actual_mean_holdout".to_owned(),
        json!(row.actual / clients),
    );
    value.into()
}

fn geometric(models: &Models) -> [(&'static str, Option<Geometric>); 2] {
    let model = |kind, fit: Option<Fit<4>>| fit.map(|fit| Geometric::new(kind, fit.parameters));
    [
        ("bg_nbd", model(Kind::BG, models.bg)),
        ("mbg_nbd", model(Kind::MBG, models.mbg)),
    ]
}

fn new_clients(models: &Models) -> Value {
    let mut ages = Map::new();
    for age in AGES {
        let weeks = f64::from(age);
        let mut row = Map::new();
        for (key, model) in geometric(models) {
            if let Some(model) = model {
                row.insert(key.to_owned(), model.expected_of_new(weeks).into());
            }
        }
        if let Some(fit) = &models.pareto {
            let expected = Pareto::new(fit.parameters).expected_of_new(weeks);
            row.insert("pareto_nbd".to_owned(), expected.into());
        }
        ages.insert(age.to_string(), row.into());
    }
    ages.into()
}

fn individual(valued: &Valued<'_>, buyer: &Buyer, weeks: f64) -> Value {
    let models = &valued.models_then;
    let history = buyer.history;
    let mut value = json!({
        "client": valued.ledger.clients[buyer.client as usize],
        "x": history.x,
        "t_x": f64::from(history.last) / WEEK,
        "T": f64::from(history.age) / WEEK,
        "T_star": weeks,
        "actual": buyer.later,
    });
    let mut said: Vec<(&str, &str, f64, f64)> = Vec::new();
    for (key, model) in geometric(models) {
        let short = key.trim_end_matches("_nbd");
        said.extend(model.map(|m| (key, short, m.expected(history, weeks), m.alive(history))));
    }
    if let Some(fit) = &models.pareto {
        let model = Pareto::new(fit.parameters);
        said.push((
            "pareto_nbd",
            "pareto",
            model.expected(history, weeks),
            model.alive(history),
        ));
    }
    for (key, short, expected, alive) in said {
        value[key] = json!({ "cond_exp": expected, "p_alive": alive });
        // the reference has both shapes
        let flat = if short == "pareto" { short } else { key };
        value[format!("{flat}_cond_exp")] = expected.into();
        value[format!("{short}_alive")] = alive.into();
    }
    value
}

/// The value of the base on the last day that is known.
fn today(valued: &Valued<'_>, named: &[u32]) -> Value {
    let models = &valued.models;
    let known: Day = valued.today.until;
    let whole = |minor: f64| minor.round() as i64;
    let fitted: Map<String, Value> = fits(models, valued.settings.confidence)
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let client = |place: usize| {
        let (buyer, expected) = (&valued.today.list[place], &valued.expected[place]);
        let interval = valued.interval_of(buyer);
        let between = models.purchases_between(buyer);
        json!({
            "client": valued.ledger.clients[buyer.client as usize],
            "name": client_name(valued.ledger, buyer.client),
            "x": buyer.history.x,
            "t_x": f64::from(buyer.history.last) / WEEK,
            "T": f64::from(buyer.history.age) / WEEK,
            "expected_purchases": expected.purchases,
            "p_alive": expected.p_alive,
            "purchase_minor": whole(expected.purchase_minor),
            "value_minor": whole(expected.value_minor),
            "low_minor": interval.map(|(low, _)| whole(low)),
            "high_minor": interval.map(|(_, high)| whole(high)),
            "purchases_low": between.map(|(low, _)| low),
            "purchases_high": between.map(|(_, high)| high),
        })
    };
    let top: Vec<Value> = valued
        .by_value()
        .into_iter()
        .take(TOP)
        .map(client)
        .collect();
    let place_of = |one: &u32| {
        valued
            .today
            .list
            .binary_search_by_key(one, |b| b.client)
            .ok()
    };
    let asked: Vec<Value> = named.iter().filter_map(place_of).map(client).collect();
    let mut value = json!({
        "as_of": known,
        "currency": valued.ledger.currency,
        "horizon_days": valued.settings.horizon_days,
        "discount_per_year": valued.settings.discount_per_year,
        "margin_share": valued.settings.margin_share,
        "customers": valued.total.clients,
        "expected_purchases": valued.total.purchases,
        "alive": valued.total.alive,
        "value_minor": whole(valued.total.value_minor),
        "interval": valued.interval.map(|(low, high)| json!({
            "confidence": valued.settings.confidence,
            "low_minor": whole(low),
            "high_minor": whole(high),
        })),
        "regularity": { "cv": valued.today.regularity, "customers": valued.today.regularity_clients },
        "verdict": verdict(models),
        "fits": fitted,
        "top": top,
        "clients": asked,
    });
    if let Some(fit) = &models.money {
        value["fits"]["gamma_gamma"] = fit_of_money(models, fit, valued.settings.confidence);
        value["fits"]["gamma_gamma"]["corr_frequency_monetary"] = json!(models.correlation);
    }
    value
}
