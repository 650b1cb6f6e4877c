//! A column of company groups: recognised in three languages and by hand, one code for each group.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use analysis::{NONE, Parameters, View, clients, concentration};
use ledger::{Ledger, Role, Settings};

fn read(headings: &str, settings: &Settings) -> Ledger {
    let mut text = format!("{headings}\n");
    for month in 1..=6 {
        for (order, client, group, amount) in [
            (1, "c1", "Holding", 30),
            (2, "c2", "Holding", 20),
            (3, "c3", "", 40),
            (4, "c4", "Other", 10),
        ] {
            text.push_str(&format!(
                "{month}{order},{client},{group},2024-{month:02}-10,{amount}\n"
            ));
        }
    }
    let stream = std::io::Cursor::new(text.into_bytes());
    let table =
        tables::Table::from_stream("-", Box::new(stream), &tables::Options::default()).unwrap();
    ledger::read(table, settings, &|_| ()).unwrap()
}

#[test]
fn a_group_of_companies_is_recognised_in_three_languages() {
    for heading in [
        "order,customer id,Parent Company,date,amount",
        "order,customer id,Company group,date,amount",
        "заказ,клиент,Группа компаний,дата,сумма",
        "заказ,контрагент,Головной контрагент,дата,сумма",
        "заказ,клиент,Холдинг,дата,сумма",
        "нарачка,купувач,Група компании,датум,износ",
        "нарачка,купувач,Матична фирма,датум,износ",
    ] {
        let ledger = read(heading, &Settings::default());
        let column = ledger.layout.column(Role::CompanyGroup).map(|of| of.column);
        assert_eq!(column, Some(2), "{heading}: {:?}", ledger.layout.columns);
        assert_eq!(ledger.company_groups, ["Holding", "Other"], "{heading}");
    }
}

#[test]
fn a_group_given_by_hand_counts_as_one_client() {
    let settings = Settings {
        map: ledger::parse_map("company_group=mother").unwrap(),
        ..Settings::default()
    };
    let ledger = read("order,customer id,mother,date,amount", &settings);
    assert_eq!(ledger.image.dimensions.company_group, [0, 0, NONE, 1]);
    let parameters = Parameters::default();
    let view = View::new(&ledger.image, &parameters, None);
    let found = concentration::company(&view, &clients::rows(&view), 10);
    let top = &found.top[0];
    assert_eq!(top.buyer, concentration::Buyer::Group(0));
    assert_eq!((top.members, top.value_minor), (2, 30_000));
    assert!((top.share - 0.5).abs() < 1e-12);
    // without the column they are two
    let ledger = read("order,customer id,remark,date,amount", &Settings::default());
    assert!(ledger.image.dimensions.company_group.is_empty());
    assert!(ledger.layout.column(Role::CompanyGroup).is_none());
}
