//! Which column of a table is compared as what: by the headings known here, then by the recogniser
//! of imports, unless told by hand.

use domain::country::Country;
use domain::import::{Field as Imported, Kind as Rows, heading, recognise};
use matching::{Field, Kind};

/// Names of fields for `--column`, and further headings by which they are known.
const NAMES: [(Field, &str, &[&str]); 20] = [
    (Field::Name, "name", &["company name", "название", "назив"]),
    (
        Field::TaxNumber,
        "tax_number",
        &["inn", "инн", "едб", "vat", "vat number"],
    ),
    (Field::Kpp, "kpp", &["кпп"]),
    (
        Field::RegistrationNumber,
        "registration_number",
        &["ogrn", "огрн", "ембс", "embs"],
    ),
    (
        Field::PersonalNumber,
        "personal_number",
        &["soc sec id", "ssn", "снилс", "ембг"],
    ),
    (Field::Phone, "phone", &["телефон", "phone number"]),
    (Field::Email, "email", &["e mail", "почта"]),
    (Field::Website, "website", &["site", "сайт"]),
    (Field::Country, "country", &["страна", "земја"]),
    (Field::City, "city", &["suburb", "town", "город", "град"]),
    (
        Field::Address,
        "address",
        &["address 1", "street", "адрес", "адреса"],
    ),
    (Field::House, "house", &["street number", "дом"]),
    (
        Field::Postcode,
        "postcode",
        &["zip", "postal code", "индекс"],
    ),
    (
        Field::FullName,
        "contact",
        &["full name", "фио", "контакт", "контактное лицо"],
    ),
    (
        Field::Surname,
        "surname",
        &["last name", "фамилия", "презиме"],
    ),
    (
        Field::GivenName,
        "given_name",
        &["first name", "имя", "име"],
    ),
    (
        Field::Patronymic,
        "patronymic",
        &["middle name", "отчество", "татково име"],
    ),
    (
        Field::Birthday,
        "birthday",
        &["dob", "date of birth", "birth date", "дата рождения"],
    ),
    (
        Field::Employer,
        "employer",
        &["company", "компания", "организация", "компанија"],
    ),
    (
        Field::EmployerId,
        "employer_id",
        &["company record id", "company id"],
    ),
];

/// Headings of the identifier of a record.
const IDS: [&str; 8] = [
    "id",
    "record id",
    "unique id",
    "rec id",
    "код",
    "шифра",
    "external id",
    "номер",
];

/// Least surety, of 100, from which the recogniser of imports is believed.
const SURE: u8 = 60;

/// The columns of a table.
#[derive(Debug)]
pub struct Columns {
    /// What the rows are.
    pub kind: Kind,
    /// Column and field.
    pub fields: Vec<(usize, Field)>,
    /// The column by which a record is called.
    pub id: Option<usize>,
}

/// Why columns cannot be told.
#[derive(Debug, PartialEq, Eq)]
pub enum Unclear {
    /// `--column` is not `FIELD=COLUMN` with a field known.
    Field(String),
    /// The table has no such column.
    Column(String),
    /// Nothing to compare by was recognised.
    Nothing,
}

/// The name of a field.
pub fn name_of(field: Field) -> &'static str {
    let found = NAMES.iter().find(|(known, ..)| *known == field);
    found.map_or("", |(_, name, _)| name)
}

/// The names of all fields.
pub fn names() -> String {
    let all: Vec<&str> = NAMES.iter().map(|(_, name, _)| *name).collect();
    all.join(", ")
}

/// The place of a column by its heading.
pub fn place(headings: &[String], heading: &str) -> Result<usize, Unclear> {
    let same = |known: &String| known.trim().to_lowercase() == heading.trim().to_lowercase();
    let found = headings.iter().position(same);
    found.ok_or_else(|| Unclear::Column(heading.to_owned()))
}

fn by_name(heading_words: &str) -> Option<Field> {
    let found = NAMES.iter().find(|(_, name, others)| {
        name.replace('_', " ") == heading_words || others.contains(&heading_words)
    });
    found.map(|(field, ..)| *field)
}

fn imported(field: Imported, kind: Kind) -> Option<Field> {
    Some(match field {
        Imported::Name if kind == Kind::Company => Field::Name,
        Imported::TaxNumber => Field::TaxNumber,
        Imported::Kpp => Field::Kpp,
        Imported::RegistrationNumber => Field::RegistrationNumber,
        Imported::PersonalNumber => Field::PersonalNumber,
        Imported::Phone | Imported::PersonPhone => Field::Phone,
        Imported::Email | Imported::PersonEmail => Field::Email,
        Imported::Website => Field::Website,
        Imported::Country => Field::Country,
        Imported::City => Field::City,
        Imported::Address | Imported::Street => Field::Address,
        Imported::House => Field::House,
        Imported::Postcode => Field::Postcode,
        Imported::PersonName => Field::FullName,
        Imported::Surname | Imported::PersonSurname => Field::Surname,
        Imported::FirstName | Imported::PersonFirstName => Field::GivenName,
        Imported::Patronymic | Imported::PersonPatronymic => Field::Patronymic,
        Imported::Birthday => Field::Birthday,
        Imported::ClientName => Field::Employer,
        Imported::ClientExternalId => Field::EmployerId,
        _ => return None,
    })
}

