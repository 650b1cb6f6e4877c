//! Check digits of tax numbers by country. Where a country has none, or several forms of which some
//! have none, the shape is all that is verified.

use super::TaxNumberError;
use crate::country::Country;

type Checked = Result<(), TaxNumberError>;

/// Verifies the number of a country, without its prefix, in capitals.
pub(super) fn check(country: Country, value: &str) -> Checked {
    let numbers = || digits(value);
    match country.code() {
        "RU" => inn(&numbers()?),
        "MK" => edb(&numbers()?),
        "AT" => austria(value),
        "BE" => belgium(&numbers()?),
        "BG" => bulgaria(&numbers()?),
        "BY" => weighted(&numbers()?, &[29, 23, 19, 17, 13, 7, 5, 3], |sum| sum % 11),
        "CZ" => czechia(&numbers()?),
        "DE" => iso_7064(&numbers()?, 9),
        "DK" => zero_sum(&numbers()?, &[2, 7, 6, 5, 4, 3, 2, 1], 11),
        "EE" => zero_sum(&numbers()?, &[3, 7, 1, 3, 7, 1, 3, 7, 1], 10),
        "FI" => zero_sum(&numbers()?, &[7, 9, 10, 5, 8, 4, 2, 1], 11),
        "FR" => france(value),
        "GB" => britain(value),
        "GR" => weighted(&numbers()?, &[256, 128, 64, 32, 16, 8, 4, 2], |sum| {
            sum % 11 % 10
        }),
        "HR" => iso_7064(&numbers()?, 11),
        "HU" => zero_sum(&numbers()?, &[9, 7, 3, 1, 9, 7, 3, 1], 10),
        "IT" => luhn(&numbers()?, 11),
        "KZ" => kazakhstan(&numbers()?),
        "LU" => luxembourg(&numbers()?),
        "PL" => weighted(&numbers()?, &[6, 5, 7, 2, 3, 4, 5, 6, 7], |sum| sum % 11),
        "PT" => weighted(&numbers()?, &[9, 8, 7, 6, 5, 4, 3, 2], |sum| {
            (11 - sum % 11) % 11 % 10
        }),
        "RO" => romania(&numbers()?),
        "RS" => iso_7064(&numbers()?, 9),
        "SE" => sweden(&numbers()?),
        "SI" => weighted(&numbers()?, &[8, 7, 6, 5, 4, 3, 2], |sum| {
            (11 - sum % 11) % 10
        }),
        "SK" => slovakia(&numbers()?),
        _ => any(value),
    }
}

/// Letters and digits, at least two of these.
fn any(value: &str) -> Checked {
    let plain = value.bytes().all(|b| b.is_ascii_alphanumeric());
    let numbered = value.bytes().filter(u8::is_ascii_digit).count() >= 2;
    shape(plain && numbered && (4..=20).contains(&value.len()))
}

fn digits(value: &str) -> Result<Vec<u32>, TaxNumberError> {
    let digits: Option<Vec<u32>> = value.chars().map(|c| c.to_digit(10)).collect();
    let digits = digits.ok_or(TaxNumberError::Shape)?;
    shape(digits.iter().any(|digit| *digit != 0))?;
    Ok(digits)
}

fn shape(holds: bool) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(TaxNumberError::Shape)
    }
}

fn agrees(holds: bool) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(TaxNumberError::CheckDigit)
    }
}

