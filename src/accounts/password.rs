//! Passwords: argon2id, at most two hashes at once so that memory stays bounded.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::{Error, FieldError, Result};

/// Length in characters (NIST SP 800-63B-4 3.1.1.2 asks for at least 8 and lets at least 64 pass).
const LENGTH: std::ops::RangeInclusive<usize> = 8..=128;

/// The 3,000 most common, one a line; `#` begins a comment.
const COMMON: &str = include_str!("../../seed/passwords.txt");

/// A hash in PHC string form.
#[derive(Debug, Clone)]
pub struct PasswordHash(pub String);

/// Hashes and verifies, two at a time.
pub struct Hasher {
    argon: Argon2<'static>,
    places: Semaphore,
    /// Verified against when there is no account, so that it takes the same time.
    nobody: PasswordHash,
}

impl Hasher {
    /// `memory_kib` and `passes`: OWASP's password storage advice is 19,456 KiB and 2 passes.
    pub fn new(memory_kib: u32, passes: u32) -> Result<Self> {
        let params = Params::new(memory_kib, passes, 1, None).map_err(Error::internal)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon, "nobody has this password")?;
        Ok(Self { argon, places: Semaphore::new(2), nobody })
    }

    pub async fn hash(&self, password: &str) -> Result<PasswordHash> {
        let _place = self.places.acquire().await.map_err(Error::internal)?;
        let (argon, password) = (self.argon.clone(), password.to_owned());
        tokio::task::spawn_blocking(move || hash(&argon, &password)).await.map_err(Error::internal)?
    }

    /// On this thread, for the command line and the demo.
    pub fn hash_now(&self, password: &str) -> Result<PasswordHash> {
        hash(&self.argon, password)
    }

    /// Takes as long without a hash as with a wrong one.
    pub async fn verify(&self, password: &str, hash: Option<PasswordHash>) -> Result<bool> {
        let _place = self.places.acquire().await.map_err(Error::internal)?;
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.clone());
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let matches = tokio::task::spawn_blocking(move || {
            phc::PasswordHash::new(&hash.0)
                .is_ok_and(|parsed| argon.verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(matches.await.map_err(Error::internal)? && known)
    }
}

fn hash(argon: &Argon2, password: &str) -> Result<PasswordHash> {
    argon.hash_password(password.as_bytes()).map(|hash| PasswordHash(hash.to_string())).map_err(Error::internal)
}

/// What a new password must be: long enough, and not one that everybody tries first.
pub fn check_new(field: &str, password: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return Err(FieldError::new(field, "error-password-short").with("least", 8));
    }
    if length > *LENGTH.end() {
        return Err(FieldError::new(field, "error-password-long").with("most", 128));
    }
    let lower = password.to_lowercase();
    if COMMON.lines().any(|line| line == lower) {
        return Err(FieldError::new(field, "error-password-common"));
    }
    Ok(())
}
