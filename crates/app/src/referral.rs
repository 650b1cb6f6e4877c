//! Recommendations (R72, R78): who brought whom, the tree under a client, who gives the most, and
//! when to ask for one.

use domain::client::Relation;
use domain::id::{ClientId, PersonId, ReferralId};
use domain::policy::{Action, Entity};
use domain::referral::{
    DEPTH, Hint, NAME_LIMIT, NOTE_LIMIT, ReferralData, ReferralKind, ReferralResult, hint, may_give,
};
use domain::satisfaction::SatisfactionData;
use domain::setting::{REFERRAL_AGAIN, REFERRAL_SCORE};
use domain::text;
use jiff::civil::Date;
pub use store::referral::{Giver, Item};

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::part::{self, Error, Kind};
use crate::person::{filled, keep};
use crate::{App, DbTx, setting};

/// What comes in about a recommendation; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of the ground; a recommendation when absent.
    pub kind: Option<String>,
    /// The client that gave it.
    pub giver_id: Patch<ClientId>,
    /// The person at it.
    pub person_id: Patch<PersonId>,
    /// Somebody from outside, by name.
    pub giver_name: Patch<String>,
    /// When; today when absent.
    pub day: Option<Date>,
    /// Code of what came of it.
    pub result: Option<String>,
    /// More about it.
    pub note: Patch<String>,
}

