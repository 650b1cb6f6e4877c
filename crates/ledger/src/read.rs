//! From the rows of a table to a ledger: the hot path of cleaning.
//!
//! Rows of one order that stand together are a *run*. Runs are what is compared to see that a
//! later stretch of a file repeats an earlier one, as happens when two exports with overlapping
//! dates are put in one file: a stretch of many runs, each seen before with the same lines.

use std::collections::HashSet;

use analysis::{Day, LedgerBuilder, Line};
use tables::parse::{BAD, BAD_DAY, EMPTY, MILLION, NO_DAY};
use tables::{Batch, Column, Key, Keys};

use crate::clean::{Cleaning, Overlap, Reason, Sample};
use crate::intern::{Interner, mix};
use crate::money::{line_amount, to_minor};
use crate::recognise::Layout;
use crate::role::Role;
use crate::{Refusal, Settings};

/// A client, product or manager that is not there.
const NOBODY: u32 = u32::MAX;

/// Where the wanted columns stand in a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slots {
    places: [Option<usize>; Role::ALL.len()],
}

impl Slots {
    pub fn of(layout: &Layout) -> Self {
        let mut slots = Self::default();
        for (slot, column) in layout.columns.iter().enumerate() {
            slots.places[column.role as usize] = Some(slot);
        }
        slots
    }

    fn keys<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a Keys> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Keys(keys) => Some(keys),
            _ => None,
        }
    }

    fn numbers<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a [i64]> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }

    fn days<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a [i32]> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Days(days) => Some(days),
            _ => None,
        }
    }
}

/// A line on its way, until its run is judged.
#[derive(Clone, Copy, Debug)]
struct Pending {
    client: u32,
    order: u32,
    product: u32,
    day: i32,
    amount: i64,
    cost: i64,
    row: u64,
    hash: u64,
    manager: u32,
    sheet: u32,
    /// Why it is left out.
    out: Option<Reason>,
    cancelled: bool,
}

/// Everything that grows while a table is read.
pub(crate) struct Reading<'a> {
    settings: &'a Settings,
    slots: Slots,
    layout: &'a Layout,
    digits: u32,
    cost_of_one: bool,
    pub builder: LedgerBuilder,
    pub clients: Interner,
    orders: Interner,
    pub products: Interner,
    pub groups: Interner,
    pub managers: Interner,
    pub countries: Interner,
    pub labels: Interner,
    pub product_labels: Interner,
    currencies: Interner,
    currency_lines: Vec<u64>,
    wanted_currency: Option<u32>,
    /// Which clients have a line that counts.
    pub used: Vec<bool>,
    pub client_label: Vec<u32>,
    pub client_country: Vec<u32>,
    pub product_group: Vec<u32>,
    pub product_label: Vec<u32>,
    pub cleaning: Cleaning,
    run: Vec<Pending>,
    overlaps: Overlaps,
    last_order: (i64, u32),
}

/// A run is judged when it has this many lines, at the latest.
const RUN_LIMIT: usize = 1 << 16;

impl<'a> Reading<'a> {
    pub fn new(settings: &'a Settings, layout: &'a Layout, digits: u32, rows: usize) -> Self {
        let unit_words = ["price", "unit", "цена"];
        let cost_of_one = layout.column(Role::Cost).is_some_and(|column| {
            let words = crate::role::words_of(&column.heading);
            words.iter().any(|w| unit_words.contains(&w.as_str()))
        });
        let mut currencies = Interner::default();
        let wanted_currency = settings
            .currency
            .as_ref()
            .and_then(|code| currencies.number(Key::Text(code.as_bytes())));
        Self {
            settings,
            slots: Slots::of(layout),
            layout,
            digits,
            cost_of_one,
            builder: LedgerBuilder::with_capacity(rows),
            clients: Interner::default(),
            orders: Interner::default(),
            products: Interner::default(),
            groups: Interner::default(),
            managers: Interner::default(),
            countries: Interner::default(),
            labels: Interner::default(),
            product_labels: Interner::default(),
            currencies,
            currency_lines: Vec::new(),
            wanted_currency,
            used: Vec::new(),
            client_label: Vec::new(),
            client_country: Vec::new(),
            product_group: Vec::new(),
            product_label: Vec::new(),
            cleaning: Cleaning {
                order_is_client_day: !layout.has(Role::Order),
                ..Cleaning::default()
            },
            run: Vec::new(),
            overlaps: Overlaps::new(settings.overlap_lines),
            last_order: (-1, NOBODY),
        }
    }

