//! Gates (R103, R106): whether a card may be saved, given to a manager or ordered for with what is
//! known of the client. The same check stands under the pages, the API and the command line.

use domain::client::Client;
use domain::gate::{Mode, Need, Stage, missing_on};
use domain::setting::Settings;

use crate::client::Refusal;

/// Something missing on a card, which a gate warns of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub need: Need,
    /// Where the gate stands.
    pub stage: Stage,
    /// The setting that asks for it.
    pub rule: &'static str,
}

impl Warning {
    /// As a refusal of `field`.
    pub fn on(self, field: &'static str) -> Refusal {
        Refusal::new(field, self.need.refusal())
            .with("stage", self.stage.code())
            .with("rule", self.rule)
    }
}

fn found(settings: &Settings, stage: Stage, client: &Client) -> Vec<Warning> {
    let rule = stage.rule(client.data.kind).name;
    let missing = missing_on(settings, stage, client);
    let warning = |need| Warning { need, stage, rule };
    missing.into_iter().map(warning).collect()
}

/// Refuses `after` when the gate of `stage` does and something is missing that was not missing on
/// `before`: what was left open long ago does not stop a change of something else.
pub(crate) fn pass(
    settings: &Settings,
    stage: Stage,
    before: Option<&Client>,
    after: &Client,
    field: fn(Need) -> &'static str,
) -> Result<(), Vec<Refusal>> {
    if stage.mode(settings) != Mode::Refuse {
        return Ok(());
    }
    let were = before.map_or_else(Vec::new, |before| missing_on(settings, stage, before));
    let mut lost = found(settings, stage, after);
    lost.retain(|warning| !were.contains(&warning.need));
    if lost.is_empty() {
        return Ok(());
    }
    let refused = lost.into_iter().map(|one| one.on(field(one.need)));
    Err(refused.collect())
}

/// Whether a card may be saved, and given to a manager, with what stands on it.
pub(crate) fn of_card(
    settings: &Settings,
    before: Option<&Client>,
    after: &Client,
) -> Result<(), Vec<Refusal>> {
    pass(settings, Stage::Save, before, after, field)?;
    let had = before.and_then(|before| before.data.manager_id);
    if after.data.manager_id.is_none() || after.data.manager_id == had {
        return Ok(());
    }
    pass(settings, Stage::Assign, None, after, field)
}

/// Whether one of these gates refuses anything at all.
pub(crate) fn refuses_cards(settings: &Settings) -> bool {
    let refuses = |stage: Stage| stage.mode(settings) == Mode::Refuse;
    refuses(Stage::Save) || refuses(Stage::Assign)
}

/// What is missing on a card for the stages it has reached, each value once.
pub(crate) fn warnings(settings: &Settings, client: &Client) -> Vec<Warning> {
    let mut warnings = found(settings, Stage::Save, client);
    if client.data.manager_id.is_some() {
        for one in found(settings, Stage::Assign, client) {
            if warnings.iter().all(|known| known.need != one.need) {
                warnings.push(one);
            }
        }
    }
    warnings
}

/// What is missing on a card whose order counts.
pub(crate) fn of_order(settings: &Settings, client: &Client) -> Vec<Warning> {
    found(settings, Stage::Order, client)
}

/// The field of a card where a need is met.
pub const fn field(need: Need) -> &'static str {
    match need {
        Need::Name => "name",
        Need::Phone | Need::Email => "channels",
        Need::TaxNumber => "tax_number",
        Need::Region => "address",
        Need::Segment => "segment_id",
        Need::Source => "source_id",
        Need::Manager => "manager_id",
    }
}
