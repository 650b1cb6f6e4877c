//! Folds of the whole ledger that many figures begin with, kept as long as the image: rows,
//! rhythms, purchases and baskets of everybody. Of a changed client alone they are made anew. Those of a
//! region, a segment or an employee are quick to make and are not kept.

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use analysis::basket::{self, Basket};
use analysis::loyalty::{self, Purchases};
use analysis::parameters::Filters;
use analysis::rhythm::{self, Beats};
use analysis::{Basis, Parameters, Rows, View, Window, clients};

use super::question::Asked;

/// Clients in all folds kept: a fold of a million clients takes about a tenth of a gigabyte.
const MOST_CLIENTS: usize = 4_000_000;
/// With more changed clients than this a fold is made anew.
const MOST_CHANGED: usize = 10_000;
/// Folds kept at most, however small.
const MOST_FOLDS: usize = 32;

/// A fold of everybody that takes in the changes of a few clients.
trait Fold: Any + Clone + Send + Sync {
    fn of(view: &View<'_>) -> Self;
    fn refold(&mut self, view: &View<'_>, clients: &[u32]);
}

impl Fold for Rows {
    fn of(view: &View<'_>) -> Self {
        clients::rows(view)
    }

    fn refold(&mut self, view: &View<'_>, clients: &[u32]) {
        self.refold(view, clients);
    }
}

impl Fold for Beats {
    fn of(view: &View<'_>) -> Self {
        rhythm::beats(view)
    }

    fn refold(&mut self, view: &View<'_>, clients: &[u32]) {
        self.refold(view, clients);
    }
}

impl Fold for Vec<Purchases> {
    fn of(view: &View<'_>) -> Self {
        loyalty::purchases(view)
    }

    fn refold(&mut self, view: &View<'_>, clients: &[u32]) {
        loyalty::refold(self, view, clients);
    }
}

impl Fold for Vec<Basket> {
    fn of(view: &View<'_>) -> Self {
        basket::baskets(view)
    }

    fn refold(&mut self, view: &View<'_>, clients: &[u32]) {
        basket::refold(self, view, clients);
    }
}

/// The folds of an image, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Folds(Mutex<Vec<Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    name: String,
    clients: usize,
    of: Arc<dyn Any + Send + Sync>,
    /// Clients that changed since, to be folded again when the fold is asked for.
    changed: Vec<u32>,
}

impl Clone for Folds {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.lock().clone()))
    }
}

impl Folds {
    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets them: what products belong to changed.
    pub(super) fn forget(&self) {
        self.lock().clear();
    }

    /// The lines or the card of these clients changed in the image.
    pub(super) fn changed(&self, clients: &[u32]) {
        let mut folds = self.lock();
        folds.retain_mut(|fold| {
            fold.changed.extend(clients);
            fold.changed.len() <= MOST_CHANGED
        });
    }

    /// Takes a fold out to bring it up to date, or a copy of it when it is.
    fn take<T: Fold>(&self, name: &str) -> Option<(Arc<T>, Vec<u32>)> {
        let mut folds = self.lock();
        let place = folds.iter().position(|fold| fold.name == name)?;
        let fold = if folds[place].changed.is_empty() {
            folds[place].clone()
        } else {
            folds.remove(place)
        };
        Some((fold.of.downcast().ok()?, fold.changed))
    }

    fn keep(&self, name: String, clients: usize, of: Arc<dyn Any + Send + Sync>) {
        let mut folds = self.lock();
        folds.retain(|fold| fold.name != name);
        folds.push(Kept {
            name,
            clients,
            of,
            changed: Vec::new(),
        });
        let clients = |folds: &[Kept]| folds.iter().map(|fold| fold.clients).sum::<usize>();
        while folds.len() > 1 && (folds.len() > MOST_FOLDS || clients(&folds) > MOST_CLIENTS) {
            folds.remove(0);
        }
    }
}

impl Asked {
    /// Figures of every client of a view.
    pub(super) fn rows(&self, view: &View<'_>) -> Arc<Rows> {
        self.folded(view, "rows", view.parameters.clone())
    }

    /// Rhythm and state of every client of a view that ever bought, whatever the window.
    pub(super) fn beats(&self, view: &View<'_>) -> Arc<Beats> {
        let whole = Parameters {
            window: Window::All,
            basis: Basis::Revenue,
            ..view.parameters.clone()
        };
        self.folded(view, "beats", whole)
    }

    /// All purchases of every client of a view that ever bought, whatever the window.
    pub(super) fn purchases(&self, view: &View<'_>) -> Arc<Vec<Purchases>> {
        let whole = Parameters {
            window: Window::All,
            ..view.parameters.clone()
        };
        self.folded(view, "purchases", whole)
    }

    /// What every client of a view bought in the window, by product group.
    pub(super) fn baskets(&self, view: &View<'_>) -> Arc<Vec<Basket>> {
        self.folded(view, "baskets", view.parameters.clone())
    }

    /// A fold that hangs on these parameters of the view.
    fn folded<T: Fold>(&self, view: &View<'_>, name: &str, parameters: Parameters) -> Arc<T> {
        if self.mask.is_some() || parameters.filters != Filters::default() {
            return Arc::new(T::of(view));
        }
        let parameters = Parameters {
            as_of: Some(view.as_of),
            ..parameters
        };
        let name = format!("{name} {parameters:?}");
        let folds = &self.held.folds;
        let of = match folds.take::<T>(&name) {
            Some((fold, changed)) if changed.is_empty() => return fold,
            Some((mut fold, changed)) => {
                Arc::make_mut(&mut fold).refold(view, &changed);
                fold
            }
            None => Arc::new(T::of(view)),
        };
        folds.keep(name, self.held.image.clients(), of.clone());
        of
    }
}
