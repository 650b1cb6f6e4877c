//! The figures a report shows, computed once.

use analysis::rhythm::Beats;
use analysis::{
    Day, Image, Parameters, Period, Rows, View, Window, clients, cohort, concentration, dynamics,
    growth, kinds, kpi, loyalty, ltv, pareto, retention, rfm, rhythm, xyz,
};
use ledger::Ledger;

/// Largest clients that are named.
const TOP: usize = 10;
/// Windows of regularity side by side, in months (R231; two years because many ledgers are short).
const WINDOWS: [u32; 4] = [12, 24, 36, 60];

/// Everything the summary, the tables and the report are made from.
pub struct Figures {
    /// The day everything is as of.
    pub as_of: Day,
    /// First and last day of the window.
    pub from: Day,
    /// See `from`.
    pub to: Day,
    /// Lines after the as-of day or outside the window.
    pub left_out: analysis::view::LeftOut,
    /// A row per client.
    pub rows: Rows,
    /// ABC × XYZ by window.
    pub matrices: Vec<(Window, xyz::Matrix)>,
    /// Scores.
    pub rfm: rfm::Summary,
    /// Retention by quarter.
    pub retention: Vec<retention::Row>,
    /// Cohorts by month.
    pub cohorts: Vec<cohort::Cohort>,
    /// New and repeat clients by year.
    pub kinds: Vec<kinds::Year>,
    /// Sales by month and by product.
    pub products: dynamics::Dynamics,
    /// Sales by group of products, when there are groups.
    pub groups: Option<dynamics::Dynamics>,
    /// Concentration of the whole.
    pub concentration: concentration::Concentration,
    /// Concentration by employee, when there are employees.
    pub managers: Vec<(u32, concentration::Concentration)>,
    /// Rhythm and state of each client.
    pub beats: Beats,
    /// Indicators.
    pub kpi: kpi::Kpi,
    /// The last twelve full months against the twelve before.
    pub years: growth::YearOverYear,
    /// Pareto curve.
    pub pareto: pareto::Pareto,
    /// One-time buyers.
    pub one_time: loyalty::OneTime,
    /// Simple lifetime value of each client with a purchase.
    pub values: Vec<ltv::Ltv>,
}

impl Figures {
    /// Computes the figures.
    pub fn new(ledger: &Ledger, as_of: Option<Day>, window: Window) -> Self {
        let image: &Image = &ledger.image;
        let parameters = Parameters {
            as_of,
            window,
            manager_of: analysis::parameters::ManagerOf::Order,
            ..Parameters::default()
        };
        let view = View::new(image, &parameters, None);
        let rows = clients::rows(&view);
        let mut windows: Vec<Window> = WINDOWS
            .iter()
            .map(|months| Window::FullMonths(*months))
            .filter(|window| xyz::is_covered(&view, *window))
            .collect();
        if !windows.contains(&window) && (window != Window::All || windows.is_empty()) {
            windows.insert(0, window);
        }
        let beats = rhythm::beats(&view);
        let has_groups = !ledger.groups.is_empty();
        let managers = if ledger.managers.is_empty() {
            Vec::new()
        } else {
            concentration::managers(&view, 1).into_iter().collect()
        };
        let purchases = loyalty::purchases(&view);
        let whole = ltv::whole(&parameters);
        let whole = view.with(&whole);
        Self {
            as_of: view.as_of,
            from: view.from,
            to: view.to,
            left_out: view.left_out(),
            matrices: xyz::windows(&view, &windows),
            rfm: rfm::summary(&rows, view.as_of, &parameters.rfm),
            retention: retention::table(&view, Period::Quarter),
            cohorts: cohort::table(&view, Period::Month),
            kinds: kinds::years(&view),
            products: dynamics::table(&view, dynamics::By::Product, Period::Month),
            groups: has_groups
                .then(|| dynamics::table(&view, dynamics::By::Group, Period::Quarter)),
            concentration: concentration::company(&view, &rows, TOP),
            managers,
            kpi: kpi::kpi(&view, &rows),
            years: growth::year_over_year(&view),
            pareto: pareto::pareto(&rows),
            one_time: loyalty::one_time(&view, &purchases, Period::Year),
            values: ltv::values(&whole, &clients::rows(&whole), &beats),
            beats,
            rows,
        }
    }
}
