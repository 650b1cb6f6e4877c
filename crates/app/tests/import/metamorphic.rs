//! What a file says does not depend on how it is written: shuffled, re-encoded, split or repeated,
//! it makes the same base.

use domain::import::Kind;
use domain::policy::Role;

use crate::{base, run, stage};

const FIELDS: &str = "external_id name tax_number phone city segment";

fn table(count: usize) -> Vec<String> {
    (0..count)
        .map(|n| {
            let segment = ["Опт", "Розница", "Сети"][n % 3];
            let phone = format!("+7 495 {:03}-{:02}-{:02}", n / 100 + 100, n % 100, n % 97);
            format!(
                "{n};Фирма {};;{phone};Город {};{segment}",
                n * 7919 % 1000,
                n % 11
            )
        })
        .collect()
}

fn text(lines: &[String]) -> String {
    format!("id;name;inn;phone;city;segment\n{}\n", lines.join("\n"))
}

fn made(files: &[Vec<u8>]) -> Vec<String> {
    let app = app::testing::app();
    let ctx = app.ctx(Role::Owner);
    for file in files {
        let id = stage(&app, &ctx, Kind::Clients, FIELDS, file);
        run(&app, &ctx, id);
    }
    base(&app)
}

#[test]
fn shuffled_reencoded_split_and_repeated_files_make_the_same_base() {
    let lines = table(300);
    let plain = text(&lines);
    let expected = made(&[plain.clone().into_bytes()]);
    assert_eq!(expected.len(), 300);
    let mut shuffled: Vec<String> = (0..300).map(|n| lines[n * 137 % 300].clone()).collect();
    assert_eq!(made(&[text(&shuffled).into_bytes()]), expected, "shuffled");
    shuffled.reverse();
    let cp1251: Vec<u8> = plain
        .chars()
        .map(|c| match c {
            'А'..='я' => (c as u32 - 0x410 + 0xC0) as u8,
            'ё' => 0xB8,
            c => c as u8,
        })
        .collect();
    assert_eq!(made(&[cp1251]), expected, "re-encoded");
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(
        plain
            .replace(';', "\t")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    assert_eq!(made(&[utf16]), expected, "UTF-16 with tabs");
    let (head, tail) = lines.split_at(111);
    let halves = [text(tail).into_bytes(), text(head).into_bytes()];
    assert_eq!(made(&halves), expected, "split");
    let twice = [plain.clone().into_bytes(), plain.into_bytes()];
    assert_eq!(made(&twice), expected, "repeated");
    let both = [lines.clone(), shuffled].concat();
    assert_eq!(
        made(&[text(&both).into_bytes()]),
        expected,
        "repeated in one file"
    );
}
