//! Development indicators (R203–R207, R209, R225, R6) of the base, of each segment, region, employee or
//! product group, and over time, with the benchmarks of the field (R244, R245) beside them.

mod effort;
mod places;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use analysis::indicators::{self as pure, By, Regular, Set, Sums};
use analysis::satisfaction::{Answer as Said, Satisfaction, newest};
use analysis::wallet::Wallet;
use analysis::{NONE, Parameters, Period, View, Window, stress};
use domain::setting::REGULAR_MONTHS;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

pub use effort::Effort;
pub(super) use places::at as clients_at;
pub use places::{Level, Places};

use super::names::{Names, Wanted, manager, segment};
use super::question::{Asked, Question};
use super::satisfaction::AnswerSet;
use super::wallet::{self, Known};
use super::{Answer, Error, answer, satisfaction};
use crate::App;
use crate::context::Context;

/// What the rows of the table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Division {
    /// Employees who hold the clients.
    Manager,
    /// Segments.
    Segment,
    /// Product groups.
    Group,
    /// Regions.
    Region,
}

impl Division {
    /// The division of a code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Some(match code {
            "manager" => Self::Manager,
            "segment" => Self::Segment,
            "group" => Self::Group,
            "region" => Self::Region,
            _ => return None,
        })
    }

    pub(super) fn by(self) -> By {
        match self {
            Self::Manager => By::Manager,
            Self::Segment => By::Segment,
            Self::Group => By::Group,
            Self::Region => By::Region,
        }
    }

    /// Where a client stands; `None`: in a division of products.
    pub(super) fn of_client(self, asked: &Asked, client: u32) -> Option<u32> {
        let dimensions = &asked.held.image.dimensions;
        let of_client = |column: &[u32]| {
            let code = column.get(client as usize);
            code.copied().unwrap_or(NONE)
        };
        Some(match self {
            Self::Manager => of_client(&dimensions.manager),
            Self::Segment => of_client(&dimensions.segment),
            Self::Region => of_client(&dimensions.region),
            Self::Group => return None,
        })
    }

    /// Where a known potential stands.
    fn of(self, asked: &Asked, known: &Known) -> u32 {
        self.of_client(asked, known.client).unwrap_or(known.group)
    }

    /// The code of what a cell names; `None`: nothing has this name.
    pub(super) fn code(self, asked: &Asked, id: Option<&str>) -> Option<u32> {
        let held = &asked.held;
        let Some(id) = id else { return Some(NONE) };
        match self {
            Self::Manager => held.managers.find(&id.parse().ok()?),
            Self::Segment => held.segments.find(&id.parse().ok()?),
            Self::Group => held.groups.find(&id.parse().ok()?),
            Self::Region => held.regions.find(&id.to_owned()),
        }
    }
}

/// The set of a code: `buyers`, `grew`, `not_grew`, `one_time`, `regular`, `not_regular`.
pub(super) fn set(code: &str) -> Option<Set> {
    Some(match code {
        "buyers" => Set::Buyers,
        "grew" => Set::Grew,
        "not_grew" => Set::NotGrew,
        "one_time" => Set::OneTime,
        "regular" => Set::Regular,
        "not_regular" => Set::NotRegular,
        _ => return None,
    })
}

/// The clients with a known potential, ascending; of one part of a division, or of all.
pub(super) fn with_potential(asked: &Asked, of: Option<(Division, u32)>) -> Vec<u32> {
    let known = wallet::known(asked, &asked.view());
    let inside = known.iter().filter(|known| {
        known.potential_minor > 0 && of.is_none_or(|(by, code)| by.of(asked, known) == code)
    });
    let mut clients: Vec<u32> = inside.map(|known| known.client).collect();
    clients.dedup();
    clients
}

/// The clients with an answer of a set in the window, ascending; of one part of a division, or of
/// all.
pub(super) fn who_said(
    app: &App,
    asked: &Asked,
    of: Option<(Division, u32)>,
    set: AnswerSet,
) -> Result<Vec<u32>, Error> {
    let view = asked.view();
    let answers = satisfaction::answers(app, asked, view.to)?;
    let inside = |client: u32| match of {
        None => true,
        Some((by, code)) => by.of_client(asked, client) == Some(code),
    };
    let newest = newest(&answers, view.from, view.to).into_iter();
    let of = newest.filter(|(client, of)| set.has(of.score) && inside(*client));
    Ok(of.map(|(client, _)| client).collect())
}

