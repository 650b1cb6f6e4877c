//! The policy as data: one row for each entity, action and field, one column for each role in the
//! order of `Role::ALL`. Change a right here, then accept the new `policy.snap`.

use super::{Access, Action, Entity, Field, Role, TokenScope};

/// How far a role's reading of an entity reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nothing.
    None,
    /// Records of one's own clients.
    Own,
    /// Records of the team's clients, one's own included.
    Team,
    /// Everything, clients without a manager included.
    All,
    /// `All` or `Team`, as the setting `policy.head_of_sales_scope` says.
    Head,
}

impl Reach {
    const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Team => "team",
            Self::All => "all",
            Self::Head => "setting",
        }
    }
}

type PerRole<T> = [T; Role::ALL.len()];

const NONE: Reach = Reach::None;
const OWN: Reach = Reach::Own;
const HEAD: Reach = Reach::Head;
const ALL: Reach = Reach::All;

#[rustfmt::skip]
const REACH: [(Entity, PerRole<Reach>); Entity::ALL.len()] = [
    //                  owner head  telem seller manager steward guardian admin
    (Entity::Client,   [ALL,  HEAD, OWN,  OWN,   OWN,    ALL,    ALL,     NONE]),
    (Entity::Order,    [ALL,  HEAD, OWN,  OWN,   OWN,    ALL,    ALL,     NONE]),
    (Entity::Product,  [ALL,  ALL,  ALL,  ALL,   ALL,    ALL,    ALL,     NONE]),
    (Entity::Analysis, [ALL,  HEAD, OWN,  OWN,   OWN,    ALL,    ALL,     NONE]),
    (Entity::Journal,  [ALL,  HEAD, OWN,  OWN,   OWN,    ALL,    ALL,     ALL ]),
    (Entity::User,     [ALL,  ALL,  ALL,  ALL,   ALL,    ALL,    ALL,     ALL ]),
    (Entity::Job,      [ALL,  ALL,  OWN,  OWN,   OWN,    OWN,    OWN,     ALL ]),
    (Entity::Task,     [ALL,  HEAD, OWN,  OWN,   OWN,    ALL,    ALL,     NONE]),
    (Entity::Lead,     [ALL,  HEAD, OWN,  OWN,   OWN,    ALL,    ALL,     NONE]),
];

const Y: bool = true;
const N: bool = false;
const WRITE: TokenScope = TokenScope::Write;
const EXPORT: TokenScope = TokenScope::Export;
const ADMIN: TokenScope = TokenScope::Admin;

#[rustfmt::skip]
const ALLOWED: [(Action, TokenScope, PerRole<bool>); Action::ALL.len()] = [
    //                                   owner head telem seller manager steward guardian admin
    (Action::ClientCreate,     WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       N]),
    (Action::ClientUpdate,     WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       N]),
    (Action::ClientDelete,     WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::ClientMerge,      WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::ClientAssign,     WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::ClientBulk,       WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::ClientExport,     EXPORT,  [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::ContactReveal,    EXPORT,  [Y,    Y,   Y,    Y,     Y,      Y,      Y,       N]),
    (Action::InteractionWrite, WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       N]),
    (Action::PoolTake,         WRITE,   [Y,    Y,   Y,    Y,     Y,      N,      N,       N]),
    (Action::RestLift,         WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::ScriptWrite,      WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::TrainingWrite,    WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::PlanWrite,        WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::RuleWrite,        WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::FunnelWrite,      WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::OrderWrite,       WRITE,   [Y,    Y,   N,    Y,     Y,      N,      N,       N]),
    (Action::OrderDelete,      WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::OrderBulk,        WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::PaymentWrite,     WRITE,   [Y,    Y,   N,    N,     Y,      N,      N,       N]),
    (Action::ReceivableWrite,  WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::ProductWrite,     WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::RateWrite,        WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::DictionaryWrite,  WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::SelectionWrite,   WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      Y,       N]),
    (Action::CleanListRelease, WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::ImportRun,        WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::TaskWrite,        WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       N]),
    (Action::TaskAssign,       WRITE,   [Y,    Y,   N,    N,     N,      Y,      N,       N]),
    (Action::LeadWrite,        WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       N]),
    (Action::LeadTake,         WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       N]),
    (Action::LeadForm,         ADMIN,   [Y,    Y,   N,    N,     N,      N,      N,       Y]),
    (Action::ViewShare,        WRITE,   [Y,    Y,   N,    N,     N,      N,      N,       N]),
    (Action::JournalUndo,      WRITE,   [Y,    Y,   Y,    Y,     Y,      Y,      N,       Y]),
    (Action::UserManage,       ADMIN,   [Y,    N,   N,    N,     N,      N,      N,       Y]),
    (Action::TeamManage,       ADMIN,   [Y,    N,   N,    N,     N,      N,      N,       Y]),
    (Action::TokenCreate,      ADMIN,   [Y,    Y,   N,    N,     N,      Y,      N,       Y]),
    (Action::SettingWrite,     ADMIN,   [Y,    N,   N,    N,     N,      N,      N,       Y]),
    (Action::SystemView,       ADMIN,   [Y,    N,   N,    N,     N,      N,      Y,       Y]),
    (Action::SystemBackup,     ADMIN,   [Y,    N,   N,    N,     N,      N,      N,       Y]),
    (Action::SystemCheck,      ADMIN,   [Y,    N,   N,    N,     N,      N,      N,       Y]),
];

