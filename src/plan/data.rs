//! `/data/`: the public view as tables to take away, and the page that explains them.

use super::desk::{About, Desk};
use super::page::{Column, DataFile, DataIndex, Link, Page};
use super::{Claimant, Planned};
use crate::domain::{Bound, Servants, TargetKind};

/// A table to take away: made of what the pages show, and of nothing else.
#[derive(Debug, PartialEq)]
pub(crate) struct DataSet {
    /// The file's name without ending: `kommuner`.
    pub id: &'static str,
    pub title: &'static str,
    pub text: &'static str,
    pub columns: Vec<(&'static str, &'static str)>,
    pub rows: Vec<Vec<Value>>,
    pub sources: Vec<Link>,
}

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    /// Several texts; in CSV parted by `; `.
    Texts(Vec<String>),
    Number(f64),
    /// Not stated, or not applicable.
    None,
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn some(text: Option<impl Into<String>>) -> Value {
    text.map_or(Value::None, |text| Value::Text(text.into()))
}

fn bound(bound: Bound) -> Value {
    match bound {
        Bound::Open => Value::None,
        Bound::Unknown => text("unknown"),
        Bound::On(date) => text(date.iso()),
    }
}

/// Returns the tables; one that would be empty is not made.
pub(super) fn sets(desk: &Desk<'_>) -> Vec<DataSet> {
    let sets = [
        municipalities(desk),
        counties(desk),
        centres(desk),
        hosts(desk),
        service(desk),
        priorities(desk),
        findings(desk),
        super::numbers::data(desk),
        actors(desk),
        references(desk),
    ];
    sets.into_iter().filter(|set| !set.rows.is_empty()).collect()
}

