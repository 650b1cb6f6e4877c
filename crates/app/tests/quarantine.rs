//! Dialling and the quarantine: what a call does to a number, who may tell it, and what stands
//! aside until when.

use app::client::{Input, NewChannel};
use app::dial::{self, Dialled, Error, Outcome, Row};
use app::quarantine::{self, Request};
use app::testing::{TestApp, apps};
use app::{client, journal, part, setting};
use domain::client::filter::ClientOrder;
use domain::id::ClientId;
use domain::policy::Role;
use domain::quarantine::QuarantineData;
use jiff::ToSpan;
use jiff::tz::TimeZone;

fn add(app: &TestApp, role: Role, name: &str, phones: &[&str]) -> ClientId {
    let channel = |phone: &&str| NewChannel {
        kind: "phone".to_owned(),
        value: (*phone).to_owned(),
        label: None,
    };
    let input = Input {
        name: Some(name.to_owned()),
        channels: phones.iter().map(channel).collect(),
        ..Input::default()
    };
    // Identifiers come from the seed: another for each client.
    let seed = name.chars().map(u64::from).sum();
    let ctx = app.ctx(role).seeded(seed);
    let client = client::create(app, &ctx, &input);
    client.expect("the client is made").id
}

fn call(phone: &str, result: &str) -> Row {
    Row {
        dialled: Dialled::Number(phone.to_owned()),
        result: result.to_owned(),
        at: None,
    }
}

fn noted(numbers: usize, aside: usize, released: usize) -> Outcome {
    Outcome::Noted {
        numbers,
        aside,
        released,
    }
}

fn list(app: &TestApp, role: Role, due: bool) -> quarantine::Page {
    let request = Request {
        due,
        limit: 50,
        ..Request::default()
    };
    quarantine::list(app, &app.ctx(role), &request).expect("a page")
}

const FIRST: &str = "+389 70 123 456";
const SECOND: &str = "+389 71 234 567";

#[test]
fn r100_a_dead_number_stands_aside_and_a_working_one_is_the_main_number() {
    for app in apps() {
        let id = add(&app, Role::Owner, "Ромашка", &[FIRST, SECOND]);
        let ctx = app.ctx(Role::DataSteward);
        let done = dial::record(&app, &ctx, &[call(FIRST, "номер не зарегистрирован")]).unwrap();
        assert_eq!(done, [noted(1, 1, 0)]);
        let card = client::card(&app, &app.ctx(Role::Owner), id).unwrap();
        assert_eq!(card.client.main_phone.as_deref(), Some(SECOND));
        assert_eq!(card.quarantine.len(), 1);
        let page = list(&app, Role::Owner, false);
        assert_eq!((page.items.len(), page.total), (1, 1));
        assert_eq!(page.items[0].client_name, "Ромашка");
        assert_eq!(list(&app, Role::Owner, true).total, 0);

        // Somebody answers: the number is back, and the main one again.
        let done = dial::record(&app, &ctx, &[call(FIRST, "answered")]).unwrap();
        assert_eq!(done, [noted(1, 0, 1)]);
        let card = client::card(&app, &app.ctx(Role::Owner), id).unwrap();
        assert_eq!(card.client.main_phone.as_deref(), Some(FIRST));
        assert!(card.quarantine.is_empty());
    }
}

#[test]
fn r101_what_stands_aside_is_due_after_half_a_year_and_again_when_still_dead() {
    for mut app in apps() {
        add(&app, Role::Owner, "Ромашка", &[FIRST]);
        let ctx = app.ctx(Role::DataSteward);
        dial::record(&app, &ctx, &[call(FIRST, "wrong_owner")]).unwrap();
        let later = |now: jiff::Timestamp, months: i64| {
            let zoned = now.to_zoned(TimeZone::UTC);
            zoned.checked_add(months.months()).unwrap().timestamp()
        };
        app.now = later(app.now, 5);
        assert_eq!(list(&app, Role::Owner, true).total, 0);
        app.now = later(app.now, 1);
        assert_eq!(list(&app, Role::Owner, true).total, 1);
        let ctx = app.ctx(Role::DataSteward);
        let done = dial::record(&app, &ctx, &[call(FIRST, "wrong_owner")]).unwrap();
        assert_eq!(done, [noted(1, 0, 0)]);
        assert_eq!(list(&app, Role::Owner, true).total, 0);
        assert_eq!(list(&app, Role::Owner, false).total, 1);
    }
}

