//! What was begun in a text and never ended, and what came along when it was pasted: Markdown takes it as words, and the
//! reader would see brackets, codes, or nothing of a cell.
//!
//! [`loose`] is the way in. Of most texts the signs alone tell that there is nothing, and they are not parsed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::domain::{MARKDOWN, Written};
use crate::problem::{Both, Code, Lines, Place, Problem, Severity, both};

/// Finds loose ends in `written`, whose words no message repeats if they are `secret`.
pub(super) fn loose(written: &Written, secret: bool) -> Vec<Problem> {
    if written.source.edition().is_some() || !may_be_loose(&written.text) {
        return Vec::new();
    }
    let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
    let place = |span: Range<usize>| -> Place {
        let place = lines.place(span);
        if secret { place.without_excerpt() } else { place }
    };
    let found = found(&written.text).into_iter();
    found.map(|(kind, span)| kind.problem().at(place(span))).collect()
}

/// Tells whether a text must be parsed to know: the signs alone say it of nearly all.
fn may_be_loose(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut fences = false;
    let mut is_odd = |at: usize| {
        let rest = &bytes[at + 1..];
        match bytes[at] {
            b'<' => rest.starts_with(b"o:") || rest.starts_with(b"w:"),
            b'[' => may_be_open(text, at + 1),
            b']' => rest.starts_with(b"(") && memchr::memchr2(b')', b' ', rest).is_some_and(|end| rest[end] == b' '),
            b'`' | b'~' => {
                fences |= rest.starts_with(&[bytes[at]; 2]);
                false
            }
            _ => PASTED.iter().any(|sign| bytes[at..].starts_with(sign.as_bytes())),
        }
    };
    let any = memchr::memchr3_iter(b'[', b']', b'<', bytes).any(&mut is_odd)
        || memchr::memchr3_iter(b'`', b'~', 0xEF, bytes).any(&mut is_odd)
        || memchr::memchr2_iter(0xC2, 0xE2, bytes).any(&mut is_odd);
    if any || may_have_long_row(text) {
        return true;
    }
    let is_fence = |line: &&str| line.starts_with("```") || line.starts_with("~~~");
    fences && text.lines().map(str::trim_start).filter(is_fence).count() % 2 == 1
}

/// What a paste leaves behind, beside the codes of Word.
const PASTED: [&str; 4] = ["\u{AD}", "·", "•", "\u{F0B7}"];

/// Tells whether the bracket before `at` may begin a reference, a citation or a footnote that is not finished.
fn may_be_open(text: &str, at: usize) -> bool {
    let rest = text[at..].get(1..).unwrap_or_default();
    match text.as_bytes().get(at) {
        Some(b'[') => rest.find("]]").is_none_or(|end| !rest[..end].contains(':') || rest[..end].contains(['\n', '['])),
        Some(b'@') => rest.find(']').is_none_or(|end| rest[..end].contains(['\n', '['])),
        Some(b'^') => rest.find(']').is_none_or(|end| {
            // It needs a text, and the text a sign that leads to it.
            let name = &rest[..=end];
            let (mut has_text, mut has_sign) = (false, false);
            memchr::memmem::find_iter(text.as_bytes(), "[^").any(|at| {
                if let Some(after) = text[at + 2..].strip_prefix(name) {
                    let is_text = after.starts_with(':') && begins_line(text, at);
                    has_text |= is_text;
                    has_sign |= !is_text;
                }
                has_text && has_sign
            });
            !(has_text && has_sign)
        }),
        _ => false,
    }
}

/// Tells whether nothing stands before `at` on its line, but for the signs of what the line stands in.
fn begins_line(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\t', '>', '-', '*']).bytes().next_back().is_none_or(|byte| byte == b'\n')
}

