//! Deals as they go out.

use std::collections::HashMap;

use app::deal::{Full, Seen};
use domain::deal::Move;
use domain::id::{
    CleanListId, DealId, FunnelId, OrderId, PersonId, ProductGroupId, SegmentId, SourceId, UserId,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::client::Named;
use crate::api::funnel::FunnelStep;

/// A deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Deal)]
pub(super) struct DealView {
    #[schema(value_type = Uuid)]
    pub(super) id: DealId,
    /// From 1 on.
    number: i64,
    client: Named,
    /// Whose client it is.
    manager: Option<Named>,
    #[schema(value_type = Uuid)]
    funnel_id: FunnelId,
    title: Option<String>,
    /// Key of the step it stands on.
    step: String,
    /// Own name of the step; `null`: the words have it.
    step_name: Option<String>,
    /// `open`, `won`, `refused`, `postponed`.
    state: &'static str,
    /// Since when it stands there.
    stepped_at: Timestamp,
    /// Whole days it stands there.
    days: i64,
    /// Whether that is too long.
    stuck: bool,
    currency: Option<String>,
    /// Minor units.
    amount_minor: Option<i64>,
    /// The same in the reporting currency.
    base_amount_minor: Option<i64>,
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    #[schema(value_type = Option<Uuid>)]
    clean_list_id: Option<CleanListId>,
    /// Where the client came from when it began.
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
    /// The segment of the client when it began.
    #[schema(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    #[schema(value_type = String, format = Date)]
    started_day: Date,
    #[schema(value_type = Option<String>, format = Date)]
    expected_day: Option<Date>,
    /// When one comes back to it after it was refused or postponed.
    #[schema(value_type = Option<String>, format = Date)]
    return_day: Option<Date>,
    /// When it was won, refused or postponed.
    ended_at: Option<Timestamp>,
    /// The order that came of it.
    #[schema(value_type = Option<Uuid>)]
    order_id: Option<OrderId>,
    version: i64,
}

impl From<Seen> for DealView {
    fn from(seen: Seen) -> Self {
        let item = seen.item;
        let deal = item.deal;
        Self {
            id: deal.id,
            number: deal.number,
            client: Named {
                id: deal.client_id.uuid(),
                name: item.client,
            },
            manager: Named::of(item.manager_id, item.manager),
            funnel_id: deal.funnel_id,
            title: deal.title,
            step: deal.step,
            step_name: seen.step_name,
            state: deal.state.code(),
            stepped_at: deal.stepped_at,
            days: seen.days,
            stuck: seen.stuck,
            currency: deal.currency.map(|currency| currency.code().to_owned()),
            amount_minor: deal.amount_minor,
            base_amount_minor: deal.base_amount_minor,
            person_id: deal.person_id,
            product_group_id: deal.product_group_id,
            clean_list_id: deal.clean_list_id,
            source_id: deal.source_id,
            segment_id: deal.segment_id,
            started_day: deal.started_day,
            expected_day: deal.expected_day,
            return_day: deal.return_day,
            ended_at: deal.ended_at,
            order_id: deal.order_id,
            version: deal.version,
        }
    }
}

/// Something that happened with a deal.
#[derive(Serialize, ToSchema)]
struct DealMove {
    at: Timestamp,
    /// `started`, `forward`, `back`, `won`, `refused`, `postponed`, `reopened`, `undone`.
    kind: &'static str,
    from_step: Option<String>,
    to_step: String,
    /// `null`: the product.
    by: Option<Named>,
    /// Whose client it was then.
    manager: Option<Named>,
    note: Option<String>,
}

/// A deal with all that happened.
#[derive(Serialize, ToSchema)]
pub(super) struct DealFull {
    #[serde(flatten)]
    deal: DealView,
    /// The steps by which it goes on.
    steps: Vec<FunnelStep>,
    /// The latest first.
    moves: Vec<DealMove>,
}

impl From<Full> for DealFull {
    fn from(full: Full) -> Self {
        let names: HashMap<UserId, String> = full.names;
        let named = |id: Option<UserId>| Named::of(id, id.and_then(|id| names.get(&id).cloned()));
        let one = |of: Move| DealMove {
            at: of.at,
            kind: of.kind.code(),
            from_step: of.from_step,
            to_step: of.to_step,
            by: named(of.by_id),
            manager: named(of.manager_id),
            note: of.note,
        };
        Self {
            deal: full.seen.into(),
            steps: full.steps.into_iter().map(FunnelStep::from).collect(),
            moves: full.moves.into_iter().map(one).collect(),
        }
    }
}
