//! Dictionaries: segments, competitors, groups of companies. Lists with the same routes.

use app::dictionary::{Error, Input};
use axum::http::StatusCode;
use axum::response::Response;
use domain::dictionary::{Dictionary, Entry};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::refused;
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list_segments, create_segment))
        .routes(routes!(update_segment, delete_segment))
        .routes(routes!(list_competitors, create_competitor))
        .routes(routes!(update_competitor, delete_competitor))
        .routes(routes!(list_company_groups, create_company_group))
        .routes(routes!(update_company_group, delete_company_group))
}

/// An entry of a dictionary.
#[derive(Serialize, ToSchema)]
struct DictionaryEntry {
    id: Uuid,
    name: String,
    /// Share of the market of a competitor, 0 to 1.
    share: Option<f64>,
    /// Of a segment: days its clients rest between contacts; `null`: by the settings.
    rest_days: Option<i64>,
    /// Of a segment: days a client is held without a result; `null`: by the settings.
    holding_days: Option<i64>,
    /// How many of the reader's clients refer to it.
    used: i64,
    version: i64,
}

impl From<Entry> for DictionaryEntry {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            name: entry.data.name,
            share: entry.data.share,
            rest_days: entry.data.rest_days,
            holding_days: entry.data.holding_days,
            used: entry.used,
            version: entry.version,
        }
    }
}

/// What is written of an entry.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct DictionaryInput {
    name: Option<String>,
    #[serde(deserialize_with = "present")]
    share: Option<Option<f64>>,
    /// 0 to 366.
    #[serde(deserialize_with = "present")]
    rest_days: Option<Option<i64>>,
    /// 0 to 3650; 0: without a term.
    #[serde(deserialize_with = "present")]
    holding_days: Option<Option<i64>>,
}

impl From<DictionaryInput> for Input {
    fn from(body: DictionaryInput) -> Self {
        Self {
            name: body.name,
            share: body.share,
            rest_days: body.rest_days,
            holding_days: body.holding_days,
        }
    }
}

async fn list(
    state: State,
    ctx: app::Context,
    dictionary: Dictionary,
) -> Result<List<DictionaryEntry>, Problem> {
    let entries = state
        .run(ctx, move |app, ctx| {
            app::dictionary::list(app, ctx, dictionary)
        })
        .await?;
    Ok(List::whole(
        entries.into_iter().map(DictionaryEntry::from).collect(),
    ))
}

async fn create(
    state: State,
    ctx: app::Context,
    dictionary: Dictionary,
    plural: &str,
    body: DictionaryInput,
) -> Result<Response, Problem> {
    let entry = state
        .run(ctx, move |app, ctx| {
            app::dictionary::create(app, ctx, dictionary, &body.into())
        })
        .await?;
    let location = format!("/api/v1/{plural}/{}", entry.id);
    Ok(respond::created(
        &location,
        Some(entry.version),
        DictionaryEntry::from(entry),
    ))
}

async fn update(
    state: State,
    ctx: app::Context,
    dictionary: Dictionary,
    id: Uuid,
    version: i64,
    body: DictionaryInput,
) -> Result<Response, Problem> {
    let entry = state
        .run(ctx, move |app, ctx| {
            app::dictionary::update(app, ctx, dictionary, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(entry.version, DictionaryEntry::from(entry)))
}

async fn delete(
    state: State,
    ctx: app::Context,
    dictionary: Dictionary,
    id: Uuid,
    version: i64,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::dictionary::delete(app, ctx, dictionary, id, version)
        })
        .await?;
    Ok(respond::none())
}