/// Tells whether a line after the rule of a table (`|---|---|`) may have more cells than the rule. What a line stands in, a
/// list or a quotation, can only make it seem to have more.
fn may_have_long_row(text: &str) -> bool {
    let mut rest = text;
    // A rule has bars, and holds until the next empty line.
    while let Some(bar) = memchr::memchr(b'|', rest.as_bytes()) {
        let begin = memchr::memrchr(b'\n', &rest.as_bytes()[..bar]).map_or(0, |end| end + 1);
        let length = memchr::memmem::find(&rest.as_bytes()[bar..], b"\n\n").map_or(rest.len() - bar, |end| end + 1);
        let (lines, after) = (&rest[begin..bar + length], &rest[bar + length..]);
        if lines_have_long_row(lines) {
            return true;
        }
        rest = after;
    }
    false
}

fn lines_have_long_row(text: &str) -> bool {
    let mut columns = usize::MAX;
    for line in text.lines() {
        let rule = line.trim_start_matches(['>', ' ', '\t']);
        if rule.is_empty() {
            columns = usize::MAX;
        } else if columns < usize::MAX && cells(line) > columns {
            return true;
        } else if rule.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t')) && rule.contains('|') {
            if rule.starts_with("- ") {
                return true;
            }
            columns = columns.min(rule.split(|letter| letter != '-').filter(|dashes| !dashes.is_empty()).count());
        }
    }
    false
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loose {
    Reference,
    Citation,
    Footnote,
    UnusedNote,
    SpacedLink,
    OpenBlock,
    OpenData,
    CellTooMany,
    OfficeTag,
    SoftHyphen,
    Bullet,
}

/// Returns the loose ends of a text, with their bytes; of what a paste leaves behind the first of each kind.
fn found(text: &str) -> Vec<(Loose, Range<usize>)> {
    let mut found: Vec<(Loose, Range<usize>)> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let (mut in_code, mut columns) = (false, 0);
    let (mut used, mut notes) = (Vec::new(), Vec::new());
    for (event, span) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        match &event {
            Event::Text(_) | Event::Code(_) | Event::FootnoteReference(_) if in_code => continue,
            Event::Text(_) => {
                run = Some(run.map_or(span.clone(), |run| run.start..span.end));
                continue;
            }
            _ => {}
        }
        if let Some(run) = run.take() {
            of_run(text, run, &mut found);
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                if matches!(&kind, CodeBlockKind::Fenced(_)) && is_open(&text[span.clone()]) {
                    let line = text[span.clone()].lines().next().map_or(0, str::len);
                    let is_data = matches!(&kind, CodeBlockKind::Fenced(info) if is_data(info));
                    found.push((if is_data { Loose::OpenData } else { Loose::OpenBlock }, span.start..span.start + line));
                }
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::FootnoteReference(name) => used.push(name),
            Event::Start(Tag::FootnoteDefinition(name)) => notes.push((name, span.start)),
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) if cells(&text[span.clone()]) > columns => {
                let row = text[span.clone()].trim_end();
                found.push((Loose::CellTooMany, span.start..span.start + row.len()));
            }
            _ => {}
        }
    }
    if let Some(run) = run {
        of_run(text, run, &mut found);
    }
    let unused = notes.into_iter().filter(|(name, _)| !used.contains(name));
    found.extend(unused.map(|(name, at)| (Loose::UnusedNote, at..at + name.len() + "[^]:".len())));
    let mut seen: Vec<Loose> = Vec::new();
    found.retain(|(kind, _)| {
        let again = *kind >= Loose::OfficeTag && seen.contains(kind);
        seen.push(*kind);
        !again
    });
    found
}

