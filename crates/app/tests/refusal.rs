//! Refusals with their reasons through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;

use app::call::{self, Input as Call};
use app::client::{self, Input};
use app::complaint;
use app::part::{self, Error};
use app::refusal::{self, Filter, ReasonInput, Request, Said};
use app::testing::{TestApp, apps};
use app::{Context, inbox, interaction, journal, pool, product, setting, task, today, training};
use domain::complaint::{ComplaintData, Trouble};
use domain::id::ClientId;
use domain::inbox::NoticeKind;
use domain::interaction::{Interaction, InteractionData};
use domain::policy::Role;
use domain::refusal::Preset;
use domain::setting::Value;
use domain::today::Why;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

const CALLER: Role = Role::Telemarketer;
const HEAD: Role = Role::HeadOfSales;
const OWNER: Role = Role::Owner;

fn on(app: &TestApp, role: Role, day: i64, seed: u64) -> Context {
    let mut ctx = app.ctx(role).seeded(70_000 + seed);
    ctx.now = at(app, day);
    ctx
}

fn at(app: &TestApp, day: i64) -> Timestamp {
    app.now + SignedDuration::from_hours(24 * day)
}

fn free(app: &TestApp) {
    let wanted = BTreeMap::from([("rest.days".to_owned(), Some(Value::Whole(0)))]);
    setting::change(app, &app.ctx(OWNER), &wanted).unwrap();
}

fn add(app: &TestApp, name: &str, manager: Option<Role>, seed: u64) -> ClientId {
    let input = Input {
        name: Some(name.to_owned()),
        manager_id: Some(manager.map(|role| app.user(role))),
        ..Input::default()
    };
    client::create(app, &on(app, OWNER, 0, seed), &input)
        .unwrap()
        .id
}

fn said(reason: &str) -> Said {
    Said {
        reason: Some(reason.to_owned()),
        ..Said::default()
    }
}

fn refuse(
    app: &TestApp,
    ctx: &Context,
    client: ClientId,
    said: Said,
) -> Result<Interaction, Error> {
    let input = Call {
        result: "refused".to_owned(),
        refusal: Some(said),
        ..Call::default()
    };
    call::record(app, ctx, client, &input)
}

fn refused(app: &TestApp, role: Role, client: ClientId) -> Vec<refusal::Seen> {
    refusal::of_client(app, &app.ctx(role), client).unwrap()
}

fn codes<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, &'static str)> {
    match result {
        Err(Error::Invalid(refusals)) => {
            refusals.into_iter().map(|of| (of.field, of.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn one(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(field.to_owned(), code)]
}

fn contact(outcome: &str, refusal: Option<Said>) -> interaction::Input {
    interaction::Input {
        kind: Some("visit".to_owned()),
        outcome: Some(outcome.to_owned()),
        refusal,
        ..interaction::Input::default()
    }
}

#[test]
fn r163_every_base_has_the_reasons_of_the_source() {
    for app in apps() {
        let all = refusal::reasons(&app, &app.ctx(CALLER)).unwrap();
        assert_eq!(all.len(), Preset::ALL.len());
        for (reason, preset) in all.iter().zip(Preset::ALL) {
            assert_eq!((reason.id, &reason.data), (preset.id(), &preset.data()));
        }
    }
}

#[test]
fn r164_a_no_is_not_written_down_without_its_reason() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        let ctx = |seed: u64| on(&app, CALLER, 0, 10 + seed);
        let without = refuse(&app, &ctx(1), client, Said::default());
        assert_eq!(codes(without), one("reason", "refusal.reason"));
        for outcome in ["refused", "stopped"] {
            let made = interaction::create(&app, &ctx(2), client, &contact(outcome, None));
            assert_eq!(codes(made), one("reason", "refusal.reason"), "{outcome}");
        }
        let unknown = refuse(&app, &ctx(3), client, said("mood"));
        assert_eq!(codes(unknown), one("reason", "reference.unknown"));
        let untold = refuse(&app, &ctx(4), client, said("not_told"));
        assert_eq!(codes(untold), one("reason", "refusal.reason_closed"));
        let left = part::list::<InteractionData>(&app, &ctx(5), client).unwrap();
        assert!(left.is_empty(), "nothing is written by halves");

        refuse(&app, &ctx(6), client, said("no_budget")).unwrap();
        let seen = &refused(&app, CALLER, client)[0].item.refusal;
        assert_eq!(seen.data.reason_id, Preset::NoBudget.id());
        assert_eq!(seen.data.manager_id, Some(app.user(CALLER)));
        assert_eq!(seen.data.day, date(2026, 3, 2));
        assert_eq!(seen.data.return_day, Some(date(2026, 5, 16)), "R130");
    }
}

#[test]
fn r289_what_is_put_off_is_no_refusal() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        let later = Call {
            result: "postponed".to_owned(),
            agreed_day: Some(date(2026, 4, 1)),
            ..Call::default()
        };
        call::record(&app, &on(&app, CALLER, 0, 2), client, &later).unwrap();
        assert!(refused(&app, CALLER, client).is_empty());
        let report = refusal::report(&app, &app.ctx(HEAD), &Filter::default()).unwrap();
        assert_eq!((report.total.refusals, report.contacts), (0, 1));
    }
}

