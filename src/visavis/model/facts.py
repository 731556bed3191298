"""A fact: one row of one publisher's file, in the one schema that all sources share.

The trap is direction. A flow of goods is stored once, as `goods_flow` with the *exporter* as
`subject` and the *importer* as `partner`; `book` says which of the two reported it. India's
imports from Russia are therefore `subject=RUS, partner=IND, book=importer`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

__all__ = [
    "ALL_PRODUCTS",
    "FACT_COLUMNS",
    "WORLD",
    "Book",
    "CodedEvent",
    "Fact",
    "Position",
    "Precision",
    "RollCall",
    "Status",
    "TalliedRollCall",
    "Tie",
    "Trip",
    "VoteCast",
]

WORLD = "WLD"
"""The partner (or exporter) of a total over all partners."""

ALL_PRODUCTS = "TOTAL"
"""The product of a flow that covers all goods."""

Book = Literal["exporter", "importer", "investor", "host", "reconciled", "publisher"]
"""Whose book a number comes from: of goods `exporter` or `importer`, of direct investment
`investor` or `host`. `publisher`: neither side's, e.g. a printed share."""

Status = Literal["reported", "estimated", "true_zero", "not_reported", "suppressed"]
"""What the publisher says of the value. `not_reported` and `suppressed` rows carry no value."""


Position = Literal["yes", "no", "abstain", "absent"]
"""What a member did in a roll call."""

Precision = Literal["day", "month", "year"]
"""How finely a date is stated."""


class Fact(NamedTuple):
    """One published value. Amounts are exact decimals with three places, in whole units."""

    source: str
    vintage: str
    """The publisher's release label, else the retrieval date."""
    relation: str
    """A row of `relations.csv`: `goods_flow`, `gdp`, `population`, `published_share`, ..."""
    book: Book
    subject: str
    """Who owns the figure; for `goods_flow` always the exporter, `WLD` for a total of imports."""
    partner: str
    """The other side; for `goods_flow` the importer, `WLD` for a total of exports; "" for none."""
    product: str
    """`TOTAL`, a family of products.csv (`crude_oil`) or `HS27`; "" where it has no meaning."""
    start: date
    end: date
    """Last day of the period, inclusive."""
    value: Decimal | None
    unit: str
    valuation: str
    """`FOB`, `CIF` or ""."""
    status: Status
    origin_row: int
    """The row of the publisher's table from which the value was taken, from 1."""


FACT_COLUMNS: tuple[str, ...] = Fact._fields


@dataclass(frozen=True, slots=True)
class RollCall:
    """One recorded vote of the UN General Assembly with its official tally, if published."""

    rid: str
    """Key of the roll call, unique within source and vintage; never `rcid` alone."""
    resolution: str
    """`A/RES/68/262`, or "" for a vote on a paragraph, an amendment or a draft that failed."""
    held_on: date
    title: str


class TalliedRollCall(NamedTuple):
    """A roll call, whose release it is from, and how many members did what."""

    source: str
    vintage: str
    roll_call: RollCall
    yes: int
    no: int
    abstain: int
    absent: int


class VoteCast(NamedTuple):
    """What one member did in one roll call. A state that was no member has no row."""

    rid: str
    state: str
    position: Position


@dataclass(frozen=True, slots=True)
class Trip:
    """One journey of a leader or minister to another state."""

    traveller: str
    host: str
    start: date
    end: date
    role: str
    name: str
    place: str
    origin_row: int


class Tie(NamedTuple):
    """A dated bond of two states that is no amount: one row for each pair of a treaty's members.

    The trap is the bloc: an agreement of the Eurasian Economic Union binds each of its members
    from the day on which both were in it, so members are spelt out here and blocs are not.
    """

    source: str
    vintage: str
    relation: str
    """`trade_agreement`, `alliance`, `defence_agreement` or `sanction`."""
    key: str
    """The publisher's id of the treaty or case, the same in all its rows."""
    title: str
    subject: str
    """The state that sanctions; for a mutual tie the id that sorts first."""
    partner: str
    """The state that is sanctioned; for a mutual tie the id that sorts last."""
    kind: str
    """What is in it, in the publisher's words by one list: `defence; consultation`."""
    signed: date | None
    start: date | None
    """Entry into force between the two; None where the publisher states none."""
    end: date | None
    """Last day in force; None where the publisher states no end."""
    precision: Precision
    """How finely the dates are stated: of a bare year, `start` is its first day, `end` its last."""
    origin_row: int


class CodedEvent(NamedTuple):
    """One event that a machine coded out of news reports: who did what to whom, on which day."""

    source: str
    vintage: str
    key: str
    """The publisher's id of the event."""
    on: date
    actor: str
    target: str
    code: str
    """As published: CAMEO `057`, PLOVER `CONSULT`; text, since leading zeros count."""
    quad: Literal[
        "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", ""
    ]
    """"" where the publisher states none and its code does not tell (neutral statements)."""
    intensity: Decimal | None
    """Goldstein's scale, -10 to 10, or the publisher's own."""
    origin_row: int
