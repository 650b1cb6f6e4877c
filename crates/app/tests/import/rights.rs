//! Who may bring tables in, and whose imports are seen.

use app::import::{self, Error, Upload};
use domain::import::Kind;
use domain::policy::Role;

use crate::{bring, stage};

#[test]
fn sec_07_only_who_may_brings_in_and_only_what_is_their_own() {
    let app = app::testing::app();
    let owner = app.ctx(Role::Owner);
    let id = stage(&app, &owner, Kind::Clients, "name", b"name\nA\n");
    for role in Role::ALL {
        let ctx = app.ctx(*role);
        let may = matches!(role, Role::Owner | Role::HeadOfSales | Role::DataSteward);
        assert_eq!(Upload::begin(&app, &ctx).is_ok(), may, "{role}");
        assert_eq!(import::find(&app, &ctx, id).is_ok(), may, "{role}");
    }
    // A head who sees the team only has no say in the imports of others.
    let team_only = [(
        "policy.head_of_sales_scope".to_owned(),
        Some(domain::setting::Value::Text("team".into())),
    )];
    app::setting::change(&app, &owner, &team_only.into()).unwrap();
    let head = app.ctx(Role::HeadOfSales);
    assert!(matches!(
        import::find(&app, &head, id),
        Err(Error::NotFound)
    ));
    assert!(matches!(import::run(&app, &head, id), Err(Error::NotFound)));
    assert!(matches!(
        import::undo(&app, &head, id),
        Err(Error::NotFound)
    ));
    assert!(
        import::list(&app, &head, None, 50)
            .unwrap()
            .items
            .is_empty()
    );
    let own = stage(&app, &head, Kind::Clients, "name", b"name\nB\n");
    assert!(import::find(&app, &head, own).is_ok());
}

#[test]
fn who_may_not_assign_clients_does_not_by_a_file() {
    let app = app::testing::app();
    let steward = app.ctx(Role::DataSteward);
    let id = stage(
        &app,
        &steward,
        Kind::Clients,
        "name manager",
        "n;m\nA;active_seller\n".as_bytes(),
    );
    assert!(matches!(
        import::run(&app, &steward, id),
        Err(Error::Forbidden(_))
    ));
    let owner = app.ctx(Role::Owner);
    let done = bring(
        &app,
        &owner,
        Kind::Clients,
        "name manager",
        "n;m\nA;active_seller\n",
    );
    assert_eq!(done, r#"{"created":1}"#);
    let seller = app.user(Role::ActiveSeller);
    assert!(crate::base(&app)[0].contains(&seller.to_string()));
}

#[test]
fn a_job_has_the_rights_its_owner_has_when_it_runs() {
    let app = app::testing::app();
    let head = app.ctx(Role::HeadOfSales);
    let id = stage(&app, &head, Kind::Clients, "name", b"name\nA\n");
    import::run(&app, &head, id).unwrap();
    let owner = app.ctx(Role::Owner);
    let user = app::user::list(&app, &owner).unwrap();
    let user = user
        .into_iter()
        .find(|user| user.id == app.user(Role::HeadOfSales))
        .unwrap();
    let change = app::user::Change {
        enabled: Some(false),
        ..app::user::Change::default()
    };
    app::user::change(&app, &owner, user.id, user.version, &change).unwrap();
    crate::work(&app);
    assert!(crate::base(&app).is_empty());
}
