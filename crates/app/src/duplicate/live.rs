//! The index of the whole base in memory, and how it follows the base: the journal tells whose card
//! was changed, by whichever process, and only those are read again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use domain::client::ClientKind;
use domain::id::ClientId;
use matching::{Draft, Field, Index, Kind, Likeliest, Match, Settings as Sweep, VERSION};
use store::duplicate::Card;

use super::people;
use super::record::{Subject, each_card, kind_of, of_client, of_person};
use crate::{App, DbError, DbTx};

/// Records of a kind from which on the weights are learnt from the base itself.
const LEARNS_FROM: usize = 1_000;
/// Decisions after which the weights follow them anew.
const REFIT: i64 = 20;
/// Changed clients read in one step.
const STEP: usize = 500;
/// Clients changed since, beyond a share of the base, for which reading it anew is quicker.
const ANEW: usize = 20_000;

/// The index of one base; shared by all clones of an [`App`].
#[derive(Debug, Default)]
pub struct Keeper(Mutex<Option<Live>>);

/// A record like the one asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// What it stands for.
    pub subject: Subject,
    /// How much alike, and why.
    pub told: Match,
}

/// How long whoever adds somebody waits for the index.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often it is looked whether it is free.
const LOOK: Duration = Duration::from_millis(5);

/// Records like the one asked for, the likeliest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Looked {
    pub(super) alike: Vec<Alike>,
    /// The line of the journal up to which the base was known.
    pub(super) seq: i64,
}

/// The records of one kind.
#[derive(Debug)]
struct Side {
    index: Index,
    subjects: Vec<Subject>,
}

impl Side {
    fn new(kind: Kind) -> Self {
        Self {
            index: Index::new(kind),
            subjects: Vec::new(),
        }
    }
}

/// Where the records of a client stand.
#[derive(Debug, Default)]
struct Places {
    own: Option<(bool, u32)>,
    people: Box<[u32]>,
}

/// How far the base is known without what an import has written meanwhile: its rows are compared
/// with one another in another way, and reading each card again would cost more than writing it.
#[derive(Debug)]
struct Ahead {
    seq: i64,
    request: String,
}

#[derive(Debug)]
struct Live {
    companies: Side,
    people: Side,
    places: HashMap<ClientId, Places>,
    /// The last line of the journal that is in, with its hash.
    journal: (i64, String),
    /// Lines after it that are in but for those of an import that is under way.
    ahead: Option<Ahead>,
    /// Decisions made or taken back since the weights followed them.
    unheard: i64,
}

impl Live {
    /// Reads the whole base. What is changed meanwhile is told by the journal afterwards.
    fn build(app: &App) -> Result<Self, DbError> {
        let mut live = Self {
            companies: Side::new(Kind::Company),
            people: Side::new(Kind::Person),
            places: HashMap::new(),
            journal: app.db.read(store::journal::head)?,
            ahead: None,
            unheard: 0,
        };
        each_card(app, |card| {
            live.take(&card, false);
            Ok::<_, DbError>(())
        })?;
        for side in [&mut live.companies, &mut live.people] {
            side.index.build();
            if side.index.live() >= LEARNS_FROM {
                side.index.learn(&Sweep::default(), &[]);
            }
        }
        app.db.read(|tx| live.heed(tx))?;
        Ok(live)
    }

    /// Takes what people said of pairs into the weights, as the sweep does.
    fn heed(&mut self, tx: &mut DbTx) -> Result<(), DbError> {
        let mut lessons = [Vec::new(), Vec::new()];
        for one in store::duplicate::decision::all(tx)? {
            let Some(same) = one.verdict.lesson() else {
                continue;
            };
            // of a merge one card is left
            let kind = [one.a, one.b]
                .iter()
                .find_map(|id| self.places.get(id)?.own.map(|(company, _)| company));
            if let (Some(company), true) = (kind, one.engine == i64::from(VERSION)) {
                lessons[usize::from(!company)].push((one.pattern.cast_unsigned(), same));
            }
        }
        let said = store::duplicate::person::all(tx)?;
        lessons[1].extend(said.iter().filter_map(people::lesson));
        let [of_companies, of_people] = lessons;
        self.companies.index.heed(of_companies);
        self.people.index.heed(of_people);
        self.unheard = 0;
        Ok(())
    }

    fn side(&mut self, company: bool) -> &mut Side {
        if company {
            &mut self.companies
        } else {
            &mut self.people
        }
    }

