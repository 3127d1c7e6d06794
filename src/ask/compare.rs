//! Two editions of a site beside each other, as a reader would compare them: words, not markup.
//!
//! [`compare`] is the way in. Pure.
//!
//! 1. each page is read as its reader reads it, redirects are told from pages;
//! 2. a page that is gone is looked for at another address: where its old one leads, of which file it is made, by its title;
//! 3. of pages in both editions the paragraphs are compared; the same change on many pages is told once;
//! 4. data are compared by rows, other files are counted.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::domain::SitePath;
use crate::verify::{Reading, reading};

/// One edition of a site.
pub(crate) struct Edition<'a> {
    pub files: BTreeMap<&'a str, &'a [u8]>,
    /// The file that each page is made of, by the page's path, where that is known.
    pub made_of: BTreeMap<&'a str, &'a str>,
    /// What stands before each path in an address.
    pub base_path: &'a str,
}

/// What differs.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Addresses and titles of pages that are new.
    pub added: Vec<(String, String)>,
    /// Pages that are gone: address, title, where the old address leads now.
    pub removed: Vec<(String, String, Option<String>)>,
    pub moved: Vec<Moved>,
    /// Old addresses that led on and now lead nowhere.
    pub lost_redirects: Vec<String>,
    pub new_redirects: Vec<(String, String)>,
    /// What changed in the words, and the addresses of the pages where it did.
    pub changes: Vec<Change>,
    /// Addresses of pages of which only the date of the last change is another.
    pub dates: Vec<String>,
    /// Tables: path, rows that are new, rows that are gone. A table in several forms stands once, by its CSV; where both
    /// are none, only what is said of its columns is another.
    pub data: Vec<(String, usize, usize)>,
    pub others: Files,
}

/// A page at another address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub from: String,
    pub to: String,
    pub title: String,
    /// Whether the old address leads to the new one.
    pub redirected: bool,
}

/// The same change on one page or many.
#[derive(Debug)]
pub(crate) struct Change {
    pub pages: Vec<String>,
    /// Whether it is in what surrounds the pages: menus, the trail, the foot.
    pub around: bool,
    pub hunks: Vec<Hunk>,
}

/// Paragraphs that took the place of others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hunk {
    pub old: Vec<String>,
    pub new: Vec<String>,
}

/// How many other files are new, changed, gone.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}

impl Comparison {
    /// Tells whether a reader would notice nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let pages = self.added.is_empty() && self.removed.is_empty() && self.moved.is_empty() && self.changes.is_empty();
        let redirects = self.lost_redirects.is_empty() && self.new_redirects.is_empty();
        pages && redirects && self.dates.is_empty() && self.data.is_empty() && self.others == Files::default()
    }
}

/// The pages of an edition, read, by their address; and where old addresses lead.
struct Pages<'a> {
    pages: BTreeMap<String, (Reading, Option<&'a str>)>,
    redirects: BTreeMap<String, String>,
}

fn pages<'a>(edition: &Edition<'a>) -> Pages<'a> {
    let (mut pages, mut redirects) = (BTreeMap::new(), BTreeMap::new());
    for (path, bytes) in edition.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let Some(address) = SitePath::new(*path).map(|path| path.address()) else { continue };
        let mut read = reading(bytes);
        match read.leads_to.take() {
            Some(to) => {
                let to = to.strip_prefix(edition.base_path).map_or(to.clone(), |rest| format!("/{rest}"));
                redirects.insert(address, to);
            }
            None => drop(pages.insert(address, (read, edition.made_of.get(path).copied()))),
        }
    }
    Pages { pages, redirects }
}

