//! The engine against what must not change its mind, and against bad input.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use matching::{Decision, Due, Field, Index, Kind, Outcome, Settings};

/// A row of a made-up base: name, tax number, phone, mail, city.
type Row = [String; 5];

const FIELDS: [Field; 5] = [
    Field::Name,
    Field::TaxNumber,
    Field::Phone,
    Field::Email,
    Field::City,
];

/// Numbers that look drawn by lot and are the same in every run.
fn lot(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1;
    x ^= x >> 31;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ x >> 29
}

fn word(seed: u64) -> String {
    let (consonants, vowels) = (b"bdgklmnprstvz", b"aeiou");
    (0..4)
        .flat_map(|i| {
            let draw = lot(seed * 7 + i);
            [
                consonants[(draw % 13) as usize],
                vowels[(draw / 13 % 5) as usize],
            ]
        })
        .map(char::from)
        .collect()
}

fn inn(seed: u64) -> String {
    let body = format!("77{:07}", lot(seed) % 10_000_000);
    let weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let sum: u32 = body
        .chars()
        .zip(weights)
        .map(|(c, w)| c.to_digit(10).unwrap() * w)
        .sum();
    format!("{body}{}", sum % 11 % 10)
}

/// Firms, every third of which stands in the base twice, the second time with less.
fn base(firms: u64) -> (Vec<Row>, Vec<u64>) {
    let mut rows = Vec::new();
    let mut truth = Vec::new();
    for firm in 0..firms {
        let name = format!("{} {}", word(firm), word(firm / 3 + 10_000));
        let phone = format!("+7 495 {:07}", lot(firm + 5) % 10_000_000);
        let mail = format!("info@{}.ru", word(firm));
        let city = ["Москва", "Казань", "Самара", "Омск"][(lot(firm) % 4) as usize].to_owned();
        rows.push([
            format!("ООО «{name}»"),
            inn(firm),
            phone.clone(),
            mail.clone(),
            city.clone(),
        ]);
        truth.push(firm);
        if firm % 3 == 0 {
            let mut slipped = name.clone();
            slipped.remove(2);
            rows.push([
                format!("{slipped}, ООО"),
                if firm % 2 == 0 {
                    inn(firm)
                } else {
                    String::new()
                },
                phone.replace("+7", "8"),
                if firm % 4 == 0 { mail } else { String::new() },
                city,
            ]);
            truth.push(firm);
        }
    }
    (rows, truth)
}

fn index(rows: &[Row]) -> Index {
    let mut index = Index::new(Kind::Company);
    for row in rows {
        index.push(&fields(row));
    }
    index.build();
    index
}

fn fields(row: &Row) -> Vec<(Field, &str)> {
    FIELDS
        .into_iter()
        .zip(row.iter().map(String::as_str))
        .collect()
}

fn sweep(rows: &[Row], threads: usize) -> Outcome {
    let settings = Settings {
        threads,
        ..Settings::default()
    };
    index(rows).sweep(&settings, &[], &|_| {})
}

/// Pairs put together, as rows.
fn together(outcome: &Outcome, place: &dyn Fn(usize) -> usize) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for (record, group) in outcome.groups.iter().enumerate() {
        for (other, _) in outcome
            .groups
            .iter()
            .enumerate()
            .take(record)
            .filter(|(_, g)| *g == group)
        {
            let (a, b) = (place(record), place(other));
            found.insert((a.min(b), a.max(b)));
        }
    }
    found
}

#[test]
fn duplicates_are_found() {
    let (rows, truth) = base(600);
    let found = together(&sweep(&rows, 2), &|place| place);
    let right = found.iter().filter(|(a, b)| truth[*a] == truth[*b]).count();
    assert!(right >= 190, "{right} of 200");
    assert!(found.len() - right <= 4, "{} wrong", found.len() - right);
}

#[test]
fn threads_do_not_change_the_result() {
    let (rows, _) = base(700);
    let one = sweep(&rows, 1);
    for threads in [2, 3, 8] {
        let many = sweep(&rows, threads);
        assert_eq!(many.pairs, one.pairs);
        assert_eq!(many.groups, one.groups);
    }
}

