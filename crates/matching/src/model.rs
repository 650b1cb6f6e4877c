//! What an agreement is worth: weights in bits by part and level, learnt from the base itself by
//! the model of Fellegi and Sunter with expectation and maximisation.

use crate::compare::Pattern;
use crate::levels::*;
use crate::normal::Kind;

/// Most levels of a part.
pub(crate) const LEVELS: usize = 32;

/// How many pairs the weights given beforehand count for.
const PRIOR_PAIRS: f64 = 12.0;
/// Chance of a candidate to be a match before anything is learnt.
const PRIOR_SHARE: f64 = 0.1;
/// Most rounds of expectation and maximisation; fewer when nothing moves.
const ROUNDS: usize = 60;
/// Rounds within the pairs that agree for sure in one part.
const SESSION_ROUNDS: usize = 10;
/// Bits given beforehand from which a level is a sure agreement.
const SURE: f64 = 7.5;
/// Times as many matches as the sure agreements tell of, and the rounds led astray.
const DRIFT: f64 = 1.3;
/// The smallest move of a weight, in bits, worth another round.
const MOVE: f64 = 0.002;

/// Weights of a kind of record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
    pub(crate) kind: Kind,
    /// Bits before anything is compared.
    pub(crate) intercept: f64,
    pub(crate) weights: [[f64; LEVELS]; PARTS],
}

/// What is known of a pair without the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Same,
    Other,
    Open,
}

/// The part that tells by itself, where it stands on both sides: the tax number of a company if
/// its check digits agree, the birthday of a person.
pub(crate) const fn witness(kind: Kind) -> Part {
    match kind {
        Kind::Company => Part::Tax,
        Kind::Person => Part::Birthday,
    }
}

/// The place of the witness among the parts.
pub(crate) fn witness_slot(kind: Kind) -> usize {
    let parts = parts_of(kind).iter();
    let found = parts.take_while(|part| **part != witness(kind)).count();
    found.min(PARTS - 1)
}

/// What the witness says.
pub(crate) fn known(kind: Kind, pattern: Pattern) -> Known {
    match (witness(kind), pattern.level(witness_slot(kind)) as u8) {
        (Part::Tax, TAX_SAME | TAX_SAME_KPP) => Known::Same,
        (Part::Tax, TAX_DIFFERS) => Known::Other,
        (Part::Birthday, BIRTHDAY_SAME) => Known::Same,
        (Part::Birthday, BIRTHDAY_DIFFERS) => Known::Other,
        _ => Known::Open,
    }
}

/// Patterns and how often each was seen.
pub(crate) type Counts = Vec<(Pattern, f64)>;

