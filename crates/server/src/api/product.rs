//! Products of the price list, and the tree of their groups.

use app::product::{Error, Input, Request};
use app::product_group;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ProductGroupId, ProductId};
use domain::policy::{Access, Field};
use domain::product::{Product, ProductGroup, ProductSort};
use domain::supplier::Discount;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, update, delete))
        .routes(routes!(list_groups, create_group))
        .routes(routes!(update_group, delete_group))
}

/// A product.
#[derive(Serialize, ToSchema)]
struct ProductView {
    #[schema(value_type = uuid::Uuid)]
    id: ProductId,
    /// Article number, unique.
    code: String,
    name: String,
    #[schema(value_type = Option<uuid::Uuid>)]
    group_id: Option<ProductGroupId>,
    unit: String,
    /// Of a unit, reporting currency.
    price_minor: Option<i64>,
    /// Of a unit, reporting currency; `null`: not known; absent: not for this reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    cost_minor: Option<Option<i64>>,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl ProductView {
    fn new(product: Product, shows_cost: bool) -> Self {
        let data = product.data;
        Self {
            id: product.id,
            code: data.code,
            name: data.name,
            group_id: data.group_id,
            unit: data.unit,
            price_minor: data.price_minor,
            cost_minor: shows_cost.then_some(data.cost_minor),
            version: product.version,
            created_at: product.created_at,
            updated_at: product.updated_at,
        }
    }
}

fn shows_cost(ctx: &app::Context) -> bool {
    ctx.actor.field(Field::Cost) == Access::Shown
}

/// Which products.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    q: Option<String>,
    group_id: Option<ProductGroupId>,
    sort: Option<String>,
    #[serde(default)]
    limit: Limit,
    cursor: Option<String>,
    #[serde(default)]
    total: bool,
}

/// A page of products; `q` has words of the name or the article number, `group_id` means the group
/// with all that lie in it, `sort` is `name` or `code`.
#[utoipa::path(get, path = "/products", tag = "product", operation_id = "list_products",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000), ("cursor" = Option<String>, Query),
        ("sort" = Option<String>, Query), ("total" = Option<bool>, Query), ("q" = Option<String>, Query),
        ("group_id" = Option<uuid::Uuid>, Query)),
    responses((status = 200, body = List<ProductView>)),
    extensions(("x-right" = json!("product.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<ProductView>, Problem> {
    let sort = wanted.sort.as_deref().unwrap_or(ProductSort::Name.code());
    let key = sort.strip_prefix('-').unwrap_or(sort);
    let request = Request {
        q: wanted.q,
        group: wanted.group_id,
        sort: key
            .parse()
            .map_err(|_| Problem::invalid("sort", "field.invalid"))?,
        descending: sort.starts_with('-'),
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
        total: wanted.total,
    };
    let shows_cost = shows_cost(&ctx);
    let page = state
        .run(ctx, move |app, ctx| app::product::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page
            .items
            .into_iter()
            .map(|item| ProductView::new(item, shows_cost))
            .collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
    })
}

/// What is written of a product. On creation absent fields have their defaults, on change they
/// stay; `null` clears.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProductInput {
    code: Option<String>,
    name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    group_id: Option<Option<ProductGroupId>>,
    /// By default `pcs`.
    unit: Option<String>,
    #[serde(default, deserialize_with = "present")]
    price_minor: Option<Option<i64>>,
    #[serde(default, deserialize_with = "present")]
    cost_minor: Option<Option<i64>>,
}

impl From<ProductInput> for Input {
    fn from(body: ProductInput) -> Self {
        Self {
            code: body.code,
            name: body.name,
            group_id: body.group_id,
            unit: body.unit,
            price_minor: body.price_minor,
            cost_minor: body.cost_minor,
        }
    }
}

