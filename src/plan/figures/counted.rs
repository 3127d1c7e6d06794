//! Rows counted, or their numbers taken, by category and group.

use std::collections::BTreeMap;

use super::table::Table;
use super::{capital, problem};
use crate::domain::{FigureBlock, FigureKind, FigureOrder, Said};
use crate::plan::desk::Desk;
use crate::plan::figure::{Amount, WHOLE};
use crate::problem::{Both, Code, Problem, both, nearest};

/// Most categories of a figure.
const MOST_CATEGORIES: usize = 40;

/// What a figure shows.
pub(super) struct Counted {
    pub categories: Vec<String>,
    pub groups: Vec<String>,
    pub amounts: Vec<Vec<Amount>>,
}

/// Numbers by category and group, as the table calls them; both in the order in which they come.
struct Cells {
    categories: Vec<String>,
    groups: Vec<String>,
    amounts: BTreeMap<(String, String), Amount>,
}

pub(super) fn counted(desk: &Desk<'_>, table: &Table<'_>, block: &FigureBlock) -> Result<Counted, Box<Problem>> {
    let mut cells = cells(table, block)?;
    if cells.categories.is_empty() {
        let headline = both!("figuren har ingen rader å vise", "the figure has no rows to show");
        let said = block.only.first().map_or(&block.category, |(_, said)| said);
        let help = both!(
            "se om `where:` ber om noe som ikke står i tabellen",
            "see whether `where:` asks for what the table does not say"
        );
        return Err(Box::new(problem(block, said, Code::BadFigureData, headline).help(help)));
    }
    misspelt(block, &cells)?;
    let name = |column: &Said, value: &str| name(desk, table, block, column, value);
    sort(desk, block, &mut cells, |value| name(&block.category, value));
    sort_groups(block, &mut cells.groups);
    too_many(block, &cells)?;
    // Where rows are counted, a cell without rows is nought; where numbers are taken, there is none.
    let empty = if block.value.is_none() { Amount::Number(0) } else { Amount::Absent };
    let amount = |category: &String, group: &String| *cells.amounts.get(&(category.clone(), group.clone())).unwrap_or(&empty);
    shares(block, &cells)?;
    let row = |category: &String| cells.groups.iter().map(|group| amount(category, group)).collect();
    Ok(Counted {
        amounts: cells.categories.iter().map(row).collect(),
        groups: match &block.group {
            Some(column) => cells.groups.iter().map(|value| name(column, value)).collect(),
            None => vec![String::new()],
        },
        categories: cells.categories.iter().map(|value| name(&block.category, value)).collect(),
    })
}

/// Returns the words for a value of the table.
fn name(desk: &Desk<'_>, table: &Table<'_>, block: &FigureBlock, column: &Said, value: &str) -> String {
    if value.is_empty() {
        return block.missing.clone().unwrap_or_else(|| "Ikke oppgitt".to_owned());
    }
    let label = block.labels.get(value).cloned().or_else(|| table.name(desk, &column.value, value));
    // What the site's own tables have are codes; what an editor wrote is as it is to be.
    label.unwrap_or_else(|| if matches!(table, Table::Set(_)) { capital(value) } else { value.to_owned() })
}

fn cells(table: &Table<'_>, block: &FigureBlock) -> Result<Cells, Box<Problem>> {
    let category = table.column(block, &block.category)?;
    let group = block.group.as_ref().map(|group| table.column(block, group)).transpose()?;
    let value = block.value.as_ref().map(|value| table.column(block, value).map(|column| (value, column))).transpose()?;
    for (column, said) in &block.only {
        if table.position(column).is_none() {
            return Err(Box::new(table.no_column(block, said, column)));
        }
    }
    let mut cells = Cells { categories: Vec::new(), groups: Vec::new(), amounts: BTreeMap::new() };
    for row in (0..table.rows()).filter(|row| is_wanted(table, block, *row)) {
        let groups = group.map_or_else(|| vec![String::new()], |column| values(table, row, column));
        for category in values(table, row, category) {
            for group in &groups {
                cells.add(table, block, row, (&category, group), value)?;
            }
        }
    }
    Ok(cells)
}

