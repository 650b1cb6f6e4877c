//! Rows as people send them: the values, and what was found.

use super::*;
use crate::import::mapping::{NamePart, Step};
use proptest::prelude::*;

fn context() -> StageContext {
    StageContext {
        country: Country::RU,
        decimal: DecimalSign::Comma,
        date_order: None,
        today: Date::constant(2026, 11, 29),
        rules: StageRules::of(&Settings::default()),
    }
}

fn plain(kind: Kind, fields: &[Field]) -> Mapping {
    let mut mapping = Mapping::new(kind);
    for (at, field) in fields.iter().enumerate() {
        let before = fields[..at].iter().filter(|f| *f == field).count();
        mapping.columns.push(ColumnRule {
            field: *field,
            position: u16::try_from(before).unwrap(),
            from: Origin::Column(at),
            steps: Vec::new(),
        });
    }
    mapping
}

fn values(row: &StagedRow) -> Vec<(&'static str, &str)> {
    row.values
        .iter()
        .map(|v| (v.field.code(), v.text.as_str()))
        .collect()
}

fn found(row: &StagedRow) -> Vec<(&'static str, &'static str)> {
    row.findings
        .iter()
        .map(|f| (f.code.code(), f.severity.code()))
        .collect()
}

#[test]
fn a_row_of_a_bought_list_is_cleaned() {
    let fields = [
        Field::Name,
        Field::TaxNumber,
        Field::Phone,
        Field::Email,
        Field::Address,
        Field::Relation,
        Field::PersonName,
    ];
    let mapping = plain(Kind::Clients, &fields);
    let cells = [
        " ООО\u{a0}«Ромашка»\u{200b} ",
        "7707083893.0",
        "8 (495) 123-45-67; 8 916 123 45 67",
        "info(at)example.com",
        "г. Казань, ул. Баумана, д. 5",
        "Потенциальный",
        "Иванов И.И.",
    ];
    let row = stage(&mapping, &cells, &context());
    assert_eq!(
        values(&row),
        [
            ("name", "ООО «Ромашка»"),
            ("relation", "prospect"),
            ("tax_number", "7707083893"),
            ("phone", "+7 495 123-45-67"),
            ("phone", "+7 916 123-45-67"),
            ("email", "info@example.com"),
            ("city", "Казань"),
            ("street", "ул. Баумана"),
            ("house", "5"),
            ("person_name", "Иванов И.И."),
        ]
    );
    assert_eq!(
        found(&row),
        [
            ("characters_removed", "repaired"),
            ("several_values", "repaired"),
            ("email_mended", "repaired"),
        ]
    );
    assert!(row.is_writable());
}

#[test]
fn what_cannot_be_read_is_left_out_or_makes_the_row_wait() {
    let mapping = plain(
        Kind::Clients,
        &[Field::Name, Field::TaxNumber, Field::Phone, Field::Relation],
    );
    let cells = ["ООО А", "7707083894", "позже", "дальний"];
    let row = stage(&mapping, &cells, &context());
    assert_eq!(values(&row), [("name", "ООО А")]);
    let codes = [
        ("tax_number_check_digit", "warning"),
        ("not_a_phone", "warning"),
        ("unknown_value", "warning"),
    ];
    assert_eq!(found(&row), codes);
    assert!(row.is_writable());
    let mut strict = context();
    strict.rules.refuse_unreadable = true;
    assert!(!stage(&mapping, &cells, &strict).is_writable());
    // An order with a wrong sum is another order.
    let mapping = plain(
        Kind::Orders,
        &[
            Field::ClientName,
            Field::Day,
            Field::ProductCode,
            Field::Amount,
        ],
    );
    let row = stage(
        &mapping,
        &["ООО А", "31.02.2024", "T-1", "12 руб"],
        &context(),
    );
    assert_eq!(found(&row), [("not_a_date", "error")]);
}

