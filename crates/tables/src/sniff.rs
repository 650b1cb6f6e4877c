//! What a text is made of: format by its first bytes, delimiter, end of row.

use crate::Problem;
use crate::parse;
use crate::rows::{Dialect, row_end, split_row};

/// Families of formats, by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Zip,
    Compound,
    Parquet,
}

/// Judges the first unpacked bytes.
pub(crate) fn format_of(head: &[u8]) -> Result<Format, Problem> {
    if head.is_empty() {
        return Err(Problem::Empty);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Zip);
    }
    if head.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let encrypted = memchr::memmem::find(head, &name).is_some();
        return if encrypted {
            Err(Problem::Encrypted)
        } else {
            Ok(Format::Compound)
        };
    }
    const OTHERS: [(&[u8], &str); 6] = [
        (b"%PDF", "PDF"),
        (b"7z\xbc\xaf", "7z"),
        (b"Rar!", "RAR"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ", "xz"),
        (b"SQLite format 3\0", "SQLite"),
    ];
    for (magic, name) in OTHERS {
        if head.starts_with(magic) {
            return Err(Problem::OtherArchive(name));
        }
    }
    Ok(Format::Text)
}

/// Rows looked at to choose a delimiter.
const DIALECT_ROWS: usize = 200;

/// Chooses the delimiter that splits the first rows most evenly. The second value is the length
/// of a `sep=;` line that some spreadsheets put first.
pub(crate) fn dialect_of(head: &[u8]) -> (Dialect, usize) {
    let end = match (memchr::memchr(b'\n', head), memchr::memchr(b'\r', head)) {
        (None, Some(_)) => b'\r',
        _ => b'\n',
    };
    let first = &head[..memchr::memchr(end, head).unwrap_or(head.len())];
    let trimmed = parse::trim(first);
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = *trimmed {
        return (Dialect { delimiter, end }, first.len() + 1);
    }
    let mut best = (
        0,
        Dialect {
            delimiter: b',',
            end,
        },
    );
    for delimiter in [b',', b';', b'\t', b'|'] {
        let dialect = Dialect { delimiter, end };
        let widths = widths(head, dialect);
        let mut sorted: Vec<usize> = widths.iter().copied().filter(|w| *w > 1).collect();
        sorted.sort_unstable();
        let Some(&usual) = sorted.get(sorted.len() / 2) else {
            continue;
        };
        let same = widths.iter().filter(|w| **w == usual).count();
        // evenness first, then more columns
        let score = same * 1_000 / widths.len().max(1) * 100 + usual.min(99);
        if score > best.0 {
            best = (score, dialect);
        }
    }
    (best.1, 0)
}

fn widths(head: &[u8], dialect: Dialect) -> Vec<usize> {
    rows(head, dialect)
        .take(DIALECT_ROWS)
        .filter(|row| !parse::trim(row).is_empty())
        .map(|row| split_row(row, dialect).len())
        .collect()
}

/// The rows at the beginning of a text; a last row without end counts when it is the only one.
pub(crate) fn rows(head: &[u8], dialect: Dialect) -> impl Iterator<Item = &[u8]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from >= head.len() {
            return None;
        }
        let end = row_end(head, from, dialect);
        let row = match end {
            Some(end) => &head[from..end],
            None if from == 0 => head,
            None => return None,
        };
        from = end.map_or(head.len(), |end| end + 1);
        Some(row)
    })
}
