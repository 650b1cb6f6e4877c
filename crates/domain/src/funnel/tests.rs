use jiff::civil::date;
use uuid::Uuid;

use super::*;

fn of(key: &str) -> Step {
    let all = acquisition();
    all[place(&all, key).unwrap()].clone()
}

fn range(key: &str, norm: NormOf) -> Option<(i64, i64)> {
    of(key).norm(norm).map(|norm| (norm.low, norm.high))
}

#[test]
fn r137_four_steps_after_the_cleaned_list() {
    let keys: Vec<String> = acquisition().into_iter().map(|step| step.key).collect();
    assert_eq!(
        keys,
        ["list", "acquaintance", "presentation", "supply", "payment"]
    );
    assert_eq!(fault(&acquisition()), None);
    assert_eq!((of("list").plan, of("list").norms.len()), (None, 0));
}

#[test]
fn r138_everybody_is_to_be_met() {
    assert_eq!(range("acquaintance", NormOf::Normal), Some((90, 100)));
    assert_eq!(of("acquaintance").plan, Some(1_000));
}

#[test]
fn r139_presentations_by_kind_of_client() {
    assert_eq!(range("presentation", NormOf::Normal), Some((20, 80)));
    assert_eq!(range("presentation", NormOf::Distributor), Some((80, 100)));
    assert_eq!(range("presentation", NormOf::Corporate), Some((20, 30)));
}

#[test]
fn r140_first_supplies_by_kind_of_client() {
    assert_eq!(range("supply", NormOf::Retail), Some((80, 100)));
    assert_eq!(range("supply", NormOf::Corporate), Some((40, 60)));
}

#[test]
fn r141_norm_crisis_and_plan_of_payments_are_apart() {
    assert_eq!(range("payment", NormOf::Normal), Some((90, 99)));
    assert_eq!(range("payment", NormOf::Crisis), Some((80, 90)));
    assert_eq!(range("payment", NormOf::Scored), Some((90, 95)));
    assert_eq!(of("payment").plan, Some(950));
}

fn plans() -> Vec<i64> {
    acquisition().iter().filter_map(|step| step.plan).collect()
}

#[test]
fn r144_the_plan_is_100_80_80_95() {
    assert_eq!(plans(), [1_000, 800, 800, 950]);
}

#[test]
fn r145_of_100_clients_61_pay() {
    let all = expected(100.0, &plans());
    let rounded: Vec<i64> = all.iter().map(|count| count.round() as i64).collect();
    assert_eq!(rounded, [100, 100, 80, 64, 61]);
    assert!((all[4] - 60.8).abs() < 1e-9, "end to end 60.8 %");
}

#[test]
fn r157_the_full_cycle_has_18_steps() {
    let all = cycle();
    assert_eq!(all.len(), 18);
    let at = |number: usize| all[number - 1].key.as_str();
    assert_eq!(
        (at(1), at(9), at(12)),
        ("relations", "offer_presentation", "closing")
    );
    assert_eq!(
        (at(14), at(15), at(18)),
        ("tender", "contract", "testimonial")
    );
    assert_eq!(fault(&all), None);
}

#[test]
fn r158_each_function_of_the_cycle_has_its_target() {
    let all = acquisition();
    let parts = parts(&all, |step| step.plan);
    let told: Vec<(Function, usize, Option<i64>)> = parts
        .iter()
        .map(|part| {
            (
                part.function,
                part.steps.len(),
                part.plan.map(|plan| plan.round() as i64),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Function::Attract, 2, Some(1_000)),
            (Function::Sell, 2, Some(640)),
            (Function::Serve, 1, Some(950)),
        ]
    );
    let five: Vec<Function> = super::parts(&cycle(), |step| step.plan)
        .iter()
        .map(|part| part.function)
        .collect();
    assert_eq!(five, Function::ALL, "all five in the full cycle");
}

