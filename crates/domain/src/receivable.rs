//! What clients owe for orders that have left (R37): which orders are still open, since when, what
//! is to be done about old debts (R175), and on what terms a debtor is still supplied (R174).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, OrderId};
use crate::money::Currency;
use crate::setting::{
    RECEIVABLE_BUCKET_1, RECEIVABLE_BUCKET_2, RECEIVABLE_BUCKET_3, RECEIVABLE_COLLECT_DAYS,
    RECEIVABLE_WRITE_OFF_DAYS, Settings,
};

/// The longest time to pay that can be agreed on, in days.
pub const MOST_TERM_DAYS: i64 = 366;

/// An order that has left, as it was billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bill {
    /// Which.
    pub order_id: OrderId,
    /// Its business day.
    pub day: Date,
    /// Its currency.
    pub currency: Currency,
    /// Its sum in minor units; below zero: goods that came back.
    pub total_minor: i64,
    /// The same in the reporting currency.
    pub base_total_minor: i64,
}

/// Money that came, or below zero: went back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// For which order, if for one.
    pub order_id: Option<OrderId>,
    /// Its currency.
    pub currency: Currency,
    /// How much, minor units.
    pub amount_minor: i64,
}

/// What is still open of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Which.
    pub order_id: OrderId,
    /// The last day on which it could be paid in time.
    pub due_day: Date,
    /// The currency of the order.
    pub currency: Currency,
    /// How much, minor units; above zero.
    pub open_minor: i64,
    /// The same share of the order in the reporting currency.
    pub base_open_minor: i64,
}

/// What is open of the orders of one client. A payment for an order pays that order; everything
/// else – payments for none, what was paid too much, goods that came back – pays the oldest
/// orders first, each currency for itself. `term_days`: days to pay after the day of an order.
pub fn open(bills: &[Bill], payments: &[Paid], term_days: i64) -> Vec<Open> {
    let mut by_currency: BTreeMap<&str, (Vec<Bill>, i64)> = BTreeMap::new();
    for bill in bills {
        let of = by_currency.entry(bill.currency.code()).or_default();
        if bill.total_minor > 0 {
            of.0.push(*bill);
        } else {
            of.1 = of.1.saturating_sub(bill.total_minor);
        }
    }
    let mut found = Vec::new();
    for (code, (mut bills, credit)) in by_currency {
        bills.sort_by_key(|bill| (bill.day, bill.order_id));
        let of_currency = payments.iter().filter(|paid| paid.currency.code() == code);
        let mut rest = credit;
        let mut bound: BTreeMap<OrderId, i64> = BTreeMap::new();
        for paid in of_currency {
            match paid.order_id {
                Some(order) if bills.iter().any(|bill| bill.order_id == order) => {
                    let sum = bound.entry(order).or_default();
                    *sum = sum.saturating_add(paid.amount_minor);
                }
                _ => rest = rest.saturating_add(paid.amount_minor),
            }
        }
        let mut covered: Vec<i64> = Vec::with_capacity(bills.len());
        for bill in &bills {
            let paid = bound.get(&bill.order_id).copied().unwrap_or(0);
            let kept = paid.clamp(0, bill.total_minor);
            rest = rest.saturating_add(paid - kept);
            covered.push(kept);
        }
        spread(&bills, &mut covered, rest);
        found.extend(bills.iter().zip(&covered).filter_map(|(bill, covered)| {
            let open_minor = bill.total_minor - covered;
            (open_minor > 0).then(|| Open {
                order_id: bill.order_id,
                due_day: bill.day.saturating_add(term_days.days()),
                currency: bill.currency,
                open_minor,
                base_open_minor: share(bill.base_total_minor, open_minor, bill.total_minor),
            })
        }));
    }
    found.sort_by_key(|open| (open.due_day, open.order_id));
    found
}

/// Pays the oldest with `rest`; below zero it was given back, and the newest are open again.
fn spread(bills: &[Bill], covered: &mut [i64], mut rest: i64) {
    if rest >= 0 {
        for (bill, covered) in bills.iter().zip(covered.iter_mut()) {
            let more = rest.min(bill.total_minor - *covered);
            *covered += more;
            rest -= more;
        }
    } else {
        for covered in covered.iter_mut().rev() {
            let less = rest.saturating_neg().min(*covered);
            *covered -= less;
            rest += less;
        }
    }
}

