//! Files that leave and come back.

use app::client::ExportFormat;
use app::import::{self, Mended, Upload};
use domain::import::Kind;
use domain::policy::Role;

use crate::{run, stage};

#[test]
fn sec_36_wrong_rows_go_out_without_formulas_and_come_back_mended() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let file = "id;name;note\n1;;=HYPERLINK(\"http://evil.example\")\n2;Good;+1\n3;;<script>alert(1)</script>\n";
    let id = stage(
        &app,
        &ctx,
        Kind::Clients,
        "external_id name note",
        file.as_bytes(),
    );
    assert_eq!(run(&app, &ctx, id), r#"{"created":1,"refused":2}"#);
    let out = import::errors(&app, &ctx, id, ExportFormat::Csv).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("'=HYPERLINK"), "{text}");
    assert!(text.contains("name: required"), "{text}");
    assert!(!text.contains("Good"), "{text}");
    let back = |text: &str| -> Mended {
        let mut upload = Upload::begin(&app, &ctx).unwrap();
        upload.write(text.as_bytes()).unwrap();
        import::mend(&app, &ctx, id, upload).unwrap()
    };
    let same = back(&text);
    assert_eq!(
        (same.changed, same.unchanged),
        (0, 2),
        "a round trip changes nothing"
    );
    let mended = back(&text.replacen("1,1,,", "1,1,First,", 1));
    assert_eq!((mended.changed, mended.unchanged), (1, 1), "{text}");
    let waits = import::find(&app, &ctx, id).unwrap().run.outcomes;
    assert_eq!(
        waits, r#"{"created":1,"refused":1}"#,
        "the mended row waits"
    );
    assert_eq!(run(&app, &ctx, id), r#"{"created":2,"refused":1}"#);
    let report = import::report(&app, &ctx, id, ExportFormat::Csv).unwrap();
    let report = String::from_utf8(report).unwrap();
    assert_eq!(report.lines().count(), 4, "every row once: {report}");
    let none = Upload::begin(&app, &ctx).unwrap();
    assert!(import::mend(&app, &ctx, id, none).is_err());
}

#[test]
fn r93_a_template_is_recognised_by_its_own_headings() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::DataSteward);
    for kind in Kind::ALL {
        for language in domain::language::Language::ALL {
            let file = import::template_of(&ctx, *kind, *language, ExportFormat::Csv).unwrap();
            let text = String::from_utf8(file).unwrap();
            assert!(
                text.trim_start_matches('\u{feff}').split(',').count() > 5,
                "{kind} {language}"
            );
        }
    }
}
