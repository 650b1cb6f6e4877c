//! The normaliser: fields as people fill them in, a [`Record`] to compare out. Dictionaries are
//! data: `data/*.txt` here, legal forms, towns and given names in `domain`.

mod company;
mod contact;
mod name_key;
mod number;
mod person;
mod phrases;
mod place;

use hashbrown::HashMap;

pub use name_key::NameKey;

use crate::lexicon::{Lexicon, Sym};
use crate::record::{CONTACTS, Record, WORDS};
use domain::spelling::skeleton;

/// Keys made by another version of the normaliser are made again.
pub const VERSION: u16 = 100 * domain::spelling::VERSION + 1;

/// What a text of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Name of a company.
    Name,
    /// Tax number: INN, ЕДБ, VAT. `INN/КПП` is parted.
    TaxNumber,
    /// КПП.
    Kpp,
    /// Number in the state register: ОГРН, ЕМБС…
    RegistrationNumber,
    /// Number of a person: social security, passport.
    PersonalNumber,
    /// Telephones, one or several in a text.
    Phone,
    /// E-mail.
    Email,
    /// Site.
    Website,
    /// Country, by name or code.
    Country,
    /// Town.
    City,
    /// Street and house, or a whole address.
    Address,
    /// House, when apart from the street.
    House,
    /// Postal code.
    Postcode,
    /// Full name of a person: the contact of a company, or a person whose name is in one field.
    FullName,
    /// Surname.
    Surname,
    /// Given name.
    GivenName,
    /// Patronymic or middle name.
    Patronymic,
    /// Birthday.
    Birthday,
    /// Name of the company a person works for.
    Employer,
    /// Identifier of that company in the base.
    EmployerId,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Companies.
    Company,
    /// People.
    Person,
}

/// Most words whose skeleton is remembered.
const REMEMBERED: usize = 1 << 20;

/// Longest text of a field that is looked at, in bytes.
const LONGEST: usize = 400;

#[derive(Debug)]
pub(crate) struct Normaliser {
    pub(crate) lexicon: Lexicon,
    skeletons: HashMap<String, Sym>,
    /// New words may be remembered: those of a look-up are forgotten after it.
    pub(crate) remembers: bool,
    company: company::Dictionaries,
    person: person::Dictionaries,
    place: place::Dictionaries,
    contact: contact::Dictionaries,
}

impl Normaliser {
    pub(crate) fn new() -> Self {
        Self {
            lexicon: Lexicon::default(),
            skeletons: HashMap::new(),
            remembers: true,
            company: company::Dictionaries::new(),
            person: person::Dictionaries::new(),
            place: place::Dictionaries::new(),
            contact: contact::Dictionaries::new(),
        }
    }

    /// The skeleton of a word of small letters.
    fn skeleton(&mut self, word: &str) -> Sym {
        if let Some(known) = self.skeletons.get(word) {
            return *known;
        }
        let sym = self.lexicon.intern(&skeleton(word));
        if self.remembers && self.skeletons.len() < REMEMBERED {
            self.skeletons.insert(word.to_owned(), sym);
        }
        sym
    }

    /// A record of its fields. Fields in each other's place are put right.
    pub(crate) fn record(&mut self, kind: Kind, fields: &[(Field, &str)]) -> Record {
        let mut record = Record::default();
        let one = |field: Field| {
            let found = fields
                .iter()
                .find(|(f, text)| *f == field && !text.is_empty());
            found.map_or("", |(_, text)| bounded(text))
        };
        let all = |field: Field| {
            let found = fields.iter().filter(move |(f, _)| *f == field);
            found.map(|(_, text)| bounded(text))
        };
        let country = number::country(one(Field::Country));
        self.numbers(&mut record, country, &one);

        // a telephone in the place of the e-mail, and the other way round
        let mut phones = Vec::new();
        for text in all(Field::Phone).chain(all(Field::Email)) {
            if text.contains('@') {
                self.mail(&mut record, text);
            } else {
                contact::phones(text, &mut phones);
            }
        }
        phones.truncate(CONTACTS);
        record.phones[..phones.len()].copy_from_slice(&phones);
        record.site = self.site(one(Field::Website));

        let (mut city, mut address) = (one(Field::City), one(Field::Address));
        let numbered = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
        if city.len() > 3 && numbered(city) && !numbered(address) {
            std::mem::swap(&mut city, &mut address);
        }
        self.place(
            &mut record,
            city,
            address,
            one(Field::House),
            one(Field::Postcode),
        );

        let (mut name, mut full) = (one(Field::Name), one(Field::FullName));
        let is_company = |text: &str| company::has_form(text);
        if kind == Kind::Company && is_company(full) && !is_company(name) {
            std::mem::swap(&mut name, &mut full);
        }
        self.company(
            &mut record,
            if kind == Kind::Company {
                name
            } else {
                one(Field::Employer)
            },
        );
        let parts = [
            one(Field::Surname),
            one(Field::GivenName),
            one(Field::Patronymic),
        ];
        record.person = match parts {
            ["", "", ""] => self.full_name(full),
            parts => self.name(parts),
        };
        record.birthday = number::birthday(one(Field::Birthday));
        record.employer = self.lexicon.intern(one(Field::EmployerId));
        record
    }

    fn numbers<'a>(
        &mut self,
        record: &mut Record,
        country: Option<domain::country::Country>,
        one: &impl Fn(Field) -> &'a str,
    ) {
        let (tax, branch) = number::parted(one(Field::TaxNumber));
        let mut tax = number::tax(country, tax);
        let mut register = number::digits(one(Field::RegistrationNumber));
        if tax.is_none() {
            // a tax number in the place of the register's
            let moved = number::tax(country, one(Field::RegistrationNumber));
            if let Some(moved) = moved.filter(|tax| tax.is_checked()) {
                tax = Some(moved);
                register = 0;
            }
        }
        if let Some(tax) = tax {
            record.tax = tax.number;
            record.tax_checked = tax.checked;
        }
        record.register = register;
        record.personal = number::digits(one(Field::PersonalNumber));
        let kpp = match one(Field::Kpp) {
            "" => branch,
            kpp => kpp,
        };
        if let Ok(kpp) = domain::registration::Kpp::parse(kpp) {
            record.kpp = self.lexicon.intern(kpp.value());
        }
    }

    fn fill(&mut self, record: &mut Record, mut words: Vec<Sym>) {
        for (place, word) in words.iter().take(WORDS).enumerate() {
            record.words[place] = *word;
        }
        words.sort_by(|a, b| self.lexicon.get(*a).cmp(self.lexicon.get(*b)));
        let key: String = words.iter().map(|word| self.lexicon.get(*word)).collect();
        record.key = self.lexicon.intern(&key);
    }
}

/// The beginning of a text, at most [`LONGEST`] bytes.
fn bounded(text: &str) -> &str {
    let text = text.trim();
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
