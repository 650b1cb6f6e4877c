//! The value of a base: every model fitted, judged, and the fit one used client by client.

use super::doubt::{ALL, Doubt};
use super::fit::Fit;
use super::gamma_gamma::GammaGamma;
use super::geometric::{Geometric, Kind};
use super::history::{Buyer, Buyers};
use super::pareto_nbd::Pareto;
use super::rhythm::rhythm;
use super::sample::{History, Sample, Spend, WEEK};
use super::settings::Settings;
use super::special::normal;
use super::verdict::{Money, Reason, Timing};
use serde::Serialize;

/// Every model fitted to a base, whether it applies, and what is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Models {
    /// What the timing models were fitted to.
    pub sample: Sample,
    /// What Gamma-Gamma was fitted to.
    pub spend: Spend,
    /// Coefficient of variation of the gaps.
    pub regularity: Option<f64>,
    /// Correlation of frequency and money.
    pub correlation: Option<f64>,
    /// BG/NBD.
    pub bg: Option<Fit<4>>,
    /// MBG/NBD.
    pub mbg: Option<Fit<4>>,
    /// Pareto/NBD, where it was asked for.
    pub pareto: Option<Fit<4>>,
    /// MBG/CNBD-k with its k, where the gaps are regular.
    pub rhythm: Option<(u32, Fit<4>)>,
    /// Gamma-Gamma.
    pub money: Option<Fit<3>>,
    /// Why random buying is not used; empty when it is.
    pub against_timing: Vec<Reason>,
    /// Why Gamma-Gamma is not used; empty when it is.
    pub against_money: Vec<Reason>,
    /// What is used for the purchases.
    pub timing: Timing,
    /// What is used for the money.
    pub of_money: Money,
    /// Minor units in a whole one.
    pub unit: f64,
    settings: Settings,
    /// Mean money of a purchase of all clients, in minor units.
    mean_minor: f64,
}

/// What is expected of one client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Expected {
    /// Purchases in the horizon.
    pub purchases: f64,
    /// Probability that it still buys; `None` without a model.
    pub p_alive: Option<f64>,
    /// Money of one purchase, in minor units.
    pub purchase_minor: f64,
    /// Value in the horizon: discounted purchases × money × margin, in minor units.
    pub value_minor: f64,
}

/// The value of a group of clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Total {
    /// Clients.
    pub clients: u64,
    /// Purchases expected of them.
    pub purchases: f64,
    /// Clients expected to be still buying; `None` without a model.
    pub alive: Option<f64>,
    /// Their value in minor units.
    pub value_minor: f64,
}

/// Where a search begins.
#[derive(Clone, Copy)]
enum Begin<'a> {
    Afresh,
    /// At models of nearly the same clients.
    Near(&'a Models),
    /// At such models, and only what is used is fitted.
    Used(&'a Models),
}

impl<'a> Begin<'a> {
    fn known(self) -> Option<&'a Models> {
        match self {
            Self::Afresh => None,
            Self::Near(known) | Self::Used(known) => Some(known),
        }
    }
}

/// Step by which the logarithm of a parameter is moved to see the value change.
const STEP: f64 = 1e-3;
/// Parts of the horizon for discounting: four weeks of a year.
const PARTS: u32 = 13;

impl Models {
    /// Fits the models to a base. `unit` minor units make a whole one; Pareto/NBD, the slow one and
    /// used only for comparison, when asked for.
    #[must_use]
    pub fn fit(buyers: &Buyers, unit: f64, pareto: bool, settings: &Settings) -> Self {
        Self::fitted(buyers, unit, pareto, settings, Begin::Afresh)
    }

    /// Fits the models to a base that was nearly the same when `known` were fitted: the search
    /// begins at these and ends at the same place, but for the last digits.
    #[must_use]
    pub fn fit_near(buyers: &Buyers, unit: f64, settings: &Settings, known: &Self) -> Self {
        Self::fitted(buyers, unit, false, settings, Begin::Near(known))
    }

    /// Fits only what is used for the value of a client, to the same base on another day than that
    /// of `known`, where the search begins.
    #[must_use]
    pub fn fit_used(buyers: &Buyers, unit: f64, settings: &Settings, known: &Self) -> Self {
        Self::fitted(buyers, unit, false, settings, Begin::Used(known))
    }

