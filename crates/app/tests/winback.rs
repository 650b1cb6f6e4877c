//! Lost key clients: one open case each, steps in their order, late ones first, undo without gaps,
//! the list as a file.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::client::{self, ExportFormat};
use app::journal::{self, UndoError};
use app::part::{self, Error};
use app::testing::{TestApp, apps};
use app::winback::{self, Cases, Input, Take};
use app::{Context, setting};
use domain::id::ClientId;
use domain::policy::Role;
use domain::setting::Value;
use domain::winback::WinbackData;
use jiff::ToSpan;

fn seeded(app: &TestApp, role: Role, text: &str) -> Context {
    // Identifiers come from the seed: another for each thing.
    app.ctx(role).seeded(text.chars().map(u64::from).sum())
}

fn add(app: &TestApp, role: Role, name: &str) -> ClientId {
    let input = client::Input {
        name: Some(name.to_owned()),
        ..Default::default()
    };
    client::create(app, &seeded(app, role, name), &input)
        .unwrap()
        .id
}

fn open(app: &TestApp, client: ClientId, seed: &str) -> Result<Cases, Error> {
    let ctx = seeded(app, Role::Owner, seed);
    winback::open(app, &ctx, client, &Input::default())
}

fn take(step: &str) -> Input {
    Input {
        take: Some(Take {
            step: step.to_owned(),
            note: Some(format!("{step} done")),
            day: None,
        }),
        ..Input::default()
    }
}

fn outcome(code: &str) -> Input {
    Input {
        outcome: Some(code.to_owned()),
        ..Input::default()
    }
}

fn update(app: &TestApp, cases: &Cases, input: &Input) -> Result<Cases, Error> {
    let case = &cases.items[0].winback;
    winback::update(app, &app.ctx(Role::Owner), case.id, case.version, input)
}

fn refused(result: Result<Cases, Error>) -> String {
    let Err(Error::Invalid(refusals)) = result else {
        panic!("{result:?}");
    };
    format!("{} {}", refusals[0].field, refusals[0].code)
}

fn names(app: &TestApp, role: Role, open: bool) -> Vec<String> {
    let cases = winback::list(app, &app.ctx(role), open).unwrap();
    assert_eq!(cases.total as usize, cases.items.len());
    cases.items.into_iter().map(|item| item.client).collect()
}

/// The newest line of the journal about a case.
fn newest(app: &TestApp) -> i64 {
    let filter = journal::Filter {
        entity: Some("winback".to_owned()),
        ..Default::default()
    };
    let page = journal::list(app, &app.ctx(Role::Owner), &filter, 1).unwrap();
    page.items[0].line.seq
}

#[test]
fn r250_a_case_goes_from_a_lunch_to_a_referral_and_only_the_last_step_is_undone() {
    for app in apps() {
        let client = add(&app, Role::Owner, "Ромашка");
        let mut case = open(&app, client, "case").unwrap();
        assert_eq!(
            refused(update(&app, &case, &take("visit"))),
            "take.step winback.order"
        );
        let mut lines = Vec::new();
        for step in ["lunch", "visit", "what_if", "farewell", "referral"] {
            case = update(&app, &case, &take(step)).unwrap();
            lines.push(newest(&app));
        }
        let data = &case.items[0].winback.data;
        assert_eq!(data.next(), None);
        assert_eq!(data.steps[4].note.as_deref(), Some("referral done"));
        let ctx = app.ctx(Role::Owner);
        let middle = journal::undo(&app, &ctx, lines[2]);
        assert!(
            matches!(middle, Err(UndoError::Conflict { .. })),
            "{middle:?}"
        );
        journal::undo(&app, &ctx, lines[4]).unwrap();
        let back = Input {
            take_back: Some("what_if".to_owned()),
            ..Input::default()
        };
        let now = winback::of_client(&app, &ctx, client).unwrap();
        assert_eq!(refused(update(&app, &now, &back)), "take_back winback.last");
        let back = Input {
            take_back: Some("farewell".to_owned()),
            ..Input::default()
        };
        let now = update(&app, &now, &back).unwrap();
        let next = now.items[0].winback.data.next();
        assert_eq!(next.map(|step| step.code()), Some("farewell"));
    }
}

