//! Orders, payments, products and rates in both engines: what is written is read, pages join
//! without gap or repetition, sums by client are right, nothing leaves its scope.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use db::{Error, Tx};
use domain::client::{Client, ClientData, Standing};
use domain::country::Country;
use domain::filter::{Term, Test, Value as Wanted};
use domain::id::{ClientId, OrderId, PaymentId, ProductGroupId, ProductId, UserId};
use domain::money::Currency;
use domain::order::filter::{OrderField, OrderSort, OrderTerm};
use domain::order::{LineData, Order, OrderData, OrderStatus, Priced};
use domain::payment::{Payment, PaymentData};
use domain::policy::{Actor, Entity, Role, Rules, Scope};
use domain::product::{Product, ProductData, ProductGroup, ProductSort};
use domain::rate::Rate;
use jiff::Timestamp;
use jiff::civil::Date;
use store::order::ListQuery;
use uuid::Uuid;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(0x77_0000 + n))
}

fn client_id(n: u128) -> ClientId {
    ClientId::from_uuid(Uuid::from_u128(0x1000 + n))
}

fn product_id(n: u128) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(0x2000 + n))
}

fn order_id(n: u128) -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(0x3000 + n))
}

fn scope(role: Role, n: u128) -> Scope {
    Actor::new(user(n), "x".to_owned(), role, Vec::new(), Rules::default())
        .scope(Entity::Order)
        .unwrap()
}

fn all() -> Scope {
    scope(Role::Owner, 1)
}

fn day(n: i32) -> Date {
    jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(n))
}

fn product(n: u128, name: &str, group: Option<ProductGroupId>) -> Product {
    Product {
        id: product_id(n),
        data: ProductData {
            code: format!("P-{n}"),
            name: name.to_owned(),
            group_id: group,
            unit: "pcs".to_owned(),
            price_minor: Some(150),
            cost_minor: Some(100),
        },
        version: 1,
        created_by: user(1),
        created_at: NOW,
        updated_at: NOW,
    }
}

/// Three employees, two of them with a client each, a client of nobody, and two products.
fn base(tx: &mut Tx) -> Result<(), Error> {
    for n in 1..=3 {
        tx.execute(
            "INSERT INTO app_user (id, login, login_key, name, role, language, theme, state, \
                 version, created_at) VALUES ($1, $2, $2, $2, 'owner', 'en', 'light', 'active', 1, 0)",
            &db::params![user(n).uuid(), format!("user{n}")],
        )?;
    }
    let clients: Vec<Client> = [(1, Some(user(2))), (2, Some(user(3))), (3, None)]
        .into_iter()
        .map(|(n, manager_id)| Client {
            id: client_id(n),
            data: ClientData {
                manager_id,
                ..ClientData::named(format!("Client {n}"), Country::RU)
            },
            standing: Standing::new(),
            region: None,
            main_phone: None,
            main_email: None,
            version: 1,
            created_at: NOW,
            created_by: user(1),
            updated_at: NOW,
            deleted_at: None,
        })
        .collect();
    store::client::insert(tx, &clients)?;
    store::product::insert(
        tx,
        &[
            product(1, "Floor cleaner Pine", None),
            product(2, "Bin", None),
        ],
    )?;
    Ok(())
}

fn order(n: u128, client: u128, days: i32, quantities: &[i64]) -> Order {
    let lines: Vec<LineData> = quantities
        .iter()
        .map(|quantity| LineData {
            product_id: product_id(1),
            quantity_milli: *quantity,
            price_minor: 150,
            discount_bp: 0,
        })
        .collect();
    let costs = vec![Some(100); lines.len()];
    let priced = Priced::new(&lines, Currency::EUR, Rate::ONE, Currency::EUR, &costs).unwrap();
    let data = OrderData {
        number: format!("N-{n:04}"),
        client_id: client_id(client),
        day: day(days),
        status: OrderStatus::Done,
        manager_id: Some(user(2)),
        currency: Currency::EUR,
        note: None,
        lines,
    };
    let mut order = Order {
        id: order_id(n),
        number: String::new(),
        client_id: data.client_id,
        day: data.day,
        status: data.status,
        manager_id: None,
        currency: data.currency,
        rate: Rate::ONE,
        note: None,
        lines: Vec::new(),
        line_costs_minor: Vec::new(),
        total_minor: 0,
        base_total_minor: 0,
        margin_minor: None,
        version: 1,
        created_by: user(1),
        created_at: NOW,
        updated_at: NOW,
    };
    order.set(data, Rate::ONE, priced);
    order
}

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

