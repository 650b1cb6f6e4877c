//! Orders that come in many at once.

use super::*;

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
