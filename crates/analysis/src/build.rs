//! Lines pushed in any order, clustered by client into an [`Image`] by a counting sort.
//!
//! Consecutive lines of one order are kept together while they are pushed, so an ordinary ledger
//! is sorted by orders, not by lines.

use crate::day::Day;
use crate::image::{Image, RETURN_LINE, SPLIT, Span};
use std::ops::Range;

/// Largest id of a client, an order's manager or a product that an image takes. Ids are dense:
/// memory grows with the largest one.
pub const MAX_ID: u32 = (1 << 27) - 1;

/// Bound of Σ|amount| + Σ|cost| over an image, in minor units: 2.9·10¹⁷. It keeps every sum of
/// the crate inside an `i64` and every sum of squares inside an `i128`.
pub const MAX_TOTAL: u64 = 1 << 58;

/// Runs whose lines are read ahead: a few cache pages.
const FETCHED_AHEAD: usize = 256;

/// A cost that is not known, in a column of costs.
pub(crate) const NO_COST: i64 = i64::MIN;

/// A manager that is not known, in a column of managers.
pub(crate) const NO_MANAGER: u16 = u16::MAX;

/// One line of an order. Ids are dense numbers chosen by the caller; equal revenues are ordered by
/// the client's number, so clients are best numbered in the order of their own identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Dense number of the client.
    pub client: u32,
    /// Dense number of the order. The same number at two clients is two orders.
    pub order: u32,
    /// Business day of the line.
    pub day: Day,
    /// Dense number of the product.
    pub product: u32,
    /// Whether the line is positive: something was sold (a quantity above zero, or, where no
    /// quantity is known, an amount above zero). Other lines are returns: they change the money,
    /// but never count as a purchase.
    pub sale: bool,
    /// Net amount in minor units of the reporting currency; negative for a return.
    pub amount_minor: i64,
    /// Cost of what was sold, in minor units, with the sign of the amount; `None` when unknown.
    pub cost_minor: Option<i64>,
    /// Dense number of the employee who made the order, below 65,535.
    pub manager: Option<u16>,
}

/// Why a line cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A client or product number above [`MAX_ID`], or a manager number of 65,535.
    #[error("a client, product or manager number is too large")]
    IdTooLarge,
    /// The sum of all amounts and costs would pass [`MAX_TOTAL`].
    #[error("the amounts of the ledger are too large to add up")]
    AmountsTooLarge,
    /// More than 4,294,967,295 lines.
    #[error("too many lines for one ledger")]
    TooManyLines,
    /// A line of another client stands among the lines given for one.
    #[error("a line belongs to another client")]
    AnotherClient,
}

/// Consecutive lines of one order, one client and one day, without costs and a manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunOfLines {
    /// See [`Line::client`].
    pub client: u32,
    /// See [`Line::order`].
    pub order: u32,
    /// See [`Line::day`].
    pub day: Day,
    /// How many lines.
    pub lines: u32,
}

/// What was sold in a line of a [`RunOfLines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sold {
    /// See [`Line::product`].
    pub product: u32,
    /// See [`Line::sale`].
    pub sale: bool,
    /// See [`Line::amount_minor`].
    pub amount_minor: i64,
}

/// Lines of one order, one client and one day that were pushed one after another. They end where
/// those of the next run begin.
#[derive(Clone, Copy, Debug)]
struct Run {
    client: u32,
    order: u32,
    day: i32,
    start: u32,
}

/// A run among those of its client.
#[derive(Clone, Copy, Debug, Default)]
struct Sorted {
    day: i32,
    order: u32,
    start: u32,
    end: u32,
}

/// In place of an amount that does not fit into half a word, as nearly all do.
const LARGE: i32 = i32::MIN;

