"""The words of a PDF and where they stand: held against the web edition, and looked at as a typesetter does."""
import re
import unicodedata
from collections import Counter

import pyphen

from structure import squeezed

# What stands on paper beside the text of the web: signs before items, numbers of items and notes.
SIGNS = re.compile(r"[•‣–\d.]*")
BESIDE = ("Figure", "Note", "TOC")
TALLEST_HEAD, LOWEST_FOOT = 75.0, 775.0  # Points from the top of the page: between them stands the text.
FEWEST_LINES = 4
LETTERS = re.compile(r"\w+")


def check_words(paper, page, site):
    yield from check_heard(paper, page)
    yield from check_seen(paper, page)


def check_heard(paper, page):
    """The text that is read aloud is that of the web, block for block, with nothing between."""
    pieces = [piece for piece in paper.heard if piece.number(*BESIDE) is None]
    said = squeezed("".join(piece.text for piece in pieces if piece.number("Lbl") is None or not SIGNS.fullmatch(piece.text)))
    at = said.find(squeezed(page.blocks[0].text))
    if at < 0:
        yield f"not read aloud: {page.blocks[0].text[:60]}"
        return
    title = squeezed(page.title)
    if title not in said[:at]:
        yield "the title page does not say the title"
    parts = [number for number, block in enumerate(page.blocks) if block.kind == "h2"]
    chapter = parts[1] if len(parts) > 1 else 0
    for number, block in enumerate(page.blocks):
        letters = squeezed(block.text)
        to = said.find(letters, at)
        if to < 0:
            yield f"not read aloud, or not where it belongs: «{block.text[:80]}»"
            continue
        between = said[at:to]
        # Facts about the report, and the contents, stand between the first part and the second: they are the paper's own.
        if not SIGNS.fullmatch(between) and number != chapter:
            yield f"read aloud, and not on the web: «{between[:80]}» before «{block.text[:40]}»"
        at = to + len(letters)
    if said[at:]:
        yield f"read aloud after the end of the web edition: «{said[at:at + 80]}»"


def words(text):
    return Counter(LETTERS.findall(unicodedata.normalize("NFC", text).casefold()))


def check_seen(paper, page):
    """Every word of the web is on paper, as often."""
    seen = re.sub(r"\u00ad\n", "", "\n".join(line.text for line in paper.lines))
    seen = words(seen.replace("\u00ad ", "").replace("\u00ad", ""))
    wanted = Counter()
    for block in page.blocks + page.notes:
        wanted += words(re.sub(r"https?://\S+", "", block.text))
    missing = wanted - seen
    # A word that is divided at its own hyphen, or at a sign within it, is there in two parts; few are.
    lost = [word for word in missing if word not in "".join(line.text.casefold() for line in paper.lines)]
    for word in sorted(lost):
        yield f"not on paper: «{word}»"


def body(paper, number):
    return [line for line in paper.lines if line.page == number and TALLEST_HEAD < line.top and line.bottom < LOWEST_FOOT]


def check_typography(paper, page, site):
    yield from check_pages(paper)
    yield from check_paragraphs(paper, page)
    yield from check_divisions(paper, page)


def check_pages(paper):
    heads = {squeezed(title): number for _, title, number in paper.outline()}
    for number in range(1, len(paper.sheets)):
        lines = body(paper, number)
        if len({round(line.top) for line in lines}) < FEWEST_LINES:
            yield f"page {number + 1} is as good as empty"
            continue
        last = max(lines, key=lambda line: line.bottom)
        if heads.get(squeezed(last.text)) == number:
            yield f"page {number + 1} ends with a heading: {last.text}"


def check_paragraphs(paper, page):
    """A paragraph that goes on overleaf leaves two lines behind and takes two with it."""
    lines = [line for number in range(1, len(paper.sheets)) for line in body(paper, number)]
    text, owners = [], []
    for at, line in enumerate(lines):
        letters = squeezed(line.text)
        text.append(letters)
        owners += [at] * len(letters)
    text = "".join(text)
    for block in page.blocks:
        letters = squeezed(block.text)
        at = text.find(letters)
        if at < 0 or block.kind not in ("p", "li", "dd"):
            continue
        rows = Counter(page_number for page_number, _ in {(lines[o].page, round(lines[o].top)) for o in owners[at:at + len(letters)]})
        if len(rows) > 1 and min(rows.values()) < 2:
            yield f"a lonely line on page {min(rows, key=rows.get) + 1}: «{block.text[:60]}»"


def check_divisions(paper, page):
    """Words are divided where the language's own patterns allow it, and not in more than two lines in a row."""
    language = page.language[:2]
    patterns = pyphen.Pyphen(lang=language) if language in pyphen.LANGUAGES else None
    in_row = 0
    for line, after in zip(paper.lines, paper.lines[1:]):
        in_row = in_row + 1 if line.text.endswith("\u00ad") else 0
        if in_row > 2:
            yield f"page {line.page + 1}: more than two divided words in a row"
        if in_row == 0 or after.page != line.page:
            continue
        start, rest = LETTERS.findall(line.text)[-1], LETTERS.findall(after.text)[0]
        if patterns and page.passages == [] and len(start) not in patterns.positions(start + rest):
            yield f"page {line.page + 1}: a word is badly divided: {start}-{rest}"
        if min(len(start), len(rest)) < 2:
            yield f"page {line.page + 1}: a letter stands alone: {start}-{rest}"