#[test]
fn a_refusal_stands_as_long_as_its_contact_is_a_no() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        let made = refuse(&app, &on(&app, CALLER, 0, 2), client, said("too_expensive")).unwrap();
        let change = |outcome: &str, version, refusal| {
            let ctx = on(&app, CALLER, 0, 10 + u64::try_from(version).unwrap());
            interaction::update(&app, &ctx, made.id, version, &contact(outcome, refusal))
        };
        change("info_requested", 1, None).unwrap();
        assert!(refused(&app, CALLER, client).is_empty());
        change("refused", 2, None).unwrap();
        assert_eq!(refused(&app, CALLER, client).len(), 1, "it comes back");
        part::delete::<InteractionData>(&app, &on(&app, CALLER, 0, 20), made.id, 3).unwrap();
        assert!(refused(&app, CALLER, client).is_empty());
        let last = app.db.read(store::journal::last).unwrap();
        journal::undo(&app, &on(&app, CALLER, 0, 21), last).unwrap();
        assert_eq!(refused(&app, CALLER, client).len(), 1);

        let talk = interaction::create(
            &app,
            &on(&app, CALLER, 0, 30),
            client,
            &contact("none", None),
        )
        .unwrap();
        let ctx = on(&app, CALLER, 0, 31);
        let no =
            |refusal| interaction::update(&app, &ctx, talk.id, 1, &contact("stopped", refusal));
        assert_eq!(codes(no(None)), one("reason", "refusal.reason"));
        no(Some(said("delivery_terms"))).unwrap();
        assert_eq!(refused(&app, CALLER, client).len(), 2);
    }
}

#[test]
fn r130_r131_the_client_comes_back_by_itself_on_the_day() {
    for app in apps() {
        free(&app);
        let budget = add(&app, "Ромашка", Some(CALLER), 1);
        let office = add(&app, "Лютик", Some(CALLER), 2);
        refuse(&app, &on(&app, CALLER, 0, 3), budget, said("no_budget")).unwrap();
        refuse(&app, &on(&app, CALLER, 0, 4), office, said("head_office")).unwrap();
        let back = |day| {
            let queue = today::today(&app, &on(&app, CALLER, day, 5)).unwrap().items;
            let found = queue.into_iter().filter(|item| item.why == Why::Returned);
            found.map(|item| item.client.id).collect::<Vec<_>>()
        };
        let told = |day| {
            let notices = inbox::list(&app, &on(&app, CALLER, day, 6)).unwrap();
            let mut found = notices.iter().filter(|of| of.kind == NoticeKind::Returned);
            found.next().map(|of| of.count)
        };
        assert_eq!((back(74), told(74)), (vec![], None));
        assert_eq!((back(75), told(75)), (vec![budget], Some(1)));
        assert_eq!(back(364), [budget]);
        assert_eq!(back(365).len(), 2);
        let talk = contact("none", None);
        interaction::create(&app, &on(&app, CALLER, 76, 7), budget, &talk).unwrap();
        assert_eq!((back(80), told(80)), (vec![], None), "one came back");
        // interest before the day ends the wait too
        let interest = contact("info_requested", None);
        interaction::create(&app, &on(&app, CALLER, 90, 8), office, &interest).unwrap();
        assert_eq!(back(365), []);
    }
}

#[test]
fn r130_a_refused_client_of_the_pool_is_handed_out_again_on_its_day() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        refuse(&app, &on(&app, CALLER, 0, 2), client, said("no_budget")).unwrap();
        app::holding::release(&app, &on(&app, CALLER, 0, 3), client).unwrap();
        let early = pool::take(&app, &on(&app, CALLER, 70, 4));
        assert!(matches!(early, Err(pool::Error::Empty)), "{early:?}");
        let taken = pool::take(&app, &on(&app, CALLER, 76, 5)).unwrap();
        assert_eq!(taken.client, client);
    }
}

