//! What an order may not say.

use super::*;

#[test]
fn a_missing_rate_is_an_error_and_never_one() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let client = client_of(&app, 1, None);
        let soap = product(&app, "S", Some(100));
        let roubles = Input {
            currency: Some("RUB".to_owned()),
            ..input(client, vec![line(soap, 1_000, 10_000)])
        };
        let before = trace(&app);
        let error = order::create(&app, &ctx, &roubles).unwrap_err();
        let Error::RateMissing(missing) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (missing.currency, missing.day),
            (Currency::RUB, date(2026, 3, 2))
        );
        assert_eq!(trace(&app), before);

        let put = |day, text: &str| {
            rate::put(
                &app,
                &ctx,
                &[(Currency::RUB, day, Some(text.parse().unwrap()))],
            )
            .unwrap()
        };
        assert_eq!(put(date(2026, 2, 19), "0.5"), 1);
        assert!(
            order::create(&app, &ctx, &roubles).is_err(),
            "eleven days are too old"
        );
        assert_eq!(put(date(2026, 2, 20), "0.01"), 1);
        assert_eq!(put(date(2026, 2, 20), "0.01"), 0);
        let made = order::create(&app, &ctx, &roubles).unwrap();
        assert_eq!((made.total_minor, made.base_total_minor), (10_000, 100));
        // A rate written later does not change what is done, as long as day and currency stay.
        put(date(2026, 3, 2), "0.02");
        let note = Input {
            note: Some(Some("x".to_owned())),
            ..Input::default()
        };
        let changed = order::update(&app, &ctx, made.id, 1, &note).unwrap();
        assert_eq!(changed.base_total_minor, 100);
        let day = Input {
            day: Some("2026-03-03".to_owned()),
            ..Input::default()
        };
        let changed = order::update(&app, &ctx, made.id, 2, &day).unwrap();
        assert_eq!(changed.base_total_minor, 200);
        assert!(matches!(
            rate::put(&app, &ctx, &[(Currency::EUR, date(2026, 3, 2), None)]),
            Err(rate::Error::Reporting)
        ));
    }
}

#[test]
fn what_an_order_may_not_say_is_refused_with_its_field() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let client = client_of(&app, 1, None);
        let soap = product(&app, "S", Some(100));
        let good = input(client, vec![line(soap, 1_000, 150)]);
        let nobody = ProductId::from_uuid(Uuid::from_u128(9));
        let cases = [
            (
                Input {
                    lines: None,
                    ..good.clone()
                },
                ("lines", "order.lines"),
            ),
            (
                Input {
                    lines: Some(vec![line(soap, 0, 1)]),
                    ..good.clone()
                },
                ("lines.0.quantity_milli", "order.no_quantity"),
            ),
            (
                Input {
                    lines: Some(vec![line(nobody, 1, 1)]),
                    ..good.clone()
                },
                ("lines.0.product_id", "reference.unknown"),
            ),
            (
                Input {
                    day: Some("2026-02-30".to_owned()),
                    ..good.clone()
                },
                ("day", "day.bad"),
            ),
            (
                Input {
                    status: Some("paid".to_owned()),
                    ..good.clone()
                },
                ("status", "code.unknown"),
            ),
            (
                Input {
                    currency: Some("евро".to_owned()),
                    ..good.clone()
                },
                ("currency", "money.not_a_currency"),
            ),
            (
                Input {
                    client_id: None,
                    ..good.clone()
                },
                ("client_id", "field.missing"),
            ),
        ];
        let before = trace(&app);
        for (input, expected) in cases {
            let error = order::create(&app, &ctx, &input).unwrap_err();
            assert_eq!(refused(&error), [expected]);
        }
        assert_eq!(trace(&app), before, "sec_05");
        let made = order::create(&app, &ctx, &good).unwrap();
        let same = Input {
            number: Some(made.number.clone()),
            ..good.clone()
        };
        assert!(matches!(
            order::create(&app, &ctx, &same),
            Err(Error::NumberTaken)
        ));
        let done = Input {
            status: Some("draft".to_owned()),
            ..Input::default()
        };
        order::update(&app, &ctx, made.id, 1, &done).unwrap();
        let jump = Input {
            status: Some("done".to_owned()),
            ..Input::default()
        };
        let error = order::update(&app, &ctx, made.id, 2, &jump).unwrap_err();
        let expected = (OrderStatus::Draft, OrderStatus::Done);
        assert!(matches!(error, Error::Status { from, to } if (from, to) == expected));
        let error = order::update(&app, &ctx, made.id, 1, &jump).unwrap_err();
        assert!(matches!(error, Error::VersionConflict { current: 2 }));
    }
}

#[test]
fn sec_54_huge_and_negative_numbers_are_refused_not_wrapped() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let client = client_of(&app, 1, None);
        let soap = product(&app, "S", Some(i64::from(u32::MAX)));
        for (quantity, price, field, code) in [
            (i64::MAX, 1, "lines.0", "money.out_of_range"),
            (i64::MIN, 1, "lines.0", "money.out_of_range"),
            (1_000, i64::MAX, "lines.0", "money.out_of_range"),
            (
                1_000_000_000_000,
                1_000_000_000_000_000,
                "lines.0",
                "money.out_of_range",
            ),
            (1_000, -1, "lines.0.price_minor", "order.negative_price"),
        ] {
            let input = input(client, vec![line(soap, quantity, price)]);
            let error = order::create(&app, &ctx, &input).unwrap_err();
            assert_eq!(refused(&error), [(field, code)], "{quantity} × {price}");
        }
    }
}

#[test]
fn r103_an_order_counts_when_enough_is_known_of_its_client() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let client = client_of(&app, 1, None);
        let soap = product(&app, "S", Some(100));
        let confirmed = input(client, vec![line(soap, 1_000, 150)]);
        let warned = order::create(&app, &ctx, &confirmed).unwrap();
        let needs = |id| -> Vec<&'static str> {
            let card = order::card(&app, &ctx, id).unwrap();
            card.warnings.iter().map(|one| one.need.code()).collect()
        };
        assert_eq!(needs(warned.id), ["phone", "email"], "by default it warns");
        let refuse = Value::Text("refuse".into());
        let gate = [("gate.order".to_owned(), Some(refuse))];
        setting::change(&app, &ctx, &gate.into()).unwrap();

        let before = trace(&app);
        let error = order::create(&app, &ctx, &confirmed).unwrap_err();
        assert_eq!(
            refused(&error),
            [("client_id", "gate.phone"), ("client_id", "gate.email")]
        );
        assert_eq!(trace(&app), before);

        let draft = Input {
            status: Some("draft".to_owned()),
            ..confirmed.clone()
        };
        let draft = order::create(&app, &ctx, &draft).unwrap();
        let confirm = Input {
            status: Some("confirmed".to_owned()),
            ..Input::default()
        };
        let error = order::update(&app, &ctx, draft.id, draft.version, &confirm).unwrap_err();
        assert_eq!(refused(&error).len(), 2, "a draft waits for the same");

        assert_eq!(needs(draft.id), [""; 0], "a draft is not warned of");
        let lifted = [("gate.order".to_owned(), None)];
        setting::change(&app, &ctx, &lifted.into()).unwrap();
        assert!(order::create(&app, &ctx, &confirmed).is_ok());
    }
}
