//! Money owed: ages, debtors, terms of clients, the triage of debts.

use app::receivable::{Deciding, Error, OfClient, OpenOrder, Request, Seen, Summary, TermsInput};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, OrderId, UserId};
use domain::receivable::{Age, ClientTerms, TermsRefusal, Third};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::blacklist::{StayView, roles};
use super::client::{Named, refused};
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(summary))
        .routes(routes!(list))
        .routes(routes!(of_client))
        .routes(routes!(set_terms))
        .routes(routes!(decide))
}

/// The refusal of an order that does not keep the terms of its client.
pub(super) fn against_terms(refusal: TermsRefusal) -> Problem {
    let problem = Problem::new(StatusCode::CONFLICT, refusal.code()).with("roles", roles());
    match refusal {
        TermsRefusal::Limit {
            limit_minor,
            owed_minor,
        } => problem
            .with("limit_minor", limit_minor)
            .with("owed_minor", owed_minor),
        TermsRefusal::Prepaid {
            percent,
            missing_minor,
        } => problem
            .with("percent", percent)
            .with("missing_minor", missing_minor),
        TermsRefusal::Document => problem,
    }
}

/// What is owed of one age.
#[derive(Serialize, ToSchema)]
struct AgeView {
    /// `not_due`, `first`, `second`, `third`, `older`.
    age: &'static str,
    owed_minor: i64,
    clients: i64,
    orders: i64,
}

/// A third of the triage.
#[derive(Serialize, ToSchema)]
struct ThirdView {
    /// `write_off`, `collect`, `work`.
    third: &'static str,
    /// Clients for which the rule proposes it, and their debts.
    proposed_clients: i64,
    proposed_minor: i64,
    /// Clients of which it was decided, and their debts.
    decided_clients: i64,
    decided_minor: i64,
}

/// What was billed in a month.
#[derive(Serialize, ToSchema)]
struct MonthView {
    /// `2026-03`.
    month: String,
    billed_minor: i64,
    open_minor: i64,
    /// Open and late.
    late_minor: i64,
    /// What the plan counts with losing of it.
    planned_loss_minor: i64,
}

/// All that is owed, in minor units of the reporting currency.
#[derive(Serialize, ToSchema)]
struct ReceivableSummary {
    #[schema(value_type = String, format = Date)]
    day: Date,
    currency: String,
    debtors: i64,
    owed_minor: i64,
    late_minor: i64,
    /// The ages end after so many days.
    bounds: [i64; 3],
    ages: Vec<AgeView>,
    thirds: Vec<ThirdView>,
    /// The share of debts that each third is expected to have, in percent.
    expected_percent: i64,
    blacklisted: i64,
    /// Debtors that the rule would put on the blacklist.
    candidates: i64,
    /// Days of sales outstanding over the last 90 days; none: nothing was billed.
    outstanding_days: Option<i64>,
    /// The planned loss of what is billed, in percent.
    planned_percent: i64,
    /// `usual` or `crisis`.
    times: &'static str,
    months: Vec<MonthView>,
}

impl From<Summary> for ReceivableSummary {
    fn from(found: Summary) -> Self {
        let planned = found.planned_percent;
        Self {
            day: found.day,
            currency: found.currency.to_string(),
            debtors: found.debtors,
            owed_minor: found.owed_minor,
            late_minor: found.late_minor,
            bounds: found.bounds,
            ages: found
                .ages
                .into_iter()
                .map(|of| AgeView {
                    age: of.age.code(),
                    owed_minor: of.base_minor,
                    clients: of.clients,
                    orders: of.orders,
                })
                .collect(),
            thirds: found
                .thirds
                .into_iter()
                .map(|of| ThirdView {
                    third: of.third.code(),
                    proposed_clients: of.proposed.0,
                    proposed_minor: of.proposed.1,
                    decided_clients: of.decided.0,
                    decided_minor: of.decided.1,
                })
                .collect(),
            expected_percent: Third::EXPECTED_PERCENT,
            blacklisted: found.blacklisted,
            candidates: found.candidates,
            outstanding_days: found.outstanding_days,
            planned_percent: planned,
            times: found.times,
            months: found
                .months
                .into_iter()
                .map(|of| MonthView {
                    planned_loss_minor: of.planned_loss_minor(planned),
                    month: of.month,
                    billed_minor: of.billed_minor,
                    open_minor: of.open_minor,
                    late_minor: of.late_minor,
                })
                .collect(),
        }
    }
}

/// All that is owed to those one may see: by age, by third, by month.
#[utoipa::path(get, path = "/receivables/summary", tag = "receivable",
    operation_id = "receivables_summary",
    responses((status = 200, body = ReceivableSummary)),
    extensions(("x-right" = json!("order.read"))))]
async fn summary(state: State, Who(ctx): Who) -> Result<Json<ReceivableSummary>, Problem> {
    let found = state.run(ctx, app::receivable::summary).await?;
    Ok(Json(found.into()))
}

