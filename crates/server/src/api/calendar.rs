//! The calendar, when somebody is free, and the address at which calendar programs read.

use app::calendar::{Birthday, FeedError, Request, View};
use axum::Json;
use axum::extract::Path as Place;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::UserId;
use domain::task::Whose;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use super::order::named;
use super::task::{TaskView, whose_of};
use crate::envelope::RequestId;
use crate::extract::{Query, SignedIn, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(view))
        .routes(routes!(busy))
        .routes(routes!(feed, renew, switch_off))
}

/// A birthday.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarBirthday)]
struct BirthdayView {
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Whose; absent: the client's own.
    person: Option<String>,
    client: Named,
}

impl From<Birthday> for BirthdayView {
    fn from(birthday: Birthday) -> Self {
        Self {
            day: birthday.day,
            person: birthday.person,
            client: named(birthday.client.0, birthday.client.1),
        }
    }
}

/// A part of the calendar.
#[derive(Serialize, ToSchema)]
#[schema(as = Calendar)]
struct CalendarView {
    #[schema(value_type = String, format = Date)]
    today: Date,
    /// The time zone of the times.
    time_zone: String,
    /// The working hours, in minutes from midnight.
    work_from: i64,
    work_to: i64,
    /// How long a meeting usually takes, in minutes.
    meeting_minutes: i64,
    /// By day and time; those of the whole day first.
    tasks: Vec<TaskView>,
    /// There are more tasks than are told: ask for fewer days.
    more: bool,
    birthdays: Vec<BirthdayView>,
}

impl From<View> for CalendarView {
    fn from(view: View) -> Self {
        Self {
            today: view.today,
            time_zone: view.time_zone,
            work_from: view.hours.from,
            work_to: view.hours.to,
            meeting_minutes: view.meeting,
            tasks: view.tasks.into_iter().map(TaskView::from).collect(),
            more: view.more,
            birthdays: view.birthdays.into_iter().map(BirthdayView::from).collect(),
        }
    }
}

/// Which days.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day; at most 62 days together.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// `mine` (by default), `team` or `all`, within what one may see.
    whose: Option<String>,
    /// Of this employee.
    #[param(value_type = Option<Uuid>)]
    assignee_id: Option<UserId>,
}

/// The tasks and birthdays of some days.
#[utoipa::path(get, path = "/calendar", tag = "calendar", operation_id = "get_calendar", params(Wanted),
    responses((status = 200, body = CalendarView)),
    extensions(("x-right" = json!("task.read"))))]
async fn view(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<Json<CalendarView>, Problem> {
    let request = Request {
        whose: whose_of(wanted.whose.as_deref())?.unwrap_or(Whose::Mine),
        assignee: wanted.assignee_id,
        from: wanted.from,
        to: wanted.to,
    };
    let view = state
        .run(ctx, move |app, ctx| app::calendar::view(app, ctx, &request))
        .await?;
    Ok(Json(view.into()))
}

/// A stretch of a day, in minutes from midnight.
#[derive(Serialize, ToSchema)]
struct CalendarSlot {
    from: i64,
    to: i64,
}

/// A day of an employee.
#[derive(Serialize, ToSchema)]
struct CalendarDay {
    #[schema(value_type = String, format = Date)]
    day: Date,
    busy: Vec<CalendarSlot>,
    /// Free stretches of the working hours that are long enough.
    free: Vec<CalendarSlot>,
}

/// Whose days.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Of this employee.
    #[param(value_type = Uuid)]
    user_id: UserId,
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day; at most 62 days together.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// Free stretches of at least so many minutes; a usual meeting when absent.
    minutes: Option<i64>,
}

/// When an employee is busy and free: times only, nothing of what they are for.
#[utoipa::path(get, path = "/calendar/busy", tag = "calendar", operation_id = "get_busy", params(Asked),
    responses((status = 200, body = List<CalendarDay>)),
    extensions(("x-right" = json!("task.write"))))]
