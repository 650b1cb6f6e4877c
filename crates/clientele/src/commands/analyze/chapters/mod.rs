//! The chapters of the report that look further than the figures on screen: movement between
//! classes, indicators, dependence, portrait, a crisis, the value of the base. Each is a table with
//! its chart, made by the functions that make the pages of the server, with the defaults of its
//! settings.

mod crisis;
mod dependence;
mod indicators;
mod likeness;
mod movement;
mod orders;
mod value;

use analysis::concentration::{Buyer, Top};
use analysis::{Day, Parameters, Rows, View, Window, clients};
use domain::setting::Whole;
use ledger::Ledger;

use super::figures::Figures;
use super::picture::Picture;
use super::sheet::{Sheet, client_name, currency};
use crate::words::{Currency, Words};

/// A table, what is drawn of it, and sentences that belong to it.
pub struct Chapter {
    /// The table.
    pub sheet: Sheet,
    /// Its charts.
    pub pictures: Vec<Picture>,
    /// What is said besides the note of the table.
    pub lines: Vec<String>,
}

impl Chapter {
    fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            pictures: Vec::new(),
            lines: Vec::new(),
        }
    }
}

/// Months that classes, indicators and dependence look at, as on the server, when no window is asked
/// for.
const MONTHS: u32 = 12;

/// What every chapter is made from.
struct Asked<'a> {
    ledger: &'a Ledger,
    figures: &'a Figures,
    words: &'a Words,
    money: Currency<'a>,
    /// The days looked at.
    view: &'a View<'a>,
    /// The clients of these days.
    rows: &'a Rows,
    /// All days.
    whole: &'a View<'a>,
}

/// All chapters, in the order of the report.
pub fn all(
    ledger: &Ledger,
    figures: &Figures,
    as_of: Option<Day>,
    window: Option<Window>,
    words: &Words,
) -> Vec<Chapter> {
    let months = Parameters {
        as_of,
        window: window.unwrap_or(Window::Rolling(MONTHS)),
        manager_of: analysis::parameters::ManagerOf::Order,
        ..Parameters::default()
    };
    let all = Parameters {
        window: Window::All,
        ..months.clone()
    };
    let view = View::new(&ledger.image, &months, None);
    let asked = Asked {
        ledger,
        figures,
        words,
        money: currency(ledger),
        view: &view,
        rows: &clients::rows(&view),
        whole: &view.with(&all),
    };
    let valued = value::valued(&asked);
    let mut chapters = movement::chapters(&asked);
    chapters.extend(indicators::chapters(&asked));
    chapters.extend(orders::chapters(&asked));
    chapters.extend(dependence::chapters(&asked));
    chapters.extend(likeness::chapters(&asked));
    chapters.extend(crisis::chapters(&asked, valued.as_ref()));
    chapters.extend(
        valued
            .iter()
            .flat_map(|valued| value::chapters(&asked, valued)),
    );
    chapters
}

/// The default of a setting that is a part, in percent.
fn part(setting: &Whole) -> f64 {
    setting.default as f64 / 100.0
}

/// The default of a setting that is a number.
fn count(setting: &Whole) -> u32 {
    u32::try_from(setting.default).unwrap_or(u32::MAX)
}

impl Asked<'_> {
    /// The day on which classes are looked at: the last one of a stretch of days, else the last of
    /// all.
    fn end(&self) -> Day {
        match self.view.parameters.window {
            Window::Days(..) => self.view.to,
            Window::All | Window::Rolling(_) | Window::FullMonths(_) => self.view.as_of,
        }
    }

    fn name(&self, client: u32) -> String {
        client_name(self.ledger, client)
    }

    /// Money in words, in whole units.
    fn money(&self, minor: f64) -> String {
        self.words.money(minor.round() as i64, self.money, false)
    }

    /// The name of one of a list; of what is not in it, that it has none.
    fn of(&self, names: &[String], code: u32) -> String {
        let known = names.get(code as usize).cloned();
        known.unwrap_or_else(|| self.words.get("analyze-unnamed"))
    }
}

/// Name of a buyer: a client, or a group of companies with the number of its clients.
pub fn buyer_name(ledger: &Ledger, top: &Top, words: &Words) -> String {
    let Buyer::Group(code) = top.buyer else {
        return client_name(ledger, top.client);
    };
    let name = ledger.company_groups.get(code as usize);
    let values = [
        ("name", name.map_or("", String::as_str).into()),
        ("count", u64::from(top.members).into()),
    ];
    words.with("analyze-company-group", &values)
}
