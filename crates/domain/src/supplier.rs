//! Discounts agreed with suppliers: from which yearly volume, at cost, which discount is given for
//! the goods of a product group. Written as `Cheese: 100000 5%, 250000 8%; Wine: 50000 3%`.

use std::collections::BTreeMap;

/// A discount from a volume on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Discount {
    /// Volume of a year in whole units of the company's currency.
    pub volume: i64,
    /// The discount in hundredths of a percent, under 10,000.
    pub basis_points: u32,
}

/// Steps of the discounts by the name of the product group.
pub type Discounts = BTreeMap<String, Vec<Discount>>;

/// Reads a table of discounts; `None` when it cannot be read. Steps come ascending by volume, each
/// volume once, and the discounts must grow with it.
#[must_use]
pub fn discounts(text: &str) -> Option<Discounts> {
    let mut all = Discounts::new();
    for part in text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (name, steps) = part.rsplit_once(':')?;
        let name = name.trim();
        let mut read = steps
            .split(',')
            .map(step)
            .collect::<Option<Vec<Discount>>>()?;
        read.sort_unstable();
        let grows = |pair: &[Discount]| {
            pair[0].volume < pair[1].volume && pair[0].basis_points < pair[1].basis_points
        };
        let again = all
            .keys()
            .any(|other| other.to_lowercase() == name.to_lowercase());
        if name.is_empty() || again || !read.windows(2).all(grows) {
            return None;
        }
        all.insert(name.to_owned(), read);
    }
    Some(all)
}

fn step(text: &str) -> Option<Discount> {
    let (volume, percent) = text.trim().split_once(' ')?;
    let percent: f64 = percent.trim().strip_suffix('%')?.trim().parse().ok()?;
    let inside = (0.0..100.0).contains(&percent);
    Some(Discount {
        volume: volume.parse().ok().filter(|volume| *volume >= 0)?,
        basis_points: inside.then(|| (percent * 100.0).round() as u32)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r249_discounts_are_read() {
        let read = discounts("Cheese: 250000 8%, 100000 5.5%; Dry wine : 50000 3 %;").unwrap();
        let step = |volume, basis_points| Discount {
            volume,
            basis_points,
        };
        assert_eq!(read["Cheese"], [step(100_000, 550), step(250_000, 800)]);
        assert_eq!(read["Dry wine"], [step(50_000, 300)]);
        assert_eq!(discounts(""), Some(Discounts::new()));
        for bad in [
            "Cheese",
            "Cheese:",
            ": 1 2%",
            "Cheese: 100 5",
            "Cheese: -1 5%",
            "Cheese: 1 100%",
            "Cheese: 1 NaN%",
            "Cheese: 1 5%, 2 5%",
            "Cheese: 1 5%; cheese: 2 6%",
        ] {
            assert_eq!(discounts(bad), None, "{bad}");
        }
    }
}
