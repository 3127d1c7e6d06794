//! `utsyn build` and `utsyn check`.

use std::io::IsTerminal;
use std::path::Path;

use super::args::{BuildArgs, CheckArgs, SiteArgs};
pub(super) use super::format::tell_fault;
use super::format::{Format, format};
use super::{Ending, fix, key, report, say};
use crate::anonymise::Drafts;
use crate::domain::today_in_oslo;
use crate::load::Confided;
use crate::pipeline::{self, Stage, Wanted};
use crate::problem::{Fault, Tongue, both};

/// Builds the site.
pub(super) fn build(args: &BuildArgs, tongue: Tongue) -> Ending {
    let mut progress = Progress::new(&args.site, tongue);
    let built = wanted(&args.site).and_then(|wanted| pipeline::build(&wanted, &args.output, &mut |stage| progress.tell(stage)));
    progress.clear();
    match built {
        Ok((made, written)) => report::tell(&made, written.as_ref(), Some(&args.output), &args.site, tongue),
        Err(fault) => tell_fault(&fault, &args.site, tongue),
    }
}

/// Does all that `build` does but for writing; mends first, if that is asked for.
pub(super) fn check(args: &CheckArgs, tongue: Tongue) -> Ending {
    if args.fix
        && let Err(fault) = fix::fix(args, tongue)
    {
        return tell_fault(&fault, &args.site, tongue);
    }
    let args = &args.site;
    let mut progress = Progress::new(args, tongue);
    let made = wanted(args).and_then(|wanted| pipeline::look(&wanted, &mut |stage| progress.tell(stage)));
    progress.clear();
    match made {
        Ok(made) => report::tell(&made, None, None, args, tongue),
        Err(fault) => tell_fault(&fault, args, tongue),
    }
}

pub(super) fn wanted(args: &SiteArgs) -> Result<Wanted, Fault> {
    let themes = match &args.themes {
        Some(themes) if !themes.is_dir() => {
            let missing = themes.display();
            return Err(Fault::usage(both!("mappen `{missing}` finnes ikke", "there is no folder `{missing}`")));
        }
        Some(themes) => Some(themes.clone()),
        None => Some(Path::new("themes").to_path_buf()).filter(|themes| themes.is_dir()),
    };
    Ok(Wanted {
        content: args.content.clone(),
        confided: Confided { observations: args.observations.clone(), identity: key::found(&args.key) },
        themes,
        today: args.date.unwrap_or_else(today_in_oslo),
        drafts: if args.drafts { Drafts::Show } else { Drafts::LeaveOut },
        strict: args.strict,
        base_url: args.base_url.clone(),
    })
}

/// One line that says what is being done, on a terminal only.
struct Progress {
    shown: bool,
    tongue: Tongue,
}

impl Progress {
    fn new(args: &SiteArgs, tongue: Tongue) -> Self {
        let draws =
            std::io::stderr().is_terminal() && !args.quiet && format(args) == Format::Words && !say::is_plain(args.plain());
        Self { shown: draws, tongue }
    }

    fn tell(&mut self, stage: Stage) {
        if !self.shown {
            return;
        }
        let doing = match stage {
            Stage::Load => both!("leser filene", "reading the files"),
            Stage::Check => both!("kontrollerer innholdet", "checking the content"),
            Stage::Anonymise => both!("avgjør hva som er offentlig", "deciding what is public"),
            Stage::Plan => both!("legger opp sidene", "planning the pages"),
            Stage::Render => both!("setter sidene", "rendering the pages"),
            Stage::Verify => both!("leter etter lekkasjer og døde lenker", "looking for leaks and dead links"),
            Stage::Write => both!("skriver nettstedet", "writing the site"),
        };
        say::err(&format!("\r\u{1b}[2K{} …", doing.in_tongue(self.tongue)));
    }

    fn clear(&self) {
        if self.shown {
            say::err("\r\u{1b}[2K");
        }
    }
}
