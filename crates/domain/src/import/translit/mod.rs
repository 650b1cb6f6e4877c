//! Names in the other script by the national standards, both ways (R86). Letters that a table does
//! not have stay as they are; capital and small letters are kept.

mod tables;

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::code::code_enum;
use tables::{Place, Table};

code_enum! {
    /// A published way of writing Cyrillic in Latin letters.
    pub enum Standard {
        /// GOST 7.79-2000, system B (Russian).
        Gost779B = "gost_7_79_b",
        /// ISO 9:1995 = GOST 7.79-2000, system A (all Cyrillic alphabets).
        Iso9 = "iso_9",
        /// ICAO Doc 9303, Russian: passports.
        Icao9303Ru = "icao_9303_ru",
        /// ICAO Doc 9303, Macedonian: passports and identity cards.
        Icao9303Mk = "icao_9303_mk",
        /// BGN/PCGN 1947, Russian: maps.
        BgnPcgnRu = "bgn_pcgn_ru",
        /// BGN/PCGN 2013, Macedonian.
        BgnPcgnMk = "bgn_pcgn_mk",
        /// GOST R 52535.1-2006, Russian: passports of 2007–2010.
        Gost52535 = "gost_52535",
        /// Macedonian without diacritics.
        DigraphMk = "digraph_mk",
    }
}

impl Standard {
    /// Whether a word can be brought back letter by letter.
    pub const fn is_reversible(self) -> bool {
        matches!(self, Self::Gost779B | Self::Iso9)
    }

    const fn table(self) -> &'static Table {
        match self {
            Self::Gost779B => &tables::GOST_7_79_B,
            Self::Iso9 => &tables::ISO_9,
            Self::Icao9303Ru => &tables::ICAO_9303_RU,
            Self::Icao9303Mk => &tables::ICAO_9303_MK,
            Self::BgnPcgnRu => &tables::BGN_PCGN_RU,
            Self::BgnPcgnMk => &tables::BGN_PCGN_MK,
            Self::Gost52535 => &tables::GOST_52535,
            Self::DigraphMk => &tables::DIGRAPH_MK,
        }
    }
}

/// The longest Latin spelling of a letter, in characters.
const LONGEST: usize = 4;

/// `text` in Latin letters.
pub fn to_latin(text: &str, standard: Standard) -> String {
    let table = standard.table();
    let letters: Vec<char> = text.nfc().collect();
    let small: Vec<char> = letters.iter().map(|c| lower(*c)).collect();
    let mut latin = String::with_capacity(text.len());
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|i| small[i]);
        let after = small.get(at + 1).copied();
        let Some(spelling) = spelling(table, small[at], before, after) else {
            latin.push(*c);
            continue;
        };
        if small[at] == *c {
            latin.push_str(spelling);
        } else {
            let next = letters.get(at + 1).filter(|c| c.is_alphabetic());
            let loud = match next {
                Some(next) => next.is_uppercase(),
                None => at > 0 && letters[at - 1].is_uppercase(),
            };
            push_capital(&mut latin, spelling, loud);
        }
    }
    latin.nfc().collect()
}

fn spelling(
    table: &Table,
    letter: char,
    before: Option<char>,
    after: Option<char>,
) -> Option<&'static str> {
    let fits = |place: Place| match place {
        Place::StartOrAfter(letters) => match before.filter(|c| c.is_alphabetic()) {
            Some(before) => letters.contains(before),
            None => true,
        },
        Place::Before(letters) => after.is_some_and(|after| letters.contains(after)),
    };
    let placed = table
        .placed
        .iter()
        .find(|(c, _, place)| *c == letter && fits(*place))
        .map(|(_, latin, _)| *latin);
    placed.or_else(|| {
        let plain = table.letters.iter().find(|(c, _)| *c == letter);
        plain.map(|(_, latin)| *latin)
    })
}

/// Adds a spelling in capitals, or with its first letter capital.
fn push_capital(text: &mut String, spelling: &str, loud: bool) {
    let mut first = true;
    for c in spelling.chars() {
        if first || loud {
            text.extend(c.to_uppercase());
        } else {
            text.push(c);
        }
        first = first && !c.is_alphabetic();
    }
}

