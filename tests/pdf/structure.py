"""The structure of a PDF: what it says it is, its tree, its links, its outline."""
import re
import urllib.parse
from collections import Counter

import pikepdf

import web

DC = "{http://purl.org/dc/elements/1.1/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
HEADING = re.compile(r"H[1-6]$")


def check_identity(paper, page, site):
    metadata = paper.metadata()
    wanted = {PDFA + "part": "2", PDFA + "conformance": "A", PDFUA + "part": "1", DC + "title": page.title}
    for key, value in wanted.items():
        if metadata.get(key) != value:
            yield f"{key.rpartition('}')[2]} is {metadata.get(key)!r}, not {value!r}"
    root = paper.root
    if paper.language != page.language:
        yield f"the language is {paper.language!r}, not {page.language!r}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not any(intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in root.get("/OutputIntents", [])):
        yield "no profile says what its colours are"
    fonts = paper.fonts()
    if not fonts:
        yield "it has no fonts"
    for name, (is_embedded, tells_letters) in fonts.items():
        if not is_embedded:
            yield f"the font {name} is not in it"
        if not tells_letters:
            yield f"the font {name} does not say what its letters are"
    for key in ("/AA", "/OpenAction", "/AcroForm"):
        if key in root:
            yield f"it has {key}"


def squeezed(text):
    """Returns the letters alone, however they are spaced."""
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))


def headings(paper):
    """Returns (level, letters) of each heading, in reading order."""
    kinds = {}
    for piece in paper.heard:
        for kind, number in piece.within:
            if HEADING.match(kind):
                level, said = kinds.get(number, (int(kind[1]), ""))
                kinds[number] = (level, said + piece.text)
    return [(level, squeezed(said)) for _, (level, said) in sorted(kinds.items())]


def check_structure(paper, page, site):
    yield from check_headings(paper, page)
    tables = paper.of("Table")
    if len(tables) != len(page.tables):
        yield f"{len(tables)} tables, on the web {len(page.tables)}"
    for table, wanted in zip(tables, page.tables):
        yield from check_table(paper, table, wanted)
    spoken = [web.plain(str(figure.get("/Alt") or "")) for figure in paper.of("Figure")]
    if spoken != page.pictures:
        yield f"pictures say {[words[:40] for words in spoken]}, on the web {[words[:40] for words in page.pictures]}"
    passages = Counter(str(element.get("/Lang"))[:2] for element in paper.elements if element.get("/Lang") is not None)
    for language, count in Counter(language[:2] for language in page.passages).items():
        if passages[language] < count:
            yield f"{passages[language]} passages in {language}, on the web {count}"
    notes = paper.of("Note")
    ids = [str(note.get("/ID")) for note in notes]
    if len(set(ids)) != len(ids) or "None" in ids:
        yield "notes without an id of their own"
    if any("Lbl" not in [str(kid.S)[1:] for kid in _kids(note)] for note in notes):
        yield "notes without their number"
    said = squeezed("".join(piece.text for piece in paper.heard if piece.number("Note") and not piece.number("Lbl")))
    for note in page.notes:
        if squeezed(note.text) not in said:
            yield f"a note is missing: {note.text[:60]}"
    for item in paper.of("LI"):
        if item.parents[-1] != "L":
            yield "an item outside a list"


def _kids(element):
    kids = element.get("/K")
    return [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def check_headings(paper, page):
    found = headings(paper)
    before = 0
    for level, said in found:
        if level > before + 1:
            yield f"a heading skips a level: {said}"
        if not said:
            yield f"an empty heading after: {[words for _, words in found if words][-1:]}"
        before = level
    # The title of the web page is the title of the document, and the contents have their heading on paper alone.
    wanted = [(int(block.kind[1]) - 1, squeezed(block.text)) for block in page.blocks if HEADING.match(block.kind.upper())]
    there = list(found)
    for heading in wanted:
        if heading in there:
            there = there[there.index(heading) + 1:]
        else:
            yield f"a heading of the web is missing, or is not where it belongs: {heading}"
    extra = [said for said in found if said not in wanted]
    if len(extra) != 1:
        yield f"one heading, that of the contents, is the paper's own; these are: {extra}"


def check_table(paper, table, wanted):
    heads, cells = paper.inside(table, "TH"), paper.inside(table, "TD")
    if (len(heads), len(cells)) != wanted:
        yield f"a table with {len(heads)} heads and {len(cells)} cells, on the web {wanted}"
    for head in heads:
        found = head.get("/A")
        found = found if isinstance(found, pikepdf.Array) else [found]
        if not any(isinstance(one, pikepdf.Dictionary) and str(one.get("/Scope")) in ("/Row", "/Column", "/Both") for one in found):
            yield "a head that does not say of what it is the head"


def check_links(paper, page, site):
    out = set()
    for number, address, to, _ in paper.links():
        if address is None and to is None:
            yield f"a link on page {number + 1} leads nowhere"
        elif address is not None:
            out.add(address)
            yield from follow(address, page, site, number)
    # A link out of the web edition is one on paper; a link to a page of the site is one, or leads to the same within the report.
    for address in page.links:
        if re.match(r"[a-z]+:", address) and address not in out:
            yield f"the web leads to {address}, the paper does not"
    unknown = {address for address in out if not address.startswith(page.origin + "/")} - set(page.links)
    told = " ".join(block.text for block in page.blocks)
    for address in sorted(unknown):
        # The licence stands at the foot of every page of the site; an address for mail is a link on paper, too.
        if "creativecommons.org" not in address and address.removeprefix("mailto:") not in told:
            yield f"the paper leads to {address}, the web does not"


def follow(address, page, site, number):
    """Complains of an address on the site itself where nothing is."""
    if not address.startswith(page.origin + "/"):
        return
    parts = urllib.parse.urlsplit(address)
    path = site / urllib.parse.unquote(parts.path).lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    if not path.is_file():
        yield f"page {number + 1} leads to {address}, which is not there"
    elif parts.fragment and path.suffix == ".html":
        if f'id="{urllib.parse.unquote(parts.fragment)}"' not in path.read_text(encoding="utf-8"):
            yield f"page {number + 1} leads to {address}: there is no such place"


def check_outline(paper, page, site):
    outline = [(depth, squeezed(title)) for depth, title, _ in paper.outline()]
    wanted = [heading for heading in headings(paper) if heading in outline]
    if outline != wanted:
        yield "the outline is not the headings in their order"
    chapters = [heading for heading in headings(paper) if heading[0] == 1]
    missing = [said for level, said in chapters if (level, said) not in outline]
    if len(missing) > 1:  # The heading of the contents themselves.
        yield f"not in the outline: {missing}"
    if any(number is None for _, _, number in paper.outline()):
        yield "an entry of the outline leads nowhere"
    yield from check_contents(paper)


def check_contents(paper):
    """Each line of the contents tells the page to which it leads."""
    said = {}
    for piece in paper.heard:
        number = piece.number("TOCI")
        if number is not None:
            said[number] = said.get(number, "") + piece.text
    pages = {squeezed(title): page for _, title, page in paper.outline()}
    if not said:
        yield "there are no contents"
    for words in said.values():
        words = squeezed(words)
        if not any(words == f"{title}{page + 1}" for title, page in pages.items() if page is not None):
            yield f"the contents are wrong: {words}"
