//! What a journal entry can tell.

use crate::code::code_enum;

code_enum! {
    /// What was done.
    pub enum JournalAction {
        /// A record was added.
        Create = "create",
        /// A record was changed.
        Update = "update",
        /// A record was deleted.
        Delete = "delete",
        /// A deleted record was brought back.
        Restore = "restore",
        /// An earlier change was undone.
        Undo = "undo",
        /// A masked contact was looked at in full.
        Reveal = "reveal",
        /// Data was taken out.
        Export = "export",
        /// Somebody signed in.
        Login = "login",
        /// Somebody failed to sign in.
        LoginFailed = "login_failed",
        /// Somebody signed out, or a session was ended.
        Logout = "logout",
        /// An API token was made.
        TokenCreate = "token_create",
        /// An API token was revoked.
        TokenRevoke = "token_revoke",
        /// A backup was made.
        Backup = "backup",
        /// Many records were loaded or changed at once.
        Bulk = "bulk",
        /// Records of one client were made one.
        Merge = "merge",
        /// They were made several again.
        Unmerge = "unmerge",
        /// Somebody said what two cards are.
        Decide = "decide",
        /// Somebody was added though the base seemed to have them.
        Insist = "insist",
        /// A setting was changed.
        Setting = "setting",
    }
}
