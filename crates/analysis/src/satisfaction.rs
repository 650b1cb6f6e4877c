//! Satisfaction (R209): the mean of the answers, and the part of the promoters (9 and 10) less that
//! of the critics (0 to 6), the form of the Net Promoter Score (*F. Reichheld, 2003*).

use std::collections::BTreeMap;

use crate::day::Day;

/// The lowest answer of a promoter.
pub const PROMOTER: i64 = 9;
/// The highest answer of a critic.
pub const CRITIC: i64 = 6;

/// An answer of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Number of the client.
    pub client: u32,
    /// When.
    pub day: Day,
    /// From 0 to 10.
    pub score: i64,
}

/// Answers added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Satisfaction {
    /// Clients that answered.
    pub asked: u64,
    /// Sum of the answers.
    pub sum: i64,
    /// Of them 9 or 10.
    pub promoters: u64,
    /// Of them 0 to 6.
    pub critics: u64,
}

impl Satisfaction {
    /// Takes an answer in.
    pub fn add(&mut self, score: i64) {
        self.asked += 1;
        self.sum += score;
        self.promoters += u64::from(score >= PROMOTER);
        self.critics += u64::from(score <= CRITIC);
    }

    /// The mean; `None` when nobody was asked.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.asked > 0).then(|| self.sum as f64 / self.asked as f64)
    }

    /// Part of the promoters less that of the critics, from −1 to 1; `None` when nobody was asked.
    #[must_use]
    pub fn net(&self) -> Option<f64> {
        let more = self.promoters as f64 - self.critics as f64;
        (self.asked > 0).then(|| more / self.asked as f64)
    }
}

/// The newest answer of every client from one day to another, both inside. Answers of one day
/// stand in the order they came; the last of them counts.
#[must_use]
pub fn newest(answers: &[Answer], from: Day, to: Day) -> BTreeMap<u32, Answer> {
    let mut newest: BTreeMap<u32, Answer> = BTreeMap::new();
    for of in answers.iter().filter(|of| from <= of.day && of.day <= to) {
        let kept = newest.entry(of.client).or_insert(*of);
        if kept.day <= of.day {
            *kept = *of;
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(scores: &[i64]) -> Satisfaction {
        let mut sum = Satisfaction::default();
        scores.iter().for_each(|score| sum.add(*score));
        sum
    }

    #[test]
    fn r209_mean_and_promoters_less_critics() {
        let of = sum(&[10, 9, 9, 8, 7, 6, 0]);
        assert_eq!((of.asked, of.promoters, of.critics), (7, 3, 2));
        assert_eq!(of.mean(), Some(7.0));
        assert_eq!(of.net(), Some(1.0 / 7.0));
        assert_eq!(sum(&[6, 6]).net(), Some(-1.0));
        assert_eq!((sum(&[]).mean(), sum(&[]).net()), (None, None));
    }

    #[test]
    fn r209_a_client_asked_twice_counts_once_with_its_newest_answer() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let answer = |client, at: &str, score| Answer {
            client,
            day: day(at),
            score,
        };
        let all = [
            answer(1, "2025-05-01", 3),
            answer(1, "2025-03-01", 9),
            answer(2, "2025-02-01", 8),
            answer(2, "2025-02-01", 7),
            answer(3, "2024-12-31", 1),
            answer(3, "2026-01-01", 2),
        ];
        let found = newest(&all, day("2025-01-01"), day("2025-12-31"));
        let scores: Vec<(u32, i64)> = found
            .iter()
            .map(|(client, of)| (*client, of.score))
            .collect();
        assert_eq!(scores, [(1, 3), (2, 7)]);
    }
}
