//! The value models on the CDNOW sample against the answers of an independent tool and of the
//! papers. The data lie beside the repository and are not part of it; without them these tests say
//! so and pass.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use analysis::value::{
    Buyer, Buyers, Geometric, History, Kind, Pareto, Sample, Settings, Spend, buyers,
};
use analysis::{Day, Image, LedgerBuilder, Line, Parameters, View, value};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_decimal::Decimal;
use serde_json::Value;
use std::path::Path;

#[path = "support/data.rs"]
mod data;

use data::data;

/// The sample, clients numbered as its column `sample_id` does, and the answers.
struct Cdnow {
    buyers: Buyers,
    sample: Sample,
    spend: Spend,
    answers: Value,
    published: Value,
}

fn image(folder: &Path) -> Image {
    let packed = std::fs::read(folder.join("cdnow_sample.csv.zst")).unwrap();
    let plain = zstd::decode_all(packed.as_slice()).unwrap();
    let mut builder = LedgerBuilder::new();
    for (order, row) in (0..).zip(csv::Reader::from_reader(plain.as_slice()).records()) {
        let row = row.unwrap();
        let dollars: Decimal = row[4].parse().unwrap();
        let amount_minor = i64::try_from(dollars * Decimal::from(100)).unwrap();
        let line = Line {
            client: row[1].parse::<u32>().unwrap() - 1,
            order,
            day: row[2].parse().unwrap(),
            product: 0,
            sale: amount_minor > 0,
            amount_minor,
            cost_minor: None,
            manager: None,
        };
        builder.push(&line).unwrap();
    }
    builder.build()
}

fn cdnow() -> Option<Cdnow> {
    let folder = data()?;
    let image = image(&folder);
    let parameters = Parameters::default();
    let view = View::new(&image, &parameters, None);
    let until: Day = "1997-09-30".parse().unwrap();
    let buyers = buyers(&view, until, &Settings::default());
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(folder.join("reference").join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    Some(Cdnow {
        sample: buyers.sample(),
        spend: buyers.spend(100.0),
        buyers,
        answers: read("clv_cdnow_sample.json"),
        published: read("published.json"),
    })
}

fn near(what: &str, got: f64, wanted: &Value, relative: f64) {
    let wanted = wanted.as_f64().unwrap();
    assert!(
        (got - wanted).abs() <= relative * wanted.abs(),
        "{what}: {got}, wanted {wanted}"
    );
}

fn fits<const N: usize>(fit: &value::Fit<N>, names: [&str; N], answer: &Value) {
    println!("{fit:?}");
    assert!(fit.settled(), "{fit:?}");
    for (name, got) in names.iter().zip(fit.parameters) {
        near(name, got, &answer["params"][name], 1e-4);
    }
    let wanted = answer["log_likelihood"].as_f64().unwrap();
    assert!(
        (fit.log_likelihood - wanted).abs() < 1e-3,
        "{} {wanted}",
        fit.log_likelihood
    );
}

/// The answers' own parameters, for predictions free of the last digits of a fit.
fn parameters<const N: usize>(names: [&str; N], answer: &Value) -> [f64; N] {
    names.map(|name| answer["params"][name].as_f64().unwrap())
}

const GEOMETRIC: [&str; 4] = ["r", "alpha", "a", "b"];
const PARETO: [&str; 4] = ["r", "alpha", "s", "beta"];

#[test]
fn the_counts_of_the_sample_are_those_of_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let answers = &cdnow.answers;
    assert_eq!(cdnow.sample.clients, answers["customers"]);
    assert_eq!(cdnow.sample.repeaters, answers["customers_with_repeat"]);
    assert_eq!(cdnow.sample.repeats, answers["repeat_transactions"]);
    let mut counts = [0_u64; 8];
    for buyer in &cdnow.buyers.list {
        counts[buyer.history.x.min(7) as usize] += 1;
    }
    let wanted = answers["calibration_frequency_counts_0_to_7plus"]
        .as_array()
        .unwrap();
    assert!(
        counts.iter().zip(wanted).all(|(got, wanted)| wanted == got),
        "{counts:?}"
    );
    let later: u32 = cdnow.buyers.list.iter().map(|buyer| buyer.later).sum();
    assert_eq!(later, answers["holdout_total"]["actual"]);
    let regularity = cdnow.buyers.regularity.unwrap();
    assert!((0.85..1.1).contains(&regularity), "{regularity}");
}

