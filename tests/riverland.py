"""A small election with one of everything that pages tell apart, in two languages, for the tests of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cmpgen import i18n
from cmpgen.compile import CompiledElection, compile_project
from cmpgen.pages import Page, all_pages
from cmpgen.theme import theme_folders
from tests.helpers import ROOT

THEMES = theme_folders(ROOT)
CATALOGUES = i18n.read_catalogues([theme / "locale" for theme in THEMES])

ELECTION = """
title:
  en: Riverland trial
  fr: Essai de Riverland
date: 2027-05-06
languages: [en, fr]
publisher: Riverland Society
contact: hello@example.org
licence: CC-BY-4.0
site: https://riverland.example.org
funding: Members' dues.
panel: A panel of **fifteen**.
order-seed: drawn-2027
topics:
  transport:
    en: Transport
    fr: Transports
  schools:
    en: Schools
    fr: École
regions:
  uplands:
    en: The Uplands
    fr: Les Hautes-Terres
parties:
  river-party:
    name: River Party
    url: https://example.org/river
  league:
    name: League
""".lstrip()

QUESTIONS = """
- id: free-buses
  topic: transport
  text:
    en: Buses should be free.
    fr: Le bus devrait être gratuit.
  background:
    en: A ticket costs *three* crowns.
    fr: Un ticket coûte trois couronnes.
  for: More riders.
  against: Less money.
  sources:
    - url: https://www.example.org/report
- id: school-language
  topic: schools
  type: choice
  text:
    en: In which language should school begin?
    fr: Dans quelle langue l'école devrait-elle commencer ?
  options:
    - id: river
      label: Riverish
    - id: both
      label: Both
- id: wolves
  text: Wolves should be shot.
  asked-in: [uplands]
- id: first-act
  type: text
  text: What would you do first?
""".lstrip()

NORTH = """
name:
  en: North Bank
  fr: Rive-Nord
region: uplands
seats: 2
questions:
  - id: new-stadium
    text: The city should pay for a stadium.
    evidence: https://example.org/minutes
""".lstrip()

ADA = """
name: Ada Obi
party: river-party
reply: answered
replied: 2027-04-02
contacted:
  2027-03-20: email
  2027-03-28: letter
links:
  website: https://example.org/ada
wikidata: Q1
answers:
  free-buses: agree
  school-language: both
  wolves: no-position
  first-act: Open the windows.
  new-stadium:
    position: strongly-disagree
    comment: |
      Schools first.
      Roofs leak.
""".lstrip()

BO = """
name: Bo Ek
party: [river-party, league]
reply: declined
answers:
  free-buses:
    position: strongly-agree
    source:
      kind: press
      url: https://www.example.org/interview
      quote: I like buses.
      date: 2027-03-11
  wolves:
    comment:
      fr: Les loups sont des voisins.
    source:
      kind: candidate
""".lstrip()

CY = """
name: Cy Lim
reply: no-reply
contacted:
  2027-03-20: email
""".lstrip()

DI = """
name: Di Roy
party: river-party
reply: answered
status: withdrawn
answers:
  free-buses: disagree
""".lstrip()

EV = """
name: Ev Sun
party: river-party
reply: answered
answers:
  free-buses: strongly-agree
  school-language: river
""".lstrip()

FILES = {
    "questionnaires/trial-2027/election.yaml": ELECTION,
    "questionnaires/trial-2027/questions.yaml": QUESTIONS,
    "questionnaires/trial-2027/constituencies/north-bank.yaml": NORTH,
    "questionnaires/trial-2027/constituencies/south-bank.yaml": "name: South Bank\n",
    "candidates/trial-2027/north-bank/ada-obi.yaml": ADA,
    "candidates/trial-2027/north-bank/bo-ek.yaml": BO,
    "candidates/trial-2027/north-bank/cy-lim.yaml": CY,
    "candidates/trial-2027/south-bank/di-roy.yaml": DI,
    "candidates/trial-2027/south-bank/ev-sun.yaml": EV,
}


def spoken_in(first: str, second: str) -> dict[str, str]:
    """The election's files with their English said to be in the `first` language, their French in the `second`."""
    texts = {}
    for path, text in FILES.items():
        text = re.sub(r"(?m)^( +)en:", rf"\1{first}:", re.sub(r"(?m)^( +)fr:", r"\1second:", text))
        texts[path] = text.replace("second:", f"{second}:").replace("[en, fr]", f"[{first}, {second}]")
    return texts


def elections(files: Mapping[str, str] | None = None) -> tuple[CompiledElection, ...]:
    """The election compiled, with these files over its own; an empty text takes a file away."""
    texts = {path: text for path, text in {**FILES, **(files or {})}.items() if text}
    compiled, found = compile_project(texts, (), i18n.words(CATALOGUES))
    assert compiled.elections, found
    return compiled.elections


def pages(files: Mapping[str, str] | None = None) -> dict[str, Page]:
    """Every page by its URL."""
    made = [each for each in all_pages(elections(files)) if isinstance(each, Page)]
    found = {each.url: each for each in made}
    assert len(found) == len(made), "two pages have one address"
    return found


def view(files: Mapping[str, str] | None, url: str, name: str) -> Any:
    """What the page at `url` says, under the name that its template gives it."""
    return pages(files)[url].context[name]


def names(cards: Iterable[Any]) -> list[str]:
    """The candidates' names, in order."""
    return [each.name for each in cards]
