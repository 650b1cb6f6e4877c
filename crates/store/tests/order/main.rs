//! Orders, payments, products and rates in both engines: what is written is read, pages join
//! without gap or repetition, sums by client are right, nothing leaves its scope.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod lists;
mod payments;

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
use domain::supplier::Discounts;
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
                cost_discounts: Discounts::default(),
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
