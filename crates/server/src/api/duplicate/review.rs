//! The queue of cards that may be one client: what waits, what is decided, how far the work is.

use app::duplicate::decide::{self, Destination, Said};
use app::duplicate::review::Made;
use app::duplicate::review::{self, Error, Filter, Kept, Question, Summary, Sweep};
use app::duplicate::{precision, sweep};
use app::merge::Conflicts;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::duplicate::precision::BANDS;
use domain::duplicate::{Verdict, Zone};
use domain::id::{ClientId, CompanyGroupId, DuplicateDecisionId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::client::Named;
use crate::api::job::{JobView, queued};
use crate::api::merge::{MergeConflicts, MergeInput};
use crate::extract::{Body, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(queue))
        .routes(routes!(summary))
        .routes(routes!(look))
        .routes(routes!(decisions, decide))
        .routes(routes!(undo))
        .routes(routes!(measured))
}

/// Which pairs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// One of the cards lies in this region.
    region: Option<String>,
    /// One of the cards is held by this employee.
    #[param(value_type = Option<Uuid>)]
    holder_id: Option<UserId>,
    /// One of the cards came from this source.
    source_id: Option<Uuid>,
    /// How likely they are one client: `sure` (99 % and more), `likely` (50 % and more), `doubtful`.
    level: Option<String>,
    /// Those put off instead of those not looked at.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    put_off: bool,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

impl Wanted {
    fn filter(&self) -> Result<Filter, Problem> {
        let zone = self.level.as_deref().map(str::parse::<Zone>);
        let zone = zone.transpose();
        Ok(Filter {
            region: self.region.clone(),
            holder: self.holder_id,
            source: self.source_id,
            zone: zone.map_err(|_| Problem::invalid("level", "code.unknown"))?,
            put_off: self.put_off,
        })
    }
}

/// Why: what a comparison adds.
#[derive(Serialize, ToSchema)]
pub(super) struct DuplicateReason {
    /// What was compared: `name`, `tax_number`, `phone` …
    part: String,
    /// How it agrees: `same`, `slip`, `differs` …
    level: String,
    /// Bits it adds; one bit more doubles the odds.
    bits: f64,
}

impl From<Kept> for DuplicateReason {
    fn from(kept: Kept) -> Self {
        Self {
            part: kept.part,
            level: kept.level,
            bits: kept.bits,
        }
    }
}

/// A pair that waits for a decision.
#[derive(Serialize, ToSchema)]
struct DuplicateQuestion {
    /// The two cards.
    cards: Vec<Named>,
    /// Others of the same group, to be looked at together.
    other_ids: Vec<Uuid>,
    /// The chance that they are one client, 0 to 1.
    chance: f64,
    /// The same in bits: `start` and the bits of all reasons.
    bits: f64,
    /// Bits before anything was compared: how rare such pairs are.
    start: f64,
    reasons: Vec<DuplicateReason>,
}

impl From<Question> for DuplicateQuestion {
    fn from(question: Question) -> Self {
        let cards = question.cards.into_iter().map(|card| Named {
            id: card.id.uuid(),
            name: card.name,
        });
        Self {
            cards: cards.collect(),
            other_ids: question.others.iter().map(|id| id.uuid()).collect(),
            chance: question.chance,
            bits: question.bits,
            start: question.start,
            reasons: question.reasons.into_iter().map(Into::into).collect(),
        }
    }
}

/// Cards that may be one client, in the order of the value of a decision.
#[utoipa::path(get, path = "/duplicates", tag = "duplicate", operation_id = "list_duplicates",
    params(Wanted), responses((status = 200, body = List<DuplicateQuestion>)),
    extensions(("x-right" = json!("client.merge"))))]
