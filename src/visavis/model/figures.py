"""A figure: the number object on which everything hangs.

It has a value *or* the typed reason why there is none, never both and never neither, and it
carries what is needed to explain it, cite it and compute it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from visavis.model.periods import Period
from visavis.model.queries import Query

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Coverage", "Figure", "Missing", "Part", "RowRef", "is_time", "plain_number"]

_TWELVE = Context(prec=12, rounding=ROUND_HALF_EVEN)


class Missing(StrEnum):
    """Why there is no value. They are different answers and are never merged."""

    NOT_REPORTED = "not_reported"
    """The publisher covers this subject and period, but has no row for this partner or product,
    and absence does not mean zero."""
    OUT_OF_COVERAGE = "out_of_coverage"
    """The publisher does not cover this period, subject or partner at all."""
    SUPPRESSED = "suppressed"
    NOT_A_STATE = "not_a_state"
    """One side did not exist (or the two never existed together) in the period."""
    NO_SOURCE = "no_source"
    """Nothing in the store carries this relation for this pair."""
    NO_EXCHANGE_RATE = "no_exchange_rate"
    INCOMPLETE = "incomplete"
    """A group or period total lacks members or months: `lower_bound` holds what is there."""
    UNDEFINED = "undefined"
    """Division by zero, a rank among unobserved partners, and the like."""


class RowRef(NamedTuple):
    """One row of the store that went into a figure."""

    source: str
    vintage: str
    origin_row: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which members and months a total contains, and which it lacks."""

    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Members of the group (or months, as `2020-03`) that have no row, sorted."""
    missing_weight: Decimal | None = None
    """Share (0 to 1) of the whole that the missing carry in another source; None if unknown."""
    missing_weight_source: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def is_time(part: str) -> bool:
    """Whether what is present or missing in a total is a month or year, not a member."""
    return part[:4].isdigit()


class Part(NamedTuple):
    """A named ingredient of a figure: numerator, denominator, the value at the baseline ..."""

    name: str
    """`numerator`, `denominator`, `value`, `baseline`, `exports`, `imports`."""
    label: str
    """In the field's words: `exports of RUS to CHN`."""
    value: Decimal | None
    unit: str
    source: str
    vintage: str
    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One accountable number.

    `unit` is `pct` for shares and growth (14.6 means 14.6 %), `x` for multiples, `pp` for changes
    of shares, `rank`, `count`, a currency code, `persons`. For `vote_position` the value is None,
    the unit is `vote` and `text` holds `yes`, `no`, `abstain` or `absent`; for `membership` the
    unit is `status` and `text` holds the kind of membership.
    """

    query: Query
    """The question with everything that the default rules filled in: book, source, vintage."""
    value: Decimal | None
    missing: Missing | None
    unit: str
    text: str | None = None
    lower_bound: Decimal | None = None
    """With `incomplete`: the sum (or share) of what is there, a bound from below."""
    book: str = ""
    book_reason: str = ""
    """Why this book: `asked`, `own_book`, `partner_book_only`, `reconciled_only`, `published`;
    `other_book` beside a default that was taken instead."""
    valuation: str = ""
    period: Period | None = None
    coverage: Coverage = field(default_factory=Coverage)
    parts: tuple[Part, ...] = ()
    formula: str = ""
    """As it is computed: `exports of RUS to CHN / exports of RUS to the world`."""
    rows: tuple[RowRef, ...] = ()
    origins: tuple[str, ...] = ()
    """Ids of the origins of all rows, sorted."""
    vintages: tuple[tuple[str, str], ...] = ()
    """(source, vintage) pairs, sorted."""
    detail: Mapping[str, object] = field(default_factory=dict)
    """What a list or table of the measure adds: the ranking, a resolution's tally, trips."""

    def __post_init__(self) -> None:
        if self.value is not None and self.missing is not None:
            raise ValueError(f"{self.query}: a value and a reason for its absence")
        if self.value is None and self.missing is None and self.text is None:
            raise ValueError(f"{self.query}: neither a value nor a reason for its absence")

    def to_dict(self) -> dict[str, object]:
        """The figure as one flat row of plain values, numbers with twelve significant digits."""
        query, period = self.query, self.period
        return {
            "measure": query.measure, "form": query.form, "subject": query.subject,
            "partner": query.partner, "product": query.product,
            "period": str(period) if period else None,
            "start": period.start.isoformat() if period else None,
            "end": period.end.isoformat() if period else None,
            "value": plain_number(self.value), "text": self.text, "unit": self.unit,
            "missing": self.missing.value if self.missing else None,
            "lower_bound": plain_number(self.lower_bound), "book": self.book,
            "valuation": self.valuation, "source": self.source,
            "vintages": "; ".join(f"{source} {vintage}" for source, vintage in self.vintages),
            "formula": self.formula, "query": str(query),
        }  # fmt: skip

    def to_polars(self) -> "polars.DataFrame":
        """The figure as a Polars frame of one row."""
        from visavis.model.frames import to_polars

        return to_polars((self,))

    def to_pandas(self) -> "pandas.DataFrame":
        """The figure as a pandas frame of one row (needs the extra `frames`)."""
        from visavis.model.frames import to_pandas

        return to_pandas((self,))

    def to_arrow(self) -> "pyarrow.Table":
        """The figure as an Arrow table of one row (needs the extra `frames`)."""
        from visavis.model.frames import to_arrow

        return to_arrow((self,))

    @property
    def source(self) -> str:
        """The source of the numerator."""
        return self.parts[0].source if self.parts else (self.origins[0] if self.origins else "")


def plain_number(value: Decimal | float | None) -> int | float | None:
    """An integer where it is whole, else a float; rounded to twelve significant digits.

    Infinity, which JSON has not, becomes None, as what no figure is.
    """
    if value is None or not Decimal(str(value)).is_finite():
        return None
    rounded = _TWELVE.plus(Decimal(str(value)))
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
