//! The parts of a comparison and their levels: codes for words and explanations, and the weight
//! each is given before the base has taught anything.

use crate::normal::Kind;

/// A part of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Name of the company.
    Name,
    /// Its legal form.
    Form,
    /// What kind of firm the name says.
    Activity,
    /// Tax number and КПП.
    Tax,
    /// Number in the state register.
    Register,
    /// Telephones.
    Phone,
    /// E-mail and domains.
    Mail,
    /// Town.
    Town,
    /// Street, house, office.
    Address,
    /// Postal code.
    Postcode,
    /// Person at the company.
    Contact,
    /// Surname.
    Surname,
    /// Given name.
    Given,
    /// Patronymic.
    Patronymic,
    /// Birthday.
    Birthday,
    /// The company a person works for.
    Employer,
    /// Number of the person.
    Personal,
    /// How the other parts hang together: what the sum of their weights gets wrong.
    Together,
}

impl Part {
    /// Code, for words and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Form => "form",
            Self::Activity => "activity",
            Self::Tax => "tax_number",
            Self::Register => "registration_number",
            Self::Phone => "phone",
            Self::Mail => "email",
            Self::Town => "city",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Contact => "contact",
            Self::Surname => "surname",
            Self::Given => "given_name",
            Self::Patronymic => "patronymic",
            Self::Birthday => "birthday",
            Self::Employer => "employer",
            Self::Personal => "personal_number",
            Self::Together => "together",
        }
    }
}

/// Most parts of a kind of record.
pub(crate) const PARTS: usize = 12;

/// The parts in which records of a kind are compared.
pub(crate) const fn parts_of(kind: Kind) -> &'static [Part; PARTS] {
    match kind {
        Kind::Company => &[
            Part::Name,
            Part::Form,
            Part::Activity,
            Part::Tax,
            Part::Register,
            Part::Phone,
            Part::Mail,
            Part::Town,
            Part::Address,
            Part::Postcode,
            Part::Contact,
            Part::Together,
        ],
        Kind::Person => &[
            Part::Surname,
            Part::Given,
            Part::Patronymic,
            Part::Phone,
            Part::Mail,
            Part::Birthday,
            Part::Town,
            Part::Employer,
            Part::Personal,
            Part::Address,
            Part::Postcode,
            Part::Together,
        ],
    }
}

/// A level: its code, and its weight in bits before anything is learnt.
pub(crate) type Level = (&'static str, f64);

/// The levels of a part; the first is that nothing can be said.
pub(crate) const fn levels_of(part: Part) -> &'static [Level] {
    match part {
        Part::Name => NAME,
        Part::Form => FORM,
        Part::Activity => ACTIVITY,
        Part::Tax => TAX,
        Part::Register | Part::Personal => REGISTER,
        Part::Phone => PHONE,
        Part::Mail => MAIL,
        Part::Town => TOWN,
        Part::Address => ADDRESS,
        Part::Postcode => POSTCODE,
        Part::Contact => CONTACT,
        Part::Surname => SURNAME,
        Part::Given => GIVEN,
        Part::Patronymic => PATRONYMIC,
        Part::Birthday => BIRTHDAY,
        Part::Employer => EMPLOYER,
        Part::Together => TOGETHER,
    }
}

/// A table of levels with a constant for the number of each that is named; `_` are the further
/// steps of the level above, by how common the value is.
macro_rules! levels {
    ($table:ident: $($name:tt = $code:literal, $weight:literal;)+) => {
        levels!(@number 1, $($name)+);
        const $table: &[Level] = &[("none", 0.0), $(($code, $weight)),+];
    };
    (@number $n:expr, _ $($rest:tt)*) => {
        levels!(@number $n + 1, $($rest)*);
    };
    (@number $n:expr, $name:ident $($rest:tt)*) => {
        pub(crate) const $name: u8 = $n;
        levels!(@number $n + 1, $($rest)*);
    };
    (@number $n:expr,) => {};
}

