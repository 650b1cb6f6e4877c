//! Development indicators (R203–R205, R207, R225, R6) of all clients and of each segment, region,
//! employee or product group, and by period.
//!
//! For a product group they are those of the ledger of that group alone: an order with a sale of
//! the group is a purchase, the first of them the first purchase. Regular in time: a client with at
//! least `regular` purchases not later than `months` after the first one.

mod trend;

use crate::day::{Day, Period};
use crate::image::{RETURN_LINE, SPLIT};
use crate::parameters::Activity;
use crate::view::{Entry, View};
use std::collections::HashSet;

pub use trend::{Point, trend};

/// When a client has become regular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regular {
    /// Purchases from which a client is regular.
    pub purchases: u32,
    /// Months after the first purchase within which they must lie.
    pub months: u32,
}

impl Regular {
    /// The last day that counts for a client whose first purchase was on `first`.
    #[must_use]
    pub fn until(self, first: Day) -> Day {
        first.plus_months(i32::try_from(self.months).unwrap_or(i32::MAX))
    }
}

/// What the clients are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Segment of the client.
    Segment,
    /// Region of the client.
    Region,
    /// Employee who holds the client.
    Manager,
    /// Product group; a client belongs to each group it buys.
    Group,
}

/// The sums that the indicators are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Clients with a purchase in the window.
    pub buyers: u64,
    /// Their purchases in it.
    pub orders: u64,
    /// Different products each of them bought, added up.
    pub positions: u64,
    /// Value of the positive lines in the window, before returns.
    pub gross_minor: i64,
    /// Clients with lines in both years: the last twelve full months and the twelve before.
    pub in_both: u64,
    /// Of them: the value grew.
    pub grew: u64,
    /// Clients that ever bought.
    pub ever: u64,
    /// Of them: with a single purchase.
    pub one_time: u64,
    /// Clients whose time to become regular ended in the window.
    pub tried: u64,
    /// Of them: became regular in time.
    pub regular: u64,
}

impl Sums {
    /// Deals per client (R203).
    #[must_use]
    pub fn deals_per_client(&self) -> Option<f64> {
        ratio(self.orders as f64, self.buyers)
    }

    /// Different products per client (R204).
    #[must_use]
    pub fn positions_per_client(&self) -> Option<f64> {
        ratio(self.positions as f64, self.buyers)
    }

    /// Average cheque before returns (R205), in minor units.
    #[must_use]
    pub fn cheque_minor(&self) -> Option<f64> {
        ratio(self.gross_minor as f64, self.orders)
    }

    /// Part of the clients of both years whose value grew (R207).
    #[must_use]
    pub fn grew_share(&self) -> Option<f64> {
        ratio(self.grew as f64, self.in_both)
    }

    /// Part of the clients that bought once only (R6).
    #[must_use]
    pub fn one_time_share(&self) -> Option<f64> {
        ratio(self.one_time as f64, self.ever)
    }

    /// Part of the new clients that became regular in time (R225).
    #[must_use]
    pub fn regular_share(&self) -> Option<f64> {
        ratio(self.regular as f64, self.tried)
    }

    fn add(&mut self, other: &Self) {
        self.buyers += other.buyers;
        self.orders += other.orders;
        self.positions += other.positions;
        self.gross_minor += other.gross_minor;
        self.in_both += other.in_both;
        self.grew += other.grew;
        self.ever += other.ever;
        self.one_time += other.one_time;
        self.tried += other.tried;
        self.regular += other.regular;
    }
}

fn ratio(part: f64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part / whole as f64)
}

/// The indicators of one segment, region, employee or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its code; [`crate::NONE`] holds what has none.
    pub code: u32,
    /// The sums.
    pub sums: Sums,
}

/// A set of clients behind an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Set {
    /// With a purchase in the window.
    Buyers,
    /// Whose value grew against the year before.
    Grew,
    /// With lines in both years whose value did not grow.
    NotGrew,
    /// That bought once only.
    OneTime,
    /// That became regular in time.
    Regular,
    /// Whose time ended without that.
    NotRegular,
}

/// The indicators of all clients of the view.
#[must_use]
pub fn total(view: &View<'_>, regular: Regular) -> Sums {
    let parts = view.parallel(|part| {
        let mut fold = Fold::new(view, regular, None);
        part.for_each(|client| fold.client(client, |_, _| ()));
        fold.sums[0]
    });
    let mut total = Sums::default();
    parts.iter().for_each(|part| total.add(part));
    total
}

