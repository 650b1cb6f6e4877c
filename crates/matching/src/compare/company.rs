//! Names, legal forms and numbers of companies.

use super::{Base, bin};
use crate::keys::Made;
use crate::levels::*;
use crate::lexicon::Sym;
use crate::record::{Checked, Record, WORDS};
use crate::strings::{is_slip, is_slip_of_number, jaro_winkler};

/// How two names agree before numbers and frequencies are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    Same,
    Slip,
    Initials,
    /// The words of one are among those of the other.
    Part,
    /// Some words are the same.
    Word,
    Acronym,
    Alike,
    Differ,
}

impl Base<'_> {
    pub(super) fn name(&self, a: &Record, b: &Record) -> u8 {
        if !a.key.is_some() || !b.key.is_some() {
            return 0;
        }
        let (names, shared) = self.names(a, b);
        // "Вектор-2" is not "Вектор", nor is "Вектор Казань" "Вектор Уфа"
        let numbers = a.numbers != b.numbers;
        if numbers && matches!(names, Names::Same | Names::Initials) {
            return NAME_NUMBERS;
        }
        if numbers && matches!(names, Names::Slip | Names::Part) {
            return NAME_SLIP_NUMBERS;
        }
        let towns = a.town != b.town && self.towns_speak(a, b);
        if towns && matches!(names, Names::Same | Names::Slip | Names::Initials) {
            return NAME_TOWNS;
        }
        let many = || self.rarest(shared) > 40;
        match names {
            Names::Same => {
                let count = self
                    .with(Made::Name, a.key)
                    .max(self.with(Made::Name, b.key));
                NAME_SAME + bin(count, &[2, 5, 20, 100])
            }
            Names::Slip if many() => NAME_SLIP_MANY,
            Names::Slip => NAME_SLIP,
            Names::Initials => NAME_INITIALS,
            Names::Part if many() => NAME_PART_MANY,
            Names::Part => NAME_PART,
            Names::Word if many() => NAME_WORD_MANY,
            Names::Word => NAME_WORD,
            Names::Acronym => NAME_ACRONYM,
            Names::Alike => NAME_ALIKE,
            Names::Differ => NAME_DIFFERS,
        }
    }

    /// Towns in names differ and neither is where the firm sits.
    fn towns_speak(&self, a: &Record, b: &Record) -> bool {
        let own = |town: Sym, record: &Record| !town.is_some() || town == record.city;
        match (a.town.is_some(), b.town.is_some()) {
            (true, true) => true,
            (true, false) => !own(a.town, b) && b.city.is_some(),
            (false, true) => !own(b.town, a) && a.city.is_some(),
            (false, false) => false,
        }
    }

    /// How many records have the rarest of these words.
    fn rarest(&self, words: [Sym; WORDS]) -> usize {
        words
            .into_iter()
            .filter(|word| word.is_some())
            .map(|word| self.with(Made::Word, word).max(1))
            .min()
            .unwrap_or(usize::MAX)
    }

    pub(super) fn names(&self, a: &Record, b: &Record) -> (Names, [Sym; WORDS]) {
        let mut shared = [Sym::NONE; WORDS];
        if a.key == b.key {
            shared = a.words;
            return (Names::Same, shared);
        }
        let (left, right) = (a.words(), b.words());
        let mut taken = [false; WORDS];
        let mut rest = [Sym::NONE; WORDS];
        let mut count = 0;
        let mut open = 0;
        for word in left {
            let free = (0..right.len()).find(|at| !taken[*at] && right[*at] == *word);
            match free {
                Some(at) => {
                    taken[at] = true;
                    shared[count] = *word;
                    count += 1;
                }
                None => {
                    rest[open] = *word;
                    open += 1;
                }
            }
        }
        let same = count;
        let mut slips = 0;
        let mut left_open = 0;
        for word in &rest[..open] {
            let text = self.word(*word);
            let found = (0..right.len()).filter(|at| !taken[*at]).find_map(|at| {
                let other = self.word(right[at]);
                let short = text.len().min(other.len());
                if short == 1 && same > 0 && text.as_bytes().first() == other.as_bytes().first() {
                    Some((at, true))
                } else {
                    is_slip(text, other).then_some((at, false))
                }
            });
            match found {
                Some((at, initial)) => {
                    taken[at] = true;
                    if !initial {
                        slips += 1;
                        shared[count] = *word;
                        count += 1;
                    }
                }
                None => left_open += 1,
            }
        }
        let right_open = (0..right.len()).filter(|at| !taken[*at]).count();
        let names = match (left_open, right_open) {
            (0, 0) if slips > 0 => Names::Slip,
            (0, 0) => Names::Initials,
            _ if self.joined(a, b) => Names::Slip,
            (0, _) | (_, 0) if same + slips > 0 => Names::Part,
            _ if same + slips > 0 => Names::Word,
            _ if self.acronym(left, right) || self.acronym(right, left) => Names::Acronym,
            _ if jaro_winkler(self.word(a.key), self.word(b.key)) >= 0.88 => Names::Alike,
            _ => Names::Differ,
        };
        if names == Names::Slip && count == 0 {
            shared = a.words;
        }
        (names, shared)
    }

    /// The words run together are the same, or nearly: `Мега Строй`, `Мегастрой`.
    fn joined(&self, a: &Record, b: &Record) -> bool {
        if a.words().len() == b.words().len() {
            return false;
        }
        let whole = |record: &Record| -> String {
            let words = record.words().iter();
            words.map(|word| self.word(*word)).collect()
        };
        let (a, b) = (whole(a), whole(b));
        a == b || is_slip(&a, &b)
    }

    /// The one word of one name is made of the first letters of the other.
    fn acronym(&self, one: &[Sym], many: &[Sym]) -> bool {
        let [one] = one else { return false };
        let letters = self.word(*one).as_bytes();
        many.len() >= 2
            && letters.len() == many.len()
            && letters
                .iter()
                .zip(many)
                .all(|(letter, word)| self.word(*word).as_bytes().first() == Some(letter))
    }
}