/// Looks at words that stand together, as they are written.
fn of_run(text: &str, run: Range<usize>, found: &mut Vec<(Loose, Range<usize>)>) {
    let words = &text[run.clone()];
    let mut add = |kind, span: Range<usize>| found.push((kind, run.start + span.start..run.start + span.end));
    for (at, _) in words.match_indices('[').filter(|(at, _)| !words[..*at].ends_with(['\\', '['])) {
        let rest = &words[at..];
        let closed = |end: &str| {
            let length = rest.find(end).filter(|length| !rest[end.len()..*length].contains(&"[["[..end.len()]))?;
            Some(at..at + length + end.len())
        };
        if rest.starts_with("[[") {
            match closed("]]") {
                None => add(Loose::Reference, at..at + 2),
                Some(span) if !words[span.clone()].contains(':') => add(Loose::Reference, span),
                Some(_) => {}
            }
        } else if rest.starts_with("[@") && closed("]").is_none() {
            add(Loose::Citation, at..at + 2);
        } else if let Some(span) = closed("]").filter(|_| rest.starts_with("[^")) {
            add(Loose::Footnote, span);
        } else if let Some(span) = spaced_link(rest) {
            add(Loose::SpacedLink, at..at + span);
        }
    }
    for (kind, sign) in [(Loose::OfficeTag, "<o:"), (Loose::OfficeTag, "<w:"), (Loose::SoftHyphen, "\u{AD}")] {
        if let Some(at) = words.find(sign) {
            add(kind, at..at + sign.len());
        }
    }
    let begins_line = text[..run.start].ends_with(['\n', ' ', '\t']) || run.start == 0;
    let bullet = words.chars().next().filter(|first| "·•\u{F0B7}".contains(*first) && begins_line);
    if let Some(bullet) = bullet.filter(|bullet| words[bullet.len_utf8()..].starts_with([' ', '\t', '\u{A0}'])) {
        add(Loose::Bullet, 0..bullet.len_utf8());
    }
}

/// Returns the length of what looks like a link or a picture and is none for a space in its address.
fn spaced_link(rest: &str) -> Option<usize> {
    let middle = closing(rest).filter(|middle| rest[*middle..].starts_with("]("))?;
    let address = &rest[middle + 2..];
    let end = address.find(')')?;
    let is_path = address[..end].contains(['/', '.']) && !rest[..middle].contains('\n');
    (is_path && address[..end].trim().contains(' ') && !address.starts_with('<')).then_some(middle + 2 + end + 1)
}

