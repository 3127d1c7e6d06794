//! Reads the HTML that this program writes into a tree.
//!
//! [`read`] is the way in. It knows the HTML of `markdown` and of figures: elements are closed, attributes quoted. What it
//! does not know it keeps as an element of that name; an end without a beginning is passed over. A drawing (`<svg>`) is not
//! taken apart: it is a picture, and stays as it is written.
//!
//! Must not know: what an element means on paper (`manuscript`).

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Element(Element),
}

/// An element with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }

    /// Returns the elements in it, text aside.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element of this name, at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// Returns all its words.
    pub(super) fn words(&self) -> String {
        words(&self.children)
    }
}

/// Returns all words of a row of nodes, spaces as they stand.
pub(super) fn words(nodes: &[Node]) -> String {
    let word = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => element.words(),
    };
    nodes.iter().map(word).collect()
}

/// Elements that hold nothing.
const EMPTY: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];

/// Deepest nesting; what stands deeper comes to stand beside.
const DEEPEST: usize = 48;

/// Reads a piece of HTML.
pub(super) fn read(html: &str) -> Vec<Node> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut open, &rest[..at]);
        rest = &rest[at..];
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map_or("", |end| &comment[end + 3..])
        } else if rest.starts_with("<svg") {
            drawing(&mut open, rest)
        } else {
            tag(&mut open, rest)
        };
    }
    push_text(&mut open, rest);
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

fn push(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        element.children.push(node);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if !text.is_empty() {
        push(open, Node::Text(unescaped(text)));
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        push(open, Node::Element(element));
    }
}

/// Takes a drawing whole, as the text of an element, and returns what follows it.
fn drawing<'a>(open: &mut [Element], rest: &'a str) -> &'a str {
    const END: &str = "</svg>";
    let (source, after) = rest.find(END).map_or((rest, ""), |at| rest.split_at(at + END.len()));
    let (_, attributes) = head(source.get(1..source.find('>').unwrap_or(source.len())).unwrap_or_default());
    push(open, Node::Element(Element { name: "svg".to_owned(), attributes, children: vec![Node::Text(source.to_owned())] }));
    after
}

/// Takes one tag, which begins `rest`, and returns what follows it.
fn tag<'a>(open: &mut Vec<Element>, rest: &'a str) -> &'a str {
    let end = end_of_tag(rest);
    let inside = rest.get(1..end).unwrap_or_default();
    let after = rest.get(end + 1..).unwrap_or_default();
    if let Some(name) = inside.strip_prefix('/') {
        let name = name.trim().to_ascii_lowercase();
        if let Some(at) = open.iter().skip(1).rposition(|element| element.name == name) {
            (at + 1..open.len()).for_each(|_| close(open));
        }
        return after;
    }
    let (name, attributes) = head(inside.trim_end_matches('/'));
    let element = Element { name, attributes, children: Vec::new() };
    if EMPTY.contains(&element.name.as_str()) || open.len() > DEEPEST {
        push(open, Node::Element(element));
    } else if !element.name.is_empty() {
        open.push(element);
    }
    after
}

/// Returns where the tag at the head of `rest` ends; a `>` in quotes does not end it.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// Reads a tag's name and its attributes.
fn head(inside: &str) -> (String, Vec<(String, String)>) {
    let (name, mut rest) = inside.split_once(|c: char| c.is_whitespace()).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        if end == 0 {
            return (name.to_ascii_lowercase(), attributes);
        }
        let key = rest[..end].to_ascii_lowercase();
        let (value, after) = value(&rest[end..]);
        attributes.push((key, unescaped(value)));
        rest = after;
    }
}

/// Reads `="…"`, `='…'` or `=…`; "" where there is no value.
fn value(rest: &str) -> (&str, &str) {
    let Some(rest) = rest.strip_prefix('=') else { return ("", rest) };
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    match quote {
        Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
    }
}

/// Undoes the escapes that the writers of HTML here use.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let meant = end.and_then(|end| Some((meaning(rest.get(1..end)?)?, end + 1)));
        let (character, length) = meant.unwrap_or(('&', 1));
        plain.push(character);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain
}

fn meaning(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "shy" => '\u{AD}',
        "thinsp" => '\u{2009}',
        "ndash" => '–',
        _ => {
            let digits = entity.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Element, Node, read, words};

    fn first(html: &str) -> Element {
        match read(html).swap_remove(0) {
            Node::Element(element) => element,
            Node::Text(text) => panic!("{text}"),
        }
    }

    #[test]
    fn our_own_html_becomes_a_tree() {
        let p = first("<p class=\"a b\" lang=\"se\">Én &amp; <em>to</em><br>\n&lt;tre&gt;</p>");
        assert_eq!((p.name.as_str(), p.get("lang"), p.has_class("b")), ("p", Some("se"), true));
        assert_eq!((p.words().as_str(), p.children.len()), ("Én & to\n<tre>", 4));
        let table = first("<div class=\"tabell\"><table>\n<thead><tr><th scope=\"col\">A</th></tr></thead></table></div>");
        assert_eq!(table.find("th").and_then(|th| th.get("scope")), Some("col"));
    }

    #[test]
    fn what_is_crooked_is_kept_and_nothing_is_lost() {
        assert_eq!(words(&read("a</p>b<i>c<b>d</i>e &unknown; &")), "abcde &unknown; &");
        assert_eq!(words(&read("x <!-- not this --> y")), "x  y");
        assert_eq!(first("<a title=\"1 > 0\" href='/x/'>y</a>").get("title"), Some("1 > 0"));
        let deep = "<b>".repeat(5000) + "word";
        assert_eq!(words(&read(&deep)), "word");
    }

    #[test]
    fn a_drawing_stays_as_it_is_written() {
        let source = "<svg viewBox=\"0 0 9 9\" role=\"img\"><title>Å &amp; b</title><g><path d=\"M0 0\"/></g></svg>";
        let figure = first(&format!("<figure id=\"f\">{source}<figcaption>Tekst</figcaption></figure>"));
        let svg = figure.find("svg").unwrap();
        assert_eq!((svg.words().as_str(), svg.get("viewbox")), (source, Some("0 0 9 9")));
        assert_eq!(figure.find("figcaption").map(Element::words).as_deref(), Some("Tekst"));
    }
}
