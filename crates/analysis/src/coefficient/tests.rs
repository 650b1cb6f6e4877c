use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

const RULE: Rule = Rule {
    confidence: 0.9,
    tolerance: 0.05,
};
/// The four steps of the source: planned, and what its two employees made of them.
const PLAN: [f64; 4] = [1.0, 0.8, 0.8, 0.95];
const IVANOV: [f64; 4] = [0.80, 0.70, 0.85, 0.955];
const SIDOROV: [f64; 4] = [0.955, 0.90, 0.70, 0.80];

fn near(one: f64, other: f64, by: f64) {
    assert!((one - other).abs() <= by, "{one} is not {other}");
}

/// So many of `decided` go on by chance.
fn drawn(rng: &mut impl Rng, decided: u64, share: f64) -> Count {
    let passed = (0..decided).filter(|_| rng.random_bool(share)).count();
    Count::of(passed as u64, decided)
}

/// A number of the normal law.
fn bell(rng: &mut impl Rng) -> f64 {
    crate::value::normal(rng.random_range(1e-9..1.0 - 1e-9))
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// The decisions at each step of an employee of whom `begun` deals were begun.
fn counts(begun: u64, shares: &[f64]) -> Vec<Count> {
    let mut left = begun;
    shares
        .iter()
        .map(|share| {
            let count = Count::of((left as f64 * share).round() as u64, left);
            left = count.passed;
            count
        })
        .collect()
}

fn places(counts: &[Count]) -> Vec<Place> {
    let of = |(count, plan): (&Count, f64)| Place {
        share: count.share(),
        plan,
        verdict: verdict(*count, plan, RULE),
    };
    counts.iter().zip(PLAN).map(of).collect()
}

/// Both employees of the source beside each other at each step, on one list.
fn both(first: &[Count], second: &[Count]) -> Vec<Fair> {
    let steps = first.iter().zip(second);
    steps
        .map(|(one, other)| {
            let cell = |who, count| Cell {
                who,
                list: 0,
                count,
            };
            fair(&[cell(0, *one), cell(1, *other)], 2, 1, 0.9, 0.95)
        })
        .collect()
}

#[test]
fn r147_r148_the_two_employees_of_the_source_against_the_plan() {
    use Verdict::{Above, Below, On, Unsure};
    let verdicts = |shares: &[f64]| -> Vec<Verdict> {
        places(&counts(400, shares))
            .iter()
            .map(|place| place.verdict)
            .collect()
    };
    assert_eq!(verdicts(&IVANOV), [Below, Below, Above, On]);
    assert_eq!(verdicts(&SIDOROV), [Below, Above, Below, Below]);
    // Ten deals tell nothing but the worst.
    let few: Vec<Verdict> = counts(10, &IVANOV)
        .iter()
        .zip(PLAN)
        .map(|(count, plan)| verdict(*count, plan, RULE))
        .collect();
    assert_eq!(few, [Below, Unsure, Unsure, Unsure]);
    assert_eq!(verdict(Count::default(), 0.8, RULE), Unsure);
    // Nearly all of very many is on a plan of all.
    assert_eq!(verdict(Count::of(999, 1_000), 1.0, RULE), On);
}

#[test]
fn r150_what_the_two_would_bring_each_other() {
    near(end_to_end(&IVANOV), 0.455, 0.0005);
    near(end_to_end(&SIDOROV), 0.481, 0.0005);
    near(end_to_end(&PLAN), 0.608, 1e-12);
    let found = mutual(&IVANOV, &SIDOROV).unwrap();
    near(found.together, 0.698, 0.0005);
    near(found.first, 0.53, 0.005);
    near(found.second, 0.45, 0.005);
    assert_eq!(mutual(&[0.0], &[0.5]), None);
}

#[test]
fn r149_each_weak_step_has_its_teacher() {
    let (ivanov, sidorov) = (counts(2_000, &IVANOV), counts(2_000, &SIDOROV));
    let fair = both(&ivanov, &sidorov);
    let (of_ivanov, of_sidorov) = (places(&ivanov), places(&sidorov));
    let weak = weakest(0, &of_ivanov, &fair, 0.95);
    let told: Vec<_> = weak.iter().map(|one| (one.step, one.teacher)).collect();
    assert_eq!(told, [(1, Some(1)), (0, Some(1))], "Sidorov teaches both");
    let weak_too = weakest(1, &of_sidorov, &fair, 0.95);
    let told: Vec<_> = weak_too.iter().map(|one| (one.step, one.teacher)).collect();
    // The first step is on its way, but the plan asks for all; nobody does better.
    assert_eq!(told, [(2, Some(0)), (3, Some(0)), (0, None)]);
    // Where the plan of the first step (all) counts too, more than the colleagues have is asked.
    near(
        potential(&of_ivanov, &weak).unwrap(),
        1.0 * 0.9 * 0.85 * 0.955,
        0.01,
    );
    // Twenty deals of each: the first step is under the plan for sure, who is better is not.
    let (few, few_too) = (counts(20, &IVANOV), counts(20, &SIDOROV));
    let weak = weakest(0, &places(&few), &both(&few, &few_too), 0.95);
    assert!(weak.iter().all(|one| one.step == 0), "{weak:?}");
}

#[test]
fn needed_goes_back_through_the_steps() {
    // Golden numbers of the source, backwards: 61 payments want 100 companies.
    let found = needed(6_080_000, 100_000, &PLAN).unwrap();
    assert_eq!((found.deals, found.steps), (61, vec![103, 103, 82, 65, 61]));
    let exact = needed(64, 1, &[0.8, 0.8]).unwrap();
    assert_eq!(exact.steps, [100, 80, 64]);
    assert_eq!(needed(-5, 1, &PLAN).unwrap().deals, 0);
    assert_eq!(needed(1, 0, &PLAN), None);
    assert_eq!(needed(1, 1, &[0.0]), None);
}

#[test]
fn intervals_are_right_as_often_as_they_say() {
    let mut rng = ChaCha8Rng::seed_from_u64(146);
    for confidence in [0.8, 0.9, 0.95] {
        let rounds = 20_000;
        let right = (0..rounds).filter(|_| {
            let share = rng.random_range(0.4..0.99);
            let decided = rng.random_range(10..300);
            let count = drawn(&mut rng, decided, share);
            let found = estimate(count, confidence).unwrap();
            (found.low..=found.high).contains(&share)
        });
        near(right.count() as f64 / f64::from(rounds), confidence, 0.015);
    }
}

#[test]
fn a_verdict_is_seldom_wrong() {
    let mut rng = ChaCha8Rng::seed_from_u64(148);
    let (mut wrong, mut told) = (0, 0);
    let rounds = 20_000;
    for _ in 0..rounds {
        let share: f64 = rng.random_range(0.4..0.99);
        let decided = rng.random_range(10..300);
        match verdict(drawn(&mut rng, decided, share), 0.8, RULE) {
            Verdict::Above => (told, wrong) = (told + 1, wrong + u64::from(share < 0.8)),
            Verdict::Below => (told, wrong) = (told + 1, wrong + u64::from(share > 0.8)),
            Verdict::On => wrong += u64::from((share - 0.8).abs() > 0.05),
            Verdict::Unsure => {}
        }
    }
    assert!(wrong * 20 < told, "{wrong} of {told}");
    assert!(told > rounds / 2, "{told}");
}

#[test]
fn r151_a_drop_is_seen_within_two_to_three_weeks() {
    let mut rng = ChaCha8Rng::seed_from_u64(151);
    // Twelve weeks on the plan of 80 %, then a drop; so many are decided in a week.
    let mut seen_within = |decided: u64, after: f64, weeks: usize| -> f64 {
        let rounds = 1_500;
        let seen = (0..rounds).filter(|_| {
            let all: Vec<Count> = (0..12 + weeks)
                .map(|week| drawn(&mut rng, decided, if week < 12 { 0.8 } else { after }))
                .collect();
            early(&all, 0.8, 3, RULE).is_some()
        });
        seen.count() as f64 / f64::from(rounds)
    };
    // A coefficient of 50 % in place of 80 %.
    assert!(seen_within(20, 0.5, 2) > 0.90, "20 a week, 2 weeks");
    assert!(seen_within(20, 0.5, 3) > 0.98, "20 a week, 3 weeks");
    assert!(seen_within(10, 0.5, 3) > 0.90, "10 a week, 3 weeks");
    // 65 % in place of 80 %.
    assert!(seen_within(30, 0.65, 3) > 0.90, "30 a week, 3 weeks");
    // And seldom where nothing happened: one week in twenty by its rule.
    assert!(seen_within(20, 0.8, 3) < 0.07, "nothing happened");
    assert!(seen_within(10, 0.8, 3) < 0.07, "nothing happened");
}

#[test]
fn r151_the_signal_says_since_when_and_whether_it_fell() {
    let week = |passed, decided| Count::of(passed, decided);
    let mut weeks = vec![week(16, 20); 8];
    weeks.extend([week(9, 20), week(8, 20), week(9, 20)]);
    let found = early(&weeks, 0.8, 3, RULE).unwrap();
    assert_eq!(found.since, 8, "the very week of the drop");
    assert_eq!(found.count, week(26, 60));
    assert!(found.fell.unwrap() > 0.99);
    // Always weak: under the plan, but nothing fell.
    let found = early(&[week(9, 20); 8], 0.8, 3, RULE).unwrap();
    assert!(found.since < 3 && found.fell.is_none_or(|fell| fell < 0.9));
    assert_eq!(early(&[week(16, 20); 8], 0.8, 3, RULE), None);
    assert_eq!(early(&[], 0.8, 3, RULE), None);
}

#[test]
fn the_better_one_of_two_is_told_as_surely_as_it_says() {
    let mut rng = ChaCha8Rng::seed_from_u64(150);
    let (mut told, mut wrong) = (0_u32, 0_u32);
    for _ in 0..3_000 {
        let shares = [rng.random::<f64>(), rng.random::<f64>()];
        let counts = shares.map(|share| {
            let decided = rng.random_range(5..80);
            drawn(&mut rng, decided, share)
        });
        let chance = better(counts[0], counts[1]);
        near(chance + better(counts[1], counts[0]), 1.0, 1e-9);
        if chance >= 0.95 {
            told += 1;
            wrong += u32::from(shares[0] < shares[1]);
        }
    }
    assert!(told > 900 && wrong * 20 < told, "{wrong} of {told}");
    near(better(Count::of(3, 4), Count::of(3, 4)), 0.5, 1e-9);
    // Two laws that are known in closed form: Beta(3/2, 1/2) against the even Beta(1/2, 1/2).
    near(
        better(Count::of(1, 1), Count::default()),
        0.5 + 2.0 / std::f64::consts::PI.powi(2),
        2e-3,
    );
}

#[test]
fn r152_who_had_the_harder_list_is_not_behind_for_it() {
    // The good list lets 90 % through, the hard one 50 %, whoever works them; both employees work
    // some of the other's list, so that the lists can be told apart from them.
    let cell = |who, list, passed, decided| Cell {
        who,
        list,
        count: Count::of(passed, decided),
    };
    let cells = [
        cell(0, 0, 36, 40),
        cell(0, 1, 80, 160),
        cell(1, 0, 144, 160),
        cell(1, 1, 20, 40),
    ];
    let found = fair(&cells, 2, 2, 0.9, 0.95);
    let [first, second] = [found.people[0], found.people[1]];
    assert!(
        second.count.share().unwrap() - first.count.share().unwrap() > 0.2,
        "raw"
    );
    near(first.share, second.share, 0.02);
    assert!(
        (0.1..0.9).contains(&found.better(0, 1)),
        "{}",
        found.better(0, 1)
    );
    assert_eq!((first.best_rank, first.worst_rank), (1, 2), "equals");
    // R153: the lists say it.
    assert!(found.lists[0].share > 0.8 && found.lists[1].share < 0.6);
    assert!(first.expected < second.expected - 0.15, "the harder mix");
    // Each only on a list of their own: who is better cannot be told.
    let apart = fair(&[cell(0, 0, 80, 100), cell(1, 1, 60, 100)], 2, 2, 0.9, 0.95);
    assert!(apart.better(0, 1) < 0.95, "{}", apart.better(0, 1));
    // The same on one list: it can.
    let same = fair(&[cell(0, 0, 80, 100), cell(1, 0, 60, 100)], 2, 1, 0.9, 0.95);
    assert!(same.better(0, 1) > 0.95, "{}", same.better(0, 1));
    assert_eq!(
        (same.people[0].worst_rank, same.people[1].best_rank),
        (1, 2)
    );
}

#[test]
fn few_deals_prove_little_and_none_nothing() {
    let cell = |who, passed, decided| Cell {
        who,
        list: 0,
        count: Count::of(passed, decided),
    };
    let found = fair(
        &[cell(0, 160, 200), cell(1, 2, 2), cell(2, 150, 200)],
        4,
        1,
        0.9,
        0.95,
    );
    assert!(found.people[1].share < 0.9, "drawn to the others");
    assert!(found.better(1, 0) < 0.8);
    let nobody = found.people[3];
    assert!(nobody.low < 0.7 && nobody.high > 0.85, "{nobody:?}");
    assert_eq!(fair(&[], 3, 1, 0.9, 0.95), Fair::default());
    // A step that everybody passed.
    let all = fair(&[cell(0, 50, 50), cell(1, 40, 40)], 2, 1, 0.9, 0.95);
    assert!(
        all.people
            .iter()
            .all(|one| one.share > 0.95 && one.high <= 1.0)
    );
}

/// What a department did whose truth is known: of each employee the true coefficient on the lists
/// of all, and what was seen. Some get mostly good lists, some mostly hard ones.
fn department(rng: &mut impl Rng) -> (Vec<f64>, Vec<Cell>, usize) {
    let (people, lists) = (6, 8);
    let middle = rng.random_range(0.2..2.0);
    let effects: Vec<f64> = (0..people).map(|_| 0.45 * bell(rng)).collect();
    let hardness: Vec<f64> = (0..lists).map(|_| 0.7 * bell(rng)).collect();
    let mut cells = Vec::new();
    for (who, effect) in effects.iter().enumerate() {
        for (list, hard) in hardness.iter().enumerate() {
            let favoured = (who < people / 2) == (*hard > 0.0);
            let decided = if favoured {
                rng.random_range(10..60)
            } else {
                rng.random_range(0..12)
            };
            if decided > 0 {
                let count = drawn(rng, decided, logistic(middle + effect + hard));
                cells.push(Cell { who, list, count });
            }
        }
    }
    let all: Count = cells.iter().map(|cell| cell.count).sum();
    let weight = |list: usize| {
        let of = cells.iter().filter(|cell| cell.list == list);
        of.map(|cell| cell.count.decided as f64).sum::<f64>() / all.decided as f64
    };
    let weights: Vec<f64> = (0..lists).map(weight).collect();
    let truth = effects.iter().map(|effect| {
        let lists = weights.iter().zip(&hardness);
        lists
            .map(|(weight, hard)| weight * logistic(middle + effect + hard))
            .sum()
    });
    (truth.collect(), cells, lists)
}

#[test]
fn r152_the_comparison_knows_what_it_claims() {
    let mut rng = ChaCha8Rng::seed_from_u64(152);
    let (mut told, mut wrong, mut inside, mut all) = (0, 0, 0, 0);
    let (mut naive_told, mut naive_wrong) = (0, 0);
    for _ in 0..400 {
        let (truth, cells, lists) = department(&mut rng);
        let found = fair(&cells, truth.len(), lists, 0.9, 0.95);
        for (a, person) in found.people.iter().enumerate() {
            all += 1;
            inside += u32::from((person.low..=person.high).contains(&truth[a]));
            for b in 0..truth.len() {
                let worse = u32::from(truth[a] < truth[b]);
                if found.better(a, b) >= 0.95 {
                    told += 1;
                    wrong += worse;
                }
                if a != b && better(person.count, found.people[b].count) >= 0.95 {
                    naive_told += 1;
                    naive_wrong += worse;
                }
            }
            // Ranks hold the true one when all that is claimed of somebody is right.
            assert!(person.best_rank <= person.worst_rank);
        }
    }
    let (inside, all) = (f64::from(inside), f64::from(all));
    near(inside / all, 0.9, 0.03);
    assert!(told > 1_500, "{told}");
    assert!(wrong * 20 <= told, "{wrong} of {told}");
    // Without regard to lists far more is claimed wrongly.
    let rate = |wrong: u32, told: u32| f64::from(wrong) / f64::from(told);
    assert!(
        rate(naive_wrong, naive_told) > 3.0 * rate(wrong, told),
        "{naive_wrong} of {naive_told}"
    );
}

#[test]
fn all_is_never_under_a_plan_of_all_and_nothing_never_over_a_plan_of_nothing() {
    for decided in 1..500 {
        let (all, none) = (Count::of(decided, decided), Count::of(0, decided));
        assert_ne!(verdict(all, 1.0, RULE), Verdict::Below, "{decided}");
        assert_ne!(verdict(none, 0.0, RULE), Verdict::Above, "{decided}");
    }
}
