//! The analysis of a folder of Parquet on a cluster: asks for the pieces, puts them together with
//! the code that makes the document on one machine.

use std::collections::BTreeSet;

use analysis::Day;
use analysis::reference::Parts;
use anyhow::{Context as _, Result, bail};
use ballista::prelude::{SessionConfigExt as _, SessionContextExt as _};
use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type};
use datafusion::execution::SessionStateBuilder;
use datafusion::functions_aggregate::expr_fn::{max, min};
use datafusion::prelude::{
    DataFrame, Expr, ParquetReadOptions, SessionConfig, SessionContext, col, ident, lit,
};
use ledger::{Cleaning, Document, Role, compare_names};
use tables::Table;

use crate::fold::{self, Piece};
use crate::functions;
use crate::nodes::MESSAGE;
use crate::recipe::Recipe;
use crate::storage::{self, Place};

/// Groups of clients for each part: more than one, so that parts come out about equal.
const GROUPS_PER_PART: u64 = 4;

/// What is asked.
#[derive(clap::Args)]
pub struct Request {
    /// The scheduler, as HOST:PORT
    scheduler: String,
    /// Folder of Parquet files, or one file, under a path that is the same on every node; or
    /// s3://BUCKET/PREFIX, by the AWS_ variables of every node and of this command
    ledger: String,
    /// Columns by hand: order=Invoice,client="Customer ID",date=…,amount=… (also quantity, price,
    /// discount, product, currency)
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    map: Option<String>,
    /// Currency of the amounts (ISO 4217); with a column of currencies, only its lines count
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// The day the figures are as of; later lines do not count. Without it, the last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Day>,
    /// Parts the clients are dealt into. A part has to fit into the memory of one task
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=65_536))]
    parts: u32,
}

/// Analyses the folder.
///
/// # Errors
/// When the folder holds no ledger, the cluster cannot be reached, or a node fails.
pub async fn analyze(request: &Request) -> Result<Document> {
    let place = Place::parse(&request.ledger)?;
    let currency = request
        .currency
        .as_ref()
        .map(|code| code.to_ascii_uppercase());
    let mut recipe = recipe(&place, request, currency.clone()).await?;
    let table = open(&place, request).await?;
    recipe.days = days_of_the_column(&table, &recipe).await?;
    let mut pieces = pieces(&table, &recipe, request.parts).await?;
    let days = days_of(&pieces);
    if days.is_some() && days != recipe.days {
        // the first or the last day of the column stands in lines that do not count
        recipe.days = days;
        pieces = self::pieces(&table, &recipe, request.parts).await?;
    }
    let Some(days) = days else {
        bail!("no line of {} can be used", request.ledger);
    };
    let orders = distinct(&table, recipe.heading(Role::Order)).await?;
    let products = distinct(&table, recipe.heading(Role::Product)).await?;
    together(pieces, days, &recipe, orders, products)
}

/// What the columns of the ledger are, seen from its first rows.
async fn recipe(place: &Place, request: &Request, currency: Option<String>) -> Result<Recipe> {
    let (file, _folder) = place.sample().await?;
    let table = Table::open(&file, &tables::Options::default())?;
    let map = request.map.as_deref().map(ledger::parse_map).transpose()?;
    let map = map.unwrap_or_default();
    let layout = ledger::recognise(table.headings(), table.sample(), &map)
        .with_context(|| format!("{}: {}", request.ledger, table.headings().join(", ")))?;
    Ok(Recipe::new(&layout, currency, request.as_of))
}

/// The lines, as a table of the cluster.
async fn open(place: &Place, request: &Request) -> Result<DataFrame> {
    let config = SessionConfig::new_with_ballista()
        .with_target_partitions(request.parts as usize)
        .with_ballista_grpc_client_max_message_size(MESSAGE as usize)
        .with_ballista_job_name("clientele analyze");
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(storage::runtime(None)?)
        .with_default_features()
        .build();
    let url = format!("df://{}", request.scheduler);
    let context = SessionContext::remote_with_state(&url, state).await?;
    context.register_udaf(functions::ledger_fold().as_ref().clone());
    context.register_udf(functions::ledger_key().as_ref().clone());
    Ok(context
        .read_parquet(place.address()?, ParquetReadOptions::default())
        .await?)
}

