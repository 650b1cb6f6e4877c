//! Which encoding a text is in, and reading it as UTF-8.
//!
//! Order of evidence: byte order mark, the zero bytes of UTF-16, validity as UTF-8, then letters.
//! Cyrillic single-byte encodings are told apart by letter frequencies and by where capitals
//! stand; Latin ones by `chardetng`. Wrongly decoded text (mojibake) is only reported.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Decoder, Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, X_MAC_CYRILLIC,
};

use crate::Problem;
use crate::error::through_io;

/// What the beginning of a text says about its encoding.
#[derive(Clone, Copy, Debug)]
pub struct Guess {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Whether the text began with a byte order mark.
    pub mark: bool,
    /// The text is UTF-8 with pieces that are not.
    pub mixed: bool,
    /// The encoding those pieces seem to be in.
    pub rest: &'static Encoding,
    /// Words that look like Cyrillic decoded with the wrong table, in per mille of all words
    /// with letters outside ASCII.
    pub mojibake_permille: u32,
}

impl Guess {
    /// Name of the encoding in lower case.
    pub fn name(&self) -> String {
        self.encoding.name().to_ascii_lowercase()
    }
}

/// The encoding of a name, as pages on the web write it (`windows-1251`, `cp866`, `koi8-r`).
pub fn named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// Judges the first bytes of a text; `complete` when they are all of it.
pub fn guess(head: &[u8], complete: bool) -> Result<Guess, Problem> {
    let mut found = Guess {
        encoding: UTF_8,
        mark: false,
        mixed: false,
        rest: UTF_8,
        mojibake_permille: 0,
    };
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        found.encoding = encoding;
        found.mark = true;
    } else if let Some(encoding) = utf16_without_mark(head) {
        found.encoding = encoding;
    } else if looks_binary(head) {
        return Err(Problem::Binary);
    } else {
        match utf8_share(head, complete) {
            Utf8Share::Whole => {}
            Utf8Share::Mostly => {
                found.mixed = true;
                let other: Vec<u8> = head
                    .split_inclusive(|b| *b == b'\n')
                    .filter(|line| std::str::from_utf8(line).is_err())
                    .collect::<Vec<_>>()
                    .concat();
                found.rest = single_byte(&other);
            }
            Utf8Share::No => found.encoding = single_byte(head),
        }
    }
    if found.encoding == UTF_8 && head.is_ascii() {
        return Ok(found); // the same in every encoding, and looked through above
    }
    let (text, _) = found.encoding.decode_with_bom_removal(head);
    if looks_binary(text.as_bytes()) {
        return Err(Problem::Binary);
    }
    found.mojibake_permille = mojibake_permille(&text);
    Ok(found)
}

/// Control characters that do not belong in a table: more than one in 200 bytes.
fn looks_binary(bytes: &[u8]) -> bool {
    let controls = bytes
        .iter()
        .filter(|b| matches!(b, 0..=8 | 14..=25 | 27..=31 | 127))
        .count();
    controls * 200 > bytes.len()
}

/// UTF-16 shows in its high bytes: nearly all are 0 (Latin) or 4 (Cyrillic).
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let sample = &head[..head.len().min(1 << 16) & !1];
    if sample.len() < 8 {
        return None;
    }
    let share = |offset: usize| {
        let mut zero = 0;
        let mut high = 0;
        for pair in sample.chunks_exact(2) {
            match pair[offset] {
                0 => zero += 1,
                4 => high += 1,
                _ => {}
            }
        }
        (zero, zero + high)
    };
    let pairs = sample.len() / 2;
    let fits = |(zero, both): (usize, usize)| zero * 20 > pairs && both * 10 > pairs * 9;
    match (fits(share(1)), fits(share(0))) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

enum Utf8Share {
    Whole,
    Mostly,
    No,
}

