//! Steps of one client: qualifying, passing on, giving back, refusing, reaching, checking a deal.

use std::collections::HashMap;

use app::conveyor::{self, DealInput, Meeting, Pass, Qualification};
use axum::Json;
use axum::response::Response;
use domain::code::UnknownCode;
use domain::id::{ClientId, PersonId, UserId};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of the steps.
pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(qualify))
        .routes(routes!(pass))
        .routes(routes!(hand_back))
        .routes(routes!(refuse))
        .routes(routes!(reach))
        .routes(routes!(check))
        .routes(routes!(reactivate))
}

pub(super) fn code<T: std::str::FromStr<Err = UnknownCode>>(
    field: &'static str,
    text: &str,
) -> Result<T, Problem> {
    text.parse()
        .map_err(|_| Problem::invalid(field, "code.unknown"))
}

/// What was found out of a client.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QualificationInput {
    /// `yes`, `no` or `unknown` for each question, in their order.
    answers: Vec<String>,
    /// `now`, `later` or `none`.
    need: String,
    /// When `later`: until which day.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// When `later`: what the task of that day is called.
    task: Option<String>,
    note: Option<String>,
}

/// What follows from a qualification.
#[derive(Serialize, ToSchema)]
struct QualifiedView {
    /// `ours`, `not_ours` or `open`.
    verdict: &'static str,
    /// It may be passed on to a seller.
    passes: bool,
}

/// Qualify a client against the portrait and say whether its need is current. One that wants to buy
/// later stays with its holder, with a task for the day.
#[utoipa::path(post, path = "/clients/{id}/conveyor/qualify", tag = "conveyor",
    operation_id = "qualify_client",
    params(("id" = Uuid, Path)), request_body = QualificationInput,
    responses((status = 200, body = QualifiedView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn qualify(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<QualificationInput>,
) -> Result<Json<QualifiedView>, Problem> {
    let answers = body.answers.iter().map(|text| code("answers", text));
    let input = Qualification {
        answers: answers.collect::<Result<_, _>>()?,
        need: code("need", &body.need)?,
        day: body.day,
        task: body.task,
        note: body.note,
    };
    let made = state
        .run(ctx, move |app, ctx| {
            conveyor::qualify(app, ctx, client, &input)
        })
        .await?;
    Ok(Json(QualifiedView {
        verdict: made.verdict.code(),
        passes: made.passes,
    }))
}

/// The meeting with the next employee.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PassMeeting {
    title: String,
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// On the company's clock, `HH:MM`.
    #[schema(value_type = String)]
    starts: Time,
    /// The usual length when absent.
    minutes: Option<i64>,
}

/// How a client is passed on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PassInput {
    /// To whom; by the rule when absent.
    #[schema(value_type = Option<Uuid>)]
    to: Option<UserId>,
    /// Booked in their calendar.
    meeting: Option<PassMeeting>,
    note: Option<String>,
}

/// To whom a client went.
#[derive(Serialize, ToSchema)]
struct PassedView {
    #[schema(value_type = Option<Uuid>)]
    to: Option<UserId>,
    /// Their name.
    name: Option<String>,
}

/// Pass a qualified client on to a seller. Refused with `409` and `conveyor.not_qualified` unless it
/// is ours and can buy now; whoever assigns clients passes it all the same.
#[utoipa::path(post, path = "/clients/{id}/conveyor/pass", tag = "conveyor",
    operation_id = "pass_client",
    params(("id" = Uuid, Path)), request_body = PassInput,
    responses((status = 200, body = PassedView)),
    extensions(("x-right" = json!("client.update"))))]
