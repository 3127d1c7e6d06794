#!/usr/bin/env python3
"""Writes a site of N made-up Norwegian pages to measure builds with.

    corpus.py N OUT

OUT/content gets site.yaml, a front page, 20 sections and N pages. A page has front matter (title, date, tags, extra) and
2 to 6 KB of Markdown: headings, paragraphs, a table, two kinds of list, a quotation, footnotes, and five links to the
source files of other pages. The text depends on nothing but the number of the page and N.
"""
import datetime
import pathlib
import random
import sys

SECTIONS = ["Agder", "Akershus", "Buskerud", "Finnmark", "Innlandet", "Møre og Romsdal", "Nordland", "Oslo", "Rogaland",
            "Telemark", "Troms", "Trøndelag", "Vestfold", "Vestland", "Østfold", "Nettverk", "Rettleiing", "Kurs", "Forskning",
            "Nytt"]
PLACES = ["Arendal", "Asker", "Drammen", "Alta", "Gjøvik", "Ålesund", "Bodø", "Oslo", "Sandnes", "Skien", "Tromsø", "Levanger",
          "Larvik", "Øygarden", "Moss", "Hamar", "Volda", "Narvik", "Karmøy", "Færder"]
THEMES = ["Demens", "Ernæring", "Fall", "Legemidler", "Lindring", "Medvirkning", "Munnhelse", "Pårørende", "Rehabilitering",
          "Samisk helse", "Smittevern", "Sårstell", "Teknologi", "Trygghet", "Uro", "Utdanning", "Velferd", "Veiledning",
          "Vernearbeid", "Øvelser"]
WHO = ["Avdelingen", "Boligen", "Fagrådet", "Gruppa", "Hjemmetjenesten", "Kommunen", "Lederen", "Nettverket", "Prosjektet",
       "Senteret", "Sykehjemmet", "Sykepleieren", "Teamet", "Utvalget"]
DOES = ["arbeider videre med", "beskriver", "drøfter", "gjennomgår", "har begynt med", "har lært mye om", "lager en plan for",
        "måler nytten av", "prøver ut", "samler erfaringer med", "skriver om", "tar i bruk", "underviser i", "vurderer"]
WHAT = ["digitalt tilsyn", "faste møter om risiko", "felles måltider", "forberedende samtaler", "ferdighetstrening på vakt",
        "gjennomgang av legemidler", "kartlegging av ernæring", "kurs for nye medarbeidere", "observasjon av vitale tegn",
        "opplæring på nett", "samtaler med pårørende", "tiltak etter fall", "trygghet i hjemmet", "turer i nærmiljøet"]
WHERE = ["gjennom hele året", "i distriktet", "i et læringsnettverk", "i flere kommuner", "i små grupper", "på alle avdelinger",
         "på dagtid og om natta", "sammen med brukerne", "sammen med sykehuset", "ved tre sykehjem"]
WHY = ["etter råd fra brukerne", "fordi behovet vokser", "for å få bedre tid til hver enkelt", "for å unngå uønskede hendelser",
       "mens en forsker følger arbeidet", "og erfaringene er gode", "selv om reisene er lange", "slik at flere føler seg trygge",
       "uten at det krever flere ansatte", "så andre kan gjøre det samme"]
HEADINGS = ["Bakgrunn", "Erfaringer", "Framdrift", "Gevinster", "Kostnader", "Mål", "Opplæring", "Partnere", "Resultater",
            "Råd til andre", "Spørsmål og svar", "Verktøy"]
PARTS = ["Ansvar", "Forankring", "Kultur", "Møteplasser", "Planen", "Rutiner", "Tallene"]
TABLE_HEAD = ["| Sted | Deltakere | Andel | Tema |", "| --- | ---: | ---: | --- |"]
INTRO = "Her står erfaringer, verktøy og hvem du kan spørre."


def slug(text):
    letters = text.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-", "–": ""}))
    return letters.replace("--", "-")