fn utf8_share(head: &[u8], complete: bool) -> Utf8Share {
    let mut rest = head;
    let mut bad = 0usize;
    let mut good = 0usize;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                good += text.chars().filter(|c| !c.is_ascii()).count();
                break;
            }
            Err(e) => {
                let (valid, after) = rest.split_at(e.valid_up_to());
                good += String::from_utf8_lossy(valid)
                    .chars()
                    .filter(|c| !c.is_ascii())
                    .count();
                match e.error_len() {
                    Some(n) => {
                        bad += 1;
                        rest = &after[n..];
                    }
                    None => {
                        bad += usize::from(complete);
                        break;
                    }
                }
            }
        }
    }
    match (bad, good) {
        (0, _) => Utf8Share::Whole,
        // a single-byte text has hardly any bytes that happen to be UTF-8
        (bad, good) if good * 3 >= bad => Utf8Share::Mostly,
        _ => Utf8Share::No,
    }
}

/// Bytes of evidence that are enough.
const ENOUGH: usize = 40_000;

/// Tells single-byte encodings apart by the words that have bytes over 127.
fn single_byte(head: &[u8]) -> &'static Encoding {
    let mut words: Vec<u8> = Vec::new();
    let (mut high, mut neighbours) = (0usize, 0usize);
    for word in head.split(|b| b.is_ascii() && !b.is_ascii_alphabetic()) {
        if words.len() > ENOUGH {
            break;
        }
        let in_word = word.iter().filter(|b| !b.is_ascii()).count();
        if in_word == 0 {
            continue;
        }
        high += in_word;
        neighbours += word
            .windows(2)
            .filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii())
            .count();
        words.extend_from_slice(word);
        words.push(b' ');
    }
    if neighbours * 2 >= high {
        let candidates = [WINDOWS_1251, KOI8_R, IBM866, X_MAC_CYRILLIC];
        let best = candidates.map(|encoding| {
            let (text, _) = encoding.decode_without_bom_handling(&words);
            cyrillic_score(&text)
        });
        let at = (0..candidates.len()).max_by_key(|&i| (best[i], candidates.len() - i));
        return candidates[at.unwrap_or(0)];
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    match guess.name() {
        "windows-1250" | "ISO-8859-2" => WINDOWS_1250,
        _ => WINDOWS_1252,
    }
}

/// How much a text looks like Russian or Macedonian.
fn cyrillic_score(text: &str) -> i64 {
    let mut score = 0i64;
    let mut before = ' ';
    for c in text.chars() {
        score += match c {
            '\0'..='\x7f' => 0,
            '«' | '»' | '–' | '—' | '№' | '…' | '“' | '”' | '„' | '’' | '\u{a0}' => {
                0
            }
            _ => {
                let lower = c.to_lowercase().next().unwrap_or(c);
                let frequency = match lower {
                    'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' => 4,
                    'в' | 'л' | 'к' | 'м' | 'д' | 'п' | 'у' => 3,
                    'я' | 'ы' | 'ь' | 'г' | 'з' | 'б' | 'ч' | 'й' => 2,
                    'х' | 'ж' | 'ш' | 'ю' | 'ц' | 'ј' | 'ќ' => 1,
                    'щ' | 'э' | 'ф' | 'ъ' | 'ё' | 'љ' | 'њ' | 'џ' | 'ѓ' | 'ѕ' | 'і' | 'ї' | 'є' => {
                        0
                    }
                    _ => -6,
                };
                let capital_inside = c.is_uppercase() && before.is_lowercase();
                frequency - if capital_inside { 6 } else { 0 }
            }
        };
        before = c;
    }
    score
}

