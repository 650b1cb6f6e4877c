//! Many clients at once.

use super::*;

#[test]
fn rows_add_change_or_are_refused_each_for_itself() {
    for app in apps() {
        let ctx = app.ctx(Role::DataSteward);
        let row = |external: &str, name: &str| Input {
            external_id: Some(Some(external.to_owned())),
            ..named(name)
        };
        let rows = [
            row("a", "Ромашка"),
            row("b", " "),
            row("a", "Лютик"),
            row("a", "Лютик"),
            named("Клевер"),
        ];
        let outcomes = client::bulk(&app, &ctx, &rows).unwrap();
        let told: Vec<_> = outcomes
            .iter()
            .map(|outcome| match outcome {
                client::Outcome::Created(_, version) => format!("created {version}"),
                client::Outcome::Updated(_, version) => format!("updated {version}"),
                client::Outcome::Unchanged(_, version) => format!("unchanged {version}"),
                client::Outcome::Refused(refusals) => format!("refused {}", refusals[0].code),
            })
            .collect();
        assert_eq!(
            told,
            [
                "created 1",
                "refused text.empty",
                "updated 2",
                "unchanged 2",
                "created 1"
            ]
        );
        assert_eq!(found(&app, Role::Owner, "лютик"), ["Лютик"]);
        let refused = client::bulk(&app, &app.ctx(Role::ClientManager), &rows);
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }
}

#[test]
fn sec_14_one_change_for_many_keeps_rights_is_counted_first_and_undone_as_a_whole() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let names = ["Ромашка", "Лютик", "Клевер"];
        let manager = app.ctx(Role::ClientManager);
        let clients = names.map(|name| client::create(&app, &manager, &named(name)).unwrap());
        let ids = clients.iter().map(|c| c.id).collect::<Vec<_>>();
        let unknown = ctx.id();
        let chosen = client::Chosen::Ids(ids.iter().copied().chain([unknown]).collect());
        let vip = Input {
            service_class: Some("vip".to_owned()),
            ..Input::default()
        };
        client::update(&app, &ctx, ids[0], 1, &vip).unwrap();
        let counted = client::bulk_change(&app, &ctx, &chosen, &vip, true).unwrap();
        assert_eq!(
            (counted.changed, counted.unchanged, counted.refused),
            (2, 1, 1)
        );
        assert_eq!(client::card(&app, &ctx, ids[1]).unwrap().client.version, 1);
        let done = client::bulk_change(&app, &ctx, &chosen, &vip, false).unwrap();
        assert_eq!((done.changed, done.unchanged, done.refused), (2, 1, 1));
        let class = |id| {
            client::card(&app, &ctx, id)
                .unwrap()
                .client
                .data
                .service_class
                .code()
        };
        assert_eq!(
            ids.iter().map(|id| class(*id)).collect::<Vec<_>>(),
            ["vip"; 3]
        );
        journal::undo(&app, &ctx, done.seq.unwrap()).unwrap();
        assert_eq!(
            ids.iter().map(|id| class(*id)).collect::<Vec<_>>(),
            ["vip", "ordinary", "ordinary"]
        );
        assert!(
            journal::undo(&app, &ctx, done.seq.unwrap()).is_err(),
            "once only"
        );

        let steward = app.ctx(Role::DataSteward);
        let give = Input {
            manager_id: Some(Some(app.user(Role::ActiveSeller))),
            ..Input::default()
        };
        let refused = client::bulk_change(&app, &steward, &chosen, &give, false);
        assert!(
            matches!(refused, Err(Error::Forbidden(_))),
            "stewards do not assign"
        );
        let mut terms = Vec::new();
        client::terms(&mut terms, "relation", "", &["prospect".to_owned()])
            .unwrap()
            .unwrap();
        let all = client::Chosen::Found { q: None, terms };
        assert_eq!(
            client::bulk_change(&app, &ctx, &all, &give, false)
                .unwrap()
                .changed,
            3
        );
        assert_eq!(found(&app, Role::ActiveSeller, "клевер"), ["Клевер"]);
    }
}
