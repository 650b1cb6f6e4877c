//! Month-end figures over the base: kept once, comparable for ever.

use std::sync::atomic::AtomicBool;

use app::Context;
use app::analysis::{Months, Question, Sort, months};
use app::job::{Places, Ran, Runner, enqueue};
use domain::class::ClassKind;
use domain::job::{JobKind, JobState};
use domain::policy::Role;
use domain::setting::Value;
use jiff::Timestamp;
use serde_json::json;

use super::base::{Base, bases, read};

fn night(base: &Base, system: &Context, clock: fn() -> Timestamp) {
    let app = &base.app;
    app.db
        .write(|tx| enqueue(tx, system, JobKind::Snapshot, &json!({})))
        .unwrap();
    let ending = AtomicBool::new(false);
    let places = Places {
        backups: std::env::temp_dir(),
        keep: 1,
    };
    let runner = Runner {
        app,
        clock,
        places,
        ending: &ending,
    };
    let done = Ran::Job(JobKind::Snapshot, Some(JobState::Done));
    assert_eq!(runner.run_next().unwrap(), done);
}

fn first_of_april() -> Timestamp {
    "2026-04-01T01:00:00Z".parse().unwrap()
}

fn seen(base: &Base, role: Role) -> Months {
    let question = Question::default();
    months(&base.app, &base.app.ctx(role), &question, ClassKind::Abc).unwrap()
}

fn set(base: &Base, name: &str, value: i64) {
    let wanted = [(name.to_owned(), Some(Value::Whole(value)))].into();
    app::setting::change(&base.app, &base.app.ctx(Role::Owner), &wanted).unwrap();
}

#[test]
fn r240_months_are_kept_once_and_a_changed_threshold_never_rewrites_them() {
    for mut base in bases() {
        let system = base.app.system();
        night(&base, &system, app::testing::noon);
        // The base came in whole: the months before are made from its orders, and say so.
        let past = seen(&base, Role::Owner).months;
        let labels: Vec<&str> = past.iter().map(|of| of.month.as_str()).collect();
        assert_eq!((labels[0], *labels.last().unwrap()), ("2025-03", "2026-02"));
        assert_eq!(past.len(), 12);
        assert!(past.iter().all(|of| of.afterwards && of.changes.is_empty()));
        let page = app::analysis::abcxyz(
            &base.app,
            &base.app.ctx(Role::Owner),
            &Question {
                as_of: Some("2025-12-31".parse().unwrap()),
                ..Question::default()
            },
        );
        let december = past.iter().find(|of| of.month == "2025-12").unwrap();
        for (kept, now) in december.classes.iter().zip(&page.unwrap().figure.abc) {
            let now = (i64::try_from(now.clients).unwrap(), now.value_minor);
            assert_eq!((kept.clients, kept.value_minor), now);
        }
        // An order of the past, another border, a second night: what is kept stays.
        base.order(3, 960, "2025-12-20", &[(1, 900, 900)]);
        set(&base, "analysis.abc_a", 50);
        night(&base, &system, app::testing::noon);
        assert_eq!(seen(&base, Role::Owner).months, past);
        // The next month is kept on its first day, by the new border; the page says where it is.
        night(&base, &system, first_of_april);
        let now = seen(&base, Role::Owner).months;
        assert_eq!(now[..12], past[..]);
        let march = &now[12];
        assert_eq!((march.month.as_str(), march.afterwards), ("2026-03", false));
        let changed: Vec<_> = march
            .changes
            .iter()
            .map(|of| (of.rule.as_str(), of.before, of.now))
            .collect();
        assert_eq!(changed, [("abc_a", 0.8, 0.5)]);
    }
}

#[test]
fn r240_a_kept_class_opens_its_clients_as_far_as_one_may_see_them() {
    for base in bases() {
        night(&base, &base.app.system(), app::testing::noon);
        let sort = Sort::read("name").unwrap();
        let mut clients = [0, 0];
        for (role, sum) in [Role::Owner, Role::ActiveSeller]
            .into_iter()
            .zip(&mut clients)
        {
            let found = seen(&base, role).months;
            let december = found.iter().find(|of| of.month == "2025-12").unwrap();
            for class in &december.classes {
                let cell = format!("kind:month_class;by:abc;month:2025-12;code:{}", class.code);
                let (ctx, q) = (base.app.ctx(role), Question::default());
                let page = app::analysis::clients(&base.app, &ctx, &q, &read(&cell), sort, None, 3);
                assert_eq!(
                    page.unwrap().total,
                    u64::try_from(class.clients).unwrap(),
                    "{cell}"
                );
                *sum += class.clients;
            }
        }
        assert!(0 < clients[1] && clients[1] < clients[0], "{clients:?}");
        let hidden = months(
            &base.app,
            &base.app.ctx(Role::Administrator),
            &Question::default(),
            ClassKind::Abc,
        );
        assert!(hidden.is_err());
    }
}

#[test]
fn r240_a_month_that_was_not_closed_is_begun_anew() {
    for base in bases() {
        let frozen = store::analysis::month::Frozen {
            client: base.clients[0],
            manager: None,
            segment: None,
            region: None,
            orders: 1,
            revenue_minor: 99_999_999,
            margin_minor: None,
            cv: None,
            abc: Some("A".to_owned()),
            xyz: None,
            scores: None,
            rfm: None,
            step: "buyer".to_owned(),
            marker: "gold".to_owned(),
            state: "active".to_owned(),
            temperature: None,
        };
        let part = base.app.db.write(|tx| {
            store::analysis::month::write(tx, "2026-02", std::slice::from_ref(&frozen))
        });
        part.unwrap();
        assert!(
            seen(&base, Role::Owner).months.is_empty(),
            "an open month is not shown"
        );
        night(&base, &base.app.system(), app::testing::noon);
        let found = seen(&base, Role::Owner).months;
        let sum: i64 = found[11].classes.iter().map(|of| of.value_minor).sum();
        assert!(found[11].month == "2026-02" && sum < 99_999_999);
    }
}