/// When a client has become regular, by the settings.
pub(super) fn regular(asked: &Asked) -> Regular {
    Regular {
        purchases: asked.settings.regular_purchases(),
        months: u32::try_from(asked.settings.whole(&REGULAR_MONTHS)).unwrap_or(12),
    }
}

/// The indicators of a set of clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Measures {
    /// Clients with a purchase in the window.
    pub buyers: u64,
    /// Deals per client.
    pub deals: Option<f64>,
    /// Different products per client.
    pub positions: Option<f64>,
    /// Average cheque before returns.
    pub cheque_minor: Option<f64>,
    /// Clients with lines in both of the last two years.
    pub compared: u64,
    /// Part of them whose value grew.
    pub grew: Option<f64>,
    /// Clients that ever bought.
    pub ever: u64,
    /// Part of them that bought once only.
    pub one_time: Option<f64>,
    /// New clients whose time to become regular ended in the window.
    pub tried: u64,
    /// Part of them that became regular in time.
    pub regular: Option<f64>,
    /// Pairs of client and product group whose potential is known.
    pub known: u64,
    /// Our share in them over twelve months.
    pub wallet: Option<f64>,
    /// Clients that said in the window how likely they are to recommend us; by product group nobody
    /// is asked.
    pub asked: u64,
    /// Mean of their newest answers, 0 to 10.
    pub satisfaction: Option<f64>,
    /// Part of the promoters (9, 10) less that of the critics (0 to 6), from −1 to 1.
    pub net_promoters: Option<f64>,
}

impl Measures {
    fn of(sums: &Sums, wallet: &Wallet, satisfaction: &Satisfaction) -> Self {
        Self {
            buyers: sums.buyers,
            deals: sums.deals_per_client(),
            positions: sums.positions_per_client(),
            cheque_minor: sums.cheque_minor(),
            compared: sums.in_both,
            grew: sums.grew_share(),
            ever: sums.ever,
            one_time: sums.one_time_share(),
            tried: sums.tried,
            regular: sums.regular_share(),
            known: wallet.known,
            wallet: wallet.share(),
            asked: satisfaction.asked,
            satisfaction: satisfaction.mean(),
            net_promoters: satisfaction.net(),
        }
    }
}

/// The indicators of one segment, region, employee or product group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorRow {
    /// Identifier, or the name of the region; `null`: clients (products) without one.
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// In the window.
    pub now: Measures,
    /// In the window before; `null` when there is none.
    pub previous: Option<Measures>,
}

/// The indicators of a period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorPeriod {
    /// The period.
    pub period: String,
    /// It is not over.
    pub unfinished: bool,
    /// Deals per client.
    pub deals: Option<f64>,
    /// Different products per client.
    pub positions: Option<f64>,
    /// Average cheque before returns.
    pub cheque_minor: Option<f64>,
    /// Part of the clients whose value grew against the same period a year before.
    pub grew: Option<f64>,
    /// Clients won in the period.
    pub won: u64,
    /// Part of them that bought once only until now.
    pub one_time: Option<f64>,
    /// Part of them that became regular in time.
    pub regular: Option<f64>,
    /// Not all of them have had the time.
    pub too_early: bool,
    /// The period in which the ledger begins: they may have been clients before.
    pub existing: bool,
    /// Clients that said how likely they are to recommend us.
    pub asked: u64,
    /// Mean of their newest answers of the period.
    pub satisfaction: Option<f64>,
    /// Part of the promoters less that of the critics.
    pub net_promoters: Option<f64>,
}

/// A figure with what the field takes for usual.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Benchmark {
    /// `one_time`, `lost_year`, `lost_quarter`, `base_down`, `sales_down`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// Ours; negative when there is more than before.
    pub value: Option<f64>,
    /// From …
    pub low: f64,
    /// … to.
    pub high: f64,
}

