//! Who acts, and the only place where a right is decided. A `Scope` can be made nowhere else, so
//! a store function that takes one cannot be called without having asked.

use serde::Serialize;
use uuid::Uuid;

use super::matrix::{self, Reach};
use super::{Access, Action, Entity, Field, Role, TokenScope};
use crate::id::{ClientId, ProductGroupId, UserId};

/// The adjustable part of the policy, from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// Heads of sales see only the clients of their team, not the whole base.
    pub head_sees_team_only: bool,
}

/// The action is not allowed: a value with what a person needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{action} is not allowed")]
pub struct Forbidden {
    /// The code of the action, or `<entity>.read`.
    pub action: String,
    /// The roles that may do it.
    pub roles: Vec<Role>,
    /// The scope the API token would need, when the role has the right but the token has not.
    pub token_scope: Option<TokenScope>,
}

/// Clients that buy for which somebody is responsible by a cell of the matrix (R196, R197).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Key clients, or the others; `None`: both.
    pub key: Option<bool>,
    /// In these regions; `None`: in all, also without one.
    pub regions: Option<Vec<String>>,
    /// That have bought of these product groups; `None`: of any, or nothing.
    pub groups: Option<Vec<ProductGroupId>>,
}

/// The records a query may touch: those of clients managed by certain employees or lying in the
/// areas of the actor, or all. Made only by [`Actor::scope`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    managers: Option<Vec<UserId>>,
    shared: Vec<ClientId>,
    fresh: bool,
    areas: Vec<Area>,
}

impl Scope {
    /// The employees whose clients are visible; `None` means every client, those without a
    /// manager included. A limited scope never covers a client without a manager.
    pub fn managers(&self) -> Option<&[UserId]> {
        self.managers.as_deref()
    }

    /// Clients of others that are visible too: those worked together with their holder for a time.
    pub fn shared(&self) -> &[ClientId] {
        &self.shared
    }

    /// Whether the reader works clients, rather than deciding on them: what a fresh look hides
    /// (R124) is hidden from them.
    pub fn looks_fresh(&self) -> bool {
        self.fresh
    }

    /// Whether a client with this manager is visible.
    pub fn sees(&self, client: ClientId, manager: Option<UserId>) -> bool {
        self.covers(manager) || self.shared.contains(&client)
    }

    /// The areas whose clients are visible besides; none where every client is.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Whether a client of this manager is visible for the sake of the manager.
    pub fn covers(&self, manager: Option<UserId>) -> bool {
        match &self.managers {
            None => true,
            Some(managers) => manager.is_some_and(|id| managers.contains(&id)),
        }
    }
}

/// Who acts: an employee (by session or token) or the product itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    user: UserId,
    name: String,
    role: Role,
    team: Vec<UserId>,
    stands_in_for: Vec<UserId>,
    shares: Vec<ClientId>,
    areas: Vec<Area>,
    token: Option<Vec<TokenScope>>,
    rules: Rules,
}

impl Actor {
    /// An employee signed in. `team` are the members of their team (needed for heads only).
    pub fn new(user: UserId, name: String, role: Role, team: Vec<UserId>, rules: Rules) -> Self {
        Self {
            user,
            name,
            role,
            team,
            stands_in_for: Vec::new(),
            shares: Vec::new(),
            areas: Vec::new(),
            token: None,
            rules,
        }
    }

    /// The product itself: scheduled work and commands at the console. May everything.
    pub fn system() -> Self {
        let nobody = UserId::from_uuid(Uuid::nil());
        Self::new(
            nobody,
            "system".to_owned(),
            Role::Owner,
            Vec::new(),
            Rules::default(),
        )
    }

    /// The same employee, standing in for others who are away: sees and works their clients too.
    #[must_use]
    pub fn standing_in_for(mut self, others: Vec<UserId>) -> Self {
        self.stands_in_for = others;
        self
    }

    /// The same employee, responsible for the clients of these areas: sees and works them too.
    #[must_use]
    pub fn responsible_for(mut self, areas: Vec<Area>) -> Self {
        self.areas = areas;
        self
    }

