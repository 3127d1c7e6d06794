//! The same stages for the preview: what has not changed is not done again, and what must be set on paper is not waited for.
//!
//! [`look_again`] is the way in. It returns a [`ShownSite`], which can be shown and not written, and the jobs that are still
//! to be done. Whoever does them lets the [`Memory`] learn what became of them; the next look is with it.
//!
//! Invariant: a memory spares work and decides nothing. A [`ShownSite`] that is whole is the site that a build writes.

use std::path::Path;

use super::{LeftOut, Made, PlanMemory, Wanted, planned, protected};
use crate::load::{self, Marks, Sources, Themes};
use crate::problem::{Fault, Problem, Problems, Stopped};
pub(crate) use crate::render::Finished;
use crate::render::{self, Kept, render_hastily};
use crate::verify::{self, ShownSite, verify_hastily};
use crate::write;

/// What a run leaves for the next: what has not changed is not read, rendered or verified again.
#[derive(Default)]
pub(crate) struct Memory {
    load: load::Memory,
    plan: PlanMemory,
    render: render::Memory,
    verify: verify::Memory,
}

impl Memory {
    /// Begins with what the last build kept in `output`.
    pub(crate) fn knowing(output: &Path) -> Self {
        Self { render: render::Memory::knowing(Kept::of(write::kept(output))), ..Self::default() }
    }

    /// Remembers what became of a [`Job`](crate::render::Job).
    pub(crate) fn learn(&mut self, finished: Finished) {
        self.render.learn(finished);
    }

    /// Lets go of what is needed no more; to be called when nobody waits.
    pub(crate) fn tidy(&mut self) {
        self.render.tidy();
    }
}

/// Makes the site as [`look`](super::look) does, and does again only what must be done again since the run that left `memory`.
/// What must be set on paper and is not known is in [`Made::jobs`].
///
/// # Errors
///
/// As [`look`](super::look).
pub(crate) fn look_again(wanted: &Wanted, memory: &mut Memory) -> Result<Made<ShownSite>, Fault> {
    let read = load::sources_again(&wanted.content, &wanted.confided, &mut memory.load)?;
    let themes = load::themes(wanted.themes.as_deref())?;
    let mut problems = Problems::default();
    let mut made = Made::default();
    made.site = stages(read, &themes, wanted, memory, (&mut made, &mut problems)).ok();
    made.problems = problems.into_sorted();
    Ok(made)
}

fn stages(
    read: (Sources, Vec<Problem>),
    themes: &Themes,
    wanted: &Wanted,
    memory: &mut Memory,
    (made, problems): (&mut Made<ShownSite>, &mut Problems),
) -> Result<ShownSite, Stopped> {
    let (plan, withheld) = planned(read, wanted, &mut |_| (), Some(&mut memory.plan), (made, problems))?;
    let ((site, jobs), found) = render_hastily(plan, themes, &mut memory.render);
    // Also of a site that is stopped: what is wrong on paper is told beside what is wrong on screen.
    made.jobs = jobs;
    let site = problems.gate((site, found), wanted.strict)?;
    made.left_out.extend(LeftOut::unlinked(&site.rest.unlinked));
    problems.gate(verify_hastily(site, &withheld.secrets, withheld.watch, &mut memory.verify), wanted.strict)
}

/// Looks from outside at all that a site is made of; what was seen differs when something has changed.
pub(crate) fn marks(wanted: &Wanted) -> Marks {
    load::marks(&protected(wanted))
}
