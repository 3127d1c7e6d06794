//! Editions as text: `release.yaml` and `release-ledger.yaml`, always written alike.

use crate::domain::{Count, Edition, Shown};

const HEAD: &str = "\
# Skrevet av `utsyn release`. Rett ikke tallene for hånd: de bedømmes på nytt hver gang nettstedet bygges.
# \":\" er et tall som ikke kan vises uten å røpe hva enkelte kommuner har svart.
";

const LEDGER_HEAD: &str = "\
# Skrevet av `utsyn release`: alle utgaver som er publisert. Slett ingen av dem: det som har stått på nettet, kan være lest,
# og hver ny utgave bedømmes sammen med de gamle.
";

/// Returns the text of `release.yaml`.
pub(crate) fn release_text(edition: &Edition) -> String {
    format!("{HEAD}{}", lines(edition).join("\n") + "\n")
}

/// Returns the text of `release-ledger.yaml`.
pub(crate) fn ledger_text(editions: &[Edition]) -> String {
    let mut text = format!("{LEDGER_HEAD}editions:\n");
    for edition in editions {
        for (index, line) in lines(edition).iter().enumerate() {
            let sign = if index == 0 { "  - " } else { "    " };
            text.push_str(sign);
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

fn lines(edition: &Edition) -> Vec<String> {
    let mut lines = vec![
        format!("edition: {}", edition.number),
        format!("date: {}", edition.date),
        format!("threshold: {}", edition.threshold),
    ];
    if edition.synthetic {
        lines.push("synthetic: true".to_owned());
    }
    lines.push("groups:".to_owned());
    lines.extend(edition.groupings.iter().map(|(id, values)| format!("  - {{id: \"{id}\", values: [{}]}}", quoted(values))));
    lines.push("participants:".to_owned());
    for atom in &edition.atoms {
        let values: Vec<&String> =
            atom.values.iter().zip(&edition.groupings).filter_map(|(&value, (_, values))| values.get(value)).collect();
        lines.push(format!("  - {{values: [{}], count: {}}}", quoted(values), atom.size));
    }
    lines.push("counts:".to_owned());
    lines.extend(edition.counts.iter().flat_map(count));
    if !edition.words.is_empty() {
        lines.push("words:".to_owned());
    }
    for said in &edition.words {
        let (theme, word, least, most) = (&said.theme, &said.word, said.least, said.most);
        lines.push(format!("  - {{theme: \"{theme}\", word: \"{word}\", least: {least}, most: {most}}}"));
    }
    lines
}

fn count(count: &Count) -> [String; 4] {
    let by: Vec<String> =
        count.by.iter().map(|by| format!("[{}]", by.iter().map(|&shown| number(shown)).collect::<Vec<_>>().join(", "))).collect();
    [
        format!("  - theme: \"{}\"", count.theme),
        format!("    answer: \"{}\"", count.answer.id()),
        format!("    all: {}", number(count.all)),
        format!("    by: [{}]", by.join(", ")),
    ]
}

fn number(shown: Shown) -> String {
    match shown {
        Shown::Number(number) => number.to_string(),
        Shown::Hidden => format!("\"{}\"", Shown::SIGN),
    }
}

fn quoted<'a>(values: impl IntoIterator<Item = &'a String>) -> String {
    values.into_iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(", ")
}