#[test]
fn bg_nbd_fits_as_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    fits(
        &Geometric::fit(Kind::BG, &cdnow.sample),
        GEOMETRIC,
        &cdnow.answers["bg_nbd"],
    );
}

#[test]
fn mbg_nbd_fits_as_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    fits(
        &Geometric::fit(Kind::MBG, &cdnow.sample),
        GEOMETRIC,
        &cdnow.answers["mbg_nbd"],
    );
}

#[test]
fn pareto_nbd_fits_as_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    fits(
        &Pareto::fit(&cdnow.sample),
        PARETO,
        &cdnow.answers["pareto_nbd"],
    );
}

#[test]
fn gamma_gamma_fits_as_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let answer = &cdnow.answers["gamma_gamma"];
    let fit = value::GammaGamma::fit(&cdnow.spend);
    fits(&fit, ["p", "q", "v"], answer);
    assert_eq!(cdnow.spend.clients, answer["customers"]);
    let model = value::GammaGamma::new(fit.parameters);
    near(
        "mean",
        model.population_mean().unwrap(),
        &answer["population_mean_spend"],
        1e-4,
    );
    let correlation = cdnow.spend.correlation().unwrap();
    near(
        "correlation",
        correlation,
        &answer["corr_frequency_monetary"],
        1e-6,
    );
}

#[test]
fn gamma_gamma_predicts_the_first_ten_clients_as_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let model = value::GammaGamma::new([6.25, 3.74, 15.44]);
    let wanted = &cdnow.answers["gamma_gamma"]["first10_conditional_mean_with_published_params"];
    for (i, buyer) in cdnow.buyers.list.iter().take(10).enumerate() {
        let (x, minor) = buyer.money();
        let z = minor as f64 / 100.0 / f64::from(x.max(1));
        near("mean", model.expected(x, z).unwrap(), &wanted[i], 1e-6);
    }
}

#[test]
fn likelihoods_at_the_published_parameters() {
    let Some(cdnow) = cdnow() else { return };
    let wanted = &cdnow.answers["log_likelihood_at_published_params"];
    let bg = Geometric::new(Kind::BG, [0.243, 4.414, 0.793, 2.426]);
    near(
        "BG/NBD",
        bg.log_likelihood(&cdnow.sample),
        &wanted["bg_nbd"],
        1e-8,
    );
    let pareto = Pareto::new([0.553, 10.578, 0.606, 11.669]);
    near(
        "Pareto/NBD",
        pareto.log_likelihood(&cdnow.sample),
        &wanted["pareto_nbd"],
        1e-8,
    );
}

#[test]
fn individual_predictions_are_those_of_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let answers = &cdnow.answers;
    let bg = Geometric::new(Kind::BG, parameters(GEOMETRIC, &answers["bg_nbd"]));
    let pareto = Pareto::new(parameters(PARETO, &answers["pareto_nbd"]));
    let regular = cdnow.buyers.list[1515].history;
    assert_eq!(
        regular,
        History {
            x: 26,
            last: 216,
            age: 217
        }
    );
    let wanted = &answers["individual_1516"];
    near(
        "1516",
        bg.expected(regular, 52.0),
        &wanted["bg_nbd"]["cond_exp"],
        1e-6,
    );
    near(
        "1516",
        bg.alive(regular),
        &wanted["bg_nbd"]["p_alive"],
        1e-6,
    );
    near(
        "1516",
        pareto.expected(regular, 52.0),
        &wanted["pareto_nbd"]["cond_exp"],
        1e-6,
    );
    near(
        "1516",
        pareto.alive(regular),
        &wanted["pareto_nbd"]["p_alive"],
        1e-6,
    );
    let first = cdnow.buyers.list[0].history;
    let wanted = &answers["individual_1"];
    near(
        "1",
        bg.expected(first, 39.0),
        &wanted["bg_nbd_cond_exp"],
        1e-6,
    );
    near("1", bg.alive(first), &wanted["bg_alive"], 1e-6);
    near(
        "1",
        pareto.expected(first, 39.0),
        &wanted["pareto_cond_exp"],
        1e-6,
    );
    near("1", pareto.alive(first), &wanted["pareto_alive"], 1e-6);
}

