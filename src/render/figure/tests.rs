//! Drawings are read back as XML: all lies inside, nothing depends on what is hidden, lengths are those of the numbers.

use super::pen::width_of;
use super::{file, html, svg};
use crate::domain::FigureKind;
use crate::plan::{Amount, Figure};

const KINDS: [FigureKind; 5] =
    [FigureKind::Bars, FigureKind::Stacked, FigureKind::Dots, FigureKind::Multiples, FigureKind::Matrix];

/// A source of numbers that are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn figure(kind: FigureKind, categories: &[&str], groups: &[&str], amounts: &[&[Amount]]) -> Figure {
    Figure {
        id: "x".to_owned(),
        kind,
        title: "Tittel <b> & \"mer\"".to_owned(),
        description: "Beskrivelse".to_owned(),
        unit: Some("Antall".to_owned()),
        percent: false,
        category: "Kategori".to_owned(),
        categories: categories.iter().map(|&name| name.to_owned()).collect(),
        groups: groups.iter().map(|&name| name.to_owned()).collect(),
        amounts: amounts.iter().map(|row| row.to_vec()).collect(),
        note: None,
        synthetic: true,
        file: "rapporter/r/figurer/x.csv".to_owned(),
        href: "/rapporter/r/figurer/x.csv".to_owned(),
        made_of: "content/reports/r/01-a.md".to_owned(),
        drawn_from: None,
    }
}

fn by_chance(kind: FigureKind, chance: &mut Chance) -> Figure {
    const NAMES: [&str; 7] = [
        "Kort",
        "Å være til stede for pårørende og samarbeide på tvers av nivåer, sektorer og kommuner",
        "Kompetansehevingsplansamordningsgruppemedlemskapsordning",
        "ÆØÅ WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "<script>alert('x')</script>",
        "",
        "iiii llll jjjj",
    ];
    let rows = 1 + chance.below(9) as usize;
    let columns = if kind == FigureKind::Bars { 1 } else { 1 + chance.below(6) as usize };
    let mut name = || NAMES[chance.below(7) as usize];
    let (categories, groups): (Vec<&str>, Vec<&str>) =
        ((0..rows).map(|_| name()).collect(), (0..columns).map(|_| name()).collect());
    let mut amount = || match chance.below(8) {
        0 => Amount::Hidden,
        1 => Amount::Absent,
        2 => Amount::Number(0),
        3 => Amount::Number(chance.below(9_999_999) as i64 * 1000),
        4 => Amount::Number(1),
        _ => Amount::Number(chance.below(50) as i64 * 1000),
    };
    let amounts: Vec<Vec<Amount>> = (0..rows).map(|_| (0..columns).map(|_| amount()).collect()).collect();
    let rows: Vec<&[Amount]> = amounts.iter().map(Vec::as_slice).collect();
    figure(kind, &categories, &groups, &rows)
}

/// The same, with numbers that can be per cent of a whole.
fn in_per_cent(figure: Figure) -> Figure {
    let parts = if figure.kind == FigureKind::Stacked { figure.groups.len() as i64 } else { 1 };
    let less = |amount: Amount| amount.known().map_or(amount, |number| Amount::Number(number.min(100_000) / parts));
    let amounts = figure.amounts.into_iter().map(|row| row.into_iter().map(less).collect()).collect();
    Figure { percent: true, amounts, ..figure }
}

fn number(node: roxmltree::Node<'_, '_>, name: &str) -> f64 {
    let number: f64 = node.attribute(name).unwrap_or_else(|| panic!("no {name}")).parse().unwrap();
    assert!(number.is_finite());
    number
}

/// Returns what each shape and each text takes: left, top, right, bottom.
fn boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let drawn = document.root_element().children().filter(|node| ["rect", "text", "circle"].contains(&node.tag_name().name()));
    let place = |node: roxmltree::Node<'_, '_>| match node.tag_name().name() {
        "circle" => {
            let (x, y, r) = (number(node, "cx"), number(node, "cy"), number(node, "r"));
            [x - r, y - r, x + r, y + r]
        }
        "rect" => {
            let (x, y) = (number(node, "x"), number(node, "y"));
            [x, y, x + number(node, "width"), y + number(node, "height")]
        }
        _ => {
            let size = number(node, "font-size");
            let width = width_of(node.text().unwrap_or(""), (size * 10.0) as i64) as f64 / 10.0;
            let (x, y) = (number(node, "x"), number(node, "y"));
            let x = match node.attribute("text-anchor") {
                Some("middle") => x - width / 2.0,
                Some("end") => x - width,
                _ => x,
            };
            [x, y - size * 0.8, x + width, y + size * 0.2]
        }
    };
    drawn.map(|node| (node.tag_name().name().to_owned(), place(node))).collect()
}

