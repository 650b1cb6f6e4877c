//! Results of dialling (R97–R100): entered by hand, in bulk, or from the table of an
//! auto-dialler. Each moves the number: aside when it is dead, back when it works.

use std::collections::BTreeMap;

use domain::channel::{Channel, ChannelData, DialResult};
use domain::country::Country;
use domain::dial::{Rules, Verdict, recognise, unanswered, verdict};
use domain::id::ChannelId;
use domain::part::Part;
use domain::phone::Phone;
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::quarantine::{QuarantineData, QuarantineReason};
use domain::setting::{COMPANY_TIME_ZONE, QUARANTINE_UNANSWERED, Settings};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use tables::{Options, ReadError, Table};

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::quarantine::next_look;
use crate::{App, DbError, DbTx, part, setting};

/// The most rows of one call.
pub const ROWS_LIMIT: usize = 20_000;
/// Rows that are written in one transaction.
const CHUNK: usize = 500;

/// Why results are not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// More rows than one call takes.
    #[error("more than {ROWS_LIMIT} rows")]
    TooMany,
    /// The file is no table.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// No column holds phones, or none results.
    #[error("no column of {0}")]
    NoColumn(&'static str),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Which number was dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialled {
    /// This channel of a client.
    Channel(ChannelId),
    /// Every phone in the base with this number.
    Number(String),
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which number.
    pub dialled: Dialled,
    /// What came of it: a code, or words that tell it.
    pub result: String,
    /// When; now when absent.
    pub at: Option<Timestamp>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Noted on so many numbers, of which so many went aside and so many came back.
    Noted {
        /// Numbers.
        numbers: usize,
        /// Set aside by this call.
        aside: usize,
        /// Let go by this call.
        released: usize,
    },
    /// The result is not understood.
    UnknownResult,
    /// It is no phone number.
    NotAPhone,
    /// No client that the reader may see has this number.
    NotFound,
    /// The call lies in the future, or before one that is noted already.
    Late,
}

/// Notes the results; each row for itself.
pub fn record(app: &App, ctx: &Context, rows: &[Row]) -> Result<Vec<Outcome>, Error> {
    ctx.may(Action::ClientUpdate)?;
    // Whether a number is in the base may only be asked by those who may read them all.
    if rows
        .iter()
        .any(|row| matches!(row.dialled, Dialled::Number(_)))
    {
        ctx.may(Action::ClientBulk)?;
    }
    let scope = ctx.scope(Entity::Client)?;
    if rows.len() > ROWS_LIMIT {
        return Err(Error::TooMany);
    }
    let mut outcomes = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        let done = app.db.write(|tx| {
            let settings = setting::load(tx)?;
            chunk
                .iter()
                .map(|row| note(tx, ctx, &scope, &settings, row))
                .collect::<Result<Vec<_>, DbError>>()
        })?;
        outcomes.extend(done);
    }
    Ok(outcomes)
}

/// Notes one result within the transaction of the caller, who has asked for the rights.
pub(crate) fn note(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    settings: &Settings,
    row: &Row,
) -> Result<Outcome, DbError> {
    let Some(result) = row.result.parse().ok().or_else(|| recognise(&row.result)) else {
        return Ok(Outcome::UnknownResult);
    };
    let phones = match &row.dialled {
        Dialled::Channel(id) => store::quarantine::phone(tx, scope, *id)?,
        Dialled::Number(text) => match Phone::parse(settings.country(), text) {
            Ok(phone) => store::quarantine::phones(tx, scope, phone.key())?,
            Err(_) => return Ok(Outcome::NotAPhone),
        },
    };
    if phones.is_empty() {
        return Ok(Outcome::NotFound);
    }
    let at = row.at.unwrap_or(ctx.now);
    let late = |phone: &Channel| phone.data.dialled_at.is_some_and(|known| known > at);
    if at > ctx.now || phones.iter().all(late) {
        return Ok(Outcome::Late);
    }
    let (mut numbers, mut aside, mut released) = (0, 0, 0);
    for phone in phones.into_iter().filter(|phone| !late(phone)) {
        numbers += 1;
        match dialled(tx, ctx, settings, phone, result, at)? {
            Moved::Aside => aside += 1,
            Moved::Released => released += 1,
            Moved::Not => {}
        }
    }
    Ok(Outcome::Noted {
        numbers,
        aside,
        released,
    })
}

