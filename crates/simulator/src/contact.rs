//! Calls, letters and visits, with what came of them: together they give every colour of the
//! nine markers.

use domain::id::{InteractionId, PersonId, UserId};
use domain::interaction::{Direction, Effect, InteractionKind, Outcome};
use domain::refusal::Preset;
use jiff::Timestamp;

use crate::Distributor;
use crate::chance::Chance;
use crate::client::Client;
use crate::plan::{Life, Plan};
use crate::staff::{CALLERS, SELLERS};
use crate::words::Notes;

/// One contact with a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// Its id.
    pub id: InteractionId,
    /// With whom.
    pub person: Option<PersonId>,
    /// What kind.
    pub kind: InteractionKind,
    /// Took place, or only tried.
    pub effect: Effect,
    /// From us or to us.
    pub direction: Direction,
    /// What came of it.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
    /// The employee.
    pub author: UserId,
    /// What was noted.
    pub note: &'static str,
    /// Why it is a NO.
    pub reason: Option<Preset>,
}

/// Why clients refuse, and how often.
const REASONS: [(Preset, f64); 8] = [
    (Preset::NoBudget, 14.0),
    (Preset::HasSupplier, 34.0),
    (Preset::TooExpensive, 22.0),
    (Preset::NotPlanned, 10.0),
    (Preset::DoesNotFit, 7.0),
    (Preset::NotInterested, 6.0),
    (Preset::DeliveryTerms, 4.0),
    (Preset::HeadOffice, 3.0),
];

const KINDS: [(InteractionKind, f64); 7] = [
    (InteractionKind::Call, 58.0),
    (InteractionKind::Email, 20.0),
    (InteractionKind::Message, 9.0),
    (InteractionKind::Visit, 6.0),
    (InteractionKind::Letter, 3.0),
    (InteractionKind::ConferenceMeeting, 3.0),
    (InteractionKind::Fax, 1.0),
];

impl Distributor {
    pub(crate) fn add_interactions(
        &self,
        plan: &Plan,
        chance: &mut Chance,
        client: &mut Client,
        created_day: i32,
    ) {
        let outcomes = outcomes(chance, plan);
        client.data.mailing_consent = outcomes.contains(&Outcome::MailingAgreed);
        let usual = match plan.life {
            _ if plan.planted => 45.0,
            Life::Prospect => 5.0,
            Life::Competitors => 4.0,
            Life::Once | Life::Twice => 6.0,
            Life::Sleeping | Life::Lost | Life::Declining => 10.0,
            Life::Standing | Life::Steady | Life::Irregular => 14.0,
            Life::Growing => 17.0,
        };
        let wished = usual * self.scale.detail * (0.6 + 0.8 * chance.unit());
        let count = (wished as usize).max(outcomes.len()).max(1);
        // A lost client is called for a while after it has stopped buying.
        let last = match plan.life {
            Life::Lost => (plan.last + 70).min(self.days - 1),
            _ => self.days - 1,
        };
        let mut minutes: Vec<(i32, i32)> = (0..count)
            .map(|_| {
                let day = chance.between(i64::from(created_day), i64::from(last.max(created_day)));
                (day as i32, 7 * 60 + chance.below(600) as i32)
            })
            .collect();
        minutes.sort_unstable();
        // "We stop buying" is said after the last order.
        if outcomes.last() == Some(&Outcome::Stopped)
            && let Some(end) = minutes.last_mut()
        {
            let stopped = match plan.life {
                Life::Once | Life::Twice => plan.first + 130,
                _ => plan.last + 1,
            };
            end.0 = end.0.max(stopped.min(self.days - 1));
        }
        let first_outcome = count - outcomes.len();
        for (number, (day, minute)) in minutes.into_iter().enumerate() {
            let outcome = match number.checked_sub(first_outcome) {
                Some(place) => outcomes[place],
                None => Outcome::None,
            };
            let interaction =
                self.interaction(plan, chance, client, number, (day, minute), outcome);
            client.interactions.push(interaction);
        }
    }