impl Input {
    fn apply(&self, data: &mut ReferralData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.kind.as_deref().map(str::parse) {
            Some(Ok(kind)) => data.kind = kind,
            Some(Err(_)) => refusals.push(Refusal::new("kind", "code.unknown")),
            None => {}
        }
        match self.result.as_deref().map(str::parse) {
            Some(Ok(result)) => data.result = result,
            Some(Err(_)) => refusals.push(Refusal::new("result", "code.unknown")),
            None => {}
        }
        data.giver_id = self.giver_id.unwrap_or(data.giver_id);
        data.person_id = self.person_id.unwrap_or(data.person_id);
        data.day = self.day.unwrap_or(data.day);
        let name = self
            .giver_name
            .as_ref()
            .map(|name| filled(name).map(|name| text::line(name, NAME_LIMIT)));
        keep(&mut refusals, "giver_name", name, &mut data.giver_name);
        let note = self
            .note
            .as_ref()
            .map(|note| filled(note).map(|note| text::block(note, NOTE_LIMIT)));
        keep(&mut refusals, "note", note, &mut data.note);
        match (data.giver_id, &data.giver_name) {
            (None, None) => refusals.push(Refusal::new("giver_id", "field.missing")),
            (Some(_), Some(_)) => refusals.push(Refusal::new("giver_name", "referral.one_giver")),
            _ => {}
        }
        if data.giver_id.is_none() && data.person_id.is_some() {
            refusals.push(Refusal::new("person_id", "reference.unknown"));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

impl Kind for ReferralData {
    const RIGHT: Action = Action::ClientUpdate;

    fn check(&self, tx: &mut DbTx, client: ClientId, _: Option<ReferralId>) -> Result<(), Error> {
        let Some(giver) = self.giver_id else {
            return Ok(());
        };
        let mut known = Vec::new();
        let mut next = vec![giver];
        while let Some(one) = next.pop() {
            if known.iter().any(|(id, _)| *id == one) {
                continue;
            }
            let givers = store::referral::givers_of(tx, one)?;
            next.extend(&givers);
            known.push((one, givers));
        }
        let givers = |of: ClientId| {
            let found = known.iter().find(|(id, _)| *id == of);
            found.map(|(_, givers)| givers.clone()).unwrap_or_default()
        };
        if !may_give(client, giver, givers) {
            return Err(Error::refused("giver_id", "referral.circle"));
        }
        if let Some(person) = self.person_id {
            let kept = store::part::find_kept::<domain::person::PersonData>(tx, person)?;
            match kept {
                Some((person, None)) if person.client_id == giver => {}
                _ => return Err(Error::refused("person_id", "reference.unknown")),
            }
        }
        Ok(())
    }
}

/// A giver is a client that the writer may see.
fn check_giver(app: &App, ctx: &Context, giver: Option<ClientId>) -> Result<(), Error> {
    let Some(giver) = giver else {
        return Ok(());
    };
    let scope = ctx.scope(Entity::Client)?;
    let found = app.db.read(|tx| store::client::find(tx, &scope, giver))?;
    found
        .map(|_| ())
        .ok_or(Error::refused("giver_id", "reference.unknown"))
}

/// Notes who recommended a client.
pub fn create(app: &App, ctx: &Context, client: ClientId, input: &Input) -> Result<Item, Error> {
    let settings = setting::current(app)?;
    let mut data = ReferralData {
        kind: ReferralKind::Recommendation,
        giver_id: None,
        person_id: None,
        giver_name: None,
        day: setting::today(&settings, ctx.now),
        result: ReferralResult::Waiting,
        note: None,
    };
    input.apply(&mut data)?;
    check_giver(app, ctx, data.giver_id)?;
    let part = part::create(app, ctx, client, &data)?;
    shown(app, ctx, part.id)
}

/// Changes a recommendation.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ReferralId,
    version: i64,
    input: &Input,
) -> Result<Item, Error> {
    check_giver(app, ctx, input.giver_id.flatten())?;
    part::update::<ReferralData>(app, ctx, id, version, |data, _| input.apply(data))?;
    shown(app, ctx, id)
}

fn shown(app: &App, ctx: &Context, id: ReferralId) -> Result<Item, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let item = app
        .db
        .read(|tx| store::referral::find(tx, &scope, id.uuid()))?;
    veiled(ctx, item.ok_or(Error::NotFound)?)
}

/// Without a giver that the reader may not see.
fn veiled(ctx: &Context, mut item: Item) -> Result<Item, Error> {
    let scope = ctx.scope(Entity::Client)?;
    if item
        .giver
        .as_ref()
        .is_some_and(|(_, manager)| !scope.covers(*manager))
    {
        item.giver = None;
        item.person = None;
    }
    if item.giver.is_none() {
        item.referral.data.giver_id = None;
        item.referral.data.person_id = None;
    }
    Ok(item)
}

/// The recommendations around a client.
#[derive(Debug, Clone)]
pub struct Around {
    /// By whom it was recommended.
    pub received: Vec<Item>,
    /// Whom it brought, and whom these brought: each with how deep it stands, 1 for its own.
    pub tree: Vec<(usize, Item)>,
    /// Why it is time to ask for one.
    pub hint: Option<Hint>,
}

/// The recommendations around a client, as far as the reader sees them.
pub fn around(app: &App, ctx: &Context, client: ClientId) -> Result<Around, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let card = store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        let received = store::referral::received(tx, &scope, client)?;
        let mut levels = Vec::new();
        let mut seen = vec![client];
        let mut givers = vec![client];
        while !givers.is_empty() && levels.len() < DEPTH {
            let mut level = store::referral::given(tx, &scope, &givers)?;
            level.retain(|item| !seen.contains(&item.referral.client_id));
            givers = level.iter().map(|item| item.referral.client_id).collect();
            seen.extend(&givers);
            levels.push(level);
        }
        let asked = levels.first().into_iter().flatten();
        let last = asked.map(|item| item.referral.data.day).max();
        let settings = setting::load(tx)?;
        let score = store::part::of_client::<SatisfactionData>(tx, client, 1)?;
        let hint = hint(
            card.data.relation == Relation::Former,
            score.first().map(|answer| answer.data.score),
            last,
            setting::today(&settings, ctx.now),
            settings.whole(&REFERRAL_SCORE),
            settings.whole(&REFERRAL_AGAIN),
        );
        let mut tree = Vec::new();
        grow(&levels, client, 0, &mut tree);
        Ok(Around {
            received: received
                .into_iter()
                .map(|item| veiled(ctx, item))
                .collect::<Result<_, _>>()?,
            tree,
            hint,
        })
    })
}

/// Puts what hangs under `client` behind it, level by level.
fn grow(levels: &[Vec<Item>], client: ClientId, depth: usize, tree: &mut Vec<(usize, Item)>) {
    for item in levels.get(depth).into_iter().flatten() {
        if item.referral.data.giver_id == Some(client) {
            tree.push((depth + 1, item.clone()));
            grow(levels, item.referral.client_id, depth + 1, tree);
        }
    }
}

/// Who gives recommendations and what came of them; a giver the reader may not see is nameless.
pub fn givers(app: &App, ctx: &Context) -> Result<Vec<Giver>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let mut givers = app.db.read(|tx| store::referral::givers(tx, &scope))?;
    for giver in &mut givers {
        let hidden = |(_, _, manager): &(ClientId, String, Option<domain::id::UserId>)| {
            !scope.covers(*manager)
        };
        if giver.client.as_ref().is_some_and(hidden) {
            giver.client = None;
        }
    }
    Ok(givers)
}
