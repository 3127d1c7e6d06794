//! A whole site of invented content, to begin with: every kind of file there is, and texts that teach how it is done.
//!
//! It lies in `src/starter/site` and is part of the program.

include!(concat!(env!("OUT_DIR"), "/starter_site.rs"));

/// Returns the files with their paths below the project's folder.
pub(crate) fn site() -> Vec<(String, &'static str)> {
    // Under its own name it would hold for the folder in which it is kept.
    let name = |within: &str| within.strip_prefix("dot-").map_or_else(|| within.to_owned(), |rest| format!(".{rest}"));
    FILES.iter().map(|&(within, text)| (name(within), text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::KINDS;

    #[test]
    fn every_kind_of_file_is_in_it() {
        let files: Vec<String> = site().into_iter().map(|(within, _)| within).collect();
        assert!(files.contains(&".gitignore".to_owned()) && files.contains(&"README.md".to_owned()));
        let fits = |pattern: &str, file: &str| {
            let parts: Vec<&str> = pattern.split(['*', '/']).filter(|part| !part.is_empty()).collect();
            parts.iter().all(|part| file.contains(part))
        };
        // What the program writes when a report has been read for a while.
        let written_later = ["addresses", "edition"];
        for kind in KINDS.iter().filter(|kind| !written_later.contains(&kind.id)) {
            let found = files.iter().any(|file| kind.files.iter().any(|pattern| fits(pattern, file)));
            assert!(found, "{}", kind.id);
        }
    }
}
