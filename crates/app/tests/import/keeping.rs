//! What is written, what is found the same, what is refused; mending rows; decisions.

use app::import::{self, Options, Pick, RowChange, RowFilter};
use domain::import::{Decision, Kind, Outcome, RunState};
use domain::policy::Role;

use crate::{base, bring, check, rows, run, stage, stage_with, whole};

const FIELDS: &str =
    "external_id name tax_number phone email city segment person_name person_phone";
const FILE: &str = "\
id;name;inn;phone;mail;city;segment;person;person phone
1;ООО «Ромашка»;7707083893;+7 495 123-45-67;info@romashka.example;Москва;Опт;Иван Петров;+7 916 123-45-67
2;АО Север;;8 (812) 300-10-10;;Санкт-Петербург;Розница;;
3;Стоматология 32;;+7 343 200-20-20, +7 343 200-20-21;dent@dent.example;Екатеринбург;Розница;Анна Ли;
";

#[test]
fn r94_rows_wait_in_a_store_until_they_are_written_and_yesterdays_file_changes_nothing() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let id = stage(&app, &ctx, Kind::Clients, FIELDS, FILE.as_bytes());
        assert!(base(&app).is_empty(), "nothing is written yet");
        assert_eq!(check(&app, &ctx, id), r#"{"created":3}"#);
        assert!(base(&app).is_empty(), "counting writes nothing");
        assert_eq!(run(&app, &ctx, id), r#"{"created":3}"#);
        let once = base(&app);
        assert_eq!(once.len(), 3);
        assert!(once[1].contains("Иван Петров+79161234567"), "{once:?}");
        assert!(once[1].contains("опт"), "{once:?}");
        assert_eq!(
            bring(&app, &ctx, Kind::Clients, FIELDS, FILE),
            r#"{"unchanged":3}"#
        );
        assert_eq!(base(&app), once);
        whole(&app);
    }
}

#[test]
fn without_identifiers_phones_with_names_and_names_with_cities_tell_who_is_who() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let fields = "name city phone";
    let file = "name;city;phone\nРомашка;Москва;+7 495 123-45-67\nРомашка;Тверь;\nСевер;Тверь;\n";
    assert_eq!(
        bring(&app, &ctx, Kind::Clients, fields, file),
        r#"{"created":3}"#
    );
    assert_eq!(
        bring(&app, &ctx, Kind::Clients, fields, file),
        r#"{"unchanged":3}"#
    );
    // Another phone and another place: a namesake.
    let other = "name;city;phone\nРомашка;Казань;+7 843 200-00-00\n";
    assert_eq!(
        bring(&app, &ctx, Kind::Clients, fields, other),
        r#"{"created":1}"#
    );
}

#[test]
fn a_row_that_says_more_fills_in_and_a_repeated_row_is_told() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let file = "\
id;name;phone
1;Ромашка;+7 495 123-45-67
1;Ромашка;+7 495 123-45-67
1;Ромашка;+7 495 765-43-21
2;Север;
";
    let fields = "external_id name phone";
    let done = bring(&app, &ctx, Kind::Clients, fields, file);
    assert_eq!(done, r#"{"created":2,"duplicate_in_file":1,"merged":1}"#);
    assert_eq!(base(&app).len(), 2);
    assert!(base(&app)[0].contains("74957654321"), "{:?}", base(&app));
}

