//! The early warning over the base.

use app::analysis::{Question, Reason, Sort, warnings};
use app::part;
use domain::interaction::{Direction, Effect, InteractionData, InteractionKind, Outcome};
use domain::policy::Role;
use jiff::Timestamp;

use super::base::{bases, read};

#[test]
fn r63_the_slide_is_warned_of_with_its_reason_and_what_is_at_risk() {
    for mut base in bases() {
        // Client 11 buys every four weeks for a year, then for half as much; client 8 says no.
        for (client, number, price) in [(11, 1_000, 400), (8, 2_000, 1)] {
            for n in 0..16_u32 {
                let first: jiff::civil::Date = "2024-12-02".parse().unwrap();
                let day = first.checked_add(jiff::Span::new().days(28 * n)).unwrap();
                let price = if n < 13 { price } else { price / 2 + 1 };
                base.order(client, number + n, &day.to_string(), &[(1, 10, price)]);
            }
        }
        let (app, ctx) = (&base.app, base.app.ctx(Role::Owner));
        let at: Timestamp = "2026-02-05T09:00:00Z".parse().unwrap();
        let no = InteractionData {
            person_id: None,
            kind: InteractionKind::Call,
            effect: Effect::Effective,
            direction: Direction::Out,
            outcome: Outcome::Refused,
            happened_at: at,
            note: None,
            agreed_day: None,
            minutes: None,
            purpose: None,
        };
        let question = |day: &str| Question {
            as_of: Some(day.parse().unwrap()),
            ..Question::default()
        };
        part::create(app, &base.owner, base.clients[8], &no).unwrap();
        let q = question("2026-02-10");
        let answer = warnings(app, &ctx, &q).unwrap();
        let item = |client: usize| {
            let id = base.clients[client].uuid();
            answer.figure.items.iter().find(|of| of.client.id == id)
        };
        let falling = item(11).unwrap();
        assert_eq!(falling.ground.reasons, [Reason::Volume]);
        assert_eq!(falling.ground.now_minor, 3 * 2_010);
        assert_eq!(item(8).unwrap().ground.reasons, [Reason::Refused]);
        let at_risk: Vec<i64> = answer
            .figure
            .items
            .iter()
            .map(|of| of.ground.value_minor)
            .collect();
        assert!(at_risk.is_sorted_by(|a, b| a >= b), "{at_risk:?}");
        // Every number opens its clients.
        let sort = Sort::read("name").unwrap();
        for sums in &answer.figure.reasons {
            let cell = format!("kind:warning;reason:{}", sums.reason.code());
            let page = app::analysis::clients(app, &ctx, &q, &read(&cell), sort, None, 3);
            assert_eq!(page.unwrap().total, sums.clients, "{cell}");
        }
        let page = app::analysis::clients(app, &ctx, &q, &read("kind:warning"), sort, None, 3);
        assert_eq!(page.unwrap().total, answer.figure.clients);
        // Who may not see the client is not warned of it: 11 and 8 are nobody's.
        let seller = warnings(app, &app.ctx(Role::ActiveSeller), &q).unwrap();
        let shown = seller.figure.items.iter().map(|of| of.client.id);
        assert!(!shown.clone().any(|id| id == base.clients[11].uuid()));
        assert!(seller.figure.watched < answer.figure.watched);
        // Before the word was said there was no reason to warn of client 8.
        let before = warnings(app, &ctx, &question("2026-02-03")).unwrap();
        let eight = base.clients[8].uuid();
        assert!(before.figure.items.iter().all(|of| of.client.id != eight));
    }
}
