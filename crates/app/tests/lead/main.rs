//! Leads: written down, sent by forms and letters, taken and taken back; who sees what of them.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod arriving;
mod seeing;
mod taking;

use app::lead::{self, Input, Request};
use app::testing::TestApp;
use domain::id::SourceId;
use domain::lead::LeadState;
use domain::policy::Role;
use domain::setting::Value;
use std::collections::BTreeMap;

fn text(text: &str) -> Option<Option<String>> {
    Some(Some(text.to_owned()))
}

fn source(app: &TestApp, name: &str, kind: &str) -> SourceId {
    let input = app::source::Input {
        name: Some(name.to_owned()),
        kind: Some(kind.to_owned()),
        ..Default::default()
    };
    app::source::create(app, &app.ctx(Role::Owner), &input)
        .unwrap()
        .id
}

fn list(app: &TestApp, role: Role, state: Option<LeadState>) -> Vec<lead::Seen> {
    let request = Request {
        states: state.into_iter().collect(),
        limit: 100,
        ..Request::default()
    };
    lead::list(app, &app.ctx(role), &request).unwrap().items
}

fn set(app: &TestApp, name: &str, value: Value) {
    let wanted = BTreeMap::from([(name.to_owned(), Some(value))]);
    app::setting::change(app, &app.ctx(Role::Owner), &wanted).unwrap();
}

fn enquiry(source: SourceId) -> Input {
    Input {
        source_id: Some(Some(source)),
        company: text("ООО Ромашка"),
        person: text("Анна Белова"),
        phone: text("+7 495 123-45-67"),
        email: text("anna@romashka.example"),
        settlement: text("Скопје"),
        message: Some("Нужны цены, звоните +7 916 555-00-00".to_owned()),
        ..Input::default()
    }
}
