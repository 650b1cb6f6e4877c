//! The real program for tests: commands, and a server that is killed with its value.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A command of the program over a data folder.
pub fn clientele(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientele"));
    command
        .current_dir(data.parent().unwrap_or(data))
        .env_clear();
    // Never the developer's own configuration or language.
    for (name, value) in std::env::vars().filter(|(name, _)| name == "PATH") {
        command.env(name, value);
    }
    command
        .env("CLIENTELE_DATA", data)
        .env("LANG", "en_US.UTF-8");
    command
}

pub fn run(data: &Path, arguments: &[&str]) -> Output {
    clientele(data).args(arguments).output().unwrap()
}

pub fn succeeds(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {out}{err}");
    out
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A running server; killed with this value if it still runs.
pub struct Server {
    pub child: Child,
    pub address: String,
    pub setup: Option<String>,
}

impl Server {
    pub fn start(data: &Path) -> Server {
        Server::start_with(data, &[])
    }

    /// The same with further flags.
    pub fn start_with(data: &Path, flags: &[&str]) -> Server {
        let mut child = clientele(data)
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"])
            .args(flags)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.rsplit_once("http://").unwrap().1.to_owned();
        // The link follows at once on a first start, or never.
        let mut server = Server {
            child,
            address,
            setup: None,
        };
        if server.get("/api/v1/session").contains("401") && !data.join("owned").exists() {
            let link = lines.nth(1).unwrap().unwrap();
            server.setup = Some(link.trim().to_owned());
        }
        server
    }

    pub fn request(&self, head: &str, token: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(
            stream,
            "{head} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    pub fn get(&self, path: &str) -> String {
        self.request(&format!("GET {path}"), "none", "").unwrap()
    }

    pub fn tell(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(told.success());
    }

    /// SIGTERM; how long it took to end in order.
    pub fn stop(mut self) -> Duration {
        let begun = Instant::now();
        self.tell("-TERM");
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}");
        begun.elapsed()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// A base with an owner and a token of theirs.
pub fn owned(data: &Path) -> String {
    Server::start(data).stop();
    fs::write(data.join("owned"), "").unwrap();
    let mut add = clientele(data)
        .args(["user", "add", "anna", "Anna", "owner", "--password-stdin"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = add.stdin.take().unwrap();
    stdin.write_all(b"a horse that likes hay\n").unwrap();
    drop(stdin);
    assert!(add.wait().unwrap().success());
    let out = succeeds(
        data,
        &[
            "token",
            "add",
            "anna",
            "test",
            "--scope",
            "read,write,export,admin",
        ],
    );
    out.lines().nth(1).unwrap().trim().to_owned()
}
