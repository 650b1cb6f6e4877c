//! Two records compared, part by part, into levels.

mod company;
mod contact;
mod frequency;
mod person;

use hashbrown::HashMap;

use crate::keys::{Made, of_sym};
use crate::levels::*;
use crate::lexicon::{Lexicon, Sym};
use crate::normal::Kind;
use crate::postings::Postings;
use crate::record::Record;

/// The levels of a comparison, five bits a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Pattern(pub(crate) u64);

impl Pattern {
    pub(crate) fn level(self, slot: usize) -> usize {
        (self.0 >> (5 * slot) & 31) as usize
    }

    /// The same with nothing said of a part.
    pub(crate) fn without(self, slot: usize) -> Self {
        Self(self.0 & !(31 << (5 * slot)))
    }
}

/// What a comparison needs to know of the base.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Base<'a> {
    pub(crate) kind: Kind,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) postings: &'a Postings,
    pub(crate) counts: &'a HashMap<(Counted, Sym), u32>,
    pub(crate) records: usize,
}

/// Values that are counted though no candidates are looked up by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Counted {
    Town,
    Given,
    Employer,
}

impl Base<'_> {
    /// How many records have this value, for keys of one word.
    fn with(&self, made: Made, sym: Sym) -> usize {
        self.postings.get(of_sym(made, sym)).len()
    }

    fn counted(&self, what: Counted, sym: Sym) -> usize {
        self.counts.get(&(what, sym)).copied().unwrap_or(0) as usize
    }

    fn word(&self, sym: Sym) -> &str {
        self.lexicon.get(sym)
    }

    pub(crate) fn compare(&self, a: &Record, b: &Record) -> Pattern {
        let mut pattern = 0;
        for (slot, part) in parts_of(self.kind).iter().enumerate() {
            pattern |= u64::from(self.part(*part, a, b)) << (5 * slot);
        }
        together(self.kind, Pattern(pattern))
    }

    fn part(&self, part: Part, a: &Record, b: &Record) -> u8 {
        match part {
            Part::Name => self.name(a, b),
            Part::Form => company::form(a, b),
            Part::Activity => company::activity(a, b),
            Part::Tax => company::tax(a, b),
            Part::Register => company::register(a, b),
            Part::Phone => self.phone(a, b),
            Part::Mail => self.mail(a, b),
            Part::Town => self.town(a, b),
            Part::Address => self.address(a, b),
            Part::Postcode => self.postcode(a, b),
            Part::Contact => self.contact(a, b),
            Part::Surname => self.surname(a, b),
            Part::Given => self.given(a, b),
            Part::Patronymic => self.patronymic(a, b),
            Part::Birthday => person::birthday(a, b),
            Part::Employer => self.employer(a, b),
            Part::Personal => person::personal(a, b),
            Part::Together => 0,
        }
    }
}

/// Fills in the part that tells how many others agree.
fn together(kind: Kind, pattern: Pattern) -> Pattern {
    let mut names = 0;
    let mut agree: u64 = 0;
    let mut last = 0;
    for (slot, part) in parts_of(kind).iter().enumerate() {
        let level = pattern.level(slot) as u8;
        match part {
            Part::Name | Part::Surname if level != 0 => {
                names = match (part, level) {
                    (Part::Name, NAME_SAME..=NAME_INITIALS) => 1,
                    (Part::Name, NAME_PART..=NAME_ALIKE) => 2,
                    (Part::Surname, SURNAME_SAME..=SURNAME_SWAPPED) => 1,
                    _ => 3,
                };
            }
            Part::Phone => agree += u64::from((PHONE_SAME..=PHONE_SLIP).contains(&level)),
            Part::Mail => agree += u64::from((MAIL_SAME..=MAIL_DOMAIN_MANY).contains(&level)),
            Part::Contact => agree += u64::from((CONTACT_SAME..=CONTACT_SLIP).contains(&level)),
            Part::Address => {
                agree += u64::from((ADDRESS_OFFICE..=ADDRESS_HOUSE_MANY).contains(&level));
            }
            Part::Together => last = slot,
            _ => {}
        }
    }
    Pattern(pattern.0 | (1 + 5 * names + agree.min(4)) << (5 * last))
}

/// The place of a count among bounds: 0 for at most the first, and so on.
fn bin(count: usize, bounds: &[usize]) -> u8 {
    bounds.iter().take_while(|bound| count > **bound).count() as u8
}

const _: () = assert!(PARTS <= 12);