/// What was decided about a debt.
#[derive(Serialize, ToSchema)]
struct DebtDecision {
    /// `write_off`, `collect`, `work`.
    third: &'static str,
    note: Option<String>,
    decided_at: Timestamp,
    owed_minor: i64,
}

impl From<app::receivable::Decision> for DebtDecision {
    fn from(decision: app::receivable::Decision) -> Self {
        Self {
            third: decision.third.code(),
            note: decision.note,
            decided_at: decision.decided_at,
            owed_minor: decision.owed_minor,
        }
    }
}

/// A client that owes, in minor units of the reporting currency.
#[derive(Serialize, ToSchema)]
struct DebtorView {
    client: Named,
    manager: Option<Named>,
    owed_minor: i64,
    late_minor: i64,
    #[schema(value_type = Option<String>, format = Date)]
    oldest_due_day: Option<Date>,
    /// Days since then; below one all is in time.
    late_days: i64,
    #[schema(value_type = Option<String>, format = Date)]
    last_purchase_day: Option<Date>,
    blacklisted: bool,
    /// The rule of the blacklist names it.
    candidate: bool,
    /// What the rule of the triage proposes.
    proposed: &'static str,
    decision: Option<DebtDecision>,
}

impl From<Seen> for DebtorView {
    fn from(seen: Seen) -> Self {
        let debtor = seen.debtor;
        Self {
            client: Named {
                id: debtor.client.uuid(),
                name: debtor.name,
            },
            manager: debtor.manager.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            owed_minor: debtor.owed.base_minor,
            late_minor: debtor.owed.late_minor,
            oldest_due_day: debtor.owed.oldest_due,
            late_days: seen.late_days,
            last_purchase_day: debtor.last_purchase_day,
            blacklisted: debtor.blacklisted,
            candidate: seen.candidate,
            proposed: seen.proposed.code(),
            decision: debtor.decision.map(DebtDecision::from),
        }
    }
}

/// A page of debtors.
#[derive(Serialize, ToSchema)]
struct DebtorPage {
    items: Vec<DebtorView>,
    next: Option<String>,
    total: i64,
    /// What all of them owe.
    owed_minor: i64,
}

/// Which debtors.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    age: Option<String>,
    manager_id: Option<UserId>,
    blacklisted: Option<bool>,
    third: Option<String>,
    #[serde(default)]
    candidates: bool,
    #[serde(default)]
    limit: Limit,
    cursor: Option<String>,
}

fn code<T: std::str::FromStr>(
    field: &'static str,
    text: Option<&String>,
) -> Result<Option<T>, Problem> {
    text.map(|text| text.parse())
        .transpose()
        .map_err(|_| Problem::invalid(field, "code.unknown"))
}