#[test]
fn the_order_of_rows_does_not_change_the_result() {
    let (rows, _) = base(600);
    let found = together(&sweep(&rows, 2), &|place| place);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|place| lot(*place as u64));
    let mixed: Vec<Row> = order.iter().map(|place| rows[*place].clone()).collect();
    let again = together(&sweep(&mixed, 2), &|place| order[place]);
    assert_eq!(again, found);
}

#[test]
fn unrelated_rows_change_at_most_one_decided_pair_of_a_hundred() {
    let (rows, _) = base(600);
    let found = together(&sweep(&rows, 2), &|place| place);
    let mut more = rows.clone();
    for extra in 0..400 {
        let firm = 1_000_000 + extra;
        more.push([
            format!("АО {} {}", word(firm), word(firm * 3)),
            inn(firm),
            format!("+389 2 {:07}", lot(firm) % 10_000_000),
            format!("office@{}.mk", word(firm)),
            "Скопје".to_owned(),
        ]);
    }
    let again = together(&sweep(&more, 2), &|place| place);
    let old: BTreeSet<_> = again.into_iter().filter(|(_, b)| *b < rows.len()).collect();
    let changed = old.symmetric_difference(&found).count();
    assert!(changed * 100 <= found.len(), "{changed} of {}", found.len());
}

#[test]
fn duplicates_of_duplicates_join_the_group() {
    let (rows, _) = base(400);
    let first = together(&sweep(&rows, 2), &|place| place);
    let twice: Vec<Row> = rows.iter().chain(&rows).cloned().collect();
    let outcome = sweep(&twice, 2);
    let apart = (0..rows.len())
        .filter(|place| outcome.groups[*place] != outcome.groups[place + rows.len()])
        .count();
    assert_eq!(apart, 0, "a copy is the same");
    let again = together(&outcome, &|place| place);
    let lost = first.difference(&again).count();
    assert!(lost * 50 <= first.len(), "{lost} of {}", first.len());
}

#[test]
fn different_checked_tax_numbers_are_never_together() {
    let mut rows = base(200).0;
    for (number, row) in rows.iter_mut().enumerate() {
        row[0] = "ООО Ромашка".to_owned();
        row[1] = inn(number as u64 + 50);
        row[2] = "+7 495 1234567".to_owned();
    }
    let outcome = sweep(&rows, 2);
    assert!(outcome.sizes().values().all(|size| *size == 1));
}

/// Columns of equal values, telephones of thousands, names of thousands: lists too long to follow
/// are counted, nothing is compared with everything, no group swallows the base.
#[test]
fn equal_values_blow_nothing_up() {
    let (mut rows, _) = base(9_000);
    for row in &mut rows {
        row[2] = "8 800 555 35 35".to_owned();
        row[4] = "Москва".to_owned();
    }
    let outcome = sweep(&rows, 2);
    assert!(outcome.dropped > 0);
    assert!(
        outcome.compared < rows.len() as u64 * 100,
        "{}",
        outcome.compared
    );
    let largest = outcome.sizes().into_values().max().unwrap();
    assert!(largest <= 6, "{largest}");
}

