//! Ordering of many clients by a number: a radix sort that skips the bytes all numbers share.

/// A signed number as an unsigned one of the same order.
#[inline]
pub(crate) fn ascending(value: i64) -> u64 {
    value.cast_unsigned() ^ (1 << 63)
}

/// The number whose mirrored [`ascending`] this is.
#[inline]
pub(crate) fn descended(key: u64) -> i64 {
    (!key ^ (1 << 63)).cast_signed()
}

/// Sorts pairs of key and payload by key, equal keys in the order given.
pub(crate) fn sort(pairs: &mut Vec<(u64, u32)>) {
    const SMALL: usize = 256;
    if pairs.len() < SMALL {
        pairs.sort_by_key(|pair| pair.0);
        return;
    }
    let mut counts = vec![[0_u32; 256]; 8];
    for (key, _) in pairs.iter() {
        for (byte, counts) in counts.iter_mut().enumerate() {
            counts[digit(*key, byte)] += 1;
        }
    }
    let mut other = vec![(0, 0); pairs.len()];
    for (byte, counts) in counts.iter_mut().enumerate() {
        if counts.iter().any(|&count| count as usize == pairs.len()) {
            continue;
        }
        let mut place = 0;
        for count in counts.iter_mut() {
            (place, *count) = (place + *count, place);
        }
        for pair in pairs.iter() {
            let place = &mut counts[digit(pair.0, byte)];
            other[*place as usize] = *pair;
            *place += 1;
        }
        std::mem::swap(pairs, &mut other);
    }
}

#[inline]
fn digit(key: u64, byte: usize) -> usize {
    (key >> (8 * byte) & 0xff) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library(values in prop::collection::vec(prop_oneof![any::<i64>(), -3..3i64], 0..1000)) {
            let pairs: Vec<(u64, u32)> = values.iter().map(|&value| ascending(value)).zip(0..).collect();
            let mut expected = values.iter().copied().zip(0_u32..).collect::<Vec<_>>();
            expected.sort_by_key(|pair| pair.0);
            let mut sorted = pairs;
            sort(&mut sorted);
            prop_assert_eq!(
                sorted.iter().map(|pair| pair.1).collect::<Vec<_>>(),
                expected.iter().map(|pair| pair.1).collect::<Vec<_>>()
            );
        }
    }
}
