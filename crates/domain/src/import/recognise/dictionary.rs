//! The headings people write, as data: `headings.txt`.

use std::sync::LazyLock;

use crate::import::field::Field;
use crate::import::heading;
use crate::language::Language;

/// Words of a heading that say nothing about its meaning.
const NEUTRAL: [&str; 34] = [
    "no",
    "nr",
    "num",
    "n",
    "на",
    "of",
    "the",
    "руб",
    "ден",
    "usd",
    "eur",
    "в",
    "1",
    "2",
    "3",
    "4",
    "5",
    "и",
    "and",
    "основной",
    "основен",
    "main",
    "primary",
    "контактный",
    "контакты",
    "контакт",
    "клиента",
    "компании",
    "company",
    "for",
    "за",
    "полный",
    "новый",
    "мкд",
];

/// One heading of the dictionary.
struct Phrase {
    field: Field,
    words: Vec<String>,
}

/// A field with its own headings in the three languages.
struct Entry {
    field: Field,
    own: [&'static str; 3],
}

static ENTRIES: LazyLock<(Vec<Phrase>, Vec<Entry>)> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for line in include_str!("headings.txt").lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let told = line.split_once(": ").and_then(|(language, list)| {
            let place = ["en", "ru", "mk"].iter().position(|l| *l == language)?;
            Some((place, list))
        });
        match (told, entries.last_mut()) {
            (Some((place, list)), Some(entry)) => {
                for (at, text) in list.split('|').map(str::trim).enumerate() {
                    if at == 0 {
                        entry.own[place] = text;
                    }
                    phrases.push(Phrase {
                        field: entry.field,
                        words: pattern(text),
                    });
                }
            }
            _ => {
                if let Ok(field) = line.parse() {
                    entries.push(Entry {
                        field,
                        own: [""; 3],
                    });
                }
            }
        }
    }
    (phrases, entries)
});

/// The words of a phrase; a star stays at the end of its stem.
fn pattern(text: &str) -> Vec<String> {
    text.split_whitespace()
        .flat_map(|token| {
            let stem = token.ends_with('*');
            let mut words = heading::words(token);
            if stem && let Some(last) = words.last_mut() {
                last.push('*');
            }
            words
        })
        .collect()
}

/// All headings of the dictionary.
fn phrases() -> &'static [Phrase] {
    &ENTRIES.0
}

/// The heading of our own templates.
pub fn heading_of(field: Field, language: Language) -> Option<&'static str> {
    let place = match language {
        Language::En => 0,
        Language::Ru => 1,
        Language::Mk => 2,
    };
    let entry = ENTRIES.1.iter().find(|entry| entry.field == field)?;
    Some(entry.own[place])
}

/// The fields that a heading may name, with how surely, of 100.
pub(super) fn named(words: &[String]) -> Vec<(Field, u32)> {
    let mut named: Vec<(Field, u32)> = Vec::new();
    for phrase in phrases() {
        let Some((at, others)) = heading::find(words, &phrase.words, &NEUTRAL) else {
            continue;
        };
        let length = u32::try_from(phrase.words.len()).unwrap_or(1);
        let score = if phrase.words.len() == words.len() {
            100
        } else {
            // Longer phrases say more; words before them that say something else, less.
            let base = 84 + 3 * length.min(4) - u32::from(at > 0);
            base.saturating_sub(others * 17)
        };
        match named.iter_mut().find(|(field, _)| *field == phrase.field) {
            Some((_, known)) => *known = score.max(*known),
            None if score > 0 => named.push((phrase.field, score)),
            None => {}
        }
    }
    named
}