fn write<T>(fresh: &db::testing::Fresh, mut f: impl FnMut(&mut Tx) -> Result<T, Error>) -> T {
    fresh.db.write(|tx| f(tx)).unwrap()
}

#[test]
fn an_order_is_read_as_it_was_written() {
    for fresh in store::testing::databases() {
        let mut written = order(1, 1, 0, &[1_000, 2_500, -1_000]);
        written.note = Some("до обеда".to_owned());
        written.line_costs_minor[1] = None;
        written.margin_minor = None;
        write(&fresh, |tx| {
            base(tx)?;
            store::order::insert(tx, [&written])?;
            assert_eq!(
                store::order::find(tx, &all(), written.id)?,
                Some(written.clone())
            );
            assert_eq!(
                store::order::by_number(tx, &all(), "N-0001")?,
                Some(written.clone())
            );
            let changed = Order {
                version: 2,
                ..order(1, 2, 3, &[7_000])
            };
            assert!(store::order::update(tx, &changed)?);
            assert!(
                !store::order::update(tx, &changed)?,
                "that version is taken"
            );
            assert_eq!(
                store::order::find(tx, &all(), written.id)?,
                Some(changed.clone())
            );
            assert!(store::order::set_deleted(
                tx,
                changed.id,
                2,
                NOW,
                Some(NOW)
            )?);
            assert_eq!(store::order::find(tx, &all(), written.id)?, None);
            let (kept, deleted) = store::order::find_kept(tx, written.id)?.unwrap();
            assert_eq!((kept.version, deleted), (3, Some(NOW)));
            assert_eq!(kept.lines, changed.lines);
            assert!(!store::order::number_taken(tx, "N-0001", order_id(9))?);
            assert_eq!(store::order::next_number(tx)?, 1);
            assert_eq!(store::order::next_number(tx)?, 2);
            Ok(())
        });
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
fn the_analysis_reads_counted_lines_client_by_client() {
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            base(tx)?;
            let mut cancelled = order(5, 1, 1, &[1_000]);
            cancelled.status = OrderStatus::Cancelled;
            let orders = [
                order(1, 2, 1, &[1_000, 2_000]),
                order(2, 1, 9, &[1_000]),
                order(3, 2, 0, &[-1_000]),
                order(4, 1, 2, &[3_000]),
                cancelled,
            ];
            store::order::insert(tx, &orders)?;
            let mut rows = Vec::new();
            store::order::each_line(tx, |row| {
                rows.push(row);
                Ok::<(), Error>(())
            })?;
            let places: Vec<_> = rows.iter().map(|r| (r.order, r.quantity_milli)).collect();
            let expected = [(4, 3_000), (2, 1_000), (3, -1_000), (1, 1_000), (1, 2_000)];
            assert_eq!(
                places,
                expected.map(|(n, quantity)| (order_id(n), quantity))
            );
            assert_eq!(store::order::lines_of_client(tx, client_id(2))?, rows[2..]);

            let start = store::order::head(tx)?.seq;
            store::order::mark_changed(tx, client_id(2))?;
            store::order::mark_changed(tx, client_id(1))?;
            store::order::mark_changed(tx, client_id(2))?;
            let changed = store::order::changed_since(tx, start, 10)?;
            assert_eq!(
                changed,
                [(client_id(1), start + 2), (client_id(2), start + 3)]
            );
            assert_eq!(store::order::changed_since(tx, start + 2, 10)?.len(), 1);
            store::order::mark_all_changed(tx)?;
            let head = store::order::head(tx)?;
            assert_eq!((head.seq, head.all_since), (start + 4, start + 4));
            Ok(())
        });
    }
}

