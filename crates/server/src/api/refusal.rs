//! Refusals with their reasons: the dictionary, what clients said, and what it tells together.

use app::refusal::{self, Answer, Filter, ReasonInput, Request, Said, Seen, Tally};
use axum::Json;
use axum::response::Response;
use domain::id::{
    ClientId, CompetitorId, DealId, InteractionId, ProductGroupId, ProductId, RefusalId,
    RefusalReasonId, UserId,
};
use domain::refusal::{Reason, Refusal, Share};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::Named;
use super::order::named;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(reasons, create_reason))
        .routes(routes!(update_reason, delete_reason))
        .routes(routes!(list))
        .routes(routes!(report))
        .routes(routes!(catalogue))
        .routes(routes!(update))
        .routes(routes!(of_client))
}

/// A reason of a NO.
#[derive(Serialize, ToSchema)]
#[schema(as = RefusalReason)]
struct ReasonView {
    #[schema(value_type = Uuid)]
    id: RefusalReasonId,
    /// One that every base has: `no_budget`, `has_supplier`, `too_expensive`, `not_planned`,
    /// `does_not_fit`, `not_interested`, `delivery_terms`, `head_office`, `not_told`; else `null`.
    code: Option<&'static str>,
    /// What the company calls it; `null`: it is called in the reader's language by its code.
    name: Option<String>,
    /// One comes back after so many days at the earliest; `null`: it is final.
    from_days: Option<i64>,
    /// And at the latest.
    to_days: Option<i64>,
    /// After how many days one comes back when nobody says otherwise.
    return_days: Option<i64>,
    /// `supplier`: the real reason is asked for; `catalogue`: what was asked for is looked for in the
    /// catalogue.
    trap: Option<&'static str>,
    asks_competitor: bool,
    asks_product: bool,
    position: i64,
    archived: bool,
    /// Whether people may choose it.
    open: bool,
    version: i64,
}

impl From<Reason> for ReasonView {
    fn from(of: Reason) -> Self {
        let data = of.data;
        Self {
            id: of.id,
            code: data.code.map(|code| code.code()),
            from_days: data.from_days,
            to_days: data.to_days,
            return_days: data.return_days(),
            trap: data.trap.map(|trap| trap.code()),
            asks_competitor: data.asks_competitor,
            asks_product: data.asks_product,
            position: data.position,
            archived: data.archived,
            open: data.is_open(),
            name: data.name,
            version: of.version,
        }
    }
}

/// What is written of a reason; absent fields stay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct RefusalReasonInput {
    /// Needed for a new one.
    #[serde(deserialize_with = "present")]
    name: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    from_days: Option<Option<i64>>,
    #[serde(deserialize_with = "present")]
    to_days: Option<Option<i64>>,
    /// `supplier` or `catalogue`.
    #[serde(deserialize_with = "present")]
    trap: Option<Option<String>>,
    asks_competitor: Option<bool>,
    asks_product: Option<bool>,
    position: Option<i64>,
    archived: Option<bool>,
}

impl From<RefusalReasonInput> for ReasonInput {
    fn from(body: RefusalReasonInput) -> Self {
        Self {
            name: body.name,
            from_days: body.from_days,
            to_days: body.to_days,
            trap: body.trap,
            asks_competitor: body.asks_competitor,
            asks_product: body.asks_product,
            position: body.position,
            archived: body.archived,
        }
    }
}

/// What was said of a refusal.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RefusalSaid {
    /// Code or identifier of the reason; needed with every NO.
    reason: Option<String>,
    /// The real reason, when what was said is a trap.
    #[serde(deserialize_with = "present")]
    real_reason: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    competitor_id: Option<Option<CompetitorId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    product_id: Option<Option<ProductId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<Option<ProductGroupId>>,
    /// What was asked for and is said to be missing; needed with `does_not_fit`.
    #[serde(deserialize_with = "present")]
    asked_for: Option<Option<String>>,
    /// What we do have of it, when it was found later.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    had_product_id: Option<Option<ProductId>>,
    /// When one comes back; by the reason when absent.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    return_day: Option<Option<Date>>,
    /// What did not suit in the product or service.
    #[serde(deserialize_with = "present")]
    said_product: Option<Option<String>>,
    /// What was not liked in the work of the staff.
    #[serde(deserialize_with = "present")]
    said_staff: Option<Option<String>>,
    /// What was annoying during the sale.
    #[serde(deserialize_with = "present")]
    said_sale: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
    /// What was promised to the client: becomes a promise to be kept by `promise_day`.
    promise: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    promise_day: Option<Date>,
}

impl TryFrom<RefusalSaid> for Said {
    type Error = Problem;

