//! The loyalty ladder (R57): five steps from the first purchase to recommending us.

use crate::code::code_enum;

code_enum! {
    /// A step of the ladder, or none before the first purchase.
    pub enum LadderStep {
        /// Has bought nothing yet.
        None = "none",
        /// One purchase.
        Buyer = "buyer",
        /// A second purchase.
        Client = "client",
        /// Buys regularly, perhaps from competitors too.
        Regular = "regular",
        /// Buys only from us.
        Adherent = "adherent",
        /// Buys only from us and recommends us.
        Advocate = "advocate",
    }
}

/// The step of a client with this many purchases. `only_us` and `recommends` are what the
/// employees know: neither lifts a client who is not yet regular.
pub fn ladder_step(purchases: u32, regular: u32, only_us: bool, recommends: bool) -> LadderStep {
    match purchases {
        0 => LadderStep::None,
        n if n >= regular => match (only_us, recommends) {
            (false, _) => LadderStep::Regular,
            (true, false) => LadderStep::Adherent,
            (true, true) => LadderStep::Advocate,
        },
        1 => LadderStep::Buyer,
        _ => LadderStep::Client,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LadderStep::{Adherent, Advocate, Buyer, Client, None, Regular};

    #[test]
    fn r57_five_steps_from_the_first_purchase_to_recommendation() {
        let cases = [
            (0, false, false, None),
            (0, true, true, None),
            (1, false, false, Buyer),
            (1, true, true, Buyer),
            (2, false, false, Client),
            (3, false, false, Regular),
            (3, false, true, Regular),
            (9, true, false, Adherent),
            (3, true, true, Advocate),
        ];
        for (purchases, only_us, recommends, expected) in cases {
            let step = ladder_step(purchases, 3, only_us, recommends);
            assert_eq!(step, expected, "{purchases} {only_us} {recommends}");
        }
    }
}
