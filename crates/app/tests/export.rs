//! Taking clients out: in every form, within the day's quota.

use app::client::{self, Error, ExportFormat, Input, NewChannel, QuotaSpent, Wish};
use app::setting;
use app::testing::{TestApp, apps};
use domain::client::filter::ClientOrder;
use domain::policy::Role;
use domain::setting::Value;
use std::collections::BTreeMap;

fn add(app: &TestApp, name: &str) {
    let phone = NewChannel {
        kind: "phone".to_owned(),
        value: "+389 70 123 456".to_owned(),
        label: None,
    };
    let input = Input {
        name: Some(name.to_owned()),
        channels: vec![phone],
        ..Input::default()
    };
    // Identifiers come from the seed: another for each client.
    let seed = name.chars().map(u64::from).sum();
    let ctx = app.ctx(Role::Owner).seeded(seed);
    client::create(app, &ctx, &input).expect("the client is made");
}

fn take(app: &TestApp, role: Role, format: ExportFormat) -> Result<Vec<u8>, Error> {
    let wish = Wish {
        q: None,
        terms: Vec::new(),
        order: ClientOrder::default(),
        format,
    };
    client::export(app, &app.ctx(role), &wish)
}

#[test]
fn a_card_for_an_address_book_tells_name_and_phone() {
    for app in apps() {
        add(&app, "Ромашка; и Ко");
        let file = take(&app, Role::Owner, ExportFormat::Vcard).unwrap();
        let text = String::from_utf8(file).unwrap();
        assert!(text.contains("FN:Ромашка\\; и Ко\r\n"), "{text}");
        assert!(text.contains("+389 70 123 456"), "{text}");
        let parquet = take(&app, Role::Owner, ExportFormat::Parquet).unwrap();
        assert_eq!(&parquet[..4], b"PAR1");
    }
}

#[test]
fn the_quota_of_a_day_stops_everybody_but_the_owner() {
    for mut app in apps() {
        add(&app, "Ромашка");
        add(&app, "Лютик");
        let rule = BTreeMap::from([("export.rows_a_day".to_owned(), Some(Value::Whole(3)))]);
        setting::change(&app, &app.ctx(Role::Owner), &rule).unwrap();
        take(&app, Role::HeadOfSales, ExportFormat::Csv).unwrap();
        let spent = take(&app, Role::HeadOfSales, ExportFormat::Csv);
        let wanted = QuotaSpent {
            quota: 3,
            taken: 2,
            wanted: 2,
        };
        assert!(matches!(spent, Err(Error::QuotaSpent(told)) if told == wanted));
        for _ in 0..3 {
            take(&app, Role::Owner, ExportFormat::Csv).unwrap();
        }
        app.now += jiff::SignedDuration::from_hours(24);
        take(&app, Role::HeadOfSales, ExportFormat::Csv).unwrap();
    }
}
