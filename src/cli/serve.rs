//! `utsyn serve`: the site in the browser of who writes it.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::args::{ServeArgs, SiteArgs};
use super::build::{tell_fault, wanted};
use super::{Ending, say};
use crate::preview::{self, Port, Settings, Told};
use crate::problem::{Both, Problem, Tongue, both, tally};

/// Where a free port is looked for when none is asked for.
const FIRST_PORT: u16 = 8000;

/// Shows the site until the user ends it.
pub(super) fn serve(args: &ServeArgs, tongue: Tongue) -> Ending {
    let site = site_args(args);
    let settings = Settings {
        address: args.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        port: args.port.map_or(Port::FirstFreeFrom(FIRST_PORT), Port::Exactly),
        poll: args.poll,
        tongue,
        output: PathBuf::from("output"),
    };
    let manner = (!settings.address.is_loopback(), args.open);
    match preview::serve(&settings, move || wanted(&site), move |told| tell(&told, manner, tongue)) {
        Ok(()) => {
            say::err(both!("\nForhåndsvisningen er avsluttet.\n", "\nThe preview has ended.\n").in_tongue(tongue));
            Ending::Fine
        }
        Err(fault) => tell_fault(&fault, &site_args(args), tongue),
    }
}

/// The site that `utsyn build` would make with the same words.
fn site_args(args: &ServeArgs) -> SiteArgs {
    SiteArgs {
        content: args.content.clone(),
        observations: args.observations.clone(),
        key: args.key.clone(),
        themes: args.themes.clone(),
        date: args.date,
        base_url: None,
        drafts: args.drafts,
        strict: false,
        format: None,
        plain: false,
        json: false,
        quiet: false,
    }
}

fn tell(told: &Told<'_>, (is_open_to_others, opens): (bool, bool), tongue: Tongue) {
    match told {
        Told::Listening(address) => {
            let said =
                both!("Viser nettstedet på {address} (avslutt med Ctrl-C)", "Showing the site at {address} (end with Ctrl-C)");
            say::out(&format!("{}\n", said.in_tongue(tongue)));
            if is_open_to_others {
                let said = both!(
                    "Andre på samme nett kan også se det, med kladder om de er med.",
                    "Others on the same network can see it too, with drafts if they are included."
                );
                say::out(&format!("{}\n", said.in_tongue(tongue)));
            }
            if opens {
                open(address);
            }
        }
        Told::Built { pages, problems, is_stopped, took } => tell_built(*pages, problems, *is_stopped, *took, tongue),
        Told::Fault(fault) => say::err(&fault.lines(tongue)),
        Told::Polling => {
            let said = both!("Ser etter endringer to ganger i sekundet.", "Looking for changes twice a second.");
            say::out(&format!("{}\n", said.in_tongue(tongue)));
        }
    }
}

fn tell_built(pages: usize, problems: &[Problem], is_stopped: bool, took: Duration, tongue: Tongue) {
    say::shown(problems, false, tongue);
    let Both { nb, en } = tally(problems);
    let millis = took.as_millis();
    let said = match is_stopped {
        true => both!(
            "Lot seg ikke bygge ({millis} ms): {nb}. Det forrige nettstedet vises til feilene er rettet.",
            "Could not be built ({millis} ms): {en}. The former site is shown until the errors are mended."
        ),
        false => both!("Bygde {pages} sider på {millis} ms: {nb}.", "Built {pages} pages in {millis} ms: {en}."),
    };
    say::out(&format!("{}\n", said.in_tongue(tongue)));
}

/// Opens the browser, if there is one to open: the address stands in the terminal too.
fn open(address: &str) {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut browser = Command::new(program);
    browser.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(browser.spawn());
}