/// Add a product.
#[utoipa::path(post, path = "/products", tag = "product", operation_id = "create_product",
    request_body = ProductInput, responses((status = 201, body = ProductView)),
    extensions(("x-right" = json!("product.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<ProductInput>,
) -> Result<Response, Problem> {
    let shows_cost = shows_cost(&ctx);
    let product = state
        .run(ctx, move |app, ctx| {
            app::product::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/products/{}", product.id);
    let version = Some(product.version);
    Ok(respond::created(
        &location,
        version,
        ProductView::new(product, shows_cost),
    ))
}

/// One product.
#[utoipa::path(get, path = "/products/{id}", tag = "product", operation_id = "find_product",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = ProductView)),
    extensions(("x-right" = json!("product.read"))))]
async fn find(state: State, Who(ctx): Who, Path(id): Path<ProductId>) -> Result<Response, Problem> {
    let shows_cost = shows_cost(&ctx);
    let product = state
        .run(ctx, move |app, ctx| app::product::find(app, ctx, id))
        .await?;
    Ok(respond::one(
        product.version,
        ProductView::new(product, shows_cost),
    ))
}

/// Change a product. Orders keep the prices and costs they were written with.
#[utoipa::path(patch, path = "/products/{id}", tag = "product", operation_id = "update_product",
    params(("id" = uuid::Uuid, Path)), request_body = ProductInput,
    responses((status = 200, body = ProductView)),
    extensions(("x-right" = json!("product.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ProductId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ProductInput>,
) -> Result<Response, Problem> {
    let shows_cost = shows_cost(&ctx);
    let product = state
        .run(ctx, move |app, ctx| {
            app::product::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(
        product.version,
        ProductView::new(product, shows_cost),
    ))
}

/// Take a product off the list; what was sold of it stays.
#[utoipa::path(delete, path = "/products/{id}", tag = "product", operation_id = "delete_product",
    params(("id" = uuid::Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("product.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ProductId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::product::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// A group of products.
#[derive(Serialize, ToSchema)]
struct GroupView {
    #[schema(value_type = uuid::Uuid)]
    id: ProductGroupId,
    /// The group it lies in.
    #[schema(value_type = Option<uuid::Uuid>)]
    parent_id: Option<ProductGroupId>,
    name: String,
    /// What its supplier grants by yearly volume, ascending; absent: not for this reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_discounts: Option<Vec<CostDiscount>>,
    version: i64,
}

/// A discount of the supplier from a volume on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CostDiscount {
    /// Volume of a year at cost, reporting currency.
    volume_minor: i64,
    /// Hundredths of a percent.
    #[schema(minimum = 1, maximum = 9999)]
    basis_points: u32,
}

impl From<CostDiscount> for Discount {
    fn from(step: CostDiscount) -> Self {
        Self {
            volume_minor: step.volume_minor,
            basis_points: step.basis_points,
        }
    }
}

impl From<&Discount> for CostDiscount {
    fn from(step: &Discount) -> Self {
        Self {
            volume_minor: step.volume_minor,
            basis_points: step.basis_points,
        }
    }
}

fn steps(written: Vec<CostDiscount>) -> Vec<Discount> {
    written.into_iter().map(Discount::from).collect()
}

impl GroupView {
    fn new(group: ProductGroup, shows_cost: bool) -> Self {
        let discounts = group.cost_discounts.steps();
        Self {
            cost_discounts: shows_cost.then(|| discounts.iter().map(CostDiscount::from).collect()),
            id: group.id,
            parent_id: group.parent_id,
            name: group.name,
            version: group.version,
        }
    }
}

/// All groups, by name; `parent_id` makes the tree.
#[utoipa::path(get, path = "/product-groups", tag = "product",
    operation_id = "list_product_groups", responses((status = 200, body = List<GroupView>)),
    extensions(("x-right" = json!("product.read"))))]
async fn list_groups(state: State, Who(ctx): Who) -> Result<List<GroupView>, Problem> {
    let shows_cost = shows_cost(&ctx);
    let groups = state.run(ctx, product_group::list).await?;
    Ok(List::whole(
        groups
            .into_iter()
            .map(|group| GroupView::new(group, shows_cost))
            .collect(),
    ))
}

/// A new group.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewGroup {
    name: String,
    #[schema(value_type = Option<uuid::Uuid>)]
    parent_id: Option<ProductGroupId>,
    /// What its supplier grants by yearly volume; the discount grows with it.
    #[serde(default)]
    cost_discounts: Vec<CostDiscount>,
}

/// Changes of a group; absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GroupChange {
    name: Option<String>,
    /// `null`: to the root.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    parent_id: Option<Option<ProductGroupId>>,
    /// What its supplier grants by yearly volume, all steps anew.
    cost_discounts: Option<Vec<CostDiscount>>,
}

impl From<GroupChange> for product_group::Input {
    fn from(body: GroupChange) -> Self {
        Self {
            name: body.name,
            parent_id: body.parent_id,
            cost_discounts: body.cost_discounts.map(steps),
        }
    }
}

/// Add a group.
#[utoipa::path(post, path = "/product-groups", tag = "product",
    operation_id = "create_product_group", request_body = NewGroup,
    responses((status = 201, body = GroupView)),
    extensions(("x-right" = json!("product.write"))))]
async fn create_group(
    state: State,
    Who(ctx): Who,
    Body(body): Body<NewGroup>,
) -> Result<Response, Problem> {
    let shows_cost = shows_cost(&ctx);
    let group = state
        .run(ctx, move |app, ctx| {
            let discounts = steps(body.cost_discounts);
            product_group::create(app, ctx, &body.name, body.parent_id, discounts)
        })
        .await?;
    let location = format!("/api/v1/product-groups/{}", group.id);
    Ok(respond::created(
        &location,
        Some(group.version),
        GroupView::new(group, shows_cost),
    ))
}

/// Change a group: its name, its place, the discounts of its supplier.
#[utoipa::path(patch, path = "/product-groups/{id}", tag = "product",
    operation_id = "update_product_group", params(("id" = uuid::Uuid, Path)),
    request_body = GroupChange, responses((status = 200, body = GroupView)),
    extensions(("x-right" = json!("product.write"))))]
