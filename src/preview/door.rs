//! Who is let in: only a browser that was sent here by its user, and no other site through it.
//!
//! Any page on the web can make a browser ask a server on the same machine. Three things tell such a request from ours: the
//! name in `Host` (a foreign name may be made to lead to this machine), `Origin`, and `Sec-Fetch-Site`. No answer carries a
//! header that would let another site read it.

use std::net::{IpAddr, SocketAddr};

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};

use super::{WITH_DRAFTS, WITHOUT_DRAFTS};

/// Where the preview is, as far as a request can name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Door(pub(super) SocketAddr);

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Another site asks, or the server is called by a name that is not its own.
    Foreign,
    /// Something else than reading is wanted.
    Method,
}

impl Door {
    /// Returns the host by which a request names this server, where it may come in.
    pub(super) fn admit<'a>(&self, parts: &'a Parts) -> Result<&'a str, Refusal> {
        let host = self.host(parts).ok_or(Refusal::Foreign)?;
        if !self.is_own_origin(&parts.headers) || is_cross_site(&parts.headers) {
            return Err(Refusal::Foreign);
        }
        let is_allowed = match parts.method {
            Method::GET | Method::HEAD => true,
            Method::POST => self.may_ask_for_drafts(parts),
            _ => false,
        };
        if is_allowed { Ok(host) } else { Err(Refusal::Method) }
    }

    /// The one thing that can be changed from the browser, by a page of ours, and not by others on the network.
    fn may_ask_for_drafts(&self, parts: &Parts) -> bool {
        let is_drafts = [WITH_DRAFTS, WITHOUT_DRAFTS].contains(&parts.uri.path());
        is_drafts && self.is_alone() && parts.headers.contains_key(header::ORIGIN)
    }

    /// Tells whether no other machine can come here.
    fn is_alone(&self) -> bool {
        self.0.ip().is_loopback()
    }

    /// Returns the one host that the request names, if it is ours.
    fn host<'a>(&self, parts: &'a Parts) -> Option<&'a str> {
        let host = only(&parts.headers, &header::HOST)??;
        let in_line = parts.uri.authority().map(axum::http::uri::Authority::as_str);
        (self.is_own(host) && in_line.is_none_or(|named| self.is_own(named))).then_some(host)
    }

    fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        match only(headers, &header::ORIGIN) {
            None => false,
            Some(None) => true,
            Some(Some(origin)) => origin.strip_prefix("http://").is_some_and(|host| self.is_own(host)),
        }
    }

    /// Tells whether `host`, such as `localhost:8000`, is a name of this server.
    fn is_own(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse::<u16>().ok().filter(|_| is_digits(port))),
            _ => (host, Some(80)),
        };
        port == Some(self.0.port()) && self.is_own_name(name)
    }

    fn is_own_name(&self, name: &str) -> bool {
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let address: Option<IpAddr> = match bare {
            Some(bare) => bare.parse().ok().map(IpAddr::V6),
            None => name.parse().ok().map(IpAddr::V4),
        };
        let own = self.0.ip();
        // Where all addresses of the machine are asked for, each is ours. A name would not do: anyone can give this machine one.
        address.is_some_and(|address| {
            own.is_unspecified() || address == own || ["127.0.0.1", "::1"].contains(&address.to_string().as_str())
        })
    }
}

/// Returns the value of a header that may be missing; none where it stands twice or is no text.
fn only<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<Option<&'a str>> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Some(None),
        (Some(value), None) => value.to_str().ok().map(Some),
        (Some(_), Some(_)) => None,
    }
}

