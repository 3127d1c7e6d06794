//! What a text says of participants: the one place where the guard asks the reader of texts.
//!
//! A build knows more: the mapping's own villages, and in which sentence a name is allowed. Here a name that the file allows
//! anywhere passes, and so do the lists of municipalities by which participants are grouped, which are public facts. Which
//! e-mail address is the centre's own, only the whole content says, so addresses are left to the build.

use std::sync::LazyLock;

use crate::problem::Both;
use crate::scan::{Hit, Kind, Register, Severity, read};

/// The municipalities that come with the program.
static REGISTER: LazyLock<Register> = LazyLock::new(|| Register::with_standard([], [], []));

/// Returns the lines of `text` that would be stopped, each with what stands there, never the words.
pub(super) fn blocked(text: &str) -> Vec<(usize, Both)> {
    let is_told = |hit: &Hit| hit.severity == Severity::Block && hit.kind != Kind::Email;
    let hits = read(&REGISTER, text).into_iter().filter(is_told);
    let told = hits.filter_map(|hit| {
        let line = text[..hit.span.start].matches('\n').count();
        let of_file = text.lines().nth(line).unwrap_or_default();
        let words = &text[hit.span.clone()];
        (!is_public(of_file) && !is_allowed(text, hit.kind, words)).then(|| (line + 1, hit.reason()))
    });
    told.collect()
}

/// Tells whether a line holds what everybody may know: a list of municipalities, an allowance.
fn is_public(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches("- ").trim_start_matches('{');
    let keys = ["sentence:", "name:"];
    keys.iter().any(|key| line.starts_with(key)) || line.contains("municipalities:")
}

/// Tells whether the file's own `allow_names` has the name.
fn is_allowed(text: &str, kind: Kind, words: &str) -> bool {
    let named = |line: &str| {
        line.trim_start().trim_start_matches("- ").trim_start_matches('{').starts_with("name:") && line.contains(words)
    };
    matches!(kind, Kind::Municipality | Kind::Village) && text.contains("allow_names:") && text.lines().any(named)
}
