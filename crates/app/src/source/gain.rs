//! What came of each source for its money (R76, R79, R80): counted over the clients that were added
//! within a time, as far as the reader sees them. Money spent is the company's: who sees only a
//! part of the clients would divide it by too few, so they get the counts alone.

use std::collections::HashMap;

use domain::id::SourceId;
use domain::policy::{Access, Action, Entity, Field};
use domain::source::{Source, SourceCost, Yield};
use jiff::civil::Date;
pub use store::source::Batch;
use tables::write::{Cell, Format, Shape};

use super::Error;
use crate::client::ExportFormat;
use crate::context::Context;
use crate::sheet::{Sheet, text_cell};
use crate::{App, setting};

/// Which clients, by the day on which they were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// Not before.
    pub from: Option<Date>,
    /// Not after; today when absent.
    pub until: Option<Date>,
}

/// A source, or an imported list of it, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The source; none: no source is recorded.
    pub source: Option<Source>,
    /// The counts.
    pub gain: Yield,
    /// The lists of it that were imported within the time.
    pub batches: Vec<Batch>,
}

/// What came of all sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gains {
    /// The first day, when there is one.
    pub from: Option<Date>,
    /// The last day.
    pub until: Date,
    /// The one that brought in the most clients first; without a source last.
    pub lines: Vec<Line>,
    /// All together.
    pub total: Yield,
    /// Whether the reader sees money spent.
    pub shows_spend: bool,
    /// Whether the reader sees which clients can be reached.
    pub shows_valid: bool,
}

/// What came of each source.
pub fn gains(app: &App, ctx: &Context, period: Period) -> Result<Gains, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let shows_spend = scope.managers().is_none() && ctx.may(Action::DictionaryWrite).is_ok();
    let shows_valid = [Field::Phone, Field::Email]
        .iter()
        .all(|field| ctx.actor.field(*field) == Access::Shown);
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let until = period
            .until
            .unwrap_or_else(|| setting::today(&settings, ctx.now));
        let from = period.from.unwrap_or(Date::MIN);
        let after = until.tomorrow().unwrap_or(Date::MAX);
        let times = (
            setting::start_of(&settings, from),
            setting::start_of(&settings, after),
        );
        let seen = |gain: &Yield| Yield {
            valid: if shows_valid { gain.valid } else { 0 },
            ..*gain
        };
        let mut of: HashMap<Option<SourceId>, Yield> = store::source::yields(tx, &scope, times)?
            .into_iter()
            .map(|(id, gain)| (id, seen(&gain)))
            .collect();
        let costs = if shows_spend {
            store::source::costs(tx, None)?
        } else {
            Vec::new()
        };
        let mut batches = store::source::batches(tx, &scope, times)?;
        for batch in &mut batches {
            batch.gain = seen(&batch.gain);
            batch.gain.spend_minor = spent_on(batch, &costs, from, until);
        }
        let mut lines = Vec::new();
        for source in store::source::list(tx, &scope)? {
            let mut gain = of.remove(&Some(source.id)).unwrap_or_default();
            for cost in costs.iter().filter(|cost| cost.data.source_id == source.id) {
                gain.spend_minor += cost.within(from, until);
                gain.events += cost.events(source.data.kind, from, until);
            }
            let mine = |batch: &Batch| batch.source_id == Some(source.id);
            lines.push(Line {
                batches: batches
                    .iter()
                    .filter(|batch| mine(batch))
                    .cloned()
                    .collect(),
                source: Some(source),
                gain,
            });
        }
        lines.sort_by_key(|line| (-line.gain.clients, -line.gain.spend_minor));
        if let Some(gain) = of.remove(&None) {
            let none = |batch: &Batch| batch.source_id.is_none();
            lines.push(Line {
                source: None,
                gain,
                batches: batches
                    .iter()
                    .filter(|batch| none(batch))
                    .cloned()
                    .collect(),
            });
        }
        let mut total = Yield::default();
        for line in &lines {
            total.add(&line.gain);
        }
        Ok(Gains {
            from: period.from,
            until,
            lines,
            total,
            shows_spend,
            shows_valid,
        })
    })
}

/// What was paid for the rows of one import of one source.
fn spent_on(batch: &Batch, costs: &[SourceCost], from: Date, until: Date) -> i64 {
    costs
        .iter()
        .filter(|cost| {
            cost.data.import_id == Some(batch.import_id)
                && Some(cost.data.source_id) == batch.source_id
        })
        .map(|cost| cost.within(from, until))
        .sum()
}

const COLUMNS: [(&str, Shape); 14] = [
    ("source", Shape::Text),
    ("kind", Shape::Text),
    ("list", Shape::Text),
    ("clients", Shape::Whole),
    ("valid", Shape::Whole),
    ("reached", Shape::Whole),
    ("bought", Shape::Whole),
    ("revenue_minor", Shape::Whole),
    ("spend_minor", Shape::Whole),
    ("events", Shape::Whole),
    ("per_client_minor", Shape::Whole),
    ("per_bought_minor", Shape::Whole),
    ("return", Shape::Float),
    ("bought_share", Shape::Float),
];

/// What came of each source and of each of its lists, as CSV or XLSX. Sums, no clients.
pub fn export(
    app: &App,
    ctx: &Context,
    period: Period,
    format: ExportFormat,
) -> Result<Vec<u8>, Error> {
    let gains = gains(app, ctx, period)?;
    let format = match format {
        ExportFormat::Xlsx => Format::Xlsx,
        _ => Format::Csv,
    };
    let mut sheet = Sheet::begin("sources", format, &COLUMNS)?;
    for line in &gains.lines {
        write(&mut sheet, &gains, line.source.as_ref(), None, &line.gain)?;
        for batch in &line.batches {
            let name = Some(batch.file_name.as_str());
            write(&mut sheet, &gains, line.source.as_ref(), name, &batch.gain)?;
        }
    }
    Ok(sheet.end()?)
}

fn write(
    sheet: &mut Sheet,
    gains: &Gains,
    source: Option<&Source>,
    list: Option<&str>,
    gain: &Yield,
) -> Result<(), tables::Error> {
    let whole =
        |shown: bool, value: Option<i64>| value.filter(|_| shown).map_or(Cell::Empty, Cell::Whole);
    let spend = gains.shows_spend;
    let share = (gain.clients > 0).then(|| gain.won as f64 / gain.clients as f64);
    let float = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Float);
    sheet.row(&[
        text_cell(source.map(|source| source.data.name.as_str())),
        text_cell(source.map(|source| source.data.kind.code())),
        text_cell(list),
        Cell::Whole(gain.clients),
        whole(gains.shows_valid, Some(gain.valid)),
        Cell::Whole(gain.reached),
        Cell::Whole(gain.won),
        Cell::Whole(gain.revenue_minor),
        whole(spend, Some(gain.spend_minor)),
        whole(spend, Some(gain.events)),
        whole(spend, gain.per_client()),
        whole(spend, gain.per_won()),
        float(gain.return_ratio().filter(|_| spend)),
        float(share),
    ])
}
