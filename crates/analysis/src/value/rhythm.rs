//! How regular: the number of stages of a gap with which MBG/CNBD-k is most likely.
//!
//! Up to the best number the likelihood grows and after it falls, so the best is bracketed instead
//! of all numbers being tried: on a small likeness of the base first, from the number that the
//! regularity of the gaps suggests; then on the whole base, where no more than the neighbours are
//! compared. Each fit begins where its neighbour ended.

use super::fit::Fit;
use super::geometric::{Geometric, Kind};
use super::sample::Sample;

/// Numbers of stages that are tried.
const STAGES: [u32; 14] = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64];
/// Slope at which fits are good enough to be compared: the likelihood changes with its square.
const COMPARED: f64 = 1e-6;
/// Groups the best number is first looked for with.
const FIRST_GROUPS: usize = 4_000;

/// The most likely number of stages, at most `most`, and its fit. `near` is what was found for
/// nearly the same clients; without it, the search begins at `suggested`. `None` when no number may
/// be tried.
pub(super) fn rhythm(
    sample: &Sample,
    most: u32,
    suggested: f64,
    near: Option<&(u32, Fit<4>)>,
) -> Option<(u32, Fit<4>)> {
    let tried = &STAGES[..STAGES.partition_point(|stages| *stages <= most)];
    if tried.is_empty() {
        return None;
    }
    let place_of = |stages: u32| tried.binary_search(&stages).ok();
    let known = near.and_then(|(stages, fit)| Some((place_of(*stages)?, *fit)));
    let small = sample.thinned(FIRST_GROUPS);
    let first = || {
        let first = small.as_ref().unwrap_or(sample);
        let above = tried.partition_point(|stages| f64::from(*stages) < suggested);
        let begin = above.min(tried.len() - 1);
        let mut search = Search::new(first, tried);
        search.fits[begin] = Some(Geometric::fit(Kind::regular(tried[begin]), first));
        search.top(begin)
    };
    let (place, fit) = match (known, &small) {
        (None, None) => first(),
        _ => {
            let (place, fit) = known.unwrap_or_else(first);
            let mut search = Search::new(sample, tried);
            search.fits[place] = Some(search.fit(place, tried[place], &fit));
            search.top(place)
        }
    };
    let stages = tried[place];
    Some((
        stages,
        Geometric::fit_near(Kind::regular(stages), sample, &fit),
    ))
}

struct Search<'a> {
    sample: &'a Sample,
    tried: &'a [u32],
    fits: Vec<Option<Fit<4>>>,
}

impl<'a> Search<'a> {
    fn new(sample: &'a Sample, tried: &'a [u32]) -> Self {
        Self {
            sample,
            tried,
            fits: vec![None; tried.len()],
        }
    }

    /// The place of the most likely number, one being fitted, and its fit: steps uphill that double
    /// while they lead up, and are halved while they do not.
    fn top(&mut self, from: usize) -> (usize, Fit<4>) {
        let mut place = from;
        let mut step = 1;
        let mut best = self.at(place, place);
        loop {
            let below = place.checked_sub(step);
            let above = Some(place + step).filter(|above| *above < self.tried.len());
            let sides = [above, below].into_iter().flatten();
            let higher = sides
                .map(|side| (side, self.at(side, place)))
                .find(|(_, fit)| fit.log_likelihood > best.log_likelihood);
            if let Some((side, fit)) = higher {
                (place, best) = (side, fit);
                step *= 2;
            } else if step == 1 {
                return (place, best);
            } else {
                step /= 2;
            }
        }
    }

    /// The fit at a place, begun at that of another one.
    fn at(&mut self, place: usize, known: usize) -> Fit<4> {
        if let Some(fit) = self.fits[place] {
            return fit;
        }
        let fit = match self.fits[known] {
            Some(fit) => self.fit(place, self.tried[known], &fit),
            None => Geometric::fit(Kind::regular(self.tried[place]), self.sample),
        };
        self.fits[place] = Some(fit);
        fit
    }