#[test]
fn holdout_by_frequency_is_that_of_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let answers = &cdnow.answers;
    let bg = Geometric::new(Kind::BG, Geometric::fit(Kind::BG, &cdnow.sample).parameters);
    let pareto = Pareto::new(Pareto::fit(&cdnow.sample).parameters);
    let expect = |buyers: &[&Buyer]| -> [f64; 3] {
        let mut sums = [0.0; 3];
        for buyer in buyers {
            sums[0] += f64::from(buyer.later);
            sums[1] += bg.expected(buyer.history, 39.0);
            sums[2] += pareto.expected(buyer.history, 39.0);
        }
        sums
    };
    let all: Vec<&Buyer> = cdnow.buyers.list.iter().collect();
    let [_, by_bg, by_pareto] = expect(&all);
    near("BG/NBD", by_bg, &answers["holdout_total"]["bg_nbd"], 1e-4);
    near(
        "Pareto/NBD",
        by_pareto,
        &answers["holdout_total"]["pareto_nbd"],
        1e-4,
    );
    for row in answers["conditional_expectation_39_weeks_by_x"]
        .as_array()
        .unwrap()
    {
        let some: Vec<&Buyer> = all
            .iter()
            .filter(|buyer| u64::from(buyer.history.x.min(7)) == row["x"].as_u64().unwrap())
            .copied()
            .collect();
        let mean = expect(&some).map(|sum| sum / some.len() as f64);
        near("actual", mean[0], &row["actual_mean_holdout"], 1e-6);
        near("BG/NBD", mean[1], &row["bg_nbd"], 1e-3);
        near("Pareto/NBD", mean[2], &row["pareto_nbd"], 1e-3);
    }
}

#[test]
fn purchases_of_a_new_client_by_weeks_are_those_of_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let answers = &cdnow.answers;
    let bg = Geometric::new(Kind::BG, parameters(GEOMETRIC, &answers["bg_nbd"]));
    let pareto = Pareto::new(parameters(PARETO, &answers["pareto_nbd"]));
    for (weeks, row) in answers["expected_cumulative_per_customer_at_weeks"]
        .as_object()
        .unwrap()
    {
        let weeks: f64 = weeks.parse().unwrap();
        near("BG/NBD", bg.expected_of_new(weeks), &row["bg_nbd"], 1e-6);
        near(
            "Pareto/NBD",
            pareto.expected_of_new(weeks),
            &row["pareto_nbd"],
            1e-6,
        );
    }
}

#[test]
fn published_predictions_of_the_btyd_walkthrough() {
    let Some(cdnow) = cdnow() else { return };
    let published = &cdnow.published;
    let at = |days: f64| (days * 7.0).round() as u32;
    // the paradox of frequency: the more often a client bought, the surer the same silence means
    // that it left
    let paradox = &published["bg_nbd"]["increasing_frequency_paradox_T39_tx20_Tstar52"];
    let bg = Geometric::new(Kind::BG, [0.2425982, 4.4136842, 0.7929899, 2.4261667]);
    let key = "increasing_frequency_paradox_T39_tx20_Tstar52";
    let pareto = Pareto::new([0.553, 10.580, 0.606, 11.656]);
    for (x, wanted) in paradox.as_object().unwrap() {
        let history = History {
            x: x.parse().unwrap(),
            last: at(20.0),
            age: at(39.0),
        };
        near("BG/NBD", bg.expected(history, 52.0), wanted, 1e-3);
        near(
            "Pareto/NBD",
            pareto.expected(history, 52.0),
            &published["pareto_nbd"][key][x],
            3e-3,
        );
    }
}

