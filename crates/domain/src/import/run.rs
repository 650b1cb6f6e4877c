//! How far an import is.

use crate::code::code_enum;

code_enum! {
    /// How far an import is.
    pub enum RunState {
        /// The file is being read.
        Reading = "reading",
        /// Its rows are being staged again, by another mapping.
        Staging = "staging",
        /// Its rows can be looked through, mended, counted and written.
        Staged = "staged",
        /// What it would do is being counted.
        Checking = "checking",
        /// Its rows are being written.
        Running = "running",
        /// Its rows have ended.
        Done = "done",
        /// It was called off; what was written stays.
        Cancelled = "cancelled",
        /// It failed; what was written stays.
        Failed = "failed",
        /// It is being taken back.
        Undoing = "undoing",
        /// It was taken back.
        Undone = "undone",
    }
}

impl RunState {
    /// Whether a job works on it.
    pub const fn is_busy(self) -> bool {
        matches!(
            self,
            Self::Reading | Self::Staging | Self::Checking | Self::Running | Self::Undoing
        )
    }
}
