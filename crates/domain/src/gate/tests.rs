//! What gates ask, of whom, and what they do.

use super::*;
use crate::client::{ClientData, Standing};
use crate::setting::Value;
use jiff::Timestamp;
use uuid::Uuid;

fn client() -> Client {
    Client {
        id: Uuid::from_u128(1).into(),
        data: ClientData::named("ООО А".into(), Country::RU),
        standing: Standing::new(),
        region: None,
        main_phone: None,
        main_email: None,
        version: 1,
        created_at: Timestamp::UNIX_EPOCH,
        created_by: Uuid::from_u128(2).into(),
        updated_at: Timestamp::UNIX_EPOCH,
        deleted_at: None,
    }
}

fn set(settings: &mut Settings, name: &str, text: &str) {
    settings.set(name, Value::Text(text.into())).unwrap();
}

#[test]
fn r103_no_order_without_phone_name_and_email() {
    let mut settings = Settings::default();
    let mut client = client();
    assert_eq!(
        Stage::Order.mode(&settings),
        Mode::Warn,
        "the first order passes"
    );
    assert_eq!(
        missing_on(&settings, Stage::Order, &client),
        [Need::Phone, Need::Email]
    );
    client.main_phone = Some("+7 495 123-45-67".into());
    client.main_email = Some("info@example.com".into());
    assert_eq!(missing_on(&settings, Stage::Order, &client), []);
    client.data.name = " ".into();
    assert_eq!(missing_on(&settings, Stage::Order, &client), [Need::Name]);
    set(&mut settings, "gate.order", "off");
    assert_eq!(missing_on(&settings, Stage::Order, &client), []);
    set(&mut settings, "gate.order", "refuse");
    assert_eq!(Stage::Order.mode(&settings), Mode::Refuse);
    assert_eq!(missing_on(&settings, Stage::Order, &client), [Need::Name]);
}

#[test]
fn r106_each_stage_and_kind_of_client_has_its_own_gate() {
    let mut settings = Settings::default();
    let mut client = client();
    for stage in Stage::ALL {
        set(&mut settings, stage.switch().name, "refuse");
        let (company, private) = (
            stage.rule(ClientKind::Company),
            stage.rule(ClientKind::Private),
        );
        set(&mut settings, company.name, "tax_number,region");
        set(&mut settings, private.name, "");
        client.data.kind = ClientKind::Company;
        assert_eq!(
            missing_on(&settings, *stage, &client),
            [Need::TaxNumber, Need::Region]
        );
        client.data.kind = ClientKind::Private;
        assert_eq!(missing_on(&settings, *stage, &client), []);
    }
    let wrong = |text: &str| Value::Text(text.into());
    for text in ["phone, passport", "XYZ:phone", "RU:", ":phone"] {
        assert!(
            settings.set("gate.company_order", wrong(text)).is_err(),
            "{text}"
        );
    }
    assert_eq!(demands(""), Some(vec![]));
}

#[test]
fn r104_a_rule_may_hold_for_one_country() {
    let text = "name, ru:tax_number, RU:phone, phone, phone";
    assert_eq!(
        asked(text, Country::RU),
        [Need::Name, Need::TaxNumber, Need::Phone]
    );
    assert_eq!(asked(text, Country::MK), [Need::Name, Need::Phone]);
}
