//! Scoring through the use cases, on every engine at hand.

use app::client::{self, Input};
use app::scoring;
use app::testing::apps;
use domain::policy::Role;
use domain::scoring::{Importance, Reliability, Sign};

#[test]
fn r171_r172_every_client_is_scored_with_its_reasons_and_lists_know_it() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let add = |name: &str, seed: u64, temperature: Option<&str>| {
            let input = Input {
                name: Some(name.to_owned()),
                temperature: Some(temperature.map(str::to_owned)),
                manager_id: Some(Some(app.user(Role::ActiveSeller))),
                ..Input::default()
            };
            let ctx = app.ctx(Role::Owner).seeded(80_000 + seed);
            client::create(&app, &ctx, &input).unwrap().id
        };
        let hot = add("Ромашка", 1, Some("hot"));
        let plain = add("Лютик", 2, None);
        let early = scoring::of_client(&app, &owner, hot);
        assert!(matches!(early, Err(scoring::Error::NotFound)), "not yet");

        let system = app.system();
        assert_eq!(scoring::score_all(&app, &system, |_| true).unwrap(), 2);
        let (score, at) = scoring::of_client(&app, &owner, hot).unwrap();
        assert_eq!(at, app.now);
        let signs: Vec<Sign> = score.reasons.iter().map(|of| of.sign).collect();
        assert_eq!(signs, [Sign::Hot]);
        assert_eq!(score.reliability_class, Reliability::Doubtful);
        let (other, _) = scoring::of_client(&app, &owner, plain).unwrap();
        assert!(other.importance < score.importance);
        let again = scoring::score_all(&app, &system, |_| true).unwrap();
        assert_eq!(again, 2, "scored anew, not twice");

        let seen = |role| {
            let all = scoring::scoring(&app, &app.ctx(role)).unwrap();
            let classes = all.classes.iter();
            classes.map(|(.., class)| class.clients).sum::<i64>()
        };
        assert_eq!((seen(Role::Owner), seen(Role::ActiveSeller)), (2, 2));
        assert_eq!(seen(Role::Telemarketer), 0, "not theirs");
        let all = scoring::scoring(&app, &owner).unwrap();
        assert_eq!(
            all.classes.len(),
            Importance::ALL.len() * Reliability::ALL.len()
        );
        let hidden = scoring::of_client(&app, &app.ctx(Role::Telemarketer), hot);
        assert!(matches!(hidden, Err(scoring::Error::NotFound)));
    }
}
