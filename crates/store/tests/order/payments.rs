//! What is paid and owed, and at which rate.

use super::*;

fn payment(n: u128, client: u128, order: Option<u128>, amount_minor: i64) -> Payment {
    Payment {
        id: PaymentId::from_uuid(Uuid::from_u128(0x4000 + n)),
        data: PaymentData {
            client_id: client_id(client),
            order_id: order.map(order_id),
            day: day(5),
            currency: Currency::EUR,
            amount_minor,
            note: Some("by bank".to_owned()),
        },
        rate: Rate::ONE,
        base_amount_minor: amount_minor,
        version: 1,
        created_by: user(1),
        created_at: NOW,
        updated_at: NOW,
    }
}

#[test]
fn r37_what_a_client_owes_and_has_paid() {
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            base(tx)?;
            let mut agreed = order(2, 1, 2, &[1_000]);
            agreed.status = OrderStatus::Confirmed;
            let mut roubles = order(3, 1, 3, &[2_000]);
            roubles.currency = Currency::RUB;
            let orders = [
                order(1, 1, 1, &[10_000]),
                agreed,
                roubles,
                order(4, 1, 4, &[-1_000]),
            ];
            store::order::insert(tx, &orders)?;
            let payments = [payment(1, 1, Some(1), 1_000), payment(2, 1, None, 50)];
            store::payment::insert(tx, &payments)?;
            let owed: Vec<(String, i64)> = store::payment::receivables(tx, client_id(1))?
                .iter()
                .map(|r| (r.currency.to_string(), r.owed_minor()))
                .collect();
            // 1,500 − 150 brought back − 1,050 paid; what is only agreed is not owed yet.
            assert_eq!(owed, [("EUR".to_owned(), 300), ("RUB".to_owned(), 300)]);
            assert_eq!(
                store::payment::paid_for(tx, order_id(1), Currency::EUR)?,
                1_000
            );
            assert_eq!(store::payment::receivables(tx, client_id(2))?, []);
            assert_eq!(
                store::order::purchases(tx, client_id(1))?,
                (3, Some(day(3)))
            );
            assert_eq!(store::order::purchases(tx, client_id(2))?, (0, None));
            Ok(())
        });
    }
}

#[test]
fn payments_are_kept_listed_and_deleted() {
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            base(tx)?;
            store::order::insert(tx, [&order(1, 1, 1, &[10_000])])?;
            let written = payment(1, 1, Some(1), 700);
            store::payment::insert(tx, [&written, &payment(2, 2, None, -20)])?;
            assert_eq!(
                store::payment::find(tx, &all(), written.id)?,
                Some(written.clone())
            );
            let foreign = scope(Role::ClientManager, 3);
            assert_eq!(store::payment::find(tx, &foreign, written.id)?, None);
            let changed = Payment {
                version: 2,
                base_amount_minor: 9,
                ..written.clone()
            };
            assert!(store::payment::update(tx, &changed)?);
            assert!(!store::payment::update(tx, &changed)?);
            let all = all();
            let list = |scope, order| store::payment::ListQuery {
                scope,
                client: None,
                order,
                from: Some(day(0)),
                to: Some(day(9)),
                after: None,
                limit: 10,
            };
            let items = store::payment::list(tx, &list(&all, None))?;
            assert_eq!(items.len(), 2);
            let of_order = store::payment::list(tx, &list(&all, Some(order_id(1))))?;
            assert_eq!(of_order[0].payment, changed);
            assert_eq!(of_order[0].order_number.as_deref(), Some("N-0001"));
            assert_eq!(store::payment::list(tx, &list(&foreign, None))?.len(), 1);
            assert!(store::payment::set_deleted(
                tx,
                changed.id,
                2,
                NOW,
                Some(NOW)
            )?);
            assert_eq!(store::payment::list(tx, &list(&all, None))?.len(), 1);
            assert_eq!(store::payment::paid_for(tx, order_id(1), Currency::EUR)?, 0);
            Ok(())
        });
    }
}

#[test]
fn the_rate_of_a_day_is_the_last_one_known() {
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            let rate = |n, text: &str| store::rate::DayRate {
                currency: Currency::RUB,
                day: day(n),
                rate: text.parse().unwrap(),
            };
            store::rate::put(tx, [rate(1, "0.011"), rate(5, "0.012"), rate(5, "0.0121")])?;
            for (n, expected) in [
                (0, None),
                (1, Some("0.011")),
                (4, Some("0.011")),
                (9, Some("0.0121")),
            ] {
                let found = store::rate::last(tx, Currency::RUB, day(n))?;
                assert_eq!(
                    found.map(|r| r.rate.to_string()).as_deref(),
                    expected,
                    "day {n}"
                );
            }
            assert_eq!(store::rate::last(tx, Currency::MKD, day(9))?, None);
            assert_eq!(store::rate::find(tx, Currency::RUB, day(4))?, None);
            let list = store::rate::list(tx, Some(Currency::RUB), (day(0), day(9)), 10)?;
            assert_eq!(list.len(), 2);
            assert!(store::rate::delete(tx, Currency::RUB, day(5))?);
            assert!(!store::rate::delete(tx, Currency::RUB, day(5))?);
            Ok(())
        });
    }
}
