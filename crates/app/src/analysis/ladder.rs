//! The loyalty ladder and the nine markers (R43–R62), concluded from events as of a day, with who
//! moved since an earlier one.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::{Day, Parameters, State};
use domain::client::ServiceClass;
use domain::interaction::Outcome;
use domain::ladder::{LadderStep, ladder_step};
use domain::marker::{Events, Marker, marker};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::movement::whole;
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Clients on a step or with a marker.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Rung {
    /// Code of the step or marker.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// Clients now.
    pub clients: u64,
    /// Their value in the window.
    pub value_minor: i64,
    /// Clients on the day compared with.
    pub before: Option<u64>,
    /// Came since.
    pub entered: Option<u64>,
    /// Left since.
    pub left: Option<u64>,
}

/// Clients that went from one to another.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Moved {
    /// Then; `null`: not in the base.
    #[schema(value_type = Option<String>)]
    pub from: Option<&'static str>,
    /// Now.
    #[schema(value_type = Option<String>)]
    pub to: Option<&'static str>,
    /// Clients.
    pub clients: u64,
}

/// Movement since the day compared with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Movement {
    /// Between steps.
    pub steps: Vec<Moved>,
    /// Between markers.
    pub markers: Vec<Moved>,
}

/// Clients with the service of the most important.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Vip {
    /// Clients; none at all is a warning (R62).
    pub clients: u64,
}

/// Ladder and markers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Ladder {
    /// The steps.
    pub steps: Vec<Rung>,
    /// The markers.
    pub markers: Vec<Rung>,
    /// Who moved.
    pub movement: Movement,
    /// VIP clients.
    pub vip: Vip,
}

/// Where a client stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) step: LadderStep,
    pub(super) marker: Marker,
}

/// Counts by step and marker, and their movement (R52, R58).
pub fn ladder(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Ladder>>, Error> {
    answer(app, ctx, question, "ladder", "", |asked| figure(app, asked))
}

fn figure(app: &App, asked: &Asked) -> Result<Ladder, Error> {
    let rows = asked.rows(&asked.view());
    let now = standings(app, asked, asked.view().as_of)?;
    let before = before(app, asked)?;
    let value = |client: u32| rows.get(client).map_or(0, |row| row.value_minor);
    let step = |standing: &Standing| standing.step.code();
    let colour = |standing: &Standing| standing.marker.code();
    let codes = |all: &mut dyn Iterator<Item = &'static str>| all.collect::<Vec<_>>();
    let steps = codes(&mut LadderStep::ALL.iter().map(|step| step.code()));
    let markers = codes(&mut Marker::ALL.iter().map(|marker| marker.code()));
    let vip = asked
        .everybody()
        .filter(|(_, traits)| traits.service_class == ServiceClass::Vip);
    Ok(Ladder {
        steps: rungs(&steps, &now, before.as_ref(), &value, step),
        markers: rungs(&markers, &now, before.as_ref(), &value, colour),
        movement: before
            .as_ref()
            .map_or_else(Movement::default, |before| Movement {
                steps: moves(&now, before, step),
                markers: moves(&now, before, colour),
            }),
        vip: Vip {
            clients: vip.count() as u64,
        },
    })
}

pub(super) type Standings = BTreeMap<u32, Standing>;

/// Where clients stood on the day a question compares with.
pub(super) fn before(app: &App, asked: &Asked) -> Result<Option<Standings>, Error> {
    asked
        .question
        .compare_to
        .map(|day| standings(app, asked, day))
        .transpose()
}

fn rungs(
    codes: &[&'static str],
    now: &Standings,
    before: Option<&Standings>,
    value: &dyn Fn(u32) -> i64,
    of: fn(&Standing) -> &'static str,
) -> Vec<Rung> {
    codes
        .iter()
        .map(|&code| {
            let here = || now.iter().filter(|(_, standing)| of(standing) == code);
            let was = |before: &Standings, client: &u32| before.get(client).map(of) == Some(code);
            let there =
                before.map(|all| all.values().filter(|standing| of(standing) == code).count());
            let stayed =
                before.map(|all| here().filter(|(client, _)| was(all, client)).count() as u64);
            let clients = here().count() as u64;
            let there = there.map(|count| count as u64);
            Rung {
                code,
                clients,
                value_minor: here().map(|(client, _)| value(*client)).sum(),
                before: there,
                entered: stayed.map(|stayed| clients - stayed),
                left: there.zip(stayed).map(|(there, stayed)| there - stayed),
            }
        })
        .collect()
}

fn moves(now: &Standings, before: &Standings, of: fn(&Standing) -> &'static str) -> Vec<Moved> {
    let mut counts: BTreeMap<(Option<&'static str>, Option<&'static str>), u64> = BTreeMap::new();
    for (client, standing) in now {
        let from = before.get(client).map(of);
        *counts.entry((from, Some(of(standing)))).or_default() += 1;
    }
    let gone = before
        .iter()
        .filter(|(client, _)| !now.contains_key(client));
    for (_, standing) in gone {
        *counts.entry((Some(of(standing)), None)).or_default() += 1;
    }
    let moved = counts.into_iter().filter(|((from, to), _)| from != to);
    moved
        .map(|((from, to), clients)| Moved { from, to, clients })
        .collect()
}

/// What has happened with a client until a day, and what employees know of it now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Happened {
    pub(super) events: Events,
    pub(super) only_us: bool,
    pub(super) recommends: bool,
}

/// Concludes step and marker of every client that was in the base on a day, from the purchases and
/// interactions up to it. What employees only know as of now (buys only from us, recommends,
/// consent) is taken as it is now.
pub(super) fn standings(app: &App, asked: &Asked, day: Day) -> Result<Standings, Error> {
    let regular = asked.settings.regular_purchases();
    let standing = |of: Happened| Standing {
        step: ladder_step(of.events.purchases, regular, of.only_us, of.recommends),
        marker: marker(&of.events, regular),
    };
    let all = happened(app, asked, day, None)?.into_iter();
    Ok(all.map(|(client, of)| (client, standing(of))).collect())
}

/// What happened with every client that was in the base on a day, or with one of them, by client.
pub(super) fn happened(
    app: &App,
    asked: &Asked,
    day: Day,
    only: Option<u32>,
) -> Result<Vec<(u32, Happened)>, Error> {
    let parameters = Parameters {
        as_of: Some(day),
        ..whole(asked)
    };
    let view = asked.view_through(&parameters);
    let beats = asked.beats(&view);
    let purchases = asked.purchases(&view);
    let end = end_of(day);
    let outcomes = said_until(app, asked, end, only)?;
    // Everything comes in the order of the clients, so that nothing has to be looked up.
    let (mut beats_left, mut purchases_left) = (&beats.beats[..], &purchases[..]);
    let mut outcomes_left = &outcomes[..];
    let mut all = Vec::new();
    let wanted = |client: &u32| only.is_none_or(|only| only == *client);
    for (client, traits) in asked.everybody().filter(|(client, _)| wanted(client)) {
        let bought = of_client(&mut purchases_left, client, |of| of.client);
        let bought = bought.first().map_or(0, |of| of.orders);
        let beat = of_client(&mut beats_left, client, |beat| beat.client).first();
        let happened = of_client(&mut outcomes_left, client, |of| of.client);
        if traits.created_at > end && bought == 0 {
            continue;
        }
        let last = |wanted: Outcome| {
            let of = happened.iter().filter(|of| of.outcome == wanted);
            of.map(|of| of.at).max()
        };
        let events = Events {
            purchases: bought,
            last_purchase_at: beat.map(|beat| start_of(beat.last)),
            presentation_agreed_at: last(Outcome::PresentationAgreed),
            mailing_agreed_at: last(Outcome::MailingAgreed),
            mailing_consent: traits.mailing_consent,
            info_requested_at: last(Outcome::InfoRequested),
            refused_at: last(Outcome::Refused),
            stopped_at: last(Outcome::Stopped),
            lost_by_rhythm: beat.is_some_and(|beat| beat.state == State::Lost),
        };
        let of = Happened {
            events,
            only_us: traits.only_us,
            recommends: traits.recommends,
        };
        all.push((client, of));
    }
    Ok(all)
}

/// An outcome of a talk with a client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) client: u32,
    pub(super) outcome: Outcome,
    pub(super) at: Timestamp,
}

