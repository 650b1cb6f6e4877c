//! The job that reads a file: its head tells the mapping, its rows are staged a portion at a time,
//! each portion with the count of what is staged so far. A job that is taken up again passes over
//! the rows that are there.

use std::borrow::Cow;

use domain::id::ImportId;
use domain::import::{Mapping, StagedRow, layout_key, profile_of};
use domain::setting::Settings;
use serde_json::{Value, json};
use store::import::{Run, Sight, Staged};
use store::job::Job;

use super::shape::{Head, proposal};
use super::stage::{CHUNK, Stager, staged};
use super::upload::GUESS;
use super::wire::{self, Line, Sink, Trouble};
use super::{Found, Options, failed, of_job, shape};
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::{App, DbError, setting};

/// Stages a file.
pub(crate) fn read(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, id) = of_job(app, ctx, job)?;
    let done = stage_file(app, &ctx, id, progress);
    if let Err(failure) = &done {
        failed(app, id, failure);
    }
    done
}

/// Reads the file of an import and stages its rows.
pub(super) fn stage_file(
    app: &App,
    ctx: &Context,
    id: ImportId,
    progress: &Progress,
) -> Result<Value, Failure> {
    let gone = || Failure::Code("not_found", "the import is gone".to_owned());
    let place = app.imports().place().ok_or_else(|| {
        Failure::Code(
            "import.no_place",
            "no folder for files of imports".to_owned(),
        )
    })?;
    let run = app
        .db
        .read(|tx| store::import::find(tx, Sight::All, id))?
        .ok_or_else(gone)?;
    // Rows of an earlier reading; without a source they were read in another way.
    if run.source.is_none() && run.staged > 0 {
        loop {
            progress.go_on()?;
            let dropped = app
                .db
                .write(|tx| store::import::drop_rows(tx, id, CHUNK as i64))?;
            if dropped == 0 {
                break;
            }
        }
    }
    let options = Options::parse(&run.options);
    let skip = if run.source.is_some() { run.staged } else { 0 };
    let mut intake = Intake {
        app,
        ctx,
        progress,
        found: Found::parse(&run.findings),
        run,
        options: options.clone(),
        stager: None,
        skip,
        number: 0,
        rows: Vec::with_capacity(CHUNK),
    };
    if skip == 0 {
        intake.found = Found::default();
        intake.run.staged = 0;
    }
    let read = wire::read(&place.reader, &place.file(id), &options, &mut intake);
    match read {
        Ok(_) => {}
        Err(Trouble::Sink(failure)) => return Err(failure),
        Err(Trouble::File(code, detail)) => return Err(Failure::Code(known(&code), detail)),
    }
    intake.keep()?;
    let rows = intake.run.staged;
    app.db.write(|tx| staged(tx, id, |_| {}))?;
    Ok(json!({ "rows": rows }))
}

/// The codes a file can fail with; what a process apart says is not believed beyond them.
pub(super) fn known(code: &str) -> &'static str {
    const CODES: [&str; 15] = [
        "import.reader",
        "import.reader_stopped",
        "table.not_found",
        "table.no_permission",
        "table.io",
        "table.empty",
        "table.binary",
        "table.not_a_table",
        "table.encrypted",
        "table.other_archive",
        "table.no_sheet",
        "table.over_limit",
        "table.damaged",
        "table.unsupported",
        "import.no_rows",
    ];
    CODES
        .into_iter()
        .find(|known| *known == code)
        .unwrap_or("import.reader")
}

/// Takes the rows of a file.
struct Intake<'a> {
    app: &'a App,
    ctx: &'a Context,
    progress: &'a Progress,
    run: Run,
    options: Options,
    found: Found,
    stager: Option<Stager>,
    /// Rows that are staged already.
    skip: i64,
    number: i64,
    rows: Vec<Staged>,
}

