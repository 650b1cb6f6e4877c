//! Movement between classes over the base.

use app::analysis::{Question, Sort, movement};
use domain::class::ClassKind;
use domain::policy::Role;

use super::base::{Base, as_of, bases, read};

fn question() -> Question {
    Question {
        compare_to: Some("2025-03-31".parse().unwrap()),
        ..as_of("2025-12-31")
    }
}

fn behind(base: &Base, role: Role, question: &Question, cell: &str) -> (u64, i64) {
    let sort = Sort::read("name").unwrap();
    let ctx = base.app.ctx(role);
    let page = app::analysis::clients(&base.app, &ctx, question, &read(cell), sort, None, 3);
    let page = page.unwrap();
    (page.total, page.sum_minor)
}

/// What an employee says of a client on a day.
fn say(base: &Base, client: usize, day: &str, temperature: Option<&str>) {
    let mut ctx = base.app.ctx(Role::Owner);
    ctx.now = format!("{day}T10:00:00Z").parse().unwrap();
    let id = base.clients[client];
    let version = app::client::card(&base.app, &ctx, id)
        .unwrap()
        .client
        .version;
    let input = app::client::Input {
        temperature: Some(temperature.map(str::to_owned)),
        ..app::client::Input::default()
    };
    app::client::update(&base.app, &ctx, id, version, &input).unwrap();
}

#[test]
fn every_number_of_the_movement_opens_its_clients() {
    for base in bases() {
        say(&base, 2, "2025-02-01", Some("cold"));
        say(&base, 3, "2025-05-01", Some("hot"));
        let q = question();
        for kind in ClassKind::ALL.iter().copied() {
            let by = kind.code();
            let figure = &movement(&base.app, &base.app.ctx(Role::Owner), &q, kind)
                .unwrap()
                .figure;
            assert!(!figure.flows.is_empty(), "{by}");
            for flow in &figure.flows {
                let part = |name, code: Option<&str>| {
                    code.map_or(String::new(), |code| format!(";{name}:{code}"))
                };
                let cell = format!(
                    "kind:class_move;by:{by}{}{}",
                    part("from", flow.from),
                    part("to", flow.to)
                );
                let found = behind(&base, Role::Owner, &q, &cell);
                assert_eq!(found, (flow.clients, flow.value_minor), "{cell}");
            }
            for sum in &figure.ways {
                let cell = format!("kind:class_way;by:{by};way:{}", sum.way.code());
                let found = behind(&base, Role::Owner, &q, &cell);
                assert_eq!(found, (sum.clients, sum.value_minor), "{cell}");
            }
        }
    }
}

#[test]
fn classes_on_both_days_are_those_of_their_own_pages() {
    for base in bases() {
        let ctx = base.app.ctx(Role::Owner);
        let figure = &movement(&base.app, &ctx, &question(), ClassKind::Abc)
            .unwrap()
            .figure;
        for (day, before) in [("2025-12-31", false), ("2025-03-31", true)] {
            let page = app::analysis::abcxyz(&base.app, &ctx, &as_of(day)).unwrap();
            for (class, sums) in figure.classes.iter().zip(&page.figure.abc) {
                let (clients, value) = if before {
                    (class.before, class.before_minor)
                } else {
                    (class.clients, class.value_minor)
                };
                assert_eq!((clients, value), (sums.clients, sums.value_minor), "{day}");
            }
        }
    }
}

