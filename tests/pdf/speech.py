"""What a screen reader says of a PDF: the words of its pages in the order of its structure.

`heard(paper)` is the way in. It follows each page's description, puts the letters shown under the number that the structure
knows them by, and then walks the structure. Poppler can do the second, but loses what follows a letter that means another.
"""
import dataclasses
import re

import pikepdf


@dataclasses.dataclass
class Heard:
    """Words that are read aloud, with what they stand in: (kind, number in the document), the nearest last."""
    text: str
    within: tuple

    def number(self, *kinds):
        """Returns the number of the nearest element of these kinds."""
        return next((number for kind, number in reversed(self.within) if kind in kinds), None)


def heard(paper):
    shown = {page.objgen: marked(page) for page in paper.pdf.pages}
    count = 0

    def walk(node, within, page):
        nonlocal count
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from walk(kid, within, page)
        elif isinstance(node, pikepdf.Dictionary):
            page = node.Pg.objgen if "/Pg" in node else page
            if "/S" in node:
                count += 1
                yield from walk(node.get("/K"), (*within, (str(node.S)[1:], count)), page)
            elif "/MCID" in node:
                yield Heard(shown.get(page, {}).get(int(node.MCID), ""), within)
        elif node is not None:
            yield Heard(shown.get(page, {}).get(int(node), ""), within)

    yield from walk(paper.root.get("/StructTreeRoot", {}).get("/K"), (), None)


def marked(page):
    """Returns the words of a page by the number of the marked content they stand in."""
    fonts = {name: letters(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    said, open_, font = {}, [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                told = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
                number, meant = told.get("/MCID"), told.get("/ActualText")
                outer = open_[-1] if open_ else (None, False)
                inner = (int(number) if number is not None else outer[0], outer[1] or meant is not None)
                open_.append(inner)
                if meant is not None and not outer[1]:
                    said[inner[0]] = said.get(inner[0], "") + str(meant)
            case "EMC" if open_:
                open_.pop()
            case "Tf":
                font = fonts.get(str(operands[0]), {})
            case "Tj" | "TJ" if open_ and not open_[-1][1]:
                codes = b"".join(bytes(one) for one in as_list(operands[0]) if isinstance(one, pikepdf.String))
                words = "".join(font.get(codes[at:at + 2], "\ufffd") for at in range(0, len(codes), 2))
                said[open_[-1][0]] = said.get(open_[-1][0], "") + words
    return said


def as_list(value):
    return value if isinstance(value, pikepdf.Array) else [value]


def letters(font):
    """Returns what the codes of a font, of two bytes each, mean."""
    if "/ToUnicode" not in font:
        return {}
    source = font.ToUnicode.read_bytes().decode("latin-1")
    meant = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, means in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            meant[bytes.fromhex(code)] = bytes.fromhex(means).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for first, last, means in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letter = bytes.fromhex(means).decode("utf-16-be")
                meant[(int(first, 16) + step).to_bytes(2, "big")] = letter[:-1] + chr(ord(letter[-1]) + step)
    return meant