/// Returns what differs between `old` and `new`.
pub(crate) fn compare(old: &Edition<'_>, new: &Edition<'_>) -> Comparison {
    let (before, after) = (pages(old), pages(new));
    let mut comparison = Comparison::default();
    let gone = before.pages.keys().filter(|address| !after.pages.contains_key(*address));
    let mut fresh: BTreeSet<&String> = after.pages.keys().filter(|address| !before.pages.contains_key(*address)).collect();
    let mut paired: Vec<(&String, &String)> = Vec::new();
    for address in gone {
        let title = name(&before.pages[address].0);
        let leads = after.redirects.get(address);
        match moved_to(address, &before, &after, &fresh) {
            Some(to) => {
                fresh.remove(to);
                paired.push((address, to));
                let redirected = leads.is_some_and(|leads| leads == to);
                comparison.moved.push(Moved { from: address.clone(), to: to.clone(), title, redirected });
            }
            None => comparison.removed.push((address.clone(), title, leads.cloned())),
        }
    }
    comparison.added = fresh.iter().map(|address| ((*address).clone(), name(&after.pages[*address].0))).collect();
    comparison.redirects(&before, &after);
    let same = before.pages.keys().filter(|address| after.pages.contains_key(*address)).map(|address| (address, address));
    comparison.words(same.chain(paired), &before, &after);
    comparison.files(old, new);
    comparison
}

/// Returns where a page that is gone went: to a page that is new.
fn moved_to<'a>(address: &str, before: &Pages<'_>, after: &'a Pages<'_>, fresh: &BTreeSet<&'a String>) -> Option<&'a String> {
    let (old, made_of) = &before.pages[address];
    let leads = after.redirects.get(address).and_then(|to| fresh.iter().find(|address| ***address == *to));
    let alike = |test: &dyn Fn(&Reading, Option<&str>) -> bool| {
        let mut all = fresh.iter().filter(|address| after.pages.get(**address).is_some_and(|(read, made)| test(read, *made)));
        // Of two that could be meant, neither is.
        all.next().filter(|_| all.next().is_none()).copied()
    };
    let same_file = |_: &Reading, made: Option<&str>| made_of.is_some() && made == *made_of;
    let same_words = |read: &Reading, _: Option<&str>| read.main == old.main && !read.main.is_empty();
    let same_title = |read: &Reading, _: Option<&str>| read.title == old.title;
    leads.copied().or_else(|| alike(&same_file)).or_else(|| alike(&same_words)).or_else(|| alike(&same_title))
}

impl Comparison {
    fn redirects(&mut self, before: &Pages<'_>, after: &Pages<'_>) {
        let lost =
            before.redirects.keys().filter(|from| !after.redirects.contains_key(*from) && !after.pages.contains_key(*from));
        self.lost_redirects = lost.cloned().collect();
        let is_new = |from: &str, to: &str| before.redirects.get(from).is_none_or(|old| old != to);
        let of_moved: BTreeSet<&str> = self.moved.iter().map(|moved| moved.from.as_str()).collect();
        let of_removed: BTreeSet<&str> = self.removed.iter().map(|(from, ..)| from.as_str()).collect();
        let fresh = after.redirects.iter().filter(|(from, to)| is_new(from, to));
        let fresh = fresh.filter(|(from, _)| !of_moved.contains(from.as_str()) && !of_removed.contains(from.as_str()));
        self.new_redirects = fresh.map(|(from, to)| (from.clone(), to.clone())).collect();
    }

    fn words<'a>(&mut self, pairs: impl Iterator<Item = (&'a String, &'a String)>, before: &Pages<'_>, after: &Pages<'_>) {
        let mut alike: BTreeMap<(bool, Vec<Hunk>), Vec<String>> = BTreeMap::new();
        for (from, to) in pairs {
            let ((old, _), (new, _)) = (&before.pages[from], &after.pages[to]);
            let mut own = hunks(&old.main, &new.main);
            // The title of the window says what the heading says, mostly.
            if old.title != new.title && own.is_empty() {
                own.push(Hunk { old: vec![old.title.clone()], new: vec![new.title.clone()] });
            }
            let around = hunks(&old.around, &new.around);
            if own.is_empty() && around.is_empty() && old.updated != new.updated {
                self.dates.push(to.clone());
            }
            for (is_around, hunks) in [(false, own), (true, around)] {
                if !hunks.is_empty() {
                    alike.entry((is_around, hunks)).or_default().push(to.clone());
                }
            }
        }
        self.changes = alike.into_iter().map(|((around, hunks), pages)| Change { pages, around, hunks }).collect();
        self.changes.sort_by(|one, other| (one.around, &one.pages).cmp(&(other.around, &other.pages)));
    }

    fn files<'a>(&mut self, old: &Edition<'a>, new: &Edition<'a>) {
        let paths: BTreeSet<&str> =
            old.files.keys().chain(new.files.keys()).copied().filter(|path| !path.ends_with(".html")).collect();
        let is_there = |path: &str| old.files.contains_key(path) || new.files.contains_key(path);
        let mut tables: BTreeSet<String> = BTreeSet::new();
        for path in paths {
            match (old.files.get(path), new.files.get(path)) {
                (Some(before), Some(after)) if before == after => {}
                _ if table_of(path).is_some_and(|table| is_there(&table)) => tables.extend(table_of(path)),
                (Some(_), Some(_)) => self.others.changed += 1,
                (None, _) => self.others.added += 1,
                (Some(_), None) => self.others.removed += 1,
            }
        }
        for table in tables {
            let bytes = |edition: &Edition<'a>| edition.files.get(table.as_str()).copied().unwrap_or_default();
            let (added, removed) = rows(bytes(old), bytes(new));
            self.data.push((table, added, removed));
        }
    }
}