/// Returns the page that explains the tables.
pub(super) fn pages(desk: &Desk<'_>, sets: &[DataSet]) -> Vec<Planned> {
    if sets.is_empty() {
        return Vec::new();
    }
    let file = |set: &DataSet| DataFile {
        id: set.id.to_owned(),
        title: set.title.to_owned(),
        text: set.text.to_owned(),
        rows: set.rows.len(),
        formats: [("CSV", "csv"), ("JSON", "json")]
            .map(|(name, ending)| desk.link(name, &format!("/data/{}.{ending}", set.id)))
            .to_vec(),
        columns: set.columns.iter().map(|&(name, text)| Column { name, text }).collect(),
        sources: set.sources.clone(),
    };
    let head = desk.head(About {
        kind: "data_index",
        title: "Data",
        description: Some("Registeret og funnene som tabeller i CSV og JSON, med forklaring av hver kolonne.".to_owned()),
        address: "/data/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    let page = Page::DataIndex(DataIndex { head, files: sets.iter().map(file).collect() });
    desk.planned("/data/", page, Claimant::Program("datafilene")).into_iter().collect()
}

fn municipalities(desk: &Desk<'_>) -> DataSet {
    let all = &desk.view.municipalities;
    let row = |(index, row): (usize, &crate::domain::MunicipalityRow)| {
        let page = super::addresses::of_municipality(&all.all()[all.owner(index)]);
        let numbers = |rows: &[usize]| Value::Texts(rows.iter().map(|&row| all.row(row).number.to_string()).collect());
        vec![
            text(row.number.to_string()),
            text(&*row.name),
            text(&*row.official_name),
            text(row.county.to_string()),
            if row.older { Value::None } else { text(row.valid_from.to_string()) },
            some(row.valid_to.map(|date| date.to_string())),
            numbers(&all.successors(index)),
            numbers(all.merged_into(index)),
            row.position.map_or(Value::None, |(lat, _)| Value::Number(lat)),
            row.position.map_or(Value::None, |(_, lon)| Value::Number(lon)),
            text(desk.addresses.canonical(&desk.addresses.href(&page))),
        ]
    };
    DataSet {
        id: "kommuner",
        title: "Kommuner",
        text: "Alle kommunenumre som har vært i bruk siden 2016, ett i hver rad for hvert tidsrom.",
        columns: vec![
            ("nummer", "Kommunenummer, fire siffer. Samme nummer kan være brukt om igjen; se datoene."),
            ("navn", "Det norske navnet."),
            ("offisielt_navn", "Navnene på alle offisielle språk, i den offisielle rekkefølgen."),
            ("fylke", "Fylkesnummer, to siffer."),
            ("gyldig_fra", "Første dag. Tom: eldre enn 2016-listen eller uten kjent første dag."),
            ("gyldig_til", "Første dag nummeret ikke lenger gjelder. Tom: gjelder fortsatt."),
            ("etterfolgere", "Kommunenumrene den ble til."),
            ("forgjengere", "Kommunenumrene som ble til denne."),
            ("breddegrad", "Et punkt i kommunen (WGS 84)."),
            ("lengdegrad", "Et punkt i kommunen (WGS 84)."),
            ("side", "Kommunens side på dette nettstedet."),
        ],
        rows: all.rows().iter().enumerate().map(row).collect(),
        sources: desk.sources(&["ssb-klass".to_owned(), "kartverket".to_owned(), "geonames".to_owned()]),
    }
}

fn counties(desk: &Desk<'_>) -> DataSet {
    let row = |county: &crate::domain::County| {
        let numbers = |numbers: &[crate::domain::CountyNo]| Value::Texts(numbers.iter().map(ToString::to_string).collect());
        vec![
            text(county.number.to_string()),
            text(&*county.name),
            Value::Texts(county.names.iter().map(|(language, name)| format!("{}: {name}", language.code())).collect()),
            some(county.valid_from.map(|date| date.to_string())),
            some(county.valid_to.map(|date| date.to_string())),
            numbers(&county.successors),
            numbers(&county.predecessors),
        ]
    };
    DataSet {
        id: "fylker",
        title: "Fylker",
        text: "Alle fylker som har vært til siden 2016.",
        columns: vec![
            ("nummer", "Fylkesnummer, to siffer."),
            ("navn", "Det norske navnet."),
            ("andre_navn", "Samiske og kvenske navn, med språkkode."),
            ("gyldig_fra", "Første dag. Tom: før 2016."),
            ("gyldig_til", "Første dag fylket ikke lenger er til. Tom: er til fortsatt."),
            ("etterfolgere", "Fylkesnumrene det ble til, det med størst del først."),
            ("forgjengere", "Fylkesnumrene som ble til dette."),
        ],
        rows: desk.view.counties.iter().map(row).collect(),
        sources: desk.registry_sources(),
    }
}

fn centres(desk: &Desk<'_>) -> DataSet {
    let row = |centre: &crate::domain::Centre| {
        vec![
            text(&*centre.id),
            text(&*centre.name),
            some(centre.since.map(|date| date.iso())),
            text(&*centre.area.text),
            some(centre.place.as_ref().map(|(name, _, _)| name.clone())),
            centre.place.as_ref().map_or(Value::None, |(_, lat, _)| Value::Number(*lat)),
            centre.place.as_ref().map_or(Value::None, |(_, _, lon)| Value::Number(*lon)),
            some(centre.email.clone()),
            Value::Texts(centre.websites.clone()),
            Value::Texts(centre.sources.clone()),
        ]
    };
    DataSet {
        id: "sentre",
        title: "Utviklingssentre",
        text: "Utviklingssentrene for sykehjem og hjemmetjenester.",
        columns: vec![
            ("id", "Senterets navn i adressene på dette nettstedet."),
            ("navn", "Senterets navn."),
            ("siden", "Første dag av dagens ordning, så nøyaktig som kilden oppgir."),
            ("omrade", "Området slik kilden omtaler det."),
            ("sted", "Et sted for kartet. Det er ikke kontoradressen."),
            ("breddegrad", "Stedets breddegrad (WGS 84)."),
            ("lengdegrad", "Stedets lengdegrad (WGS 84)."),
            ("e_post", "Felles adresse. Tom: ingen kilde oppgir noen."),
            ("nettsteder", "Senterets egne nettsteder."),
            ("kilder", "Kildene, med nøklene fra kildelisten."),
        ],
        rows: desk.view.centres.iter().map(row).collect(),
        sources: Vec::new(),
    }
}

fn hosts(desk: &Desk<'_>) -> DataSet {
    let mut rows = Vec::new();
    for centre in &desk.view.centres {
        for holder in centre.hosts.iter().chain(&centre.satellites) {
            rows.push(vec![
                text(&*centre.id),
                text(holder.municipality.to_string()),
                text(&*holder.role),
                bound(holder.period.from),
                bound(holder.period.to),
                text(if holder.derived { "utledet" } else { "oppgitt" }),
                Value::Texts(holder.sources.clone()),
            ]);
        }
    }
    DataSet {
        id: "vertskommuner",
        title: "Vertskommuner og satellitter",
        text: "Hvilke kommuner som er eller har vært vertskommune eller satellitt for et senter, og når.",
        columns: vec![
            ("senter", "Senterets id."),
            ("kommune", "Kommunenummeret på den tiden."),
            ("rolle", "Vertskommune, satellitt eller kildens eget ord."),
            ("fra", "Første dag. `unknown`: en ukjent dag."),
            (
                "til",
                "Første dag det ikke lenger gjelder. Tom: ingen kilde sier at det tok slutt. `unknown`: det tok slutt en ukjent dag.",
            ),
            ("grunnlag", "Om en kilde oppgir det, eller om det er utledet."),
            ("kilder", "Kildene, med nøklene fra kildelisten."),
        ],
        rows,
        sources: Vec::new(),
    }
}

fn service(desk: &Desk<'_>) -> DataSet {
    let all = &desk.view.municipalities;
    let id = |centre: usize| desk.view.centres[centre].id.clone();
    let row = |(row, servants): (&usize, &Servants)| {
        let (state, centres): (&str, Vec<String>) = match servants {
            Servants::Known(known) => ("kjent", known.iter().map(|&(centre, _)| id(centre)).collect()),
            Servants::Candidates(some) => ("ikke oppgitt", some.iter().map(|&(centre, _)| id(centre)).collect()),
            Servants::None => ("ikke oppgitt", Vec::new()),
        };
        vec![text(all.row(*row).number.to_string()), text(&*all.row(*row).name), text(state), Value::Texts(centres)]
    };
    DataSet {
        id: "kommune-senter",
        title: "Hvilket senter hver kommune hører til",
        text: "Dagens kommuner og senteret som dekker hver av dem. Der ingen kilde sier hvilket, står de mulige.",
        columns: vec![
            ("kommune", "Kommunenummer."),
            ("navn", "Kommunens navn."),
            ("status", "«kjent» eller «ikke oppgitt»."),
            ("sentre", "Senteret, eller de mulige sentrene."),
        ],
        rows: if desk.view.centres.is_empty() { Vec::new() } else { desk.served.iter().map(row).collect() },
        sources: desk.registry_sources(),
    }
}

fn priorities(desk: &Desk<'_>) -> DataSet {
    let row = |priority: &crate::domain::Priority| {
        let kind = match priority.kind {
            crate::domain::PriorityKind::National => "nasjonal satsing",
            crate::domain::PriorityKind::CrossCutting => "på tvers",
            crate::domain::PriorityKind::ImprovementArea => "forbedringsområde",
        };
        vec![text(&*priority.id), text(&*priority.title), text(kind), Value::Texts(priority.references.clone())]
    };
    DataSet {
        id: "satsinger",
        title: "Nasjonale satsinger",
        text: "Satsingene og forbedringsområdene i oppdraget til sentrene.",
        columns: vec![
            ("id", "Satsingens navn i adressene."),
            ("tittel", "Satsingens navn."),
            ("slag", "Nasjonal satsing, på tvers eller forbedringsområde."),
            ("kilder", "Dokumentene bak, med nøklene fra kildelisten."),
        ],
        rows: desk.view.priorities.iter().map(row).collect(),
        sources: Vec::new(),
    }
}

fn findings(desk: &Desk<'_>) -> DataSet {
    let mut rows = Vec::new();
    for mapping in &desk.view.mappings {
        for finding in mapping.findings.iter().map(|finding| finding.get()) {
            let page = desk.entry(TargetKind::Finding, &finding.id).map(|link| desk.addresses.canonical(&link.href));
            rows.push(vec![
                text(&*finding.id),
                text(&*mapping.about.id),
                text(&*finding.theme),
                text(finding.kind.name()),
                some(finding.extent.map(crate::domain::Extent::word)),
                text(&*finding.title),
                Value::Texts(finding.priorities.clone()),
                some(page),
            ]);
        }
    }
    DataSet {
        id: "funn",
        title: "Funn",
        text: "Funnene fra kartleggingene. Mengdeordet er kildens eget og er ikke gjort om til tall.",
        columns: vec![
            ("id", "Funnets navn i adressene."),
            ("kartlegging", "Kartleggingen det kommer fra."),
            ("tema", "Temaet det hører til."),
            ("slag", "Utfordring, praksis, ønske, vurdering eller tiltak."),
            ("mengdeord", "Hvor mange funnet gjelder, med kildens ord. Tom: kilden sier det ikke."),
            ("tittel", "Funnet i én setning."),
            ("satsinger", "Satsingene det berører."),
            ("side", "Der funnet står i sin helhet."),
        ],
        rows,
        sources: Vec::new(),
    }
}

fn actors(desk: &Desk<'_>) -> DataSet {
    let who = &desk.view.who_does;
    let mut rows = Vec::new();
    for actor in &who.actors {
        for deed in &actor.deeds {
            let task = who.tasks.iter().find(|task| task.id == deed.task).map_or("", |task| &task.name);
            rows.push(vec![
                text(&*actor.name),
                text(actor.kind.name()),
                text(task),
                text(&*deed.text),
                Value::Texts(deed.sources.clone()),
            ]);
        }
    }
    DataSet {
        id: "hvem-gjor-hva",
        title: "Hvem gjør hva",
        text: "Aktørene og oppgavene deres, én oppgave i hver rad.",
        columns: vec![
            ("aktor", "Aktørens navn."),
            ("slag", "Hva slags aktør det er."),
            ("oppgave", "Oppgaven."),
            ("tekst", "Hva aktøren gjør."),
            ("kilder", "Kildene, med nøklene fra kildelisten."),
        ],
        rows,
        sources: Vec::new(),
    }
}

fn references(desk: &Desk<'_>) -> DataSet {
    let row = |reference: &crate::domain::Reference| {
        vec![
            text(&*reference.id),
            Value::Texts(reference.authors.iter().map(ToString::to_string).collect()),
            text(reference.year_line()),
            text(&*reference.title),
            text(reference.kind.name()),
            some(Some(reference.rest()).filter(|rest| !rest.is_empty())),
            some(reference.url.clone()),
        ]
    };
    DataSet {
        id: "kilder",
        title: "Kilder",
        text: "Kildelisten.",
        columns: vec![
            ("id", "Nøkkelen som andre tabeller viser til."),
            ("forfattere", "Forfattere; institusjoner står hele."),
            ("ar", "Utgivelsesår, eller «u.å.»."),
            ("tittel", "Tittel."),
            ("slag", "Rapport, stortingsmelding, nettside, nyhet, lov, datasett, brev, bok, bokkapittel eller artikkel."),
            ("resten", "Serie, utgiver og sted."),
            ("adresse", "Nettadresse."),
        ],
        rows: desk.view.references.iter().map(row).collect(),
        sources: Vec::new(),
    }
}