fn sum(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// The last digit follows from the weighted sum of those before it.
fn weighted(d: &[u32], weights: &[u32], last: impl Fn(u32) -> u32) -> Checked {
    shape(d.len() == weights.len() + 1)?;
    agrees(last(sum(d, weights)) == d[weights.len()])
}

/// The weighted sum of all digits is a multiple of `by`.
fn zero_sum(d: &[u32], weights: &[u32], by: u32) -> Checked {
    shape(d.len() == weights.len())?;
    agrees(sum(d, weights).is_multiple_of(by))
}

/// ISO 7064, mod 11, 10: Germany, Croatia (OIB), Serbia (PIB).
fn iso_7064(d: &[u32], length: usize) -> Checked {
    shape(d.len() == length)?;
    let (last, body) = d.split_last().ok_or(TaxNumberError::Shape)?;
    let product = body.iter().fold(10, |product, digit| {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        2 * sum % 11
    });
    agrees((11 - product) % 10 == *last)
}

fn is_luhn(d: &[u32]) -> bool {
    let doubled = |(at, digit): (usize, &u32)| match (at % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    d.iter()
        .rev()
        .enumerate()
        .map(doubled)
        .sum::<u32>()
        .is_multiple_of(10)
}

fn luhn(d: &[u32], length: usize) -> Checked {
    shape(d.len() == length)?;
    agrees(is_luhn(d))
}

/// Russian INN: 10 digits of a company, 12 of a person; the last one (two) are check digits.
fn inn(d: &[u32]) -> Checked {
    const W: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let check = |skip: usize| sum(d, &W[skip..]) % 11 % 10;
    match d.len() {
        10 => agrees(d[9] == check(2)),
        12 => agrees(d[10] == check(1) && d[11] == check(0)),
        _ => Err(TaxNumberError::Shape),
    }
}

/// Macedonian ЕДБ: 13 digits, the last a check digit.
fn edb(d: &[u32]) -> Checked {
    const W: [u32; 12] = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    weighted(d, &W, |sum| (11 - sum % 11) % 11 % 10)
}

/// `U` and eight digits.
fn austria(value: &str) -> Checked {
    let d = digits(value.strip_prefix('U').ok_or(TaxNumberError::Shape)?)?;
    shape(d.len() == 8)?;
    let sum: u32 = (0..7)
        .map(|at| {
            if at % 2 == 0 {
                d[at]
            } else {
                d[at] * 2 / 10 + d[at] * 2 % 10
            }
        })
        .sum();
    agrees((10 - (sum + 4) % 10) % 10 == d[7])
}

fn number(d: &[u32]) -> u64 {
    d.iter()
        .fold(0, |number, digit| number * 10 + u64::from(*digit))
}

fn belgium(d: &[u32]) -> Checked {
    shape(d.len() == 10)?;
    agrees(97 - number(&d[..8]) % 97 == number(&d[8..]))
}

/// Nine digits of a company; those of persons (ten) have other rules.
fn bulgaria(d: &[u32]) -> Checked {
    shape(d.len() == 9 || d.len() == 10)?;
    if d.len() == 10 {
        return Ok(());
    }
    let first = sum(d, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    let check = if first == 10 {
        sum(d, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10
    } else {
        first
    };
    agrees(check == d[8])
}

/// Eight digits of a company; nine or ten are birth numbers of persons.
fn czechia(d: &[u32]) -> Checked {
    shape((8..=10).contains(&d.len()))?;
    if d.len() > 8 {
        return Ok(());
    }
    agrees((11 - sum(d, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == d[7])
}

/// Two characters of a key and the SIREN.
fn france(value: &str) -> Checked {
    shape(value.len() == 11 && value.bytes().all(|b| b.is_ascii_alphanumeric()))?;
    let siren = digits(&value[2..])?;
    agrees(is_luhn(&siren))?;
    // Keys with letters are given too; they have a rule of their own.
    match value[..2].parse::<u64>() {
        Ok(key) => agrees((12 + 3 * (number(&siren) % 97)) % 97 == key),
        Err(_) => Ok(()),
    }
}

/// Nine digits, or twelve of a branch; departments and health authorities have three.
fn britain(value: &str) -> Checked {
    if value.len() == 5 && (value.starts_with("GD") || value.starts_with("HA")) {
        return any(value);
    }
    let d = digits(value)?;
    shape(d.len() == 9 || d.len() == 12)?;
    let rest = u64::from(sum(&d, &[8, 7, 6, 5, 4, 3, 2])) + number(&d[7..9]);
    agrees(rest.is_multiple_of(97) || (rest + 55).is_multiple_of(97))
}

fn kazakhstan(d: &[u32]) -> Checked {
    shape(d.len() == 12)?;
    let first = sum(d, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
    let check = if first == 10 {
        sum(d, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11
    } else {
        first
    };
    agrees(check == d[11])
}

fn luxembourg(d: &[u32]) -> Checked {
    shape(d.len() == 8)?;
    agrees(number(&d[..6]) % 89 == number(&d[6..]))
}

/// Two to ten digits, the weights counted from the end.
fn romania(d: &[u32]) -> Checked {
    const W: [u32; 9] = [7, 5, 3, 2, 1, 7, 5, 3, 2];
    shape((2..=10).contains(&d.len()))?;
    let (last, body) = d.split_last().ok_or(TaxNumberError::Shape)?;
    agrees(sum(body, &W[9 - body.len()..]) * 10 % 11 % 10 == *last)
}

fn slovakia(d: &[u32]) -> Checked {
    shape(d.len() == 10)?;
    agrees(number(d).is_multiple_of(11))
}

/// The ten digits of the company and a number of two.
fn sweden(d: &[u32]) -> Checked {
    shape(d.len() == 12)?;
    agrees(is_luhn(&d[..10]) && number(&d[10..]) > 0)
}