impl Columns {
    /// Tells the columns of a table. `by_hand` are `FIELD=COLUMN`; `left_out` is a column that is
    /// not compared, such as that of the truth.
    pub fn new(
        headings: &[String],
        sample: &[Vec<String>],
        by_hand: &[String],
        id: Option<&str>,
        left_out: Option<usize>,
    ) -> Result<Self, Unclear> {
        let written: Vec<String> = headings
            .iter()
            .map(|h| heading::words(h).join(" "))
            .collect();
        let mut fields: Vec<Option<Field>> = vec![None; headings.len()];
        for rule in by_hand {
            let (name, column) = rule
                .split_once('=')
                .ok_or_else(|| Unclear::Field(rule.clone()))?;
            let known = NAMES.iter().find(|(_, known, _)| *known == name.trim());
            let field = known.ok_or_else(|| Unclear::Field(name.to_owned()))?.0;
            fields[place(headings, column)?] = Some(field);
        }
        let id = match id {
            Some(id) => Some(place(headings, id)?),
            None => written
                .iter()
                .position(|words| IDS.contains(&words.as_str())),
        };
        let free = |fields: &[Option<Field>], column: usize| {
            fields[column].is_none() && Some(column) != id && Some(column) != left_out
        };
        for (column, words) in written.iter().enumerate() {
            if by_hand.is_empty() && free(&fields, column) {
                fields[column] = by_name(words);
            }
        }
        let has = |fields: &[Option<Field>], field| fields.contains(&Some(field));
        let person =
            |fields: &[Option<Field>]| has(fields, Field::Surname) || has(fields, Field::GivenName);
        let mut kind = Kind::Company;
        if person(&fields) {
            kind = Kind::Person;
        }
        if by_hand.is_empty() {
            let rows = match kind {
                Kind::Company => Rows::Clients,
                Kind::Person => Rows::People,
            };
            let proposal = recognise(headings, sample, Some(rows), Country::RU, SURE);
            for guess in proposal.columns {
                let field = guess.field.and_then(|field| imported(field, kind));
                if let Some(field) = field.filter(|_| free(&fields, guess.column)) {
                    fields[guess.column] = Some(field);
                }
            }
            if kind == Kind::Company && person(&fields) && !has(&fields, Field::Name) {
                kind = Kind::Person;
            }
        }
        if kind == Kind::Company {
            // without the surname a "company" is the name itself
            let name = has(&fields, Field::Name);
            for field in fields.iter_mut().filter(|f| **f == Some(Field::Employer)) {
                *field = (!name).then_some(Field::Name);
            }
        }
        let fields: Vec<(usize, Field)> = fields
            .into_iter()
            .enumerate()
            .filter_map(|(column, field)| Some((column, field?)))
            .collect();
        if fields.is_empty() {
            return Err(Unclear::Nothing);
        }
        Ok(Self { kind, fields, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headings: &[&str]) -> (Kind, Vec<&'static str>) {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        let columns = Columns::new(&headings, &[], &[], None, None).unwrap();
        let names = columns.fields.iter().map(|(_, field)| name_of(*field));
        (columns.kind, names.collect())
    }

    #[test]
    fn columns_of_the_usual_tables_are_told() {
        let (kind, names) = told(&["Название", "ИНН", "Телефон", "E-mail", "Город"]);
        assert_eq!(kind, Kind::Company);
        assert_eq!(names, ["name", "tax_number", "phone", "email", "city"]);
        let (kind, names) = told(&["unique_id", "first_name", "surname", "dob", "city", "email"]);
        assert_eq!(kind, Kind::Person);
        assert_eq!(
            names,
            ["given_name", "surname", "birthday", "city", "email"]
        );
        let (_, names) = told(&[
            "rec_id",
            "given_name",
            "street_number",
            "address_1",
            "soc_sec_id",
        ]);
        assert_eq!(names, ["given_name", "house", "address", "personal_number"]);
    }

    #[test]
    fn columns_by_hand_are_checked() {
        let headings = ["a".to_owned(), "b".to_owned()];
        let by = |rule: &str| {
            Columns::new(&headings, &[], &[rule.to_owned()], None, None).map(|c| c.fields)
        };
        assert_eq!(by("name=B"), Ok(vec![(1, Field::Name)]));
        assert_eq!(by("name=c"), Err(Unclear::Column("c".into())));
        assert_eq!(by("size=a"), Err(Unclear::Field("size".into())));
        assert_eq!(by("a"), Err(Unclear::Field("a".into())));
    }
}
