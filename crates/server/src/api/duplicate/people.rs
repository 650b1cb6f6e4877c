//! People at clients who may be one person: what waits, side by side, what is said.

use std::collections::BTreeMap;

use app::duplicate::people::{self, Made, Named as Of, Question};
use app::duplicate::people_merge::{self, Preview, Record, Said, Wish};
use axum::Json;
use axum::response::Response;
use domain::duplicate::Verdict;
use domain::duplicate::person::PersonPart;
use domain::id::{PersonDecisionId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::review::DuplicateReason;
use crate::api::client::Named;
use crate::api::merge::MergeConflicts;
use crate::api::person::PersonView;
use crate::extract::{Body, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(queue))
        .routes(routes!(preview))
        .routes(routes!(decisions, decide))
        .routes(routes!(undo))
}

/// A person of a pair.
#[derive(Serialize, ToSchema)]
struct TwinPerson {
    id: Uuid,
    name: String,
    /// Where they work.
    client: Named,
}

impl From<Of> for TwinPerson {
    fn from(of: Of) -> Self {
        Self {
            id: of.id.uuid(),
            name: of.name,
            client: Named {
                id: of.client.uuid(),
                name: of.client_name,
            },
        }
    }
}

/// Two people who may be one.
#[derive(Serialize, ToSchema)]
struct TwinQuestion {
    /// The two.
    people: Vec<TwinPerson>,
    /// The chance that they are one, 0 to 1.
    chance: f64,
    /// Bits before anything was compared: how rare such pairs are.
    start: f64,
    reasons: Vec<DuplicateReason>,
}

impl From<Question> for TwinQuestion {
    fn from(question: Question) -> Self {
        Self {
            people: question.people.into_iter().map(Into::into).collect(),
            chance: question.chance,
            start: question.start,
            reasons: question.reasons.into_iter().map(Into::into).collect(),
        }
    }
}

/// Which pairs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// People at clients who may be one person, the likeliest first: within one client and of two.
#[utoipa::path(get, path = "/duplicates/people", tag = "duplicate",
    operation_id = "list_person_duplicates", params(Wanted),
    responses((status = 200, body = List<TwinQuestion>)),
    extensions(("x-right" = json!("client.merge"))))]
async fn queue(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<TwinQuestion>, Problem> {
    let after: Option<i64> = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let page = state
        .run(ctx, move |app, ctx| people::queue(app, ctx, after, limit))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(Into::into).collect(),
        next: page.next.map(|turn| cursor(&turn)),
        total: Some(page.total),
    })
}

/// Which two people become one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonMergeInput {
    /// Who stays.
    #[schema(value_type = Uuid)]
    survivor_id: PersonId,
    /// Who becomes one with them.
    #[schema(value_type = Uuid)]
    absorbed_id: PersonId,
    /// Fields (`name`, `title`, `decision_role`, `level`, `note`) with the person who gives them;
    /// the others are the survivor's, filled from the other.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Uuid>)]
    picks: BTreeMap<String, PersonId>,
}

impl PersonMergeInput {
    fn wish(self) -> Result<Wish, Problem> {
        let picks = self.picks.into_iter().map(|(part, id)| {
            let known = part.parse::<PersonPart>();
            let known = known.map_err(|_| Problem::invalid("picks", "code.unknown"))?;
            Ok((known, id))
        });
        Ok(Wish {
            survivor: self.survivor_id,
            absorbed: self.absorbed_id,
            picks: picks.collect::<Result<_, Problem>>()?,
        })
    }
}

/// One of the two.
#[derive(Serialize, ToSchema)]
struct TwinRecord {
    #[serde(flatten)]
    person: PersonView,
    client_name: String,
    /// Phones and e-mails, masked or absent as the reader's rights say.
    ways: Vec<String>,
    updated_at: Timestamp,
    /// How much hangs on them: `channel`, `fact`, `interaction`, `referral`.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    counts: BTreeMap<&'static str, i64>,
}

impl From<Record> for TwinRecord {
    fn from(record: Record) -> Self {
        Self {
            client_name: record.client_name,
            ways: record.ways,
            updated_at: record.person.updated_at,
            counts: record.counts.into_iter().collect(),
            person: record.person.into(),
        }
    }
}

/// What would come of making two people one.
#[derive(Serialize, ToSchema)]
struct PersonMergePreview {
    /// Who stays, and who becomes one with them.
    records: Vec<TwinRecord>,
    /// The person who gives each field.
    #[schema(value_type = std::collections::BTreeMap<String, Uuid>)]
    from: BTreeMap<&'static str, Uuid>,
    /// The fields in which they differ.
    differing: Vec<&'static str>,
}

impl From<Preview> for PersonMergePreview {
    fn from(preview: Preview) -> Self {
        let from = preview.from.into_iter();
        let differing = preview.differing.into_iter();
        Self {
            records: preview.records.into_iter().map(Into::into).collect(),
            from: from.map(|(part, id)| (part.code(), id.uuid())).collect(),
            differing: differing.map(PersonPart::code).collect(),
        }
    }
}

