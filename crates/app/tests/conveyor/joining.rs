//! Hand-overs, employees called in, deals held against what we can do, refusals.

use app::conveyor::{self, DealInput, Error};
use app::testing::apps;
use app::{client, holding, pool};
use domain::conveyor::fit::Misfit;
use domain::conveyor::joint::{Joint, JointKind, JointState, JointStep, PartReason};
use domain::conveyor::{RefusalReason, Station, StepKind};
use domain::policy::Role;
use domain::setting::Value;
use jiff::SignedDuration;
use jiff::civil::date;

use super::{
    CALLER, HEAD, KEEPER, SELLER, add, begin, code, ctx, holder, sale, sees, set, tasks_of,
};

#[test]
fn r183_r184_r185_a_hand_over_follows_the_first_deal_and_closes_when_the_client_agrees() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(SELLER));
        let early = begin(&app, SELLER, id, JointKind::Simple).unwrap_err();
        assert_eq!(code(&early), "conveyor.no_deal");
        sale(&app, id, date(2026, 2, 20));
        let mut joint = begin(&app, SELLER, id, JointKind::Simple).unwrap();
        assert_eq!(joint.to_id, app.user(KEEPER));
        let twice = begin(&app, SELLER, id, JointKind::Simple).unwrap_err();
        assert_eq!(code(&twice), "joint.open");
        assert_eq!(
            holder(&app, id),
            Some(app.user(SELLER)),
            "still the seller's"
        );
        let agree = |joint: &Joint, day| {
            let of = (joint.id, joint.version);
            conveyor::accept(&app, &ctx(&app, KEEPER), of.0, of.1, (day, None))
        };
        let today = date(2026, 3, 2);
        let left = agree(&joint, today).unwrap_err();
        assert_eq!(code(&left), "joint.steps");
        let Error::Rule(rule) = left else { panic!() };
        assert_eq!(rule.left, ["announced", "introduced"]);
        let done = conveyor::finish(&app, &ctx(&app, SELLER), joint.id, joint.version);
        assert_eq!(code(&done.unwrap_err()), "joint.not_agreed");
        for (role, step) in [
            (SELLER, JointStep::Announced),
            (KEEPER, JointStep::Introduced),
        ] {
            let ctx = ctx(&app, role);
            joint = conveyor::do_step(&app, &ctx, joint.id, joint.version, step).unwrap();
        }
        let wrong = conveyor::do_step(
            &app,
            &ctx(&app, KEEPER),
            joint.id,
            joint.version,
            JointStep::Met,
        );
        assert_eq!(code(&wrong.unwrap_err()), "code.unknown");
        assert_eq!(
            code(&agree(&joint, date(2026, 3, 3)).unwrap_err()),
            "joint.future"
        );
        let stale = conveyor::accept(&app, &ctx(&app, KEEPER), joint.id, 1, (today, None));
        assert!(matches!(stale, Err(Error::VersionConflict { current: 3 })));
        let closed = agree(&joint, today).unwrap();
        assert_eq!(
            (closed.state, closed.accepted_day),
            (JointState::Done, Some(today))
        );
        assert_eq!(holder(&app, id), Some(app.user(KEEPER)));
        assert!(!sees(&app, SELLER, id));
        let path = conveyor::path(&app, &ctx(&app, KEEPER), id).unwrap();
        assert_eq!(path.station, Some(Station::Management));
        assert_eq!(path.steps[0].kind, StepKind::Accepted);
    }
}

