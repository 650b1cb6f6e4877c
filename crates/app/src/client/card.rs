//! The card: one client with all that hangs on it, in a bounded number of statements.

use std::collections::HashMap;

use domain::address::Address;
use domain::blacklist::Stay;
use domain::channel::Channel;
use domain::client::Client;
use domain::fact::Fact;
use domain::holding::Holding;
use domain::id::{ClientId, UserId};
use domain::person::Person;
use domain::policy::{Action, Entity};
use domain::quarantine::Quarantine;
use domain::setting::REST_MONTH;
use domain::verification::Verification;
use jiff::SignedDuration;
pub use store::analysis::Past;
pub use store::client::{Figures, Surroundings};

use super::{Error, veil};
use crate::context::Context;
use crate::gate::{self, Warning};
use crate::{App, setting};

/// Everything the card shows at once; history comes by pages.
#[derive(Debug, Clone)]
pub struct Card {
    /// The client, masked for the reader.
    pub client: Client,
    /// Names of what it refers to.
    pub names: Surroundings,
    /// Figures of the last snapshot.
    pub figures: Option<Figures>,
    /// How they moved, the latest first.
    pub history: Vec<Past>,
    /// Channels the reader may see; `true`: the value is masked and can be revealed.
    pub channels: Vec<(Channel, bool)>,
    /// What is set aside of it.
    pub quarantine: Vec<Quarantine>,
    /// Its stay on the blacklist, if it may not be worked with.
    pub blacklisted: Option<Stay>,
    /// The newest check of each critical field.
    pub verifications: Vec<Verification>,
    /// How well it is filled, 0 to 100.
    pub quality: Option<f64>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// People.
    pub people: Vec<Person>,
    /// Names of the employees who wrote the facts.
    pub authors: HashMap<UserId, String>,
    /// Facts, the newest first.
    pub facts: Vec<Fact>,
    /// How many interactions there are.
    pub interactions: i64,
    /// Its stay with its holder.
    pub holding: Option<Holding>,
    /// Contacts made or tried in the last 30 days, when they are more than the setting calls good.
    pub too_many: Option<i64>,
    /// What the gates find missing.
    pub warnings: Vec<Warning>,
    /// What the reader may do here.
    pub allowed: Vec<Action>,
}

/// The most parts of one kind that a card shows.
const PARTS: i64 = 500;

/// In which contacts are counted, to tell of too many (R115).
const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The most snapshots of the figures that a card shows: three years of months.
const SNAPSHOTS: i64 = 36;

/// What can be done on a card.
const ACTIONS: [Action; 8] = [
    Action::ClientUpdate,
    Action::ClientDelete,
    Action::ClientAssign,
    Action::ContactReveal,
    Action::InteractionWrite,
    Action::OrderWrite,
    Action::PaymentWrite,
    Action::JournalUndo,
];

/// The card of a client.
pub fn card(app: &App, ctx: &Context, id: ClientId) -> Result<Card, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let mut client = store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        let settings = setting::load(tx)?;
        let warnings = gate::warnings(&settings, &client);
        let tried = store::rest::tried(tx, &scope, id, ctx.now - MONTH)?;
        veil::client(ctx, &mut client);
        let (names, figures) = store::client::surroundings(tx, id)?;
        let channels = store::part::of_client(tx, id, PARTS)?;
        let facts: Vec<Fact> = store::part::of_client(tx, id, PARTS)?;
        Ok(Card {
            client,
            names,
            figures,
            history: store::analysis::history(tx, &scope, id, SNAPSHOTS)?,
            channels: channels
                .into_iter()
                .filter_map(|c| veil::veil_channel(ctx, c))
                .collect(),
            quarantine: store::quarantine::standing_of(tx, id)?,
            blacklisted: store::blacklist::open_of(tx, id)?,
            verifications: store::quality::verifications(tx, id)?,
            quality: crate::quality::of_client(tx, ctx, id)?,
            addresses: store::part::of_client(tx, id, PARTS)?,
            people: store::part::of_client(tx, id, PARTS)?,
            authors: if facts.is_empty() {
                HashMap::new()
            } else {
                store::user::names(tx)?
            },
            facts,
            interactions: store::interaction::count(tx, &scope, id)?,
            holding: store::holding::open_of(tx, id)?,
            too_many: (tried > settings.whole(&REST_MONTH)).then_some(tried),
            warnings,
            allowed: ACTIONS
                .into_iter()
                .filter(|action| ctx.may(*action).is_ok())
                .collect(),
        })
    })
}
