//! Who acts, when, in which request: the first parameter of every use case. Time and chance
//! enter the product only here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::language::Language;
use domain::policy::{Action, Actor, Entity, Forbidden, Scope};
use jiff::Timestamp;
use uuid::Uuid;

use crate::chance::Chance;

/// The circumstances of one request, command or job.
#[derive(Debug, Clone)]
pub struct Context {
    /// Who acts, with their rights.
    pub actor: Actor,
    /// The moment at which it began; the only "now" below.
    pub now: Timestamp,
    /// What ties log, journal and answer together.
    pub request: String,
    /// In which words the answer goes out, where the answer has words.
    pub language: Language,
    ids: Arc<Ids>,
}

#[derive(Debug)]
struct Ids {
    chance: Chance,
    made: AtomicU32,
}

impl Context {
    /// The context of a request of `actor`. The moment is cut to microseconds, as finely as the
    /// databases keep it: else the journal would tell another one than the record, and a change
    /// could not be taken back.
    pub fn new(actor: Actor, now: Timestamp, request: String, language: Language) -> Self {
        let ids = Ids {
            chance: Chance::System,
            made: AtomicU32::new(0),
        };
        Self {
            actor,
            now: Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now),
            request,
            language,
            ids: Arc::new(ids),
        }
    }

    /// The product itself at `now`: start-up, scheduled work, commands at the console.
    pub fn system(now: Timestamp) -> Self {
        let request = "system".to_owned();
        Self::new(Actor::system(), now, request, Language::default())
    }

    /// The same, as part of another request.
    #[must_use]
    pub fn within(self, request: &str) -> Self {
        Self {
            request: request.to_owned(),
            ..self
        }
    }

    /// A background job goes on with the rights of the one who started it.
    pub fn for_job(
        actor: Actor,
        now: Timestamp,
        job: domain::id::JobId,
        language: Language,
    ) -> Self {
        Self::new(actor, now, format!("job-{job}"), language)
    }

    /// The same, with identifiers fixed by `seed`: for tests and demo bases.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        let ids = Ids {
            chance: Chance::seeded(seed),
            made: AtomicU32::new(0),
        };
        Self {
            ids: Arc::new(ids),
            ..self
        }
    }

    /// A new identifier: a UUIDv7 of `now`; those of one context sort in the order they were made.
    pub fn id<T: From<Uuid>>(&self) -> T {
        let millis = u128::try_from(self.now.as_millisecond()).unwrap_or(0) & ((1 << 48) - 1);
        let turn = u128::from(self.ids.made.fetch_add(1, Ordering::Relaxed)) & 0xff_ffff;
        let random = u128::from(u64::from_le_bytes(self.ids.chance.bytes())) & ((1 << 50) - 1);
        let bits = millis << 80
            | 0x7 << 76
            | (turn >> 12) << 64
            | 0b10 << 62
            | (turn & 0xfff) << 50
            | random;
        T::from(Uuid::from_u128(bits))
    }

    /// May the actor do this?
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        self.actor.may(action)
    }

    /// Which records of `entity` may the actor read?
    pub fn scope(&self, entity: Entity) -> Result<Scope, Forbidden> {
        self.actor.scope(entity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ClientId;

    #[test]
    fn the_moment_is_as_fine_as_the_databases_keep_it() {
        let now: Timestamp = "2026-03-01T10:00:00.123456789Z".parse().unwrap();
        let kept: Timestamp = "2026-03-01T10:00:00.123456Z".parse().unwrap();
        assert_eq!(Context::system(now).now, kept);
    }

    #[test]
    fn identifiers_are_uuid7_of_now_in_order() {
        let now: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
        let ctx = Context::system(now).seeded(3);
        let ids: Vec<ClientId> = (0..10_000).map(|_| ctx.id()).collect();
        assert!(ids.is_sorted());
        let first = ids[0].uuid();
        assert_eq!(first.get_version_num(), 7);
        assert_eq!(first.get_variant(), uuid::Variant::RFC4122);
        let (seconds, _) = first.get_timestamp().unwrap().to_unix();
        assert_eq!(i64::try_from(seconds).unwrap(), now.as_second());
        let again: ClientId = Context::system(now).seeded(3).id();
        assert_eq!(again, ids[0]);
    }
}
