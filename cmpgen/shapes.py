"""The shape of each kind of file that volunteers write, as pydantic sees it.

Nothing is required by pydantic itself: each shape names its `required` fields, so that a file with faults
can be read again without its faulty parts and the rest of it checked in the same run.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from cmpgen.fields import (
    Address,
    Counting,
    Date,
    Flag,
    Id,
    Language,
    Line,
    Link,
    Percentage,
    PhotoName,
    Text,
    Whole,
    Wikidata,
    Words,
    one_of,
    one_or_several,
)
from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.model import ORIGINS, REPLIES, STATUSES
from cmpgen.questions import TYPES


class Shape(BaseModel):
    """A mapping with known fields. An empty value of a known field is the same as an absent one.

    What a volunteer put where a field's name belongs may be words of a candidate, so an unknown name is refused even
    when nothing follows it.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        arbitrary_types_allowed=True,
    )
    required: ClassVar[tuple[str, ...]] = ()
    known: ClassVar[frozenset[str]] = frozenset()
    """The names of the fields, as they are written in a file."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.known = frozenset(field.alias or name for name, field in cls.model_fields.items())

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: each for key, each in value.items() if each != "" or key not in cls.known}


class OptionShape(Shape):
    required = ("id", "label")
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
    type: Annotated[Line, one_of(*TYPES)] = "scale"
    scale: Line = ""
    text: Text = {}
    easy: Text = {}
    topic: Line = ""
    background: Text = {}
    for_: Text = {}
    against: Text = {}
    sources: list[CitationShape] = []
    options: list[OptionShape] = []
    asked_in: Annotated[list[Line], BeforeValidator(one_or_several)] = []
    based_on: Line = ""
    evidence: Link = ""
    source_id: Line = ""


class PartyShape(Shape):
    required = ("name",)
    name: Text = {}
    url: Link = ""
    source_id: Line = ""


class MethodShape(Shape):
    metric: Annotated[Line, one_of(*METRICS)] = "city-block"
    missing: Annotated[Line, one_of(*RULES)] = "half"
    minimum_shared: Percentage = 50


class ForgeShape(Shape):
    required = ("kind", "url")
    kind: Annotated[Line, one_of("github", "gitlab", "forgejo")] = ""
    url: Link = ""
    branch: Line = "main"


class TermsShape(Shape):
    constituency: Text = {}
    candidate: Text = {}


class ElectionShape(Shape):
    required = ("title", "date", "languages")
    format: Annotated[Line, one_of("1")] = "1"
    title: Text = {}
    date: Date | None = None
    languages: Annotated[list[Language], BeforeValidator(one_or_several)] = []
    terms: TermsShape = TermsShape()
    scale: Line = "agree-5"
    scales: dict[Id, list[OptionShape]] = {}
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
    site: Link = ""
    forge: ForgeShape | None = None
    comment_limit: Counting | None = None
    order_seed: Line = ""
    source_id: Line = ""


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
    format: Annotated[Line, one_of("1")] = "1"
    candidates: Counting | None = None
    axes: AxesShape | None = None
    questions: dict[str, LoadingShape] = {}


class ConstituencyShape(Shape):
    required = ("name",)
    name: Text = {}
    region: Line = ""
    seats: Counting | None = None
    questions: list[QuestionShape] = []
    source_id: Line = ""


class OriginShape(Shape):
    required = ("kind",)
    kind: Annotated[Line, one_of(*ORIGINS)] = ""
    url: Link = ""
    quote: Text = {}
    date: Date | None = None


class AnswerShape(Shape):
    position: Words = ""
    comment: Text = {}
    source: OriginShape | None = None


LONGEST_KEPT, MOST_KEPT = 80, 4096
"""Longer answers are hardly ever given twice."""

_short: dict[str, AnswerShape] = {}
"""Answers that were read; most are one of a few words."""


def _answer(value: object, read: ValidatorFunctionWrapHandler) -> AnswerShape:
    """`free-buses: agree` says the same as `free-buses:` with `position: agree` below it."""
    if type(value) is not str:
        whole: AnswerShape = read({"position": value} if isinstance(value, list) else value)
        return whole
    known = _short.get(value)
    if known is None:
        known = read({"position": value})
        if len(value) <= LONGEST_KEPT and len(_short) < MOST_KEPT:
            _short[value] = known
    return known


class CandidateShape(Shape):
    required = ("name",)
    name: Line = ""
    party: Annotated[list[Line], BeforeValidator(one_or_several)] = []
    ballot: Counting | None = None
    photo: PhotoName = ""
    credit: Line = ""
    status: Annotated[Line, one_of(*STATUSES)] = "standing"
    reply: Annotated[Line, one_of(*REPLIES)] = "unknown"
    replied: Date | None = None
    contacted: dict[Date, Line] = {}
    links: dict[str, Link] = {}
    wikidata: Wikidata = ""
    answers: dict[str, Annotated[AnswerShape, WrapValidator(_answer)]] = {}
    source_id: Line = ""