#[test]
fn drafts_that_cannot_be_are_told_with_their_field() {
    type Change = dyn Fn(&mut Vec<Step>);
    let cases: [(&str, &Change, &str); 11] = [
        ("steps", &|all| all.truncate(1), "funnel.steps"),
        (
            "steps[1].key",
            &|all| all[1].key = "A b".to_owned(),
            "funnel.key",
        ),
        (
            "steps[1].key",
            &|all| all[1].key = "list".to_owned(),
            "funnel.key_taken",
        ),
        (
            "steps[1].name",
            &|all| all[1].key = "own".to_owned(),
            "text.empty",
        ),
        (
            "steps[0].plan",
            &|all| all[0].plan = Some(900),
            "funnel.percent",
        ),
        (
            "steps[2].plan",
            &|all| all[2].plan = Some(1_001),
            "funnel.percent",
        ),
        (
            "steps[2].norms",
            &|all| all[2].norms[0].low = 90,
            "funnel.norm",
        ),
        (
            "steps[2].norms",
            &|all| all[2].norms[1].of = NormOf::Normal,
            "funnel.norm",
        ),
        (
            "steps[3].stuck_days",
            &|all| all[3].stuck_days = 0,
            "funnel.stuck",
        ),
        (
            "steps[3].next",
            &|all| all[3].next = vec!["no".to_owned()],
            "funnel.next",
        ),
        (
            "steps[2].key",
            &|all| {
                for step in all.iter_mut() {
                    step.next = vec!["list".to_owned(), "acquaintance".to_owned()];
                }
                all[0].next = vec!["acquaintance".to_owned()];
                all[1].next = vec!["list".to_owned()];
            },
            "funnel.unreachable",
        ),
    ];
    for (field, spoil, code) in cases {
        let mut steps = acquisition();
        spoil(&mut steps);
        assert_eq!(fault(&steps), Some((field.to_owned(), code)), "{field}");
    }
}

fn version(number: i64, from: Option<Date>, keys: &[&str]) -> Version {
    let by = UserId::from_uuid(Uuid::nil());
    let step = |key: &&str| Step {
        key: (*key).to_owned(),
        ..of("list")
    };
    Version {
        number,
        steps: keys.iter().map(step).collect(),
        note: None,
        created_by: by,
        created_at: Timestamp::UNIX_EPOCH,
        approval: from.map(|from_day| Approval {
            by,
            at: Timestamp::UNIX_EPOCH,
            from_day,
        }),
    }
}

#[test]
fn r142_approved_versions_come_into_force_on_their_day() {
    let all = [
        version(1, Some(date(2026, 1, 1)), &["a", "b"]),
        version(2, Some(date(2026, 3, 1)), &["a", "c"]),
        version(3, None, &["a", "d"]),
    ];
    let number = |day| in_force(&all, day).map(|version| version.number);
    assert_eq!(number(date(2025, 12, 31)), None);
    assert_eq!(number(date(2026, 2, 28)), Some(1));
    assert_eq!(number(date(2026, 3, 1)), Some(2), "a draft never counts");
    let by = |step| goes_by(&all, date(2026, 4, 1), step, 1).map(|version| version.number);
    assert_eq!(by("a"), Some(2), "the new one has the step");
    assert_eq!(by("b"), Some(1), "only the old one has it");
}

#[test]
fn r143_the_most_particular_plan_counts() {
    let id = |number| Uuid::from_u128(number);
    let all = PlanOf::default();
    let segment = PlanOf {
        segment_id: Some(id(1).into()),
        ..all
    };
    let group = PlanOf {
        product_group_id: Some(id(2).into()),
        ..all
    };
    let user = PlanOf {
        user_id: Some(id(3).into()),
        ..all
    };
    let plan = |number: u128, of, from_day, permille| Plan {
        id: FunnelPlanId::from_uuid(id(number)),
        funnel_id: FunnelId::from_uuid(id(9)),
        step: "supply".to_owned(),
        of,
        from_day,
        permille,
        approved_by: UserId::from_uuid(id(8)),
        approved_at: Timestamp::UNIX_EPOCH,
    };
    let plans = [
        plan(1, all, date(2026, 1, 1), 750),
        plan(2, all, date(2026, 2, 1), 760),
        plan(3, segment, date(2026, 1, 1), 500),
        plan(4, group, date(2026, 1, 1), 600),
        plan(5, user, date(2026, 3, 1), 900),
    ];
    let everything = PlanOf {
        segment_id: segment.segment_id,
        product_group_id: group.product_group_id,
        user_id: user.user_id,
    };
    let supply = of("supply");
    let of_step = |of: &PlanOf, day| planned(&plans, &supply, of, day);
    let cases = [
        (all, date(2025, 12, 31), 800, "the step's own"),
        (all, date(2026, 1, 31), 750, "for all"),
        (all, date(2026, 2, 1), 760, "the later one"),
        (segment, date(2026, 2, 1), 500, "a segment before all"),
        (
            everything,
            date(2026, 2, 1),
            600,
            "a product group before it",
        ),
        (
            everything,
            date(2026, 3, 1),
            900,
            "an employee before all of them",
        ),
    ];
    for (of, day, permille, why) in cases {
        assert_eq!(of_step(&of, day), Some(permille), "{why}");
    }
    assert_eq!(
        planned(&plans, &of("payment"), &everything, date(2026, 5, 1)),
        Some(950)
    );
}
