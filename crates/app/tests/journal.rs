//! Who reads which lines of the journal, on every engine at hand.

use app::client::{self, Input, NewChannel};
use app::journal::{self, Filter, Item, UndoError};
use app::testing::{TestApp, apps};
use domain::client::Client;
use domain::policy::Role;
use serde_json::{Value, json};

const PHONE: &str = "+7 495 123-45-17";

fn add(app: &TestApp, role: Role, name: &str) -> Client {
    let input = Input {
        name: Some(name.to_owned()),
        channels: vec![NewChannel {
            kind: "phone".to_owned(),
            value: PHONE.to_owned(),
            label: None,
        }],
        ..Input::default()
    };
    client::create(app, &app.ctx(role), &input).expect("the client is added")
}

fn lines(app: &TestApp, role: Role, filter: &Filter) -> Vec<Item> {
    let page = journal::list(app, &app.ctx(role), filter, 100);
    page.expect("the journal is readable").items
}

fn of_client(client: &Client) -> Filter {
    Filter {
        client_id: Some(client.id),
        ..Filter::default()
    }
}

#[test]
fn sec_13_lines_of_a_client_are_for_those_who_see_the_client() {
    for app in apps() {
        let own = add(&app, Role::ActiveSeller, "Own");
        let foreign = add(&app, Role::Telemarketer, "Foreign");
        let sees = |role, client: &Client| !lines(&app, role, &of_client(client)).is_empty();
        for role in [
            Role::Owner,
            Role::HeadOfSales,
            Role::DataSteward,
            Role::Guardian,
        ] {
            assert!(sees(role, &own) && sees(role, &foreign), "{role}");
        }
        assert!(sees(Role::ActiveSeller, &own));
        assert!(!sees(Role::ActiveSeller, &foreign));
        assert!(!sees(Role::ClientManager, &own));
        assert!(!sees(Role::Administrator, &own));
        // nor by the thing, the doer or the whole list
        for role in [Role::ActiveSeller, Role::Administrator] {
            for filter in [
                Filter::default(),
                Filter {
                    entity_id: Some(foreign.id.uuid()),
                    ..Filter::default()
                },
                Filter {
                    actor_id: Some(app.user(Role::Telemarketer)),
                    ..Filter::default()
                },
            ] {
                let seen = lines(&app, role, &filter);
                let foreign_line = seen
                    .iter()
                    .any(|item| item.line.entry.client_id == Some(foreign.id));
                assert!(!foreign_line, "{role} {filter:?}");
            }
        }
        // and what is not seen is not undone
        let line = lines(&app, Role::Owner, &of_client(&foreign)).remove(0);
        for role in [Role::ActiveSeller, Role::Administrator] {
            let refused = journal::undo(&app, &app.ctx(role), line.line.seq);
            assert!(
                matches!(refused, Err(UndoError::NotFound)),
                "{role}: {refused:?}"
            );
        }
    }
}

#[test]
fn sec_13_a_masked_contact_is_masked_in_the_journal_too() {
    for app in apps() {
        let own = add(&app, Role::ActiveSeller, "Own");
        let values = |role| -> Vec<Value> {
            let items = lines(&app, role, &of_client(&own));
            let channels = items
                .into_iter()
                .filter(|item| item.line.entry.entity == "channel");
            let changes = channels.flat_map(|item| item.changes);
            let values = changes.filter(|change| change.field == "value");
            values.map(|change| change.after).collect()
        };
        assert_eq!(values(Role::ActiveSeller), [json!("•••")]);
        assert_eq!(values(Role::Guardian), [json!("•••")]);
        let shown = values(Role::Owner);
        assert!(shown.len() == 1 && shown[0] != json!("•••"), "{shown:?}");
        // no raw side of a line carries it past the mask
        for role in [Role::ActiveSeller, Role::Guardian] {
            let changes = lines(&app, role, &of_client(&own))
                .into_iter()
                .flat_map(|item| item.changes);
            let text = format!("{:?}", changes.collect::<Vec<_>>());
            assert!(
                !text.contains("1234517") && !text.contains("123-45-17"),
                "{role}: {text}"
            );
        }
    }
}
