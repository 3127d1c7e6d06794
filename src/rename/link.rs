//! Links in texts to files and addresses that change.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::span::Text;
use super::wish::Wish;
use super::{Edit, Edits, source_text, unmendable};
use crate::check::naming;
use crate::domain::{MARKDOWN, Source, Written, scope};
use crate::load::RawFile;
use crate::problem::{Fault, Lines};
use crate::render::{Destination, destination};

/// Mends the links of all texts.
pub(super) fn mend(wish: &Wish, files: &[RawFile], addresses: &BTreeMap<String, String>, edits: &mut Edits) -> Result<(), Fault> {
    for file in files {
        let Some((text, source)) = source_text(file) else { continue };
        let raw = Text::new(&text);
        for written in naming(source).prose {
            for (dest, span) in links(&written.text) {
                let Some(new) = renewed(&dest, &file.within, wish, addresses) else { continue };
                let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
                let (written_as, at) = in_span(&written, &dest, &span);
                let place = lines.place(at..at);
                let own = edits.entry(file.within.clone()).or_default();
                let found = written_as.and_then(|words| raw.literal((place.line, place.column), &words, own));
                let span = found.ok_or_else(|| unmendable(&file.shown, place.line))?;
                own.push(Edit { start: span.start, end: span.end, new });
            }
        }
    }
    edits.retain(|_, edits| !edits.is_empty());
    Ok(())
}

/// Returns the destinations in a text, each with the span in which it stands.
pub(crate) fn links(text: &str) -> Vec<(String, Range<usize>)> {
    let parser = Parser::new_ext(text, MARKDOWN);
    let defined = parser.reference_definitions().iter().map(|(_, link)| (link.dest.to_string(), link.span.clone()));
    let mut links: Vec<(String, Range<usize>)> = defined.collect();
    for (event, span) in parser.into_offset_iter() {
        if let Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) = event
            && link_type == LinkType::Inline
        {
            links.push((dest_url.into_string(), span));
        }
    }
    links.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
    links
}

/// Returns the destination as it is written, and where; the last in its span, for a picture may stand within a link.
fn in_span(written: &Written, dest: &str, span: &Range<usize>) -> (Option<String>, usize) {
    let part = &written.text[span.clone()];
    match part.rfind(dest) {
        Some(at) => (Some(dest.to_owned()), span.start + at),
        None => (None, span.start),
    }
}

/// Returns a destination as it must be written afterwards, if it must be another.
fn renewed(dest: &str, within: &str, wish: &Wish, addresses: &BTreeMap<String, String>) -> Option<String> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let meant = destination(dest, &folder(within)).ok()?;
    if let Some(new) = relabelled(dest, &meant, within, wish) {
        return Some(new);
    }
    match meant {
        Destination::File { within: target, rest } => {
            let (new_target, new_within) = (wish.new_path(&target), wish.new_path(within));
            let (old_folder, new_folder) = (folder(within), folder(&new_within));
            let stays = new_target == target && (new_folder == old_folder || dest.starts_with(['/', '\\']));
            let moved_together = relative(&new_folder, &new_target) == relative(&old_folder, &target);
            if stays || moved_together && !dest.starts_with(['/', '\\']) {
                return None;
            }
            let path = if dest.starts_with('/') { format!("/{new_target}") } else { relative(&new_folder, &new_target) };
            Some(format!("{}{rest}", escaped(&path)))
        }
        Destination::Address(path) => address(&path, addresses),
        Destination::Anchor(_) | Destination::Outside(_) => None,
    }
}

/// Returns a destination that leads to a label which gets another name.
fn relabelled(dest: &str, meant: &Destination, within: &str, wish: &Wish) -> Option<String> {
    let (scope_of_label, old, new) = wish.anchor()?;
    let target = match meant {
        Destination::File { within, .. } => within,
        Destination::Anchor(_) => within,
        Destination::Address(_) | Destination::Outside(_) => return None,
    };
    let before = dest.strip_suffix(&old).filter(|before| before.ends_with('#'))?;
    (scope(&Source::new("", target)) == scope_of_label).then(|| format!("{before}{new}"))
}

/// Returns the new address for an old one, with what follows it.
pub(super) fn address(written: &str, addresses: &BTreeMap<String, String>) -> Option<String> {
    let at = written.find(['#', '?']).unwrap_or(written.len());
    let (path, rest) = written.split_at(at);
    let found = addresses.get(path).or_else(|| addresses.get(&format!("{path}/")))?;
    Some(format!("{found}{rest}"))
}

/// Returns the way from a folder to a file.
fn relative(folder: &str, target: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = target.split('/').collect();
    let same = from.iter().zip(&to[..to.len().saturating_sub(1)]).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - same);
    up.chain(to[same..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// Writes what would end a destination in Markdown as per cent escapes.
fn escaped(path: &str) -> String {
    path.chars()
        .map(|letter| match letter {
            ' ' => "%20".to_owned(),
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '%' => "%25".to_owned(),
            '#' => "%23".to_owned(),
            letter => letter.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{links, relative};

    #[test]
    fn the_way_to_a_file_is_as_short_as_can_be() {
        assert_eq!(relative("news", "news/x.md"), "x.md");
        assert_eq!(relative("news/2024", "files/a.pdf"), "../../files/a.pdf");
        assert_eq!(relative("", "files/a.pdf"), "files/a.pdf");
        assert_eq!(relative("a/b", "a/c/d.md"), "../c/d.md");
    }

    #[test]
    fn links_are_found_inline_and_defined_and_in_pictures() {
        let found = links("[![a](x.png)](y.md#z) og [b][r].\n\n`[c](n.md)`\n\n[r]: ../q.md\n");
        let dests: Vec<&str> = found.iter().map(|(dest, _)| dest.as_str()).collect();
        assert_eq!(dests, ["y.md#z", "x.png", "../q.md"]);
    }
}
