//! Legal forms of companies as codes. The dictionary is data: `forms.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::latin;

/// A legal form: its place in [`FORMS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Form(u8);

impl Form {
    /// Our code: `llc`, `jsc`, `sole`…
    pub fn code(self) -> &'static str {
        FORMS.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The same as a number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// A sole trader: the name behind it is that of a person.
    pub fn is_person(self) -> bool {
        matches!(self.code(), "sole" | "tp")
    }
}

struct Dictionary {
    codes: Vec<&'static str>,
    /// First word of a spelling → the spellings, the longest first.
    spellings: HashMap<String, Vec<(Vec<String>, Form)>>,
    /// Spellings of one word, as they are written and in Latin letters.
    words: HashSet<String>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut codes = Vec::new();
    let mut spellings: HashMap<String, Vec<(Vec<String>, Form)>> = HashMap::new();
    let mut words = HashSet::new();
    for line in include_str!("forms.txt").lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let mut parts = line.split('|').map(str::trim);
        let Some(code) = parts.next() else { continue };
        let form = Form(u8::try_from(codes.len()).unwrap_or(u8::MAX));
        codes.push(code);
        for spelling in parts.skip(1) {
            let parted: Vec<&str> = spelling
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect();
            if let [one] = parted.as_slice() {
                words.insert((*one).to_owned());
            }
            let latin: Vec<String> = parted.iter().map(|word| latin(word)).collect();
            if let Some(first) = latin.first().cloned() {
                spellings.entry(first).or_default().push((latin, form));
            }
        }
    }
    for list in spellings.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    Dictionary {
        codes,
        spellings,
        words,
    }
});

/// The codes of the legal forms known.
pub static FORMS: LazyLock<&'static [&'static str]> = LazyLock::new(|| &DICTIONARY.codes);

/// Whether a small word as it is written is the abbreviation of a legal form.
pub fn is_form(word: &str) -> bool {
    DICTIONARY.words.contains(word)
}

/// The abbreviations of legal forms as they are written, in one order.
pub fn form_words() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("forms.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| line.split('|').skip(2).map(str::trim))
        .filter(|spelling| is_form(spelling))
}

/// Cuts the legal form out of the Latin words of a name, unless nothing would be left. Of several
/// forms the first is told.
pub fn cut_form(words: &mut Vec<String>) -> Option<Form> {
    let mut found = None;
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let spelling = DICTIONARY
            .spellings
            .get(words[at].as_str())
            .and_then(|list| list.iter().find(|(form, _)| words[at..].starts_with(form)));
        match spelling {
            Some((form, code)) => {
                found = found.or(Some(*code));
                at += form.len();
            }
            None => {
                kept.push(words[at].clone());
                at += 1;
            }
        }
    }
    if kept.is_empty() {
        // A company may be called so; then its form is not told.
        return None;
    }
    *words = kept;
    found
}
