//! A base to look around in, and bases of any size to measure with: the life of a simulated
//! distributor, loaded through the bulk functions of the storage. Only into an empty base, only
//! from the console, and never with passwords that anybody knows beforehand.

mod conveyor;
mod funnel;
mod plans;
mod responsibility;
mod rows;
mod scripts;

use domain::dictionary::{Dictionary, Entry as DictionaryEntry, EntryData};
use domain::id::{ProductGroupId, ProductId, SourceCostId, SourceId, TeamId, UserId};
use domain::job::JobKind;
use domain::journal::JournalAction;
use domain::login::Login;
use domain::policy::Role;
use domain::product::{Product, ProductData, ProductGroup};
use domain::setting::COMPANY_NAME;
use domain::source::{CostData, Source, SourceCost, SourceData};
use domain::supplier::{Discount, Discounts};
use domain::user::{Theme, UserState};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::json;
pub use simulator::Size;
use simulator::{Distributor, Group};
use store::order::mark_all_changed;
use store::team::Team;
use store::user::User;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, analysis, job, receivable, refusal, setting};
use rows::Rows;

/// Why no demo base is loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is a base already.
    #[error("the base is not empty")]
    NotEmpty,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The classes of past months cannot be counted.
    #[error(transparent)]
    Analysis(#[from] analysis::Error),
}

/// A log-in of the demo base. Its password is made at random and told only here.
#[derive(Debug, Clone)]
pub struct LogIn {
    /// The role of the employee.
    pub role: Role,
    /// What is typed to sign in.
    pub login: String,
    /// The password.
    pub password: String,
}

/// Clients written in one transaction.
const PORTION: usize = 1_000;
/// From so many clients on the indexes are made at the end.
const LARGE: u64 = 20_000;
/// Days over which the terms of holders run out in a demo.
const TERMS_SPREAD: i64 = 60;
/// Days of refusals of a demo that one comes back to: older ones were come back to long ago.
const REFUSED: i64 = 100;
/// Ends of months as of which clients of a smaller base have a history of classes.
const PAST_MONTHS: i64 = 12;

/// Fills an empty base with the life of a distributor whose last day is the one before `until`.
/// `progress` is told how many clients of how many are written. The same seed, size and day give
/// the same base but for passwords.
pub fn load(
    app: &App,
    ctx: &Context,
    seed: u64,
    size: Size,
    mut progress: impl FnMut(u64, u64),
) -> Result<Vec<LogIn>, Error> {
    let today = setting::today(&setting::current(app)?, ctx.now);
    let distributor = Distributor::new(seed, size, today);
    let log_ins = app.db.write(|tx| begin(tx, app, ctx, &distributor))?;
    let regular = setting::current(app)?.regular_purchases();
    let indexes = (size.clients >= LARGE)
        .then(|| app.db.write(store::bulk::take_off_indexes))
        .transpose()?;
    let written = write_clients(app, &distributor, regular, log_ins.steward, &mut progress)?;
    if let Some(indexes) = indexes {
        for number in 0..indexes.len() {
            app.db.write(|tx| indexes.bring_back(tx, number))?;
        }
    }
    app.db.write(mark_all_changed)?;
    if size.clients < LARGE {
        analysis::recall(app, ctx, &ends_of_months(today))?;
    }
    if size.clients < LARGE {
        conveyor::work(app, ctx, seed)?;
        funnel::work(app, ctx, seed)?;
        plans::write(app, ctx, today)?;
        receivable::nightly(app, ctx, |_| true)?;
    }
    app.db.write(|tx| {
        for client in store::refusal::refused_since(tx, today.saturating_sub(REFUSED.days()))? {
            refusal::settle(tx, client)?;
        }
        store::holding::spread(tx, ctx.now, TERMS_SPREAD)?;
        responsibility::fill(tx, ctx, &distributor, today)?;
        scripts::write(tx, ctx, log_ins.steward)?;
        // Figures on cards and in lists come from the snapshot.
        job::enqueue(tx, ctx, JobKind::Snapshot, &json!({}))?;
        let details = json!({ "demo": { "seed": seed, "clients": written } });
        journal::record(
            tx,
            ctx,
            Entry::note(JournalAction::Bulk, "client", None, &details),
        )
    })?;
    Ok(log_ins.all)
}

/// The last days of the months before this one, ascending.
fn ends_of_months(today: Date) -> Vec<Date> {
    (0..PAST_MONTHS)
        .rev()
        .filter_map(|ago| {
            let first = today.first_of_month().checked_sub(ago.months()).ok()?;
            first.yesterday().ok()
        })
        .collect()
}

/// One thread makes clients while this one writes them.
fn write_clients(
    app: &App,
    distributor: &Distributor,
    regular: u32,
    author: UserId,
    progress: &mut impl FnMut(u64, u64),
) -> Result<u64, DbError> {
    let total = distributor.size().clients;
    std::thread::scope(|scope| {
        let (sender, portions) = std::sync::mpsc::sync_channel(2);
        scope.spawn(move || {
            let mut clients = distributor.clients();
            loop {
                let portion: Vec<_> = clients.by_ref().take(PORTION).collect();
                // Nobody receives any more when writing has failed.
                if portion.is_empty() || sender.send(Rows::new(&portion, regular, author)).is_err()
                {
                    return;
                }
            }
        });
        let mut written = 0;
        for rows in portions {
            app.db.write(|tx| rows.write(tx))?;
            written += rows.len();
            progress(written, total);
        }
        Ok(written)
    })
}

struct LogIns {
    all: Vec<LogIn>,
    /// Who is said to have put the base in.
    steward: UserId,
}

