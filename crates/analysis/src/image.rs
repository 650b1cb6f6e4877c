//! The ledger as columns clustered by client: what the figures are folded from.
//!
//! Two levels: *entries* (one order of one client on one day, by day) with their sums, and under
//! them the *lines*. Replacing a client's lines appends the new ones and forgets the old; the dead
//! space is removed when it grows. Never the source of truth: it can be rebuilt from the orders.

use crate::build::{LedgerBuilder, Line, NO_COST, NO_MANAGER, Refused, weight};
use crate::day::Day;
use std::sync::OnceLock;

/// A dimension that is not known.
pub const NONE: u32 = u32::MAX;

/// Flag of an entry with at least one positive line.
pub(crate) const PURCHASE: u8 = 1;
/// Flag of an entry whose order has entries on other days too.
pub(crate) const SPLIT: u8 = 2;
/// Flag of an entry with at least one line whose cost is known.
pub(crate) const COSTED: u8 = 4;
/// Bit of a line's product number: the line is not positive.
pub(crate) const RETURN_LINE: u32 = 1 << 31;

/// Where the entries of one client stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) begin: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.begin as usize..self.end as usize
    }
}

/// Codes of each client in the dimensions that figures are filtered by. A list shorter than the
/// clients, or a code of [`NONE`], means unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimensions {
    /// Segment of the client.
    pub segment: Vec<u32>,
    /// Region of the client.
    pub region: Vec<u32>,
    /// Employee who holds the client.
    pub manager: Vec<u32>,
    /// Group of companies the client belongs to; it counts as one client where dependency is
    /// measured.
    pub company_group: Vec<u32>,
    /// Team of each employee, by the code of the employee.
    pub team_of_manager: Vec<u32>,
}

/// The clustered ledger; made by a [`LedgerBuilder`] or from stored bytes.
#[derive(Clone, Debug)]
pub struct Image {
    pub(crate) ranges: Vec<Span>,
    // entries
    pub(crate) day: Vec<i32>,
    pub(crate) order: Vec<u32>,
    pub(crate) manager: Vec<u16>,
    pub(crate) flags: Vec<u8>,
    pub(crate) amount: Vec<i64>,
    /// Σ(amount − cost) over the lines with a known cost; empty when no line has one.
    pub(crate) margin: Vec<i64>,
    /// First line of the entry; one more than there are entries.
    pub(crate) start: Vec<u32>,
    // lines
    pub(crate) line_product: Vec<u32>,
    pub(crate) line_amount: Vec<i64>,
    /// Empty when no line has a cost.
    pub(crate) line_cost: Vec<i64>,
    pub(crate) products: u32,
    pub(crate) total: u64,
    pub(crate) dead_lines: u32,
    /// Whether the columns of margin and cost are kept.
    pub(crate) costs: bool,
    /// First and last day of the ledger this image holds a part of; `None` when it is the whole.
    pub(crate) part_of: Option<(Day, Day)>,
    /// First and last day, once somebody asked: every view of every figure does.
    pub(crate) known_days: OnceLock<Option<(Day, Day)>>,
    /// Codes of the clients.
    pub dimensions: Dimensions,
    /// Group code of each product; shorter, or [`NONE`], means no group.
    pub product_group: Vec<u32>,
}

impl Default for Image {
    fn default() -> Self {
        Self::empty(false)
    }
}

impl Image {
    pub(crate) fn empty(costs: bool) -> Self {
        Self {
            ranges: Vec::new(),
            day: Vec::new(),
            order: Vec::new(),
            manager: Vec::new(),
            flags: Vec::new(),
            amount: Vec::new(),
            margin: Vec::new(),
            start: vec![0],
            line_product: Vec::new(),
            line_amount: Vec::new(),
            line_cost: Vec::new(),
            products: 0,
            total: 0,
            dead_lines: 0,
            costs,
            part_of: None,
            known_days: OnceLock::new(),
            dimensions: Dimensions::default(),
            product_group: Vec::new(),
        }
    }

    /// Makes room for so many entries more.
    pub(crate) fn reserve_entries(&mut self, entries: usize) {
        self.day.reserve_exact(entries);
        self.order.reserve_exact(entries);
        self.manager.reserve_exact(entries);
        self.flags.reserve_exact(entries);
        self.amount.reserve_exact(entries);
        self.margin
            .reserve_exact(if self.costs { entries } else { 0 });
        self.start.reserve_exact(entries);
    }

