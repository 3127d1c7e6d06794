//! Stands in for sealing where the program was built without it: nothing can be sealed or opened, and that is said.

use super::{Clear, NewIdentity, NoKey, Unopened, Unsealed};

/// Those who could open what is sealed.
pub(crate) struct Recipients;

impl Recipients {
    pub(crate) fn parse(_: &str) -> Result<Self, NoKey> {
        Ok(Self)
    }

    pub(crate) fn count(&self) -> usize {
        0
    }
}

/// One's own keys.
pub(crate) struct Identities;

impl Identities {
    pub(crate) fn parse(_: &str) -> Result<Self, NoKey> {
        Ok(Self)
    }
}

pub(crate) fn new_identity() -> Result<NewIdentity, Unsealed> {
    Err(Unsealed::NotBuiltIn)
}

pub(crate) fn seal(_: &Clear, _: &Recipients) -> Result<Vec<u8>, Unsealed> {
    Err(Unsealed::NotBuiltIn)
}

pub(crate) fn open(_: &[u8], _: Option<&Identities>) -> Result<Clear, Unopened> {
    Err(Unopened::NotBuiltIn)
}
