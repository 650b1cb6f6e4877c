//! From the rows of a table to a ledger: the hot path of cleaning. Rows of one order that stand
//! together (a run) are judged together, because a repeated stretch of the file shows by orders.

use std::collections::BTreeMap;

use analysis::{Day, LedgerBuilder, Line};
use domain::import::heading;
use tables::parse::{BAD, BAD_DAY, EMPTY, MILLION, NO_DAY};
use tables::{Batch, Key};

use crate::clean::{Cleaning, Overlap, Reason, Sample};
use crate::intern::{Interner, mix};
use crate::money::{line_amount, to_minor};
use crate::overlap::Overlaps;
use crate::plain::{self, Plain};
use crate::recognise::Layout;
use crate::repeats::{ScatteredRepeats, repeats_within};
use crate::role::Role;
use crate::slots::{Cells, Slots, number};
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
    pub(crate) settings: Settings,
    pub(crate) slots: Slots,
    pub(crate) layout: Layout,
    pub(crate) digits: u32,
    cost_of_one: bool,
    pub builder: LedgerBuilder,
    pub clients: Interner,
    pub(crate) orders: Interner,
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
    pub(crate) run: Vec<Pending>,
    pub(crate) overlaps: Overlaps,
    pub(crate) repeats: Option<ScatteredRepeats>,
    /// Orders that were made up because their number is missing.
    pub made_orders: u64,
    pub(crate) bad_texts: BTreeMap<Reason, Vec<Sample>>,
    pub(crate) last_order: (i64, u32),
    /// Columns made from the batch at hand; kept for their memory.
    plain: Plain,
}

/// A run is judged when it has this many lines, at the latest.
const RUN_LIMIT: usize = 1 << 16;

impl Reading {
    pub fn new(settings: &Settings, layout: &Layout, digits: u32, rows: usize) -> Self {
        let unit_words = ["price", "unit", "цена"];
        let cost_of_one = layout.column(Role::Cost).is_some_and(|column| {
            let words = heading::words(&column.heading);
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
            plain: Plain::default(),
        }
    }

    /// Takes a batch of rows: runs of plain rows in columns, the others row by row.
    pub fn take(&mut self, batch: &Batch) -> Result<(), Refusal> {
        let cells = Cells::of(&self.slots, batch);
        if batch.ragged > 0 {
            self.note_ragged(batch);
        }
        let mut plain = std::mem::take(&mut self.plain);
        self.number_rows(&cells, &mut plain);
        let all_odd = !self.make_plain(&cells, &mut plain);
        let mut row = 0;
        while row < cells.rows {
            let end = if all_odd {
                cells.rows
            } else {
                row = self.take_plain(&cells, &mut plain, row)?;
                plain::run_end(&cells, row)
            };
            for row in row..end {
                self.take_row(&cells, plain.clients[row], plain.products[row], row)?;
            }
            row = end;
        }
        self.plain = plain;
        self.note_names(batch);
        self.note_bad_cells(batch);
        Ok(())
    }

    /// Takes a row of any kind.
    fn take_row(
        &mut self,
        cells: &Cells<'_>,
        client: u32,
        product: u32,
        row: usize,
    ) -> Result<(), Refusal> {
        if client == NOBODY && cells.is_blank(row) {
            self.cleaning.blank_rows += 1;
            return Ok(());
        }
        let day = cells.day(row);
        let amount = number(cells.amounts, row);
        let quantity = number(cells.quantities, row);
        let price = number(cells.prices, row);
        let discount = number(cells.discounts, row);
        let has_orders = cells.order.is_some();
        let (order, cancelled) = self.order_number(cells.order(row), has_orders, client, day);
        if self.run.last().is_some_and(|last| last.order != order) || self.run.len() == RUN_LIMIT {
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
            row: cells.first_row + row as u64,
            hash: mix(plain::print(
                client,
                product,
                day,
                [amount, quantity, price, discount],
            )),
            manager: NOBODY,
            sheet: cells.sheet,
            out: None,
            cancelled,
            sale: false,
        };
        self.value(&mut line, amount, quantity, price, discount);
        let sold = if quantity > EMPTY {
            quantity
        } else {
            line.amount
        };
        line.sale = sold > 0 && !cancelled;
        if let Some(keys) = cells.currency {
            self.check_currency(keys.get(row), &mut line);
        }
        if let Some(keys) = cells.manager {
            line.manager = self.managers.number(keys.get(row)).unwrap_or(NOBODY);
        }
        let cost = number(cells.costs, row);
        if cost != BAD && cost != EMPTY {
            line.cost = self.cost(cost, quantity, line.amount);
        }
        self.run.push(line);
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
        self.use_client(line.client);
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
