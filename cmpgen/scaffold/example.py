"""The tiny election that a new project begins with: every word of it is to be replaced."""

from __future__ import annotations

from cmpgen.layout import schema_line

ELECTION = "example-2027"
CONSTITUENCY = "first-town"

ELECTION_YAML = """\
# A tiny example, so that the site builds at once. Replace every word of it.
format: 1                        # of these files; leave it as it is
title: Example election
date: 2027-05-06                 # year-month-day, everywhere
languages:                       # the first is the default
  - en
publisher: Example voters' association   # who runs this; shown on every page
contact: hello@example.org       # where voters and candidates can write to
licence: CC-BY-4.0               # of the data
site: https://example.org/       # the site's own address
funding: |
  Say here who pays for this.
panel: |
  Say here who chose the questions, and how.
answers-due: 2027-04-20          # told to candidates
closed: false                    # set to true after the vote
comment-limit: 500               # characters, the same for everyone
scale: agree-5                   # agree-3 | agree-4 | agree-5 | agree-7 | yes-no
topics:                          # shown in this order
  transport: Transport
  schools: Schools
parties:
  river-party:                   # this id is what a candidate's file names
    name: River Party
    url: https://example.org/river-party
"""

QUESTIONS_YAML = """\
# One list item is one question. A good one holds one thought, in fewer than 25 words, that people disagree about.
- id: free-buses                 # candidates' files answer under this id; do not change it later
  topic: transport
  text: Buses should be free for everyone.
  background: |
    Say here in two or three sentences what one needs to know.
  sources:
    - url: https://example.org/fares-report
      title: Where the background can be checked
- id: smaller-classes
  topic: schools
  text: School classes should have at most twenty pupils.
  background: |
    Longer texts stand below a line, two spaces further in; there every sign is only a sign: #, :, "quotes".
  sources:
    - url: https://example.org/schools-report
      title: Where the background can be checked
"""

CONSTITUENCY_YAML = """\
name: First Town
seats: 1                         # how many are elected
questions:                       # asked only here
  - id: new-stadium
    topic: transport
    text: The town should pay for a new stadium.
    evidence: https://example.org/minutes   # where the issue was raised
"""

ANSWERED_YAML = """\
name: Ada Example
party: river-party               # the id of a party in election.yaml
ballot: 1                        # place on the ballot paper
reply: answered                  # answered | declined | no-reply | unreachable | not-asked | unknown
replied: 2027-04-02
answers:
  # Buses should be free for everyone.
  free-buses: agree
  # School classes should have at most twenty pupils.
  smaller-classes:
    position: strongly-agree
    comment: |
      Here stand the candidate's own words.
  # The town should pay for a new stadium.
  new-stadium: disagree
"""

FOUND_YAML = """\
name: Ben Example
ballot: 2
reply: no-reply
contacted:                       # when, and how
  2027-03-20: email
answers:
  # Buses should be free for everyone.
  free-buses:
    position: strongly-disagree
    source:                      # needed wherever the candidate did not answer in person
      kind: press                # candidate | manifesto | press | vote | volunteer
      url: https://example.org/interview
      quote: |
        Nothing is free.
      date: 2027-03-11
  # School classes should have at most twenty pupils.
  smaller-classes:
  # The town should pay for a new stadium.
  new-stadium:
"""


def example() -> dict[str, str]:
    """The files of the election, by path."""
    folder, candidates = f"questionnaires/{ELECTION}", f"candidates/{ELECTION}/{CONSTITUENCY}"
    texts = {
        f"{folder}/election.yaml": ELECTION_YAML,
        f"{folder}/questions.yaml": QUESTIONS_YAML,
        f"{folder}/constituencies/{CONSTITUENCY}.yaml": CONSTITUENCY_YAML,
        f"{candidates}/ada-example.yaml": ANSWERED_YAML,
        f"{candidates}/ben-example.yaml": FOUND_YAML,
    }
    return {path: f"# {schema_line(path)}\n{text}" for path, text in texts.items()}
