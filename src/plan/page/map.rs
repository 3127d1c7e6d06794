//! The map of the centres, as numbers that a theme draws: all are lengths in a drawing of `width` by `height`.

use serde::Serialize;

use super::Link;

/// The map, in parts to one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CentreMap {
    /// From north to south; those without a centre are left out.
    pub parts: Vec<MapPart>,
    /// Centres whose places are not known, or not on the map.
    pub missing: Vec<Link>,
}

/// A part of the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MapPart {
    /// "Nord-Norge".
    pub title: &'static str,
    pub width: String,
    pub height: String,
    /// The path of the land's outline.
    pub outline: String,
    /// From north to south.
    pub centres: Vec<MapPlace>,
    /// From north to south; smaller, without names on the map.
    pub satellites: Vec<MapPlace>,
}

/// A place on the map, which is a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MapPlace {
    pub href: String,
    /// Its name for those who do not see the map: "USHT Oslo, vertskommune Oslo".
    pub about: String,
    pub x: String,
    pub y: String,
    /// The centre that a satellite belongs to.
    pub of: Option<Link>,
    /// Its name on the map; none where there is no room.
    pub label: Option<MapLabel>,
}

/// A name on the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MapLabel {
    pub x: String,
    /// `start` or `end`: which end of the words is at `x`.
    pub anchor: &'static str,
    pub size: String,
    pub lines: Vec<MapLine>,
    /// The path from the dot to the name, where that is not right beside it.
    pub leader: Option<String>,
}

/// A line of a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MapLine {
    pub text: String,
    /// Its baseline.
    pub y: String,
}

/// The whole country, small: dots on land that the theme has as a drawing of `width` by `height`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SmallMap {
    /// Where there is one dot: the name of its place, unless that is the host.
    pub place: Option<String>,
    /// The host's name.
    pub host: Option<String>,
    pub width: String,
    pub height: String,
    pub dots: Vec<SmallDot>,
}

/// A dot.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SmallDot {
    pub x: String,
    pub y: String,
}
