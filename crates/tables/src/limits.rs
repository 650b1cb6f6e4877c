//! How much of a file is believed before it is called hostile. Every figure is a setting.

/// Limits on what a file may cost. The defaults let through every honest ledger met so far
/// (a 60 GB text, a workbook of a full million rows) and stop the known bombs.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes a compressed stream (`.gz`, `.zst`) may unpack to. Default 64 GiB.
    pub unpacked_bytes: u64,
    /// Unpacked bytes per packed byte of a stream, once 64 MiB are unpacked. Default 2,000.
    pub ratio: u64,
    /// Largest window a zstd stream may ask memory for, as a power of two. Default 27 (128 MiB).
    pub zstd_window_log: u32,
    /// Entries in the directory of a workbook. Default 4,096.
    pub zip_entries: u64,
    /// Bytes all entries of a workbook may unpack to. Default 4 GiB.
    pub zip_unpacked_bytes: u64,
    /// Unpacked bytes per packed byte of one entry over 16 MiB. Default 400: sheets of repeated
    /// cells reach about 100.
    pub zip_ratio: u64,
    /// Bytes of a workbook's parts that are held in memory whole (shared strings, styles, lists
    /// of sheets). Default 256 MiB.
    pub zip_held_bytes: u64,
    /// Bytes of one piece of a sheet (a tag or a text) that the XML reader must hold. Default 1 MiB.
    pub xml_piece_bytes: u64,
    /// Columns of a table. Default 4,096.
    pub columns: u64,
    /// Empty cells before the last filled one of a row, in all rows of a file that is read cell by
    /// cell, besides 64 for each filled one: a few bytes that name a far column stand for thousands
    /// of cells. Default 50 million.
    pub blank_cells: u64,
    /// Bytes of one row of text. Default 16 MiB.
    pub row_bytes: u64,
    /// Bytes of standard input, or of a packed workbook or Parquet file, that are set aside in a
    /// temporary file because the format must be read from its end. Default 16 GiB.
    pub spooled_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes: 64 << 30,
            ratio: 2_000,
            zstd_window_log: 27,
            zip_entries: 4_096,
            zip_unpacked_bytes: 4 << 30,
            zip_ratio: 400,
            zip_held_bytes: 256 << 20,
            xml_piece_bytes: 1 << 20,
            columns: 4_096,
            blank_cells: 50_000_000,
            row_bytes: 16 << 20,
            spooled_bytes: 16 << 30,
        }
    }
}
