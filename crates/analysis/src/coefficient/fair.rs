//! A fair comparison (R152, R153): coefficients of employees as if their lists had been alike.
//!
//! The log-odds that a deal goes on are those of all, plus what its list adds, plus what its
//! employee adds. Both additions are drawn towards nothing by normal laws whose widths are found
//! from the data themselves (an empirical Bayes logistic model: the mode by Newton's steps, the
//! widths by EM), so few deals prove little. Who works only lists that nobody else works is not
//! compared by luck: the doubt about such a list is part of the doubt about its employee.

use libm::{erfc, log1p};
use serde::Serialize;

use super::estimate::Count;
use crate::value::normal;

/// Deals of one employee from one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Place of the employee.
    pub who: usize,
    /// Place of the list: any mix of traits deals were sorted by when they began.
    pub list: usize,
    /// The decisions.
    pub count: Count,
}

/// An employee as if all lists had been alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// The decisions as they were.
    pub count: Count,
    /// The coefficient on the lists of all.
    pub share: f64,
    /// Where its interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// What their own lists would have given an employee like all others: the lower, the harder.
    pub expected: f64,
    /// Where they may stand among the compared, 1 the best: from …
    pub best_rank: usize,
    /// … to.
    pub worst_rank: usize,
}

/// How hard a list is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Hardness {
    /// The decisions as they were.
    pub count: Count,
    /// The coefficient of an employee like all others on it.
    pub share: f64,
}

/// The comparison of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fair {
    /// By the places of employees; those without a decision stand in the middle, in full doubt.
    pub people: Vec<Adjusted>,
    /// By the places of lists.
    pub lists: Vec<Hardness>,
    effects: Vec<f64>,
    /// Covariances of the effects, row by row.
    doubt: Vec<f64>,
}

/// Before anything is known, additions of employees and of lists differ so much (the standard
/// deviation of log-odds), and this is worth …
const USUAL: f64 = 0.5;
/// … so many of them.
const USUAL_WEIGHT: f64 = 2.0;
/// Rounds of the fit at most.
const ROUNDS: usize = 60;
/// The longest step of a round.
const LONGEST: f64 = 2.0;

impl Fair {
    /// The chance that one employee is better at the step than another, lists alike.
    #[must_use]
    pub fn better(&self, one: usize, other: usize) -> f64 {
        let n = self.people.len();
        if one == other {
            return 0.5;
        }
        let variance = self.doubt[one * n + one] + self.doubt[other * n + other]
            - 2.0 * self.doubt[one * n + other];
        let apart = (self.effects[one] - self.effects[other]) / variance.max(1e-12).sqrt();
        0.5 * erfc(-apart / std::f64::consts::SQRT_2)
    }
}

fn sigma(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

fn odds(share: f64) -> f64 {
    share.ln() - log1p(-share)
}

/// The model while it is fitted.
struct Model<'a> {
    cells: &'a [Cell],
    middle: f64,
    people: Vec<f64>,
    lists: Vec<f64>,
    of_people: f64,
    of_lists: f64,
}

/// The curvature of the model where it stands.
struct Curve {
    /// Of each employee and of each list alone.
    people: Vec<f64>,
    lists: Vec<f64>,
    /// Of employee × list, row by row.
    both: Vec<f64>,
    /// Covariances of the employees' additions.
    doubt: Vec<f64>,
}

