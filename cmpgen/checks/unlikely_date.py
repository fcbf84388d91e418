"""A date cannot be right beside the date of the election, or of the project's other elections.

Answers come before the vote, or soon after it at the latest; a mistyped year puts them elsewhere.
The first election that is not closed has the home page, and keeps it where it is over and nobody has said so.

Bad:    replied: 2037-04-02, for an election on 2027-05-06
Good:   replied: 2027-04-02
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, Where, diagnostic
from cmpgen.model import Candidate, Contest, Election

CODE = "unlikely-date"
SEVERITY = WARNING
MESSAGE = N_("{date} is after the election of {election}")
MESSAGES = {"others": N_("{date} is more than two years before the next election that is not closed, of {election}")}
HINT = N_("Look at the year and the month here; and at the date of the election in election.yaml.")
HINTS = {
    "others": N_(
        "The first election that is not closed has the home page: set 'closed: true' if this one is over; otherwise "
        "look at the years of both."
    )
}
"""What is wrong and what to do where an election stands far ahead of the next, by the fact `case`."""

LATEST = datetime.timedelta(days=366)
"""How long after an election its candidates' files may still grow."""

FARTHEST = datetime.timedelta(days=2 * 366)
"""How long before the next one an election may be that is open beside it."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    due = election.answers_due
    if due is not None and _is_known(election) and due > election.date:
        yield _fault(election.tree.value("answers-due"), due, election)


def beside_others(elections: Iterable[Election]) -> Iterator[Diagnostic]:
    """A warning for the first election of a project that is not closed, where the next one is far away."""
    known = sorted((each for each in elections if _is_known(each) and not each.closed), key=lambda each: each.date)
    for first, following in itertools.islice(itertools.pairwise(known), 1):
        if following.date - first.date > FARTHEST:
            facts = {"date": first.date.isoformat(), "election": following.date.isoformat()}
            yield diagnostic(first.tree.value("date"), CODE, **facts, case="others")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    election = contest.election
    if not _is_known(election):
        return
    for candidate in contest.candidates:
        for where, date in _dates(candidate):
            if date - election.date > LATEST:
                yield _fault(where, date, election)


def _dates(candidate: Candidate) -> Iterator[tuple[Where, datetime.date]]:
    tree = candidate.tree
    if candidate.replied is not None:
        yield tree.value("replied"), candidate.replied
    for date, _ in candidate.contacted:
        yield tree.key("contacted", date.isoformat()), date
    for id_, answer in candidate.answers.items():
        if answer.origin is not None and answer.origin.date is not None:
            yield tree.value("answers", id_, "source", "date"), answer.origin.date


def _is_known(election: Election) -> bool:
    return election.date != datetime.date.min


def _fault(where: Where, date: datetime.date, election: Election) -> Diagnostic:
    return diagnostic(where, CODE, date=date.isoformat(), election=election.date.isoformat())
