//! A name for one problem that stays the same while the lines around it move.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Problem;

/// Returns a fingerprint for each problem: of its code, its file and its words in bokmål, never of its line.
///
/// Equal problems of one file are counted, so that no two have the same one.
pub(super) fn fingerprints(problems: &[Problem]) -> Vec<String> {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut fingerprints = Vec::with_capacity(problems.len());
    for problem in problems {
        let file = problem.place.as_ref().map_or("", |place| place.file.as_str());
        let said = format!("{}\n{file}\n{}", problem.code.code(), problem.headline.nb);
        let count = met.entry(said.clone()).or_default();
        *count += 1;
        let hash = Sha256::digest(format!("{said}\n{count}"));
        fingerprints.push(hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect());
    }
    fingerprints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Code, Place, both};

    #[test]
    fn a_fingerprint_is_one_problem_alone_and_does_not_move_with_its_line() {
        let at = |file: &str, line| Problem::new(Code::Tab, both!("tabulator", "a tab")).at(Place::bare(file, line, 1));
        let all = fingerprints(&[at("a.md", 1), at("a.md", 2), at("b.md", 1)]);
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2] && all.iter().all(|print| print.len() == 32));
        assert_eq!(fingerprints(&[at("a.md", 40)]), all[..1]);
    }
}
