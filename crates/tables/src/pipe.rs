//! One thread makes batches, the calling one folds them; a few batches go round between them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::table::ReadError;
use crate::{Batch, Error, Problem, Wanted};

/// Batches under way at once.
const UNDER_WAY: usize = 3;

/// Takes filled batches and gives empty ones.
pub(crate) struct Outlet {
    full: SyncSender<Batch>,
    empty: Receiver<Batch>,
}

impl Outlet {
    /// Hands a filled batch on and takes an empty one; `None` when nobody listens any more.
    pub fn exchange(&self, batch: Batch) -> Option<Batch> {
        self.full.send(batch).ok()?;
        let mut batch = self.empty.recv().ok()?;
        batch.clear();
        Some(batch)
    }

    /// An empty batch to begin with.
    pub fn first(&self) -> Option<Batch> {
        self.empty.recv().ok()
    }
}

/// Runs `produce` in a thread and `fold` in this one. A panic of a decoder that met broken data
/// is reported as damage of the file.
pub(crate) fn run<E>(
    file: &str,
    wanted: &[Wanted],
    produce: impl FnOnce(&Outlet) -> Result<(), Error> + Send,
    fold: &mut dyn FnMut(&Batch) -> Result<(), E>,
) -> Result<(), ReadError<E>> {
    let (full, filled) = sync_channel(UNDER_WAY);
    let (give_back, empty) = sync_channel(UNDER_WAY);
    for _ in 0..UNDER_WAY {
        let _ = give_back.send(Batch::new(wanted));
    }
    std::thread::scope(|scope| {
        let producer = scope.spawn(move || {
            let outlet = Outlet { full, empty };
            catch_unwind(AssertUnwindSafe(|| produce(&outlet)))
        });
        let mut refused = None;
        while let Ok(batch) = filled.recv() {
            if let Err(e) = fold(&batch) {
                refused = Some(e);
                break;
            }
            let _ = give_back.try_send(batch);
        }
        drop(filled);
        drop(give_back);
        let outcome = producer.join().unwrap_or_else(Err);
        if let Some(e) = refused {
            return Err(ReadError::Sink(e));
        }
        match outcome {
            Ok(result) => Ok(result?),
            Err(_) => Err(ReadError::Table(broken(file))),
        }
    })
}

/// The error of a decoder that lost its way in the data.
pub(crate) fn broken(file: &str) -> Error {
    let problem = Problem::Damaged("the data contradict their own description".to_owned());
    Error::new(file, problem)
}

/// Runs a decoder; its panic over broken data is damage of the file.
pub(crate) fn caught<T>(file: &str, decode: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(decode)).map_err(|_| broken(file))
}