#[test]
fn the_holdout_check_of_the_sample_is_that_of_the_reference() {
    let Some(cdnow) = cdnow() else { return };
    let settings = Settings::default();
    let models = value::Models::fit(&cdnow.buyers, 100.0, true, &settings);
    assert_eq!(models.against_timing, []);
    assert_eq!(models.against_money, []);
    let check = value::check(&cdnow.buyers, &models, 7).unwrap();
    let wanted = &cdnow.answers["holdout_total"];
    near("actual", check.total.actual, &wanted["actual"], 1e-9);
    near(
        "BG/NBD",
        check.total.bg_nbd.unwrap(),
        &wanted["bg_nbd"],
        1e-4,
    );
    near(
        "Pareto/NBD",
        check.total.pareto_nbd.unwrap(),
        &wanted["pareto_nbd"],
        1e-4,
    );
    println!("{:?}", check.total);
}

/// The interval comes from the covariance of the parameters; what it stands for is this: bases drawn
/// from the base, the models fitted to each, and the value of the base with their parameters.
#[test]
fn intervals_are_those_of_drawn_bases() {
    let Some(cdnow) = cdnow() else { return };
    let settings = Settings::default();
    let models = value::Models::fit(&cdnow.buyers, 100.0, false, &settings);
    let all: Vec<&Buyer> = cdnow.buyers.list.iter().collect();
    let value = models.total(all.iter().copied()).value_minor;
    let doubt = models.doubt(&cdnow.buyers.list).unwrap();
    let (low, high) = models.interval(&all, &doubt).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut moves: Vec<f64> = (0..40)
        .map(|_| {
            let mut drawn = cdnow.buyers.clone();
            for buyer in &mut drawn.list {
                *buyer = cdnow.buyers.list[rng.random_range(0..cdnow.buyers.list.len())];
            }
            let fitted = value::Models::fit(&drawn, 100.0, false, &settings);
            (fitted.total(all.iter().copied()).value_minor / value).ln()
        })
        .collect();
    moves.sort_by(f64::total_cmp);
    let square = |moves: &[f64]| moves.iter().map(|by| by * by).sum::<f64>() / moves.len() as f64;
    let drawn = square(&moves).sqrt();
    let own = (high / low).ln() / 2.0 / 1.644_85;
    println!("{value} {low} {high}: deviation {own}, of 40 drawn bases {drawn}");
    // the deviation of 40 numbers is known to about a ninth
    assert!((own / drawn - 1.0).abs() < 0.33, "{own} {drawn}");
    let one = models.interval(&all[..1], &doubt).unwrap();
    let alone = models.total([all[0]]).value_minor;
    assert!(one.0 < alone && alone < one.1);
    let (few, many) = models.purchases_between(all[0]).unwrap();
    assert!(few <= many && f64::from(many) > models.expected(all[0]).purchases);
}

#[test]
fn the_profile_of_a_fit_holds_the_published_parameters() {
    let Some(cdnow) = cdnow() else { return };
    let settings = Settings::default();
    let models = value::Models::fit(&cdnow.buyers, 100.0, false, &settings);
    let bg = models.bg.unwrap();
    let ends = Geometric::ends(Kind::BG, &models.sample, &bg, 0.9);
    for (i, (ends, published)) in ends.iter().zip([0.243, 4.414, 0.793, 2.426]).enumerate() {
        let (low, high) = (ends.low.unwrap(), ends.high.unwrap());
        assert!(low < published && published < high, "{i}: {ends:?}");
        // the likelihood with this parameter held can only be lower than without
        let mut at = bg.parameters;
        at[i] = low;
        assert!(
            Geometric::new(Kind::BG, at).log_likelihood(&models.sample) < bg.log_likelihood - 1.35
        );
        println!("{ends:?}");
    }
    let money = models.money.unwrap();
    let [p, ..] = value::GammaGamma::ends(&models.spend, &money, 0.9);
    assert!(p.low.unwrap() < 6.25 && 6.25 < p.high.unwrap(), "{p:?}");
}
