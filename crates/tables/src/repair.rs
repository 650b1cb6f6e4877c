//! Text that was once decoded with the wrong table, cell by cell: Cyrillic of windows-1251 read as
//! a Latin encoding, UTF-8 read as a single-byte encoding, once or several times over.
//!
//! Only what cannot be right text is touched: pairs of characters that no language has but that
//! UTF-8 leaves behind, and words of nothing but accented letters that are Cyrillic words of usual
//! letters when read anew. Everything else stays as it is, so repairing twice changes nothing.

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// A text read anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The text as it was meant.
    pub text: String,
    /// The encoding it was wrongly read in (the last time, when there were several).
    pub read_as: &'static str,
    /// The encoding it is in.
    pub really: &'static str,
}

/// Times a text may have been decoded wrongly one upon another.
const DEEPEST: usize = 4;

/// Reads a wrongly decoded text anew; `None` for right text.
pub fn repair(text: &str) -> Option<Repair> {
    if text.is_ascii() {
        return None;
    }
    let mut found: Option<Repair> = None;
    for _ in 0..DEEPEST {
        let now = found.as_ref().map_or(text, |repair| &repair.text);
        let Some(next) = once(now) else { break };
        found = Some(match found {
            Some(first) => Repair {
                text: next.text,
                ..first
            },
            None => next,
        });
    }
    // a text that is still wrong after so many turns was not what it seemed
    found.filter(|repair| repair.text != text && once(&repair.text).is_none())
}

fn once(text: &str) -> Option<Repair> {
    let readings = [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250];
    let utf8 = readings
        .iter()
        .filter_map(|&read_as| from_utf8(text, read_as))
        .max_by_key(|(_, pairs)| *pairs);
    if let Some((repair, _)) = utf8 {
        return Some(repair);
    }
    [WINDOWS_1250, WINDOWS_1252]
        .iter()
        .filter_map(|&read_as| from_windows_1251(text, read_as))
        .max_by_key(|(_, restored)| *restored)
        .map(|(repair, _)| repair)
}

/// The byte a character was decoded from; the unassigned bytes and those of Latin-1 stand for
/// themselves.
fn byte_of(c: char, encoding: &'static Encoding) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = encoding.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, lossy) {
        ([byte], false) => Some(*byte),
        _ if matches!(c, '\u{80}'..='\u{9f}') => u8::try_from(u32::from(c)).ok(),
        _ => None,
    }
}

/// A word of a text read anew.
#[derive(Default)]
struct Word {
    text: String,
    /// Characters restored, those at its end that might be a letter with a closing quote left out.
    pairs: usize,
    /// Characters outside ASCII that stayed.
    kept: usize,
    cyrillic: bool,
    /// It has a pair that right text never has.
    sure: bool,
}

/// UTF-8 read as a single-byte encoding. The second value is the number of characters restored.
fn from_utf8(text: &str, read_as: &'static Encoding) -> Option<(Repair, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let bytes: Vec<Option<u8>> = chars.iter().map(|&c| byte_of(c, read_as)).collect();
    let mut result = String::new();
    let (mut restored, mut longest, mut sure, mut cyrillic) = (0, 0, false, false);
    let mut at = 0;
    while at < chars.len() {
        let from = at;
        let word = word_at(&chars, &bytes, &mut at);
        if word.pairs > 0 && word.kept == 0 && !mixes(&word.text) {
            restored += word.pairs;
            longest = longest.max(word.pairs);
            sure |= word.sure;
            cyrillic |= word.cyrillic;
            result.push_str(&word.text);
        } else {
            result.extend(&chars[from..at]);
        }
        if let Some(space) = chars.get(at) {
            result.push(*space);
            at += 1;
        }
    }
    // right text has one such pair by chance hardly ever, two in a word never
    let enough = if cyrillic || read_as == WINDOWS_1251 {
        longest >= 2
    } else {
        restored >= 2 || (restored == 1 && sure)
    };
    let repair = || Repair {
        text: result,
        read_as: read_as.name(),
        really: "UTF-8",
    };
    enough.then(|| (repair(), restored))
}