    fn try_from(body: RefusalSaid) -> Result<Self, Problem> {
        let promise = match (body.promise, body.promise_day) {
            (Some(what), Some(day)) => Some((what, day)),
            (Some(_), None) => return Err(Problem::invalid("promise_day", "text.empty")),
            (None, Some(_)) => return Err(Problem::invalid("promise", "text.empty")),
            (None, None) => None,
        };
        Ok(Self {
            reason: body.reason,
            real_reason: body.real_reason,
            competitor_id: body.competitor_id,
            product_id: body.product_id,
            product_group_id: body.product_group_id,
            asked_for: body.asked_for,
            had_product_id: body.had_product_id,
            return_day: body.return_day,
            said_product: body.said_product,
            said_staff: body.said_staff,
            said_sale: body.said_sale,
            note: body.note,
            promise,
        })
    }
}

/// A refusal of a client.
#[derive(Serialize, ToSchema)]
#[schema(as = Refusal)]
struct RefusalView {
    #[schema(value_type = Uuid)]
    id: RefusalId,
    client: Named,
    #[schema(value_type = Uuid)]
    reason_id: RefusalReasonId,
    #[schema(value_type = Option<Uuid>)]
    real_reason_id: Option<RefusalReasonId>,
    /// What was said is a trap, and nobody asked what is behind it.
    untested: bool,
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Key of the step of the funnel.
    step: Option<String>,
    #[schema(value_type = Option<Uuid>)]
    deal_id: Option<DealId>,
    #[schema(value_type = Option<Uuid>)]
    interaction_id: Option<InteractionId>,
    /// Whose client it was.
    manager: Option<Named>,
    competitor: Option<Named>,
    product: Option<Named>,
    product_group: Option<Named>,
    asked_for: Option<String>,
    /// What we do have of it.
    had_product: Option<Named>,
    #[schema(value_type = Option<String>, format = Date)]
    return_day: Option<Date>,
    said_product: Option<String>,
    said_staff: Option<String>,
    said_sale: Option<String>,
    note: Option<String>,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl From<Seen> for RefusalView {
    fn from(seen: Seen) -> Self {
        let names = seen.names;
        let name = |id: Uuid| Named {
            name: names.get(&id).cloned().unwrap_or_default(),
            id,
        };
        let Refusal {
            id,
            client_id,
            data,
            version,
            created_by,
            created_at,
            ..
        } = seen.item.refusal;
        Self {
            id,
            client: named(client_id, seen.item.client),
            reason_id: data.reason_id,
            real_reason_id: data.real_reason_id,
            untested: seen.untested,
            day: data.day,
            step: data.step,
            deal_id: data.deal_id,
            interaction_id: data.interaction_id,
            manager: data.manager_id.map(|id| name(id.uuid())),
            competitor: data.competitor_id.map(|id| name(id.uuid())),
            product: data.product_id.map(|id| name(id.uuid())),
            product_group: data.product_group_id.map(|id| name(id.uuid())),
            asked_for: data.asked_for,
            had_product: data.had_product_id.map(|id| name(id.uuid())),
            return_day: data.return_day,
            said_product: data.said_product,
            said_staff: data.said_staff,
            said_sale: data.said_sale,
            note: data.note,
            version,
            created_at,
            created_by: name(created_by.uuid()),
        }
    }
}

/// All reasons in their order, those put away too.
#[utoipa::path(get, path = "/refusal-reasons", tag = "refusal",
    operation_id = "list_refusal_reasons", responses((status = 200, body = List<ReasonView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn reasons(state: State, Who(ctx): Who) -> Result<List<ReasonView>, Problem> {
    let all = state.run(ctx, refusal::reasons).await?;
    Ok(List::whole(all.into_iter().map(ReasonView::from).collect()))
}

/// Add a reason of the company.
#[utoipa::path(post, path = "/refusal-reasons", tag = "refusal",
    operation_id = "create_refusal_reason", request_body = RefusalReasonInput,
    responses((status = 201, body = ReasonView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn create_reason(
    state: State,
    Who(ctx): Who,
    Body(body): Body<RefusalReasonInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            refusal::create_reason(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/refusal-reasons/{}", made.id);
    let version = made.version;
    Ok(respond::created(
        &location,
        Some(version),
        ReasonView::from(made),
    ))
}

/// Change a reason: when one comes back, what is asked besides, its place, whether it may be chosen.
#[utoipa::path(patch, path = "/refusal-reasons/{id}", tag = "refusal",
    operation_id = "update_refusal_reason", params(("id" = Uuid, Path)),
    request_body = RefusalReasonInput, responses((status = 200, body = ReasonView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn update_reason(
    state: State,
    Who(ctx): Who,
    Path(id): Path<RefusalReasonId>,
    IfMatch(version): IfMatch,
    Body(body): Body<RefusalReasonInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            refusal::update_reason(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(made.version, ReasonView::from(made)))
}

/// Remove a reason of the company that was never used; others are put away (`archived`).
#[utoipa::path(delete, path = "/refusal-reasons/{id}", tag = "refusal",
    operation_id = "delete_refusal_reason", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("dictionary.write"))))]
async fn delete_reason(
    state: State,
    Who(ctx): Who,
    Path(id): Path<RefusalReasonId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            refusal::delete_reason(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// Which refusals.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RefusalsWanted {
    /// Not before this day.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Not after this day.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// For this reason: the real one, where it was asked for.
    #[param(value_type = Option<Uuid>)]
    reason_id: Option<RefusalReasonId>,
    /// Of clients that were this employee's then.
    #[param(value_type = Option<Uuid>)]
    manager_id: Option<UserId>,
    #[param(value_type = Option<Uuid>)]
    competitor_id: Option<CompetitorId>,
    #[param(value_type = Option<Uuid>)]
    product_id: Option<ProductId>,
    /// About this group, or a product of it.
    #[param(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    /// Key of a step of the funnel; empty: on no step.
    step: Option<String>,
    /// Only those whose real reason nobody asked for.
    untested: bool,
    /// Only those where we do have what was said to be missing.
    had: bool,
    /// How many, 1 to 1000.
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Count all that are found, too.
    total: bool,
}

impl RefusalsWanted {
    fn filter(&self) -> Filter {
        Filter {
            from: self.from,
            to: self.to,
            reason: self.reason_id,
            manager: self.manager_id,
            competitor: self.competitor_id,
            product: self.product_id,
            product_group: self.product_group_id,
            step: self.step.clone(),
            client: None,
            untested: self.untested,
            had: self.had,
        }
    }
}

/// Refusals of clients one may see, the latest first.
#[utoipa::path(get, path = "/refusals", tag = "refusal", operation_id = "list_refusals",
    params(RefusalsWanted), responses((status = 200, body = List<RefusalView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<RefusalsWanted>,
) -> Result<List<RefusalView>, Problem> {
    let request = Request {
        filter: wanted.filter(),
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
        total: wanted.total,
    };
    let page = state
        .run(ctx, move |app, ctx| refusal::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(RefusalView::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
    })
}

/// The refusals of a client, the latest first.
#[utoipa::path(get, path = "/clients/{id}/refusals", tag = "refusal",
    operation_id = "list_client_refusals", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<RefusalView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<RefusalView>, Problem> {
    let all = state
        .run(ctx, move |app, ctx| refusal::of_client(app, ctx, client))
        .await?;
    Ok(List::whole(
        all.into_iter().map(RefusalView::from).collect(),
    ))
}

/// Change what was said: the real reason that came out later, an answer, the day of return, what we
/// do have of what was asked for (whoever wrote the refusal is taught it).
#[utoipa::path(patch, path = "/refusals/{id}", tag = "refusal", operation_id = "update_refusal",
    params(("id" = Uuid, Path)), request_body = RefusalSaid,
    responses((status = 200, body = RefusalView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<RefusalId>,
    IfMatch(version): IfMatch,
    Body(body): Body<RefusalSaid>,
) -> Result<Response, Problem> {
    let said = Said::try_from(body)?;
    let seen = state
        .run(ctx, move |app, ctx| {
            let made = refusal::update(app, ctx, id, version, &said)?;
            refusal::find(app, ctx, made.client_id, made.id)
        })
        .await?;
    Ok(respond::one(
        seen.item.refusal.version,
        RefusalView::from(seen),
    ))
}

/// What was asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CatalogueWanted {
    /// In the client's words.
    q: String,
}

/// A product that we do have.
#[derive(Serialize, ToSchema)]
struct CatalogueHit {
    #[schema(value_type = Uuid)]
    id: ProductId,
    code: String,
    name: String,
}

/// What the catalogue has of what a client asked for: at most 5 products, to be told before "you do
/// not have it" is written down.
#[utoipa::path(get, path = "/refusals/catalogue", tag = "refusal",
    operation_id = "search_catalogue_for_refusal", params(CatalogueWanted),
    responses((status = 200, body = List<CatalogueHit>)),
    extensions(("x-right" = json!("product.read"))))]
async fn catalogue(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<CatalogueWanted>,
) -> Result<List<CatalogueHit>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| refusal::catalogue(app, ctx, &wanted.q))
        .await?;
    let hit = |product: domain::product::Product| CatalogueHit {
        id: product.id,
        code: product.data.code,
        name: product.data.name,
    };
    Ok(List::whole(found.into_iter().map(hit).collect()))
}

/// How many refusals.
#[derive(Serialize, ToSchema)]
struct RefusalTally {
    refusals: i64,
    /// Of so many clients.
    clients: i64,
    /// What was said is a trap, and nobody asked what is behind it.
    untested: i64,
    /// We do have what was said to be missing.
    had: i64,
}

impl From<Tally> for RefusalTally {
    fn from(of: Tally) -> Self {
        Self {
            refusals: of.refusals,
            clients: of.clients,
            untested: of.untested,
            had: of.had,
        }
    }
}

/// Refusals that have one thing in common.
#[derive(Serialize, ToSchema)]
struct RefusalShare {
    /// `null`: nothing was said of it.
    id: Option<Uuid>,
    /// Its name; of a reason that every base has, its code.
    name: Option<String>,
    #[serde(flatten)]
    tally: RefusalTally,
    /// Which part of all, 0 to 1.
    share: f64,
    /// Which part of all together with those before it.
    cumulative: f64,
}

impl From<Answer> for RefusalShare {
    fn from(of: Answer) -> Self {
        Self {
            id: of.of.id,
            name: of.of.name,
            tally: of.of.tally.into(),
            share: of.share,
            cumulative: of.cumulative,
        }
    }
}

/// Refusals on a step of the funnel.
#[derive(Serialize, ToSchema)]
struct RefusalStep {
    /// Key of the step; `null`: on no step.
    step: Option<String>,
    refusals: i64,
    share: f64,
    cumulative: f64,
}

impl From<Share<Option<String>>> for RefusalStep {
    fn from(of: Share<Option<String>>) -> Self {
        Self {
            step: of.of,
            refusals: of.count,
            share: of.share,
            cumulative: of.cumulative,
        }
    }
}

/// Refusals of an employee's clients, beside the contacts they come from.
#[derive(Serialize, ToSchema)]
struct RefusalEmployee {
    employee: Named,
    #[serde(flatten)]
    tally: RefusalTally,
    /// Contacts the employee made: many refusals among many contacts mean that work is done.
    contacts: i64,
}

/// Refusals for a reason.
#[derive(Serialize, ToSchema)]
struct RefusalCount {
    #[schema(value_type = Uuid)]
    reason_id: RefusalReasonId,
    refusals: i64,
}

/// Refusals of a week.
#[derive(Serialize, ToSchema)]
struct RefusalWeek {
    /// Its Monday.
    #[schema(value_type = String, format = Date)]
    week: Date,
    reasons: Vec<RefusalCount>,
}

/// What refusals of a window tell together.
#[derive(Serialize, ToSchema)]
struct RefusalReport {
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = String, format = Date)]
    to: Date,
    total: RefusalTally,
    /// In as many days before.
    before: RefusalTally,
    /// Contacts that were made.
    contacts: i64,
    /// The most frequent first, as all that follow.
    reasons: Vec<RefusalShare>,
    employees: Vec<RefusalEmployee>,
    competitors: Vec<RefusalShare>,
    products: Vec<RefusalShare>,
    product_groups: Vec<RefusalShare>,
    steps: Vec<RefusalStep>,
    weeks: Vec<RefusalWeek>,
}

