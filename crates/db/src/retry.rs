//! Running a transaction again after a conflict: how long, with which pauses.

use std::time::{Duration, Instant};

/// What came of one attempt.
pub(crate) enum Outcome<T, E> {
    /// It is settled.
    Done(Result<T, E>),
    /// Another writer was in the way; the error to give when there is no more time.
    Again(E),
}

/// The attempts of one write.
pub(crate) struct Retry {
    deadline: Instant,
    attempt: u32,
}

impl Retry {
    pub(crate) fn new(limit: Duration) -> Self {
        Retry {
            deadline: Instant::now() + limit,
            attempt: 0,
        }
    }

    /// Waits before the next attempt; false when there shall be none. Writers that met once must
    /// not meet again: the pause grows and differs between threads.
    pub(crate) fn pause(&mut self) -> bool {
        if Instant::now() >= self.deadline {
            return false;
        }
        self.attempt += 1;
        let ceiling = 1_u64 << self.attempt.min(6);
        std::thread::sleep(Duration::from_micros(
            ceiling * 250 + spread() % (ceiling * 750),
        ));
        true
    }
}

/// A number that differs between threads and calls; only for pauses, so it need not repeat.
fn spread() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::thread::current().id())
}
