//! Password hashes: argon2id. Checking a password of nobody costs as much as of somebody, so that
//! time tells nothing; and only a few are computed at once, so that nobody can fill the memory.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use crate::chance::Chance;

/// Hashes computed at the same time at most; each takes 19 MiB.
const AT_ONCE: usize = 4;

/// How passwords are hashed and checked.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    /// A hash that no password fits, at the same cost.
    nobody: String,
    gate: Arc<Gate>,
}

#[derive(Default)]
struct Gate {
    running: Mutex<usize>,
    freed: Condvar,
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords")
    }
}

impl Passwords {
    /// For use: 19 MiB, two passes, one lane (the OWASP recommendation).
    pub fn strong() -> Self {
        Self::with_cost(19_456, 2)
    }

    /// For tests and demo bases only: as cheap as argon2 gets.
    pub fn cheap() -> Self {
        Self::with_cost(8, 1)
    }

    fn with_cost(kib: u32, passes: u32) -> Self {
        let params = Params::new(kib, passes, 1, None).expect("the parameters are in range");
        let mut passwords = Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            nobody: String::new(),
            gate: Arc::default(),
        };
        passwords.nobody = passwords.hash(&Chance::System.secret(), &Chance::System);
        passwords
    }

    /// The hash to keep, with a salt from `chance`.
    pub fn hash(&self, password: &str, chance: &Chance) -> String {
        let salt: [u8; 16] = chance.bytes();
        let _turn = self.gate.enter();
        let hash: PasswordHash = self
            .argon
            .hash_password_with_salt(password.as_bytes(), &salt)
            .expect("argon2 takes any password of bounded length");
        hash.to_string()
    }

    /// Whether the password fits the hash; without a hash, the same work and `false`.
    pub fn fits(&self, password: &str, hash: Option<&str>) -> bool {
        let parsed = PasswordHash::new(hash.unwrap_or(&self.nobody));
        let _turn = self.gate.enter();
        let fits = parsed.is_ok_and(|parsed| {
            self.argon
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        });
        fits && hash.is_some()
    }
}

impl Gate {
    fn enter(&self) -> Turn<'_> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = self
            .freed
            .wait_while(running, |running| *running >= AT_ONCE)
            .unwrap_or_else(PoisonError::into_inner);
        *running += 1;
        Turn(self)
    }
}

/// The right to compute one hash; gives it back when dropped.
struct Turn<'a>(&'a Gate);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::cheap();
        let hash = passwords.hash("correct horse", &Chance::seeded(1));
        assert!(passwords.fits("correct horse", Some(&hash)));
        assert!(!passwords.fits("correct horsf", Some(&hash)));
        assert!(!passwords.fits("correct horse", None));
        assert!(!passwords.fits("correct horse", Some("rubbish")));
        assert_ne!(hash, passwords.hash("correct horse", &Chance::seeded(2)));
    }

    #[test]
    fn the_strength_is_what_the_documentation_says() {
        let hash = Passwords::strong().nobody;
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
    }
}