    /// Takes a batch of rows.
    pub fn take(&mut self, batch: &Batch) -> Result<(), Refusal> {
        let slots = self.slots;
        let client = slots.keys(batch, Role::Client);
        let order = slots.keys(batch, Role::Order);
        let product = slots.keys(batch, Role::Product);
        let manager = slots.keys(batch, Role::Manager);
        let currency = slots.keys(batch, Role::Currency);
        let days = slots.days(batch, Role::Day);
        let amounts = slots.numbers(batch, Role::Amount);
        let quantities = slots.numbers(batch, Role::Quantity);
        let prices = slots.numbers(batch, Role::Price);
        let discounts = slots.numbers(batch, Role::Discount);
        let costs = slots.numbers(batch, Role::Cost);
        let number = |column: Option<&[i64]>, row: usize| column.map_or(EMPTY, |c| c[row]);
        if batch.ragged > 0 {
            self.note_ragged(batch);
        }
        for row in 0..batch.rows {
            let client_key = client.map_or(Key::Empty, |keys| keys.get(row));
            let order_key = order.map_or(Key::Empty, |keys| keys.get(row));
            let day = days.map_or(NO_DAY, |days| days[row]);
            let amount = number(amounts, row);
            let quantity = number(quantities, row);
            let price = number(prices, row);
            if client_key == Key::Empty
                && order_key == Key::Empty
                && day == NO_DAY
                && amount == EMPTY
                && quantity == EMPTY
                && price == EMPTY
            {
                self.cleaning.blank_rows += 1;
                continue;
            }
            let discount = number(discounts, row);
            let client = self.clients.number(client_key).unwrap_or(NOBODY);
            let product = product
                .and_then(|keys| self.products.number(keys.get(row)))
                .unwrap_or(NOBODY);
            let (order, cancelled) = self.order_number(order_key, order.is_some(), client, day);
            if self.run.last().is_some_and(|last| last.order != order)
                || self.run.len() == RUN_LIMIT
            {
                self.end_run()?;
            }
            self.note_raw(client, quantity, price, cancelled);
            let mut line = Pending {
                client,
                order,
                product,
                day,
                amount: 0,
                cost: EMPTY,
                row: batch.first_row + row as u64,
                hash: 0,
                manager: NOBODY,
                sheet: batch.sheet as u32,
                out: None,
                cancelled,
            };
            line.hash = mix((u64::from(client) << 32 | u64::from(product))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .wrapping_add((amount ^ discount.rotate_left(17)) as u64)
                .wrapping_mul(0xd6e8_feb8_6659_fd93)
                .wrapping_add((quantity.rotate_left(23) ^ price) as u64)
                .wrapping_mul(0xa076_1d64_78bd_642f)
                .wrapping_add(day as u32 as u64));
            self.value(&mut line, amount, quantity, price, discount);
            if let Some(keys) = currency {
                self.check_currency(keys.get(row), &mut line);
            }
            if let Some(keys) = manager {
                line.manager = self.managers.number(keys.get(row)).unwrap_or(NOBODY);
            }
            if let Some(cost) = costs.map(|c| c[row]).filter(|c| *c != BAD && *c != EMPTY) {
                line.cost = self.cost(cost, quantity, line.amount);
            }
            self.run.push(line);
        }
        self.note_names(batch);
        self.note_bad_cells(batch);
        Ok(())
    }

    /// The number of an order, and whether it is a cancelled one.
    #[inline]
    fn order_number(
        &mut self,
        key: Key<'_>,
        has_orders: bool,
        client: u32,
        day: i32,
    ) -> (u32, bool) {
        match key {
            Key::Whole(value) if value == self.last_order.0 => (self.last_order.1, false),
            Key::Whole(value) => {
                let number = self.orders.number(key).unwrap_or(NOBODY);
                self.last_order = (value, number);
                (number, false)
            }
            Key::Text(text) => {
                let cancelled = matches!(text, [b'C' | b'c', digit, ..] if digit.is_ascii_digit());
                (self.orders.number(key).unwrap_or(NOBODY), cancelled)
            }
            // a hole in a column of orders must not join with a whole number
            Key::Empty if has_orders => {
                let made = format!("\0{client} {day}");
                let number = self.orders.number(Key::Text(made.as_bytes()));
                (number.unwrap_or(NOBODY), false)
            }
            Key::Empty => (self.orders.pair(client, day), false),
        }
    }

