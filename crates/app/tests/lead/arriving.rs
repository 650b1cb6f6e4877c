//! Leads that come: entries of an exhibition, forms and letters.

use app::lead::{self, Change, Error, FormError, FormInput, Input, Sending};
use app::testing::{app, apps};
use app::{client, journal};
use domain::lead::{LeadState, LeadWay};
use domain::policy::Role;
use domain::setting::Value;
use jiff::SignedDuration;
use uuid::Uuid;

use super::{list, set, source, text};

fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn r073_an_entry_is_kept_once_and_becomes_a_client_when_the_setting_says_so() {
    for app in apps() {
        let seller = app.ctx(Role::ActiveSeller);
        let fair = source(&app, "Agro 2026", "event");
        let entry = |company: &str, phone: &str| Input {
            way: Some("event".to_owned()),
            entry_id: Some(Uuid::from_u128(company.len() as u128)),
            source_id: Some(Some(fair)),
            company: text(company),
            phone: text(phone),
            temperature: text("hot"),
            ..Input::default()
        };
        let first = lead::create(&app, &seller, &entry("Alpha", "070 111 111")).unwrap();
        assert_eq!(first.seen.item.lead.data.state, LeadState::New);
        // The connection broke before the answer came: the entry is sent again.
        let again = lead::create(&app, &seller, &entry("Alpha", "070 111 111")).unwrap();
        assert!(again.repeated);
        assert_eq!(again.seen.item.lead.id, first.seen.item.lead.id);
        set(&app, "lead.event_makes", Value::Text("client".to_owned()));
        let made = lead::create(&app, &seller, &entry("Beta", "070 222 222"))
            .unwrap()
            .seen
            .item;
        assert_eq!(made.lead.data.state, LeadState::Taken);
        let client = made.lead.data.client_id.unwrap();
        let card = client::card(&app, &seller, client).unwrap();
        assert_eq!(card.client.data.source_id, Some(fair));
        // Known by its phone, even to somebody else: a person decides.
        let known = lead::create(
            &app,
            &app.ctx(Role::Telemarketer),
            &entry("Gamma ltd", "070222222"),
        );
        assert_eq!(known.unwrap().seen.item.lead.data.state, LeadState::New);
        // A phone that is none: the lead waits, nothing is half made.
        let wrong = lead::create(&app, &seller, &entry("Delta & co", "12")).unwrap();
        assert_eq!(wrong.seen.item.lead.data.state, LeadState::New);
        let found = client::list(
            &app,
            &app.ctx(Role::Owner),
            &client::Request {
                q: Some("Delta".to_owned()),
                limit: 5,
                ..client::Request::default()
            },
        );
        assert!(found.unwrap().items.is_empty());
        // Many at once, undone at once.
        let rows: Vec<Input> = ["Epsilon 1", "Epsilon 22"]
            .iter()
            .map(|name| Input {
                entry_id: None,
                ..entry(name, "")
            })
            .collect();
        let owner = app.ctx(Role::Owner);
        let before = list(&app, Role::Owner, None).len();
        let tally = lead::create_many(&app, &owner, &rows).unwrap();
        assert_eq!((tally.leads, tally.repeated), (2, 0));
        assert_eq!(list(&app, Role::Owner, None).len(), before + 2);
        journal::undo(&app, &owner, tally.seq.unwrap()).unwrap();
        assert_eq!(list(&app, Role::Owner, None).len(), before);
        let bad = [entry("Zeta", "1"), Input::default()];
        let Err(Error::Invalid(refusals)) = lead::create_many(&app, &owner, &bad) else {
            panic!("an empty row is refused");
        };
        assert_eq!(refusals[0].field, "rows[1].company");
    }
}

