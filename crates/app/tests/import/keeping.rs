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

#[test]
fn r66_a_bought_list_remembers_its_source_and_its_cost_stands_against_what_came_of_it() {
    use app::source::{self, CostInput, Input, Period};
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let named = |name: &str, kind: &str| Input {
            name: Some(name.to_owned()),
            kind: Some(kind.to_owned()),
            ..Input::default()
        };
        let list = source::create(&app, &ctx, &named("База 2026", "bought_list")).unwrap();
        let fair = source::create(&app, &ctx, &named("Выставка", "event")).unwrap();
        let options = Options {
            source_id: Some(list.id),
            ..Options::default()
        };
        let file = "name;phone;source\nРомашка;+7 495 123-45-67;\nСевер;;\nЮг;;Выставка\n";
        let fields = "name phone source";
        let id = stage_with(
            &app,
            &ctx,
            Kind::Clients,
            fields,
            file.as_bytes(),
            options.clone(),
        );
        run(&app, &ctx, id);
        let cost = CostInput {
            amount_minor: Some(3_000),
            import_id: Some(Some(id)),
            ..CostInput::default()
        };
        source::create_cost(&app, &ctx, list.id, &cost).unwrap();
        let gains = source::gains(&app, &ctx, Period::default()).unwrap();
        let line = &gains.lines[0];
        assert_eq!(line.source.as_ref().unwrap().id, list.id);
        assert_eq!((line.gain.clients, line.gain.valid), (2, 1));
        let batch = &line.batches[0];
        assert_eq!(
            (batch.import_id, batch.file_name.as_str()),
            (id, "base.csv")
        );
        assert_eq!(
            (
                batch.gain.clients,
                batch.gain.spend_minor,
                batch.gain.per_client()
            ),
            (2, 3_000, Some(1_500))
        );
        let other = &gains.lines[1];
        assert_eq!(other.source.as_ref().unwrap().id, fair.id);
        assert_eq!(
            (other.gain.clients, other.batches[0].gain.spend_minor),
            (1, 0),
            "a row keeps the source it names"
        );
        let unknown = Options {
            source_id: Some(app.ctx(Role::Owner).seeded(77).id()),
            ..options
        };
        let mut upload = app::import::Upload::begin(&app, &ctx).unwrap();
        upload.write(b"name\nx\n").unwrap();
        let new = app::import::New {
            file_name: "x.csv".to_owned(),
            kind: None,
            options: unknown,
            profile: None,
        };
        assert!(upload.finish(&app, &ctx, &new).is_err());
    }
}

#[test]
fn r113_an_absorbed_record_brings_nobody_in_anew_and_keeps_its_identifier() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let fields = "external_id name website";
        let file = "id;name;site\na;Ромашка;\nb;Совсем Другая;b.example\nc;Третья;\n";
        bring(&app, &ctx, Kind::Clients, fields, file);
        let scope = domain::policy::Actor::system()
            .scope(domain::policy::Entity::Client)
            .unwrap();
        let client = |external: &str| {
            let found = app
                .db
                .read(|tx| store::client::by_external_id(tx, &scope, external));
            found.unwrap().unwrap()
        };
        let (a, b, c) = (client("a"), client("b"), client("c"));
        let nameless = app::client::Input {
            external_id: Some(None),
            ..app::client::Input::default()
        };
        app::client::update(&app, &ctx, a.id, a.version, &nameless).unwrap();
        let wish = |survivor, absorbed| app::merge::Wish {
            survivor,
            absorbed: vec![absorbed],
            preset: domain::merge::Preset::Survivor,
            picks: [(domain::merge::MergeField::ExternalId, survivor)].into(),
            despite_tax_numbers: false,
        };
        app::merge::merge(&app, &ctx, &wish(b.id, c.id)).unwrap();
        let merged = app::merge::merge(&app, &ctx, &wish(a.id, b.id)).unwrap();

        // b and c lead to a, which has no identifier of its own, and takes none of theirs
        let options: Options = serde_json::from_value(serde_json::json!({ "rules": {
            "new": "create", "same": "update", "doubtful": "skip", "win": "take_file",
            "wins": { "external_id": "take_file" } } }))
        .unwrap();
        let again = "id;name;site\nc;Третья;c.example\nb;Совсем Другая;d.example\n";
        let id = stage_with(&app, &ctx, Kind::Clients, fields, again.as_bytes(), options);
        let foretold = check(&app, &ctx, id);
        assert_eq!(run(&app, &ctx, id), foretold);
        assert!(!foretold.contains("created"), "{foretold}");
        let now = client("b");
        assert_eq!(now.id, a.id);
        assert_eq!(now.data.external_id, None);
        assert_eq!(now.data.website.as_deref(), Some("c.example"));
        assert_eq!(base(&app).len(), 1);
        app::merge::undo(&app, &ctx, merged.id).unwrap();
        assert_eq!(client("b").id, b.id, "the merge can be taken back");
    }
}

