//! Leads that are taken, refused and opened again, and what stays of them.

use app::lead::{self, Change, Error, Input, Request, Take};
use app::testing::{app, apps};
use app::{client, journal, merge, part, person};
use domain::id::ClientId;
use domain::interaction::{InteractionData, InteractionKind};
use domain::lead::LeadState;
use domain::merge::Preset;
use domain::person::PersonData;
use domain::policy::Role;
use std::collections::BTreeMap;

use super::{enquiry, list, source, text};

#[test]
fn r075_a_lead_becomes_a_client_with_its_history_and_the_whole_is_undone() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let site = source(&app, "Site", "own_site");
        let made = lead::create(&app, &owner, &enquiry(site)).unwrap();
        let id = made.seen.item.lead.id;
        assert_eq!(made.seen.item.lead.data.state, LeadState::New);
        // A seller takes it: the client is theirs, with where it came from.
        let seller = app.ctx(Role::ActiveSeller);
        let taken = lead::take(&app, &seller, id, 1, &Take::default()).unwrap();
        let client = taken.seen.item.lead.data.client_id.unwrap();
        let card = client::card(&app, &owner, client).unwrap();
        assert_eq!(card.client.data.name, "ООО Ромашка");
        assert_eq!(card.client.data.source_id, Some(site));
        assert_eq!(
            card.client.data.manager_id,
            Some(app.user(Role::ActiveSeller))
        );
        assert_eq!(card.client.main_phone.as_deref(), Some("+7 495 123-45-67"));
        let people = part::list::<PersonData>(&app, &owner, client).unwrap();
        assert_eq!(people.len(), 1);
        let talks = part::list::<InteractionData>(&app, &owner, client).unwrap();
        assert_eq!(talks.len(), 1);
        assert_eq!(talks[0].data.kind, InteractionKind::Call);
        assert_eq!(talks[0].data.person_id, Some(people[0].id));
        let note = talks[0].data.note.clone().unwrap();
        assert!(
            note.contains("Нужны цены") && !note.contains("555"),
            "{note}"
        );
        // What was taken is not decided otherwise, only undone: by the seller too.
        let refuse = Change {
            state: Some("spam".to_owned()),
            ..Change::default()
        };
        assert!(matches!(
            lead::update(&app, &owner, id, 2, &refuse),
            Err(Error::Decided)
        ));
        assert!(matches!(
            lead::take(&app, &owner, id, 2, &Take::default()),
            Err(Error::Decided)
        ));
        journal::undo(&app, &seller, taken.seq.unwrap()).unwrap();
        assert!(matches!(
            client::card(&app, &owner, client),
            Err(client::Error::NotFound)
        ));
        let back = lead::find(&app, &seller, id).unwrap();
        assert_eq!(back.item.lead.data.state, LeadState::New);
        assert_eq!(back.item.lead.data.client_id, None);
        // And once more, from the state that was restored.
        let version = back.item.lead.version;
        lead::take(&app, &seller, id, version, &Take::default()).unwrap();
    }
}

#[test]
fn r075_a_lead_is_put_to_a_client_that_is_known_and_fills_what_its_card_lacks() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let site = source(&app, "Site", "own_site");
        let input = client::Input {
            name: Some("Ромашка".to_owned()),
            channels: vec![client::NewChannel {
                kind: "phone".to_owned(),
                value: "+7 495 123-45-67".to_owned(),
                label: None,
            }],
            ..client::Input::default()
        };
        let known = client::create(&app, &owner, &input).unwrap().id;
        let person = person::Input {
            name: Some("анна белова".to_owned()),
            ..person::Input::default()
        };
        part::create(&app, &owner, known, &person.create().unwrap()).unwrap();
        let made = lead::create(&app, &owner, &enquiry(site)).unwrap();
        let id = made.seen.item.lead.id;
        let told = lead::known(&app, &owner, id).unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].id, told[0].by.as_slice()),
            (known, ["phone", "name"].as_slice())
        );
        // Nobody learns of a client they may not see.
        assert_eq!(
            lead::known(&app, &app.ctx(Role::ActiveSeller), id).unwrap(),
            []
        );
        let foreign = Take {
            client_id: Some(known),
            ..Take::default()
        };
        let refused = lead::take(&app, &app.ctx(Role::ActiveSeller), id, 1, &foreign);
        let Err(Error::Invalid(refusals)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(
            (refusals[0].field.as_str(), refusals[0].code),
            ("client_id", "reference.unknown")
        );
        let taken = lead::take(&app, &owner, id, 1, &foreign).unwrap();
        let card = client::card(&app, &owner, known).unwrap();
        assert_eq!(card.client.data.source_id, Some(site));
        assert_eq!(
            card.client.main_email.as_deref(),
            Some("anna@romashka.example")
        );
        assert_eq!(
            part::list::<PersonData>(&app, &owner, known).unwrap().len(),
            1,
            "the same person"
        );
        journal::undo(&app, &owner, taken.seq.unwrap()).unwrap();
        let card = client::card(&app, &owner, known).unwrap();
        assert_eq!(
            (card.client.data.source_id, card.client.main_email),
            (None, None)
        );
        let talks = part::list::<InteractionData>(&app, &owner, known).unwrap();
        assert!(talks.is_empty());
    }
}

