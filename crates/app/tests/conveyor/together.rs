//! I1: whatever is done at once or in whatever order, a client has one holder.

use app::conveyor::{self, Pass};
use app::testing::{TestApp, apps};
use app::{holding, pool};
use domain::conveyor::joint::{JointKind, PartReason};
use domain::conveyor::{Need, RefusalReason, ReturnReason};
use domain::id::ClientId;
use domain::policy::Role;
use domain::setting::Value;
use jiff::civil::date;
use proptest::prelude::*;

use super::{CALLER, HEAD, SELLER, add, begin, ctx, holder, qualification, sale, set};

#[test]
fn i1_two_who_pass_one_client_at_the_same_moment_give_it_to_one() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(SELLER));
        sale(&app, id, date(2026, 2, 20));
        let starts = std::sync::Barrier::new(4);
        let done = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        starts.wait();
                        begin(&app, SELLER, id, JointKind::Simple).is_ok()
                    })
                })
                .collect();
            let joined = threads.into_iter().map(|thread| thread.join().unwrap());
            joined.filter(|done| *done).count()
        });
        assert_eq!(done, 1, "one hand-over goes on");
        assert_eq!(holder(&app, id), Some(app.user(SELLER)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Whatever is done on the conveyor in whatever order: one holder, one piece of joint work at
    /// most and only by its holder, and whoever joins sees the client while it goes on.
    #[test]
    fn i1_never_two_holders(turns in proptest::collection::vec((0_u8..10, 0_usize..3), 1..25)) {
        for app in apps() {
            set(&app, &[("conveyor.first_deal", Value::Text("off".to_owned()))]);
            let clients: Vec<ClientId> =
                ["Ветер", "Море", "Лес"].map(|name| add(&app, name, Some(CALLER))).to_vec();
            for (act, at) in &turns {
                let id = clients[*at];
                run(&app, id, *act);
                for id in &clients {
                    let holder = holder(&app, *id);
                    let path = conveyor::path(&app, &app.ctx(Role::Owner), *id).unwrap();
                    if let Some(joint) = path.joint {
                        prop_assert_eq!(Some(joint.from_id), holder);
                        prop_assert!(joint.to_id != joint.from_id);
                    }
                }
            }
        }
    }
}

/// Whoever may does it; refusals are part of the game.
fn run(app: &TestApp, id: ClientId, act: u8) {
    let open = conveyor::path(app, &app.ctx(Role::Owner), id)
        .unwrap()
        .joint;
    let head = || ctx(app, HEAD);
    match (act, open) {
        (0, _) => drop(conveyor::qualify(
            app,
            &head(),
            id,
            &qualification(5, Need::Now),
        )),
        (1, _) => drop(conveyor::pass(app, &head(), id, &Pass::default())),
        (2, _) => drop(conveyor::hand_back(
            app,
            &head(),
            id,
            ReturnReason::NoShow,
            None,
        )),
        (3, _) => drop(conveyor::refuse(
            app,
            &head(),
            id,
            RefusalReason::NotOurs,
            None,
        )),
        (4, _) => drop(begin(app, HEAD, id, JointKind::Simple)),
        (5, _) => drop(begin(app, HEAD, id, JointKind::Expansion)),
        (6, Some(joint)) => {
            let mut version = joint.version;
            for step in joint.kind.steps() {
                let done = conveyor::do_step(app, &head(), joint.id, version, *step);
                version = done.map_or(version, |joint| joint.version);
            }
            let agreed = (date(2026, 3, 2), None);
            drop(conveyor::accept(app, &head(), joint.id, version, agreed));
        }
        (7, Some(joint)) => {
            let because = (PartReason::NotReady, None);
            drop(conveyor::part(
                app,
                &head(),
                joint.id,
                joint.version,
                because,
            ));
        }
        (8, _) => drop(pool::take(app, &ctx(app, CALLER))),
        (9, _) => drop(holding::release(app, &head(), id)),
        _ => {}
    }
}
