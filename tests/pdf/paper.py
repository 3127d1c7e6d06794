"""What a PDF holds, read by programs that know nothing of how it was made: Poppler, QPDF and pikepdf.

`Paper(path)` is the way in. Poppler says where each word stands on the paper (`lines`); pikepdf gives the structure (`elements`), the
words in its order, which are what a screen reader says (`heard`, made in `speech.py`), links, outline and metadata.
"""
import dataclasses
import re
import subprocess
import xml.etree.ElementTree as etree

import pikepdf

from speech import heard


@dataclasses.dataclass
class Element:
    """An element of the structure tree."""
    kind: str
    object: pikepdf.Object
    parents: tuple  # their kinds, the nearest last
    page: int | None

    def get(self, key):
        return self.object.get(key)

    def attribute(self, name):
        found = self.object.get("/A")
        for one in found if isinstance(found, pikepdf.Array) else [found]:
            if isinstance(one, pikepdf.Dictionary) and name in one:
                return str(one[name])
        return None


@dataclasses.dataclass
class Line:
    """A line on a page, as it is seen."""
    text: str
    left: float
    top: float
    bottom: float
    page: int


class Paper:
    def __init__(self, path):
        self.path = path
        self.pdf = pikepdf.open(path)
        self.root = self.pdf.Root
        self.sheets = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.elements = []
        self.language = str(self.root.get("/Lang", ""))
        walk(self, self.root.get("/StructTreeRoot", {}).get("/K"), ())
        self.heard = list(heard(self))
        self.lines = lines(path)

    def of(self, kind):
        return [element for element in self.elements if element.kind == kind]

    def inside(self, element, kind):
        """Returns the elements of a kind below an element."""
        found, waiting = [], kids(element.object)
        while waiting:
            kid = waiting.pop(0)
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found += [kid] if str(kid.S) == "/" + kind else []
                waiting = kids(kid) + waiting
        return found

    def metadata(self):
        with self.pdf.open_metadata() as metadata:
            return dict(metadata)

    def fonts(self):
        """Returns each font with the file in it."""
        found = {}
        for page in self.pdf.pages:
            gather_fonts(page.get("/Resources", {}), found, set())
        return found

    def links(self):
        """Returns (page, address or None, page it leads to or None, place there) of each link, where it leads nowhere both None."""
        names = pikepdf.NameTree(self.root.Names.Dests) if "/Dests" in self.root.get("/Names", {}) else {}
        for number, page in enumerate(self.pdf.pages):
            for note in page.get("/Annots", []):
                if note.get("/Subtype") != "/Link":
                    continue
                action = note.get("/A", {})
                if "/URI" in action:
                    yield number, str(action.URI), None, None
                    continue
                to = note.get("/Dest", action.get("/D"))
                if isinstance(to, (pikepdf.String, pikepdf.Name)):
                    key = str(to)
                    to = names[key] if key in names else None
                if isinstance(to, pikepdf.Dictionary):
                    to = to.get("/D")
                is_there = isinstance(to, pikepdf.Array) and getattr(to[0], "objgen", None) in self.sheets
                yield number, None, self.sheets[to[0].objgen] if is_there else None, float(to[3]) if is_there and len(to) > 3 else 0.0

    def outline(self):
        """Returns (depth, title, page) of each entry."""
        with self.pdf.open_outline() as outline:
            yield from entries(self, outline.root, 1)


def walk(paper, node, parents):
    if isinstance(node, pikepdf.Array):
        for kid in node:
            walk(paper, kid, parents)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        kind = str(node.S)[1:]
        page = paper.sheets.get(node.Pg.objgen) if "/Pg" in node else None
        paper.elements.append(Element(kind, node, parents, page))
        walk(paper, node.get("/K"), (*parents, kind))


def kids(node):
    kids = node.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def gather_fonts(resources, found, seen):
    for font in resources.get("/Font", {}).values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", {})
        files = [name for name in ("/FontFile", "/FontFile2", "/FontFile3") if name in described]
        found[str(font.get("/BaseFont", "/?"))[1:]] = (bool(files), "/ToUnicode" in font)
    for form in resources.get("/XObject", {}).values():
        if form.objgen not in seen and "/Resources" in form:
            seen.add(form.objgen)
            gather_fonts(form.Resources, found, seen)


def entries(paper, items, depth):
    for item in items:
        to = item.destination
        page = paper.sheets.get(to[0].objgen) if isinstance(to, pikepdf.Array) else None
        yield depth, item.title, page
        yield from entries(paper, item.children, depth + 1)


def run(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def lines(path):
    """Returns the lines of all pages as they are seen, from top to bottom."""
    _, out, _ = run("pdftotext", "-bbox-layout", path, "-")
    # Signs that XML does not allow are none that a reader sees.
    source = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out.decode("utf-8"))
    found = []
    if not source:
        return found
    for number, page in enumerate(etree.fromstring(source).iter("{http://www.w3.org/1999/xhtml}page")):
        for line in page.iter("{http://www.w3.org/1999/xhtml}line"):
            words = [word.text or "" for word in line]
            box = [float(line.get(side)) for side in ("xMin", "yMin", "yMax")]
            found.append(Line(" ".join(words), *box, number))
    return found
