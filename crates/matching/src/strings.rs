//! How alike two short texts are. On bytes: skeletons are Latin letters.

/// Jaro's likeness with Winkler's bonus for a common beginning, 0 to 1. Texts over 64 bytes are
/// compared by their first 64.
pub(crate) fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b) = (cut(a), cut(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut of_a, mut of_b) = (0_u64, 0_u64);
    for (i, x) in a.iter().enumerate() {
        let from = i.saturating_sub(window);
        let to = (i + window + 1).min(b.len());
        for (j, y) in b.iter().enumerate().take(to).skip(from) {
            if x == y && of_b >> j & 1 == 0 {
                of_a |= 1 << i;
                of_b |= 1 << j;
                break;
            }
        }
    }
    let common = of_a.count_ones();
    if common == 0 {
        return 0.0;
    }
    let mut crossed = 0;
    let (mut left, mut right) = (of_a, of_b);
    while left != 0 {
        if a[left.trailing_zeros() as usize] != b[right.trailing_zeros() as usize] {
            crossed += 1;
        }
        left &= left - 1;
        right &= right - 1;
    }
    let common = f64::from(common);
    let jaro = (common / a.len() as f64
        + common / b.len() as f64
        + (common - f64::from(crossed) / 2.0) / common)
        / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

fn cut(text: &str) -> &[u8] {
    &text.as_bytes()[..text.len().min(64)]
}

/// Letters changed, added, dropped or swapped between two texts, if not more than `most`.
pub(crate) fn edits(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (cut(a), cut(b));
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // what both begin and end with costs nothing, and is most of two words that are nearly one
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev());
    let same = same.take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    match (a, b, most) {
        ([], rest, _) | (rest, [], _) => (rest.len() <= most).then_some(rest.len()),
        (_, _, 0) => None,
        ([_], [_], _) => Some(1),
        ([x, y], [z, w], _) if x == w && y == z => Some(1),
        // they begin and end unlike: one edit would have left a letter of each at most
        (_, _, 1) => None,
        _ => counted(a, b, most),
    }
}

fn counted(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    // three rows of the table are enough
    let mut rows = [[0_u8; 65]; 3];
    let [mut before, mut last, mut row] = rows.each_mut();
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        row[0] = i as u8;
        let mut least = row[0];
        for j in 1..=b.len() {
            let cost = u8::from(a[i - 1] != b[j - 1]);
            let mut cell = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            least = least.min(cell);
        }
        if usize::from(least) > most + 1 {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    let found = usize::from(last[b.len()]);
    (found <= most).then_some(found)
}

/// Whether two words are one with a slip of the hand: one edit from four letters on, two from
/// eight.
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    let most = match shorter {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    edits(a, b, most).is_some()
}

/// The same of numbers by their digits: one edit.
pub(crate) fn is_slip_of_number(a: u64, b: u64) -> bool {
    if a < 100_000 {
        return false;
    }
    let (mut x, mut y) = ([0; 20], [0; 20]);
    edits(digits(a, &mut x), digits(b, &mut y), 1).is_some()
}

fn digits(mut number: u64, room: &mut [u8; 20]) -> &str {
    let mut at = room.len();
    while number != 0 || at == room.len() {
        at -= 1;
        room[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    str::from_utf8(&room[at..]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_likeness() {
        for (a, b, expected) in [
            ("martha", "marhta", 0.9611),
            ("dwayne", "duane", 0.84),
            ("dixon", "dicksonx", 0.8133),
            ("", "a", 0.0),
            ("abc", "abc", 1.0),
            ("abc", "xyz", 0.0),
        ] {
            assert!((jaro_winkler(a, b) - expected).abs() < 1e-4, "{a} {b}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_both_begin_and_end_with_changes_no_count(
            a in "[abc]{0,9}", b in "[abc]{0,9}", most in 0_usize..4,
        ) {
            let whole = counted(a.as_bytes(), b.as_bytes(), 9).filter(|count| *count <= most);
            proptest::prop_assert_eq!(edits(&a, &b, most), whole);
        }

        #[test]
        fn a_slip_of_a_number_is_one_of_its_digits(
            a in 0_u64..2_000_000, at in 0_u32..7, digit in 0_u64..10,
        ) {
            let scale = 10_u64.pow(at);
            let other = a - a / scale % 10 * scale + digit * scale;
            for b in [other, a / 10, a * 10 + digit, a + 1] {
                let (x, y) = (a.to_string(), b.to_string());
                let told = x.len() >= 6 && edits(&x, &y, 1).is_some();
                proptest::prop_assert_eq!(is_slip_of_number(a, b), told, "{} {}", a, b);
            }
        }
    }

    #[test]
    fn edits_are_counted() {
        for (a, b, most, expected) in [
            ("vector", "vektor", 2, Some(1)),
            ("vector", "vcetor", 1, Some(1)),
            ("vector", "vectr", 1, Some(1)),
            ("vector", "sector7", 1, None),
            ("", "ab", 2, Some(2)),
            ("same", "same", 0, Some(0)),
        ] {
            assert_eq!(edits(a, b, most), expected, "{a} {b}");
        }
    }
}
