//! What happens with a client moves its deals by itself: contacts, orders, payments.

use std::collections::HashSet;

use domain::client::{Client, ClientData, Relation};
use domain::deal::{Command, Deal, DealState};
use domain::funnel::{Event, Preset};
use domain::id::{ClientId, OrderId};
use domain::interaction::{Effect, Interaction, InteractionData, Outcome};
use domain::money::Currency;
use domain::order::Order;
use domain::policy::{Actor, Entity};
use domain::refusal::is_no;
use jiff::civil::Date;

use super::{Carry, Error, Funnels, price};
use crate::context::Context;
use crate::{DbError, DbTx, client, setting};

/// Clients asked about at once.
const AT_ONCE: usize = 500;

/// Something that happened with a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Happened {
    /// With whom.
    pub client: ClientId,
    /// What.
    pub event: Event,
    /// The order it is about, with its day.
    pub order: Option<(OrderId, Date)>,
    /// What the order is worth.
    pub worth: Option<(i64, Currency)>,
}

impl Happened {
    pub(crate) fn new(client: ClientId, event: Event) -> Self {
        Self {
            client,
            event,
            order: None,
            worth: None,
        }
    }

    /// An order that counts.
    pub(crate) fn order(order: &Order) -> Self {
        Self {
            order: Some((order.id, order.day)),
            worth: Some((order.total_minor, order.currency)),
            ..Self::new(order.client_id, Event::FirstOrder)
        }
    }

    /// What a contact means for deals.
    pub(crate) fn contact(client: ClientId, data: &InteractionData) -> Option<Self> {
        let event = if data.outcome == Outcome::PresentationAgreed {
            Event::PresentationAgreed
        } else if data.effect == Effect::Effective {
            Event::Contact
        } else {
            return None;
        };
        Some(Self::new(client, event))
    }

    /// Whether it concerns a deal: an order of before it began, or the payment of another order, does
    /// not.
    fn concerns(&self, deal: &Deal) -> bool {
        let Some((order, day)) = self.order else {
            return true;
        };
        let other = deal.order_id.is_some_and(|own| own != order);
        day >= deal.started_day && !(self.event == Event::Payment && other)
    }
}

/// Moves the deals of clients with which something happened. Rules that stand against moves by hand
/// do not stand against what happened.
pub(crate) fn happened(tx: &mut DbTx, ctx: &Context, all: &[Happened]) -> Result<(), DbError> {
    let clients: Vec<ClientId> = all.iter().map(|of| of.client).collect();
    let mut engaged: HashSet<ClientId> = HashSet::new();
    for part in clients.chunks(AT_ONCE) {
        engaged.extend(store::deal::with_live(tx, part)?);
    }
    if engaged.is_empty() {
        return Ok(());
    }
    let settings = setting::load(tx)?;
    let funnels = Funnels::load(tx)?;
    let carry = Carry {
        ctx,
        settings: &settings,
        funnels: &funnels,
        by_hand: false,
        note: None,
    };
    // The product itself moves them, whoever made it happen.
    let Ok(everything) = Actor::system().scope(Entity::Client) else {
        return Ok(());
    };
    for of in all.iter().filter(|of| engaged.contains(&of.client)) {
        let Some(client) = store::client::find(tx, &everything, of.client)? else {
            continue;
        };
        for deal in store::deal::live_of(tx, of.client)? {
            if !of.concerns(&deal) {
                continue;
            }
            let moved = carry.carry(tx, &client, &deal, &Command::Event(of.event), |tx, deal| {
                let Some((order, day)) = of.order else {
                    return Ok(());
                };
                deal.order_id = deal.order_id.or(Some(order));
                if let Some((minor, currency)) = of.worth
                    && deal.amount_minor.is_none()
                {
                    deal.amount_minor = Some(minor);
                    deal.currency = Some(currency);
                    price(tx, &settings, day, deal)?;
                }
                Ok(())
            });
            match moved {
                Ok(_) => {}
                Err(Error::Db(error)) => return Err(error),
                // What cannot be moved stays where it is.
                Err(_) => {}
            }
        }
    }
    Ok(())
}

/// A contact in which the client said no, or put it off, ends its deal so, when only one goes on. The
/// refusal itself was written down with the contact.
pub(crate) fn ended_in(tx: &mut DbTx, ctx: &Context, contact: &Interaction) -> Result<(), DbError> {
    let data = &contact.data;
    let command = match (is_no(data.outcome), data.outcome, data.agreed_day) {
        (true, ..) => Command::Refuse,
        (_, Outcome::Postponed, Some(day)) => Command::Postpone(day),
        _ => return Ok(()),
    };
    let mut live = store::deal::live_of(tx, contact.client_id)?;
    live.retain(|deal| deal.state == DealState::Open);
    let [deal] = &live[..] else {
        return Ok(());
    };
    let Ok(everything) = Actor::system().scope(Entity::Client) else {
        return Ok(());
    };
    let Some(client) = store::client::find(tx, &everything, contact.client_id)? else {
        return Ok(());
    };
    let settings = setting::load(tx)?;
    let funnels = Funnels::load(tx)?;
    let carry = Carry {
        ctx,
        settings: &settings,
        funnels: &funnels,
        by_hand: true,
        note: None,
    };
    let moved = carry.carry(tx, &client, deal, &command, |tx, deal| {
        if command == Command::Refuse {
            deal.return_day = store::deal::refusal_day(tx, deal)?;
        }
        Ok(())
    });
    match moved {
        Err(Error::Db(error)) => Err(error),
        // a day that is over, or steps that are gone: the deal stays as it is
        _ => Ok(()),
    }
}

/// Who paid is won: with the acquisition funnel the client goes over to being kept (R159). From there
/// on the conveyor hands it to a client manager, and signals and reactivation look after it.
pub(super) fn won(
    tx: &mut DbTx,
    ctx: &Context,
    funnels: &Funnels,
    client: &Client,
    deal: &Deal,
) -> Result<(), Error> {
    let acquired = funnels
        .get(deal.funnel_id)
        .is_some_and(|(funnel, _)| funnel.preset == Some(Preset::Acquisition));
    if !acquired || client.data.relation == Relation::Current {
        return Ok(());
    }
    let data = ClientData {
        relation: Relation::Current,
        ..client.data.clone()
    };
    client::rewrite(tx, ctx, client, data)?;
    Ok(())
}
