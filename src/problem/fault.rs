//! Faults of the machine and of the command line: not the author's to mend in a text.

use std::fmt;
use std::path::Path;

use super::{Both, Tongue, both};

/// What went wrong outside the content.
#[derive(Debug)]
pub(crate) struct Fault {
    pub kind: FaultKind,
    /// What was being done.
    pub doing: Both,
    /// What the system said.
    pub cause: Option<String>,
    pub help: Option<Both>,
}

/// Whose fault it is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The command cannot be carried out as given.
    Usage,
    /// The machine could not do it: disk, permissions, another process.
    Machine,
}

impl Fault {
    pub(crate) fn usage(doing: Both) -> Self {
        Self { kind: FaultKind::Usage, doing, cause: None, help: None }
    }

    pub(crate) fn machine(doing: Both, cause: impl fmt::Display) -> Self {
        Self { kind: FaultKind::Machine, doing, cause: Some(cause.to_string()), help: None }
    }

    pub(crate) fn help(mut self, help: Both) -> Self {
        self.help = Some(help);
        self
    }

    /// Returns the fault of not being able to read `path`.
    pub(crate) fn read(path: &Path, cause: impl fmt::Display) -> Self {
        let path = path.display();
        Self::machine(both!("kunne ikke lese `{path}`", "could not read `{path}`"), cause)
    }

    /// Returns the fault of not being able to write `path`, with what usually helps.
    pub(crate) fn write(path: &Path, cause: &std::io::Error) -> Self {
        use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let path = path.display();
        let fault = Self::machine(both!("kunne ikke skrive `{path}`", "could not write `{path}`"), cause);
        match cause.kind() {
            StorageFull | QuotaExceeded => fault.help(both!(
                "disken er full. Rydd plass og kjør på nytt; det gamle nettstedet er urørt",
                "the disk is full. Make room and run again; the old site is untouched"
            )),
            PermissionDenied | ReadOnlyFilesystem => fault.help(both!(
                "lukk programmer som har filer åpne i mappen (Word, OneDrive, antivirus), sjekk tilgangen, og kjør på nytt; det gamle nettstedet er urørt",
                "close programs that hold files in the folder (Word, OneDrive, antivirus), check your access, and run again; the old site is untouched"
            )),
            _ => fault.help(both!("det gamle nettstedet er urørt", "the old site is untouched")),
        }
    }

    /// Returns the fault as lines of text.
    pub(crate) fn lines(&self, tongue: Tongue) -> String {
        let (error, cause, help) = match tongue {
            Tongue::Bokmal => ("feil", "årsak", "hjelp"),
            Tongue::English => ("error", "cause", "help"),
        };
        let mut lines = format!("{error}: {}\n", self.doing.in_tongue(tongue));
        if let Some(said) = &self.cause {
            lines.push_str(&format!("{cause}: {said}\n"));
        }
        if let Some(advice) = &self.help {
            lines.push_str(&format!("{help}: {}\n", advice.in_tongue(tongue)));
        }
        lines
    }
}
