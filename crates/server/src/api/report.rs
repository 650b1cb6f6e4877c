//! The main report, the contacts behind it, the plan, and how much of the product is used.

use std::collections::BTreeMap;

use app::client::ExportFormat;
use app::report::{Adoption, Behind, Contact, Error, Person, Planning, Report, Request};
use axum::Json;
use axum::response::Response;
use domain::id::{InteractionId, UserId};
use domain::interaction::{Effect, InteractionKind};
use domain::report::{Contacts, Measure, Planned, functions};
use domain::task::Whose;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, attached_as, not_written, refused};
use super::order::named;
use super::task::whose_of;
use crate::extract::{Body, Query, Who};
use crate::problem::Problem;
use crate::respond::{Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(contacts))
        .routes(routes!(behind))
        .routes(routes!(export))
        .routes(routes!(adoption))
        .routes(routes!(plan))
}

/// Contacts made.
#[derive(Serialize, ToSchema)]
struct ReportContacts {
    /// Took place and solved their task.
    effective: i64,
    /// Only tried.
    attempts: i64,
}

impl From<Contacts> for ReportContacts {
    fn from(contacts: Contacts) -> Self {
        Self {
            effective: contacts.effective,
            attempts: contacts.attempts,
        }
    }
}

/// Contacts of one kind.
#[derive(Serialize, ToSchema)]
struct ReportKind {
    kind: &'static str,
    effective: i64,
    attempts: i64,
}

/// A day or week of one employee.
#[derive(Serialize, ToSchema)]
struct ReportStretch {
    planned: i64,
    effective: i64,
    attempts: i64,
}

/// Clients on one step of the funnel.
#[derive(Serialize, ToSchema)]
struct ReportStep {
    /// A colour marker.
    step: &'static str,
    clients: i64,
    planned: Option<i64>,
}

/// A number of the plan.
#[derive(Serialize, ToSchema)]
struct WorkPlan {
    /// `contacts`, `clients` or `deals`.
    measure: &'static str,
    /// Contacts: `1` Monday to `7` Sunday, or a date; clients: a colour marker; deals: the identifier
    /// of the funnel, `:`, the key of the step.
    at: String,
    amount: i64,
}

fn plan_view(plan: Planned) -> Vec<WorkPlan> {
    let numbers = plan.into_iter();
    numbers
        .map(|((measure, at), amount)| WorkPlan {
            measure: measure.code(),
            at,
            amount,
        })
        .collect()
}

/// One employee in the report.
#[derive(Serialize, ToSchema)]
struct ReportPerson {
    user: Named,
    role: &'static str,
    /// Contacts planned for the whole time.
    planned: i64,
    /// Contacts that count against the plan.
    counted: i64,
    contacts: ReportContacts,
    kinds: Vec<ReportKind>,
    /// In the order of `periods`.
    stretches: Vec<ReportStretch>,
    tasks_done: i64,
    /// Open and due by the last day.
    tasks_open: i64,
    meetings: i64,
    /// Minutes of the open tasks that have a time.
    minutes_planned: i64,
    /// Open, and their day is over.
    tasks_overdue: i64,
    promises_overdue: i64,
    /// Minutes noted for winning clients, and for developing them.
    minutes_acquisition: i64,
    minutes_development: i64,
    steps: Vec<ReportStep>,
    plan: Vec<WorkPlan>,
}

impl From<Person> for ReportPerson {
    fn from(person: Person) -> Self {
        let planned_of = |step: &str| {
            let key = (Measure::Clients, step.to_owned());
            person.plan.get(&key).copied()
        };
        let steps = domain::marker::Marker::ALL.iter().map(|step| ReportStep {
            step: step.code(),
            clients: person.steps.get(step).copied().unwrap_or(0),
            planned: planned_of(step.code()),
        });
        let steps = steps
            .filter(|step| step.clients > 0 || step.planned.is_some())
            .collect();
        let stretches = person.stretches.into_iter();
        let kinds = person.kinds.into_iter();
        Self {
            user: named(person.user.id, person.user.name),
            role: person.user.role.code(),
            planned: person.whole.planned,
            counted: person.counted,
            contacts: person.whole.contacts.into(),
            kinds: kinds
                .map(|(kind, of)| ReportKind {
                    kind: kind.code(),
                    effective: of.effective,
                    attempts: of.attempts,
                })
                .collect(),
            stretches: stretches
                .map(|one| ReportStretch {
                    planned: one.planned,
                    effective: one.contacts.effective,
                    attempts: one.contacts.attempts,
                })
                .collect(),
            tasks_done: person.done,
            tasks_open: person.open,
            meetings: person.meetings,
            minutes_planned: person.minutes_planned,
            tasks_overdue: person.overdue,
            promises_overdue: person.promises_overdue,
            minutes_acquisition: person.acquisition,
            minutes_development: person.development,
            steps,
            plan: plan_view(person.plan),
        }
    }
}