#[test]
fn thousands_of_equal_names_do_not_become_one() {
    let rows: Vec<Row> = (0..20_000)
        .map(|n: u64| {
            [
                "ООО Ромашка".to_owned(),
                String::new(),
                format!("+7 9{:09}", lot(n) % 1_000_000_000),
                String::new(),
                String::new(),
            ]
        })
        .collect();
    let outcome = sweep(&rows, 2);
    assert!(
        outcome.compared < rows.len() as u64 * 100,
        "{}",
        outcome.compared
    );
    assert!(outcome.sizes().into_values().max().unwrap() <= 10);
    let bare: Vec<Row> = rows
        .iter()
        .map(|row| {
            [
                row[0].clone(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]
        })
        .collect();
    let outcome = sweep(&bare, 2);
    assert!(
        outcome.compared < bare.len() as u64 * 100,
        "{}",
        outcome.compared
    );
    assert!(outcome.sizes().into_values().max().unwrap() <= Settings::default().largest);
}

#[test]
fn bad_bases_are_answered() {
    let empty = sweep(&[], 2);
    assert!(empty.pairs.is_empty() && empty.groups.is_empty());
    let nothing: Row = std::array::from_fn(|_| String::new());
    let outcome = sweep(&[nothing.clone(), nothing.clone()], 2);
    assert_eq!(outcome.groups, [0, 1], "nothing is no evidence");
    let hostile = [
        "\u{202e}\u{0}\u{fffd}",
        "'; DROP TABLE client; --",
        "@@@@",
        "+++++++++++",
        "99999999999999999999999999",
        "🙂",
        "<script>",
        "................",
    ];
    let rows: Vec<Row> = hostile
        .iter()
        .cycle()
        .take(200)
        .map(|text| std::array::from_fn(|_| text.repeat(40)))
        .collect();
    let outcome = sweep(&rows, 2);
    assert_eq!(outcome.groups.len(), rows.len());
}

#[test]
fn a_look_up_gives_five_with_reasons_that_add_up() {
    let (rows, _) = base(500);
    let mut index = index(&rows);
    index.sweep(&Settings::default(), &[], &|_| {});
    let name = rows[0][0].to_uppercase();
    let asked = [
        (Field::Name, name.as_str()),
        (Field::Phone, rows[0][2].as_str()),
    ];
    let found = index.candidates(&asked);
    assert!(!found.is_empty() && found.len() <= matching::TOP);
    assert_eq!(found[0].record, 0);
    for one in &found {
        let sum: f64 = one.start + one.reasons.iter().map(|reason| reason.bits).sum::<f64>();
        assert!((sum - one.bits).abs() < 1e-9, "{one:?}");
        assert!((one.chance - 1.0 / (1.0 + (-one.bits).exp2())).abs() < 1e-12);
    }
    assert_eq!(
        index.candidates(&asked),
        found,
        "a look-up leaves nothing behind"
    );
}

#[test]
fn a_company_of_an_equal_name_is_always_told() {
    let (mut rows, _) = base(500);
    let known = rows.len();
    let mut common = rows[0].clone();
    common.iter_mut().for_each(String::clear);
    common[0] = "Вымпел".to_owned();
    rows.extend(std::iter::repeat_n(common, 400));
    let mut index = index(&rows);
    index.learn(&Settings::default(), &[]);
    let told = |index: &mut Index, asked: &[(Field, &str)]| {
        let found = index.candidates(asked);
        found.iter().map(|one| one.due).max()
    };
    for row in rows[..known].iter().step_by(7).chain([&rows[known]]) {
        let due = told(&mut index, &[(Field::Name, &row[0])]);
        assert!(due >= Some(Due::Shown), "{row:?}: {due:?}");
    }
    // whatever people said of others
    let asked = [
        (Field::Name, rows[0][0].as_str()),
        (Field::Phone, rows[0][2].as_str()),
    ];
    let before = index.candidates(&asked)[0].clone();
    index.heed(std::iter::repeat_n((before.pattern, false), 200));
    let after = index.candidates(&asked);
    let same = after
        .iter()
        .find(|one| one.record == before.record)
        .unwrap();
    assert!(same.chance < before.chance, "{same:?}");
    assert_eq!(same.due, Due::Asked);
}

#[test]
fn records_come_and_go_one_by_one() {
    let (rows, _) = base(300);
    let mut index = index(&rows);
    index.sweep(&Settings::default(), &[], &|_| {});
    let (name, tax) = ("Совсем Новая Фирма", inn(77_777));
    let new = [(Field::Name, name), (Field::TaxNumber, tax.as_str())];
    assert!(index.candidates(&new).is_empty());
    let place = index.add(&new);
    assert_eq!(index.candidates(&new)[0].record, place);
    index.remove(place);
    assert!(index.candidates(&new).is_empty());
}

#[test]
fn decisions_move_the_weights_and_are_not_asked_again() {
    let (rows, truth) = base(900);
    let mut index = index(&rows);
    let settings = Settings::default();
    let before = index.sweep(&settings, &[], &|_| {});
    let questions = before.questions(&[], 20);
    assert!(!questions.is_empty());
    let asked: Vec<(u32, u32)> = questions.iter().map(|pair| (pair.a, pair.b)).collect();
    let decisions: Vec<Decision> = questions
        .iter()
        .map(|pair| Decision {
            a: pair.a as usize,
            b: pair.b as usize,
            same: truth[pair.a as usize] == truth[pair.b as usize],
        })
        .collect();
    for pair in before.questions(&asked, 1_000) {
        assert!(!asked.contains(&(pair.a, pair.b)));
    }
    // a person says that all of these are one
    let all_same: Vec<Decision> = decisions
        .iter()
        .map(|d| Decision { same: true, ..*d })
        .collect();
    let none_same: Vec<Decision> = decisions
        .iter()
        .map(|d| Decision { same: false, ..*d })
        .collect();
    let of = |index: &mut Index, decisions: &[Decision]| -> f64 {
        let outcome = index.sweep(&settings, decisions, &|_| {});
        let pairs = outcome.pairs.iter().filter(|p| asked.contains(&(p.a, p.b)));
        pairs.map(|pair| pair.chance()).sum()
    };
    let (up, down) = (of(&mut index, &all_same), of(&mut index, &none_same));
    assert!(up > down + 0.5, "{up} {down}");
    let said = index.sweep(&settings, &all_same, &|_| {});
    let joined = asked
        .iter()
        .filter(|(a, b)| said.groups[*a as usize] == said.groups[*b as usize]);
    assert!(joined.count() > 0);
    let said = index.sweep(&settings, &none_same, &|_| {});
    for (a, b) in &asked {
        assert_ne!(
            said.groups[*a as usize], said.groups[*b as usize],
            "a person said so"
        );
    }
}

#[test]
fn linking_compares_only_across_the_border() {
    let (rows, _) = base(300);
    let border = rows.len() / 2;
    let settings = Settings {
        link: Some(border),
        ..Settings::default()
    };
    let outcome = index(&rows).sweep(&settings, &[], &|_| {});
    assert!(
        outcome
            .pairs
            .iter()
            .all(|p| (p.a as usize) < border && p.b as usize >= border)
    );
}

#[test]
fn a_sweep_can_be_stopped_and_decisions_are_taught_without_their_records() {
    let firms = |index: &mut Index| {
        for at in 0..40 {
            let name = format!("ООО Ромашка{at}");
            let phone = format!("+7 495 100-{:02}-{:02}", at / 2, at % 2);
            index.push(&[(Field::Name, &name), (Field::Phone, &phone)]);
            let other = format!("Ромашка{at} ООО");
            index.push(&[(Field::Name, &other), (Field::Phone, &phone)]);
        }
        index.build();
    };
    let mut index = Index::new(Kind::Company);
    firms(&mut index);
    let settings = Settings {
        learns_from: 1_000,
        ..Settings::default()
    };
    assert!(index.sweep_while(&settings, &[], &|_| false).is_none());
    let before = index.sweep(&settings, &[], &|_| {});
    let pair = before.pairs[0];
    assert!(pair.chance() > 0.9, "the weights given beforehand hold");
    let mut taught = Index::new(Kind::Company);
    firms(&mut taught);
    taught.teach(vec![(pair.pattern(), false); 20]);
    let after = taught.sweep(&settings, &[], &|_| {});
    assert!(
        after
            .pairs
            .first()
            .is_none_or(|one| one.bits < pair.bits - 1.0)
    );
    // what is no pattern of this kind is not learnt from
    taught.teach([(u64::MAX, true)]);
    assert_eq!(taught.sweep(&settings, &[], &|_| {}).pairs, before.pairs);
}