#[test]
fn r113_rows_say_before_anything_is_written_whom_they_may_be() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let fields = "external_id name tax_number phone city";
        let base_file = "\
id;name;tax;phone;city
1;ООО «Ромашка»;7707083893;+7 495 123-45-67;Москва
2;Подсолнух;;+7 495 200-00-02;Казань
";
        let russian = || Options {
            country: "RU".parse().ok(),
            ..Options::default()
        };
        let bytes = base_file.as_bytes();
        let id = stage_with(&app, &ctx, Kind::Clients, fields, bytes, russian());
        run(&app, &ctx, id);
        let fields = "name tax_number phone city";
        let file = "\
name;tax;phone;city
Ромашка ООО;7707083893;;
Podsolnuh;;8 495 2000002;Казань
Василёк;;+7 495 300-00-03;Тверь
Vasiliok LLC;;8 (495) 300-00-03;Тверь
Лютик;;+7 495 400-00-04;Омск
";
        let bytes = file.as_bytes();
        let id = stage_with(&app, &ctx, Kind::Clients, fields, bytes, russian());
        let foretold = check(&app, &ctx, id);
        let known = |known: &str| {
            let filter = RowFilter {
                known: Some(known.parse().unwrap()),
                ..RowFilter::default()
            };
            let rows = rows(&app, &ctx, id, &filter);
            rows.iter()
                .map(|row| row.kept.row.number)
                .collect::<Vec<_>>()
        };
        let all = rows(&app, &ctx, id, &RowFilter::default());
        let told: Vec<_> = all.iter().map(|row| row.kept.known.as_ref()).collect();
        assert_eq!(told[0].unwrap().key, "tax_number", "sure keys come first");
        let second = told[1].unwrap();
        assert_eq!(second.key, "likeness");
        assert!(
            second.client.is_some() && second.chance.unwrap() > 600_000,
            "{second:?}"
        );
        assert!(
            second.reasons.as_ref().unwrap().contains("phone"),
            "with reasons"
        );
        let fourth = told[3].unwrap();
        assert_eq!(
            (fourth.row, fourth.client),
            (Some(3), None),
            "an earlier row"
        );
        assert_eq!(told[2], None);
        assert_eq!(told[4], None);
        assert_eq!(known("new"), [3, 5]);
        let mut others = [known("same"), known("doubtful")].concat();
        others.sort_unstable();
        assert_eq!(others, [1, 2, 4], "each row is of one kind");
        assert_eq!(base(&app).len(), 2, "nothing is written yet");

        // what is decided about one kind leaves the others as they are
        let doubtful = RowFilter {
            known: Some(domain::duplicate::Known::Doubtful),
            ..RowFilter::default()
        };
        let decided = import::Pick::Decide(Some(Decision::Create));
        let changed = import::change_rows(&app, &ctx, id, &doubtful, &decided).unwrap();
        assert_eq!(changed as usize, known("doubtful").len());
        assert!(known("same").contains(&1));
        let foretold_again = check(&app, &ctx, id);
        assert_eq!(run(&app, &ctx, id), foretold_again);
        let ended = rows(&app, &ctx, id, &RowFilter::default());
        assert!(ended.iter().all(|row| row.kept.ended.is_some()));
        drop(foretold);
        import::undo(&app, &ctx, id).unwrap();
        super::work(&app);
        assert_eq!(base(&app).len(), 2, "taken back");
    }
}

#[test]
fn the_borders_of_an_import_say_what_is_doubtful() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let fields = "name phone city";
    let first = "name;phone;city\nПодсолнух;+7 495 200-00-02;Казань\n";
    bring(&app, &ctx, Kind::Clients, fields, first);
    let file = "name;phone;city\nPodsolnuh;8 495 2000002;Казань\n";
    let with = |ask: u8, sure: u8| {
        let rules = serde_json::json!({ "rules": {
            "new": "create", "same": "merge", "doubtful": "skip", "win": "fill_empty",
            "ask_from": ask, "sure_from": sure } });
        let options: Options = serde_json::from_value(rules).unwrap();
        let id = stage_with(&app, &ctx, Kind::Clients, fields, file.as_bytes(), options);
        check(&app, &ctx, id);
        rows(&app, &ctx, id, &RowFilter::default())[0]
            .kept
            .known
            .as_ref()
            .map(|known| known.known.code())
    };
    assert_eq!(with(50, 60), Some("same"));
    assert_eq!(with(50, 100), Some("doubtful"));
    assert_eq!(with(100, 100), None);
}

#[test]
fn r106_what_a_column_that_the_table_lacks_would_tell_is_asked_of_new_cards() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let known = "id;name;phone\n1;Ромашка;+7 495 123-45-67\n";
        bring(&app, &ctx, Kind::Clients, "external_id name phone", known);
        let refuse = ["gate.save", "gate.assign"].map(|gate| {
            let text = domain::setting::Value::Text("refuse".to_owned());
            (gate.to_owned(), Some(text))
        });
        app::setting::change(&app, &ctx, &refuse.into()).unwrap();

        // a table of cities adds to the card that is there, and makes none without a phone
        let file = "id;name;city\n1;Ромашка;Москва\n2;Север;Тверь\n";
        let fields = "external_id name city";
        let id = stage(&app, &ctx, Kind::Clients, fields, file.as_bytes());
        let foretold = check(&app, &ctx, id);
        assert_eq!(foretold, r#"{"refused":1,"updated":1}"#);
        let filter = RowFilter::default();
        let of = |at: usize| rows(&app, &ctx, id, &filter).swap_remove(at);
        let planned = of(1).kept.planned.unwrap();
        let rule = Some("gate.phone/gate.company_save");
        assert_eq!(planned.refusal.as_deref(), rule);
        assert_eq!(run(&app, &ctx, id), foretold);
        let ended = of(1).kept.ended.unwrap();
        assert_eq!(ended.refusal.as_deref(), rule);
        assert_eq!(base(&app).len(), 1);
        whole(&app);
    }
}