/// What all clients share: employees, lists, products, rates.
fn begin(
    tx: &mut DbTx,
    app: &App,
    ctx: &Context,
    distributor: &Distributor,
) -> Result<LogIns, Error> {
    let clients: i64 = tx.query_one("SELECT COUNT(*) FROM client", &[])?.get(0)?;
    if store::user::count(tx)? > 0 || clients > 0 {
        return Err(Error::NotEmpty);
    }
    for team in distributor.teams() {
        let team = Team {
            id: TeamId::from_uuid(team.id),
            name: team.name.to_owned(),
            version: 1,
            created_at: ctx.now,
        };
        store::team::insert(tx, &team)?;
    }
    let log_ins = add_employees(tx, app, ctx, distributor)?;
    let lists = [
        (Dictionary::Segment, distributor.segments()),
        (Dictionary::Competitor, distributor.competitors()),
        (Dictionary::CompanyGroup, distributor.company_groups()),
    ];
    for (dictionary, entries) in lists {
        for entry in entries {
            let data = EntryData::named(entry.name.to_owned());
            let entry = DictionaryEntry {
                id: entry.id,
                data,
                used: 0,
                version: 1,
            };
            store::dictionary::insert(tx, dictionary, &entry)?;
        }
    }
    add_sources(tx, ctx, distributor, log_ins.steward)?;
    add_products(tx, ctx, distributor, log_ins.steward)?;
    store::rate::put(
        tx,
        distributor.rates().map(|rate| store::rate::DayRate {
            currency: rate.currency,
            day: rate.day,
            rate: rate.rate,
        }),
    )?;
    store::setting::put(
        tx,
        COMPANY_NAME.name,
        &json!("Northvale Hygiene (demo)").to_string(),
    )?;
    Ok(log_ins)
}

fn add_employees(
    tx: &mut DbTx,
    app: &App,
    ctx: &Context,
    distributor: &Distributor,
) -> Result<LogIns, Error> {
    let mut all = Vec::new();
    let mut steward = UserId::from_uuid(uuid::Uuid::nil());
    for employee in distributor.employees() {
        let login = Login::parse(employee.login).expect("log-ins of the simulator are valid");
        let user = User {
            id: UserId::from_uuid(employee.id),
            login: login.text().to_owned(),
            name: employee.name.to_owned(),
            role: employee.role,
            team_id: employee.team.map(TeamId::from_uuid),
            language: employee.language.parse().unwrap_or_default(),
            theme: Theme::default(),
            time_zone: None,
            state: UserState::Active,
            version: 1,
            created_at: ctx.now,
        };
        store::user::insert(tx, &user, login.key())?;
        let password = app.chance().one_time_password();
        let hash = app.passwords.hash(&password, app.chance());
        store::user::set_password(tx, user.id, &hash, None)?;
        if user.role == Role::DataSteward {
            steward = user.id;
        }
        all.push(LogIn {
            role: user.role,
            login: user.login,
            password,
        });
    }
    Ok(LogIns { all, steward })
}

fn add_sources(
    tx: &mut DbTx,
    ctx: &Context,
    distributor: &Distributor,
    author: UserId,
) -> Result<(), DbError> {
    let sources: Vec<Source> = distributor
        .sources()
        .iter()
        .zip(distributor.source_kinds())
        .map(|(entry, kind)| Source {
            id: SourceId::from_uuid(entry.id),
            data: SourceData {
                kind,
                ..SourceData::named(entry.name.to_owned())
            },
            used: 0,
            version: 1,
        })
        .collect();
    store::source::insert(tx, &sources)?;
    let costs: Vec<SourceCost> = distributor
        .spending()
        .into_iter()
        .map(|spent| SourceCost {
            id: SourceCostId::from_uuid(spent.id),
            data: CostData {
                source_id: SourceId::from_uuid(spent.source),
                basis: spent.basis,
                amount_minor: spent.amount_minor,
                currency: distributor.reporting_currency(),
                quantity: spent.quantity,
                from_day: spent.from,
                until_day: spent.until,
                import_id: None,
                note: None,
            },
            base_total_minor: spent.amount_minor * spent.quantity,
            version: 1,
            created_at: ctx.now,
            created_by: author,
            updated_at: ctx.now,
        })
        .collect();
    store::source::insert_costs(tx, &costs)?;
    Ok(())
}

fn discounts(group: &Group) -> Discounts {
    let step = |&(volume_minor, basis_points)| Discount {
        volume_minor,
        basis_points,
    };
    let steps: Vec<Discount> = group.discounts.iter().map(step).collect();
    Discounts::try_from(steps).unwrap_or_default()
}

fn add_products(
    tx: &mut DbTx,
    ctx: &Context,
    distributor: &Distributor,
    author: UserId,
) -> Result<(), DbError> {
    let groups: Vec<ProductGroup> = distributor
        .groups()
        .iter()
        .map(|group| ProductGroup {
            id: ProductGroupId::from_uuid(group.id),
            parent_id: group.parent.map(ProductGroupId::from_uuid),
            name: group.name.to_owned(),
            cost_discounts: discounts(group),
            version: 1,
        })
        .collect();
    store::product_group::insert(tx, &groups)?;
    let products: Vec<Product> = distributor
        .products()
        .iter()
        .map(|product| Product {
            id: ProductId::from_uuid(product.id),
            data: ProductData {
                code: product.code.clone(),
                name: product.name.clone(),
                group_id: Some(ProductGroupId::from_uuid(product.group)),
                unit: product.unit.to_owned(),
                price_minor: Some(product.price_minor),
                cost_minor: Some(product.cost_minor),
            },
            version: 1,
            created_by: author,
            created_at: ctx.now,
            updated_at: ctx.now,
        })
        .collect();
    store::product::insert(tx, &products)?;
    Ok(())
}
