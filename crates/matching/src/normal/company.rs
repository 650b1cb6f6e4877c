//! Names of companies: script and keyboard put right; notes, legal form, kind of firm, town and
//! numbers taken apart; the rest as skeletons.

use domain::search::other_layouts;
use domain::spelling::{cut_form, is_form, is_of_word, latin, repair};

use super::Normaliser;
use super::phrases::{Phrases, lines};
use crate::lexicon::Sym;
use crate::record::Record;

#[derive(Debug)]
pub(super) struct Dictionaries {
    notes: Phrases,
    activities: Phrases,
}

impl Dictionaries {
    pub(super) fn new() -> Self {
        let notes = lines(include_str!("../../data/notes.txt")).map(|line| (line.trim(), 0));
        let activities = lines(include_str!("../../data/activities.txt"))
            .zip(0_u8..)
            .flat_map(|(line, number)| {
                let spellings = line.split('|').skip(1);
                spellings.map(move |spelling| (spelling.trim(), number))
            });
        Self {
            notes: Phrases::new(notes),
            activities: Phrases::new(activities),
        }
    }
}

/// Words that join others and say nothing.
const JOINTS: [&str; 9] = ["и", "and", "und", "the", "of", "в", "во", "г", "гор"];

/// A Latin text with so few vowels was typed with the keyboard set to Latin letters by mistake.
fn is_mistyped(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let vowels = text.chars().filter(|c| "aeiouyAEIOUY".contains(*c)).count();
    text.is_ascii() && letters >= 8 && vowels * 7 < letters
}

/// The words of a small text: parted at anything but letters and digits; letters with dots between
/// them are a word if that word is a legal form (`l.l.c.`).
fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // whether a word is one letter with a dot behind
    let mut dotted: Vec<bool> = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        match c {
            c if is_of_word(c) => word.push(c),
            '\'' | '’' | '`' | 'ʼ' if !word.is_empty() => {}
            c => {
                if !word.is_empty() {
                    let one = word.chars().nth(1).is_none();
                    found.push(std::mem::take(&mut word));
                    dotted.push(one && c == '.');
                }
            }
        }
    }
    let mut joined: Vec<String> = Vec::with_capacity(found.len());
    let mut at = 0;
    while at < found.len() {
        let run = dotted[at..].iter().take_while(|d| **d).count();
        let last_too = found.get(at + run).is_some_and(|w| w.chars().count() == 1);
        let whole = (run > 0)
            .then(|| [run + usize::from(last_too), run])
            .and_then(|lengths| {
                lengths
                    .into_iter()
                    .filter(|length| *length > 1)
                    .find_map(|length| {
                        let whole = found[at..at + length].concat();
                        is_form(&whole).then_some((whole, length))
                    })
            });
        match whole {
            Some((whole, length)) => {
                joined.push(whole);
                at += length;
            }
            None => {
                // an initial keeps its letter even where the letter alone joins words
                if dotted[at] || !JOINTS.contains(&found[at].as_str()) {
                    joined.push(std::mem::take(&mut found[at]));
                }
                at += 1;
            }
        }
    }
    joined
}

/// Whether the name has a legal form.
pub(super) fn has_form(name: &str) -> bool {
    let mut all: Vec<String> = words(&repair(name))
        .iter()
        .map(|word| latin(word))
        .collect();
    cut_form(&mut all).is_some()
}

impl Normaliser {
    pub(super) fn company(&mut self, record: &mut Record, name: &str) {
        let mut text = repair(name);
        if is_mistyped(&text) {
            text = other_layouts(&text).swap_remove(0);
        }
        let mut all: Vec<String> = words(&text).iter().map(|word| latin(word)).collect();
        all.retain(|word| !word.is_empty());
        let form = cut_form(&mut all);
        self.company.notes.cut(&mut all);
        let activity = self.company.activities.cut(&mut all);
        record.form = form.map_or(0, |form| form.number() + 1);
        record.activity = activity.map_or(0, |number| number + 1);
        let mut numbers = String::new();
        let mut words: Vec<Sym> = Vec::with_capacity(all.len());
        for word in &all {
            if word.bytes().all(|b| b.is_ascii_digit()) {
                if !numbers.is_empty() {
                    numbers.push('-');
                }
                numbers.push_str(word.trim_start_matches('0'));
            } else {
                let sym = self.skeleton(word);
                if sym.is_some() {
                    words.push(sym);
                }
            }
        }
        if words.is_empty() && !numbers.is_empty() {
            words.push(self.lexicon.intern(&numbers));
            numbers.clear();
        }
        record.numbers = self.lexicon.intern(&numbers);
        record.town = self.cut_town(&mut words, record.city);
        if form.is_some_and(|form| form.is_person()) {
            self.fold_person(&mut words);
        }
        self.fill(record, words);
    }

    /// The town in a name, taken out unless the name is nothing else.
    fn cut_town(&mut self, words: &mut Vec<Sym>, own: Sym) -> Sym {
        for length in (1..=3.min(words.len().saturating_sub(1))).rev() {
            for at in (0..=words.len() - length).rev() {
                let whole: String = words[at..at + length]
                    .iter()
                    .map(|word| self.lexicon.get(*word))
                    .collect();
                let town = self.place.town(&whole);
                let town = town.map(|town| self.lexicon.intern(town));
                let town = town.or_else(|| {
                    let own_name = own.is_some().then(|| self.lexicon.get(own))?;
                    (own_name == whole && whole.len() > 3).then_some(own)
                });
                if let Some(town) = town {
                    words.drain(at..at + length);
                    return town;
                }
            }
        }
        Sym::NONE
    }

    /// The name of a sole trader: the feminine endings folded, as those of a person are.
    fn fold_person(&mut self, words: &mut [Sym]) {
        for word in words {
            let folded = super::person::fold_gender(self.lexicon.get(*word)).into_owned();
            *word = self.lexicon.intern(&folded);
        }
    }
}