enum Moved {
    Aside,
    Released,
    Not,
}

fn dialled(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    before: Channel,
    result: DialResult,
    at: Timestamp,
) -> Result<Moved, DbError> {
    // The same row of the same file a second time is no second call.
    if before.data.dialled_at == Some(at) && before.data.dial_result == Some(result) {
        return Ok(Moved::Not);
    }
    let mut after = before.clone();
    after.data.unanswered = unanswered(before.data.unanswered, result);
    after.data.dial_result = Some(result);
    after.data.dialled_at = Some(at);
    after.version += 1;
    after.updated_at = ctx.now;
    store::part::update(tx, &after)?;
    let entry = Entry::update("channel", before.id, &before.data, &after.data);
    journal::record(tx, ctx, entry.of_client(after.client_id))?;
    let rules = Rules {
        unanswered: settings.whole(&QUARANTINE_UNANSWERED),
    };
    let standing = store::quarantine::of_channel(tx, after.id)?;
    let moved = match (verdict(result, after.data.unanswered, rules), standing) {
        (Verdict::Aside(reason), None) => {
            set_aside(tx, ctx, settings, &after, reason)?;
            Moved::Aside
        }
        // Looked at again and still dead: until the next look.
        (Verdict::Aside(reason), Some(standing)) => {
            let day = next_look(settings, setting::today(settings, ctx.now));
            change(tx, ctx, &standing, |data| {
                data.reason = reason;
                data.return_day = day;
            })?;
            Moved::Not
        }
        // What people set aside for other reasons is not let go by a call.
        (Verdict::Good, Some(standing)) if is_of_dialling(standing.data.reason) => {
            let today = setting::today(settings, ctx.now);
            change(tx, ctx, &standing, |data| data.released_day = Some(today))?;
            Moved::Released
        }
        (Verdict::Good | Verdict::Open, _) => Moved::Not,
    };
    store::client::refresh_channels(tx, after.client_id)?;
    Ok(moved)
}

fn is_of_dialling(reason: QuarantineReason) -> bool {
    matches!(
        reason,
        QuarantineReason::NotRegistered | QuarantineReason::WrongOwner | QuarantineReason::NoAnswer
    )
}

fn set_aside(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    phone: &Part<ChannelData>,
    reason: QuarantineReason,
) -> Result<(), DbError> {
    let today = setting::today(settings, ctx.now);
    let data = QuarantineData {
        channel_id: Some(phone.id),
        reason,
        note: None,
        since_day: today,
        return_day: next_look(settings, today),
        released_day: None,
    };
    part::insert(tx, ctx, phone.client_id, data).map(|_| ())
}

fn change(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Part<QuarantineData>,
    change: impl FnOnce(&mut QuarantineData),
) -> Result<(), DbError> {
    let mut after = before.clone();
    change(&mut after.data);
    after.version += 1;
    after.updated_at = ctx.now;
    store::part::update(tx, &after)?;
    let entry = Entry::update("quarantine", before.id, &before.data, &after.data);
    journal::record(tx, ctx, entry.of_client(before.client_id))
}

/// What came of a table: how many rows had each outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows read.
    pub rows: usize,
    /// Numbers noted.
    pub noted: usize,
    /// Numbers set aside.
    pub aside: usize,
    /// Numbers let go.
    pub released: usize,
    /// Rows of the file whose result is not understood, by what stands there.
    pub unknown_results: BTreeMap<String, usize>,
    /// Rows of the file without a phone number.
    pub not_phones: Vec<u64>,
    /// Rows whose number no visible client has.
    pub not_found: Vec<u64>,
    /// Rows that tell of a call older than the one noted, or of one to come.
    pub late: Vec<u64>,
}