impl Sorted {
    fn lines(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn key(&self) -> (i32, u32) {
        (self.day, self.order)
    }
}

/// Takes lines in any order; [`LedgerBuilder::build`] makes the [`Image`].
#[derive(Clone, Debug, Default)]
pub struct LedgerBuilder {
    runs: Vec<Run>,
    /// Manager of each run; empty until the first known one.
    managers: Vec<u16>,
    /// Product of each line, with its bit for returns.
    line_products: Vec<u32>,
    /// Amount of each line, or [`LARGE`].
    line_amounts: Vec<i32>,
    /// Place and amount of the lines whose amount does not fit, by place.
    large: Vec<(u32, i64)>,
    /// Empty until the first line with a known cost.
    costs: Vec<i64>,
    /// The largest client number, plus one.
    clients: u32,
    /// The largest product number, plus one.
    products: u32,
    total: u64,
}

impl LedgerBuilder {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty ledger with room for this many lines.
    #[must_use]
    pub fn with_capacity(lines: usize) -> Self {
        Self {
            line_products: Vec::with_capacity(lines),
            line_amounts: Vec::with_capacity(lines),
            runs: Vec::with_capacity(lines / 4),
            ..Self::default()
        }
    }

    /// Lines taken so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.line_products.len()
    }

    /// Whether no line was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line_products.is_empty()
    }

    /// Takes one line. A refused line changes nothing.
    ///
    /// # Errors
    /// See [`Refused`].
    #[inline]
    pub fn push(&mut self, line: &Line) -> Result<(), Refused> {
        let manager = line.manager.unwrap_or(NO_MANAGER);
        if line.client > MAX_ID || line.product > MAX_ID || line.manager == Some(NO_MANAGER) {
            return Err(Refused::IdTooLarge);
        }
        let Ok(start) = u32::try_from(self.line_products.len()) else {
            return Err(Refused::TooManyLines);
        };
        if start == u32::MAX {
            return Err(Refused::TooManyLines);
        }
        let weight = weight(line.amount_minor, line.cost_minor.unwrap_or(0));
        let total = self.total.saturating_add(weight);
        if total > MAX_TOTAL || line.cost_minor == Some(NO_COST) {
            return Err(Refused::AmountsTooLarge);
        }
        self.total = total;
        if self.open_run(line.client, line.order, line.day, start) {
            if manager != NO_MANAGER {
                self.managers.resize(self.runs.len() - 1, NO_MANAGER);
                self.managers.push(manager);
            } else if !self.managers.is_empty() {
                self.managers.push(NO_MANAGER);
            }
        }
        self.products = self.products.max(line.product + 1);
        self.line_products.push(signed(line.product, line.sale));
        let amount = small(&mut self.large, start, line.amount_minor);
        self.line_amounts.push(amount);
        if let Some(cost) = line.cost_minor {
            self.costs.resize(self.line_products.len() - 1, NO_COST);
            self.costs.push(cost);
        } else if !self.costs.is_empty() {
            self.costs.push(NO_COST);
        }
        Ok(())
    }

    /// Takes many lines without costs and managers: `lines` are those of the runs, one after another.
    /// Refused lines change nothing.
    ///
    /// # Errors
    /// See [`Refused`].
    ///
    /// # Panics
    /// When the runs do not have as many lines as there are.
    pub fn push_runs(
        &mut self,
        runs: &[RunOfLines],
        lines: impl ExactSizeIterator<Item = Sold> + Clone,
    ) -> Result<(), Refused> {
        let count: usize = runs.iter().map(|run| run.lines as usize).sum();
        assert_eq!(count, lines.len(), "every line belongs to a run");
        let client = runs.iter().map(|run| run.client).max().unwrap_or(0);
        let (product, total) = lines
            .clone()
            .fold((0, self.total), |(product, total), line| {
                let total = total.saturating_add(weight(line.amount_minor, 0));
                (line.product.max(product), total)
            });
        if client > MAX_ID || product > MAX_ID {
            return Err(Refused::IdTooLarge);
        }
        if u32::try_from(self.line_products.len() + count).is_err() {
            return Err(Refused::TooManyLines);
        }
        if total > MAX_TOTAL {
            return Err(Refused::AmountsTooLarge);
        }
        self.total = total;
        self.products = self.products.max(product + u32::from(count > 0));
        let mut start = u32::try_from(self.line_products.len()).expect("checked above");
        let mut place = start;
        for run in runs.iter().filter(|run| run.lines > 0) {
            self.open_run(run.client, run.order, run.day, start);
            start += run.lines;
        }
        let products = lines.clone().map(|line| signed(line.product, line.sale));
        self.line_products.extend(products);
        let amounts = lines.map(|line| {
            place += 1;
            small(&mut self.large, place - 1, line.amount_minor)
        });
        self.line_amounts.extend(amounts);
        if !self.managers.is_empty() {
            self.managers.resize(self.runs.len(), NO_MANAGER);
        }
        if !self.costs.is_empty() {
            self.costs.resize(self.line_products.len(), NO_COST);
        }
        Ok(())
    }

    /// Begins a run unless the last one goes on.
    #[inline]
    fn open_run(&mut self, client: u32, order: u32, day: Day, start: u32) -> bool {
        let day = day.number();
        let same = |run: &Run| run.client == client && run.order == order && run.day == day;
        if self.runs.last().is_some_and(same) {
            return false;
        }
        let run = Run {
            client,
            order,
            day,
            start,
        };
        self.runs.push(run);
        self.clients = self.clients.max(client + 1);
        true
    }

    /// Gives every client another number: client `c` becomes `number[c]`. For a caller that learns
    /// the order of the clients' own identifiers only at the end. `number` must be a permutation;
    /// a client beyond it keeps its number.
    pub fn renumber_clients(&mut self, number: &[u32]) {
        self.clients = 0;
        for run in &mut self.runs {
            if let Some(&new) = number.get(run.client as usize) {
                run.client = new.min(MAX_ID);
            }
            self.clients = self.clients.max(run.client + 1);
        }
    }

    /// Clusters the lines by client; within a client by day and order. One column after another, so
    /// that no more than one of them stands there twice.
    #[must_use]
    pub fn build(mut self) -> Image {
        let managers = std::mem::take(&mut self.managers);
        let (ends, runs, managers) = self.cluster(&managers);
        let mut image = Image::empty(!self.costs.is_empty());
        image.products = self.products;
        image.total = self.total;
        let products = std::mem::take(&mut self.line_products);
        image.line_product = gathered(&runs, &products, |product, _| product);
        drop(products);
        let amounts = std::mem::take(&mut self.line_amounts);
        image.line_amount = gathered(&runs, &amounts, |amount, place| match amount {
            LARGE => self.large_amount(place),
            small => i64::from(small),
        });
        drop(amounts);
        image.line_cost = gathered(&runs, &self.costs, |cost, _| cost);
        self.costs = Vec::new();
        image.reserve_entries(runs.len());
        image.ranges.reserve_exact(ends.len());
        let (mut start, mut line) = (0, 0);
        for end in ends {
            let begin = image.entries();
            let own = start..end as usize;
            let managers = managers.get(own.clone()).unwrap_or_default();
            line = append(&runs[own], managers, line, &mut image);
            image.ranges.push(Span {
                begin,
                end: image.entries(),
            });
            start = end as usize;
        }
        image
    }

    /// Where each client's runs end, the runs by client, day, order and place, and the managers of
    /// the runs, if any is known: a counting sort.
    fn cluster(&mut self, managers: &[u16]) -> (Vec<u32>, Vec<Sorted>, Vec<u16>) {
        let mut place = vec![0_u32; self.clients as usize + 1];
        for run in &self.runs {
            place[run.client as usize + 1] += 1;
        }
        for client in 1..place.len() {
            place[client] += place[client - 1];
        }
        let mut sorted = vec![Sorted::default(); self.runs.len()];
        let mut sorted_managers = vec![NO_MANAGER; managers.len()];
        let runs = std::mem::take(&mut self.runs);
        let ends = runs.iter().skip(1).map(|run| run.start);
        let last = u32::try_from(self.line_products.len()).expect("bounded by push");
        for (index, (run, end)) in runs.iter().zip(ends.chain([last])).enumerate() {
            let place = &mut place[run.client as usize];
            sorted[*place as usize] = Sorted {
                day: run.day,
                order: run.order,
                start: run.start,
                end,
            };
            if let Some(manager) = managers.get(index) {
                sorted_managers[*place as usize] = *manager;
            }
            *place += 1;
        }
        place.pop(); // now every place is the end of its client
        let mut start = 0;
        for &end in &place {
            let own = start..end as usize;
            if !sorted[own.clone()].is_sorted_by_key(Sorted::key) {
                sort(&mut sorted[own.clone()], sorted_managers.get_mut(own));
            }
            start = end as usize;
        }
        (place, sorted, sorted_managers)
    }

    /// The amount of a line that does not fit into half a word.
    fn large_amount(&self, place: usize) -> i64 {
        let found = self
            .large
            .binary_search_by_key(&place, |large| large.0 as usize);
        self.large[found.expect("pushed with its line")].1
    }
}

