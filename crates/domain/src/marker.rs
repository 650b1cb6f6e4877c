//! The nine colour markers (R43–R51): computed from events, never set by hand, so that they are
//! a true funnel (R52).
//!
//! Gold-red is a client lost after 1–2 purchases, platinum-red one lost after three or more: the
//! source's own words for gold-red ("bought three times") contradict its platinum.

use jiff::Timestamp;

use crate::code::code_enum;

code_enum! {
    /// One of nine colours. [`Marker::funnel_rank`] gives the order of the funnel.
    pub enum Marker {
        /// Nothing is known about the attitude of the client (R43).
        White = "white",
        /// Agreed to see a presentation (R44).
        Green = "green",
        /// Does not mind mailings (R45).
        Yellow = "yellow",
        /// Asked for information (R46).
        GoldenGreen = "golden_green",
        /// Bought once or twice (R47).
        Gold = "gold",
        /// Bought three times or more (R48).
        Platinum = "platinum",
        /// Refused before buying anything (R49).
        GreenRed = "green_red",
        /// Lost after one or two purchases (R50).
        GoldenRed = "golden_red",
        /// Lost after three or more purchases (R51).
        PlatinumRed = "platinum_red",
    }
}

impl Marker {
    /// Place in the funnel, 0 (white) to 5 (platinum); `None` for the three lost colours, which
    /// are ways out of it.
    pub const fn funnel_rank(self) -> Option<u8> {
        match self {
            Self::White => Some(0),
            Self::Green => Some(1),
            Self::Yellow => Some(2),
            Self::GoldenGreen => Some(3),
            Self::Gold => Some(4),
            Self::Platinum => Some(5),
            Self::GreenRed | Self::GoldenRed | Self::PlatinumRed => None,
        }
    }

    /// Whether the client is lost or has refused.
    pub const fn is_lost(self) -> bool {
        self.funnel_rank().is_none()
    }
}

/// What has happened with a client, as far as markers and the ladder ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Events {
    /// Orders that count: confirmed, shipped or done.
    pub purchases: u32,
    /// When the last of them was made.
    pub last_purchase_at: Option<Timestamp>,
    /// Last interaction in which the client agreed to see a presentation.
    pub presentation_agreed_at: Option<Timestamp>,
    /// Last interaction in which the client agreed to mailings.
    pub mailing_agreed_at: Option<Timestamp>,
    /// Consent to mailings recorded on the card.
    pub mailing_consent: bool,
    /// Last request for information.
    pub info_requested_at: Option<Timestamp>,
    /// Last refusal.
    pub refused_at: Option<Timestamp>,
    /// Last time the client said that they stop buying.
    pub stopped_at: Option<Timestamp>,
    /// The analysis holds the client for lost: silent far beyond their own rhythm.
    pub lost_by_rhythm: bool,
}

/// The marker of a client with these events; `regular` is the number of purchases from which a
/// client is regular.
pub fn marker(events: &Events, regular: u32) -> Marker {
    if events.purchases > 0 {
        // A purchase after "we stop" is a return.
        let stopped = events.stopped_at.is_some() && events.stopped_at >= events.last_purchase_at;
        let lost = stopped || events.lost_by_rhythm;
        return match (events.purchases >= regular, lost) {
            (false, false) => Marker::Gold,
            (true, false) => Marker::Platinum,
            (false, true) => Marker::GoldenRed,
            (true, true) => Marker::PlatinumRed,
        };
    }
    let refused = events.refused_at.max(events.stopped_at);
    let interest = events
        .presentation_agreed_at
        .max(events.mailing_agreed_at)
        .max(events.info_requested_at);
    // A "no" stands until the client shows interest again.
    if refused.is_some() && refused >= interest {
        Marker::GreenRed
    } else if events.info_requested_at.is_some() {
        Marker::GoldenGreen
    } else if events.mailing_consent || events.mailing_agreed_at.is_some() {
        Marker::Yellow
    } else if events.presentation_agreed_at.is_some() {
        Marker::Green
    } else {
        Marker::White
    }
}

/// What made a marker what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Nothing is known.
    Nothing,
    /// It agreed to a presentation.
    PresentationAgreed,
    /// It does not mind mailings.
    Mailing,
    /// It asked for information.
    InfoRequested,
    /// It refused.
    Refused,
    /// It said that it stops.
    Stopped,
    /// Its purchases.
    Purchases,
    /// It has bought, and been silent far beyond its rhythm.
    Silent,
}