/// Two people side by side, and what would come of making them one. Nothing is written.
#[utoipa::path(post, path = "/duplicates/people/preview", tag = "duplicate",
    operation_id = "preview_person_merge", request_body = PersonMergeInput,
    responses((status = 200, body = PersonMergePreview)),
    extensions(("x-right" = json!("client.merge"))))]
async fn preview(
    state: State,
    Who(ctx): Who,
    Body(body): Body<PersonMergeInput>,
) -> Result<Json<PersonMergePreview>, Problem> {
    let wish = body.wish()?;
    let preview = state
        .run(ctx, move |app, ctx| people_merge::preview(app, ctx, &wish))
        .await?;
    Ok(Json(preview.into()))
}

/// What is said of two people.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonDecisionInput {
    /// The two.
    #[schema(value_type = Vec<Uuid>)]
    person_ids: [PersonId; 2],
    /// `same` (one person) or `different`.
    verdict: String,
    /// How they become one, for `same`.
    merge: Option<PersonMergeInput>,
}

impl PersonDecisionInput {
    fn said(self) -> Result<([PersonId; 2], Said), Problem> {
        let said = match self.verdict.parse() {
            Ok(Verdict::Same) => {
                let merge = self.merge;
                let merge = merge.ok_or_else(|| Problem::invalid("merge", "field.missing"))?;
                Said::Same(merge.wish()?)
            }
            Ok(Verdict::Different) => Said::Different,
            _ => return Err(Problem::invalid("verdict", "code.unknown")),
        };
        Ok((self.person_ids, said))
    }
}

/// A decision just made.
#[derive(Serialize, ToSchema)]
struct PersonDecisionMade {
    id: Uuid,
    /// Who stays, when they were made one.
    survivor_id: Option<Uuid>,
}

/// Say what two people are. One person: what hangs on the absorbed one comes to the one who stays;
/// contacts with a client stay in that client's history. Whatever was said is not asked again until
/// what they are compared by changes.
#[utoipa::path(post, path = "/duplicates/people/decisions", tag = "duplicate",
    operation_id = "decide_person_duplicate", request_body = PersonDecisionInput,
    responses((status = 201, body = PersonDecisionMade)),
    extensions(("x-right" = json!("client.merge"))))]
async fn decide(
    state: State,
    Who(ctx): Who,
    Body(body): Body<PersonDecisionInput>,
) -> Result<Response, Problem> {
    let ([a, b], said) = body.said()?;
    let made = state
        .run(ctx, move |app, ctx| {
            people_merge::decide(app, ctx, (a, b), &said)
        })
        .await?;
    let location = format!("/api/v1/duplicates/people/decisions/{}", made.id);
    let made = PersonDecisionMade {
        id: made.id.uuid(),
        survivor_id: made.survivor.map(PersonId::uuid),
    };
    Ok(respond::created(&location, None, made))
}

/// What was said of two people.
#[derive(Serialize, ToSchema)]
struct PersonDecisionView {
    id: Uuid,
    /// The two, as they are called now.
    people: Vec<TwinPerson>,
    /// `same` or `different`.
    verdict: &'static str,
    /// Who stayed.
    survivor_id: Option<Uuid>,
    made_at: Timestamp,
    /// Who said it.
    made_by: Option<String>,
    /// When it was taken back, or another took its place.
    undone_at: Option<Timestamp>,
}

impl From<Made> for PersonDecisionView {
    fn from((made, people, by): Made) -> Self {
        Self {
            id: made.id.uuid(),
            people: people.into_iter().map(Into::into).collect(),
            verdict: made.verdict.code(),
            survivor_id: made.survivor.map(PersonId::uuid),
            made_at: made.made_at,
            made_by: Some(by).filter(|name| !name.is_empty()),
            undone_at: made.undone_at,
        }
    }
}

/// What was said of people, the latest hundred.
#[utoipa::path(get, path = "/duplicates/people/decisions", tag = "duplicate",
    operation_id = "list_person_decisions",
    responses((status = 200, body = List<PersonDecisionView>)),
    extensions(("x-right" = json!("client.merge"))))]
async fn decisions(state: State, Who(ctx): Who) -> Result<List<PersonDecisionView>, Problem> {
    let made = state.run(ctx, people::decisions).await?;
    Ok(List::whole(made.into_iter().map(Into::into).collect()))
}

/// Take a decision back: one person is two again. What was changed since stays and is listed.
#[utoipa::path(post, path = "/duplicates/people/decisions/{id}/undo", tag = "duplicate",
    operation_id = "undo_person_decision",
    params(("id" = Uuid, Path)), responses((status = 200, body = MergeConflicts)),
    extensions(("x-right" = json!("client.merge"))))]
async fn undo(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PersonDecisionId>,
) -> Result<Json<MergeConflicts>, Problem> {
    let conflicts = state
        .run(ctx, move |app, ctx| people_merge::undo(app, ctx, id))
        .await?;
    Ok(Json(conflicts.into()))
}
