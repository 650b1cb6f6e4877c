//! Names, birthdays and employers of people.

use super::company::{Names, number};
use super::{Base, Counted, bin};
use crate::keys::Made;
use crate::levels::*;
use crate::record::{Name, Record};
use crate::strings::{is_slip, jaro_winkler};

/// Surname and given name stand in each other's place.
fn swapped(x: Name, y: Name) -> bool {
    let crossed = |x: Name, y: Name| x.given.is_some() && x.given == y.surname;
    (crossed(x, y) && crossed(y, x))
        || (crossed(x, y) && !y.given.is_some())
        || (crossed(y, x) && !x.given.is_some())
}

impl Base<'_> {
    pub(super) fn surname(&self, a: &Record, b: &Record) -> u8 {
        let (x, y) = (a.person, b.person);
        if x.surname.is_some() && x.surname == y.surname {
            let count = self.with(Made::Surname, x.surname);
            return SURNAME_SAME + bin(count, &[5, 40, 300]);
        }
        if swapped(x, y) {
            return SURNAME_SWAPPED;
        }
        if !x.surname.is_some() || !y.surname.is_some() {
            return 0;
        }
        let (s, t) = (self.word(x.surname), self.word(y.surname));
        if is_slip(s, t) {
            return SURNAME_SLIP;
        }
        let short = s.len().min(t.len()) >= 4;
        if jaro_winkler(s, t) >= 0.85 || short && (s.contains(t) || t.contains(s)) {
            return SURNAME_ALIKE;
        }
        SURNAME_DIFFERS
    }

    pub(super) fn given(&self, a: &Record, b: &Record) -> u8 {
        let (x, y) = (a.person, b.person);
        if x.initial == 0 || y.initial == 0 || x.surname != y.surname && swapped(x, y) {
            return 0;
        }
        if x.given.is_some() && x.given == y.given {
            let count = self.counted(Counted::Given, x.full);
            return GIVEN_SAME + bin(count * 1000, &[self.records, self.records * 8]);
        }
        if !x.given.is_some() || !y.given.is_some() {
            return if x.initial == y.initial {
                GIVEN_INITIAL
            } else {
                GIVEN_DIFFERS
            };
        }
        if x.full == y.full {
            return GIVEN_DIMINUTIVE;
        }
        let (s, t) = (self.word(x.given), self.word(y.given));
        if is_slip(s, t) {
            return GIVEN_SLIP;
        }
        if jaro_winkler(s, t) >= 0.85 {
            return GIVEN_ALIKE;
        }
        GIVEN_DIFFERS
    }

    pub(super) fn patronymic(&self, a: &Record, b: &Record) -> u8 {
        let (x, y) = (a.person, b.person);
        if x.second == 0 || y.second == 0 {
            return 0;
        }
        if x.patronymic.is_some() && y.patronymic.is_some() {
            if x.patronymic == y.patronymic {
                return PATRONYMIC_SAME;
            }
            if is_slip(self.word(x.patronymic), self.word(y.patronymic)) {
                return PATRONYMIC_SLIP;
            }
            return PATRONYMIC_DIFFERS;
        }
        if x.second == y.second {
            PATRONYMIC_INITIAL
        } else {
            PATRONYMIC_DIFFERS
        }
    }

    pub(super) fn employer(&self, a: &Record, b: &Record) -> u8 {
        if a.employer.is_some() && a.employer == b.employer {
            return EMPLOYER_ID;
        }
        if !a.key.is_some() || !b.key.is_some() {
            return 0;
        }
        match self.names(a, b).0 {
            Names::Same => EMPLOYER_SAME + bin(self.counted(Counted::Employer, a.key), &[10, 60]),
            Names::Slip | Names::Initials | Names::Part | Names::Alike => EMPLOYER_ALIKE,
            Names::Word | Names::Acronym => EMPLOYER_WORD,
            Names::Differ => EMPLOYER_DIFFERS,
        }
    }
}

pub(super) fn personal(a: &Record, b: &Record) -> u8 {
    number(a.personal, b.personal)
}

pub(super) fn birthday(a: &Record, b: &Record) -> u8 {
    let (x, y) = (a.birthday, b.birthday);
    if x == 0 || y == 0 {
        return 0;
    }
    if x == y {
        return BIRTHDAY_SAME;
    }
    let parts = |day: u32| (day / 10_000, day / 100 % 100, day % 100);
    let (p, q) = (parts(x), parts(y));
    if p == (q.0, q.2, q.1) {
        return BIRTHDAY_SWAPPED;
    }
    if is_slip(&x.to_string(), &y.to_string()) {
        return BIRTHDAY_SLIP;
    }
    let same = u8::from(p.0 == q.0) + u8::from(p.1 == q.1) + u8::from(p.2 == q.2);
    if same == 2 {
        BIRTHDAY_PART
    } else {
        BIRTHDAY_DIFFERS
    }
}
