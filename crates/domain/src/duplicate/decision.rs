//! What a person said about two cards that look like one client.

use crate::code::code_enum;
use crate::id::ClientId;

code_enum! {
    /// What a pair of cards is.
    pub enum Verdict {
        /// One client: the cards are merged.
        Same = "same",
        /// Two clients that have nothing to do with each other.
        Different = "different",
        /// One is a branch of the other: two cards, one group of companies.
        Branch = "branch",
        /// Two companies of one group.
        Group = "group",
        /// Cannot be told now.
        Unsure = "unsure",
    }
}

impl Verdict {
    /// The cards stay apart, whatever the engine says.
    pub const fn is_apart(self) -> bool {
        matches!(self, Self::Different | Self::Branch | Self::Group)
    }

    /// What the engine learns of it: whether the cards are one.
    pub const fn lesson(self) -> Option<bool> {
        match self {
            Self::Same => Some(true),
            Self::Different | Self::Branch | Self::Group => Some(false),
            Self::Unsure => None,
        }
    }
}

code_enum! {
    /// How likely a pair is one client, for filters and for the eye.
    pub enum Zone {
        /// Almost certainly.
        Sure = "sure",
        /// Rather yes than no.
        Likely = "likely",
        /// Rather no than yes.
        Doubtful = "doubtful",
    }
}

impl Zone {
    /// The chances of the zone: from the first, below the second.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Sure => (0.99, f64::INFINITY),
            Self::Likely => (0.5, 0.99),
            Self::Doubtful => (0.0, 0.5),
        }
    }
}

/// Two cards in the order in which pairs are kept: the smaller identifier first.
pub fn ordered(a: ClientId, b: ClientId) -> (ClientId, ClientId) {
    if a < b { (a, b) } else { (b, a) }
}

/// The lot of a pair: as good as drawn by chance, and the same whenever it is asked for.
pub fn lot(a: ClientId, b: ClientId) -> u64 {
    let (a, b) = ordered(a, b);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for half in [a, b].into_iter().flat_map(|id| {
        let bits = id.uuid().as_u128();
        [(bits >> 64) as u64, bits as u64]
    }) {
        state = mix(state ^ half);
    }
    state
}

/// Splitmix64: spreads every bit over all.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A fingerprint of what a card is compared by: another one means that the card changed in what
/// matters (FNV-1a over the fields in a fixed order).
pub fn mark<'f>(fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> i64 {
    let mut fields: Vec<(&str, &str)> = fields.into_iter().collect();
    fields.sort_unstable();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (name, text) in fields {
        for byte in name.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> ClientId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn r113_apart_is_what_no_machine_may_join_again() {
        let apart: Vec<_> = Verdict::ALL.iter().filter(|v| v.is_apart()).collect();
        assert_eq!(
            apart,
            [&Verdict::Different, &Verdict::Branch, &Verdict::Group]
        );
        for verdict in Verdict::ALL {
            assert_eq!(verdict.is_apart(), verdict.lesson() == Some(false));
        }
    }

    #[test]
    fn a_lot_does_not_depend_on_the_order_and_is_spread_evenly() {
        assert_eq!(lot(id(5), id(7)), lot(id(7), id(5)));
        let mut halves = 0;
        for number in 0..1000 {
            halves += u32::from(lot(id(number), id(number + 1)) < u64::MAX / 2);
        }
        assert!((440..560).contains(&halves), "{halves}");
    }

    #[test]
    fn a_mark_follows_the_data_and_not_their_order() {
        let one = mark([("name", "Ромашка"), ("phone", "1")]);
        assert_eq!(one, mark([("phone", "1"), ("name", "Ромашка")]));
        assert_ne!(one, mark([("name", "Ромашка"), ("phone", "2")]));
        assert_ne!(mark([("a", "bc")]), mark([("ab", "c")]));
    }

    #[test]
    fn every_chance_has_one_zone() {
        for thousandths in 0..=1000 {
            let chance = f64::from(thousandths) / 1000.0;
            let holds = |zone: &&Zone| {
                let (from, below) = zone.range();
                chance >= from && chance < below
            };
            assert_eq!(Zone::ALL.iter().filter(holds).count(), 1, "{chance}");
        }
    }
}
