//! The pool: clients that nobody holds, and how they are handed out (R121, R122, R287).

use crate::client::{Relation, Temperature};
use crate::id::{ClientId, UserId};
use crate::policy::Role;

/// The relations whose clients a role works, the first ones first: a telemarketer finds new ones, a
/// seller makes the first sale and wakes those who left, a client manager keeps who buys; who leads
/// works whom they please.
pub fn works(role: Role) -> &'static [Relation] {
    match role {
        Role::Telemarketer => &[Relation::Prospect, Relation::Competitors],
        Role::ActiveSeller => &[Relation::Prospect, Relation::Former, Relation::Competitors],
        Role::ClientManager => &[Relation::Current, Relation::Former],
        _ => Relation::ALL,
    }
}

/// The temperatures in the order in which clients are handed out.
pub const ORDER: [Option<Temperature>; 4] = [
    Some(Temperature::Hot),
    Some(Temperature::Warm),
    None,
    Some(Temperature::Cold),
];

/// How an employee did with the clients held before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// Stays that ended or had a result.
    pub stays: i64,
    /// Of these: with a result.
    pub results: i64,
}

/// An employee who may be given clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Taker {
    /// Who.
    pub user: UserId,
    /// Their role: which clients they work.
    pub role: Role,
    /// How many more they may hold; `None`: any number.
    pub free: Option<i64>,
    /// Of these: how many key ones (R199).
    pub key_free: i64,
    /// Their conversion.
    pub conversion: f64,
}

/// A client of the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub client: ClientId,
    /// How it stands to us.
    pub relation: Relation,
    /// How ready it is to buy.
    pub temperature: Option<Temperature>,
    /// The last effective contact, in microseconds of the epoch; 0: never. The longest untouched
    /// come first.
    pub touched: i64,
    /// Whether it is key.
    pub key: bool,
}

/// One client handed to one employee, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The client.
    pub client: ClientId,
    /// To whom.
    pub user: UserId,
    /// In which round, from 1.
    pub round: usize,
    /// The place of the employee by conversion in that round, from 1.
    pub place: usize,
}

/// Hands out clients, which come the best first, in rounds: in each round every employee with room
/// is given the best client left that their role works, those with the better conversion choose
/// first. So the numbers are even, and the best clients go to those who make most of them.
/// `barred`: who must not have a client again yet.
pub fn distribute(
    waiting: &[Waiting],
    takers: &[Taker],
    each: i64,
    barred: impl Fn(ClientId, UserId) -> bool,
) -> Vec<Share> {
    let mut order: Vec<&Taker> = takers.iter().collect();
    order.sort_by(|a, b| {
        b.conversion
            .total_cmp(&a.conversion)
            .then_with(|| a.user.cmp(&b.user))
    });
    let mut left: Vec<bool> = vec![true; waiting.len()];
    // No client before this place is left.
    let mut from = 0;
    let mut given: Vec<i64> = vec![0; order.len()];
    let mut keys: Vec<i64> = vec![0; order.len()];
    let mut shares = Vec::new();
    let mut round = 0;
    loop {
        round += 1;
        let before = shares.len();
        for (place, taker) in order.iter().enumerate() {
            let most = taker.free.map_or(each, |free| free.min(each));
            if given[place] >= most {
                continue;
            }
            let fits = |of: &Waiting| {
                works(taker.role).contains(&of.relation)
                    && !(of.key && keys[place] >= taker.key_free)
                    && !barred(of.client, taker.user)
            };
            while left.get(from) == Some(&false) {
                from += 1;
            }
            let Some(at) = (from..waiting.len()).find(|at| left[*at] && fits(&waiting[*at])) else {
                given[place] = most;
                continue;
            };
            left[at] = false;
            given[place] += 1;
            keys[place] += i64::from(waiting[at].key);
            shares.push(Share {
                client: waiting[at].client,
                user: taker.user,
                round,
                place: place + 1,
            });
        }
        if shares.len() == before {
            return shares;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;
    use uuid::Uuid;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    fn waiting(n: u128, temperature: Option<Temperature>) -> Waiting {
        Waiting {
            client: ClientId::from_uuid(Uuid::from_u128(n)),
            relation: Relation::Prospect,
            temperature,
            touched: 0,
            key: false,
        }
    }

    fn taker(n: u128, conversion: f64, free: Option<i64>) -> Taker {
        Taker {
            user: user(n),
            role: Role::Telemarketer,
            free,
            key_free: i64::MAX,
            conversion,
        }
    }

    #[test]
    fn r122_the_best_leads_go_to_those_who_make_most_of_them() {
        let pool: Vec<Waiting> = (0..5).map(|n| waiting(n, None)).collect();
        let takers = [taker(1, 0.1, None), taker(2, 0.4, None)];
        let shares = distribute(&pool, &takers, 2, |_, _| false);
        let told: Vec<(u128, u128, usize)> = shares
            .iter()
            .map(|share| {
                let client = share.client.uuid().as_u128();
                (client, share.user.uuid().as_u128(), share.round)
            })
            .collect();
        assert_eq!(told, [(0, 2, 1), (1, 1, 1), (2, 2, 2), (3, 1, 2)]);
    }

    #[test]
    fn r199_key_clients_are_handed_out_only_as_far_as_one_can_look_after_them() {
        let pool: Vec<Waiting> = (0..4)
            .map(|n| Waiting {
                key: n != 3,
                ..waiting(n, None)
            })
            .collect();
        let full = Taker {
            key_free: 1,
            ..taker(1, 0.1, None)
        };
        let shares = distribute(&pool, &[full], 10, |_, _| false);
        let told: Vec<u128> = shares
            .iter()
            .map(|share| share.client.uuid().as_u128())
            .collect();
        assert_eq!(told, [0, 3]);
    }

    proptest! {
        #[test]
        fn nobody_is_given_too_many_nor_a_client_twice(
            clients in 0_u128..60,
            free in prop::collection::vec(prop::option::of(0_i64..10), 1..6),
            each in 0_i64..12,
            barred in prop::collection::hash_set((0_u128..60, 0_u128..6), 0..40),
        ) {
            let pool: Vec<Waiting> = (0..clients).map(|n| waiting(n, None)).collect();
            let takers: Vec<Taker> = free.iter().enumerate().map(|(n, free)| taker(n as u128, 0.1 * n as f64, *free)).collect();
            let bars = |client: ClientId, user: UserId| barred.contains(&(client.uuid().as_u128(), user.uuid().as_u128()));
            let shares = distribute(&pool, &takers, each, bars);
            let clients: HashSet<_> = shares.iter().map(|share| share.client).collect();
            prop_assert_eq!(clients.len(), shares.len());
            for taker in &takers {
                let given = shares.iter().filter(|share| share.user == taker.user).count() as i64;
                prop_assert!(given <= taker.free.map_or(each, |free| free.min(each)));
            }
            prop_assert!(shares.iter().all(|share| !bars(share.client, share.user)));
            // what is left nobody with room could have
            for client in pool.iter().filter(|one| !clients.contains(&one.client)) {
                for taker in &takers {
                    let given = shares.iter().filter(|share| share.user == taker.user).count() as i64;
                    let room = given < taker.free.map_or(each, |free| free.min(each));
                    prop_assert!(!room || bars(client.client, taker.user));
                }
            }
        }
    }
}
