//! The old address of what is renamed, written into its own file, so that it leads on.

use super::span::Text;
use super::wish::Wish;
use super::{Edit, Edits, source_text};
use crate::ask::{Kind, Maker, PageSeen, Survey};
use crate::check::placed;
use crate::domain::TargetKind;
use crate::load::RawFile;
use crate::problem::{Fault, both};

/// Adds to each file that moves the address its page has now, unless a page is there afterwards too (`bare`), and takes away
/// an old address that becomes its own again.
pub(super) fn add(wish: &Wish, files: &[RawFile], (before, bare): (&Survey, &Survey), edits: &mut Edits) -> Result<(), Fault> {
    let moves = |file: &&RawFile| wish.new_path(&file.within) != file.within && wish.stands_for(&file.within);
    for file in files.iter().filter(moves) {
        let Some((text, _)) = source_text(file) else { continue };
        let shown = file.shown.strip_suffix(&file.within).unwrap_or("").to_owned() + &wish.new_path(&file.within);
        let own = address(bare, &shown);
        let is_stale = |page: &&PageSeen| page.maker == Maker::Alias(shown.clone()) && own.as_ref() == Some(&page.address);
        let stale = bare.pages.iter().find(is_stale).map(|page| page.address.clone());
        let old = address(before, &file.shown)
            .filter(|old| bare.page(old).is_none_or(|_| stale.is_some() && own.as_ref() != Some(old)));
        if old.is_none() && stale.is_none() {
            continue;
        }
        let found = written(&text, old.as_deref(), stale.as_deref(), file.within.ends_with(".md"));
        edits.entry(file.within.clone()).or_default().extend(found.ok_or_else(|| unwritable(&file.shown))?);
    }
    Ok(())
}

/// Adds to a theme the address that its page has now: it stands with the theme, among those of its mapping.
pub(super) fn add_theme(
    wish: &Wish,
    files: &[RawFile],
    (before, bare): (&Survey, &Survey),
    edits: &mut Edits,
) -> Result<(), Fault> {
    let Some((file, _)) = wish.lists.first().filter(|_| wish.entry == Some(TargetKind::Theme)) else { return Ok(()) };
    let address = |survey: &Survey, id: &str| {
        let mut entries = survey.entries.iter().filter(|entry| entry.kind == Kind::Theme && entry.id.as_deref() == Some(id));
        entries.find_map(|entry| entry.address.clone()).filter(|address| survey.page(address).is_some())
    };
    let Some(more) = address(before, &wish.long.0) else { return Ok(()) };
    let less = address(bare, &wish.long.1);
    let Some((file, (text, source))) =
        files.iter().find(|one| one.within == *file).and_then(|one| Some((one, source_text(one)?)))
    else {
        return Ok(());
    };
    let id = placed(&source).into_iter().find(|one| one.list == "themes" && one.value == wish.short.0);
    let id = id.and_then(|one| Text::new(&text).value(&one.place, &one.value));
    let found = id.and_then(|id| in_theme(&text, id.end, &more, less.as_deref()));
    edits.entry(file.within.clone()).or_default().extend(found.ok_or_else(|| unwritable(&file.shown))?);
    Ok(())
}

/// Returns what changes so that the theme whose id ends at `at` has one old address more and one less.
fn in_theme(text: &str, at: usize, more: &str, less: Option<&str>) -> Option<Vec<Edit>> {
    let at = at + usize::from(text.get(at..)?.starts_with(['"', '\'']));
    let begins = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = &text[begins..at];
    let listed = |entry: &str, from: usize| {
        let key = entry.find("aliases:")? + "aliases:".len();
        let list = &entry[key..=key + entry[key..].find(']')?];
        in_row(list, from + key, Some(more), less)
    };
    if line.contains('{') {
        let entry = &text[at..at + text[at..].find('}')?];
        let new = || vec![Edit { start: at, end: at, new: format!(", aliases: [{more}]") }];
        return if entry.contains("aliases:") { listed(entry, at) } else { Some(new()) };
    }
    let indent = line.find("id:")?;
    let end_of_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let next = at + text[at..].find('\n')? + 1;
    let is_of_it = |line: &&str| line.trim().is_empty() || line.len() - line.trim_start().len() >= indent;
    let length: usize = text[next..].split_inclusive('\n').take_while(is_of_it).map(str::len).sum();
    let entry = &text[next..next + length];
    if entry.contains("aliases:") {
        return listed(entry, next);
    }
    Some(vec![Edit { start: next, end: next, new: format!("{}aliases: [{more}]{end_of_line}", " ".repeat(indent)) }])
}

/// Returns the address of the page that a file makes: of several the one above the others.
fn address(survey: &Survey, shown: &str) -> Option<String> {
    let is_own = |page: &&PageSeen| page.leads_to.is_none() && matches!(&page.maker, Maker::File(maker) if maker == shown);
    survey.pages.iter().filter(is_own).map(|page| page.address.clone()).min_by_key(String::len)
}

/// Returns what changes in a text so that `aliases:` has one address more and one less; none where it cannot be read.
fn written(text: &str, more: Option<&str>, less: Option<&str>, is_markdown: bool) -> Option<Vec<Edit>> {
    let end_of_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let end = if is_markdown { end_of_front(text)? } else { text.len() };
    let front = text.get(..end)?;
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("aliases:") {
            let after = at + line.len();
            return in_row(rest, at + "aliases:".len(), more, less)
                .or_else(|| in_lines(text, rest, after, (more, less), end_of_line));
        }
        at += line.len();
    }
    let before = if front.is_empty() || front.ends_with('\n') { "" } else { end_of_line };
    let new = more.map(|more| Edit { start: end, end, new: format!("{before}aliases: [{more}]{end_of_line}") });
    Some(new.into_iter().collect())
}

