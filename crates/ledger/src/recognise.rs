//! Which column is what: from the headings, checked against the content, overridden by the user.

use std::collections::BTreeMap;

use domain::import::heading;
use tables::parse::{self, BAD, BAD_DAY, EMPTY, NO_DAY};
use tables::{DateOrder, DecimalSign, Kind, Wanted};

use crate::Refusal;
use crate::role::Role;

/// How one column is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The part it plays.
    pub role: Role,
    /// Its place in the table, from 0.
    pub column: usize,
    /// Its heading.
    pub heading: String,
    /// Whether the user said so.
    pub given: bool,
}

/// The columns of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Columns with a role, by role.
    pub columns: Vec<Recognised>,
    /// Headings nothing was made of.
    pub unused: Vec<String>,
    /// How dates are written.
    pub date_order: DateOrder,
    /// Nothing in the first rows tells days from months; days were taken to come first.
    pub date_order_assumed: bool,
    /// How fractions are written, by role.
    pub decimals: BTreeMap<Role, DecimalSign>,
    /// The discount is in per cent, not a share.
    pub discount_percent: bool,
}

impl Layout {
    /// The column of a role.
    pub fn column(&self, role: Role) -> Option<&Recognised> {
        self.columns.iter().find(|c| c.role == role)
    }

    /// The columns to read from the table, in the order of [`Layout::columns`].
    pub fn wanted(&self) -> Vec<Wanted> {
        let wanted = self.columns.iter().map(|column| Wanted {
            column: column.column,
            kind: self.kind(column.role),
        });
        wanted.collect()
    }

    /// How the cells of a role are read.
    fn kind(&self, role: Role) -> Kind {
        match role {
            Role::Day => Kind::Day(self.date_order),
            Role::Quantity | Role::Price | Role::Amount | Role::Discount | Role::Cost => {
                Kind::Number(self.decimals.get(&role).copied().unwrap_or_default())
            }
            _ => Kind::Key,
        }
    }

    /// Whether a role has a column.
    pub fn has(&self, role: Role) -> bool {
        self.column(role).is_some()
    }
}

/// Columns given by hand: role code → heading, or number of the column from 1.
pub type Map = Vec<(Role, String)>;

/// Reads `order=Invoice,client="Customer ID"`.
///
/// # Errors
/// [`Refusal::UnknownRole`] or [`Refusal::BadMap`] with the piece that is wrong.
pub fn parse_map(text: &str) -> Result<Map, Refusal> {
    let mut map = Map::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (code, after) = rest
            .split_once('=')
            .ok_or_else(|| Refusal::BadMap(rest.to_owned()))?;
        let code = code.trim().to_lowercase();
        let role = Role::parse(&code).ok_or(Refusal::UnknownRole(code))?;
        let after = after.trim_start();
        let (heading, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (heading, next) = quoted
                    .split_once('"')
                    .ok_or_else(|| Refusal::BadMap(after.to_owned()))?;
                let next = next.trim_start();
                if !next.is_empty() && !next.starts_with(',') {
                    return Err(Refusal::BadMap(next.to_owned()));
                }
                (heading, next.strip_prefix(',').unwrap_or(next))
            }
            None => after.split_once(',').unwrap_or((after, "")),
        };
        if heading.trim().is_empty() {
            return Err(Refusal::BadMap(format!("{role}=")));
        }
        map.push((role, heading.trim().to_owned()));
        rest = next.trim_start();
    }
    Ok(map)
}

/// Facts about the values of a column in the first rows.
struct Content {
    /// Cells with something in them.
    filled: usize,
    /// Shares of the filled cells, per cent.
    numeric: usize,
    dates: usize,
    /// Distinct values.
    distinct: usize,
}

impl Content {
    fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let (mut filled, mut numeric, mut dates) = (0, 0, 0);
        let mut values = std::collections::HashSet::new();
        for cell in cells.filter(|cell| !cell.is_empty()) {
            filled += 1;
            let bytes = cell.as_bytes();
            let number = parse::number(bytes, DecimalSign::Point) != BAD
                || parse::number(bytes, DecimalSign::Comma) != BAD;
            numeric += usize::from(number);
            let day = ORDERS
                .iter()
                .any(|order| parse::day(bytes, *order) != BAD_DAY);
            dates += usize::from(day);
            values.insert(cell);
        }
        let percent = |n: usize| (n * 100).checked_div(filled).unwrap_or(0);
        Self {
            filled,
            numeric: percent(numeric),
            dates: percent(dates),
            distinct: values.len(),
        }
    }

    /// How far the content speaks against a role.
    fn against(&self, role: Role) -> u32 {
        if self.filled == 0 {
            return 30;
        }
        match role {
            Role::Day if self.dates < 80 && self.numeric < 80 => 100,
            Role::Day if self.dates < 80 => 40,
            Role::Quantity | Role::Price | Role::Amount | Role::Cost | Role::Discount
                if self.numeric < 80 || self.dates >= 90 =>
            {
                100
            }
            Role::Order | Role::Client | Role::Product if self.dates >= 90 => 60,
            Role::Currency if self.distinct > 50 => 100,
            Role::ClientName | Role::ProductName if self.numeric > 80 => 30,
            _ => 0,
        }
    }
}

