//! Deals: begun, moved and ended; lists of them and the board of a funnel.

mod board;
mod view;

use app::deal::{Error, Fields, Filter, Page, Request, Seen, Sort, Start, Wish, advance};
use axum::response::Response;
use domain::id::{
    CleanListId, ClientId, DealId, FunnelId, PersonId, ProductGroupId, SegmentId, SourceId, UserId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use super::order::rate_missing;
use super::refusal::RefusalSaid;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;
use axum::http::StatusCode;
use view::{DealFull, DealView};

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, start))
        .routes(routes!(find, update))
        .routes(routes!(go))
        .routes(routes!(of_client))
        .routes(routes!(start_list))
        .merge(board::routes())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Stop(stop) => Self::new(StatusCode::CONFLICT, stop.0),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::RateMissing(missing) => rate_missing(missing),
            Error::Client(error) => error.into(),
            Error::List(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// Which deals.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// In this funnel.
    #[param(value_type = Option<Uuid>)]
    funnel_id: Option<FunnelId>,
    /// `open`, `won`, `refused`, `postponed`; several with commas.
    state: Option<String>,
    /// Key of the step they stand on.
    step: Option<String>,
    /// Of this client.
    #[param(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// Of the clients of this employee.
    #[param(value_type = Option<Uuid>)]
    manager_id: Option<UserId>,
    /// Of clients that were of this segment when it began.
    #[param(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    /// Of clients that came from here.
    #[param(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
    /// About this product group.
    #[param(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    /// Begun with this cleaned list.
    #[param(value_type = Option<Uuid>)]
    clean_list_id: Option<CleanListId>,
    /// Only those that stand on a step for too long.
    stuck: bool,
    /// Only those that reached this step …
    reached: Option<String>,
    /// … from this day …
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// … to this day …
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// … as clients of this employee.
    #[param(value_type = Option<Uuid>)]
    reached_by: Option<UserId>,
    /// `-number`: the last one begun first; `stepped_at`: those that stand longest on their step
    /// first; `-stepped_at`: those that came to their step last first.
    sort: Option<String>,
    /// How many, 1 to 1000.
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Count all that are found, too.
    total: bool,
}

impl Wanted {
    fn request(self) -> Result<Request, Problem> {
        let states = self.state.as_deref().unwrap_or_default().split(',');
        let states = states.filter(|code| !code.is_empty()).map(str::parse);
        let sort = match self.sort.as_deref() {
            None | Some("-number") => Sort::Newest,
            Some("stepped_at") => Sort::Longest,
            Some("-stepped_at") => Sort::Latest,
            Some(_) => return Err(Problem::invalid("sort", "code.unknown")),
        };
        Ok(Request {
            filter: Filter {
                funnel: self.funnel_id,
                states: states
                    .collect::<Result<_, _>>()
                    .map_err(|_| Problem::invalid("state", "code.unknown"))?,
                step: self.step,
                client: self.client_id,
                manager: self.manager_id,
                segment: self.segment_id,
                source: self.source_id,
                product_group: self.product_group_id,
                clean_list: self.clean_list_id,
                stuck: None,
                reached: self.reached.map(|step| app::deal::Reached {
                    step,
                    from: self.from,
                    to: self.to,
                    manager: self.reached_by,
                }),
                since: None,
            },
            stuck: self.stuck,
            sort,
            limit: self.limit.get(),
            after: self.cursor.as_deref().map(read_cursor).transpose()?,
            total: self.total,
        })
    }
}

fn listed(page: Page) -> List<DealView> {
    List {
        items: page.items.into_iter().map(DealView::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
    }
}

/// What is written of a deal; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct DealInput {
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    title: Option<Option<String>>,
    /// Minor units.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    amount_minor: Option<Option<i64>>,
    /// The reporting currency when absent.
    currency: Option<String>,
    /// Somebody at the client.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<Option<PersonId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<Option<ProductGroupId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    expected_day: Option<Option<Date>>,
}

impl From<DealInput> for Fields {
    fn from(body: DealInput) -> Self {
        Self {
            title: body.title,
            amount_minor: body.amount_minor,
            currency: body.currency,
            person_id: body.person_id,
            product_group_id: body.product_group_id,
            expected_day: body.expected_day,
        }
    }
}

/// A new deal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DealStart {
    #[schema(value_type = Uuid)]
    client_id: ClientId,
    /// The first one in use when absent.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    funnel_id: Option<FunnelId>,
    /// The first one when absent.
    #[serde(default)]
    step: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    amount_minor: Option<i64>,
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    expected_day: Option<Date>,
    /// What was said.
    #[serde(default)]
    note: Option<String>,
}

impl From<DealStart> for Start {
    fn from(body: DealStart) -> Self {
        Self {
            client_id: body.client_id,
            funnel_id: body.funnel_id,
            step: body.step,
            fields: Fields {
                title: body.title.map(Some),
                amount_minor: body.amount_minor.map(Some),
                currency: body.currency,
                person_id: body.person_id.map(Some),
                product_group_id: body.product_group_id.map(Some),
                expected_day: body.expected_day.map(Some),
            },
            note: body.note,
        }
    }
}

/// A move: to a step, or one of the others.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DealMoveInput {
    /// `to`, `refuse`, `postpone`, `reopen`.
    kind: String,
    /// Key of the step, of `to`.
    #[serde(default)]
    step: Option<String>,
    /// The day on which one comes back to it, of `postpone`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// Why, of `refuse`; its `reason` is needed.
    #[serde(default)]
    refusal: Option<RefusalSaid>,
    /// What was said.
    #[serde(default)]
    note: Option<String>,
}

