//! Movement between classes over the base.

use app::analysis::{ClassKind, Question, Sort, movement};
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

#[test]
fn every_number_of_the_movement_opens_its_clients() {
    for base in bases() {
        let q = question();
        for kind in ClassKind::ALL {
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