    /// Puts the records of a card in; one by one, or to be put into the tables with all others.
    fn take(&mut self, card: &Card, at_once: bool) {
        let company = kind_of(card.kind) == Kind::Company;
        let put = |side: &mut Side, fields: &[(Field, &str)], subject| {
            let place = if at_once {
                side.index.add(fields)
            } else {
                side.index.push(fields)
            };
            side.subjects.push(subject);
            u32::try_from(place).unwrap_or(u32::MAX)
        };
        let subject = Subject::Client(card.id);
        let own = put(self.side(company), &of_client(card), subject);
        let mut people = Vec::new();
        if card.kind == ClientKind::Company {
            let id = card.id.to_string();
            for (person, name) in &card.people {
                let fields = of_person(card, *person, name, &id);
                let subject = Subject::Person(*person, card.id);
                people.push(put(&mut self.people, &fields, subject));
            }
        }
        let places = Places {
            own: Some((company, own)),
            people: people.into_boxed_slice(),
        };
        self.places.insert(card.id, places);
    }

    fn drop_client(&mut self, id: ClientId) {
        let Some(places) = self.places.remove(&id) else {
            return;
        };
        if let Some((company, place)) = places.own {
            self.side(company).index.remove(place as usize);
        }
        for place in places.people {
            self.people.index.remove(place as usize);
        }
    }

    /// Takes in what was changed since. False: the base has another past than this, or so much was
    /// changed that all has to be read anew.
    fn follow(&mut self, tx: &mut DbTx) -> Result<bool, DbError> {
        let head = store::journal::head(tx)?;
        if head == self.journal {
            return Ok(true);
        }
        let past = match self.journal.0 {
            0 => Some(String::new()),
            seq => store::journal::hash_of(tx, seq)?,
        };
        if self.journal.0 > 0 && past.as_ref() != Some(&self.journal.1) {
            return Ok(false);
        }
        let changed = store::duplicate::changed_since(tx, self.journal.0, None)?;
        if changed.len() > self.places.len() / 2 + ANEW {
            return Ok(false);
        }
        self.read_again(tx, &changed)?;
        self.unheard += store::duplicate::decided_since(tx, self.journal.0)?;
        self.journal = head;
        self.ahead = None;
        if self.unheard >= REFIT {
            self.heed(tx)?;
        }
        // places of records that are gone are never used again
        let spent = |side: &Side| side.index.len() > 2 * side.index.live() + ANEW;
        Ok(!spent(&self.companies) && !spent(&self.people))
    }

    /// The same, but for what the import of this request has written.
    fn follow_but(&mut self, tx: &mut DbTx, request: &str) -> Result<bool, DbError> {
        let head = store::journal::head(tx)?;
        if head == self.journal {
            return Ok(true);
        }
        let ahead = self.ahead.take().filter(|ahead| ahead.request == request);
        let since = match ahead {
            Some(ahead) if head.0 >= ahead.seq => ahead.seq,
            _ => self.journal.0,
        };
        let changed = store::duplicate::changed_since(tx, since, Some(request))?;
        if changed.len() > self.places.len() / 2 + ANEW {
            return Ok(false);
        }
        self.read_again(tx, &changed)?;
        self.ahead = Some(Ahead {
            seq: head.0,
            request: request.to_owned(),
        });
        Ok(true)
    }

    fn read_again(&mut self, tx: &mut DbTx, changed: &[ClientId]) -> Result<(), DbError> {
        for ids in changed.chunks(STEP) {
            for id in ids {
                self.drop_client(*id);
            }
            for card in store::duplicate::cards(tx, ids)? {
                self.take(&card, true);
            }
        }
        Ok(())
    }
}

impl Keeper {
    /// Makes the index ready before anybody asks: reading a large base takes a while.
    pub fn prepare(&self, app: &App) -> Result<(), DbError> {
        self.with(app, |_| ())
    }