impl Because {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::PresentationAgreed => "presentation_agreed",
            Self::Mailing => "mailing",
            Self::InfoRequested => "info_requested",
            Self::Refused => "refused",
            Self::Stopped => "stopped",
            Self::Purchases => "purchases",
            Self::Silent => "silent",
        }
    }
}

/// What decided about the marker of these events, and when it happened, where that is one moment.
pub fn because(events: &Events, regular: u32) -> (Because, Option<Timestamp>) {
    match marker(events, regular) {
        Marker::White => (Because::Nothing, None),
        Marker::Green => (Because::PresentationAgreed, events.presentation_agreed_at),
        Marker::Yellow => (Because::Mailing, events.mailing_agreed_at),
        Marker::GoldenGreen => (Because::InfoRequested, events.info_requested_at),
        Marker::Gold | Marker::Platinum => (Because::Purchases, events.last_purchase_at),
        Marker::GreenRed if events.stopped_at > events.refused_at => {
            (Because::Stopped, events.stopped_at)
        }
        Marker::GreenRed => (Because::Refused, events.refused_at),
        Marker::GoldenRed | Marker::PlatinumRed => {
            if events.stopped_at.is_some() && events.stopped_at >= events.last_purchase_at {
                (Because::Stopped, events.stopped_at)
            } else {
                (Because::Silent, events.last_purchase_at)
            }
        }
    }
}

/// What lifts a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerStep {
    /// Agreeing to a presentation.
    PresentationAgreed,
    /// Agreeing to mailings.
    MailingAgreed,
    /// Asking for information.
    InfoRequested,
    /// So many purchases.
    Purchases(u32),
}

impl MarkerStep {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PresentationAgreed => "presentation_agreed",
            Self::MailingAgreed => "mailing_agreed",
            Self::InfoRequested => "info_requested",
            Self::Purchases(_) => "purchases",
        }
    }

    /// The events after it happened at a moment later than all of them.
    fn done(self, events: &Events, at: Timestamp) -> Events {
        let mut events = *events;
        match self {
            Self::PresentationAgreed => events.presentation_agreed_at = Some(at),
            Self::MailingAgreed => events.mailing_agreed_at = Some(at),
            Self::InfoRequested => events.info_requested_at = Some(at),
            Self::Purchases(count) => {
                events.purchases = events.purchases.saturating_add(count);
                events.last_purchase_at = Some(at);
                events.lost_by_rhythm = false;
            }
        }
        events
    }
}

