//! What to say on a call: the main idea, talks with branches, answers to objections.

use app::script::{Error, Input, Seen};
use axum::response::Response;
use domain::id::{ClientId, ScriptId, SegmentId};
use domain::script::{Answer, Step};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(for_client))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}

/// What the client may answer to a step.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ScriptAnswer {
    /// What the client says, at most 200 characters.
    said: String,
    /// The step that follows, counted from 0; absent: the talk is over.
    next: Option<usize>,
}

/// What is said, and where the answers lead.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ScriptStep {
    /// What the employee says, at most 4000 characters.
    text: String,
    /// At most 9, one for each number key.
    #[serde(default)]
    answers: Vec<ScriptAnswer>,
}

impl From<Step> for ScriptStep {
    fn from(step: Step) -> Self {
        let answer = |of: Answer| ScriptAnswer {
            said: of.said,
            next: of.next,
        };
        Self {
            text: step.text,
            answers: step.answers.into_iter().map(answer).collect(),
        }
    }
}

impl From<ScriptStep> for Step {
    fn from(step: ScriptStep) -> Self {
        let answer = |of: ScriptAnswer| Answer {
            said: of.said,
            next: of.next,
        };
        Self {
            text: step.text,
            answers: step.answers.into_iter().map(answer).collect(),
        }
    }
}

/// What to say on a call.
#[derive(Serialize, ToSchema)]
#[schema(as = Script)]
struct ScriptView {
    #[schema(value_type = Uuid)]
    id: ScriptId,
    /// `pitch`, `talk`, `objection`.
    kind: &'static str,
    /// Its name; of an objection what the client says.
    title: String,
    /// Only for clients of this segment.
    #[schema(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    /// A talk begins with the first; others have one only.
    steps: Vec<ScriptStep>,
    /// How long its longest step takes to be said.
    seconds: i64,
    version: i64,
}

impl From<Seen> for ScriptView {
    fn from(seen: Seen) -> Self {
        let data = seen.script.data;
        Self {
            id: seen.script.id,
            kind: data.kind.code(),
            title: data.title,
            segment_id: data.segment_id,
            steps: data.steps.into_iter().map(ScriptStep::from).collect(),
            seconds: seen.seconds,
            version: seen.script.version,
        }
    }
}

/// What is written of a script; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ScriptInput {
    /// `pitch`, `talk`, `objection`; needed for a new one.
    kind: Option<String>,
    title: Option<String>,
    /// Only for clients of this segment.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    segment_id: Option<Option<SegmentId>>,
    /// At most 50; a pitch is told within 60 seconds (setting `script.pitch`).
    steps: Option<Vec<ScriptStep>>,
}

impl From<ScriptInput> for Input {
    fn from(body: ScriptInput) -> Self {
        let steps = |steps: Vec<ScriptStep>| steps.into_iter().map(Step::from).collect();
        Self {
            kind: body.kind,
            title: body.title,
            segment_id: body.segment_id,
            steps: body.steps.map(steps),
        }
    }
}

