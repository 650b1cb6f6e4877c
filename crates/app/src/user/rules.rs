//! What an account may become, and by whom. One check for adding, changing and undoing.

use domain::policy::Role;
use domain::user::UserState;
use store::user::User;

use super::Error;
use crate::DbTx;
use crate::context::Context;

/// Whether `after` may stand in place of `before` (`None`: a new account).
pub(super) fn check(
    tx: &mut DbTx,
    ctx: &Context,
    before: Option<&User>,
    after: &User,
    login_key: &str,
) -> Result<(), Error> {
    let guarded = |user: &User| matches!(user.role, Role::Owner | Role::Guardian);
    let touches_guarded = guarded(after) || before.is_some_and(guarded);
    if touches_guarded && ctx.actor.role() != Role::Owner {
        return Err(Error::OwnerOnly);
    }
    if let Some(before) = before {
        let rights_move = before.role != after.role || before.state != after.state;
        if rights_move && before.id == ctx.actor.user() {
            return Err(Error::OwnAccount);
        }
        let is_owner = |user: &User| user.role == Role::Owner && user.state == UserState::Active;
        if is_owner(before) && !is_owner(after) && store::user::count_active(tx, Role::Owner)? < 2 {
            return Err(Error::LastOwner);
        }
    }
    if let Some(team) = after.team_id
        && store::team::find(tx, team)?.is_none()
    {
        return Err(Error::NoTeam);
    }
    let holder = store::user::find_account(tx, login_key)?;
    if holder.is_some_and(|holder| holder.user.id != after.id) {
        return Err(Error::LoginTaken);
    }
    Ok(())
}