#[test]
fn r166_a_supplier_alone_is_counted_as_untested() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        let ctx = on(&app, CALLER, 0, 2);
        refuse(&app, &ctx, client, said("has_supplier")).unwrap();
        let seen = refused(&app, CALLER, client).pop().unwrap();
        assert!(seen.untested);
        let report =
            |seed| refusal::report(&app, &on(&app, HEAD, 0, seed), &Filter::default()).unwrap();
        let before = report(3);
        assert_eq!((before.total.refusals, before.total.untested), (1, 1));
        assert_eq!(before.reasons[0].of.name.as_deref(), Some("has_supplier"));
        let of = seen.item.refusal;
        let itself = Said {
            real_reason: Some(Some("has_supplier".to_owned())),
            ..Said::default()
        };
        let wrong = refusal::update(&app, &on(&app, CALLER, 0, 4), of.id, 1, &itself);
        assert_eq!(codes(wrong), one("real_reason", "refusal.real_reason"));
        let real = Said {
            real_reason: Some(Some("too_expensive".to_owned())),
            ..Said::default()
        };
        refusal::update(&app, &on(&app, CALLER, 0, 5), of.id, 1, &real).unwrap();
        let after = report(6);
        assert_eq!(after.total.untested, 0);
        assert_eq!(after.reasons[0].of.name.as_deref(), Some("too_expensive"));
    }
}

#[test]
fn r167_no_such_item_is_looked_for_in_the_catalogue_and_taught() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        let product = |code: &str, name: &str, seed| {
            let input = product::Input {
                code: Some(code.to_owned()),
                name: Some(name.to_owned()),
                ..product::Input::default()
            };
            product::create(&app, &on(&app, OWNER, 0, seed), &input).unwrap()
        };
        let soap = product("D-7", "Диспенсер для мыла", 2);
        let towel = product("T-1", "Полотенца бумажные", 3);
        let ctx = |seed: u64| on(&app, CALLER, 0, 10 + seed);
        let found = refusal::catalogue(&app, &ctx(1), "диспенсеры мыла").unwrap();
        assert_eq!(found.iter().map(|of| of.id).collect::<Vec<_>>(), [soap.id]);
        assert!(
            refusal::catalogue(&app, &ctx(1), "кофе")
                .unwrap()
                .is_empty()
        );

        let silent = refuse(&app, &ctx(2), client, said("does_not_fit"));
        assert_eq!(codes(silent), one("asked_for", "text.empty"));
        let asked = |what: &str| Said {
            asked_for: Some(Some(what.to_owned())),
            ..said("does_not_fit")
        };
        refuse(&app, &ctx(3), client, asked("диспенсеры мыла")).unwrap();
        refuse(&app, &ctx(4), client, asked("диспенсер")).unwrap();
        let lessons = || {
            let all = training::list(&app, &app.ctx(CALLER), None).unwrap();
            let told = all.into_iter().map(|of| (of.data.topic, of.data.day));
            told.collect::<Vec<(String, Date)>>()
        };
        let soap_lesson = ("D-7 Диспенсер для мыла".to_owned(), date(2026, 3, 9));
        assert_eq!(lessons(), [soap_lesson], "one lesson for one product");

        refuse(&app, &ctx(5), client, asked("рулоны")).unwrap();
        let last = &refused(&app, CALLER, client)[0].item.refusal.clone();
        let all = refused(&app, CALLER, client);
        let missing = all
            .iter()
            .map(|of| &of.item.refusal)
            .find(|of| of.data.asked_for.as_deref() == Some("рулоны"))
            .unwrap_or(last);
        assert_eq!(missing.data.had_product_id, None);
        let had = Said {
            had_product_id: Some(Some(towel.id)),
            ..Said::default()
        };
        refusal::update(&app, &on(&app, HEAD, 0, 20), missing.id, 1, &had).unwrap();
        assert_eq!(lessons().len(), 2, "found later: who wrote it is taught");
        let report = refusal::report(&app, &app.ctx(HEAD), &Filter::default()).unwrap();
        assert_eq!((report.total.refusals, report.total.had), (3, 3));
    }
}