impl Cells {
    fn add(
        &mut self,
        table: &Table<'_>,
        block: &FigureBlock,
        row: usize,
        (category, group): (&String, &String),
        value: Option<(&Said, usize)>,
    ) -> Result<(), Box<Problem>> {
        for (value, known) in [(category, &mut self.categories), (group, &mut self.groups)] {
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
        let key = (category.clone(), group.clone());
        let before = self.amounts.get(&key).copied();
        let amount = match value {
            None => counted_on(before),
            Some((said, _)) if before.is_some() => return Err(Box::new(two_rows(block, said))),
            Some((said, column)) => table.amount(row, column).ok_or_else(|| Box::new(no_number(block, said)))?,
        };
        self.amounts.insert(key, amount);
        Ok(())
    }
}

/// Counts one more row.
fn counted_on(before: Option<Amount>) -> Amount {
    let so_far = before.and_then(Amount::known).unwrap_or(0);
    Amount::Number(so_far + 1000)
}

/// Returns the values of a cell; an empty one counts as a value of its own.
fn values(table: &Table<'_>, row: usize, column: usize) -> Vec<String> {
    let texts = table.texts(row, column);
    if texts.is_empty() { vec![String::new()] } else { texts }
}

/// Tells whether a row says all that the figure asks for.
pub(super) fn is_wanted(table: &Table<'_>, block: &FigureBlock, row: usize) -> bool {
    block
        .only
        .iter()
        .all(|(column, wanted)| table.position(column).is_some_and(|column| values(table, row, column).contains(&wanted.value)))
}

/// Puts the categories in order. One whose number is hidden is as great as none, so its place tells nothing.
fn sort(desk: &Desk<'_>, block: &FigureBlock, cells: &mut Cells, name: impl Fn(&str) -> String) {
    match &block.order {
        FigureOrder::Data => {}
        FigureOrder::Name => {
            let mut named: Vec<(String, String)> = cells.categories.drain(..).map(|value| (name(&value), value)).collect();
            desk.order.sort_by(&mut named, |(name, _)| name);
            cells.categories = named.into_iter().map(|(_, value)| value).collect();
        }
        FigureOrder::Size => {
            let sum = |category: &String| {
                let of = |group: &String| cells.amounts.get(&(category.clone(), group.clone())).copied();
                let amounts: Vec<Amount> = cells.groups.iter().filter_map(of).collect();
                let hides = amounts.contains(&Amount::Hidden);
                if hides { -1 } else { amounts.into_iter().filter_map(Amount::known).sum::<i64>() }
            };
            let mut sized: Vec<(i64, String)> =
                cells.categories.iter().map(|category| (sum(category), category.clone())).collect();
            sized.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
            cells.categories = sized.into_iter().map(|(_, category)| category).collect();
        }
        FigureOrder::These(first) => cells.categories = these_first(first, &cells.categories),
    }
    // Rows without a category are no category of their own: they come last, unless the figure says otherwise.
    if matches!(block.order, FigureOrder::Name | FigureOrder::Size) {
        cells.categories = these_first(&[], &cells.categories);
    }
}

/// An order may name what has no rows, and a label what this figure does not show; one that is nearly a value of the table is
/// that value misspelt.
fn misspelt(block: &FigureBlock, cells: &Cells) -> Result<(), Box<Problem>> {
    let order: &[String] = if let FigureOrder::These(order) = &block.order { order } else { &[] };
    let lists: [(Vec<&String>, Vec<&String>); 3] = [
        (order.iter().collect(), cells.categories.iter().collect()),
        (block.group_order.iter().collect(), cells.groups.iter().collect()),
        (block.labels.keys().collect(), cells.categories.iter().chain(&cells.groups).collect()),
    ];
    for (written, known) in lists {
        let left = || known.iter().filter(|value| !written.contains(value) && !value.is_empty()).map(|value| value.as_str());
        let mut unknown = written.iter().filter(|word| !known.contains(word));
        if let Some((word, near)) = unknown.find_map(|word| Some((*word, nearest(word, left())?))) {
            let headline = both!("tabellen har ikke `{word}`", "the table does not have `{word}`");
            let help = both!("mente du `{near}`?", "did you mean `{near}`?");
            return Err(Box::new(problem(block, &found(block, word), Code::NotInTable, headline).help(help)));
        }
    }
    Ok(())
}

/// Returns where a word stands in a block; its last place, for lists come after what they are about.
fn found(block: &FigureBlock, word: &str) -> Said {
    let at = block.text.rfind(word);
    let place = |at: usize| {
        let before = &block.text[..at];
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        (before.matches('\n').count() + 1, column)
    };
    let (line, column) = at.map_or((block.id.line, block.id.column), place);
    Said { value: word.to_owned(), line, column }
}

fn sort_groups(block: &FigureBlock, groups: &mut Vec<String>) {
    if !block.group_order.is_empty() {
        *groups = these_first(&block.group_order, groups);
    }
}

/// Returns these, also those that have no rows, then the others as they come; rows without a value come last.
fn these_first(first: &[String], all: &[String]) -> Vec<String> {
    let mut ordered = first.to_vec();
    ordered.extend(all.iter().filter(|value| !first.contains(value) && !value.is_empty()).cloned());
    if all.iter().any(String::is_empty) && !ordered.iter().any(String::is_empty) {
        ordered.push(String::new());
    }
    ordered
}

fn too_many(block: &FigureBlock, cells: &Cells) -> Result<(), Box<Problem>> {
    let most = match block.kind {
        FigureKind::Bars => 1,
        FigureKind::Stacked | FigureKind::Dots => 6,
        FigureKind::Multiples => 12,
        FigureKind::Matrix => 10,
    };
    let (categories, groups) = (cells.categories.len(), cells.groups.len());
    let problem = |said: &Said, headline: Both| {
        let help = both!(
            "velg færre med `where:`, eller bytt om `category:` og `group:`",
            "choose fewer with `where:`, or exchange `category:` and `group:`"
        );
        Err(Box::new(problem(block, said, Code::BadFigureData, headline).help(help)))
    };
    if categories > MOST_CATEGORIES {
        let headline = both!(
            "figuren har {categories} kategorier; høyst {MOST_CATEGORIES} kan leses",
            "the figure has {categories} categories; at most {MOST_CATEGORIES} can be read"
        );
        return problem(&block.category, headline);
    }
    if let Some(group) = block.group.as_ref().filter(|_| groups > most) {
        let headline = both!(
            "figuren har {groups} grupper; slaget kan vise {most}",
            "the figure has {groups} groups; its kind can show {most}"
        );
        return problem(group, headline);
    }
    Ok(())
}

/// Numbers that are per cent are taken, not counted, and neither one nor the parts of a bar are more than the whole.
fn shares(block: &FigureBlock, cells: &Cells) -> Result<(), Box<Problem>> {
    /// What is rounded can add up to a little more.
    const ROUNDED: i64 = WHOLE + 3000;
    if !block.percent {
        return Ok(());
    }
    let Some(value) = &block.value else {
        let headline = both!("figuren teller rader, og det er ikke prosent", "the figure counts rows, which are not per cent");
        let help = both!(
            "ta bort `percent:`, eller skriv `value:` med kolonnen",
            "take `percent:` away, or write `value:` with the column"
        );
        return Err(Box::new(problem(block, &block.category, Code::BadFigureData, headline).help(help)));
    };
    let known = |category: &String| -> Vec<i64> {
        let of = |group: &String| cells.amounts.get(&(category.clone(), group.clone())).copied().and_then(Amount::known);
        cells.groups.iter().filter_map(of).collect()
    };
    let of_all: Vec<Vec<i64>> = cells.categories.iter().map(known).collect();
    let is_stacked = block.kind == FigureKind::Stacked;
    let headline = if of_all.iter().flatten().any(|number| *number > WHOLE) {
        both!("et tall er mer enn 100 prosent", "a number is more than 100 per cent")
    } else if is_stacked && of_all.iter().any(|row| row.iter().sum::<i64>() > ROUNDED) {
        both!("delene av en stolpe er mer enn 100 prosent", "the parts of a bar are more than 100 per cent")
    } else {
        return Ok(());
    };
    let help = both!("ta bort `percent:` om tallene er noe annet", "take `percent:` away if the numbers are something else");
    Err(Box::new(problem(block, value, Code::BadFigureData, headline).help(help)))
}

fn two_rows(block: &FigureBlock, said: &Said) -> Problem {
    let headline = both!("to rader har tall for den samme kategorien", "two rows have numbers for the same category");
    problem(block, said, Code::BadFigureData, headline)
        .note(both!(
            "tall legges aldri sammen: en sum kan røpe et skjult tall",
            "numbers are never added up: a sum can tell a hidden one"
        ))
        .help(both!(
            "skill radene med `group:`, eller velg blant dem med `where:`",
            "part the rows with `group:`, or choose among them with `where:`"
        ))
}

fn no_number(block: &FigureBlock, said: &Said) -> Problem {
    let column = &said.value;
    let headline = both!("kolonnen `{column}` har noe som ikke er et tall", "the column `{column}` has what is no number");
    problem(block, said, Code::BadFigureData, headline).help(both!(
        "skriv tall fra 0 og opp, med høyst tre desimaler; `:` er et skjult tall",
        "write numbers from 0 up, with at most three decimals; `:` is a hidden number"
    ))
}
