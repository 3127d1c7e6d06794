//! Sealing and opening with age. X25519 keys only.

use std::io::{Read, Write};

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};

use super::container::{self, Clear};
use super::{NewIdentity, NoKey, Unopened, Unsealed, WhyNoKey, key_lines};

/// Those who can open what is sealed.
pub(crate) struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads a list: a public key (`age1…`) a line, and comments after `#`.
    ///
    /// # Errors
    ///
    /// The first line that is no public key, or that there is none.
    pub(crate) fn parse(text: &str) -> Result<Self, NoKey> {
        let parsed = key_lines(text).map(|(line, key)| key.parse().map_err(|_| NoKey { line, why: not_public(key) }));
        let recipients = parsed.collect::<Result<Vec<_>, _>>()?;
        if recipients.is_empty() { Err(NoKey { line: 0, why: WhyNoKey::Empty }) } else { Ok(Self(recipients)) }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

fn not_public(key: &str) -> WhyNoKey {
    if key.to_ascii_uppercase().contains("AGE-SECRET-KEY-") {
        WhyNoKey::Secret
    } else if key.starts_with("ssh-") || key.strip_prefix("age1").is_some_and(|rest| rest.contains('1') || rest.len() > 100) {
        WhyNoKey::OtherKind
    } else {
        WhyNoKey::NoKey
    }
}

/// One's own keys.
pub(crate) struct Identities(Vec<Identity>);

impl Identities {
    /// Reads the file of keys that `utsyn keygen` and `age-keygen` write.
    ///
    /// # Errors
    ///
    /// The first line that is no key, or that there is none.
    pub(crate) fn parse(text: &str) -> Result<Self, NoKey> {
        let parsed = key_lines(text).map(|(line, key)| key.parse().map_err(|_| NoKey { line, why: not_secret(key) }));
        let identities = parsed.collect::<Result<Vec<_>, _>>()?;
        if identities.is_empty() { Err(NoKey { line: 0, why: WhyNoKey::Empty }) } else { Ok(Self(identities)) }
    }
}

fn not_secret(key: &str) -> WhyNoKey {
    let other = ["AGE-PLUGIN-", "AGE-SECRET-KEY-PQ-", "-----BEGIN "];
    if other.iter().any(|begins| key.starts_with(begins)) { WhyNoKey::OtherKind } else { WhyNoKey::NoKey }
}

/// Makes a new key. The only thing in the program that is different each time, beside what it seals.
pub(crate) fn new_identity() -> Result<NewIdentity, Unsealed> {
    let identity = Identity::generate();
    let recipient = identity.to_public().to_string();
    let secret = identity.to_string();
    Ok(NewIdentity { file: format!("# public key: {recipient}\n{}\n", secret.expose_secret()), recipient })
}

/// Seals the files of a mapping for all recipients.
pub(crate) fn seal(clear: &Clear, recipients: &Recipients) -> Result<Vec<u8>, Unsealed> {
    let packed = container::pack(clear).ok_or(Unsealed::TooLarge)?;
    let recipients = recipients.0.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(|_| Unsealed::Cipher)?;
    let mut sealed = Vec::with_capacity(packed.len() + packed.len() / 1024 + 4096);
    let written = encryptor.wrap_output(&mut sealed).and_then(|mut writer| {
        writer.write_all(&packed)?;
        writer.finish().map(|_| ())
    });
    written.map(|()| sealed).map_err(|_| Unsealed::Cipher)
}

/// Opens a container. Without a key it is only looked at, as far as that goes.
pub(crate) fn open(sealed: &[u8], identities: Option<&Identities>) -> Result<Clear, Unopened> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|_| Unopened::Damaged)?;
    let Some(identities) = identities.filter(|_| has_a_size(sealed)) else {
        return Err(if has_a_size(sealed) { Unopened::NoKeyFits } else { Unopened::Damaged });
    };
    let identities = identities.0.iter().map(|identity| identity as &dyn age::Identity);
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        DecryptError::NoMatchingKeys => Unopened::NoKeyFits,
        _ => Unopened::Damaged,
    })?;
    let mut packed = Vec::with_capacity(sealed.len());
    reader.read_to_end(&mut packed).map_err(|_| Unopened::Damaged)?;
    container::unpack(&packed).ok_or(Unopened::Damaged)
}

/// Tells whether what follows the header is as long as a packed text can be: one that was cut off is not.
fn has_a_size(sealed: &[u8]) -> bool {
    // A nonce, then blocks of 64 KiB with a tag each; a packed text fills its blocks.
    const NONCE: usize = 16;
    const BLOCK: usize = (64 << 10) + 16;
    let mac = sealed.windows(5).position(|five| five == b"\n--- ");
    let start = mac.and_then(|at| Some(at + 5 + sealed[at + 5..].iter().position(|&byte| byte == b'\n')? + 1));
    let body = start.map_or(0, |start| (sealed.len() - start).saturating_sub(NONCE));
    body.is_multiple_of(BLOCK) && (body / BLOCK).is_power_of_two()
}

#[cfg(test)]
mod tests;
