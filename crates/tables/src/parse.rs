//! Cells to values, straight from bytes: numbers in millionths, days, keys.
//!
//! Nothing here allocates for an ordinary cell and nothing panics on any bytes.

/// A cell without a value.
pub const EMPTY: i64 = i64::MIN + 1;
/// A cell whose text is not what its column holds.
pub const BAD: i64 = i64::MIN;
/// [`EMPTY`] of a column of days.
pub const NO_DAY: i32 = i32::MIN + 1;
/// [`BAD`] of a column of days.
pub const BAD_DAY: i32 = i32::MIN;
/// Numbers are kept as integers of this part.
pub const MILLION: i64 = 1_000_000;

/// Whether `.` or `,` comes before the fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalSign {
    /// 1,234.56
    #[default]
    Point,
    /// 1.234,56
    Comma,
}

/// In which order a written date has its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// 2024-12-31, 2024/12/31, 20241231; dates that begin with a year are always read so.
    #[default]
    YearFirst,
    /// 31.12.2024
    DayFirst,
    /// 12/31/2024
    MonthFirst,
    /// Days since 1899-12-30, as Excel keeps them.
    Serial,
}

/// Without the spaces of all kinds and quotes at both ends.
pub fn trim(mut cell: &[u8]) -> &[u8] {
    loop {
        match cell {
            [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] => cell = rest,
            [0xc2, 0xa0, rest @ ..] => cell = rest,
            [0xe2, 0x80, 0x80..=0x8b | 0xaf, rest @ ..] => cell = rest,
            [0xef, 0xbb, 0xbf, rest @ ..] => cell = rest,
            [rest @ .., b' ' | b'\t' | b'\r' | b'\n'] => cell = rest,
            [rest @ .., 0xc2, 0xa0] => cell = rest,
            [rest @ .., 0xe2, 0x80, 0x80..=0x8b | 0xaf] => cell = rest,
            _ => return cell,
        }
    }
}

/// [`trim`] of a text.
pub fn trimmed(cell: &str) -> &str {
    let inside = trim(cell.as_bytes());
    let from = inside.as_ptr() as usize - cell.as_ptr() as usize;
    // only whole characters are taken off
    cell.get(from..from + inside.len()).unwrap_or(cell)
}

/// A number in millionths; [`EMPTY`], or [`BAD`] when the cell is not a number or passes
/// 9.2 × 10¹² in size. Currency signs, spaces of all kinds, group separators, a trailing minus,
/// parentheses for negative, a per cent sign and an exponent are understood. Digits after the
/// sixth decimal are rounded half away from zero.
pub fn number(cell: &[u8], sign: DecimalSign) -> i64 {
    let cell = trim(cell);
    if cell.is_empty() {
        return EMPTY;
    }
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    let point = match sign {
        DecimalSign::Point => b'.',
        DecimalSign::Comma => b',',
    };
    let mut whole = 0i64;
    let mut i = 0;
    while i < digits.len() && digits[i].is_ascii_digit() {
        if i == 12 {
            return slow_number(cell, sign);
        }
        whole = whole * 10 + i64::from(digits[i] - b'0');
        i += 1;
    }
    if i == 0 {
        return slow_number(cell, sign);
    }
    let mut millionths = whole * MILLION;
    if i < digits.len() {
        if digits[i] != point {
            return slow_number(cell, sign);
        }
        let fraction = &digits[i + 1..];
        if fraction.len() > 6 || !fraction.iter().all(u8::is_ascii_digit) {
            return slow_number(cell, sign);
        }
        let mut unit = MILLION;
        for digit in fraction {
            unit /= 10;
            millionths += i64::from(digit - b'0') * unit;
        }
    }
    if negative { -millionths } else { millionths }
}

/// Currency words and signs that may stand around an amount.
const CURRENCY: [&str; 34] = [
    "руб.",
    "руб",
    "₽",
    "р.",
    "р",
    "ден.",
    "ден",
    "денари",
    "den.",
    "den",
    "mkd",
    "rub",
    "rur",
    "usd",
    "eur",
    "gbp",
    "rsd",
    "bgn",
    "uah",
    "kzt",
    "byn",
    "chf",
    "cny",
    "all",
    "pln",
    "czk",
    "тг",
    "грн",
    "$",
    "€",
    "£",
    "¥",
    "₴",
    "₸",
];

