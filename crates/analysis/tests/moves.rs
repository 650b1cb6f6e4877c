//! Movement between classes: by hand on a few clients, and its laws on any.

use analysis::moves::{Flow, Stand, Stands, Step, Way, flows, steps};
use proptest::prelude::*;

fn stands(of: &[(u32, u8, i64)]) -> Stands {
    of.iter()
        .map(|&(client, class, value_minor)| (client, Stand { class, value_minor }))
        .collect()
}

/// Ranks of A, B, C; a fourth class has none.
fn rank(class: u8) -> Option<u8> {
    (class < 3).then(|| 3 - class)
}

#[test]
fn r208_steps_up_and_down_are_told_by_the_rank_of_the_classes() {
    let then = stands(&[(1, 0, 900), (2, 1, 100), (3, 2, 10), (4, 3, 5)]);
    let now = stands(&[(1, 0, 950), (2, 0, 700), (3, 3, 20), (5, 2, 30)]);
    let found = flows(&then, &now);
    let flow = |clients, before_minor, value_minor| Flow {
        clients,
        before_minor,
        value_minor,
    };
    let expected = [
        ((None, Some(2)), flow(1, 0, 30)),
        ((Some(0), Some(0)), flow(1, 900, 950)),
        ((Some(1), Some(0)), flow(1, 100, 700)),
        ((Some(2), Some(3)), flow(1, 10, 20)),
        ((Some(3), None), flow(1, 5, 0)),
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    let ways = steps(&then, &now).map(|(client, step)| (client, Way::of(step, rank)));
    let mut ways: Vec<_> = ways.collect();
    ways.sort_unstable();
    let expected = [Way::Stayed, Way::Up, Way::Changed, Way::Left, Way::Came];
    assert_eq!(ways, (1..=5).zip(expected.map(Some)).collect::<Vec<_>>());
    assert_eq!(Way::of((Some(0), Some(2)), rank), Some(Way::Down));
    assert_eq!(Way::of((None, None), rank), None);
}

fn any_stands() -> impl Strategy<Value = Stands> {
    prop::collection::btree_map(
        0..30_u32,
        (0..4_u8, -100..1_000_i64).prop_map(|(class, value_minor)| Stand { class, value_minor }),
        0..30,
    )
}

proptest! {
    #[test]
    fn everybody_is_counted_once(then in any_stands(), now in any_stands()) {
        let found = flows(&then, &now);
        for class in 0..4 {
            let sum = |pick: &dyn Fn(&Step) -> bool, of: fn(&Flow) -> i64| -> i64 {
                found.iter().filter(|(step, _)| pick(step)).map(|(_, flow)| of(flow)).sum()
            };
            let count = |stands: &Stands| stands.values().filter(|of| of.class == class).count() as i64;
            let value = |stands: &Stands| -> i64 {
                stands.values().filter(|of| of.class == class).map(|of| of.value_minor).sum()
            };
            prop_assert_eq!(sum(&|step| step.0 == Some(class), |flow| flow.clients as i64), count(&then));
            prop_assert_eq!(sum(&|step| step.1 == Some(class), |flow| flow.clients as i64), count(&now));
            prop_assert_eq!(sum(&|step| step.0 == Some(class), |flow| flow.before_minor), value(&then));
            prop_assert_eq!(sum(&|step| step.1 == Some(class), |flow| flow.value_minor), value(&now));
        }
    }

    #[test]
    fn the_way_back_is_the_way_turned_round(then in any_stands(), now in any_stands()) {
        let back = flows(&now, &then);
        for ((from, to), flow) in flows(&then, &now) {
            let turned = back[&(to, from)];
            prop_assert_eq!(flow.clients, turned.clients);
            prop_assert_eq!((flow.before_minor, flow.value_minor), (turned.value_minor, turned.before_minor));
            let opposite = match Way::of((from, to), rank) {
                Some(Way::Up) => Some(Way::Down),
                Some(Way::Down) => Some(Way::Up),
                Some(Way::Came) => Some(Way::Left),
                Some(Way::Left) => Some(Way::Came),
                same => same,
            };
            prop_assert_eq!(Way::of((to, from), rank), opposite);
        }
    }
}