#[test]
fn silence_counts_call_by_call_and_the_same_row_twice_is_one_call() {
    for app in apps() {
        add(&app, Role::Owner, "Ромашка", &[FIRST]);
        let ctx = app.ctx(Role::DataSteward);
        let at = |hour: i64| Row {
            at: Some(app.now - (9 - hour).hours()),
            ..call(FIRST, "не отвечает")
        };
        let outcomes = dial::record(&app, &ctx, &[at(1), at(1), at(2), at(3)]).unwrap();
        let nothing = noted(1, 0, 0);
        assert_eq!(outcomes, [nothing, nothing, nothing, noted(1, 1, 0)]);
        assert_eq!(dial::record(&app, &ctx, &[at(1)]).unwrap(), [Outcome::Late]);
        let bad = [call("x", "busy"), call(SECOND, "busy"), call(FIRST, "?")];
        assert_eq!(
            dial::record(&app, &ctx, &bad).unwrap(),
            [
                Outcome::NotAPhone,
                Outcome::NotFound,
                Outcome::UnknownResult
            ]
        );
    }
}

#[test]
fn r98_the_table_of_an_auto_dialler_finds_its_columns() {
    for app in apps() {
        add(&app, Role::Owner, "Ромашка", &[FIRST]);
        add(&app, Role::Owner, "Лютик", &[SECOND]);
        let table = "070123456;занято\n071 234 567;Номер не зарегистрирован\nпривет;занято\n";
        let ctx = app.ctx(Role::HeadOfSales);
        let report = dial::record_table(&app, &ctx, "x", table.into()).unwrap();
        assert_eq!(
            (report.rows, report.noted, report.aside),
            (3, 2, 1),
            "{report:?}"
        );
        assert_eq!(report.not_phones.len(), 1);
        let headed = "Итог,Когда,Телефон\nответили,2026-03-01 10:00,071234567\n";
        let report = dial::record_table(&app, &ctx, "x", headed.into()).unwrap();
        // It tells of a call before the one that is noted.
        assert_eq!((report.rows, report.late.len()), (1, 1), "{report:?}");
        let none = dial::record_table(&app, &ctx, "x", "a,b\n1,2\n".into());
        assert!(matches!(none, Err(Error::NoColumn("result"))));
    }
}

#[test]
fn sec_09_whether_a_number_is_in_the_base_is_not_for_everybody() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, "Ромашка", &[FIRST]);
        let ctx = app.ctx(Role::Telemarketer);
        let asked = dial::record(&app, &ctx, &[call(FIRST, "busy")]);
        assert!(matches!(asked, Err(Error::Forbidden(_))));
        let channel = client::card(&app, &ctx, own).unwrap().channels[0].0.id;
        let by_id = Row {
            dialled: Dialled::Channel(channel),
            result: "not_registered".to_owned(),
            at: None,
        };
        let done = dial::record(&app, &ctx, std::slice::from_ref(&by_id)).unwrap();
        assert_eq!(done, [noted(1, 1, 0)]);
        // Another's client does not exist for a seller: neither its number nor its quarantine.
        let other = app.ctx(Role::ActiveSeller);
        assert_eq!(
            dial::record(&app, &other, &[by_id]).unwrap(),
            [Outcome::NotFound]
        );
        assert_eq!(list(&app, Role::ActiveSeller, false).total, 0);
        let page = list(&app, Role::Telemarketer, false);
        let (_, shown) = page.items[0].channel.clone().unwrap();
        assert!(shown.contains('•'), "{shown}");
    }
}

#[test]
fn r102_a_client_set_aside_is_found_by_filter_and_undo_lets_it_go() {
    for app in apps() {
        let id = add(&app, Role::Owner, "Ромашка", &[FIRST]);
        add(&app, Role::Owner, "Лютик", &[]);
        let ctx = app.ctx(Role::Owner);
        let settings = setting::current(&app).unwrap();
        let input = quarantine::Input {
            reason: Some("disputed".to_owned()),
            ..Default::default()
        };
        let data = input.create(&settings, app.now).unwrap();
        assert_eq!(data.return_day.to_string(), "2026-09-02");
        part::create(&app, &ctx, id, &data).unwrap();
        let filtered = |values: &str| {
            let mut terms = Vec::new();
            let values = [values.to_owned()];
            client::terms(&mut terms, "quarantine", "", &values)
                .unwrap()
                .unwrap();
            let request = client::Request {
                terms,
                order: ClientOrder::default(),
                limit: 50,
                ..client::Request::default()
            };
            let items = client::list(&app, &ctx, &request).unwrap().items;
            items.into_iter().map(|item| item.name).collect::<Vec<_>>()
        };
        assert_eq!(filtered("client"), ["Ромашка"]);
        assert_eq!(filtered("contact"), [""; 0]);
        let filter = journal::Filter {
            client_id: Some(id),
            ..Default::default()
        };
        let newest = journal::list(&app, &ctx, &filter, 1).unwrap().items[0]
            .line
            .seq;
        journal::undo(&app, &ctx, newest).unwrap();
        assert_eq!(filtered("client"), [""; 0]);
        // A number of another client cannot be set aside here.
        let foreign = add(&app, Role::Owner, "Мак", &[SECOND]);
        let channel = client::card(&app, &ctx, foreign).unwrap().channels[0].0.id;
        let wrong = QuarantineData {
            channel_id: Some(channel),
            ..data
        };
        assert!(part::create(&app, &ctx, id, &wrong).is_err());
    }
}