/// Words that are Cyrillic decoded with the wrong table: only letters À–ÿ (windows-1251 read as
/// Latin-1), or the pairs that UTF-8 leaves when it is read as a single-byte encoding.
fn mojibake_permille(text: &str) -> u32 {
    let (mut words, mut wrong) = (0u32, 0u32);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"')) {
        if word.is_ascii() {
            continue;
        }
        words += 1;
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let latin1 = word
            .chars()
            .filter(|c| matches!(c, '\u{c0}'..='\u{ff}'))
            .count();
        let all_accented = latin1 >= 4 && latin1 * 10 >= letters * 9;
        let mut pairs = 0;
        let mut before = ' ';
        for c in word.chars() {
            let lead_latin = matches!(before, 'Ð' | 'Ñ');
            let lead_cyrillic = matches!(before, 'Р' | 'С');
            let tail_latin = matches!(c, '\u{80}'..='\u{bf}')
                || matches!(
                    c,
                    '‘' | '’' | '‚' | '“' | '”' | '„' | '†' | '‡' | '•' | '…' | '‰'
                )
                || matches!(
                    c,
                    '‹' | '›' | '€' | '™' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ'
                );
            let tail_cyrillic = tail_latin
                || matches!(c, 'Ђ' | 'Ѓ' | 'ѓ' | 'Љ' | 'Њ' | 'Ќ' | 'Ћ')
                || matches!(
                    c,
                    'Џ' | 'ђ' | 'љ' | 'њ' | 'ќ' | 'ћ' | 'џ' | 'Ў' | 'ў' | 'Ј' | 'Ґ' | 'ґ'
                )
                || matches!(
                    c,
                    'Ё' | 'ё' | 'Є' | 'є' | 'Ї' | 'ї' | 'І' | 'і' | 'ј' | 'Ѕ' | 'ѕ' | '№'
                );
            if (lead_latin && tail_latin) || (lead_cyrillic && tail_cyrillic) {
                pairs += 1;
            }
            before = c;
        }
        if all_accented || (pairs >= 2 && pairs * 5 >= letters) {
            wrong += 1;
        }
    }
    if words < 3 { 0 } else { wrong * 1000 / words }
}

/// Reads any encoding as UTF-8, without byte order mark.
pub(crate) struct AsUtf8 {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
    /// The decoder has said its last; it must not be asked again.
    over: bool,
    /// Decoded bytes that did not fit into the caller's buffer.
    spill: Vec<u8>,
    spilled: usize,
}

impl AsUtf8 {
    /// Wraps a stream; UTF-8 passes as it is but for the mark.
    pub fn wrap(inner: Box<dyn Read + Send>, guess: &Guess) -> Box<dyn Read + Send> {
        if guess.encoding == UTF_8 {
            if guess.mark {
                return Box::new(Skip { inner, left: 3 });
            }
            return inner;
        }
        Box::new(Self {
            inner,
            decoder: guess.encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 1 << 16],
            start: 0,
            end: 0,
            finished: false,
            over: false,
            spill: Vec::new(),
            spilled: 0,
        })
    }
}

/// `decode_to_utf8` needs room for at least one character with its replacement.
const ROOM: usize = 64;

impl Read for AsUtf8 {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        if self.spilled < self.spill.len() {
            let n = out.len().min(self.spill.len() - self.spilled);
            out[..n].copy_from_slice(&self.spill[self.spilled..self.spilled + n]);
            self.spilled += n;
            return Ok(n);
        }
        while !self.over {
            if self.start == self.end && !self.finished {
                self.start = 0;
                self.end = self.inner.read(&mut self.raw)?;
                self.finished = self.end == 0;
            }
            let raw = &self.raw[self.start..self.end];
            let small = out.len() < ROOM;
            self.spill.clear();
            let target = if small {
                self.spill.resize(ROOM, 0);
                &mut self.spill[..]
            } else {
                &mut *out
            };
            let (result, read, mut written, _) =
                self.decoder.decode_to_utf8(raw, target, self.finished);
            self.start += read;
            self.over = self.finished && result == encoding_rs::CoderResult::InputEmpty;
            if small {
                self.spill.truncate(written);
                written = out.len().min(written);
                out[..written].copy_from_slice(&self.spill[..written]);
                self.spilled = written;
            }
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

/// Leaves out the first bytes.
struct Skip {
    inner: Box<dyn Read + Send>,
    left: usize,
}

impl Read for Skip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.left > 0 {
            let mut dropped = [0; 3];
            let n = self.inner.read(&mut dropped[..self.left])?;
            if n == 0 {
                return Err(through_io(Problem::Empty));
            }
            self.left -= n;
        }
        self.inner.read(out)
    }
}
