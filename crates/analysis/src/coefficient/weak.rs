//! The weak step of each employee, who should teach them, and what it would bring (R149, R150).

use serde::Serialize;

use super::estimate::{Verdict, end_to_end};
use super::fair::Fair;

/// One step of one employee, as the finder sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The coefficient seen; `None`: nothing was decided.
    pub share: Option<f64>,
    /// The planned one.
    pub plan: f64,
    /// What is sure of it.
    pub verdict: Verdict,
}

/// A weak step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weak {
    /// Which, by its place.
    pub step: usize,
    /// The coefficient it should have.
    pub target: f64,
    /// The best of the colleagues who are certainly better; `None`: it is weak against the plan.
    pub teacher: Option<usize>,
    /// What the end of the funnel would gain, as a part of what it has: 0.2 is a fifth more.
    pub gain: f64,
}

/// The colleague to learn a step from: of those who are certainly better the one with the highest
/// coefficient as if all lists were alike.
fn teacher(fair: &Fair, who: usize, sure: f64) -> Option<usize> {
    (0..fair.people.len())
        .filter(|other| *other != who && fair.better(*other, who) >= sure)
        .max_by(|a, b| fair.people[*a].share.total_cmp(&fair.people[*b].share))
}

/// What an employee could reach at a step: as far above what they have as the teacher is above
/// them on lists alike.
fn like(fair: &Fair, who: usize, teacher: usize, share: f64) -> f64 {
    let (own, other) = (&fair.people[who], &fair.people[teacher]);
    let odds = |share: f64| {
        let share = share.clamp(1e-6, 1.0 - 1e-6);
        (share / (1.0 - share)).ln()
    };
    let moved = odds(share) + odds(other.share) - odds(own.share);
    1.0 / (1.0 + (-moved).exp())
}

/// The weak steps of an employee, what brings most first: those certainly under the plan, and those
/// where a colleague is certainly better. `steps` are theirs in order, `fair` the comparison of each.
#[must_use]
pub fn weakest(who: usize, steps: &[Place], fair: &[Fair], sure: f64) -> Vec<Weak> {
    let mut found: Vec<Weak> = steps
        .iter()
        .zip(fair)
        .enumerate()
        .filter_map(|(step, (place, fair))| {
            let share = place.share?;
            let teacher = teacher(fair, who, sure);
            let under = (place.verdict == Verdict::Below).then_some(place.plan);
            let target = match (teacher, under) {
                (Some(teacher), plan) => like(fair, who, teacher, share).max(plan.unwrap_or(0.0)),
                (None, plan) => plan?,
            };
            // of nothing no part can be told: the least that would show
            let gain = target / share.max(0.01) - 1.0;
            (gain > 0.0).then_some(Weak {
                step,
                target,
                teacher,
                gain,
            })
        })
        .collect();
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.step.cmp(&b.step)));
    found
}

/// What an employee would reach at the end of the funnel with every weak step as it should be, as a
/// part of the deals begun; `None` while a step of theirs has no coefficient.
#[must_use]
pub fn potential(steps: &[Place], weak: &[Weak]) -> Option<f64> {
    let shares = steps.iter().enumerate().map(|(at, place)| {
        let target = weak.iter().find(|one| one.step == at).map(|one| one.target);
        place.share.map(|share| target.unwrap_or(share).max(share))
    });
    Some(end_to_end(&shares.collect::<Option<Vec<_>>>()?))
}

/// What two bring each other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mutual {
    /// End to end with the better coefficient of each step.
    pub together: f64,
    /// What the first would gain, as a part of what they have.
    pub first: f64,
    /// What the second would gain.
    pub second: f64,
}

/// What two employees would reach if each worked every step as the better of them does.
/// `None`: one of them brings nothing to the end.
#[must_use]
pub fn mutual(first: &[f64], second: &[f64]) -> Option<Mutual> {
    let best: Vec<f64> = first
        .iter()
        .zip(second)
        .map(|(one, other)| one.max(*other))
        .collect();
    let (one, other, together) = (end_to_end(first), end_to_end(second), end_to_end(&best));
    (one > 0.0 && other > 0.0).then(|| Mutual {
        together,
        first: together / one - 1.0,
        second: together / other - 1.0,
    })
}