/// `text` in Cyrillic letters. Only [`Standard::is_reversible`] standards bring every word back;
/// of the others the usual reading is taken.
pub fn to_cyrillic(text: &str, standard: Standard) -> String {
    let table = standard.table();
    let back = readings(standard);
    let letters: Vec<char> = text.nfc().collect();
    let small: String = letters.iter().map(|c| sign(lower(*c), standard)).collect();
    let small: Vec<char> = small.chars().collect();
    let mut cyrillic = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while at < letters.len() {
        let end_of_word = letters.get(at + 1).is_none_or(|c| !c.is_alphabetic());
        let after_vowel = cyrillic.chars().last().is_some_and(is_vowel);
        if end_of_word && after_vowel && table.short_i.contains(small[at]) {
            cyrillic.push(if letters[at].is_uppercase() {
                'Й'
            } else {
                'й'
            });
            at += 1;
            continue;
        }
        let longest = LONGEST.min(letters.len() - at);
        let found = (1..=longest).rev().find_map(|length| {
            let piece: String = small[at..at + length].iter().collect();
            back.get(piece.as_str()).map(|reading| (length, *reading))
        });
        match found {
            Some((length, reading)) => {
                let next = letters.get(at + length).filter(|c| c.is_alphabetic());
                let loud = letters[at].is_uppercase() && next.is_some_and(|c| c.is_uppercase());
                if letters[at].is_uppercase() {
                    push_capital(&mut cyrillic, reading, loud);
                } else {
                    let signs = cyrillic
                        .chars()
                        .last()
                        .filter(|_| !letters[at].is_alphabetic());
                    let loud = signs.is_some_and(char::is_uppercase)
                        && next.is_none_or(|c| c.is_uppercase());
                    push_reading(&mut cyrillic, reading, loud);
                }
                at += length;
            }
            None => {
                cyrillic.push(letters[at]);
                at += 1;
            }
        }
    }
    cyrillic
}

/// Signs have no capital of their own: ь and ъ are capital inside a word of capitals.
fn push_reading(text: &mut String, reading: &str, loud: bool) {
    if loud {
        text.extend(reading.chars().flat_map(char::to_uppercase));
    } else {
        text.push_str(reading);
    }
}

/// Apostrophes that people type in place of the sign of the standard.
fn sign(c: char, standard: Standard) -> char {
    match (standard, c) {
        (Standard::Gost779B, '\'' | '’' | 'ʹ') => '`',
        (Standard::Iso9, '\'' | '’' | '`') => 'ʹ',
        (Standard::Iso9, '"' | '”') => 'ʺ',
        (Standard::BgnPcgnRu, '\'' | '`') => '’',
        _ => c,
    }
}

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюя".contains(lower(c))
}

fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => c,
    }
}

type Readings = HashMap<&'static str, &'static str>;

/// Latin spelling → Cyrillic, of each standard.
fn readings(standard: Standard) -> &'static Readings {
    static ALL: LazyLock<HashMap<Standard, Readings>> = LazyLock::new(|| {
        let tables = Standard::ALL.iter();
        tables.map(|s| (*s, readings_of(s.table()))).collect()
    });
    &ALL[&standard]
}

fn readings_of(table: &Table) -> Readings {
    let mut readings = Readings::new();
    for (latin, cyrillic) in table.back {
        readings.insert(latin, cyrillic);
    }
    for (letter, latin, _) in table.placed {
        readings.insert(latin, letter_text(*letter));
    }
    for (letter, latin) in table.letters.iter().rev() {
        let said = table.back.iter().any(|(back, _)| back == latin);
        if !latin.is_empty() && !said {
            readings.insert(latin, letter_text(*letter));
        }
    }
    readings
}

/// A letter of the tables as a text that lives as long as the program.
fn letter_text(letter: char) -> &'static str {
    const ALPHABET: &str = "абвгѓґдђеёєжзѕиіїйјкќлљмнњопрстћуўфхцчџшщъыьэюя";
    let start = ALPHABET.find(letter).unwrap_or_default();
    &ALPHABET[start..start + letter.len_utf8()]
}

#[cfg(test)]
mod tests;