    fn interaction(
        &self,
        plan: &Plan,
        chance: &mut Chance,
        client: &Client,
        number: usize,
        (day, minute): (i32, i32),
        outcome: Outcome,
    ) -> Interaction {
        let kind = KINDS[chance.weighted(&KINDS.map(|(_, weight)| weight))].0;
        let missed = match kind {
            InteractionKind::Call if plan.buys() => 0.25,
            InteractionKind::Call => 0.42,
            _ => 0.08,
        };
        let attempt = chance.chance(missed) && outcome == Outcome::None;
        let author = match plan.keeper {
            // The first two talks with someone who now buys were the callers'.
            Some(_) if plan.buys() && number < 2 => chance.pick(&CALLERS),
            Some(keeper) => keeper,
            None if chance.chance(0.5) => chance.pick(&CALLERS),
            None => chance.pick(&SELLERS),
        };
        let person = match client.people.is_empty() || chance.chance(0.2) {
            true => None,
            false => Some(client.people[chance.below(client.people.len() as u64) as usize].id),
        };
        let (note, reason) = note(chance, &plan.land.words().notes, plan, outcome, attempt);
        Interaction {
            id: self.interaction_id(client.number, number as u64),
            person,
            kind,
            effect: if attempt {
                Effect::Attempt
            } else {
                Effect::Effective
            },
            direction: if attempt || chance.chance(0.75) {
                Direction::Out
            } else {
                Direction::In
            },
            outcome,
            at: self.moment(day, minute),
            author: self.user(author),
            note,
            reason,
        }
    }
}

fn note(
    chance: &mut Chance,
    notes: &Notes,
    plan: &Plan,
    outcome: Outcome,
    attempt: bool,
) -> (&'static str, Option<Preset>) {
    let note = match outcome {
        Outcome::PresentationAgreed => notes.presentation,
        Outcome::MailingAgreed => notes.mailing,
        Outcome::InfoRequested => notes.information,
        Outcome::Refused => {
            let (reason, _) = REASONS[chance.weighted(&REASONS.map(|(_, weight)| weight))];
            // the words of refusals stand in the order of the reasons
            return (notes.refusal[reason as usize], Some(reason));
        }
        Outcome::Stopped => return (chance.pick(notes.stop), Some(Preset::HasSupplier)),
        _ if attempt => chance.pick(notes.attempt),
        _ if plan.buys() && chance.chance(0.6) => chance.pick(notes.service),
        _ => chance.pick(notes.talk),
    };
    (note, None)
}

/// What comes of the last talks, in their order.
fn outcomes(chance: &mut Chance, plan: &Plan) -> Vec<Outcome> {
    use Outcome::{InfoRequested, MailingAgreed, PresentationAgreed, Refused, Stopped};
    let goal = match plan.life {
        Life::Prospect => chance.weighted(&[25.0, 17.0, 20.0, 20.0, 18.0]),
        Life::Competitors => chance.weighted(&[35.0, 15.0, 20.0, 10.0, 20.0]),
        Life::Once | Life::Twice if plan.last > plan.first + 200 => {
            return if chance.chance(0.2) {
                vec![InfoRequested, Stopped]
            } else {
                vec![InfoRequested]
            };
        }
        Life::Lost if chance.chance(0.55) => return vec![MailingAgreed, Stopped],
        _ => {
            return if chance.chance(0.5) {
                vec![MailingAgreed]
            } else {
                Vec::new()
            };
        }
    };
    match goal {
        0 => Vec::new(),
        1 => vec![PresentationAgreed],
        2 if chance.chance(0.5) => vec![PresentationAgreed, MailingAgreed],
        2 => vec![MailingAgreed],
        3 => vec![MailingAgreed, InfoRequested],
        _ => vec![InfoRequested, Refused],
    }
}
