//! What can be read out of a free text: phones, and where a phone or an e-mail must be concealed
//! because the reader sees contacts masked.

use std::ops::Range;

use crate::channel::{ChannelKind, Email, mask};
use crate::country::Country;
use crate::phone::Phone;

/// Fewest digits of a phone in a text.
const FEWEST: usize = 7;
/// Most digits of a phone in a text, country and extension included.
const MOST: usize = 15;
/// How far before a number a word may stand that says it is a phone, in characters.
const NEAR: usize = 14;

/// Beginnings of words that say that a phone follows, small letters.
const LABELS: [&str; 9] = [
    "тел", "tel", "phone", "моб", "mob", "gsm", "whatsapp", "viber", "call",
];

/// The phones of a text that look like ones: with an international prefix, a trunk prefix, an area
/// code in brackets, or a word before them that says so. Days and sums are none.
pub fn phones(text: &str, country: Country) -> Vec<Phone> {
    let mut found: Vec<Phone> = Vec::new();
    for run in runs(text, false) {
        let written = &text[run.clone()];
        let digits = count(written);
        if !(FEWEST..=MOST).contains(&digits) {
            continue;
        }
        let before: String = text[..run.start]
            .chars()
            .rev()
            .take(NEAR)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let said = before
            .to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .any(|word| LABELS.iter().any(|label| word.starts_with(label)));
        let dialled = written.starts_with(['+', '(', '0', '8']);
        if !(said || dialled) {
            continue;
        }
        if let Ok(phone) = Phone::parse(country, written)
            && found.iter().all(|known| known.key() != phone.key())
        {
            found.push(phone);
        }
    }
    found
}

/// The text with every number of seven digits or more, and every e-mail, masked as on the card.
pub fn conceal(text: &str) -> String {
    let mut concealed = String::with_capacity(text.len());
    let mut at = 0;
    for run in runs(text, true) {
        if count(&text[run.clone()]) < FEWEST {
            continue;
        }
        concealed.push_str(&text[at..run.start]);
        concealed.push_str(&mask(ChannelKind::Phone, &text[run.clone()]));
        at = run.end;
    }
    concealed.push_str(&text[at..]);
    let is_edge = |c: char| c.is_whitespace() || "<>()[]{},;:\"'«»".contains(c);
    let mut whole = String::with_capacity(concealed.len());
    for piece in concealed.split_inclusive(is_edge) {
        let end = piece.trim_end_matches(is_edge);
        let bare = end.trim_end_matches('.');
        match Email::parse(bare) {
            Ok(email) => {
                whole.push_str(&mask(ChannelKind::Email, email.display()));
                whole.push_str(&piece[bare.len()..]);
            }
            Err(_) => whole.push_str(piece),
        }
    }
    whole
}

fn count(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Where digits stand with nothing between them but what stands between digits of a phone. Digits
/// that follow a letter are part of a code, unless `codes` counts those too.
fn runs(text: &str, codes: bool) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start: Option<usize> = None;
    let mut end = 0;
    let mut last = '\n';
    for (at, c) in text.char_indices() {
        let joins = matches!(
            c,
            ' ' | '\u{a0}' | '-' | '.' | ')' | '(' | '/' | '\u{2011}' | '\u{2013}'
        );
        let digit = c.is_ascii_digit();
        let begins = digit || c == '+' || c == '(';
        // Two spaces, or a plus, begin another number.
        let parted = c == '+' || (c == ' ' && last == ' ');
        if start.is_some() && (parted || !(digit || joins)) {
            runs.extend(start.take().map(|from| from..end));
        }
        if begins && start.is_none() && (codes || !(digit && last.is_alphanumeric())) {
            start = Some(at);
            end = at + c.len_utf8();
        }
        if digit && start.is_some() {
            end = at + c.len_utf8();
        }
        last = c;
    }
    runs.extend(start.map(|from| from..end));
    runs.retain(|run| count(&text[run.clone()]) > 0);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, country: &str) -> Vec<String> {
        let found = phones(text, country.parse().unwrap());
        found.iter().map(|phone| phone.key().to_owned()).collect()
    }

    #[test]
    fn r75_phones_are_read_out_of_a_text() {
        assert_eq!(
            keys("Тел.: 8 (495) 123-45-67, моб. +7 916 555-00-00", "RU"),
            ["+74951234567", "+79165550000"]
        );
        assert_eq!(keys("јавете се на 070/123-456.", "MK"), ["+38970123456"]);
        assert_eq!(keys("phone: 495 1234567", "RU"), ["+74951234567"]);
        assert_eq!(
            keys("8-495-123-45-67  8-495-123-45-67", "RU"),
            ["+74951234567"],
            "once"
        );
        for nothing in [
            "29.11.2026 10:15",
            "ИНН 7707083893",
            "1 500 000 руб.",
            "заказ AB08123456789",
            "",
        ] {
            assert_eq!(keys(nothing, "RU"), Vec::<String>::new(), "{nothing}");
        }
    }

    #[test]
    fn r74_contacts_in_a_message_are_masked_for_those_who_see_them_masked() {
        let text = "Звоните +7 916 555-00-00 или anna@example.com. Нужно 120 шт.";
        let seen = conceal(text);
        assert!(!seen.contains("555") && !seen.contains("anna@"), "{seen}");
        assert!(seen.contains("Нужно 120 шт."), "{seen}");
        assert_eq!(conceal("<a@b.mk>, x"), "<a•••@•••.mk>, x");
        assert_eq!(conceal("nothing"), "nothing");
        for written in ["89165550000", "тел89165550000", "(8)916-555-00-00"] {
            let seen = conceal(written);
            assert!(!seen.contains("916") && !seen.contains("555"), "{seen}");
        }
    }
}