const ORDERS: [DateOrder; 3] = [
    DateOrder::YearFirst,
    DateOrder::DayFirst,
    DateOrder::MonthFirst,
];

/// A name below this is not believed.
const SURE_ENOUGH: u32 = 45;

/// Finds the columns of a ledger.
///
/// # Errors
/// [`Refusal`] when a column given by hand is not there or what every ledger needs is missing:
/// a client, a date, and an amount or a quantity with a price.
pub fn recognise(
    headings: &[String],
    sample: &[Vec<String>],
    map: &Map,
) -> Result<Layout, Refusal> {
    let mut taken: BTreeMap<Role, (usize, bool)> = BTreeMap::new();
    for (role, heading) in map {
        let column = find_heading(headings, heading).ok_or_else(|| Refusal::NoSuchColumn {
            heading: heading.clone(),
            present: headings.to_vec(),
        })?;
        taken.insert(*role, (column, true));
    }
    let column_of = |i: usize| {
        sample
            .iter()
            .map(move |row| row.get(i).map_or("", String::as_str))
    };
    let contents: Vec<Content> = (0..headings.len())
        .map(|i| Content::of(column_of(i)))
        .collect();
    let mut scores = Vec::new();
    for (column, heading) in headings.iter().enumerate() {
        let words = heading::words(heading);
        for role in Role::ALL {
            let score = role
                .named_by(&words)
                .saturating_sub(contents[column].against(role));
            if score >= SURE_ENOUGH {
                scores.push((score, column, role));
            }
        }
    }
    scores.sort_by_key(|&(score, column, role)| (std::cmp::Reverse(score), column, role));
    for (_, column, role) in scores {
        let used = taken.values().any(|(c, _)| *c == column);
        if !used && !taken.contains_key(&role) {
            taken.insert(role, (column, false));
        }
    }
    fall_back(headings, &contents, &mut taken);
    let missing: Vec<Role> = [Role::Client, Role::Day]
        .into_iter()
        .filter(|role| !taken.contains_key(role))
        .collect();
    if let Some(role) = missing.first() {
        return Err(Refusal::NoColumn {
            role: *role,
            present: headings.to_vec(),
        });
    }
    let has_amount = taken.contains_key(&Role::Amount)
        || (taken.contains_key(&Role::Quantity) && taken.contains_key(&Role::Price));
    if !has_amount {
        return Err(Refusal::NoColumn {
            role: Role::Amount,
            present: headings.to_vec(),
        });
    }
    let used: Vec<usize> = taken.values().map(|(column, _)| *column).collect();
    let (date_order, date_order_assumed) = date_order(column_of(taken[&Role::Day].0));
    let mut decimals = BTreeMap::new();
    for role in [
        Role::Quantity,
        Role::Price,
        Role::Amount,
        Role::Discount,
        Role::Cost,
    ] {
        if let Some((column, _)) = taken.get(&role) {
            decimals.insert(role, decimal_evidence(column_of(*column)));
        }
    }
    let decimals = settle_decimals(&decimals);
    let discount_percent = taken.get(&Role::Discount).is_some_and(|(column, _)| {
        let sign = decimals.get(&Role::Discount).copied().unwrap_or_default();
        column_of(*column).any(|cell| {
            let value = parse::number(cell.as_bytes(), sign);
            !cell.contains('%') && value != BAD && value != EMPTY && value.abs() > parse::MILLION
        })
    });
    Ok(Layout {
        columns: taken
            .into_iter()
            .map(|(role, (column, given))| Recognised {
                role,
                column,
                heading: headings[column].clone(),
                given,
            })
            .collect(),
        unused: headings
            .iter()
            .enumerate()
            .filter(|(i, _)| !used.contains(i))
            .map(|(_, heading)| heading.clone())
            .collect(),
        date_order,
        date_order_assumed,
        decimals,
        discount_percent,
    })
}

