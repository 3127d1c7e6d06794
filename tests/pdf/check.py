#!/usr/bin/env python3
"""Checks the reports of built sites as PDF, with programs that know nothing of how they are made.

    check.py FOLDER...

Each folder is a site, as it is published. Of each PDF in it:

  file         QPDF finds no fault, Poppler says that it is tagged, has no script, no form, no lock, and is on A4
  identity     PDF/A-2a and PDF/UA-1 at once, title, language, colours; every font is in it, and says what its letters are
  structure    headings, tables with their heads, pictures with their words, languages, notes: as on the one-page web edition
  links        every link leads to a place in the report, to a page of the site that is there, or out; the same as on the web
  outline      the outline is the headings, and the contents tell the page on which each stands
  words        what a screen reader hears is the web edition's text, in order; every word is on paper, too
  typography   no lonely lines, no heading alone at the foot of a page, no page as good as empty, words divided as they should be
  pdfua, outloud   two checkers of accessible PDF find nothing

The last line is `N passed, M failed`; the exit code is 1 when M is not 0.
"""
import json
import pathlib
import subprocess
import sys

import layout
import structure
import web
from paper import Paper, run

# What `outloud` may say: ORD-001 compares the order of drawing with the order of reading, which the tags are there to tell; a
# figure that floats and a note are drawn last and read where they belong.
TOOLS = pathlib.Path(sys.executable).parent
EXPECTED = {"ORD-001"}
# The rule of `pdfua` about empty headings fails by a fault of its own; `structure` has that check.
UNTRIED = {"UA-14-001"}


def check_file(paper, page, site):
    code, said, wrong = run("qpdf", "--check", paper.path)
    if code != 0 or wrong:
        yield f"qpdf: {(said + wrong).decode(errors='replace').strip().splitlines()[-1]}"
    _, said, _ = run("pdfinfo", paper.path)
    facts = dict(line.split(":", 1) for line in said.decode(errors="replace").splitlines() if ":" in line)
    wanted = {"Tagged": "yes", "Form": "none", "JavaScript": "no", "Encrypted": "no", "Suspects": "no"}
    for key, value in wanted.items():
        if facts.get(key, "").strip() != value:
            yield f"pdfinfo: {key} is {facts.get(key, '').strip()!r}, not {value!r}"
    if "A4" not in facts.get("Page size", ""):
        yield "not on A4"


def check_pdfua(paper, page, site):
    done = subprocess.run([TOOLS / "pdfua", "check", "--format", "json", paper.path], capture_output=True, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        yield f"pdfua: {done.stderr.decode(errors='replace').strip()[-200:]}"
        return
    for one in report["findings"]:
        yield f"pdfua: {one['rule_id']}: {one['message']}"
    for one in report["skipped"]:
        if one["rule_id"] not in UNTRIED:
            yield f"pdfua: {one['rule_id']} was not tried: {one['reason']}"


def check_outloud(paper, page, site):
    done = subprocess.run([TOOLS / "outloud", "--json", "-", "-q", paper.path], capture_output=True, check=False)
    try:
        report = json.loads(done.stdout[done.stdout.index(b"{"):])
    except ValueError:
        yield f"outloud: {done.stderr.decode(errors='replace').strip()[-200:]}"
        return
    for one in report["results"][0]["findings"]:
        if one["severity"] != "info" and one["rule"] not in EXPECTED:
            yield f"outloud: {one['rule']}: {one['message']}"


CHECKS = {
    "file": check_file,
    "identity": structure.check_identity,
    "structure": structure.check_structure,
    "links": structure.check_links,
    "outline": structure.check_outline,
    "words": layout.check_words,
    "typography": layout.check_typography,
    "pdfua": check_pdfua,
    "outloud": check_outloud,
}


def web_edition(pdf):
    """Returns the page with the whole report: of the pages beside the PDF that lead to it, the longest."""
    pages = [page for page in pdf.parent.glob("*/index.html") if f'/{pdf.name}"' in page.read_text(encoding="utf-8")]
    return max(pages, key=lambda page: page.stat().st_size, default=None)


def complaints(pdf, site, only=None):
    """Yields (check, complaint) for each thing that is wrong with a PDF."""
    edition = web_edition(pdf)
    if edition is None:
        yield "file", "no page leads to it"
        return
    paper, page = Paper(str(pdf)), web.read(edition.read_text(encoding="utf-8"))
    for name, check in CHECKS.items():
        if only is None or name in only:
            for complaint in check(paper, page, site):
                yield name, complaint


def main(folders):
    passed = failed = 0
    for folder in folders:
        site = pathlib.Path(folder)
        pdfs = sorted(site.rglob("*.pdf"))
        if not pdfs:
            print(f"{folder}: no PDF")
            failed += 1
        for pdf in pdfs:
            found = list(complaints(pdf, site))
            print(f"{pdf.relative_to(site)}: {'good' if not found else f'{len(found)} complaints'}")
            for name, complaint in found:
                print(f"  {name}: {complaint}")
            wrong = {name for name, _ in found}
            failed += len(wrong)
            passed += len(CHECKS) - len(wrong)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: check.py FOLDER...")
    sys.exit(main(sys.argv[1:]))
