//! How much of the product each employee uses (R271): the share of the functions open to their role
//! that the journal has a line of. What only reads leaves no line.

use std::collections::{BTreeSet, HashMap};

use domain::id::UserId;
use domain::journal::JournalAction;
use domain::policy::{Actor, Entity};
use domain::report::{MOST_DAYS, open_to, used};
use domain::setting::ADOPTION_LOW;
use domain::task::Whose;
use jiff::civil::Date;
use store::user::User;

use super::{Error, people};
use crate::context::Context;
use crate::{App, session, setting};

/// What one employee used.
#[derive(Debug, Clone)]
pub struct Usage {
    /// Who.
    pub user: User,
    /// The functions used, of those open to them.
    pub used: BTreeSet<&'static str>,
    /// The functions open to them.
    pub open: BTreeSet<&'static str>,
    /// At or under the share that the setting calls low.
    pub low: bool,
}

impl Usage {
    /// The share used, in hundredths of a per cent; none when nothing is open.
    pub fn share(&self) -> Option<i64> {
        let open = self.open.len() as i64;
        (open > 0).then(|| self.used.len() as i64 * 10_000 / open)
    }
}

/// What everybody used.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The share that is called low, in per cent.
    pub low: i64,
    /// By name.
    pub people: Vec<Usage>,
}

/// Which functions the employees used in some days, as far as the reader may see it.
pub fn adoption(
    app: &App,
    ctx: &Context,
    whose: Whose,
    from: Date,
    to: Date,
) -> Result<Adoption, Error> {
    let scope = ctx.scope(Entity::Task)?;
    if from > to || (to - from).get_days() >= MOST_DAYS {
        return Err(Error::refused("to", "report.range"));
    }
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let users = people(tx, ctx, &scope, whose, None)?;
        let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
        let start = setting::start_of(&settings, from);
        let until = setting::start_of(&settings, to.tomorrow().unwrap_or(to));
        let mut deeds: HashMap<UserId, Vec<(String, JournalAction)>> = HashMap::new();
        for (user, entity, action) in store::report::deeds(tx, &ids, start, until)? {
            deeds.entry(user).or_default().push((entity, action));
        }
        let low = settings.whole(&ADOPTION_LOW);
        let mut found = Vec::with_capacity(users.len());
        for user in users {
            let actor: Actor = session::actor(tx, &user, &settings, ctx.now)?;
            let open = open_to(|action| actor.may(action).is_ok());
            let lines = deeds.remove(&user.id).unwrap_or_default();
            let lines = lines
                .iter()
                .map(|(entity, action)| (entity.as_str(), *action));
            let used: BTreeSet<_> = used(lines).intersection(&open).copied().collect();
            let mut usage = Usage {
                user,
                used,
                open,
                low: false,
            };
            usage.low = usage.share().is_some_and(|share| share <= low * 100);
            found.push(usage);
        }
        Ok(Adoption { low, people: found })
    })
}
