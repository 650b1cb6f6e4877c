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

#[test]
fn r106_a_card_is_saved_and_given_away_as_the_gates_say() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let set = |name: &str, value: &str| {
            let value = Some(Value::Text(value.to_owned()));
            setting::change(&app, &ctx, &[(name.to_owned(), value)].into()).unwrap();
        };
        let needs = |client: &Client| -> Vec<&'static str> {
            let card = client::card(&app, &ctx, client.id).unwrap();
            card.warnings.iter().map(|one| one.need.code()).collect()
        };
        let refused = |result: Result<Client, Error>| -> Vec<(String, &'static str, String)> {
            let Err(Error::Invalid(refusals)) = result else {
                panic!("not refused: {result:?}")
            };
            let told = refusals.into_iter().map(|one| {
                let rule = one.params.iter().find(|(name, _)| *name == "rule");
                (one.field, one.code, rule.unwrap().1.clone())
            });
            told.collect()
        };
        let bare = client::create(&app, &ctx, &named("Ромашка")).unwrap();
        assert_eq!(needs(&bare), ["phone"], "by default it warns");
        set("gate.save", "refuse");
        let gate = |rule: &str| [("channels".to_owned(), "gate.phone", format!("gate.{rule}"))];
        let none = client::create(&app, &ctx, &named("Лютик"));
        assert_eq!(refused(none), gate("company_save"));
        let private = Input {
            kind: Some("private".to_owned()),
            ..named("Лютик")
        };
        let none = client::create(&app, &ctx, &private);
        assert_eq!(refused(none), gate("private_save"));
        let kept = client::create(&app, &ctx, &with_phone("Пион")).unwrap();
        assert_eq!(needs(&kept), [""; 0]);

        let renamed = client::update(&app, &ctx, bare.id, bare.version, &named("Астра"));
        let bare = renamed.expect("an old card may be changed");
        set("gate.assign", "refuse");
        let give = Input {
            manager_id: Some(Some(app.user(Role::ClientManager))),
            ..Input::default()
        };
        let given = client::update(&app, &ctx, bare.id, bare.version, &give);
        assert_eq!(refused(given), gate("company_assign"));
        client::update(&app, &ctx, kept.id, kept.version, &give).unwrap();

        let phones = part::list::<ChannelData>(&app, &ctx, kept.id).unwrap();
        let remove = || part::delete::<ChannelData>(&app, &ctx, phones[0].id, phones[0].version);
        assert!(
            matches!(remove(), Err(part::Error::Invalid(_))),
            "the last phone stays"
        );
        set("gate.company_save", "name, MK:phone");
        set("gate.save", "off");
        remove().unwrap();
    }
}