/// A page of debtors, those that owe most first.
#[utoipa::path(get, path = "/receivables", tag = "receivable", operation_id = "list_receivables",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000), ("cursor" = Option<String>, Query),
        ("age" = Option<String>, Query), ("manager_id" = Option<Uuid>, Query),
        ("blacklisted" = Option<bool>, Query), ("third" = Option<String>, Query),
        ("candidates" = Option<bool>, Query)),
    responses((status = 200, body = DebtorPage)),
    extensions(("x-right" = json!("order.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<Json<DebtorPage>, Problem> {
    let request = Request {
        age: code::<Age>("age", wanted.age.as_ref())?,
        manager: wanted.manager_id,
        blacklisted: wanted.blacklisted,
        third: code("third", wanted.third.as_ref())?,
        candidates: wanted.candidates,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let page = state
        .run(ctx, move |app, ctx| {
            app::receivable::list(app, ctx, &request)
        })
        .await?;
    Ok(Json(DebtorPage {
        items: page.items.into_iter().map(DebtorView::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
        owed_minor: page.owed_minor,
    }))
}

/// An order that is not paid.
#[derive(Serialize, ToSchema)]
struct OpenOrderView {
    #[schema(value_type = Uuid)]
    id: OrderId,
    number: String,
    #[schema(value_type = String, format = Date)]
    day: Date,
    #[schema(value_type = String, format = Date)]
    due_day: Date,
    /// `not_due`, `first`, `second`, `third`, `older`.
    age: &'static str,
    currency: String,
    open_minor: i64,
    /// In the reporting currency.
    base_open_minor: i64,
}

impl OpenOrderView {
    fn of((order, age): (OpenOrder, Age)) -> Self {
        Self {
            id: order.open.order_id,
            number: order.number,
            day: order.day,
            due_day: order.open.due_day,
            age: age.code(),
            currency: order.open.currency.to_string(),
            open_minor: order.open.open_minor,
            base_open_minor: order.open.base_open_minor,
        }
    }
}

/// The terms of a client.
#[derive(Serialize, ToSchema)]
struct TermsView {
    /// Days to pay; none: those of the setting.
    days: Option<i64>,
    /// `usual`, `reduced`, `staged`, `pledge`, `letter_of_credit`.
    regime: &'static str,
    limit_minor: Option<i64>,
    prepaid_percent: Option<i64>,
    document: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    document_until: Option<Date>,
    note: Option<String>,
    version: i64,
}

impl From<ClientTerms> for TermsView {
    fn from(terms: ClientTerms) -> Self {
        Self {
            days: terms.days,
            regime: terms.regime.code(),
            limit_minor: terms.limit_minor,
            prepaid_percent: terms.prepaid_percent,
            document: terms.document,
            document_until: terms.document_until,
            note: terms.note,
            version: terms.version,
        }
    }
}

/// The money of one client, in minor units of the reporting currency.
#[derive(Serialize, ToSchema)]
struct ClientReceivables {
    #[schema(value_type = String, format = Date)]
    day: Date,
    currency: String,
    owed_minor: i64,
    late_minor: i64,
    orders: Vec<OpenOrderView>,
    terms: TermsView,
    /// Days to pay that count.
    term_days: i64,
    /// What the rule of the triage proposes.
    proposed: &'static str,
    decision: Option<DebtDecision>,
    /// Stays on the blacklist, the latest first.
    stays: Vec<StayView>,
    /// Whether the reader may decide.
    may_decide: bool,
}

impl From<OfClient> for ClientReceivables {
    fn from(found: OfClient) -> Self {
        Self {
            day: found.day,
            currency: found.currency.to_string(),
            owed_minor: found.owed.base_minor,
            late_minor: found.owed.late_minor,
            orders: found.orders.into_iter().map(OpenOrderView::of).collect(),
            terms: found.terms.into(),
            term_days: found.term_days,
            proposed: found.proposed.code(),
            decision: found.decision.map(DebtDecision::from),
            stays: found.stays.into_iter().map(StayView::from).collect(),
            may_decide: found.may_decide,
        }
    }
}

/// What a client owes for which order, its terms, and its stays on the blacklist.
#[utoipa::path(get, path = "/clients/{id}/receivables", tag = "receivable",
    operation_id = "client_receivables", params(("id" = Uuid, Path)),
    responses((status = 200, body = ClientReceivables)),
    extensions(("x-right" = json!("order.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<Json<ClientReceivables>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| {
            app::receivable::of_client(app, ctx, client)
        })
        .await?;
    Ok(Json(found.into()))
}

/// New terms; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TermsChange {
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    days: Option<Option<i64>>,
    regime: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    limit_minor: Option<Option<i64>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    prepaid_percent: Option<Option<i64>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    document: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    document_until: Option<Option<Date>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    note: Option<Option<String>>,
}

/// Change the terms on which a client is supplied.
#[utoipa::path(patch, path = "/clients/{id}/terms", tag = "receivable",
    operation_id = "update_client_terms", params(("id" = Uuid, Path)),
    request_body = TermsChange, responses((status = 200, body = TermsView)),
    extensions(("x-right" = json!("receivable.write"))))]
async fn set_terms(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    IfMatch(version): IfMatch,
    Body(body): Body<TermsChange>,
) -> Result<Response, Problem> {
    let input = TermsInput {
        days: body.days,
        regime: body.regime,
        limit_minor: body.limit_minor,
        prepaid_percent: body.prepaid_percent,
        document: body.document,
        document_until: body.document_until,
        note: body.note,
    };
    let terms = state
        .run(ctx, move |app, ctx| {
            app::receivable::set_terms(app, ctx, client, version, &input)
        })
        .await?;
    Ok(respond::one(terms.version, TermsView::from(terms)))
}

/// A decision about the debts of clients.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DebtDecisionInput {
    #[schema(value_type = Vec<Uuid>)]
    client_ids: Vec<ClientId>,
    /// `write_off`, `collect`, `work`; none: nothing is decided any more.
    third: Option<String>,
    note: Option<String>,
    /// A task is made for each client, for this employee.
    #[schema(value_type = Option<Uuid>)]
    assignee_id: Option<UserId>,
    #[schema(value_type = Option<String>, format = Date)]
    due_day: Option<Date>,
    /// What is to be done.
    title: Option<String>,
}

/// How many were changed.
#[derive(Serialize, ToSchema)]
pub(super) struct ChangedClients {
    /// How many clients.
    pub(super) changed: usize,
}

/// Decide what becomes of the debts of clients; where somebody is named, each is a task.
#[utoipa::path(post, path = "/receivables/decisions", tag = "receivable",
    operation_id = "decide_receivables", request_body = DebtDecisionInput,
    responses((status = 200, body = ChangedClients)),
    extensions(("x-right" = json!("receivable.write"))))]
async fn decide(
    state: State,
    Who(ctx): Who,
    Body(body): Body<DebtDecisionInput>,
) -> Result<Json<ChangedClients>, Problem> {
    let deciding = Deciding {
        third: code("third", body.third.as_ref())?,
        clients: body.client_ids,
        note: body.note,
        assignee: body.assignee_id,
        due_day: body.due_day,
        title: body.title,
    };
    let changed = state
        .run(ctx, move |app, ctx| {
            app::receivable::decide(app, ctx, &deciding)
        })
        .await?;
    Ok(Json(ChangedClients { changed }))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Task(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
