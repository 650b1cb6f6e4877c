//! Kinds of places that clients come from (R64–R80): what a source of the dictionary may be.

use crate::code::code_enum;

code_enum! {
    /// A kind of source.
    pub enum SourceKind {
        /// Maps and their directories of firms (R64).
        Maps = "maps",
        /// Boards of advertisements (R65).
        Boards = "boards",
        /// Registers of legal entities, of chambers too (R66, R71).
        Registers = "registers",
        /// Systems in which companies disclose their figures (R66).
        Disclosure = "disclosure",
        /// Yellow pages (R66).
        YellowPages = "yellow_pages",
        /// A bought list, from an address agency too (R66, R69).
        BoughtList = "bought_list",
        /// Statistical offices (R66, R69).
        Statistics = "statistics",
        /// Sites where companies look for staff (R66).
        JobSites = "job_sites",
        /// Social networks and their groups (R67).
        SocialNetworks = "social_networks",
        /// Web sites of the companies themselves (R69).
        CompanySites = "company_sites",
        /// Computer databases (R69).
        Databases = "databases",
        /// Street by street (R70).
        StreetCoverage = "street_coverage",
        /// Clients of partners (R72).
        Partner = "partner",
        /// Exhibitions, seminars, presentations (R73, R80).
        Event = "event",
        /// Turned to us themselves, by whatever channel (R74).
        Inbound = "inbound",
        /// Our own web site (R74).
        OwnSite = "own_site",
        /// Recommended by a client (R78).
        Referral = "referral",
        /// Advertising (R80).
        Advertising = "advertising",
        /// Anything else.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_that_the_sources_name_are_there() {
        for code in [
            "maps",
            "boards",
            "registers",
            "disclosure",
            "yellow_pages",
            "bought_list",
            "statistics",
            "job_sites",
            "social_networks",
            "street_coverage",
            "partner",
            "event",
            "referral",
        ] {
            assert!(code.parse::<SourceKind>().is_ok(), "{code}");
        }
    }
}
