//! Words that people write for the codes of closed lists, for countries and currencies. The words
//! are data: `words/closed.txt`, `words/countries.txt`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::country::Country;
use crate::money::Currency;
use crate::search;

type Words = HashMap<String, &'static str>;

static CLOSED: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let mut lists: HashMap<&'static str, Words> = HashMap::new();
    let mut list = "";
    for line in lines(include_str!("words/closed.txt")) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => list = name,
            None => add(lists.entry(list).or_default(), line),
        }
    }
    lists
});

static COUNTRIES: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::new();
    for line in lines(include_str!("words/countries.txt")) {
        add(&mut words, line);
    }
    words
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// `code: word | word`; the code is a word for itself.
fn add(words: &mut Words, line: &'static str) {
    let (code, spellings) = line.split_once(':').unwrap_or((line, ""));
    for spelling in spellings.split('|').chain([code]) {
        let key = search::fold(spelling);
        if !key.is_empty() {
            words.entry(key).or_insert(code);
        }
    }
}

/// The code of a closed list that a text means; the words of the mapping come first.
pub(super) fn code(
    list: &str,
    text: &str,
    own: Option<&BTreeMap<String, String>>,
) -> Option<String> {
    let known = CLOSED.get(list);
    let key = search::fold(text);
    if let Some(own) = own {
        let found = own.iter().find(|(word, _)| search::fold(word) == key);
        if let Some((_, code)) = found {
            return known
                .is_some_and(|words| words.values().any(|known| known == code))
                .then(|| code.clone());
        }
    }
    known?.get(&key).map(|code| (*code).to_owned())
}

/// The codes of a closed list.
#[cfg(test)]
pub(super) fn codes(list: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> = CLOSED[list].values().copied().collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The share of texts that are words of a list, per cent.
pub(super) fn is_word(list: &str, text: &str) -> bool {
    CLOSED
        .get(list)
        .is_some_and(|words| words.contains_key(&search::fold(text)))
}

/// A country by name or code.
pub(super) fn country(text: &str) -> Option<Country> {
    match COUNTRIES.get(&search::fold(text)) {
        Some(code) => code.parse().ok(),
        None => None,
    }
}

/// A currency by code, sign or name.
pub(super) fn currency(text: &str) -> Option<Currency> {
    let text = text.trim();
    let sign = match text {
        "₽" => Some("RUB"),
        "€" => Some("EUR"),
        "$" => Some("USD"),
        "£" => Some("GBP"),
        "₴" => Some("UAH"),
        "₸" => Some("KZT"),
        _ => code("currency", text, None).is_some().then_some(""),
    };
    match sign {
        Some("") => code("currency", text, None)?.parse().ok(),
        Some(code) => code.parse().ok(),
        None => text.to_uppercase().parse().ok(),
    }
}
