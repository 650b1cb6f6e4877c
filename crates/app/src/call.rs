//! A call from the call screen: what came of it goes into the history and onto the number that was
//! dialled, at once or not at all.

use domain::call::CallResult;
use domain::id::{ChannelId, ClientId, PersonId};
use domain::interaction::{Interaction, InteractionKind};
use domain::policy::{Action, Entity};
use jiff::civil::Date;

use crate::client::Refusal;
use crate::context::Context;
use crate::part::Error;
use crate::{App, dial, interaction, refusal, setting};

/// What comes in of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of the result.
    pub result: String,
    /// The number that was dialled.
    pub channel_id: Option<ChannelId>,
    /// Who was spoken to.
    pub person_id: Option<PersonId>,
    /// What was said.
    pub note: Option<String>,
    /// The day that was agreed on for the next contact.
    pub agreed_day: Option<Date>,
    /// Why a client that rests was called.
    pub despite_rest: Option<String>,
    /// Why it was refused; needed with a refusal.
    pub refusal: Option<refusal::Said>,
}

/// Records a call that was just made.
pub fn record(
    app: &App,
    ctx: &Context,
    client: ClientId,
    input: &Input,
) -> Result<Interaction, Error> {
    ctx.may(Action::InteractionWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let result: CallResult = input
        .result
        .parse()
        .map_err(|_| Error::refused("result", "code.unknown"))?;
    let mut refusals = Vec::new();
    if result.needs_day() && input.agreed_day.is_none() {
        refusals.push(Refusal::new("agreed_day", "text.empty"));
    }
    let reason = input.refusal.as_ref().and_then(|of| of.reason.as_ref());
    if result.needs_reason() && reason.is_none() {
        refusals.push(Refusal::new("reason", "refusal.reason"));
    }
    if !refusals.is_empty() {
        return Err(Error::Invalid(refusals));
    }
    let (effect, outcome) = result.meaning();
    let told = interaction::Input {
        person_id: Some(input.person_id),
        kind: Some(InteractionKind::Call.code().to_owned()),
        effect: Some(effect.code().to_owned()),
        outcome: Some(outcome.code().to_owned()),
        note: Some(input.note.clone()),
        agreed_day: Some(input.agreed_day),
        despite_rest: input.despite_rest.clone(),
        refusal: input.refusal.clone(),
        ..interaction::Input::default()
    };
    let data = told.create(ctx)?;
    app.db.write(|tx| {
        let made = interaction::create_in(tx, ctx, &scope, client, &data, &told)?;
        if let Some(channel) = input.channel_id {
            let row = dial::Row {
                dialled: dial::Dialled::Channel(channel),
                result: result.dialled().code().to_owned(),
                at: None,
            };
            let settings = setting::load(tx)?;
            let noted = dial::note(tx, ctx, &scope, &settings, &row)?;
            if noted == dial::Outcome::NotFound {
                return Err(Error::refused("channel_id", "reference.unknown"));
            }
        }
        Ok(made)
    })
}