/// Reads the word that begins at `at`, with the no-break spaces that belong to it.
fn word_at(chars: &[char], bytes: &[Option<u8>], at: &mut usize) -> Word {
    let mut word = Word::default();
    while let Some(&c) = chars.get(*at) {
        if let Some((restored, length)) = sequence(&bytes[*at..]) {
            let tail = chars[*at + length - 1];
            if tail != ' ' || sequence(&bytes[*at + length..]).is_some_and(|(c, _)| c != ' ') {
                word.text.push(restored);
                *at += length;
                let ends = chars.get(*at).is_none_or(|c| !c.is_alphabetic());
                let weak = length == 2 && ends && is_closing(tail);
                word.pairs += usize::from(!weak);
                word.cyrillic |= is_cyrillic(restored);
                word.sure |= length == 3 || matches!(bytes[*at - 2], Some(0xc2 | 0xc3));
                continue;
            }
        }
        if matches!(c, ' ' | '\n' | '\t') {
            break;
        }
        word.kept += usize::from(!c.is_ascii());
        word.text.push(c);
        *at += 1;
    }
    word
}

/// The character that the first bytes are in UTF-8, when it is one that names and words have. A
/// plain space may stand for the no-break space, a question mark for the byte that windows-1251
/// lacks.
fn sequence(bytes: &[Option<u8>]) -> Option<(char, usize)> {
    let lead = bytes.first().copied().flatten()?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe2 => 3,
        _ => return None,
    };
    let mut raw = [lead, 0, 0];
    for (i, byte) in raw.iter_mut().enumerate().take(length).skip(1) {
        *byte = match bytes.get(i).copied().flatten()? {
            b' ' if matches!(lead, 0xd0 | 0xc3) => 0xa0,
            b'?' if lead == 0xd0 => 0x98,
            tail @ 0x80..=0xbf => tail,
            _ => return None,
        };
    }
    let c = std::str::from_utf8(&raw[..length]).ok()?.chars().next()?;
    let usual = is_cyrillic(c)
        || matches!(c, '\u{80}'..='\u{17f}' | 'ƒ' | '\u{2c6}'..='\u{2dd}')
        || matches!(c, '\u{218}'..='\u{21b}' | '\u{2010}'..='\u{203a}' | '€' | '№' | '™');
    usual.then_some((c, length))
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{45f}' | 'Ґ' | 'ґ')
}

fn is_closing(c: char) -> bool {
    matches!(c, '»' | '«' | '”' | '“' | '’' | '‘' | '…' | '›' | '„' | '‚')
}

/// Latin and Cyrillic letters in one word.
fn mixes(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{17f}');
    word.split(|c: char| !c.is_alphabetic())
        .any(|part| part.chars().any(is_cyrillic) && part.chars().any(latin))
}

/// Windows-1251 read as a Latin encoding: by stretches without characters that Latin encoding
/// lacks, as right Cyrillic between them is. The second value is the number of bytes read anew.
fn from_windows_1251(text: &str, read_as: &'static Encoding) -> Option<(Repair, usize)> {
    let mut result = String::new();
    let mut changed = 0;
    let mut stretch: Vec<(Option<char>, u8)> = Vec::new();
    for c in text.chars().map(Some).chain([None]) {
        if let Some((c, byte)) = c.and_then(|c| Some((c, byte_of(c, read_as)?))) {
            stretch.push((Some(c), byte));
            continue;
        }
        if let Some((c, bytes)) = c.and_then(|c| Some((c, letter_and_dash(c)?))) {
            stretch.extend([(Some(c), bytes[0]), (None, bytes[1]), (None, bytes[2])]);
            continue;
        }
        let bytes: Vec<u8> = stretch.iter().map(|(_, byte)| *byte).collect();
        let (decoded, _) = WINDOWS_1251.decode_without_bom_handling(&bytes);
        if is_cyrillic_in_disguise(&stretch, &decoded, read_as) {
            changed += bytes.len();
            result.push_str(&decoded);
        } else {
            result.extend(stretch.iter().filter_map(|(c, _)| *c));
        }
        stretch.clear();
        result.extend(c);
    }
    let repair = || Repair {
        text: result,
        read_as: read_as.name(),
        really: "windows-1251",
    };
    (changed > 0).then(|| (repair(), changed))
}

