//! Ways to reach a client or person: phones, e-mails, sites, messengers, social accounts. Each
//! is stored as people write it and as a key by which equal ones are found.

use std::fmt;

use phonenumber::Mode;
use phonenumber::metadata::DATABASE;

use crate::code::code_enum;
use crate::country::Country;

code_enum! {
    /// What kind of way.
    pub enum ChannelKind {
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A web site.
        Site = "site",
        /// A messenger account.
        Messenger = "messenger",
        /// An account of a social network.
        Social = "social",
    }
}

code_enum! {
    /// What came of dialling a number (R97, R99).
    pub enum DialResult {
        /// Somebody answered, and the right one.
        Answered = "answered",
        /// It rang, nobody answered.
        NoAnswer = "no_answer",
        /// The network does not know the number.
        NotRegistered = "not_registered",
        /// Engaged.
        Busy = "busy",
        /// Answered by somebody the number is not recorded for.
        WrongOwner = "wrong_owner",
    }
}

/// Why a text is not a channel of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// Not a phone number at all.
    #[error("not a phone number")]
    NotAPhone,
    /// Too few or too many digits for its country.
    #[error("wrong length for a phone number of its country")]
    PhoneLength,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    NotAnEmail,
    /// Not a site address.
    #[error("not a site address")]
    NotASite,
    /// Nothing, or more than 200 characters.
    #[error("empty or too long")]
    Length,
}

impl ChannelError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAPhone => "channel.not_a_phone",
            Self::PhoneLength => "channel.phone_length",
            Self::NotAnEmail => "channel.not_an_email",
            Self::NotASite => "channel.not_a_site",
            Self::Length => "channel.length",
        }
    }
}

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

/// An e-mail address of the usual form (R105).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    text: String,
    key: String,
}

impl Email {
    /// Reads an address: one `@`, a name of allowed characters, a domain with a dot.
    pub fn parse(text: &str) -> Result<Self, ChannelError> {
        let text = text.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        let (name, domain) = text.rsplit_once('@').ok_or(ChannelError::NotAnEmail)?;
        let named = !name.is_empty()
            && name.len() <= 64
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains("..")
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        if !named || !is_domain(domain) {
            return Err(ChannelError::NotAnEmail);
        }
        Ok(Self {
            text: text.to_owned(),
            key: text.to_lowercase(),
        })
    }

    /// The key: the whole in small letters.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// As it was written.
    pub fn display(&self) -> &str {
        &self.text
    }
}

/// A site: host and perhaps a path; only `http` and `https`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    text: String,
    key: String,
}

impl Site {
    /// Reads a site address with or without `https://`.
    pub fn parse(text: &str) -> Result<Self, ChannelError> {
        let text = text.trim();
        if text.len() > 200 || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(ChannelError::NotASite);
        }
        let lower = text.to_lowercase();
        let rest = lower
            .strip_prefix("https://")
            .or_else(|| lower.strip_prefix("http://"))
            .unwrap_or(&lower);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = host.split_once(':').unwrap_or((host, "443"));
        if !is_domain(host) || port.parse::<u16>().is_err() {
            return Err(ChannelError::NotASite);
        }
        let key = host.strip_prefix("www.").unwrap_or(host).to_owned();
        Ok(Self {
            text: text.to_owned(),
            key,
        })
    }

    /// The key: the host without `www.`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// As it was written.
    pub fn display(&self) -> &str {
        &self.text
    }
}

fn is_domain(domain: &str) -> bool {
    domain.len() <= 190
        && domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.chars().count() >= 2 && top.chars().any(char::is_alphabetic))
}

/// A verified value of a channel: how it is shown and the key by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelValue {
    /// What kind of way.
    pub kind: ChannelKind,
    /// How it is shown.
    pub value: String,
    /// Equal ways have equal keys.
    pub key: String,
}

impl ChannelValue {
    /// Reads a value of `kind`; `country` gives the prefix of phones written without one.
    pub fn parse(kind: ChannelKind, country: Country, text: &str) -> Result<Self, ChannelError> {
        let (value, key) = match kind {
            ChannelKind::Phone => {
                let phone = Phone::parse(country, text)?;
                (phone.display, phone.e164)
            }
            ChannelKind::Email => {
                let email = Email::parse(text)?;
                (email.text, email.key)
            }
            ChannelKind::Site => {
                let site = Site::parse(text)?;
                (site.text, site.key)
            }
            ChannelKind::Messenger | ChannelKind::Social => {
                let text = text.trim();
                if text.is_empty() || text.chars().count() > 200 {
                    return Err(ChannelError::Length);
                }
                (text.to_owned(), text.to_lowercase())
            }
        };
        Ok(Self { kind, value, key })
    }
}

