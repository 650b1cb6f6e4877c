//! The keys by which candidates are found: records that share one are worth a comparison.

use crate::lexicon::{Lexicon, Sym, hash, mix};
use crate::normal::Kind;
use crate::record::Record;

/// What a key is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Made {
    Tax,
    Register,
    Personal,
    Phone,
    PhoneTail,
    Mail,
    MailLocal,
    Domain,
    Name,
    NameTown,
    NamePerson,
    Word,
    Head,
    Tail,
    Building,
    Person,
    Surname,
    SurnameTown,
    SurnameEmployer,
    SurnameBirthday,
    GivenBirthday,
    GivenEmployer,
    Birthday,
    PersonPlace,
}

/// Lists as long as the first count two points, as long as the second one; longer ones none. Two
/// points make a candidate.
pub(crate) const fn caps(made: Made) -> (usize, usize) {
    match made {
        Made::Tax | Made::Register | Made::Personal => (100, 500),
        Made::Phone | Made::Mail => (50, 300),
        Made::PhoneTail => (20, 100),
        Made::MailLocal => (6, 60),
        Made::Domain => (40, 250),
        Made::Name => (30, 250),
        Made::NameTown | Made::NamePerson => (60, 250),
        Made::Word => (10, 250),
        Made::Head | Made::Tail => (6, 120),
        Made::Building => (8, 150),
        Made::Person => (12, 150),
        Made::Surname => (12, 150),
        Made::SurnameTown | Made::SurnameEmployer => (40, 200),
        Made::SurnameBirthday | Made::GivenBirthday => (60, 200),
        Made::GivenEmployer => (12, 120),
        Made::Birthday => (12, 150),
        Made::PersonPlace => (40, 150),
    }
}

fn key(made: Made, value: u64) -> u64 {
    mix(value ^ ((made as u64 + 1) << 57))
}

fn pair(a: Sym, b: Sym) -> u64 {
    u64::from(a.0) << 32 | u64::from(b.0)
}

/// The key of a name, for how often the name stands in the base.
pub(crate) fn of_sym(made: Made, sym: Sym) -> u64 {
    key(made, u64::from(sym.0))
}

/// The key of a number.
pub(crate) fn of_number(made: Made, number: u64) -> u64 {
    key(made, number)
}

/// The key of two words together.
pub(crate) fn of_pair(made: Made, a: Sym, b: Sym) -> u64 {
    key(made, mix(pair(a, b)))
}

/// The key of a building; its town is part of it where it is known.
pub(crate) fn of_building(record: &Record) -> u64 {
    key(
        Made::Building,
        mix(pair(record.street, record.house)) ^ u64::from(record.city.0),
    )
}

/// The key of the name of a person: the surname with the given name, or with its first letter.
pub(crate) fn of_person(record: &Record) -> u64 {
    let initial = Sym(u32::from(record.person.initial));
    of_pair(Made::Person, record.person.surname, initial)
}

/// The first or last four letters of a word with the town: one slip spares one end of a word.
fn end(made: Made, letters: &str, town: Sym) -> u64 {
    key(made, hash(letters.as_bytes()) ^ u64::from(town.0) << 20)
}

/// All keys of a record.
pub(crate) fn keys(record: &Record, lexicon: &Lexicon, kind: Kind, into: &mut Vec<(Made, u64)>) {
    into.clear();
    for (made, number) in [
        (Made::Tax, record.tax),
        (Made::Register, record.register),
        (Made::Personal, record.personal),
    ] {
        if number != 0 {
            into.push((made, of_number(made, number)));
        }
    }
    for phone in record.phones() {
        into.push((Made::Phone, of_number(Made::Phone, phone)));
        into.push((
            Made::PhoneTail,
            of_number(Made::PhoneTail, phone % 10_000_000),
        ));
    }
    for mail in record.mails() {
        into.push((Made::Mail, of_pair(Made::Mail, mail.local, mail.domain)));
        if lexicon.get(mail.local).len() >= 5 {
            into.push((Made::MailLocal, of_sym(Made::MailLocal, mail.local)));
        }
    }
    if kind == Kind::Company {
        for domain in record.domains() {
            into.push((Made::Domain, of_sym(Made::Domain, domain)));
        }
        company(record, lexicon, into);
    } else {
        person(record, lexicon, into);
    }
    if record.street.is_some() && record.house.is_some() {
        into.push((Made::Building, of_building(record)));
    }
    into.sort_unstable();
    into.dedup();
}

fn company(record: &Record, lexicon: &Lexicon, into: &mut Vec<(Made, u64)>) {
    let person = record.person;
    if person.surname.is_some() {
        into.push((Made::Person, of_person(record)));
    }
    if !record.key.is_some() {
        return;
    }
    into.push((Made::Name, of_sym(Made::Name, record.key)));
    if record.city.is_some() {
        into.push((
            Made::NameTown,
            of_pair(Made::NameTown, record.key, record.city),
        ));
    }
    if person.surname.is_some() {
        into.push((
            Made::NamePerson,
            of_pair(Made::NamePerson, record.key, person.surname),
        ));
    }
    let mut longest = Sym::NONE;
    for word in record.words() {
        let length = lexicon.get(*word).len();
        if length >= 3 {
            into.push((Made::Word, of_sym(Made::Word, *word)));
        }
        if !longest.is_some() || length > lexicon.get(longest).len() {
            longest = *word;
        }
    }
    ends(lexicon.get(longest), record.city, into);
}

fn ends(word: &str, town: Sym, into: &mut Vec<(Made, u64)>) {
    if word.len() >= 5 && word.is_ascii() {
        into.push((Made::Head, end(Made::Head, &word[..4], town)));
        into.push((Made::Tail, end(Made::Tail, &word[word.len() - 4..], town)));
    }
}

fn person(record: &Record, lexicon: &Lexicon, into: &mut Vec<(Made, u64)>) {
    let name = record.person;
    let birthday = Sym(record.birthday);
    let employer = match record.employer {
        Sym::NONE => record.key,
        id => id,
    };
    if name.surname.is_some() {
        into.push((Made::Surname, of_sym(Made::Surname, name.surname)));
        if name.initial != 0 {
            into.push((Made::Person, of_person(record)));
        }
        if name.full.is_some() {
            into.push((
                Made::NamePerson,
                of_pair(Made::NamePerson, name.surname, name.full),
            ));
            // names in each other's place
            into.push((
                Made::NamePerson,
                of_pair(Made::NamePerson, name.full, name.surname),
            ));
        }
        for (made, other) in [
            (Made::SurnameTown, record.city),
            (Made::SurnameEmployer, record.employer),
            (Made::SurnameEmployer, record.key),
            (Made::SurnameBirthday, birthday),
            (Made::PersonPlace, record.postcode),
        ] {
            if other.is_some() {
                into.push((made, of_pair(made, name.surname, other)));
            }
        }
        ends(lexicon.get(name.surname), employer, into);
    }
    if name.full.is_some() {
        into.push((Made::Word, of_sym(Made::Word, name.full)));
        for (made, other) in [
            (Made::GivenBirthday, birthday),
            (Made::GivenEmployer, employer),
            (Made::PersonPlace, record.postcode),
        ] {
            if other.is_some() {
                into.push((made, of_pair(made, name.full, other)));
            }
        }
    }
    if record.birthday != 0 {
        into.push((Made::Birthday, of_sym(Made::Birthday, birthday)));
    }
}
