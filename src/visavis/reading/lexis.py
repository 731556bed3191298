"""What stands in a sentence before any grammar: quantities, dates, names, tokens.

Every `start` and `end` is an offset in the document's text: `document.text[q.start:q.end]` is
exactly the phrase. The trap: a number's span leaves out its hedge ("about"), which has a span of
its own, and a date's span includes its preposition ("in 2016").
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from visavis.model.claims import Written

__all__ = [
    "Mention",
    "MentionKind",
    "Quantity",
    "QuantityKind",
    "Sentence",
    "Span",
    "Token",
    "When",
    "WhenRole",
]

Span = tuple[int, int]

QuantityKind = Literal[
    "money", "percent", "points", "multiple", "fraction", "count", "rank", "volume", "bare"
]
WhenRole = Literal[
    "in", "from", "to", "by", "since", "until", "before", "after", "between", "over", "as_of",
    "year_on_year", "each", "relative", "fiscal", "bare",
]  # fmt: skip
MentionKind = Literal[
    "state", "adjective", "demonym", "capital", "seat", "group", "region", "subnational",
    "former", "leader", "pronoun",
]  # fmt: skip


class Token(NamedTuple):
    """One word, number or punctuation mark."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One amount as it is written.

    `value` is scaled to units: `$69.5 billion` is 69500000000.0, `14.6%` is 14.6, `a fifth` is
    20.0 with unit `pct`, `doubled` is 2.0 with unit `x`, `second-largest` is 2.0 with unit `rank`.
    """

    start: int
    end: int
    kind: QuantityKind
    value: float
    value_high: float | None = None
    """Upper end of a range, else None."""
    unit: str
    """ISO 4217, `JPY|CNY` where the sign is ambiguous, `pct`, `pp`, `x`, `count`, `rank`, `t`,
    `bbl`, `bbl/d`, `bcm`, `kWh` ...; empty for a bare number."""
    qualifier: str = "="
    """`=` `~` `>` `>=` `<` `<=` `range` `up_to`."""
    written: Written
    hedge_span: Span | None = None
    """Where the hedging words stand, if any."""
    noun: str | None = None
    """For counts the counted noun with its adjectives ("bilateral agreements": the head is the last
    word), for ranks what is ranked ("trading partner", "supplier"); lower case. Else None."""
    noun_span: Span | None = None
    rate: str | None = None
    """`year`, `day`, `month` where the amount is per period ("$2 billion a year")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One expression of time.

    `text` is a period notation (`model.periods`), None where nothing can be said: a relative
    expression without an anchor, a fiscal year without a state.
    """

    start: int
    end: int
    role: WhenRole
    text: str | None
    precision: Literal["day", "month", "quarter", "half", "part", "year", "years", "fiscal"]
    """`part`: some months of a year; `years`: a span of years."""
    relative: str | None = None
    """`last_year` `this_year` `next_year` `previous_year` `same_year` `year_earlier` ... whether
    or not an anchor resolved it."""
    approximate: bool = False
    """"early December", "around 2015", "mid-2016"."""
    note: str | None = None
    """What else the words say: `FY:???-2021-22` for a fiscal year whose state is not named,
    `years:5` for "over five years"."""
    core: Span = (0, 0)
    """The date itself without its preposition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name of a state, group, region or seat, or a word that stands for one."""

    start: int
    end: int
    kind: MentionKind
    ids: tuple[str, ...]
    """ISO3 or group ids; several where the name is ambiguous ("Korea"); empty for pronouns."""
    text: str
    possessive: bool = False
    """Followed by 's (outside the span), or a possessive pronoun."""
    as_place: bool = False
    """For capitals and states: "in Moscow", where something happens, not who acts."""

    @property
    def id(self) -> str | None:
        """The one id, or None where there is none or more than one."""
        return self.ids[0] if len(self.ids) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the document and everything the lexical layers found in it."""

    start: int
    end: int
    text: str
    plain: str
    """`text` with the same length, made plain for matching: straight quotes and hyphens, no line
    breaks, and blanks where Markdown marks, web addresses and footnote marks stand."""
    segment: str
    """Kind of the segment in which it stands (`prose`, `list`, `heading`, `footnote` ...)."""
    paragraph: int
    """Number of that segment in `document.segments`."""
    tokens: tuple[Token, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    whens: tuple[When, ...] = ()
    mentions: tuple[Mention, ...] = ()
    clauses: tuple[Span, ...] = ()
    """Stretches between ; : — and commas before a conjunction; candidates, not a parse."""
    notes: tuple[str, ...] = ()
    """Footnote marks that stand in or after the sentence: ("4",)."""