/// Sorts the runs of a client, and their managers with them. Equal keys stay in the order of pushing.
fn sort(runs: &mut [Sorted], managers: Option<&mut [u16]>) {
    let Some(managers) = managers.filter(|managers| !managers.is_empty()) else {
        runs.sort_by_key(Sorted::key);
        return;
    };
    let mut pairs: Vec<(Sorted, u16)> =
        runs.iter().copied().zip(managers.iter().copied()).collect();
    pairs.sort_by_key(|pair| pair.0.key());
    for ((run, manager), pair) in runs.iter_mut().zip(managers).zip(pairs) {
        (*run, *manager) = pair;
    }
}

/// A column in the order of the sorted runs. Their lines lie far apart; read one run after another
/// each would be waited for, read in a row before they are needed the memory delivers many at once.
fn gathered<T: Copy, U>(
    runs: &[Sorted],
    column: &[T],
    mut change: impl FnMut(T, usize) -> U,
) -> Vec<U> {
    let mut gathered = Vec::with_capacity(column.len());
    if column.is_empty() {
        return gathered;
    }
    for block in runs.chunks(FETCHED_AHEAD) {
        for run in block {
            std::hint::black_box((column[run.start as usize], column[run.end as usize - 1]));
        }
        for run in block {
            let lines = column[run.lines()].iter().zip(run.lines());
            lines.for_each(|(value, place)| gathered.push(change(*value, place)));
        }
    }
    gathered
}

