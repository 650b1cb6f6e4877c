//! Taking an import back: whole where nobody has been since, field by field where somebody has.

use app::import::{self, Options, RowFilter};
use app::testing::TestApp;
use app::{Context, client};
use domain::id::ImportId;
use domain::import::{Kind, RunState};
use domain::policy::Role;

use crate::{base, bring, rows, run, stage_with, whole, work};

fn undo(app: &TestApp, ctx: &Context, id: ImportId) -> String {
    import::undo(app, ctx, id).unwrap();
    work(app);
    let import = import::find(app, ctx, id).unwrap();
    assert_eq!(import.state, RunState::Undone, "{:?}", import.run.error);
    import.run.undone.unwrap()
}

fn take_file() -> Options {
    let rules = serde_json::json!({ "rules": {
        "new": "create", "same": "update", "doubtful": "skip", "win": "take_file" } });
    serde_json::from_value(rules).unwrap()
}

const FIELDS: &str = "external_id name website phone segment city";
const BEFORE: &str =
    "id;name;site;phone;segment;city\n1;One;a.example;;A;Skopje\n2;Two;;+389 70 111 222;;\n";
const FILE: &str = "\
id;name;site;phone;segment;city
1;Eins;b.example;+389 70 333 444;B;Ohrid
2;Zwei;c.example;;;Bitola
3;Three;;+389 70 555 666;C;Veles
4;Four;;;;
";

#[test]
fn an_import_nobody_touched_goes_back_without_a_trace() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        bring(&app, &ctx, Kind::Clients, FIELDS, BEFORE);
        let before = base(&app);
        let id = stage_with(
            &app,
            &ctx,
            Kind::Clients,
            FIELDS,
            FILE.as_bytes(),
            take_file(),
        );
        assert_eq!(run(&app, &ctx, id), r#"{"created":2,"updated":2}"#);
        assert_ne!(base(&app), before);
        assert_eq!(undo(&app, &ctx, id), r#"{"deleted":2,"restored":2}"#);
        assert_eq!(base(&app), before);
        whole(&app);
        let again = import::undo(&app, &ctx, id);
        assert!(
            matches!(again, Err(import::Error::State(RunState::Undone))),
            "{again:?}"
        );
        // The same file may come again.
        let id = stage_with(
            &app,
            &ctx,
            Kind::Clients,
            FIELDS,
            FILE.as_bytes(),
            take_file(),
        );
        assert_eq!(run(&app, &ctx, id), r#"{"created":2,"updated":2}"#);
    }
}

#[test]
fn what_somebody_changed_since_stays_and_is_listed() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    bring(&app, &ctx, Kind::Clients, FIELDS, BEFORE);
    let id = stage_with(
        &app,
        &ctx,
        Kind::Clients,
        FIELDS,
        FILE.as_bytes(),
        take_file(),
    );
    run(&app, &ctx, id);
    let change = |external: &str, input: client::Input| {
        let scope = ctx.scope(domain::policy::Entity::Client).unwrap();
        let found = app
            .db
            .read(|tx| store::client::by_external_id(tx, &scope, external));
        let found = found.unwrap().unwrap();
        client::update(&app, &ctx, found.id, found.version, &input).unwrap();
    };
    change(
        "1",
        client::Input {
            website: Some(Some("z.example".to_owned())),
            ..client::Input::default()
        },
    );
    change(
        "3",
        client::Input {
            name: Some("Third".to_owned()),
            ..client::Input::default()
        },
    );
    assert_eq!(
        undo(&app, &ctx, id),
        r#"{"conflict":1,"deleted":1,"kept":1,"restored":1}"#
    );
    let now = base(&app);
    assert_eq!(now.len(), 3, "{now:?}");
    assert!(
        now[0].starts_with("One") && now[0].contains("z.example"),
        "{now:?}"
    );
    assert!(
        now[0].contains("Skopje") && !now[0].contains("38970333444"),
        "{now:?}"
    );
    assert!(now[1].starts_with("Third"), "{now:?}");
    let conflict = RowFilter {
        undo: Some("conflict"),
        ..RowFilter::default()
    };
    let row = &rows(&app, &ctx, id, &conflict)[0];
    let told: serde_json::Value =
        serde_json::from_str(row.kept.conflicts.as_deref().unwrap()).unwrap();
    assert_eq!(told[0]["field"], "website");
    assert_eq!(
        (&told[0]["before"], &told[0]["after"], &told[0]["now"]),
        (
            &"a.example".into(),
            &"b.example".into(),
            &"z.example".into()
        )
    );
    whole(&app);
}

#[test]
fn entries_and_products_made_along_go_back_unless_something_else_uses_them() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let names = |dictionary| {
            let keys = app.db.read(|tx| store::dictionary::keys(tx, dictionary));
            let keys = keys.unwrap().into_iter().map(|(key, _)| key);
            keys.collect::<std::collections::BTreeSet<String>>()
        };
        let segments = || names(domain::dictionary::Dictionary::Segment);
        let before = segments();
        let file = "id;name;segment\n1;One;Along\n2;Two;Kept\n";
        let fields = "external_id name segment";
        let first = stage_with(
            &app,
            &ctx,
            Kind::Clients,
            fields,
            file.as_bytes(),
            take_file(),
        );
        run(&app, &ctx, first);
        assert_eq!(segments().len(), before.len() + 2);
        // A client of somebody else's takes one of the two.
        bring(
            &app,
            &ctx,
            Kind::Clients,
            fields,
            "id;name;segment\n3;Three;Kept\n",
        );
        undo(&app, &ctx, first);
        let mut kept = before.clone();
        kept.insert("kept".to_owned());
        assert_eq!(segments(), kept);

        let codes = || -> Vec<String> {
            let codes = ["A-1", "B-2"].map(str::to_owned);
            let found = app.db.read(|tx| store::product::by_codes(tx, codes));
            let mut codes: Vec<String> = found
                .unwrap()
                .into_iter()
                .map(|product| product.data.code)
                .collect();
            codes.sort();
            codes
        };
        let fields = "client_external_id order_number day product_code amount";
        let order = |number: u32, code: &str| format!("3;{number};2026-01-10;{code};100\n");
        let heading = "client;order;day;code;sum\n";
        let file = format!("{heading}{}{}", order(1, "A-1"), order(1, "B-2"));
        let orders = stage_with(
            &app,
            &ctx,
            Kind::Orders,
            fields,
            file.as_bytes(),
            take_file(),
        );
        run(&app, &ctx, orders);
        assert_eq!(codes(), ["A-1", "B-2"]);
        let file = format!("{heading}{}", order(2, "B-2"));
        bring(&app, &ctx, Kind::Orders, fields, &file);
        undo(&app, &ctx, orders);
        assert_eq!(codes(), ["B-2"]);

        let groups = || -> Vec<String> {
            let groups = app.db.read(store::product_group::list).unwrap();
            groups.into_iter().map(|group| group.name).collect()
        };
        let fields = "product_code name product_group";
        let file = "code;name;group\nG1;Soap;Along / Inner\nG2;Brush;Shared\n";
        let file = file.as_bytes();
        let products = stage_with(&app, &ctx, Kind::Products, fields, file, take_file());
        run(&app, &ctx, products);
        assert_eq!(groups(), ["Along", "Inner", "Shared"]);
        let other = "code;name;group\nG3;Comb;Shared\n";
        bring(&app, &ctx, Kind::Products, fields, other);
        undo(&app, &ctx, products);
        assert_eq!(groups(), ["Shared"], "what another product lies in stays");
        whole(&app);
    }
}
