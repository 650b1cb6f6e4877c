//! Orders of others, margins, sellers.

use super::*;

#[test]
fn sec_01_foreign_orders_are_not_found_and_stay_as_they_were() {
    for app in apps() {
        let client = client_of(&app, 1, Some(Role::ClientManager));
        let soap = product(&app, "S", Some(100));
        let own = app.ctx(Role::ClientManager);
        let made = order::create(&app, &own, &input(client, vec![line(soap, 1_000, 150)])).unwrap();
        let paid = payment::Input {
            client_id: Some(client),
            order_id: Some(Some(made.id)),
            amount_minor: Some(50),
            ..payment::Input::default()
        };
        let paid = payment::create(&app, &own, &paid).unwrap().payment;
        let before = trace(&app);
        let change = Input {
            note: Some(Some("mine".to_owned())),
            ..Input::default()
        };
        let foreign = app.ctx(Role::ActiveSeller);
        assert!(matches!(
            order::card(&app, &foreign, made.id),
            Err(Error::NotFound)
        ));
        assert!(matches!(
            order::update(&app, &foreign, made.id, 1, &change),
            Err(Error::NotFound)
        ));
        assert!(matches!(
            payment::debt(&app, &foreign, client),
            Err(payment::Error::NotFound)
        ));
        let theirs = input(client, vec![line(soap, 1_000, 150)]);
        let error = order::create(&app, &foreign, &theirs).unwrap_err();
        assert_eq!(refused(&error), [("client_id", "reference.unknown")]);
        let listed = order::list(&app, &foreign, &order::Request::default()).unwrap();
        assert!(listed.items.is_empty());
        // Who sees but may not write, and who may neither.
        for role in [
            Role::Guardian,
            Role::DataSteward,
            Role::Telemarketer,
            Role::Administrator,
        ] {
            let ctx = app.ctx(role);
            let refusals = [
                order::update(&app, &ctx, made.id, 1, &change).map(|_| ()),
                order::delete(&app, &ctx, made.id, 1),
                order::create(&app, &ctx, &theirs).map(|_| ()),
            ];
            for refusal in refusals {
                assert!(
                    matches!(refusal, Err(Error::Forbidden(_))),
                    "{role}: {refusal:?}"
                );
            }
            let refusal = payment::delete(&app, &ctx, paid.id, 1);
            assert!(
                matches!(refusal, Err(payment::Error::Forbidden(_))),
                "{role}"
            );
        }
        assert!(
            order::list(
                &app,
                &app.ctx(Role::Administrator),
                &order::Request::default()
            )
            .is_err()
        );
        assert_eq!(trace(&app), before, "sec_05: nothing was written");
    }
}

#[test]
fn sec_09_hidden_margin_is_neither_shown_nor_filtered_by() {
    for app in apps() {
        let client = client_of(&app, 1, Some(Role::ActiveSeller));
        let soap = product(&app, "S", Some(100));
        let seller = app.ctx(Role::ActiveSeller);
        let made =
            order::create(&app, &seller, &input(client, vec![line(soap, 1_000, 150)])).unwrap();
        assert_eq!(
            (made.margin_minor, made.line_costs_minor.as_slice()),
            (None, &[None][..])
        );
        let card = order::card(&app, &seller, made.id).unwrap();
        assert_eq!((card.order.margin_minor, card.shows_margin), (None, false));
        assert_eq!(find(&app, made.id).unwrap().margin_minor, Some(50));
        let mut request = order::Request::default();
        request
            .add_term("margin_minor", "gte", &["40".to_owned()])
            .unwrap()
            .unwrap();
        let refusal = order::list(&app, &seller, &request).unwrap_err();
        assert!(matches!(refusal, Error::FieldForbidden(_)));
        let owner = order::list(&app, &app.ctx(Role::Owner), &request).unwrap();
        assert_eq!(owner.items[0].margin_minor, Some(50));
        let listed = order::list(&app, &seller, &order::Request::default()).unwrap();
        assert_eq!(listed.items[0].margin_minor, None);
        let shown = product::find(&app, &seller, soap).unwrap();
        assert_eq!(
            (shown.data.price_minor, shown.data.cost_minor),
            (Some(150), None)
        );
        // Journal: the whole record is there, and the hidden parts are not for this reader.
        let filter = app::journal::Filter {
            client_id: Some(client),
            ..Default::default()
        };
        let page = app::journal::list(&app, &seller, &filter, 10).unwrap();
        let fields: Vec<&str> = page
            .items
            .iter()
            .flat_map(|i| i.changes.iter().map(|c| c.field.as_str()))
            .collect();
        assert!(fields.contains(&"total_minor"));
        assert!(
            !fields
                .iter()
                .any(|f| f.contains("margin") || f.contains("cost")),
            "{fields:?}"
        );
    }
}

#[test]
fn sec_44_who_sells_may_not_be_anybody() {
    for app in apps() {
        let client = client_of(&app, 1, Some(Role::ActiveSeller));
        let soap = product(&app, "S", Some(100));
        let seller = app.ctx(Role::ActiveSeller);
        let other = Some(Some(app.user(Role::ClientManager)));
        let theirs = Input {
            manager_id: other,
            ..input(client, vec![line(soap, 1_000, 150)])
        };
        let refusal = order::create(&app, &seller, &theirs);
        assert!(matches!(refusal, Err(Error::Forbidden(_))));
        assert!(order::create(&app, &app.ctx(Role::HeadOfSales), &theirs).is_ok());
    }
}