    /// How many clients and people are in it; nothing while it is being made.
    pub fn size(&self) -> Option<(usize, usize)> {
        let held = match self.0.try_lock() {
            Ok(held) => held,
            Err(TryLockError::Poisoned(held)) => held.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        let live = held.as_ref()?;
        Some((live.places.len(), live.people.index.live()))
    }

    /// Whether the whole base is in the index.
    pub fn is_ready(&self) -> bool {
        // whoever holds it either builds it or looks something up in it, which takes a moment
        for _ in 0..5 {
            match self.0.try_lock() {
                Ok(held) => return held.is_some(),
                Err(TryLockError::Poisoned(held)) => return held.into_inner().is_some(),
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
            }
        }
        false
    }

    /// Takes in what was changed, if the base was read: so that nobody who asks has to wait for what
    /// another process has brought in.
    pub fn keep_up(&self, app: &App) -> Result<(), DbError> {
        if self.is_ready() {
            self.with(app, |_| ())?;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Live>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Uses the index as the base is now. The first call reads the base.
    fn with<T>(&self, app: &App, f: impl FnOnce(&mut Live) -> T) -> Result<T, DbError> {
        self.with_followed(app, Live::follow, f)
    }

    fn with_followed<T>(
        &self,
        app: &App,
        follow: impl Fn(&mut Live, &mut DbTx) -> Result<bool, DbError>,
        f: impl FnOnce(&mut Live) -> T,
    ) -> Result<T, DbError> {
        let mut place = self.lock();
        // taken out while it changes: whoever fails on the way leaves none behind
        let followed = match place.take() {
            None => None,
            Some(mut live) => app.db.read(|tx| follow(&mut live, tx))?.then_some(live),
        };
        let mut live = match followed {
            Some(live) => live,
            None => {
                let mut live = Live::build(app)?;
                app.db.read(|tx| follow(&mut live, tx))?;
                live
            }
        };
        let result = f(&mut live);
        *place = Some(live);
        Ok(result)
    }

    /// The records of the base most like one that is typed or brought in, the likeliest first.
    pub(super) fn alike(
        &self,
        app: &App,
        kind: Kind,
        fields: &[(Field, &str)],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<Looked, DbError> {
        self.with(app, |live| Looked {
            alike: live.alike(kind, fields, keep),
            seq: live.journal.0,
        })
    }

    /// The same; nothing when the base is still being read after so long, as after a start on a
    /// large one: whoever adds somebody does not wait for that.
    pub(super) fn alike_soon(
        &self,
        app: &App,
        kind: Kind,
        fields: &[(Field, &str)],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<Option<Looked>, DbError> {
        let begun = Instant::now();
        while matches!(self.0.try_lock(), Err(TryLockError::WouldBlock)) {
            if begun.elapsed() >= PATIENCE {
                return Ok(None);
            }
            std::thread::sleep(LOOK);
        }
        self.alike(app, kind, fields, keep).map(Some)
    }

    /// Does something while nobody can look anybody up: what a start on a large base is like.
    pub fn while_held<T>(&self, work: impl FnOnce() -> T) -> T {
        let _held = self.lock();
        work()
    }

    /// People of the base with the surname that is typed, the likeliest first, with how many there
    /// are.
    pub(super) fn namesakes(
        &self,
        app: &App,
        fields: &[(Field, &str)],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<(Vec<Alike>, usize), DbError> {
        self.with(app, |live| {
            let Side {
                index, subjects, ..
            } = &mut live.people;
            let (found, all) = index.namesakes(fields, &|place| keep(subjects[place]));
            let alike = found.into_iter().map(|told| Alike {
                subject: subjects[told.record],
                told,
            });
            (alike.collect(), all)
        })
    }

    /// Takes in what was changed: before many records are looked up without asking each time. The
    /// line of the journal up to which the base is known.
    pub(crate) fn follow(&self, app: &App) -> Result<i64, DbError> {
        self.with(app, |live| live.journal.0)
    }

    /// The same, but for what an import has written whose journal lines carry this request: it knows
    /// its own rows, and they do not change how common a value was when it began.
    pub(crate) fn follow_but(&self, app: &App, request: &str) -> Result<(), DbError> {
        self.with_followed(app, |live, tx| live.follow_but(tx, request), |_| ())
    }

    /// Who a record is likeliest to be that is brought in with many others, `rows`: somebody of the
    /// base, as it was when it was [followed](Self::follow) last, or one of those `near` among the
    /// others.
    pub(super) fn likeliest(
        &self,
        app: &App,
        rows: &Index,
        draft: &Draft,
        near: &[usize],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<Option<(Nearest, Match)>, DbError> {
        let look = |live: &mut Live| {
            let Side {
                index, subjects, ..
            } = live.side(rows.kind() == Kind::Company);
            let keep = |place: usize| keep(subjects[place]);
            let (who, told) = index.likeliest(rows, draft, near, &keep)?;
            let who = match who {
                Likeliest::Here(place) => Nearest::Base(subjects[place]),
                Likeliest::There(place) => Nearest::Among(place),
            };
            Some((who, told))
        };
        if let Some(live) = self.lock().as_mut() {
            return Ok(look(live));
        }
        self.with(app, look)
    }
}

/// Who is the nearest: somebody of the base, or one of those brought in, by the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearest {
    Base(Subject),
    Among(usize),
}

impl Live {
    fn alike(
        &mut self,
        kind: Kind,
        fields: &[(Field, &str)],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Vec<Alike> {
        let Side {
            index, subjects, ..
        } = self.side(kind == Kind::Company);
        let found = index.candidates_among(fields, &|place| keep(subjects[place]));
        let alike = found.into_iter().map(|told| Alike {
            subject: subjects[told.record],
            told,
        });
        alike.collect()
    }
}
