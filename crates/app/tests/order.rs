//! Orders, payments, products and rates as employees use them: sums, rights, journal, undo, bulk.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::testing::{TestApp, apps};
use app::{order, payment, product, product_group, rate};
use domain::client::{Client, ClientData, Standing};
use domain::country::Country;
use domain::id::{ClientId, OrderId, ProductId};
use domain::ladder::LadderStep;
use domain::marker::Marker;
use domain::money::Currency;
use domain::order::{Order, OrderStatus};
use domain::policy::{Entity, Role};
use jiff::civil::date;
use order::{BulkLine, BulkRow, Error, Input, NewLine, Outcome};
use uuid::Uuid;

fn client_of(app: &TestApp, n: u128, role: Option<Role>) -> ClientId {
    let id = ClientId::from_uuid(Uuid::from_u128(0x1000 + n));
    let data = ClientData {
        manager_id: role.map(|role| app.user(role)),
        external_id: Some(format!("C{n}")),
        ..ClientData::named(format!("Client {n}"), Country::MK)
    };
    let client = Client {
        id,
        data,
        standing: Standing::new(),
        region: None,
        main_phone: None,
        main_email: None,
        version: 1,
        created_at: app.now,
        created_by: app.user(Role::Owner),
        updated_at: app.now,
        deleted_at: None,
    };
    app.db
        .write(|tx| store::client::insert(tx, [&client]))
        .unwrap();
    id
}

fn standing(app: &TestApp, id: ClientId) -> Standing {
    let all = app.system().scope(Entity::Client).unwrap();
    app.db
        .read(|tx| store::client::find(tx, &all, id))
        .unwrap()
        .unwrap()
        .standing
}

fn product(app: &TestApp, code: &str, cost: Option<i64>) -> ProductId {
    let input = product::Input {
        code: Some(code.to_owned()),
        name: Some(format!("Product {code}")),
        price_minor: Some(Some(150)),
        cost_minor: Some(cost),
        ..product::Input::default()
    };
    product::create(app, &app.ctx(Role::Owner), &input)
        .unwrap()
        .id
}

fn line(product_id: ProductId, quantity_milli: i64, price_minor: i64) -> NewLine {
    NewLine {
        product_id,
        quantity_milli,
        price_minor,
        discount_bp: 0,
    }
}

fn input(client: ClientId, lines: Vec<NewLine>) -> Input {
    Input {
        client_id: Some(client),
        status: Some("confirmed".to_owned()),
        lines: Some(lines),
        ..Input::default()
    }
}

fn find(app: &TestApp, id: OrderId) -> Result<Order, Error> {
    order::card(app, &app.ctx(Role::Owner), id).map(|card| card.order)
}

