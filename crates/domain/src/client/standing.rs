//! What the product concludes of a client from events: marker, ladder step, last interactions.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::interaction::{Effect, Outcome};
use crate::ladder::{LadderStep, ladder_step};
use crate::marker::{Events, Marker, marker};
use crate::rest::Rest;

use super::ClientData;

/// What the product itself knows of a client: never written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Colour, computed from events.
    pub marker: Marker,
    /// Step of the ladder, computed from purchases.
    pub ladder_step: LadderStep,
    /// Orders that count.
    pub purchases: u32,
    /// Day of the last of them.
    pub last_purchase_day: Option<Date>,
    /// Last interaction of any effect.
    pub last_interaction_at: Option<Timestamp>,
    /// Last effective interaction.
    pub last_effective_at: Option<Timestamp>,
    /// Whether it rests.
    pub rest: Rest,
}

impl Standing {
    /// Of a client with whom nothing has happened yet.
    pub fn new() -> Self {
        Self {
            marker: Marker::White,
            ladder_step: LadderStep::None,
            purchases: 0,
            last_purchase_day: None,
            last_interaction_at: None,
            last_effective_at: None,
            rest: Rest::default(),
        }
    }

    /// Concludes everything afresh. `interactions` holds the last moment of each outcome and
    /// effect; `lost_by_rhythm` is what the analysis says; `regular` the number of purchases from
    /// which a client is regular.
    pub fn conclude(
        data: &ClientData,
        purchases: u32,
        last_purchase_day: Option<Date>,
        interactions: &[(Outcome, Effect, Timestamp)],
        lost_by_rhythm: bool,
        regular: u32,
    ) -> Self {
        let last = |holds: &dyn Fn(Outcome, Effect) -> bool| {
            let moments = interactions
                .iter()
                .filter(|(outcome, effect, _)| holds(*outcome, *effect));
            moments.map(|(_, _, at)| *at).max()
        };
        let of = |wanted: Outcome| last(&|outcome, _| outcome == wanted);
        let start_of = |day: Date| {
            day.to_zoned(TimeZone::UTC)
                .map(|zoned| zoned.timestamp())
                .ok()
        };
        let events = Events {
            purchases,
            last_purchase_at: last_purchase_day.and_then(start_of),
            presentation_agreed_at: of(Outcome::PresentationAgreed),
            mailing_agreed_at: of(Outcome::MailingAgreed),
            mailing_consent: data.mailing_consent,
            info_requested_at: of(Outcome::InfoRequested),
            refused_at: of(Outcome::Refused),
            stopped_at: of(Outcome::Stopped),
            lost_by_rhythm,
        };
        Self {
            marker: marker(&events, regular),
            ladder_step: ladder_step(purchases, regular, data.only_us, data.recommends),
            purchases,
            last_purchase_day,
            last_interaction_at: last(&|_, _| true),
            last_effective_at: last(&|_, effect| effect == Effect::Effective),
            rest: Rest::default(),
        }
    }
}

impl Default for Standing {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Country;

    fn at(day: i8) -> Timestamp {
        jiff::civil::date(2026, 3, day)
            .at(12, 0, 0, 0)
            .to_zoned(TimeZone::UTC)
            .unwrap()
            .timestamp()
    }

    #[test]
    fn interactions_and_purchases_together() {
        let data = ClientData::named("x".into(), Country::MK);
        let interactions = [
            (Outcome::None, Effect::Attempt, at(9)),
            (Outcome::InfoRequested, Effect::Effective, at(5)),
            (Outcome::Stopped, Effect::Effective, at(3)),
        ];
        let prospect = Standing::conclude(&data, 0, None, &interactions, false, 3);
        assert_eq!(prospect.marker, Marker::GoldenGreen);
        assert_eq!(prospect.last_interaction_at, Some(at(9)));
        assert_eq!(prospect.last_effective_at, Some(at(5)));
        let day = |d| Some(jiff::civil::date(2026, 3, d));
        let same_day = Standing::conclude(&data, 3, day(3), &interactions, false, 3);
        assert_eq!(same_day.marker, Marker::PlatinumRed);
        assert_eq!(same_day.ladder_step, LadderStep::Regular);
        let returned = Standing::conclude(&data, 2, day(4), &interactions, false, 3);
        assert_eq!(
            (returned.marker, returned.ladder_step),
            (Marker::Gold, LadderStep::Client)
        );
    }
}