    fn fitted(
        buyers: &Buyers,
        unit: f64,
        pareto: bool,
        settings: &Settings,
        begin: Begin<'_>,
    ) -> Self {
        let (sample, spend) = (buyers.sample(), buyers.spend(unit));
        let (spent, purchases) =
            buyers
                .list
                .iter()
                .fold((0_i64, 0_u64), |(money, count), buyer| {
                    (
                        money + buyer.spent_minor,
                        count + u64::from(buyer.history.x) + 1,
                    )
                });
        let mut models = Self {
            regularity: buyers.regularity,
            correlation: None,
            bg: None,
            mbg: None,
            pareto: None,
            rhythm: None,
            money: None,
            against_timing: Vec::new(),
            against_money: Vec::new(),
            timing: Timing::OwnGap,
            of_money: Money::OwnMean,
            unit,
            settings: *settings,
            mean_minor: spent as f64 / purchases.max(1) as f64,
            sample,
            spend,
        };
        let (repeaters, needed) = (models.sample.repeaters, settings.least_repeaters);
        if repeaters < needed {
            models
                .against_timing
                .push(Reason::FewRepeaters { repeaters, needed });
        } else {
            models.fit_timing(pareto, begin);
        }
        if models.spend.clients < needed {
            let repeaters = models.spend.clients;
            models
                .against_money
                .push(Reason::FewRepeaters { repeaters, needed });
        } else {
            models.fit_money(begin);
        }
        models
    }

    fn fit_timing(&mut self, pareto: bool, begin: Begin<'_>) {
        let limit = self.settings.regular_cv;
        if let Some(cv) = self.regularity.filter(|cv| *cv < limit) {
            self.against_timing.push(Reason::RegularGaps { cv, limit });
            // k stages have a coefficient of variation of 1/√k
            let suggested = 1.0 / (cv * cv).max(1e-9);
            let known = begin.known().and_then(|known| known.rhythm.as_ref());
            self.rhythm = rhythm(&self.sample, self.settings.most_stages, suggested, known);
        }
        let of = |kind, known: fn(&Self) -> Option<Fit<4>>| match begin.known().and_then(known) {
            Some(known) => Geometric::fit_near(kind, &self.sample, &known),
            None => Geometric::fit(kind, &self.sample),
        };
        let used_only = matches!(begin, Begin::Used(_));
        self.bg = (!used_only || self.rhythm.is_none()).then(|| of(Kind::BG, |known| known.bg));
        self.mbg = (!used_only).then(|| of(Kind::MBG, |known| known.mbg));
        self.pareto = pareto.then(|| Pareto::fit(&self.sample));
        let used = match &self.rhythm {
            Some((_, fit)) => Some((Timing::MbgCnbdK, *fit)),
            None => self.bg.map(|fit| (Timing::BgNbd, fit)),
        };
        match used {
            Some((timing, fit)) if fit.settled() => self.timing = timing,
            Some((_, fit)) => {
                let gradient_norm = fit.gradient_norm;
                self.against_timing
                    .push(Reason::Unsettled { gradient_norm });
            }
            None => {}
        }
    }

    fn fit_money(&mut self, begin: Begin<'_>) {
        let fit = match begin.known().and_then(|known| known.money) {
            Some(known) => GammaGamma::fit_near(&self.spend, &known),
            None => GammaGamma::fit(&self.spend),
        };
        self.money = Some(fit);
        self.correlation = self.spend.correlation();
        let limit = self.settings.most_correlation;
        if let Some(correlation) = self.correlation.filter(|found| found.abs() > limit) {
            self.against_money
                .push(Reason::CorrelatedMoney { correlation, limit });
        }
        if GammaGamma::new(fit.parameters).population_mean().is_none() {
            self.against_money.push(Reason::EndlessMoney);
        }
        if !fit.settled() {
            self.against_money.push(Reason::Unsettled {
                gradient_norm: fit.gradient_norm,
            });
        }
        if self.against_money.is_empty() {
            self.of_money = Money::GammaGamma;
        }
    }

    /// The timing model in use and its fit; `None` when each client goes on in its own gap.
    #[must_use]
    pub fn used(&self) -> Option<(Kind, Fit<4>)> {
        match self.timing {
            Timing::BgNbd => self.bg.map(|fit| (Kind::BG, fit)),
            Timing::MbgCnbdK => self.rhythm.map(|(k, fit)| (Kind::regular(k), fit)),
            Timing::OwnGap => None,
        }
    }

    /// The model asked whether a client still buys.
    fn of_life(&self) -> Option<Geometric> {
        match self.timing {
            Timing::BgNbd => self
                .mbg
                .map(|fit| Geometric::new(Kind::MBG, fit.parameters)),
            _ => self
                .used()
                .map(|(kind, fit)| Geometric::new(kind, fit.parameters)),
        }
    }

