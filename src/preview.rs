//! The preview: a verified site from memory, on this machine, for the one who writes.
//!
//! [`serve`] is the way in. A thread builds, a little server answers, and between them lies one [`State`], exchanged whole:
//!
//! 1. `watch` waits until something has changed in the folders and it is still again;
//! 2. `follow` makes the site, as `utsyn build` would, doing again only what has changed, and from it the next [`State`].
//!    With errors the last good site stays, and the problems lie over it. `press` sets the PDFs meanwhile: the pages do not wait
//!    for them, and who asks for a PDF gets the new one when it is there;
//! 3. `server` takes connections; `door` lets in only who was sent here by the user; `address` finds the file of the site;
//!    `answer` sends its bytes;
//! 4. `bar` and `policy` are what a page has here and not where it is published: a bar before `</body>`, and in the page's
//!    own Content-Security-Policy the addresses that the bar needs: two files, the stream of news, the switch for drafts;
//! 5. the browser is told when the bytes are ready, and loads the page again where it stood.
//!
//! Invariant: serves only what is in a [`ShownSite`]: it has passed the last gate. No path of a request meets the disk.
//! Invariant: the clock is for settling and for patience (`watch`, `follow`, `server`); no byte of a page depends on it.
//! Must not know: how a site is made. `pipeline` makes it.

mod address;
mod answer;
mod bar;
mod door;
mod follow;
mod policy;
mod press;
mod server;
mod state;
mod watch;

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch::channel;

use crate::pipeline::{Made, Wanted};
use crate::problem::{Fault, Problem, Tongue, both};
use crate::verify::ShownSite;
use door::Door;
use follow::Memories;
use press::Press;
use state::State;
use watch::Watch;

/// The bar's script, its style sheet, and the stream that says when there is something new.
const SCRIPT: &str = "/.utsyn/preview.js";
const STYLE: &str = "/.utsyn/preview.css";
const NEWS: &str = "/.utsyn/news";

/// Where the bar asks for drafts, or for the site without them.
const WITH_DRAFTS: &str = "/.utsyn/drafts/on";
const WITHOUT_DRAFTS: &str = "/.utsyn/drafts/off";

/// The page that explains every message.
const CODES: &str = "/.utsyn/codes";

/// How many ports are tried when none is asked for.
const PORTS: u16 = 100;

/// How to serve.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub address: IpAddr,
    pub port: Port,
    /// Look at the folders again and again, and do not wait for the system to tell.
    pub poll: bool,
    pub tongue: Tongue,
    /// Where the last build may have kept what it set on paper. Nothing is written there.
    pub output: PathBuf,
}

/// Which port to listen at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Port {
    Exactly(u16),
    FirstFreeFrom(u16),
}

/// What the terminal is told.
pub(crate) enum Told<'a> {
    /// The address at which the site can be seen.
    Listening(&'a str),
    /// A build is done.
    Built { pages: usize, problems: &'a [Problem], is_stopped: bool, took: Duration },
    /// The folders cannot be read now.
    Fault(&'a Fault),
    /// The system does not say what changes, so the folders are looked at again and again.
    Polling,
}

impl<'a> Told<'a> {
    fn built(made: &'a Made<ShownSite>, state: &State, took: Duration) -> Self {
        Self::Built { pages: made.pages, problems: &made.problems, is_stopped: state.report.is_stopped, took }
    }
}

/// Serves the site until it is told to end.
///
/// # Errors
///
/// A [`Fault`] where the content cannot be read at the start, or no port can be had.
pub(crate) fn serve(
    settings: &Settings,
    wanted: impl Fn() -> Result<Wanted, Fault> + Send + 'static,
    tell: impl Fn(Told<'_>) + Send + 'static,
) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|cause| no_server(&cause))?;
    let listener = runtime.block_on(listen(settings))?;
    let at = listener.local_addr().map_err(|cause| no_server(&cause))?;

    let mut watch = Watch::new(settings.poll);
    let now = wanted()?;
    watch.renew(Some(&now));
    let mut memories = Memories::knowing(&settings.output);
    let (mut made, took) = follow::timed(&now, &mut memories)?;
    let first = State::first(&mut made, &now, settings.tongue, at.ip().is_loopback());
    tell(Told::built(&made, &first, took));
    tell(Told::Listening(&format!("http://{at}{}", first.base_path())));
    let (news, states) = channel(Arc::new(first));
    let bell = watch.bell();
    let press = Press::start(watch.bell()).map_err(|cause| no_server(&cause))?;
    press.set(made.jobs);
    let follow = move || follow::follow(watch, (memories, press), &wanted, &tell, &news);
    std::thread::Builder::new().name("follow".to_owned()).spawn(follow).map_err(|cause| no_server(&cause))?;
    runtime.block_on(server::serve(listener, Door(at), states, bell)).map_err(|cause| no_server(&cause))
}

async fn listen(settings: &Settings) -> Result<TcpListener, Fault> {
    let (first, last) = match settings.port {
        Port::Exactly(port) => (port, port),
        Port::FirstFreeFrom(port) => (port, port.saturating_add(PORTS)),
    };
    for port in first..=last {
        match TcpListener::bind(SocketAddr::new(settings.address, port)).await {
            Err(taken) if taken.kind() == ErrorKind::AddrInUse => {}
            Err(cause) => return Err(not_here(settings.address, port, &cause)),
            Ok(listener) => return Ok(listener),
        }
    }
    let problem = match settings.port {
        Port::Exactly(port) => both!("porten {port} er opptatt", "port {port} is taken"),
        Port::FirstFreeFrom(_) => both!("portene {first}–{last} er opptatt", "the ports {first}–{last} are taken"),
    };
    Err(Fault::usage(problem).help(both!(
        "avslutt programmet som bruker den, velg en annen med `--port`, eller utelat `--port`, så blir den første ledige brukt",
        "end the program that uses it, choose another with `--port`, or leave out `--port` and the first free one is used"
    )))
}

fn not_here(address: IpAddr, port: u16, cause: &std::io::Error) -> Fault {
    let doing = both!("kunne ikke lytte på {address}, port {port}", "could not listen at {address}, port {port}");
    Fault { cause: Some(cause.to_string()), ..Fault::usage(doing) }.help(both!(
        "`--host` må være en adresse denne maskinen har, og porter under 1024 krever ofte administrator",
        "`--host` must be an address that this machine has, and ports below 1024 often need an administrator"
    ))
}

fn no_server(cause: &std::io::Error) -> Fault {
    Fault::machine(both!("kunne ikke vise nettstedet", "could not show the site"), cause)
}
