//! Telephones, e-mail, addresses and the person at a company.

use super::{Base, Counted, bin};
use crate::keys::{Made, of_building, of_number, of_pair, of_person};
use crate::levels::*;
use crate::record::{Mail, Record};
use crate::strings::{edits, is_slip, jaro_winkler};

impl Base<'_> {
    pub(super) fn phone(&self, a: &Record, b: &Record) -> u8 {
        let mut best = 0;
        for x in a.phones() {
            for y in b.phones() {
                if x == y {
                    let count = self.postings.get(of_number(Made::Phone, x)).len();
                    better(&mut best, PHONE_SAME + bin(count, &[3, 10]));
                } else if x % 10_000_000 == y % 10_000_000 {
                    better(&mut best, PHONE_TAIL);
                } else if is_slip_of_phone(x, y) {
                    better(&mut best, PHONE_SLIP);
                } else {
                    better(&mut best, PHONE_DIFFERS);
                }
            }
        }
        best
    }

    pub(super) fn mail(&self, a: &Record, b: &Record) -> u8 {
        let mut best = 0;
        for x in a.mails() {
            for y in b.mails() {
                if x == y {
                    let key = of_pair(Made::Mail, x.local, x.domain);
                    better(
                        &mut best,
                        MAIL_SAME + bin(self.postings.get(key).len(), &[3, 10]),
                    );
                } else if self.is_slip_of_mail(x, y) {
                    better(&mut best, MAIL_SLIP);
                } else if x.local == y.local && self.word(x.local).len() >= 6 {
                    better(&mut best, MAIL_LOCAL);
                } else {
                    better(&mut best, MAIL_DIFFERS);
                }
            }
        }
        if best == 0 || best > MAIL_LOCAL {
            let (mut own_a, mut own_b) = (false, false);
            for x in a.domains() {
                own_a = true;
                own_b = false;
                for y in b.domains() {
                    own_b = true;
                    if x == y {
                        let count = self.with(Made::Domain, x);
                        better(&mut best, MAIL_DOMAIN + bin(count, &[3, 20]));
                    }
                }
            }
            if own_a && own_b && (best == 0 || best == MAIL_DIFFERS) {
                best = MAIL_DOMAINS_DIFFER;
            }
        }
        best
    }

    fn is_slip_of_mail(&self, x: Mail, y: Mail) -> bool {
        let local = |most| edits(self.word(x.local), self.word(y.local), most).is_some();
        if x.domain == y.domain {
            // numbers at the end tell people apart: ivanov1, ivanov2
            let letters = |mail: Mail| {
                self.word(mail.local)
                    .trim_end_matches(|c: char| c.is_ascii_digit())
                    .len()
            };
            let digits = |mail: Mail| &self.word(mail.local)[letters(mail)..];
            return self.word(x.local).len() >= 5
                && (digits(x) == digits(y) || digits(x).len() >= 3)
                && local(1);
        }
        x.local == y.local && edits(self.word(x.domain), self.word(y.domain), 2).is_some()
    }

    pub(super) fn town(&self, a: &Record, b: &Record) -> u8 {
        if !a.city.is_some() || !b.city.is_some() {
            return 0;
        }
        if a.city == b.city {
            let count = self.counted(Counted::Town, a.city);
            return TOWN_SAME + u8::from(count * 30 > self.records);
        }
        if jaro_winkler(self.word(a.city), self.word(b.city)) >= 0.88 {
            return TOWN_ALIKE;
        }
        TOWN_DIFFERS
    }

    pub(super) fn address(&self, a: &Record, b: &Record) -> u8 {
        if !a.street.is_some() || !b.street.is_some() {
            return 0;
        }
        let houses = a.house.is_some() && b.house.is_some();
        let same_house = houses && a.house == b.house;
        let towns_differ = a.city.is_some() && b.city.is_some() && a.city != b.city;
        if a.street == b.street {
            if same_house && !towns_differ {
                return match (
                    a.office.is_some() && b.office.is_some(),
                    a.office == b.office,
                ) {
                    (true, true) => ADDRESS_OFFICE,
                    (true, false) => ADDRESS_OTHER_OFFICE,
                    (false, _) => {
                        let count = |r| self.postings.get(of_building(r)).len();
                        ADDRESS_HOUSE + bin(count(a).max(count(b)), &[10])
                    }
                };
            }
            return if houses && towns_differ {
                ADDRESS_DIFFERS
            } else {
                ADDRESS_STREET
            };
        }
        let (x, y) = (self.word(a.street), self.word(b.street));
        if same_house && !towns_differ && (is_slip(x, y) || jaro_winkler(x, y) >= 0.9) {
            return ADDRESS_SLIP;
        }
        ADDRESS_DIFFERS
    }

    pub(super) fn postcode(&self, a: &Record, b: &Record) -> u8 {
        if !a.postcode.is_some() || !b.postcode.is_some() {
            return 0;
        }
        if a.postcode == b.postcode {
            return POSTCODE_SAME;
        }
        match edits(self.word(a.postcode), self.word(b.postcode), 1) {
            Some(_) => POSTCODE_SLIP,
            None => POSTCODE_DIFFERS,
        }
    }

    pub(super) fn contact(&self, a: &Record, b: &Record) -> u8 {
        let (x, y) = (a.person, b.person);
        if !x.surname.is_some() || !y.surname.is_some() {
            return 0;
        }
        let initials = x.initial != 0 && y.initial != 0;
        if x.surname == y.surname {
            let count = || {
                let of = |r| self.postings.get(of_person(r)).len();
                of(a).max(of(b))
            };
            if x.full.is_some() && x.full == y.full {
                return CONTACT_SAME + bin(count(), &[6, 40]);
            }
            let full = x.full.is_some() && y.full.is_some();
            return match (initials, x.initial == y.initial) {
                (true, true) if !full => CONTACT_INITIAL + bin(count(), &[20]),
                (true, true) if is_slip(self.word(x.full), self.word(y.full)) => CONTACT_SLIP,
                (true, _) => CONTACT_OTHER_GIVEN,
                (false, _) => CONTACT_SURNAME,
            };
        }
        let agree = !initials || x.initial == y.initial;
        if agree && is_slip(self.word(x.surname), self.word(y.surname)) {
            return CONTACT_SLIP;
        }
        let swapped = |x: crate::record::Name, y: crate::record::Name| {
            x.surname == y.given && x.given.is_some() && x.given == y.surname
        };
        if swapped(x, y) {
            return CONTACT_SAME_SOME;
        }
        CONTACT_DIFFERS
    }
}

/// Keeps the stronger level: they are in the order of what they say, 0 says nothing.
fn better(best: &mut u8, level: u8) {
    if *best == 0 || level < *best {
        *best = level;
    }
}

/// One digit of a telephone number changed, or two neighbours swapped.
fn is_slip_of_phone(a: u64, b: u64) -> bool {
    let (mut x, mut y) = (a, b);
    let mut at = 0;
    let mut wrong = [0_u32; 2];
    let mut count = 0;
    while x != 0 || y != 0 {
        if x % 10 != y % 10 {
            if count == 2 {
                return false;
            }
            wrong[count] = at;
            count += 1;
        }
        x /= 10;
        y /= 10;
        at += 1;
    }
    let digit = |number: u64, at: u32| number / 10_u64.pow(at) % 10;
    match count {
        1 => true,
        2 => {
            let [i, j] = wrong;
            j == i + 1 && digit(a, i) == digit(b, j) && digit(a, j) == digit(b, i)
        }
        _ => false,
    }
}