    #[inline]
    fn note_raw(&mut self, client: u32, quantity: i64, price: i64, cancelled: bool) {
        let raw = &mut self.cleaning.raw;
        raw.rows += 1;
        raw.rows_without_customer += u64::from(client == NOBODY);
        raw.cancellation_rows += u64::from(cancelled);
        raw.price_le_0 += u64::from(price <= 0 && price > EMPTY);
        raw.quantity_le_0 += u64::from(quantity <= 0 && quantity > EMPTY);
    }

    /// Finds the amount of a line, or why it has none.
    #[inline]
    fn value(&self, line: &mut Pending, amount: i64, quantity: i64, price: i64, discount: i64) {
        let absurd = self.settings.absurd_amount.saturating_mul(MILLION);
        let minor = if amount != EMPTY {
            (amount != BAD && amount.saturating_abs() <= absurd)
                .then(|| to_minor(amount, self.digits))
        } else if quantity == EMPTY || price == EMPTY {
            None
        } else if quantity == BAD || price == BAD || discount == BAD {
            None
        } else {
            let share = match discount {
                EMPTY => 0,
                percent if self.layout.discount_percent => percent / 100,
                share => share,
            };
            line_amount(quantity, price, share, self.digits)
                .filter(|minor| minor.saturating_abs() / 10i64.pow(self.digits) <= self.settings.absurd_amount)
        };
        line.amount = minor.unwrap_or(0);
        let known_price = price != EMPTY && price != BAD;
        line.out = if line.client == NOBODY {
            Some(Reason::NoClient)
        } else if known_price && price <= 0 {
            Some(Reason::PriceNotPositive)
        } else if line.day == NO_DAY {
            Some(Reason::NoDate)
        } else if line.day == BAD_DAY {
            Some(Reason::BadDate)
        } else if minor.is_none() {
            Some(self.why_no_amount(amount, quantity, price, discount))
        } else if self.out_of_bounds(line.day, quantity) {
            Some(Reason::Absurd)
        } else {
            None
        };
    }

    fn why_no_amount(&self, amount: i64, quantity: i64, price: i64, discount: i64) -> Reason {
        let has_amounts = self.layout.has(Role::Amount);
        if amount == BAD || (amount == EMPTY && [quantity, price, discount].contains(&BAD)) {
            Reason::BadNumber
        } else if amount == EMPTY && (has_amounts || quantity == EMPTY || price == EMPTY) {
            Reason::NoAmount
        } else {
            Reason::Absurd
        }
    }

    #[inline]
    fn out_of_bounds(&self, day: i32, quantity: i64) -> bool {
        let (earliest, latest) = self.settings.days;
        day < earliest
            || day > latest
            || (quantity > EMPTY
                && quantity.saturating_abs() / MILLION > self.settings.absurd_quantity)
    }

    /// The cost of the whole line, with the sign of its amount.
    fn cost(&self, cost: i64, quantity: i64, amount: i64) -> i64 {
        let minor = if self.cost_of_one {
            if quantity == EMPTY || quantity == BAD {
                return EMPTY;
            }
            match line_amount(quantity, cost, 0, self.digits) {
                Some(minor) => minor,
                None => return EMPTY,
            }
        } else {
            to_minor(cost, self.digits)
        };
        if amount < 0 { -minor.saturating_abs() } else { minor }
    }

    fn check_currency(&mut self, key: Key<'_>, line: &mut Pending) {
        let Some(number) = self.currencies.number(key) else {
            return;
        };
        self.currency_lines
            .resize(self.currencies.len().max(self.currency_lines.len()), 0);
        self.currency_lines[number as usize] += 1;
        if line.out.is_none() && self.wanted_currency.is_some_and(|wanted| wanted != number) {
            line.out = Some(Reason::OtherCurrency);
        }
    }

    /// The currencies met, when there is a column of them and none was asked for.
    pub fn currencies(&self) -> Vec<String> {
        (0..self.currency_lines.len() as u32)
            .filter(|n| self.currency_lines[*n as usize] > 0)
            .map(|n| self.currencies.name(n))
            .collect()
    }

    /// Judges the lines of the run at hand.
    pub fn end_run(&mut self) -> Result<(), Refusal> {
        if self.run.is_empty() {
            return Ok(());
        }
        let repeated = repeats_within(&self.run);
        self.cleaning.raw.repeated_rows += repeated.len() as u64;
        for at in repeated {
            let line = self.run[at];
            if line.out.is_none() {
                self.cleaning.count(Reason::Repeated, line.amount, || sample(&line));
            }
        }
        let mut run = std::mem::take(&mut self.run);
        match self.overlaps.judge(&run) {
            Verdict::Fresh => {
                let held = std::mem::take(&mut self.overlaps.held);
                for line in held.iter().chain(&run) {
                    self.push(line)?;
                }
            }
            Verdict::MayRepeat => self.overlaps.held.append(&mut run),
            Verdict::Repeats => {
                let held = std::mem::take(&mut self.overlaps.held);
                for line in held.iter().chain(&run) {
                    self.drop_repeat(line);
                }
            }
        }
        run.clear();
        self.run = run;
        Ok(())
    }

