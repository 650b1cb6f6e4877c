//! From the rows of a table to a ledger: the hot path of cleaning. Rows of one order that stand
//! together (a run) are judged together, because a repeated stretch of the file shows by orders.

use std::collections::BTreeMap;

use analysis::{Day, LedgerBuilder, Line};
use tables::parse::{BAD, BAD_DAY, EMPTY, MILLION, NO_DAY};
use tables::{Batch, Key};

use crate::clean::{Cleaning, Overlap, Reason, Sample};
use crate::intern::{Interner, mix};
use crate::money::{line_amount, to_minor};
use crate::overlap::Overlaps;
use crate::recognise::Layout;
use crate::repeats::{ScatteredRepeats, repeats_within};
use crate::role::Role;
use crate::slots::Slots;
use crate::{Refusal, Settings};

/// A client, product or manager that is not there.
pub(crate) const NOBODY: u32 = u32::MAX;

/// A line on its way, until its run is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    client: u32,
    pub order: u32,
    product: u32,
    day: i32,
    amount: i64,
    cost: i64,
    row: u64,
    /// Fingerprint of everything recognised in the line.
    pub hash: u64,
    manager: u32,
    sheet: u32,
    /// Why it is left out.
    pub out: Option<Reason>,
    cancelled: bool,
    /// Something was sold; else it is a return.
    sale: bool,
}

/// Everything that grows while a table is read.
pub(crate) struct Reading {
    settings: Settings,
    pub(crate) slots: Slots,
    pub(crate) layout: Layout,
    digits: u32,
    cost_of_one: bool,
    pub builder: LedgerBuilder,
    pub clients: Interner,
    orders: Interner,
    pub products: Interner,
    pub groups: Interner,
    pub managers: Interner,
    pub countries: Interner,
    pub company_groups: Interner,
    pub labels: Interner,
    pub product_labels: Interner,
    currencies: Interner,
    currency_lines: Vec<u64>,
    wanted_currency: Option<u32>,
    /// Which clients have a line that counts.
    pub used: Vec<bool>,
    pub client_label: Vec<u32>,
    pub client_country: Vec<u32>,
    pub client_company_group: Vec<u32>,
    pub product_group: Vec<u32>,
    pub product_label: Vec<u32>,
    pub cleaning: Cleaning,
    run: Vec<Pending>,
    overlaps: Overlaps,
    repeats: Option<ScatteredRepeats>,
    /// Orders that were made up because their number is missing.
    pub made_orders: u64,
    pub(crate) bad_texts: BTreeMap<Reason, Vec<Sample>>,
    last_order: (i64, u32),
    /// Numbers of the clients of the batch at hand.
    batch_clients: Vec<u32>,
}

/// A run is judged when it has this many lines, at the latest.
const RUN_LIMIT: usize = 1 << 16;