/// First and last day of the column of days, when it is one: Parquet keeps them for every piece of
/// a file, so that no line has to be read.
async fn days_of_the_column(table: &DataFrame, recipe: &Recipe) -> Result<Option<(Day, Day)>> {
    let Some(heading) = recipe.heading(Role::Day) else {
        return Ok(None);
    };
    let field = table.schema().field_with_unqualified_name(heading)?;
    if !matches!(
        field.data_type(),
        DataType::Date32 | DataType::Timestamp(..)
    ) {
        return Ok(None);
    }
    let ends = vec![
        min(ident(heading)).alias("first"),
        max(ident(heading)).alias("last"),
    ];
    let found = table.clone().aggregate(Vec::new(), ends)?.collect().await?;
    let day = |batch: &RecordBatch, column: usize| -> Result<Option<Day>> {
        let days = cast(batch.column(column), &DataType::Date32)?;
        let days = days.as_primitive::<Date32Type>();
        Ok((!days.is_empty() && days.is_valid(0))
            .then(|| Day::new(days.value(0)))
            .flatten())
    };
    let Some(batch) = found.iter().find(|batch| batch.num_rows() > 0) else {
        return Ok(None);
    };
    Ok(day(batch, 0)?.zip(day(batch, 1)?))
}

/// Has the cluster fold the lines.
async fn pieces(table: &DataFrame, recipe: &Recipe, parts: u32) -> Result<Vec<Piece>> {
    let client = recipe
        .heading(Role::Client)
        .context("no column of clients")?;
    let key = functions::ledger_key().call(vec![ident(client)]);
    let group = key % lit(u64::from(parts) * GROUPS_PER_PART);
    let mut arguments = vec![lit(fold::literal(recipe)?)];
    arguments.extend(recipe.headings().map(ident));
    let fold: Expr = functions::ledger_fold().call(arguments).alias("piece");
    let plan = table
        .clone()
        .aggregate(vec![group.alias("part")], vec![fold])?;
    if log::log_enabled!(log::Level::Debug) {
        log::debug!("{}", plan.logical_plan().display_indent());
    }
    let plan = plan.select(vec![col("piece")])?;
    let mut pieces = Vec::new();
    for batch in plan.collect().await? {
        for bytes in batch.column(0).as_binary::<i64>().iter().flatten() {
            pieces.push(Piece::parse(bytes)?);
        }
    }
    Ok(pieces)
}

/// Different identifiers in a column.
async fn distinct(table: &DataFrame, heading: Option<&str>) -> Result<Option<u64>> {
    let Some(heading) = heading else {
        return Ok(None);
    };
    let key = functions::ledger_key()
        .call(vec![ident(heading)])
        .alias("key");
    let keys = table
        .clone()
        .select(vec![key])?
        .filter(col("key").is_not_null())?;
    Ok(Some(keys.distinct()?.count().await? as u64))
}

fn days_of(pieces: &[Piece]) -> Option<(Day, Day)> {
    let days = pieces.iter().filter_map(|piece| piece.days);
    days.reduce(|all, days| (all.0.min(days.0), all.1.max(days.1)))
}

/// Numbers the clients of all pieces in one order, adds the pieces up and makes the document.
fn together(
    pieces: Vec<Piece>,
    days: (Day, Day),
    recipe: &Recipe,
    orders: Option<u64>,
    products: Option<u64>,
) -> Result<Document> {
    let mut cleaning = Cleaning::default();
    let mut currencies = BTreeSet::new();
    let mut made_orders = 0;
    let mut all: Vec<(usize, u32, String)> = Vec::new();
    let mut numbers: Vec<Vec<u32>> = Vec::new();
    let mut parts = Vec::new();
    for (number, piece) in pieces.into_iter().enumerate() {
        cleaning.add(&piece.cleaning);
        currencies.extend(piece.currencies);
        made_orders += piece.made_orders;
        numbers.push(vec![0; piece.clients.len()]);
        let clients = (0..).zip(piece.clients);
        all.extend(clients.map(|(client, name)| (number, client, name)));
        // a group without a client has a piece with nothing but its cleaning
        if piece.days.is_some() {
            parts.push((number, piece.parts));
        }
    }
    if recipe.currency().is_none() && currencies.len() > 1 {
        let met: Vec<String> = currencies.into_iter().collect();
        bail!(
            "amounts in several currencies ({}): say which one by --currency",
            met.join(", ")
        );
    }
    all.sort_unstable_by(|a, b| compare_names(&a.2, &b.2));
    for (place, (piece, client, _)) in (0..).zip(&all) {
        numbers[*piece][*client as usize] = place;
    }
    for (number, part) in &mut parts {
        part.renumber(&numbers[*number]);
    }
    if let Some(orders) = orders {
        cleaning.raw.invoices = orders + made_orders;
    }
    if let Some(products) = products {
        cleaning.raw.stock_codes = products;
    }
    let sum = Parts::sum(parts.into_iter().map(|(_, part)| part));
    let met = currencies.into_iter().next();
    let currency = recipe
        .currency()
        .map(str::to_owned)
        .or(met)
        .unwrap_or_default();
    let name = |client: u32| all[client as usize].2.clone();
    let figures = sum.document(days, recipe.as_of, &currency, name);
    Ok(Document::new(figures, &cleaning))
}