/// Tells whether the browser says that another site asks. Following a link from one, as a whole page, is harmless.
fn is_cross_site(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).map(|value| value.as_bytes());
    let is_link = value("sec-fetch-mode") == Some(b"navigate") && value("sec-fetch-dest") == Some(b"document");
    match value("sec-fetch-site") {
        None | Some(b"same-origin" | b"none") => false,
        Some(_) => !is_link,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::{Door, Refusal};

    fn ask(address: &str, headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        Door(address.parse().unwrap()).admit(&parts).map(|_| ())
    }

    #[test]
    fn only_the_servers_own_names_and_port_are_let_in() {
        for host in ["localhost:8000", "LocalHost:8000", "127.0.0.1:8000", "[::1]:8000"] {
            assert_eq!(ask("127.0.0.1:8000", &[("host", host)]), Ok(()), "{host}");
        }
        let foreign = [
            "evil.example:8000",
            "localhost",
            "localhost:80",
            "localhost:8001",
            "localhost:+8000",
            "127.0.0.1.evil.example:8000",
            "localhost.:8000",
            "",
            "192.168.1.5:8000",
            "evil.example",
            "localhost:8000@evil.example",
            "[::1]",
            "::1:8000",
            "0.0.0.0:8000",
            "2130706433:8000",
        ];
        for host in foreign {
            assert_eq!(ask("127.0.0.1:8000", &[("host", host)]), Err(Refusal::Foreign), "{host}");
        }
        assert_eq!(ask("127.0.0.1:8000", &[]), Err(Refusal::Foreign));
        assert_eq!(ask("127.0.0.1:8000", &[("host", "localhost:8000"), ("host", "evil.example")]), Err(Refusal::Foreign));
        assert_eq!(ask("127.0.0.1:80", &[("host", "localhost")]), Ok(()));
        assert_eq!(ask("192.168.1.5:8000", &[("host", "192.168.1.5:8000")]), Ok(()));
        assert_eq!(ask("0.0.0.0:8000", &[("host", "192.168.1.5:8000")]), Ok(()));
        assert_eq!(ask("0.0.0.0:8000", &[("host", "evil.example:8000")]), Err(Refusal::Foreign));
    }

    #[test]
    fn only_a_page_of_ours_on_this_machine_may_ask_for_drafts() {
        let post = |address: &str, path: &str, more: &[(&str, &str)]| {
            let mut request = Request::post(path).header("host", address);
            for (name, value) in more {
                request = request.header(*name, *value);
            }
            let (parts, ()) = request.body(()).unwrap().into_parts();
            Door(address.parse().unwrap()).admit(&parts).map(|_| ())
        };
        let (here, own) = ("127.0.0.1:8000", ("origin", "http://127.0.0.1:8000"));
        assert_eq!(post(here, "/.utsyn/drafts/on", &[own]), Ok(()));
        assert_eq!(post(here, "/.utsyn/drafts/on", &[own, ("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(post(here, "/.utsyn/drafts/on", &[]), Err(Refusal::Method));
        assert_eq!(post(here, "/.utsyn/drafts/on", &[("origin", "http://evil.example")]), Err(Refusal::Foreign));
        assert_eq!(post(here, "/.utsyn/drafts/on", &[own, ("sec-fetch-site", "cross-site")]), Err(Refusal::Foreign));
        assert_eq!(post(here, "/om/", &[own]), Err(Refusal::Method));
        let network = ("origin", "http://192.168.1.5:8000");
        assert_eq!(post("192.168.1.5:8000", "/.utsyn/drafts/on", &[network]), Err(Refusal::Method));
    }

    #[test]
    fn no_other_site_is_let_in() {
        let with = |more: &[(&str, &str)]| {
            let headers: Vec<_> = [("host", "localhost:8000")].iter().chain(more).copied().collect();
            ask("127.0.0.1:8000", &headers)
        };
        assert_eq!(with(&[("origin", "http://localhost:8000")]), Ok(()));
        for origin in [
            "http://evil.example",
            "null",
            "https://localhost:8000",
            "http://localhost:3000",
            "http://localhost:8000.evil.example",
        ] {
            assert_eq!(with(&[("origin", origin)]), Err(Refusal::Foreign), "{origin}");
        }
        assert_eq!(with(&[("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(with(&[("sec-fetch-site", "cross-site")]), Err(Refusal::Foreign));
        assert_eq!(with(&[("sec-fetch-site", "same-site")]), Err(Refusal::Foreign));
        let link = |dest| [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", dest)];
        assert_eq!(with(&link("document")), Ok(()));
        assert_eq!(with(&link("iframe")), Err(Refusal::Foreign));
    }
}