    fn drop_repeat(&mut self, line: &Pending) {
        self.cleaning.raw.overlap_rows_removed += 1;
        self.cleaning.count(Reason::Overlap, line.amount, || sample(line));
        let day = (line.day > NO_DAY).then_some(line.day);
        match self.cleaning.overlaps.last_mut() {
            Some(last) if last.last_row + 1 >= line.row && last.first_row < line.row => {
                last.last_row = line.row;
                last.lines += 1;
                if let Some(day) = day {
                    last.days = (last.days.0.min(day), last.days.1.max(day));
                }
            }
            _ => self.cleaning.overlaps.push(Overlap {
                first_row: line.row,
                last_row: line.row,
                lines: 1,
                days: day.map_or((i32::MAX, i32::MIN), |day| (day, day)),
            }),
        }
    }

    /// Hands a line to the analysis, or counts why not.
    #[inline]
    fn push(&mut self, line: &Pending) -> Result<(), Refusal> {
        if let Some(reason) = line.out {
            self.cleaning.count(reason, line.amount, || sample(line));
            return Ok(());
        }
        let Some(day) = Day::new(line.day) else {
            self.cleaning.count(Reason::Absurd, line.amount, || sample(line));
            return Ok(());
        };
        if line.amount <= 0 {
            let reason = match (line.amount, line.cancelled) {
                (0, _) => Reason::ZeroAmount,
                (_, true) => Reason::Cancelled,
                (_, false) => Reason::Return,
            };
            self.cleaning.count(reason, line.amount, || sample(line));
        }
        let client = line.client as usize;
        if client >= self.used.len() {
            self.used.resize(client + 1, false);
        }
        self.used[client] = true;
        self.builder.push(&Line {
            client: line.client,
            order: line.order,
            day,
            // without products every line is the same, unknown one
            product: if line.product == NOBODY { 0 } else { line.product },
            amount_minor: line.amount,
            cost_minor: (line.cost != EMPTY).then_some(line.cost),
            manager: u16::try_from(line.manager).ok().filter(|m| *m != u16::MAX),
        })?;
        Ok(())
    }

    /// Closes the last run and what was held back.
    pub fn finish(&mut self) -> Result<(), Refusal> {
        self.end_run()?;
        for line in std::mem::take(&mut self.overlaps.held) {
            self.push(&line)?;
        }
        self.cleaning.overlap_not_checked = self.overlaps.given_up;
        let raw = &mut self.cleaning.raw;
        raw.invoices = self.orders.len() as u64;
        raw.customers = self.clients.len() as u64;
        raw.stock_codes = self.products.len() as u64;
        Ok(())
    }

    /// Remembers names that stand beside identifiers: the last one of each.
    fn note_names(&mut self, batch: &Batch) {
        let slots = self.slots;
        let pairs = [
            (Role::Client, Role::ClientName),
            (Role::Client, Role::Country),
            (Role::Product, Role::ProductName),
            (Role::Product, Role::Group),
        ];
        for (of, what) in pairs {
            let (Some(ids), Some(names)) = (slots.keys(batch, of), slots.keys(batch, what)) else {
                continue;
            };
            let (owners, values, list) = match what {
                Role::ClientName => (&mut self.clients, &mut self.labels, &mut self.client_label),
                Role::Country => (&mut self.clients, &mut self.countries, &mut self.client_country),
                Role::ProductName => {
                    let labels = &mut self.product_labels;
                    (&mut self.products, labels, &mut self.product_label)
                }
                _ => (&mut self.products, &mut self.groups, &mut self.product_group),
            };
            for row in 0..batch.rows {
                let id = owners.number(ids.get(row));
                if let (Some(id), Some(value)) = (id, values.number(names.get(row))) {
                    if list.len() <= id as usize {
                        list.resize(id as usize + 1, NOBODY);
                    }
                    list[id as usize] = value;
                }
            }
        }
    }

    fn note_ragged(&mut self, batch: &Batch) {
        let tally = self.cleaning.tallies.entry(Reason::Ragged).or_default();
        tally.lines += batch.ragged;
    }