/// The bytes of a letter, a no-break space and a dash or quote in windows-1251, which together
/// happen to be one character of UTF-8.
fn letter_and_dash(c: char) -> Option<[u8; 3]> {
    let mut buffer = [0; 4];
    match *c.encode_utf8(&mut buffer).as_bytes() {
        [letter, 0xa0, mark @ (0x84 | 0x93 | 0x96 | 0x97 | 0xab)] => Some([letter, 0xa0, mark]),
        _ => None,
    }
}

/// Whether a stretch has words of accented letters alone that are plausible Cyrillic.
fn is_cyrillic_in_disguise(
    stretch: &[(Option<char>, u8)],
    decoded: &str,
    read_as: &'static Encoding,
) -> bool {
    let decoded: Vec<char> = decoded.chars().collect();
    if decoded.len() != stretch.len() {
        return false;
    }
    let (mut disguised, mut latin, mut score, mut longest) = (0i64, 0i64, 0i64, 0);
    let is_letter = |i: usize| decoded[i].is_alphabetic();
    let mut at = 0;
    while at < decoded.len() {
        let from = at;
        while at < decoded.len() && is_letter(at) {
            at += 1;
        }
        if from == at {
            at += 1;
            continue;
        }
        let high = stretch[from..at]
            .iter()
            .filter(|(_, byte)| !byte.is_ascii())
            .count();
        let low = at - from - high;
        if high > 0 && low > 0 {
            latin += 1;
        } else if high >= 2 {
            disguised += high as i64;
            longest = longest.max(high);
            score += plausible(&decoded[from..at]);
        }
    }
    // Latin languages of central Europe do have words of accented letters alone
    let shortest = if read_as == WINDOWS_1250 { 4 } else { 3 };
    let usual = match (disguised, read_as == WINDOWS_1250) {
        (..=5, _) => 29,
        (_, true) => 24,
        (_, false) => 20,
    };
    longest >= shortest && latin * 5 <= disguised && score * 10 >= disguised * usual
}

/// Points of a word as Cyrillic; usual letters and a vowel count for it, unusual ones against.
fn plausible(word: &[char]) -> i64 {
    let mut score = 0;
    let mut vowels = 0;
    let mut before = 'А';
    for &c in word {
        let lower = c.to_lowercase().next().unwrap_or(c);
        score += match lower {
            'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' => 4,
            'в' | 'л' | 'к' | 'м' | 'д' | 'п' | 'у' | 'я' => 3,
            'ы' | 'ь' | 'г' | 'з' | 'б' | 'ч' | 'й' | 'х' | 'ж' | 'ш' | 'ю' | 'ц' | 'ј' => {
                2
            }
            'щ' | 'э' | 'ф' | 'ё' | 'ъ' | 'љ' | 'њ' | 'ќ' | 'ѓ' | 'џ' | 'ѕ' => 1,
            'і' | 'ї' | 'є' | 'ґ' | 'ђ' | 'ћ' | 'ў' => 0,
            _ => -8,
        };
        vowels += i64::from(matches!(
            lower,
            'о' | 'е' | 'а' | 'и' | 'у' | 'я' | 'ы' | 'ю' | 'э' | 'ё' | 'і' | 'ї' | 'є'
        ));
        if c.is_uppercase() && before.is_lowercase() {
            score -= 8;
        }
        before = c;
    }
    let length = word.len() as i64;
    // consonants alone are an abbreviation at best, vowels alone no word
    if length >= 3 && (vowels == 0 || (vowels == length && length > 3)) {
        score -= 3 * length;
    }
    score
}