#[test]
fn rules_say_who_wins_and_rows_may_be_decided_one_by_one() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let fields = "external_id name website";
    bring(
        &app,
        &ctx,
        Kind::Clients,
        fields,
        "id;name;site\n1;Old;a.example\n2;Two;\n",
    );
    let file = "id;name;site\n1;New;b.example\n2;Zwei;c.example\n3;Three;\n";
    let rules = |win: &str| -> Options {
        let rules = serde_json::json!({ "rules": {
            "new": "create", "same": "update", "doubtful": "skip", "win": win } });
        serde_json::from_value(rules).unwrap()
    };
    let id = stage_with(
        &app,
        &ctx,
        Kind::Clients,
        fields,
        file.as_bytes(),
        rules("take_file"),
    );
    let change = |decision| RowChange {
        decision: Some(Some(decision)),
        ..RowChange::default()
    };
    import::change_row(&app, &ctx, id, 2, &change(Decision::Merge)).unwrap();
    import::change_row(&app, &ctx, id, 3, &change(Decision::Skip)).unwrap();
    assert_eq!(
        check(&app, &ctx, id),
        r#"{"merged":1,"skipped":1,"updated":1}"#
    );
    run(&app, &ctx, id);
    let now = base(&app);
    assert!(
        now[0].starts_with("New") && now[0].contains("b.example"),
        "{now:?}"
    );
    assert!(
        now[1].starts_with("Two") && now[1].contains("c.example"),
        "{now:?}"
    );
}

#[test]
fn every_row_ends_in_exactly_one_way_and_a_mended_one_can_be_written_later() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let file = "id;name;phone\n1;Ромашка;123\n2;;+7 495 123-45-67\n3;Север;\n4;Юг;\n";
    let id = stage(
        &app,
        &ctx,
        Kind::Clients,
        "external_id name phone",
        file.as_bytes(),
    );
    let found = import::find(&app, &ctx, id).unwrap().run.findings;
    assert!(found.contains(r#""error/name/required":1"#), "{found}");
    let unchosen = RowChange {
        chosen: Some(false),
        ..RowChange::default()
    };
    import::change_row(&app, &ctx, id, 4, &unchosen).unwrap();
    let done = run(&app, &ctx, id);
    assert_eq!(done, r#"{"created":2,"refused":1,"skipped":1}"#);
    let refused = RowFilter {
        outcome: Some(Outcome::Refused),
        ..RowFilter::default()
    };
    let row = &rows(&app, &ctx, id, &refused)[0];
    let ended = row.kept.ended.as_ref().unwrap();
    assert_eq!(ended.refusal.as_deref(), Some("finding.required"));
    let mended = RowChange {
        cells: [(1, Some("Восток".to_owned()))].into(),
        ..RowChange::default()
    };
    import::change_row(&app, &ctx, id, row.kept.row.number, &mended).unwrap();
    assert_eq!(run(&app, &ctx, id), r#"{"created":3,"skipped":1}"#);
    assert_eq!(rows(&app, &ctx, id, &RowFilter::default()).len(), 4);
    let written = import::change_row(&app, &ctx, id, 1, &mended);
    assert!(
        matches!(written, Err(import::Error::Invalid(_))),
        "{written:?}"
    );
}

#[test]
fn many_rows_are_mended_at_once() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let file = "name;phone\nA;tel 1\nB;tel 2\nC;\n";
    let id = stage(&app, &ctx, Kind::Clients, "name phone", file.as_bytes());
    let all = RowFilter::default();
    let pick = Pick::Replace {
        column: 1,
        from: "tel".to_owned(),
        to: "+7 495 000-00-0".to_owned(),
    };
    assert_eq!(import::change_rows(&app, &ctx, id, &all, &pick).unwrap(), 2);
    let rows_now = rows(&app, &ctx, id, &all);
    assert_eq!(rows_now[0].cells[1], "+7 495 000-00-0 1");
    assert_eq!(rows_now[0].edited, [1]);
    assert_eq!(
        import::change_rows(&app, &ctx, id, &all, &Pick::Reset).unwrap(),
        2
    );
    assert!(rows(&app, &ctx, id, &all)[0].edited.is_empty());
    import::change_rows(&app, &ctx, id, &all, &Pick::Choose(false)).unwrap();
    assert_eq!(run(&app, &ctx, id), r#"{"skipped":3}"#);
    let import = import::find(&app, &ctx, id).unwrap();
    assert_eq!(import.state, RunState::Done);
}
