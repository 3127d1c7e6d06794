"""What a report says on its one-page web edition: the text that its PDF is held against.

`read(page)` is the way in. It takes the page apart with Python's own reader of HTML and gathers the blocks of text a reader
meets, in order: headings, paragraphs, items, cells, captions; the notes beside them; and tables, pictures, languages, links.

Left out is what the page says is not for paper: what leads about on a screen, and what is only there when it is heard.
"""
import dataclasses
import html.parser
import re

BLOCKS = {"article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
          "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody",
          "td", "tfoot", "th", "thead", "tr", "ul"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNPRINTED = {"button", "form", "input", "nav", "noscript", "script", "style", "template"}
SCREEN = {"skjerm", "tilbake", "peker", "adresser", "papirinnhold", "henvisninger", "melding", "papir"}


@dataclasses.dataclass
class Element:
    name: str
    attributes: dict
    parent: "Element | None" = None
    children: list = dataclasses.field(default_factory=list)

    @property
    def classes(self):
        return set((self.attributes.get("class") or "").split())

    def all(self):
        """Returns the elements in it, at any depth, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.all()

    def up(self):
        element = self
        while element:
            yield element
            element = element.parent

    def words(self):
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)

    def is_printed(self):
        classes = self.classes
        if self.name in UNPRINTED or classes & SCREEN or self.attributes.get("aria-hidden") == "true" and self.name != "svg":
            return False
        return "skjult" not in classes or "utskrevet" in classes


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), self.at)
        self.at.children.append(element)
        if tag not in EMPTY:
            self.at = element

    def handle_startendtag(self, tag, attributes):
        self.at.children.append(Element(tag, dict(attributes), self.at))

    def handle_endtag(self, tag):
        for element in self.at.up():
            if element.name == tag:
                self.at = element.parent
                return

    def handle_data(self, data):
        self.at.children.append(data)


@dataclasses.dataclass
class Block:
    kind: str
    text: str


@dataclasses.dataclass
class Page:
    title: str
    language: str
    origin: str
    blocks: list  # in reading order
    notes: list  # the footnotes' blocks
    tables: list  # (header cells, other cells)
    pictures: list  # what each says, in words
    passages: list  # the languages of passages that are in another
    links: list  # addresses, as the page has them


def plain(text):
    """Makes one space of each run of spaces, and drops the places where a word may be divided."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def read(source):
    reader = Reader()
    reader.feed(source)
    document = next(element for element in reader.root.all() if element.name == "html")
    main = next(element for element in document.all() if element.name == "main")
    parts = [element for element in main.all() if element.name == "section" and element.is_printed() and is_part(element)]
    blocks, notes = [], []
    for part in parts:
        gather(part, blocks, notes)
    inside = [element for part in parts for element in part.all() if all(one.is_printed() for one in element.up())]
    language = document.attributes["lang"]
    canonical = next(e.attributes["href"] for e in document.all() if e.name == "link" and e.attributes.get("rel") == "canonical")
    return Page(
        title=plain(next(element for element in main.all() if element.name == "h1").words()),
        language=language,
        origin=re.match(r"[a-z]+://[^/]+", canonical)[0],
        blocks=blocks,
        notes=notes,
        tables=[cells(element) for element in inside if element.name == "table"],
        pictures=[said(element) for element in inside if is_picture(element)],
        passages=[e.attributes["lang"] for e in inside + parts if e.attributes.get("lang", language) != language],
        links=[element.attributes["href"] for element in inside if element.name == "a" and element.attributes.get("href")],
    )


def is_part(element):
    """Tells whether a section is a part of the report, and no part of another part."""
    return element.attributes.get("aria-labelledby") and not any(
        one.name == "section" and one.attributes.get("aria-labelledby") for one in element.parent.up())


def gather(element, blocks, notes):
    """Gathers the blocks of text in an element; a block is what stands between two borders of block elements."""
    into = notes if element.name == "section" and "fotnoter" in element.classes else blocks
    text = []

    def end():
        said = plain("".join(text))
        if said:
            into.append(Block(element.name, said))
        text.clear()

    def inline(node):
        for child in node.children:
            if isinstance(child, str):
                text.append(child)
            elif not child.is_printed() or child.name == "svg" or "fotnotelenke" in child.classes:
                continue
            elif child.name in BLOCKS:
                end()
                gather(child, into, notes)
            elif child.name == "br":
                text.append(" ")
            else:
                inline(child)

    inline(element)
    end()


def cells(table):
    names = [element.name for element in table.all()]
    return names.count("th"), names.count("td")


def is_picture(element):
    if element.name == "img":
        return bool(element.attributes.get("alt"))
    return element.name == "svg" and element.attributes.get("aria-hidden") != "true"


def said(picture):
    if picture.name == "img":
        return plain(picture.attributes["alt"])
    spoken = [picture.attributes.get("aria-label") or ""]
    spoken += [e.words() for name in ("title", "desc") for e in picture.children if isinstance(e, Element) and e.name == name]
    return plain(" ".join(spoken))
