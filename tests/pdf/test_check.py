"""The checks of the PDF can fail: each damage done to a good PDF is found, by the check that is there for it.

    PAPER=FOLDER python3 -m unittest test_check

`PAPER` is the published site with the invented report of `content/`, as `tests/run` builds it.
"""
import os
import pathlib
import re
import shutil
import tempfile
import unittest

import pikepdf

import check
import layout
from paper import Line
from web import Block, Page

SITE = pathlib.Path(os.environ["PAPER"])
REPORT = pathlib.Path("rapporter/papir-2026")


def elements(pdf, kind):
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting = list(node) + waiting
        elif isinstance(node, pikepdf.Dictionary):
            if str(node.get("/S")) == "/" + kind:
                yield node
            if "/K" in node and "/S" in node:
                waiting = [node.K] + waiting


def first(pdf, kind):
    return next(elements(pdf, kind))


def set_kind(kind, other):
    def damage(pdf):
        first(pdf, kind).S = pikepdf.Name("/" + other)
    return damage


def without(kind, key):
    def damage(pdf):
        for element in elements(pdf, kind):
            if key in element:
                del element[key]
    return damage


def every_lang(pdf):
    for kind in ("P", "Span", "Div", "H1", "H2", "Link", "Em", "Strong"):
        without(kind, "/Lang")(pdf)


def rewritten(old, new):
    """Writes a page's description anew with one thing changed."""
    def damage(pdf):
        for page in pdf.pages:
            source = page.Contents.read_bytes()
            if old in source:
                page.Contents = pdf.make_stream(source.replace(old, new, 1))
                return
        raise AssertionError(f"{old} is in no page")
    return damage


def swap_paragraphs(pdf):
    body = first(pdf, "Document").K
    places = [at for at, kid in enumerate(body) if str(kid.get("/S")) == "/P"]
    one, other = places[-3], places[-4]
    kept = body[one]
    body[one] = body[other]
    body[other] = kept


def lose_paragraph(pdf):
    body = first(pdf, "Document").K
    del body[max(at for at, kid in enumerate(body) if str(kid.get("/S")) == "/P")]


def no_font_file(pdf):
    font = next(iter(pdf.pages[1].Resources.Font.values()))
    described = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in described:
            del described[key]


def no_letters(pdf):
    del next(iter(pdf.pages[1].Resources.Font.values()))["/ToUnicode"]


def lead_nowhere(pdf):
    del pdf.Root.Names["/Dests"]
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/Dest" in note and isinstance(note.Dest, pikepdf.Array):
                note.Dest = pikepdf.String("borte")
            elif "/A" in note and "/D" in note.A:
                note.A.D = pikepdf.String("borte")


def lead_elsewhere(pdf):
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/URI" in note.get("/A", {}):
                note.A.URI = pikepdf.String("https://utviklingssenteret.example/borte/")
                return


def rename_entry(pdf):
    with pdf.open_outline() as outline:
        outline.root[1].title = "Noe annet"


def shrink_outline(pdf):
    with pdf.open_outline() as outline:
        del outline.root[2]


def open_action(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))