async fn busy(
    state: State,
    Who(ctx): Who,
    Query(asked): Query<Asked>,
) -> Result<List<CalendarDay>, Problem> {
    let days = state
        .run(ctx, move |app, ctx| {
            let Asked {
                user_id,
                from,
                to,
                minutes,
            } = asked;
            app::calendar::busy(app, ctx, user_id, from, to, minutes)
        })
        .await?;
    let slots = |slots: Vec<domain::calendar::Slot>| {
        let slots = slots.into_iter();
        slots
            .map(|slot| CalendarSlot {
                from: slot.from,
                to: slot.to,
            })
            .collect()
    };
    Ok(List::whole(
        days.into_iter()
            .map(|day| CalendarDay {
                day: day.day,
                busy: slots(day.busy),
                free: slots(day.free),
            })
            .collect(),
    ))
}

/// Whether one's calendar has an address.
#[derive(Serialize, ToSchema)]
struct CalendarFeed {
    #[schema(value_type = Option<String>, format = DateTime)]
    created_at: Option<Timestamp>,
    /// Last read, to the hour.
    #[schema(value_type = Option<String>, format = DateTime)]
    read_at: Option<Timestamp>,
}

/// The address of one's own calendar, without its secret.
#[utoipa::path(get, path = "/me/calendar-feed", tag = "calendar", operation_id = "get_calendar_feed",
    responses((status = 200, body = CalendarFeed)),
    extensions(("x-right" = json!("task.read"))))]
async fn feed(state: State, Who(ctx): Who) -> Result<Json<CalendarFeed>, Problem> {
    let feed = state.run(ctx, app::calendar::feed).await?;
    Ok(Json(CalendarFeed {
        created_at: feed.map(|feed| feed.created_at),
        read_at: feed.and_then(|feed| feed.read_at),
    }))
}

/// A new address.
#[derive(Serialize, ToSchema)]
struct CalendarAddress {
    /// The path of the calendar on this server; told this once.
    path: String,
}

/// Give one's calendar an address; the one before is dead then.
#[utoipa::path(post, path = "/me/calendar-feed", tag = "calendar", operation_id = "renew_calendar_feed",
    responses((status = 201, body = CalendarAddress)),
    extensions(("x-right" = json!("signed_in"))))]
async fn renew(state: State, SignedIn(caller): SignedIn) -> Result<Response, Problem> {
    let secret = state.run(caller.ctx, app::calendar::renew).await?;
    let body = CalendarAddress {
        path: format!("/calendar/{secret}.ics"),
    };
    Ok(respond::secret(respond::created(
        "/api/v1/me/calendar-feed",
        None,
        body,
    )))
}

/// Take the address of one's calendar away.
#[utoipa::path(delete, path = "/me/calendar-feed", tag = "calendar", operation_id = "delete_calendar_feed",
    responses((status = 204)),
    extensions(("x-right" = json!("signed_in"))))]
async fn switch_off(state: State, SignedIn(caller): SignedIn) -> Result<Response, Problem> {
    state.run(caller.ctx, app::calendar::switch_off).await?;
    Ok(respond::none())
}

/// The calendar at a secret address. No log-in: the secret stands in the address.
pub async fn file(state: State, Place(file): Place<String>, parts: Parts) -> Response {
    let Some(secret) = file.strip_suffix(".ics").map(str::to_owned) else {
        return Problem::not_found().into_response();
    };
    let now = state.clock.now();
    let request = RequestId::of(&parts);
    let read = state.block(move |app| app::calendar::read(app, &secret, now, &request));
    match read.await {
        Ok(text) => {
            let mut response = text.into_response();
            let headers = response.headers_mut();
            let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
            headers.insert(header::CONTENT_TYPE, kind);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(problem) => problem.into_response(),
    }
}

impl From<FeedError> for Problem {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::ThroughToken => Self::new(StatusCode::FORBIDDEN, "token.people_only"),
            FeedError::NotFound => Self::not_found(),
            FeedError::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