impl Sink<Failure> for Intake<'_> {
    fn head(&mut self, mut head: Head) -> Result<(), Failure> {
        let settings = setting::current(self.app)?;
        let given =
            shape::mapping(&self.run).filter(|mapping| mapping.check(head.headings.len()).is_ok());
        let mapping = match given {
            Some(mapping) => {
                let country = self.options.country.unwrap_or_else(|| settings.country());
                let sure = shape::sure(&settings);
                head.proposal = Some(proposal(&head, Some(mapping.kind), country, sure));
                mapping
            }
            None => self.map(&mut head, &settings)?,
        };
        self.run.kind = mapping.kind;
        self.run.layout_key = Some(layout_key(&head.headings));
        self.run.mapping = Some(json!(mapping).to_string());
        self.run.source = Some(json!(head).to_string());
        self.stager = Some(Stager::new(&self.run, mapping, &settings, self.ctx.now));
        Ok(self.save(&[])?)
    }

    fn row(&mut self, line: &Line<'_>) -> Result<(), Failure> {
        if line.total && !self.options.totals {
            return Ok(());
        }
        self.number += 1;
        if self.number <= self.skip {
            return Ok(());
        }
        let Some(stager) = &self.stager else {
            return Ok(());
        };
        let cells: Vec<&str> = line.cells.iter().map(Cow::as_ref).collect();
        let values: StagedRow = stager.cells(&cells);
        let mut row = Staged {
            number: self.number,
            sheet: i64::try_from(line.sheet).unwrap_or(i64::MAX),
            place: i64::try_from(line.place).unwrap_or(i64::MAX),
            cells: json!(cells).to_string(),
            edits: None,
            chosen: true,
            group: None,
            severity: 0,
            findings: None,
            decision: None,
        };
        stager.mark(&mut row, &values);
        self.found.count(&values, 1);
        self.rows.push(row);
        if self.rows.len() == CHUNK {
            self.keep()?;
        }
        Ok(())
    }
}

impl Intake<'_> {
    /// The mapping of a file that has none: one kept for this layout, else a ready profile that
    /// knows its headings, else one found by itself.
    fn map(&self, head: &mut Head, settings: &Settings) -> Result<Mapping, Failure> {
        let layout = layout_key(&head.headings);
        let user = self.run.created_by;
        let kept = self
            .app
            .db
            .read(|tx| store::import::of_layout(tx, user, &layout))?;
        let guess = self.run.layout_key.as_deref() == Some(GUESS);
        let kept: Option<Mapping> = kept.and_then(|kept| serde_json::from_str(&kept.mapping).ok());
        let kept = kept.filter(|mapping| mapping.check(head.headings.len()).is_ok());
        let ready = profile_of(&head.headings);
        let fits = |kind| guess || kind == self.run.kind;
        let kind = (!guess).then_some(self.run.kind);
        let known = kept
            .as_ref()
            .map(|mapping| mapping.kind)
            .or(ready.map(|profile| profile.kind))
            .filter(|kind| fits(*kind));
        let country = self.options.country.unwrap_or_else(|| settings.country());
        let proposal = proposal(head, known.or(kind), country, shape::sure(settings));
        let proposed = proposal.mapping.clone();
        head.proposal = Some(proposal);
        if let Some(mapping) = kept.filter(|mapping| fits(mapping.kind)) {
            return Ok(mapping);
        }
        if let Some(profile) = ready.filter(|profile| fits(profile.kind)) {
            head.ready_profile = Some(profile.code.clone());
            return Ok(profile.mapping(&head.headings));
        }
        Ok(proposed)
    }

    /// Keeps the rows gathered so far.
    fn keep(&mut self) -> Result<(), Failure> {
        let rows = std::mem::take(&mut self.rows);
        self.run.staged += i64::try_from(rows.len()).unwrap_or(0);
        self.run.findings = self.found.to_json();
        self.save(&rows)?;
        self.rows = rows;
        self.rows.clear();
        let staged = u64::try_from(self.run.staged).unwrap_or(0);
        self.progress.report(staged, 0)?;
        Ok(())
    }

    fn save(&self, rows: &[Staged]) -> Result<(), DbError> {
        let run = &self.run;
        self.app.db.write(|tx| {
            store::import::stage(tx, run.id, rows)?;
            store::import::save(tx, run)
        })
    }
}
