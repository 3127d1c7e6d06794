//! Commands one after the other in a project of their own: what is typed and what is answered, in both tongues.
//!
//! The answers stand whole in `tests/cases/commands/<name>`. What differs from run to run (keys, where the project lies)
//! is written as `…`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::case::{self, Place, Said, TONGUES};

/// A project, a home, and what was said so far.
pub(crate) struct Session {
    place: Place,
    /// The project's folder within the place.
    project: String,
    tongue: &'static str,
    said: String,
    code: i32,
    pub(crate) environment: Vec<(String, String)>,
}

/// A small mapping, without what is confidential.
pub(crate) const MAPPING: &str = "title: \"Kartleggingen\"\ncentre: ost\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\nthemes:\n  \
                                  - {id: natt, title: \"Om natten\"}\n  - {id: dag, title: \"Om dagen\"}\n";

/// Marks a file as one that the guard lets pass.
pub(crate) const INVENTED: &str = "synthetic: true\n";

/// What two municipalities that do not exist said.
pub(crate) const OBSERVATIONS: &str = "observations:\n  - municipality: \"Granvåg\"\n    answers:\n      \
                                       - {theme: natt, raised: \"yes\", text: \"Vi sover sjelden hele natten her ute\"}\n  - municipality: \"Tjernlia\"\n";

/// Notes of the same.
pub(crate) const NOTES: &str = "notes:\n  - date: 2024-03-19\n    text: \"Ringte om brøytingen og fikk svar\"\n";

/// Plays a session in both tongues and holds what was said against `tests/cases/commands/<name>`.
pub(crate) fn play(name: &str, play: impl Fn(&mut Session)) {
    let mut differences = Vec::new();
    for tongue in TONGUES {
        let mut session = Session::new("prosjekt", tongue);
        play(&mut session);
        let said = Said { code: session.code, text: session.said };
        differences.extend(case::compare(&case::cases().join("commands").join(name), tongue, &said));
    }
    case::tell(&differences);
}

impl Session {
    /// Makes a project with one centre and one mapping.
    pub(crate) fn new(project: &str, tongue: &'static str) -> Self {
        let place = Place::new();
        let session = Self { place, project: project.to_owned(), tongue, said: String::new(), code: 0, environment: Vec::new() };
        session.write("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\n");
        session.write("content/centres/ost.md", "---\nname: \"USHT Øst\"\n---\n\nSenteret i øst.\n");
        session.write("content/mappings/a2024/mapping.yaml", MAPPING);
        session
    }

    pub(crate) fn path(&self, within: &str) -> PathBuf {
        self.place.path().join(&self.project).join(within)
    }

    pub(crate) fn write(&self, within: &str, bytes: impl AsRef<[u8]>) {
        self.place.write(&format!("{}/{within}", self.project), bytes);
    }

    /// Writes the confidential files of the mapping, marked as invented.
    pub(crate) fn confide(&self) {
        self.write("content/mappings/a2024/observations.yaml", format!("{INVENTED}{OBSERVATIONS}"));
        self.write("content/mappings/a2024/notes.yaml", format!("{INVENTED}{NOTES}"));
    }

    pub(crate) fn read(&self, within: &str) -> Vec<u8> {
        std::fs::read(self.path(within)).unwrap()
    }

    pub(crate) fn has(&self, within: &str) -> bool {
        self.path(within).exists()
    }

    pub(crate) fn remove(&self, within: &str) {
        std::fs::remove_file(self.path(within)).unwrap();
    }

    /// Runs the program; what is typed and answered is kept.
    pub(crate) fn run(&mut self, arguments: &str) -> i32 {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (text, code) = self.ran(env!("CARGO_BIN_EXE_utsyn"), &words);
        self.said.push_str(&format!("$ utsyn {arguments}\n{text}"));
        if code != 0 {
            self.said.push_str(&format!("[code {code}]\n"));
        }
        self.code = code;
        code
    }

    /// Runs git, of which nothing is kept; it must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let (text, code) = self.ran("git", arguments);
        assert_eq!(code, 0, "git {arguments:?}: {text}");
        text
    }

    /// Runs git, which may be refused; what is answered is kept.
    pub(crate) fn git_said(&mut self, arguments: &[&str]) -> i32 {
        let (text, code) = self.ran("git", arguments);
        self.said.push_str(&format!("$ git {}\n{text}[code {code}]\n", arguments[0]));
        code
    }

    pub(crate) fn said(&self) -> &str {
        &self.said
    }

    /// Makes a repository of the project.
    pub(crate) fn init(&self) {
        self.git(&["init", "--quiet", "--initial-branch=main", "--object-format=sha1"]);
    }

    /// Commits everything.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--no-verify", "--message", message]);
    }

    fn ran(&self, program: &str, arguments: &[&str]) -> (String, i32) {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path("")).stdin(Stdio::null()).env_clear();
        let home = self.place.path().join("hjem");
        std::fs::create_dir_all(&home).unwrap();
        command
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", &home)
            .env("UTSYN_LANG", self.tongue)
            .env("COLUMNS", "100");
        for (name, value) in [("AUTHOR", "Ola"), ("COMMITTER", "Ola")] {
            command.env(format!("GIT_{name}_NAME"), value).env(format!("GIT_{name}_EMAIL"), "ola@prove.example");
            command.env(format!("GIT_{name}_DATE"), "2026-11-21T12:00:00Z");
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let output = command.output().unwrap();
        let text = String::from_utf8([output.stderr, output.stdout].concat()).unwrap();
        (self.settled(&text), output.status.code().unwrap_or(-1))
    }

    /// Returns a text without what differs from run to run.
    fn settled(&self, text: &str) -> String {
        let place = self.place.path().canonicalize().unwrap();
        let mut text = text.replace(place.to_str().unwrap(), "…").replace(self.place.path().to_str().unwrap(), "…");
        let mut from = 0;
        while let Some(at) = text[from..].find("age1").map(|at| from + at) {
            let key = text[at + 4..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            if key == 58 {
                text.replace_range(at + 4..at + 4 + key, "…");
            }
            from = at + 4;
        }
        text
    }
}
