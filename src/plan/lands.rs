//! The pages of municipalities and counties, and the map: by far the most of a site, and seldom others than the last time.
//!
//! [`lands`] is the way in. [`Lands`] holds all that they are made of. They are planned at a desk where nothing else lies,
//! so they follow from it alone: where it is the same as last time, so are they.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::addresses::Addresses;
use super::desk::{Desk, bare_view};
use super::page::{CentreMap, Link, Translation};
use super::{Planned, counties, map, municipalities, redirects};
use crate::anonymise::PublicView;
use crate::domain::{Centre, County, Date, Municipalities, PartialDate, Servants, Settings, TargetKind, Written};

/// What these pages name, and lead to.
const KINDS: [TargetKind; 4] = [TargetKind::Municipality, TargetKind::County, TargetKind::Centre, TargetKind::Reference];

/// All that these pages are made of.
#[derive(Debug, PartialEq)]
pub(super) struct Lands {
    pub settings: Settings,
    pub municipalities: Arc<Municipalities>,
    pub counties: Vec<County>,
    /// Without their texts.
    pub centres: Vec<Centre>,
    pub addresses: Addresses,
    pub translations: BTreeMap<String, Vec<Translation>>,
    pub menu: Vec<String>,
    pub today: Date,
    pub newest: Option<PartialDate>,
    pub served: Arc<BTreeMap<usize, Servants>>,
}

/// What they are.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub pages: Vec<Planned>,
    pub map: Option<CentreMap>,
    /// The letters of the list of municipalities.
    pub letters: Vec<Link>,
}

/// The lands of the last run, and their pages.
#[derive(Debug, Default)]
pub(super) struct Memory(Option<(Lands, Made)>);

/// Plans the pages of municipalities and counties, or returns those of the last run where they would be the same.
pub(super) fn lands(desk: &Desk<'_>, memory: Option<&mut Memory>) -> Made {
    let lands = Lands::of(desk);
    let Some(memory) = memory else { return lands.plan() };
    match &memory.0 {
        Some((last, made)) if *last == lands => made.clone(),
        _ => {
            let made = lands.plan();
            memory.0 = Some((lands, made.clone()));
            made
        }
    }
}

/// Returns a centre without its text, which stands on its own page alone.
fn without_text(centre: &Centre) -> Centre {
    let source = centre.body.source.clone();
    Centre { body: Written { source, first_line: 1, text: "".into(), tables: [].into() }, ..centre.clone() }
}

impl Lands {
    fn of(desk: &Desk<'_>) -> Self {
        let view = desk.view;
        Self {
            settings: view.settings.clone(),
            municipalities: Arc::clone(&view.municipalities),
            counties: view.counties.clone(),
            centres: view.centres.iter().map(without_text).collect(),
            addresses: desk.addresses.only(&KINDS),
            translations: desk.translations.clone(),
            menu: desk.menu.clone(),
            today: desk.today,
            newest: desk.newest,
            served: Arc::clone(&desk.served),
        }
    }

    fn plan(&self) -> Made {
        let view = self.view();
        let desk = Desk {
            newest: self.newest,
            served: Arc::clone(&self.served),
            translations: self.translations.clone(),
            menu: self.menu.clone(),
            ..Desk::bare(&view, self.addresses.clone(), self.today)
        };
        let pages = || {
            let mut pages = municipalities::pages(&desk);
            pages.extend(counties::pages(&desk));
            pages.extend(redirects::of_numbers(&desk));
            pages
        };
        let (pages, map) = rayon::join(pages, || map::centre_map(&desk));
        Made { pages, map, letters: municipalities::letters(&desk) }
    }

    /// Returns the public view with nothing else in it.
    fn view(&self) -> PublicView {
        PublicView {
            municipalities: Arc::clone(&self.municipalities),
            counties: self.counties.clone(),
            centres: self.centres.clone(),
            ..bare_view(self.settings.clone())
        }
    }
}
