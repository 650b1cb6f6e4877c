//! Exact keys by which a row is found again: in the file and in the base. Likeness is another
//! matter; here equal means equal.

use serde::{Deserialize, Serialize};

use super::field::{Field, Kind};
use super::stage::StagedRow;
use crate::channel::{ChannelKind, ChannelValue};
use crate::code::code_enum;
use crate::country::Country;
use crate::search;

code_enum! {
    /// What a key is made of, from the strongest to the weakest.
    pub enum KeyKind {
        /// Identifier in another system.
        ExternalId = "external_id",
        /// Tax number (and КПП when there is one: branches share the number).
        TaxNumber = "tax_number",
        /// Number in the state register.
        RegistrationNumber = "registration_number",
        /// Number of the order.
        OrderNumber = "order_number",
        /// Article number.
        ProductCode = "product_code",
        /// E-mail.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// Name and city.
        NameCity = "name_city",
        /// Name alone.
        Name = "name",
        /// No key at all: as a whole they are alike.
        Likeness = "likeness",
    }
}

/// A key of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchKey {
    /// What it is made of.
    pub kind: KeyKind,
    /// Equal records have equal values.
    pub value: String,
}

impl MatchKey {
    fn new(kind: KeyKind, value: String) -> Self {
        Self { kind, value }
    }
}

/// The keys of a row of `kind`, strongest first. For clients they are the client's; for people,
/// orders, payments and interactions those of the client they belong to; for products those of the
/// product. `country` is that of tax numbers and phones written without one.
pub fn keys(kind: Kind, row: &StagedRow, country: Country) -> Vec<MatchKey> {
    use KeyKind as K;
    let mut keys = Vec::new();
    let mut add = |kind, value: String| {
        let key = MatchKey::new(kind, value);
        if !key.value.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    let own = kind == Kind::Clients;
    let fields = if own {
        [
            Field::ExternalId,
            Field::TaxNumber,
            Field::Email,
            Field::Phone,
            Field::Name,
        ]
    } else if kind == Kind::Products {
        for code in row.all(Field::ProductCode) {
            add(K::ProductCode, code.to_owned());
        }
        for name in row.all(Field::Name) {
            add(K::Name, search::fold(name));
        }
        return keys;
    } else {
        [
            Field::ClientExternalId,
            Field::ClientTaxNumber,
            Field::ClientEmail,
            Field::ClientPhone,
            Field::ClientName,
        ]
    };
    let [external_id, tax_number, email, phone, name] = fields;
    for id in row.all(external_id) {
        add(K::ExternalId, id.to_owned());
    }
    let of = row.country(country);
    for number in row.all(tax_number) {
        let kpp = if own { row.one(Field::Kpp) } else { None };
        if let Some(kpp) = kpp {
            add(K::TaxNumber, format!("{of}:{number}:{kpp}"));
        }
        add(K::TaxNumber, format!("{of}:{number}"));
    }
    if own {
        for number in row.all(Field::RegistrationNumber) {
            add(K::RegistrationNumber, format!("{of}:{number}"));
        }
    }
    if let Some(number) = row.one(Field::OrderNumber) {
        add(K::OrderNumber, number.to_owned());
    }
    for (field, kind, channel) in [
        (email, K::Email, ChannelKind::Email),
        (phone, K::Phone, ChannelKind::Phone),
    ] {
        for text in row.all(field) {
            if let Ok(value) = ChannelValue::parse(channel, of, text) {
                add(kind, value.key);
            }
        }
    }
    for name in row.all(name) {
        let name = search::sort_key(name);
        if let Some(city) = row.one(Field::City) {
            add(K::NameCity, format!("{name}:{}", search::fold(city)));
        }
        add(K::Name, name);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::super::stage::StagedValue;
    use super::*;

    fn row(values: &[(Field, &str)]) -> StagedRow {
        let values = values.iter().map(|(field, text)| StagedValue {
            field: *field,
            position: 0,
            text: (*text).to_owned(),
        });
        StagedRow {
            values: values.collect(),
            findings: Vec::new(),
        }
    }

    fn found(kind: Kind, values: &[(Field, &str)]) -> Vec<(&'static str, String)> {
        let keys = keys(kind, &row(values), Country::RU);
        keys.into_iter()
            .map(|key| (key.kind.code(), key.value))
            .collect()
    }

    #[test]
    fn the_keys_of_a_client_from_the_strongest_on() {
        let keys = found(
            Kind::Clients,
            &[
                (Field::Name, "ООО «Ромашка»"),
                (Field::TaxNumber, "7707083893"),
                (Field::Kpp, "770701001"),
                (Field::ExternalId, "17"),
                (Field::Phone, "+7 495 123-45-67"),
                (Field::Email, "Info@Example.com"),
                (Field::City, "Казань"),
            ],
        );
        let expected = [
            ("external_id", "17"),
            ("tax_number", "RU:7707083893:770701001"),
            ("tax_number", "RU:7707083893"),
            ("email", "info@example.com"),
            ("phone", "+74951234567"),
            ("name_city", "ромашка ооо:казань"),
            ("name", "ромашка ооо"),
        ];
        assert_eq!(keys, expected.map(|(kind, value)| (kind, value.to_owned())));
        let kinds: Vec<_> = keys
            .iter()
            .map(|(kind, _)| kind.parse::<KeyKind>().unwrap())
            .collect();
        assert!(kinds.is_sorted(), "{kinds:?}");
    }

    #[test]
    fn other_records_have_the_keys_of_their_client() {
        let keys = found(
            Kind::Orders,
            &[
                (Field::ClientTaxNumber, "7707083893"),
                (Field::OrderNumber, "A-1"),
                (Field::Phone, "1"),
            ],
        );
        let expected = [("tax_number", "RU:7707083893"), ("order_number", "A-1")];
        assert_eq!(keys, expected.map(|(kind, value)| (kind, value.to_owned())));
        let keys = found(
            Kind::Products,
            &[(Field::ProductCode, "T-1"), (Field::Name, "Чай")],
        );
        assert_eq!(keys[0].0, "product_code");
    }
}
