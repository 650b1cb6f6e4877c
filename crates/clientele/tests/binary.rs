//! The real program as an administrator meets it: started, stopped, killed, handed bad files.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod serving;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serving::{Server, clientele, owned, run, succeeds, text};
use tempfile::TempDir;

#[test]
fn it_serves_one_folder_once_and_stops_when_told() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let server = Server::start(&data);
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
    let link = server.setup.clone().unwrap();
    assert!(link.starts_with(&format!("http://{}/setup#", server.address)));
    let second = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!second.status.success());
    assert!(text(&second.stderr).contains("Another Clientele is at work"));
    let other = folder.path().join("other");
    let taken = run(&other, &["serve", "--listen", &server.address]);
    assert!(!taken.status.success());
    assert!(text(&taken.stderr).contains("Cannot listen"));
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
    let took = server.stop();
    assert!(took < Duration::from_secs(5), "{took:?}");
    let names: BTreeSet<_> = fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        !names.contains("clientele.db-wal"),
        "closed in order: {names:?}"
    );
    // A new start, a new link: the old one is dead.
    let again = Server::start(&data);
    assert_ne!(
        again.setup.clone().unwrap().split('#').nth(1),
        link.split('#').nth(1)
    );
}

/// Names of the teams that the server confirmed, written by several callers until it stops.
fn write_until_gone(
    server: &Server,
    token: &str,
    prefix: &str,
    enough: &AtomicBool,
) -> Vec<String> {
    let confirmed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (confirmed, server) = (&confirmed, &server);
            scope.spawn(move || {
                for number in 0.. {
                    let name = format!("{prefix} {thread} {number}");
                    let body = format!("{{\"name\":\"{name}\"}}");
                    match server.request("POST /api/v1/teams", token, &body) {
                        Ok(answer) if answer.starts_with("HTTP/1.1 201") => {
                            confirmed.lock().unwrap().push(name);
                        }
                        Ok(answer) if answer.starts_with("HTTP/1.1 503") => {}
                        // Gone, or an answer that the test shall see.
                        other => {
                            enough.store(true, Ordering::SeqCst);
                            let answer = other.unwrap_or_default();
                            assert!(answer.is_empty(), "{answer}");
                            break;
                        }
                    }
                    if confirmed.lock().unwrap().len() >= 40 {
                        enough.store(true, Ordering::SeqCst);
                    }
                }
            });
        }
        while !enough.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(5));
        }
        server.tell(if prefix == "term" { "-TERM" } else { "-KILL" });
    });
    confirmed.into_inner().unwrap()
}

#[test]
fn nothing_confirmed_is_lost_when_it_is_stopped_or_killed_at_work() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let token = owned(&data);
    let mut confirmed = Vec::new();
    for prefix in ["term", "kill"] {
        let mut server = Server::start(&data);
        confirmed.extend(write_until_gone(
            &server,
            &token,
            prefix,
            &AtomicBool::new(false),
        ));
        let status = server.child.wait().unwrap();
        assert_eq!(status.success(), prefix == "term");
    }
    assert!(confirmed.len() >= 80);
    let server = Server::start(&data);
    let teams = server.request("GET /api/v1/teams", &token, "").unwrap();
    let lost: Vec<_> = confirmed
        .iter()
        .filter(|name| !teams.contains(&format!("\"{name}\"")))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
    server.stop();
    assert!(succeeds(&data, &["check"]).contains("The base is sound"));
}

#[test]
fn files_that_are_not_a_base_are_refused_with_the_reason() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    owned(&data);
    let base = data.join("clientele.db");
    let good = fs::read(&base).unwrap();
    let mut foreign = good.clone();
    foreign[68..72].copy_from_slice(&[1, 2, 3, 4]);
    for (content, says) in [
        (
            &b"PK\x03\x04 a workbook, perhaps"[..],
            "is not a Clientele base",
        ),
        (&foreign, "database of another program"),
        (&good[..good.len() / 2], "is damaged"),
    ] {
        fs::write(&base, content).unwrap();
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["user", "list"]] {
            let output = run(&data, command);
            assert!(!output.status.success());
            let err = text(&output.stderr);
            assert!(err.contains(says) && err.contains("clientele.db"), "{err}");
        }
        assert_eq!(fs::read(&base).unwrap(), content, "the file was touched");
    }
    fs::remove_file(&base).unwrap();
    let missing = run(&data, &["check"]);
    assert!(text(&missing.stderr).contains("There is no base"));
    assert!(!base.exists(), "looking made one");
}

