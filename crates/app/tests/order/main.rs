//! Orders, payments, products and rates as employees use them: sums, rights, journal, undo, bulk.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod keeping;
mod refusals;
mod rights;
mod rows;

use app::testing::{TestApp, apps};
use app::{order, payment, product, product_group, rate, setting};
use domain::client::{Client, ClientData, Standing};
use domain::country::Country;
use domain::id::{ClientId, OrderId, ProductId};
use domain::ladder::LadderStep;
use domain::marker::Marker;
use domain::money::Currency;
use domain::order::{Order, OrderStatus};
use domain::policy::{Entity, Role};
use domain::setting::Value;
use domain::supplier::Discount;
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
