"""A query: one question to the data, as a frozen value with one canonical string.

The command line, the readings of a claim, web addresses and bundles all carry this string, so
that each of them can be asked again: `exports RUS CHN 2020 form=share book=exporter`.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from visavis.errors import UsageError
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.periods import Period

__all__ = ["AGGREGATIONS", "BOOKS", "CHANGES", "FORMS", "Query"]

FORMS = (
    "level", "share", "growth", "multiple", "ratio", "rank", "count", "difference",
    "change_abs", "change_pp", "position", "status",
)  # fmt: skip
"""What is asked about the measure. `position`: how a state voted. `status`: a membership."""

CHANGES = ("growth", "multiple", "change_abs", "change_pp")
"""The forms that compare the period with a baseline."""

BOOKS = ("exporter", "importer", "reconciled", "publisher", "own", "partner")
"""Whose book may be asked for."""

AGGREGATIONS = ("each", "sum", "mean", "end")
"""What may be made of several years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked: whose figure, towards whom, when, in which form, out of which book.

    `subject` owns the figure (formats): exports: subject sells to partner; imports: subject buys
    from partner. `None` for `book`, `source` or `vintage` means: the default rule chooses, and the
    figure says what it chose and why.
    """

    measure: str
    """A measure of relations.csv: `exports`, `imports`, `trade_turnover`, `trade_surplus`, `gdp`,
    `population`, `vote_position`, `vote_agreement`, `visits`, `membership`, ..."""
    subject: str
    """ISO 3166 alpha-3, a group id (`EU`, `EU27`, `ASEAN`), or `A+B` for a sum."""
    partner: str | None = None
    """Likewise; `WLD` for all partners; None where the measure has no other side."""
    period: Period | None = None
    form: str = "level"
    baseline: Period | None = None
    """For growth, multiples and changes: the period compared with."""
    product: str = ALL_PRODUCTS
    """`TOTAL`, a family id of products.csv, or `HS27`."""
    denominator: str | None = None
    """For shares: `exports`, `imports`, `trade` (the subject's total, the default: that of the
    measure itself), `gdp`, or `world`."""
    book: str | None = None
    """`exporter`, `importer`, `reconciled`, `publisher`; for turnover and balance, which take a
    flow each way, `own` (the subject's) or `partner`; None for the default: the subject's own
    book, else the partner's, else a reconciled one."""
    without: tuple[str, ...] = ()
    """Product families left out, sorted: (`energy`, `gold`)."""
    source: str | None = None
    denominator_source: str | None = None
    """Where the denominator comes from when not from the numerator's own source."""
    vintage: str | None = None
    aggregation: str = "each"
    """For several years: `each`, `sum`, `mean`, `end`."""
    resolution: str | None = None
    """For votes: `A/RES/68/262`."""
    among: str | None = None
    """For ranks: the group among whose members the partner is ranked; None: all partners."""

    def __str__(self) -> str:
        return " ".join(_parts(self))

    def but(self, **changes: Any) -> "Query":
        """The same question with some fields changed."""
        return replace(self, **changes)

    @classmethod
    def parse(cls, text: str) -> "Query":
        """The query whose canonical string is `text`.

        Raises:
            UsageError: No measure or subject, or a part that is not `key=value` with a known key.
        """
        words = [part for part in text.split(" ") if part]
        plain = [word for word in words if "=" not in word]
        if len(plain) < 2:
            raise UsageError(f"query {text!r}", f"{len(plain)} plain words", "a measure, a subject")
        values: dict[str, Any] = {"measure": plain[0], "subject": plain[1]}
        if len(plain) > 2 and plain[2] != "-":
            values["partner"] = plain[2]
        if len(plain) > 3:
            values["period"] = Period.parse(plain[3])
        known = {field.name for field in fields(cls)}
        for word in words:
            key, equals, value = word.partition("=")
            if not equals:
                continue
            if key not in known:
                raise UsageError(
                    f"query {text!r}", f"{key!r}", f"one of {', '.join(sorted(known))}"
                )
            if key == "without":
                values[key] = tuple(sorted(value.split(",")))
            elif key in ("period", "baseline"):
                values[key] = Period.parse(value)
            else:
                values[key] = value
        return cls(**values)


def _parts(query: Query) -> list[str]:
    parts = [query.measure, query.subject]
    if query.partner is not None or query.period is not None:
        parts.append(query.partner or "-")
    if query.period is not None:
        parts.append(str(query.period))
    for field in fields(Query)[4:]:
        value = getattr(query, field.name)
        if value == field.default:
            continue
        parts.append(f"{field.name}={','.join(value) if field.name == 'without' else value}")
    return parts
