//! The released numbers of all mappings, as a table.
//!
//! Everything here comes from the releases that were proved: what is hidden is not known here.

use super::{Column, Kind, Table, Value, text};
use crate::anonymise::PublicMapping;
use crate::domain::{Answer, Count, Edition, Shown};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    Table::new(
        "kartleggingstall",
        ["Tall fra kartleggingene", "Hvor mange som ga hvert svar. Tall som kunne røpet hva enkelte kommuner svarte, er skjult."],
        columns(),
        desk.view.mappings.iter().flat_map(of_mapping).collect(),
    )
}

fn columns() -> Vec<Column> {
    const INVENTED: [(&str, &str); 2] = [("ja", "Oppdiktet."), ("nei", "Fra en virkelig kartlegging.")];
    const ANSWERS: [(Answer, &str); 3] =
        [(Answer::Yes, "Kommunen sa ja."), (Answer::No, "Kommunen sa nei."), (Answer::NotRaised, "Temaet ble ikke tatt opp.")];
    vec![
        Column::text("kartlegging", "Kartleggingen tallet kommer fra."),
        Column::new("utgave", Kind::Whole, "Utgaven av tallene."),
        Column::new("dato", Kind::Date, "Da utgaven ble publisert."),
        Column::text("tema", "Temaet svarene gjelder."),
        Column::text("svar", "«ja», «nei» eller «ikke tatt opp».")
            .codes(ANSWERS.map(|(answer, meaning)| (answer.word(), meaning))),
        Column::text("inndeling", "Det deltakerne er delt etter; «alle» for alle under ett."),
        Column::text("gruppe", "Gruppen av deltakere."),
        Column::new("deltakere", Kind::Whole, "Hvor mange som er i gruppen."),
        Column::new("antall", Kind::Whole, "Hvor mange av dem som ga svaret. Tom: skjult.").optional(),
        Column::text("oppdiktet", "«ja» når tallene er oppdiktet, som i et eksempel.").codes(INVENTED),
    ]
}

fn of_mapping(mapping: &PublicMapping) -> Vec<Vec<Value>> {
    let Some(edition) = mapping.numbers.as_ref().map(|edition| edition.get()) else { return Vec::new() };
    edition.counts.iter().flat_map(|count| of_count(&mapping.about.id, edition, count)).collect()
}

fn of_count(mapping: &str, edition: &Edition, count: &Count) -> Vec<Vec<Value>> {
    let row = |grouping: &str, group: &str, size: u32, shown: Shown| {
        vec![
            text(mapping),
            Value::Whole(edition.number),
            Value::Date(edition.date),
            text(&*count.theme),
            text(count.answer.word()),
            text(grouping),
            text(group),
            Value::Whole(size),
            number(shown),
            text(if edition.synthetic { "ja" } else { "nei" }),
        ]
    };
    let mut rows = vec![row("alle", "alle", edition.participants(), count.all)];
    for (grouping, (id, values)) in edition.groupings.iter().enumerate() {
        for (value, (name, &shown)) in values.iter().zip(&count.by[grouping]).enumerate() {
            let size = edition.size_of(grouping, value);
            if size > 0 {
                rows.push(row(id, name, size, shown));
            }
        }
    }
    rows
}

fn number(shown: Shown) -> Value {
    match shown {
        Shown::Number(number) => Value::Whole(number),
        Shown::Hidden => Value::None,
    }
}
