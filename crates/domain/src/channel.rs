//! Ways to reach a client or person: phones, e-mails, sites, messengers, social accounts. Each
//! is stored as people write it and as a key by which equal ones are found.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::country::Country;
use crate::id::{ChannelId, PersonId};
use crate::part::{Part, PartData};
use crate::phone::Phone;

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
                (phone.display().to_owned(), phone.key().to_owned())
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

/// What is written of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelData {
    /// Whose it is; nobody's in particular means the client's.
    pub person_id: Option<PersonId>,
    /// What kind of way.
    pub kind: ChannelKind,
    /// How it is shown.
    pub value: String,
    /// Equal ways have equal keys.
    pub value_key: String,
    /// What it is for: "reception", "evenings".
    pub label: Option<String>,
    /// Place among the channels of the client, from 0; the first phone and the first e-mail are
    /// the main ones.
    pub position: i64,
    /// What came of dialling it.
    pub dial_result: Option<DialResult>,
    /// When it was dialled.
    pub dialled_at: Option<Timestamp>,
    /// Calls in a row that nobody answered.
    #[serde(default)]
    pub unanswered: i64,
}

impl PartData for ChannelData {
    type Id = ChannelId;
    const ENTITY: &'static str = "channel";
}

/// A way to reach a client or person.
pub type Channel = Part<ChannelData>;

/// The longest label, in characters.
pub const LABEL_LIMIT: usize = 100;

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