/// Returns the CSV of the table that a file is a form of, if it is of such a kind.
fn table_of(path: &str) -> Option<String> {
    const FORMS: [&str; 5] = [".csv", ".xlsx", ".schema.json", ".geojson", ".json"];
    FORMS.iter().find_map(|ending| path.strip_suffix(ending)).map(|stem| format!("{stem}.csv"))
}

/// Returns what a page calls itself: its heading, or else the title of its window.
fn name(read: &Reading) -> String {
    read.main.first().unwrap_or(&read.title).clone()
}

/// Returns the paragraphs that took the place of others, in order.
fn hunks(old: &[String], new: &[String]) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let operations = capture_diff_slices(Algorithm::Patience, old, new);
    let changed = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal);
    changed.map(|operation| Hunk { old: old[operation.old_range()].to_vec(), new: new[operation.new_range()].to_vec() }).collect()
}

/// Counts the rows that only the one or the other has; order does not matter.
fn rows(old: &[u8], new: &[u8]) -> (usize, usize) {
    let counted = |bytes: &[u8]| {
        let mut rows: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for row in bytes.split(|&byte| byte == b'\n').filter(|row| !row.trim_ascii().is_empty()) {
            *rows.entry(row.trim_ascii().to_vec()).or_default() += 1;
        }
        rows
    };
    let (old, new) = (counted(old), counted(new));
    let only = |one: &BTreeMap<Vec<u8>, usize>, other: &BTreeMap<Vec<u8>, usize>| {
        one.iter().map(|(row, count)| count.saturating_sub(other.get(row).copied().unwrap_or(0))).sum()
    };
    (only(&new, &old), only(&old, &new))
}

impl Hunk {
    /// Returns the paragraphs in pairs, each with only the words around what changed.
    pub(crate) fn pairs(&self) -> Vec<(Option<String>, Option<String>)> {
        if self.old.len() != self.new.len() {
            let old = self.old.iter().map(|old| (Some(old.clone()), None));
            return old.chain(self.new.iter().map(|new| (None, Some(new.clone())))).collect();
        }
        let pair = |(old, new): (&String, &String)| {
            let (old, new) = around_change(old, new);
            (Some(old), Some(new))
        };
        self.old.iter().zip(&self.new).map(pair).collect()
    }
}