#[test]
fn all_that_is_drawn_lies_inside_and_no_two_words_overlap() {
    let mut chance = Chance(7);
    for round in 0..400 {
        let figure = by_chance(KINDS[round % 5], &mut chance);
        let figure = if round % 10 < 5 { figure } else { in_per_cent(figure) };
        let svg = svg(&figure, "fig-x");
        let document = roxmltree::Document::parse(&svg).unwrap();
        let view: Vec<f64> =
            document.root_element().attribute("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
        let boxes = boxes(&svg);
        for (name, [left, top, right, bottom]) in &boxes {
            assert!(
                *left >= -0.1 && *top >= -0.1 && *right <= view[2] + 0.1 && *bottom <= view[3] + 0.1,
                "{round} {name}\n{svg}"
            );
        }
        let words: Vec<_> = boxes.iter().filter(|(name, _)| name == "text").map(|(_, area)| area).collect();
        for (at, one) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                let apart = one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] + 0.5 || other[3] <= one[1] + 0.5;
                assert!(apart, "round {round}: {one:?} {other:?}\n{svg}");
            }
        }
    }
}

#[test]
fn words_of_the_data_never_become_markup() {
    let names = ["<script>alert(1)</script>", "\"><a href=\"x\">", "]]>", "&amp;"];
    for kind in KINDS {
        let two: [&[Amount]; 4] = [&[Amount::Number(1000), Amount::Number(2000)]; 4];
        let figure = figure(kind, &names, &names[..2], &two);
        let html = html(&figure, "fig-x", "");
        assert!(!html.contains("<script") && !html.contains("<a href=\"x\""), "{html}");
        let drawing = svg(&figure, "fig-x");
        roxmltree::Document::parse(&drawing).unwrap();
    }
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let amounts: [&[Amount]; 3] = [&[Amount::Number(40_000)], &[Amount::Number(10_000)], &[Amount::Number(0)]];
    let svg = svg(&figure(FigureKind::Bars, &["A", "B", "C"], &[""], &amounts), "fig-x");
    let widths: Vec<f64> = boxes(&svg).iter().filter(|(name, _)| name == "rect").map(|(_, area)| area[2] - area[0]).collect();
    assert_eq!(widths.len(), 2, "nought has no bar");
    assert!((widths[0] / widths[1] - 4.0).abs() < 0.01, "{widths:?}");
}

#[test]
fn the_parts_of_a_bar_follow_on_each_other_and_add_up() {
    let amounts: [&[Amount]; 2] = [&[Amount::Number(3000), Amount::Number(7000)], &[Amount::Number(5000), Amount::Number(0)]];
    let svg = svg(&figure(FigureKind::Stacked, &["A", "B"], &["ja", "nei"], &amounts), "fig-x");
    let document = roxmltree::Document::parse(&svg).unwrap();
    let bars = document.descendants().filter(|node| node.attribute("class") == Some("stolpe"));
    // The first two are those of the key.
    let bars: Vec<(f64, f64)> = bars.skip(2).map(|node| (number(node, "x"), number(node, "width"))).collect();
    assert_eq!(bars.len(), 3);
    assert!((bars[0].0 + bars[0].1 - bars[1].0).abs() < 0.01);
    assert!(((bars[0].1 + bars[1].1) / bars[2].1 - 2.0).abs() < 0.01, "{bars:?}");
}

#[test]
fn the_surface_of_a_disc_is_its_number() {
    let amounts: [&[Amount]; 1] = [&[Amount::Number(16_000), Amount::Number(4_000)]];
    let svg = svg(&figure(FigureKind::Matrix, &["A"], &["x", "y"], &amounts), "fig-x");
    let widths: Vec<f64> = boxes(&svg).iter().filter(|(name, _)| name == "circle").map(|(_, area)| area[2] - area[0]).collect();
    assert!((widths[0] / widths[1] - 2.0).abs() < 0.02, "{widths:?}");
}

