//! The demo base: whole, only into an empty base, with passwords that nobody knew before.

use app::demo::{self, Error, LogIn, Size};
use app::testing::{apps, empty_app, noon};
use app::{App, Context};
use domain::client::filter::ClientOrder;
use domain::policy::Role;

const SMALL: Size = Size {
    clients: 60,
    years: 2,
    lines: 1_200,
};

fn load(app: &App) -> Result<Vec<LogIn>, Error> {
    demo::load(app, &Context::system(noon()), 3, SMALL, |_, _| {})
}

#[test]
fn sec_45_a_demo_base_has_random_passwords_and_only_an_empty_base_takes_it() {
    let (first, second) = (empty_app(), empty_app());
    // The two differ in nothing but the source of secrets, which is not the seed of the base.
    let other = App::seeded(second.db.clone(), 2);
    let one = load(&first).unwrap();
    let two = load(&other).unwrap();
    assert_eq!(one.len(), 13);
    let roles: std::collections::BTreeSet<Role> = one.iter().map(|log_in| log_in.role).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(one.login, two.login);
        assert_ne!(one.password, two.password, "{}", one.login);
    }
    assert!(matches!(load(&first), Err(Error::NotEmpty)));
    for app in apps() {
        assert!(
            matches!(load(&app), Err(Error::NotEmpty)),
            "a base with employees"
        );
    }
}

#[test]
fn a_demo_base_is_whole_and_its_standings_are_what_use_cases_conclude() {
    let app = empty_app();
    load(&app).unwrap();
    let ctx = Context::system(noon());
    let request = app::client::Request {
        order: ClientOrder::default(),
        limit: 100,
        total: true,
        ..app::client::Request::default()
    };
    let page = app::client::list(&app, &ctx, &request).unwrap();
    assert_eq!((page.total, page.items.len()), (Some(60), 60));
    assert!(
        page.items
            .iter()
            .all(|item| item.phone.is_some() && item.email.is_some())
    );
    for item in &page.items {
        let before = item.marker;
        app.db
            .write(|tx| app::client::refresh_standing(tx, item.id))
            .unwrap();
        let card = app::client::card(&app, &ctx, item.id).unwrap();
        assert_eq!(card.client.standing.marker, before, "{}", item.name);
    }
    let orders = app::order::Request {
        total: true,
        ..app::order::Request::default()
    };
    assert!(app::order::list(&app, &ctx, &orders).unwrap().total > Some(100));
    let board = app::conveyor::board(&app, &ctx, 30).unwrap();
    assert!(!board.counts.is_empty() && !board.joints.is_empty());
    assert!(app::journal::verify(&app, &ctx).unwrap().is_ok());
    // The matrix names somebody for most of those who buy.
    let report = app::responsibility::report(&app, &ctx).unwrap();
    assert!(report.clients > 0 && report.loads.len() > 1);
    assert!(
        !app::responsibility::matrix(&app, &ctx)
            .unwrap()
            .cells
            .is_empty()
    );
    // Cards show how classes moved: the newest first, only where something moved.
    let mut longest = 0;
    for item in &page.items {
        let card = app::client::card(&app, &ctx, item.id).unwrap();
        let past = card.history;
        assert!(past.windows(2).all(|two| two[0].as_of > two[1].as_of));
        longest = longest.max(past.len());
    }
    assert!((2..=12).contains(&longest), "{longest}");
}