#[test]
fn r074_a_refusal_needs_a_reason_and_can_be_opened_again() {
    let app = app();
    let owner = app.ctx(Role::Owner);
    let made = lead::create(&app, &owner, &enquiry(source(&app, "S", "other"))).unwrap();
    let id = made.seen.item.lead.id;
    let to = |state: &str, reason: Option<&str>| Change {
        state: Some(state.to_owned()),
        reason: reason.map(|reason| Some(reason.to_owned())),
        ..Change::default()
    };
    let refused = lead::update(&app, &owner, id, 1, &to("refused", None));
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let taken = lead::update(&app, &owner, id, 1, &to("taken", None));
    assert!(matches!(taken, Err(Error::Invalid(_))), "{taken:?}");
    let done = lead::update(&app, &owner, id, 1, &to("refused", Some("розница"))).unwrap();
    assert_eq!(done.seen.item.decider.as_deref(), Some("owner"));
    // A stranger to the decision does not see it any more.
    assert!(list(&app, Role::ActiveSeller, None).is_empty());
    journal::undo(&app, &owner, done.seq.unwrap()).unwrap();
    assert_eq!(
        list(&app, Role::ActiveSeller, Some(LeadState::New)).len(),
        1
    );
    let version = lead::find(&app, &owner, id).unwrap().item.lead.version;
    let spam = lead::update(&app, &owner, id, version, &to("spam", None)).unwrap();
    let version = spam.seen.item.lead.version;
    let open = lead::update(&app, &owner, id, version, &to("new", None)).unwrap();
    assert_eq!(open.seen.item.lead.data.decided_by, None);
}

/// What hangs on a record that is merged away follows it, leads too.
#[test]
fn a_taken_lead_follows_its_client_through_a_merge() {
    let app = app();
    let owner = app.ctx(Role::Owner);
    let new = |name: &str| {
        let input = client::Input {
            name: Some(name.to_owned()),
            ..client::Input::default()
        };
        client::create(&app, &owner, &input).unwrap()
    };
    let (stays, goes) = (new("One"), new("Two"));
    let made = lead::create(&app, &owner, &enquiry(source(&app, "S", "other"))).unwrap();
    let into = Take {
        client_id: Some(goes.id),
        ..Take::default()
    };
    lead::take(&app, &owner, made.seen.item.lead.id, 1, &into).unwrap();
    let of = |client: ClientId| {
        let request = Request {
            client: Some(client),
            limit: 10,
            ..Request::default()
        };
        lead::list(&app, &owner, &request).unwrap().total
    };
    assert_eq!((of(stays.id), of(goes.id)), (0, 1));
    let wish = merge::Wish {
        survivor: stays.id,
        absorbed: vec![goes.id],
        preset: Preset::Survivor,
        picks: BTreeMap::new(),
        despite_tax_numbers: false,
    };
    merge::merge(&app, &owner, &wish).unwrap();
    assert_eq!((of(stays.id), of(goes.id)), (1, 0));
}

/// Who wrote the name in another script, or with a slip, is known all the same.
#[test]
fn r075_a_lead_that_is_like_a_client_as_a_whole_is_told_of() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let named = |name: &str| client::Input {
            name: Some(name.to_owned()),
            ..client::Input::default()
        };
        let like = client::create(&app, &owner, &named("ООО Ромашка")).unwrap();
        client::create(&app, &owner, &named("ООО Подсолнух")).unwrap();
        app.duplicates().prepare(&app).unwrap();
        let input = Input {
            company: text("romashka llc"),
            ..Input::default()
        };
        let lead = lead::create(&app, &owner, &input).unwrap().seen.item.lead;
        let known = lead::known(&app, &owner, lead.id).unwrap();
        assert_eq!(known.len(), 1, "{known:?}");
        assert_eq!(known[0].id, like.id);
        assert!(known[0].by.contains(&"likeness"), "{known:?}");
    }
}
