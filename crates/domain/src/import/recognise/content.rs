//! What the cells of a column look like, whatever its heading says.

use crate::channel::{Email, Site};
use crate::country::Country;
use crate::import::field::{Field, Form};
use crate::import::mapping::{DateOrder, DecimalSign};
use crate::import::{closed, day, name, number, place, value};
use crate::phone::Phone;
use crate::registration::{Kpp, RegistrationNumber};
use crate::tax_number::TaxNumber;

/// The most cells of a column that are looked at.
const CELLS: usize = 100;

/// Shares of the filled cells of a column, per cent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Content {
    pub(super) filled: u32,
    tax_number: u32,
    kpp: u32,
    registration: u32,
    phone: u32,
    email: u32,
    site: u32,
    pub(super) date: u32,
    number: u32,
    person: u32,
    company: u32,
    town: u32,
    street: u32,
    sex: u32,
    country: u32,
    currency: u32,
    postcode: u32,
    /// Different values.
    distinct: u32,
}

impl Content {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, country: Country) -> Self {
        let filled: Vec<&str> = cells
            .map(str::trim)
            .filter(|cell| !value::is_nothing(Form::Line(1), cell))
            .take(CELLS)
            .collect();
        let share = |fits: &dyn Fn(&str) -> bool| {
            let count = filled.iter().filter(|cell| fits(cell)).count();
            u32::try_from((count * 100).checked_div(filled.len()).unwrap_or(0)).unwrap_or(0)
        };
        let mut different = filled.clone();
        different.sort_unstable();
        different.dedup();
        Self {
            filled: u32::try_from(filled.len()).unwrap_or(u32::MAX),
            tax_number: share(&|c| is_tax_number(c, country)),
            kpp: share(&|c| Kpp::parse(c).is_ok()),
            registration: share(&|c| is_registration(c, country)),
            phone: share(&|c| is_phone(c, country)),
            email: share(&|c| c.contains('@') && Email::parse(first(c)).is_ok()),
            site: share(&|c| !c.contains('@') && Site::parse(c).is_ok() && c.len() > 4),
            date: share(&|c| is_day(c)),
            number: share(&|c| {
                let read = |sign| number::read(c, sign, 12).is_ok();
                read(DecimalSign::Point) || read(DecimalSign::Comma)
            }),
            person: share(&|c| name::likeness(c) >= 85),
            company: share(&|c| has_legal_form(c)),
            town: share(&|c| place::is_town(c)),
            street: share(&|c| place::has_street(c)),
            sex: share(&|c| c.chars().count() <= 8 && closed::is_word("sex", c)),
            country: share(&|c| closed::country(c).is_some()),
            currency: share(&|c| c.chars().count() <= 5 && closed::is_word("currency", c)),
            postcode: share(&|c| is_postcode(c, country)),
            distinct: u32::try_from(different.len()).unwrap_or(u32::MAX),
        }
    }

    /// The field that the cells speak for by themselves, and how surely.
    pub(super) fn says(&self) -> Vec<(Field, u32)> {
        if self.filled == 0 {
            return Vec::new();
        }
        // Valid check digits are no accident; a phone or a date may be one.
        let mut said = vec![
            (Field::Email, self.email * 95 / 100),
            (Field::TaxNumber, self.tax_number * 95 / 100),
            (Field::RegistrationNumber, self.registration * 92 / 100),
            (Field::Website, self.site * 85 / 100),
            (Field::Name, self.company * 90 / 100),
            (Field::PersonName, self.person * 80 / 100),
            (Field::Sex, self.sex * 80 / 100),
            (Field::Address, self.street * 80 / 100),
            (Field::City, self.town * 85 / 100),
            (Field::Currency, self.currency * 70 / 100),
        ];
        if self.tax_number < 50 && self.registration < 50 {
            said.push((Field::Phone, self.phone * 85 / 100));
        }
        if self.number < 90 {
            said.push((Field::Day, self.date * 70 / 100));
            said.push((Field::Country, self.country * 70 / 100));
        }
        if self.distinct * 2 > self.filled {
            said.push((Field::Kpp, self.kpp.saturating_sub(self.phone) * 60 / 100));
        }
        said.retain(|(_, sure)| *sure >= 40);
        said.sort_by_key(|(field, sure)| (std::cmp::Reverse(*sure), *field));
        said
    }

    /// How many of the cells agree with a field; nothing when the field takes any text.
    pub(super) fn agrees(&self, field: Field) -> Option<u32> {
        if self.filled == 0 {
            return None;
        }
        Some(match field.form() {
            Form::TaxNumber => self.tax_number,
            Form::RegistrationNumber => self.registration,
            Form::Kpp => self.kpp,
            Form::Phone => self.phone,
            Form::Email => self.email,
            Form::Site => self.site,
            Form::Day | Form::Moment => self.date,
            Form::Number(_) => self.number,
            Form::Country => self.country,
            Form::Currency => self.currency,
            Form::Code("sex") => self.sex,
            Form::Line(_) => match field {
                Field::Name
                | Field::ClientName
                | Field::City
                | Field::Street
                | Field::Address
                | Field::PersonName
                | Field::ProductName
                | Field::Surname => 100 - self.email.max(self.number.min(100 - self.company)),
                Field::Postcode => self.postcode.max(50),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The cells hold the names of people.
    pub(super) fn is_people(&self) -> bool {
        self.filled > 0 && self.person >= 60 && self.company < 20
    }
}

fn first(cell: &str) -> &str {
    cell.split([',', ';', ' ']).next().unwrap_or_default()
}

fn is_tax_number(cell: &str, country: Country) -> bool {
    let bare = cell.trim_start_matches('\'');
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    // `ИНН/КПП`
    let bare = bare.split('/').next().unwrap_or_default().trim();
    // Only numbers with check digits tell anything.
    let checked = |country| match country {
        Country::RU | Country::MK => TaxNumber::parse(country, bare).is_ok(),
        _ => false,
    };
    let prefixed = bare
        .get(..2)
        .and_then(|prefix| prefix.parse::<Country>().ok());
    checked(country)
        || checked(Country::RU)
        || checked(Country::MK)
        || prefixed.is_some_and(|told| {
            bare.len() >= 9
                && bare.bytes().filter(u8::is_ascii_digit).count() >= 7
                && TaxNumber::parse(told, bare).is_ok()
        })
}

fn is_registration(cell: &str, country: Country) -> bool {
    let long = cell.len() >= 13 && RegistrationNumber::parse(Country::RU, cell).is_ok();
    long || (country == Country::MK && RegistrationNumber::parse(country, cell).is_ok())
}

fn is_phone(cell: &str, country: Country) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let signs = cell.contains(['+', '(', '-', ' ', '/']);
    let first = cell.split([',', ';']).next().unwrap_or_default();
    (digits >= 10 || (digits >= 8 && signs)) && digits <= 40 && Phone::parse(country, first).is_ok()
}

fn is_day(cell: &str) -> bool {
    // A bare number may be a day of a spreadsheet; alone it says nothing.
    !cell.bytes().all(|b| b.is_ascii_digit())
        && DateOrder::ALL
            .iter()
            .any(|order| day::read(cell, *order, 49).is_some())
}

fn has_legal_form(cell: &str) -> bool {
    cell.chars().count() <= 200 && crate::search::has_legal_form(cell)
}

fn is_postcode(cell: &str, country: Country) -> bool {
    let length = match country {
        Country::RU => 6,
        Country::MK => 4,
        _ => 5,
    };
    cell.len() == length && cell.bytes().all(|b| b.is_ascii_digit())
}
