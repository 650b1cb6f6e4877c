//! Weights that follow labels without forgetting what they were: logistic regression over the
//! levels, held to the weights it starts from by a ridge.
//!
//! The labels are of two kinds: pairs whose checked tax numbers tell what they are, which teach
//! how the other parts hang together, and the decisions of people.

use crate::compare::Pattern;
use crate::levels::PARTS;
use crate::model::{Counts, LEVELS, Model, chance};

/// A pattern, how often it counts and whether its pairs are one (0 to 1).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    pub(crate) pattern: Pattern,
    pub(crate) weight: f64,
    pub(crate) same: f64,
}

/// Newton steps; fewer when nothing moves.
const STEPS: usize = 12;
/// Largest move of a weight in one step, natural units.
const STEP: f64 = 2.0;

/// Places of the parameters that occur, in the table of weights.
struct Places {
    of: Vec<(usize, usize)>,
    place: [[usize; LEVELS]; PARTS],
}

const NONE: usize = usize::MAX;

impl Places {
    fn new(examples: &[Example]) -> Self {
        let mut place = [[NONE; LEVELS]; PARTS];
        let mut of = Vec::new();
        for example in examples {
            for (slot, levels) in place.iter_mut().enumerate() {
                let level = example.pattern.level(slot);
                if level != 0 && levels[level] == NONE {
                    levels[level] = of.len();
                    of.push((slot, level));
                }
            }
        }
        Self { of, place }
    }

    /// Parameters of a pattern, the intercept last.
    fn active(&self, pattern: Pattern) -> ([usize; PARTS + 1], usize) {
        let mut active = [0; PARTS + 1];
        let mut count = 0;
        for (slot, levels) in self.place.iter().enumerate() {
            let place = levels[pattern.level(slot)];
            if pattern.level(slot) != 0 && place != NONE {
                active[count] = place;
                count += 1;
            }
        }
        active[count] = self.of.len();
        (active, count + 1)
    }
}

impl Model {
    /// Moves the weights of the levels in the examples towards what these say. `ridge` is how
    /// many examples it takes to move a weight away from where it stands.
    pub(crate) fn follow(&mut self, examples: &[Example], ridge: f64) {
        if examples.is_empty() {
            return;
        }
        let places = Places::new(examples);
        let size = places.of.len() + 1;
        let start: Vec<f64> = places
            .of
            .iter()
            .map(|(slot, level)| self.weights[*slot][*level])
            .chain([self.intercept])
            .map(|bits| bits * std::f64::consts::LN_2)
            .collect();
        for _ in 0..STEPS {
            let mut slope = vec![0.0; size];
            let mut curve = vec![0.0; size * size];
            for example in examples {
                let p = chance(self.score(example.pattern));
                let off = example.weight * (p - example.same);
                let bend = example.weight * (p * (1.0 - p)).max(1e-6);
                let (active, count) = places.active(example.pattern);
                for (at, i) in active[..count].iter().enumerate() {
                    slope[*i] += off;
                    for j in &active[..=at] {
                        let (high, low) = if i > j { (i, j) } else { (j, i) };
                        curve[high * size + low] += bend;
                    }
                }
            }
            let now = |i: usize| match places.of.get(i) {
                Some((slot, level)) => self.weights[*slot][*level] * std::f64::consts::LN_2,
                None => self.intercept * std::f64::consts::LN_2,
            };
            for i in 0..size {
                slope[i] += ridge * (now(i) - start[i]);
                curve[i * size + i] += ridge;
            }
            let Some(step) = solve(&mut curve, slope, size) else {
                return;
            };
            let mut moved: f64 = 0.0;
            for (i, step) in step.into_iter().enumerate() {
                let step = step.clamp(-STEP, STEP);
                moved = moved.max(step.abs());
                let bits = step / std::f64::consts::LN_2;
                match places.of.get(i) {
                    Some((slot, level)) => self.weights[*slot][*level] -= bits,
                    None => self.intercept -= bits,
                }
            }
            if moved < 1e-4 {
                break;
            }
        }
    }

    /// Sets the intercept for pairs among which matches are rarer or more common than among the
    /// labelled ones, of which `share` are matches: the share at which the mean chance of the pairs
    /// is that share itself (Saerens, Latinne and Decaestecker 2002).
    pub(crate) fn settle(&mut self, counts: &Counts, share: f64) {
        let all: f64 = counts.iter().map(|(_, count)| count).sum();
        if all == 0.0 {
            return;
        }
        let odds = |share: f64| (share / (1.0 - share)).log2();
        let start = self.intercept - odds(share.clamp(1e-6, 1.0 - 1e-6));
        let mut now = share;
        for _ in 0..50 {
            self.intercept = start + odds(now.clamp(1e-6, 1.0 - 1e-6));
            let sum: f64 = counts
                .iter()
                .map(|(pattern, count)| count * chance(self.score(*pattern)))
                .sum();
            let before = std::mem::replace(&mut now, sum / all);
            if (now - before).abs() < 1e-5 {
                break;
            }
        }
    }
}

/// Solves a symmetric positive system by Cholesky; the lower triangle is given.
fn solve(matrix: &mut [f64], mut right: Vec<f64>, size: usize) -> Option<Vec<f64>> {
    for i in 0..size {
        for j in 0..=i {
            let mut sum = matrix[i * size + j];
            for k in 0..j {
                sum -= matrix[i * size + k] * matrix[j * size + k];
            }
            if i == j {
                if sum <= 0.0 {
                    return None;
                }
                matrix[i * size + i] = sum.sqrt();
            } else {
                matrix[i * size + j] = sum / matrix[j * size + j];
            }
        }
    }
    for i in 0..size {
        for k in 0..i {
            right[i] -= matrix[i * size + k] * right[k];
        }
        right[i] /= matrix[i * size + i];
    }
    for i in (0..size).rev() {
        for k in i + 1..size {
            right[i] -= matrix[k * size + i] * right[k];
        }
        right[i] /= matrix[i * size + i];
    }
    Some(right)
}