/// The nearest step that gives a better marker, and that marker; `None` for platinum.
pub fn marker_rise(events: &Events, regular: u32) -> Option<(MarkerStep, Marker)> {
    let step = match marker(events, regular) {
        Marker::White => MarkerStep::PresentationAgreed,
        Marker::Green => MarkerStep::MailingAgreed,
        Marker::Yellow | Marker::GreenRed => MarkerStep::InfoRequested,
        Marker::GoldenGreen | Marker::GoldenRed | Marker::PlatinumRed => MarkerStep::Purchases(1),
        Marker::Gold => MarkerStep::Purchases(regular.saturating_sub(events.purchases)),
        Marker::Platinum => return None,
    };
    Some((step, marker(&step.done(events, Timestamp::MAX), regular)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Option<Timestamp> {
        Some(Timestamp::from_second(second).unwrap())
    }

    fn check(events: Events, expected: Marker) {
        assert_eq!(marker(&events, 3), expected, "{events:?}");
    }

    #[test]
    fn r43_nothing_known_is_white() {
        check(Events::default(), Marker::White);
    }

    #[test]
    fn r44_agreed_to_a_presentation_is_green() {
        check(
            Events {
                presentation_agreed_at: at(1),
                ..Events::default()
            },
            Marker::Green,
        );
    }

    #[test]
    fn r45_consent_to_mailings_is_yellow() {
        check(
            Events {
                mailing_consent: true,
                ..Events::default()
            },
            Marker::Yellow,
        );
        let both = Events {
            mailing_agreed_at: at(2),
            presentation_agreed_at: at(3),
            ..Events::default()
        };
        check(both, Marker::Yellow);
    }

    #[test]
    fn r46_asked_for_information_is_golden_green() {
        let events = Events {
            info_requested_at: at(1),
            mailing_consent: true,
            ..Events::default()
        };
        check(events, Marker::GoldenGreen);
    }

    #[test]
    fn r47_one_or_two_purchases_are_gold() {
        for purchases in [1, 2] {
            let events = Events {
                purchases,
                last_purchase_at: at(5),
                refused_at: at(1),
                ..Events::default()
            };
            check(events, Marker::Gold);
        }
    }

    #[test]
    fn r48_three_purchases_are_platinum() {
        for purchases in [3, 4, 400] {
            check(
                Events {
                    purchases,
                    last_purchase_at: at(5),
                    ..Events::default()
                },
                Marker::Platinum,
            );
        }
    }

    #[test]
    fn r49_a_refusal_before_any_purchase_is_green_red_until_new_interest() {
        let refused = Events {
            refused_at: at(5),
            mailing_consent: true,
            ..Events::default()
        };
        check(refused, Marker::GreenRed);
        check(
            Events {
                info_requested_at: at(4),
                ..refused
            },
            Marker::GreenRed,
        );
        check(
            Events {
                info_requested_at: at(6),
                ..refused
            },
            Marker::GoldenGreen,
        );
    }

    #[test]
    fn r50_lost_after_one_or_two_purchases_is_golden_red() {
        for purchases in [1, 2] {
            let bought = Events {
                purchases,
                last_purchase_at: at(5),
                ..Events::default()
            };
            check(
                Events {
                    stopped_at: at(6),
                    ..bought
                },
                Marker::GoldenRed,
            );
            check(
                Events {
                    lost_by_rhythm: true,
                    ..bought
                },
                Marker::GoldenRed,
            );
            check(
                Events {
                    stopped_at: at(4),
                    ..bought
                },
                Marker::Gold,
            );
        }
    }

    #[test]
    fn r51_lost_after_three_purchases_is_platinum_red() {
        let bought = Events {
            purchases: 3,
            last_purchase_at: at(5),
            ..Events::default()
        };
        check(
            Events {
                stopped_at: at(5),
                ..bought
            },
            Marker::PlatinumRed,
        );
        check(
            Events {
                lost_by_rhythm: true,
                ..bought
            },
            Marker::PlatinumRed,
        );
    }

    #[test]
    fn r52_six_colours_make_the_funnel_and_three_leave_it() {
        let funnel: Vec<_> = Marker::ALL.iter().filter_map(|m| m.funnel_rank()).collect();
        assert_eq!(funnel, [0, 1, 2, 3, 4, 5]);
        assert_eq!(Marker::ALL.iter().filter(|m| m.is_lost()).count(), 3);
    }

    fn moments() -> impl Strategy<Value = Option<Timestamp>> {
        proptest::option::of(0i64..50).prop_map(|s| s.map(|s| at(s).unwrap()))
    }

    proptest! {
        #[test]
        fn purchases_alone_decide_gold_or_platinum(
            purchases in 0u32..10, last in moments(), refused in moments(), stopped in moments(),
            info in moments(), lost in any::<bool>(), regular in 1u32..6,
        ) {
            let events = Events {
                purchases, last_purchase_at: last, refused_at: refused, stopped_at: stopped,
                info_requested_at: info, lost_by_rhythm: lost, ..Events::default()
            };
            let colour = marker(&events, regular);
            let gold = matches!(colour, Marker::Gold | Marker::GoldenRed);
            let platinum = matches!(colour, Marker::Platinum | Marker::PlatinumRed);
            prop_assert_eq!(gold, purchases > 0 && purchases < regular);
            prop_assert_eq!(platinum, purchases >= regular);
        }

        #[test]
        fn the_stated_step_gives_the_stated_marker_and_a_better_one(
            purchases in 0u32..6, last in moments(), agreed in moments(), mailing in moments(),
            info in moments(), refused in moments(), stopped in moments(),
            (consent, lost) in any::<(bool, bool)>(), regular in 2u32..6,
        ) {
            let events = Events {
                purchases,
                last_purchase_at: last.filter(|_| purchases > 0),
                presentation_agreed_at: agreed, mailing_agreed_at: mailing, mailing_consent: consent,
                info_requested_at: info, refused_at: refused, stopped_at: stopped,
                lost_by_rhythm: lost,
            };
            let now = marker(&events, regular);
            let Some((step, after)) = marker_rise(&events, regular) else {
                prop_assert_eq!(now, Marker::Platinum);
                return Ok(());
            };
            let done = step.done(&events, at(1_000).unwrap());
            prop_assert_eq!(marker(&done, regular), after);
            prop_assert!(after.funnel_rank() > now.funnel_rank(), "{:?} to {:?}", now, after);
            if let MarkerStep::Purchases(count) = step && count > 1 {
                let fewer = MarkerStep::Purchases(count - 1).done(&events, at(1_000).unwrap());
                prop_assert_eq!(marker(&fewer, regular), now, "one purchase fewer is not enough");
            }
        }
    }
}
