//! Values that are refused, and two people at one client.

use super::*;

#[test]
fn values_are_refused_field_by_field() {
    for app in apps() {
        let input = Input {
            name: Some(" ".to_owned()),
            kind: Some("robot".to_owned()),
            tax_country: Some("RU".to_owned()),
            tax_number: Some(Some("7707083894".to_owned())),
            website: Some(Some("javascript:alert(1)".to_owned())),
            ..Input::default()
        };
        let Err(Error::Invalid(refusals)) = client::create(&app, &app.ctx(Role::Owner), &input)
        else {
            panic!("not refused")
        };
        let got: Vec<_> = refusals
            .iter()
            .map(|r| (r.field.as_str(), r.code))
            .collect();
        let expected = [
            ("kind", "code.unknown"),
            ("name", "text.empty"),
            ("tax_number", "tax_number.check_digit"),
            ("website", "channel.not_a_site"),
        ];
        assert_eq!(got, expected);
        let segment = Input {
            segment_id: Some(Some(app.ctx(Role::Owner).id())),
            ..named("Ромашка")
        };
        let refused = client::create(&app, &app.ctx(Role::Owner), &segment);
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
}

#[test]
fn sec_05_a_conflict_tells_both_values_and_changes_nothing() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let first = add(&app, Role::Owner, &named("Ромашка"));
        let second = client::update(&app, &ctx, first.id, 1, &named("Ромашка-1")).unwrap();
        assert_eq!(second.version, 2);
        let Err(Error::VersionConflict(current)) =
            client::update(&app, &ctx, first.id, 1, &named("Ромашка-2"))
        else {
            panic!("no conflict")
        };
        assert_eq!(
            (current.version, current.data.name.as_str()),
            (2, "Ромашка-1")
        );
        let kept = client::card(&app, &ctx, first.id).unwrap().client;
        assert_eq!(kept.data.name, "Ромашка-1");
    }
}
