//! Tasks through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::Context;
use app::client::{self, Input as ClientInput};
use app::journal;
use app::selection::Clients;
use app::task::{self, Assignee, Error, Input, Request};
use app::testing::{TestApp, apps};
use domain::id::ClientId;
use domain::policy::Role;
use domain::task::{TaskState, Whose};
use jiff::civil::date;

fn add(app: &TestApp, role: Role, seed: u64, name: &str) -> ClientId {
    let input = ClientInput {
        name: Some(name.to_owned()),
        ..ClientInput::default()
    };
    let ctx = app.ctx(role).seeded(seed);
    client::create(app, &ctx, &input).unwrap().id
}

fn titled(title: &str) -> Input {
    Input {
        title: Some(title.to_owned()),
        ..Input::default()
    }
}

fn request(whose: Whose) -> Request {
    Request {
        whose,
        assignee: None,
        state: None,
        kind: None,
        client: None,
        batch: None,
        from: None,
        to: None,
        limit: 2,
        after: None,
        total: true,
    }
}

/// Every task, page by page, with the count beside it.
fn all(app: &TestApp, ctx: &Context, whose: Whose) -> Vec<String> {
    let mut request = request(whose);
    let mut titles = Vec::new();
    loop {
        let page = task::list(app, ctx, &request).unwrap();
        titles.extend(page.items.into_iter().map(|seen| seen.task.data.title));
        match page.next {
            Some(next) => request.after = Some(next),
            None => {
                assert_eq!(page.total, Some(titles.len() as i64));
                return titles;
            }
        }
    }
}

#[test]
fn r125_a_batch_is_made_seen_by_scope_and_undone_as_a_whole() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, 1, "Own");
        let foreign = add(&app, Role::ActiveSeller, 2, "Foreign");
        let pool = add(&app, Role::Owner, 3, "Pool");
        let set = Clients::Ids(vec![own, foreign, pool]);
        let owner = app.ctx(Role::Owner);
        let input = Input {
            due_day: Some(date(2026, 3, 1)),
            note: Some("why".to_owned()),
            ..titled("Call")
        };
        let counted = task::batch(&app, &owner, &set, &input, Assignee::Manager, true).unwrap();
        assert_eq!(
            (counted.tasks, counted.without_manager, counted.assignees),
            (2, 1, 2)
        );
        assert_eq!(all(&app, &owner, Whose::All), Vec::<String>::new());
        let made = task::batch(&app, &owner, &set, &input, Assignee::Manager, false).unwrap();
        let to_one = Assignee::User(app.user(Role::Telemarketer));
        let more = app.ctx(Role::HeadOfSales);
        task::batch(&app, &more, &set, &titled("Ask"), to_one, false).unwrap();
        assert_eq!(
            all(&app, &owner, Whose::All),
            ["Call", "Call", "Ask", "Ask", "Ask"]
        );
        let telemarketer = app.ctx(Role::Telemarketer);
        assert_eq!(all(&app, &telemarketer, Whose::All).len(), 4);
        assert_eq!(all(&app, &telemarketer, Whose::Mine).len(), 4);
        // One of the three is for a client of theirs; the seller sees the one for their client.
        assert_eq!(all(&app, &app.ctx(Role::ActiveSeller), Whose::All).len(), 2);
        assert_eq!(
            all(&app, &app.ctx(Role::ClientManager), Whose::All).len(),
            0
        );
        assert_eq!(all(&app, &owner, Whose::Team).len(), 0);
        let page = task::list(&app, &telemarketer, &request(Whose::Mine)).unwrap();
        assert_eq!(page.items[0].client.as_deref(), Some("Own"));
        assert!(page.items[0].overdue);
        journal::undo(&app, &owner, made.seq.unwrap()).unwrap();
        assert_eq!(all(&app, &owner, Whose::All), ["Ask", "Ask", "Ask"]);
        let mine = task::batch(&app, &telemarketer, &set, &input, Assignee::Manager, true).unwrap();
        assert_eq!(mine.tasks, 1, "of the clients they see");
        let refused = task::batch(
            &app,
            &telemarketer,
            &set,
            &input,
            Assignee::User(app.user(Role::Owner)),
            true,
        );
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }
}

#[test]
fn a_task_without_a_client_is_done_and_taken_back() {
    for app in apps() {
        let ctx = app.ctx(Role::ClientManager);
        let made = task::create(&app, &ctx, &titled("Tidy")).unwrap();
        assert_eq!(made.task.data.due_day, date(2026, 3, 2), "today");
        let done = Input {
            state: Some(TaskState::Done),
            result: Some("tidy".to_owned()),
            ..Input::default()
        };
        let id = made.task.id;
        let closed = task::update(&app, &ctx, id, 1, &done).unwrap();
        assert_eq!(
            closed.task.data.closed_by,
            Some(app.user(Role::ClientManager))
        );
        let stale = task::update(&app, &ctx, id, 1, &done);
        assert!(matches!(stale, Err(Error::VersionConflict { current: 2 })));
        let filter = journal::Filter {
            entity: Some("task".to_owned()),
            ..journal::Filter::default()
        };
        let line = journal::list(&app, &ctx, &filter, 1)
            .unwrap()
            .items
            .remove(0);
        journal::undo(&app, &ctx, line.line.seq).unwrap();
        let back = task::find(&app, &ctx, id).unwrap();
        assert_eq!(
            (back.task.data.state, back.task.data.result),
            (TaskState::Open, None)
        );
        let guardian = task::create(&app, &app.ctx(Role::Guardian), &titled("x"));
        assert!(matches!(guardian, Err(Error::Forbidden(_))));
        assert!(task::find(&app, &app.ctx(Role::ActiveSeller), id).is_err());
    }
}
