//! Folders that are looked into again and again.

use std::path::PathBuf;

use app::import::{self, FeedData, FeedItem, NewProfile};
use app::testing::TestApp;
use app::{Context, DbError};
use domain::id::ImportProfileId;
use domain::import::{Kind, RunState};
use domain::policy::Role;
use jiff::{SignedDuration, Timestamp};

use crate::{base, mapping, stage, work};

const FILE: &str = "id;name;phone\n1;Ромашка;+7 495 123-45-67\n2;Север;+7 495 765-43-21\n";

/// The watched folder of an app, made; with a kept mapping.
fn folder(app: &TestApp, ctx: &Context, name: &str) -> (PathBuf, ImportProfileId) {
    let root = app.imports().folder_of_feeds().unwrap();
    let folder = root.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let id = stage(
        app,
        ctx,
        Kind::Clients,
        "external_id name phone",
        FILE.as_bytes(),
    );
    let new = NewProfile {
        name: "shop".to_owned(),
        import: Some(id),
        ..NewProfile::default()
    };
    let profile = import::keep_profile(app, ctx, &new).unwrap().id;
    (folder, profile)
}

fn feed(app: &TestApp, ctx: &Context, folder: &str, profile: ImportProfileId) -> FeedItem {
    let data = FeedData {
        name: "Shop".to_owned(),
        folder: folder.to_owned(),
        pattern: "*.csv".to_owned(),
        profile_id: profile,
        minutes: 10,
        active: true,
    };
    import::add_feed(app, ctx, data).unwrap()
}

