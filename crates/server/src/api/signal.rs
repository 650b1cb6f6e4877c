//! Signals of the market: the feed, one by one and many at once.

use app::signal::{Error, Input, Request, Seen, Tally};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, SignalId, UserId};
use domain::signal::{ROWS_LIMIT, SignalState};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update))
        .routes(routes!(create_many))
}

/// A signal of the market.
#[derive(Serialize, ToSchema)]
#[schema(as = Signal)]
struct SignalView {
    #[schema(value_type = Uuid)]
    id: SignalId,
    /// About which client; absent also when the reader may not see it.
    client: Option<Named>,
    /// About whom or what.
    subject: String,
    /// `migration`, `infrastructure`, `event`, `progress`, `new_entity`, `social_status`.
    kind: &'static str,
    text: Option<String>,
    #[schema(value_type = String, format = Date)]
    day: Date,
    #[schema(value_type = String, format = Date)]
    due_day: Date,
    /// Not worked, and its day is over.
    overdue: bool,
    /// `new`, `taken`, `worked`, `dismissed`.
    state: &'static str,
    /// Who works on it.
    owner: Option<Named>,
    /// What came of it, or why it was dismissed.
    outcome: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    version: i64,
}

impl From<Seen> for SignalView {
    fn from(seen: Seen) -> Self {
        let signal = seen.item.signal;
        let client = signal.data.client_id.zip(seen.item.client);
        Self {
            id: signal.id,
            client: client.map(|(id, (name, _))| named(id, name)),
            subject: signal.data.subject,
            kind: signal.data.kind.code(),
            text: signal.data.text,
            day: signal.data.day,
            due_day: signal.data.due_day,
            overdue: seen.overdue,
            state: signal.data.state.code(),
            owner: signal
                .data
                .owner_id
                .zip(seen.item.owner)
                .map(|(id, name)| named(id, name)),
            outcome: signal.data.outcome,
            closed_at: signal.data.closed_at,
            version: signal.version,
        }
    }
}

/// What is written of a signal; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SignalInput {
    /// About which client; one whose name the subject is, when absent.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    client_id: Option<Option<ClientId>>,
    /// About whom or what; the name of the client when absent.
    subject: Option<String>,
    /// Needed for a new one.
    kind: Option<String>,
    #[serde(deserialize_with = "present")]
    text: Option<Option<String>>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// By the setting `signal.work_days` when absent.
    #[schema(value_type = Option<String>, format = Date)]
    due_day: Option<Date>,
    /// `new`, `taken`, `worked`, `dismissed`; a dismissal needs an outcome.
    state: Option<String>,
    /// Who works on it; somebody else needs the right `task.assign`.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    owner_id: Option<Option<UserId>>,
    #[serde(deserialize_with = "present")]
    outcome: Option<Option<String>>,
}

impl From<SignalInput> for Input {
    fn from(body: SignalInput) -> Self {
        Self {
            client_id: body.client_id,
            subject: body.subject,
            kind: body.kind,
            text: body.text,
            day: body.day,
            due_day: body.due_day,
            state: body.state,
            owner_id: body.owner_id,
            outcome: body.outcome,
        }
    }
}

/// Which signals.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `new`, `taken`, `worked`, `dismissed`, or `open` for the first two; all when absent.
    state: Option<String>,
    /// Of this kind.
    kind: Option<String>,
    /// Only those one works on.
    #[serde(default)]
    mine: bool,
    /// About this client.
    #[param(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The signals one may see, the newest first.
#[utoipa::path(get, path = "/signals", tag = "signal", operation_id = "list_signals",
    params(Wanted), responses((status = 200, body = List<SignalView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<SignalView>, Problem> {
    let unknown = |field: &'static str| {
        move |_: domain::code::UnknownCode| Problem::invalid(field, "code.unknown")
    };
    let states = match wanted.state.as_deref() {
        None => Vec::new(),
        Some("open") => vec![SignalState::New, SignalState::Taken],
        Some(code) => vec![code.parse().map_err(unknown("state"))?],
    };
    let kind = wanted.kind.as_deref();
    let kind = kind
        .map(str::parse::<domain::signal::SignalKind>)
        .transpose();
    let request = Request {
        states,
        kind: kind.map_err(unknown("kind"))?,
        mine: wanted.mine,
        client: wanted.client_id,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let page = state
        .run(ctx, move |app, ctx| app::signal::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(SignalView::from).collect(),
        next: page.next.as_ref().map(cursor),
        total: Some(page.total),
    })
}

/// Write a signal.
#[utoipa::path(post, path = "/signals", tag = "signal", operation_id = "create_signal",
    request_body = SignalInput, responses((status = 201, body = SignalView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<SignalInput>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            app::signal::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/signals/{}", seen.item.signal.id);
    let version = Some(seen.item.signal.version);
    Ok(respond::created(&location, version, SignalView::from(seen)))
}

/// Change a signal: take it, give it, work it, dismiss it.
#[utoipa::path(patch, path = "/signals/{id}", tag = "signal", operation_id = "update_signal",
    params(("id" = Uuid, Path)), request_body = SignalInput,
    responses((status = 200, body = SignalView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SignalId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SignalInput>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            app::signal::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(
        seen.item.signal.version,
        SignalView::from(seen),
    ))
}

/// Many signals.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignalBatch {
    /// At most 1000.
    rows: Vec<SignalInput>,
}

/// What writing many did.
#[derive(Serialize, ToSchema)]
struct SignalTally {
    signals: i64,
    /// Of these: about a client that the base has.
    with_client: i64,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

impl From<Tally> for SignalTally {
    fn from(tally: Tally) -> Self {
        Self {
            signals: tally.signals,
            with_client: tally.with_client,
            seq: tally.seq,
        }
    }
}

/// Write many signals, all or none. A subject that is the name of exactly one client one may see
/// belongs to that client.
#[utoipa::path(post, path = "/signals/batch", tag = "signal", operation_id = "create_signals",
    request_body = SignalBatch, responses((status = 200, body = SignalTally)),
    extensions(("x-right" = json!("client.update"))))]
