//! A fair comparison (R152, R153), the weak step of each employee and who teaches whom (R149, R150);
//! coefficients by what deals were when they began.

use std::collections::BTreeMap;

use analysis::coefficient::{
    Cell, Count, Fair, Place, end_to_end, mutual, potential, verdict, weakest,
};
use domain::id::UserId;
use domain::policy::Entity;
use serde::Serialize;
use store::coefficient::{By, Mix, Named, Wanted};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ladder::{Ladder, StepHead, ladder};
use super::{Decided, Error, Fact, Names, Request, Whom, check, compare, found, rule, sure};
use crate::context::Context;
use crate::{App, DbTx, setting};

/// A list of fewer decisions is counted with the others of its source.
const LEAST: u64 = 10;
/// What deals are sorted by.
type Sort = fn(&Mix) -> Option<Uuid>;
/// Pairs told at most.
const PAIRS: usize = 10;

/// An employee at a step, as they are and as if all lists had been alike.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientFairPerson)]
pub struct FairPerson {
    /// Who.
    pub user: Whom,
    /// As it is.
    pub raw: Fact,
    /// As if their lists had been those of all.
    pub share: f64,
    /// Where its interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// What their lists would have given an employee like all others: the lower, the harder.
    pub expected: f64,
    /// Where they stand, 1 the best: from …
    pub best_rank: usize,
    /// … to. Equal to `best_rank` only where it can be told.
    pub worst_rank: usize,
}

/// The comparison at a step.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientFairStep)]
pub struct FairStep {
    /// The key of the step.
    pub step: String,
    /// The employees with a decision, the best first.
    pub people: Vec<FairPerson>,
}

/// A weak step of an employee.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientWeakStep)]
pub struct WeakStep {
    /// The key of the step.
    pub step: String,
    /// The coefficient there is.
    pub share: f64,
    /// The one there should be.
    pub target: f64,
    /// The best of the colleagues who are certainly better; `null`: it is weak against the plan.
    pub teacher: Option<Whom>,
    /// What the end of the funnel would gain, as a part of what it is.
    pub gain: f64,
}

/// The weak steps of an employee.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientWeak)]
pub struct WeakPerson {
    /// Who.
    pub user: Whom,
    /// What brings most first.
    pub steps: Vec<WeakStep>,
    /// What is left at the end of the funnel, of one.
    pub end: Option<f64>,
    /// What would be left with every weak step as it should be.
    pub potential: Option<f64>,
}

/// Two who teach each other.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientPair)]
pub struct Pair {
    /// One.
    pub first: Whom,
    /// The other.
    pub second: Whom,
    /// What would be left at the end with the better coefficient of each step.
    pub together: f64,
    /// What the first would gain, as a part of what they have.
    pub first_gain: f64,
    /// What the second would gain.
    pub second_gain: f64,
}

/// Deals of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientPart)]
pub struct Part {
    /// Which; `null`: of none.
    pub of: Option<Whom>,
    /// The coefficient of each step after the first.
    pub facts: Vec<Fact>,
    /// The coefficients an employee like all others has there; `null`: nothing was decided.
    pub alike: Vec<Option<f64>>,
}

/// Coefficients by what deals were when they began.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientBreakdown)]
pub struct Breakdown {
    /// `source`, `segment`, `product`, `list`.
    pub by: &'static str,
    /// The most decided first.
    pub parts: Vec<Part>,
}

/// The comparison.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientComparison)]
pub struct Comparison {
    /// The steps of the funnel.
    pub steps: Vec<StepHead>,
    /// Part of the intervals that is right.
    pub confidence: f64,
    /// The chance from which on one counts as better than another.
    pub sure: f64,
    /// Each step after the first.
    pub fair: Vec<FairStep>,
    /// The employees with a weak step, who can gain most first.
    pub weak: Vec<WeakPerson>,
    /// Those who can teach each other, the greatest gain first.
    pub pairs: Vec<Pair>,
    /// By source, segment, product and list.
    pub by: Vec<Breakdown>,
}

/// Compares the employees whose numbers the reader may see.
pub fn comparison(app: &App, ctx: &Context, request: &Request) -> Result<Comparison, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    check(request)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let ladder = ladder(tx, request.funnel, today)?.ok_or(Error::NotFound)?;
        let keys = ladder.keys();
        let wanted = Wanted {
            funnel: request.funnel,
            steps: &keys,
            from: request.from,
            to: request.to,
            scope: &scope,
            of: request.of,
            by: By::Mix,
        };
        let found = found(app, tx, ctx, &settings, &ladder, &wanted)?;
        let decided = &found.decided;
        let all = All {
            steps: keys.len() - 1,
            rule: rule(&settings),
            sure: sure(&settings),
            request,
            ladder: &ladder,
            decided,
        };
        let names = Names::read(tx)?;
        let plan = ladder.plans(None, &request.of, request.to);
        let people = all.people();
        let fair = all.fair(&people);
        Ok(Comparison {
            confidence: all.rule.confidence,
            sure: all.sure,
            fair: all.told(&people, &fair, &names),
            weak: all.weak(&people, &fair, &names),
            pairs: all.pairs(&people, &fair, &names),
            by: all.by(tx, &people, &plan)?,
            steps: ladder.heads(&plan),
        })
    })
}