async fn pass(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<PassInput>,
) -> Result<Json<PassedView>, Problem> {
    let input = Pass {
        to: body.to,
        meeting: body.meeting.map(|meeting| Meeting {
            title: meeting.title,
            day: meeting.day,
            starts: meeting.starts,
            minutes: meeting.minutes,
        }),
        note: body.note,
    };
    let (step, names) = state
        .run(ctx, move |app, ctx| {
            let step = conveyor::pass(app, ctx, client, &input)?;
            let names: HashMap<UserId, String> = conveyor::names(app, ctx)?;
            Ok::<_, conveyor::Error>((step, names))
        })
        .await?;
    Ok(Json(PassedView {
        to: step.to_id,
        name: step.to_id.and_then(|id| names.get(&id).cloned()),
    }))
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConveyorReason {
    /// Code of the reason.
    reason: String,
    /// Needed with `other`.
    note: Option<String>,
}

/// Give a client back to who passed it on. Reasons: `not_ours`, `need_gone`, `no_access`, `no_show`,
/// `wrong_data`, `other`.
#[utoipa::path(post, path = "/clients/{id}/conveyor/return", tag = "conveyor",
    operation_id = "return_client",
    params(("id" = Uuid, Path)), request_body = ConveyorReason,
    responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn hand_back(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ConveyorReason>,
) -> Result<Response, Problem> {
    let reason = code("reason", &body.reason)?;
    state
        .run(ctx, move |app, ctx| {
            conveyor::hand_back(app, ctx, client, reason, body.note.as_deref())
        })
        .await?;
    Ok(respond::none())
}

/// Refuse a client: it leaves its holder, and the pool does not hand it out for the days of the
/// setting `conveyor.refused_days`. Reasons: `not_ours`, `no_need`, `too_large`, `unprofitable`,
/// `insolvent`, `expectations`, `other`.
#[utoipa::path(post, path = "/clients/{id}/conveyor/refuse", tag = "conveyor",
    operation_id = "refuse_client",
    params(("id" = Uuid, Path)), request_body = ConveyorReason,
    responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn refuse(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ConveyorReason>,
) -> Result<Response, Problem> {
    let reason = code("reason", &body.reason)?;
    state
        .run(ctx, move |app, ctx| {
            conveyor::refuse(app, ctx, client, reason, body.note.as_deref())
        })
        .await?;
    Ok(respond::none())
}

/// Whom a contact person led to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReachInput {
    /// Through whom.
    #[schema(value_type = Option<Uuid>)]
    via_id: Option<PersonId>,
    /// To whom.
    #[schema(value_type = Uuid)]
    person_id: PersonId,
    note: Option<String>,
}

/// Note that the contact person led to somebody, on the way to those who decide.
#[utoipa::path(post, path = "/clients/{id}/conveyor/reach", tag = "conveyor",
    operation_id = "reach_person",
    params(("id" = Uuid, Path)), request_body = ReachInput, responses((status = 204)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn reach(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ReachInput>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            let note = body.note.as_deref();
            conveyor::reach(app, ctx, client, body.via_id, body.person_id, note)
        })
        .await?;
    Ok(respond::none())
}

/// A deal that is about to be accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FitInput {
    /// In the reporting currency.
    amount_minor: i64,
    /// Months in which it has to be made, 1 to 120.
    months: i64,
    /// Made for this client alone.
    custom: bool,
    /// The margin expected, in percent.
    margin: Option<i64>,
}

/// How a deal fits.
#[derive(Serialize, ToSchema)]
struct FitView {
    /// `over_capacity`, `over_turnover`, `thin`; nothing: it fits.
    misfits: Vec<&'static str>,
    /// In percent of what is made in its time; for whoever assigns clients.
    of_capacity: Option<i64>,
    /// In hundredths of a percent of a year's turnover; for whoever assigns clients.
    of_turnover: Option<i64>,
    /// Capacity or turnover stands in no setting, so nothing is held against it.
    unknown: bool,
}

/// Hold a deal against what we can make and what we turn over, before it is accepted.
#[utoipa::path(post, path = "/clients/{id}/conveyor/fit", tag = "conveyor",
    operation_id = "check_deal",
    params(("id" = Uuid, Path)), request_body = FitInput,
    responses((status = 200, body = FitView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn check(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<FitInput>,
) -> Result<Json<FitView>, Problem> {
    let deal = DealInput {
        amount_minor: body.amount_minor,
        months: body.months,
        custom: body.custom,
        margin: body.margin,
    };
    let checked = state
        .run(ctx, move |app, ctx| {
            conveyor::check_deal(app, ctx, client, deal)
        })
        .await?;
    let misfits = checked.fit.misfits.into_iter();
    Ok(Json(FitView {
        misfits: misfits.map(|one| one.code()).collect(),
        of_capacity: checked.fit.of_capacity,
        of_turnover: checked.fit.of_turnover,
        unknown: checked.unknown,
    }))
}

/// A task to wake a client.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReactivationInput {
    /// What the task is called.
    title: String,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
}

/// Have a client that sleeps woken: by a client manager or a seller, as the rule says.
#[utoipa::path(post, path = "/clients/{id}/conveyor/reactivate", tag = "conveyor",
    operation_id = "reactivate_client",
    params(("id" = Uuid, Path)), request_body = ReactivationInput,
    responses((status = 200, body = PassedView)),
    extensions(("x-right" = json!("task.write"))))]
async fn reactivate(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ReactivationInput>,
) -> Result<Json<PassedView>, Problem> {
    let (step, names) = state
        .run(ctx, move |app, ctx| {
            let step = conveyor::reactivate(app, ctx, client, &body.title, body.day)?;
            let names = conveyor::names(app, ctx)?;
            Ok::<_, conveyor::Error>((step, names))
        })
        .await?;
    Ok(Json(PassedView {
        to: step.to_id,
        name: step.to_id.and_then(|id| names.get(&id).cloned()),
    }))
}
