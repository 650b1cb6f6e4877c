//! Deals that begin: one for a client, or one for each client of a cleaned list.

use std::collections::BTreeMap;

use domain::client::{Client, Relation};
use domain::deal::{self, Deal, Move, Moved};
use domain::funnel::{Funnel, Preset, Version, in_force};
use domain::id::{CleanListId, ClientId, FunnelId};
use domain::policy::{Action, Entity};
use domain::setting::Settings;
use jiff::civil::Date;
use store::deal::Reach;

use super::{ENTITY, Error, Fields, Funnels, Seen, Told, list, noted};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, clean_list, setting};

/// Clients of a list that begin in one transaction.
const CHUNK: usize = 500;

/// A new deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Of whom.
    pub client_id: ClientId,
    /// In which funnel; the first one in use when absent.
    pub funnel_id: Option<FunnelId>,
    /// On which step; the first one when absent.
    pub step: Option<String>,
    /// What is written of it.
    pub fields: Fields,
    /// What was said.
    pub note: Option<String>,
}

/// The funnel with the version in force, where deals may begin.
fn open_funnel(
    funnels: &Funnels,
    id: Option<FunnelId>,
    today: Date,
) -> Result<(&Funnel, &Version), Error> {
    let begins = |(funnel, versions): &'_ (Funnel, Vec<Version>)| {
        !funnel.archived && in_force(versions, today).is_some()
    };
    let id = match id {
        Some(id) => id,
        None => {
            let mut all: Vec<&Funnel> = funnels
                .0
                .values()
                .filter(|of| begins(of))
                .map(|of| &of.0)
                .collect();
            all.sort_by_key(|funnel| (funnel.preset != Some(Preset::Acquisition), funnel.id));
            let first = all.first();
            first.ok_or(Error::refused("funnel_id", "funnel.none"))?.id
        }
    };
    let found = funnels.get(id).filter(|(funnel, _)| !funnel.archived);
    let found = found.and_then(|(funnel, versions)| Some((funnel, in_force(versions, today)?)));
    found.ok_or(Error::refused("funnel_id", "funnel.not_in_force"))
}

/// A deal of a client that begins now.
fn begun(
    ctx: &Context,
    client: &Client,
    (funnel, version): (&Funnel, &Version),
    (number, today): (i64, Date),
    moved: &Moved,
) -> Deal {
    Deal {
        id: ctx.id(),
        number,
        client_id: client.id,
        funnel_id: funnel.id,
        funnel_version: version.number,
        title: None,
        step: moved.step.clone(),
        state: moved.state,
        stepped_at: ctx.now,
        currency: None,
        amount_minor: None,
        base_amount_minor: None,
        person_id: None,
        product_group_id: None,
        clean_list_id: None,
        source_id: client.data.source_id,
        segment_id: client.data.segment_id,
        started_at: ctx.now,
        started_day: today,
        expected_day: None,
        return_day: None,
        ended_at: None,
        order_id: None,
        created_by: ctx.actor.user_or_system(),
        updated_at: ctx.now,
        version: 1,
    }
}

/// Writes deals that begin, each with its client.
fn write(
    tx: &mut DbTx,
    ctx: &Context,
    all: &[(Deal, &Client)],
    (moved, today, note): (&Moved, Date, Option<&str>),
) -> Result<(), DbError> {
    store::deal::insert(tx, all.iter().map(|(deal, _)| deal))?;
    let reaches: Vec<Reach<'_>> = all
        .iter()
        .map(|(deal, client)| Reach {
            deal,
            steps: &moved.passed,
            at: ctx.now,
            day: today,
            manager: client.data.manager_id,
        })
        .collect();
    store::deal::reach(tx, &reaches)?;
    let moves: Vec<Move> = all
        .iter()
        .map(|(deal, client)| Move {
            id: ctx.id(),
            deal_id: deal.id,
            at: ctx.now,
            day: today,
            kind: moved.kind,
            from_step: None,
            to_step: moved.step.clone(),
            by_id: ctx.actor.user_or_system(),
            manager_id: client.data.manager_id,
            note: note.map(str::to_owned),
        })
        .collect();
    store::deal::insert_moves(tx, &moves)?;
    let reached = moved.passed.iter().cloned().collect();
    let line = |(deal, _): &(Deal, &Client)| {
        Entry::create(ENTITY, deal.id, &Told::of(deal, &reached)).of_client(deal.client_id)
    };
    journal::record_all(tx, ctx, all.iter().map(line).collect())
}