async fn queue(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<DuplicateQuestion>, Problem> {
    let filter = wanted.filter()?;
    let after: Option<i64> = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let page = state
        .run(ctx, move |app, ctx| {
            review::queue(app, ctx, &filter, after, limit)
        })
        .await?;
    Ok(List {
        items: page.items.into_iter().map(Into::into).collect(),
        next: page.next.map(|turn| cursor(&turn)),
        total: Some(page.total),
    })
}

/// The last look through the base.
#[derive(Serialize, ToSchema)]
struct DuplicateSweep {
    /// When the base was read.
    made_at: Timestamp,
    /// Cards compared.
    clients: i64,
    /// Pairs compared.
    compared: i64,
    /// Lists of equal values that were too long to follow.
    lists_too_long: i64,
    /// Pairs worth a look.
    found: i64,
    /// Of these, kept for people to decide.
    kept: i64,
    /// Groups of more than one card.
    groups: i64,
    /// Decisions the weights have learnt from.
    lessons: i64,
}

impl From<Sweep> for DuplicateSweep {
    fn from(sweep: Sweep) -> Self {
        Self {
            made_at: sweep.made_at,
            clients: sweep.clients,
            compared: sweep.compared,
            lists_too_long: sweep.lists_too_long,
            found: sweep.found,
            kept: sweep.kept,
            groups: sweep.groups,
            lessons: sweep.lessons,
        }
    }
}

/// How far the work is, as far as the reader sees it.
#[derive(Serialize, ToSchema)]
struct DuplicateSummary {
    /// Pairs that wait.
    waiting: i64,
    /// Of these, 99 % and more.
    sure: i64,
    /// Of these, 50 % and more.
    likely: i64,
    /// The others.
    doubtful: i64,
    /// Pairs put off.
    put_off: i64,
    /// Decisions in force.
    decided: i64,
    /// When the base was looked through last.
    swept_at: Option<Timestamp>,
    /// What was found then, for readers of the whole base.
    sweep: Option<DuplicateSweep>,
    /// A look that waits or goes on.
    job: Option<JobView>,
}

impl From<Summary> for DuplicateSummary {
    fn from(summary: Summary) -> Self {
        let of = |zone: Zone| summary.by_zone.get(zone as usize).copied().unwrap_or(0);
        Self {
            waiting: summary.waiting,
            sure: of(Zone::Sure),
            likely: of(Zone::Likely),
            doubtful: of(Zone::Doubtful),
            put_off: summary.put_off,
            decided: summary.decided,
            swept_at: summary.sweep.map(|sweep| sweep.made_at),
            sweep: summary.sweep.filter(|_| summary.whole).map(Into::into),
            job: summary.job.map(Into::into),
        }
    }
}

/// How much waits, and when the base was looked through.
#[utoipa::path(get, path = "/duplicates/summary", tag = "duplicate",
    operation_id = "duplicate_summary", responses((status = 200, body = DuplicateSummary)),
    extensions(("x-right" = json!("client.merge"))))]
async fn summary(state: State, Who(ctx): Who) -> Result<Json<DuplicateSummary>, Problem> {
    let summary = state.run(ctx, review::summary).await?;
    Ok(Json(summary.into()))
}

/// Look the whole base through for duplicates, in the background.
#[utoipa::path(post, path = "/duplicates/sweep", tag = "duplicate",
    operation_id = "sweep_duplicates", responses((status = 202, body = crate::api::job::Queued)),
    extensions(("x-right" = json!("client.merge"))))]
async fn look(state: State, Who(ctx): Who) -> Result<Response, Problem> {
    Ok(queued(state.run(ctx, sweep::sweep).await?))
}

/// What is said of two cards.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionInput {
    /// The two cards of the question.
    #[schema(value_type = Vec<Uuid>)]
    card_ids: [ClientId; 2],
    /// `same` (one client), `different`, `branch` (one is a branch of the other), `group` (two
    /// companies of one group), `unsure` (put off).
    verdict: String,
    /// How they become one, for `same`.
    merge: Option<MergeInput>,
    /// The group of companies they come into, for `branch` and `group`; by default that of one of
    /// them, or a new one with the name of the first.
    #[schema(value_type = Option<Uuid>)]
    company_group_id: Option<CompanyGroupId>,
    /// Name of a new group of companies.
    company_group_name: Option<String>,
}

