//! Explanations of classes: the stated change, made, moves the class, and a smaller one does not.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::parameters::{Rfm, Rhythm};
use analysis::why::{self, AbcStep, Letter};
use analysis::{
    Abc, Day, Image, Line, Parameters, Rows, State, View, Window, Xyz, clients, rfm, rhythm,
};
use line::line;
use proptest::prelude::*;
use support::image;

const AS_OF: i32 = 20_500;

fn parameters(as_of: i32) -> Parameters {
    Parameters {
        as_of: Day::new(as_of),
        window: Window::Rolling(12),
        ..Parameters::default()
    }
}

fn on(day: i32, client: u32, order: u32, amount: i64) -> Line {
    Line {
        day: Day::new(day).unwrap(),
        ..line(client, order, "2025-01-01", 0, amount)
    }
}

fn rows(lines: &[Line], as_of: i32) -> (Image, Rows) {
    let image = image(lines);
    let rows = clients::rows(&View::new(&image, &parameters(as_of), None));
    (image, rows)
}

#[test]
fn a_class_by_volume_says_what_is_missing_for_the_next() {
    // 80, 15 and 5 of 100: exactly on the borders. Client 2 needs to overtake nobody: with x more
    // the base is 100 + x and 80 stand before it, so that it is A from 80 < 0.8 · (100 + x) on.
    let lines = [
        on(AS_OF, 1, 1, 8_000),
        on(AS_OF, 2, 2, 1_500),
        on(AS_OF, 3, 3, 500),
    ];
    let (_, rows) = rows(&lines, AS_OF);
    let borders = Parameters::default().abc;
    let of = |client| why::abc(&rows, borders, client).unwrap();
    assert_eq!((of(1).class, of(1).rise), (Abc::A, None));
    let two = of(2);
    assert_eq!((two.class, two.place), (Abc::B, 2));
    assert_eq!(
        two.rise,
        Some(AbcStep {
            class: Abc::A,
            minor: 1
        })
    );
    assert_eq!(two.share_before, Some(0.8));
    let three = of(3);
    assert_eq!(
        three.rise,
        Some(AbcStep {
            class: Abc::B,
            minor: 1
        })
    );
    // With 499 left 2,000 of 2,499 stand before client 1, over 80 %; with 500 it is ahead of client
    // 3, and 1,500 of 2,500 stand before it.
    let fall = AbcStep {
        class: Abc::B,
        minor: 7_501,
    };
    assert_eq!(of(1).fall, Some(fall));
}

#[test]
fn a_state_says_until_when_it_holds() {
    let lines: Vec<Line> = (0..5)
        .map(|n| on(20_000 + 20 * n, 1, n as u32, 100))
        .collect();
    let image = image(&lines);
    let parameters = parameters(20_090);
    let beats = rhythm::beats(&View::new(&image, &parameters, None));
    let why = why::state(beats.get(1).unwrap(), &Rhythm::default());
    // Rhythm 20: sleeping over 40 days, lost over 90 (and 80) days after day 20,080.
    assert_eq!(why.state, State::Active);
    assert_eq!(why.active_until, Day::new(20_120));
    assert_eq!(why.kept_until, Day::new(20_170));
}

fn any_lines() -> impl Strategy<Value = Vec<Line>> {
    let amount = prop_oneof![8 => 1..5_000_i64, 1 => -2_000..0_i64];
    let one = (0..8_u32, AS_OF - 420..=AS_OF, amount);
    prop::collection::vec(one, 1..90).prop_map(|all| {
        (0..)
            .zip(all)
            .map(|(order, (client, day, amount))| on(day, client, order, amount))
            .collect()
    })
}

/// The lines with one more.
fn with(lines: &[Line], line: Line) -> Vec<Line> {
    [lines, &[line]].concat()
}

