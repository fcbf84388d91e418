"""Trees → the model: one election's files become an Election, one constituency's a Contest.

Every fault has a place; faulty parts are left out, and what is left is read in full.
Whether ids that files name exist is for `checks` to say, but for scales, without which a question has no options.
"""

from cmpgen.parse.contest import parse_contest
from cmpgen.parse.election import parse_election
from cmpgen.parse.questions import Catalogues

__all__ = ["Catalogues", "parse_contest", "parse_election"]
