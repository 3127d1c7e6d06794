//! The hook that git runs before each commit.

use std::path::Path;

/// What a hook of somebody else's must run for the guard to stand.
pub(crate) const LINE: &str = "utsyn guard --staged || exit 1";

/// By this line a hook is known as ours.
const MARK: &str = "# utsyn guard: skrevet av `utsyn guard --install`";

/// Returns the hook for the program at `program`. Where it is gone, the one in the path is run, and with none of them
/// the commit is refused.
pub(crate) fn script(program: &Path) -> String {
    let program = program.display().to_string();
    let program = if cfg!(windows) { program.replace('\\', "/") } else { program };
    let quoted = program.replace('\'', r"'\''");
    format!("#!/bin/sh\n{MARK}\nprogram='{quoted}'\n[ -x \"$program\" ] || program=utsyn\nexec \"$program\" guard --staged\n")
}

/// Tells whether a hook was written by us, by whichever edition.
pub(crate) fn is_ours(hook: &[u8]) -> bool {
    hook.split(|&byte| byte == b'\n').any(|line| line.trim_ascii_end() == MARK.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_for_the_shell() {
        let script = script(Path::new("/opt/Ørjan Å's/utsyn"));
        assert!(script.contains(r"program='/opt/Ørjan Å'\''s/utsyn'"), "{script}");
        assert!(is_ours(script.as_bytes()) && is_ours(script.replace('\n', "\r\n").as_bytes()));
        assert!(!is_ours(b"#!/bin/sh\nutsyn guard\n"));
    }
}