pub(crate) fn chance(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

fn bits(chance: f64) -> f64 {
    let chance = chance.clamp(1e-9, 1.0 - 1e-9);
    (chance / (1.0 - chance)).log2()
}

impl Model {
    /// The weights given beforehand.
    pub(crate) fn given(kind: Kind) -> Self {
        let mut weights = [[0.0; LEVELS]; PARTS];
        for (slot, part) in parts_of(kind).iter().enumerate() {
            for (level, (_, weight)) in levels_of(*part).iter().enumerate() {
                weights[slot][level] = *weight;
            }
        }
        Self {
            kind,
            intercept: -8.0,
            weights,
        }
    }

    pub(crate) fn score(&self, pattern: Pattern) -> f64 {
        let of = |slot: usize| self.weights[slot][pattern.level(slot)];
        self.intercept + (0..PARTS).map(of).sum::<f64>()
    }

    /// Learns from the patterns of candidates. `random` are levels of pairs drawn at random, which
    /// tell how often others agree by chance; `pairs` is how many pairs the candidates were chosen
    /// from.
    ///
    /// First each kind of sure agreement (an e-mail, a telephone, a number) is trusted in turn and
    /// tells how the other parts behave in matches. From there expectation and maximisation over
    /// all candidates goes on; a start from nothing would settle on any two kinds of pairs, such as
    /// colleagues and strangers.
    pub(crate) fn learn(&mut self, counts: &Counts, random: &Seen, pairs: f64) {
        let given = Self::given(self.kind);
        let shares = shares(counts);
        let chances = given.distributions(random, &shares, -1.0);
        let m = self.sessions(counts, &chances, &shares, &given);
        self.weigh(&given.distributions(&m, &shares, 1.0), &chances);
        for _ in 0..ROUNDS {
            let open: f64 = self.expect(counts).2.0 + 1.0;
            let before = std::mem::replace(&mut self.intercept, bits(open / pairs.max(10.0)));
            if (before - self.intercept).abs() < MOVE {
                break;
            }
        }
        let first = self.clone();
        let found = self.expect(counts).2.0;
        for _ in 0..ROUNDS {
            let (m, u, open) = self.expect(counts);
            let before = self.weights;
            self.weigh(
                &given.distributions(&m, &shares, 1.0),
                &given.distributions(&u, &shares, -1.0),
            );
            let all = open.0 + open.1;
            self.intercept = bits((open.0 + PRIOR_SHARE * PRIOR_PAIRS) / (all + PRIOR_PAIRS));
            let weights = before.iter().flatten().zip(self.weights.iter().flatten());
            let moved = weights.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            if moved < MOVE {
                break;
            }
        }
        // It may have found two other kinds of pairs than matches and strangers.
        if self.expect(counts).2.0 > DRIFT * found {
            *self = first;
        }
    }

    /// Levels in matches, as told by pairs that agree for sure in one part, that part left out.
    fn sessions(&self, counts: &Counts, u: &Seen, shares: &Seen, given: &Self) -> Seen {
        let mut all = [[0.0; LEVELS]; PARTS];
        for trusted in 0..PARTS {
            let sure = |pattern: &Pattern| given.weights[trusted][pattern.level(trusted)] >= SURE;
            let agreeing: Counts = counts
                .iter()
                .filter(|(pattern, _)| sure(pattern))
                .map(|(pattern, count)| (pattern.without(trusted), *count))
                .collect();
            let mut session = given.clone();
            session.intercept = 0.0;
            let mut seen = [[0.0; LEVELS]; PARTS];
            for _ in 0..SESSION_ROUNDS {
                let (m, _, open) = session.expect(&agreeing);
                session.weigh(&given.distributions(&m, shares, 1.0), u);
                session.intercept = bits((open.0 + 1.0) / (open.0 + open.1 + 2.0));
                seen = m;
            }
            for (slot, levels) in seen.iter().enumerate() {
                for (level, count) in levels.iter().enumerate() {
                    all[slot][level] += count;
                }
            }
        }
        all
    }

    /// Shares of the levels of each part, pulled a little towards what was given: `way` is 1 for
    /// matches and -1 for others.
    fn distributions(&self, seen: &Seen, shares: &Seen, way: f64) -> Seen {
        let mut values = [[0.0; LEVELS]; PARTS];
        for (slot, part) in parts_of(self.kind).iter().enumerate() {
            let count = levels_of(*part).len();
            let pull = |level: usize| {
                (shares[slot][level] + 1e-4) * (way * self.weights[slot][level] / 2.0).exp2()
            };
            let all: f64 = (1..count).map(pull).sum();
            let total: f64 = seen[slot][1..count].iter().sum::<f64>() + PRIOR_PAIRS;
            for level in 1..count {
                values[slot][level] = (seen[slot][level] + PRIOR_PAIRS * pull(level) / all) / total;
            }
        }
        values
    }

    fn weigh(&mut self, m: &Seen, u: &Seen) {
        for (slot, part) in parts_of(self.kind).iter().enumerate() {
            // it counts what the others say; to a model of independent parts it is no news
            if *part == Part::Together {
                continue;
            }
            for level in 1..levels_of(*part).len() {
                self.weights[slot][level] = (m[slot][level] / u[slot][level]).log2();
            }
        }
    }

    /// Expected counts of levels among matches and others, and of open pairs.
    fn expect(&self, counts: &Counts) -> (Seen, Seen, (f64, f64)) {
        let mut m = [[0.0; LEVELS]; PARTS];
        let mut u = [[0.0; LEVELS]; PARTS];
        let mut open = (0.0, 0.0);
        for (pattern, count) in counts {
            let known = match self.kind {
                Kind::Company => known(self.kind, *pattern),
                // a birthday is mistyped too often to be taken as certain
                Kind::Person => Known::Open,
            };
            let p = match known {
                Known::Same => 0.997,
                Known::Other => 0.003,
                Known::Open => {
                    let p = chance(self.score(*pattern));
                    open.0 += p * count;
                    open.1 += (1.0 - p) * count;
                    p
                }
            };
            for slot in 0..PARTS {
                let level = pattern.level(slot);
                m[slot][level] += p * count;
                u[slot][level] += (1.0 - p) * count;
            }
        }
        (m, u, open)
    }
}

/// Counts of levels by part.
pub(crate) type Seen = [[f64; LEVELS]; PARTS];

/// The share of each level among all candidates for which something can be said.
fn shares(counts: &Counts) -> Seen {
    let mut seen = [[0.0; LEVELS]; PARTS];
    for (pattern, count) in counts {
        for (slot, levels) in seen.iter_mut().enumerate() {
            levels[pattern.level(slot)] += count;
        }
    }
    for levels in &mut seen {
        let all: f64 = levels[1..].iter().sum::<f64>().max(1.0);
        for level in &mut levels[1..] {
            *level /= all;
        }
    }
    seen
}