/// The indicators by segment, region, employee or product group, by code; only those with a client
/// that ever had a line.
#[must_use]
pub fn table(view: &View<'_>, by: By, regular: Regular) -> Vec<Row> {
    let codes = codes(view, by);
    let parts = view.parallel(|part| {
        let mut fold = Fold::new(view, regular, Some((by, &codes)));
        part.for_each(|client| fold.client(client, |_, _| ()));
        fold.sums
    });
    let mut sums = vec![Sums::default(); codes.len()];
    for part in parts {
        sums.iter_mut()
            .zip(&part)
            .for_each(|(sum, part)| sum.add(part));
    }
    let rows = codes
        .iter()
        .zip(sums)
        .map(|(&code, sums)| Row { code, sums });
    rows.filter(|row| row.sums != Sums::default()).collect()
}

/// The clients of a set, ascending; of one code of a division, or of all.
#[must_use]
pub fn select(view: &View<'_>, of: Option<(By, u32)>, regular: Regular, set: Set) -> Vec<u32> {
    let codes = of.map(|(by, _)| codes(view, by));
    let wanted = match (of, &codes) {
        (Some((_, code)), Some(codes)) => match codes.binary_search(&code) {
            Ok(place) => place,
            Err(_) => return Vec::new(),
        },
        _ => 0,
    };
    let divided = of
        .zip(codes.as_ref())
        .map(|((by, _), codes)| (by, &codes[..]));
    let parts = view.parallel(|part| {
        let mut fold = Fold::new(view, regular, divided);
        let mut chosen = Vec::new();
        for client in part {
            fold.client(client, |place, sums| {
                if place == wanted && inside(sums, set) {
                    chosen.push(client);
                }
            });
        }
        chosen
    });
    parts.concat()
}

/// Whether a single client's sums put it into a set.
fn inside(sums: &Sums, set: Set) -> bool {
    match set {
        Set::Buyers => sums.buyers > 0,
        Set::Grew => sums.grew > 0,
        Set::NotGrew => sums.in_both > sums.grew,
        Set::OneTime => sums.one_time > 0,
        Set::Regular => sums.regular > 0,
        Set::NotRegular => sums.tried > sums.regular,
    }
}

/// The codes of a division, ascending.
fn codes(view: &View<'_>, by: By) -> Vec<u32> {
    let image = view.image;
    match by {
        By::Group => {
            let products = 0..image.products;
            different(products.map(|product| image.group_of(product)))
        }
        _ => {
            let clients = (0_u32..).take(image.clients());
            different(clients.map(|client| code_of(view, by, client)))
        }
    }
}

/// Each code once, ascending. Codes are dense, so that they are marked and not sorted.
fn different(codes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut there = Vec::new();
    let mut unknown = false;
    for code in codes {
        if code == crate::NONE {
            unknown = true;
            continue;
        }
        if there.len() <= code as usize {
            there.resize(code as usize + 1, false);
        }
        there[code as usize] = true;
    }
    let known = (0_u32..).zip(&there).filter(|(_, there)| **there);
    let mut codes: Vec<u32> = known.map(|(code, _)| code).collect();
    codes.extend(unknown.then_some(crate::NONE));
    codes
}

fn code_of(view: &View<'_>, by: By, client: u32) -> u32 {
    let dimensions = &view.image.dimensions;
    let column = match by {
        By::Segment => &dimensions.segment,
        By::Region => &dimensions.region,
        By::Manager | By::Group => &dimensions.manager,
    };
    column.get(client as usize).copied().unwrap_or(crate::NONE)
}

/// What is gathered of one client at one place of the division.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    orders: u32,
    positions: u32,
    gross: i64,
    before: Option<i64>,
    now: Option<i64>,
    ever: u32,
    /// The last day on which a purchase still counts for becoming regular.
    until: Option<Day>,
    in_time: u32,
}

/// What an entry brings to one place.
struct Piece {
    place: usize,
    value: i64,
    gross: i64,
    active: bool,
}

/// Folds clients one after another; keeps what it needs between them.
struct Fold<'a> {
    view: &'a View<'a>,
    regular: Regular,
    by: Option<(By, &'a [u32])>,
    /// Place of each product's group, when divided by groups.
    groups: Vec<usize>,
    sums: Vec<Sums>,
    /// For each product the last client it was seen at, plus one.
    stamps: Vec<u32>,
    seen: HashSet<(u32, usize)>,
    seen_inside: HashSet<(u32, usize)>,
    lives: Vec<Life>,
    touched: Vec<usize>,
    pieces: Vec<Piece>,
    last_month: i32,
}

