//! Money: whole minor units with their currency, never a float. Every sum that could leave the
//! range is checked, in release builds too; products round half away from zero.

use std::fmt;
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// The largest amount, either sign, of one order, payment or price: 10^15 minor units. Sums of
/// nine thousand such amounts still fit in an `i64`.
pub const AMOUNT_LIMIT: i64 = 1_000_000_000_000_000;

/// The largest quantity, either sign, in thousandths of a unit: a billion units.
pub const QUANTITY_LIMIT: i64 = 1_000_000_000_000;

/// Why a text or a sum is not money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is not a number.
    #[error("not an amount")]
    NotANumber,
    /// More decimal places than the currency (or quantity) has.
    #[error("too many decimal places")]
    TooPrecise,
    /// Beyond [`AMOUNT_LIMIT`] or [`QUANTITY_LIMIT`].
    #[error("amount out of range")]
    OutOfRange,
    /// Two currencies in one sum.
    #[error("different currencies")]
    MixedCurrencies,
    /// Not three Latin letters.
    #[error("not a currency code")]
    NotACurrency,
}

impl MoneyError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "money.not_a_number",
            Self::TooPrecise => "money.too_precise",
            Self::OutOfRange => "money.out_of_range",
            Self::MixedCurrencies => "money.mixed_currencies",
            Self::NotACurrency => "money.not_a_currency",
        }
    }
}

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
    /// The Russian rouble.
    pub const RUB: Self = Self(*b"RUB");
    /// The Macedonian denar.
    pub const MKD: Self = Self(*b"MKD");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three ASCII letters by construction")
    }

    /// How many decimal places its minor unit has (ISO 4217).
    pub const fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let letters: [u8; 3] = text
            .as_bytes()
            .try_into()
            .map_err(|_| MoneyError::NotACurrency)?;
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(MoneyError::NotACurrency)
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of money within [`AMOUNT_LIMIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// `minor` units of `currency`; `OutOfRange` beyond the limit.
    pub fn new(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        if minor.checked_abs().is_some_and(|size| size <= AMOUNT_LIMIT) {
            Ok(Self { minor, currency })
        } else {
            Err(MoneyError::OutOfRange)
        }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads a plain decimal with a point ("1234.5", "-0.07"); finer digits than the currency has
    /// are refused unless they are zeros.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        Self::new(scaled(text, currency.decimals(), AMOUNT_LIMIT)?, currency)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum; both must be of one currency.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::MixedCurrencies);
        }
        let minor = self.minor.checked_add(other.minor);
        Self::new(minor.ok_or(MoneyError::OutOfRange)?, self.currency)
    }

    /// The difference; both must be of one currency.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.plus(Self {
            minor: -other.minor,
            currency: other.currency,
        })
    }

    /// This price for `quantity` units.
    pub fn times(self, quantity: Quantity) -> Result<Self, MoneyError> {
        let product = i128::from(self.minor) * i128::from(quantity.0);
        Self::new(round_div(product, 1000)?, self.currency)
    }

    /// The same value in `currency`, where `rate` is the price of one unit of `self`'s currency.
    pub fn convert(self, rate: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let value = Decimal::from(self.minor)
            .checked_mul(rate)
            .and_then(|v| v.checked_mul(Decimal::from(10_i64.pow(currency.decimals()))))
            .and_then(|v| v.checked_div(Decimal::from(10_i64.pow(self.currency.decimals()))))
            .ok_or(MoneyError::OutOfRange)?;
        let minor = value
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
            .ok_or(MoneyError::OutOfRange)?;
        Self::new(minor, currency)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = Decimal::new(self.minor, self.currency.decimals());
        write!(f, "{amount} {}", self.currency)
    }
}

/// A quantity in thousandths of a unit, within [`QUANTITY_LIMIT`]. A return is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// From thousandths of a unit.
    pub fn from_milli(milli: i64) -> Result<Self, MoneyError> {
        if milli
            .checked_abs()
            .is_some_and(|size| size <= QUANTITY_LIMIT)
        {
            Ok(Self(milli))
        } else {
            Err(MoneyError::OutOfRange)
        }
    }

    /// Reads a plain decimal of at most three places.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        Self::from_milli(scaled(text, 3, QUANTITY_LIMIT)?)
    }

    /// In thousandths of a unit.
    pub const fn milli(self) -> i64 {
        self.0
    }
}

/// A plain decimal text as an integer of `decimals` places, either sign up to `limit`.
fn scaled(text: &str, decimals: u32, limit: i64) -> Result<i64, MoneyError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return Err(MoneyError::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let places = decimals as usize;
    if fraction.len() > places {
        return Err(MoneyError::TooPrecise);
    }
    let scaled: i64 = format!("{whole}{fraction:0<places$}")
        .parse()
        .map_err(|_| MoneyError::OutOfRange)?;
    if scaled > limit {
        return Err(MoneyError::OutOfRange);
    }
    Ok(if text.starts_with('-') {
        -scaled
    } else {
        scaled
    })
}

/// `value / by` rounded half away from zero.
fn round_div(value: i128, by: i128) -> Result<i64, MoneyError> {
    let half = if value < 0 { -by / 2 } else { by / 2 };
    i64::try_from((value + half) / by).map_err(|_| MoneyError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parse_table() {
        let cases = [
            ("0", Ok(0)),
            ("12.3", Ok(1230)),
            ("-0.07", Ok(-7)),
            ("12.340", Ok(1234)),
            ("12.345", Err(MoneyError::TooPrecise)),
            ("", Err(MoneyError::NotANumber)),
            ("1,5", Err(MoneyError::NotANumber)),
            ("1e5", Err(MoneyError::NotANumber)),
            ("NaN", Err(MoneyError::NotANumber)),
            ("--1", Err(MoneyError::NotANumber)),
            ("10000000000000.00", Ok(AMOUNT_LIMIT)),
        ];
        for (text, expected) in cases {
            let got = Money::parse(text, Currency::EUR).map(Money::minor);
            assert_eq!(got, expected, "{text:?}");
        }
        let yen: Currency = "JPY".parse().unwrap();
        assert_eq!(Money::parse("1500", yen).map(Money::minor), Ok(1500));
        assert_eq!(Money::parse("1.5", yen), Err(MoneyError::TooPrecise));
    }

    #[test]
    fn sec_54_negative_and_huge_numbers_are_refused_not_wrapped() {
        let huge = Money::new(AMOUNT_LIMIT, Currency::EUR).unwrap();
        let cent = Money::new(1, Currency::EUR).unwrap();
        assert_eq!(huge.plus(cent), Err(MoneyError::OutOfRange));
        assert_eq!(
            Money::new(i64::MIN, Currency::EUR),
            Err(MoneyError::OutOfRange)
        );
        assert_eq!(
            Money::new(i64::MAX, Currency::EUR),
            Err(MoneyError::OutOfRange)
        );
        assert_eq!(Quantity::from_milli(i64::MIN), Err(MoneyError::OutOfRange));
        let many = Quantity::from_milli(QUANTITY_LIMIT).unwrap();
        assert_eq!(huge.times(many), Err(MoneyError::OutOfRange));
        for text in ["10000000000000.01", "-10000000000000.01", &"9".repeat(39)] {
            assert_eq!(
                Money::parse(text, Currency::EUR),
                Err(MoneyError::OutOfRange),
                "{text}"
            );
        }
    }

    #[test]
    fn products_round_half_away_from_zero() {
        let price = |minor| Money::new(minor, Currency::EUR).unwrap();
        let quantity = |text| Quantity::parse(text).unwrap();
        assert_eq!(price(1).times(quantity("0.5")).unwrap().minor(), 1);
        assert_eq!(price(-1).times(quantity("0.5")).unwrap().minor(), -1);
        assert_eq!(price(1).times(quantity("0.499")).unwrap().minor(), 0);
        assert_eq!(price(333).times(quantity("-3")).unwrap().minor(), -999);
    }

    #[test]
    fn conversion_minds_the_decimals_of_both_currencies() {
        let yen: Currency = "JPY".parse().unwrap();
        let rate = Decimal::from_str_exact("160.5").unwrap();
        let euros = Money::new(1000, Currency::EUR).unwrap();
        assert_eq!(euros.convert(rate, yen).unwrap().minor(), 1605);
    }

    #[test]
    fn currencies_do_not_mix() {
        let euro = Money::zero(Currency::EUR);
        assert_eq!(
            euro.plus(Money::zero(Currency::MKD)),
            Err(MoneyError::MixedCurrencies)
        );
        for text in ["eur", "EURO", "", "ЕUR", "E R"] {
            assert_eq!(
                text.parse::<Currency>(),
                Err(MoneyError::NotACurrency),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn text_round_trip(minor in -AMOUNT_LIMIT..=AMOUNT_LIMIT) {
            let money = Money::new(minor, Currency::EUR).unwrap();
            let text = money.to_string();
            let amount = text.strip_suffix(" EUR").unwrap();
            prop_assert_eq!(Money::parse(amount, Currency::EUR), Ok(money));
        }

        #[test]
        fn parse_never_panics(text in ".{0,60}") {
            let _ = Money::parse(&text, Currency::EUR);
            let _ = Quantity::parse(&text);
        }
    }
}