/// What is compared.
struct All<'a> {
    steps: usize,
    rule: analysis::coefficient::Rule,
    sure: f64,
    request: &'a Request,
    ladder: &'a Ladder,
    decided: &'a [Decided],
}

impl All<'_> {
    fn people(&self) -> Vec<UserId> {
        let mut people: Vec<UserId> = self.decided.iter().filter_map(|one| one.manager).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Cells of a step by a sort of deals. What nobody held tells of the lists, not of anybody:
    /// it is left out.
    fn cells<K: Ord + Copy>(
        &self,
        people: &[UserId],
        step: usize,
        sort: impl Fn(&Mix) -> K,
    ) -> (Vec<Cell>, Vec<K>) {
        let mut counts: BTreeMap<(usize, K), Count> = BTreeMap::new();
        for one in self.decided.iter().filter(|one| one.step == step) {
            let who = one.manager.and_then(|id| people.binary_search(&id).ok());
            if let Some(who) = who {
                let of = counts.entry((who, sort(&one.mix)));
                of.or_default().add(one.count);
            }
        }
        let mut lists: Vec<K> = counts.keys().map(|(_, list)| *list).collect();
        lists.sort_unstable();
        lists.dedup();
        let cells = counts.into_iter().map(|((who, list), count)| Cell {
            who,
            list: lists.partition_point(|of| *of < list),
            count,
        });
        (cells.collect(), lists)
    }

    /// The comparison of each step over lists: source × segment × cleaned list; a list with few
    /// decisions is counted with the others of its source.
    fn fair(&self, people: &[UserId]) -> Vec<Fair> {
        let compared = (0..self.steps).map(|step| {
            let whole = |mix: &Mix| (mix.source, mix.segment, mix.list);
            let mut sizes: BTreeMap<_, u64> = BTreeMap::new();
            for one in self.decided.iter().filter(|one| one.step == step) {
                *sizes.entry(whole(&one.mix)).or_default() += one.count.decided;
            }
            let sort = |mix: &Mix| {
                let key = whole(mix);
                if sizes.get(&key).is_some_and(|decided| *decided >= LEAST) {
                    key
                } else {
                    (mix.source, None, None)
                }
            };
            let (cells, lists) = self.cells(people, step, sort);
            compare(
                &cells,
                people.len(),
                lists.len(),
                self.rule.confidence,
                self.sure,
            )
        });
        compared.collect()
    }

    fn plans(&self, user: UserId) -> Vec<f64> {
        self.ladder
            .plans(Some(user), &self.request.of, self.request.to)
    }

    fn told(&self, people: &[UserId], fair: &[Fair], names: &Names) -> Vec<FairStep> {
        let steps = fair.iter().enumerate().map(|(step, fair)| {
            let seen = fair.people.iter().zip(people);
            let seen = seen.filter(|(of, _)| of.count.decided > 0);
            let mut told: Vec<FairPerson> = seen
                .map(|(of, user)| FairPerson {
                    user: names.of(*user),
                    raw: Fact::of(of.count, self.plans(*user)[step], self.rule),
                    share: of.share,
                    low: of.low,
                    high: of.high,
                    expected: of.expected,
                    best_rank: of.best_rank,
                    worst_rank: of.worst_rank,
                })
                .collect();
            told.sort_by(|a, b| b.share.total_cmp(&a.share));
            FairStep {
                step: self.ladder.steps[step + 1].key.clone(),
                people: told,
            }
        });
        steps.collect()
    }

    fn places(&self, who: usize, user: UserId, fair: &[Fair]) -> Vec<Place> {
        let plans = self.plans(user).into_iter();
        plans
            .zip(fair)
            .map(|(plan, fair)| {
                let count = fair.people.get(who).map(|of| of.count).unwrap_or_default();
                Place {
                    share: count.share(),
                    plan,
                    verdict: verdict(count, plan, self.rule),
                }
            })
            .collect()
    }

    fn weak(&self, people: &[UserId], fair: &[Fair], names: &Names) -> Vec<WeakPerson> {
        let mut told: Vec<WeakPerson> = people
            .iter()
            .enumerate()
            .filter_map(|(who, user)| {
                let places = self.places(who, *user, fair);
                let found = weakest(who, &places, fair, self.sure);
                let shares: Option<Vec<f64>> = places.iter().map(|place| place.share).collect();
                let steps = found.iter().map(|one| WeakStep {
                    step: self.ladder.steps[one.step + 1].key.clone(),
                    share: places[one.step].share.unwrap_or(0.0),
                    target: one.target,
                    teacher: one.teacher.map(|teacher| names.of(people[teacher])),
                    gain: one.gain,
                });
                (!found.is_empty()).then(|| WeakPerson {
                    user: names.of(*user),
                    steps: steps.collect(),
                    end: shares.map(|shares| end_to_end(&shares)),
                    potential: potential(&places, &found),
                })
            })
            .collect();
        let most = |of: &WeakPerson| of.steps.first().map_or(0.0, |step| step.gain);
        told.sort_by(|a, b| most(b).total_cmp(&most(a)));
        told
    }

    /// Those of whom each is certainly better somewhere, by their coefficients on lists alike.
    fn pairs(&self, people: &[UserId], fair: &[Fair], names: &Names) -> Vec<Pair> {
        let whole = |who: usize| {
            let seen = |fair: &Fair| fair.people.get(who).is_some_and(|of| of.count.decided > 0);
            fair.iter().all(seen)
        };
        let ahead =
            |one: usize, other: usize| fair.iter().any(|fair| fair.better(one, other) >= self.sure);
        let mut pairs = Vec::new();
        for first in (0..people.len()).filter(|who| whole(*who)) {
            for second in (first + 1..people.len()).filter(|who| whole(*who)) {
                if !ahead(first, second) || !ahead(second, first) {
                    continue;
                }
                // where nobody is certainly better, each keeps their own
                let shares = |who: usize, other: usize| -> Vec<f64> {
                    let of = |fair: &Fair| {
                        let sure = fair.better(other, who).max(fair.better(who, other));
                        if sure >= self.sure {
                            fair.people[who].share
                        } else {
                            f64::midpoint(fair.people[who].share, fair.people[other].share)
                        }
                    };
                    fair.iter().map(of).collect()
                };
                if let Some(found) = mutual(&shares(first, second), &shares(second, first)) {
                    pairs.push(Pair {
                        first: names.of(people[first]),
                        second: names.of(people[second]),
                        together: found.together,
                        first_gain: found.first,
                        second_gain: found.second,
                    });
                }
            }
        }
        let gain = |of: &Pair| of.first_gain + of.second_gain;
        pairs.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        pairs.truncate(PAIRS);
        pairs
    }

    fn by(&self, tx: &mut DbTx, people: &[UserId], plan: &[f64]) -> Result<Vec<Breakdown>, Error> {
        let sorts: [(&'static str, Named, Sort); 4] = [
            ("source", Named::Source, |mix| {
                mix.source.map(|id| id.uuid())
            }),
            ("segment", Named::Segment, |mix| {
                mix.segment.map(|id| id.uuid())
            }),
            ("product", Named::Group, |mix| mix.group.map(|id| id.uuid())),
            ("list", Named::List, |mix| mix.list.map(|id| id.uuid())),
        ];
        let mut told = Vec::new();
        for (by, named, sort) in sorts {
            let names = store::coefficient::names(tx, named)?;
            let mut counts: BTreeMap<Option<Uuid>, Vec<Count>> = BTreeMap::new();
            for one in self.decided {
                let of = counts.entry(sort(&one.mix));
                let of = of.or_insert_with(|| vec![Count::default(); self.steps]);
                of[one.step].add(one.count);
            }
            let mut alike: BTreeMap<(Option<Uuid>, usize), f64> = BTreeMap::new();
            for step in 0..self.steps {
                let (cells, lists) = self.cells(people, step, sort);
                let fair = compare(
                    &cells,
                    people.len(),
                    lists.len(),
                    self.rule.confidence,
                    self.sure,
                );
                for (list, hard) in lists.iter().zip(&fair.lists) {
                    alike.insert((*list, step), hard.share);
                }
            }
            let mut parts: Vec<Part> = counts
                .into_iter()
                .map(|(of, counts)| Part {
                    of: of.map(|id| Whom {
                        id,
                        name: names.get(&id).cloned().unwrap_or_default(),
                    }),
                    alike: (0..self.steps)
                        .map(|step| alike.get(&(of, step)).copied())
                        .collect(),
                    facts: counts
                        .iter()
                        .zip(plan)
                        .map(|(count, plan)| Fact::of(*count, *plan, self.rule))
                        .collect(),
                })
                .collect();
            let size = |of: &Part| of.facts.iter().map(|fact| fact.decided).max();
            parts.sort_by_key(|of| std::cmp::Reverse(size(of)));
            told.push(Breakdown { by, parts });
        }
        Ok(told)
    }
}
