//! Numbers: those that are somebody's, and those that are only numbers.
//!
//! [`clusters`] gathers digits that stand together; `phone`, `identity` and `position` judge them.

use super::context::{Page, Word, seen};
use super::letters::{GAP, is_letter};

/// Digits that stand together, in groups.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub groups: Vec<Word>,
    /// What stands between the groups.
    pub joints: Vec<Joint>,
}

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Blank,
    Dot,
    Hyphen,
    /// The end of a line.
    Line,
}

impl Cluster {
    pub(super) fn whole(&self) -> Word {
        let from = self.groups.first().map_or(0, |group| group.from);
        Word { from, to: self.groups.last().map_or(from, |group| group.to) }
    }

    pub(super) fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.to - group.from).collect()
    }

    /// Returns how many digits there are in all groups.
    pub(super) fn count(&self) -> usize {
        self.groups.iter().map(|group| group.to - group.from).sum()
    }

    /// Returns the digits of all groups, as numbers from 0 to 9.
    pub(super) fn digits(&self, page: Page<'_>) -> Vec<u8> {
        self.groups.iter().flat_map(|group| page.plain(*group)).map(|digit| digit.wrapping_sub(b'0')).collect()
    }

    pub(super) fn has_only(&self, allowed: &[Joint]) -> bool {
        self.joints.iter().all(|joint| allowed.contains(joint))
    }

    /// Returns the groups `range` as a cluster of their own.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        let joints = range.start..range.end.saturating_sub(1).max(range.start);
        Self {
            groups: self.groups.get(range).unwrap_or_default().to_vec(),
            joints: self.joints.get(joints).unwrap_or_default().to_vec(),
        }
    }
}

/// Longest cluster that is looked at; in a longer one stand no numbers of people but columns of a table.
const MOST_GROUPS: usize = 64;

/// Calls `each` with every cluster of the text, in order.
pub(super) fn clusters(page: Page<'_>, mut each: impl FnMut(&Cluster)) {
    let mut cluster = Cluster { groups: Vec::new(), joints: Vec::new() };
    for &from in &page.letters.digits {
        let from = from as usize;
        let rest = page.letters.bytes.get(from..).unwrap_or_default();
        let to = from + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let joint = cluster.groups.last().filter(|last| last.to + 1 == from).and_then(|last| joint(page.between(last.to)));
        match joint {
            Some(joint) if cluster.groups.len() < MOST_GROUPS => cluster.joints.push(joint),
            _ => {
                if !cluster.groups.is_empty() {
                    each(&cluster);
                }
                cluster.groups.clear();
                cluster.joints.clear();
            }
        }
        cluster.groups.push(Word { from, to });
    }
    if !cluster.groups.is_empty() {
        each(&cluster);
    }
}

fn joint(between: &str) -> Option<Joint> {
    let seen: String = seen(between).chars().filter(|c| !matches!(c, '*' | '`' | '~')).collect();
    match seen.as_str() {
        "." | "·" | ". " => Some(Joint::Dot),
        "-" | "‑" | "‐" | " - " | "−" => Some(Joint::Hyphen),
        "\n" | "\r\n" => Some(Joint::Line),
        _ if seen.chars().count() <= 3 && seen.chars().all(|c| c.is_whitespace() && c != '\n') => Some(Joint::Blank),
        _ => None,
    }
}

/// Tells whether letters touch the cluster, as in `id20172018` or `12345678a`.
pub(super) fn touches_letters(page: Page<'_>, whole: Word) -> bool {
    is_letter(page.letters.byte(whole.from.saturating_sub(1))) || page.letters.byte(whole.to) != GAP
}

/// Tells whether a sign stands right at the cluster, on either side.
pub(super) fn touches(page: Page<'_>, whole: Word, signs: &[char]) -> bool {
    page.between(whole.from - 1).ends_with(signs) || page.between(whole.to).starts_with(signs)
}

/// Tells whether one of `words` stands shortly before the cluster, in the same sentence or before its colon.
pub(super) fn said_before(page: Page<'_>, whole: Word, heads: &[&str]) -> bool {
    let mut word = whole;
    for _ in 0..4 {
        let Some(before) = page.previous(word) else { return false };
        let between = page.between(word.from - 1);
        if between.contains("\n\n") || between.contains(['!', '?', ',', ';']) || page.plain(before).iter().all(u8::is_ascii_digit)
        {
            return false;
        }
        if page.begins(Some(before), heads) {
            return true;
        }
        word = before;
    }
    false
}

/// Tells whether the cluster counts or costs something.
pub(super) fn is_amount(page: Page<'_>, whole: Word) -> bool {
    const AFTER: [&str; 28] = [
        "kr",
        "kroner",
        "krone",
        "nok",
        "mill",
        "millioner",
        "millionar",
        "mrd",
        "milliarder",
        "milliardar",
        "prosent",
        "pst",
        "euro",
        "dollar",
        "arsverk",
        "timer",
        "timar",
        "innbyggere",
        "innbyggarar",
        "innbyggjarar",
        "personer",
        "personar",
        "stk",
        "kvm",
        "km",
        "tonn",
        "liter",
        "kilo",
    ];
    let after = page.after(whole.to).filter(|_| page.between(whole.to).chars().count() <= 3);
    let before = page.before(whole.from - 1).filter(|_| page.between(whole.from - 1).chars().count() <= 3);
    let sign = page.between(whole.to).trim_start();
    page.is(after, &AFTER)
        || page.is(before, &["kr", "kroner", "nok", "eur", "usd"])
        || sign.starts_with(['%', '€', '$', '§'])
        || sign.starts_with(",-")
        || sign.starts_with(",–")
        || page.between(whole.from - 1).ends_with(['€', '$', '§', '#'])
}