macro_rules! dictionary_routes {
    ($dictionary:ident, $plural:literal, $one:literal, $list:ident, $create:ident, $update:ident, $delete:ident) => {
        #[utoipa::path(get, summary = concat!("All ", $plural, "."), path = concat!("/", $plural), tag = "dictionary",
            responses((status = 200, body = List<DictionaryEntry>)),
            extensions(("x-right" = json!("client.read"))))]
        async fn $list(state: State, Who(ctx): Who) -> Result<List<DictionaryEntry>, Problem> {
            list(state, ctx, Dictionary::$dictionary).await
        }

        #[utoipa::path(post, summary = concat!("Add a ", $one, "."), path = concat!("/", $plural), tag = "dictionary",
            request_body = DictionaryInput, responses((status = 201, body = DictionaryEntry)),
            extensions(("x-right" = json!("dictionary.write"))))]
        async fn $create(
            state: State,
            Who(ctx): Who,
            Body(body): Body<DictionaryInput>,
        ) -> Result<Response, Problem> {
            create(state, ctx, Dictionary::$dictionary, $plural, body).await
        }

        #[utoipa::path(patch, summary = concat!("Change a ", $one, "."), path = concat!("/", $plural, "/{id}"), tag = "dictionary",
            params(("id" = Uuid, Path)), request_body = DictionaryInput,
            responses((status = 200, body = DictionaryEntry)),
            extensions(("x-right" = json!("dictionary.write"))))]
        async fn $update(
            state: State,
            Who(ctx): Who,
            Path(id): Path<Uuid>,
            IfMatch(version): IfMatch,
            Body(body): Body<DictionaryInput>,
        ) -> Result<Response, Problem> {
            update(state, ctx, Dictionary::$dictionary, id, version, body).await
        }

        #[utoipa::path(delete, summary = concat!("Remove a ", $one, " that no client refers to."), path = concat!("/", $plural, "/{id}"), tag = "dictionary",
            params(("id" = Uuid, Path)), responses((status = 204)),
            extensions(("x-right" = json!("dictionary.write"))))]
        async fn $delete(
            state: State,
            Who(ctx): Who,
            Path(id): Path<Uuid>,
            IfMatch(version): IfMatch,
        ) -> Result<Response, Problem> {
            delete(state, ctx, Dictionary::$dictionary, id, version).await
        }
    };
}

dictionary_routes!(
    Segment,
    "segments",
    "segment",
    list_segments,
    create_segment,
    update_segment,
    delete_segment
);
dictionary_routes!(
    Competitor,
    "competitors",
    "competitor",
    list_competitors,
    create_competitor,
    update_competitor,
    delete_competitor
);
dictionary_routes!(
    CompanyGroup,
    "company-groups",
    "group of companies",
    list_company_groups,
    create_company_group,
    update_company_group,
    delete_company_group
);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::NameTaken => Self::invalid("name", "dictionary.name_taken"),
            Error::Used { used } => {
                Self::new(StatusCode::CONFLICT, "dictionary.used").with("used", used)
            }
            Error::VersionConflict { current } => {
                Self::version_conflict(current.version).with("current", json!(current.data))
            }
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestServer;
    use domain::policy::Role;

    #[tokio::test]
    async fn r16_entries_are_kept_counted_and_not_lost_from_under_a_client() {
        let server = TestServer::new();
        for plural in ["segments", "competitors", "company-groups"] {
            let path = format!("/{plural}");
            let made = server
                .post(Role::DataSteward, &path, json!({ "name": "Стройка" }))
                .await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
            let twice = server
                .post(Role::DataSteward, &path, json!({ "name": "СТРОЙКА" }))
                .await;
            assert_eq!(twice.field(), "name/dictionary.name_taken");
            let refused = server
                .post(Role::ClientManager, &path, json!({ "name": "x" }))
                .await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
            let id = made.json()["id"].as_str().unwrap().to_owned();
            let field = match plural {
                "segments" => "segment_id",
                "competitors" => "competitor_id",
                _ => "company_group_id",
            };
            let client = json!({ "name": "Ромашка", field: id, "despite_duplicates": true });
            let client = server.post(Role::ClientManager, "/clients", client).await;
            assert_eq!(client.status, StatusCode::CREATED, "{}", client.text);
            let one = format!("{path}/{id}");
            let used = server.delete(Role::DataSteward, &one, 1).await;
            assert_eq!(
                (used.status, used.code().as_str()),
                (StatusCode::CONFLICT, "dictionary.used")
            );
            let counted = |role| {
                let path = path.clone();
                let server = &server;
                async move { server.get(role, &path).await.json()["items"][0]["used"].clone() }
            };
            assert_eq!(counted(Role::ClientManager).await, 1);
            assert_eq!(
                counted(Role::ActiveSeller).await,
                0,
                "sec_12: only what the reader sees"
            );
            let client = client.json()["id"].as_str().unwrap().to_owned();
            let clear = json!({ field: null });
            server
                .patch(Role::Owner, &format!("/clients/{client}"), 1, clear)
                .await;
            let renamed = server
                .patch(Role::DataSteward, &one, 1, json!({ "name": "Торговля" }))
                .await;
            assert_eq!(renamed.json()["name"], "Торговля");
            let gone = server.delete(Role::DataSteward, &one, 2).await;
            assert_eq!(gone.status, StatusCode::NO_CONTENT);
        }
        let share = json!({ "name": "Соперник", "share": 1.5 });
        let refused = server.post(Role::Owner, "/competitors", share).await;
        assert_eq!(refused.field(), "share/number.out_of_range");
    }
}