impl DecisionInput {
    fn said(self) -> Result<([ClientId; 2], Said), Problem> {
        let verdict: Verdict = self
            .verdict
            .parse()
            .map_err(|_| Problem::invalid("verdict", "code.unknown"))?;
        let said = match verdict {
            Verdict::Same => {
                let merge = self.merge;
                let merge = merge.ok_or_else(|| Problem::invalid("merge", "field.missing"))?;
                Said::Same(merge.wish()?)
            }
            Verdict::Different => Said::Different,
            Verdict::Unsure => Said::Unsure,
            Verdict::Branch | Verdict::Group => Said::Related {
                branch: verdict == Verdict::Branch,
                into: match (self.company_group_id, self.company_group_name) {
                    (Some(id), _) => Destination::Known(id),
                    (None, Some(name)) => Destination::New(name),
                    (None, None) => Destination::Theirs,
                },
            },
        };
        Ok((self.card_ids, said))
    }
}

/// What was said of two cards.
#[derive(Serialize, ToSchema)]
struct DecisionView {
    id: Uuid,
    /// The cards, as they are called now.
    cards: Vec<Named>,
    /// `same`, `different`, `branch`, `group`, `unsure`.
    verdict: &'static str,
    /// The chance that was shown.
    chance: f64,
    /// The merge it led to.
    merge_id: Option<Uuid>,
    made_at: Timestamp,
    /// Who.
    made_by: Option<String>,
    /// When it was taken back, or another took its place.
    undone_at: Option<Timestamp>,
}

impl From<Made> for DecisionView {
    fn from(made: Made) -> Self {
        let one = made.decision;
        let named = |id: ClientId, name| Named {
            id: id.uuid(),
            name,
        };
        Self {
            id: one.id.uuid(),
            cards: vec![named(one.a, made.a_name), named(one.b, made.b_name)],
            verdict: one.verdict.code(),
            chance: one.chance,
            merge_id: one.merge.map(|id| id.uuid()),
            made_at: one.made_at,
            made_by: Some(made.by).filter(|name| !name.is_empty()),
            undone_at: one.undone_at,
        }
    }
}

/// A decision just made.
#[derive(Serialize, ToSchema)]
struct DecisionMade {
    id: Uuid,
    /// The card that stays, when they were merged.
    survivor_id: Option<Uuid>,
    merge_id: Option<Uuid>,
}

/// Say what two cards are. One client: they are merged. Two that belong together: they come into one
/// group of companies. Whatever was said is not asked again until what the cards are compared by
/// changes.
#[utoipa::path(post, path = "/duplicates/decisions", tag = "duplicate",
    operation_id = "decide_duplicate", request_body = DecisionInput,
    responses((status = 201, body = DecisionMade)),
    extensions(("x-right" = json!("client.merge"))))]
async fn decide(
    state: State,
    Who(ctx): Who,
    Body(body): Body<DecisionInput>,
) -> Result<Response, Problem> {
    let ([a, b], said) = body.said()?;
    let survivor_id = match &said {
        Said::Same(wish) => Some(wish.survivor.uuid()),
        _ => None,
    };
    let made = state
        .run(ctx, move |app, ctx| decide::decide(app, ctx, (a, b), &said))
        .await?;
    let location = format!("/api/v1/duplicates/decisions/{}", made.id);
    let made = DecisionMade {
        id: made.id.uuid(),
        survivor_id,
        merge_id: made.merge.map(|id| id.uuid()),
    };
    Ok(respond::created(&location, None, made))
}

/// Which decisions.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Past {
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// What was said of cards, the latest first.
#[utoipa::path(get, path = "/duplicates/decisions", tag = "duplicate",
    operation_id = "list_duplicate_decisions", params(Past),
    responses((status = 200, body = List<DecisionView>)),
    extensions(("x-right" = json!("client.merge"))))]
async fn decisions(
    state: State,
    Who(ctx): Who,
    Query(past): Query<Past>,
) -> Result<List<DecisionView>, Problem> {
    let before: Option<decide::Place> = past.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = past.limit.get();
    let (items, next) = state
        .run(ctx, move |app, ctx| {
            review::decisions(app, ctx, before, limit)
        })
        .await?;
    Ok(List {
        items: items.into_iter().map(Into::into).collect(),
        next: next.map(|place| cursor(&place)),
        total: None,
    })
}

