//! What can be wrong with a file, as values: a stable code, where it stands and the data of the
//! message. The words live in the catalogues of whoever shows it; `Display` is for logs.

use std::fmt;
use std::io;

/// A refusal to read or write a table: boxed [`Details`].
#[derive(Debug)]
pub struct Error(Box<Details>);

impl std::ops::Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

/// What is wrong and where.
#[derive(Debug)]
pub struct Details {
    /// Name of the file as the user gave it.
    pub file: String,
    /// Sheet of a workbook, when it has a part in the problem.
    pub sheet: Option<String>,
    /// Row of the file, counted from 1 with the heading, when known.
    pub row: Option<u64>,
    /// Heading or number of the column, when known.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// The kinds of trouble; [`Problem::code`] names each for good.
#[derive(Debug)]
pub enum Problem {
    /// The system could not open, read or write.
    Io(io::Error),
    /// Nothing in the file.
    Empty,
    /// Not text and no known table format.
    Binary,
    /// Text in which no rows and columns can be seen.
    NotATable,
    /// A workbook with a password.
    Encrypted,
    /// A file of another kind that cannot be read; holds what it seems to be.
    OtherArchive(&'static str),
    /// The workbook has no sheet of that name; holds the names it has.
    NoSheet {
        /// The name asked for.
        asked: String,
        /// The sheets of the workbook.
        present: Vec<String>,
    },
    /// A measure of the file is over its limit; holds the setting's name, the limit, the measure.
    OverLimit {
        /// Name of the field of [`crate::Limits`].
        limit: &'static str,
        /// The limit.
        allowed: u64,
        /// What the file has, at least.
        found: u64,
    },
    /// The format is broken at this place (cut off, or a contradiction inside).
    Damaged(String),
    /// A type of column that has no meaning here (nested Parquet columns and the like).
    Unsupported(String),
}

impl Problem {
    /// Stable name of the problem, the key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(e) if e.kind() == io::ErrorKind::NotFound => "table.not_found",
            Self::Io(e) if e.kind() == io::ErrorKind::PermissionDenied => "table.no_permission",
            Self::Io(_) => "table.io",
            Self::Empty => "table.empty",
            Self::Binary => "table.binary",
            Self::NotATable => "table.not_a_table",
            Self::Encrypted => "table.encrypted",
            Self::OtherArchive(_) => "table.other_archive",
            Self::NoSheet { .. } => "table.no_sheet",
            Self::OverLimit { .. } => "table.over_limit",
            Self::Damaged(_) => "table.damaged",
            Self::Unsupported(_) => "table.unsupported",
        }
    }

    /// The data of the message, by parameter name.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Io(e) => vec![("detail", e.to_string())],
            Self::OtherArchive(what) => vec![("detail", (*what).to_owned())],
            Self::NoSheet { asked, present } => {
                vec![("asked", asked.clone()), ("present", present.join(", "))]
            }
            Self::OverLimit {
                limit,
                allowed,
                found,
            } => vec![
                ("limit", (*limit).to_owned()),
                ("allowed", allowed.to_string()),
                ("found", found.to_string()),
            ],
            Self::Damaged(detail) | Self::Unsupported(detail) => vec![("detail", detail.clone())],
            _ => Vec::new(),
        }
    }
}

impl Error {
    /// An error about the whole file.
    pub fn new(file: &str, problem: Problem) -> Self {
        Self(Box::new(Details {
            file: file.to_owned(),
            sheet: None,
            row: None,
            column: None,
            problem,
        }))
    }

    /// Adds the sheet.
    #[must_use]
    pub fn in_sheet(mut self, sheet: &str) -> Self {
        self.0.sheet = Some(sheet.to_owned());
        self
    }

    /// Adds the column.
    #[must_use]
    pub fn in_column(mut self, column: &str) -> Self {
        self.0.column = Some(column.to_owned());
        self
    }

    /// Adds the row, counted from 1.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.0.row = Some(row);
        self
    }

    /// An I/O failure; a problem smuggled through [`io::Error`] by one of our own readers is
    /// taken out again.
    pub fn io(file: &str, error: io::Error) -> Self {
        Self::new(file, Problem::from(error))
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        if error.get_ref().is_some_and(|inner| inner.is::<Smuggled>()) {
            let inner = error.into_inner().expect("looked at just above");
            return inner
                .downcast::<Smuggled>()
                .map_or(Self::Binary, |smuggled| smuggled.0);
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput => Self::Damaged(error.to_string()),
            _ => Self::Io(error),
        }
    }
}

/// Carries a [`Problem`] through the `Read` trait.
#[derive(Debug)]
struct Smuggled(Problem);

impl fmt::Display for Smuggled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for Smuggled {}

/// Wraps a problem for a `Read` implementation to return.
pub(crate) fn through_io(problem: Problem) -> io::Error {
    io::Error::other(Smuggled(problem))
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        for (name, value) in self.parameters() {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {sheet}")?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io(e) => Some(e),
            _ => None,
        }
    }
}