impl Model<'_> {
    /// One step of Newton's towards the mode; returns how far it went and the curvature there.
    fn step(&mut self) -> (f64, Curve) {
        let (n, m) = (self.people.len(), self.lists.len());
        let mut slope_people: Vec<f64> = self.people.iter().map(|x| -x / self.of_people).collect();
        let mut slope_lists: Vec<f64> = self.lists.iter().map(|x| -x / self.of_lists).collect();
        let mut curve = Curve {
            people: vec![1.0 / self.of_people; n],
            lists: vec![1.0 / self.of_lists; m],
            both: vec![0.0; n * m],
            doubt: vec![0.0; n * n],
        };
        for cell in self.cells {
            let decided = cell.count.decided as f64;
            let share = sigma(self.middle + self.people[cell.who] + self.lists[cell.list]);
            let (off, bend) = (
                cell.count.passed as f64 - decided * share,
                decided * share * (1.0 - share),
            );
            slope_people[cell.who] += off;
            slope_lists[cell.list] += off;
            curve.people[cell.who] += bend;
            curve.lists[cell.list] += bend;
            curve.both[cell.who * m + cell.list] += bend;
        }
        // The lists are eliminated: what is left is the curvature of employees alone.
        for (a, slope) in slope_people.iter_mut().enumerate() {
            curve.doubt[a * n + a] += curve.people[a];
            for (list, of_list) in slope_lists.iter().enumerate() {
                let of_a = curve.both[a * m + list] / curve.lists[list];
                if of_a == 0.0 {
                    continue;
                }
                *slope -= of_a * of_list;
                for b in 0..n {
                    curve.doubt[a * n + b] -= of_a * curve.both[b * m + list];
                }
            }
        }
        invert(&mut curve.doubt, n);
        let mut longest = 0.0_f64;
        let mut moved = vec![0.0; n];
        for (a, by) in moved.iter_mut().enumerate() {
            *by = (0..n)
                .map(|b| curve.doubt[a * n + b] * slope_people[b])
                .sum();
        }
        for (list, slope) in slope_lists.iter().enumerate() {
            let drawn: f64 = (0..n).map(|a| curve.both[a * m + list] * moved[a]).sum();
            let by = ((slope - drawn) / curve.lists[list]).clamp(-LONGEST, LONGEST);
            self.lists[list] += by;
            longest = longest.max(by.abs());
        }
        for (at, by) in self.people.iter_mut().zip(moved) {
            let by = by.clamp(-LONGEST, LONGEST);
            *at += by;
            longest = longest.max(by.abs());
        }
        (longest, curve)
    }

    /// How widely additions differ, as they stand now; returns how much that changed.
    fn widths(&mut self, curve: &Curve) -> f64 {
        let n = self.people.len();
        let width = |all: &[f64], doubt: &dyn Fn(usize) -> f64| {
            let squares: f64 = all
                .iter()
                .enumerate()
                .map(|(at, x)| x * x + doubt(at))
                .sum();
            (squares + USUAL_WEIGHT * USUAL * USUAL) / (all.len() as f64 + USUAL_WEIGHT)
        };
        let people = width(&self.people, &|at| curve.doubt[at * n + at]);
        let lists = width(&self.lists, &|at| 1.0 / curve.lists[at]);
        let changed = (people / self.of_people - 1.0)
            .abs()
            .max((lists / self.of_lists - 1.0).abs());
        self.of_people = people;
        self.of_lists = lists;
        changed
    }
}

/// The inverse of a symmetric matrix with positive pivots, in place (Gauss and Jordan).
fn invert(matrix: &mut [f64], n: usize) {
    for k in 0..n {
        let pivot = matrix[k * n + k];
        matrix[k * n + k] = 1.0;
        for j in 0..n {
            matrix[k * n + j] /= pivot;
        }
        for i in 0..n {
            if i == k {
                continue;
            }
            let factor = matrix[i * n + k];
            if factor == 0.0 {
                continue;
            }
            matrix[i * n + k] = 0.0;
            for j in 0..n {
                matrix[i * n + j] -= factor * matrix[k * n + j];
            }
        }
    }
}

