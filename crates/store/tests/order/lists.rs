//! Lists of orders: pages, filters, scopes.

use super::*;

fn query<'a>(scope: &'a Scope, terms: &'a [OrderTerm]) -> ListQuery<'a> {
    ListQuery {
        scope,
        terms,
        asked: None,
        sort: OrderSort::Day,
        descending: true,
        after: None,
        limit: 100,
    }
}

#[test]
fn pages_join_without_gap_or_repetition_in_every_order() {
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            base(tx)?;
            let orders: Vec<Order> = (0..60_u8)
                .map(|n| {
                    let days = i32::from(n % 7);
                    order(
                        u128::from(n),
                        1 + u128::from(n % 3),
                        days,
                        &[1_000 * i64::from(1 + n % 4)],
                    )
                })
                .collect();
            store::order::insert(tx, &orders)
        });
        for sort in OrderSort::ALL {
            for descending in [false, true] {
                for scope in [all(), scope(Role::ActiveSeller, 2)] {
                    let whole = ListQuery {
                        sort: *sort,
                        descending,
                        ..query(&scope, &[])
                    };
                    let whole_list = fresh.db.read(|tx| store::order::list(tx, &whole)).unwrap();
                    let count = fresh.db.read(|tx| store::order::count(tx, &whole)).unwrap();
                    assert_eq!(whole_list.len() as i64, count);
                    let mut joined = Vec::new();
                    let mut after = None;
                    loop {
                        let page = ListQuery {
                            after: after.as_ref(),
                            limit: 7,
                            ..whole.clone()
                        };
                        let items = fresh.db.read(|tx| store::order::list(tx, &page)).unwrap();
                        let Some(last) = items.last() else { break };
                        after = Some(last.cut(*sort));
                        joined.extend(items);
                    }
                    assert_eq!(joined, whole_list, "{sort} {descending}");
                }
            }
        }
    }
}

#[test]
fn filters_find_what_they_say_and_scopes_hide_the_rest() {
    let term = |field, test| Term { field, test };
    let text = |text: &str| Wanted::Text(text.to_owned());
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            base(tx)?;
            let mut draft = order(4, 1, 4, &[1_000]);
            draft.status = OrderStatus::Draft;
            draft.manager_id = None;
            let orders = [
                order(1, 1, 1, &[1_000]),
                order(2, 2, 2, &[9_000]),
                order(3, 3, 3, &[-1_000]),
                draft,
            ];
            store::order::insert(tx, &orders)?;
            Ok(())
        });
        let found = |scope: &Scope, terms: &[OrderTerm]| -> Vec<String> {
            let items = fresh
                .db
                .read(|tx| store::order::list(tx, &query(scope, terms)))
                .unwrap();
            items.into_iter().map(|item| item.number).collect()
        };
        let all = all();
        assert_eq!(found(&all, &[]), ["N-0004", "N-0003", "N-0002", "N-0001"]);
        let cases = [
            (
                term(OrderField::Status, Test::AnyOf(vec![text("draft")])),
                vec!["N-0004"],
            ),
            (
                term(OrderField::Day, Test::AtMost(text("2026-01-03"))),
                vec!["N-0002", "N-0001"],
            ),
            (
                term(OrderField::Total, Test::AtLeast(Wanted::Int(1_000))),
                vec!["N-0002"],
            ),
            (term(OrderField::Manager, Test::Empty), vec!["N-0004"]),
            (
                term(
                    OrderField::Client,
                    Test::AnyOf(vec![Wanted::Id(client_id(3).uuid())]),
                ),
                vec!["N-0003"],
            ),
            (
                term(OrderField::Margin, Test::AtMost(Wanted::Int(-1))),
                vec!["N-0003"],
            ),
            (
                term(OrderField::Currency, Test::NoneOf(vec![text("EUR")])),
                vec![],
            ),
        ];
        for (term, expected) in cases {
            assert_eq!(
                found(&all, std::slice::from_ref(&term)),
                expected,
                "{term:?}"
            );
        }
        let own = scope(Role::ActiveSeller, 2);
        assert_eq!(found(&own, &[]), ["N-0004", "N-0001"]);
        let foreign = fresh
            .db
            .read(|tx| store::order::find(tx, &own, order_id(2)))
            .unwrap();
        assert_eq!(foreign, None, "sec_01: a foreign order is not found");
        let of_pool = fresh
            .db
            .read(|tx| store::order::by_number(tx, &own, "N-0003"))
            .unwrap();
        assert_eq!(of_pool, None, "sec_06: by its number neither");
        let asked = ListQuery {
            asked: Some("N-000"),
            ..query(&own, &[])
        };
        let by_number = fresh.db.read(|tx| store::order::list(tx, &asked)).unwrap();
        assert_eq!(by_number.len(), 2);
    }
}
