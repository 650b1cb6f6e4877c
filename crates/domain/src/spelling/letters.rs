//! Letters: scripts, Latin spelling and the skeleton.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Latin letters that look like Cyrillic ones, and these.
const ALIKE: [(char, char); 19] = [
    ('a', 'а'),
    ('b', 'в'),
    ('e', 'е'),
    ('k', 'к'),
    ('m', 'м'),
    ('h', 'н'),
    ('o', 'о'),
    ('p', 'р'),
    ('c', 'с'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('j', 'ј'),
    ('s', 'ѕ'),
    ('i', 'і'),
    ('0', 'о'),
    ('3', 'з'),
    ('6', 'б'),
    ('4', 'ч'),
];
/// How many of [`ALIKE`] are letters.
const LETTERS: usize = 15;

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Letters that need no table of Unicode: nothing in them is to be composed or dissolved.
fn is_plain(c: char) -> bool {
    c.is_ascii() || ('\u{400}'..='\u{45f}').contains(&c)
}

/// The small letter of a plain one.
fn small(c: char) -> char {
    let by = match c {
        '\u{400}'..='\u{40f}' => 80,
        '\u{410}'..='\u{42f}' => 32,
        _ => return c.to_ascii_lowercase(),
    };
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// Whether a character is a letter or a digit, as [`char::is_alphanumeric`] says; told at once of
/// those that most names are made of.
pub fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || ('\u{400}'..='\u{481}').contains(&c)
        || (!c.is_ascii() && c.is_alphanumeric())
}

/// A text in the form it was meant: compatibility forms dissolved (NFKC), small letters, ё as е,
/// and words of mixed script (`Pомашка` with a Latin P) in one.
pub fn repair(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let composed: String = if text.chars().all(is_plain) {
        text.chars().map(small).collect()
    } else {
        text.nfkc().flat_map(char::to_lowercase).collect()
    };
    let composed = composed.replace('ё', "е");
    let mut repaired = String::with_capacity(composed.len());
    for piece in composed.split_inclusive(|c: char| !is_of_word(c)) {
        let cyrillic = piece.chars().filter(|c| is_cyrillic(*c)).count();
        let latin = piece.chars().filter(char::is_ascii_alphabetic).count();
        if cyrillic == 0 || latin == 0 {
            repaired.push_str(piece);
            continue;
        }
        let all_alike = piece.chars().all(|c| {
            !c.is_ascii_alphabetic() || ALIKE[..LETTERS].iter().any(|(from, _)| *from == c)
        });
        let to_cyrillic = cyrillic >= latin || all_alike;
        repaired.extend(piece.chars().map(|c| {
            ALIKE[..LETTERS]
                .iter()
                .find_map(|(l, k)| match to_cyrillic {
                    true => (*l == c).then_some(*k),
                    false => (*k == c).then_some(*l),
                })
                .unwrap_or(c)
        }));
    }
    repaired
}

/// Latin letters of a small Cyrillic one.
pub(crate) fn romanise(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'ё' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' | 'і' | 'ї' => "i",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'џ' => "dzh",
        'ѕ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "ju",
        'я' => "ja",
        'ѓ' => "gj",
        'ќ' => "kj",
        'ђ' => "gj",
        'ћ' => "ch",
        _ => return None,
    })
}

/// A word of small letters in Latin ones, accents dropped. Letters of other scripts stay.
pub fn latin(word: &str) -> String {
    let mut text = String::with_capacity(word.len() + 4);
    for c in word.chars() {
        match c {
            c if c.is_ascii() => text.push(c),
            'ß' => text.push_str("ss"),
            'ł' => text.push('l'),
            'ø' => text.push('o'),
            'æ' => text.push_str("ae"),
            'œ' => text.push_str("oe"),
            'ı' => text.push('i'),
            'đ' => text.push_str("dj"),
            '’' | 'ʼ' | '‘' => {}
            c => match romanise(c) {
                Some(letters) => text.push_str(letters),
                None => text.extend(
                    std::iter::once(c)
                        .nfkd()
                        .filter(|c| !is_combining_mark(*c))
                        .flat_map(char::to_lowercase),
                ),
            },
        }
    }
    text
}

/// Latin spellings of one Cyrillic letter and what they fold to, the longest first. `dj` is џ, but
/// before `a` and `u` it is the soft д of `Serdjuk` and `Djatlov`.
const FOLDS: [(&str, &str); 42] = [
    ("chtch", "s"),
    ("shch", "s"),
    ("sch", "s"),
    ("shh", "s"),
    ("tch", "c"),
    ("dzh", "z"),
    ("iou", "u"),
    ("dja", "da"),
    ("dju", "du"),
    ("zh", "z"),
    ("kh", "h"),
    ("ch", "c"),
    ("sh", "s"),
    ("sc", "s"),
    ("ts", "c"),
    ("cz", "c"),
    ("tz", "c"),
    ("ya", "a"),
    ("ja", "a"),
    ("yu", "u"),
    ("ju", "u"),
    ("yo", "e"),
    ("jo", "e"),
    ("ye", "e"),
    ("je", "e"),
    ("gj", "g"),
    ("dj", "z"),
    ("kj", "k"),
    ("lj", "l"),
    ("nj", "n"),
    ("dz", "z"),
    ("ks", "h"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("ou", "u"),
    ("x", "h"),
    ("w", "v"),
    ("q", "k"),
    ("j", "i"),
    ("y", "i"),
    ("'", ""),
];

/// The skeleton of a word of small letters: the same for its spellings in Cyrillic and in Latin
/// letters by any of the usual standards (`Щукин`, `Shchukin`, `Schukin`, `Ščukin`). Differences
/// are forgotten on purpose; it is a key, never shown. A skeleton is its own skeleton.
///
/// In the French manner ж is `j` and ш is `ch`; a word is read so where `ou`, `iou` or `tch` give
/// the manner away.
pub fn skeleton(word: &str) -> String {
    let mut text = latin(word);
    if text.contains("ou") || text.contains("tch") {
        text = french(&text);
    }
    loop {
        let next = fold_once(&text);
        if next == text {
            return text;
        }
        text = next;
    }
}

/// `j` as ж and `ch` as ш, in words of the French manner.
fn french(text: &str) -> String {
    text.replace("chtch", "shch")
        .replace("tch", "\u{1}")
        .replace("ch", "sh")
        .replace('j', "zh")
        .replace('\u{1}', "ch")
}

fn fold_once(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    'letters: while let Some(c) = rest.chars().next() {
        if c.is_ascii_lowercase() || c == '\'' {
            for (from, to) in FOLDS {
                if let Some(after) = rest.strip_prefix(from) {
                    to.chars().for_each(|c| push(&mut folded, c));
                    rest = after;
                    continue 'letters;
                }
            }
        }
        push(&mut folded, c);
        rest = &rest[c.len_utf8()..];
    }
    folded
}

/// Vowels that glide together and double letters are written once.
fn push(folded: &mut String, c: char) {
    let last = folded.chars().next_back();
    match (last, c) {
        (Some('i'), 'a' | 'e' | 'o' | 'u') => {
            folded.pop();
            push(folded, c);
        }
        (Some('a' | 'o' | 'u'), 'e') => {}
        (Some(last), c) if last == c && !c.is_ascii_digit() => {}
        _ => folded.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_are_those_of_unicode() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(is_of_word(c), c.is_alphanumeric(), "{c:?}");
            if is_plain(c) {
                assert!(c.to_lowercase().eq([small(c)]), "{c:?}");
                assert!(c.to_string().nfkc().eq([c]), "{c:?}");
            }
        }
    }
}