impl From<refusal::Report> for RefusalReport {
    fn from(of: refusal::Report) -> Self {
        let shares = |all: Vec<Answer>| all.into_iter().map(RefusalShare::from).collect();
        let employee = |of: refusal::Employee| RefusalEmployee {
            employee: named(of.id, of.name),
            tally: of.tally.into(),
            contacts: of.contacts,
        };
        let week = |(week, reasons): (Date, Vec<(RefusalReasonId, i64)>)| RefusalWeek {
            week,
            reasons: reasons
                .into_iter()
                .map(|(reason_id, refusals)| RefusalCount {
                    reason_id,
                    refusals,
                })
                .collect(),
        };
        Self {
            from: of.from,
            to: of.to,
            total: of.total.into(),
            before: of.before.into(),
            contacts: of.contacts,
            reasons: shares(of.reasons),
            employees: of.employees.into_iter().map(employee).collect(),
            competitors: shares(of.competitors),
            products: shares(of.products),
            product_groups: shares(of.product_groups),
            steps: of.steps.into_iter().map(RefusalStep::from).collect(),
            weeks: of.weeks.into_iter().map(week).collect(),
        }
    }
}

/// Refusals of a window by reason, employee, competitor, product, step and week. Without days: of
/// the last days of the setting `refusal.window`.
#[utoipa::path(get, path = "/refusals/report", tag = "refusal", operation_id = "refusal_report",
    params(RefusalsWanted), responses((status = 200, body = RefusalReport)),
    extensions(("x-right" = json!("client.read"))))]
async fn report(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<RefusalsWanted>,
) -> Result<Json<RefusalReport>, Problem> {
    let filter = wanted.filter();
    let report = state
        .run(ctx, move |app, ctx| refusal::report(app, ctx, &filter))
        .await?;
    Ok(Json(report.into()))
}
