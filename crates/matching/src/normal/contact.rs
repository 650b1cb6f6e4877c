//! Telephones, e-mail and sites.

use hashbrown::HashSet;

use super::Normaliser;
use super::phrases::lines;
use crate::lexicon::Sym;
use crate::record::{Mail, Record};

#[derive(Debug)]
pub(super) struct Dictionaries {
    free: HashSet<&'static str>,
}

impl Dictionaries {
    pub(super) fn new() -> Self {
        Self {
            free: lines(include_str!("../../data/free_mail.txt"))
                .map(str::trim)
                .collect(),
        }
    }
}

/// Codes of countries whose numbers are written with and without them, and how many digits the
/// national number has.
const CODES: [(&str, std::ops::RangeInclusive<usize>); 14] = [
    ("389", 8..=8),
    ("380", 9..=9),
    ("375", 9..=9),
    ("381", 8..=9),
    ("359", 8..=9),
    ("7", 10..=10),
    ("1", 10..=10),
    ("44", 9..=10),
    ("49", 9..=12),
    ("33", 9..=9),
    ("39", 9..=11),
    ("48", 9..=9),
    ("43", 9..=12),
    ("41", 9..=9),
];

/// Adds the national numbers of a text, digits only: what is left when the ways of writing one
/// number (`+7`, `8`, `(0)`, `00389`…) are taken away. Two records may lack the country or have
/// different ones, so it is no part of the key.
pub(super) fn phones(text: &str, found: &mut Vec<u64>) {
    let lower = text.to_lowercase();
    for part in lower
        .split([',', ';', '\n', '|'])
        .flat_map(|part| part.split(" / "))
    {
        let mut part = part;
        for mark in ["доб", "ext", "вн", "#", "лок", "x"] {
            part = part.split(mark).next().unwrap_or(part);
        }
        let part = part.replace("(0)", "");
        let plus = part.contains('+');
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        if !(7..=15).contains(&digits.len()) {
            continue;
        }
        let national = national(&digits, plus);
        let national = national.trim_start_matches('0');
        if national.len() < 7 {
            continue;
        }
        let tail = &national[national.len().saturating_sub(10)..];
        if let Ok(number) = tail.parse::<u64>()
            && !is_placeholder(tail)
            && !found.contains(&number)
        {
            found.push(number);
        }
    }
}

fn national(digits: &str, plus: bool) -> &str {
    let (digits, international) = match digits.strip_prefix("00") {
        Some(rest) => (rest, true),
        None => (digits, plus),
    };
    if digits.len() == 11 && digits.starts_with('8') && !international {
        return &digits[1..];
    }
    for (code, lengths) in CODES {
        if let Some(rest) = digits.strip_prefix(code)
            && lengths.contains(&rest.len())
            && (international || digits.len() >= 11)
        {
            return rest;
        }
    }
    digits
}

/// `0000000`, `1111111`: typed to get past a form.
fn is_placeholder(digits: &str) -> bool {
    let mut all = digits.bytes();
    let first = all.next();
    all.all(|digit| Some(digit) == first)
}

impl Normaliser {
    pub(super) fn mail(&mut self, record: &mut Record, text: &str) {
        let lower = text.to_lowercase();
        let parts = lower.split(|c: char| c.is_whitespace() || matches!(c, ';' | '<' | '>' | '|'));
        for part in parts {
            let part = part.trim_start_matches("mailto:").replace(',', ".");
            let part = part.trim_matches(|c: char| !c.is_alphanumeric());
            let Some((local, domain)) = part.split_once('@') else {
                continue;
            };
            if local.is_empty() || domain.is_empty() {
                continue;
            }
            let mail = Mail {
                local: self.lexicon.intern(local),
                domain: self.lexicon.intern(domain),
                free: self.contact.free.contains(domain),
            };
            let free_place = record.mails.iter().position(|m| !m.local.is_some());
            if let Some(place) = free_place.filter(|_| !record.mails.contains(&mail)) {
                record.mails[place] = mail;
            }
        }
    }

    pub(super) fn site(&mut self, text: &str) -> Sym {
        let lower = text.to_lowercase();
        let text = lower.split("://").last().unwrap_or(&lower);
        let text = text.trim_start_matches("www.");
        let host = text.split(['/', '?', ':', ' ']).next().unwrap_or("");
        if host.contains('.') && !self.contact.free.contains(host) {
            self.lexicon.intern(host)
        } else {
            Sym::NONE
        }
    }
}