/// What stands in place of a concealed character.
const DOT: char = '•';

/// How a channel is shown to those who may not see it: enough to tell two apart, too little to
/// dial or write. The last two digits of a phone stay, the first letter of an e-mail and its top
/// domain.
pub fn mask(kind: ChannelKind, value: &str) -> String {
    match kind {
        ChannelKind::Phone => mask_phone(value),
        ChannelKind::Email => match value.rsplit_once('@') {
            Some((name, domain)) => {
                let first = name.chars().next().unwrap_or(DOT);
                let top = domain.rsplit('.').next().unwrap_or_default();
                format!("{first}{DOT}{DOT}{DOT}@{DOT}{DOT}{DOT}.{top}")
            }
            None => DOT.to_string().repeat(3),
        },
        ChannelKind::Site => value.to_owned(),
        ChannelKind::Messenger | ChannelKind::Social => {
            let first = value.chars().next().unwrap_or(DOT);
            format!("{first}{DOT}{DOT}{DOT}")
        }
    }
}

fn mask_phone(value: &str) -> String {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    // The country prefix is what stands before the first space; numbers that are not written
    // that way lose it too.
    let prefix = match value.split_once(' ') {
        Some((first, _)) if first.starts_with('+') => {
            first.chars().filter(char::is_ascii_digit).count()
        }
        _ => 0,
    };
    let mut seen = 0;
    value
        .chars()
        .map(|c| {
            if !c.is_ascii_digit() {
                return c;
            }
            seen += 1;
            if seen <= prefix || seen + 2 > digits {
                c
            } else {
                DOT
            }
        })
        .collect()
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn r104_phones_have_the_length_of_their_country() {
        let cases: &[(&str, &str, Result<(&str, &str), ChannelError>)] = &[
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

    #[test]
    fn r105_emails_have_the_required_signs() {
        for good in [
            "a@b.mk",
            "Info@Пример.рф",
            "first.last+tag@sub.example.com",
            "mailto:a@b.co",
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.mk",
            "a@b",
            "a b@c.mk",
            "a@b..mk",
            ".a@b.mk",
            "a@b.c",
            "a@b.1",
            "a\r\nb@c.mk",
            "<a@b.mk>",
        ] {
            assert_eq!(Email::parse(bad), Err(ChannelError::NotAnEmail), "{bad}");
        }
        assert_eq!(
            Email::parse("Info@Example.COM").unwrap().key(),
            "info@example.com"
        );
    }

    #[test]
    fn sites_have_a_host_and_no_script() {
        assert_eq!(
            Site::parse("https://www.example.mk/a?b").unwrap().key(),
            "example.mk"
        );
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "example",
            "https://",
            "a b.ru",
        ] {
            assert!(Site::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn masks_keep_the_last_two_digits() {
        let cases = [
            (ChannelKind::Phone, "+7 495 123-45-17", "+7 ••• •••-••-17"),
            (ChannelKind::Phone, "+389 70 123 456", "+389 •• ••• •56"),
            (ChannelKind::Phone, "74951234517", "•••••••••17"),
            (ChannelKind::Email, "info@example.mk", "i•••@•••.mk"),
            (ChannelKind::Messenger, "@anna", "@•••"),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(mask(kind, value), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_accepted_again(text in "\\PC{0,40}") {
            for kind in ChannelKind::ALL {
                if let Ok(value) = ChannelValue::parse(*kind, Country::RU, &text) {
                    let again = ChannelValue::parse(*kind, Country::MK, &value.value);
                    prop_assert_eq!(again.map(|v| v.key), Ok(value.key), "{:?}", kind);
                }
            }
        }

        #[test]
        fn a_masked_phone_tells_two_digits_of_the_number(n in 1_000_000_000u64..9_999_999_999) {
            let display = Phone::parse(Country::RU, &format!("+7{n}"));
            if let Ok(phone) = display {
                let masked = mask(ChannelKind::Phone, phone.display());
                let left = masked.chars().filter(char::is_ascii_digit).count();
                prop_assert!(left <= 3, "{}", masked);
            }
        }
    }
}
