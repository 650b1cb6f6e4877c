//! Tables as people send them, in three languages.

use super::*;
use proptest::prelude::*;

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    rows.iter().map(row).collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn guess(headings: &[&str], cells: &[&[&str]], country: Country) -> Proposal {
    recognise(&texts(headings), &rows(cells), None, country, 50)
}

fn fields(proposal: &Proposal) -> Vec<&'static str> {
    let code = |guess: &ColumnGuess| guess.field.map_or("-", Field::code);
    proposal.columns.iter().map(code).collect()
}

#[test]
fn r84_headings_in_three_languages() {
    let cases: &[(&[&str], Country, Kind, &[&str])] = &[
        (
            &[
                "№",
                "Контрагент",
                "ИНН",
                "КПП",
                "Юр. адрес",
                "Тел.",
                "Эл. почта",
                "Контактное лицо",
                "Должность",
            ],
            Country::RU,
            Kind::Clients,
            &[
                "-",
                "name",
                "tax_number",
                "kpp",
                "address",
                "phone",
                "email",
                "person_name",
                "person_position",
            ],
        ),
        (
            &[
                "Назив на фирма",
                "ЕДБ",
                "ЕМБС",
                "Адреса",
                "Град",
                "Тел.",
                "Е-пошта",
                "Управител",
                "Дејност",
            ],
            Country::MK,
            Kind::Clients,
            &[
                "name",
                "tax_number",
                "registration_number",
                "address",
                "city",
                "phone",
                "email",
                "person_name",
                "activity",
            ],
        ),
        (
            &[
                "Company Name",
                "VAT No.",
                "Street Address",
                "City",
                "ZIP",
                "Country",
                "Phone",
                "Mobile",
                "E-mail",
                "Web site",
            ],
            "GB".parse().unwrap(),
            Kind::Clients,
            &[
                "name",
                "tax_number",
                "street",
                "city",
                "postcode",
                "country",
                "phone",
                "phone",
                "email",
                "website",
            ],
        ),
        (
            &[
                "Номер заказа",
                "Дата",
                "Покупатель",
                "Артикул",
                "Товар",
                "Кол-во",
                "Цена",
                "Сумма",
                "Валюта",
            ],
            Country::RU,
            Kind::Orders,
            &[
                "order_number",
                "day",
                "client_name",
                "product_code",
                "product_name",
                "quantity",
                "price",
                "amount",
                "currency",
            ],
        ),
        (
            &[
                "Датум на плаќање",
                "Плаќач",
                "Износ",
                "Валута",
                "Цел на дознака",
            ],
            Country::MK,
            Kind::Payments,
            &["day", "client_name", "amount", "currency", "note"],
        ),
        (
            &["SKU", "Product name", "Category", "Unit", "Price", "Cost"],
            "GB".parse().unwrap(),
            Kind::Products,
            &[
                "product_code",
                "name",
                "product_group",
                "unit",
                "price",
                "cost",
            ],
        ),
        (
            &[
                "Дата звонка",
                "Клиент",
                "Вид контакта",
                "Направление",
                "Результат",
                "Комментарий",
            ],
            Country::RU,
            Kind::Interactions,
            &[
                "happened_at",
                "client_name",
                "interaction_kind",
                "direction",
                "result",
                "note",
            ],
        ),
        (
            &[
                "Фамилия",
                "Имя",
                "Отчество",
                "Компания",
                "Должность",
                "Контакты / Телефон",
                "Контакты / E-mail",
            ],
            Country::RU,
            Kind::People,
            &[
                "surname",
                "first_name",
                "patronymic",
                "client_name",
                "person_position",
                "phone",
                "email",
            ],
        ),
    ];
    for (headings, country, kind, expected) in cases {
        let proposal = guess(headings, &[], *country);
        assert_eq!(proposal.kind, *kind, "{headings:?}");
        assert_eq!(fields(&proposal), *expected, "{headings:?}");
        assert_eq!(proposal.mapping.check(headings.len()), Ok(()));
    }
}

