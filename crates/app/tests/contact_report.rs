//! The main report through the use cases, on every engine at hand.

use app::client::{self, Input as ClientInput};
use app::interaction::Input;
use app::report::{self, Behind, Planning, Request};
use app::testing::apps;
use app::{part, task};
use domain::policy::Role;
use domain::report::Measure;
use domain::task::{TaskKind, TaskState, Whose};
use jiff::civil::date;

#[test]
fn r268_contacts_tasks_and_steps_are_counted_alike_on_every_engine() {
    for app in apps() {
        let ctx = app.ctx(Role::Telemarketer);
        let user = ctx.actor.user();
        let input = ClientInput {
            name: Some("Own".to_owned()),
            ..ClientInput::default()
        };
        let client = client::create(&app, &ctx, &input).unwrap().id;
        for (at, effect, minutes) in [
            ("2026-02-16T08:00:00Z", "effective", Some(20)),
            ("2026-02-16T09:00:00Z", "attempt", None),
            ("2026-02-17T09:00:00Z", "effective", Some(5)),
        ] {
            let input = Input {
                kind: Some("call".to_owned()),
                effect: Some(effect.to_owned()),
                happened_at: Some(at.parse().unwrap()),
                minutes: Some(minutes),
                ..Input::default()
            };
            let data = input.create(&ctx).unwrap();
            part::create(&app, &ctx, client, &data).unwrap();
        }
        let promise = task::Input {
            title: Some("Promise".to_owned()),
            kind: Some(TaskKind::Promise),
            client_id: Some(client),
            due_day: Some(date(2026, 2, 10)),
            ..task::Input::default()
        };
        let made = task::create(&app, &ctx, &promise).unwrap();
        task::create(&app, &ctx, &promise).unwrap();
        let done = task::Input {
            state: Some(TaskState::Done),
            ..task::Input::default()
        };
        task::update(&app, &ctx, made.task.id, 1, &done).unwrap();
        let planned = Planning {
            measure: Measure::Contacts,
            at: "2026-02-16".to_owned(),
            amount: Some(4),
        };
        let head = app.ctx(Role::HeadOfSales);
        report::set_plan(&app, &head, user, std::slice::from_ref(&planned)).unwrap();
        let again = Planning {
            amount: Some(3),
            ..planned
        };
        report::set_plan(&app, &head, user, &[again]).unwrap();

        let request = Request {
            whose: Whose::Mine,
            user: None,
            from: date(2026, 2, 16),
            to: date(2026, 3, 31),
            weekly: false,
        };
        let seen = report::contacts(&app, &ctx, &request).unwrap();
        let [me] = seen.people.as_slice() else {
            panic!("{} people", seen.people.len())
        };
        assert_eq!((me.stretches[0].planned, me.counted), (3, 2));
        assert_eq!(me.stretches[0].contacts.attempts, 1);
        assert_eq!((me.acquisition, me.development), (25, 0));
        assert_eq!((me.done, me.overdue, me.promises_overdue), (1, 1, 1));
        assert_eq!(me.steps.values().sum::<i64>(), 1);
        let behind = Behind {
            user,
            from: request.from,
            to: request.to,
            kind: None,
            effect: None,
            limit: 2,
            after: None,
        };
        let (first, next) = report::behind(&app, &ctx, &behind).unwrap();
        let rest = Behind {
            after: next,
            ..behind
        };
        let (last, end) = report::behind(&app, &ctx, &rest).unwrap();
        assert_eq!((first.len(), last.len(), end), (2, 1, None));
        let used = report::adoption(&app, &ctx, Whose::Mine, request.from, request.to).unwrap();
        let used: Vec<&str> = used.people[0].used.iter().copied().collect();
        assert_eq!(used, ["client", "interaction", "task"]);
    }
}
