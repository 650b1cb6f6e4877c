//! Cleaned lists: checked, released, withdrawn, read, taken out as a file.

use app::clean_list::{Checked, Error, Input, Listed, Seen, Tally, Wanted};
use axum::Json;
use axum::response::Response;
use domain::clean_list::Rules;
use domain::id::{CleanListId, ClientId, SelectionId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, attached_as, export_quota, known, not_written, refused};
use super::selection::ClientSet;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;
use axum::http::StatusCode;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, release))
        .routes(routes!(check))
        .routes(routes!(find))
        .routes(routes!(clients))
        .routes(routes!(withdraw))
        .routes(routes!(export))
}

/// A withdrawal.
#[derive(Serialize, ToSchema)]
struct WithdrawalView {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    by: Named,
    reason: String,
}

/// A released list. Nothing of it changes but that it can be withdrawn.
#[derive(Serialize, ToSchema)]
#[schema(as = CleanList)]
struct CleanListView {
    #[schema(value_type = Uuid)]
    id: CleanListId,
    number: i64,
    name: String,
    note: Option<String>,
    /// The selection it was made of; it may be gone by now.
    #[schema(value_type = Option<Uuid>)]
    selection_id: Option<SelectionId>,
    /// What it was checked by: `company` and `private` as the settings had them, `checked_since`,
    /// `lost_out`.
    #[schema(value_type = Object)]
    rules: Rules,
    #[schema(value_type = String, format = Date)]
    day: Date,
    #[schema(value_type = String, format = DateTime)]
    released_at: Timestamp,
    released_by: Named,
    /// Withdrawn since: nothing takes clients from it any more.
    withdrawal: Option<WithdrawalView>,
    /// Clients of the set that the reader may see.
    clients: i64,
    /// Of these, on the list.
    released: i64,
}

impl From<Seen> for CleanListView {
    fn from(seen: Seen) -> Self {
        let Seen {
            list,
            released_by,
            withdrawn_by,
            clients,
            released,
        } = seen;
        Self {
            id: list.id,
            number: list.number,
            name: list.name,
            note: list.note,
            selection_id: list.selection_id,
            rules: list.rules,
            day: list.day,
            released_at: list.released_at,
            released_by: Named {
                id: list.released_by.uuid(),
                name: released_by,
            },
            withdrawal: list.withdrawal.map(|one| WithdrawalView {
                at: one.at,
                by: Named {
                    id: one.by.uuid(),
                    name: withdrawn_by.unwrap_or_default(),
                },
                reason: one.reason,
            }),
            clients,
            released,
        }
    }
}

/// How many clients were left out for a reason.
#[derive(Serialize, ToSchema)]
struct CleanListReason {
    reason: &'static str,
    clients: i64,
}

/// The clients of one source.
#[derive(Serialize, ToSchema)]
struct CleanListSource {
    /// `null`: nobody knows where they came from.
    source: Option<Named>,
    released: i64,
    left_out: i64,
}

/// What became of the clients: each is on the list or was left out for one reason.
#[derive(Serialize, ToSchema)]
struct CleanListTally {
    clients: i64,
    released: i64,
    reasons: Vec<CleanListReason>,
    sources: Vec<CleanListSource>,
}

impl From<Tally> for CleanListTally {
    fn from(tally: Tally) -> Self {
        let reasons = tally.reasons.into_iter();
        let sources = tally.sources.into_iter();
        Self {
            clients: tally.clients,
            released: tally.released,
            reasons: reasons
                .map(|(reason, clients)| CleanListReason {
                    reason: reason.code(),
                    clients,
                })
                .collect(),
            sources: sources
                .map(|one| CleanListSource {
                    source: one.source.map(|(id, name)| Named {
                        id: id.uuid(),
                        name,
                    }),
                    released: one.released,
                    left_out: one.left_out,
                })
                .collect(),
        }
    }
}

/// A list with what became of the clients it was made of.
#[derive(Serialize, ToSchema)]
struct CleanListCard {
    #[serde(flatten)]
    list: CleanListView,
    tally: CleanListTally,
}

/// What a release would come to.
#[derive(Serialize, ToSchema)]
struct CleanListCheck {
    #[schema(value_type = Object)]
    rules: Rules,
    tally: CleanListTally,
}

impl From<Checked> for CleanListCheck {
    fn from(checked: Checked) -> Self {
        Self {
            rules: checked.rules,
            tally: checked.tally.into(),
        }
    }
}

/// Which clients are to be checked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckCleanList {
    clients: ClientSet,
}

/// A list to be released.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCleanList {
    name: String,
    #[serde(default)]
    note: Option<String>,
    /// Of which clients.
    clients: ClientSet,
}

/// Which clients of a list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CleanListRows {
    /// `released`: those on the list; or a reason: those left out for it; absent: all.
    outcome: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A client of a list.
#[derive(Serialize, ToSchema)]
struct CleanListClient {
    #[schema(value_type = Uuid)]
    id: ClientId,
    /// As it is called now; `null`: it was deleted since.
    name: Option<String>,
    /// Why it was left out; `null`: it is on the list.
    reason: Option<&'static str>,
    /// The client of the list it is surely the same as; of one that is on the list, a client that is
    /// not in the set.
    same_as: Option<Named>,
}

impl From<(Listed, Option<String>)> for CleanListClient {
    fn from((row, twin): (Listed, Option<String>)) -> Self {
        let verdict = row.verdict;
        Self {
            id: verdict.client_id,
            name: row.deleted_at.is_none().then_some(row.name),
            reason: verdict.reason.map(|reason| reason.code()),
            same_as: twin.and_then(|name| Named::of(verdict.twin_id, Some(name))),
        }
    }
}

