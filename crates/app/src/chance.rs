//! Where random bytes come from: the operating system, or a seed in tests and simulations. No
//! other place of the product makes any.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// A source of random bytes.
#[derive(Debug)]
pub enum Chance {
    /// The operating system's generator, fit for secrets.
    System,
    /// A sequence fixed by a seed. Never for secrets outside tests and demo bases.
    Seeded {
        /// The seed.
        seed: u64,
        /// How often it was asked.
        drawn: AtomicU64,
    },
}

impl Chance {
    /// A sequence fixed by `seed`.
    pub const fn seeded(seed: u64) -> Self {
        Self::Seeded {
            seed,
            drawn: AtomicU64::new(0),
        }
    }

    /// `N` ≤ 32 random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
            }
            Self::Seeded { seed, drawn } => {
                let turn = drawn.fetch_add(1, Ordering::Relaxed);
                let mut hash = Sha256::new();
                hash.update(seed.to_le_bytes());
                hash.update(turn.to_le_bytes());
                bytes.copy_from_slice(&hash.finalize()[..N]);
            }
        }
        bytes
    }

    /// A secret of 256 bits as 43 characters that may stand in a header, cookie or URL.
    pub fn secret(&self) -> String {
        const ALPHABET: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let bytes: [u8; 32] = self.bytes();
        let mut text = String::with_capacity(43);
        for group in bytes.chunks(3) {
            let word = group
                .iter()
                .fold(0_u32, |word, byte| (word << 8) | u32::from(*byte))
                << (8 * (3 - group.len()));
            for place in 0..=group.len() {
                let index = (word >> (18 - 6 * place)) & 63;
                text.push(char::from(ALPHABET[index as usize]));
            }
        }
        text
    }

    /// A password to be typed once from a screen or letter: 16 characters of an alphabet without
    /// look-alikes (80 bits), in groups of four.
    pub fn one_time_password(&self) -> String {
        const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789+";
        let bytes: [u8; 16] = self.bytes();
        let mut text = String::with_capacity(19);
        for (place, byte) in bytes.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(byte % 32)]));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_their_length_and_differ() {
        for chance in [Chance::System, Chance::seeded(1)] {
            let (one, two) = (chance.secret(), chance.secret());
            assert_eq!(one.len(), 43);
            assert_ne!(one, two);
            assert_eq!(chance.one_time_password().len(), 19);
        }
        assert_eq!(Chance::seeded(5).secret(), Chance::seeded(5).secret());
        assert_ne!(Chance::seeded(5).secret(), Chance::seeded(6).secret());
    }
}