class Page:
    def __init__(self, number):
        self.random = random.Random(number)
        self.section = SECTIONS[number % len(SECTIONS)]
        self.place = self.random.choice(PLACES)
        self.themes = self.random.sample(THEMES, self.random.randint(1, 4))
        self.date = datetime.date(2015, 1, 1) + datetime.timedelta(days=self.random.randrange(4000))
        self.title = f"{self.themes[0]} i {self.place} – erfaring {number}"
        self.name = f"{slug(self.themes[0])}-{slug(self.place)}-{number:05d}"

    def link_to(self, other):
        folder = "" if other.section == self.section else f"../{slug(other.section)}/"
        return f"[{other.title}]({folder}{other.name}.md)"

    def front_matter(self):
        tags = "".join(f'  - "{theme}"\n' for theme in self.themes)
        return (f'---\ntitle: "{self.title}"\ndate: {self.date}\ntags:\n{tags}'
                f'extra:\n  county: "{self.section}"\n  municipality: "{self.place}"\n---\n\n')

    def sentence(self):
        pick, chance = self.random.choice, self.random.random()
        text = f"{pick(WHO)} {pick(DOES)} {pick(WHAT)} {pick(WHERE)}" + (f", {pick(WHY)}." if chance < 0.55 else ".")
        if chance < 0.04:
            return text.replace(" i ", " *i* ", 1)
        return f"**{text}**" if chance < 0.12 else text

    def paragraph(self, end=""):
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 4))) + end

    def row(self):
        number = self.random.randint
        return f"| {self.random.choice(PLACES)} | {number(4, 240)} | {number(10, 99)} % | {self.random.choice(THEMES)} |"

    def body(self, pages):
        number, pick = self.random.randint, self.random.choice
        wanted = number(1900, 5600)
        others = self.random.sample([n for n in self.random.sample(range(len(pages)), 6) if pages[n] is not self], 5)
        links = [self.link_to(pages[n]) for n in others]
        headings = self.random.sample(HEADINGS, len(HEADINGS))
        blocks = [
            self.paragraph("[^1]"),
            f"## {headings.pop()}",
            self.paragraph(f" Se også {links[0]} og {links[1]}."),
            "\n".join(TABLE_HEAD + [self.row() for _ in range(number(3, 6))]),
            f"### {pick(PARTS)}",
            "\n".join(f"- {pick(WHAT).capitalize()} {pick(WHERE)}" for _ in range(number(3, 6))),
            f"## {headings.pop()}",
            f"> {self.sentence()}",
            "\n".join(f"{n}. {self.sentence()}" for n in range(1, number(3, 5) + 1)),
            self.paragraph("[^2]"),
        ]
        more = "\n".join(f"- {link}" for link in links[2:])
        last = ["## Les mer", more, f"[^1]: {self.sentence()}", f"[^2]: {self.sentence()}"]
        size = sum(len(block.encode()) + 2 for block in blocks + last)
        while size < wanted:
            if headings and self.random.random() < 0.35:
                blocks.append(f"## {headings.pop()}")
            blocks.append(self.paragraph())
            size += len(blocks[-1].encode()) + 2
        return "\n\n".join(blocks + last) + "\n"


def main():
    if len(sys.argv) != 3 or not sys.argv[1].isdigit() or int(sys.argv[1]) < 6:
        sys.exit("usage: corpus.py N OUT  (N at least 6)")
    content = pathlib.Path(sys.argv[2]) / "content"
    content.mkdir(parents=True)
    title = "Et nettsted til måling"
    (content / "site.yaml").write_text(f'title: "{title}"\nbase_url: https://maling.example/\nlanguage: nb\n')
    (content / "index.md").write_text(f'---\ntitle: "{title}"\n---\n\n{INTRO}\n')
    for section in SECTIONS:
        (content / slug(section)).mkdir()
        (content / slug(section) / "index.md").write_text(f'---\ntitle: "{section}"\n---\n\n{INTRO}\n')
    pages = [Page(number) for number in range(int(sys.argv[1]))]
    for page in pages:
        (content / slug(page.section) / f"{page.name}.md").write_text(page.front_matter() + page.body(pages))


main()
