//! How hard the lists are that employees were given (R152, R153): what their mix would have brought
//! anybody, and the conversion that is left when it is taken into account.

use crate::pool::Record;

/// The results that stays with clients of these lists bring anybody: each list counts with its own
/// conversion, drawn towards that of all by `prior` stays. `lists`: the stays of an employee with
/// clients of a list, and what all made of that list.
pub fn expected(lists: &[(i64, Record)], all: Record, prior: i64) -> f64 {
    let mean = share(all);
    let prior = number(prior.max(0));
    lists
        .iter()
        .map(|(stays, list)| {
            let weight = number(list.stays) + prior;
            let rate = if weight > 0.0 {
                (number(list.results) + prior * mean) / weight
            } else {
                mean
            };
            number(*stays) * rate
        })
        .sum()
}

/// The conversion of an employee as if their lists had been like those of all: the mean, times what
/// they made of what was to be expected. Both are drawn towards each other by `prior` stays, so
/// that few clients prove little (an indirectly standardised ratio).
pub fn adjusted(own: Record, expected: f64, all: Record, prior: i64) -> f64 {
    let mean = share(all);
    let drawn = number(prior.max(0)) * mean;
    let of = expected + drawn;
    if of > 0.0 {
        (mean * (number(own.results) + drawn) / of).min(1.0)
    } else {
        mean
    }
}

fn share(of: Record) -> f64 {
    if of.stays > 0 {
        number(of.results) / number(of.stays)
    } else {
        0.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of clients")]
fn number(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(stays: i64, results: i64) -> Record {
        Record { stays, results }
    }

    /// The conversion without regard to lists, drawn towards that of all.
    fn conversion(own: Record, all: Record, prior: i64) -> f64 {
        let prior = number(prior);
        (number(own.results) + share(all) * prior) / (number(own.stays) + prior)
    }

    #[test]
    fn r122_few_clients_prove_little() {
        let all = record(1_000, 200);
        let told = |own: Record| adjusted(own, expected(&[(own.stays, all)], all, 20), all, 20);
        assert!(told(record(1, 1)) < 0.25);
        assert!(told(record(200, 80)) > 0.35);
        assert!((told(record(0, 0)) - 0.2).abs() < 1e-12);
    }

    #[test]
    fn r152_who_had_the_harder_list_is_not_behind_for_it() {
        // The good list brings 40 %, the hard one 10 %; both work each as everybody does.
        let (good, hard) = (record(1_000, 400), record(1_000, 100));
        let all = record(2_000, 500);
        let on_good = adjusted(record(100, 40), expected(&[(100, good)], all, 20), all, 20);
        let on_hard = adjusted(record(100, 10), expected(&[(100, hard)], all, 20), all, 20);
        assert!((on_good - on_hard).abs() < 0.02, "{on_good} {on_hard}");
        assert!((on_good - 0.25).abs() < 0.02, "{on_good}");
        // Without the lists the second looks three times as bad.
        let plain = |own| conversion(own, all, 20);
        assert!(plain(record(100, 40)) > 2.5 * plain(record(100, 10)));
    }

    #[test]
    fn r153_more_than_the_list_promises_counts_and_few_clients_prove_little() {
        let hard = record(1_000, 100);
        let all = record(2_000, 500);
        let of = |stays, results| {
            adjusted(
                record(stays, results),
                expected(&[(stays, hard)], all, 20),
                all,
                20,
            )
        };
        assert!(of(100, 20) > of(100, 10));
        assert!(of(1, 1) < of(100, 40));
        assert!((adjusted(record(0, 0), 0.0, all, 20) - 0.25).abs() < 1e-12);
        assert!(adjusted(record(0, 0), 0.0, record(0, 0), 0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn lists_that_are_alike_change_nothing(stays in 0_i64..500, results in 0_i64..500, prior in 1_i64..200) {
            let own = record(stays, results.min(stays));
            let all = record(4_000, 900);
            let same = record(1_000, 225);
            let lists = [(stays / 2, same), (stays - stays / 2, same)];
            let told = adjusted(own, expected(&lists, all, prior), all, prior);
            prop_assert!((told - conversion(own, all, prior)).abs() < 1e-9);
        }
    }
}
