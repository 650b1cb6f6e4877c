//! The chain of the journal: each line's hash covers the line and the hash before it, so that a
//! line that was changed, removed or put in later shows.

use db::{Error, Row, Tx};

use super::{Entry, entry};

/// A chain that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Lines seen.
    pub lines: i64,
    /// Hash of the last one; kept elsewhere, it proves that none was cut off the end.
    pub head: String,
}

/// Where the chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A number is missing.
    #[error("line {0} is missing")]
    Missing(i64),
    /// The line is not what it was when it was written.
    #[error("line {0} was changed")]
    Changed(i64),
    /// The last line is not the one the head tells of.
    #[error("the lines after {0} were cut off")]
    CutOff(i64),
}

/// SHA-256, hexadecimal, of the canonical line: a JSON array in the order of the columns.
pub(super) fn hash(seq: i64, entry: &Entry, prev_hash: &str) -> String {
    let line = (
        seq,
        entry.made_at.as_microsecond(),
        entry.actor_id,
        &entry.actor_name,
        entry.action,
        &entry.entity,
        entry.entity_id,
        entry.client_id,
        &entry.before,
        &entry.after,
        &entry.request,
        entry.undo_of,
        prev_hash,
    );
    let line = serde_json::to_vec(&line).expect("a line is plain data");
    crate::sha256_hex(&line)
}

/// Walks the whole journal. The first fault is told; a sound chain gives its head.
pub fn verify(tx: &mut Tx) -> Result<Result<Verified, Fault>, Error> {
    let mut lines = 0;
    let mut head = String::new();
    let mut fault = None;
    let mut step = |row: &Row<'_>| -> Result<(), Error> {
        if fault.is_some() {
            return Ok(());
        }
        let seq = row.get::<i64>(0)?;
        let stored = row.get::<String>(13)?;
        if seq != lines + 1 {
            fault = Some(Fault::Missing(lines + 1));
        } else if row.get::<&str>(12)? != head || hash(seq, &entry(row)?, &head) != stored {
            fault = Some(Fault::Changed(seq));
        } else {
            lines = seq;
            head = stored;
        }
        Ok(())
    };
    tx.query_each(
        "SELECT seq, made_at, actor_id, actor_name, action, entity, entity_id, client_id, \
             before, after, request, undo_of, prev_hash, hash FROM journal ORDER BY seq",
        &[],
        &mut step,
    )?;
    if let Some(fault) = fault {
        return Ok(Err(fault));
    }
    let row = tx.query_one("SELECT seq, hash FROM journal_head WHERE id = 1", &[])?;
    if row.get::<i64>(0)? != lines || row.get::<&str>(1)? != head {
        return Ok(Err(Fault::CutOff(lines)));
    }
    Ok(Ok(Verified { lines, head }))
}
