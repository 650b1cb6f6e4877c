//! Whether a deal fits before it is accepted: what we can make (R193), what we turn over in a year
//! (R193), and whether a small custom order is worth its trouble (R194). Refusing is a result too
//! (R195).

use crate::code::code_enum;
use crate::setting::{
    FIT_CAPACITY, FIT_CAPACITY_MOST, FIT_TURNOVER, FIT_TURNOVER_MOST, ORDERCHECK_LEAST_MARGIN,
    ORDERCHECK_SMALL_SHARE, Settings,
};

/// A deal that somebody is about to accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deal {
    /// Its amount in the reporting currency, minor units.
    pub amount_minor: i64,
    /// Months in which it has to be made.
    pub months: i64,
    /// It is made for this client alone.
    pub custom: bool,
    /// The margin expected, in percent of the amount.
    pub margin: Option<i64>,
}

/// What we can do, in minor units of the reporting currency; `None`: nobody said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Means {
    /// What is made in a month.
    pub capacity_minor: Option<i64>,
    /// What is turned over in a year.
    pub turnover_minor: Option<i64>,
}

code_enum! {
    /// What speaks against a deal.
    pub enum Misfit {
        /// More than we can make in its time.
        OverCapacity = "over_capacity",
        /// Too large a part of a year's turnover: we would live by one client.
        OverTurnover = "over_turnover",
        /// Small, custom, and with too little margin.
        Thin = "thin",
    }
}

/// How a deal fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The deal in percent of what is made in its time.
    pub of_capacity: Option<i64>,
    /// The deal in hundredths of a percent of the year's turnover.
    pub of_turnover: Option<i64>,
    /// What speaks against it.
    pub misfits: Vec<Misfit>,
}

/// The limits of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A deal may take so many percent of what is made in its time.
    pub capacity: i64,
    /// … and so many percent of a year's turnover.
    pub turnover: i64,
    /// A custom deal under so many percent of the turnover is small.
    pub small: i64,
    /// A margin under so many percent is too little.
    pub margin: i64,
}

impl Limits {
    /// Those in force.
    pub fn of(settings: &Settings) -> Self {
        Self {
            capacity: settings.whole(&FIT_CAPACITY_MOST),
            turnover: settings.whole(&FIT_TURNOVER_MOST),
            small: settings.whole(&ORDERCHECK_SMALL_SHARE),
            margin: settings.whole(&ORDERCHECK_LEAST_MARGIN),
        }
    }
}

impl Means {
    /// What the settings say; they are in whole units of the currency, 0 says nothing.
    pub fn of(settings: &Settings, minor_per_unit: i64) -> Self {
        let said = |value: i64| (value > 0).then(|| value.saturating_mul(minor_per_unit));
        Self {
            capacity_minor: said(settings.whole(&FIT_CAPACITY)),
            turnover_minor: said(settings.whole(&FIT_TURNOVER)),
        }
    }
}

/// How a deal fits. What nobody said cannot speak against it.
pub fn check(deal: Deal, means: Means, limits: Limits) -> Fit {
    let part = |of: i64, scale: i128| {
        let share = i128::from(deal.amount_minor) * scale / i128::from(of.max(1));
        i64::try_from(share).unwrap_or(i64::MAX)
    };
    let made = means
        .capacity_minor
        .map(|month| month.saturating_mul(deal.months.max(1)));
    let of_capacity = made.map(|made| part(made, 100));
    let of_turnover = means.turnover_minor.map(|year| part(year, 10_000));
    let mut misfits = Vec::new();
    let above = |of: i64, percent: i64| {
        i128::from(deal.amount_minor) * 100 > i128::from(of) * i128::from(percent)
    };
    if made.is_some_and(|made| above(made, limits.capacity)) {
        misfits.push(Misfit::OverCapacity);
    }
    if means
        .turnover_minor
        .is_some_and(|year| above(year, limits.turnover))
    {
        misfits.push(Misfit::OverTurnover);
    }
    let small = means.turnover_minor.is_some_and(|year| {
        i128::from(deal.amount_minor) * 100 < i128::from(year) * i128::from(limits.small)
    });
    if deal.custom && small && deal.margin.is_none_or(|margin| margin < limits.margin) {
        misfits.push(Misfit::Thin);
    }
    Fit {
        of_capacity,
        of_turnover,
        misfits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        capacity: 100,
        turnover: 50,
        small: 2,
        margin: 10,
    };
    const MEANS: Means = Means {
        capacity_minor: Some(1_000_000),
        turnover_minor: Some(12_000_000),
    };

    fn deal(amount_minor: i64, months: i64) -> Deal {
        Deal {
            amount_minor,
            months,
            custom: false,
            margin: None,
        }
    }

    #[test]
    fn r193_twice_the_capacity_and_two_years_turnover_do_not_fit() {
        let twice = check(deal(24_000_000, 12), MEANS, LIMITS);
        assert_eq!(twice.of_capacity, Some(200));
        assert_eq!(twice.of_turnover, Some(20_000));
        assert_eq!(twice.misfits, [Misfit::OverCapacity, Misfit::OverTurnover]);
        let longer = check(deal(24_000_000, 24), MEANS, LIMITS);
        assert_eq!(longer.misfits, [Misfit::OverTurnover]);
        assert_eq!(check(deal(6_000_000, 12), MEANS, LIMITS).misfits, []);
        let unknown = check(deal(24_000_000, 1), Means::default(), LIMITS);
        assert_eq!((unknown.of_capacity, unknown.misfits), (None, vec![]));
        let huge = check(deal(i64::MAX, 1), MEANS, LIMITS);
        assert_eq!(huge.misfits, [Misfit::OverCapacity, Misfit::OverTurnover]);
    }

    #[test]
    fn r194_a_small_custom_order_without_margin_is_thin() {
        let custom = |amount_minor, margin| {
            let deal = Deal {
                custom: true,
                margin,
                ..deal(amount_minor, 1)
            };
            check(deal, MEANS, LIMITS).misfits
        };
        assert_eq!(custom(239_999, Some(9)), [Misfit::Thin], "under 2 %");
        assert_eq!(custom(240_000, Some(9)), [], "2 %");
        assert_eq!(custom(100_000, Some(10)), []);
        assert_eq!(
            custom(100_000, None),
            [Misfit::Thin],
            "nobody knows a margin"
        );
        assert_eq!(check(deal(100_000, 1), MEANS, LIMITS).misfits, []);
    }
}
