//! How common the value is on which two records agree: "3 of 100,000 have this telephone".

use super::{Base, Counted};
use crate::keys::{Made, of_building, of_number, of_pair, of_person};
use crate::levels::Part;
use crate::record::Record;

impl Base<'_> {
    /// How many records have the value that both have; nothing where they do not agree, or where
    /// nobody counts.
    pub(crate) fn frequency(&self, part: Part, a: &Record, b: &Record) -> Option<usize> {
        let same = |a: crate::lexicon::Sym, b| a.is_some() && a == b;
        let with = |key| self.postings.get(key).len();
        let number = |made, x: u64, y| (x != 0 && x == y).then(|| with(of_number(made, x)));
        let count = match part {
            Part::Name => same(a.key, b.key).then(|| self.with(Made::Name, a.key)),
            Part::Tax => number(Made::Tax, a.tax, b.tax),
            Part::Register => number(Made::Register, a.register, b.register),
            Part::Personal => number(Made::Personal, a.personal, b.personal),
            Part::Phone => {
                let shared = a.phones().filter(|x| b.phones().any(|y| *x == y));
                shared.map(|x| with(of_number(Made::Phone, x))).min()
            }
            Part::Mail => {
                let shared = a.mails().filter(|x| b.mails().any(|y| *x == y));
                let mail = shared.map(|x| with(of_pair(Made::Mail, x.local, x.domain)));
                let own = a.domains().filter(|x| b.domains().any(|y| *x == y));
                let domain = own.map(|x| self.with(Made::Domain, x));
                mail.min().or(domain.min())
            }
            Part::Town => same(a.city, b.city).then(|| self.counted(Counted::Town, a.city)),
            Part::Address => {
                let building = a.house.is_some() && same(a.street, b.street) && a.house == b.house;
                (building && a.city == b.city).then(|| with(of_building(a)))
            }
            Part::Contact => {
                let (x, y) = (a.person, b.person);
                (same(x.surname, y.surname) && x.initial == y.initial).then(|| with(of_person(a)))
            }
            Part::Surname => {
                let (x, y) = (a.person.surname, b.person.surname);
                same(x, y).then(|| self.with(Made::Surname, x))
            }
            Part::Given => {
                let (x, y) = (a.person.full, b.person.full);
                same(x, y).then(|| self.counted(Counted::Given, x))
            }
            Part::Employer => same(a.key, b.key).then(|| self.counted(Counted::Employer, a.key)),
            Part::Form
            | Part::Activity
            | Part::Postcode
            | Part::Patronymic
            | Part::Birthday
            | Part::Together => None,
        };
        // a look-up may agree with what was taken out meanwhile
        count.filter(|count| *count > 0)
    }
}