const HIDDEN: Access = Access::Hidden;
const MASKED: Access = Access::Masked;
const SHOWN: Access = Access::Shown;

#[rustfmt::skip]
const ACCESS: [(Field, PerRole<Access>); Field::ALL.len()] = [
    //                  owner  head   telem   seller  manager steward guardian admin
    (Field::Phone,     [SHOWN, SHOWN, MASKED, MASKED, SHOWN,  SHOWN,  MASKED,  HIDDEN]),
    (Field::Email,     [SHOWN, SHOWN, MASKED, MASKED, SHOWN,  SHOWN,  MASKED,  HIDDEN]),
    (Field::Messenger, [SHOWN, SHOWN, MASKED, MASKED, SHOWN,  SHOWN,  MASKED,  HIDDEN]),
    (Field::Margin,    [SHOWN, SHOWN, HIDDEN, HIDDEN, SHOWN,  SHOWN,  HIDDEN,  HIDDEN]),
    (Field::Cost,      [SHOWN, SHOWN, HIDDEN, HIDDEN, SHOWN,  SHOWN,  HIDDEN,  HIDDEN]),
];

/// How far `role` reads `entity`, before settings are asked.
pub(super) fn reach(role: Role, entity: Entity) -> Reach {
    REACH[entity as usize].1[role as usize]
}

/// Whether `role` may do `action`.
pub(super) fn allowed(role: Role, action: Action) -> bool {
    ALLOWED[action as usize].2[role as usize]
}

/// The roles that may do `action`, for refusals that say who can.
pub fn may_do(action: Action) -> Vec<Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| allowed(*role, action))
        .collect()
}

/// The token scope that `action` needs.
pub(super) fn token_scope(action: Action) -> TokenScope {
    ALLOWED[action as usize].1
}

/// How much of `field` `role` sees.
pub(super) fn access(role: Role, field: Field) -> Access {
    ACCESS[field as usize].1[role as usize]
}

/// One line of the policy for people: kind (`read`, `do`, `see`), the code, then one word for
/// each role in the order of [`Role::ALL`].
pub type Line = (&'static str, &'static str, Vec<&'static str>);

/// The whole policy, for the snapshot, the rights page and the API.
pub fn describe() -> Vec<Line> {
    let yes_no = |yes: &bool| if *yes { "yes" } else { "no" };
    let read = REACH.iter().map(|(entity, row)| {
        let words = row.iter().map(|reach| reach.code()).collect();
        ("read", entity.code(), words)
    });
    let may = ALLOWED
        .iter()
        .map(|(action, _, row)| ("do", action.code(), row.iter().map(yes_no).collect()));
    let see = ACCESS.iter().map(|(field, row)| {
        let words = row.iter().map(|access| access.code()).collect();
        ("see", field.code(), words)
    });
    read.chain(may).chain(see).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_enumerations() {
        assert!(
            REACH
                .iter()
                .map(|row| row.0)
                .eq(Entity::ALL.iter().copied())
        );
        assert!(
            ALLOWED
                .iter()
                .map(|row| row.0)
                .eq(Action::ALL.iter().copied())
        );
        assert!(
            ACCESS
                .iter()
                .map(|row| row.0)
                .eq(Field::ALL.iter().copied())
        );
    }
}
