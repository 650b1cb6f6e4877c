//! Why a client stands in its classes, over the base.

use app::analysis::{Question, why};
use domain::policy::Role;

use super::base::{Base, bases};

fn of(base: &Base, role: Role, client: usize) -> Option<app::analysis::Why> {
    why(&base.app, &base.app.ctx(role), base.clients[client]).unwrap()
}

#[test]
fn every_class_of_every_client_is_that_of_the_pages_and_what_is_stated_moves_it() {
    for mut base in bases() {
        let ctx = base.app.ctx(Role::Owner);
        let figures = base.found(Role::Owner, &Question::default());
        let mut risen = 0;
        for client in 0..12 {
            let told = of(&base, Role::Owner, client).unwrap();
            assert_eq!(
                told.abc.is_some(),
                figures.contains_key(&client),
                "{client}"
            );
            let step = told.step.as_ref().unwrap();
            assert_eq!(step.rise.is_none(), step.step == "advocate", "{client}");
            let Some(rise) = told.abc.and_then(|abc| abc.rise) else {
                continue;
            };
            risen += 1;
            // One unit of a product at the missing price, today; then it is taken back.
            let number = 5_000 + u32::try_from(client).unwrap();
            let made = base.order(client, number, "2026-03-02", &[(1, 1, rise.minor)]);
            let now = of(&base, Role::Owner, client).unwrap();
            assert_eq!(now.abc.unwrap().class, rise.class, "{client}");
            assert!(now.step.unwrap().purchases > step.purchases, "{client}");
            assert_eq!(now.state.unwrap().idle_days, 0, "{client}");
            app::order::delete(&base.app, &ctx, made, 1).unwrap();
        }
        assert!(risen > 0, "somebody is not A");
    }
}

#[test]
fn sec_01_why_is_told_only_of_clients_one_may_see_and_among_them() {
    for base in bases() {
        // Client 1 is the active seller's, client 3 the client manager's.
        assert!(of(&base, Role::ActiveSeller, 3).is_none());
        let own = of(&base, Role::ActiveSeller, 1).unwrap();
        let all = of(&base, Role::Owner, 1).unwrap();
        assert!(own.among_own && !all.among_own);
        assert!(own.abc.unwrap().clients < all.abc.unwrap().clients);
        let ctx = base.app.ctx(Role::Administrator);
        assert!(why(&base.app, &ctx, base.clients[1]).is_err());
    }
}
