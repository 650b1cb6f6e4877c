//! Discounts agreed with suppliers: from which yearly volume, at cost, which discount is given for
//! the goods of a product group (R249).

use serde::{Deserialize, Serialize};

/// The most steps of one group.
pub const STEP_LIMIT: usize = 20;
/// The largest volume, in minor units.
pub const MOST_MINOR: i64 = 1_000_000_000_000_000;

/// A discount from a volume on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Discount {
    /// Volume of a year at cost, minor units of the reporting currency.
    pub volume_minor: i64,
    /// The discount in hundredths of a percent, over 0 and under 10,000.
    pub basis_points: u32,
}

/// The steps of a group: ascending by volume, each volume once, and the discount grows with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Discount>", into = "Vec<Discount>")]
pub struct Discounts(Vec<Discount>);

impl Discounts {
    /// The steps.
    pub fn steps(&self) -> &[Discount] {
        &self.0
    }
}

/// The steps are no table of discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the discounts do not grow with the volume")]
pub struct NotDiscounts;

impl TryFrom<Vec<Discount>> for Discounts {
    type Error = NotDiscounts;

    fn try_from(mut steps: Vec<Discount>) -> Result<Self, NotDiscounts> {
        steps.sort_unstable();
        let inside = |step: &Discount| {
            (0..=MOST_MINOR).contains(&step.volume_minor)
                && (1..10_000).contains(&step.basis_points)
        };
        let grows = |pair: &[Discount]| {
            pair[0].volume_minor < pair[1].volume_minor
                && pair[0].basis_points < pair[1].basis_points
        };
        let holds =
            steps.len() <= STEP_LIMIT && steps.iter().all(inside) && steps.windows(2).all(grows);
        holds.then_some(Self(steps)).ok_or(NotDiscounts)
    }
}

impl From<Discounts> for Vec<Discount> {
    fn from(discounts: Discounts) -> Self {
        discounts.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(steps: &[(i64, u32)]) -> Result<Discounts, NotDiscounts> {
        let step = |&(volume_minor, basis_points)| Discount {
            volume_minor,
            basis_points,
        };
        Discounts::try_from(steps.iter().map(step).collect::<Vec<_>>())
    }

    #[test]
    fn r249_discounts_grow_with_the_volume() {
        let read = table(&[(25_000_000, 800), (10_000_000, 550)]).unwrap();
        assert_eq!(read.steps()[0].basis_points, 550, "ascending");
        assert_eq!(table(&[]), Ok(Discounts::default()));
        let text = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Discounts>(&text).unwrap(), read);
        for bad in [
            &[(-1, 500)][..],
            &[(MOST_MINOR + 1, 500)],
            &[(100, 0)],
            &[(100, 10_000)],
            &[(100, 500), (100, 600)],
            &[(100, 500), (200, 500)],
            &[(100, 500), (200, 400)],
            &[(1, 1); STEP_LIMIT + 1],
        ] {
            assert_eq!(table(bad), Err(NotDiscounts), "{bad:?}");
        }
        let unordered = r#"[{"volume_minor":1,"basis_points":0}]"#;
        assert!(serde_json::from_str::<Discounts>(unordered).is_err());
    }
}
