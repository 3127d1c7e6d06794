//! Names that may stand where names otherwise must not.

/// A name that an editor lets stand in one sentence; the file also says why. Another sentence needs an allowance of its own.
#[derive(Debug, Clone)]
pub(crate) struct Allowance {
    pub name: String,
    /// As it is read: without the signs of Markdown.
    pub sentence: String,
    /// Why it may stand there.
    pub reason: String,
    /// The line of the file on which it is written.
    pub line: usize,
}
