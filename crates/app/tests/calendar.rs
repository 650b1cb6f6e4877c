//! The calendar through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::calendar::{self, Request};
use app::client::{self, Input as ClientInput};
use app::testing::{TestApp, apps};
use app::{fact, part, task};
use domain::id::ClientId;
use domain::policy::Role;
use domain::task::{TaskKind, TaskState, Whose};
use jiff::civil::{date, time};

fn add(app: &TestApp, role: Role, seed: u64, name: &str) -> ClientId {
    let input = ClientInput {
        name: Some(name.to_owned()),
        ..ClientInput::default()
    };
    let ctx = app.ctx(role).seeded(seed);
    client::create(app, &ctx, &input).unwrap().id
}

#[test]
fn r181_what_is_taken_is_told_and_kept() {
    for app in apps() {
        let client = add(&app, Role::Telemarketer, 1, "Own");
        let seller = app.ctx(Role::ActiveSeller).actor.user();
        let caller = app.ctx(Role::Telemarketer);
        let day = date(2026, 3, 2);
        let meeting = |hour| task::Input {
            title: Some("Meet".to_owned()),
            kind: Some(TaskKind::Meeting),
            due_day: Some(day),
            starts: Some(Some(time(hour, 0, 0, 0))),
            assignee_id: Some(seller),
            client_id: Some(client),
            ..task::Input::default()
        };
        let made = task::create(&app, &caller, &meeting(14)).unwrap();
        assert_eq!(made.task.data.minutes, Some(60), "as the setting says");
        let taken = task::create(&app, &caller, &meeting(14)).unwrap_err();
        let task::Error::Taken { free } = taken else {
            panic!("{taken}")
        };
        let told: Vec<String> = free.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["09:00–14:00", "15:00–18:00"]);
        let days = calendar::busy(&app, &caller, seller, day, day, None).unwrap();
        assert_eq!((days[0].busy.len(), &days[0].free), (1, &free));
        let cancel = task::Input {
            state: Some(TaskState::Cancelled),
            ..task::Input::default()
        };
        task::update(&app, &caller, made.task.id, 1, &cancel).unwrap();
        task::create(&app, &caller, &meeting(14)).unwrap();
        let request = Request {
            whose: Whose::All,
            assignee: Some(seller),
            from: day,
            to: day,
        };
        let seen = calendar::view(&app, &app.ctx(Role::Owner), &request).unwrap();
        let times: Vec<_> = seen.tasks.iter().map(|t| t.task.data.starts).collect();
        assert_eq!(
            times,
            [Some(time(14, 0, 0, 0))],
            "without the cancelled one"
        );
    }
}

#[test]
fn r254_birthdays_are_found_by_their_day_and_move_with_their_fact() {
    for app in apps() {
        let client = add(&app, Role::ClientManager, 1, "Own");
        let ctx = app.ctx(Role::ClientManager);
        let said = |value: &str| fact::Input {
            fact_type: Some("birthday".to_owned()),
            value: Some(value.to_owned()),
            ..fact::Input::default()
        };
        let data = said("1990-03-03").create(&ctx).unwrap();
        let made = part::create(&app, &ctx, client, &data).unwrap();
        let days = |whose| {
            let request = Request {
                whose,
                assignee: None,
                from: date(2026, 3, 1),
                to: date(2026, 3, 31),
            };
            let seen = calendar::view(&app, &ctx, &request).unwrap();
            seen.birthdays.iter().map(|one| one.day).collect::<Vec<_>>()
        };
        for whose in [Whose::Mine, Whose::All] {
            assert_eq!(days(whose), [date(2026, 3, 3)]);
        }
        assert_eq!(days(Whose::Team), [], "who is in no team has none");
        let mut moved = made.data.clone();
        moved.value = "04.03".to_owned();
        part::update::<domain::fact::FactData>(&app, &ctx, made.id, 1, |data, _| {
            *data = moved.clone();
            Ok(())
        })
        .unwrap();
        assert_eq!(days(Whose::Mine), [date(2026, 3, 4)]);
    }
}

#[test]
fn an_address_is_renewed_read_and_switched_off() {
    for app in apps() {
        let ctx = app.ctx(Role::ActiveSeller);
        assert_eq!(calendar::feed(&app, &ctx).unwrap(), None);
        let first = calendar::renew(&app, &ctx).unwrap();
        let second = calendar::renew(&app, &ctx).unwrap();
        assert!(calendar::read(&app, &first, app.now, "x").is_err());
        let file = calendar::read(&app, &second, app.now, "x").unwrap();
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n"));
        let feed = calendar::feed(&app, &ctx).unwrap().unwrap();
        assert_eq!(feed.read_at, Some(ctx.now));
        calendar::switch_off(&app, &ctx).unwrap();
        assert!(calendar::read(&app, &second, app.now, "x").is_err());
        assert!(calendar::switch_off(&app, &ctx).is_err());
    }
}