#[test]
fn products_and_their_groups() {
    for fresh in store::testing::databases() {
        write(&fresh, |tx| {
            base(tx)?;
            let group = |n: u128, parent: Option<u128>, name: &str| ProductGroup {
                id: ProductGroupId::from_uuid(Uuid::from_u128(0x5000 + n)),
                parent_id: parent.map(|n| ProductGroupId::from_uuid(Uuid::from_u128(0x5000 + n))),
                name: name.to_owned(),
                version: 1,
            };
            let groups = [group(1, None, "Химия"), group(2, Some(1), "Для пола")];
            store::product_group::insert(tx, &groups)?;
            assert_eq!(store::product_group::list(tx)?.len(), 2);
            let mut soap = product(3, "Жидкое мыло", Some(groups[1].id));
            store::product::insert(tx, [&soap])?;
            assert_eq!(store::product_group::content(tx, groups[0].id)?, 1);
            assert_eq!(store::product_group::content(tx, groups[1].id)?, 1);
            soap.version = 2;
            soap.data.cost_minor = None;
            assert!(store::product::update(tx, &soap)?);
            assert_eq!(store::product::find(tx, soap.id)?, Some(soap.clone()));
            let list = |groups, asked, sort| store::product::ListQuery {
                groups,
                asked,
                sort,
                descending: false,
                after: None,
                limit: 2,
            };
            let names = |items: Vec<store::product::Item>| -> Vec<String> {
                items
                    .into_iter()
                    .map(|item| item.product.data.code)
                    .collect()
            };
            let first = store::product::list(tx, &list(None, None, ProductSort::Name))?;
            let last = first.last().unwrap().clone();
            assert_eq!(names(first), ["P-2", "P-1"]);
            let mut next = list(None, None, ProductSort::Name);
            next.after = Some((&last.key, last.product.id));
            assert_eq!(names(store::product::list(tx, &next)?), ["P-3"]);
            assert_eq!(store::product::count(tx, &next)?, 3);
            let asked = list(None, Some("МЫЛО жид"), ProductSort::Code);
            assert_eq!(names(store::product::list(tx, &asked)?), ["P-3"]);
            let asked = list(None, Some("p-1"), ProductSort::Code);
            assert_eq!(names(store::product::list(tx, &asked)?), ["P-1"]);
            let leaf = [groups[1].id];
            let in_group = list(Some(&leaf), None, ProductSort::Code);
            assert_eq!(names(store::product::list(tx, &in_group)?), ["P-3"]);
            let codes = ["P-1", "P-9"].map(str::to_owned);
            assert_eq!(store::product::by_codes(tx, codes)?.len(), 1);
            assert!(store::product::set_deleted(tx, soap.id, 2, NOW, Some(NOW))?);
            assert_eq!(store::product::find(tx, soap.id)?, None);
            assert_eq!(store::product::find_all(tx, [soap.id])?.len(), 1);
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

#[test]
fn indexes_come_back_as_they_were() {
    for fresh in store::testing::databases() {
        let all = |tx: &mut Tx| -> Result<Vec<String>, Error> {
            let sql = match tx.engine() {
                db::Engine::Sqlite => {
                    "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
                }
                db::Engine::Postgres => {
                    "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname"
                }
            };
            tx.query(sql, &[])?.iter().map(|row| row.get(0)).collect()
        };
        let before = write(&fresh, all);
        let indexes = write(&fresh, store::bulk::take_off_indexes);
        assert!(indexes.len() > 20 && !indexes.is_empty());
        assert_eq!(write(&fresh, all).len(), before.len() - indexes.len());
        for number in 0..indexes.len() {
            write(&fresh, |tx| indexes.bring_back(tx, number));
        }
        assert_eq!(write(&fresh, all), before);
    }
}
