//! What was left out, and why.

use crate::domain::{Attachment, AttachmentKind, Source};
use crate::problem::{Both, both};

/// One file (or entries of it) that is not public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub kind: LeftOutKind,
    /// The path of the file, as shown to people.
    pub file: String,
    /// Its path within the content folder.
    pub within: String,
    /// How many entries of the file.
    pub count: usize,
    pub held: Held,
    pub why: Both,
}

/// On what ground something was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It says that it is a draft.
    Draft,
    /// It is confidential, or does not say that it is not.
    Confidential,
    /// It says that it is invented.
    Invented,
    /// No page brings it along.
    Unlinked,
}

/// What sort of thing was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOutKind {
    Observation,
    Note,
    Finding,
    Draft,
    /// A picture, a table or another file that is no text.
    File,
}

impl LeftOutKind {
    /// Returns "3 funn", "3 findings".
    pub(crate) fn counted(self, count: usize) -> Both {
        let (nb, en) = match (self, count) {
            (Self::Observation, 1) => ("observasjon", "observation"),
            (Self::Observation, _) => ("observasjoner", "observations"),
            (Self::Note, 1) => ("notat", "note"),
            (Self::Note, _) => ("notater", "notes"),
            (Self::Finding, 1) => ("funn", "finding"),
            (Self::Finding, _) => ("funn", "findings"),
            (Self::Draft, 1) => ("kladd", "draft"),
            (Self::Draft, _) => ("kladder", "drafts"),
            (Self::File, 1) => ("fil", "file"),
            (Self::File, _) => ("filer", "files"),
        };
        both!("{count} {nb}", "{count} {en}")
    }

    /// Returns the name for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Observation => "observation",
            Self::Note => "note",
            Self::Finding => "finding",
            Self::Draft => "draft",
            Self::File => "file",
        }
    }
}

impl LeftOut {
    pub(crate) fn new(kind: LeftOutKind, file: &Source, (held, why): (Held, Both)) -> Self {
        Self { kind, file: file.shown().to_owned(), within: file.within().to_owned(), count: 1, held, why }
    }

    /// Returns files that are no texts, and that no page brings along. Of those that lie with a mapping the names are not told:
    /// a working document may be called after who it is about.
    pub(crate) fn unlinked(attachments: &[Attachment]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for attachment in attachments {
            let mut one = Self::new(LeftOutKind::File, &attachment.source, why_unlinked(attachment));
            if one.held == Held::Confidential {
                let ends = one.within.match_indices('/').map(|(at, _)| at + 1);
                let folder = ends.take(2).last().unwrap_or(0);
                one.file.truncate(one.file.len() - (one.within.len() - folder));
                one.within.truncate(folder);
            }
            match all.iter_mut().find(|other| other.file == one.file) {
                Some(other) => other.count += 1,
                None => all.push(one),
            }
        }
        all
    }
}

/// Returns why a file that is no text is not published, where no page brings it along.
pub(crate) fn why_unlinked(attachment: &Attachment) -> (Held, Both) {
    if attachment.source.within().starts_with("mappings/") {
        let why = both!("ligger i en kartlegging og er arbeidsmateriale", "lies with a mapping and is working material");
        return (Held::Confidential, why);
    }
    let why = match attachment.kind {
        AttachmentKind::Unreadable => {
            both!("filer av dette slaget publiseres ikke", "files of this kind are not published")
        }
        _ => both!("ingen side lenker til den, og da blir den ikke publisert", "no page links to it, and so it is not published"),
    };
    (Held::Unlinked, why)
}

impl PartialOrd for LeftOut {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LeftOut {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.kind, &self.file).cmp(&(other.kind, &other.file))
    }
}