impl DealMoveInput {
    fn wish(self) -> Result<Wish, Problem> {
        let missing = |field: &str| Problem::invalid(field, "field.missing");
        Ok(match self.kind.as_str() {
            "to" => Wish::To(self.step.ok_or_else(|| missing("step"))?),
            "refuse" => Wish::Refuse(Box::new(self.refusal.unwrap_or_default().try_into()?)),
            "postpone" => Wish::Postpone(self.day.ok_or_else(|| missing("day"))?),
            "reopen" => Wish::Reopen,
            _ => return Err(Problem::invalid("kind", "code.unknown")),
        })
    }
}

/// A released list that begins in the funnel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListStart {
    #[schema(value_type = Uuid)]
    clean_list_id: CleanListId,
}

/// Clients that did not begin.
#[derive(Serialize, ToSchema)]
struct ListLeft {
    /// `deal.engaged`: has a deal in the funnel; `deal.buys`: buys from us already.
    code: &'static str,
    count: i64,
}

/// What beginning with a list came to.
#[derive(Serialize, ToSchema)]
struct ListStarted {
    started: i64,
    refused: Vec<ListLeft>,
}

fn shown(seen: Seen) -> Response {
    respond::one(seen.item.deal.version, DealView::from(seen))
}

/// Deals one may see.
#[utoipa::path(get, path = "/deals", tag = "deal", operation_id = "list_deals", params(Wanted),
    responses((status = 200, body = List<DealView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<DealView>, Problem> {
    let request = wanted.request()?;
    let page = state
        .run(ctx, move |app, ctx| app::deal::list(app, ctx, &request))
        .await?;
    Ok(listed(page))
}

/// Begin a deal.
#[utoipa::path(post, path = "/deals", tag = "deal", operation_id = "start_deal",
    request_body = DealStart, responses((status = 201, body = DealView)),
    extensions(("x-right" = json!("client.update"))))]
async fn start(
    state: State,
    Who(ctx): Who,
    Body(body): Body<DealStart>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::deal::start(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/deals/{}", made.item.deal.id);
    let version = Some(made.item.deal.version);
    Ok(respond::created(&location, version, DealView::from(made)))
}

/// A deal with all that happened.
#[utoipa::path(get, path = "/deals/{id}", tag = "deal", operation_id = "get_deal",
    params(("id" = Uuid, Path)), responses((status = 200, body = DealFull)),
    extensions(("x-right" = json!("client.read"))))]
async fn find(state: State, Who(ctx): Who, Path(id): Path<DealId>) -> Result<Response, Problem> {
    let full = state
        .run(ctx, move |app, ctx| app::deal::find(app, ctx, id))
        .await?;
    let version = full.seen.item.deal.version;
    Ok(respond::one(version, DealFull::from(full)))
}

/// Change what is written of a deal.
#[utoipa::path(patch, path = "/deals/{id}", tag = "deal", operation_id = "update_deal",
    params(("id" = Uuid, Path)), request_body = DealInput,
    responses((status = 200, body = DealView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<DealId>,
    IfMatch(version): IfMatch,
    Body(body): Body<DealInput>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            app::deal::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(shown(seen))
}

/// Move a deal, end it, or take it up again. A refusal needs its reason, one put off its day.
#[utoipa::path(post, path = "/deals/{id}/moves", tag = "deal", operation_id = "move_deal",
    params(("id" = Uuid, Path)), request_body = DealMoveInput,
    responses((status = 200, body = DealView)),
    extensions(("x-right" = json!("client.update"))))]
async fn go(
    state: State,
    Who(ctx): Who,
    Path(id): Path<DealId>,
    IfMatch(version): IfMatch,
    Body(body): Body<DealMoveInput>,
) -> Result<Response, Problem> {
    let note = body.note.clone();
    let wish = body.wish()?;
    let seen = state
        .run(ctx, move |app, ctx| {
            advance(app, ctx, id, version, (&wish, note.as_deref()))
        })
        .await?;
    Ok(shown(seen))
}

/// The deals of a client, the latest first.
#[utoipa::path(get, path = "/clients/{id}/deals", tag = "deal",
    operation_id = "list_client_deals", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<DealView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<DealView>, Problem> {
    let all = state
        .run(ctx, move |app, ctx| app::deal::of_client(app, ctx, client))
        .await?;
    Ok(List::whole(all.into_iter().map(DealView::from).collect()))
}

/// Begin a deal for each client of a released list that has none in the funnel.
#[utoipa::path(post, path = "/funnels/{id}/start", tag = "deal", operation_id = "start_list",
    params(("id" = Uuid, Path)), request_body = ListStart,
    responses((status = 200, body = ListStarted)),
    extensions(("x-right" = json!("clean_list.release"))))]
async fn start_list(
    state: State,
    Who(ctx): Who,
    Path(funnel): Path<FunnelId>,
    Body(body): Body<ListStart>,
) -> Result<axum::Json<ListStarted>, Problem> {
    let told = state
        .run(ctx, move |app, ctx| {
            app::deal::start_list(app, ctx, funnel, body.clean_list_id)
        })
        .await?;
    let refused = told.refused.into_iter();
    Ok(axum::Json(ListStarted {
        started: told.started,
        refused: refused
            .map(|(code, count)| ListLeft { code, count })
            .collect(),
    }))
}

#[cfg(test)]
mod tests;