def metadata(old, new):
    def damage(pdf):
        source = pdf.Root.Metadata.read_bytes()
        assert old in source
        pdf.Root.Metadata = pdf.make_stream(source.replace(old, new), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    return damage


def drop(*path):
    def damage(pdf):
        node = pdf.Root
        for key in path[:-1]:
            node = node[key]
        del node[path[-1]]
    return damage


def scope(pdf):
    for head in elements(pdf, "TH"):
        del head["/A"]


def shuffle_pages(pdf):
    """The second table's sheet comes before the contents, which still tell the old numbers."""
    page = pdf.pages[3]
    del pdf.pages[3]
    pdf.pages.insert(1, page)


def blank_last(pdf):
    pdf.pages[-1].Contents = pdf.make_stream(b"")


DAMAGES = {
    "identity": [
        ("no PDF/UA", metadata(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")),
        ("no PDF/A", metadata(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")),
        ("no language", drop("/Lang")),
        ("title not shown", drop("/ViewerPreferences")),
        ("not marked", drop("/MarkInfo")),
        ("no colours", drop("/OutputIntents")),
        ("font not in it", no_font_file),
        ("letters unknown", no_letters),
        ("it acts when opened", open_action),
    ],
    "structure": [
        ("a heading is a paragraph", set_kind("H2", "P")),
        ("a level is skipped", set_kind("H2", "H3")),
        ("a head is a cell", set_kind("TH", "TD")),
        ("heads of nothing", scope),
        ("a table is a box", set_kind("Table", "Div")),
        ("a picture is silent", without("Figure", "/Alt")),
        ("a note is none", set_kind("Note", "P")),
        ("notes without ids", without("Note", "/ID")),
        ("passages without language", every_lang),
        ("items outside", set_kind("L", "Div")),
    ],
    "links": [("places gone", lead_nowhere), ("a page that is not there", lead_elsewhere)],
    "outline": [("another title", rename_entry), ("an entry gone", shrink_outline), ("pages moved", shuffle_pages)],
    "words": [("two paragraphs exchanged", swap_paragraphs), ("a paragraph lost", lose_paragraph)],
    "typography": [("an empty page", blank_last)],
    "pdfua": [("no structure", drop("/StructTreeRoot"))],
    "outloud": [("a picture is silent", without("Figure", "/Alt")), ("no language", drop("/Lang"))],
}


class Damaged(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.site = pathlib.Path(folder.name)
        shutil.copytree(SITE, self.site, dirs_exist_ok=True)
        self.pdf = self.site / REPORT / "papir-2026.pdf"

    def found(self, name):
        return [complaint for _, complaint in check.complaints(self.pdf, self.site, {name})]

    def test_each_damage_is_found(self):
        original = self.pdf.read_bytes()
        for name, damages in DAMAGES.items():
            self.pdf.write_bytes(original)
            self.assertEqual(self.found(name), [], f"{name}: the report is good before it is damaged")
            for told, damage in damages:
                with self.subTest(check=name, damage=told):
                    self.pdf.write_bytes(original)
                    with pikepdf.open(self.pdf, allow_overwriting_input=True) as pdf:
                        damage(pdf)
                        pdf.save(self.pdf)
                    self.assertNotEqual(self.found(name), [])

    def test_a_file_that_is_cut_short_is_no_pdf(self):
        self.pdf.write_bytes(self.pdf.read_bytes()[:-2000])
        self.assertNotEqual(self.found("file"), [])

    def test_a_word_that_the_web_alone_has_is_missed(self):
        page = self.site / REPORT / "hele/index.html"
        source = page.read_text(encoding="utf-8")
        page.write_text(re.sub("overrasket", "overrasket stort", source), encoding="utf-8")
        self.assertTrue(any("not read aloud" in said for said in self.found("words")))
        page.write_text(re.sub("overrasket", "overrumplet", source), encoding="utf-8")
        self.assertTrue(any("not on paper: «overrumplet»" in said for said in self.found("words")))


class Seen:
    """Lines on sheets, without a PDF."""

    def __init__(self, *sheets):
        self.sheets = range(1 + len(sheets))
        self.lines = [Line(text, 100.0, 100.0 + 15 * row, 112.0 + 15 * row, 1 + number)
                      for number, sheet in enumerate(sheets) for row, text in enumerate(sheet)]

    def outline(self):
        return [(1, "Funn", 1)]


def page_of(*texts):
    return Page("T", "nb", "https://x.example", [Block("p", text) for text in texts], [], [], [], [], [])


class Typeset(unittest.TestCase):
    GOOD = ["En linje.", "En linje til.", "Og en.", "Og enda en."]

    def found(self, page, *sheets):
        return list(layout.check_typography(Seen(*sheets), page, None))

    def test_lonely_lines(self):
        page = page_of("Her står det litt, og her går det videre, og her slutter det.")
        text = ["Her står det litt,", "og her går det videre,", "og her slutter det."]
        self.assertEqual(self.found(page, self.GOOD + text, self.GOOD), [])
        for cut in (1, 2):
            said = self.found(page, self.GOOD + text[:cut], text[cut:] + self.GOOD)
            self.assertTrue(any("lonely" in one for one in said), said)

    def test_a_heading_at_the_foot(self):
        self.assertIn("page 2 ends with a heading: Funn", self.found(page_of(), [*self.GOOD, "Funn"], self.GOOD))

    def test_divisions(self):
        def divided(start, rest):
            return self.found(page_of(), [*self.GOOD, start + "\u00ad", rest])
        self.assertEqual(divided("kompe", "tanse"), [])
        self.assertTrue(divided("kompeta", "nse"))
        self.assertTrue(divided("k", "ompetanse"))
        row = ["tje\u00ad", "neste, tje\u00ad", "neste, tje\u00ad", "neste"]
        self.assertTrue(any("in a row" in one for one in self.found(page_of(), self.GOOD + row)))


if __name__ == "__main__":
    unittest.main()
