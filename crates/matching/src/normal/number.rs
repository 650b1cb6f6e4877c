//! Tax numbers with their check digits, other numbers, days.

use domain::country::Country;
use domain::tax_number::TaxNumber;

use crate::lexicon::hash;
use crate::record::Checked;

/// A tax number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tax {
    pub(super) number: u64,
    pub(super) checked: Checked,
}

impl Tax {
    pub(super) fn is_checked(self) -> bool {
        self.checked == Checked::Yes
    }
}

/// The country of a record, of those whose tax numbers are told apart by it.
pub(super) fn country(text: &str) -> Option<Country> {
    let code = match text.to_lowercase().as_str() {
        "ru" | "rus" | "рф" | "россия" | "russia" | "русија" => "RU",
        "mk" | "mkd" | "македонија" | "северна македонија" | "north macedonia" | "macedonia" => {
            "MK"
        }
        "gb" | "uk" | "united kingdom" | "great britain" => "GB",
        "de" | "germany" | "deutschland" => "DE",
        "us" | "usa" | "united states" => "US",
        other if other.len() == 2 => return other.to_uppercase().parse().ok(),
        _ => return None,
    };
    code.parse().ok()
}

/// `INN/КПП` in its parts.
pub(super) fn parted(text: &str) -> (&str, &str) {
    text.split_once(['/', '\\']).unwrap_or((text, ""))
}

/// The digits as a number; of texts with more than 18 digits a number that stands for them.
pub(super) fn digits(text: &str) -> u64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let first = digits.as_bytes().first();
    if digits.len() < 4 || digits.bytes().all(|digit| Some(&digit) == first) {
        return 0;
    }
    match digits.parse() {
        Ok(number) if digits.len() <= 18 => number,
        _ => hash(digits.as_bytes()) | 1 << 63,
    }
}

/// A tax number. The country prefix goes, a lost leading zero comes back where the check digits
/// say so.
pub(super) fn tax(country: Option<Country>, text: &str) -> Option<Tax> {
    let plain: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = match digits(text) {
        0 => return None,
        number => number,
    };
    let upper = text.trim().to_uppercase();
    let prefix = ["RU", "MK", "МК", "DE", "GB"]
        .into_iter()
        .find(|p| upper.starts_with(p));
    let country = match prefix {
        Some("МК") => Some(Country::MK),
        Some(prefix) => prefix.parse().ok(),
        None => country,
    };
    let holds = |country: Country, text: &str| TaxNumber::parse(country, text).is_ok();
    let known = |code: &str, text: &str| code.parse().is_ok_and(|c: Country| holds(c, text));
    let checked = match (country, plain.len()) {
        (Some(country), _) if holds(country, &plain) => true,
        (Some(Country::RU) | None, 9 | 11) => {
            // a lost zero does not change the number
            holds(Country::RU, &format!("0{plain}"))
                || (country.is_none() && (known("GB", &plain) || known("DE", &plain)))
        }
        (Some(Country::MK) | None, 12) if holds(Country::MK, &format!("0{plain}")) => true,
        (None, 10 | 12) => holds(Country::RU, &plain),
        (None, 13) => holds(Country::MK, &plain),
        _ => false,
    };
    let checked = if checked { Checked::Yes } else { Checked::No };
    Some(Tax { number, checked })
}

/// A day as `YYYYMMDD`, 0 when it is none. Day before month unless that cannot be.
pub(super) fn birthday(text: &str) -> u32 {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(3)
        .collect();
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 => (
            number(&whole[..4]),
            number(&whole[4..6]),
            number(&whole[6..]),
        ),
        [year, month, day] if year.len() == 4 => (number(year), number(month), number(day)),
        [day, month, year] if year.len() == 4 => (number(year), number(month), number(day)),
        _ => return 0,
    };
    let (month, day) = match (month, day) {
        (13..=31, 1..=12) => (day, month),
        both => both,
    };
    if (1..=9999).contains(&year) && month <= 99 && day <= 99 {
        year * 10_000 + month * 100 + day
    } else {
        0
    }
}
