//! What was understood of the files of the last run, so that only those are understood again that have changed.
//!
//! What a file says follows from its text and its path alone. It is remembered only where there was nothing to object to, and
//! only what is public by its kind or says that it is anonymised: mappings, other findings, observations, notes and drafts are
//! understood anew each time.

use std::sync::Arc;

use rayon::prelude::*;

use super::form::{self, ReadFile, Thing};
use crate::domain::Source;
use crate::load::SourceText;
use crate::problem::Problem;

/// The files of the last run, in the order of their paths.
#[derive(Default)]
pub(crate) struct Memory(Vec<Arc<Known>>);

struct Known {
    source: Source,
    text: Arc<str>,
    read: ReadFile,
}

impl Known {
    /// Returns the same with the same text as it was read last, which is known again without a look at its letters.
    fn with_text(self: &Arc<Self>, text: &Arc<str>) -> Arc<Self> {
        let again = || Some(Self { source: self.source.clone(), text: Arc::clone(text), read: self.read.again()? });
        let other = if Arc::ptr_eq(&self.text, text) { None } else { again() };
        other.map_or_else(|| Arc::clone(self), Arc::new)
    }
}

impl Memory {
    /// Understands all files, and remembers them.
    pub(super) fn read(&mut self, texts: Vec<SourceText>) -> Vec<(ReadFile, Vec<Problem>)> {
        let last = std::mem::take(&mut self.0);
        let read: Vec<_> = texts
            .into_par_iter()
            .with_min_len(4)
            .map(|file| {
                if let Some(known) = find(&last, &file)
                    && let Some(read) = known.read.again()
                {
                    return ((read, Vec::new()), Some(known.with_text(&file.text)));
                }
                let (source, text) = (file.source.clone(), Arc::clone(&file.text));
                let (read, problems) = form::read(file);
                let again = read.again().filter(|_| problems.is_empty());
                let known = again.map(|again| Arc::new(Known { source, text, read: again }));
                ((read, problems), known)
            })
            .collect();
        let (read, known): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        self.0 = known.into_iter().flatten().collect();
        self.0.sort_by(|one, other| one.source.cmp(&other.source));
        read
    }
}

fn find<'a>(last: &'a [Arc<Known>], file: &SourceText) -> Option<&'a Arc<Known>> {
    let at = last.binary_search_by(|known| known.source.cmp(&file.source)).ok()?;
    last.get(at).filter(|known| Arc::ptr_eq(&known.text, &file.text) || known.text == file.text)
}

impl ReadFile {
    /// Returns the same once more, where it is public by its kind or says so.
    fn again(&self) -> Option<Self> {
        let thing = match &self.thing {
            Thing::Municipalities(all) => Thing::Municipalities(Arc::clone(all)),
            Thing::Counties(counties) => Thing::Counties(counties.clone()),
            Thing::Actors(who_does) => Thing::Actors(who_does.clone()),
            Thing::References(references) => Thing::References(references.clone()),
            Thing::Glossary(terms) => Thing::Glossary(terms.clone()),
            Thing::Centre(centre) => Thing::Centre(centre.clone()),
            Thing::Priority(priority) => Thing::Priority(priority.clone()),
            Thing::Finding(finding) if finding.anonymised == Some(true) && !finding.draft => Thing::Finding(finding.clone()),
            Thing::Report(report) => Thing::Report(report.clone()),
            Thing::Chapter(chapter) => Thing::Chapter(chapter.clone()),
            Thing::Article(article, original) if !article.draft => Thing::Article(article.clone(), original.clone()),
            Thing::Addresses(register) => Thing::Addresses(register.clone()),
            Thing::Frozen(frozen) => Thing::Frozen(frozen.clone()),
            _ => return None,
        };
        Some(Self {
            source: self.source.clone(),
            thing,
            uses: self.uses.clone(),
            mentions: self.mentions.clone(),
            labels: self.labels.clone(),
            tables: self.tables.clone(),
            figures: self.figures.clone(),
        })
    }
}