    /// For whom they stand in.
    pub fn stands_in_for(&self) -> &[UserId] {
        &self.stands_in_for
    }

    /// The same employee, working these clients of others together with their holders.
    #[must_use]
    pub fn sharing(mut self, clients: Vec<ClientId>) -> Self {
        self.shares = clients;
        self
    }

    /// The same employee through an API token with these scopes.
    #[must_use]
    pub fn through_token(mut self, scopes: Vec<TokenScope>) -> Self {
        self.token = Some(scopes);
        self
    }

    /// The employee's id; the nil id for the product itself.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// The employee's id, `None` for the product itself.
    pub fn user_or_system(&self) -> Option<UserId> {
        (!self.user.uuid().is_nil()).then_some(self.user)
    }

    /// The name, as the journal shows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The role.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Whether an API token acts rather than a person in the browser.
    pub fn is_token(&self) -> bool {
        self.token.is_some()
    }

    /// May this be done at all?
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        let role_may = matrix::allowed(self.role, action);
        let needed = matrix::token_scope(action);
        if role_may && self.token_has(needed) {
            return Ok(());
        }
        Err(Forbidden {
            action: action.code().to_owned(),
            roles: roles_where(|role| matrix::allowed(role, action)),
            token_scope: role_may.then_some(needed),
        })
    }

    /// Which records of `entity` may be read?
    pub fn scope(&self, entity: Entity) -> Result<Scope, Forbidden> {
        let reach = matrix::reach(self.role, entity);
        let refusal = |token_scope| Forbidden {
            action: format!("{}.read", entity.code()),
            roles: roles_where(|role| matrix::reach(role, entity) != Reach::None),
            token_scope,
        };
        if reach != Reach::None && !self.token_has(TokenScope::Read) {
            return Err(refusal(Some(TokenScope::Read)));
        }
        let limited = match reach {
            Reach::None => return Err(refusal(None)),
            Reach::Own => Some(self.with_absent(vec![self.user])),
            Reach::Team => Some(self.with_team()),
            Reach::Head if self.rules.head_sees_team_only => Some(self.with_team()),
            Reach::Head | Reach::All => None,
        };
        // Figures and journal lines stay those of the clients one holds.
        let wide = matches!(entity, Entity::Client | Entity::Order | Entity::Task);
        let areas = if wide && limited.is_some() {
            self.areas.clone()
        } else {
            Vec::new()
        };
        Ok(Scope {
            shared: if limited.is_some() {
                self.shares.clone()
            } else {
                Vec::new()
            },
            managers: limited,
            areas,
            fresh: reach == Reach::Own,
        })
    }

    /// How much of `field` is seen.
    pub fn field(&self, field: Field) -> Access {
        matrix::access(self.role, field)
    }

    /// The codes of everything this actor may do, `<entity>.read` included: what the interface
    /// shows and hides by.
    pub fn allowed(&self) -> Vec<String> {
        let reads = Entity::ALL
            .iter()
            .filter(|entity| self.scope(**entity).is_ok())
            .map(|entity| format!("{}.read", entity.code()));
        let does = Action::ALL
            .iter()
            .filter(|action| self.may(**action).is_ok())
            .map(|action| action.code().to_owned());
        reads.chain(does).collect()
    }

    fn token_has(&self, scope: TokenScope) -> bool {
        self.token
            .as_ref()
            .is_none_or(|scopes| scopes.contains(&scope))
    }

    fn with_team(&self) -> Vec<UserId> {
        let mut ids = self.team.clone();
        if !ids.contains(&self.user) {
            ids.push(self.user);
        }
        self.with_absent(ids)
    }

    fn with_absent(&self, mut ids: Vec<UserId>) -> Vec<UserId> {
        for absent in &self.stands_in_for {
            if !ids.contains(absent) {
                ids.push(*absent);
            }
        }
        ids
    }
}