/// Whether a funnel takes each client once at a time.
fn once(funnel: &Funnel) -> bool {
    funnel.preset == Some(Preset::Acquisition)
}

/// Begins a deal of a client.
pub fn start(app: &App, ctx: &Context, input: &Start) -> Result<Seen, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = noted(input.note.as_deref())?;
    app.db.write(|tx| {
        let settings: Settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let client = store::client::find(tx, &scope, input.client_id)?;
        let client = client.ok_or(Error::refused("client_id", "reference.unknown"))?;
        let funnels = Funnels::load(tx)?;
        let of = open_funnel(&funnels, input.funnel_id, today)?;
        if once(of.0) && !store::deal::engaged(tx, of.0.id, &[client.id])?.is_empty() {
            return Err(Error::refused("client_id", "deal.engaged"));
        }
        let moved = deal::start(&of.1.steps, input.step.as_deref())
            .map_err(|stop| Error::refused("step", stop.0))?;
        let number = store::deal::next_number(tx)?;
        let mut made = begun(ctx, &client, of, (number, today), &moved);
        input
            .fields
            .apply(tx, &settings, &scope, today, &mut made)?;
        let id = made.id;
        write(
            tx,
            ctx,
            &[(made, &client)],
            (&moved, today, note.as_deref()),
        )?;
        list::seen_one(tx, ctx, &scope, id)
    })
}

/// What beginning with a list came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Started {
    /// Deals that began.
    pub started: i64,
    /// Clients that did not, by the code of why.
    pub refused: BTreeMap<&'static str, i64>,
}

/// Begins a deal for each client of a released list that the actor sees: five hundred a transaction, so
/// that what was begun before a failure stays and is counted as refused when asked again.
pub fn start_list(
    app: &App,
    ctx: &Context,
    funnel: FunnelId,
    list: CleanListId,
) -> Result<Started, Error> {
    ctx.may(Action::CleanListRelease)?;
    let scope = ctx.scope(Entity::Client)?;
    let members = app
        .db
        .read(|tx| clean_list::members(tx, ctx, &scope, list))?;
    let mut told = Started::default();
    for part in members.chunks(CHUNK) {
        let (started, refused) = app.db.write(|tx| {
            let settings = setting::load(tx)?;
            let today = setting::today(&settings, ctx.now);
            let funnels = Funnels::load(tx)?;
            let of = open_funnel(&funnels, Some(funnel), today)?;
            let moved = deal::start(&of.1.steps, None)?;
            let engaged = store::deal::engaged(tx, funnel, part)?;
            let clients = store::client::find_all(tx, part)?;
            let mut number = store::deal::next_number(tx)?;
            let mut refused: BTreeMap<&'static str, i64> = BTreeMap::new();
            let mut made = Vec::with_capacity(clients.len());
            for client in &clients {
                let why = if engaged.contains(&client.id) {
                    Some("deal.engaged")
                } else if once(of.0) && client.data.relation == Relation::Current {
                    Some("deal.buys")
                } else {
                    None
                };
                if let Some(why) = why {
                    *refused.entry(why).or_default() += 1;
                    continue;
                }
                let mut deal = begun(ctx, client, of, (number, today), &moved);
                deal.clean_list_id = Some(list);
                number += 1;
                made.push((deal, client));
            }
            write(tx, ctx, &made, (&moved, today, None))?;
            Ok::<_, Error>((made.len() as i64, refused))
        })?;
        told.started += started;
        for (why, count) in refused {
            *told.refused.entry(why).or_default() += count;
        }
    }
    Ok(told)
}
