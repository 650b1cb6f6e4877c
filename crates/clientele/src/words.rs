//! Words of the command line in three languages, with plural forms, numbers, money and dates as
//! each language writes them. Catalogues: `locales/<language>/analyze.ftl`, embedded.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Languages of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// Macedonian.
    Macedonian,
}

impl Language {
    /// Its code: `en`, `ru`, `mk`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Macedonian => "mk",
        }
    }

    fn catalogue(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../locales/en/analyze.ftl"),
            Self::Russian => include_str!("../../../locales/ru/analyze.ftl"),
            Self::Macedonian => include_str!("../../../locales/mk/analyze.ftl"),
        }
    }

    /// Between thousands, and before the fraction.
    fn signs(self) -> (&'static str, char) {
        match self {
            Self::English => (",", '.'),
            Self::Russian => ("\u{a0}", ','),
            Self::Macedonian => (".", ','),
        }
    }
}

fn whole_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole_of(value, Language::English)
}

fn whole_russian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole_of(value, Language::Russian)
}

fn whole_macedonian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole_of(value, Language::Macedonian)
}

fn whole_of(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&format!("{:.0}", number.value), language)),
        _ => None,
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        match code.to_lowercase().get(..2) {
            Some("en") => Ok(Self::English),
            Some("ru") => Ok(Self::Russian),
            Some("mk") => Ok(Self::Macedonian),
            _ => Err(format!("no language {code}: en, ru or mk")),
        }
    }
}

/// Digits with the thousands of a language set apart.
fn grouped(digits: &str, language: Language) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("\u{2212}", rest),
        None => ("", digits),
    };
    let mut text = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push_str(language.signs().0);
        }
        text.push(digit);
    }
    text
}

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language.code())
    }
}

impl Words {
    /// The words of a language.
    ///
    /// # Panics
    /// When the embedded catalogue is broken, which a test excludes.
    pub fn new(language: Language) -> Self {
        let id: LanguageIdentifier = language.code().parse().expect("a fixed language code");
        let resource = FluentResource::try_new(language.catalogue().to_owned())
            .expect("the embedded catalogues are tested");
        let mut bundle = FluentBundle::new(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => whole_english,
            Language::Russian => whole_russian,
            Language::Macedonian => whole_macedonian,
        }));
        bundle
            .add_resource(resource)
            .expect("the embedded catalogues have each key once");
        Self { language, bundle }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key. A key that is not there stands for itself, so that nothing is lost.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with values in it.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            let value = match value {
                Value::Count(n) => FluentValue::from(*n),
                Value::Text(text) => FluentValue::String(text.clone()),
            };
            arguments.set(*name, value);
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&arguments), &mut errors)
            .into_owned()
    }

    /// A whole number.
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        let number = number.try_into().unwrap_or(i64::MAX);
        grouped(&number.to_string(), self.language)
    }

    /// A number with this many digits after the point.
    pub fn decimal(&self, number: f64, digits: usize) -> String {
        let text = format!("{number:.digits$}");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = grouped(whole, self.language);
        if part.is_empty() {
            whole
        } else {
            format!("{whole}{}{part}", self.language.signs().1)
        }
    }

    /// A share as per cent with one digit; a dash without a value.
    pub fn percent(&self, share: Option<f64>) -> String {
        match share.filter(|share| share.is_finite()) {
            None => "–".to_owned(),
            Some(share) => {
                let space = match self.language {
                    Language::Russian => "\u{a0}",
                    Language::English | Language::Macedonian => "",
                };
                format!("{}{space}%", self.decimal(share * 100.0, 1))
            }
        }
    }

    /// Money in whole units of the currency, or with its minor digits.
    pub fn money(&self, minor: i64, currency: Currency<'_>, exact: bool) -> String {
        let unit = 10f64.powi(currency.digits as i32);
        let amount = if exact {
            let digits = currency.digits as usize;
            let text = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
            let (whole, part) = text.split_at(text.len() - digits);
            let whole = grouped(whole, self.language);
            let sign = if minor < 0 { "\u{2212}" } else { "" };
            if part.is_empty() {
                format!("{sign}{whole}")
            } else {
                format!("{sign}{whole}{}{part}", self.language.signs().1)
            }
        } else {
            self.decimal((minor as f64 / unit).round(), 0)
        };
        if currency.code.is_empty() {
            amount
        } else {
            format!("{amount}\u{a0}{}", currency.code)
        }
    }

    /// A day as the language writes it.
    pub fn day(&self, day: analysis::Day) -> String {
        let (year, month, day) = day.civil();
        match self.language {
            Language::English => format!("{year:04}-{month:02}-{day:02}"),
            Language::Russian | Language::Macedonian => format!("{day:02}.{month:02}.{year:04}"),
        }
    }
}

/// A value in a text.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A number that chooses the plural form.
    Count(i64),
    /// A text.
    Text(Cow<'a, str>),
}

impl From<u64> for Value<'_> {
    fn from(n: u64) -> Self {
        Self::Count(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value<'_> {
    fn from(n: usize) -> Self {
        Self::Count(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

/// A currency and how many digits its minor unit has.
#[derive(Clone, Copy, Debug)]
pub struct Currency<'a> {
    /// ISO 4217, or empty when unknown.
    pub code: &'a str,
    /// Digits of the minor unit.
    pub digits: u32,
}