#[test]
fn r074_a_form_takes_what_its_sites_send_within_limits() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let site = source(&app, "Shop", "own_site");
        let input = FormInput {
            name: Some("Shop".to_owned()),
            source_id: Some(Some(site)),
            sites: Some(vec!["https://shop.example.com".to_owned()]),
            consent: text("I agree"),
            ..FormInput::default()
        };
        let seller = app.ctx(Role::ActiveSeller);
        assert!(matches!(
            lead::add_form(&app, &seller, &input),
            Err(FormError::Forbidden(_))
        ));
        let form = lead::add_form(&app, &owner, &input).unwrap();
        let door = |key: &str, from: Option<&str>| lead::door(&app, key, from);
        assert!(door(&form.key, Some("https://shop.example.com")).is_ok());
        assert!(door(&form.key, None).is_ok(), "a program");
        for from in ["https://evil.test", "null"] {
            assert!(matches!(
                door(&form.key, Some(from)),
                Err(FormError::ForeignSite)
            ));
        }
        assert!(matches!(door("guess", None), Err(FormError::NotFound)));
        let stranger = app.system();
        let send = |fields: &[(String, String)], address: &str| {
            let sending = Sending {
                form: &form,
                address,
                fields,
            };
            lead::send(&app, &stranger, &sending)
        };
        let asked = |phone: &str| {
            [
                field("name", "<b>Ana</b>"),
                field("phone", phone),
                field("message", "Price?"),
                field("consent", "yes"),
            ]
        };
        let refused = |fields: &[(String, String)]| match send(fields, "192.0.2.1") {
            Err(FormError::Invalid(refusals)) => refusals[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            refused(&[field("name", "Ana"), field("consent", "1")]),
            "lead_form.contact"
        );
        assert_eq!(refused(&[field("phone", "070 1")]), "lead_form.consent");
        send(&asked("070 123 456"), "192.0.2.1").unwrap();
        send(&asked("070 123 456"), "192.0.2.9").unwrap();
        let seen = list(&app, Role::Owner, Some(LeadState::New));
        assert_eq!(seen.len(), 1, "the same words on one day are one lead");
        let lead = &seen[0].item.lead;
        assert_eq!(
            lead.data.person.as_deref(),
            Some("<b>Ana</b>"),
            "kept as text"
        );
        assert_eq!(
            (lead.data.way, lead.data.source_id),
            (LeadWay::Form, Some(site))
        );
        assert_eq!(lead.text.consent.as_deref(), Some("I agree"));
        // A program fills in what people do not see: told the same, put away.
        let trapped = [
            field("email", "x@spam.example"),
            field("subject_line", "buy"),
        ];
        send(&trapped, "192.0.2.3").unwrap();
        let spam = list(&app, Role::Owner, Some(LeadState::Spam));
        assert_eq!(spam[0].item.lead.data.reason.as_deref(), Some("honeypot"));
        // Limits, of one address and of the form.
        set(&app, "lead.form_per_address", Value::Whole(2));
        set(&app, "lead.form_per_form", Value::Whole(4));
        send(&asked("070 000 001"), "192.0.2.1").unwrap();
        let rule = |sent: Result<(), FormError>| match sent {
            Err(FormError::TooMany { setting, .. }) => setting,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            rule(send(&asked("070 000 002"), "192.0.2.1")),
            "lead.form_per_address"
        );
        send(&asked("070 000 003"), "192.0.2.4").unwrap();
        assert_eq!(
            rule(send(&asked("070 000 004"), "192.0.2.5")),
            "lead.form_per_form"
        );
        let mut later = stranger.clone();
        later.now += SignedDuration::from_mins(61);
        let fields = asked("070 000 005");
        let sending = Sending {
            form: &form,
            address: "192.0.2.1",
            fields: &fields,
        };
        lead::send(&app, &later, &sending).unwrap();
        // A new key closes the old one; a closed form opens for nobody.
        let renewed = lead::renew_form(&app, &owner, form.id, form.version).unwrap();
        assert!(matches!(door(&form.key, None), Err(FormError::NotFound)));
        assert!(door(&renewed.key, None).is_ok());
        let closed = FormInput {
            active: Some(false),
            ..FormInput::default()
        };
        lead::change_form(&app, &owner, form.id, renewed.version, &closed).unwrap();
        assert!(matches!(door(&renewed.key, None), Err(FormError::NotFound)));
        // A source that leads came by is not removed.
        let version = app::source::list(&app, &owner).unwrap()[0].version;
        let kept = app::source::delete(&app, &owner, site, version);
        assert!(
            matches!(kept, Err(app::source::Error::HasLeads)),
            "{kept:?}"
        );
    }
}

