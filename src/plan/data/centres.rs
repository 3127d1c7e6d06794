//! The centres, who hosts them, and whom they serve, as three tables.

use super::table::{Subject, position};
use super::{Column, Kind, Table, Value, some, text};
use crate::domain::{Bound, Centre, Servants};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    Table::new(
        "sentre",
        ["Utviklingssentre", "Utviklingssentrene for sykehjem og hjemmetjenester."],
        vec![
            Column::text("id", "Senterets navn i adressene på dette nettstedet."),
            Column::text("navn", "Senterets navn."),
            Column::new("siden", Kind::PartialDate, "Første dag av dagens ordning, så nøyaktig som kilden oppgir.").optional(),
            Column::text("omrade", "Området slik kilden omtaler det."),
            Column::text("sted", "Et sted for kartet. Det er ikke kontoradressen.").optional(),
            Column::new("breddegrad", Kind::Latitude, "Stedets breddegrad (WGS 84).").optional(),
            Column::new("lengdegrad", Kind::Longitude, "Stedets lengdegrad (WGS 84).").optional(),
            Column::text("e_post", "Felles adresse. Tom: ingen kilde oppgir noen.").optional(),
            Column::new("nettsteder", Kind::Address, "Senterets egne nettsteder.").list(),
            Column::text("kilder", "Kildene, med nøklene fra kildelisten.").list(),
        ],
        desk.view.centres.iter().map(row).collect(),
    )
}

fn row(centre: &Centre) -> Vec<Value> {
    let [lat, lon] = position(centre.place.as_ref().map(|(_, lat, lon)| (*lat, *lon)));
    vec![
        text(&*centre.id),
        text(&*centre.name),
        some(centre.since.map(|date| date.iso())),
        text(&*centre.area.text),
        some(centre.place.as_ref().map(|(name, _, _)| name.clone())),
        lat,
        lon,
        some(centre.email.clone()),
        Value::Texts(centre.websites.clone()),
        Value::Texts(centre.sources.clone()),
    ]
}

/// Returns who hosts or hosted each centre.
pub(super) fn hosts(desk: &Desk<'_>) -> Table {
    const UNTIL: &str =
        "Første dag det ikke lenger gjelder. Tom: ingen kilde sier at det tok slutt. `unknown`: det tok slutt en ukjent dag.";
    const BASIS: [(&str, &str); 2] = [("oppgitt", "En kilde sier det."), ("utledet", "Det følger av andre opplysninger.")];
    Table::new(
        "vertskommuner",
        [
            "Vertskommuner og satellitter",
            "Hvilke kommuner som er eller har vært vertskommune eller satellitt for et senter, og når.",
        ],
        vec![
            Column::text("senter", "Senterets id."),
            Column::new("kommune", Kind::Digits(4), "Kommunenummeret på den tiden."),
            Column::text("rolle", "Vertskommune, satellitt eller kildens eget ord."),
            Column::new("fra", Kind::PartialDate, "Første dag. Tom: ingen kilde sier når. `unknown`: en ukjent dag.").optional(),
            Column::new("til", Kind::PartialDate, UNTIL).optional(),
            Column::text("grunnlag", "Om en kilde oppgir det, eller om det er utledet.").codes(BASIS),
            Column::text("kilder", "Kildene, med nøklene fra kildelisten.").list(),
        ],
        desk.view.centres.iter().flat_map(holders).collect(),
    )
}

fn holders(centre: &Centre) -> impl Iterator<Item = Vec<Value>> {
    centre.hosts.iter().chain(&centre.satellites).map(|holder| {
        vec![
            text(&*centre.id),
            text(holder.municipality.to_string()),
            text(&*holder.role),
            bound(holder.period.from),
            bound(holder.period.to),
            text(if holder.derived { "utledet" } else { "oppgitt" }),
            Value::Texts(holder.sources.clone()),
        ]
    })
}

fn bound(bound: Bound) -> Value {
    match bound {
        Bound::Open => Value::None,
        Bound::Unknown => text("unknown"),
        Bound::On(date) => text(date.iso()),
    }
}

/// Returns which centre serves each municipality of today.
pub(super) fn service(desk: &Desk<'_>) -> Table {
    const STATES: [(&str, &str); 2] = [
        ("kjent", "Kildene sier hvilket senter kommunen hører til, eller det følger av fylkesgrensene."),
        ("ikke oppgitt", "Ingen kilde sier hvilket. De mulige sentrene står, om det er noen."),
    ];
    Table {
        id: "kommune-senter",
        title: "Hvilket senter hver kommune hører til",
        text: "Dagens kommuner og senteret som dekker hver av dem. Der ingen kilde sier hvilket, står de mulige.",
        subject: Subject::Health,
        columns: vec![
            Column::new("kommune", Kind::Digits(4), "Kommunenummer."),
            Column::text("navn", "Kommunens navn."),
            Column::text("status", "«kjent» eller «ikke oppgitt».").codes(STATES),
            Column::text("sentre", "Senteret, eller de mulige sentrene.").list(),
        ],
        rows: if desk.view.centres.is_empty() { Vec::new() } else { desk.served.iter().map(|one| served(desk, one)).collect() },
        sources: desk.registry_sources(),
    }
}

fn served(desk: &Desk<'_>, (row, servants): (&usize, &Servants)) -> Vec<Value> {
    let all = &desk.view.municipalities;
    let id = |centre: usize| desk.view.centres[centre].id.clone();
    let (state, centres): (&str, Vec<String>) = match servants {
        Servants::Known(known) => ("kjent", known.iter().map(|&(centre, _)| id(centre)).collect()),
        Servants::Candidates(some) => ("ikke oppgitt", some.iter().map(|&(centre, _)| id(centre)).collect()),
        Servants::None => ("ikke oppgitt", Vec::new()),
    };
    vec![text(all.row(*row).number.to_string()), text(&*all.row(*row).name), text(state), Value::Texts(centres)]
}