/// Returns where the bracket ends that a text begins with; none where it is longer than any words of a link.
fn closing(text: &str) -> Option<usize> {
    const LONGEST: usize = 1000;
    let mut depth = 0_usize;
    text.bytes().take(LONGEST).position(|byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// Tells whether a block is a figure or a table of data, by what stands behind its fence.
fn is_data(info: &str) -> bool {
    matches!(info.split_whitespace().next(), Some("figure" | "table"))
}

/// Tells whether a fenced block ends with the text, and not with a fence of its own.
pub(super) fn is_open(block: &str) -> bool {
    let bare = |line: &str| line.trim_start_matches(['>', ' ', '\t']).trim_end().to_owned();
    let mut lines = block.lines().map(bare);
    let first = lines.next().unwrap_or_default();
    let sign = first.chars().next().unwrap_or('`');
    let length = first.chars().take_while(|letter| *letter == sign).count();
    let last = lines.next_back().unwrap_or_default();
    !(last.len() >= length && last.chars().all(|letter| letter == sign))
}

/// Counts the cells of a row of a table as written.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let is_escaped = |at: usize| at > 0 && row.as_bytes()[at - 1] == b'\\';
    let bars = memchr::memchr_iter(b'|', row.as_bytes()).filter(|at| !is_escaped(*at)).count();
    bars + usize::from(!row.ends_with('|') || row.ends_with("\\|"))
}

impl Loose {
    fn problem(self) -> Problem {
        let (code, headline, help) = self.said();
        let mut problem = Problem::new(code, headline).help(help);
        // All that follows would be lost, for nothing of such a block is shown as it is written.
        if self == Self::OpenData {
            problem.severity = Severity::Error;
        }
        match self {
            Self::OpenBlock | Self::OpenData => {
                problem.note(both!("alt under den hører med til den", "everything below belongs to it"))
            }
            Self::CellTooMany => {
                problem.note(both!("det som er til overs, ville ikke blitt vist", "what is left over would not be shown"))
            }
            Self::UnusedNote => problem.note(both!("den ville ikke blitt vist", "it would not be shown")),
            Self::SoftHyphen => problem.note(both!(
                "tegnet synes ikke, men da finner ikke søk ordet",
                "it is not seen, but searches do not find the word"
            )),
            _ => problem,
        }
    }

    fn said(self) -> (Code, Both, Both) {
        match self {
            Self::Reference => (
                Code::LooseEnd,
                both!("henvisningen er ikke skrevet ferdig", "the reference is not finished"),
                both!("skriv den som `[[centre:oslo]]`, på én linje", "write it like `[[centre:oslo]]`, on one line"),
            ),
            Self::Citation => (
                Code::LooseEnd,
                both!("henvisningen til en kilde er ikke avsluttet", "the citation is not ended"),
                both!("sett en `]` etter den: `[@kilde, s. 12]`", "put a `]` after it: `[@source, s. 12]`"),
            ),
            Self::Footnote => (
                Code::LooseEnd,
                both!("fotnoten har ingen tekst", "the footnote has no text"),
                both!(
                    "skriv den på en linje for seg, som `[^1]: Teksten.`",
                    "write it on a line of its own, like `[^1]: The text.`"
                ),
            ),
            Self::UnusedNote => (
                Code::LooseEnd,
                both!("ingen fotnotetegn i teksten fører hit", "no sign in the text leads to this footnote"),
                both!(
                    "sett tegnet der fotnoten hører hjemme, som `[^1]`, eller slett den",
                    "put the sign where the footnote belongs, like `[^1]`, or delete it"
                ),
            ),
            Self::SpacedLink => (
                Code::LooseEnd,
                both!(
                    "adressen har mellomrom, så dette blir verken lenke eller bilde",
                    "the address has spaces, so that this is neither a link nor a picture"
                ),
                both!(
                    "sett `<` og `>` rundt adressen: `(<../files/mitt bilde.png>)`",
                    "put `<` and `>` around the address: `(<../files/my picture.png>)`"
                ),
            ),
            Self::OpenBlock | Self::OpenData => (
                Code::LooseEnd,
                both!("blokken blir aldri avsluttet", "the block is never ended"),
                both!("sett en linje med de samme tegnene etter blokken", "put a line of the same signs after the block"),
            ),
            Self::CellTooMany => (
                Code::RowTooLong,
                both!("raden har flere ruter enn tabellen har kolonner", "the row has more cells than the table has columns"),
                both!(
                    "rett raden, eller gi tabellen en kolonne til; skal tegnet `|` vises, skriv `\\|`",
                    "correct the row, or give the table another column; to show the sign `|`, write `\\|`"
                ),
            ),
            Self::OfficeTag => (
                Code::Pasted,
                both!("teksten har en kode fra Word", "the text has a code from Word"),
                both!(
                    "ta den bort; lim gjerne inn som ren tekst (Ctrl+Shift+V)",
                    "take it away; it helps to paste as plain text (Ctrl+Shift+V)"
                ),
            ),
            Self::SoftHyphen => (
                Code::Pasted,
                both!("teksten har en myk bindestrek", "the text has a soft hyphen"),
                both!("skriv ordet på nytt uten den", "write the word anew without it"),
            ),
            Self::Bullet => (
                Code::Pasted,
                both!("et kulepunkt fra Word blir ingen liste", "a bullet from Word makes no list"),
                both!("begynn hvert punkt med `- `", "begin each item with `- `"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Loose, found, may_be_loose};

    fn kinds(text: &str) -> Vec<(Loose, &str)> {
        let found = if may_be_loose(text) { found(text) } else { Vec::new() };
        found.into_iter().map(|(kind, span)| (kind, &text[span])).collect()
    }

    #[test]
    fn what_is_never_ended_is_found() {
        assert_eq!(kinds("Se [[centre:oslo for mer.\n\nOg her]].\n"), [(Loose::Reference, "[[")]);
        assert_eq!(kinds("Se [[oslo]].\n"), [(Loose::Reference, "[[oslo]]")]);
        assert_eq!(kinds("Se [@kpmg for mer.\n"), [(Loose::Citation, "[@")]);
        assert_eq!(kinds("Se [[centre:a, [[centre:b]] og [@c for [@d].\n"), [(Loose::Reference, "[["), (Loose::Citation, "[@")]);
        assert_eq!(kinds("Hei[^1] og[^2].\n\n[^2]: To.\n"), [(Loose::Footnote, "[^1]")]);
        assert_eq!(kinds("Hei[^1].\n\n[^1]: En.\n[^2]: To.\n"), [(Loose::UnusedNote, "[^2]:")]);
        assert_eq!(kinds("- Hei.\n\n  [^æ]: Til et punkt.\n"), [(Loose::UnusedNote, "[^æ]:")]);
        assert_eq!(kinds("Hei\n\n```figure\nid: a\n\nMer.\n"), [(Loose::OpenData, "```figure")]);
        assert_eq!(kinds("~~~\n"), [(Loose::OpenBlock, "~~~")]);
        assert_eq!(
            kinds("![Et bilde](../files/MITT Bilde (1).PNG)\n"),
            [(Loose::SpacedLink, "[Et bilde](../files/MITT Bilde (1)")]
        );
        assert_eq!(kinds("Se [@kpmg] og [om [oss]](om side.md).\n"), [(Loose::SpacedLink, "[om [oss]](om side.md)")]);
    }

    #[test]
    fn a_cell_that_would_vanish_is_found() {
        let text = "| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n| 5 | a \\| b |\n| `x\\|y` | [[centre:a\\|b]] |\n6 | 7\n";
        assert_eq!(kinds(text), [(Loose::CellTooMany, "| 1 | 2 | 3 |")]);
    }

    #[test]
    fn a_table_whose_rows_fit_is_not_parsed() {
        let fits = "| A | B |\n|:--|--:|\n| 1 | 2 |\n| 4 |\n| 5 | a \\| b |\n\nEn | to | tre\n\nA | B\n--- | ---\n1 | 2\n";
        assert!(!may_be_loose(fits));
        for long in [
            "| A |\n|---|\n| 1 | 2 |\n",
            "A | B\n- | -\n1 | 2 | 3\n",
            "> | A |\n> |---|\n> | 1 | 2 |\n",
            "- | A |\n  |---|\n  | 1 | 2 |\n",
            "A | B\n:-|-\n1 | 2 | 3\n",
            "1. x\n\n   A | B\n   -|-\n   1 | 2 | `3`\n",
            "| A |\n|---|\n| - | - |\n",
            "| A | B |\n|---|---|\n| 1 | 2 |\n# C\n| A |\n|---|\n| 1 | 2 |\n",
        ] {
            assert!(may_be_loose(long), "{long}");
            assert_eq!(kinds(long).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Loose::CellTooMany], "{long}");
        }
    }

    #[test]
    fn what_a_paste_leaves_behind_is_told_once() {
        let text = "Syke\u{AD}hjem\u{AD}met <o:p></o:p>\n\n·\tEn\n·\tTo\n\n• Tre\n\nKl. 12·30 • og\n";
        assert_eq!(kinds(text), [(Loose::OfficeTag, "<o:"), (Loose::SoftHyphen, "\u{AD}"), (Loose::Bullet, "·")]);
    }

    #[test]
    fn what_is_meant_is_left_alone() {
        for text in ["Se [[centre:oslo|Oslo]], [@a] og [x](y.md).\n", "A[^1].\n\n[^1]: B.\n\n```\nkode\n```\n", "En | to.\n"] {
            assert!(!may_be_loose(text), "{text}");
        }
        for fine in [
            "Se [[centre:oslo|Oslo]], [@kpmg, s. 1], [lenke](<a b.md>), [x](y.md \"Tittel her\") og [sic] (se der).\n",
            "`[[` og `[@` i kode, \\[[ og \\[^1]\n\n```\n[[\n| a | b |\n```\n",
            "> ```\n> kode\n> ```\n\n- ~~~~\n  ```\n  ~~~~\n",
            "Fotnote[^a].\n\n[^a]: Her.\n",
            "[ ] ikke gjort (se a/b c)\n\n- [x] gjort\n",
        ] {
            assert_eq!(kinds(fine), [], "{fine}");
        }
    }
}
