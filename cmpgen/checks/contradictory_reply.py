"""What is said about asking a candidate contradicts what is said about the reply.

Somebody who was not asked has not been contacted, and a reply that never came has no date. The page tells what
`reply` says, so the date of a reply would silently drop out of it.

Bad:    reply: no-reply
        replied: 2027-04-02
Good:   reply: declined
        replied: 2027-04-02
Bad:    reply: not-asked
        contacted:
          2027-03-20: email
Good:   reply: no-reply
        contacted:
          2027-03-20: email
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "contradictory-reply"
SEVERITY = WARNING
MESSAGE = N_("{field!r} is given, and the reply is {reply!r}")
HINT = N_("Set 'reply:' to what happened, or remove what stands at '{field}:'.")

NONE_CAME = ("no-reply", "unreachable", "not-asked")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        # Beside answers, missing-source and unsourced-comment ask for the reply already.
        is_forgotten = candidate.reply == "unknown" and not candidate.answers
        if candidate.replied and (candidate.reply in NONE_CAME or is_forgotten) and "reply" not in candidate.unreadable:
            yield diagnostic(candidate.tree.key("replied"), CODE, field="replied", reply=candidate.reply)
        if candidate.contacted and candidate.reply == "not-asked":
            yield diagnostic(candidate.tree.key("contacted"), CODE, field="contacted", reply=candidate.reply)
