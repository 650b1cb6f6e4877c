use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::funnel::acquisition;

fn today() -> Date {
    date(2026, 3, 2)
}

fn to(key: &str) -> Command {
    Command::To(key.to_owned())
}

fn begun() -> Standing {
    Standing::begun(&start(&acquisition(), None).unwrap())
}

/// The state after commands that are all obeyed, and what the last one came to.
fn after(commands: &[Command]) -> (Standing, Moved) {
    let steps = acquisition();
    let mut standing = begun();
    let mut last = start(&steps, None).unwrap();
    for command in commands {
        last = standing.obey(&steps, command, today()).unwrap().unwrap();
        standing = standing.after(&last);
    }
    (standing, last)
}

#[test]
fn steps_left_out_were_passed_in_that_moment() {
    let (standing, moved) = after(&[to("supply")]);
    assert_eq!(moved.kind, MoveKind::Forward);
    assert_eq!(moved.passed, ["acquaintance", "presentation", "supply"]);
    let (_, back) = after(&[to("supply"), to("acquaintance")]);
    assert_eq!((back.kind, back.passed.len()), (MoveKind::Back, 0));
    let (again, moved) = after(&[to("supply"), to("list"), to("supply")]);
    assert!(moved.passed.is_empty(), "it counts once");
    assert_eq!(again.reached, standing.reached);
    let (won, moved) = after(&[to("payment")]);
    assert_eq!((won.state, moved.kind), (DealState::Won, MoveKind::Won));
}

#[test]
fn what_a_state_allows() {
    let steps = acquisition();
    let tomorrow = || Command::Postpone(today().saturating_add(1.day()));
    let stop = |commands: &[Command], command: Command| {
        after(commands)
            .0
            .obey(&steps, &command, today())
            .unwrap_err()
            .0
    };
    assert_eq!(stop(&[], to("list")), "deal.same_step");
    assert_eq!(stop(&[], to("nowhere")), "deal.step");
    assert_eq!(stop(&[], Command::Reopen), "deal.open");
    assert_eq!(stop(&[], Command::Postpone(today())), "deal.return_day");
    assert_eq!(stop(&[Command::Refuse], to("supply")), "deal.ended");
    assert_eq!(stop(&[to("payment")], Command::Refuse), "deal.ended");
    assert_eq!(stop(&[to("payment")], Command::Reopen), "deal.won");
    let (open, moved) = after(&[to("acquaintance"), Command::Refuse, Command::Reopen]);
    assert_eq!(
        (open.state, moved.kind),
        (DealState::Open, MoveKind::Reopened)
    );
    let (open, moved) = after(&[tomorrow(), to("list")]);
    assert_eq!(
        (open.state, moved.kind),
        (DealState::Open, MoveKind::Reopened)
    );
    let mut narrow = acquisition();
    narrow[0].next = vec!["acquaintance".to_owned()];
    assert_eq!(
        begun().obey(&narrow, &to("supply"), today()),
        Err(Stop("deal.not_next"))
    );
}

#[test]
fn events_move_forward_only_and_wake_what_was_put_off() {
    let steps = acquisition();
    let event = |standing: &Standing, event| {
        standing
            .obey(&steps, &Command::Event(event), today())
            .unwrap()
    };
    let moved = event(&begun(), Event::FirstOrder).unwrap();
    assert_eq!((moved.step.as_str(), moved.passed.len()), ("supply", 3));
    let (supply, _) = after(&[to("supply")]);
    assert_eq!(event(&supply, Event::Contact), None, "it is further");
    assert_eq!(
        event(&supply, Event::Payment).unwrap().state,
        DealState::Won
    );
    let day = today().saturating_add(9.days());
    let (put_off, _) = after(&[Command::Postpone(day)]);
    assert_eq!(
        event(&put_off, Event::Contact).unwrap().state,
        DealState::Open
    );
    let (refused, _) = after(&[Command::Refuse]);
    assert_eq!(event(&refused, Event::Payment), None);
}

#[test]
fn a_deal_begins_before_its_last_step() {
    let steps = acquisition();
    assert_eq!(start(&steps, Some("presentation")).unwrap().passed.len(), 3);
    assert_eq!(start(&steps, Some("payment")), Err(Stop("deal.step")));
    assert_eq!(start(&steps, Some("nowhere")), Err(Stop("deal.step")));
}

fn command() -> impl Strategy<Value = Command> {
    let keys: Vec<String> = acquisition().into_iter().map(|step| step.key).collect();
    prop_oneof![
        6 => proptest::sample::select(keys).prop_map(Command::To),
        1 => Just(Command::Refuse),
        1 => (1..60_i32).prop_map(|days| Command::Postpone(today().saturating_add(days.days()))),
        1 => Just(Command::Reopen),
        2 => proptest::sample::select(Event::ALL).prop_map(Command::Event),
    ]
}

proptest! {
    #[test]
    fn entries_less_exits_are_what_stands_there(
        deals in proptest::collection::vec(proptest::collection::vec(command(), 0..20), 1..30),
    ) {
        let steps = acquisition();
        let mut balance: BTreeMap<String, i64> = BTreeMap::new();
        let mut standing_there: BTreeMap<String, i64> = BTreeMap::new();
        for commands in deals {
            let first = start(&steps, None).unwrap();
            let mut standing = Standing::begun(&first);
            *balance.entry(first.step).or_default() += 1;
            let mut reached = 1;
            for command in commands {
                let Ok(Some(moved)) = standing.obey(&steps, &command, today()) else {
                    continue;
                };
                if standing.state == DealState::Open {
                    *balance.entry(standing.step.clone()).or_default() -= 1;
                }
                if moved.state == DealState::Open {
                    *balance.entry(moved.step.clone()).or_default() += 1;
                }
                prop_assert!(moved.passed.iter().all(|key| !standing.reached.contains(key)));
                let back = matches!(moved.kind, MoveKind::Back | MoveKind::Reopened);
                prop_assert!(!back || moved.passed.is_empty());
                standing = standing.after(&moved);
                reached += moved.passed.len();
                prop_assert_eq!(standing.reached.len(), reached, "each step once");
            }
            // whoever reached a step reached all before it
            let furthest = standing.reached.iter().filter_map(|key| place(&steps, key)).max();
            prop_assert_eq!(furthest, Some(standing.reached.len() - 1));
            if standing.state == DealState::Open {
                *standing_there.entry(standing.step).or_default() += 1;
            }
        }
        balance.retain(|_, count| *count != 0);
        prop_assert_eq!(balance, standing_there);
    }
}
