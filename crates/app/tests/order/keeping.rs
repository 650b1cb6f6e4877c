//! What an order, its product and what is owed for it become.

use super::*;

#[test]
fn an_order_gets_its_number_sums_and_seller_and_makes_the_client_gold() {
    for app in apps() {
        let ctx = app.ctx(Role::ClientManager);
        let client = client_of(&app, 1, Some(Role::ClientManager));
        let soap = product(&app, "S", Some(100));
        let made = order::create(&app, &ctx, &input(client, vec![line(soap, 2_500, 150)])).unwrap();
        assert_eq!(made.number, "2026-00001");
        assert_eq!(made.day, date(2026, 3, 2));
        assert_eq!((made.total_minor, made.margin_minor), (375, Some(125)));
        assert_eq!(made.manager_id, Some(app.user(Role::ClientManager)));
        let second = input(client, vec![line(soap, 1_000, 150)]);
        assert_eq!(
            order::create(&app, &ctx, &second).unwrap().number,
            "2026-00002"
        );
        let now = standing(&app, client);
        assert_eq!((now.purchases, now.marker), (2, Marker::Gold));
        assert_eq!(now.ladder_step, LadderStep::Client);
        let draft = Input {
            status: None,
            ..input(client, vec![line(soap, 1_000, 150)])
        };
        let draft = order::create(&app, &ctx, &draft).unwrap();
        assert_eq!(
            standing(&app, client).purchases,
            2,
            "a draft is no purchase"
        );
        let confirm = Input {
            status: Some("confirmed".to_owned()),
            ..Input::default()
        };
        let confirmed = order::update(&app, &ctx, draft.id, 1, &confirm).unwrap();
        assert_eq!((confirmed.version, confirmed.total_minor), (2, 150));
        assert_eq!(standing(&app, client).marker, Marker::Platinum);
        let cancel = Input {
            status: Some("cancelled".to_owned()),
            ..Input::default()
        };
        order::update(&app, &ctx, draft.id, 2, &cancel).unwrap();
        assert_eq!(standing(&app, client).marker, Marker::Gold);
        let back = input(client, vec![line(soap, -1_000, 150)]);
        order::create(&app, &ctx, &back).unwrap();
        assert_eq!(
            standing(&app, client).purchases,
            2,
            "a return is no purchase"
        );
    }
}

#[test]
fn changes_are_journalled_and_undone() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let client = client_of(&app, 1, None);
        let soap = product(&app, "S", Some(100));
        let made = order::create(&app, &ctx, &input(client, vec![line(soap, 1_000, 150)])).unwrap();
        let head = || {
            app.db.read(|tx| {
                let row = tx.query_one("SELECT seq FROM journal_head WHERE id = 1", &[])?;
                row.get::<i64>(0)
            })
        };
        let more = Input {
            lines: Some(vec![line(soap, 1_000, 150), line(soap, 4_000, 140)]),
            ..Input::default()
        };
        let changed = order::update(&app, &ctx, made.id, 1, &more).unwrap();
        assert_eq!(changed.total_minor, 710);
        let line_seq: i64 = head().unwrap();
        app::journal::undo(&app, &ctx, line_seq).unwrap();
        let back = find(&app, made.id).unwrap();
        assert_eq!(
            (back.version, back.total_minor, &back.lines),
            (3, 150, &made.lines)
        );

        order::delete(&app, &ctx, made.id, 3).unwrap();
        assert!(matches!(find(&app, made.id), Err(Error::NotFound)));
        assert_eq!(standing(&app, client).purchases, 0);
        let seq = head().unwrap();
        app::journal::undo(&app, &ctx, seq).unwrap();
        assert_eq!(find(&app, made.id).unwrap().total_minor, 150);
        assert_eq!(standing(&app, client).purchases, 1);

        let nothing = order::update(&app, &ctx, made.id, back.version + 2, &Input::default());
        let seq = head().unwrap();
        assert_eq!(nothing.unwrap().version, back.version + 2);
        assert_eq!(
            head().unwrap(),
            seq,
            "what changes nothing is not journalled"
        );
    }
}

