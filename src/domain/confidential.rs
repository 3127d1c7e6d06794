//! A value that nobody has released.

use std::fmt;

/// A value that only the stage `anonymise` may look into.
///
/// It has no `Display` and no `Serialize`, and its `Debug` shows dots, so that it can be neither printed nor shown:
///
/// ```
/// let told = utsyn::Confidential::new("we cannot fill the night shifts");
/// assert_eq!(format!("{told:?}"), "…");
/// ```
/// ```compile_fail,E0277
/// let told = utsyn::Confidential::new("we cannot fill the night shifts");
/// println!("{told}");
/// ```
///
/// A page's value cannot hold it, for it cannot be serialised (a plain string in its place can):
///
/// ```
/// let page = serde_json::to_string(&"we cannot fill the night shifts");
/// assert!(page.is_ok());
/// ```
/// ```compile_fail,E0277
/// let told = utsyn::Confidential::new("we cannot fill the night shifts");
/// let page = serde_json::to_string(&told);
/// ```
///
/// Its inside cannot be taken out from elsewhere:
///
/// ```compile_fail,E0616
/// let told = utsyn::Confidential::new("we cannot fill the night shifts");
/// let inside = told.0;
/// ```
/// ```compile_fail,E0624
/// let told = utsyn::Confidential::new("we cannot fill the night shifts");
/// let inside = told.open();
/// ```
pub struct Confidential<T>(T);

impl<T> Confidential<T> {
    /// Closes the lid.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Opens the lid. Only the stage `anonymise` calls this; the test of the layering holds it to that.
    pub(crate) fn open(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Confidential<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
