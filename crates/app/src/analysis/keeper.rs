//! Keeps the image between requests, and the answers that were given from it.

use std::any::Any;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::held::Held;
use super::overview::overview;
use super::question::{Asked, Question};
use super::{Error, stored, value};
use crate::App;
use crate::context::Context;

/// Answers kept at most.
const MOST_ANSWERS: usize = 128;
/// An answer also holds names, which change without the image; it is kept no longer than this.
const ANSWER_AGE: SignedDuration = SignedDuration::from_secs(60);

/// The image of the orders of one base; shared by all clones of an [`App`].
#[derive(Debug, Default)]
pub struct Keeper {
    held: Mutex<Option<Arc<Held>>>,
    answers: Mutex<HashMap<String, Kept>>,
    fitting: Mutex<()>,
    file: OnceLock<PathBuf>,
    /// Somebody asked for a figure since everything was made ready.
    asked: AtomicBool,
}

#[derive(Debug)]
struct Kept {
    version: u64,
    /// When it was given; `None` for what holds no names and lasts as long as the image.
    at: Option<Timestamp>,
    answer: Arc<dyn Any + Send + Sync>,
}

impl Keeper {
    /// Keeps the image in this file too, so that the next start need not read every order. The
    /// first call decides.
    pub fn keep_in(&self, file: PathBuf) {
        let _first = self.file.set(file);
    }

    /// Makes the image, the folds of everybody's question and the models of the value ready before
    /// anybody asks: reading many orders takes seconds, and so do the fits to many clients. What
    /// did not change since the last time is not made again.
    pub fn prepare(&self, app: &App, now: Timestamp) -> Result<(), Error> {
        let ctx = Context::system(now);
        let asked = Asked::new(app, &ctx, &Question::default())?;
        overview(app, &ctx, &asked.question)?;
        asked.baskets(&asked.view());
        value::prepare(app, &ctx)?;
        self.asked.store(false, Ordering::Relaxed);
        Ok(())
    }

    /// Whether somebody asked for a figure since everything was made ready, so that it is worth
    /// making it ready again.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// The turn to fit models, which take long: who asked for the same meanwhile finds them kept.
    pub(super) fn turn_to_fit(&self) -> MutexGuard<'_, ()> {
        self.fitting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks whether the image adds up to the orders, and makes it anew if not: somebody may have
    /// changed the database beside the program.
    pub(super) fn audit(&self, app: &App) -> Result<(), Error> {
        let held = self.held(app)?;
        let differs = app.db.read(|tx| {
            let followed = held.changes(tx)?.is_none();
            let counted = store::analysis::counted_amount(tx)?;
            Ok::<_, Error>(followed && held.image.amount_minor() != counted)
        })?;
        if differs {
            tracing::warn!(
                "the image of the analysis did not add up to the orders; it is made anew"
            );
            let mut fresh = app.db.read(Held::build)?;
            fresh.version = held.version + 1;
            *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(fresh));
        }
        Ok(())
    }

    /// Writes the image to its file, if it has one. A file that cannot be written costs time at
    /// the next start and nothing else.
    pub(super) fn save(&self, held: &Held) {
        if let Some(file) = self.file.get()
            && let Err(error) = stored::save(held, file)
        {
            tracing::warn!(%error, "the image of the analysis could not be kept in its file");
        }
    }

    /// The image as the base is now. The first call reads the file or the whole base.
    pub(super) fn held(&self, app: &App) -> Result<Arc<Held>, Error> {
        self.asked.store(true, Ordering::Relaxed);
        let mut place = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        app.db.read(|tx| {
            let Some(held) = place.as_mut() else {
                let stored = match self.file.get() {
                    Some(file) => stored::load(tx, file)?,
                    None => None,
                };
                let fresh = stored.is_none();
                let held = Arc::new(stored.map_or_else(|| Held::build(tx), Ok)?);
                if fresh {
                    self.save(&held);
                }
                *place = Some(held.clone());
                return Ok(held);
            };
            let Some(changes) = held.changes(tx)? else {
                return Ok(held.clone());
            };
            if changes.everything {
                let mut fresh = Held::build(tx)?;
                fresh.version = held.version + 1;
                *held = Arc::new(fresh);
            } else {
                let mut next = held.clone();
                // Only when somebody still reads the old one is it copied.
                *held = Arc::default();
                match Arc::make_mut(&mut next).follow(tx, &changes) {
                    Ok(()) => *held = next,
                    Err(error) => {
                        *place = None;
                        return Err(error);
                    }
                }
            }
            Ok(place.as_ref().expect("was just put there").clone())
        })
    }

    /// An answer given before to the same question from the same image.
    pub(super) fn answer<T: Any + Send + Sync>(
        &self,
        question: &str,
        version: u64,
        now: Timestamp,
    ) -> Option<Arc<T>> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = answers.get(question)?;
        let young = |at: Timestamp| now.duration_since(at).abs() <= ANSWER_AGE;
        let fresh = kept.version == version && kept.at.is_none_or(young);
        fresh.then(|| kept.answer.clone().downcast().ok()).flatten()
    }

    /// What was kept last under this name, from whichever image.
    pub(super) fn last<T: Any + Send + Sync>(&self, name: &str) -> Option<Arc<T>> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.get(name)?.answer.clone().downcast().ok()
    }

    /// Keeps an answer: for a minute from `at`, or without it until the image changes.
    pub(super) fn keep<T: Any + Send + Sync>(
        &self,
        question: String,
        version: u64,
        at: Option<Timestamp>,
        answer: Arc<T>,
    ) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST_ANSWERS {
            // what lasts longer than a minute was dear to make
            answers.retain(|_, kept| kept.at.is_none());
        }
        if answers.len() >= MOST_ANSWERS {
            answers.clear();
        }
        answers.insert(
            question,
            Kept {
                version,
                at,
                answer,
            },
        );
    }
}
