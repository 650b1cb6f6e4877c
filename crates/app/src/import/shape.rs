//! What was seen in a file before its rows: format, headings, first rows; and what is made of it,
//! a mapping.

use domain::country::Country;
use domain::import::{Kind, Mapping, Proposal, recognise};
use domain::setting::{IMPORT_SURE, Settings};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::import::Run;
use tables::{FileFormat, Remark, Source, Table};

use super::Options;

/// Rows of the beginning that are kept to look at and to guess by.
pub const SAMPLE: usize = 100;

/// The head of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// `text`, `workbook`, `parquet`, or the name of another format.
    pub format: String,
    /// Encoding of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Delimiter of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Sheets that are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// Sheets that hold other tables, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_sheets: Vec<String>,
    /// Whether cells come typed: numbers with a point, days as `YYYY-MM-DD`.
    pub typed: bool,
    /// Stable codes of what the owner should know, with a number where there is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<(String, u32)>,
    /// The headings.
    pub headings: Vec<String>,
    /// The first rows.
    pub sample: Vec<Vec<String>>,
    /// What the columns are taken for, and how surely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The ready profile that knows these headings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_profile: Option<String>,
}

impl Head {
    pub(super) fn of(table: &Table) -> Self {
        let sample = table.sample().iter().take(SAMPLE).cloned().collect();
        let mut head = Self {
            format: String::new(),
            encoding: None,
            delimiter: None,
            sheets: Vec::new(),
            other_sheets: Vec::new(),
            typed: true,
            remarks: table.remarks().iter().map(remark).collect(),
            headings: table.headings().to_vec(),
            sample,
            proposal: None,
            ready_profile: None,
        };
        match table.source() {
            Source::Text {
                encoding,
                delimiter,
            } => {
                head.format = "text".to_owned();
                head.encoding = Some(encoding);
                head.delimiter = Some(delimiter);
                head.typed = false;
            }
            Source::Workbook { sheets, others } => {
                head.format = "workbook".to_owned();
                head.sheets = sheets;
                head.other_sheets = others;
            }
            Source::Parquet => head.format = "parquet".to_owned(),
            Source::Other {
                format,
                encoding,
                sheets,
                others,
            } => {
                head.typed = !matches!(format, FileFormat::Html | FileFormat::Docx);
                head.format = format.name().to_owned();
                head.encoding = encoding;
                head.sheets = sheets;
                head.other_sheets = others;
            }
        }
        head
    }

    pub(super) fn parse(run: &Run) -> Option<Self> {
        serde_json::from_str(run.source.as_deref()?).ok()
    }
}

fn remark(remark: &Remark) -> (String, u32) {
    let number = |count: &usize| u32::try_from(*count).unwrap_or(u32::MAX);
    let (code, number) = match remark {
        Remark::MixedEncoding => ("mixed_encoding", 0),
        Remark::Mojibake(permille) => ("mojibake", *permille),
        Remark::RowsAboveHeading(rows) => ("rows_above_heading", number(rows)),
        Remark::HeadingRows(rows) => ("heading_rows", number(rows)),
        Remark::NoHeading => ("no_heading", 0),
    };
    (code.to_owned(), number)
}

/// Columns of the table, 0 before it was looked at.
pub(super) fn columns(run: &Run) -> usize {
    Head::parse(run).map_or(0, |head| head.headings.len())
}

/// The mapping of a run.
pub(super) fn mapping(run: &Run) -> Option<Mapping> {
    serde_json::from_str(run.mapping.as_deref()?).ok()
}

/// What the headings and the first rows say.
pub(super) fn proposal(head: &Head, kind: Option<Kind>, country: Country, sure: u8) -> Proposal {
    recognise(&head.headings, &head.sample, kind, country, sure)
}

/// How sure a column must be, of 100, to be taken for a field.
pub(super) fn sure(settings: &Settings) -> u8 {
    u8::try_from(settings.whole(&IMPORT_SURE)).unwrap_or(100)
}

/// The mapping proposed for the kind of a run, which is kept with what was seen.
pub(super) fn propose(run: &mut Run, settings: &Settings) {
    let Some(mut head) = Head::parse(run) else {
        return;
    };
    let options = Options::parse(&run.options);
    let country = options.country.unwrap_or_else(|| settings.country());
    let proposal = proposal(&head, Some(run.kind), country, sure(settings));
    run.mapping = Some(json!(proposal.mapping).to_string());
    head.proposal = Some(proposal);
    run.source = Some(json!(head).to_string());
}
