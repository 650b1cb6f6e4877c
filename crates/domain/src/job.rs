//! Work that goes on in the background: its kinds and states.

use crate::code::code_enum;

code_enum! {
    /// What a job does.
    pub enum JobKind {
        /// Makes and verifies a backup.
        Backup = "backup",
        /// Reads the whole base and the journal's chain through.
        Check = "check",
        /// Computes the figures of every client anew.
        Snapshot = "snapshot",
        /// Takes back clients whose holders had no result within their term.
        HoldingWithdraw = "holding_withdraw",
        /// Counts anew what clients owe, and puts debtors on the blacklist.
        Receivable = "receivable",
        /// Deletes sessions, attempts and answers that have run out.
        CleanUp = "clean_up",
        /// Reads a file that is brought in, and stages its rows.
        ImportRead = "import_read",
        /// Stages the rows of an import again, by another mapping.
        ImportStage = "import_stage",
        /// Counts what an import would do.
        ImportCheck = "import_check",
        /// Writes the rows of an import.
        ImportRun = "import_run",
        /// Takes an import back.
        ImportUndo = "import_undo",
        /// Brings in the files of a folder that is looked into again and again.
        ImportFeed = "import_feed",
        /// Looks the base through for cards that are one client.
        DuplicateSweep = "duplicate_sweep",
        /// Merges cards that are surely one client without asking.
        DuplicateMerge = "duplicate_merge",
        /// Takes such a run back.
        DuplicateUndo = "duplicate_undo",
    }
}

code_enum! {
    /// How far a job is.
    pub enum JobState {
        /// Waits for its turn.
        Queued = "queued",
        /// Goes on now.
        Running = "running",
        /// Came to its end.
        Done = "done",
        /// Could not be done.
        Failed = "failed",
        /// Was called off.
        Cancelled = "cancelled",
    }
}

impl JobState {
    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}
