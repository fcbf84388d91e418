"""A question names a topic that the election does not have.

Bad:    topic: trnsport
Good:   topic: transport
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, diagnostic
from cmpgen.model import Election

CODE = "unknown-topic"
SEVERITY = ERROR
MESSAGE = N_("no topic is called {topic!r}")
HINT = N_("Did you mean {nearest!r}? The topics are under 'topics:' in election.yaml.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    near = Guesses(election.topics)
    for question in election.every_question():
        unknown = bool(question.topic) and question.topic not in election.topics
        if unknown and election.readable(question.topic) and election.readable("topics/*"):
            where = question.tree.value("topic")
            yield diagnostic(where, CODE, topic=question.topic, nearest=near(question.topic))
