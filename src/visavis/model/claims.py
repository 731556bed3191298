"""A claim: one asserted figure or dated fact in a text, as the text has it.

Reading makes claims and knows nothing of the data. Direction: `subject` owns the figure (formats).
"China accounts for 14.6% of Russia's exports" is subject RUS, partner CHN, measure exports.
"""

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Basis", "Claim", "Document", "Modality", "Segment", "Written"]

Modality = Literal[
    "actual", "estimate", "forecast", "target", "planned", "potential", "hypothetical"
]


@dataclass(frozen=True, slots=True)
class Basis:
    """On what footing an amount is stated, as written; None where the text does not say."""

    currency: str | None = None
    prices: str | None = None
    """`current` or `constant`."""
    volume: bool | None = None
    """True where the text speaks of volume (tonnes, barrels), not value."""


@dataclass(frozen=True, slots=True)
class Written:
    """How the number stands in the text; tolerance is derived from this and nothing else."""

    numeral: str
    """The digits or words: `14.6`, `200`, `2-3`, `doubled`, `a fifth`, `half`."""
    scale: float = 1.0
    """What the numeral is multiplied by to give units: 1e9 for billion, 1 for per cent."""
    hedge: str | None = None
    """The hedging words, lower case: `about`, `nearly`, `over`, `barely`, `up to`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure or fact that a text states; every field as in formats, plus how it was found."""

    quote: str
    start: int
    end: int
    measure: str
    form: str
    subject: str | None = None
    partner: str | None = None
    value: float | None = None
    value_high: float | None = None
    unit: str | None = None
    period: str = "unspecified"
    period_from: Literal["sentence", "context", "document", "none"] = "none"
    """Where the period was found: in the sentence, carried from an earlier one, or nowhere."""
    baseline: str | None = None
    denominator: str | None = None
    product: str | None = None
    modality: Modality = "actual"
    qualifier: str = "="
    polarity: Literal["affirmed", "negated"] = "affirmed"
    asserted: bool = True
    """False where the text attributes, doubts or denies the statement."""
    basis: Basis = field(default_factory=Basis)
    sector: str | None = None
    resolution: str | None = None
    attribution: str | None = None
    source_named: str | None = None
    """Id of the source that the text or its footnote names as origin (`ru_customs`), if known,
    else the publisher's name as written."""
    written: Written | None = None
    rank_scope: str | None = None
    """For ranks: among whom, as a group id, where the text limits it (`ASEAN`); else None."""
    ahead_of: tuple[str, ...] = ()
    """For ranks: states that the text says come after."""
    premise: str | None = None
    """Words of the sentence that the data cannot speak to ("condemning"), to be marked so."""
    position: str | None = None
    """For votes: `yes`, `no`, `abstain`, `absent`; for membership: its kind (`member`,
    `dialogue_partner`, ...)."""
    sentence: tuple[int, int] = (0, 0)
    """Offsets of the sentence in which the claim stands."""
    ambiguous: tuple[str, ...] = ()
    """What the words leave open and why nothing was chosen: `actor:Korea`, `measure:trade`."""
    unread: tuple[str, ...] = ()
    """Words, names, dates and amounts of the number's clause that reading did not understand;
    lower case. With any of them the claim is never called wrong."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the document's text and what it is."""

    start: int
    end: int
    kind: Literal[
        "heading", "prose", "list", "table", "quote", "footnote", "caption", "boilerplate"
    ]
    note: str | None = None
    """For footnotes: the mark by which the prose refers to it ("3")."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be read: decoded, newlines as `\\n`, no byte-order mark, otherwise unchanged."""

    name: str
    text: str
    text_sha256: str
    file_sha256: str
    kind: Literal["txt", "md", "html", "string"]
    segments: tuple[Segment, ...]
    date: str | None = None
    """Publication date (ISO) where the document itself states one (HTML meta, front matter)."""
    title: str | None = None
    language: str = "en"
    encoding: str = "utf-8"
    lines: tuple[int, ...] = ()
    """Offset at which each line of the *original* starts in `text` (for .txt and .md: 1:1)."""
    unread: tuple[tuple[int, int], ...] = ()
    """Stretches in which nothing was looked for: too long for a sentence, or rows of numbers."""