#[test]
fn r37_what_a_client_owes_in_each_currency_and_in_all() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let client = client_of(&app, 1, None);
        let soap = product(&app, "S", Some(100));
        let put = (
            Currency::RUB,
            date(2026, 3, 1),
            Some("0.01".parse().unwrap()),
        );
        rate::put(&app, &ctx, &[put]).unwrap();
        let mut shipped = input(client, vec![line(soap, 10_000, 150)]);
        shipped.status = Some("shipped".to_owned());
        let made = order::create(&app, &ctx, &shipped).unwrap();
        shipped.currency = Some("RUB".to_owned());
        order::create(&app, &ctx, &shipped).unwrap();
        let pay = |amount, currency: Option<&str>| payment::Input {
            client_id: Some(client),
            order_id: Some(Some(made.id)),
            amount_minor: Some(amount),
            currency: currency.map(str::to_owned),
            ..payment::Input::default()
        };
        let paid = payment::create(&app, &ctx, &pay(400, None))
            .unwrap()
            .payment;
        let debt = payment::debt(&app, &ctx, client).unwrap();
        let owed: Vec<i64> = debt.items.iter().map(|item| item.owed_minor()).collect();
        assert_eq!(
            (owed, debt.base_owed_minor),
            (vec![1_100, 1_500], Some(1_115))
        );
        assert_eq!(order::card(&app, &ctx, made.id).unwrap().paid_minor, 400);

        for (input, field, code) in [
            (pay(0, None), "amount_minor", "payment.nothing"),
            (pay(i64::MAX, None), "amount_minor", "money.out_of_range"),
            (pay(5, Some("RUB")), "currency", "payment.other_currency"),
        ] {
            match payment::create(&app, &ctx, &input) {
                Err(payment::Error::Invalid(refusals)) => {
                    assert_eq!(
                        (refusals[0].field.as_str(), refusals[0].code),
                        (field, code)
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        let more = payment::Input {
            amount_minor: Some(500),
            ..payment::Input::default()
        };
        let more = payment::update(&app, &ctx, paid.id, 1, &more)
            .unwrap()
            .payment;
        assert_eq!((more.version, more.base_amount_minor), (2, 500));
        payment::delete(&app, &ctx, paid.id, 2).unwrap();
        let debt = payment::debt(&app, &ctx, client).unwrap();
        assert_eq!(debt.base_owed_minor, Some(1_515));
        let list = payment::Request {
            limit: 10,
            ..payment::Request::default()
        };
        assert!(payment::list(&app, &ctx, &list).unwrap().items.is_empty());
        // Without a rate for today the total is unknown, not wrong.
        rate::put(&app, &ctx, &[(Currency::RUB, date(2026, 3, 1), None)]).unwrap();
        let debt = payment::debt(&app, &ctx, client).unwrap();
        assert_eq!(
            (debt.base_owed_minor, debt.missing_rates),
            (None, vec![Currency::RUB])
        );
    }
}

#[test]
fn products_and_groups_are_kept_by_those_who_may() {
    for app in apps() {
        let ctx = app.ctx(Role::DataSteward);
        let top = product_group::create(&app, &ctx, "Chemistry", None, Vec::new()).unwrap();
        let leaf = product_group::create(&app, &ctx, "Floors", Some(top.id), Vec::new()).unwrap();
        let same = product_group::create(&app, &ctx, " FLOORS ", Some(top.id), Vec::new());
        assert!(matches!(same, Err(product_group::Error::NameTaken)));
        let into_itself = product_group::update(
            &app,
            &ctx,
            top.id,
            1,
            &product_group::Input {
                parent_id: Some(Some(leaf.id)),
                ..product_group::Input::default()
            },
        );
        assert!(matches!(into_itself, Err(product_group::Error::Place)));
        let soap = product(&app, "S", Some(100));
        let input = product::Input {
            group_id: Some(Some(leaf.id)),
            ..product::Input::default()
        };
        let moved = product::update(&app, &ctx, soap, 1, &input).unwrap();
        assert_eq!(moved.version, 2);
        let request = |group| product::Request {
            q: None,
            group,
            sort: domain::product::ProductSort::Name,
            descending: false,
            limit: 10,
            after: None,
            total: true,
        };
        let in_top = product::list(&app, &ctx, &request(Some(top.id))).unwrap();
        assert_eq!((in_top.items.len(), in_top.total), (1, Some(1)));
        let full = product_group::delete(&app, &ctx, leaf.id, 1);
        assert!(matches!(full, Err(product_group::Error::NotEmpty)));
        let taken = product::Input {
            code: Some("S".to_owned()),
            ..input.clone()
        };
        let taken = product::Input {
            name: Some("Other".to_owned()),
            ..taken
        };
        assert!(matches!(
            product::create(&app, &ctx, &taken),
            Err(product::Error::CodeTaken)
        ));
        let empty = product::create(&app, &ctx, &product::Input::default());
        assert!(matches!(empty, Err(product::Error::Invalid(fields)) if fields.len() == 2));
        product::delete(&app, &ctx, soap, 2).unwrap();
        assert!(matches!(
            product::find(&app, &ctx, soap),
            Err(product::Error::NotFound)
        ));
        let seller = app.ctx(Role::ActiveSeller);
        let refusal = product_group::create(&app, &seller, "X", None, Vec::new());
        assert!(matches!(refusal, Err(product_group::Error::Forbidden(_))));
        assert!(product::update(&app, &seller, soap, 2, &input).is_err());
    }
}

#[test]
fn r249_discounts_of_a_supplier_stand_on_the_group_and_are_taken_back() {
    for app in apps() {
        let ctx = app.ctx(Role::DataSteward);
        let step = |volume_minor, basis_points| Discount {
            volume_minor,
            basis_points,
        };
        let first = vec![step(100_000, 300)];
        let made = product_group::create(&app, &ctx, "Cheese", None, first.clone()).unwrap();
        let input = product_group::Input {
            cost_discounts: Some(vec![step(500_000, 800), step(100_000, 300)]),
            ..product_group::Input::default()
        };
        let changed = product_group::update(&app, &ctx, made.id, 1, &input).unwrap();
        assert_eq!(changed.cost_discounts.steps()[1], step(500_000, 800));
        let renamed = product_group::Input {
            name: Some("Hard cheese".to_owned()),
            ..product_group::Input::default()
        };
        product_group::update(&app, &ctx, made.id, 2, &renamed).unwrap();
        let kept = || product_group::list(&app, &ctx).unwrap().remove(0);
        assert_eq!(kept().cost_discounts, changed.cost_discounts, "a new name");
        let seq = |back: i64| {
            let sql = "SELECT seq FROM journal_head WHERE id = 1";
            let head = app
                .db
                .read(|tx| tx.query_one(sql, &[])?.get::<i64>(0))
                .unwrap();
            head - back
        };
        app::journal::undo(&app, &ctx, seq(0)).unwrap();
        app::journal::undo(&app, &ctx, seq(2)).unwrap();
        assert_eq!(kept().cost_discounts.steps(), first);
        let wrong = product_group::Input {
            cost_discounts: Some(vec![step(1, 500), step(2, 400)]),
            ..product_group::Input::default()
        };
        let refused = product_group::update(&app, &ctx, made.id, kept().version, &wrong);
        assert!(matches!(refused, Err(product_group::Error::Invalid(_))));
    }
}
