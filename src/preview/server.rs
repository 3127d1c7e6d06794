//! Takes connections, and sends answers and news.
//!
//! One thread serves all; each connection is a task of its own, so that a slow one holds up nobody. Their number is bounded,
//! and who does not say what he wants is not waited for.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::{Answer, answer, is_pending};
use super::door::{Door, Refusal};
use super::state::{State, tongue_of};
use super::watch::Ring;
use super::{NEWS, WITH_DRAFTS};

/// How long a request's head may take, also the next one of a connection that is kept.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a request waits for a file that is being made.
const LONGEST: Duration = Duration::from_secs(60);
/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 64 << 10;
/// How many connections there may be at a time.
const CONNECTIONS: usize = 256;
/// How many of them may wait for news.
const LISTENERS: usize = 64;
/// How long to wait when the system gives no more connections.
const BREATH: Duration = Duration::from_millis(50);

/// What no answer goes without.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
];

/// What every request is answered from.
struct Desk {
    door: Door,
    states: Receiver<Arc<State>>,
    /// Tells who builds what is asked for.
    bell: Sender<Ring>,
    listeners: Arc<Semaphore>,
}

/// Serves until the user ends it.
pub(super) async fn serve(listener: TcpListener, door: Door, states: Receiver<Arc<State>>, bell: Sender<Ring>) -> io::Result<()> {
    let desk = Desk { door, states, bell, listeners: Arc::new(Semaphore::new(LISTENERS)) };
    let router = Router::new().fallback(respond).with_state(Arc::new(desk));
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let end = tokio::signal::ctrl_c();
    tokio::pin!(end);
    loop {
        tokio::select! {
            ended = &mut end => return ended,
            taken = listener.accept() => match (taken, Arc::clone(&seats).try_acquire_owned()) {
                (Ok((stream, _)), Ok(seat)) => drop(tokio::spawn(attend(stream, router.clone(), seat))),
                // Full: the connection is closed.
                (Ok(_), Err(_)) => {}
                (Err(_), _) => tokio::time::sleep(BREATH).await,
            }
        }
    }
}

/// Serves one connection until it ends. What goes wrong on it is the other side's affair.
async fn attend(stream: TcpStream, router: Router, _seat: OwnedSemaphorePermit) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    drop(connection.await);
}

async fn respond(Shared(desk): Shared<Arc<Desk>>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let state = Arc::clone(&desk.states.borrow());
    let tongue = state.report.tongue;
    let mut response = match desk.door.admit(&parts) {
        Ok(_) if parts.uri.path() == NEWS => news(&desk),
        Ok(_) if parts.method == Method::POST => {
            // The builder lives as long as the program.
            desk.bell.send(Ring::Drafts(parts.uri.path() == WITH_DRAFTS)).ok();
            sent(Answer::words(StatusCode::ACCEPTED, "…"))
        }
        // The question that may follow a path means nothing here.
        Ok(host) => sent(answer(parts.uri.path(), host, settled(&desk, parts.uri.path(), state).await.as_ref())),
        Err(Refusal::Foreign) => {
            let said = tongue_of(tongue, "Dette er en forhåndsvisning på én maskin.", "This is a preview on one machine.");
            sent(Answer::words(StatusCode::FORBIDDEN, said))
        }
        Err(Refusal::Method) => {
            let said = tongue_of(tongue, "Her kan man bare lese.", "Here one can only read.");
            let mut response = sent(Answer::words(StatusCode::METHOD_NOT_ALLOWED, said));
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            response
        }
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns the state that has what lies at `path`: this one, or the next, where it is still being made. Nobody waits for ever.
async fn settled(desk: &Desk, path: &str, state: Arc<State>) -> Arc<State> {
    if !is_pending(path, &state) {
        return state;
    }
    let mut states = desk.states.clone();
    match tokio::time::timeout(LONGEST, states.wait_for(|state| !is_pending(path, state))).await {
        Ok(Ok(settled)) => Arc::clone(&settled),
        _ => state,
    }
}

fn sent(answer: Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    if let Some(location) = answer.location.and_then(|location| HeaderValue::try_from(location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Answers with a stream that says the version at once, and each new one when its bytes are ready.
fn news(desk: &Desk) -> Response<Body> {
    let Ok(seat) = Arc::clone(&desk.listeners).try_acquire_owned() else {
        return sent(Answer::words(StatusCode::SERVICE_UNAVAILABLE, "…"));
    };
    let mut states = desk.states.clone();
    states.mark_changed();
    let versions = stream::unfold((states, seat, String::new()), async |(mut states, seat, last)| {
        loop {
            states.changed().await.ok()?;
            let version = states.borrow_and_update().version.clone();
            // A state that shows the same pages is no news.
            if version != last {
                return Some((Ok::<_, Infallible>(Event::default().data(version.clone())), (states, seat, version)));
            }
        }
    });
    Sse::new(versions).keep_alive(KeepAlive::default()).into_response()
}