/// The last moment of each telling outcome of each client, or of `only` one, until a moment, by
/// client.
pub(super) fn said_until(
    app: &App,
    asked: &Asked,
    end: Timestamp,
    only: Option<u32>,
) -> Result<Vec<Said>, Error> {
    let beside = asked.beside(app)?;
    let clients = u32::try_from(asked.held.clients.len()).unwrap_or(u32::MAX);
    let clients = only.map_or(0..clients, |only| only..only + 1);
    let end = end.as_microsecond();
    let mut said: Vec<Said> = Vec::new();
    for client in clients {
        let own = said.len();
        let talks = beside.talks(client).iter();
        for talk in talks.filter(|talk| talk.outcome != Outcome::None && talk.at <= end) {
            let at = Timestamp::from_microsecond(talk.at).unwrap_or(Timestamp::MIN);
            let known = said[own..].iter_mut().find(|of| of.outcome == talk.outcome);
            match known {
                Some(of) => of.at = of.at.max(at),
                None => said.push(Said {
                    client,
                    outcome: talk.outcome,
                    at,
                }),
            }
        }
    }
    Ok(said)
}

/// What belongs to a client in a list by client; `left` is what follows for later clients.
fn of_client<'a, T>(left: &mut &'a [T], client: u32, number: impl Fn(&T) -> u32) -> &'a [T] {
    let before = left.iter().take_while(|of| number(of) < client).count();
    let rest = &left[before..];
    let own = rest.iter().take_while(|of| number(of) == client).count();
    let (own, after) = rest.split_at(own);
    *left = after;
    own
}

fn start_of(day: Day) -> Timestamp {
    let seconds = i64::from(day.number()) * 86_400;
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

/// The first moment after a day.
pub(super) fn end_of(day: Day) -> Timestamp {
    let end = start_of(day).saturating_add(SignedDuration::from_hours(24));
    end.unwrap_or(Timestamp::MAX)
}
