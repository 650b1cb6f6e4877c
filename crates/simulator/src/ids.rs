//! Ids in the shape of UUIDv7, made from the seed and the place of a record instead of the clock
//! and chance. Within a kind they grow with the client and the record's number, as if the base had
//! been brought in client by client just before the end of the simulated time.

use uuid::Uuid;

/// What an id belongs to: kinds must not share ids.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Team = 1,
    User,
    Segment,
    Source,
    Competitor,
    Group,
    Product,
    Client,
    Channel,
    Address,
    Person,
    Fact,
    Interaction,
    Order,
    Payment,
    CompanyGroup,
    Satisfaction,
    Potential,
    KeyMark,
    SourceCost,
    Winback,
    Referral,
    Signal,
}

/// Makes ids for one base.
#[derive(Clone, Copy)]
pub(crate) struct Ids {
    seed: u64,
    first_millisecond: u64,
}

impl Ids {
    pub(crate) fn new(seed: u64, first_millisecond: u64) -> Self {
        Self {
            seed,
            first_millisecond,
        }
    }

    /// The id of the record `number` (below 2¹⁸) of the client (or list) at `place`.
    pub(crate) fn id(&self, kind: Kind, place: u64, number: u64) -> Uuid {
        let millisecond = (self.first_millisecond + place) & 0xFFFF_FFFF_FFFF;
        let high = millisecond << 16 | 0x7000 | (number >> 6) & 0xFFF;
        let noise = mix(mix(self.seed ^ (kind as u64) << 56 ^ place) ^ number);
        let low = 0x8000_0000_0000_0000 | (number & 0x3F) << 56 | noise >> 8;
        Uuid::from_u64_pair(high, low)
    }
}

/// SplitMix64's finaliser: every bit of the answer depends on every bit of the word.
pub(crate) fn mix(word: u64) -> u64 {
    let mut z = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}