#[test]
fn r208_clients_moved_up_and_down_by_each_manager() {
    for mut base in bases() {
        // Clients 1 and 4 are the active seller's; 1 grows tenfold, and so overtakes the others.
        base.order(1, 950, "2025-11-20", &[(1, 500, 900)]);
        let q = question();
        let ctx = base.app.ctx(Role::Owner);
        let figure = &movement(&base.app, &ctx, &q, ClassKind::Abc)
            .unwrap()
            .figure;
        let seller = base.app.user(Role::ActiveSeller);
        let mine = figure.managers.iter().find(|of| {
            let id = of.manager.as_ref().map(|of| of.id);
            id == Some(seller.uuid())
        });
        let mine = mine.unwrap();
        assert!(mine.up > 0, "{mine:?}");
        let then = base.found(Role::Owner, &as_of("2025-03-31"));
        assert!(then.contains_key(&1), "client 1 had bought before");
        let all: u64 = figure.managers.iter().map(|of| of.up).sum();
        let up = figure.ways.iter().find(|sum| sum.way.code() == "up");
        assert_eq!(up.unwrap().clients, all);
        assert!(figure.managers.iter().any(|of| of.down > 0));
        for of in &figure.managers {
            let id = of
                .manager
                .as_ref()
                .map_or("none".to_owned(), |of| of.id.to_string());
            for (way, clients) in [
                ("up", of.up),
                ("down", of.down),
                ("came", of.came),
                ("left", of.left),
            ] {
                let cell = format!("kind:class_way;by:abc;way:{way};manager:{id}");
                assert_eq!(behind(&base, Role::Owner, &q, &cell).0, clients, "{cell}");
            }
        }
        // Who sees only own clients sees only the own line, ranked among them.
        let ctx = base.app.ctx(Role::ActiveSeller);
        let own = movement(&base.app, &ctx, &q, ClassKind::Abc).unwrap();
        assert_eq!(own.figure.managers.len(), 1);
        assert_eq!(own.figure.managers[0].clients, mine.clients);
        assert_eq!(own.notes, ["cards_as_of_now"]);
    }
}

#[test]
fn r53_temperature_is_what_employees_had_said_by_the_day() {
    for base in bases() {
        say(&base, 1, "2025-01-10", Some("hot"));
        say(&base, 1, "2025-06-10", Some("warm"));
        say(&base, 1, "2025-09-10", None);
        say(&base, 2, "2025-12-31", Some("cold"));
        let counts = |day: &str| {
            let ctx = base.app.ctx(Role::Owner);
            let answer = movement(&base.app, &ctx, &as_of(day), ClassKind::Temperature).unwrap();
            let of = |code: &str| {
                let mut classes = answer.figure.classes.iter();
                classes.find(|of| of.code == code).unwrap().clients
            };
            ["hot", "warm", "cold"].map(of)
        };
        assert_eq!(counts("2025-01-09"), [0, 0, 0]);
        assert_eq!(counts("2025-01-10"), [1, 0, 0]);
        assert_eq!(counts("2025-08-01"), [0, 1, 0]);
        assert_eq!(counts("2025-12-30"), [0, 0, 0]);
        assert_eq!(counts("2025-12-31"), [0, 0, 1]);
    }
}

#[test]
fn r56_cold_clients_that_became_warm_are_counted_by_manager() {
    for base in bases() {
        // Client 1 is the active seller's, client 3 the client manager's.
        for client in [1, 3] {
            say(&base, client, "2025-03-01", Some("cold"));
        }
        say(&base, 1, "2025-08-01", Some("warm"));
        let ctx = base.app.ctx(Role::Owner);
        let answer = movement(&base.app, &ctx, &question(), ClassKind::Temperature).unwrap();
        let step = |from, to| {
            let mut flows = answer.figure.flows.iter();
            flows.find(|flow| (flow.from, flow.to) == (Some(from), Some(to)))
        };
        let warmed = step("cold", "warm").unwrap();
        assert_eq!((warmed.way.code(), warmed.clients), ("up", 1));
        assert_eq!(step("cold", "cold").unwrap().clients, 1);
        let up = |role| {
            let id = base.app.user(role).uuid();
            let mut managers = answer.figure.managers.iter();
            let of = managers.find(|of| of.manager.as_ref().is_some_and(|of| of.id == id));
            of.unwrap().up
        };
        assert_eq!((up(Role::ActiveSeller), up(Role::ClientManager)), (1, 0));
        let cell = "kind:class_move;by:temperature;from:cold;to:warm";
        assert_eq!(behind(&base, Role::Owner, &question(), cell).0, 1);
    }
}

#[test]
fn without_an_earlier_day_it_is_three_months_before() {
    let base = bases().remove(0);
    let ctx = base.app.ctx(Role::Owner);
    let answer = movement(&base.app, &ctx, &as_of("2025-12-31"), ClassKind::State).unwrap();
    let day = answer.parameters.compare_to.unwrap();
    assert_eq!(day.to_string(), "2025-09-30");
    let cell = "kind:class_way;by:state;way:stayed";
    let stayed = answer
        .figure
        .ways
        .iter()
        .find(|sum| sum.way.code() == "stayed");
    let found = behind(&base, Role::Owner, &as_of("2025-12-31"), cell);
    assert_eq!(found.0, stayed.unwrap().clients);
}