#[test]
fn r132_r168_the_answers_are_kept_and_the_promise_becomes_a_task() {
    for app in apps() {
        free(&app);
        let client = add(&app, "Ромашка", Some(CALLER), 1);
        let open = Said {
            said_product: Some(Some("Мал выбор".to_owned())),
            said_staff: Some(Some("Не перезвонили".to_owned())),
            said_sale: Some(Some("Долгая анкета".to_owned())),
            promise: Some(("Новый прайс".to_owned(), date(2026, 5, 4))),
            ..said("not_planned")
        };
        refuse(&app, &on(&app, CALLER, 0, 2), client, open).unwrap();
        let data = refused(&app, CALLER, client)[0].item.refusal.data.clone();
        let answers = [data.said_product, data.said_staff, data.said_sale];
        assert!(answers.iter().all(Option::is_some), "{answers:?}");
        let request = task::Request {
            whose: domain::task::Whose::Mine,
            assignee: None,
            state: None,
            kind: Some(domain::task::TaskKind::Promise),
            client: Some(client),
            batch: None,
            from: None,
            to: None,
            limit: 10,
            after: None,
            total: false,
        };
        let tasks = task::list(&app, &app.ctx(CALLER), &request).unwrap().items;
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].task.data.due_day, date(2026, 5, 4));
    }
}

#[test]
fn r162_r165_r170_the_report_is_of_two_weeks_beside_the_contacts() {
    for app in apps() {
        free(&app);
        let own = add(&app, "Ромашка", Some(CALLER), 1);
        let other = add(&app, "Лютик", Some(Role::ActiveSeller), 2);
        let told = |role, client, day, reason: &str, seed: u64| {
            let ctx = on(&app, role, day, 100 + seed);
            refuse(&app, &ctx, client, said(reason)).unwrap();
        };
        told(CALLER, own, -20, "not_planned", 1);
        told(CALLER, own, -13, "no_budget", 2);
        told(CALLER, own, -3, "no_budget", 3);
        told(CALLER, own, 0, "too_expensive", 4);
        told(Role::ActiveSeller, other, 0, "no_budget", 5);
        let seen =
            |role| refusal::report(&app, &on(&app, role, 0, 200), &Filter::default()).unwrap();
        let all = seen(HEAD);
        assert_eq!(
            (all.from, all.to),
            (date(2026, 2, 17), date(2026, 3, 2)),
            "R165"
        );
        assert_eq!((all.total.refusals, all.before.refusals), (4, 1));
        assert_eq!(all.contacts, 4, "R162: what they come from");
        let reasons: Vec<_> = all
            .reasons
            .iter()
            .map(|of| (of.of.name.as_deref().unwrap(), of.count, of.cumulative))
            .collect();
        assert_eq!(reasons, [("no_budget", 3, 0.75), ("too_expensive", 1, 1.0)]);
        let people: Vec<_> = all
            .employees
            .iter()
            .map(|of| (of.name.as_str(), of.tally.refusals, of.contacts))
            .collect();
        assert_eq!(people, [("telemarketer", 3, 3), ("active_seller", 1, 1)]);
        let weeks: Vec<_> = all
            .weeks
            .iter()
            .map(|(week, of)| (*week, of.iter().map(|(_, count)| count).sum::<i64>()))
            .collect();
        assert_eq!(
            weeks,
            [
                (date(2026, 2, 16), 1),
                (date(2026, 2, 23), 1),
                (date(2026, 3, 2), 2)
            ]
        );
        let mine = seen(CALLER);
        assert_eq!((mine.total.refusals, mine.contacts), (3, 3), "one's own");
        let wrong = Filter {
            from: Some(date(2026, 3, 3)),
            to: Some(date(2026, 3, 2)),
            ..Filter::default()
        };
        let wrong = refusal::report(&app, &app.ctx(HEAD), &wrong);
        assert_eq!(codes(wrong), one("to", "report.range"));

        let request = Request {
            filter: Filter {
                reason: Some(Preset::NoBudget.id()),
                ..Filter::default()
            },
            limit: 2,
            after: None,
            total: true,
        };
        let first = refusal::list(&app, &app.ctx(HEAD), &request).unwrap();
        assert_eq!((first.items.len(), first.total), (2, Some(3)));
        let next = Request {
            after: first.next,
            ..request
        };
        let rest = refusal::list(&app, &app.ctx(HEAD), &next).unwrap();
        assert_eq!((rest.items.len(), rest.next.is_none()), (1, true));
    }
}