    /// What is expected of a client.
    #[must_use]
    pub fn expected(&self, buyer: &Buyer) -> Expected {
        let model = self
            .used()
            .map(|(kind, fit)| Geometric::new(kind, fit.parameters));
        let money = self.money.map(|fit| fit.parameters);
        let (purchases, discounted) = self.purchases(buyer.history, model.as_ref());
        let purchase_minor = self.purchase_minor(buyer, money);
        Expected {
            purchases,
            p_alive: self.of_life().map(|model| model.alive(buyer.history)),
            purchase_minor,
            value_minor: discounted * purchase_minor * self.settings.margin_share,
        }
    }

    /// What is expected of each of these clients, on at most so many threads.
    #[must_use]
    pub fn expected_of(&self, buyers: &[Buyer], threads: u32) -> Vec<Expected> {
        const WORTH_A_THREAD: usize = 2_000;
        let each = |buyers: &[Buyer]| -> Vec<Expected> {
            buyers.iter().map(|buyer| self.expected(buyer)).collect()
        };
        let parts = (threads.max(1) as usize).min(buyers.len() / WORTH_A_THREAD + 1);
        if parts == 1 {
            return each(buyers);
        }
        let each = &each;
        std::thread::scope(|scope| {
            let threads: Vec<_> = buyers
                .chunks(buyers.len().div_ceil(parts))
                .map(|part| scope.spawn(move || each(part)))
                .collect();
            threads
                .into_iter()
                .flat_map(|thread| {
                    thread
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                })
                .collect()
        })
    }

    /// Purchases in the horizon, and the same discounted.
    fn purchases(&self, history: History, model: Option<&Geometric>) -> (f64, f64) {
        let weeks = f64::from(self.settings.horizon_days) / WEEK;
        let until = |weeks: f64| match model {
            Some(model) => model.expected(history, weeks),
            None => own_gap(history, weeks),
        };
        let purchases = until(weeks);
        let discounted = if self.settings.discount_per_year == 0.0 {
            purchases
        } else {
            let (mut before, mut sum) = (0.0, 0.0);
            for part in 1..=PARTS {
                let end = weeks * f64::from(part) / f64::from(PARTS);
                let middle = weeks * (f64::from(part) - 0.5) / f64::from(PARTS);
                let sold = until(end);
                let years = middle * WEEK / 365.25;
                sum += (sold - before) * (1.0 + self.settings.discount_per_year).powf(-years);
                before = sold;
            }
            sum
        };
        (purchases, discounted)
    }

    /// Money of the next purchase of a client, in minor units; never negative.
    fn purchase_minor(&self, buyer: &Buyer, money: Option<[f64; 3]>) -> f64 {
        let (x, minor) = buyer.money();
        let own = minor as f64 / f64::from(x.max(1));
        if let (Money::GammaGamma, Some(parameters)) = (self.of_money, money) {
            let seen = if minor > 0 { x } else { 0 };
            let expected = GammaGamma::new(parameters).expected(seen, own / self.unit);
            return expected.map_or(self.mean_minor, |whole| whole * self.unit);
        }
        if x >= self.settings.least_own_mean && minor > 0 {
            own
        } else {
            self.mean_minor.max(0.0)
        }
    }

