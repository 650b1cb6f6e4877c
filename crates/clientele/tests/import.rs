//! Bringing a table in with the real program: killed in the middle of reading and of writing it
//! ends with the base of an unbroken run; a file that eats memory costs an import, not the server;
//! the command line does the same as the server.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod serving;

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use serving::{Server, owned, run, succeeds, text};
use tempfile::TempDir;

const ROWS: usize = 9_000;

fn table() -> String {
    let mut text = "Код;Наименование;Телефон;Город;Сегмент\n".to_owned();
    for n in 0..ROWS {
        let segment = ["Опт", "Розница", "Сети"][n % 3];
        text.push_str(&format!(
            "K{n};Фирма {n};+7 495 {:03}-{:02}-{:02};Город {};{segment}\n",
            100 + n / 10_000,
            n / 100 % 100,
            n % 100,
            n % 97
        ));
    }
    text
}

impl Server {
    fn json(&self, head: &str, token: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = self.request(head, token, &body).unwrap();
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{head}: {answer}"))
    }

    /// Waits until the import is as wanted.
    fn until(&self, token: &str, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let import = self.json(&format!("GET /api/v1/imports/{id}"), token, &Value::Null);
            if wanted(&import) {
                return import;
            }
            assert_ne!(import["state"], "failed", "{import}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn kill(mut self) {
        self.tell("-KILL");
        let _gone = self.child.wait();
    }
}

/// The clients without what differs from run to run.
fn clients(data: &Path, token: &str) -> Vec<Value> {
    let server = Server::start(data);
    let answer = server
        .request("GET /api/v1/clients/export?format=ndjson", token, "")
        .unwrap();
    server.stop();
    let mut clients: Vec<Value> = answer
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|line| line["name"].is_string())
        .collect();
    for client in &mut clients {
        let fields = client.as_object_mut().unwrap();
        fields.retain(|name, _| {
            [
                "name",
                "external_id",
                "region",
                "segment",
                "phone",
                "main_phone",
            ]
            .contains(&name.as_str())
        });
    }
    clients.sort_by_key(ToString::to_string);
    clients
}

#[test]
fn killed_while_reading_and_while_writing_it_ends_with_the_base_of_an_unbroken_run() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("base.csv");
    fs::write(&file, table()).unwrap();
    let whole = folder.path().join("whole");
    let token = owned(&whole);
    let said = succeeds(
        &whole,
        &["import", file.to_str().unwrap(), "--kind", "clients"],
    );
    assert!(said.contains("Created: 9,000"), "{said}");
    let expected = clients(&whole, &token);
    assert_eq!(expected.len(), ROWS);

    let data = folder.path().join("killed");
    let token = owned(&data);
    let server = Server::start(&data);
    let body = json!({ "text": table(), "name": "base.csv", "kind": "clients" });
    let import = server.json("POST /api/v1/imports", &token, &body);
    let id = import["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{import}"))
        .to_owned();
    server.until(&token, &id, |import| import["rows"].as_i64() > Some(0));
    server.kill();
    let server = Server::start(&data);
    let import = server.until(&token, &id, |import| import["state"] == "staged");
    assert_eq!(import["rows"], ROWS);
    server.json(
        &format!("POST /api/v1/imports/{id}/run"),
        &token,
        &Value::Null,
    );
    server.until(&token, &id, |import| {
        import["outcomes"]["created"].as_i64() > Some(0)
    });
    server.kill();
    let server = Server::start(&data);
    let import = server.until(&token, &id, |import| import["state"] == "done");
    assert_eq!(import["outcomes"], json!({ "created": ROWS }));
    server.stop();
    assert_eq!(clients(&data, &token), expected);
    assert!(succeeds(&data, &["check"]).contains("The base is sound"));
}

#[test]
fn killed_again_and_again_while_it_is_taken_back_it_ends_without_the_import() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("base.csv");
    fs::write(&file, table()).unwrap();
    let data = folder.path().join("data");
    let token = owned(&data);
    let file = file.to_str().unwrap();
    succeeds(&data, &["import", file, "--kind", "clients"]);
    let server = Server::start(&data);
    let list = server.json("GET /api/v1/imports", &token, &Value::Null);
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("POST /api/v1/imports/{id}/undo");
    server.json(&path, &token, &Value::Null);
    let progress = |import: &Value| import["job"]["progress"].as_i64().unwrap_or(0);
    let mut before = 0;
    let mut server = server;
    // A job that dies once more is given up as the cause.
    for _ in 0..2 {
        let import = server.until(&token, &id, |import| {
            import["state"] == "undone" || progress(import) > before
        });
        before = progress(&import);
        server.kill();
        server = Server::start(&data);
    }
    let import = server.until(&token, &id, |import| import["state"] == "undone");
    assert_eq!(
        import["undone"],
        json!({ "deleted": ROWS }),
        "each row once"
    );
    server.stop();
    assert_eq!(clients(&data, &token), Vec::<Value>::new());
    assert!(succeeds(&data, &["check"]).contains("The base is sound"));
}

#[test]
fn a_file_that_eats_memory_costs_one_import_and_not_the_server() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let token = owned(&data);
    let server = Server::start_with(&data, &["--import-memory-mib", "64"]);
    let hungry = format!("name;note\nA;{}\n", "x".repeat(15 << 20));
    let body = json!({ "text": hungry, "name": "hungry.csv", "kind": "clients" });
    let import = server.json("POST /api/v1/imports", &token, &body);
    let id = import["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{import}"))
        .to_owned();
    let import = loop {
        let import = server.json(&format!("GET /api/v1/imports/{id}"), &token, &Value::Null);
        if import["state"] != "reading" {
            break import;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(
        (&import["state"], &import["error"]),
        (&json!("failed"), &json!("import.reader_stopped"))
    );
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
    server.stop();
}

#[test]
fn the_command_line_counts_writes_and_tells_of_refused_rows() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    owned(&data);
    let file = folder.path().join("base.csv");
    fs::write(&file, "Код;Наименование\n1;Ромашка\n2;\n").unwrap();
    let file = file.to_str().unwrap();
    let counted = run(&data, &["import", file, "--kind", "clients", "--dry-run"]);
    assert_eq!(counted.status.code(), Some(2), "{}", text(&counted.stderr));
    let said = text(&counted.stdout);
    assert!(
        said.contains("Created: 1") && said.contains("Refused: 1"),
        "{said}"
    );
    let written = run(&data, &["import", file, "--kind", "clients"]);
    assert!(
        text(&written.stdout).contains("Created: 1"),
        "{}",
        text(&written.stdout)
    );
    let again = run(&data, &["import", file, "--kind", "clients"]);
    assert!(
        text(&again.stdout).contains("Unchanged: 1"),
        "{}",
        text(&again.stdout)
    );
    let missing = run(&data, &["import", "nowhere.csv"]);
    assert!(text(&missing.stderr).contains("nowhere.csv"));
    let stranger = run(&data, &["import", file, "--login", "nobody"]);
    assert!(text(&stranger.stderr).contains("no account"));
}
