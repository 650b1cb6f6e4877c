//! How far a running job is, shared between the one who works and the one who tells.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// The work was called off, or the program ends: leave it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Stopped;

/// Steps done and to do.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicI64,
    total: AtomicI64,
    stop: AtomicBool,
}

impl Progress {
    /// Says how much is done; learns whether to go on. Cheap enough for every row.
    pub fn report(&self, done: u64, total: u64) -> Result<(), Stopped> {
        let number = |steps: u64| i64::try_from(steps).unwrap_or(i64::MAX);
        self.done.store(number(done), Ordering::Relaxed);
        self.total.store(number(total), Ordering::Relaxed);
        self.go_on()
    }

    /// Whether to go on.
    pub fn go_on(&self) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Stopped);
        }
        Ok(())
    }

    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub(super) fn steps(&self) -> (i64, i64) {
        let load = |steps: &AtomicI64| steps.load(Ordering::Relaxed);
        (load(&self.done), load(&self.total))
    }
}