pub(super) fn form(a: &Record, b: &Record) -> u8 {
    let person = |number: u8| {
        domain::spelling::FORMS
            .get(usize::from(number - 1))
            .is_some_and(|code| matches!(*code, "sole" | "tp"))
    };
    match (a.form, b.form) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => FORM_SAME,
        (a, b) if person(a) != person(b) => FORM_PERSON,
        _ => FORM_DIFFERS,
    }
}

pub(super) fn activity(a: &Record, b: &Record) -> u8 {
    match (a.activity, b.activity) {
        (0, 0) => 0,
        (0, _) | (_, 0) => ACTIVITY_ONE,
        (a, b) if a == b => ACTIVITY_SAME,
        _ => ACTIVITY_DIFFERS,
    }
}

pub(super) fn tax(a: &Record, b: &Record) -> u8 {
    if a.tax == 0 || b.tax == 0 {
        return 0;
    }
    let checked = (a.tax_checked == Checked::Yes) as u8 + (b.tax_checked == Checked::Yes) as u8;
    if a.tax == b.tax {
        return match (checked, a.kpp.is_some() && b.kpp.is_some()) {
            (_, true) if a.kpp == b.kpp => TAX_SAME_KPP,
            (_, true) => TAX_BRANCH,
            (0, false) => TAX_SAME_UNCHECKED,
            _ => TAX_SAME,
        };
    }
    match checked {
        2 => TAX_DIFFERS,
        _ if is_slip_of_number(a.tax, b.tax) => TAX_SLIP,
        _ => TAX_DIFFERS_UNCHECKED,
    }
}

pub(super) fn register(a: &Record, b: &Record) -> u8 {
    number(a.register, b.register)
}

pub(super) fn number(a: u64, b: u64) -> u8 {
    match (a, b) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => REGISTER_SAME,
        (a, b) if is_slip_of_number(a, b) => REGISTER_SLIP,
        _ => REGISTER_DIFFERS,
    }
}