/// `part` of `whole` of a sum, to the nearest unit.
fn share(sum: i64, part: i64, whole: i64) -> i64 {
    let (sum, part, whole) = (i128::from(sum), i128::from(part), i128::from(whole.max(1)));
    let doubled = 2 * sum * part + if sum >= 0 { whole } else { -whole };
    i64::try_from(doubled / (2 * whole)).unwrap_or(i64::MAX)
}

code_enum! {
    /// How old a debt is, by the days since it was due; the bounds are settings.
    pub enum Age {
        /// There is still time to pay.
        NotDue = "not_due",
        /// Late, up to the first bound.
        First = "first",
        /// Up to the second bound.
        Second = "second",
        /// Up to the third bound.
        Third = "third",
        /// Later still.
        Older = "older",
    }
}

/// The bounds of ages in days after the due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages([i64; 3]);

impl Ages {
    /// As the settings have them; a bound below the one before counts as that.
    pub fn of(settings: &Settings) -> Self {
        let first = settings.whole(&RECEIVABLE_BUCKET_1);
        let second = settings.whole(&RECEIVABLE_BUCKET_2).max(first);
        let third = settings.whole(&RECEIVABLE_BUCKET_3).max(second);
        Self([first, second, third])
    }

    /// The bounds.
    pub const fn bounds(self) -> [i64; 3] {
        self.0
    }

    /// The age of what was due on a day.
    pub fn age(self, due: Date, today: Date) -> Age {
        let late = late_days(due, today);
        match () {
            () if late <= 0 => Age::NotDue,
            () if late <= self.0[0] => Age::First,
            () if late <= self.0[1] => Age::Second,
            () if late <= self.0[2] => Age::Third,
            () => Age::Older,
        }
    }

    /// The due days that make an age today: from the first to the last, where there is one.
    pub fn due_days(self, age: Age, today: Date) -> (Option<Date>, Option<Date>) {
        let back = |days: i64| today.saturating_sub(days.days());
        let [first, second, third] = self.0;
        match age {
            Age::NotDue => (Some(today), None),
            Age::First => (Some(back(first)), Some(back(1))),
            Age::Second => (Some(back(second)), Some(back(first + 1))),
            Age::Third => (Some(back(third)), Some(back(second + 1))),
            Age::Older => (None, Some(back(third + 1))),
        }
    }
}

/// Days since something was due; below one it is in time.
pub fn late_days(due: Date, today: Date) -> i64 {
    i64::from((today - due).get_days())
}

code_enum! {
    /// What becomes of a debt: the thirds of the triage (R175).
    pub enum Third {
        /// Given up: its costs would be higher than what comes of it.
        WriteOff = "write_off",
        /// Collected within a year, with lawyers or security.
        Collect = "collect",
        /// The client can be worked with now too, on other terms.
        Work = "work",
    }
}

impl Third {
    /// The share of all debts that the source expects in each, in percent.
    pub const EXPECTED_PERCENT: i64 = 33;

    /// How late the oldest debt of a debtor is for whom it is proposed: by more days than the
    /// first number, at most by the second.
    pub fn late_between(self, settings: &Settings) -> (Option<i64>, Option<i64>) {
        let write_off = settings.whole(&RECEIVABLE_WRITE_OFF_DAYS);
        let collect = settings.whole(&RECEIVABLE_COLLECT_DAYS).min(write_off);
        match self {
            Self::WriteOff => (Some(write_off), None),
            Self::Collect => (Some(collect), Some(write_off)),
            Self::Work => (None, Some(collect)),
        }
    }

    /// What is proposed for a debtor by the age of its oldest debt.
    pub fn proposed(settings: &Settings, late_days: i64) -> Self {
        let fits = |third: &&Self| {
            let (after, until) = third.late_between(settings);
            after.is_none_or(|after| late_days > after)
                && until.is_none_or(|until| late_days <= until)
        };
        Self::ALL.iter().find(fits).copied().unwrap_or(Self::Work)
    }
}

code_enum! {
    /// On what terms a client is supplied (R174).
    pub enum Regime {
        /// As everybody.
        Usual = "usual",
        /// Less: what it owes and orders together stays under a limit.
        Reduced = "reduced",
        /// In stages: a share is paid before anything leaves.
        Staged = "staged",
        /// Against a pledge letter that is in force.
        Pledge = "pledge",
        /// Against a letter of credit that is in force.
        LetterOfCredit = "letter_of_credit",
    }
}

