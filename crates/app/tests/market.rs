//! Where new clients are noticed – signals, recommendations, streets – on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::client::{self, Input as ClientInput};
use app::testing::{TestApp, apps};
use app::{coverage, journal, referral, signal};
use domain::id::ClientId;
use domain::policy::Role;
use domain::signal::SignalState;

fn client(app: &TestApp, name: &str) -> ClientId {
    let input = ClientInput {
        name: Some(name.to_owned()),
        ..ClientInput::default()
    };
    let seed = name.bytes().map(u64::from).sum();
    let ctx = app.ctx(Role::ClientManager).seeded(seed);
    client::create(app, &ctx, &input).unwrap().id
}

#[test]
fn r68_signals_go_page_by_page_and_a_pasted_list_is_undone() {
    for app in apps() {
        let ctx = app.ctx(Role::ClientManager);
        let own = client(&app, "Ромашка");
        let row = |subject: &str, day: i8| signal::Input {
            subject: Some(subject.to_owned()),
            kind: Some("migration".to_owned()),
            day: Some(jiff::civil::date(2026, 3, day)),
            ..signal::Input::default()
        };
        let rows: Vec<_> = (1..=5).map(|day| row("ромашка", day)).collect();
        let tally = signal::create_many(&app, &ctx, &rows).unwrap();
        assert_eq!((tally.signals, tally.with_client), (5, 5));
        let mut request = signal::Request {
            states: vec![SignalState::New],
            client: Some(own),
            limit: 2,
            ..signal::Request::default()
        };
        let mut days = Vec::new();
        loop {
            let page = signal::list(&app, &ctx, &request).unwrap();
            assert_eq!(page.total, 5);
            let seen = page.items.iter();
            days.extend(seen.map(|seen| seen.item.signal.data.day.day()));
            let Some(next) = page.next else { break };
            request.after = Some(next);
        }
        assert_eq!(days, [5, 4, 3, 2, 1]);
        journal::undo(&app, &ctx, tally.seq.unwrap()).unwrap();
        request.after = None;
        assert_eq!(signal::list(&app, &ctx, &request).unwrap().total, 0);
    }
}

#[test]
fn r78_givers_are_counted_with_what_they_brought() {
    for app in apps() {
        let ctx = app.ctx(Role::ClientManager);
        let (first, second, third) = (client(&app, "а"), client(&app, "б"), client(&app, "в"));
        let by = |giver| referral::Input {
            giver_id: Some(Some(giver)),
            ..referral::Input::default()
        };
        referral::create(&app, &ctx.clone().seeded(1), second, &by(first)).unwrap();
        let partner = referral::Input {
            kind: Some("partner".to_owned()),
            ..by(first)
        };
        referral::create(&app, &ctx.clone().seeded(2), third, &partner).unwrap();
        let givers = referral::givers(&app, &ctx).unwrap();
        let one = &givers[0];
        assert_eq!(
            (one.clients, one.as_partner, one.bought, one.revenue_minor),
            (2, 1, 0, 0)
        );
        let around = referral::around(&app, &ctx, first).unwrap();
        assert_eq!(around.tree.len(), 2);
        assert!(around.received.is_empty());
    }
}

#[test]
fn r70_buildings_stand_in_the_order_of_the_street() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let input = coverage::Input {
            name: Some("Центр".to_owned()),
            ..coverage::Input::default()
        };
        let town = coverage::create(&app, &ctx, &input).unwrap();
        let list = "Мира 10\nМира 9\nМира 9а\nАвиаторов 2\n";
        let ctx = ctx.seeded(3);
        let tally = coverage::put_in(&app, &ctx, town.id, list).unwrap();
        assert_eq!((tally.added, tally.known), (4, 0));
        let mut after = None;
        let mut houses = Vec::new();
        loop {
            let page = coverage::places(&app, &ctx, town.id, None, after.as_ref(), 3).unwrap();
            let places = page.items.into_iter().map(|item| item.place.data);
            houses.extend(places.map(|data| format!("{} {}", data.street, data.house)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(houses, ["Авиаторов 2", "Мира 9", "Мира 9а", "Мира 10"]);
        journal::undo(&app, &ctx, tally.seq.unwrap()).unwrap();
        let all = coverage::territories(&app, &ctx).unwrap();
        assert_eq!(all[0].places(), 0);
        coverage::delete(&app, &ctx, town.id, 1).unwrap();
    }
}