/// All scripts, in the order in which they were written.
#[utoipa::path(get, path = "/scripts", tag = "script", operation_id = "list_scripts",
    responses((status = 200, body = List<ScriptView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<ScriptView>, Problem> {
    let all = state.run(ctx, app::script::list).await?;
    Ok(List::whole(all.into_iter().map(ScriptView::from).collect()))
}

/// What suits a client: what is meant for its segment first.
#[utoipa::path(get, path = "/clients/{id}/scripts", tag = "script",
    operation_id = "list_client_scripts", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<ScriptView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn for_client(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<ScriptView>, Problem> {
    let all = state
        .run(ctx, move |app, ctx| {
            app::script::for_client(app, ctx, client)
        })
        .await?;
    Ok(List::whole(all.into_iter().map(ScriptView::from).collect()))
}

/// Write a script.
#[utoipa::path(post, path = "/scripts", tag = "script", operation_id = "create_script",
    request_body = ScriptInput, responses((status = 201, body = ScriptView)),
    extensions(("x-right" = json!("script.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<ScriptInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::script::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/scripts/{}", made.script.id);
    let version = Some(made.script.version);
    Ok(respond::created(&location, version, ScriptView::from(made)))
}

/// Change a script.
#[utoipa::path(patch, path = "/scripts/{id}", tag = "script", operation_id = "update_script",
    params(("id" = Uuid, Path)), request_body = ScriptInput,
    responses((status = 200, body = ScriptView)),
    extensions(("x-right" = json!("script.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ScriptId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ScriptInput>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            app::script::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(seen.script.version, ScriptView::from(seen)))
}

/// Remove a script.
#[utoipa::path(delete, path = "/scripts/{id}", tag = "script", operation_id = "delete_script",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("script.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ScriptId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::script::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use domain::policy::Role;
    use serde_json::{Value, json};

    use crate::testing::TestServer;

    fn titles(of: &Value) -> Vec<String> {
        let items = of["items"].as_array().unwrap().iter();
        items
            .map(|one| one["title"].as_str().unwrap().to_owned())
            .collect()
    }

    #[tokio::test]
    async fn r133_a_caller_reads_what_suits_the_client_and_a_head_writes_it() {
        let server = TestServer::new();
        let (head, caller) = (Role::HeadOfSales, Role::Telemarketer);
        let segment = server
            .post(head, "/segments", json!({ "name": "Аптеки" }))
            .await
            .json();
        let pitch = json!({ "kind": "pitch", "title": "Главное", "steps": [{ "text": "Мы везём за день." }] });
        let made = server.post(head, "/scripts", pitch.clone()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(
            server.post(caller, "/scripts", pitch).await.status,
            StatusCode::FORBIDDEN
        );
        let talk = json!({ "kind": "talk", "title": "Аптекам", "segment_id": segment["id"], "steps": [
            { "text": "Вы закупаете сами?", "answers": [
                { "said": "Да", "next": 1 }, { "said": "Нет, головной офис", "next": null } ] },
            { "text": "Когда удобно встретиться?" } ] });
        let talk = server.post(head, "/scripts", talk).await.json();
        let of = async |name: &str, segment: Value| {
            let body = json!({ "name": name, "segment_id": segment });
            let client = server.post(caller, "/clients", body).await.json();
            let path = format!("/clients/{}/scripts", client["id"].as_str().unwrap());
            server.get(caller, &path).await.json()
        };
        assert_eq!(
            titles(&of("Ромашка", segment["id"].clone()).await),
            ["Аптекам", "Главное"]
        );
        assert_eq!(titles(&of("Север", Value::Null).await), ["Главное"]);
        for (body, field) in [
            (
                json!({ "title": "x", "steps": [{ "text": "a" }] }),
                "kind/field.missing",
            ),
            (
                json!({ "kind": "talk", "steps": [{ "text": "a" }] }),
                "title/text.empty",
            ),
            (
                json!({ "kind": "talk", "title": "x", "steps": [] }),
                "steps/text.empty",
            ),
            (
                json!({ "kind": "talk", "title": "x", "steps": [{ "text": " " }] }),
                "steps[0].text/text.empty",
            ),
            (
                json!({ "kind": "pitch", "title": "x", "steps": [{ "text": "слово ".repeat(200) }] }),
                "steps[0].text/script.pitch_long",
            ),
        ] {
            assert_eq!(server.post(head, "/scripts", body).await.field(), field);
        }
        let path = format!("/scripts/{}", talk["id"].as_str().unwrap());
        let in_use = format!("/segments/{}", segment["id"].as_str().unwrap());
        let client = server.get(head, "/clients?limit=10").await.json();
        assert_eq!(client["items"].as_array().unwrap().len(), 2);
        assert_eq!(
            server.delete(head, &in_use, 1).await.status,
            StatusCode::CONFLICT,
            "a script refers to it"
        );
        let gone = server.delete(head, &path, 1).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
        let lines = server.get(head, "/journal?entity=script").await.json();
        let undo = format!("/journal/{}/undo", lines["items"][0]["seq"]);
        let undone = server.post(head, &undo, json!({})).await;
        assert_eq!(undone.status, StatusCode::OK, "{}", undone.text);
        let all = server.get(head, "/scripts").await.json();
        assert_eq!(titles(&all).len(), 2, "the removal was taken back");
    }
}