#[test]
fn r84_content_tells_what_headings_do_not() {
    let cells: &[&[&str]] = &[
        &[
            "ООО «Ромашка»",
            "7707083893",
            "8 (495) 123-45-67",
            "info@example.com",
            "Иванов Иван Иванович",
            "Казань",
        ],
        &[
            "ЗАО Север",
            "500100732259",
            "+7 916 123-45-67",
            "sale@example.org",
            "Петрова Анна Ильинична",
            "Пермь",
        ],
    ];
    let proposal = guess(&["A", "B", "C", "D", "E", "F"], cells, Country::RU);
    assert_eq!(proposal.kind, Kind::Clients);
    assert_eq!(
        fields(&proposal),
        [
            "name",
            "tax_number",
            "phone",
            "email",
            "person_name",
            "city"
        ]
    );
    assert!(proposal.columns[1].why.contains(&Reason::Content));
    assert!(proposal.columns.iter().all(|guess| guess.confidence < 100));
}

#[test]
fn a_heading_that_its_cells_deny_is_not_believed() {
    let cells: &[&[&str]] = &[
        &["ООО Ромашка", "нет данных тут"],
        &["ООО Лютик", "просто текст"],
    ];
    let proposal = guess(
        &["Компания", "Телефон рабочий (комментарий)"],
        cells,
        Country::RU,
    );
    assert_ne!(fields(&proposal)[1], "phone");
}

#[test]
fn numbers_and_dates_tell_how_they_are_written() {
    let headings = ["Дата", "Клиент", "Товар", "Количество", "Сумма"];
    let cells: &[&[&str]] = &[
        &["31.12.2024", "ООО А", "Чай", "2", "1 200,50"],
        &["01.02.2025", "ООО Б", "Чай", "3", "7,25"],
    ];
    let proposal = guess(&headings, cells, Country::RU);
    assert_eq!(proposal.decimal, DecimalSign::Comma);
    assert_eq!(proposal.date_order, Some(DateOrder::DayFirst));
    let cells: &[&[&str]] = &[&["12/31/2024", "A", "Tea", "2", "1,200.50"]];
    let proposal = guess(&headings, cells, Country::RU);
    assert_eq!(proposal.decimal, DecimalSign::Point);
    assert_eq!(proposal.date_order, Some(DateOrder::MonthFirst));
    let cells: &[&[&str]] = &[&["02/03/2024", "A", "Tea", "2", "1"]];
    assert_eq!(guess(&headings, cells, Country::RU).date_order, None);
}

#[test]
fn two_numbers_in_one_column_become_two_rules() {
    let proposal = guess(
        &["Наименование", "ИНН/КПП"],
        &[&["ООО А", "7707083893/770701001"]],
        Country::RU,
    );
    let found: Vec<_> = proposal
        .mapping
        .columns
        .iter()
        .map(|rule| rule.field)
        .collect();
    assert_eq!(found, [Field::Name, Field::TaxNumber, Field::Kpp]);
}

#[test]
fn the_key_of_a_layout_is_that_of_every_such_export() {
    let key = |headings: &[&str]| layout_key(&texts(headings));
    assert_eq!(key(&["E-mail", " ИНН "]), key(&["e mail", "инн", ""]));
    assert_ne!(key(&["ИНН", "E-mail"]), key(&["E-mail", "ИНН"]));
}

proptest! {
    #[test]
    fn any_table_is_answered(
        headings in prop::collection::vec("\\PC{0,20}", 0..6),
        cells in prop::collection::vec(prop::collection::vec("\\PC{0,15}", 0..6), 0..4),
    ) {
        let proposal = recognise(&headings, &cells, None, Country::RU, 50);
        prop_assert_eq!(proposal.columns.len(), headings.len());
        prop_assert_eq!(proposal.mapping.check(headings.len()), Ok(()));
    }
}