#[test]
fn r103_what_every_record_needs_is_asked_for() {
    let row = stage(&plain(Kind::Clients, &[Field::Name]), &["–"], &context());
    assert_eq!(found(&row), [("required", "error")]);
    let row = stage(
        &plain(Kind::Payments, &[Field::Day, Field::Amount]),
        &["1.2.2024", "5"],
        &context(),
    );
    assert_eq!(
        found(&row),
        [("date_ambiguous", "warning"), ("no_key", "error")]
    );
}

#[test]
fn a_lost_leading_zero_comes_back() {
    let row = stage(
        &plain(Kind::Clients, &[Field::Name, Field::TaxNumber]),
        &["ООО А", "108000006"],
        &context(),
    );
    assert_eq!(row.one(Field::TaxNumber), Some("0108000006"));
    assert_eq!(found(&row), [("zero_restored", "repaired")]);
}

#[test]
fn the_country_of_the_row_decides_how_it_is_read() {
    let fields = [Field::TaxNumber, Field::Phone, Field::Name, Field::Country];
    let mapping = plain(Kind::Clients, &fields);
    let row = stage(
        &mapping,
        &["4030000375897", "02 3123 456", "Алкалоид", "Македонија"],
        &context(),
    );
    assert_eq!(row.one(Field::TaxNumber), Some("4030000375897"));
    assert_eq!(row.one(Field::Phone), Some("+389 2 312 3456"));
    assert!(row.findings.is_empty());
    let row = stage(
        &mapping,
        &["DE136695976", "", "Beispiel GmbH", ""],
        &context(),
    );
    assert_eq!(row.one(Field::TaxCountry), Some("DE"));
    assert_eq!(row.one(Field::TaxNumber), Some("136695976"));
}

#[test]
fn r87_r88_names_from_parts_and_parts_from_names() {
    let mut mapping = plain(
        Kind::People,
        &[Field::Surname, Field::FirstName, Field::ClientName],
    );
    let row = stage(&mapping, &["Петрова", "Анна", "ООО А"], &context());
    assert_eq!(row.one(Field::Name), Some("Анна Петрова"));
    mapping.columns.truncate(1);
    mapping.columns[0].steps = vec![Step::SplitName(NamePart::Surname)];
    let row = stage(&mapping, &["Анна Петрова"], &context());
    assert_eq!(row.one(Field::Surname), Some("Петрова"));
}

#[test]
fn columns_are_joined_and_values_fixed() {
    let mut mapping = plain(Kind::Clients, &[Field::Name]);
    mapping.columns.push(ColumnRule {
        field: Field::Note,
        position: 0,
        from: Origin::Joined {
            columns: vec![1, 2, 9],
            separator: ", ".into(),
        },
        steps: Vec::new(),
    });
    mapping.columns.push(ColumnRule {
        field: Field::Source,
        position: 0,
        from: Origin::Fixed("Выставка".into()),
        steps: Vec::new(),
    });
    let row = stage(&mapping, &["ООО А", " x ", "y"], &context());
    assert_eq!(row.one(Field::Note), Some("x, y"));
    assert_eq!(row.one(Field::Source), Some("Выставка"));
}

#[test]
fn r32_words_of_a_closed_list_can_be_taught() {
    let mut mapping = plain(Kind::Clients, &[Field::Name, Field::Relation]);
    let row = stage(&mapping, &["ООО А", "прозвонен"], &context());
    assert_eq!(found(&row), [("unknown_value", "warning")]);
    let taught = [("Прозвонен".to_owned(), "prospect".to_owned())].into();
    mapping.dictionaries.insert("relation".into(), taught);
    let row = stage(&mapping, &["ООО А", "прозвонен"], &context());
    assert_eq!(row.one(Field::Relation), Some("prospect"));
}

