"""The shape of each kind of file that volunteers write.

Annotations are evaluated here, for they say how each field is read.
"""

from typing import Annotated, Any

from cmpgen.fields import (
    Address,
    Base,
    Branch,
    Counting,
    Date,
    Flag,
    Id,
    Language,
    Line,
    Lines,
    Link,
    Percentage,
    PhotoName,
    SourceId,
    Text,
    Whole,
    Wikidata,
    Words,
    one_of,
    one_or_several,
    or_text,
)
from cmpgen.kinds import Before, Fault, Read, Shape, Steps
from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.model import ORIGINS, REPLIES, STATUSES
from cmpgen.questions import TYPES


class OptionShape(Shape):
    required = ("id", "label")
    id: Id = ""
    label: Text = {}


class StepShape(Shape):
    required = ("id", "label", "value")
    id: Id = ""
    label: Text = {}
    value: Whole | None = None


class CitationShape(Shape):
    required = ("url",)
    url: Link = ""
    title: Text = {}


class QuestionShape(Shape):
    required = ("id", "text")
    id: Id = ""
    type: Annotated[str, one_of(*TYPES)] = "scale"
    scale: Line = ""
    text: Text = {}
    easy: Text = {}
    topic: Line = ""
    background: Text = {}
    for_: Text = {}
    against: Text = {}
    sources: list[CitationShape] = []
    options: list[OptionShape] = []
    asked_in: Lines = []
    based_on: Line = ""
    evidence: Link = ""
    source_id: SourceId = ""


class PartyShape(Shape):
    required = ("name",)
    name: Text = {}
    url: Link = ""
    source_id: SourceId = ""


class MethodShape(Shape):
    metric: Annotated[str, one_of(*METRICS)] = "city-block"
    missing: Annotated[str, one_of(*RULES)] = "half"
    minimum_shared: Percentage = 50


class ForgeShape(Shape):
    required = ("kind", "url")
    kind: Annotated[str, one_of("github", "gitlab", "forgejo")] = ""
    url: Base = ""
    branch: Branch = "main"


class TermsShape(Shape):
    constituency: Text = {}
    candidate: Text = {}


class ElectionShape(Shape):
    required = ("title", "date", "languages")
    format: Annotated[str, one_of("1")] = "1"
    title: Text = {}
    date: Date | None = None
    languages: Annotated[list[Language], one_or_several] = []
    terms: TermsShape = TermsShape()
    scale: Line = "agree-5"
    scales: dict[Id, list[StepShape]] = {}
    method: MethodShape = MethodShape()
    topics: dict[Id, Text] = {}
    regions: dict[Id, Text] = {}
    parties: dict[Id, PartyShape] = {}
    publisher: Text = {}
    funding: Text = {}
    panel: Text = {}
    answers_due: Date | None = None
    closed: Flag = False
    licence: Line = ""
    contact: Address = ""
    site: Base = ""
    forge: ForgeShape | None = None
    comment_limit: Counting | None = None
    order_seed: Line = ""
    source_id: SourceId = ""


class AxisShape(Shape):
    required = ("reach",)
    variation: Whole = 0
    reach: Counting | None = None


class AxesShape(Shape):
    required = ("x", "y")
    x: AxisShape | None = None
    y: AxisShape | None = None


class LoadingShape(Shape):
    mean: Whole = 0
    x: Whole = 0
    y: Whole = 0


class MapShape(Shape):
    required = ("candidates", "axes", "questions")
    format: Annotated[str, one_of("1")] = "1"
    candidates: Counting | None = None
    axes: AxesShape | None = None
    questions: dict[str, LoadingShape] = {}


class ConstituencyShape(Shape):
    required = ("name",)
    name: Text = {}
    region: Line = ""
    seats: Counting | None = None
    questions: list[QuestionShape] = []
    source_id: SourceId = ""


class OriginShape(Shape):
    required = ("kind",)
    kind: Annotated[str, one_of(*ORIGINS)] = ""
    url: Link = ""
    quote: Text = {}
    date: Date | None = None


class AnswerShape(Shape):
    position: Words = ""
    comment: Text = {}
    source: OriginShape | None = None


LONGEST_KEPT, MOST_KEPT = 80, 4096
"""Longer answers are hardly ever given twice."""


class _ShortAnswer(Before):
    """`free-buses: agree` says the same as `free-buses:` with `position: agree` below it, and most answers are that."""

    def __init__(self) -> None:
        super().__init__(self._whole, or_text)

    @staticmethod
    def _whole(value: Any) -> Any:
        return {"position": value} if isinstance(value, str | list) else value

    def reader(self, inner: Any) -> Read:
        whole = super().reader(inner)
        known: dict[str, AnswerShape] = {}

        def read(value: Any, steps: Steps, faults: list[Fault]) -> Any:
            if type(value) is not str or len(value) > LONGEST_KEPT:
                return whole(value, steps, faults)
            if value not in known:
                if len(known) >= MOST_KEPT:
                    known.clear()
                known[value] = whole(value, steps, faults)
            return known[value]

        return read


class CandidateShape(Shape):
    required = ("name",)
    name: Line = ""
    party: Lines = []
    ballot: Counting | None = None
    photo: PhotoName = ""
    credit: Line = ""
    status: Annotated[str, one_of(*STATUSES)] = "standing"
    reply: Annotated[str, one_of(*REPLIES)] = "unknown"
    replied: Date | None = None
    contacted: dict[Date, Line] = {}
    links: dict[str, Link] = {}
    wikidata: Wikidata = ""
    answers: dict[str, Annotated[AnswerShape, _ShortAnswer()]] = {}
    source_id: SourceId = ""