#[test]
fn a_head_keeps_the_reasons_and_what_was_used_stays() {
    for app in apps() {
        free(&app);
        let head = |seed: u64| on(&app, HEAD, 0, 300 + seed);
        let own = ReasonInput {
            name: Some(Some("Ждёт тендера".to_owned())),
            from_days: Some(Some(20)),
            to_days: Some(Some(40)),
            ..ReasonInput::default()
        };
        let denied = refusal::create_reason(&app, &on(&app, CALLER, 0, 1), &own);
        assert!(matches!(denied, Err(Error::Forbidden(_))));
        let made = refusal::create_reason(&app, &head(1), &own).unwrap();
        let client = add(&app, "Ромашка", Some(CALLER), 2);
        let by_id = said(&made.id.to_string());
        refuse(&app, &on(&app, CALLER, 0, 3), client, by_id.clone()).unwrap();
        let seen = refused(&app, CALLER, client).pop().unwrap();
        assert_eq!(seen.item.refusal.data.return_day, Some(date(2026, 4, 1)));
        let used = refusal::delete_reason(&app, &head(2), made.id, 1);
        assert_eq!(codes(used), one("reason", "refusal.reason_used"));
        let away = ReasonInput {
            archived: Some(true),
            ..ReasonInput::default()
        };
        refusal::update_reason(&app, &head(3), made.id, 1, &away).unwrap();
        let again = refuse(&app, &on(&app, CALLER, 0, 4), client, by_id);
        assert_eq!(codes(again), one("reason", "refusal.reason_closed"));
        let last = app.db.read(store::journal::last).unwrap();
        journal::undo(&app, &head(4), last).unwrap();
        let all = refusal::reasons(&app, &head(5)).unwrap();
        assert!(!all.last().unwrap().data.archived);
        let budget = refusal::delete_reason(&app, &head(6), Preset::NoBudget.id(), 1);
        assert_eq!(codes(budget), one("reason", "refusal.reason_used"));
    }
}

#[test]
fn r169_complaints_stand_in_the_register_and_are_closed_with_a_result() {
    for app in apps() {
        let own = add(&app, "Ромашка", Some(CALLER), 1);
        let other = add(&app, "Лютик", Some(Role::ActiveSeller), 2);
        let input = |text: &str| complaint::Input {
            topic: Some("delivery".to_owned()),
            text: Some(text.to_owned()),
            ..complaint::Input::default()
        };
        let made =
            complaint::create(&app, &on(&app, CALLER, 0, 3), own, &input("Опоздали")).unwrap();
        complaint::create(&app, &on(&app, OWNER, 0, 4), other, &input("Разбили")).unwrap();
        let hidden = complaint::create(&app, &on(&app, CALLER, 0, 5), other, &input("x"));
        assert!(matches!(hidden, Err(Error::NotFound)));
        let close = |result: Option<&str>| complaint::Input {
            state: Some("solved".to_owned()),
            result: result.map(|of| Some(of.to_owned())),
            ..complaint::Input::default()
        };
        let ctx = on(&app, CALLER, 1, 6);
        let empty = complaint::update(&app, &ctx, made.id, 1, &close(None));
        assert_eq!(codes(empty), one("result", "text.empty"));
        let solved = complaint::update(&app, &ctx, made.id, 1, &close(Some("Скидка"))).unwrap();
        assert_eq!(solved.data.closed_day, Some(date(2026, 3, 3)));
        assert_eq!(solved.data.closed_by, Some(app.user(CALLER)));
        let listed = part::list::<ComplaintData>(&app, &ctx, own).unwrap();
        assert_eq!(listed.len(), 1);

        let register = |role, filter| {
            let request = complaint::Request {
                filter,
                limit: 1,
                after: None,
            };
            let first = complaint::register(&app, &app.ctx(role), &request).unwrap();
            let totals = first.totals.clone();
            let next = first.next.map(|after| {
                let request = complaint::Request {
                    after: Some(after),
                    ..request
                };
                complaint::register(&app, &app.ctx(role), &request).unwrap()
            });
            let after = next.map_or(0, |page| page.items.len());
            (first.items.len() + after, totals)
        };
        let (all, totals) = register(HEAD, complaint::Filter::default());
        assert_eq!(all, 2);
        assert_eq!(totals.len(), Trouble::ALL.len());
        let (mine, _) = register(CALLER, complaint::Filter::default());
        assert_eq!(mine, 1, "of one's own clients");
        let open = complaint::Filter {
            state: Some(domain::complaint::ComplaintState::Open),
            ..complaint::Filter::default()
        };
        assert_eq!(register(HEAD, open).0, 1);
    }
}
