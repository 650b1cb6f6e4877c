//! Honest files cut at every part and changed by a seed.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::samples::samples;
use super::{files, read};

/// Numbers from a seed, the same on every machine (xorshift64*).
pub struct Chance(u64);

impl Chance {
    /// That of one round of one format.
    pub fn of(seed: u64, format: usize, round: u64) -> Self {
        let start = seed ^ (round << 16) ^ ((format as u64) << 56);
        Self(start.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// Pieces that mean something to one of the readers.
const PIECES: [&[u8]; 22] = [
    b"\0",
    b"\xff\xff\xff\xff",
    b"\xfe\xff",
    b"<",
    b">",
    b"&#x110000;",
    b"]]>",
    b"<!--",
    b"\"",
    b"{",
    b"[",
    b"\\u0000",
    b"-1",
    b"4294967295",
    b"99999999999999999999",
    b"1e400",
    b"=",
    b"\r\n:86:",
    b"END:VCARD\r\n",
    b"\r\n ",
    b"\xd0",
    b"9999-99-99",
];

/// Whole numbers at the ends of their kinds, as they stand in binary formats.
const EXTREMES: [u64; 7] = [
    0,
    1,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
];

/// One to four changes: a bit, a byte, a piece put in, a part taken out, doubled, filled or put
/// elsewhere, a number at the end of its kind.
fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = chance.below(bytes.len());
        let end = (at + 1 + chance.below(64)).min(bytes.len());
        match chance.below(10) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = chance.next() as u8,
            2 | 3 => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            4 => {
                bytes.drain(at..end);
            }
            5 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            6 => {
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, part);
            }
            7 => {
                let number = EXTREMES[chance.below(EXTREMES.len())];
                let number = &number.to_le_bytes()[..[2, 4, 8][chance.below(3)]];
                let end = (at + number.len()).min(bytes.len());
                bytes[at..end].copy_from_slice(&number[..end - at]);
            }
            8 => digits(&mut bytes, at, chance),
            _ => bytes[at..end].fill([0, 0xff, b'9'][chance.below(3)]),
        }
    }
    bytes
}

/// Puts another number in the place of the next one that is written out.
fn digits(bytes: &mut Vec<u8>, from: usize, chance: &mut Chance) {
    let Some(at) = bytes[from..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let at = from + at;
    let length = bytes[at..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let number = [
        "0",
        "-1",
        "65536",
        "4294967296",
        "18446744073709551616",
        "1e308",
    ];
    let number = number[chance.below(number.len())];
    bytes.splice(at..at + length, number.bytes());
}

/// The entries of an archive; none when it is no archive.
pub fn entries(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        let mut data = Vec::new();
        entry.read_to_end(&mut data).ok()?;
        let name = entry.name().ok()?.into_owned();
        entries.push((name, data));
    }
    Some(entries)
}

/// A change of the file itself or, of an archive, most often inside one of its entries: else the
/// checksums would keep every change from the reader.
pub fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    match entries(bytes).filter(|_| chance.below(4) > 0) {
        Some(mut entries) => {
            let at = chance.below(entries.len());
            entries[at].1 = changed(&entries[at].1, chance);
            let entries: Vec<(&str, &[u8])> = entries
                .iter()
                .map(|(name, data)| (name.as_str(), data.as_slice()))
                .collect();
            files::archive(&entries)
        }
        None => changed(bytes, chance),
    }
}

pub fn of_environment(name: &str, otherwise: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn every_sample_is_read_as_it_is() {
    for (name, bytes) in samples() {
        let rows = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(!rows.is_empty(), "{name}");
    }
}

#[test]
fn files_cut_anywhere_are_read_or_refused() {
    for (name, bytes) in samples() {
        let step = (bytes.len() / 80).max(1);
        for length in (0..bytes.len()).step_by(step) {
            let part = &bytes[..length];
            let result = catch_unwind(AssertUnwindSafe(|| read(part).map(|rows| rows.len())));
            assert!(result.is_ok(), "{name} cut at {length}");
        }
    }
}

#[test]
fn entries_of_archives_cut_anywhere_are_read_or_refused() {
    for (name, bytes) in samples() {
        let Some(whole) = entries(&bytes) else {
            continue;
        };
        for (at, (_, data)) in whole.iter().enumerate() {
            for length in (0..data.len()).step_by((data.len() / 40).max(1)) {
                let cut: Vec<(&str, &[u8])> = whole
                    .iter()
                    .enumerate()
                    .map(|(n, (name, data))| {
                        let data = if n == at { &data[..length] } else { data };
                        (name.as_str(), data)
                    })
                    .collect();
                let file = files::archive(&cut);
                let result = catch_unwind(AssertUnwindSafe(|| read(&file).is_ok()));
                assert!(result.is_ok(), "{name}: {} cut at {length}", whole[at].0);
            }
        }
    }
}

#[test]
fn files_changed_by_a_seed_are_read_or_refused() {
    let rounds = of_environment("CLIENTELE_FUZZ_ROUNDS", 120);
    let seed = of_environment("CLIENTELE_FUZZ_SEED", 20_261_129);
    for (format, (name, bytes)) in samples().into_iter().enumerate() {
        for round in 0..rounds {
            let mut chance = Chance::of(seed, format, round);
            let file = damaged(&bytes, &mut chance);
            let result = catch_unwind(AssertUnwindSafe(|| read(&file).is_ok()));
            assert!(result.is_ok(), "{name}, seed {seed}, round {round}");
        }
    }
}
