"""A date cannot be right beside the date of the election, or of the project's other elections.

Answers come before the vote, or soon after it at the latest; a mistyped year puts them elsewhere.
The election with the latest date has the home page, and takes it from all others where its year is mistyped.

Bad:    replied: 2037-04-02, for an election on 2027-05-06
Good:   replied: 2027-04-02
"""

import datetime
from collections.abc import Iterable, Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, Where, diagnostic
from cmpgen.model import Candidate, Contest, Election

CODE = "unlikely-date"
SEVERITY = WARNING
MESSAGE = N_("{date} is after the election of {election}")
MESSAGES = {
    "others": N_("{date} is more than two years after all other elections that are not over; the last is {election}")
}
HINT = N_("Look at the year and the month here; and at the date of the election in election.yaml.")
HINTS = {
    "others": N_(
        "Look at the year: the election with the latest date has the home page. Where the others are over, set "
        "'closed: true' in them."
    )
}
"""What is wrong and what to do where an election stands far ahead of all others, by the fact `case`."""

LATEST = datetime.timedelta(days=366)
"""How long after an election its candidates' files may still grow."""

FARTHEST = datetime.timedelta(days=2 * 366)
"""How long after all others an election may be that is open beside them."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    due = election.answers_due
    if due is not None and _is_known(election) and due > election.date:
        yield _fault(election.tree.value("answers-due"), due, election)


def beside_others(elections: Iterable[Election]) -> Iterator[Diagnostic]:
    """A warning for the election that is far ahead of all others, of those of a project that are not over."""
    last = sorted((each for each in elections if _is_known(each) and not each.closed), key=lambda each: each.date)[-2:]
    if len(last) > 1 and last[1].date - last[0].date > FARTHEST:
        before, ahead = last
        facts = {"date": ahead.date.isoformat(), "election": before.date.isoformat()}
        yield diagnostic(ahead.tree.value("date"), CODE, **facts, case="others")


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
