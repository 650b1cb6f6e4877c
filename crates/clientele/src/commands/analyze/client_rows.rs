//! The table of clients: everything known of each, a row at a time.

use analysis::NONE;
use analysis::rfm::GROUPS;
use ledger::Ledger;

use super::figures::Figures;
use super::sheet::Holds::{Count, Day, Money, Number, Share, Text};
use super::sheet::{Sheet, Value};
use super::sheets::state_code;

/// The columns of the table of clients.
pub fn headings(ledger: &Ledger) -> Sheet {
    let mut columns = vec![("client", Text), ("name", Text), ("country", Text)];
    if !ledger.company_groups.is_empty() {
        columns.push(("company_group", Text));
    }
    columns.push(("revenue", Money));
    if ledger.image.has_costs() {
        columns.push(("margin", Money));
    }
    columns.extend([
        ("share", Share),
        ("orders", Count),
        ("purchase_days", Count),
        ("assortment", Count),
        ("cheque", Number(2)),
        ("first", Day),
        ("last", Day),
        ("first_ever", Day),
        ("abc", Text),
        ("abc_tie", Text),
        ("xyz", Text),
        ("cv", Number(4)),
        ("periods", Count),
        ("younger", Text),
        ("r", Count),
        ("f", Count),
        ("m", Count),
        ("group", Text),
        ("state", Text),
        ("rhythm_days", Number(1)),
        ("idle_days", Count),
        ("ltv", Money),
    ]);
    Sheet::new("clients", &columns)
}

/// The row of one client, under [`headings`].
pub fn row_of(
    ledger: &Ledger,
    figures: &Figures,
    row: &analysis::ClientRow,
    digits: u32,
) -> Vec<Value> {
    let index = row.client as usize;
    let beat = figures.beats.get(row.client);
    let ltv = figures
        .values
        .binary_search_by_key(&row.client, |v| v.client)
        .ok();
    let of = |codes: &[u32], names: &[String]| {
        let code = codes.get(index).filter(|code| **code != NONE);
        code.and_then(|code| names.get(*code as usize)).cloned()
    };
    let dimensions = &ledger.image.dimensions;
    let group = analysis::rfm::group(row, 5).map(|g| GROUPS[g].code);
    let score = |score: u8| (score > 0).then_some(u32::from(score));
    let flag = |on: bool| on.then_some("yes");
    let mut cells: Vec<Value> = vec![
        ledger.clients[index].as_str().into(),
        ledger.client_names[index].clone().into(),
        of(&dimensions.region, &ledger.countries).into(),
    ];
    if !ledger.company_groups.is_empty() {
        cells.push(of(&dimensions.company_group, &ledger.company_groups).into());
    }
    cells.push(row.revenue_minor.into());
    if ledger.image.has_costs() {
        cells.push(row.margin_minor.into());
    }
    cells.extend([
        figures.rows.share(row.value_minor).into(),
        row.orders.into(),
        row.purchase_days.into(),
        row.assortment.into(),
        row.cheque()
            .map(|cheque| cheque / 10f64.powi(digits as i32))
            .into(),
        row.first.into(),
        row.last.into(),
        row.first_ever.into(),
        format!("{:?}", row.abc).into(),
        flag(row.abc_tie).into(),
        format!("{:?}", row.xyz).into(),
        row.cv.into(),
        row.periods.into(),
        flag(row.younger).into(),
        score(row.r).into(),
        score(row.f).into(),
        score(row.m).into(),
        group.into(),
        state_code(figures.beats.state(row.client)).into(),
        beat.and_then(|beat| beat.rhythm_days).into(),
        beat.map(|beat| i64::from(beat.idle_days)).into(),
        ltv.map(|at| figures.values[at].ltv_minor).into(),
    ]);
    cells
}
