//! The inbox through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use app::Context;
use app::inbox::{self, Mark};
use app::task::{self, Assignee, Input};
use app::testing::{TestApp, apps};
use domain::id::ClientId;
use domain::policy::Role;
use domain::task::{TaskKind, TaskState};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

/// What waits: kind, text, client, count.
fn told(app: &TestApp, ctx: &Context) -> Vec<String> {
    let of = |notice: domain::inbox::Notice| {
        let client = notice.client.map(|(_, name)| format!(" at {name}"));
        let text = notice.text.unwrap_or_default();
        let count = notice.count;
        format!(
            "{} {text}{} {count}",
            notice.kind,
            client.unwrap_or_default()
        )
    };
    inbox::list(app, ctx).unwrap().into_iter().map(of).collect()
}

/// The same employee at another time.
fn at(ctx: &Context, now: Timestamp) -> Context {
    let mut ctx = ctx.clone();
    ctx.now = now;
    ctx
}

fn add(app: &TestApp, role: Role, name: &str) -> ClientId {
    let input = app::client::Input {
        name: Some(name.to_owned()),
        ..app::client::Input::default()
    };
    app::client::create(app, &app.ctx(role), &input).unwrap().id
}

fn to_do(title: &str, kind: TaskKind, day: Date, client: Option<ClientId>) -> Input {
    Input {
        title: Some(title.to_owned()),
        kind: Some(kind),
        due_day: Some(day),
        client_id: client,
        ..Input::default()
    }
}

#[test]
fn r265_what_is_due_is_told_until_it_is_done_or_put_off() {
    for app in apps() {
        let ctx = app.ctx(Role::ClientManager);
        let client = add(&app, Role::ClientManager, "Ромашка");
        let today = date(2026, 3, 2);
        let late = to_do("late", TaskKind::General, date(2026, 2, 27), None);
        let late = task::create(&app, &ctx, &late).unwrap().task;
        let promise = to_do("price", TaskKind::Promise, today, Some(client));
        task::create(&app, &ctx, &promise).unwrap();
        let later = to_do("later", TaskKind::General, date(2026, 3, 3), None);
        task::create(&app, &ctx, &later).unwrap();
        assert_eq!(
            told(&app, &ctx),
            ["promise price at Ромашка 1", "overdue late 1"]
        );
        assert_eq!(told(&app, &app.ctx(Role::Owner)), Vec::<String>::new());

        let keys: Vec<String> = inbox::list(&app, &ctx)
            .unwrap()
            .iter()
            .map(domain::inbox::Notice::key)
            .collect();
        let soon = ctx.now + SignedDuration::from_hours(1);
        inbox::mark(&app, &ctx, &keys[..1], Mark::Snoozed(soon)).unwrap();
        inbox::mark(&app, &ctx, &keys[1..], Mark::Done).unwrap();
        assert_eq!(told(&app, &ctx), Vec::<String>::new());
        assert_eq!(told(&app, &at(&ctx, soon)), ["promise price at Ромашка 1"]);
        inbox::mark(&app, &ctx, &keys[1..], Mark::None).unwrap();
        assert_eq!(told(&app, &ctx), ["overdue late 1"]);
        let done = Input {
            state: Some(TaskState::Done),
            ..Input::default()
        };
        task::update(&app, &ctx, late.id, late.version, &done).unwrap();
        assert_eq!(
            told(&app, &ctx),
            Vec::<String>::new(),
            "it goes with its reason"
        );
        let past = Mark::Snoozed(ctx.now);
        assert!(inbox::mark(&app, &ctx, &keys, past).is_err());
        assert!(inbox::mark(&app, &ctx, &[], Mark::Done).is_err());
    }
}

#[test]
fn r117_r118_r126_r200_terms_withdrawals_given_tasks_and_absences_are_told() {
    for app in apps() {
        let seller = app.ctx(Role::ActiveSeller);
        let clients = vec![
            add(&app, Role::ActiveSeller, "Север"),
            add(&app, Role::Owner, "Чужой"),
        ];
        let head = app.ctx(Role::HeadOfSales);
        let set = app::selection::Clients::Ids(clients);
        let to = Assignee::User(app.user(Role::ActiveSeller));
        let work = to_do("Check", TaskKind::General, date(2026, 3, 9), None);
        task::batch(&app, &head, &set, &work, to, None, false).unwrap();
        assert_eq!(told(&app, &seller), ["given Check 2"]);
        let away = app::absence::Input {
            deputy_id: app.user(Role::ActiveSeller),
            from_day: date(2026, 3, 1),
            until_day: date(2026, 3, 5),
        };
        app::absence::put(&app, &head, app.user(Role::ClientManager), away).unwrap();
        assert_eq!(
            told(&app, &seller),
            ["given Check 2", "deputy client_manager 1"]
        );
        // The term of a seller is 90 days; the warning comes 7 days before.
        let near = at(&seller, seller.now + SignedDuration::from_hours(24 * 84));
        let mut tasks = told(&app, &near);
        tasks.sort();
        assert_eq!(
            tasks,
            [
                "ending  at Север 1",
                "overdue Check 1",
                "overdue Check at Север 1"
            ]
        );
        let over = seller.now + SignedDuration::from_hours(24 * 91);
        let system = Context::system(over).seeded(3);
        assert_eq!(
            app::holding::withdraw_due(&app, &system, |_| true).unwrap(),
            1
        );
        let after = at(&seller, over);
        assert_eq!(
            told(&app, &after),
            ["overdue Check 1", "overdue Check 1", "withdrawn  1"],
            "sec_01: a client that one may not see any more is not named"
        );
        let old = at(&seller, over + SignedDuration::from_hours(24 * 8));
        assert_eq!(told(&app, &old).len(), 2, "after a week it is no news");
    }
}