    fn reserve_lines(&mut self, lines: usize) {
        self.line_product.reserve_exact(lines);
        self.line_amount.reserve_exact(lines);
        self.line_cost
            .reserve_exact(if self.costs { lines } else { 0 });
    }

    /// Says that this image holds only some of the clients of a ledger with this first and last
    /// day: windows, cohorts and the as-of day are then those of the whole ledger. Not kept in the
    /// image's bytes.
    pub fn set_part_of(&mut self, days: (Day, Day)) {
        self.part_of = Some(days);
    }

    /// Number of client numbers: the largest client with lines, plus one.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.ranges.len()
    }

    /// Number of product numbers: the largest product, plus one.
    #[must_use]
    pub fn products(&self) -> usize {
        self.products as usize
    }

    /// Lines of all clients.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.line_amount.len() - self.dead_lines as usize
    }

    /// Net amount of all lines, in minor units.
    #[must_use]
    pub fn amount_minor(&self) -> i64 {
        let entries = self
            .ranges
            .iter()
            .flat_map(|span| &self.amount[span.range()]);
        entries.sum()
    }

    /// Whether any line has a known cost, so that a margin can be computed.
    #[must_use]
    pub fn has_costs(&self) -> bool {
        self.costs
    }

    /// The first and the last day with a line, of the whole ledger when this is a part of one;
    /// `None` for an empty ledger.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        if self.part_of.is_some() {
            return self.part_of;
        }
        *self.known_days.get_or_init(|| {
            let used = self.ranges.iter().filter(|span| span.begin < span.end);
            let (first, last) = used.fold((i32::MAX, i32::MIN), |(first, last), span| {
                (
                    first.min(self.day[span.begin as usize]),
                    last.max(self.day[span.end as usize - 1]),
                )
            });
            Some((Day::new(first)?, Day::new(last)?))
        })
    }

    /// Shows every line, client by client, within a client by day and order.
    pub fn each_line(&self, mut show: impl FnMut(Line)) {
        for (client, span) in (0_u32..).zip(&self.ranges) {
            for entry in span.range() {
                let manager = Some(self.manager[entry]).filter(|&manager| manager != NO_MANAGER);
                for line in self.lines_of(entry) {
                    let product = self.line_product[line];
                    let cost = self.line_cost.get(line).copied();
                    show(Line {
                        client,
                        order: self.order[entry],
                        day: Day::clamped(i64::from(self.day[entry])),
                        product: product & !RETURN_LINE,
                        sale: product & RETURN_LINE == 0,
                        amount_minor: self.line_amount[line],
                        cost_minor: cost.filter(|&cost| cost != NO_COST),
                        manager,
                    });
                }
            }
        }
    }

    pub(crate) fn entries(&self) -> u32 {
        u32::try_from(self.day.len()).expect("entries are at most lines, which the builder bounds")
    }

    pub(crate) fn lines_of(&self, entry: usize) -> std::ops::Range<usize> {
        self.start[entry] as usize..self.start[entry + 1] as usize
    }

    pub(crate) fn group_of(&self, product: u32) -> u32 {
        self.product_group
            .get(product as usize)
            .copied()
            .unwrap_or(NONE)
    }

    pub(crate) fn open_entry(&mut self, day: i32, order: u32, manager: u16) {
        self.day.push(day);
        self.order.push(order);
        self.manager.push(manager);
        self.flags.push(0);
        self.amount.push(0);
        if self.costs {
            self.margin.push(0);
        }
        self.start.push(*self.start.last().expect("starts with 0"));
    }

    /// Says that the lines of the last entry, which stand in their columns, go on up to a place.
    #[inline]
    pub(crate) fn close_entry(&mut self, end: usize) {
        let entry = self.day.len() - 1;
        let lines = self.start[entry + 1] as usize..end;
        let (mut sum, mut returns) = (0, RETURN_LINE);
        for (amount, product) in self.line_amount[lines.clone()]
            .iter()
            .zip(&self.line_product[lines.clone()])
        {
            sum += amount;
            returns &= product;
        }
        self.amount[entry] += sum;
        if returns == 0 && !lines.is_empty() {
            self.flags[entry] |= PURCHASE;
        }
        if let Some(margin) = self.margin.get_mut(entry) {
            let amounts = &self.line_amount[lines.clone()];
            let known = amounts.iter().zip(&self.line_cost[lines]);
            for (amount, cost) in known.filter(|(_, cost)| **cost != NO_COST) {
                *margin += amount - cost;
                self.flags[entry] |= COSTED;
            }
        }
        self.start[entry + 1] = u32::try_from(end).expect("the builder bounds the lines");
    }

    /// Replaces all lines of one client (an empty list removes them); the client may be new. The
    /// other clients are not touched, so that only this one has to be folded again.
    ///
    /// # Errors
    /// See [`Refused`]; the image is then unchanged.
    pub fn replace_client(&mut self, client: u32, lines: &[Line]) -> Result<(), Refused> {
        let mut builder = LedgerBuilder::with_capacity(lines.len());
        for line in lines {
            if line.client != client {
                return Err(Refused::AnotherClient);
            }
            builder.push(line)?;
        }
        if client > crate::build::MAX_ID {
            return Err(Refused::IdTooLarge);
        }
        let index = client as usize;
        let old = self.ranges.get(index).copied().unwrap_or_default();
        let old_lines =
            self.start[old.begin as usize] as usize..self.start[old.end as usize] as usize;
        let old_total: u64 = old_lines
            .clone()
            .map(|line| {
                let cost = self
                    .line_cost
                    .get(line)
                    .copied()
                    .filter(|&cost| cost != NO_COST);
                weight(self.line_amount[line], cost.unwrap_or(0))
            })
            .sum();
        let new = builder.build();
        let total = self.total - old_total + new.total;
        if total > crate::build::MAX_TOTAL {
            return Err(Refused::AmountsTooLarge);
        }
        if u32::try_from(self.line_amount.len() + new.lines()).is_err() {
            self.compact();
            if u32::try_from(self.line_amount.len() + new.lines()).is_err() {
                return Err(Refused::TooManyLines);
            }
        }
        self.dead_lines +=
            u32::try_from(old_lines.len()).expect("a part of the lines, which are bounded");
        self.total = total;
        self.known_days.take();
        self.products = self.products.max(new.products);
        if self.ranges.len() <= index && !lines.is_empty() {
            self.ranges.resize(index + 1, Span::default());
        }
        if let Some(place) = self.ranges.get_mut(index) {
            *place = Span::default();
        }
        if let Some(&span) = new.ranges.get(index) {
            self.take(&new, span, index);
        }
        if self.dead_lines as usize > self.lines() / 4 + 1024 {
            self.compact();
        }
        Ok(())
    }

    /// Copies the entries of one client of another image to the end of this one.
    fn take(&mut self, from: &Self, span: Span, client: usize) {
        if from.costs && !self.costs {
            self.costs = true;
            self.margin.resize(self.day.len(), 0);
            self.line_cost.resize(self.line_amount.len(), NO_COST);
        }
        let begin = self.entries();
        for entry in span.range() {
            let lines = from.lines_of(entry);
            self.open_entry(from.day[entry], from.order[entry], from.manager[entry]);
            self.line_product
                .extend_from_slice(&from.line_product[lines.clone()]);
            self.line_amount
                .extend_from_slice(&from.line_amount[lines.clone()]);
            if from.costs {
                self.line_cost.extend_from_slice(&from.line_cost[lines]);
            } else if self.costs {
                self.line_cost.resize(self.line_amount.len(), NO_COST);
            }
            self.close_entry(self.line_amount.len());
            let last = self.flags.len() - 1;
            self.flags[last] |= from.flags[entry];
        }
        self.ranges[client] = Span {
            begin,
            end: self.entries(),
        };
    }

    /// Removes the space of replaced lines.
    pub(crate) fn compact(&mut self) {
        let mut fresh = Self::empty(self.has_costs());
        fresh.reserve_entries(self.day.len());
        fresh.reserve_lines(self.lines());
        fresh.ranges = vec![Span::default(); self.ranges.len()];
        for client in 0..self.ranges.len() {
            fresh.take(self, self.ranges[client], client);
        }
        fresh.products = self.products;
        fresh.total = self.total;
        fresh.part_of = self.part_of;
        fresh.dimensions = std::mem::take(&mut self.dimensions);
        fresh.product_group = std::mem::take(&mut self.product_group);
        *self = fresh;
    }
}