fn roles_where(test: impl Fn(Role) -> bool) -> Vec<Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| test(*role))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    fn actor(role: Role, rules: Rules) -> Actor {
        Actor::new(user(1), "Anna".to_owned(), role, vec![user(2)], rules)
    }

    #[test]
    fn scopes_by_role() {
        let team_only = Rules {
            head_sees_team_only: true,
        };
        let cases = [
            (Role::Owner, Rules::default(), Some(None)),
            (Role::HeadOfSales, Rules::default(), Some(None)),
            (
                Role::HeadOfSales,
                team_only,
                Some(Some(vec![user(2), user(1)])),
            ),
            (
                Role::Telemarketer,
                Rules::default(),
                Some(Some(vec![user(1)])),
            ),
            (Role::ClientManager, team_only, Some(Some(vec![user(1)]))),
            (Role::Guardian, Rules::default(), Some(None)),
            (Role::Administrator, Rules::default(), None),
        ];
        for (role, rules, expected) in cases {
            let scope = actor(role, rules).scope(Entity::Client).ok();
            assert_eq!(scope.map(|s| s.managers), expected, "{role}");
        }
    }

    #[test]
    fn r197_areas_widen_the_clients_of_who_sees_only_some() {
        let area = Area {
            key: Some(true),
            regions: None,
            groups: None,
        };
        let with = |role| actor(role, Rules::default()).responsible_for(vec![area.clone()]);
        let areas = |role, entity| with(role).scope(entity).unwrap().areas().len();
        assert_eq!(areas(Role::ClientManager, Entity::Client), 1);
        assert_eq!(areas(Role::ClientManager, Entity::Order), 1);
        assert_eq!(areas(Role::ClientManager, Entity::Analysis), 0);
        assert_eq!(
            areas(Role::Owner, Entity::Client),
            0,
            "sees everybody anyway"
        );
        assert!(with(Role::Administrator).scope(Entity::Client).is_err());
    }

    #[test]
    fn a_limited_scope_never_covers_the_pool() {
        let own = actor(Role::ActiveSeller, Rules::default())
            .scope(Entity::Client)
            .unwrap();
        assert!(own.covers(Some(user(1))));
        assert!(!own.covers(Some(user(2))));
        assert!(!own.covers(None));
        let all = actor(Role::DataSteward, Rules::default())
            .scope(Entity::Client)
            .unwrap();
        assert!(all.covers(None));
    }

    #[test]
    fn r200_a_deputy_sees_the_clients_of_who_is_away() {
        let deputy = actor(Role::ActiveSeller, Rules::default()).standing_in_for(vec![user(7)]);
        let own = deputy.scope(Entity::Client).unwrap();
        assert!(own.covers(Some(user(1))) && own.covers(Some(user(7))));
        assert!(!own.covers(Some(user(2))) && !own.covers(None));
        let outside = Actor::new(
            user(1),
            String::new(),
            Role::Administrator,
            Vec::new(),
            Rules::default(),
        );
        assert!(
            outside
                .standing_in_for(vec![user(7)])
                .scope(Entity::Client)
                .is_err()
        );
    }

    #[test]
    fn a_refusal_names_who_may() {
        let refusal = actor(Role::Telemarketer, Rules::default())
            .may(Action::ClientExport)
            .unwrap_err();
        assert_eq!(refusal.action, "client.export");
        assert_eq!(refusal.roles, [Role::Owner, Role::HeadOfSales]);
        assert_eq!(refusal.token_scope, None);
    }

    #[test]
    fn a_token_only_narrows() {
        for role in Role::ALL {
            let person = actor(*role, Rules::default());
            let full = person.clone().through_token(TokenScope::ALL.to_vec());
            assert_eq!(person.allowed(), full.allowed(), "{role}");
            let reader = person.clone().through_token(vec![TokenScope::Read]);
            for action in Action::ALL {
                assert!(reader.may(*action).is_err(), "{role} {action}");
            }
            let none = person.through_token(Vec::new());
            assert!(none.allowed().is_empty(), "{role}");
        }
        let owner = actor(Role::Owner, Rules::default()).through_token(vec![TokenScope::Read]);
        let refusal = owner.may(Action::ClientUpdate).unwrap_err();
        assert_eq!(refusal.token_scope, Some(TokenScope::Write));
    }
}
