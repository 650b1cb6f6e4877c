//! The holdout check: what models fitted to the ledger until a day said of the time after it,
//! against what came.

use super::geometric::{Geometric, Kind};
use super::history::{Buyer, Buyers};
use super::pareto_nbd::Pareto;
use super::sample::WEEK;
use super::valuation::Models;
use super::verdict::Timing;
use serde::Serialize;

/// Purchases of some clients after the observation: what came and what each model had said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Repeat purchases in the observation; the last row has this many or more. `None` in the total.
    pub x: Option<u32>,
    /// Clients.
    pub clients: u64,
    /// Purchases that came.
    pub actual: f64,
    /// BG/NBD.
    pub bg_nbd: Option<f64>,
    /// MBG/NBD.
    pub mbg_nbd: Option<f64>,
    /// Pareto/NBD.
    pub pareto_nbd: Option<f64>,
    /// MBG/CNBD-k.
    pub mbg_cnbd_k: Option<f64>,
}

/// The check of a base.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Weeks after the observation.
    pub weeks: f64,
    /// All clients together.
    pub total: Row,
    /// By frequency in the observation.
    pub by_frequency: Vec<Row>,
}

/// Models that predict, in the order of the columns of a row.
#[derive(Clone, Copy, Debug)]
struct Predictors {
    bg: Option<Geometric>,
    mbg: Option<Geometric>,
    pareto: Option<Pareto>,
    rhythm: Option<Geometric>,
}

fn add(sum: &mut Option<f64>, more: Option<f64>) {
    if let Some(more) = more {
        *sum = Some(sum.unwrap_or(0.0) + more);
    }
}

impl Row {
    /// What the model in use had said; `None` without a model.
    #[must_use]
    pub fn said(&self, timing: Timing) -> Option<f64> {
        match timing {
            Timing::BgNbd => self.bg_nbd,
            Timing::MbgCnbdK => self.mbg_cnbd_k,
            Timing::OwnGap => None,
        }
    }

    /// How far that was off, as a share of what came; 0.1 is a tenth too much.
    #[must_use]
    pub fn off(&self, timing: Timing) -> Option<f64> {
        let said = self.said(timing)?;
        (self.actual > 0.0).then(|| said / self.actual - 1.0)
    }

    fn take(&mut self, buyer: &Buyer, by: &Predictors, weeks: f64) {
        let said = |model: Option<Geometric>| model.map(|m| m.expected(buyer.history, weeks));
        self.clients += 1;
        self.actual += f64::from(buyer.later);
        add(&mut self.bg_nbd, said(by.bg));
        add(&mut self.mbg_nbd, said(by.mbg));
        add(
            &mut self.pareto_nbd,
            by.pareto.map(|m| m.expected(buyer.history, weeks)),
        );
        add(&mut self.mbg_cnbd_k, said(by.rhythm));
    }

    fn join(&mut self, other: &Self) {
        self.clients += other.clients;
        self.actual += other.actual;
        add(&mut self.bg_nbd, other.bg_nbd);
        add(&mut self.mbg_nbd, other.mbg_nbd);
        add(&mut self.pareto_nbd, other.pareto_nbd);
        add(&mut self.mbg_cnbd_k, other.mbg_cnbd_k);
    }
}

/// Compares what models fitted to these clients say of the days after with what came. `None` when
/// no day after the observation is known.
#[must_use]
pub fn check(buyers: &Buyers, models: &Models, frequencies: u32) -> Option<Check> {
    let days = buyers.known.number() - buyers.until.number();
    if days <= 0 {
        return None;
    }
    let weeks = f64::from(days) / WEEK;
    let geometric = |kind, fit: super::Fit<4>| Geometric::new(kind, fit.parameters);
    let by = Predictors {
        bg: models.bg.map(|fit| geometric(Kind::BG, fit)),
        mbg: models.mbg.map(|fit| geometric(Kind::MBG, fit)),
        pareto: models.pareto.map(|fit| Pareto::new(fit.parameters)),
        rhythm: models
            .rhythm
            .map(|(k, fit)| geometric(Kind::regular(k), fit)),
    };
    let mut sorted: Vec<&Buyer> = buyers.list.iter().collect();
    // sums in the order of the histories do not depend on how the clients are numbered
    sorted.sort_unstable_by_key(|buyer| (buyer.history, buyer.later));
    let mut by_frequency: Vec<Row> = (0..=frequencies)
        .map(|x| Row {
            x: Some(x),
            ..Row::default()
        })
        .collect();
    for buyer in sorted {
        by_frequency[buyer.history.x.min(frequencies) as usize].take(buyer, &by, weeks);
    }
    let mut total = Row::default();
    for row in &by_frequency {
        total.join(row);
    }
    Some(Check {
        weeks,
        total,
        by_frequency,
    })
}