/// Whatever else is drawn, a hidden number takes the same box, and no measure and no sum reckons with it.
#[test]
fn a_hidden_number_has_one_look() {
    for kind in KINDS {
        for known in [17_000, 43_000] {
            let amounts: [&[Amount]; 2] = [&[Amount::Number(known), Amount::Hidden], &[Amount::Hidden, Amount::Hidden]];
            let svg = svg(&figure(kind, &["A", "B"], &["x", "y"], &amounts), "fig-x");
            let document = roxmltree::Document::parse(&svg).unwrap();
            let hidden = document.descendants().filter(|node| node.attribute("class") == Some("skjulttall"));
            let mut sizes: Vec<(String, String)> = hidden
                .map(|node| (node.attribute("width").unwrap().to_owned(), node.attribute("height").unwrap().to_owned()))
                .collect();
            sizes.sort();
            sizes.dedup();
            // One of the drawing, one of the key.
            assert!(sizes.len() <= 2, "{kind:?} {sizes:?}");
            let words: String = document.descendants().filter_map(|node| node.text()).collect();
            assert!(words.contains("skjult") || kind == FigureKind::Matrix, "{kind:?}");
            assert!(!words.contains(&Amount::Number(known * 2).shown()), "{kind:?} adds up what is hidden");
        }
    }
}

#[test]
fn the_table_and_the_file_say_the_same_as_the_drawing() {
    let amounts: [&[Amount]; 2] = [&[Amount::Number(1_500), Amount::Hidden], &[Amount::Absent, Amount::Number(2_000)]];
    let figure = figure(FigureKind::Dots, &["=A", "B"], &["x", "y"], &amounts);
    let page = html(&figure, "fig-x", "");
    assert!(page.contains("<th scope=\"row\">=A</th><td class=\"tall\">1,5</td><td class=\"tall\">skjult</td>"), "{page}");
    let file = file(&figure).unwrap();
    let text = std::str::from_utf8(&file.bytes).unwrap();
    assert_eq!(text, "\u{FEFF}Kategori,x,y\r\n'=A,1.5,:\r\nB,,2\r\n");
}

#[test]
fn a_drawing_has_a_name_a_description_and_real_words() {
    let amounts: [&[Amount]; 1] = [&[Amount::Number(1000)]];
    let svg = svg(&figure(FigureKind::Bars, &["A"], &[""], &amounts), "fig-x");
    assert!(svg.contains("role=\"img\" aria-labelledby=\"fig-x-navn fig-x-tekst\""));
    assert!(svg.contains("<title id=\"fig-x-navn\">Tittel &lt;b&gt; &amp; &quot;mer&quot;</title>"));
    assert!(svg.contains("<desc id=\"fig-x-tekst\">Beskrivelse</desc>"));
    assert!(!svg.contains("style=") && !svg.contains("<script") && !svg.contains("href"));
}

#[test]
fn a_measure_of_per_cent_ends_at_the_whole_whatever_the_numbers_are() {
    let widths = |numbers: [i64; 2]| {
        let amounts = numbers.map(|number| vec![Amount::Number(number * 1000)]);
        let rows: Vec<&[Amount]> = amounts.iter().map(Vec::as_slice).collect();
        let svg = svg(&Figure { percent: true, ..figure(FigureKind::Bars, &["A", "B"], &[""], &rows) }, "fig-x");
        assert!(svg.contains(">0</text>") && svg.contains(">100\u{a0}%</text>"), "{svg}");
        assert!(svg.contains(&format!(">{}\u{a0}%</text>", numbers[0])), "{svg}");
        boxes(&svg).iter().filter(|(name, _)| name == "rect").map(|(_, area)| area[2] - area[0]).collect::<Vec<f64>>()
    };
    let (few, whole) = (widths([20, 10]), widths([100, 10]));
    assert_eq!(few[1], whole[1], "a bar is as long, whatever stands beside it");
    assert!((whole[0] / few[0] - 5.0).abs() < 0.01, "{few:?} {whole:?}");
}