    /// Puts the text of unreadable cells into the samples of their reasons.
    fn note_bad_cells(&mut self, batch: &Batch) {
        for bad in &batch.bad {
            let column = &self.layout.columns[bad.wanted];
            let reason = match column.role {
                Role::Day => Reason::BadDate,
                _ => Reason::BadNumber,
            };
            let texts = self.overlaps.bad_texts.entry(reason).or_default();
            if texts.len() < 1_000 {
                texts.push(Sample {
                    sheet: batch.sheet,
                    row: batch.first_row + bad.row as u64,
                    column: Some(column.heading.clone()),
                    text: Some(bad.text.clone()),
                });
            }
        }
    }

    /// Adds columns and texts to the samples of unreadable cells.
    pub fn explain_bad_cells(&mut self) {
        for (reason, texts) in &self.overlaps.bad_texts {
            if let Some(tally) = self.cleaning.tallies.get_mut(reason) {
                for sample in &mut tally.samples {
                    let found = texts
                        .iter()
                        .find(|t| t.row == sample.row && t.sheet == sample.sheet);
                    if let Some(found) = found {
                        *sample = found.clone();
                    }
                }
            }
        }
    }
}

fn sample(line: &Pending) -> Sample {
    Sample {
        sheet: line.sheet as usize,
        row: line.row,
        column: None,
        text: None,
    }
}

/// Places in a run of lines equal to an earlier line of it.
fn repeats_within(run: &[Pending]) -> Vec<usize> {
    let mut found = Vec::new();
    if run.len() <= 16 {
        for (i, line) in run.iter().enumerate() {
            if run[..i].iter().any(|before| before.hash == line.hash) {
                found.push(i);
            }
        }
        return found;
    }
    let mut seen = HashSet::with_capacity(run.len());
    for (i, line) in run.iter().enumerate() {
        if !seen.insert(line.hash) {
            found.push(i);
        }
    }
    found
}

/// What a run turned out to be.
enum Verdict {
    /// New.
    Fresh,
    /// Seen before; whether it is one of many is not known yet.
    MayRepeat,
    /// One of a stretch of repeats long enough to be no chance.
    Repeats,
}

/// Looks for stretches that repeat earlier ones.
struct Overlaps {
    /// Lines that make a stretch.
    enough: usize,
    /// Fingerprint of the first run of each order; 0 is none.
    first: Vec<u64>,
    /// Fingerprints of later runs of the same orders.
    later: HashSet<(u32, u64)>,
    /// Lines of runs seen before, not yet judged.
    held: Vec<Pending>,
    runs_held: usize,
    repeating: bool,
    given_up: bool,
    bad_texts: std::collections::BTreeMap<Reason, Vec<Sample>>,
}

/// With more orders in several places than this, the file is not in the order of its orders.
const SCATTERED: usize = 1 << 20;
/// A stretch has at least this many orders.
const RUNS: usize = 3;

impl Overlaps {
    fn new(enough: usize) -> Self {
        Self {
            enough,
            first: Vec::new(),
            later: HashSet::new(),
            held: Vec::new(),
            runs_held: 0,
            repeating: false,
            given_up: false,
            bad_texts: std::collections::BTreeMap::new(),
        }
    }

    #[inline]
    fn judge(&mut self, run: &[Pending]) -> Verdict {
        let order = run[0].order;
        if self.given_up || order == NOBODY {
            return Verdict::Fresh;
        }
        let sum = run.iter().fold(0u64, |sum, line| sum.wrapping_add(line.hash));
        let print = mix(sum ^ (run.len() as u64)) | 1;
        let index = order as usize;
        if index >= self.first.len() {
            self.first.resize(index + 1, 0);
        }
        let known = self.first[index];
        if known == 0 {
            self.first[index] = print;
            return self.fresh();
        }
        if known == print || self.later.contains(&(order, print)) {
            self.runs_held += 1;
            if self.repeating {
                return Verdict::Repeats;
            }
            let lines = self.held.len() + run.len();
            self.repeating = self.runs_held >= RUNS && lines >= self.enough;
            return if self.repeating { Verdict::Repeats } else { Verdict::MayRepeat };
        }
        self.later.insert((order, print));
        if self.later.len() > SCATTERED {
            self.given_up = true;
            self.first = Vec::new();
            self.later = HashSet::new();
        }
        self.fresh()
    }

    #[inline]
    fn fresh(&mut self) -> Verdict {
        self.runs_held = 0;
        self.repeating = false;
        Verdict::Fresh
    }
}
