//! Who sees what of leads, and what leaves.

use app::lead::{self, Error, Input, Request, Take};
use app::testing::{app, apps};
use app::{client, journal};
use domain::id::LeadId;
use domain::policy::Role;
use domain::setting::Value;

use super::{enquiry, set, source, text};

#[test]
fn r074_contacts_are_masked_in_leads_as_on_cards() {
    let app = app();
    let owner = app.ctx(Role::Owner);
    let made = lead::create(&app, &owner, &enquiry(source(&app, "S", "other"))).unwrap();
    let id = made.seen.item.lead.id;
    for role in [Role::Telemarketer, Role::ActiveSeller, Role::Guardian] {
        let seen = lead::find(&app, &app.ctx(role), id).unwrap();
        let shown = format!("{:?}", seen.item.lead);
        assert!(seen.masked);
        for contact in ["123-45", "anna@romashka", "555-00"] {
            assert!(!shown.contains(contact), "{role}: {shown}");
        }
        let journal =
            journal::list(&app, &app.ctx(role), &journal::Filter::default(), 100).unwrap();
        let told = format!(
            "{:?}",
            journal
                .items
                .iter()
                .map(|item| &item.changes)
                .collect::<Vec<_>>()
        );
        assert!(!told.contains("123-45"), "{role}: {told}");
    }
    assert!(lead::find(&app, &app.ctx(Role::Administrator), id).is_err());
    assert!(lead::list(&app, &app.ctx(Role::Administrator), &Request::default()).is_err());
    let guardian = app.ctx(Role::Guardian);
    assert!(matches!(
        lead::take(&app, &guardian, id, 1, &Take::default()),
        Err(Error::Forbidden(_))
    ));
    // What strangers write stands nowhere in the journal, from which nothing can be removed.
    let all = journal::list(&app, &owner, &journal::Filter::default(), 100).unwrap();
    assert!(!format!("{:?}", all.items).contains("Нужны цены"));
}

#[test]
fn r074_leads_leave_as_a_file_within_the_quota_and_the_journal_knows() {
    let app = app();
    let owner = app.ctx(Role::Owner);
    let formula = Input {
        company: text("=cmd|' /C calc'!A0"),
        phone: text("070 123 456"),
        ..Input::default()
    };
    lead::create(&app, &owner, &formula).unwrap();
    let file = lead::export(&app, &owner, &Request::default(), client::ExportFormat::Csv).unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(file.contains("070 123 456"), "{file}");
    assert!(
        !file.contains(",=cmd") && !file.contains("\"=cmd"),
        "{file}"
    );
    let head = app.ctx(Role::HeadOfSales);
    set(&app, "export.rows_a_day", Value::Whole(0));
    let refused = lead::export(&app, &head, &Request::default(), client::ExportFormat::Csv);
    assert!(matches!(refused, Err(Error::QuotaSpent(_))), "{refused:?}");
    let seller = app.ctx(Role::ActiveSeller);
    let refused = lead::export(
        &app,
        &seller,
        &Request::default(),
        client::ExportFormat::Csv,
    );
    assert!(matches!(refused, Err(Error::Forbidden(_))));
}

#[test]
fn pages_and_words_find_leads() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        for n in 0..5 {
            let input = Input {
                company: text(&format!("Компания {n}")),
                settlement: text(if n == 3 {
                    "Битола"
                } else {
                    "Скопје"
                }),
                ..Input::default()
            };
            lead::create(&app, &owner, &input).unwrap();
        }
        let mut request = Request {
            limit: 2,
            ..Request::default()
        };
        let mut seen: Vec<LeadId> = Vec::new();
        loop {
            let page = lead::list(&app, &owner, &request).unwrap();
            assert_eq!(page.total, 5);
            seen.extend(page.items.iter().map(|one| one.item.lead.id));
            let Some(next) = page.next else { break };
            request.after = Some(next);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 5);
        let request = Request {
            q: Some("битола компания".to_owned()),
            limit: 10,
            ..Request::default()
        };
        assert_eq!(lead::list(&app, &owner, &request).unwrap().total, 1);
    }
}
