//! Phone numbers of any country: read as people write them, checked by the length their country
//! has, kept in the international form.

use std::fmt;

use phonenumber::Mode;
use phonenumber::metadata::DATABASE;

use crate::channel::ChannelError;
use crate::country::Country;

/// A phone number with the right count of digits for its country (R104).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    e164: String,
    display: String,
}

impl Phone {
    /// Reads a phone number; without an international prefix it is of `country`.
    /// Length and form are checked, not whether the number is in service: that is found by
    /// dialling it.
    pub fn parse(country: Country, text: &str) -> Result<Self, ChannelError> {
        let (number, extension) = split_extension(text.trim());
        if number.len() > 60 || !number.chars().all(is_phone_character) {
            return Err(ChannelError::NotAPhone);
        }
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let (code, national) = if number.starts_with('+') {
            international(&digits)?
        } else if let Some(rest) = digits.strip_prefix("00") {
            international(rest)?
        } else {
            domestic(country, &digits)?
        };
        let mut key = format!("+{code}{national}");
        let mut display = display_phone(code, national, &key);
        if !extension.is_empty() {
            key = format!("{key};{extension}");
            display = format!("{display} ext. {extension}");
        }
        Ok(Self { e164: key, display })
    }

    /// The key: E.164, with `;extension` if there is one.
    pub fn key(&self) -> &str {
        &self.e164
    }

    /// How it is shown.
    pub fn display(&self) -> &str {
        &self.display
    }
}

fn is_phone_character(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || "+-().\u{2011}\u{2013}/".contains(c)
}

/// Cuts off `ext. 12`, `доб. 12`, `#12`, `;12`; the extension has at most ten digits.
fn split_extension(text: &str) -> (&str, String) {
    let marks = ["ext", "доб", "лок", "вн", "x", "#", ";", ","];
    let lower = text.to_lowercase();
    let at = marks.iter().filter_map(|mark| lower.find(mark)).min();
    // Small letters may take another number of bytes; then the text holds no phone anyway.
    match at.filter(|at| text.is_char_boundary(*at) && lower.len() == text.len()) {
        Some(at) => {
            let extension = text[at..]
                .chars()
                .filter(char::is_ascii_digit)
                .take(10)
                .collect();
            (text[..at].trim_end(), extension)
        }
        None => (text, String::new()),
    }
}

/// Country calling code and national number of digits that begin with the code.
fn international(digits: &str) -> Result<(u16, &str), ChannelError> {
    let known = (1..=3usize.min(digits.len())).find_map(|length| {
        let code: u16 = digits[..length].parse().ok()?;
        DATABASE.by_code(&code).map(|_| (code, &digits[length..]))
    });
    let (code, national) = known.ok_or(ChannelError::NotAPhone)?;
    if has_length(code, national.len()) {
        Ok((code, national))
    } else {
        Err(ChannelError::PhoneLength)
    }
}

/// The same of digits as they are dialled within `country`: perhaps with its trunk prefix (8 in
/// Russia, 0 in Macedonia) or its code without the plus.
fn domestic(country: Country, digits: &str) -> Result<(u16, &str), ChannelError> {
    if digits.is_empty() {
        return Err(ChannelError::NotAPhone);
    }
    let metadata = DATABASE
        .by_id(country.code())
        .ok_or(ChannelError::NotAPhone)?;
    let code = metadata.country_code();
    let prefix = code.to_string();
    let trunk = metadata.national_prefix().unwrap_or("0");
    let readings = [
        digits.strip_prefix(trunk),
        Some(digits),
        digits.strip_prefix(prefix.as_str()),
    ];
    readings
        .into_iter()
        .flatten()
        .find(|national| has_length(code, national.len()))
        .map(|national| (code, national))
        .ok_or(ChannelError::PhoneLength)
}

/// Whether some number of the countries of this calling code has so many digits.
fn has_length(code: u16, length: usize) -> bool {
    let countries = DATABASE.by_code(&code).unwrap_or_default();
    countries.iter().any(|metadata| {
        let d = metadata.descriptors();
        let kinds = [
            Some(d.general()),
            d.fixed_line(),
            d.mobile(),
            d.toll_free(),
            d.premium_rate(),
            d.shared_cost(),
            d.voip(),
            d.uan(),
        ];
        kinds.into_iter().flatten().any(|kind| {
            kind.possible_length()
                .iter()
                .any(|l| usize::from(*l) == length)
        })
    })
}

/// `+7 495 123-45-67`, or the international form of the country.
fn display_phone(code: u16, national: &str, e164: &str) -> String {
    if code == 7 && national.len() == 10 {
        let (area, a, b, c) = (
            &national[..3],
            &national[3..6],
            &national[6..8],
            &national[8..],
        );
        return format!("+7 {area} {a}-{b}-{c}");
    }
    // The library takes some first digits for a trunk prefix; its form is used only when it has
    // understood the number as we did.
    match phonenumber::parse(None, e164) {
        Ok(number) if number.format().mode(Mode::E164).to_string() == e164 => {
            number.format().mode(Mode::International).to_string()
        }
        _ => format!("+{code} {national}"),
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r104_phones_have_the_length_of_their_country() {
        type Parsed = Result<(&'static str, &'static str), ChannelError>;
        let cases: &[(&str, &str, Parsed)] = &[
            (
                "RU",
                "8 (495) 123-45-67",
                Ok(("+74951234567", "+7 495 123-45-67")),
            ),
            (
                "RU",
                "+7 495 123 45 67",
                Ok(("+74951234567", "+7 495 123-45-67")),
            ),
            ("RU", "4951234567", Ok(("+74951234567", "+7 495 123-45-67"))),
            (
                "RU",
                "8 812 000-00-17",
                Ok(("+78120000017", "+7 812 000-00-17")),
            ),
            (
                "RU",
                "+7 812 000-00-17",
                Ok(("+78120000017", "+7 812 000-00-17")),
            ),
            (
                "RU",
                "7 495 1234567 доб. 12",
                Ok(("+74951234567;12", "+7 495 123-45-67 ext. 12")),
            ),
            (
                "RU",
                "0038923123456",
                Ok(("+38923123456", "+389 2 312 3456")),
            ),
            ("RU", "+49 30 123456", Ok(("+4930123456", "+49 30 123456"))),
            ("RU", "495 12 34", Err(ChannelError::PhoneLength)),
            ("RU", "+7 495 123 45 678", Err(ChannelError::PhoneLength)),
            ("MK", "02 3123 456", Ok(("+38923123456", "+389 2 312 3456"))),
            (
                "MK",
                "+389 70 123 456",
                Ok(("+38970123456", "+389 70 123 456")),
            ),
            ("MK", "070 12", Err(ChannelError::PhoneLength)),
            ("RU", "no phone", Err(ChannelError::NotAPhone)),
            ("RU", "", Err(ChannelError::NotAPhone)),
            ("RU", "+999 123456789", Err(ChannelError::NotAPhone)),
        ];
        for (country, text, expected) in cases {
            let got = Phone::parse(country.parse().unwrap(), text);
            let got = got.as_ref().map(|p| (p.key(), p.display())).map_err(|e| *e);
            assert_eq!(got, *expected, "{country} {text}");
        }
    }
}
