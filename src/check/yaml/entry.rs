//! Where an entry of YAML begins and ends, by its lines and their indents.
//!
//! A parser stops at its first error. [`without`] blanks the entry that holds it and leaves every other line and column as it
//! was, so that the next error can show itself.

/// YAML without some of its entries, and the keys that are gone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Blanked {
    pub yaml: String,
    pub keys: Vec<String>,
}

/// Blanks the entry that holds a place (line and column are counted from 1, in characters), and those around it that would
/// be left with nothing; none where it cannot be told from its neighbours, as within braces.
pub(super) fn without(yaml: &str, line: usize, column: usize) -> Option<Blanked> {
    let lines = lines_of(yaml);
    let byte = byte(lines.get(line.checked_sub(1)?)?, column.checked_sub(1)?);
    let entry = holder(&lines, line - 1, byte)?;
    blanked(lines, Some(entry))
}

/// Puts `value` in place of that of the entry that holds a place; none where it cannot be told.
pub(super) fn with_value(yaml: &str, line: usize, column: usize, value: &str) -> Option<String> {
    let mut lines = lines_of(yaml);
    let byte = byte(lines.get(line.checked_sub(1)?)?, column.checked_sub(1)?);
    let entry = holder(&lines, line - 1, byte)?;
    let begun = lines[entry.line][..entry.start].to_owned() + key(&lines[entry.line])?;
    let end = end(&lines, entry);
    lines.splice(entry.line..end, [format!("{begun}: {value}\n")]);
    Some(lines.concat())
}

/// Blanks the item of a list whose keys stand as far in as a place, and the entry around it that would be left with nothing;
/// none where the place is in no list.
pub(super) fn without_item(yaml: &str, line: usize, column: usize) -> Option<Blanked> {
    let mut lines = lines_of(yaml);
    let start = byte(lines.get(line.checked_sub(1)?)?, column.checked_sub(1)?);
    let is_first = |above: &usize| {
        let own = &lines[*above];
        // Its first key may be blanked already.
        let begins = content_start(own) == start || content(own).trim().is_empty();
        begins && indent(own) < start && own[indent(own)..].starts_with('-')
    };
    let is_around = |above: &usize| !says_nothing(&lines[*above]) && content_start(&lines[*above]) < start;
    let first = (0..line).rev().find(|above| is_first(above) || is_around(above)).filter(is_first)?;
    let item = Entry { line: first, start: indent(&lines[first]) };
    let end = end_of(&lines, item, |next| indent(next) > item.start);
    let depth = blank(&mut lines, item, end);
    let above = holder_above(&lines, first, depth).filter(|above| is_bare(&lines, *above));
    blanked(lines, above)
}

/// Blanks an entry, if there is one, and then those around it that have nothing left.
fn blanked(mut lines: Vec<String>, mut next: Option<Entry>) -> Option<Blanked> {
    let mut keys = Vec::new();
    while let Some(entry) = next {
        keys.push(key(&lines[entry.line])?.to_owned());
        let end = end(&lines, entry);
        let depth = blank(&mut lines, entry, end);
        next = holder_above(&lines, entry.line, depth).filter(|above| is_bare(&lines, *above));
    }
    Some(Blanked { yaml: lines.concat(), keys })
}

fn lines_of(yaml: &str) -> Vec<String> {
    yaml.split_inclusive('\n').map(str::to_owned).collect()
}

/// Returns the byte at which a character of a line begins.
fn byte(line: &str, character: usize) -> usize {
    line.char_indices().nth(character).map_or(line.len(), |(byte, _)| byte)
}

/// A key: its line, and the byte of the line at which it begins.
#[derive(Debug, Clone, Copy)]
struct Entry {
    line: usize,
    start: usize,
}

/// Returns the entry that a place belongs to: the key there, or the one whose value it is.
fn holder(lines: &[String], line: usize, byte: usize) -> Option<Entry> {
    let own = lines.get(line)?;
    let start = content_start(own);
    if byte >= start && key(own).is_some() {
        return Some(Entry { line, start });
    }
    holder_above(lines, line, indent(own))
}

/// Returns the entry whose value a line of this depth is.
fn holder_above(lines: &[String], line: usize, depth: usize) -> Option<Entry> {
    // A list may stand as far in as its key.
    let is_list = lines.get(line)?.get(depth..).is_some_and(|rest| rest.starts_with('-') || rest.trim().is_empty());
    (0..line).rev().find_map(|above| {
        let start = content_start(&lines[above]);
        let is_above = start < depth || start == depth && is_list && indent(&lines[above]) == start;
        (is_above && key(&lines[above]).is_some()).then_some(Entry { line: above, start })
    })
}

/// Blanks an entry, and the item of a list that holds nothing else; returns how far in what is gone stood.
fn blank(lines: &mut [String], entry: Entry, end: usize) -> usize {
    let is_alone = lines.get(end).is_none_or(|next| indent(next) < entry.start);
    let is_item = indent(&lines[entry.line]) < entry.start;
    let depth = if is_item && is_alone { indent(&lines[entry.line]) } else { entry.start };
    for (number, line) in lines[entry.line..end].iter_mut().enumerate() {
        let from = if number == 0 { depth } else { 0 };
        let blank = |letter: char| if letter == '\n' { '\n' } else { ' ' };
        *line = line[..from].chars().chain(line[from..].chars().map(blank)).collect();
    }
    depth
}

/// Returns the line after the last of an entry. A list may stand as far in as its key.
fn end(lines: &[String], entry: Entry) -> usize {
    let is_list = |line: &str| indent(line) == entry.start && line[entry.start..].starts_with("- ");
    end_of(lines, entry, |line| indent(line) > entry.start || is_list(line))
}

