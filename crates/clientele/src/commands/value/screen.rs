//! The summary on screen: the fits, whether they may be believed, the check, the value.

use std::fmt::Write as _;

use analysis::value::{Check, Models, Money, Reason, Timing};

use super::super::analyze::screen::{heading, origin, table};
use super::super::analyze::sheet::{Sheet, currency};
use super::sheets;
use super::valued::Valued;
use crate::words::Words;

/// The summary.
pub fn summary(valued: &Valued<'_>, words: &Words) -> String {
    let ledger = valued.ledger;
    let mut text = String::new();
    for line in origin(ledger, words) {
        let _ = writeln!(text, "{line}");
    }
    let show = |text: &mut String, sheet: &Sheet| {
        heading(text, &sheet.title(words));
        text.push_str(&table(sheet, ledger, words));
        let _ = writeln!(text, "{}", sheet.note(words));
    };
    heading(&mut text, &words.get("analyze-value-total"));
    for line in total(valued, words) {
        let _ = writeln!(text, "  {line}");
    }
    heading(&mut text, &words.get("analyze-value-verdict"));
    for line in verdict(&valued.models, words) {
        let _ = writeln!(text, "  {line}");
    }
    show(&mut text, &sheets::models(valued, words));
    if let (Some(sheet), Some(check)) = (sheets::calibration(valued), &valued.check) {
        heading(&mut text, &sheet.title(words));
        for line in checked(valued, check, words) {
            let _ = writeln!(text, "{line}");
        }
        text.push_str(&table(&sheet, ledger, words));
        let _ = writeln!(text, "{}", sheet.note(words));
    }
    show(&mut text, &sheets::top(valued));
    text
}

/// What each model had foretold, and a warning when the one in use was far off.
pub fn checked(valued: &Valued<'_>, check: &Check, words: &Words) -> Vec<String> {
    let values = [
        ("until", words.day(valued.then.until).into()),
        ("known", words.day(valued.then.known).into()),
        ("actual", words.number(check.total.actual as i64).into()),
    ];
    let mut lines = vec![words.with("analyze-value-checked", &values)];
    for (model, said) in [
        ("BG/NBD", check.total.bg_nbd),
        ("MBG/NBD", check.total.mbg_nbd),
        ("Pareto/NBD", check.total.pareto_nbd),
        ("MBG/CNBD-k", check.total.mbg_cnbd_k),
    ] {
        let Some(said) = said else { continue };
        let off = (check.total.actual > 0.0).then(|| said / check.total.actual - 1.0);
        let values = [
            ("model", model.into()),
            ("said", words.decimal(said, 1).into()),
            ("off", words.percent(off).into()),
        ];
        lines.push(words.with("analyze-value-said", &values));
    }
    let off = check.total.off(valued.models_then.timing);
    if off.is_some_and(|off| off.abs() > valued.settings.bad_check) {
        lines.push(words.get("analyze-value-bad_check"));
    }
    lines
}

/// The value of the base with its interval.
pub fn total(valued: &Valued<'_>, words: &Words) -> Vec<String> {
    let money = |minor: f64| words.money(minor.round() as i64, currency(valued.ledger), false);
    let values = [
        ("day", words.day(valued.today.until).into()),
        ("days", u64::from(valued.settings.horizon_days).into()),
        ("clients", valued.total.clients.into()),
        ("value", money(valued.total.value_minor).into()),
        ("purchases", words.decimal(valued.total.purchases, 0).into()),
    ];
    let mut lines = vec![words.with("analyze-value-sum", &values)];
    if let Some((low, high)) = valued.interval {
        let values = [
            ("low", money(low).into()),
            ("high", money(high).into()),
            (
                "share",
                words.percent(Some(valued.settings.confidence)).into(),
            ),
        ];
        lines.push(words.with("analyze-value-interval", &values));
    }
    if let Some(alive) = valued.total.alive {
        let values = [("alive", words.decimal(alive, 0).into())];
        lines.push(words.with("analyze-value-alive", &values));
    }
    lines
}

/// Which models apply and why, in sentences.
pub fn verdict(models: &Models, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(cv) = models.regularity {
        let values = [("cv", words.decimal(cv, 2).into())];
        lines.push(words.with("analyze-value-regularity", &values));
    }
    lines.extend(
        models
            .against_timing
            .iter()
            .map(|reason| against(reason, words)),
    );
    lines.push(match models.timing {
        Timing::BgNbd => words.get("analyze-value-by_bg"),
        Timing::MbgCnbdK => words.get("analyze-value-by_rhythm"),
        Timing::OwnGap => words.get("analyze-value-by_own_gap"),
    });
    if let Some(correlation) = models.correlation {
        let values = [("correlation", words.decimal(correlation, 2).into())];
        lines.push(words.with("analyze-value-correlation", &values));
    }
    lines.extend(
        models
            .against_money
            .iter()
            .map(|reason| against(reason, words)),
    );
    lines.push(match models.of_money {
        Money::GammaGamma => words.get("analyze-value-by_gamma"),
        Money::OwnMean => words.get("analyze-value-by_own_mean"),
    });
    lines
}

fn against(reason: &Reason, words: &Words) -> String {
    match *reason {
        Reason::FewRepeaters { repeaters, needed } => words.with(
            "analyze-value-few",
            &[("count", repeaters.into()), ("needed", needed.into())],
        ),
        Reason::RegularGaps { limit, .. } => words.with(
            "analyze-value-regular",
            &[("limit", words.decimal(limit, 2).into())],
        ),
        Reason::CorrelatedMoney { limit, .. } => words.with(
            "analyze-value-correlated",
            &[("limit", words.decimal(limit, 2).into())],
        ),
        Reason::EndlessMoney => words.get("analyze-value-endless"),
        Reason::Unsettled { .. } => words.get("analyze-value-unsettled"),
    }
}