impl Reading {
    pub fn new(settings: &Settings, layout: &Layout, digits: u32, rows: usize) -> Self {
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
            settings: settings.clone(),
            slots: Slots::of(layout),
            layout: layout.clone(),
            digits,
            cost_of_one,
            builder: LedgerBuilder::with_capacity(rows),
            clients: Interner::default(),
            orders: Interner::default(),
            products: Interner::default(),
            groups: Interner::default(),
            managers: Interner::default(),
            countries: Interner::default(),
            company_groups: Interner::default(),
            labels: Interner::default(),
            product_labels: Interner::default(),
            currencies,
            currency_lines: Vec::new(),
            wanted_currency,
            used: Vec::new(),
            client_label: Vec::new(),
            client_country: Vec::new(),
            client_company_group: Vec::new(),
            product_group: Vec::new(),
            product_label: Vec::new(),
            cleaning: Cleaning {
                order_is_client_day: !layout.has(Role::Order),
                ..Cleaning::default()
            },
            run: Vec::new(),
            overlaps: Overlaps::new(settings.overlap_lines),
            repeats: settings.scattered.then(ScatteredRepeats::default),
            made_orders: 0,
            bad_texts: BTreeMap::new(),
            last_order: (-1, NOBODY),
            batch_clients: Vec::new(),
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
        let mut clients = std::mem::take(&mut self.batch_clients);
        self.clients.numbers(client, batch.rows, &mut clients);
        for (row, &client) in clients.iter().enumerate() {
            let order_key = order.map_or(Key::Empty, |keys| keys.get(row));
            let day = days.map_or(NO_DAY, |days| days[row]);
            let amount = number(amounts, row);
            let quantity = number(quantities, row);
            let price = number(prices, row);
            if client == NOBODY
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
                sale: false,
            };
            line.hash = mix((u64::from(client) << 32 | u64::from(product))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .wrapping_add((amount ^ discount.rotate_left(17)) as u64)
                .wrapping_mul(0xd6e8_feb8_6659_fd93)
                .wrapping_add((quantity.rotate_left(23) ^ price) as u64)
                .wrapping_mul(0xa076_1d64_78bd_642f)
                .wrapping_add(day as u32 as u64));
            self.value(&mut line, amount, quantity, price, discount);
            let sold = if quantity > EMPTY {
                quantity
            } else {
                line.amount
            };
            line.sale = sold > 0 && !cancelled;
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
        self.batch_clients = clients;
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
                let before = self.orders.len();
                let number = self.orders.number(Key::Text(made.as_bytes()));
                self.made_orders += (self.orders.len() - before) as u64;
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
        } else if quantity <= EMPTY || price <= EMPTY || discount == BAD {
            None
        } else {
            let share = match discount {
                EMPTY => 0,
                percent if self.layout.discount_percent => percent / 100,
                share => share,
            };
            line_amount(quantity, price, share, self.digits).filter(|minor| {
                minor.saturating_abs() / 10i64.pow(self.digits) <= self.settings.absurd_amount
            })
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
        if amount < 0 {
            -minor.saturating_abs()
        } else {
            minor
        }
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
        if let Some(repeats) = &mut self.repeats {
            repeats.take(&self.run);
            let mut run = std::mem::take(&mut self.run);
            for line in &run {
                self.push(line)?;
            }
            run.clear();
            self.run = run;
            return Ok(());
        }
        let repeated = repeats_within(&self.run);
        self.cleaning.raw.repeated_rows += repeated.len() as u64;
        for at in repeated {
            let line = self.run[at];
            if line.out.is_none() {
                self.cleaning
                    .count(Reason::Repeated, line.amount, || sample(&line));
            }
        }
        let mut run = std::mem::take(&mut self.run);
        if !self.overlaps.hold(&run) {
            for line in &run {
                self.push(line)?;
            }
        }
        run.clear();
        self.run = run;
        if self.overlaps.is_due() {
            self.judge(false)?;
        }
        Ok(())
    }

    /// Lets the lines that were held back go, or leaves them out as repeats.
    fn judge(&mut self, at_end: bool) -> Result<(), Refusal> {
        let judged = self.overlaps.judge(at_end);
        if !judged.repeats.is_empty() {
            self.leave_out_repeats(&judged.repeats);
        }
        for line in &judged.fresh {
            self.push(line)?;
        }
        Ok(())
    }

    fn leave_out_repeats(&mut self, lines: &[Pending]) {
        self.cleaning.raw.overlap_rows_removed += lines.len() as u64;
        for line in lines {
            self.cleaning
                .count(Reason::Overlap, line.amount, || sample(line));
        }
        let days = || lines.iter().map(|l| l.day).filter(|d| *d > NO_DAY);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        self.cleaning.overlaps.push(Overlap {
            first_row: first.row,
            last_row: last.row,
            lines: lines.len() as u64,
            days: (days().min().unwrap_or(0), days().max().unwrap_or(0)),
        });
    }

    /// Hands a line to the analysis, or counts why not.
    #[inline]
    fn push(&mut self, line: &Pending) -> Result<(), Refusal> {
        if let Some(reason) = line.out {
            self.cleaning.count(reason, line.amount, || sample(line));
            return Ok(());
        }
        let Some(day) = Day::new(line.day) else {
            self.cleaning
                .count(Reason::Absurd, line.amount, || sample(line));
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
            product: Some(line.product).filter(|p| *p != NOBODY).unwrap_or(0),
            sale: line.sale,
            amount_minor: line.amount,
            cost_minor: (line.cost != EMPTY).then_some(line.cost),
            manager: u16::try_from(line.manager).ok().filter(|m| *m != u16::MAX),
        })?;
        Ok(())
    }

    /// Closes the last run and what was held back.
    pub fn finish(&mut self) -> Result<(), Refusal> {
        self.end_run()?;
        self.judge(true)?;
        self.cleaning.overlap_not_checked = self.overlaps.given_up || self.settings.scattered;
        if let Some(repeats) = self.repeats.take() {
            repeats.count(&mut self.cleaning);
        }
        let raw = &mut self.cleaning.raw;
        raw.invoices = self.orders.len() as u64;
        raw.customers = self.clients.len() as u64;
        raw.stock_codes = self.products.len() as u64;
        // their memory is better used by the image
        self.orders = Interner::default();
        self.overlaps = Overlaps::new(0);
        Ok(())
    }
}

pub(crate) fn sample(line: &Pending) -> Sample {
    Sample {
        sheet: line.sheet as usize,
        row: line.row,
        column: None,
        text: None,
    }
}