fn slow_number(cell: &[u8], sign: DecimalSign) -> i64 {
    if cell.len() > 100 {
        return BAD;
    }
    let Ok(text) = std::str::from_utf8(cell) else {
        return BAD;
    };
    let lower = text.to_lowercase();
    let mut text = lower.trim();
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        negative = true;
        text = inner.trim();
    }
    let mut signs = 0;
    let mut percent = false;
    loop {
        let before = text;
        for (mark, minus) in [("-", true), ("−", true), ("–", true), ("+", false)] {
            let inner = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark));
            if let Some(inner) = inner {
                signs += 1;
                negative |= minus;
                text = inner.trim();
            }
        }
        if let Some(inner) = text.strip_suffix('%') {
            percent = true;
            text = inner.trim();
        }
        for word in CURRENCY {
            let inner = text.strip_prefix(word).or_else(|| text.strip_suffix(word));
            if let Some(inner) = inner {
                text = inner.trim();
                break;
            }
        }
        if text.len() == before.len() {
            break;
        }
    }
    if signs > 1 || text.is_empty() {
        return BAD;
    }
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => match exponent.parse::<i32>() {
            Ok(e) if e.abs() <= 40 => (mantissa, e),
            _ => return BAD,
        },
        None => (text, 0),
    };
    let (point, group) = match sign {
        DecimalSign::Point => ('.', ','),
        DecimalSign::Comma => (',', '.'),
    };
    let (whole, fraction) = mantissa.split_once(point).unwrap_or((mantissa, ""));
    let Some(whole) = without_groups(whole, group) else {
        return BAD;
    };
    if (whole.is_empty() && fraction.is_empty()) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return BAD;
    }
    let shift = exponent - fraction.len() as i32 + 6 - if percent { 2 } else { 0 };
    scaled(whole.bytes().chain(fraction.bytes()), shift)
        .map_or(BAD, |n| if negative { -n } else { n })
}

/// Takes group separators out; `None` when what is left is not digits in groups.
fn without_groups(whole: &str, group: char) -> Option<String> {
    let mut digits = String::with_capacity(whole.len());
    let mut since = None;
    for c in whole.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            since = since.map(|n: u32| n + 1);
        } else if c == group || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
        {
            if digits.is_empty() || since.is_some_and(|n| n != 3) {
                return None;
            }
            since = Some(0);
        } else {
            return None;
        }
    }
    since.is_none_or(|n| n == 3).then_some(digits)
}

/// digits × 10^shift, rounded half away from zero, when it fits.
fn scaled(digits: impl Iterator<Item = u8>, shift: i32) -> Option<i64> {
    let mut value = 0i128;
    let mut length = 0;
    for digit in digits {
        value = value * 10 + i128::from(digit - b'0');
        length += i32::from(value > 0);
        if length > 30 {
            return None;
        }
    }
    if value == 0 {
        return Some(0);
    }
    if shift >= 0 {
        if length + shift > 19 {
            return None;
        }
        value *= 10i128.pow(shift.unsigned_abs());
    } else if shift < -36 {
        value = 0;
    } else {
        let unit = 10i128.pow(shift.unsigned_abs());
        value = (value + unit / 2) / unit;
    }
    i64::try_from(value).ok().filter(|n| *n < i64::MAX / 2 * 2)
}

/// A number from a floating-point cell: the shortest decimal that is this number.
pub fn float(value: f64) -> i64 {
    if !value.is_finite() || value.abs() > 9.0e12 {
        return BAD;
    }
    let rounded = (value * MILLION as f64).round();
    if rounded.abs() < 9.0e15 {
        return rounded as i64;
    }
    (value.trunc() as i64) * MILLION + ((value.fract() * MILLION as f64).round() as i64)
}

/// Days from 1970-01-01 of a Gregorian date; `None` when there is no such day or the year is
/// outside 1..=9999.
pub fn day_of(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day > length {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let in_era = y.rem_euclid(400);
    let shifted = (month as i32 + 9) % 12;
    let in_year = (153 * shifted + 2) / 5 + day as i32 - 1;
    Some(era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468)
}

/// Days between the zero day of Excel (1899-12-30) and 1970-01-01.
pub const EXCEL_EPOCH: i32 = 25_569;

/// A day since 1970-01-01; [`NO_DAY`] or [`BAD_DAY`]. A time of day after the date is allowed
/// and not looked at.
pub fn day(cell: &[u8], order: DateOrder) -> i32 {
    if let Some(day) = iso_day(cell) {
        return day;
    }
    let cell = trim(cell);
    if cell.is_empty() {
        return NO_DAY;
    }
    if order == DateOrder::Serial {
        return match number(cell, DecimalSign::Point) {
            BAD => day(cell, DateOrder::YearFirst),
            value => serial_day(value),
        };
    }
    slow_day(cell, order).unwrap_or(BAD_DAY)
}

/// Day of an Excel serial in millionths: 1 is 1899-12-31; up to the year 9999.
pub fn serial_day(millionths: i64) -> i32 {
    let days = millionths.div_euclid(MILLION);
    if (1..2_958_466).contains(&days) {
        days as i32 - EXCEL_EPOCH
    } else {
        BAD_DAY
    }
}

/// `YYYY-MM-DD`, alone or before a space or `T`.
fn iso_day(cell: &[u8]) -> Option<i32> {
    let (date, rest) = cell.split_first_chunk::<10>()?;
    if !matches!(rest, [] | [b' ' | b'T', ..]) || date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let two = |i: usize| -> Option<u32> {
        let (a, b) = (date[i].wrapping_sub(b'0'), date[i + 1].wrapping_sub(b'0'));
        (a < 10 && b < 10).then(|| u32::from(a) * 10 + u32::from(b))
    };
    let year = two(0)? * 100 + two(2)?;
    day_of(year as i32, two(5)?, two(8)?)
}

/// Beginnings of month names: English, Russian, Macedonian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "јан"],
    &["feb", "фев"],
    &["mar", "мар"],
    &["apr", "апр"],
    &["may", "мая", "май", "мај"],
    &["jun", "июн", "јун"],
    &["jul", "июл", "јул"],
    &["aug", "авг"],
    &["sep", "сен", "сеп"],
    &["oct", "окт"],
    &["nov", "ноя", "ное"],
    &["dec", "дек"],
];