/// A day or week of the report.
#[derive(Serialize, ToSchema)]
struct ReportPeriod {
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = String, format = Date)]
    to: Date,
}

/// The report.
#[derive(Serialize, ToSchema)]
#[schema(as = ContactReport)]
struct ReportView {
    #[schema(value_type = String, format = Date)]
    today: Date,
    /// `effective` or `all`: which contacts count against the plan.
    counts: &'static str,
    periods: Vec<ReportPeriod>,
    people: Vec<ReportPerson>,
}

impl From<Report> for ReportView {
    fn from(report: Report) -> Self {
        let periods = report.periods.into_iter();
        Self {
            today: report.today,
            counts: report.counts,
            periods: periods
                .map(|(from, to)| ReportPeriod { from, to })
                .collect(),
            people: report.people.into_iter().map(ReportPerson::from).collect(),
        }
    }
}

/// Which report.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// `day` (by default) or `week`; at most 62 of them.
    by: Option<String>,
    /// `mine` (by default), `team` or `all`, within what one may see.
    whose: Option<String>,
    /// Of this employee.
    #[param(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
}

impl Wanted {
    fn read(&self) -> Result<Request, Problem> {
        let weekly = match self.by.as_deref() {
            None | Some("day") => false,
            Some("week") => true,
            Some(_) => return Err(Problem::invalid("by", "code.unknown")),
        };
        Ok(Request {
            whose: whose_of(self.whose.as_deref())?.unwrap_or(Whose::Mine),
            user: self.user_id,
            from: self.from,
            to: self.to,
            weekly,
        })
    }
}

/// Contacts, tasks, load and clients by step of each employee, against the plan.
#[utoipa::path(get, path = "/reports/contacts", tag = "report", operation_id = "get_contact_report",
    params(Wanted), responses((status = 200, body = ReportView)),
    extensions(("x-right" = json!("task.read"))))]
async fn contacts(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<Json<ReportView>, Problem> {
    let request = wanted.read()?;
    let report = state
        .run(ctx, move |app, ctx| {
            app::report::contacts(app, ctx, &request)
        })
        .await?;
    Ok(Json(report.into()))
}

/// A contact behind a number.
#[derive(Serialize, ToSchema)]
struct ReportContact {
    #[schema(value_type = Uuid)]
    id: InteractionId,
    #[schema(value_type = String, format = DateTime)]
    happened_at: Timestamp,
    kind: &'static str,
    effect: &'static str,
    outcome: &'static str,
    minutes: Option<i64>,
    /// Absent when the reader may not see the client.
    client: Option<Named>,
}

impl From<Contact> for ReportContact {
    fn from(contact: Contact) -> Self {
        Self {
            id: contact.id,
            happened_at: contact.happened_at,
            kind: contact.kind.code(),
            effect: contact.effect.code(),
            outcome: contact.outcome.code(),
            minutes: contact.minutes,
            client: contact.client.map(|(id, name)| named(id, name)),
        }
    }
}

/// Which contacts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WantedBehind {
    /// Whose.
    #[param(value_type = Uuid)]
    user_id: UserId,
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// Of this kind.
    kind: Option<String>,
    /// `effective` or `attempt`.
    effect: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The contacts behind a number of the report, the latest first.
#[utoipa::path(get, path = "/reports/contacts/behind", tag = "report",
    operation_id = "list_report_contacts", params(WantedBehind),
    responses((status = 200, body = List<ReportContact>)),
    extensions(("x-right" = json!("task.read"))))]
async fn behind(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<WantedBehind>,
) -> Result<List<ReportContact>, Problem> {
    let unknown = |field| move |_| Problem::invalid(field, "code.unknown");
    let kind = wanted.kind.as_deref().map(str::parse::<InteractionKind>);
    let effect = wanted.effect.as_deref().map(str::parse::<Effect>);
    let request = Behind {
        user: wanted.user_id,
        from: wanted.from,
        to: wanted.to,
        kind: kind.transpose().map_err(unknown("kind"))?,
        effect: effect.transpose().map_err(unknown("effect"))?,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let (items, next) = state
        .run(ctx, move |app, ctx| app::report::behind(app, ctx, &request))
        .await?;
    Ok(List {
        items: items.into_iter().map(ReportContact::from).collect(),
        next: next.as_ref().map(cursor),
        total: None,
    })
}

/// As what, of which report.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WantedFile {
    /// `csv` or `xlsx`.
    format: String,
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// `day` (by default) or `week`; at most 62 of them.
    by: Option<String>,
    /// `mine` (by default), `team` or `all`, within what one may see.
    whose: Option<String>,
    /// Of this employee.
    #[param(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
}