/// The indicators.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Indicators {
    /// What the rows are.
    pub by: Division,
    /// All clients in the window.
    pub now: Measures,
    /// In the window before; `null` when there is none.
    pub previous: Option<Measures>,
    /// Share of wallet of the regular clients: penetration (R221).
    pub penetration: Option<f64>,
    /// By segment, region, employee or product group, most clients first.
    pub rows: Vec<IndicatorRow>,
    /// By period.
    pub periods: Vec<IndicatorPeriod>,
    /// Purchases from which a client is regular …
    pub regular_purchases: u32,
    /// … when they lie within so many months after the first.
    pub regular_months: u32,
    /// The benchmarks of the field.
    pub benchmarks: Vec<Benchmark>,
    /// Contacts with those who have not bought yet and with those who have (R226).
    pub effort: Effort,
    /// Where the clients are (R36).
    pub places: Places,
}

/// The development indicators.
pub fn indicators(
    app: &App,
    ctx: &Context,
    question: &Question,
    by: Division,
) -> Result<Arc<Answer<Indicators>>, Error> {
    answer(
        app,
        ctx,
        question,
        "indicators",
        &format!("{by:?}"),
        |asked| figure(app, asked, by),
    )
}

fn figure(app: &App, asked: &Asked, by: Division) -> Result<Indicators, Error> {
    let view = asked.view();
    let terms = regular(asked);
    let earlier = before(&view);
    let then = earlier
        .as_ref()
        .map(|parameters| asked.view_through(parameters));
    let periods = pure::trend(&view, asked.period, terms);
    let answers = satisfaction::answers(app, asked, view.to)?;
    let now = whole(asked, &view, &answers);
    let shown = |point| shown(point, &answers);
    Ok(Indicators {
        by,
        benchmarks: benchmarks(asked, &view, now.one_time),
        now,
        previous: then.as_ref().map(|then| whole(asked, then, &answers)),
        penetration: penetration(asked, &view),
        rows: rows(app, asked, by, &view, then.as_ref(), &answers)?,
        periods: periods.into_iter().map(shown).collect(),
        regular_purchases: terms.purchases,
        regular_months: terms.months,
        effort: effort::effort(app, asked)?,
        places: places::places(app, asked)?,
    })
}

fn whole(asked: &Asked, view: &View<'_>, answers: &[Said]) -> Measures {
    let sums = pure::total(view, regular(asked));
    let wallet = wallet::sum(&wallet::known(asked, view));
    let said = satisfaction::sums(answers, (view.from, view.to), |_| Some(()));
    Measures::of(&sums, &wallet, &said.get(&()).copied().unwrap_or_default())
}

fn penetration(asked: &Asked, view: &View<'_>) -> Option<f64> {
    let least = asked.settings.regular_purchases();
    let purchases = asked.purchases(view);
    let purchases = purchases.iter();
    let regular: HashSet<u32> = purchases
        .filter(|of| of.orders >= least)
        .map(|of| of.client)
        .collect();
    let known = wallet::known(asked, view);
    wallet::sum(known.iter().filter(|of| regular.contains(&of.client))).share()
}

/// Known potentials by row of a division.
fn wallets(asked: &Asked, view: &View<'_>, by: Division) -> BTreeMap<u32, Wallet> {
    let mut wallets: BTreeMap<u32, Wallet> = BTreeMap::new();
    for of in wallet::known(asked, view) {
        let wallet = wallets.entry(by.of(asked, &of)).or_default();
        wallet.add(of.ours_minor, of.potential_minor);
    }
    wallets
}

/// The question about the window before this one, as of its last day.
fn before(view: &View<'_>) -> Option<Parameters> {
    view.previous_window().map(|(from, to)| Parameters {
        as_of: Some(to),
        window: Window::Days(from, to),
        ..view.parameters.clone()
    })
}