fn slow_day(cell: &[u8], order: DateOrder) -> Option<i32> {
    let text = std::str::from_utf8(cell).ok()?;
    if text.len() > 60 {
        return None;
    }
    let mut parts: [(u32, usize); 3] = [(0, 0); 3];
    let mut named = None;
    let mut count = 0;
    let mut rest = text;
    while count < 3 {
        rest = rest.trim_start_matches([' ', '.', '-', '/', ',', '\u{a0}']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if digits > 8 {
                return None;
            }
            parts[count] = (rest[..digits].parse().ok()?, digits);
            rest = &rest[digits..];
            count += 1;
            if digits == 8 && count == 1 {
                let n = parts[0].0;
                return ends_a_date(rest)
                    .then(|| day_of((n / 10_000) as i32, n / 100 % 100, n % 100))?;
            }
            continue;
        }
        let letters: usize = rest
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        if letters == 0 {
            return None;
        }
        let word = rest[..letters].to_lowercase();
        rest = &rest[letters..];
        if word == "г" || word == "th" || word == "st" || word == "nd" || word == "rd" {
            continue;
        }
        let month = MONTHS
            .iter()
            .position(|names| names.iter().any(|name| word.starts_with(name)))?;
        if named.is_some() {
            return None;
        }
        named = Some(count);
        parts[count] = (month as u32 + 1, 0);
        count += 1;
    }
    if !ends_a_date(rest) {
        return None;
    }
    let [a, b, c] = parts;
    let (year, month, day) = match named {
        Some(1) if a.1 == 4 => (a, b, c),
        Some(1) => (c, b, a),
        Some(0) => (c, a, b),
        Some(_) => return None,
        None if a.1 == 4 => (a, b, c),
        None => match order {
            DateOrder::MonthFirst => (c, a, b),
            DateOrder::YearFirst if c.1 != 4 => (a, b, c),
            _ => (c, b, a),
        },
    };
    let full = match year.1 {
        4 => year.0,
        2 if year.0 < 70 => 2000 + year.0,
        2 => 1900 + year.0,
        _ => return None,
    };
    if month.1 > 2 || day.1 > 2 {
        return None;
    }
    day_of(full as i32, month.0, day.0)
}

/// After a date only a time or the word "г." may follow.
fn ends_a_date(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',', '.', '\u{a0}']);
    let rest = rest.strip_prefix('г').unwrap_or(rest);
    let rest = rest.trim_start_matches(['.', ' ', 'T', '\u{a0}']);
    rest.is_empty()
        || (rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.contains(':')
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | '+' | '-' | 'Z'))
            || rest
                .to_lowercase()
                .trim_end_matches(['m', '.'])
                .trim_end_matches(['a', 'p'])
                .trim_end()
                .chars()
                .all(|c| c.is_ascii_digit() || c == ':'))
}

/// The whole number a key is written as, when it is one without leading zeros: such keys are
/// kept as integers. A fraction of zeros, which spreadsheets add to whole numbers, is dropped.
pub fn whole_key(cell: &[u8]) -> Option<i64> {
    let digits = cell.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 || digits > 18 || (cell[0] == b'0' && digits > 1) {
        return None;
    }
    match &cell[digits..] {
        [] => {}
        [b'.', zeros @ ..] if !zeros.is_empty() && zeros.iter().all(|b| *b == b'0') => {}
        _ => return None,
    }
    let mut value = 0i64;
    for digit in &cell[..digits] {
        value = value * 10 + i64::from(digit - b'0');
    }
    Some(value)
}