#[test]
fn r186_in_the_shared_period_both_see_and_work_the_client_and_nobody_else() {
    for mut app in apps() {
        let id = add(&app, "Ветер", Some(SELLER));
        sale(&app, id, date(2026, 2, 20));
        assert!(!sees(&app, KEEPER, id));
        let joint = begin(&app, SELLER, id, JointKind::Gradual).unwrap();
        assert!(sees(&app, KEEPER, id) && sees(&app, SELLER, id) && !sees(&app, CALLER, id));
        for role in [SELLER, KEEPER] {
            let call = app::interaction::Input {
                kind: Some("call".to_owned()),
                ..Default::default()
            };
            app::interaction::create(&app, &ctx(&app, role), id, &call).unwrap();
            let list = conveyor::board(&app, &ctx(&app, role), 30).unwrap().joints;
            assert_eq!(list.len(), 1, "{role}");
            let found = app::search::find(&app, &app.ctx(role), "ветер").unwrap();
            assert_eq!(found.clients.len(), 1, "{role}");
        }
        let caller = conveyor::board(&app, &ctx(&app, CALLER), 30).unwrap();
        assert!(caller.joints.is_empty());
        // neither rests from the other, but each from themselves
        let again = app::interaction::Input {
            kind: Some("call".to_owned()),
            ..Default::default()
        };
        app.now += SignedDuration::from_hours(48);
        let again = app::interaction::create(&app, &ctx(&app, KEEPER), id, &again);
        assert!(
            matches!(again, Err(app::part::Error::Resting(_))),
            "{again:?}"
        );
        app.now -= SignedDuration::from_hours(48);
        // neither may give the client away alone
        let own = holding::release(&app, &ctx(&app, KEEPER), id);
        assert!(matches!(own, Err(client::Error::Forbidden(_))), "{own:?}");
        let stranger = conveyor::do_step(
            &app,
            &ctx(&app, CALLER),
            joint.id,
            joint.version,
            JointStep::Announced,
        );
        assert!(matches!(stranger, Err(Error::NotFound)));
        app.now += SignedDuration::from_hours(24 * 61);
        assert!(!sees(&app, KEEPER, id), "the period is over");
        assert!(sees(&app, SELLER, id));
        let mine = conveyor::extend(
            &app,
            &ctx(&app, SELLER),
            joint.id,
            joint.version,
            date(2026, 6, 1),
        );
        assert!(matches!(mine, Err(Error::Forbidden(_))));
        let until = date(2026, 6, 1);
        let joint =
            conveyor::extend(&app, &ctx(&app, HEAD), joint.id, joint.version, until).unwrap();
        assert!(sees(&app, KEEPER, id));
        let because = (PartReason::Declined, None);
        let back = conveyor::part(&app, &ctx(&app, KEEPER), joint.id, joint.version, because);
        assert_eq!(back.unwrap().state, JointState::Returned);
        assert!(!sees(&app, KEEPER, id));
        assert_eq!(holder(&app, id), Some(app.user(SELLER)));
    }
}

#[test]
fn joint_work_ends_when_the_client_goes_elsewhere() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(SELLER));
        sale(&app, id, date(2026, 2, 20));
        let joint = begin(&app, SELLER, id, JointKind::Simple).unwrap();
        holding::release(&app, &ctx(&app, SELLER), id).unwrap();
        assert!(!sees(&app, KEEPER, id));
        let path = conveyor::path(&app, &app.ctx(Role::Owner), id).unwrap();
        assert_eq!(path.joint, None);
        let late = (date(2026, 3, 2), None);
        let late = conveyor::accept(&app, &ctx(&app, HEAD), joint.id, joint.version, late);
        assert!(
            matches!(late, Err(Error::VersionConflict { .. })),
            "{late:?}"
        );
        assert_eq!(holder(&app, id), None);
    }
}