/// The longest name of a document or note on terms, in characters.
pub const TERMS_TEXT_LIMIT: usize = 500;

/// The terms of one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTerms {
    /// Of whom.
    pub client_id: ClientId,
    /// Days to pay; `None`: those of the setting.
    pub days: Option<i64>,
    /// How it is supplied.
    pub regime: Regime,
    /// The most it may owe with a new order, minor units of the reporting currency; needed where
    /// it is supplied less, allowed elsewhere.
    pub limit_minor: Option<i64>,
    /// The share of an order that is paid before it leaves, in percent; needed for stages.
    pub prepaid_percent: Option<i64>,
    /// The letter that stands for the money.
    pub document: Option<String>,
    /// The last day on which the letter is in force.
    pub document_until: Option<Date>,
    /// Why.
    pub note: Option<String>,
    /// Counts changes.
    pub version: i64,
}

/// A rule of the terms that an order does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermsRefusal {
    /// With it the client would owe more than its limit.
    Limit {
        /// The limit.
        limit_minor: i64,
        /// What it would owe.
        owed_minor: i64,
    },
    /// Less of it is paid than has to be before it leaves.
    Prepaid {
        /// The share that has to be paid, in percent.
        percent: i64,
        /// What is missing, minor units of the order's currency.
        missing_minor: i64,
    },
    /// There is no letter in force.
    Document,
}

impl TermsRefusal {
    /// Code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Limit { .. } => "receivable.limit",
            Self::Prepaid { .. } => "receivable.prepaid",
            Self::Document => "receivable.document",
        }
    }
}

/// An order that is about to be agreed on or to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Whether it is about to leave.
    pub leaves: bool,
    /// Its sum in its currency.
    pub total_minor: i64,
    /// Its sum in the reporting currency.
    pub base_total_minor: i64,
    /// What was paid for it.
    pub paid_minor: i64,
    /// What the client owes without it, in the reporting currency.
    pub base_owed_minor: i64,
}

impl ClientTerms {
    /// The terms of a client of which nothing is written.
    pub fn usual(client_id: ClientId) -> Self {
        Self {
            client_id,
            days: None,
            regime: Regime::Usual,
            limit_minor: None,
            prepaid_percent: None,
            document: None,
            document_until: None,
            note: None,
            version: 0,
        }
    }

    /// What is wrong with them: the field and the code.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self
            .days
            .is_some_and(|days| !(0..=MOST_TERM_DAYS).contains(&days))
        {
            faults.push(("days", "receivable.days"));
        }
        if self.limit_minor.is_some_and(|limit| limit < 0)
            || (self.regime == Regime::Reduced && self.limit_minor.is_none())
        {
            faults.push(("limit_minor", "receivable.needs_limit"));
        }
        let shares = 1..=100;
        if self.prepaid_percent.is_some_and(|of| !shares.contains(&of))
            || (self.regime == Regime::Staged && self.prepaid_percent.is_none())
        {
            faults.push(("prepaid_percent", "receivable.needs_percent"));
        }
        faults
    }

    /// Whether an order keeps the terms on a day.
    pub fn check(&self, asked: Asked, today: Date) -> Result<(), TermsRefusal> {
        if let Some(limit_minor) = self.limit_minor {
            let owed_minor = asked.base_owed_minor.saturating_add(asked.base_total_minor);
            if asked.base_total_minor > 0 && owed_minor > limit_minor {
                return Err(TermsRefusal::Limit {
                    limit_minor,
                    owed_minor,
                });
            }
        }
        if !asked.leaves || asked.total_minor <= 0 {
            return Ok(());
        }
        match self.regime {
            Regime::Staged => {
                let percent = self.prepaid_percent.unwrap_or(100);
                let wanted = share(asked.total_minor, percent, 100);
                let missing_minor = wanted.saturating_sub(asked.paid_minor);
                if missing_minor > 0 {
                    return Err(TermsRefusal::Prepaid {
                        percent,
                        missing_minor,
                    });
                }
            }
            Regime::Pledge | Regime::LetterOfCredit => {
                let in_force = self.document.is_some()
                    && self.document_until.is_none_or(|until| until >= today);
                if !in_force {
                    return Err(TermsRefusal::Document);
                }
            }
            Regime::Usual | Regime::Reduced => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