/// Returns where the second `---` begins.
fn end_of_front(text: &str) -> Option<usize> {
    let mut at = text.find('\n')? + 1;
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// `aliases: [/a/, "/b/"]`
fn in_row(rest: &str, begins: usize, more: Option<&str>, less: Option<&str>) -> Option<Vec<Edit>> {
    let value = rest.split(" #").next().unwrap_or(rest);
    let (open, close) = (value.find('[')? + 1, value.rfind(']')?);
    if !value[..open - 1].trim().is_empty() || !value[close + 1..].trim().is_empty() {
        return None;
    }
    let items = value.get(open..close)?.split(',').map(str::trim).filter(|item| !item.is_empty());
    let kept = items.filter(|item| !is_address(item, less)).chain(more).collect::<Vec<_>>().join(", ");
    Some(vec![Edit { start: begins + open, end: begins + close, new: kept }])
}

/// Lines with `- /a/` below.
fn in_lines(
    text: &str,
    rest: &str,
    after: usize,
    (more, less): (Option<&str>, Option<&str>),
    end_of_line: &str,
) -> Option<Vec<Edit>> {
    let items = text.get(after..)?.split_inclusive('\n').take_while(|line| line.trim_start().starts_with("- "));
    let items: Vec<&str> = items.collect();
    let first = items.first().filter(|_| rest.split('#').next().unwrap_or(rest).trim().is_empty())?;
    let indent = &first[..first.len() - first.trim_start().len()];
    let mut edits = Vec::new();
    edits.extend(more.map(|more| Edit { start: after, end: after, new: format!("{indent}- {more}{end_of_line}") }));
    let mut at = after;
    for item in items {
        if is_address(item.trim_start().trim_start_matches("- ").split(" #").next().unwrap_or("").trim(), less) {
            edits.push(Edit { start: at, end: at + item.len(), new: String::new() });
        }
        at += item.len();
    }
    Some(edits)
}

/// With a slash at its end or without, an address is the same.
fn is_address(item: &str, address: Option<&str>) -> bool {
    let plain = |text: &str| text.trim_matches(['"', '\'']).trim_end_matches('/').to_owned();
    address.is_some_and(|address| plain(item) == plain(address))
}

fn unwritable(shown: &str) -> Fault {
    Fault::usage(both!(
        "den gamle adressen kan ikke skrives inn i `aliases:` i `{shown}` slik det står",
        "the old address cannot be written into `aliases:` of `{shown}` as it stands"
    ))
    .help(both!("skriv listen slik: `aliases: [/en/, /to/]`", "write the list like this: `aliases: [/one/, /two/]`"))
}

#[cfg(test)]
mod tests {
    use super::{super::edited, in_theme, written};

    fn with(text: &str, less: Option<&str>, is_markdown: bool) -> String {
        let edits = written(text, Some("/ny/"), less, is_markdown).unwrap();
        String::from_utf8(edited(text.as_bytes(), &edits)).unwrap()
    }

    #[test]
    fn the_address_is_written_as_the_file_is_written() {
        assert_eq!(with("---\r\na: 1\r\n---\r\nX\r\n", None, true), "---\r\na: 1\r\naliases: [/ny/]\r\n---\r\nX\r\n");
        assert_eq!(with("---\naliases: [/a/] # gammel]\n---\n", None, true), "---\naliases: [/a/, /ny/] # gammel]\n---\n");
        assert_eq!(with("---\naliases:\n  - /a/\nb: 1\n---\n", None, true), "---\naliases:\n  - /ny/\n  - /a/\nb: 1\n---\n");
        assert_eq!(with("---\naliases: []\n---\n", None, true), "---\naliases: [/ny/]\n---\n");
        assert_eq!(with("a: 1", None, false), "a: 1\naliases: [/ny/]\n");
        assert_eq!(written("---\naliases: /a/\n---\n", Some("/ny/"), None, true), None);
        assert_eq!(written("ingen nøkler", Some("/ny/"), None, true), None);
    }

    #[test]
    fn the_address_of_a_theme_stands_with_it() {
        let with = |text: &str, less: Option<&str>| {
            let edits = in_theme(text, text.find("natt").unwrap() + 4, "/ny/", less).unwrap();
            String::from_utf8(edited(text.as_bytes(), &edits)).unwrap()
        };
        assert_eq!(
            with("themes:\n  - {id: natt, title: \"N\"}\n", None),
            "themes:\n  - {id: natt, aliases: [/ny/], title: \"N\"}\n"
        );
        assert_eq!(with("- {id: \"natt\", aliases: [/a/, /b/]}\n", Some("/b/")), "- {id: \"natt\", aliases: [/a/, /ny/]}\n");
        assert_eq!(with("- id: natt # N\r\n  title: N\r\n", None), "- id: natt # N\r\n  aliases: [/ny/]\r\n  title: N\r\n");
        assert_eq!(with("- id: natt\n  aliases: [/a/]\n- id: dag\n", None), "- id: natt\n  aliases: [/a/, /ny/]\n- id: dag\n");
        assert_eq!(
            with("- id: natt\n- id: dag\n  aliases: [/d/]\n", None),
            "- id: natt\n  aliases: [/ny/]\n- id: dag\n  aliases: [/d/]\n"
        );
    }

    #[test]
    fn an_address_that_becomes_the_own_one_again_goes() {
        assert_eq!(with("aliases: [/a/, \"/b\", /c/]\n", Some("/b/"), false), "aliases: [/a/, /c/, /ny/]\n");
        assert_eq!(with("aliases:\n- /b/\n- /c/\n", Some("/b/"), false), "aliases:\n- /ny/\n- /c/\n");
    }
}
