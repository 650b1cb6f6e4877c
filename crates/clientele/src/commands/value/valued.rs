//! Everything `clientele value` tells, computed once.

use analysis::value::{
    Buyer, Buyers, Check, Doubt, Expected, Geometric, Kind, Models, Settings, Total, WEEK, buyers,
    check,
};
use analysis::{Day, Parameters, View};
use ledger::Ledger;

use super::super::analyze::sheet::currency;

/// What is asked for.
pub struct Wanted {
    /// Last day of the calibration.
    pub until: Option<Day>,
    /// The same in weeks from the first day.
    pub calibration_weeks: Option<u32>,
    /// Last day that is known.
    pub known: Option<Day>,
    /// Settings of the models.
    pub settings: Settings,
    /// Whether Pareto/NBD, the slow one, is fitted for comparison.
    pub pareto: bool,
}

/// A ledger, valued.
pub struct Valued<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The settings.
    pub settings: Settings,
    /// First purchase of the ledger.
    pub first: Day,
    /// Buying until the end of the calibration, and after.
    pub then: Buyers,
    /// Models fitted to it.
    pub models_then: Models,
    /// How well they foretold.
    pub check: Option<Check>,
    /// Buying until the last day that is known.
    pub today: Buyers,
    /// Models fitted to that.
    pub models: Models,
    /// What is expected of each client of `today`.
    pub expected: Vec<Expected>,
    /// The value of the base.
    pub total: Total,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// The doubt about the parameters.
    doubt: Option<Doubt>,
}

/// Weeks ahead for which the most active client is shown, as the papers do.
const YEAR_WEEKS: f64 = 52.0;

impl<'a> Valued<'a> {
    /// Values a ledger; `None` when it has no purchase up to the last day known.
    pub fn new(ledger: &'a Ledger, wanted: &Wanted) -> Option<Self> {
        let settings = wanted.settings;
        let parameters = Parameters {
            as_of: wanted.known,
            ..Parameters::default()
        };
        let view = View::new(&ledger.image, &parameters, None);
        let today = buyers(&view, view.as_of, &settings);
        let first = today.list.iter().map(|buyer| buyer.first).min()?;
        let days = view.as_of.number() - first.number() + 1;
        let from_first = |days: i64| Day::clamped(i64::from(first.number()) + days - 1);
        let until = match (wanted.until, wanted.calibration_weeks) {
            (Some(until), _) => until,
            (None, Some(weeks)) => from_first(i64::from(weeks) * 7),
            // the first half, the middle day included
            (None, None) => from_first(i64::from((days + 1) / 2)),
        };
        let unit = 10f64.powi(currency(ledger).digits as i32);
        let then = buyers(&view, until, &settings);
        let models_then = Models::fit(&then, unit, wanted.pareto, &settings);
        let models = if then.until == today.until {
            models_then.clone()
        } else {
            Models::fit(&today, unit, wanted.pareto, &settings)
        };
        let all: Vec<&Buyer> = today.list.iter().collect();
        let doubt = models.doubt(&today.list);
        let interval = doubt.and_then(|doubt| models.interval(&all, &doubt));
        Some(Self {
            ledger,
            settings,
            first,
            check: check(&then, &models_then, settings.frequencies),
            then,
            models_then,
            expected: models.expected_of(&today.list, parameters.threads),
            total: models.total(&today.list),
            interval,
            doubt,
            today,
            models,
        })
    }

    /// The client with an identifier.
    pub fn named(&self, id: &str) -> Option<u32> {
        let place = self.ledger.clients.iter().position(|client| client == id)?;
        u32::try_from(place).ok()
    }

    /// Weeks after the calibration that are known.
    pub fn holdout_weeks(&self) -> f64 {
        f64::from(self.then.known.number() - self.then.until.number()) / WEEK
    }

    /// Places in `today` by value, largest first.
    pub fn by_value(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.expected.len()).collect();
        places.sort_by(|a, b| {
            let value = |place: &usize| self.expected[*place].value_minor;
            value(b).total_cmp(&value(a)).then(a.cmp(b))
        });
        places
    }

    /// The interval of the value of one client of `today`.
    pub fn interval_of(&self, buyer: &Buyer) -> Option<(f64, f64)> {
        self.models.interval(&[buyer], self.doubt.as_ref()?)
    }

    /// Clients shown one by one: the first of the file over the weeks of the check, and the one of
    /// which BG/NBD expects most over a year, with the weeks ahead.
    pub fn examples(&self) -> Vec<(u32, f64)> {
        let first = self
            .ledger
            .by_appearance
            .iter()
            .find_map(|&client| self.buyer_then(client));
        let mut examples: Vec<(u32, f64)> = first
            .map(|buyer| (buyer.client, self.holdout_weeks()))
            .into_iter()
            .collect();
        if let Some(fit) = self.models_then.bg {
            let model = Geometric::new(Kind::BG, fit.parameters);
            let most = self
                .then
                .list
                .iter()
                .map(|buyer| (model.expected(buyer.history, YEAR_WEEKS), buyer.client))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            examples.extend(most.map(|(_, client)| (client, YEAR_WEEKS)));
        }
        examples
    }

    /// A client up to the last day that is known.
    pub fn buyer_today(&self, client: u32) -> Option<&Buyer> {
        let place = self
            .today
            .list
            .binary_search_by_key(&client, |buyer| buyer.client);
        place.ok().map(|place| &self.today.list[place])
    }

    /// A client in the calibration.
    pub fn buyer_then(&self, client: u32) -> Option<&Buyer> {
        let place = self
            .then
            .list
            .binary_search_by_key(&client, |buyer| buyer.client);
        place.ok().map(|place| &self.then.list[place])
    }
}
