//! People at a client: their part in a decision (R22) and their level (R20).

use crate::code::code_enum;

code_enum! {
    /// Part in the decision to buy (R22: АПР, ЛПР, ЛВР).
    pub enum DecisionRole {
        /// Prepares the decision: compares, asks, calculates (АПР).
        Analyst = "analyst",
        /// Decides (ЛПР).
        Maker = "maker",
        /// Influences those who decide (ЛВР).
        Influencer = "influencer",
        /// Uses what is bought.
        User = "user",
        /// Not known, or no part.
        None = "none",
    }
}

code_enum! {
    /// Level in the client's organisation (R20).
    pub enum Level {
        /// Owner.
        Owner = "owner",
        /// Chief executive.
        Ceo = "ceo",
        /// Top management.
        Top = "top",
        /// Middle management.
        Middle = "middle",
        /// Line staff.
        Line = "line",
        /// Accounts department.
        Accountant = "accountant",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r22_analyst_maker_and_influencer_are_decision_roles() {
        for code in ["analyst", "maker", "influencer"] {
            assert!(code.parse::<DecisionRole>().is_ok(), "{code}");
        }
    }

    #[test]
    fn r20_six_levels() {
        let codes: Vec<_> = Level::ALL.iter().map(|l| l.code()).collect();
        assert_eq!(
            codes,
            ["owner", "ceo", "top", "middle", "line", "accountant"]
        );
    }
}
