//! Millionths to minor units, rounded half away from zero.

use tables::parse::MILLION;

/// Digits after the point of a currency: what ISO 4217 says where it is not two.
pub fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// n ÷ d, rounded half away from zero; `d` is positive.
#[inline]
fn divide(n: i128, d: i128) -> i128 {
    let half = d / 2;
    if n >= 0 {
        (n + half) / d
    } else {
        (n - half) / d
    }
}

/// An amount in millionths as minor units of 10^-digits.
#[inline]
pub(crate) fn to_minor(millionths: i64, digits: u32) -> i64 {
    // The usual divisors are known to the compiler, which then does without a division.
    match digits {
        0 => halves_away::<1_000_000>(millionths),
        2 => halves_away::<10_000>(millionths),
        3 => halves_away::<1_000>(millionths),
        _ => divide(i128::from(millionths), 10i128.pow(6 - digits.min(6))) as i64,
    }
}

/// [`to_minor`] of a whole column; `false` for currencies whose digits are not the usual ones.
pub(crate) fn to_minor_column(millionths: &[i64], digits: u32, minor: &mut Vec<i64>) -> bool {
    let convert: fn(&[i64], &mut Vec<i64>) = match digits {
        0 => column::<1_000_000>,
        2 => column::<10_000>,
        3 => column::<1_000>,
        _ => return false,
    };
    minor.clear();
    convert(millionths, minor);
    true
}

fn column<const UNIT: i64>(millionths: &[i64], minor: &mut Vec<i64>) {
    minor.extend(millionths.iter().map(|m| halves_away::<UNIT>(*m)));
}

#[inline]
fn halves_away<const UNIT: i64>(millionths: i64) -> i64 {
    if millionths >= 0 {
        millionths.wrapping_add(UNIT / 2) / UNIT
    } else {
        millionths.wrapping_sub(UNIT / 2) / UNIT
    }
}

/// Quantity × price × (1 − discount), all in millionths, as minor units; `None` when it passes
/// an `i64`.
#[inline]
pub(crate) fn line_amount(quantity: i64, price: i64, discount: i64, digits: u32) -> Option<i64> {
    if discount == 0
        && quantity % MILLION == 0
        && let Some(product) = (quantity / MILLION).checked_mul(price)
        && product.unsigned_abs() < 1 << 62
    {
        return Some(to_minor(product, digits));
    }
    let gross = i128::from(quantity) * i128::from(price);
    let kept = i128::from(MILLION) - i128::from(discount);
    let net = gross.checked_mul(kept)?;
    i64::try_from(divide(net, 10i128.pow(18 - digits.min(6)))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_on_both_sides() {
        for (quantity, price, discount, minor) in [
            (1, 1_005_000, 0, 101),
            (-1, 1_005_000, 0, -101),
            (1, 1_004_999, 0, 100),
            (3, 335_000, 0, 101),
            (12, 6_950_000, 0, 8_340),
            (10, 14_000_000, 150_000, 11_900),
            (-10, 14_000_000, 150_000, -11_900),
            (1, 10_000, 500_000, 1),
            (0, 10_000, 0, 0),
        ] {
            let got = line_amount(quantity * MILLION, price, discount, 2);
            assert_eq!(got, Some(minor), "{quantity} × {price} − {discount}");
        }
        assert_eq!(line_amount(2_500_000, 1_000_000, 0, 2), Some(250));
        assert_eq!(line_amount(1_500_000, 1_000_000, 0, 0), Some(2));
        assert_eq!(line_amount(i64::MAX, i64::MAX, 0, 2), None);
        assert_eq!(line_amount(i64::MAX, i64::MAX, -i64::MAX, 2), None);
    }
}