/// Appends the entries of the sorted runs of one client, whose lines begin at `line`, to the image;
/// the place after them.
fn append(sorted: &[Sorted], managers: &[u16], mut line: usize, image: &mut Image) -> usize {
    let begin = image.entries() as usize;
    let mut orders_ascend = true;
    let mut last: Option<(i32, u32)> = None;
    for (place, run) in sorted.iter().enumerate() {
        if last != Some(run.key()) {
            orders_ascend &= last.is_none_or(|(_, order)| order < run.order);
            last = Some(run.key());
            let manager = managers.get(place).copied().unwrap_or(NO_MANAGER);
            image.open_entry(run.day, run.order, manager);
        }
        line += run.lines().len();
        image.close_entry(line);
    }
    if !orders_ascend {
        mark_split_orders(&image.order[begin..], &mut image.flags[begin..]);
    }
    line
}

/// A product with its bit for returns.
fn signed(product: u32, sale: bool) -> u32 {
    product | if sale { 0 } else { RETURN_LINE }
}

/// An amount in half a word; one that does not fit goes into the list of large ones.
fn small(large: &mut Vec<(u32, i64)>, place: u32, amount: i64) -> i32 {
    let small = i32::try_from(amount).ok().filter(|&small| small != LARGE);
    small.unwrap_or_else(|| {
        large.push((place, amount));
        LARGE
    })
}

/// |amount| + |cost|, saturating.
pub(crate) fn weight(amount: i64, cost: i64) -> u64 {
    amount.unsigned_abs().saturating_add(cost.unsigned_abs())
}

/// Marks the entries of orders that stand on several days of one client: such an order must be
/// counted once.
fn mark_split_orders(orders: &[u32], flags: &mut [u8]) {
    let mut pairs: Vec<(u32, usize)> = orders.iter().copied().zip(0..).collect();
    pairs.sort_unstable();
    for pair in pairs.windows(2) {
        if pair[0].0 == pair[1].0 {
            flags[pair[0].1] |= SPLIT;
            flags[pair[1].1] |= SPLIT;
        }
    }
}
