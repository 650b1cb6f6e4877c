//! The register of training through the use cases, on every engine at hand.

use app::testing::{TestApp, apps};
use app::training::{self, Error, Input};
use domain::policy::Role;
use jiff::civil::date;

fn input(app: &TestApp, role: Role, kind: &str, score: Option<i64>) -> Input {
    Input {
        user_id: app.user(role),
        kind: kind.to_owned(),
        topic: "Objections".to_owned(),
        day: None,
        score,
        note: None,
    }
}

#[test]
fn r202_r285_a_head_keeps_the_register_and_everybody_reads_their_own() {
    for app in apps() {
        let head = app.ctx(Role::HeadOfSales);
        let caller = app.ctx(Role::Telemarketer);
        let of_caller = |kind, score| input(&app, Role::Telemarketer, kind, score);
        let test = training::create(&app, &head, &of_caller("skill_test", Some(60))).unwrap();
        assert_eq!(test.data.day, date(2026, 3, 2));
        training::create(&app, &head, &of_caller("training", None)).unwrap();
        let seller = input(&app, Role::ActiveSeller, "mystery_shopper", Some(40));
        training::create(&app, &head, &seller).unwrap();

        assert_eq!(training::list(&app, &head, None).unwrap().len(), 3);
        assert_eq!(training::list(&app, &caller, None).unwrap().len(), 2);
        let other = Some(app.user(Role::ActiveSeller));
        let denied = training::list(&app, &caller, other);
        assert!(matches!(denied, Err(Error::Forbidden(_))));
        let own = training::standing(&app, &caller).unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].standing.tests.0, own[0].due), (Some(60), false));
        let all = training::standing(&app, &head).unwrap();
        assert_eq!(all.len(), Role::ALL.len());
        let found = |name: &str| all.iter().find(|of| of.name == name).unwrap();
        assert!(found("active_seller").due && !found("telemarketer").due);
        assert!(
            all[0].due && !all.last().unwrap().due,
            "those to be trained first"
        );

        let denied = training::create(&app, &caller, &of_caller("training", None));
        assert!(matches!(denied, Err(Error::Forbidden(_))));
        let codes = |input: &Input| match training::create(&app, &head, input) {
            Err(Error::Invalid(refusals)) => refusals[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(codes(&of_caller("skill_test", None)), "field.missing");
        assert_eq!(codes(&of_caller("skill_test", Some(101))), "training.score");
        assert_eq!(codes(&of_caller("exam", Some(1))), "code.unknown");

        training::delete(&app, &head, test.id).unwrap();
        assert_eq!(training::list(&app, &caller, None).unwrap().len(), 1);
        let gone = training::delete(&app, &head, test.id);
        assert!(matches!(gone, Err(Error::NotFound)));
        let last = app.db.read(store::journal::last).unwrap();
        app::journal::undo(&app, &app.ctx(Role::Owner), last).unwrap();
        assert_eq!(training::list(&app, &caller, None).unwrap().len(), 2);
    }
}
