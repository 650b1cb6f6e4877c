//! Orders, payments, products, people and contacts from tables, matched by keys to clients.

use app::testing::TestApp;
use app::{Context, import};
use domain::id::ClientId;
use domain::import::{Kind, RunState};
use domain::policy::{Actor, Entity, Role};

use crate::{base, bring, check, run, stage, whole, work};

fn with_clients(app: &TestApp, ctx: &Context) {
    let russia = domain::setting::Value::Text("RU".to_owned());
    let change = [(
        domain::setting::COMPANY_COUNTRY.name.to_owned(),
        Some(russia),
    )];
    app::setting::change(app, ctx, &change.into()).unwrap();
    let file = "id;name;inn;phone\nA;Alfa;7707083893;+7 495 111-11-11\nB;Beta;;+7 495 222-22-22\n";
    let done = bring(
        app,
        ctx,
        Kind::Clients,
        "external_id name tax_number phone",
        file,
    );
    assert_eq!(done, r#"{"created":2}"#);
}

fn client(app: &TestApp, external: &str) -> ClientId {
    let scope = Actor::system().scope(Entity::Client).unwrap();
    let found = app
        .db
        .read(|tx| store::client::by_external_id(tx, &scope, external));
    found.unwrap().unwrap().id
}

#[test]
fn r95_payments_of_a_bank_statement_come_once_however_often_it_is_brought_in() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        with_clients(&app, &ctx);
        let fields = "day client_tax_number client_name amount note";
        let file = "\
day;inn;name;sum;note
2026-02-01;7707083893;;1000,50;Invoice 1
2026-02-01;7707083893;;1000,50;Invoice 1
2026-02-02;;Beta;200;
2026-02-03;;Nobody;5;
";
        let done = bring(&app, &ctx, Kind::Payments, fields, file);
        assert_eq!(done, r#"{"created":3,"refused":1}"#);
        let done = bring(&app, &ctx, Kind::Payments, fields, file);
        assert_eq!(done, r#"{"refused":1,"unchanged":3}"#);
        let alfa = client(&app, "A");
        let payments = app
            .db
            .read(|tx| store::payment::of_client(tx, alfa))
            .unwrap();
        let sums: Vec<i64> = payments.iter().map(|p| p.data.amount_minor).collect();
        assert_eq!(sums, [100_050, 100_050]);
        whole(&app);
    }
}

#[test]
fn rows_of_one_number_are_one_order_to_the_last_cent_or_none() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        with_clients(&app, &ctx);
        let fields =
            "order_number day client_external_id product_code product_name quantity amount";
        let file = "\
no;day;client;code;product;qty;sum
1;2026-02-01;A;S1;Soap;3;100
2;2026-02-02;B;S2;Brush;1;7,77
1;2026-02-01;A;S2;Brush;2;15,54
3;2026-02-03;A;S1;Soap;1;1
3;2026-02-03;A;S1;Soap;x;1
4;2026-02-04;Z;S1;Soap;1;1
";
        let done = bring(&app, &ctx, Kind::Orders, fields, file);
        assert_eq!(done, r#"{"created":3,"refused":3}"#);
        let scope = ctx.scope(Entity::Order).unwrap();
        let order = app.db.read(|tx| store::order::by_number(tx, &scope, "1"));
        let order = order.unwrap().unwrap();
        assert_eq!((order.total_minor, order.lines.len()), (11_554, 3));
        let none = app.db.read(|tx| store::order::by_number(tx, &scope, "3"));
        assert!(none.unwrap().is_none(), "a wrong row stops its whole order");
        let done = bring(&app, &ctx, Kind::Orders, fields, file);
        assert_eq!(done, r#"{"refused":3,"unchanged":3}"#);
        whole(&app);
    }
}

#[test]
fn an_import_of_orders_is_taken_back_as_a_whole() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    with_clients(&app, &ctx);
    let before = base(&app);
    let fields = "order_number day client_external_id product_code quantity price";
    let file = "no;day;client;code;qty;price\n1;2026-02-01;A;S1;3;10\n2;2026-02-02;B;S1;1;10\n";
    let id = stage(&app, &ctx, Kind::Orders, fields, file.as_bytes());
    assert_eq!(run(&app, &ctx, id), r#"{"created":2}"#);
    import::undo(&app, &ctx, id).unwrap();
    work(&app);
    let import = import::find(&app, &ctx, id).unwrap();
    assert_eq!(import.state, RunState::Undone);
    assert_eq!(import.run.undone.as_deref(), Some(r#"{"deleted":2}"#));
    let scope = ctx.scope(Entity::Order).unwrap();
    let order = app.db.read(|tx| store::order::by_number(tx, &scope, "1"));
    assert!(order.unwrap().is_none());
    assert_eq!(base(&app), before);
    whole(&app);
}

#[test]
fn products_people_and_contacts_come_by_their_keys() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        with_clients(&app, &ctx);
        let fields = "product_code name product_group unit price";
        let file = "code;name;group;unit;price\nS1;Soap;Chemistry / Soap;pcs;10,50\nS2;Brush;;pcs;7\nS1;Soap;;pcs;10,50\n";
        let done = bring(&app, &ctx, Kind::Products, fields, file);
        assert_eq!(done, r#"{"created":2,"duplicate_in_file":1}"#);
        let done = bring(&app, &ctx, Kind::Products, fields, file);
        assert_eq!(done, r#"{"duplicate_in_file":1,"unchanged":2}"#);

        let fields = "client_external_id name person_position phone";
        let file = "client;name;post;phone\nA;Ivan Petrov;director;+7 916 123-45-67\nB;Anna Lee;;\nZ;Nobody;;\n";
        let done = bring(&app, &ctx, Kind::People, fields, file);
        assert_eq!(done, r#"{"created":2,"refused":1}"#);
        let done = bring(&app, &ctx, Kind::People, fields, file);
        assert_eq!(done, r#"{"refused":1,"unchanged":2}"#);
        assert!(base(&app)[0].contains("Ivan Petrov"), "{:?}", base(&app));

        let fields = "client_external_id happened_at interaction_kind note person_name";
        let file = "client;at;kind;note;person\nA;2026-02-01 10:30;call;asked for prices;Ivan Petrov\nA;2026-02-01 10:30;call;asked for prices;Ivan Petrov\nB;2026-02-02;email;;\n";
        let done = bring(&app, &ctx, Kind::Interactions, fields, file);
        assert_eq!(done, r#"{"created":3}"#);
        let done = bring(&app, &ctx, Kind::Interactions, fields, file);
        assert_eq!(done, r#"{"unchanged":3}"#);
        whole(&app);
    }
}

#[test]
fn r113_people_of_a_file_are_held_against_the_people_of_their_client() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        with_clients(&app, &ctx);
        let fields = "client_external_id name person_position phone";
        let file = "client;name;post;phone\nA;Кузнецов Пётр Ильич;директор;+7 916 123-45-67\n";
        let done = bring(&app, &ctx, Kind::People, fields, file);
        assert_eq!(done, r#"{"created":1}"#);

        // in another script, with the phone: the same; a short form alone: doubtful; another: new
        let file = "client;name;post;phone\nA;Kuznetsov Petr Ilyich;;8 916 1234567\nA;Кузнецов П. И.;;\nA;Кузнецов Андрей Олегович;;\nB;Кузнецов Пётр Ильич;;\n";
        let id = stage(&app, &ctx, Kind::People, fields, file.as_bytes());
        let foretold = check(&app, &ctx, id);
        assert_eq!(foretold, r#"{"created":2,"skipped":1,"unchanged":1}"#);
        let told = app
            .db
            .read(|tx| store::import::known_between(tx, id, 0, i64::MAX))
            .unwrap();
        let told: Vec<_> = told
            .iter()
            .map(|row| (row.known.code(), row.key.as_str(), row.reasons.is_some()))
            .collect();
        assert_eq!(
            told,
            [("same", "likeness", true), ("doubtful", "likeness", true)]
        );
        assert_eq!(run(&app, &ctx, id), foretold);
        let all = base(&app).join("\n");
        assert!(all.contains("Кузнецов Андрей Олегович"), "{all}");
        assert!(
            !all.contains("Kuznetsov") && !all.contains("П. И."),
            "{all}"
        );
        // brought in again it changes nothing
        let before = base(&app);
        bring(&app, &ctx, Kind::People, fields, file);
        assert_eq!(base(&app), before);
        whole(&app);
    }
}