fn end_of(lines: &[String], entry: Entry, is_within: impl Fn(&str) -> bool) -> usize {
    let first = entry.line + 1;
    first + lines[first..].iter().take_while(|line| says_nothing(line) || is_within(line)).count()
}

/// Tells whether an entry has no value, on its line or below.
fn is_bare(lines: &[String], entry: Entry) -> bool {
    let after = content(&lines[entry.line]).split_once(':').map_or("", |(_, value)| value);
    says_nothing(after) && lines[entry.line + 1..end(lines, entry)].iter().all(|line| says_nothing(line))
}

/// Returns the key that a line begins with; none for one in braces or of a running text.
fn key(line: &str) -> Option<&str> {
    let (key, value) = content(line).split_once(':')?;
    let is_key = !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || "{}[],\"'#&*!|>".contains(c));
    (is_key && (value.is_empty() || value.starts_with(char::is_whitespace))).then_some(key)
}

/// Returns a line without its indent and the signs of a list.
fn content(line: &str) -> &str {
    let mut rest = line.trim_start_matches(' ');
    while let Some(inside) = rest.strip_prefix("- ") {
        rest = inside.trim_start_matches(' ');
    }
    rest
}

fn content_start(line: &str) -> usize {
    line.len() - content(line).len()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn says_nothing(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::{Blanked, without, without_item};

    fn left(marked: &str) -> Option<(String, String)> {
        left_by(without, marked)
    }

    /// Blanks what stands at the sign `¤`, which is taken out first; returns what is left without blank lines, and the keys.
    fn left_by(without: fn(&str, usize, usize) -> Option<Blanked>, marked: &str) -> Option<(String, String)> {
        let (before, after) = marked.split_once('¤').unwrap();
        let line = before.matches('\n').count() + 1;
        let column = before.lines().last().filter(|_| !before.ends_with('\n')).map_or(0, |line| line.chars().count()) + 1;
        let yaml = format!("{before}{after}");
        let blanked = without(&yaml, line, column)?;
        let ends = |text: &str| text.split('\n').map(str::len).collect::<Vec<_>>();
        if yaml.is_ascii() {
            assert_eq!(ends(&yaml), ends(&blanked.yaml), "every place stays where it was");
        }
        let said: String =
            blanked.yaml.lines().filter(|line| !line.trim().is_empty()).map(|line| line.trim_end().to_owned() + "\n").collect();
        Some((said, blanked.keys.join(" ")))
    }

    #[test]
    fn an_entry_goes_with_all_that_belongs_to_it() {
        let gone =
            |marked: &str, rest: &str, keys: &str| assert_eq!(left(marked), Some((rest.to_owned(), keys.to_owned())), "{marked}");
        gone("a: 1\n¤b: 2\nc: 3\n", "a: 1\nc: 3\n", "b");
        gone("a: 1\nb: ¤2\nc: 3\n", "a: 1\nc: 3\n", "b");
        gone("a:\n¤- 1\n- 2\nb: 1\n", "b: 1\n", "a");
        gone("a:\n  - ¤æ\n  - ø\nb: 1\n", "b: 1\n", "a");
        gone("b: 1\na: |\n  x\n\n  y: ¤z\nc: 1\n", "b: 1\na: |\n  x\nc: 1\n", "y");
    }

    #[test]
    fn what_would_be_left_with_nothing_goes_too() {
        let gone =
            |marked: &str, rest: &str, keys: &str| assert_eq!(left(marked), Some((rest.to_owned(), keys.to_owned())), "{marked}");
        gone("a:\n  b: ¤1\nc: 2\n", "c: 2\n", "b a");
        gone("a:\n  b: ¤1\n  d: 3\nc: 2\n", "a:\n  d: 3\nc: 2\n", "b");
        gone("a:\n  - ¤b: 1\nc: 2\n", "c: 2\n", "b a");
        gone("a:\n  - ¤b: 1\n    d: 3\n  - b: 4\n", "a:\n  -\n    d: 3\n  - b: 4\n", "b");
        gone("a:\n  - b: 1\n    ¤d: 3\n  - b: 4\n", "a:\n  - b: 1\n  - b: 4\n", "d");
        gone("a:\n- ¤b: 1\n- b: 4\n", "a:\n- b: 4\n", "b");
    }

    #[test]
    fn an_item_goes_whole() {
        let gone = |marked: &str, rest: &str, keys: &str| {
            assert_eq!(left_by(without_item, marked), Some((rest.to_owned(), keys.to_owned())), "{marked}");
        };
        gone("a:\n  - ¤b: 1\n    c: 2\n  - b: 3\n", "a:\n  - b: 3\n", "");
        gone("a:\n  - b: 1\n    ¤c: 2\n", "", "a");
        gone("a:\n- b:\n    x: 1\n  ¤c: 2\n- d: 3\ne: 4\n", "a:\n- d: 3\ne: 4\n", "");
        gone("a:\n  -     \n    ¤c: 2\n  - d: 3\n", "a:\n  - d: 3\n", "");
        assert_eq!(left_by(without_item, "a: 1\n¤b: 2\n"), None);
        assert_eq!(left_by(without_item, "a:\n  ¤b: 2\n"), None);
    }

    #[test]
    fn what_cannot_be_told_apart_is_left() {
        assert_eq!(left("{a: 1, ¤b: 2}\n"), None);
        assert_eq!(left("¤- 1\n- 2\n"), None);
        // However many signs of a list a text has.
        let dashes = "- ".repeat(50_000);
        assert_eq!(left(&format!("{dashes}x\n¤- 1\n")), None);
    }
}
