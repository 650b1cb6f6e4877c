//! Words from which invented names are put together, by country.

pub(crate) mod de;
pub(crate) mod gb;
pub(crate) mod mk;
pub(crate) mod ru;

/// A region with what is needed for an address and a telephone number there.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    pub(crate) name: &'static str,
    pub(crate) districts: &'static [&'static str],
    /// Telephone area code, where one is needed.
    pub(crate) area: &'static str,
    pub(crate) postcode: &'static str,
}

/// Everything that is said in the language of a country.
pub(crate) struct Words {
    pub(crate) country: &'static str,
    pub(crate) regions: &'static [Region],
    pub(crate) settlements: &'static [&'static str],
    pub(crate) streets: &'static [&'static str],
    pub(crate) stems: &'static [&'static str],
    pub(crate) middles: &'static [&'static str],
    pub(crate) endings: &'static [&'static str],
    pub(crate) trades: &'static [&'static str],
    pub(crate) men: &'static [&'static str],
    pub(crate) women: &'static [&'static str],
    pub(crate) surnames: &'static [&'static str],
    pub(crate) positions: Positions,
    pub(crate) habits: &'static [&'static str],
    /// Reasons of marks of key clients: potential, fame, innovator, demanding.
    pub(crate) key_marks: [&'static str; 4],
    pub(crate) terms: &'static [&'static str],
    pub(crate) facts: Facts,
    pub(crate) notes: Notes,
}

/// Names of positions by level.
pub(crate) struct Positions {
    pub(crate) owner: &'static str,
    pub(crate) ceo: &'static str,
    pub(crate) top: &'static [&'static str],
    pub(crate) middle: &'static [&'static str],
    pub(crate) line: &'static [&'static str],
    pub(crate) accountant: &'static str,
}

/// What is noted about a person or a company, by type of fact.
pub(crate) struct Facts {
    pub(crate) business_subtleties: &'static [&'static str],
    pub(crate) successes: &'static [&'static str],
    pub(crate) how_achieved: &'static [&'static str],
    pub(crate) why_this_business: &'static [&'static str],
    pub(crate) likes_work: &'static [&'static str],
    pub(crate) hobby: &'static [&'static str],
    pub(crate) rest_place: &'static [&'static str],
    pub(crate) car: &'static [&'static str],
    pub(crate) sport_practised: &'static [&'static str],
    pub(crate) sport_achievements: &'static [&'static str],
    pub(crate) working_hours: &'static [&'static str],
    pub(crate) how_to_get_appointment: &'static [&'static str],
    pub(crate) cuisine: &'static [&'static str],
    pub(crate) family: &'static [&'static str],
}

/// Notes of interactions.
pub(crate) struct Notes {
    pub(crate) attempt: &'static [&'static str],
    pub(crate) talk: &'static [&'static str],
    pub(crate) presentation: &'static str,
    pub(crate) mailing: &'static str,
    pub(crate) information: &'static str,
    pub(crate) refusal: &'static [&'static str],
    pub(crate) stop: &'static [&'static str],
    pub(crate) service: &'static [&'static str],
}
