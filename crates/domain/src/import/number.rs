//! Numbers as people write them: spaces, currencies, brackets for minus, a comma or a point.

use super::mapping::DecimalSign;

/// Words and signs that stand beside an amount.
const BESIDE: [&str; 26] = [
    "₽",
    "€",
    "$",
    "£",
    "%",
    "руб",
    "рублей",
    "рубля",
    "р",
    "rub",
    "rur",
    "eur",
    "евра",
    "евро",
    "евро.",
    "usd",
    "gbp",
    "mkd",
    "ден",
    "денари",
    "денара",
    "шт",
    "кг",
    "бр",
    "pcs",
    "byn",
];

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberError {
    NotANumber,
    TooPrecise,
    OutOfRange,
}

/// Digits before the point that are kept; larger numbers are slips.
const WHOLE_DIGITS: usize = 15;

/// The number as plain digits with a point and at most `places` of them after it; zeros at the end
/// go. With a given sign the other one parts thousands.
pub(super) fn read(text: &str, sign: DecimalSign, places: u32) -> Result<String, NumberError> {
    let (mut negative, digits) = bare(text).ok_or(NumberError::NotANumber)?;
    let (point, thousands) = match sign {
        DecimalSign::Point => ('.', ','),
        DecimalSign::Comma => (',', '.'),
    };
    let (whole, fraction) = match digits.split_once(point) {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits.as_str(), ""),
    };
    if fraction.contains(['.', ',']) || !is_grouped(whole, thousands) {
        return Err(NumberError::NotANumber);
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.is_empty() && fraction.is_empty() {
        return Err(NumberError::NotANumber);
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.len() > WHOLE_DIGITS {
        return Err(NumberError::OutOfRange);
    }
    if fraction.len() > places as usize {
        return Err(NumberError::TooPrecise);
    }
    negative &= !(whole.is_empty() && fraction.is_empty());
    let minus = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if fraction.is_empty() {
        format!("{minus}{whole}")
    } else {
        format!("{minus}{whole}.{fraction}")
    })
}

/// Thousands are parted in threes or not at all.
fn is_grouped(whole: &str, thousands: char) -> bool {
    let mut groups = whole.split(thousands);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    first.bytes().all(|b| b.is_ascii_digit())
        && rest
            .iter()
            .all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
        && (rest.is_empty() || (1..=3).contains(&first.len()))
}

/// Whether it is below zero, and its digits with points and commas.
fn bare(text: &str) -> Option<(bool, String)> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let (mut negative, inner) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    let mut digits = String::new();
    let mut word = String::new();
    let mut minus = false;
    let lower = inner.to_lowercase();
    for c in lower.chars().chain([' ']) {
        if c.is_alphabetic() || (c == '.' && !word.is_empty()) || "₽€$£%".contains(c) {
            word.push(c);
            continue;
        }
        let said = word.trim_end_matches('.');
        if !said.is_empty() && !BESIDE.contains(&said) {
            return None;
        }
        word.clear();
        match c {
            '0'..='9' | '.' | ',' => digits.push(c),
            '-' | '−' | '–' if !minus => minus = true,
            '+' if digits.is_empty() => {}
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_' => {}
            _ => return None,
        }
    }
    negative |= minus;
    // A minus inside the digits is no number; before or behind them it is one.
    let inside = lower
        .trim_matches(|c: char| !c.is_ascii_digit())
        .contains(['-', '−', '–']);
    (!inside && digits.bytes().any(|b| b.is_ascii_digit())).then_some((negative, digits))
}

/// How many cells speak for a point and how many for a comma as the sign of fractions.
pub(super) fn evidence<'a>(cells: impl Iterator<Item = &'a str>) -> (usize, usize) {
    let (mut point, mut comma) = (0, 0);
    for cell in cells {
        let Some((_, digits)) = bare(cell) else {
            continue;
        };
        match (digits.rfind('.'), digits.rfind(',')) {
            (Some(p), Some(c)) if p > c => point += 2,
            (Some(_), Some(_)) => comma += 2,
            (Some(_), None) if digits.matches('.').count() > 1 => comma += 1,
            (None, Some(_)) if digits.matches(',').count() > 1 => point += 1,
            // Three digits behind the only sign may be thousands.
            (Some(p), None) if digits.len() - p != 4 => point += 1,
            (None, Some(c)) if digits.len() - c != 4 => comma += 1,
            _ => {}
        }
    }
    (point, comma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_write_them() {
        use DecimalSign::{Comma, Point};
        use NumberError::{NotANumber, OutOfRange, TooPrecise};
        let cases: &[(&str, DecimalSign, Result<&str, NumberError>)] = &[
            ("1234.50", Point, Ok("1234.5")),
            ("1,234.50", Point, Ok("1234.5")),
            ("1 234,50 руб.", Comma, Ok("1234.5")),
            ("1.234.567,5 ден", Comma, Ok("1234567.5")),
            ("€ 12", Point, Ok("12")),
            ("(12,30)", Comma, Ok("-12.3")),
            ("-12", Point, Ok("-12")),
            ("12-", Point, Ok("-12")),
            ("−0,00", Comma, Ok("0")),
            ("15 %", Point, Ok("15")),
            ("1'000", Point, Ok("1000")),
            ("007", Point, Ok("7")),
            (".5", Point, Ok("0.5")),
            ("1,23", Point, Err(NotANumber)),
            ("12,3456", Point, Err(NotANumber)),
            ("1.2.3", Point, Err(NotANumber)),
            ("12abc", Point, Err(NotANumber)),
            ("1-2", Point, Err(NotANumber)),
            ("", Point, Err(NotANumber)),
            ("-", Point, Err(NotANumber)),
            ("0.12345", Point, Err(TooPrecise)),
            ("1234567890123456", Point, Err(OutOfRange)),
        ];
        for (text, sign, expected) in cases {
            let read = read(text, *sign, 4);
            assert_eq!(read.as_deref().map_err(|e| *e), *expected, "{text}");
        }
    }

    #[test]
    fn the_sign_of_fractions_shows_in_the_cells() {
        assert_eq!(evidence(["1,50", "2,25", "1 000"].into_iter()), (0, 2));
        assert_eq!(evidence(["1,000.50", "7"].into_iter()), (2, 0));
        assert_eq!(evidence(["1,000", "2.000"].into_iter()), (0, 0));
        assert_eq!(evidence(["1.000.000"].into_iter()), (0, 1));
    }

    proptest! {
        #[test]
        fn a_plain_number_is_read_as_itself(text in "\\PC{0,30}") {
            for sign in DecimalSign::ALL {
                if let Ok(number) = read(&text, *sign, 4) {
                    prop_assert_eq!(read(&number, DecimalSign::Point, 4), Ok(number));
                }
            }
        }
    }
}