/// Letters as mail servers hand them on: encoded words and bodies of several kinds.
#[test]
fn r075_letters_are_read_in_their_encodings_and_once() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        // «Анна Белова» in cp1251, «Запрос» in koi8-r, the body quoted-printable in cp1251.
        let letter = b"Message-ID: <1@x.example>\r\n\
            From: =?windows-1251?B?wO3t4CDB5evu4uA=?= <Anna@Romashka.example>\r\n\
            Subject: =?koi8-r?Q?=FA=C1=D0=D2=CF=D3?=\r\n\
            Date: Sun, 01 Mar 2026 10:00:00 +0300\r\n\
            MIME-Version: 1.0\r\n\
            Content-Type: text/plain; charset=windows-1251\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n\
            =CD=F3=E6=ED=FB =F6=E5=ED=FB.\r\n-- \r\n=CE=CE=CE =AB=D0=EE=EC=E0=F8=EA=E0=BB, =F2=E5=EB. +7 495 123-45-67\r\n";
        let made = lead::arrive(&app, &owner, letter, None).unwrap();
        let lead = &made.seen.item.lead;
        assert_eq!(lead.data.person.as_deref(), Some("Анна Белова"));
        assert_eq!(lead.data.email.as_deref(), Some("Anna@Romashka.example"));
        assert_eq!(lead.data.company.as_deref(), Some("ООО «Ромашка»"));
        assert_eq!(lead.data.phone.as_deref(), Some("+7 495 123-45-67"));
        assert_eq!(lead.data.guessed, ["phone", "company"]);
        assert_eq!(lead.arrived_at.to_string(), "2026-03-01T07:00:00Z");
        let message = lead.text.message.clone().unwrap();
        assert!(message.starts_with("Запрос\n\nНужны цены."), "{message}");
        let again = lead::arrive(&app, &owner, letter, None).unwrap();
        assert!(again.repeated && again.seq.is_none());
        assert_eq!(list(&app, Role::Owner, None).len(), 1);
        // Whoever writes the field down makes it sure.
        let sure = Change {
            fields: Input {
                company: text("Ромашка"),
                ..Input::default()
            },
            ..Change::default()
        };
        let sure = lead::update(&app, &owner, lead.id, 1, &sure).unwrap();
        assert_eq!(sure.seen.item.lead.data.guessed, ["phone"]);
    }
}

#[test]
fn r075_a_letter_of_several_parts_gives_its_text_and_nothing_that_runs() {
    let app = app();
    let owner = app.ctx(Role::Owner);
    let html = b"Message-ID: <2@x.example>\r\nFrom: a@shop.example\r\nReply-To: Visitor <v@client.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
        <html><head><style>p{}</style></head><body><script>alert(1)</script><p>Hello &amp; <b>price</b></p></body></html>\r\n\
        --b\r\nContent-Type: application/pdf; name=order.pdf\r\nContent-Disposition: attachment; filename=order.pdf\r\n\r\nJVBERi0=\r\n--b--\r\n";
    let made = lead::arrive(&app, &owner, html, None).unwrap();
    let lead = made.seen.item.lead;
    assert_eq!(
        lead.data.email.as_deref(),
        Some("v@client.example"),
        "who wants the answer"
    );
    let message = lead.text.message.unwrap();
    assert!(message.contains("Hello & price"), "{message}");
    assert!(
        !message.contains("alert") && !message.contains('<'),
        "{message}"
    );
    let raw = lead::find(&app, &owner, lead.id)
        .unwrap()
        .item
        .lead
        .text
        .raw
        .unwrap();
    assert!(raw.contains("[order.pdf]"), "{raw}");
    let auto = b"Message-ID: <3@x.example>\r\nFrom: x@y.example\r\nAuto-Submitted: auto-replied\r\n\r\nOn holiday\r\n";
    let auto = lead::arrive(&app, &owner, auto, None)
        .unwrap()
        .seen
        .item
        .lead
        .data;
    assert_eq!(
        (auto.state, auto.reason.as_deref()),
        (LeadState::Spam, Some("automatic"))
    );
    for none in [
        &b""[..],
        b"\x00\xff\xfe",
        b"no letter at all",
        b"Subject: nobody\r\n\r\nx",
    ] {
        let refused = lead::arrive(&app, &owner, none, None);
        assert!(matches!(refused, Err(Error::NotALetter)), "{refused:?}");
    }
    let large = vec![b'x'; (25_600 << 10) + 1];
    assert!(matches!(
        lead::arrive(&app, &owner, &large, None),
        Err(Error::TooLarge { .. })
    ));
}
