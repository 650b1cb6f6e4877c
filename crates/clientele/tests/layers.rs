//! The shape of the house, read from `cargo metadata`: which crate may know which. Cargo keeps
//! circles out; this keeps the rest of docs/dev/architecture.md.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::process::Command;

use serde_json::Value;

/// Our crates, from the ground up: each may import only those of lower floors.
const FLOORS: [&[&str]; 7] = [
    &["domain", "analysis", "tables", "db"],
    &["ledger", "matching", "store", "simulator"],
    &["app"],
    &["server"],
    &["clientele"],
    &["benches"],
    &["xtask"],
];

/// Crates that touch the world outside.
const WORLD: [&str; 11] = [
    "rusqlite",
    "postgres",
    "tokio",
    "axum",
    "hyper",
    "tower-http",
    "memmap2",
    "tempfile",
    "rustls",
    "lettre",
    "reqwest",
];

struct House {
    /// Of each of our crates: the crates it names itself, tests left out.
    direct: BTreeMap<String, BTreeSet<String>>,
    /// Of each package: the packages it stands on, tests left out.
    graph: BTreeMap<String, BTreeSet<String>>,
}

fn house() -> House {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let mut names = BTreeMap::new();
    let mut direct = BTreeMap::new();
    let ours: BTreeSet<String> = list(&all["workspace_members"]).iter().map(text).collect();
    for package in list(&all["packages"]) {
        let (id, name) = (text(&package["id"]), text(&package["name"]));
        if ours.contains(&id) {
            let lasting = list(&package["dependencies"])
                .into_iter()
                .filter(|dependency| dependency["kind"] != "dev")
                .map(|dependency| text(&dependency["name"]))
                .collect();
            direct.insert(name.clone(), lasting);
        }
        names.insert(id, name);
    }
    let mut graph = BTreeMap::new();
    for node in list(&all["resolve"]["nodes"]) {
        let below: BTreeSet<String> = list(&node["deps"])
            .into_iter()
            .filter(|dep| {
                list(&dep["dep_kinds"])
                    .iter()
                    .any(|kind| kind["kind"] != "dev")
            })
            .map(|dep| names[&text(&dep["pkg"])].clone())
            .collect();
        let node = graph.entry(names[&text(&node["id"])].clone());
        node.or_insert_with(BTreeSet::new).extend(below);
    }
    House { direct, graph }
}

impl House {
    /// Everything a package stands on.
    fn below(&self, name: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut queue = VecDeque::from([name.to_owned()]);
        while let Some(next) = queue.pop_front() {
            for below in self.graph.get(&next).into_iter().flatten() {
                if seen.insert(below.clone()) {
                    queue.push_back(below.clone());
                }
            }
        }
        seen
    }

    /// The benches lay floors of other makes beside the product, so they may name anything.
    fn who_names(&self, library: &str) -> Vec<&str> {
        let product = self.direct.iter().filter(|(name, _)| *name != "benches");
        let named = product.filter(|(_, all)| all.contains(library));
        named.map(|(name, _)| name.as_str()).collect()
    }
}

fn floor(name: &str) -> usize {
    let found = FLOORS.iter().position(|floor| floor.contains(&name));
    found.unwrap_or_else(|| panic!("{name} has no floor: give it one here"))
}

#[test]
fn every_import_points_down() {
    let house = house();
    for (name, dependencies) in &house.direct {
        for below in dependencies
            .iter()
            .filter(|below| house.direct.contains_key(*below))
        {
            assert!(floor(below) < floor(name), "{name} imports {below}");
        }
    }
}

#[test]
fn the_rules_and_the_figures_touch_nothing_outside() {
    let house = house();
    for pure in ["domain", "analysis", "matching"] {
        let below = house.below(pure);
        for library in WORLD {
            assert!(!below.contains(library), "{pure} stands on {library}");
        }
        // Below them it comes with identifiers and hash maps; they themselves must not ask for it.
        // Generators with a seed are parameters; clippy.toml forbids the ambient ones.
        let named = &house.direct[pure];
        assert!(!named.contains("getrandom"), "{pure} imports getrandom");
    }
}

#[test]
fn each_world_has_one_door() {
    let house = house();
    assert_eq!(house.who_names("axum"), ["server"]);
    assert_eq!(house.who_names("rusqlite"), ["db"]);
    assert_eq!(house.who_names("postgres"), ["db"]);
}

#[test]
fn the_server_knows_no_table() {
    let house = house();
    for above in ["server", "clientele"] {
        for below in ["store", "db"] {
            assert!(
                !house.direct[above].contains(below),
                "{above} imports {below}"
            );
        }
    }
    for pure in ["domain", "analysis", "tables", "db"] {
        let ours = house.direct[pure]
            .iter()
            .filter(|name| house.direct.contains_key(*name));
        assert_eq!(ours.count(), 0, "{pure} imports one of ours");
    }
}
