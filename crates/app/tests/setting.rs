//! Settings whose change would make what is already kept mean something else.

use std::collections::BTreeMap;

use app::setting::{self, Error};
use app::testing::{TestApp, apps};
use app::{client, order, payment, product};
use domain::policy::Role;
use domain::setting::Value;

fn set(app: &TestApp, name: &str, value: Option<&str>) -> Result<(), Error> {
    let value = value.map(|text| Value::Text(text.to_owned()));
    let wanted = BTreeMap::from([(name.to_owned(), value)]);
    setting::change(app, &app.ctx(Role::Owner), &wanted).map(|_| ())
}

#[test]
fn the_currency_of_reports_stays_from_the_first_order_or_payment_on() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        set(&app, "company.currency", Some("MKD")).unwrap();
        let input = client::Input {
            name: Some("Client".to_owned()),
            ..client::Input::default()
        };
        let client = client::create(&app, &owner, &input).unwrap().id;
        let input = product::Input {
            code: Some("P".to_owned()),
            name: Some("Product".to_owned()),
            ..product::Input::default()
        };
        let product_id = product::create(&app, &owner, &input).unwrap().id;
        let line = order::NewLine {
            product_id,
            quantity_milli: 1_000,
            price_minor: 100,
            discount_bp: 0,
        };
        let input = order::Input {
            client_id: Some(client),
            lines: Some(vec![line]),
            ..order::Input::default()
        };
        let made = order::create(&app, &owner, &input).unwrap();
        let dump = app::testing::dump(&app, &[]);
        for value in [Some("EUR"), None] {
            let refused = set(&app, "company.currency", value);
            assert!(
                matches!(&refused, Err(Error::CurrencyInUse { in_force }) if in_force == "MKD"),
                "{refused:?}"
            );
        }
        assert_eq!(
            app::testing::dump(&app, &[]),
            dump,
            "a refusal writes nothing"
        );
        // The same value is no change, and other settings stay free.
        set(&app, "company.currency", Some("MKD")).unwrap();
        set(&app, "company.name", Some("Somebody")).unwrap();
        // A deleted order may come back.
        order::delete(&app, &owner, made.id, made.version).unwrap();
        assert!(set(&app, "company.currency", Some("EUR")).is_err());
    }
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let input = client::Input {
            name: Some("Client".to_owned()),
            ..client::Input::default()
        };
        let client = client::create(&app, &owner, &input).unwrap().id;
        let input = payment::Input {
            client_id: Some(client),
            amount_minor: Some(100),
            ..payment::Input::default()
        };
        payment::create(&app, &owner, &input).unwrap();
        assert!(set(&app, "company.currency", Some("MKD")).is_err());
    }
}
