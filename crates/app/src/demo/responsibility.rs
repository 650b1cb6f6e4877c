//! The matrix of the demo base: regions dealt to the client managers as territories, product lines
//! to those who lead sales. One region and one line are left out, so that there is a hole to see.

use domain::coverage::{PlaceState, Territory, TerritoryData};
use domain::id::{ProductGroupId, UserId};
use domain::policy::Role;
use domain::responsibility::{Cell, CellData, Clients, Function};
use jiff::civil::Date;
use simulator::Distributor;

use crate::context::Context;
use crate::{DbError, DbTx};

/// Puts territories and cells into a base whose clients are written.
pub(super) fn fill(
    tx: &mut DbTx,
    ctx: &Context,
    distributor: &Distributor,
    today: Date,
) -> Result<(), DbError> {
    let of = |role: Role| -> Vec<UserId> {
        let with = distributor
            .employees()
            .iter()
            .filter(|one| one.role == role);
        with.map(|one| UserId::from_uuid(one.id)).collect()
    };
    let (managers, heads) = (of(Role::ClientManager), of(Role::HeadOfSales));
    let mut regions = store::responsibility::regions(tx)?;
    regions.pop();
    for (n, manager) in managers.iter().enumerate() {
        let own: Vec<String> = regions
            .iter()
            .skip(n)
            .step_by(managers.len())
            .cloned()
            .collect();
        let Some(name) = own.first().cloned() else {
            continue;
        };
        let territory = Territory {
            id: ctx.id(),
            data: TerritoryData {
                name,
                settlement: None,
                regions: own,
                language: None,
            },
            counts: [0; PlaceState::ALL.len()],
            version: 1,
        };
        store::coverage::insert_territory(tx, &territory)?;
        for (function, clients) in [
            (Function::Retention, Clients::Other),
            (Function::Development, Clients::All),
        ] {
            let cell = CellData {
                user_id: *manager,
                function,
                clients,
                line_id: None,
                territory_id: Some(territory.id),
                from_day: today,
                until_day: None,
            };
            add(tx, ctx, cell)?;
        }
    }
    let roots = distributor
        .groups()
        .iter()
        .filter(|group| group.parent.is_none());
    let mut lines: Vec<ProductGroupId> = roots
        .map(|group| ProductGroupId::from_uuid(group.id))
        .collect();
    lines.pop();
    for (line, head) in lines.iter().zip(heads.iter().cycle()) {
        let cell = CellData {
            user_id: *head,
            function: Function::Retention,
            clients: Clients::Key,
            line_id: Some(*line),
            territory_id: None,
            from_day: today,
            until_day: None,
        };
        add(tx, ctx, cell)?;
    }
    Ok(())
}

fn add(tx: &mut DbTx, ctx: &Context, data: CellData) -> Result<(), DbError> {
    let cell = Cell {
        id: ctx.id(),
        data,
        version: 1,
    };
    store::responsibility::insert(tx, &cell)
}