/// A heading as given: exact, then without regard to case and punctuation, then a number from 1.
fn find_heading(headings: &[String], asked: &str) -> Option<usize> {
    let exact = headings.iter().position(|h| h == asked);
    let words = heading::words(asked);
    exact
        .or_else(|| {
            headings
                .iter()
                .position(|h| !words.is_empty() && heading::words(h) == words)
        })
        .or_else(|| {
            let number: usize = asked.trim_start_matches('#').parse().ok()?;
            (1..=headings.len()).contains(&number).then(|| number - 1)
        })
}

/// What headings do not say, content may: a name in place of an identifier, a lone identifier
/// that repeats, a lone column of dates.
fn fall_back(headings: &[String], contents: &[Content], taken: &mut BTreeMap<Role, (usize, bool)>) {
    for (role, name) in [
        (Role::Client, Role::ClientName),
        (Role::Product, Role::ProductName),
    ] {
        if !taken.contains_key(&role)
            && let Some(column) = taken.remove(&name)
        {
            taken.insert(role, column);
        }
    }
    let free = |taken: &BTreeMap<Role, (usize, bool)>, i: usize| {
        !taken.values().any(|(column, _)| *column == i)
    };
    if !taken.contains_key(&Role::Day) {
        let day = (0..contents.len())
            .find(|&i| free(taken, i) && contents[i].dates >= 95 && contents[i].filled > 0);
        if let Some(day) = day {
            taken.insert(Role::Day, (day, false));
        }
    }
    if !taken.contains_key(&Role::Client) {
        let marks = ["id", "code", "key", "код", "шифра", "no"];
        let client = (0..contents.len()).find(|&i| {
            let words = heading::words(&headings[i]);
            let named = words.last().is_some_and(|w| marks.contains(&w.as_str()));
            let repeats = contents[i].distinct * 10 <= contents[i].filled * 9;
            named && repeats && contents[i].distinct > 1 && free(taken, i)
        });
        if let Some(client) = client {
            taken.insert(Role::Client, (client, false));
        }
    }
}

/// The order of the parts of dates, and whether it had to be assumed.
fn date_order<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> (DateOrder, bool) {
    let filled = cells.filter(|cell| !cell.is_empty());
    let total = filled.clone().count();
    let serials = filled
        .clone()
        .filter(|cell| {
            let value = parse::number(cell.as_bytes(), DecimalSign::Point);
            (20_000 * parse::MILLION..80_000 * parse::MILLION).contains(&value)
        })
        .count();
    if total > 0 && serials * 10 >= total * 9 {
        return (DateOrder::Serial, false);
    }
    let count = |order| {
        filled
            .clone()
            .map(|cell| parse::day(cell.as_bytes(), order))
            .filter(|day| !matches!(*day, BAD_DAY | NO_DAY))
            .count()
    };
    let [iso, day_first, month_first] = ORDERS.map(count);
    let year_leads = filled
        .clone()
        .filter(|cell| cell.bytes().take_while(u8::is_ascii_digit).count() >= 4)
        .count();
    if iso == total && year_leads == total {
        return (DateOrder::YearFirst, false);
    }
    if month_first > day_first {
        return (DateOrder::MonthFirst, false);
    }
    let dotted = filled.clone().any(|cell| cell.contains('.'));
    (
        DateOrder::DayFirst,
        day_first == month_first && !dotted && day_first > 0,
    )
}

/// How many cells of a column speak for a decimal point, and for a comma.
fn decimal_evidence<'a>(cells: impl Iterator<Item = &'a str>) -> (usize, usize) {
    let (mut point, mut comma) = (0, 0);
    for cell in cells {
        let as_point = parse::number(cell.as_bytes(), DecimalSign::Point);
        let as_comma = parse::number(cell.as_bytes(), DecimalSign::Comma);
        match (as_point == BAD, as_comma == BAD) {
            (false, true) => point += 1,
            (true, false) => comma += 1,
            _ => {}
        }
    }
    (point, comma)
}

/// A column without evidence follows the others of the file.
fn settle_decimals(evidence: &BTreeMap<Role, (usize, usize)>) -> BTreeMap<Role, DecimalSign> {
    let choose = |point: usize, comma: usize| match point.cmp(&comma) {
        std::cmp::Ordering::Less => Some(DecimalSign::Comma),
        std::cmp::Ordering::Greater => Some(DecimalSign::Point),
        std::cmp::Ordering::Equal => None,
    };
    let points = evidence.values().map(|(point, _)| point).sum();
    let commas = evidence.values().map(|(_, comma)| comma).sum();
    let usual = choose(points, commas).unwrap_or_default();
    evidence
        .iter()
        .map(|(role, (point, comma))| (*role, choose(*point, *comma).unwrap_or(usual)))
        .collect()
}