fn rows(
    app: &App,
    asked: &Asked,
    by: Division,
    view: &View<'_>,
    then: Option<&View<'_>>,
    answers: &[Said],
) -> Result<Vec<IndicatorRow>, Error> {
    let terms = regular(asked);
    let mut rows = pure::table(view, by.by(), terms);
    rows.sort_by_key(|row| (std::cmp::Reverse(row.sums.buyers), row.code));
    let wallets_now = wallets(asked, view, by);
    let said = |view: &View<'_>| {
        let of_client = |client| by.of_client(asked, client);
        satisfaction::sums(answers, (view.from, view.to), of_client)
    };
    let said_now = said(view);
    let said_of =
        |said: &BTreeMap<u32, Satisfaction>, code| said.get(&code).copied().unwrap_or_default();
    let earlier = then.map(|then| {
        let rows = pure::table(then, by.by(), terms).into_iter();
        let sums: BTreeMap<u32, Sums> = rows.map(|row| (row.code, row.sums)).collect();
        (sums, wallets(asked, then, by), said(then))
    });
    let wallet_of =
        |wallets: &BTreeMap<u32, Wallet>, code| wallets.get(&code).copied().unwrap_or_default();
    let mut wanted = Wanted::default();
    let codes = rows.iter().map(|row| row.code);
    match by {
        Division::Manager => wanted.managers = codes.collect(),
        Division::Segment => wanted.segments = codes.collect(),
        Division::Group | Division::Region => {}
    }
    let names = wanted.read(app, &asked.held)?;
    let shown = rows.into_iter().map(|row| {
        let (id, name) = named(asked, &names, by, row.code);
        IndicatorRow {
            id,
            name,
            now: Measures::of(
                &row.sums,
                &wallet_of(&wallets_now, row.code),
                &said_of(&said_now, row.code),
            ),
            previous: earlier.as_ref().map(|(sums, wallets, said)| {
                let sums = sums.get(&row.code).copied().unwrap_or_default();
                let wallet = wallet_of(wallets, row.code);
                Measures::of(&sums, &wallet, &said_of(said, row.code))
            }),
        }
    });
    Ok(shown.collect())
}

/// Identifier and name of a row.
fn named(asked: &Asked, names: &Names, by: Division, code: u32) -> (Option<String>, String) {
    let held = &asked.held;
    let of = |id: Option<Uuid>| {
        let name = id.map_or_else(String::new, |id| names.of(id).name);
        (id.map(|id| id.to_string()), name)
    };
    match by {
        Division::Manager => of(manager(held, code)),
        Division::Segment => of(segment(held, code)),
        Division::Region => {
            let region = held.regions.value(code).filter(|_| code != NONE);
            (region.cloned(), region.cloned().unwrap_or_default())
        }
        Division::Group => {
            let id = held.groups.value(code).filter(|_| code != NONE);
            let name = held.group_tree.get(code as usize).filter(|_| code != NONE);
            (
                id.map(ToString::to_string),
                name.map(|(_, name)| name.clone()).unwrap_or_default(),
            )
        }
    }
}

fn shown(point: pure::Point, answers: &[Said]) -> IndicatorPeriod {
    let days = Period::parse(&point.period)
        .map(|(period, index)| (period.first(index), period.last(index)));
    let said = days.map(|days| satisfaction::sums(answers, days, |_| Some(())));
    let said = said.and_then(|said| said.get(&()).copied());
    let said = said.unwrap_or_default();
    // Half a month against a whole one says nothing.
    let sums = &point.sums;
    let grew = sums.grew_share().filter(|_| !point.unfinished);
    IndicatorPeriod {
        unfinished: point.unfinished,
        deals: sums.deals_per_client(),
        positions: sums.positions_per_client(),
        cheque_minor: sums.cheque_minor(),
        grew,
        won: sums.ever,
        one_time: sums.one_time_share(),
        regular: sums.regular_share(),
        too_early: point.too_early,
        existing: point.existing,
        asked: said.asked,
        satisfaction: said.mean(),
        net_promoters: said.net(),
        period: point.period,
    }
}

/// What the field takes for usual, beside ours: R6, R244, R245.
fn benchmarks(asked: &Asked, view: &View<'_>, one_time: Option<f64>) -> Vec<Benchmark> {
    let (low, high) = asked.parameters.one_time_band;
    let part = |percent: u32| f64::from(percent) / 100.0;
    let year = stress::decline(view, 12);
    let quarter = stress::decline(view, 3);
    let mark = |code, value, low, high| Benchmark {
        code,
        value,
        low,
        high,
    };
    vec![
        mark("one_time", one_time, part(low), part(high)),
        mark("lost_year", year.lost(), 0.10, 0.20),
        mark("lost_quarter", quarter.lost(), 0.30, 0.40),
        mark("base_down", quarter.clients(), 0.30, 0.50),
        mark("sales_down", quarter.value(), 0.30, 0.50),
    ]
}
