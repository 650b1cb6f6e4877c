//! Tables in files: text in any encoding, Excel workbooks, Parquet, packed or not, read with
//! bounded memory and written safely.
//!
//! Knows rows, columns and cells; never a client or an order. Trouble with a file is a value,
//! [`Error`], with the place and a stable code; no input makes this crate panic or abort.

pub mod batch;
pub mod encoding;
mod error;
mod formats;
mod input;
mod limits;
mod parquet_file;
pub mod parse;
mod pipe;
mod repair;
mod rows;
mod shape;
mod sheets;
mod sniff;
mod spool;
mod table;
mod text;
mod texts;
mod workbook;
pub mod write;

pub use batch::{BadCell, Batch, Column, Key, Keys, Kind, Wanted};
pub use error::{Details, Error, Problem};
pub use formats::FileFormat;
pub use input::{Packing, Progress};
pub use limits::Limits;
pub use parse::{DateOrder, DecimalSign};
pub use repair::{Repair, repair};
pub use rows::Dialect;
pub use table::{Options, ReadError, Remark, SAMPLE_ROWS, Source, Table};
pub use texts::{Tally, TextRow};
