//! The server's secret, and the tokens that forms of signed-in people carry: an HMAC of the session, masked
//! anew for each answer so that compression gives nothing away (BREACH).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::config::Config;
use crate::error::{Error, Result};

/// Keyed digests for one purpose each.
pub struct Keys {
    secret: SecretString,
}

impl Keys {
    /// The configured secret, or the one kept in the data folder, made at first need.
    pub fn load(config: &Config) -> Result<Self> {
        if let Some(secret) = &config.secret {
            return Ok(Self { secret: secret.clone() });
        }
        let path = config.data_dir.join("secret");
        if !path.exists() {
            std::fs::create_dir_all(&config.data_dir).map_err(Error::internal)?;
            write_private(&path, &random_token())?;
        }
        let secret = std::fs::read_to_string(&path).map_err(Error::internal)?;
        Ok(Self { secret: SecretString::from(secret.trim().to_owned()) })
    }

    /// HMAC-SHA256 (RFC 2104) of `value` under a key that is this purpose's alone.
    pub fn digest(&self, purpose: &str, value: &str) -> [u8; 32] {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret().as_bytes()) else {
            // An HMAC takes a key of any length.
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// A form's token for this session.
    pub fn csrf_token(&self, session: &str) -> String {
        let digest = self.digest("csrf", session);
        let mut token = [0u8; 64];
        let (mask, masked) = token.split_at_mut(32);
        rand::rng().fill_bytes(mask);
        for ((out, mask), byte) in masked.iter_mut().zip(mask.iter()).zip(digest) {
            *out = mask ^ byte;
        }
        URL_SAFE_NO_PAD.encode(token)
    }

    pub fn csrf_matches(&self, session: &str, token: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Ok(bytes) = <[u8; 64]>::try_from(bytes) else { return false };
        let (mask, masked) = bytes.split_at(32);
        let unmasked: Vec<u8> = mask.iter().zip(masked).map(|(a, b)| a ^ b).collect();
        unmasked.ct_eq(&self.digest("csrf", session)).into()
    }
}

fn write_private(path: &std::path::Path, text: &str) -> Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(Error::internal)
}

/// 256 random bits as text.
pub fn random_token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}
