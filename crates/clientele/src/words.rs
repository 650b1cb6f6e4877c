//! Words of the command line in three languages, with plural forms, numbers, money and dates as
//! each language writes them. They live in `locales/<language>/*.ftl`, shared with the interface.

use std::borrow::Cow;
use std::fmt;

use domain::language::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The catalogues the binary uses.
fn catalogues(language: Language) -> [&'static str; 8] {
    match language {
        Language::En => [
            include_str!("../../../locales/en/analyze.ftl"),
            include_str!("../../../locales/en/cli.ftl"),
            include_str!("../../../locales/en/dedupe.ftl"),
            include_str!("../../../locales/en/demo.ftl"),
            include_str!("../../../locales/en/error.ftl"),
            include_str!("../../../locales/en/import.ftl"),
            include_str!("../../../locales/en/lead.ftl"),
            include_str!("../../../locales/en/user.ftl"),
        ],
        Language::Ru => [
            include_str!("../../../locales/ru/analyze.ftl"),
            include_str!("../../../locales/ru/cli.ftl"),
            include_str!("../../../locales/ru/dedupe.ftl"),
            include_str!("../../../locales/ru/demo.ftl"),
            include_str!("../../../locales/ru/error.ftl"),
            include_str!("../../../locales/ru/import.ftl"),
            include_str!("../../../locales/ru/lead.ftl"),
            include_str!("../../../locales/ru/user.ftl"),
        ],
        Language::Mk => [
            include_str!("../../../locales/mk/analyze.ftl"),
            include_str!("../../../locales/mk/cli.ftl"),
            include_str!("../../../locales/mk/dedupe.ftl"),
            include_str!("../../../locales/mk/demo.ftl"),
            include_str!("../../../locales/mk/error.ftl"),
            include_str!("../../../locales/mk/import.ftl"),
            include_str!("../../../locales/mk/lead.ftl"),
            include_str!("../../../locales/mk/user.ftl"),
        ],
    }
}

/// Between thousands, and before the fraction.
fn signs(language: Language) -> (&'static str, char) {
    match language {
        Language::En => (",", '.'),
        Language::Ru => ("\u{a0}", ','),
        Language::Mk => (".", ','),
    }
}

/// The language of the person's environment: `LC_ALL`, `LC_MESSAGES`, `LANG`.
pub fn language_of_environment() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| value.get(..2)?.parse().ok())
        .unwrap_or_default()
}

fn whole_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole_of(value, Language::En)
}

fn whole_russian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole_of(value, Language::Ru)
}

fn whole_macedonian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole_of(value, Language::Mk)
}

fn whole_of(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&format!("{:.0}", number.value), language)),
        _ => None,
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
            text.push_str(signs(language).0);
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
        let mut bundle = FluentBundle::new(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::En => whole_english,
            Language::Ru => whole_russian,
            Language::Mk => whole_macedonian,
        }));
        for catalogue in catalogues(language) {
            let resource = FluentResource::try_new(catalogue.to_owned())
                .expect("the embedded catalogues are tested");
            bundle
                .add_resource(resource)
                .expect("the embedded catalogues have each key once");
        }
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

    /// Whether there is such a text.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
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
            format!("{whole}{}{part}", signs(self.language).1)
        }
    }

    /// A share as per cent with one digit; a dash without a value.
    pub fn percent(&self, share: Option<f64>) -> String {
        match share.filter(|share| share.is_finite()) {
            None => "–".to_owned(),
            Some(share) => {
                let space = match self.language {
                    Language::Ru => "\u{a0}",
                    Language::En | Language::Mk => "",
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
                format!("{sign}{whole}{}{part}", signs(self.language).1)
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
            Language::En => format!("{year:04}-{month:02}-{day:02}"),
            Language::Ru | Language::Mk => format!("{day:02}.{month:02}.{year:04}"),
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

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Count(n)
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

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_every_message_of_the_command_line() {
        let keys = |catalogue: &str| -> Vec<String> {
            let lines = catalogue.lines();
            let named = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let mut keys: Vec<String> = named
                .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
                .collect();
            keys.sort();
            keys
        };
        let english = keys(catalogues(Language::En)[1]);
        assert!(english.len() > 20);
        for language in Language::ALL {
            assert_eq!(keys(catalogues(*language)[1]), english, "{language}");
            let words = Words::new(*language);
            assert!(english.iter().all(|key| words.knows(key)), "{language}");
        }
    }

    /// Every key in the catalogue is used by the code, and the other way round.
    #[test]
    fn every_message_is_used() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut code = String::new();
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    code += &std::fs::read_to_string(path).unwrap();
                }
            }
        }
        for line in catalogues(Language::En)[1]
            .lines()
            .filter(|l| l.starts_with("cli-"))
        {
            let key = line.split(" =").next().unwrap();
            let family = key.starts_with("cli-db-") && code.contains("cli-db-{key}");
            assert!(family || code.contains(&format!("\"{key}\"")), "{key}");
        }
        let words = Words::new(Language::En);
        for used in code.split("words.with(\"").skip(1) {
            let key = used.split('"').next().unwrap();
            assert!(!key.starts_with("cli-") || words.knows(key), "{key}");
        }
    }
}
