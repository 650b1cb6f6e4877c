//! Formats other than delimited text, .xlsx and Parquet: each is read once into a [`Spool`].

mod bank;
mod camt;
mod commerceml;
mod docx;
mod html;
mod json;
mod mt940;
mod ods;
mod vcard;
mod xls;
mod xlsb;
mod xml;
mod xml_spreadsheet;

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};

use crate::encoding::{self, AsUtf8};
use crate::input::{HEAD, Input};
use crate::sheets::Sheets;
use crate::spool::Spool;
use crate::{Error, Options, Problem};

/// Kinds of files besides delimited text, .xlsx and Parquet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Workbook of Excel 5–2003.
    Xls,
    /// Binary workbook of Excel 2007 and later.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// XML spreadsheet of Excel 2003.
    XmlSpreadsheet,
    /// Tables of a web page, or of the clipboard.
    Html,
    /// Tables of a Word document.
    Docx,
    /// JSON, or one JSON value a line.
    Json,
    /// Cards of an address book.
    Vcard,
    /// Exchange of 1C with shops.
    CommerceMl,
    /// Bank statement in the format of 1C.
    ClientBank,
    /// Bank statement of ISO 20022.
    Camt053,
    /// Bank statement of SWIFT.
    Mt940,
}

impl FileFormat {
    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xls => "XLS",
            Self::Xlsb => "XLSB",
            Self::Ods => "ODS",
            Self::XmlSpreadsheet => "XML Spreadsheet 2003",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Json => "JSON",
            Self::Vcard => "vCard",
            Self::CommerceMl => "CommerceML",
            Self::ClientBank => "1CClientBankExchange",
            Self::Camt053 => "camt.053",
            Self::Mt940 => "MT940",
        }
    }

    /// Pages and documents have small tables for layout before the one that matters.
    pub(crate) fn largest_first(self) -> bool {
        matches!(self, Self::Html | Self::Docx)
    }
}

/// Bytes in which a text must show what it is.
const SHOWN: usize = 4_096;

/// The format of a text that is more than delimited, by its beginning.
pub(crate) fn of_text(head: &[u8]) -> Result<Option<FileFormat>, Problem> {
    let shown = &head[..head.len().min(SHOWN)];
    let text = match Encoding::for_bom(shown) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&shown[mark..]).0,
        // Cyrillic names are looked for in both usual encodings below
        None => String::from_utf8_lossy(shown),
    };
    let plain: String = text.chars().filter(|c| *c != '\0').collect();
    let start = plain.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("{\\rtf") {
        return Err(Problem::NotATable);
    }
    if start.starts_with("1CClientBankExchange") {
        return Ok(Some(FileFormat::ClientBank));
    }
    if lower.starts_with("begin:vcard") {
        return Ok(Some(FileFormat::Vcard));
    }
    let swift = start.starts_with("{1:") || start.starts_with(":20:");
    if swift && (start.contains(":25:") || start.contains(":60F:") || start.contains(":61:")) {
        return Ok(Some(FileFormat::Mt940));
    }
    let clipboard = start.starts_with("Version:") && start.contains("StartHTML:");
    if clipboard || (lower.starts_with('<') && is_html(&lower)) {
        return Ok(Some(FileFormat::Html));
    }
    if start.starts_with('<') {
        let commerce = |encoding: &'static Encoding| {
            let (name, _, _) = encoding.encode("КоммерческаяИнформация");
            memchr::memmem::find(shown, &name).is_some()
        };
        return if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            Ok(Some(FileFormat::XmlSpreadsheet))
        } else if lower.contains("camt.053") {
            Ok(Some(FileFormat::Camt053))
        } else if plain.contains("КоммерческаяИнформация") || commerce(encoding_rs::WINDOWS_1251)
        {
            Ok(Some(FileFormat::CommerceMl))
        } else if lower.starts_with("<?xml") {
            Err(Problem::NotATable)
        } else {
            Ok(None)
        };
    }
    let mut marks = start.chars().filter(|c| !c.is_whitespace());
    let json = matches!(
        (marks.next(), marks.next()),
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '[' | ']'))
    );
    Ok(json.then_some(FileFormat::Json))
}

fn is_html(lower: &str) -> bool {
    let tags = [
        "<!doctype html",
        "<html",
        "<table",
        "<meta",
        "<head",
        "<body",
        "<style",
    ];
    !lower.contains("urn:schemas-microsoft-com:office:spreadsheet")
        && tags.iter().any(|tag| lower.contains(tag))
        || lower.contains("urn:schemas-microsoft-com:office:excel")
}