/// Take a decision back: merged cards are several again, related ones have the group of companies
/// they had before. What was changed since stays and is listed.
#[utoipa::path(post, path = "/duplicates/decisions/{id}/undo", tag = "duplicate",
    operation_id = "undo_duplicate_decision",
    params(("id" = Uuid, Path)), responses((status = 200, body = MergeConflicts)),
    extensions(("x-right" = json!("client.merge"))))]
async fn undo(
    state: State,
    Who(ctx): Who,
    Path(id): Path<DuplicateDecisionId>,
) -> Result<Json<MergeConflicts>, Problem> {
    let conflicts: Conflicts = state
        .run(ctx, move |app, ctx| decide::undo(app, ctx, id))
        .await?;
    Ok(Json(conflicts.into()))
}

/// The precision of a band of chance.
#[derive(Serialize, ToSchema)]
struct PrecisionBand {
    /// The chance from which on pairs belong to it.
    from: f64,
    /// The chance at which it ends.
    to: f64,
    /// Pairs that wait.
    waiting: i64,
    /// Pairs drawn by lot that are decided.
    decided: u64,
    /// Of these, one client.
    same: u64,
    /// Of these, not to be told; they count as wrong.
    unsure: u64,
    /// Share that was one client.
    share: Option<f64>,
    /// The interval that holds the true share.
    low: f64,
    high: f64,
    /// Decisions still missing for the interval to be as narrow as the settings ask.
    missing_for_width: u64,
    /// Decisions still missing for merging without asking, if none of them finds a mistake.
    missing_for_merging: Option<u64>,
}

/// How often the engine is right.
#[derive(Serialize, ToSchema)]
struct PrecisionView {
    bands: Vec<PrecisionBand>,
    /// The chance from which on cards may be merged without asking.
    threshold: Option<f64>,
    /// The precision that this needs, by the lower end of the interval.
    least: f64,
}

/// How often the engine is right, by what people said of pairs drawn by lot.
#[utoipa::path(get, path = "/duplicates/precision", tag = "duplicate",
    operation_id = "duplicate_precision", responses((status = 200, body = PrecisionView)),
    extensions(("x-right" = json!("client.merge"))))]
async fn measured(state: State, Who(ctx): Who) -> Result<Json<PrecisionView>, Problem> {
    let measured = state.run(ctx, precision::precision).await?;
    let bands = measured
        .bands
        .iter()
        .enumerate()
        .map(|(at, band)| PrecisionBand {
            from: BANDS[at],
            to: BANDS.get(at + 1).copied().unwrap_or(1.0),
            waiting: measured.waiting.get(at).copied().unwrap_or(0),
            decided: band.sample.decided,
            same: band.sample.same,
            unsure: band.sample.unsure,
            share: band.share,
            low: band.low,
            high: band.high,
            missing_for_width: band.missing_for_width,
            missing_for_merging: band.missing_for_merging,
        });
    Ok(Json(PrecisionView {
        bands: bands.collect(),
        threshold: measured.threshold,
        least: measured.least,
    }))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let conflict = |code: &'static str| Self::new(StatusCode::CONFLICT, code);
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Decided => conflict("duplicate.decided"),
            Error::Undone => conflict("duplicate.undone"),
            Error::PersonMergedSince => conflict("duplicate.person_merged_since"),
            Error::GroupsDiffer => conflict("duplicate.groups_differ"),
            Error::GroupNameTaken => Self::invalid("company_group_name", "dictionary.name_taken"),
            Error::GroupUnknown => Self::invalid("company_group_id", "reference.unknown"),
            Error::MergeWithout => Self::invalid("merge", "duplicate.merge_without"),
            Error::NotPrecise { from } => {
                conflict("duplicate.not_precise").with("from", json!(from))
            }
            Error::Merge(error) => (*error).into(),
            Error::Db(error) => error.into(),
        }
    }
}