/// The report as a file.
#[utoipa::path(get, path = "/reports/contacts/file", tag = "report",
    operation_id = "export_contact_report", params(WantedFile),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
async fn export(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<WantedFile>,
) -> Result<Response, Problem> {
    let format = match wanted.format.parse() {
        Ok(format @ (ExportFormat::Csv | ExportFormat::Xlsx)) => format,
        _ => return Err(Problem::invalid("format", "code.unknown")),
    };
    let request = Wanted {
        from: wanted.from,
        to: wanted.to,
        by: wanted.by,
        whose: wanted.whose,
        user_id: wanted.user_id,
    }
    .read()?;
    let file = state
        .run(ctx, move |app, ctx| {
            app::report::export(app, ctx, &request, format)
        })
        .await?;
    Ok(attached_as("contacts", file, format))
}

/// What one employee used.
#[derive(Serialize, ToSchema)]
struct AdoptionPerson {
    user: Named,
    role: &'static str,
    used: Vec<&'static str>,
    /// The functions open to the role.
    open: Vec<&'static str>,
    /// The share used, in hundredths of a per cent.
    share: Option<i64>,
    /// At or under the share that is called low.
    low: bool,
}

/// How much of the product is used.
#[derive(Serialize, ToSchema)]
#[schema(as = Adoption)]
struct AdoptionView {
    /// The share that is called low, in per cent.
    low: i64,
    /// Every function that the journal tells of.
    functions: Vec<&'static str>,
    people: Vec<AdoptionPerson>,
}

impl From<Adoption> for AdoptionView {
    fn from(adoption: Adoption) -> Self {
        let people = adoption.people.into_iter().map(|one| AdoptionPerson {
            share: one.share(),
            user: named(one.user.id, one.user.name),
            role: one.user.role.code(),
            used: one.used.into_iter().collect(),
            open: one.open.into_iter().collect(),
            low: one.low,
        });
        Self {
            low: adoption.low,
            functions: functions().collect(),
            people: people.collect(),
        }
    }
}

/// Which days.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WantedAdoption {
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// `mine` (by default), `team` or `all`, within what one may see.
    whose: Option<String>,
}

/// Which functions each employee used, as the journal tells it.
#[utoipa::path(get, path = "/reports/adoption", tag = "report", operation_id = "get_adoption",
    params(WantedAdoption), responses((status = 200, body = AdoptionView)),
    extensions(("x-right" = json!("task.read"))))]
async fn adoption(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<WantedAdoption>,
) -> Result<Json<AdoptionView>, Problem> {
    let whose = whose_of(wanted.whose.as_deref())?.unwrap_or(Whose::Mine);
    let (from, to) = (wanted.from, wanted.to);
    let adoption = state
        .run(ctx, move |app, ctx| {
            app::report::adoption(app, ctx, whose, from, to)
        })
        .await?;
    Ok(Json(adoption.into()))
}

/// Numbers of a plan: by what they are planned for, none takes one out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WorkPlanChange {
    /// Whose plan.
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// Contacts of a weekday, `1` Monday to `7` Sunday, or of a date.
    #[serde(default)]
    contacts: BTreeMap<String, Option<i64>>,
    /// Clients on a step of the funnel: a colour marker.
    #[serde(default)]
    clients: BTreeMap<String, Option<i64>>,
    /// Open deals on a step of a funnel: the identifier of the funnel, `:`, the key of the step.
    #[serde(default)]
    deals: BTreeMap<String, Option<i64>>,
}

/// Change the plan of an employee.
#[utoipa::path(patch, path = "/reports/plan", tag = "report", operation_id = "change_plan",
    request_body = WorkPlanChange,
    responses((status = 200, body = List<WorkPlan>)),
    extensions(("x-right" = json!("task.assign"))))]
async fn plan(
    state: State,
    Who(ctx): Who,
    Body(body): Body<WorkPlanChange>,
) -> Result<List<WorkPlan>, Problem> {
    let of = |measure, numbers: BTreeMap<String, Option<i64>>| {
        numbers.into_iter().map(move |(at, amount)| Planning {
            measure,
            at,
            amount,
        })
    };
    let changes: Vec<Planning> = of(Measure::Contacts, body.contacts)
        .chain(of(Measure::Clients, body.clients))
        .chain(of(Measure::Deals, body.deals))
        .collect();
    let user = body.user_id;
    let plan = state
        .run(ctx, move |app, ctx| {
            app::report::set_plan(app, ctx, user, &changes)
        })
        .await?;
    Ok(List::whole(plan_view(plan)))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Table(error) => not_written(&error),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
