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

/// What a client still has to do to stand higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LadderRise {
    /// The step it comes to.
    pub step: LadderStep,
    /// So many purchases more …
    pub purchases: u32,
    /// … or buying only from us …
    pub only_us: bool,
    /// … or recommending us.
    pub recommends: bool,
}

/// The next thing that lifts a client; `None` on the highest step.
pub fn ladder_rise(
    purchases: u32,
    regular: u32,
    only_us: bool,
    recommends: bool,
) -> Option<LadderRise> {
    let now = ladder_step(purchases, regular, only_us, recommends);
    let missing = match now {
        LadderStep::None | LadderStep::Buyer => 1,
        LadderStep::Client => regular.saturating_sub(purchases),
        _ => 0,
    };
    let (adhere, recommend) = match now {
        LadderStep::Regular => (true, false),
        LadderStep::Adherent => (false, true),
        LadderStep::Advocate => return None,
        _ => (false, false),
    };
    Some(LadderRise {
        step: ladder_step(
            purchases.saturating_add(missing),
            regular,
            only_us || adhere,
            recommends || recommend,
        ),
        purchases: missing,
        only_us: adhere,
        recommends: recommend,
    })
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

    #[test]
    fn what_is_missing_lifts_the_client_and_less_does_not() {
        for regular in 2..6 {
            for purchases in 0..8 {
                for marks in 0..4 {
                    let (only_us, recommends) = (marks & 1 != 0, marks & 2 != 0);
                    let now = ladder_step(purchases, regular, only_us, recommends);
                    let step = ladder_rise(purchases, regular, only_us, recommends);
                    let Some(rise) = step else {
                        assert_eq!(now, Advocate);
                        continue;
                    };
                    let after = |bought| {
                        let only_us = only_us || rise.only_us;
                        ladder_step(
                            purchases + bought,
                            regular,
                            only_us,
                            recommends || rise.recommends,
                        )
                    };
                    assert_eq!(after(rise.purchases), rise.step);
                    assert!(rise.step > now, "{now:?} {rise:?}");
                    if rise.purchases > 0 {
                        assert_eq!(after(rise.purchases - 1), now);
                    }
                }
            }
        }
    }
}