proptest! {
    #[test]
    fn abc_moves_by_what_is_stated_and_by_nothing_less(lines in any_lines(), client in 0..8_u32) {
        let (_, before) = rows(&lines, AS_OF);
        let borders = Parameters::default().abc;
        let Some(why) = why::abc(&before, borders, client) else { return Ok(()); };
        let class = |change: i64| {
            let (_, rows) = rows(&with(&lines, on(AS_OF, client, 9_999, change)), AS_OF);
            rows.get(client).unwrap().abc
        };
        prop_assert_eq!(why.class, class(0));
        prop_assert_eq!(why.rise.is_none(), why.class == Abc::A);
        prop_assert_eq!(why.fall.is_none(), why.class == Abc::C);
        if let Some(rise) = why.rise {
            prop_assert!(rise.class < why.class);
            prop_assert_eq!(class(rise.minor), rise.class);
            prop_assert_eq!(class(rise.minor - 1), why.class);
        }
        if let Some(fall) = why.fall {
            prop_assert!(fall.class > why.class);
            prop_assert_eq!(class(-fall.minor), fall.class);
            prop_assert_eq!(class(1 - fall.minor), why.class);
        }
    }

    #[test]
    fn the_sum_holds_as_long_as_is_said(lines in any_lines(), client in 0..8_u32) {
        let (image, before) = rows(&lines, AS_OF);
        let parameters_now = parameters(AS_OF);
        let until = why::sum_holds_until(&View::new(&image, &parameters_now, None), client);
        let Some(row) = before.get(client) else {
            prop_assert_eq!(until, None);
            return Ok(());
        };
        let until = until.unwrap().number();
        let lines_in = |as_of: i32| {
            let parameters = parameters(as_of);
            let view = View::new(&image, &parameters, None);
            lines.iter().filter(|line| line.client == client && view.from <= line.day && line.day <= view.to).count()
        };
        prop_assert!(until >= AS_OF);
        let after = rows(&lines, until).1;
        prop_assert_eq!(after.get(client).map(|of| of.value_minor), Some(row.value_minor));
        prop_assert_eq!(lines_in(until), lines_in(AS_OF));
        prop_assert!(lines_in(until + 1) < lines_in(AS_OF));
    }

    #[test]
    fn xyz_moves_by_the_even_months_that_are_stated(lines in any_lines(), client in 0..8_u32) {
        let (image, before) = rows(&lines, AS_OF);
        let Some(row) = before.get(client) else { return Ok(()); };
        let parameters = parameters(AS_OF);
        let view = View::new(&image, &parameters, None);
        let why = why::xyz(&view, row);
        prop_assert_eq!((why.class, why.cv, why.periods), (row.xyz, row.cv, row.periods));
        let Some(rise) = why.rise else {
            prop_assert!(why.class == Xyz::X || why.mean_minor.is_none_or(|mean| mean == 0));
            return Ok(());
        };
        // Each month is filled up to the stated sum on its last day.
        let class_after = |months: u32| {
            let mut lines = lines.clone();
            let first = view.as_of.month();
            let running = analysis::Period::Month.last(first) != view.as_of;
            let first = if running { first } else { first + 1 };
            let mut last = view.as_of;
            for month in 0..months {
                let index = first + month as i32;
                last = analysis::Period::Month.last(index);
                let there: i64 = lines.iter()
                    .filter(|line| line.client == client && line.day.month() == index && line.day <= view.as_of)
                    .map(|line| line.amount_minor).sum();
                let missing = (rise.minor - there).max(0);
                lines.push(on(last.number(), client, 8_000 + month, missing));
            }
            let (_, rows) = rows(&lines, last.number());
            (rows.get(client).map(|row| row.xyz), last)
        };
        let (class, last) = class_after(rise.months);
        prop_assert_eq!((class, last), (Some(rise.class), rise.until));
        if rise.months > 1 {
            let early = class_after(rise.months - 1).0.unwrap();
            prop_assert!(early == Xyz::N || (why.class != Xyz::N && early >= why.class), "{:?}", early);
        }
    }

    #[test]
    fn each_letter_moves_by_what_is_stated(lines in any_lines(), client in 0..8_u32, bins in 2..=9_u8) {
        let settings = Rfm { bins, ..Rfm::default() };
        let image_of = |lines: &[Line]| {
            let image = image(lines);
            let parameters = Parameters { rfm: settings.clone(), ..parameters(AS_OF) };
            clients::rows(&View::new(&image, &parameters, None))
        };
        let before = image_of(&lines);
        let as_of = Day::new(AS_OF).unwrap();
        let Some(why) = why::scores(&before, as_of, &settings, client) else {
            prop_assert!(before.get(client).is_none_or(|row| row.last.is_none()));
            return Ok(());
        };
        let row = *before.get(client).unwrap();
        prop_assert_eq!((why.r.score, why.f.score, why.m.score), (row.r, row.f, row.m));
        prop_assert_eq!(Some(why.group), rfm::group(&row, bins));
        let after = |orders: &[i64]| {
            let mut lines = lines.clone();
            lines.extend((0..).zip(orders).map(|(n, &amount)| on(AS_OF, client, 5_000 + n, amount)));
            *image_of(&lines).get(client).unwrap()
        };
        if let Letter { rise: Some((score, _)), .. } = why.r {
            prop_assert_eq!(after(&[1]).r, score);
        } else {
            prop_assert_eq!(after(&[1]).r, why.r.score);
        }
        if let Letter { rise: Some((score, orders)), value, .. } = why.f {
            let more = usize::try_from(orders - value).unwrap();
            prop_assert_eq!(after(&vec![1; more]).f, score);
            prop_assert_eq!(after(&vec![1; more - 1]).f, why.f.score);
        }
        if let Letter { rise: Some((score, minor)), value, .. } = why.m {
            prop_assert_eq!(after(&[minor - value]).m, score);
            prop_assert_eq!(after(&[minor - value - 1]).m, why.m.score);
        }
        if let Some((scores, group)) = why.after_order {
            let moved = after(&[row.cheque().unwrap().round() as i64]);
            prop_assert_eq!(scores, [moved.r, moved.f, moved.m]);
            prop_assert_eq!(Some(group), rfm::group(&moved, bins));
        }
    }

    #[test]
    fn a_state_turns_on_the_day_after_the_stated_one(lines in any_lines(), client in 0..8_u32) {
        let image = image(&lines);
        let state = |as_of: Day| {
            let parameters = parameters(as_of.number());
            rhythm::beats(&View::new(&image, &parameters, None)).state(client)
        };
        let parameters = parameters(AS_OF);
        let beats = rhythm::beats(&View::new(&image, &parameters, None));
        let Some(beat) = beats.get(client) else { return Ok(()); };
        let why = why::state(beat, &parameters.rhythm);
        let (Some(active), Some(kept)) = (why.active_until, why.kept_until) else { return Ok(()); };
        // After the last line of all nothing but the day changes.
        if active.number() >= AS_OF {
            prop_assert_eq!(state(active), State::Active);
            prop_assert_ne!(state(active.plus_days(1)), State::Active);
        }
        if kept.number() >= AS_OF {
            prop_assert_ne!(state(kept), State::Lost);
            prop_assert_eq!(state(kept.plus_days(1)), State::Lost);
        }
    }
}