    /// The fit at a place, begun at one of so many stages: a gap being as long as before, the rate
    /// of its stages is in proportion to their number.
    fn fit(&self, place: usize, stages: u32, known: &Fit<4>) -> Fit<4> {
        let mut begin = *known;
        begin.parameters[1] *= f64::from(stages) / f64::from(self.tried[place]);
        let kind = Kind::regular(self.tried[place]);
        Geometric::fit_from(kind, self.sample, &begin, COMPARED)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::History;
    use super::*;

    /// Numbers of a fixed sequence (the splitmix64 generator).
    struct Chance(u64);

    impl Chance {
        fn part(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }

        fn exponential(&mut self) -> f64 {
            -(1.0 - self.part()).ln()
        }
    }

    /// Clients whose gaps have so many stages, that leave with a chance about `leaves`.
    fn base(clients: usize, stages: u32, leaves: f64, seed: u64) -> Sample {
        let mut chance = Chance(seed);
        let mut gaps = vec![0_u64; 2_000];
        let histories: Vec<History> = (0..clients)
            .map(|_| {
                let rate = (chance.exponential() + chance.exponential()) / 42.0;
                let leaves = (2.0 * leaves * chance.part()).min(1.0);
                let age = 100 + (chance.part() * 800.0) as u32;
                let (mut now, mut last, mut x) = (0.0, 0, 0);
                while chance.part() >= leaves {
                    let gap: f64 = (0..stages).map(|_| chance.exponential()).sum();
                    now += gap / f64::from(stages) / rate;
                    if now > f64::from(age) {
                        break;
                    }
                    if now as u32 > last {
                        gaps[(now as u32 - last) as usize] += 1;
                        last = now as u32;
                        x += 1;
                    }
                }
                History { x, last, age }
            })
            .collect();
        Sample::new(histories, &gaps)
    }

    /// Every number of stages fitted afresh, and the most likely of them.
    fn full(sample: &Sample, most: u32) -> (u32, Fit<4>) {
        STAGES
            .into_iter()
            .filter(|stages| *stages <= most)
            .map(|stages| (stages, Geometric::fit(Kind::regular(stages), sample)))
            .max_by(|a, b| a.1.log_likelihood.total_cmp(&b.1.log_likelihood))
            .unwrap()
    }

    fn same(found: &(u32, Fit<4>), wanted: &(u32, Fit<4>)) {
        assert_eq!(found.0, wanted.0, "{found:?} {wanted:?}");
        let (got, best) = (found.1.log_likelihood, wanted.1.log_likelihood);
        assert!((got - best).abs() < 1e-5, "{found:?} {wanted:?}");
        for (got, wanted) in found.1.parameters.iter().zip(wanted.1.parameters) {
            assert!((got / wanted - 1.0).abs() < 1e-4, "{found:?} {wanted:?}");
        }
    }

    #[test]
    fn the_bracketed_number_of_stages_is_that_of_the_full_search() {
        for (stages, clients, leaves) in [
            (1, 400, 0.2),
            (2, 900, 0.3),
            (5, 600, 0.1),
            (9, 1_500, 0.2),
            (14, 300, 0.05),
            (30, 500, 0.3),
            (70, 300, 0.1),
        ] {
            let sample = base(clients, stages, leaves, 1_000 + u64::from(stages));
            let wanted = full(&sample, 64);
            // from a good suggestion, from one too low and from one too high
            for suggested in [f64::from(stages), 1.0, 500.0] {
                same(&rhythm(&sample, 64, suggested, None).unwrap(), &wanted);
            }
        }
    }

    #[test]
    fn a_large_base_is_searched_by_its_likeness_and_then_whole() {
        for stages in [4, 18] {
            let sample = base(14_000, stages, 0.1, 7);
            assert!(sample.groups.len() > 2 * FIRST_GROUPS);
            let begun = rhythm(&sample, 64, 2.0, None).unwrap();
            for other in STAGES.into_iter().filter(|other| *other != begun.0) {
                let near = (1.0 / 2.0..=2.0).contains(&(f64::from(other) / f64::from(begun.0)));
                let other = || Geometric::fit(Kind::regular(other), &sample);
                assert!(!near || other().log_likelihood < begun.1.log_likelihood);
            }
        }
    }

    #[test]
    fn a_search_begun_at_another_base_ends_at_the_same_number() {
        let before = base(700, 12, 0.1, 3);
        let known = rhythm(&before, 64, 1.0, None).unwrap();
        for stages in [3, 12, 40] {
            let sample = base(900, stages, 0.2, 5);
            let found = rhythm(&sample, 64, 1.0, Some(&known)).unwrap();
            same(&found, &full(&sample, 64));
        }
    }

    #[test]
    fn no_more_stages_are_tried_than_allowed() {
        let sample = base(300, 30, 0.1, 9);
        assert_eq!(rhythm(&sample, 6, 40.0, None).unwrap().0, 6);
        assert_eq!(rhythm(&sample, 0, 40.0, None), None);
    }
}