#[test]
fn a_backup_brings_back_what_was_there() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    owned(&data);
    succeeds(&data, &["user", "add", "boris", "Борис", "client_manager"]);
    let before = succeeds(&data, &["user", "list"]);
    let said = succeeds(&data, &["backup"]);
    assert!(said.contains("read through and found good"), "{said}");
    let file = said.split_once("Backup ").unwrap().1;
    let file = file.split_once(": ").unwrap().0;
    succeeds(&data, &["user", "add", "vera", "Vera", "guardian"]);
    let after = succeeds(&data, &["user", "list"]);
    assert!(after.contains("vera") && !before.contains("vera"));
    assert!(succeeds(&data, &["restore", "--verify", file]).contains("good backup"));
    assert_eq!(
        succeeds(&data, &["user", "list"]),
        after,
        "verifying changes nothing"
    );
    // Not while a server is at work.
    let server = Server::start(&data);
    let refused = run(&data, &["restore", file]);
    assert!(!refused.status.success());
    server.stop();
    let said = succeeds(&data, &["restore", file]);
    assert!(said.contains("before-restore-1"), "{said}");
    assert_eq!(succeeds(&data, &["user", "list"]), before);
    // A damaged backup changes nothing.
    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..bytes.len() / 3]).unwrap();
    let refused = run(&data, &["restore", file]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("damaged"));
    assert_eq!(succeeds(&data, &["user", "list"]), before);
    assert!(succeeds(&data, &["check"]).contains("The base is sound"));
}

#[test]
fn the_configuration_is_shown_and_wrong_ones_are_refused() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    fs::write(
        folder.path().join("clientele.toml"),
        "night_hour = 5\nlog = \"warn\"\n",
    )
    .unwrap();
    let shown = clientele(&data)
        .args(["config", "--log", "debug"])
        .env("CLIENTELE_DATABASE", "postgres://u:s3cret@db.example/x")
        .env("LANG", "ru_RU.UTF-8")
        .output()
        .unwrap();
    let shown = text(&shown.stdout);
    assert!(shown.contains("night_hour = 5  [файл]"), "{shown}");
    assert!(shown.contains("log = debug  [флаг]"), "{shown}");
    assert!(
        shown.contains("[окружение]") && !shown.contains("s3cret"),
        "{shown}"
    );
    fs::write(folder.path().join("clientele.toml"), "nihgt_hour = 5\n").unwrap();
    let refused = run(&data, &["check"]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("nihgt_hour"));
}

#[test]
fn tokens_and_passwords_can_be_given_without_a_browser() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let token = owned(&data);
    assert!(token.starts_with("clt_"), "{token}");
    let listed = succeeds(&data, &["token", "list", "anna"]);
    assert!(listed.contains("read,write,export,admin") && !listed.contains(&token));
    let server = Server::start(&data);
    let answer = |token: &str| server.request("GET /api/v1/teams", token, "").unwrap();
    assert!(answer(&token).starts_with("HTTP/1.1 200"));
    let id = listed.split_whitespace().next().unwrap();
    // Beside the running server, and at once.
    succeeds(&data, &["token", "revoke", "anna", id]);
    assert!(answer(&token).starts_with("HTTP/1.1 401"));
    let said = succeeds(&data, &["user", "password", "anna"]);
    assert!(said.contains("once"), "{said}");
    let missing = run(&data, &["user", "password", "nobody"]);
    assert!(text(&missing.stderr).contains("no account"));
    succeeds(&data, &["user", "add", "boris", "Boris", "guardian"]);
    let early = run(&data, &["token", "add", "boris", "x"]);
    assert!(text(&early.stderr).contains("not active"));
    let wrong = run(&data, &["user", "add", "x", "X", "emperor"]);
    assert!(!wrong.status.success());
}

#[test]
fn sec_38_a_superuser_of_postgresql_is_refused() {
    let Ok(url) = std::env::var("TEST_POSTGRES_URL") else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let refused = clientele(&folder.path().join("data"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("CLIENTELE_DATABASE", &url)
        .output()
        .unwrap();
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("is a superuser"));
}

/// The reference page names every command and every flag.
#[test]
fn the_reference_of_the_command_line_is_complete() {
    let folder = TempDir::new().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let page: String = ["cli.md", "cli-analyze.md", "cli-value.md"]
        .iter()
        .map(|name| fs::read_to_string(root.join(name)).unwrap())
        .collect();
    let configuration = fs::read_to_string(root.join("configuration.md")).unwrap();
    let help = |arguments: &[&str]| succeeds(folder.path(), &[arguments, &["--help"]].concat());
    let commands = |help: &str| -> Vec<String> {
        let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
        let names = lines.take_while(|line| !line.is_empty());
        let names = names.filter_map(|line| line.split_whitespace().next());
        let ours = names.filter(|name| *name != "help");
        ours.map(str::to_owned).collect()
    };
    let all = commands(&help(&[]));
    assert!(all.len() >= 8, "{all:?}");
    for command in &all {
        assert!(page.contains(&format!("\n## {command}\n")), "{command}");
        let mut texts = vec![help(&[command])];
        for inner in commands(&texts[0]) {
            assert!(
                page.contains(&format!("clientele {command} {inner}")),
                "{inner}"
            );
            texts.push(help(&[command, &inner]));
        }
        for word in texts.iter().flat_map(|text| text.split_whitespace()) {
            let flag = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            if flag.starts_with("--") && !["--help", "--version", "--config"].contains(&flag) {
                let said = page.contains(flag) || configuration.contains(&format!("`{flag} "));
                assert!(said, "{command}: {flag}");
            }
        }
    }
}