/// Compares the employees of a step. `people` and `lists` are one more than the largest places.
/// `confidence` is the part of the intervals that is right, `sure` the chance from which on one
/// counts as better than another.
#[must_use]
pub fn fair(cells: &[Cell], people: usize, lists: usize, confidence: f64, sure: f64) -> Fair {
    let all: Count = cells.iter().map(|cell| cell.count).sum();
    if all.decided == 0 || people == 0 {
        return Fair::default();
    }
    // a half on either side: a step that all passed has no log-odds
    let mean = (all.passed as f64 + 0.5) / (all.decided as f64 + 1.0);
    let mut model = Model {
        cells,
        middle: odds(mean),
        people: vec![0.0; people],
        lists: vec![0.0; lists],
        of_people: USUAL * USUAL,
        of_lists: USUAL * USUAL,
    };
    let mut curve = model.step().1;
    for _ in 0..ROUNDS {
        let changed = model.widths(&curve);
        let (moved, now) = model.step();
        curve = now;
        if changed < 1e-3 && moved < 1e-6 {
            break;
        }
    }
    told(&model, &curve, confidence, sure)
}

fn told(model: &Model<'_>, curve: &Curve, confidence: f64, sure: f64) -> Fair {
    let (n, m) = (model.people.len(), model.lists.len());
    let mut of_people = vec![Count::default(); n];
    let mut of_lists = vec![Count::default(); m];
    let mut expected = vec![0.0; n];
    for cell in model.cells {
        of_people[cell.who].add(cell.count);
        of_lists[cell.list].add(cell.count);
        let share = sigma(model.middle + model.lists[cell.list]);
        expected[cell.who] += cell.count.decided as f64 * share;
    }
    let all: f64 = of_lists.iter().map(|of| of.decided as f64).sum();
    let weights: Vec<f64> = of_lists.iter().map(|of| of.decided as f64 / all).collect();
    let z = normal(f64::midpoint(1.0, confidence));
    let people = (0..n).map(|who| {
        let (mut share, mut own) = (0.0, 0.0);
        let mut slopes = vec![0.0; m];
        for (list, weight) in weights.iter().enumerate() {
            let of = sigma(model.middle + model.people[who] + model.lists[list]);
            share += weight * of;
            let slope = weight * of * (1.0 - of);
            own += slope;
            slopes[list] = slope / curve.lists[list];
        }
        // The doubt of a sum over an addition of the employee and those of the lists, which hang
        // together: the lists' own part, and what they take from the employees.
        let drawn: Vec<f64> = (0..n)
            .map(|a| {
                let lists = (0..m).map(|list| curve.both[a * m + list] * slopes[list]);
                f64::from(u8::from(a == who)) * own - lists.sum::<f64>()
            })
            .collect();
        let mut variance: f64 = slopes
            .iter()
            .zip(&curve.lists)
            .map(|(slope, curve)| slope * slope * curve)
            .sum();
        for a in 0..n {
            for b in 0..n {
                variance += drawn[a] * curve.doubt[a * n + b] * drawn[b];
            }
        }
        let share = share.clamp(1e-9, 1.0 - 1e-9);
        let away = z * variance.max(0.0).sqrt() / (share * (1.0 - share));
        let count = of_people[who];
        Adjusted {
            count,
            share,
            low: sigma(odds(share) - away),
            high: sigma(odds(share) + away),
            expected: if count.decided > 0 {
                expected[who] / count.decided as f64
            } else {
                all_share(&of_lists)
            },
            best_rank: 1,
            worst_rank: n,
        }
    });
    let mut fair = Fair {
        people: people.collect(),
        lists: of_lists
            .iter()
            .zip(&model.lists)
            .map(|(count, adds)| Hardness {
                count: *count,
                share: sigma(model.middle + adds),
            })
            .collect(),
        effects: model.people.clone(),
        doubt: curve.doubt.clone(),
    };
    let seen: Vec<usize> = (0..n).filter(|who| of_people[*who].decided > 0).collect();
    for who in &seen {
        let others = || seen.iter().filter(|other| *other != who);
        let ahead = others().filter(|other| fair.better(**other, *who) >= sure);
        let behind = others().filter(|other| fair.better(*who, **other) >= sure);
        let (ahead, behind) = (ahead.count(), behind.count());
        let person = &mut fair.people[*who];
        person.best_rank = 1 + ahead;
        person.worst_rank = seen.len() - behind;
    }
    fair
}

fn all_share(lists: &[Count]) -> f64 {
    lists.iter().copied().sum::<Count>().share().unwrap_or(0.0)
}
