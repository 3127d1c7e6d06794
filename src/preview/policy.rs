//! Lets a page's Content-Security-Policy allow the preview's own files, and nothing else.
//!
//! A published page says in a `meta` element what a browser may load, and ours forbid every script. A policy cannot be
//! loosened from outside, so the preview changes this one attribute: where scripts, styles or connections are bounded, the
//! whole addresses of its own files, of the stream of news, and of the switch for drafts are added. A script of a theme's own that the policy forbids is
//! forbidden in the preview too.

use std::ops::Range;

use super::{NEWS, SCRIPT, STYLE, WITH_DRAFTS, WITHOUT_DRAFTS};

/// Returns the page with its policies loosened for the preview's files on `host`.
pub(super) fn loosen(page: &str, host: &str) -> String {
    let mut changed = String::with_capacity(page.len() + 256);
    let mut done = 0;
    for span in policies(page) {
        changed.push_str(&page[done..span.start]);
        changed.push_str(&loosened(&page[span.clone()], host));
        done = span.end;
    }
    changed + &page[done..]
}

/// Returns the policy with the preview's files added where it bounds their kind.
fn loosened(policy: &str, host: &str) -> String {
    let mut directives: Vec<(String, Vec<String>)> = policy.split(';').filter_map(directive).collect();
    allow(&mut directives, &["script-src-elem", "script-src"], &source(host, SCRIPT));
    allow(&mut directives, &["style-src-elem", "style-src"], &source(host, STYLE));
    for address in [NEWS, WITH_DRAFTS, WITHOUT_DRAFTS] {
        allow(&mut directives, &["connect-src"], &source(host, address));
    }
    let written = |(name, sources): &(String, Vec<String>)| {
        [name.as_str()].into_iter().chain(sources.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    };
    directives.iter().map(written).collect::<Vec<_>>().join("; ")
}

fn directive(text: &str) -> Option<(String, Vec<String>)> {
    let mut words = text.split_ascii_whitespace();
    Some((words.next()?.to_ascii_lowercase(), words.map(str::to_owned).collect()))
}

/// Adds `source` to the directive that decides: the first of `names` that there is, or one that takes over from `default-src`.
fn allow(directives: &mut Vec<(String, Vec<String>)>, names: &[&str], source: &str) {
    let find = |name: &str| directives.iter().position(|(own, _)| own == name);
    let named = names.iter().find_map(|name| find(name));
    let Some(at) = named.or_else(|| find("default-src")) else { return };
    if directives[at].1.iter().any(|one| one == "'self'") {
        return;
    }
    let mut sources = directives[at].1.clone();
    sources.retain(|one| !one.eq_ignore_ascii_case("'none'"));
    sources.push(source.to_owned());
    match (named, names.last()) {
        (Some(at), _) => directives[at].1 = sources,
        (None, Some(name)) => directives.push(((*name).to_owned(), sources)),
        (None, None) => {}
    }
}

/// Returns how a policy names a file. It has no way of writing an address such as `[::1]`.
fn source(host: &str, path: &str) -> String {
    if host.starts_with('[') { "'self'".to_owned() } else { format!("http://{}{path}", host.to_ascii_lowercase()) }
}

/// Returns where the values of the policies stand.
fn policies(page: &str) -> Vec<Range<usize>> {
    let lower = page.to_ascii_lowercase();
    let tags = lower.match_indices("<meta").map(|(at, sign)| at + sign.len());
    tags.filter_map(|start| {
        let attributes = attributes(&page[start..]);
        let is_policy = attributes.iter().any(|(name, value)| {
            *name == "http-equiv" && page[start..][value.clone()].eq_ignore_ascii_case("content-security-policy")
        });
        let content = attributes.into_iter().find(|(name, _)| *name == "content");
        content.filter(|_| is_policy).map(|(_, value)| start + value.start..start + value.end)
    })
    .collect()
}

/// Returns the two attributes that matter of a tag that goes on with `rest`, and where their values stand.
fn attributes(rest: &str) -> Vec<(&'static str, Range<usize>)> {
    let bytes = rest.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let skip = |mut at: usize, stops: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|&byte| !stops(byte)) {
            at += 1;
        }
        at
    };
    loop {
        at = skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'/');
        let name = at..skip(at, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'));
        at = skip(name.end, &|byte| !byte.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            if name.is_empty() {
                return found;
            }
            continue;
        }
        at = skip(at + 1, &|byte| !byte.is_ascii_whitespace());
        let value = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => at + 1..skip(at + 1, &|byte| byte == quote),
            _ => at..skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'>'),
        };
        at = (value.end + usize::from(matches!(bytes.get(value.end), Some(b'"' | b'\'')))).min(bytes.len());
        let known = ["http-equiv", "content"].into_iter().find(|known| rest[name.clone()].eq_ignore_ascii_case(known));
        found.extend(known.map(|known| (known, value)));
    }
}

#[cfg(test)]
mod tests {
    use super::{loosen, loosened};

    const HOST: &str = "localhost:8000";

    #[test]
    fn exactly_the_previews_files_are_added() {
        assert_eq!(
            loosened("default-src 'none'; style-src 'self'; img-src 'self'", HOST),
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src http://localhost:8000/.utsyn/preview.js; \
             connect-src http://localhost:8000/.utsyn/news http://localhost:8000/.utsyn/drafts/on http://localhost:8000/.utsyn/drafts/off"
        );
        assert_eq!(
            loosened("default-src https:; script-src 'none'", HOST),
            "default-src https:; script-src http://localhost:8000/.utsyn/preview.js; \
             style-src https: http://localhost:8000/.utsyn/preview.css; connect-src https: http://localhost:8000/.utsyn/news \
             http://localhost:8000/.utsyn/drafts/on http://localhost:8000/.utsyn/drafts/off"
        );
        assert_eq!(loosened("default-src 'self'", HOST), "default-src 'self'");
        assert_eq!(loosened("img-src 'self'", HOST), "img-src 'self'");
    }

    #[test]
    fn a_policy_is_found_however_its_element_is_written() {
        for page in [
            "<p><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><p>",
            "<META CONTENT=\"default-src 'none'\"\n HTTP-EQUIV = content-security-policy />æ",
            "<meta a b=\">\" content=\"default-src 'none'\" http-equiv='Content-Security-Policy'>",
        ] {
            assert!(loosen(page, HOST).contains("script-src http://localhost:8000/.utsyn/preview.js"), "{page}");
        }
        for page in [
            "<meta name=description content=\"default-src 'none'\">",
            "<meta",
            "<meta content='",
            "<meta http-equiv=",
            "",
            "<meta a='\">",
        ] {
            assert_eq!(loosen(page, HOST), page);
        }
    }
}
