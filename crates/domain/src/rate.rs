//! The price of one currency in another, as an exact decimal of twelve places, so that the same
//! order always has the same value in the reporting currency. A rate that is not known is an
//! error wherever it is needed, never 1.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money, MoneyError};

/// Twelve decimal places.
const ONE: i64 = 1_000_000_000_000;

/// The largest rate: a million units of the reporting currency for one unit.
const LIMIT: i64 = 1_000_000 * ONE;

/// Why a text or number is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Not a plain decimal number.
    #[error("not a number")]
    NotANumber,
    /// More than twelve decimal places.
    #[error("too many decimal places")]
    TooPrecise,
    /// Not above zero, or above a million.
    #[error("rate out of range")]
    OutOfRange,
}

impl RateError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "rate.not_a_number",
            Self::TooPrecise => "rate.too_precise",
            Self::OutOfRange => "rate.out_of_range",
        }
    }
}

/// What one unit of a currency costs in units of the reporting currency. Above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rate(i64);

impl Rate {
    /// The rate of a currency in itself.
    pub const ONE: Self = Self(ONE);

    /// From trillionths (10⁻¹²).
    pub fn from_trillionths(trillionths: i64) -> Result<Self, RateError> {
        if (1..=LIMIT).contains(&trillionths) {
            Ok(Self(trillionths))
        } else {
            Err(RateError::OutOfRange)
        }
    }

    /// In trillionths.
    pub const fn trillionths(self) -> i64 {
        self.0
    }

    /// The value of `money` in `reporting`, rounded half away from zero.
    pub fn convert(self, money: Money, reporting: Currency) -> Result<Money, MoneyError> {
        if money.currency() == reporting && self == Self::ONE {
            return Ok(money);
        }
        let scaled = i128::from(money.minor())
            * i128::from(self.0)
            * i128::from(10_i64.pow(reporting.decimals()));
        let divisor = i128::from(ONE) * i128::from(10_i64.pow(money.currency().decimals()));
        Money::new(round_half_away(scaled, divisor)?, reporting)
    }
}

/// `value / divisor` rounded half away from zero; `divisor` is above zero.
pub(crate) fn round_half_away(value: i128, divisor: i128) -> Result<i64, MoneyError> {
    let half = if value < 0 { -divisor / 2 } else { divisor / 2 };
    i64::try_from((value + half) / divisor).map_err(|_| MoneyError::OutOfRange)
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(RateError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 12 {
            return Err(RateError::TooPrecise);
        }
        let trillionths = format!("{whole}{fraction:0<12}")
            .parse()
            .map_err(|_| RateError::OutOfRange)?;
        Self::from_trillionths(trillionths)
    }
}

impl TryFrom<String> for Rate {
    type Error = RateError;

    fn try_from(text: String) -> Result<Self, RateError> {
        text.parse()
    }
}

impl From<Rate> for String {
    fn from(rate: Rate) -> Self {
        rate.to_string()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{}.{:012}", self.0 / ONE, self.0 % ONE);
        f.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_of_rates() {
        for (text, expected) in [
            ("61.5", Ok("61.5")),
            ("0.010900", Ok("0.0109")),
            ("1", Ok("1")),
            ("1000000", Ok("1000000")),
            ("0.000000000001", Ok("0.000000000001")),
            ("0.0000000000001", Err(RateError::TooPrecise)),
            ("1000000.1", Err(RateError::OutOfRange)),
            ("99999999999999999999", Err(RateError::OutOfRange)),
            ("0", Err(RateError::OutOfRange)),
            ("-1", Err(RateError::NotANumber)),
            ("1e3", Err(RateError::NotANumber)),
            ("1,5", Err(RateError::NotANumber)),
            ("", Err(RateError::NotANumber)),
        ] {
            let got = text.parse::<Rate>().map(|rate| rate.to_string());
            assert_eq!(got, expected.map(str::to_owned), "{text:?}");
        }
    }

    #[test]
    fn conversion_rounds_half_away_from_zero_and_minds_decimals() {
        let rate: Rate = "0.5".parse().unwrap();
        let roubles = |minor| Money::new(minor, Currency::RUB).unwrap();
        for (minor, expected) in [(1, 1), (-1, -1), (3, 2), (2, 1), (0, 0)] {
            let euros = rate.convert(roubles(minor), Currency::EUR).unwrap();
            assert_eq!(
                (euros.minor(), euros.currency()),
                (expected, Currency::EUR),
                "{minor}"
            );
        }
        let yen: Currency = "JPY".parse().unwrap();
        let rate: Rate = "0.00625".parse().unwrap();
        let converted = rate
            .convert(Money::new(1600, yen).unwrap(), Currency::EUR)
            .unwrap();
        assert_eq!(converted.minor(), 1000);
    }

    #[test]
    fn sec_54_a_huge_amount_at_a_huge_rate_is_refused() {
        let most = Money::new(crate::money::AMOUNT_LIMIT, Currency::RUB).unwrap();
        let rate: Rate = "1000000".parse().unwrap();
        assert_eq!(
            rate.convert(most, Currency::EUR),
            Err(MoneyError::OutOfRange)
        );
    }

    proptest! {
        #[test]
        fn text_round_trip(trillionths in 1..=LIMIT) {
            let rate = Rate::from_trillionths(trillionths).unwrap();
            prop_assert_eq!(rate.to_string().parse(), Ok(rate));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,40}") {
            let _ = text.parse::<Rate>();
        }
    }
}