/// Notes the results in a table: one column of phones, one of results, perhaps one of moments;
/// which is which is seen from what they hold.
pub fn record_table(app: &App, ctx: &Context, name: &str, bytes: Vec<u8>) -> Result<Report, Error> {
    ctx.may(Action::ClientBulk)?;
    let stream = Box::new(std::io::Cursor::new(bytes));
    let table = Table::from_stream(name, stream, &Options::default())?;
    let settings = app.db.read(setting::load)?;
    let country = settings.country();
    let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
    let mut lines: Vec<(u64, Vec<String>)> = Vec::new();
    // A list of two columns often has no heading; then its first row is a call as well.
    let first: Vec<String> = table.headings().to_vec();
    let read = table.texts(|row| {
        if lines.len() >= ROWS_LIMIT {
            return Err(Error::TooMany);
        }
        lines.push((row.row, row.cells.iter().map(ToString::to_string).collect()));
        Ok(())
    });
    match read {
        Ok(_) => {}
        Err(ReadError::Table(error)) => return Err(error.into()),
        Err(ReadError::Sink(error)) => return Err(error),
    }
    let columns = Columns::of(&lines, country, zone)?;
    if columns.row(&first).is_some_and(|row| {
        Phone::parse(country, number(&row)).is_ok() && recognise(&row.result).is_some()
    }) {
        lines.insert(0, (1, first));
    }
    let told: Vec<(u64, Row)> = lines
        .iter()
        .filter_map(|(at, cells)| Some((*at, columns.row(cells)?)))
        .collect();
    let rows: Vec<Row> = told.iter().map(|(_, row)| row.clone()).collect();
    let mut report = Report {
        rows: rows.len(),
        ..Report::default()
    };
    for ((at, row), outcome) in told.iter().zip(record(app, ctx, &rows)?) {
        match outcome {
            Outcome::Noted {
                numbers,
                aside,
                released,
            } => {
                report.noted += numbers;
                report.aside += aside;
                report.released += released;
            }
            Outcome::UnknownResult => {
                *report
                    .unknown_results
                    .entry(row.result.clone())
                    .or_default() += 1;
            }
            Outcome::NotAPhone => report.not_phones.push(*at),
            Outcome::NotFound => report.not_found.push(*at),
            Outcome::Late => report.late.push(*at),
        }
    }
    Ok(report)
}

fn number(row: &Row) -> &str {
    match &row.dialled {
        Dialled::Number(text) => text,
        Dialled::Channel(_) => "",
    }
}

/// Which column holds what.
struct Columns {
    phone: usize,
    result: usize,
    at: Option<usize>,
    /// Of moments that name none.
    zone: TimeZone,
}

/// A moment, or a time of the company's clocks.
fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let local = |text: &str| text.parse::<DateTime>().ok()?.to_zoned(zone.clone()).ok();
    text.parse()
        .ok()
        .or_else(|| local(text).map(|zoned| zoned.timestamp()))
}

/// Rows that are looked at to tell the columns.
const SAMPLE: usize = 200;

impl Columns {
    fn of(lines: &[(u64, Vec<String>)], country: Country, zone: TimeZone) -> Result<Self, Error> {
        let sample = &lines[..lines.len().min(SAMPLE)];
        let width = sample.iter().map(|(_, cells)| cells.len()).max();
        let best = |fits: &dyn Fn(&str) -> bool, taken: &[usize]| {
            let holds = |column: usize| {
                let cells = sample.iter().filter_map(|(_, cells)| cells.get(column));
                cells.filter(|cell| fits(cell)).count()
            };
            (0..width.unwrap_or(0))
                .filter(|column| !taken.contains(column))
                .map(|column| (holds(column), std::cmp::Reverse(column)))
                .max()
                .filter(|(count, _)| *count > 0)
                .map(|(_, column)| column.0)
        };
        let result =
            best(&|cell| recognise(cell).is_some(), &[]).ok_or(Error::NoColumn("result"))?;
        let phone = best(&|cell| Phone::parse(country, cell).is_ok(), &[result])
            .ok_or(Error::NoColumn("phone"))?;
        let at = best(&|cell| moment(cell, &zone).is_some(), &[result, phone]);
        Ok(Self {
            phone,
            result,
            at,
            zone,
        })
    }

    fn row(&self, cells: &[String]) -> Option<Row> {
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).unwrap_or_default();
        if cell(self.phone).is_empty() && cell(self.result).is_empty() {
            return None;
        }
        Some(Row {
            dialled: Dialled::Number(cell(self.phone).to_owned()),
            result: cell(self.result).to_owned(),
            at: self.at.and_then(|at| moment(cell(at), &self.zone)),
        })
    }
}