/// Why a list is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WithdrawCleanList {
    reason: String,
}

/// As what a list is taken out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExportCleanList {
    /// `csv`, `xlsx` or `parquet`.
    format: String,
}

/// The cleaned lists, the latest first.
#[utoipa::path(get, path = "/clean-lists", tag = "clean_list", operation_id = "list_clean_lists",
    responses((status = 200, body = List<CleanListView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<CleanListView>, Problem> {
    let all = state.run(ctx, app::clean_list::list).await?;
    Ok(List::whole(all.into_iter().map(Into::into).collect()))
}

/// Check a set of clients: what releasing it would come to.
#[utoipa::path(post, path = "/clean-lists/check", tag = "clean_list",
    operation_id = "check_clean_list", request_body = CheckCleanList,
    responses((status = 200, body = CleanListCheck)),
    extensions(("x-right" = json!("clean_list.release"))))]
async fn check(
    state: State,
    Who(ctx): Who,
    Body(body): Body<CheckCleanList>,
) -> Result<Json<CleanListCheck>, Problem> {
    let set = body.clients.read()?;
    let checked = state
        .run(ctx, move |app, ctx| app::clean_list::check(app, ctx, &set))
        .await?;
    Ok(Json(checked.into()))
}

/// Check a set of clients and release what passes.
#[utoipa::path(post, path = "/clean-lists", tag = "clean_list",
    operation_id = "release_clean_list", request_body = NewCleanList,
    responses((status = 201, body = CleanListView)),
    extensions(("x-right" = json!("clean_list.release"))))]
async fn release(
    state: State,
    Who(ctx): Who,
    Body(body): Body<NewCleanList>,
) -> Result<Response, Problem> {
    let input = Input {
        name: body.name,
        note: body.note,
    };
    let set = body.clients.read()?;
    let seen = state
        .run(ctx, move |app, ctx| {
            app::clean_list::release(app, ctx, &input, &set)
        })
        .await?;
    let location = format!("/api/v1/clean-lists/{}", seen.list.id);
    let view = CleanListView::from(seen);
    Ok(respond::created(&location, None, view))
}

/// One list with what became of the clients it was made of.
#[utoipa::path(get, path = "/clean-lists/{id}", tag = "clean_list",
    operation_id = "get_clean_list", params(("id" = Uuid, Path)),
    responses((status = 200, body = CleanListCard)),
    extensions(("x-right" = json!("client.read"))))]
async fn find(
    state: State,
    Who(ctx): Who,
    Path(id): Path<CleanListId>,
) -> Result<Json<CleanListCard>, Problem> {
    let (seen, tally) = state
        .run(ctx, move |app, ctx| app::clean_list::find(app, ctx, id))
        .await?;
    Ok(Json(CleanListCard {
        list: seen.into(),
        tally: tally.into(),
    }))
}

/// The clients a list was made of, by name, with the outcome of each.
#[utoipa::path(post, path = "/clean-lists/{id}/clients", tag = "clean_list",
    operation_id = "clients_of_clean_list", params(("id" = Uuid, Path)),
    request_body = CleanListRows, responses((status = 200, body = List<CleanListClient>)),
    extensions(("x-right" = json!("client.read"))))]
async fn clients(
    state: State,
    Who(ctx): Who,
    Path(id): Path<CleanListId>,
    Body(body): Body<CleanListRows>,
) -> Result<List<CleanListClient>, Problem> {
    let reason = match body.outcome.as_deref() {
        None => None,
        Some("released") => Some(None),
        Some(reason) => {
            let known = reason.parse();
            Some(Some(
                known.map_err(|_| Problem::invalid("outcome", "code.unknown"))?,
            ))
        }
    };
    let wanted = Wanted {
        reason,
        after: body.cursor.as_deref().map(read_cursor).transpose()?,
        limit: body.limit.get(),
    };
    let page = state
        .run(ctx, move |app, ctx| {
            app::clean_list::rows(app, ctx, id, &wanted)
        })
        .await?;
    Ok(List {
        items: page.items.into_iter().map(Into::into).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: None,
    })
}

/// Withdraw a list: nothing takes clients from it any more. It cannot be taken back.
#[utoipa::path(post, path = "/clean-lists/{id}/withdraw", tag = "clean_list",
    operation_id = "withdraw_clean_list", params(("id" = Uuid, Path)),
    request_body = WithdrawCleanList, responses((status = 204)),
    extensions(("x-right" = json!("clean_list.release"))))]
async fn withdraw(
    state: State,
    Who(ctx): Who,
    Path(id): Path<CleanListId>,
    Body(body): Body<WithdrawCleanList>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::clean_list::withdraw(app, ctx, id, &body.reason)
        })
        .await?;
    Ok(respond::none())
}

/// A list as a file, those left out with their reason; journalled.
#[utoipa::path(post, path = "/clean-lists/{id}/export", tag = "clean_list",
    operation_id = "export_clean_list", params(("id" = Uuid, Path)),
    request_body = ExportCleanList,
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
async fn export(
    state: State,
    Who(ctx): Who,
    Path(id): Path<CleanListId>,
    Body(body): Body<ExportCleanList>,
) -> Result<Response, Problem> {
    let format = known(&body.format)?;
    let file = state
        .run(ctx, move |app, ctx| {
            app::clean_list::export(app, ctx, id, format)
        })
        .await?;
    Ok(attached_as("clean-list", file, format))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Withdrawn => Self::new(StatusCode::CONFLICT, "clean_list.withdrawn"),
            Error::Clients(error) => (*error).into(),
            Error::QuotaSpent(spent) => export_quota(spent),
            Error::File(error) => not_written(&error),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
