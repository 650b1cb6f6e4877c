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
