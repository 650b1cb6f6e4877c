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
        let counted =
            task::batch(&app, &owner, &set, &input, Assignee::Manager, None, true).unwrap();
        assert_eq!(
            (counted.tasks, counted.without_manager, counted.assignees),
            (2, 1, 2)
        );
        assert_eq!(all(&app, &owner, Whose::All), Vec::<String>::new());
        let made = task::batch(&app, &owner, &set, &input, Assignee::Manager, None, false).unwrap();
        let to_one = Assignee::User(app.user(Role::Telemarketer));
        let more = app.ctx(Role::HeadOfSales);
        task::batch(&app, &more, &set, &titled("Ask"), to_one, None, false).unwrap();
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
        let mine = task::batch(
            &app,
            &telemarketer,
            &set,
            &input,
            Assignee::Manager,
            None,
            true,
        )
        .unwrap();
        assert_eq!(mine.tasks, 1, "of the clients they see");
        let refused = task::batch(
            &app,
            &telemarketer,
            &set,
            &input,
            Assignee::User(app.user(Role::Owner)),
            None,
            true,
        );
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }
}

#[test]
fn r125_r126_a_sample_of_each_managers_clients_is_followed_step_by_step() {
    for app in apps() {
        let mut clients = Vec::new();
        for seed in 1..=4 {
            clients.push(add(&app, Role::ClientManager, seed, &format!("A{seed}")));
            clients.push(add(
                &app,
                Role::ActiveSeller,
                10 + seed,
                &format!("B{seed}"),
            ));
        }
        let set = Clients::Ids(clients);
        let head = app.ctx(Role::HeadOfSales);
        let input = Input {
            due_day: Some(date(2026, 3, 1)),
            steps: Some(vec!["Call".to_owned(), "Visit".to_owned()]),
            ..titled("Look at the contracts")
        };
        let batch = |sample, dry_run| {
            task::batch(
                &app,
                &head,
                &set,
                &input,
                Assignee::Manager,
                sample,
                dry_run,
            )
        };
        assert!(matches!(batch(Some(0), true), Err(Error::Invalid(_))));
        assert_eq!(batch(Some(9), true).unwrap().tasks, 8);
        assert_eq!(batch(Some(3), true).unwrap().tasks, 6);
        let made = batch(Some(3), false).unwrap();
        assert_eq!(
            (made.tasks, made.assignees, made.without_manager),
            (6, 2, 0)
        );
        let id = made.batch_id.unwrap();

        let manager = app.ctx(Role::ClientManager);
        let own = task::list(&app, &manager, &request(Whose::Mine)).unwrap();
        assert_eq!(own.total, Some(3));
        let first = &own.items[0].task;
        let step = |version, done: &[usize], state| {
            let input = Input {
                done_steps: Some(done.to_vec()),
                state,
                ..Input::default()
            };
            task::update(&app, &manager, first.id, version, &input)
        };
        let refused = step(1, &[1], Some(TaskState::Done));
        assert!(matches!(refused, Err(Error::Invalid(of)) if of[0].code == "task.steps_open"));
        assert!(
            matches!(step(1, &[2], None), Err(Error::Invalid(_))),
            "there is no third"
        );
        step(1, &[1], None).unwrap();
        let progress = task::group(&app, &head, id).unwrap();
        assert_eq!(progress.steps, ["Call", "Visit"]);
        let told: Vec<_> = progress
            .shares
            .iter()
            .map(|share| {
                (
                    share.assignee.1.as_str(),
                    share.tasks,
                    share.done,
                    share.overdue,
                    share.steps.clone(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("active_seller", 3, 0, 3, vec![0, 0]),
                ("client_manager", 3, 0, 3, vec![0, 1])
            ]
        );
        step(2, &[0, 1], Some(TaskState::Done)).unwrap();
        let groups = task::groups(&app, &manager, 10, None).unwrap().items;
        assert_eq!(groups.len(), 1);
        assert_eq!(
            (
                groups[0].id,
                groups[0].tasks,
                groups[0].done,
                groups[0].overdue
            ),
            (id, 3, 1, 2),
            "of those they may see"
        );
        let stranger = app.ctx(Role::Telemarketer);
        assert!(matches!(
            task::group(&app, &stranger, id),
            Err(Error::NotFound)
        ));
        assert_eq!(task::groups(&app, &stranger, 10, None).unwrap().items, []);
        let undo = app.ctx(Role::HeadOfSales).seeded(9);
        let refused = journal::undo(&app, &undo, made.seq.unwrap());
        assert!(matches!(refused, Err(journal::UndoError::Conflict { .. })));
        assert_eq!(
            task::groups(&app, &head, 10, None).unwrap().items.len(),
            1,
            "what was worked since is not undone"
        );
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