    /// The value of some clients together.
    #[must_use]
    pub fn total<'a>(&self, buyers: impl IntoIterator<Item = &'a Buyer>) -> Total {
        let mut total = Total {
            alive: self.of_life().map(|_| 0.0),
            ..Total::default()
        };
        for buyer in buyers {
            let one = self.expected(buyer);
            total.clients += 1;
            total.purchases += one.purchases;
            total.value_minor += one.value_minor;
            if let (Some(sum), Some(alive)) = (&mut total.alive, one.p_alive) {
                *sum += alive;
            }
        }
        total
    }

    /// The doubt about the parameters in use, fitted to these clients. `None` without a timing model,
    /// or where the data do not tell.
    #[must_use]
    pub fn doubt(&self, buyers: &[Buyer]) -> Option<Doubt> {
        let (kind, fit) = self.used()?;
        let money = self.money.filter(|_| self.of_money == Money::GammaGamma);
        let most = self.settings.doubt_clients;
        let wanted = self.settings.confidence > 0.0;
        wanted.then(|| Doubt::of(buyers, kind, &fit, money.as_ref(), self.unit, most))?
    }

    /// The interval of the value of some clients, `None` without a model or a value. Over many
    /// clients every so-manieth stands for the rest.
    #[must_use]
    pub fn interval(&self, buyers: &[&Buyer], doubt: &Doubt) -> Option<(f64, f64)> {
        let value_minor = self.total(buyers.iter().copied()).value_minor;
        self.interval_about(value_minor, buyers, doubt)
    }

    /// The same where their value is known.
    #[must_use]
    pub fn interval_about(
        &self,
        value_minor: f64,
        buyers: &[&Buyer],
        doubt: &Doubt,
    ) -> Option<(f64, f64)> {
        let (kind, fit) = self.used()?;
        let most = self.settings.doubt_clients.max(1) as usize;
        let step = buyers.len().div_ceil(most).max(1);
        let some: Vec<&Buyer> = buyers.iter().step_by(step).copied().collect();
        let money = self
            .money
            .filter(|_| self.of_money == Money::GammaGamma)
            .map(|fit| fit.parameters);
        let counts = |timing: &[f64; 4]| -> Vec<f64> {
            let model = Geometric::new(kind, *timing);
            let discounted = |buyer: &&Buyer| self.purchases(buyer.history, Some(&model)).1;
            some.iter().map(discounted).collect()
        };
        let prices = |money: Option<[f64; 3]>| -> Vec<f64> {
            some.iter()
                .map(|buyer| self.purchase_minor(buyer, money))
                .collect()
        };
        let sum = |counts: &[f64], prices: &[f64]| -> f64 {
            counts.iter().zip(prices).map(|(a, b)| a * b).sum()
        };
        let (bought, paid) = (counts(&fit.parameters), prices(money));
        if sum(&bought, &paid) * self.settings.margin_share <= 0.0 {
            return None;
        }
        let change = |up: f64, down: f64| (up / down).ln() / (2.0 * STEP);
        let mut slope = [0.0; ALL];
        for (i, slope) in slope[..4].iter_mut().enumerate() {
            let at = |by| sum(&counts(&moved(fit.parameters, i, by)), &paid);
            *slope = change(at(STEP), at(-STEP));
        }
        if let Some(parameters) = money {
            for (i, slope) in slope[4..].iter_mut().enumerate() {
                let at = |by| sum(&bought, &prices(Some(moved(parameters, i, by))));
                *slope = change(at(STEP), at(-STEP));
            }
        }
        let deviation = doubt.deviation(&slope);
        let away = normal(f64::midpoint(1.0, self.settings.confidence)) * deviation;
        away.is_finite()
            .then(|| (value_minor * (-away).exp(), value_minor * away.exp()))
    }

    /// Purchases between which such a client remains in the horizon, by the share of the intervals
    /// that is right. `None` without a model.
    #[must_use]
    pub fn purchases_between(&self, buyer: &Buyer) -> Option<(u32, u32)> {
        let (kind, fit) = self.used()?;
        let weeks = f64::from(self.settings.horizon_days) / WEEK;
        let chances = Geometric::new(kind, fit.parameters).at_least(buyer.history, weeks);
        let outside = (1.0 - self.settings.confidence) / 2.0;
        // the most purchases reached with this chance or more
        let reached = |share: f64| {
            let count = chances
                .iter()
                .take_while(|chance| **chance >= share)
                .count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        Some((reached(1.0 - outside), reached(outside)))
    }

    /// Chance that a client makes no purchase in the horizon. `None` without a model.
    #[must_use]
    pub fn silent(&self, buyer: &Buyer) -> Option<f64> {
        let (kind, fit) = self.used()?;
        let weeks = f64::from(self.settings.horizon_days) / WEEK;
        let chances = Geometric::new(kind, fit.parameters).at_least(buyer.history, weeks);
        Some(1.0 - chances.first().copied().unwrap_or(0.0))
    }
}

/// Parameters with the logarithm of one moved.
fn moved<const N: usize>(mut parameters: [f64; N], i: usize, by: f64) -> [f64; N] {
    parameters[i] *= by.exp();
    parameters
}

/// Purchases of a client that goes on in its mean gap, if it is not silent for over two of them.
fn own_gap(history: History, weeks: f64) -> f64 {
    if history.x == 0 {
        return 0.0;
    }
    let gap = f64::from(history.last) / f64::from(history.x);
    let silent = f64::from(history.age - history.last);
    if silent > 2.0 * gap {
        0.0
    } else {
        weeks * WEEK / gap
    }
}