#[test]
fn r187_the_executor_of_a_reactivation_is_by_rule() {
    for app in apps() {
        for (name, holder_role, bought, executor, joins) in [
            ("Ветер", KEEPER, date(2025, 12, 1), KEEPER, false),
            ("Море", KEEPER, date(2025, 1, 1), SELLER, true),
            ("Лес", SELLER, date(2025, 12, 1), KEEPER, true),
        ] {
            let id = add(&app, name, Some(holder_role));
            let wake =
                |title: &str| conveyor::reactivate(&app, &ctx(&app, holder_role), id, title, None);
            assert_eq!(
                code(&wake("Разбудить").unwrap_err()),
                "conveyor.never_bought"
            );
            sale(&app, id, bought);
            let made = wake("Разбудить").unwrap();
            assert_eq!(made.to_id, Some(app.user(executor)), "{name}");
            assert_eq!(
                holder(&app, id),
                Some(app.user(holder_role)),
                "it stays where it is"
            );
            let task = &tasks_of(&app, executor, id)[0].task;
            assert_eq!(task.data.assignee_id, app.user(executor));
            let path = conveyor::path(&app, &app.ctx(Role::Owner), id).unwrap();
            assert_eq!(path.joint.is_some(), joins, "{name}");
        }
    }
}

#[test]
fn r188_a_seller_is_called_in_and_leaves_again() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(KEEPER));
        let joint = begin(&app, KEEPER, id, JointKind::Expansion).unwrap();
        assert!(sees(&app, SELLER, id));
        let agreed = (date(2026, 3, 2), None);
        let over = conveyor::accept(&app, &ctx(&app, SELLER), joint.id, 1, agreed);
        assert_eq!(code(&over.unwrap_err()), "joint.no_hand_over");
        conveyor::finish(&app, &ctx(&app, SELLER), joint.id, 1).unwrap();
        assert!(!sees(&app, SELLER, id));
        assert_eq!(holder(&app, id), Some(app.user(KEEPER)));
    }
}

#[test]
fn r193_r194_a_deal_is_held_against_what_we_can_make_and_want() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(SELLER));
        let deal = DealInput {
            amount_minor: 24_000_000,
            months: 12,
            custom: false,
            margin: None,
        };
        let check = |role, deal| conveyor::check_deal(&app, &ctx(&app, role), id, deal).unwrap();
        let nothing = check(SELLER, deal);
        assert!(nothing.unknown && nothing.fit.misfits.is_empty());
        let settings = [
            ("fit.capacity_month", Value::Whole(10_000)),
            ("fit.turnover_year", Value::Whole(120_000)),
        ];
        set(&app, &settings);
        let own = check(SELLER, deal);
        assert_eq!(
            own.fit.misfits,
            [Misfit::OverCapacity, Misfit::OverTurnover]
        );
        assert_eq!((own.fit.of_capacity, own.fit.of_turnover), (None, None));
        let head = check(HEAD, deal);
        assert_eq!(
            (head.fit.of_capacity, head.fit.of_turnover),
            (Some(200), Some(20_000))
        );
        let thin = DealInput {
            amount_minor: 100_000,
            months: 1,
            custom: true,
            margin: Some(5),
        };
        assert_eq!(check(SELLER, thin).fit.misfits, [Misfit::Thin]);
        let bad = DealInput { months: 0, ..thin };
        let bad = conveyor::check_deal(&app, &ctx(&app, SELLER), id, bad).unwrap_err();
        assert_eq!(code(&bad), "number.out_of_range");
    }
}

#[test]
fn r195_refusing_is_a_result_and_the_pool_leaves_the_client_alone() {
    for mut app in apps() {
        let id = add(&app, "Ветер", Some(CALLER));
        let refuse = |role, reason| conveyor::refuse(&app, &ctx(&app, role), id, reason, None);
        let other = refuse(CALLER, RefusalReason::Other).unwrap_err();
        assert_eq!(code(&other), "text.empty");
        let stranger = refuse(SELLER, RefusalReason::TooLarge);
        assert!(matches!(stranger, Err(Error::NotFound)));
        refuse(CALLER, RefusalReason::TooLarge).unwrap();
        assert_eq!(holder(&app, id), None);
        let empty = pool::take(&app, &ctx(&app, CALLER));
        assert!(matches!(empty, Err(pool::Error::Empty)), "{empty:?}");
        app.now += SignedDuration::from_hours(24 * 366);
        assert_eq!(pool::take(&app, &ctx(&app, CALLER)).unwrap().client, id);
    }
}