/// Leaves out what two paragraphs begin and end with alike, but for a few words.
fn around_change(old: &str, new: &str) -> (String, String) {
    const KEPT: usize = 6;
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let shorter = old.len().min(new.len());
    let begin = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let end = old.iter().rev().zip(new.iter().rev()).take(shorter - begin).take_while(|(one, other)| one == other).count();
    let (from, until) = (begin.saturating_sub(KEPT), end.saturating_sub(KEPT));
    let shown = |words: &[&str]| {
        let (before, after) = (if from > 0 { "… " } else { "" }, if until > 0 { " …" } else { "" });
        format!("{before}{}{after}", words[from..words.len() - until].join(" "))
    };
    (shown(&old), shown(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition<'a>(files: &'a [(&'a str, String)]) -> Edition<'a> {
        let files = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        Edition { files, made_of: BTreeMap::new(), base_path: "/" }
    }

    fn page(title: &str, text: &str) -> String {
        format!("<title>{title}</title><nav>Meny</nav><main><h1>{title}</h1><p>{text}</p></main>")
    }

    fn redirect(to: &str) -> String {
        format!("<meta http-equiv=refresh content=\"0; url={to}\"><title>Flyttet</title>")
    }

    #[test]
    fn pages_come_go_and_move() {
        let old = [
            ("a/index.html", page("A", "En.")),
            ("b/index.html", page("B", "To.")),
            ("c/index.html", page("C", "Tre.")),
            ("d/index.html", page("D", "Fire.")),
            ("z/index.html", redirect("/a/")),
        ];
        let new = [
            ("a/index.html", page("A", "En.")),
            ("b/index.html", redirect("/bb/")),
            ("bb/index.html", page("Be", "To.")),
            ("cc/index.html", page("C", "Tre, og mer.")),
            ("e/index.html", page("E", "Fem.")),
            ("y/index.html", redirect("/a/")),
        ];
        let found = compare(&edition(&old), &edition(&new));
        let moved: Vec<_> = found.moved.iter().map(|one| (one.from.as_str(), one.to.as_str(), one.redirected)).collect();
        assert_eq!(moved, [("/b/", "/bb/", true), ("/c/", "/cc/", false)]);
        assert_eq!(found.added, [("/e/".to_owned(), "E".to_owned())]);
        assert_eq!(found.removed, [("/d/".to_owned(), "D".to_owned(), None)]);
        assert_eq!(found.lost_redirects, ["/z/"]);
        assert_eq!(found.new_redirects, [("/y/".to_owned(), "/a/".to_owned())]);
        assert_eq!(found.changes.len(), 2);
        assert!(compare(&edition(&new), &edition(&new)).is_empty());
    }

    #[test]
    fn the_same_change_on_many_pages_is_told_once() {
        let text = |name: &str| page("Side", &format!("Her står det litt om {name} og så noe mer."));
        let old = [("a/index.html", text("Øst")), ("b/index.html", text("Øst"))];
        let new = [("a/index.html", text("Vest")), ("b/index.html", text("Vest"))];
        let found = compare(&edition(&old), &edition(&new));
        assert_eq!(found.changes.len(), 1);
        assert_eq!(found.changes[0].pages, ["/a/", "/b/"]);
    }

    #[test]
    fn a_long_paragraph_is_shown_around_what_changed() {
        let (old, new) = around_change("a b c d e f g h x i j k l m n o p", "a b c d e f g h y z i j k l m n o p");
        assert_eq!((old.as_str(), new.as_str()), ("… c d e f g h x i j k l m n …", "… c d e f g h y z i j k l m n …"));
        assert_eq!(around_change("a a", "a a a"), ("a a".to_owned(), "a a a".to_owned()));
    }

    #[test]
    fn a_table_in_many_forms_is_one_table() {
        let files = |rows: &str, about: &str, other: &str| {
            let table = [".csv", ".json", ".xlsx", ".geojson"].map(|ending| (format!("data/kommuner{ending}"), rows.to_owned()));
            let more = [
                ("data/kommuner.schema.json", about),
                ("data/fylker.schema.json", about),
                ("data/fylker.csv", "h\n"),
                ("x.json", other),
            ];
            table.into_iter().chain(more.map(|(path, text)| (path.to_owned(), text.to_owned()))).collect::<Vec<_>>()
        };
        let (old, new) = (files("h\n1\n", "a", "a"), files("h\n2\n3\n", "b", "b"));
        let edition = |files: &'static [(String, String)]| Edition {
            files: files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect(),
            made_of: BTreeMap::new(),
            base_path: "/",
        };
        let found = compare(&edition(old.leak()), &edition(new.leak()));
        assert_eq!(found.data, [("data/fylker.csv".to_owned(), 0, 0), ("data/kommuner.csv".to_owned(), 2, 1)]);
        assert_eq!(found.others, Files { added: 0, changed: 1, removed: 0 });
    }

    #[test]
    fn rows_are_counted_wherever_they_stand() {
        assert_eq!(rows(b"h\n1\n2\n2\n", b"h\r\n2\r\n3\r\n"), (1, 2));
    }
}
