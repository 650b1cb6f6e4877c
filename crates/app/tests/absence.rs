//! Absences: a deputy sees and works the clients of who is away, for as long as they are.

use app::absence::{self, Error, Input};
use app::client;
use app::testing::apps;
use app::today;
use domain::policy::Role;
use jiff::SignedDuration;
use jiff::civil::date;

#[test]
fn r200_a_deputy_works_the_clients_of_who_is_away_and_only_then() {
    for mut app in apps() {
        let (seller, caller) = (Role::ActiveSeller, Role::Telemarketer);
        let new = client::Input {
            name: Some("Ветер".to_owned()),
            manager_id: Some(Some(app.user(seller))),
            ..Default::default()
        };
        let id = client::create(&app, &app.ctx(Role::Owner), &new)
            .unwrap()
            .id;
        let sees = |app: &app::testing::TestApp| client::card(app, &app.ctx(caller), id).is_ok();
        assert!(!sees(&app));
        let input = |deputy, until| Input {
            deputy_id: app.user(deputy),
            from_day: date(2026, 3, 2),
            until_day: until,
        };
        let week = input(caller, date(2026, 3, 8));
        let stranger = absence::put(&app, &app.ctx(caller), app.user(seller), week);
        assert!(matches!(stranger, Err(Error::Forbidden(_))), "{stranger:?}");
        let own = input(seller, date(2026, 3, 8));
        let own = absence::put(&app, &app.ctx(seller), app.user(seller), own);
        assert!(matches!(own, Err(Error::Invalid(_))), "{own:?}");
        let over = input(caller, date(2026, 2, 8));
        let over = absence::put(&app, &app.ctx(seller), app.user(seller), over);
        assert!(matches!(over, Err(Error::Invalid(_))), "{over:?}");

        absence::put(&app, &app.ctx(seller), app.user(seller), week).unwrap();
        assert!(sees(&app));
        assert_eq!(absence::list(&app, &app.ctx(caller)).unwrap().len(), 1);
        let queue = today::today(&app, &app.ctx(caller)).unwrap().items;
        assert_eq!(
            queue.iter().map(|item| item.client.id).collect::<Vec<_>>(),
            [id]
        );
        app.now += SignedDuration::from_hours(24 * 7);
        assert!(!sees(&app), "they are back");
        app.now -= SignedDuration::from_hours(24 * 7);
        absence::end(&app, &app.ctx(Role::HeadOfSales), app.user(seller)).unwrap();
        assert!(!sees(&app));
        let again = absence::end(&app, &app.ctx(Role::HeadOfSales), app.user(seller));
        assert!(matches!(again, Err(Error::NotFound)));
    }
}