impl<'a> Fold<'a> {
    fn new(view: &'a View<'a>, regular: Regular, by: Option<(By, &'a [u32])>) -> Self {
        let groups = match by {
            Some((By::Group, codes)) => (0..view.image.products)
                .map(|product| place_of(codes, view.image.group_of(product)))
                .collect(),
            _ => Vec::new(),
        };
        let places = by.map_or(1, |(_, codes)| codes.len());
        Self {
            view,
            regular,
            by,
            groups,
            sums: vec![Sums::default(); places],
            stamps: vec![0; view.image.products()],
            seen: HashSet::new(),
            seen_inside: HashSet::new(),
            lives: vec![Life::default(); places],
            touched: Vec::new(),
            pieces: Vec::new(),
            last_month: Period::Month.last_full(view.as_of),
        }
    }

    /// Adds a client to the sums; `show` gets what it added to each place.
    fn client(&mut self, client: u32, mut show: impl FnMut(usize, &Sums)) {
        let view = self.view;
        if !view.sees(client) {
            return;
        }
        let own = match self.by {
            None => Some(0),
            Some((By::Group, _)) => None,
            Some((by, codes)) => Some(place_of(codes, code_of(view, by, client))),
        };
        self.seen.clear();
        self.seen_inside.clear();
        view.entries(client, |entry| self.entry(client, &entry, own));
        for place in self.touched.drain(..) {
            let sums = finished(view, self.regular, &std::mem::take(&mut self.lives[place]));
            show(place, &sums);
            self.sums[place].add(&sums);
        }
    }

    fn entry(&mut self, client: u32, entry: &Entry, own: Option<usize>) {
        let view = self.view;
        let image = view.image;
        let inside = view.in_window(entry.day);
        let any = view.parameters.activity == Activity::AnyLine;
        self.pieces.clear();
        for line in image.lines_of(entry.index) {
            let product = image.line_product[line] & !RETURN_LINE;
            if !view.takes_product(product) {
                continue;
            }
            let sale = image.line_product[line] & RETURN_LINE == 0;
            let place = own.unwrap_or_else(|| self.groups[product as usize]);
            let value = view.line_value(line);
            let known = self.pieces.iter().position(|piece| piece.place == place);
            let at = known.unwrap_or_else(|| {
                self.pieces.push(Piece {
                    place,
                    value: 0,
                    gross: 0,
                    active: any,
                });
                self.pieces.len() - 1
            });
            let piece = &mut self.pieces[at];
            piece.value += value;
            piece.active |= sale;
            piece.gross += if sale { value } else { 0 };
            let stamp = &mut self.stamps[product as usize];
            if sale && inside && *stamp != client + 1 {
                *stamp = client + 1;
                if !self.touched.contains(&place) {
                    self.touched.push(place);
                }
                self.lives[place].positions += 1;
            }
        }
        let ago = self.last_month - view.month(entry.day);
        for piece in &self.pieces {
            if !self.touched.contains(&piece.place) {
                self.touched.push(piece.place);
            }
            let life = &mut self.lives[piece.place];
            match ago {
                0..12 => *life.now.get_or_insert(0) += piece.value,
                12..24 => *life.before.get_or_insert(0) += piece.value,
                _ => {}
            }
            if inside {
                life.gross += piece.gross;
            }
            if !piece.active {
                continue;
            }
            // An order with entries on several days is one purchase, ever and in the window.
            let split = image.flags[entry.index] & SPLIT != 0;
            let order = (image.order[entry.index], piece.place);
            if inside && (!split || self.seen_inside.insert(order)) {
                life.orders += 1;
            }
            if !split || self.seen.insert(order) {
                let day = Day::clamped(entry.day.into());
                let until = *life.until.get_or_insert_with(|| self.regular.until(day));
                life.ever += 1;
                life.in_time += u32::from(day <= until);
            }
        }
    }
}

fn place_of(codes: &[u32], code: u32) -> usize {
    codes
        .binary_search(&code)
        .expect("every code was gathered before")
}

fn finished(view: &View<'_>, regular: Regular, life: &Life) -> Sums {
    let both = life.now.zip(life.before);
    let tried = life
        .until
        .is_some_and(|until| view.from <= until && until <= view.to);
    Sums {
        buyers: u64::from(life.orders > 0),
        orders: u64::from(life.orders),
        positions: u64::from(life.positions),
        gross_minor: life.gross,
        in_both: u64::from(both.is_some()),
        grew: u64::from(both.is_some_and(|(now, before)| now > before)),
        ever: u64::from(life.ever > 0),
        one_time: u64::from(life.ever == 1),
        tried: u64::from(tried),
        regular: u64::from(tried && life.in_time >= regular.purchases),
    }
}
