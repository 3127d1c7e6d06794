//! A mapping's numbers as pages and tables show them, and `/kartlegginger/<id>/anonymitet/`.
//!
//! Everything here comes from the release that was proved: what is hidden is not known here.

use super::Planned;
use super::desk::{About, Desk, file, shown};
use super::page::{
    Anonymity, Bar, NumberColumn, NumberRules, NumberTable, Numbers, Page, PublishedEdition, ShownWaiver, ThemeRow, WordMeaning,
};
use crate::anonymise::PublicMapping;
use crate::domain::{Answer, Count, Edition, PartialDate, Shown, TargetKind};

/// Returns the numbers of a mapping, if it has any.
pub(super) fn numbers(desk: &Desk<'_>, mapping: &PublicMapping) -> Option<Numbers> {
    let edition = mapping.numbers.as_ref()?.get();
    let all = || NumberColumn { title: "Alle".to_owned(), size: edition.participants() };
    let groupings = mapping.about.counting.as_ref().map_or(&[][..], |counting| &counting.groupings);
    let table = |(index, grouping): (usize, &crate::domain::Grouping)| {
        let value = |(value, about): (usize, &crate::domain::GroupValue)| NumberColumn {
            title: about.title.clone(),
            size: edition.size_of(index, value),
        };
        // A group in which nobody took part is no column.
        let columns = grouping.values.iter().enumerate().map(value).filter(|column| column.size > 0);
        NumberTable {
            id: format!("tall-{}", grouping.id),
            title: grouping.title.clone(),
            columns: std::iter::once(all()).chain(columns).collect(),
            rows: edition.counts.iter().map(|count| row(desk, mapping, count, Some(index))).collect(),
        }
    };
    let mut tables: Vec<NumberTable> = groupings.iter().enumerate().map(table).collect();
    if tables.is_empty() {
        let rows = edition.counts.iter().map(|count| row(desk, mapping, count, None)).collect();
        tables.push(NumberTable { id: "tall-alle".to_owned(), title: String::new(), columns: vec![all()], rows });
    }
    let is_hidden = |count: &Count| count.all == Shown::Hidden || count.by.iter().flatten().any(|shown| *shown == Shown::Hidden);
    Some(Numbers {
        edition: edition.number,
        date: shown(edition.date.into()),
        participants: edition.participants(),
        bars: bars(desk, mapping, edition),
        tables,
        hidden: edition.counts.iter().any(is_hidden),
    })
}

/// Says how many of all said yes to a theme, where that is shown: "14 av 24".
pub(super) fn of_theme(mapping: &PublicMapping, theme: &str) -> Option<String> {
    let edition = mapping.numbers.as_ref()?.get();
    match edition.count(theme, Answer::Yes)?.all {
        Shown::Number(number) => Some(format!("{number} av {}", edition.participants())),
        Shown::Hidden => None,
    }
}

fn link(desk: &Desk<'_>, mapping: &PublicMapping, theme: &str) -> super::page::Link {
    let id = format!("{}/{theme}", mapping.about.id);
    desk.entry(TargetKind::Theme, &id).unwrap_or_else(|| desk.link(theme, &format!("/kartlegginger/{}/", mapping.about.id)))
}

/// The bars stand in the order of the themes, never of the numbers.
fn bars(desk: &Desk<'_>, mapping: &PublicMapping, edition: &Edition) -> Vec<Bar> {
    let asked = edition.participants().max(1);
    let bar = |count: &Count| match count.all {
        Shown::Number(number) => Bar {
            theme: link(desk, mapping, &count.theme),
            text: format!("{number} av {asked}"),
            length: Some(number * 1000 / asked),
        },
        Shown::Hidden => Bar { theme: link(desk, mapping, &count.theme), text: Shown::SIGN.to_owned(), length: None },
    };
    edition.counts.iter().filter(|count| count.answer == Answer::Yes).map(bar).collect()
}

fn row(desk: &Desk<'_>, mapping: &PublicMapping, count: &Count, grouping: Option<usize>) -> ThemeRow {
    let several = mapping.about.counting.as_ref().is_some_and(|counting| counting.answers.len() > 1);
    let edition = mapping.numbers.as_ref().map(|edition| edition.get());
    let has_members = |grouping: usize, value: usize| edition.is_some_and(|edition| edition.size_of(grouping, value) > 0);
    let by = grouping.into_iter().flat_map(|grouping| {
        let shown = count.by.get(grouping).into_iter().flatten().enumerate();
        shown.filter(move |&(value, _)| has_members(grouping, value)).map(|(_, shown)| shown)
    });
    ThemeRow {
        theme: link(desk, mapping, &count.theme),
        answer: several.then(|| count.answer.word().to_owned()),
        numbers: std::iter::once(&count.all).chain(by).map(Shown::to_string).collect(),
    }
}

/// Returns the page on anonymity of a mapping.
pub(super) fn page(desk: &Desk<'_>, mapping: &PublicMapping) -> Option<Planned> {
    let about = &mapping.about;
    let own = format!("/kartlegginger/{}/", about.id);
    let address = format!("{own}anonymitet/");
    let link = desk.link(&about.title, &own);
    let head = desk.head(About {
        kind: "anonymity",
        title: "Slik er deltakerne beskyttet",
        description: Some(format!("Hva som ikke publiseres fra {}, og etter hvilke regler.", about.title)),
        address: &address,
        language: None,
        updated: mapping.numbers.as_ref().map(|edition| edition.get().date.into()).or(about.updated),
        breadcrumbs: vec![desk.home(), desk.link("Kartlegginger", "/kartlegginger/"), link.clone()],
    });
    let words = |word: &crate::domain::QuantityWord| WordMeaning { word: word.extent.word(), least: word.least, most: word.most };
    let reports = desk.view.reports.iter().filter(|report| report.mapping.as_ref() == Some(&about.id));
    let page = Anonymity {
        head,
        mapping: link,
        synthetic: about.synthetic,
        numbers: rules(desk, mapping),
        words: desk.view.settings.quantity_words.iter().map(words).collect(),
        reports: reports.filter_map(|report| desk.entry(TargetKind::Report, &report.id)).collect(),
    };
    desk.planned(&address, Page::Anonymity(page), file(&about.source))
}

fn rules(desk: &Desk<'_>, mapping: &PublicMapping) -> Option<NumberRules> {
    let edition = mapping.numbers.as_ref()?.get();
    let counting = mapping.about.counting.as_ref()?;
    let published = |edition: &Edition| PublishedEdition {
        number: edition.number,
        date: shown(edition.date.into()),
        participants: edition.participants(),
    };
    let waiver = |waiver: &crate::domain::Waiver| ShownWaiver {
        statement: waiver.statement.clone(),
        reason: waiver.reason.clone(),
        role: waiver.role.clone(),
        date: shown(waiver.date.into()),
    };
    Some(NumberRules {
        threshold: edition.threshold.max(counting.threshold),
        participants: edition.participants(),
        groupings: counting.groupings.iter().map(|grouping| grouping.title.to_lowercase()).collect(),
        editions: mapping.about.ledger.iter().flat_map(|ledger| &ledger.editions).map(published).collect(),
        waivers: counting.waivers.iter().map(waiver).collect(),
        proved: shown(PartialDate::from(desk.today)),
    })
}