#[test]
fn r250_a_client_has_one_open_case_and_undo_opens_no_second() {
    for app in apps() {
        let client = add(&app, Role::Owner, "Ромашка");
        let first = open(&app, client, "first").unwrap();
        assert_eq!(
            refused(open(&app, client, "second")),
            "outcome winback.open"
        );
        let first = update(&app, &first, &outcome("returned")).unwrap();
        let closing = newest(&app);
        open(&app, client, "third").unwrap();
        assert_eq!(
            refused(update(&app, &first, &outcome("open"))),
            "outcome winback.open"
        );
        let undone = journal::undo(&app, &app.ctx(Role::Owner), closing);
        assert!(
            matches!(
                undone,
                Err(UndoError::Refused {
                    code: "winback.open"
                })
            ),
            "{undone:?}"
        );
        assert_eq!(names(&app, Role::Owner, true).len(), 1);
        assert_eq!(names(&app, Role::Owner, false).len(), 2);
    }
}

#[test]
fn r250_who_was_not_begun_within_two_working_days_is_first_in_the_list() {
    for mut app in apps() {
        // The clock stands at a Monday or any other day: from a Monday on the days are known.
        while app.now.to_zoned(jiff::tz::TimeZone::UTC).weekday() != jiff::civil::Weekday::Monday {
            app.now += 24.hours();
        }
        let clients: Vec<ClientId> = ["Begun", "Late", "Fresh", "Gone"]
            .iter()
            .map(|name| add(&app, Role::Owner, name))
            .collect();
        let begun = open(&app, clients[0], "begun").unwrap();
        update(&app, &begun, &take("lunch")).unwrap();
        app.now += 1.minutes();
        let gone = open(&app, clients[3], "gone").unwrap();
        update(&app, &gone, &outcome("gone")).unwrap();
        open(&app, clients[1], "late").unwrap();
        app.now += 48.hours();
        assert_eq!(names(&app, Role::Owner, true), ["Begun", "Late"]);
        open(&app, clients[2], "fresh").unwrap();
        app.now += 24.hours();
        assert_eq!(names(&app, Role::Owner, true), ["Late", "Begun", "Fresh"]);
        assert_eq!(
            names(&app, Role::Owner, false),
            ["Late", "Begun", "Fresh", "Gone"]
        );
        // Three days to begin within: nobody is late.
        let days = [("winback.start_days".to_owned(), Some(Value::Whole(3)))];
        setting::change(&app, &app.ctx(Role::Owner), &days.into()).unwrap();
        assert_eq!(names(&app, Role::Owner, true), ["Begun", "Late", "Fresh"]);
    }
}

#[test]
fn r250_cases_are_seen_and_changed_with_their_clients_only_and_taken_out_by_right() {
    for app in apps() {
        let own = add(&app, Role::ActiveSeller, "Own");
        let foreign = add(&app, Role::Owner, "Foreign");
        open(&app, own, "own").unwrap();
        let hidden = open(&app, foreign, "foreign").unwrap();
        assert_eq!(names(&app, Role::ActiveSeller, true), ["Own"]);
        let seller = app.ctx(Role::ActiveSeller);
        let of = winback::of_client(&app, &seller, foreign);
        assert!(matches!(of, Err(Error::NotFound)));
        let id = hidden.items[0].winback.id;
        let done = winback::update(&app, &seller, id, 1, &outcome("gone"));
        assert!(matches!(done, Err(Error::NotFound)));
        let done = part::delete::<WinbackData>(&app, &seller, id, 1);
        assert!(matches!(done, Err(Error::NotFound)));
        let file = winback::export(&app, &seller, true, ExportFormat::Csv);
        assert!(matches!(file, Err(client::Error::Forbidden(_))));
        let file = winback::export(&app, &app.ctx(Role::Owner), true, ExportFormat::Csv).unwrap();
        let text = String::from_utf8(file).unwrap();
        let names = ["Own", "Foreign"].map(|name| text.contains(&format!(",{name},")));
        assert_eq!((names, text.lines().count()), ([true, true], 3), "{text}");
    }
}