async fn update_group(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ProductGroupId>,
    IfMatch(version): IfMatch,
    Body(body): Body<GroupChange>,
) -> Result<Response, Problem> {
    let shows_cost = shows_cost(&ctx);
    let group = state
        .run(ctx, move |app, ctx| {
            product_group::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(
        group.version,
        GroupView::new(group, shows_cost),
    ))
}

/// Remove an empty group.
#[utoipa::path(delete, path = "/product-groups/{id}", tag = "product",
    operation_id = "delete_product_group", params(("id" = uuid::Uuid, Path)),
    responses((status = 204)),
    extensions(("x-right" = json!("product.write"))))]
async fn delete_group(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ProductGroupId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            product_group::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::CodeTaken => Self::new(StatusCode::CONFLICT, "product.code_taken"),
            Error::BadCursor => Self::invalid("cursor", "field.invalid"),
            Error::Db(error) => error.into(),
        }
    }
}

impl From<product_group::Error> for Problem {
    fn from(error: product_group::Error) -> Self {
        use product_group::Error as E;
        match error {
            E::Forbidden(refusal) => refusal.into(),
            E::NotFound => Self::not_found(),
            E::Invalid(refusals) => refused(refusals),
            E::VersionConflict { current } => Self::version_conflict(current),
            E::NameTaken => Self::new(StatusCode::CONFLICT, "product_group.name_taken"),
            E::Place => Self::new(StatusCode::CONFLICT, "product_group.place"),
            E::NotEmpty => Self::new(StatusCode::CONFLICT, "product_group.not_empty"),
            E::Responsible => Self::new(StatusCode::CONFLICT, "responsibility.refers"),
            E::Db(error) => error.into(),
        }
    }
}
