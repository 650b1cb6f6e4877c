//! The life of a client through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod keeping;
mod refusals;
mod rights;
mod rows;

use app::client::{self, Error, Input, NewChannel, Request};
use app::testing::{TestApp, apps};
use app::{channel, fact, interaction, journal, part, person, setting};
use domain::channel::ChannelData;
use domain::client::{Client, Relation};
use domain::country::Country;
use domain::interaction::InteractionData;
use domain::marker::Marker;
use domain::person::PersonData;
use domain::policy::Role;
use domain::setting::Value;
use jiff::SignedDuration;

fn named(name: &str) -> Input {
    Input {
        name: Some(name.to_owned()),
        ..Input::default()
    }
}

fn with_phone(name: &str) -> Input {
    let phone = NewChannel {
        kind: "phone".to_owned(),
        value: "+7 495 123-45-17".to_owned(),
        label: None,
    };
    let email = NewChannel {
        kind: "email".to_owned(),
        value: "Anna@Example.ru".to_owned(),
        label: None,
    };
    Input {
        channels: vec![phone, email],
        ..named(name)
    }
}

fn add(app: &TestApp, role: Role, input: &Input) -> Client {
    client::create(app, &app.ctx(role), input).unwrap()
}

fn found(app: &TestApp, role: Role, q: &str) -> Vec<String> {
    let request = Request {
        q: Some(q.to_owned()),
        limit: 50,
        ..Request::default()
    };
    let page = client::list(app, &app.ctx(role), &request).unwrap();
    page.items.into_iter().map(|item| item.name).collect()
}

fn people(app: &TestApp, ctx: &app::Context, q: &str) -> Vec<String> {
    let request = person::Request {
        q: Some(q.to_owned()),
        limit: 10,
        ..person::Request::default()
    };
    let page = person::find(app, ctx, &request).unwrap();
    page.items
        .into_iter()
        .map(|found| found.person.data.name)
        .collect()
}
