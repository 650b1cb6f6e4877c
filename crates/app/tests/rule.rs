//! Changes of rules through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use app::Context;
use app::client;
use app::interaction;
use app::rule::{self, Changes, Error};
use app::setting;
use app::testing::{TestApp, apps};
use domain::id::ClientId;
use domain::policy::{Action, Role};
use domain::rule::{Effect, RuleChangeState};
use domain::setting::{REST_DAYS, Value};
use jiff::SignedDuration;
use jiff::civil::date;

fn days(name: &str, days: i64) -> Changes {
    [(name.to_owned(), Some(Value::Whole(days)))].into()
}

fn later(ctx: &Context, days: i64) -> Context {
    let mut ctx = ctx.clone();
    ctx.now += SignedDuration::from_hours(24 * days);
    ctx
}

fn rest_days(app: &TestApp) -> i64 {
    setting::current(app).unwrap().whole(&REST_DAYS)
}

#[test]
fn r114_a_head_changes_rules_at_once_or_from_a_day_on() {
    for app in apps() {
        let head = app.ctx(Role::HeadOfSales);
        let applied = rule::plan(&app, &head, days("rest.days", 20), None).unwrap();
        assert_eq!(applied.state, RuleChangeState::Applied);
        assert_eq!(rest_days(&app), 20);
        let day = date(2026, 3, 5);
        let waits = rule::plan(&app, &head, days("rest.days", 45), Some(day)).unwrap();
        let other = rule::plan(&app, &head, days("rest.days", 50), Some(day)).unwrap();
        rule::cancel(&app, &head, other.id).unwrap();
        assert!(matches!(
            rule::cancel(&app, &head, other.id),
            Err(Error::Closed)
        ));
        let night = |n| later(&Context::system(head.now).seeded(7), n);
        assert_eq!(rule::apply_due(&app, &night(2)).unwrap(), 0);
        assert_eq!(rest_days(&app), 20);
        assert_eq!(rule::apply_due(&app, &night(3)).unwrap(), 1);
        assert_eq!(rest_days(&app), 45);
        assert_eq!(rule::apply_due(&app, &night(3)).unwrap(), 0, "once");
        assert!(matches!(
            rule::cancel(&app, &head, waits.id),
            Err(Error::Closed)
        ));
        let states: Vec<_> = rule::list(&app, &head)
            .unwrap()
            .into_iter()
            .map(|(change, by)| (change.state, by))
            .collect();
        assert_eq!(states.len(), 3);
        assert!(
            states
                .iter()
                .all(|(_, by)| by.as_deref() == Some("head_of_sales"))
        );
        assert!(matches!(
            rule::plan(&app, &app.ctx(Role::Telemarketer), days("rest.days", 1), None),
            Err(Error::Forbidden(refusal)) if refusal.action == Action::RuleWrite.code()
        ));
        let stranger = rule::plan(&app, &head, days("login.tries", 1), None);
        assert!(matches!(
            stranger,
            Err(Error::Setting(setting::Error::Refused { .. }))
        ));
        let far = rule::plan(&app, &head, days("rest.days", 500), None);
        assert!(matches!(
            far,
            Err(Error::Setting(setting::Error::Refused { .. }))
        ));
        let past = Some(date(2026, 3, 1));
        let past = rule::plan(&app, &head, days("rest.days", 10), past);
        assert!(matches!(past, Err(Error::Invalid(_))));
        assert_eq!(rest_days(&app), 45);
    }
}

fn client_of(app: &TestApp, ctx: &Context, name: &str) -> ClientId {
    let input = client::Input {
        name: Some(name.to_owned()),
        ..client::Input::default()
    };
    client::create(app, ctx, &input).unwrap().id
}

#[test]
fn r114_r118_r119_a_preview_tells_what_a_change_would_have_done() {
    for app in apps() {
        let seller = app.ctx(Role::ActiveSeller);
        let client = client_of(&app, &seller, "Ромашка");
        client_of(&app, &seller, "Север");
        for turn in [0, 31, 62] {
            let input = interaction::Input {
                kind: Some("call".to_owned()),
                effect: Some("effective".to_owned()),
                ..interaction::Input::default()
            };
            interaction::create(&app, &later(&seller, turn), client, &input).unwrap();
        }
        let head = later(&app.ctx(Role::HeadOfSales), 80);
        let told = |changes: &Changes| -> Vec<(Effect, i64, i64, i64, usize)> {
            let seen = rule::preview(&app, &head, changes).unwrap();
            assert!(!seen.capped);
            let one = |of: rule::Seen| (of.effect, of.of, of.before, of.after, of.clients.len());
            seen.effects.into_iter().map(one).collect()
        };
        let mut changes = days("rest.days", 40);
        changes.extend(days("holding.term_active_seller", 60));
        changes.extend(days("holding.capacity_active_seller", 1));
        changes.extend(days("holding.most_idle", 0));
        assert_eq!(
            told(&changes),
            [
                (Effect::RestRefused, 3, 0, 1, 1),
                (Effect::Withdrawn, 2, 0, 2, 2),
                (Effect::OverCapacity, 3, 0, 1, 0),
                (Effect::Hoarding, 3, 0, 0, 0)
            ]
        );
        assert_eq!(rest_days(&app), 30, "nothing is changed");
        let same = days("rest.days", 30);
        assert!(
            told(&same)
                .iter()
                .all(|(_, _, before, after, _)| before == after)
        );
        let denied = rule::preview(&app, &seller, &same);
        assert!(matches!(denied, Err(Error::Forbidden(_))));
    }
}