/// Reads a file of a format seen by its content.
pub(crate) fn open(input: Input, format: FileFormat, options: &Options) -> Result<Sheets, Error> {
    let mut spool = Spool::new(&input.file, &options.limits);
    let mut encoding = None;
    match format {
        FileFormat::Xls => xls::read(input, &mut spool)?,
        FileFormat::Xlsb => xlsb::read(input, &mut spool)?,
        FileFormat::Ods => ods::read(input, &mut spool)?,
        FileFormat::Docx => docx::read(input, &mut spool)?,
        _ => {
            let head = input.head.clone();
            let (stream, name) = decoded(input, options)?;
            encoding = Some(name);
            match format {
                FileFormat::Html => html::read(stream, &mut spool)?,
                FileFormat::Json => json::read(&head, stream, &mut spool)?,
                FileFormat::Vcard => vcard::read(stream, &mut spool)?,
                FileFormat::CommerceMl => commerceml::read(stream, &mut spool)?,
                FileFormat::ClientBank => bank::read(stream, &mut spool)?,
                FileFormat::Camt053 => camt::read(stream, &mut spool)?,
                FileFormat::Mt940 => mt940::read(stream, &mut spool)?,
                _ => xml_spreadsheet::read(stream, &mut spool)?,
            }
        }
    }
    Sheets::choose(spool, format, encoding, options)
}

/// A text as UTF-8, and the name of its encoding: as asked, by its mark, by its bytes when they
/// are UTF-8 beyond doubt, as it says itself, by its letters.
fn decoded(input: Input, options: &Options) -> Result<(Box<dyn Read + Send>, String), Error> {
    let complete = input.head.len() < HEAD;
    let mut guess = encoding::guess(&input.head, complete)
        .map_err(|problem| Error::new(&input.file, problem))?;
    let sure = guess.mark || (guess.encoding == UTF_8 && !input.head.is_ascii() && !guess.mixed);
    let wide = guess.encoding != UTF_8 && !guess.encoding.is_ascii_compatible();
    if let Some(asked) = options.encoding {
        guess.encoding = asked;
    } else if !sure
        && !wide
        && let Some(said) = declared(&input.head)
    {
        guess.encoding = said;
    }
    let name = guess.name();
    Ok((AsUtf8::wrap(input.into_stream(), &guess), name))
}

/// The encoding a page or document says it is in.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(&head[..head.len().min(SHOWN)]).to_ascii_lowercase();
    for key in ["charset=", "encoding=", "кодировка="] {
        for (at, _) in text.match_indices(key) {
            let value = text[at + key.len()..].trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
                .unwrap_or(value.len());
            let found = Encoding::for_label(&value.as_bytes()[..end]);
            if let Some(found) = found.filter(|e| e.is_ascii_compatible()) {
                return Some(found);
            }
        }
    }
    None
}

/// Lines of a text, none longer than a row may be.
fn lines(
    stream: Box<dyn Read + Send>,
    limit: u64,
    mut each: impl FnMut(u64, &str) -> Result<(), Error>,
    fail: impl Fn(Problem) -> Error,
) -> Result<(), Error> {
    use std::io::BufRead;
    let mut reader = std::io::BufReader::with_capacity(1 << 16, stream);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = (&mut reader).take(limit + 1).read_until(b'\n', &mut line);
        if read.map_err(|e| fail(Problem::from(e)).at_row(number))? == 0 {
            break;
        }
        if line.len() as u64 > limit {
            let problem = Problem::OverLimit {
                limit: "row_bytes",
                allowed: limit,
                found: line.len() as u64,
            };
            return Err(fail(problem).at_row(number));
        }
        let text = String::from_utf8_lossy(&line);
        each(number, text.trim_end_matches(['\r', '\n']))?;
    }
    Ok(())
}

/// Headings of bank statements of all formats.
const STATEMENT: [&str; 16] = [
    "account",
    "direction",
    "date",
    "amount",
    "currency",
    "counterparty_name",
    "counterparty_tax_number",
    "counterparty_kpp",
    "counterparty_account",
    "counterparty_bank",
    "counterparty_bic",
    "purpose",
    "document_type",
    "document_number",
    "document_date",
    "reference",
];
