//! Sealed files: what municipalities said, as bytes that only a key opens.
//!
//! 1. [`Clear`] is what a container holds: `observations.yaml` and `notes.yaml` of one mapping;
//! 2. `container` packs them into one text of a size that tells nothing, and takes them out again;
//! 3. [`seal()`] closes that for all [`Recipients`], [`open`] opens it with any of one's [`Identities`] (`crypt`, by
//!    age with X25519 keys). Passphrases are not used: they take seconds, and people choose weak ones.
//!
//! Built without the feature `seal`, nothing can be sealed or opened (`absent`); all else is as usual.
//!
//! Must not know: the disk, and what the files say.

#[cfg(not(feature = "seal"))]
mod absent;
mod container;
#[cfg(feature = "seal")]
mod crypt;

#[cfg(not(feature = "seal"))]
pub(crate) use absent::{Identities, Recipients, new_identity, open, seal};
pub(crate) use container::{Clear, NAMES};
#[cfg(feature = "seal")]
pub(crate) use crypt::{Identities, Recipients, new_identity, open, seal};

/// The name of the file that holds a sealed mapping.
pub(crate) const CONTAINER: &str = "observations.yaml.age";

/// The name of the file that lists who can open what is sealed.
pub(crate) const RECIPIENTS: &str = "recipients.txt";

/// Why something could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsealed {
    TooLarge,
    /// The cipher failed; it never does.
    Cipher,
    #[cfg_attr(feature = "seal", expect(dead_code, reason = "said where the feature is missing"))]
    NotBuiltIn,
}

/// Why a container was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unopened {
    /// It is whole as far as one can see, but none of the keys fits.
    NoKeyFits,
    /// It is not what was sealed: cut off, changed, or something else altogether.
    Damaged,
    #[cfg_attr(feature = "seal", expect(dead_code, reason = "said where the feature is missing"))]
    NotBuiltIn,
}

/// A line of a list of keys that is no key. Only its number is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoKey {
    pub line: usize,
    pub why: WhyNoKey,
}

/// What a line is instead of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhyNoKey {
    /// A secret key where a public one belongs.
    Secret,
    /// A key of a kind that is not used here: SSH, a plugin's, post-quantum.
    OtherKind,
    NoKey,
    /// There is no key at all.
    Empty,
}

/// A new key: the text of the file that holds it, and the recipient that others are told.
pub(crate) struct NewIdentity {
    pub file: String,
    pub recipient: String,
}

/// Tells whether `bytes` begin as a file sealed with age does.
pub(crate) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/v1\n") || bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
}

/// Returns the lines of a list of keys that say something, with their numbers.
#[cfg(feature = "seal")]
fn key_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
