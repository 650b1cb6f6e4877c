//! Builds the interface and tells the embedding where it lies: a ready build when
//! `CLIENTELE_UI_DIST` names one, else `npm` in `ui/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=CLIENTELE_UI_DIST");
    if env::var_os("CARGO_FEATURE_UI").is_none() {
        return;
    }
    let folder = match env::var_os("CLIENTELE_UI_DIST") {
        Some(ready) => ready_build(&PathBuf::from(ready)),
        None => build(),
    };
    println!("cargo:rustc-env=CLIENTELE_UI_FOLDER={}", folder.display());
}

fn ready_build(folder: &Path) -> PathBuf {
    println!("cargo:rerun-if-changed={}", folder.display());
    let folder = folder.canonicalize().unwrap_or_else(|error| {
        panic!("CLIENTELE_UI_DIST={}: {error}", folder.display());
    });
    assert!(
        folder.join("index.html").is_file(),
        "CLIENTELE_UI_DIST={} has no index.html",
        folder.display()
    );
    folder
}

fn build() -> PathBuf {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("../..");
    let ui = root.join("ui");
    for part in [
        "src",
        "public",
        "index.html",
        "vite.config.ts",
        "svelte.config.js",
        "tsconfig.json",
        "package-lock.json",
    ] {
        println!("cargo:rerun-if-changed={}", ui.join(part).display());
    }
    println!("cargo:rerun-if-changed={}", root.join("locales").display());
    check_node();
    let out = PathBuf::from(variable("OUT_DIR")).join("ui");
    if is_newer(
        &ui.join("package-lock.json"),
        &ui.join("node_modules/.package-lock.json"),
    ) {
        npm(&ui, &["ci", "--no-audit", "--no-fund"]);
    }
    let out_text = out.to_string_lossy();
    npm(
        &ui,
        &["run", "build", "--", "--outDir", &out_text, "--emptyOutDir"],
    );
    out
}

/// The oldest Node.js the interface is built with, as `ui/package.json` says.
const NODE: (u32, u32) = (20, 19);
const CURE: &str = "install Node.js 20.19 or newer with npm, set CLIENTELE_UI_DIST to a ready \
    build of the interface, or build without it (--no-default-features)";

fn npm(folder: &Path, arguments: &[&str]) {
    let status = Command::new("npm")
        .args(arguments)
        .current_dir(folder)
        .status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => panic!(
            "the interface could not be built: npm {} in ui/ failed ({status}), what it said \
             stands above. Without a network, {CURE}",
            arguments.join(" ")
        ),
        Err(error) => {
            panic!("the interface is built with npm, which does not start ({error}): {CURE}")
        }
    }
}

/// An older Node.js fails deep inside a tool of the interface, with words that help nobody.
fn check_node() {
    let output = Command::new("node").arg("--version").output();
    let Ok(output) = output else {
        panic!("the interface is built with Node.js, which is not there: {CURE}");
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.trim().trim_start_matches('v').split('.');
    let mut number = || numbers.next()?.parse::<u32>().ok();
    if let (Some(major), Some(minor)) = (number(), number()) {
        assert!(
            (major, minor) >= NODE,
            "Node.js {} is too old for the interface: {CURE}",
            text.trim()
        );
    }
}

fn is_newer(one: &Path, other: &Path) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    match (time(one), time(other)) {
        (Some(one), Some(other)) => one > other,
        _ => true,
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}
