//! The process that reads a file apart: killed, silent without end, or saying what it should not.
//! The import says so in words, and nothing of it stands in the base. The programs here say what
//! the uploaded file holds, so a test decides how far a reader gets.

use std::path::Path;
use std::time::{Duration, Instant};

use app::client;
use app::import::{self, New, Options, Reader, Upload};
use app::testing::{self, TestApp};
use domain::import::{Kind, RunState};
use domain::policy::Role;

use super::work;

/// An application whose files are read by this program.
fn with_reader(program: &str, seconds: u64) -> TestApp {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/reader");
    testing::app().reading(Reader::Apart {
        program: here.join(program),
        memory_mib: 512,
        seconds,
    })
}

/// What a reader that is not disturbed says of a table of so many rows.
fn said(rows: usize) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("table.csv");
    let mut table = "name;phone\n".to_owned();
    for n in 0..rows {
        table.push_str(&format!(
            "Firm {n};+7 495 100-{:02}-{:02}\n",
            n / 100,
            n % 100
        ));
    }
    std::fs::write(&file, table).unwrap();
    let mut said = Vec::new();
    import::serve_rows(&file, "{}", &mut said).unwrap();
    said
}

/// The state and error of an import of what the reader will say; nothing of it is in the base.
fn brought_in(app: &TestApp, turn: u64, says: &[u8]) -> (RunState, Option<String>, i64) {
    let owner = app.ctx(Role::Owner).seeded(turn);
    let mut upload = Upload::begin(app, &owner).unwrap();
    upload.write(says).unwrap();
    let new = New {
        file_name: "table.csv".to_owned(),
        kind: Some(Kind::Clients),
        options: Options::default(),
        profile: None,
    };
    let id = upload.finish(app, &owner, &new).unwrap().run.id;
    work(app);
    let import = import::find(app, &owner, id).unwrap();
    let clients = client::list(app, &owner, &client::Request::default()).unwrap();
    assert!(clients.items.is_empty(), "nothing half done");
    (import.state, import.run.error.clone(), import.run.staged)
}

#[test]
fn a_reader_that_says_all_is_believed() {
    let app = with_reader("killed.sh", 60);
    let (state, error, rows) = brought_in(&app, 1, &said(4_500));
    assert_eq!((state, error, rows), (RunState::Staged, None, 4_500));
}

#[test]
fn a_reader_that_is_killed_costs_its_import() {
    let app = with_reader("killed.sh", 60);
    let said = said(4_500);
    for (turn, part) in (1..).zip([0, 10, said.len() / 2, said.len() - 5]) {
        let (state, error, _) = brought_in(&app, turn, &said[..part.max(1)]);
        let stopped = Some("import.reader_stopped".to_owned());
        assert_eq!((state, error), (RunState::Failed, stopped), "after {part}");
    }
}

#[test]
fn a_reader_that_falls_silent_is_ended() {
    let app = with_reader("silent.sh", 1);
    let said = said(4_500);
    let begun = Instant::now();
    let (state, error, _) = brought_in(&app, 1, &said[..said.len() / 2]);
    let stopped = Some("import.reader_stopped".to_owned());
    assert_eq!((state, error), (RunState::Failed, stopped));
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_reader_that_talks_nonsense_is_not_believed() {
    let app = with_reader("killed.sh", 60);
    for (turn, nonsense) in (1..).zip([
        "hello\n",
        "[1,2]\n",
        "{\"format\":7}\n",
        "{\"failed\":{\"code\":\"policy.forbidden\",\"detail\":\"<b>\"}}\n",
    ]) {
        let (state, error, _) = brought_in(&app, turn, nonsense.as_bytes());
        let strange = Some("import.reader".to_owned());
        assert_eq!((state, error), (RunState::Failed, strange), "{nonsense}");
    }
}
