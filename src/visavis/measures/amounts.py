"""An amount on its way to becoming a figure: a value or a reason, with everything it rests on.

The trap is the sum that lacks something. It has no value; what is there becomes `lower`, a bound
from below, and what is not there is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal

from visavis.model.figures import Missing, Part, RowRef

__all__ = ["EXACT", "HUNDRED", "ZERO", "Amount", "difference", "quotient", "total", "worst"]

EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN)
"""The context of every calculation, whatever the caller's own is."""

ZERO = Decimal(0)
HUNDRED = Decimal(100)

_ORDER = (
    Missing.INCOMPLETE, Missing.NOT_A_STATE, Missing.NO_EXCHANGE_RATE, Missing.SUPPRESSED,
    Missing.NOT_REPORTED, Missing.UNDEFINED, Missing.OUT_OF_COVERAGE, Missing.NO_SOURCE,
)  # fmt: skip
"""Reasons from the most to the least informative: of several answers the first is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value or the reason why there is none; what it was made of; what it lacks."""

    value: Decimal | None = None
    missing: Missing | None = None
    lower: Decimal | None = None
    """Without a value: what is there, a bound from below."""
    unit: str = ""
    valuations: frozenset[str] = frozenset()
    rows: tuple[RowRef, ...] = ()
    vintages: frozenset[tuple[str, str]] = frozenset()
    present: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    """Members or months without a row."""
    parts: tuple[Part, ...] = ()
    formula: str = ""
    text: str | None = None
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def floor(self) -> Decimal | None:
        """The value, else the bound from below, else None."""
        return self.value if self.value is not None else self.lower

    @property
    def rank(self) -> int:
        """0 for a value, 1 for a bound, then the reasons from most to least informative."""
        if self.value is not None or (self.text is not None and self.missing is None):
            return 0
        if self.lower is not None:
            return 1
        return 2 + _ORDER.index(self.missing or Missing.NO_SOURCE)

    def but(self, **changes: object) -> "Amount":
        """The same amount with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # fields are checked by use


def worst(reasons: Iterable[Missing | None]) -> Missing:
    """The most informative of several reasons."""
    known = {reason for reason in reasons if reason is not None}
    return next((reason for reason in _ORDER if reason in known), Missing.NO_SOURCE)


def total(named: Sequence[tuple[str, Amount]]) -> Amount:
    """The sum of amounts by name of member; incomplete where one has no value.

    Without names ("") what is present and lacking is that of the amounts themselves. Amounts in
    different units are not added. Where none has anything, the reason is theirs.
    """
    amounts = [amount for _, amount in named]
    if len({a.unit for a in amounts if a.floor is not None}) > 1:
        return _joined(amounts).but(missing=Missing.NO_EXCHANGE_RATE)
    base = _joined(amounts)
    if any(name for name, _ in named):
        lacking = {name for name, amount in named if amount.value is None}
        present = {name for name, _ in named} - lacking
        base = base.but(present=tuple(sorted(present)), lacking=tuple(sorted(lacking)))
    floors = [a.floor for a in amounts if a.floor is not None]
    if not floors:
        return base.but(missing=worst(a.missing for a in amounts))
    summed = ZERO
    for amount in floors:
        summed = EXACT.add(summed, amount)
    if all(a.value is not None for a in amounts):
        return base.but(value=summed)
    return base.but(missing=Missing.INCOMPLETE, lower=summed)


def difference(left: Amount, right: Amount) -> Amount:
    """`left - right`; without both values there is no bound either."""
    base = _joined((left, right))
    if left.value is None or right.value is None:
        reasons = [a.missing for a in (left, right) if a.value is None]
        return base.but(missing=worst(reasons))
    if left.unit != right.unit:
        return base.but(missing=Missing.NO_EXCHANGE_RATE)
    return base.but(value=EXACT.subtract(left.value, right.value))


def quotient(top: Amount, bottom: Amount, *, times: Decimal, unit: str) -> Amount:
    """`top / bottom * times`; a bound from below where only the top is incomplete.

    Different units are never divided, and nothing is divided by zero or by a bound.
    """
    base = _joined((top, bottom)).but(unit=unit, present=top.present, lacking=top.lacking)
    if top.floor is None:
        return base.but(missing=top.missing)
    if bottom.value is None:
        # What the numerator lacks is not what keeps the share from being known.
        return base.but(missing=bottom.missing, lacking=bottom.lacking or top.lacking)
    if top.unit != bottom.unit:
        return base.but(missing=Missing.NO_EXCHANGE_RATE)
    if bottom.value == 0:
        return base.but(missing=Missing.UNDEFINED, detail={"reason": "division by zero"})
    result = EXACT.multiply(EXACT.divide(top.floor, bottom.value), times)
    if top.value is None:
        return base.but(missing=Missing.INCOMPLETE, lower=result)
    return base.but(value=result)


def _joined(amounts: Sequence[Amount]) -> Amount:
    """Everything but value and reason, united; the unit is that of the first that has one."""
    present: set[str] = set()
    lacking: set[str] = set()
    for amount in amounts:
        present |= set(amount.present)
        lacking |= set(amount.lacking)
    return Amount(
        unit=next((a.unit for a in amounts if a.unit), ""),
        valuations=frozenset().union(*(a.valuations for a in amounts)),
        rows=tuple(row for a in amounts for row in a.rows),
        vintages=frozenset().union(*(a.vintages for a in amounts)),
        present=tuple(sorted(present - lacking)),
        lacking=tuple(sorted(lacking)),
    )