#[test]
fn every_code_of_a_closed_list_has_words_and_every_word_is_a_code() {
    use crate::{address, client, interaction, order, person};
    fn all<T: Copy>(codes: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        let mut codes: Vec<&str> = codes.iter().map(|c| code(*c)).collect();
        codes.sort_unstable();
        codes
    }
    let lists: [(&str, Vec<&str>); 10] = [
        ("client_kind", all(client::ClientKind::ALL, |c| c.code())),
        ("relation", all(client::Relation::ALL, |c| c.code())),
        (
            "service_class",
            all(client::ServiceClass::ALL, |c| c.code()),
        ),
        ("address_kind", all(address::AddressKind::ALL, |c| c.code())),
        ("person_role", all(person::DecisionRole::ALL, |c| c.code())),
        ("person_level", all(person::Level::ALL, |c| c.code())),
        ("order_status", all(order::OrderStatus::ALL, |c| c.code())),
        (
            "interaction_kind",
            all(interaction::InteractionKind::ALL, |c| c.code()),
        ),
        ("effect", all(interaction::Effect::ALL, |c| c.code())),
        ("result", all(interaction::Outcome::ALL, |c| c.code())),
    ];
    for (list, codes) in lists {
        assert_eq!(closed::codes(list), codes, "{list}");
    }
    for field in Field::ALL {
        if let Form::Code(list) = field.form() {
            assert!(!closed::codes(list).is_empty(), "{field}");
        }
    }
}

fn any_row() -> impl Strategy<Value = (Mapping, Vec<String>)> {
    let kinds = prop::sample::select(Kind::ALL);
    (
        kinds,
        prop::collection::vec("\\PC{0,24}|[0-9+(), -]{0,16}|[а-я .@/]{0,20}", 90),
    )
        .prop_map(|(kind, cells)| {
            let fields: Vec<Field> = Field::of(kind).collect();
            (plain(kind, &fields), cells)
        })
}

proptest! {
    #[test]
    fn no_row_breaks_staging_and_its_values_survive_a_second_staging((mapping, cells) in any_row()) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let first = stage(&mapping, &cells, &context());
        let fields: Vec<Field> = first.values.iter().map(|value| value.field).collect();
        // Parts of an address that was one cell are columns of their own the second time.
        let again = plain(mapping.kind, &fields);
        let texts: Vec<&str> = first.values.iter().map(|value| value.text.as_str()).collect();
        let mut second_context = context();
        second_context.decimal = DecimalSign::Point;
        second_context.date_order = Some(DateOrder::YearFirst);
        let second = stage(&again, &texts, &second_context);
        prop_assert_eq!(second.values, first.values);
    }
}

#[test]
fn r106_rows_are_staged_by_the_gate_of_saving() {
    use crate::setting::Value;
    let with = |rules: &[(&str, &str)]| {
        let mut settings = Settings::default();
        for (name, text) in rules {
            settings.set(name, Value::Text((*text).to_owned())).unwrap();
        }
        let rules = StageRules::of(&settings);
        StageContext { rules, ..context() }
    };
    let mapping = plain(
        Kind::Clients,
        &[Field::Name, Field::Phone, Field::ClientKind],
    );
    let of = |cells: &[&str], context: &StageContext| found(&stage(&mapping, cells, context));
    let bare = ["ООО «Ромашка»", "", ""];
    assert_eq!(of(&bare, &context()), [("gate", "warning")]);
    assert_eq!(
        of(&["ООО «Ромашка»", "+7 495 123-45-67", ""], &context()),
        []
    );
    let refuse = with(&[("gate.save", "refuse"), ("gate.private_save", "name")]);
    assert_eq!(of(&bare, &refuse), [("gate", "error")]);
    assert_eq!(of(&["Иванов Иван", "", "private"], &refuse), []);
    assert_eq!(of(&bare, &with(&[("gate.save", "off")])), []);
    let elsewhere = with(&[("gate.company_save", "MK:phone, email")]);
    assert_eq!(
        of(&bare, &elsewhere),
        [],
        "another country, or no such column"
    );
}