/// Looks as the program does every minute, so many minutes after noon, and works.
fn pass(app: &TestApp, minutes: i64) {
    let now: Timestamp = app::testing::noon() + SignedDuration::from_mins(minutes);
    import::plan_feeds(app, &Context::system(now)).unwrap();
    crate::work_at(app, now);
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_brought_in_once_it_stands_still_and_yesterdays_changes_nothing() {
    for app in app::testing::apps() {
        let ctx = app.ctx(Role::Owner);
        let name = format!("shop-{}-{}", std::process::id(), app.db.engine().code());
        let (folder, profile) = folder(&app, &ctx, &name);
        let item = feed(&app, &ctx, &name, profile);
        std::fs::write(folder.join("base.csv"), FILE).unwrap();
        std::fs::write(folder.join("base.csv.tmp"), FILE).unwrap();
        pass(&app, 0);
        assert!(base(&app).is_empty(), "it may still grow");
        pass(&app, 2);
        assert_eq!(base(&app).len(), 2);
        assert_eq!(names(&folder), ["base.csv.tmp", "done"]);
        let done = names(&folder.join("done"));
        assert_eq!(done.len(), 2, "{done:?}");
        assert!(done[0].ends_with("-base.csv") && done[1].ends_with("-base.csv.report.csv"));
        let report = std::fs::read_to_string(folder.join("done").join(&done[1])).unwrap();
        assert!(report.contains("created"), "{report}");
        let once = base(&app);
        std::fs::write(folder.join("base.csv"), FILE).unwrap();
        pass(&app, 20);
        pass(&app, 22);
        assert_eq!(base(&app), once);
        let now = import::find_feed(&app, &ctx, item.feed.id).unwrap();
        let last = now.last.unwrap();
        assert_eq!(last.state, RunState::Done);
        assert_eq!(last.run.outcomes, r#"{"unchanged":2}"#);
        assert_eq!(names(&folder.join("done")).len(), 4);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

#[test]
fn a_file_of_another_layout_is_put_aside_and_writes_nothing() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let (folder, profile) = folder(&app, &ctx, "shop");
    let item = feed(&app, &ctx, "shop", profile);
    std::fs::write(folder.join("other.csv"), "phone;id;name\n1;2;Ромашка\n").unwrap();
    std::fs::write(folder.join("broken.csv"), [0_u8, 159, 146, 150]).unwrap();
    pass(&app, 0);
    pass(&app, 2);
    assert!(base(&app).is_empty());
    assert_eq!(names(&folder), ["failed"]);
    let failed = names(&folder.join("failed"));
    assert_eq!(failed.len(), 4, "{failed:?}");
    let why = failed
        .iter()
        .find(|name| name.ends_with("other.csv.report.txt"));
    let why = std::fs::read_to_string(folder.join("failed").join(why.unwrap())).unwrap();
    assert_eq!(why, "import.feed_layout\n");
    // The others of the folder are not held up by it.
    std::fs::write(folder.join("good.csv"), FILE).unwrap();
    pass(&app, 20);
    pass(&app, 22);
    assert_eq!(base(&app).len(), 2);
    let now = import::find_feed(&app, &ctx, item.feed.id).unwrap();
    assert_eq!(now.feed.error, None);
}

#[test]
fn sec_43_only_folders_under_the_root_are_watched_and_only_by_whoever_may_write() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let (_, profile) = folder(&app, &ctx, "shop");
    for name in ["..", "/etc", "shop/../..", "missing", ".hidden"] {
        let data = FeedData {
            name: "x".to_owned(),
            folder: name.to_owned(),
            pattern: "*".to_owned(),
            profile_id: profile,
            minutes: 10,
            active: true,
        };
        let refused = import::add_feed(&app, &ctx, data);
        assert!(matches!(refused, Err(import::Error::Invalid(_))), "{name}");
    }
    let item = feed(&app, &ctx, "shop", profile);
    let agent = app.ctx(Role::ClientManager);
    assert!(matches!(
        import::change_feed(&app, &agent, item.feed.id, 1, item.feed.data.clone()),
        Err(import::Error::Forbidden(_))
    ));
    // A mapping that a feed uses stays.
    let used = import::forget_profile(&app, &ctx, profile, 1);
    assert!(matches!(used, Err(import::Error::Invalid(_))), "{used:?}");
    import::remove_feed(&app, &ctx, item.feed.id, 1).unwrap();
    import::forget_profile(&app, &ctx, profile, 1).unwrap();
}

#[test]
fn whoever_kept_it_must_still_be_there() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::DataSteward);
    let (folder, profile) = folder(&app, &ctx, "shop");
    let item = feed(&app, &ctx, "shop", profile);
    std::fs::write(folder.join("base.csv"), FILE).unwrap();
    app.db
        .write(|tx| {
            tx.execute(
                "UPDATE app_user SET state = 'disabled' WHERE id = $1",
                &[app.user(Role::DataSteward).uuid().into()],
            )
            .map(drop)
        })
        .map_err(|error: DbError| error)
        .unwrap();
    pass(&app, 0);
    pass(&app, 2);
    assert!(base(&app).is_empty());
    assert_eq!(names(&folder), ["base.csv"], "it waits");
    let owner = app.ctx(Role::Owner);
    let now = import::find_feed(&app, &owner, item.feed.id).unwrap();
    assert_eq!(now.feed.error.as_deref(), Some("user.not_found"));
}

#[test]
fn the_mapping_of_a_ready_profile_is_taken_for_a_table_that_has_its_headings() {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    let file = "Record ID;Company name;Something\n1;Acme;x\n";
    let id = stage(&app, &ctx, Kind::Clients, "- name -", file.as_bytes());
    let version = import::find(&app, &ctx, id).unwrap().run.version;
    let take = |version, code: &str| {
        let change = import::Change {
            ready: Some(code.to_owned()),
            ..import::Change::default()
        };
        import::update(&app, &ctx, id, version, &change)
    };
    assert!(matches!(
        take(version, "nobody"),
        Err(import::Error::Invalid(_))
    ));
    assert!(matches!(
        take(version, "directory"),
        Err(import::Error::Invalid(_))
    ));
    let import = take(version, "hubspot").unwrap();
    let now: domain::import::Mapping =
        serde_json::from_str(import.run.mapping.as_deref().unwrap()).unwrap();
    assert_eq!(now, mapping(Kind::Clients, "external_id name"));
    work(&app);
    let read = import::find(&app, &ctx, id).unwrap();
    assert_eq!(read.state, RunState::Staged);
}