fn refused(error: &Error) -> Vec<(&str, &str)> {
    match error {
        Error::Invalid(refusals) => refusals
            .iter()
            .map(|r| (r.field.as_str(), r.code))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// All that the base holds of orders and the journal, to show that a refusal left no trace.
fn trace(app: &TestApp) -> String {
    let rows = |sql: &str| {
        let rows = app.db.read(|tx| tx.query(sql, &[])).unwrap();
        rows.iter()
            .map(|row| row.get::<String>(0).unwrap())
            .collect::<Vec<_>>()
            .join("\n")
    };
    [
        "SELECT CAST(version AS TEXT) || number || status || CAST(total_minor AS TEXT) FROM orders \
         ORDER BY number",
        "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS TEXT) FROM order_line",
        "SELECT CAST(COUNT(*) AS TEXT) FROM payment WHERE deleted_at IS NULL",
        "SELECT CAST(seq AS TEXT) FROM journal_head",
        "SELECT CAST(seq AS TEXT) FROM order_change_head",
    ]
    .map(rows)
    .join("\n")
}

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

fn row(number: &str, client: &str, code: &str, quantity_milli: i64) -> BulkRow {
    BulkRow {
        number: number.to_owned(),
        client_external_id: client.to_owned(),
        day: "2026-02-27".to_owned(),
        lines: vec![BulkLine {
            code: code.to_owned(),
            quantity_milli,
            price_minor: 150,
            discount_bp: 0,
        }],
        ..BulkRow::default()
    }
}

#[test]
fn r25_orders_come_in_by_codes_and_again_without_change() {
    for app in apps() {
        let ctx = app.ctx(Role::DataSteward);
        let client = client_of(&app, 1, Some(Role::ClientManager));
        client_of(&app, 2, None);
        product(&app, "S", Some(100));
        let rows = [
            row("A-1", "C1", "S", 1_000),
            row("A-2", "C2", "S", 2_000),
            row("A-3", "C9", "S", 1_000),
            row("A-4", "C1", "nothing", 1_000),
            row("A-5", "C1", "S", 0),
            row("", "C1", "S", 1_000),
            row("A-1", "C2", "S", 1_000),
        ];
        let outcomes = order::bulk(&app, &ctx, &rows).unwrap();
        let told: Vec<String> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Outcome::Created(_) => "created".to_owned(),
                Outcome::Refused(error) => refused(error)[0].1.to_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "created",
                "created",
                "reference.unknown",
                "reference.unknown",
                "order.no_quantity",
                "text.empty",
                "order.client_fixed",
            ]
        );
        assert_eq!(standing(&app, client).purchases, 1);
        let before = app.db.read(|tx| {
            tx.query_one("SELECT COUNT(*) FROM orders", &[])?
                .get::<i64>(0)
        });
        let again = order::bulk(&app, &ctx, &rows[..2]).unwrap();
        assert!(
            again
                .iter()
                .all(|outcome| matches!(outcome, Outcome::Unchanged(_)))
        );
        let changed = order::bulk(&app, &ctx, &[row("A-1", "C1", "S", 5_000)]).unwrap();
        let Outcome::Updated(id) = changed[0] else {
            panic!("{changed:?}")
        };
        assert_eq!(find(&app, id).unwrap().total_minor, 750);
        let after = app.db.read(|tx| {
            tx.query_one("SELECT COUNT(*) FROM orders", &[])?
                .get::<i64>(0)
        });
        assert_eq!(before.unwrap(), after.unwrap());
        let refusal = order::bulk(&app, &app.ctx(Role::ClientManager), &rows);
        assert!(matches!(refusal, Err(Error::Forbidden(_))));
    }
}

#[test]
fn five_thousand_rows_in_one_call() {
    let app = app::testing::app();
    client_of(&app, 1, None);
    product(&app, "S", Some(100));
    let rows: Vec<BulkRow> = (0..5_000)
        .map(|n| row(&format!("B-{n}"), "C1", "S", 1_000 + n))
        .collect();
    let outcomes = order::bulk(&app, &app.ctx(Role::Owner), &rows).unwrap();
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome, Outcome::Created(_)))
    );
    let request = order::Request {
        total: true,
        ..order::Request::default()
    };
    let page = order::list(&app, &app.ctx(Role::Owner), &request).unwrap();
    assert_eq!((page.total, page.items.len()), (Some(5_000), 50));
    let next = order::Request {
        after: page.next,
        ..order::Request::default()
    };
    let second = order::list(&app, &app.ctx(Role::Owner), &next).unwrap();
    assert!(second.items.iter().all(|item| !page.items.contains(item)));
    let wrong = order::Request {
        descending: false,
        ..next
    };
    assert!(matches!(
        order::list(&app, &app.ctx(Role::Owner), &wrong),
        Err(Error::BadCursor)
    ));
}

#[test]
fn products_and_groups_are_kept_by_those_who_may() {
    for app in apps() {
        let ctx = app.ctx(Role::DataSteward);
        let top = product_group::create(&app, &ctx, "Chemistry", None).unwrap();
        let leaf = product_group::create(&app, &ctx, "Floors", Some(top.id)).unwrap();
        let same = product_group::create(&app, &ctx, " FLOORS ", Some(top.id));
        assert!(matches!(same, Err(product_group::Error::NameTaken)));
        let into_itself = product_group::update(&app, &ctx, top.id, 1, None, Some(Some(leaf.id)));
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
        let refusal = product_group::create(&app, &seller, "X", None);
        assert!(matches!(refusal, Err(product_group::Error::Forbidden(_))));
        assert!(product::update(&app, &seller, soap, 2, &input).is_err());
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