levels! { NAME:
    NAME_SAME = "same_rare", 9.0;
    _ = "same_rare", 7.0;
    _ = "same", 5.0;
    _ = "same_often", 3.0;
    _ = "same_often", 1.5;
    NAME_SLIP = "slip", 6.0;
    NAME_SLIP_MANY = "slip", 3.0;
    NAME_INITIALS = "initials", 4.0;
    NAME_PART = "part", 3.0;
    NAME_PART_MANY = "part", 0.5;
    NAME_WORD = "word", 1.0;
    NAME_WORD_MANY = "word", -3.0;
    NAME_ACRONYM = "acronym", 1.0;
    NAME_ALIKE = "alike", 0.0;
    NAME_NUMBERS = "numbers_differ", -6.0;
    NAME_TOWNS = "towns_differ", -3.0;
    NAME_DIFFERS = "differs", -6.0;
    NAME_SLIP_NUMBERS = "alike_numbers_differ", -7.0;
}
levels! { FORM:
    FORM_SAME = "same", 0.8;
    FORM_DIFFERS = "differs", -3.0;
    FORM_PERSON = "person_or_company", -5.0;
}
levels! { ACTIVITY:
    ACTIVITY_SAME = "same", 2.0;
    ACTIVITY_ONE = "one_only", -0.5;
    ACTIVITY_DIFFERS = "differs", -3.0;
}
levels! { TAX:
    TAX_SAME = "same", 14.0;
    TAX_SAME_KPP = "same_with_kpp", 15.0;
    TAX_SAME_UNCHECKED = "same_unchecked", 11.0;
    TAX_BRANCH = "same_other_kpp", 4.0;
    TAX_SLIP = "slip", 6.0;
    TAX_DIFFERS_UNCHECKED = "differs_unchecked", -4.0;
    TAX_DIFFERS = "differs", -9.0;
}
levels! { REGISTER:
    REGISTER_SAME = "same", 13.0;
    REGISTER_SLIP = "slip", 6.0;
    REGISTER_DIFFERS = "differs", -5.0;
}
levels! { PHONE:
    PHONE_SAME = "same_rare", 8.0;
    _ = "same", 5.0;
    _ = "same_often", 2.0;
    PHONE_TAIL = "tail", 6.0;
    PHONE_SLIP = "slip", 3.0;
    PHONE_DIFFERS = "differs", -1.5;
}
levels! { MAIL:
    MAIL_SAME = "same_rare", 9.0;
    _ = "same", 6.0;
    _ = "same_often", 2.0;
    MAIL_SLIP = "slip", 7.0;
    MAIL_LOCAL = "local", 4.0;
    MAIL_DOMAIN = "domain", 7.0;
    _ = "domain", 5.0;
    MAIL_DOMAIN_MANY = "domain", 2.0;
    MAIL_DIFFERS = "differs", -1.5;
    MAIL_DOMAINS_DIFFER = "domains_differ", -4.0;
}
levels! { TOWN:
    TOWN_SAME = "same", 3.0;
    _ = "same_often", 1.5;
    TOWN_ALIKE = "alike", 1.0;
    TOWN_DIFFERS = "differs", -3.0;
}
levels! { ADDRESS:
    ADDRESS_OFFICE = "office", 8.0;
    ADDRESS_HOUSE = "house", 6.0;
    ADDRESS_HOUSE_MANY = "house", 3.0;
    ADDRESS_OTHER_OFFICE = "other_office", 1.0;
    ADDRESS_STREET = "street", 1.0;
    ADDRESS_SLIP = "slip", 5.0;
    ADDRESS_DIFFERS = "differs", -2.5;
}
levels! { POSTCODE:
    POSTCODE_SAME = "same", 4.0;
    POSTCODE_SLIP = "slip", 1.0;
    POSTCODE_DIFFERS = "differs", -2.0;
}
levels! { CONTACT:
    CONTACT_SAME = "same_rare", 8.0;
    CONTACT_SAME_SOME = "same", 5.0;
    _ = "same_often", 3.0;
    CONTACT_INITIAL = "initial", 5.0;
    _ = "initial", 3.0;
    CONTACT_SURNAME = "surname", 3.0;
    CONTACT_SLIP = "slip", 4.0;
    CONTACT_OTHER_GIVEN = "other_given", 0.0;
    CONTACT_DIFFERS = "differs", -2.5;
}
levels! { SURNAME:
    SURNAME_SAME = "same_rare", 8.0;
    _ = "same", 6.5;
    _ = "same_often", 5.0;
    _ = "same_often", 4.0;
    SURNAME_SLIP = "slip", 5.0;
    SURNAME_ALIKE = "alike", 2.0;
    SURNAME_SWAPPED = "swapped", 8.0;
    SURNAME_DIFFERS = "differs", -5.0;
}
levels! { GIVEN:
    GIVEN_SAME = "same_rare", 6.0;
    _ = "same", 4.0;
    _ = "same_often", 2.5;
    GIVEN_DIMINUTIVE = "diminutive", 3.0;
    GIVEN_INITIAL = "initial", 1.5;
    GIVEN_SLIP = "slip", 4.0;
    GIVEN_ALIKE = "alike", 2.0;
    GIVEN_DIFFERS = "differs", -4.0;
}
levels! { PATRONYMIC:
    PATRONYMIC_SAME = "same", 4.0;
    PATRONYMIC_INITIAL = "initial", 1.5;
    PATRONYMIC_SLIP = "slip", 3.0;
    PATRONYMIC_DIFFERS = "differs", -5.0;
}
levels! { BIRTHDAY:
    BIRTHDAY_SAME = "same", 10.0;
    BIRTHDAY_SWAPPED = "swapped", 8.0;
    BIRTHDAY_SLIP = "slip", 5.0;
    BIRTHDAY_PART = "part", 2.0;
    BIRTHDAY_DIFFERS = "differs", -5.0;
}
levels! { EMPLOYER:
    EMPLOYER_ID = "same_card", 8.0;
    EMPLOYER_SAME = "same_rare", 7.0;
    _ = "same", 5.0;
    _ = "same_often", 3.0;
    EMPLOYER_ALIKE = "alike", 4.0;
    EMPLOYER_WORD = "word", 1.0;
    EMPLOYER_DIFFERS = "differs", -4.0;
}

/// Names (not known, alike, in part, different) by how many other parts agree, from 0 to 4 and
/// more; 0 is left for nothing to say.
pub(crate) const TOGETHER: &[Level] = &[("together", 0.0); 21];
