//! Lines pushed in any order, clustered by client into an [`Image`] by a counting sort.
//!
//! Consecutive lines of one order are kept together while they are pushed, so an ordinary ledger
//! is sorted by orders, not by lines.

use crate::day::Day;
use crate::image::{Image, RETURN_LINE, SPLIT, Span};

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

/// Lines of one order, one client and one day that were pushed one after another.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    client: u32,
    order: u32,
    day: i32,
    start: u32,
    /// Known once the next run begins; set when the runs are clustered.
    end: u32,
    manager: u16,
}

/// Product (with its bit for returns) and amount of a line, side by side: they are fetched together.
/// Nearly all amounts fit into half a word; the others stand in a list of their own.
#[derive(Clone, Copy, Debug)]
struct Sold {
    amount: i32,
    product: u32,
}

/// In place of an amount that does not fit.
const LARGE: i32 = i32::MIN;

impl Run {
    fn key(&self) -> (i32, u32) {
        (self.day, self.order)
    }
}

/// Takes lines in any order; [`LedgerBuilder::build`] makes the [`Image`].
#[derive(Clone, Debug, Default)]
pub struct LedgerBuilder {
    runs: Vec<Run>,
    lines: Vec<Sold>,
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
            lines: Vec::with_capacity(lines),
            runs: Vec::with_capacity(lines / 4),
            ..Self::default()
        }
    }

    /// Lines taken so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether no line was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
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
        let Ok(start) = u32::try_from(self.lines.len()) else {
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
        let day = line.day.number();
        let same = self.runs.last().is_some_and(|run| {
            run.client == line.client && run.order == line.order && run.day == day
        });
        if !same {
            let run = Run {
                client: line.client,
                order: line.order,
                day,
                start,
                end: start,
                manager,
            };
            self.runs.push(run);
            self.clients = self.clients.max(line.client + 1);
        }
        self.products = self.products.max(line.product + 1);
        let sign = if line.sale { 0 } else { RETURN_LINE };
        let small = i32::try_from(line.amount_minor).ok();
        let amount = small.filter(|&small| small != LARGE).unwrap_or_else(|| {
            self.large.push((start, line.amount_minor));
            LARGE
        });
        self.lines.push(Sold {
            amount,
            product: line.product | sign,
        });
        if let Some(cost) = line.cost_minor {
            self.costs.resize(self.lines.len() - 1, NO_COST);
            self.costs.push(cost);
        } else if !self.costs.is_empty() {
            self.costs.push(NO_COST);
        }
        Ok(())
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

    /// Clusters the lines by client; within a client by day and order.
    #[must_use]
    pub fn build(mut self) -> Image {
        let (ends, runs) = self.cluster();
        let mut image = Image::with_capacity(runs.len(), self.len(), !self.costs.is_empty());
        image.products = self.products;
        image.total = self.total;
        image.ranges.reserve_exact(ends.len());
        let (mut start, mut fetched) = (0, 0);
        for end in ends {
            while fetched < end as usize {
                let block = fetched..runs.len().min(fetched + FETCHED_AHEAD);
                self.fetch(&runs[block]);
                fetched += FETCHED_AHEAD;
            }
            let begin = image.entries();
            self.append(&runs[start..end as usize], &mut image);
            image.ranges.push(Span {
                begin,
                end: image.entries(),
            });
            start = end as usize;
        }
        image
    }

    /// The runs by client, day, order and place, and where each client's end: a counting sort.
    fn cluster(&mut self) -> (Vec<u32>, Vec<Run>) {
        let mut place = vec![0_u32; self.clients as usize + 1];
        for run in &self.runs {
            place[run.client as usize + 1] += 1;
        }
        for client in 1..place.len() {
            place[client] += place[client - 1];
        }
        let mut sorted = vec![Run::default(); self.runs.len()];
        let runs = std::mem::take(&mut self.runs);
        let ends = runs.iter().skip(1).map(|run| run.start);
        let last = u32::try_from(self.lines.len()).expect("bounded by push");
        for (run, end) in runs.iter().zip(ends.chain([last])) {
            let place = &mut place[run.client as usize];
            sorted[*place as usize] = Run { end, ..*run };
            *place += 1;
        }
        place.pop(); // now every place is the end of its client
        let mut start = 0;
        for &end in &place {
            let own = &mut sorted[start..end as usize];
            if !own.is_sorted_by_key(Run::key) {
                own.sort_by_key(Run::key); // stable: equal keys stay in the order of pushing
            }
            start = end as usize;
        }
        (place, sorted)
    }

    /// Reads the first and the last line of runs that are appended next. The lines of a client lie
    /// far apart; read one run after another each would be waited for, read in a row the memory
    /// delivers many at once. Halves the time of clustering.
    fn fetch(&self, runs: &[Run]) {
        let read = runs.iter().fold(0, |sum, run| {
            sum ^ self.lines[run.start as usize].product ^ self.lines[run.end as usize - 1].product
        });
        std::hint::black_box(read);
    }

    /// The amount of the line at a place.
    #[inline]
    fn amount(&self, sold: Sold, place: usize) -> i64 {
        if sold.amount != LARGE {
            return i64::from(sold.amount);
        }
        let found = self
            .large
            .binary_search_by_key(&place, |large| large.0 as usize);
        self.large[found.expect("pushed with its line")].1
    }

    /// Appends the sorted runs of one client to the image.
    fn append(&self, sorted: &[Run], image: &mut Image) {
        let begin = image.entries() as usize;
        let mut orders_ascend = true;
        let mut last: Option<(i32, u32)> = None;
        for run in sorted {
            if last != Some(run.key()) {
                orders_ascend &= last.is_none_or(|(_, order)| order < run.order);
                last = Some(run.key());
                image.open_entry(run.day, run.order, run.manager);
            }
            let lines = run.start as usize..run.end as usize;
            let costs = if self.costs.is_empty() {
                &[][..]
            } else {
                &self.costs[lines.clone()]
            };
            let sold = self.lines[lines.clone()].iter().zip(lines);
            let sold = sold.map(|(sold, place)| (sold.product, self.amount(*sold, place)));
            image.push_lines(sold, costs);
        }
        if !orders_ascend {
            mark_split_orders(&image.order[begin..], &mut image.flags[begin..]);
        }
    }
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
