//! Whether somebody is in the base already: asked while a client or person is typed, and answered
//! with reasons. Somebody else's client is announced without its data.

use app::duplicate::{Candidate, Found, Shown, Subject, Typed, Who};
use axum::Json;
use axum::http::StatusCode;
use domain::id::{ClientId, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Who as Asker};
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(candidates))
}

/// What is typed so far; anything may be left out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TypedInput {
    /// `company` (without it), `private`: a private person who is a client, or `person`: one at a
    /// client.
    kind: Option<String>,
    /// Name of the company, or full name; a surname is enough.
    name: String,
    tax_number: String,
    /// ISO 3166-1 alpha-2; without it, the country of the company.
    country: Option<String>,
    registration_number: String,
    website: String,
    phones: Vec<String>,
    emails: Vec<String>,
    city: String,
    street: String,
    house: String,
    postcode: String,
    birthday: String,
    /// Name of the firm a person works for.
    firm: String,
    /// The client a person is added to.
    #[schema(value_type = Option<uuid::Uuid>)]
    client_id: Option<ClientId>,
    /// Not this client: it is being changed.
    #[schema(value_type = Option<uuid::Uuid>)]
    except_client_id: Option<ClientId>,
}

/// The most ways of a kind that are compared.
const WAYS: usize = 10;

impl TypedInput {
    fn read(self) -> Result<Typed, Problem> {
        let who = match self.kind.as_deref() {
            None | Some("company") => Who::Company,
            Some("private") => Who::Private,
            Some("person") => Who::Person(self.client_id),
            Some(_) => return Err(Problem::invalid("kind", "code.unknown")),
        };
        let country = self.country.filter(|code| !code.is_empty());
        let country = country
            .map(|code| code.parse())
            .transpose()
            .map_err(|_| Problem::invalid("country", "country.unknown"))?;
        let few = |mut ways: Vec<String>| {
            ways.truncate(WAYS);
            ways
        };
        Ok(Typed {
            who,
            name: self.name,
            tax_number: self.tax_number,
            country,
            registration_number: self.registration_number,
            website: self.website,
            phones: few(self.phones),
            emails: few(self.emails),
            city: self.city,
            street: self.street,
            house: self.house,
            postcode: self.postcode,
            birthday: self.birthday,
            firm: self.firm,
            except: self.except_client_id.map(Subject::Client),
        })
    }
}

/// Why two records are taken for one: what a part of the comparison adds.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ReasonView {
    /// Code of the part: `name`, `tax_number`, `phone`…
    part: &'static str,
    /// Code of how it agrees: `same`, `slip`, `differs`…
    level: &'static str,
    /// What it adds; one bit more doubles the odds.
    bits: f64,
    /// How many records of the base have the value on which both agree.
    count: Option<usize>,
}

/// The client who may be the one.
#[derive(Serialize, ToSchema)]
struct CandidateClient {
    #[schema(value_type = uuid::Uuid)]
    id: ClientId,
    name: String,
    kind: &'static str,
    marker: &'static str,
    tax_number: Option<String>,
    /// Masked or absent as the reader's rights say.
    phone: Option<String>,
    /// Likewise.
    email: Option<String>,
    region: Option<String>,
    city: Option<String>,
}

/// The person at the client.
#[derive(Serialize, ToSchema)]
struct CandidatePerson {
    #[schema(value_type = uuid::Uuid)]
    id: PersonId,
    name: String,
    /// Masked or absent as the reader's rights say.
    phone: Option<String>,
    /// Likewise.
    email: Option<String>,
}

/// Somebody in the base who may be the one that is typed.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct CandidateView {
    /// `null`: somebody else's client, which the reader may not see.
    client: Option<CandidateClient>,
    /// The person at the client, if it is one.
    person: Option<CandidatePerson>,
    /// Who manages the client; `null`: nobody.
    holder: Option<String>,
    /// The chance that they are one, 0 to 1.
    chance: f64,
    /// `sure`, `likely`, `possible`: by the borders of the settings.
    level: &'static str,
    /// Bits before anything was compared.
    start: f64,
    /// Why; empty for a client that the reader may not see.
    reasons: Vec<ReasonView>,
    /// Records that `count` is of.
    of: usize,
}

impl From<Candidate> for CandidateView {
    fn from(candidate: Candidate) -> Self {
        let (client, person) = match candidate.shown {
            None => (None, None),
            Some(Shown {
                client,
                person,
                city,
            }) => (
                Some(CandidateClient {
                    id: client.id,
                    name: client.data.name,
                    kind: client.data.kind.code(),
                    marker: client.standing.marker.code(),
                    tax_number: client.data.tax_number,
                    phone: client.main_phone,
                    email: client.main_email,
                    region: client.region,
                    city,
                }),
                person.map(|person| CandidatePerson {
                    id: person.id,
                    name: person.name,
                    phone: person.phone,
                    email: person.email,
                }),
            ),
        };
        let reasons = candidate.reasons.into_iter().map(|reason| ReasonView {
            part: reason.part.code(),
            level: reason.level,
            bits: reason.bits,
            count: reason.count,
        });
        Self {
            client,
            person,
            holder: candidate.holder,
            chance: candidate.chance,
            level: candidate.level.code(),
            start: candidate.start,
            reasons: reasons.collect(),
            of: candidate.of,
        }
    }
}

/// Who of the base may be the one that is typed.
#[derive(Serialize, ToSchema)]
struct CandidatesView {
    /// `false`: the base is still being read after a start, and nobody was looked for.
    ready: bool,
    /// The likeliest first, at most five.
    candidates: Vec<CandidateView>,
    /// Of people: how many have the surname that is typed and no other given name.
    namesakes: usize,
    /// One person alone has the surname, and may be seen: the form can be filled from it.
    single: bool,
}

impl From<Found> for CandidatesView {
    fn from(found: Found) -> Self {
        Self {
            ready: found.ready,
            namesakes: found.namesakes,
            single: found.single(),
            candidates: found.candidates.into_iter().map(Into::into).collect(),
        }
    }
}

/// Who of the base may be the client or person that is typed: at most five, with reasons.
#[utoipa::path(post, path = "/duplicates/candidates", tag = "duplicate",
    operation_id = "duplicate_candidates", request_body = TypedInput,
    responses((status = 200, body = CandidatesView)),
    extensions(("x-right" = json!("client.read"))))]
async fn candidates(
    state: State,
    Asker(ctx): Asker,
    Body(typed): Body<TypedInput>,
) -> Result<Json<CandidatesView>, Problem> {
    let typed = typed.read()?;
    let found = state
        .run(ctx, move |app, ctx| {
            app::duplicate::candidates(app, ctx, &typed).map_err(Problem::from)
        })
        .await?;
    Ok(Json(found.into()))
}

/// The base seems to have whoever is added.
pub(in crate::api) fn found(candidates: Vec<Candidate>) -> Problem {
    let seen = candidates.iter().filter(|one| one.shown.is_some()).count();
    let (all, hidden) = (candidates.len(), candidates.len() - seen);
    let views: Vec<CandidateView> = candidates.into_iter().map(Into::into).collect();
    Problem::new(StatusCode::CONFLICT, "duplicate.found")
        .with("count", all)
        .with("hidden", hidden)
        .with("setting", domain::setting::DUPLICATE_ASK.name)
        .with("candidates", json!(views))
}

impl From<app::duplicate::Error> for Problem {
    fn from(error: app::duplicate::Error) -> Self {
        match error {
            app::duplicate::Error::Forbidden(refusal) => refusal.into(),
            app::duplicate::Error::Db(error) => error.into(),
        }
    }
}