async fn create_many(
    state: State,
    Who(ctx): Who,
    Body(body): Body<SignalBatch>,
) -> Result<Json<SignalTally>, Problem> {
    let rows: Vec<Input> = body.rows.into_iter().map(Into::into).collect();
    let tally = state
        .run(ctx, move |app, ctx| {
            app::signal::create_many(app, ctx, &rows)
        })
        .await?;
    Ok(Json(tally.into()))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::TooMany => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "bulk.too_many_rows")
                .with("max", ROWS_LIMIT),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestServer;
    use domain::policy::Role;
    use serde_json::{Value, json};

    async fn names(server: &TestServer, role: Role, query: &str) -> Vec<String> {
        let answer = server.get(role, &format!("/signals?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let items = answer.json()["items"].as_array().unwrap().clone();
        let name = |item: &Value| item["subject"].as_str().unwrap().to_owned();
        items.iter().map(name).collect()
    }

    #[tokio::test]
    async fn r68_a_signal_is_taken_worked_or_dismissed_with_a_reason() {
        let server = TestServer::new();
        let seller = Role::ActiveSeller;
        let body = json!({ "subject": "ТЦ «Восток»", "kind": "infrastructure", "text": "42 арендатора", "day": "2026-01-10" });
        let made = server.post(Role::DataSteward, "/signals", body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(
            (&made.json()["due_day"], &made.json()["state"]),
            (&json!("2026-01-24"), &json!("new")),
            "two weeks by default"
        );
        let path = format!("/signals/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(names(&server, seller, "state=open").await.len(), 1);
        let taken = server
            .patch(seller, &path, 1, json!({ "state": "taken" }))
            .await
            .json();
        assert!(taken["owner"]["name"].as_str().is_some());
        assert_eq!(
            names(&server, Role::ClientManager, "").await.len(),
            0,
            "taken by another, and about nobody's client"
        );
        let why = server
            .patch(seller, &path, 2, json!({ "state": "dismissed" }))
            .await;
        assert_eq!(why.field(), "outcome/field.missing");
        let gone = json!({ "state": "dismissed", "outcome": "далеко" });
        let gone = server.patch(seller, &path, 2, gone).await.json();
        assert_eq!(
            (&gone["state"], &gone["overdue"]),
            (&json!("dismissed"), &json!(false))
        );
        assert_eq!(names(&server, seller, "state=open").await.len(), 0);
        assert_eq!(names(&server, seller, "mine=true").await.len(), 1);
        let given = json!({ "owner_id": null });
        let refused = server.patch(Role::Guardian, &path, 3, given).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        for (body, field) in [
            (json!({ "subject": "x" }), "kind/field.missing"),
            (
                json!({ "subject": "x", "kind": "war" }),
                "kind/code.unknown",
            ),
            (json!({ "kind": "event" }), "subject/text.empty"),
        ] {
            let refused = server.post(seller, "/signals", body).await;
            assert_eq!(refused.field(), field);
        }
    }

    #[tokio::test]
    async fn r68_a_pasted_list_finds_its_clients_and_is_undone_as_a_whole() {
        let server = TestServer::new();
        let own = json!({ "name": "ООО Ромашка" });
        let own = server.post(Role::ClientManager, "/clients", own).await;
        let foreign = json!({ "name": "Север" });
        server.post(Role::ActiveSeller, "/clients", foreign).await;
        let rows = json!({ "rows": [
            { "subject": "Ромашка", "kind": "migration" },
            { "subject": "Север", "kind": "new_entity" },
        ] });
        let told = server
            .post(Role::ClientManager, "/signals/batch", rows)
            .await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.text);
        assert_eq!(
            (&told.json()["signals"], &told.json()["with_client"]),
            (&json!(2), &json!(1)),
            "sec_12: a client outside of one's reach is not found by its name"
        );
        let about = format!("client_id={}", own.json()["id"].as_str().unwrap());
        assert_eq!(names(&server, Role::Owner, &about).await, ["Ромашка"]);
        let bad = json!({ "rows": [ { "subject": "а", "kind": "event" }, { "subject": "б", "kind": "?" } ] });
        let bad = server
            .post(Role::ClientManager, "/signals/batch", bad)
            .await;
        assert_eq!(bad.field(), "rows[1].kind/code.unknown");
        let undo = format!("/journal/{}/undo", told.json()["seq"]);
        let undone = server.post(Role::ClientManager, &undo, json!({})).await;
        assert_eq!(undone.status, StatusCode::OK, "{}", undone.text);
        assert_eq!(names(&server, Role::Owner, "").await.len(), 0);
    }
}
