"""An amount on its way to becoming a figure: a value or a reason, with everything it rests on.

The trap is the sum that lacks something. It has no value; what is there becomes `lower`, a bound
from below, and what is not there is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from visavis.model.figures import Missing, Part, RowRef, is_time

__all__ = [
    "EXACT",
    "HUNDRED",
    "SLIGHT_OF_ALL",
    "ZERO",
    "Amount",
    "Gap",
    "are_of_several_units",
    "difference",
    "quotient",
    "settled",
    "total",
    "worst",
]

EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN)
"""The context of every calculation, whatever the caller's own is."""

ZERO = Decimal(0)
HUNDRED = Decimal(100)

SLIGHT = Decimal("0.01")
"""What flows without a row may usually come to, as a share of the sum that takes them as zero."""

SLIGHT_OF_ALL = Decimal("0.05")
"""The same of a total over all partners, where cargoes that come and go are many. By our judgement:
in BACI's raw materials it leaves 19 of 20 totals above 5 billion dollars."""

_ORDER = (
    Missing.INCOMPLETE, Missing.NOT_A_STATE, Missing.NO_EXCHANGE_RATE, Missing.SUPPRESSED,
    Missing.NOT_REPORTED, Missing.UNDEFINED, Missing.OUT_OF_COVERAGE, Missing.NO_SOURCE,
)  # fmt: skip
"""Reasons from the most to the least informative: of several answers the first is given."""


class Gap(NamedTuple):
    """What a flow without a row may have been, judged by its own rows of other years."""

    usual: Decimal
    """The median of the years around, in which no row counts as nothing."""
    most: Decimal | None
    """The largest of them; None where a side reported to nobody, so that nothing is a bound."""


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
    inferred: bool = False
    """Nobody published the zero: it stands only for rows that are not there."""
    gap: Gap | None = None
    """Without a value: what is known of the flows where no row should have meant zero."""
    assumed: frozenset[str] = frozenset()
    """Flows, as `RUS>TUR`, that have no row and are (or would be) taken as zero."""
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def floor(self) -> Decimal | None:
        """The value, else the bound from below, else None."""
        return self.value if self.value is not None else self.lower

    @property
    def is_partly_there(self) -> bool:
        """Whether it has a bound from below, and lacks nothing but months."""
        return self.lower is not None and bool(self.lacking) and all(map(is_time, self.lacking))

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
        if not changes.keys() <= _FIELDS:
            raise TypeError(f"an amount has no {', '.join(sorted(changes.keys() - _FIELDS))}")
        # Amounts are made by the thousand: copying their slots takes a tenth of `replace`.
        made = object.__new__(Amount)
        for name in _FIELDS:
            value = changes[name] if name in changes else getattr(self, name)
            object.__setattr__(made, name, value)
        return made


_FIELDS = frozenset(each.name for each in fields(Amount))


def are_of_several_units(amounts: Iterable[Amount]) -> bool:
    """Whether the amounts cannot be added; a nought that no row states is of any unit."""
    return len({amount.unit for amount in amounts if amount.unit}) > 1


def worst(reasons: Iterable[Missing | None]) -> Missing:
    """The most informative of several reasons."""
    known = {reason for reason in reasons if reason is not None}
    return next((reason for reason in _ORDER if reason in known), Missing.NO_SOURCE)


def total(named: Sequence[tuple[str, Amount]], slight: Decimal = SLIGHT) -> Amount:
    """The sum of amounts by name of member; incomplete where one has no value.

    Without names ("") what is present and lacking is that of the amounts themselves. Amounts in
    different units are not added. Where none has anything, the reason is theirs. Flows
    whose zero would only be inferred count as zero where they usually come to next to nothing.
    """
    named = _slight_as_zero(named, slight)
    amounts = [amount for _, amount in named]
    if are_of_several_units(a for a in amounts if a.floor is not None):
        return _joined(amounts).but(missing=Missing.NO_EXCHANGE_RATE)
    base = _joined(amounts)
    if any(name for name, _ in named):
        # A member of which only months are lacking is there: the months are what is missing.
        partly = {name for name, amount in named if amount.value is None and amount.is_partly_there}
        lacking = {name for name, amount in named if amount.value is None} - partly
        missing = [set(amount.lacking) for name, amount in named if name in partly]
        months = set.intersection(*missing) if missing else set()
        # One that lacks more than all do is not whole even in the months that the others have.
        lacking |= {
            name for name, amount in named if name in partly and set(amount.lacking) > months
        }
        present = {name for name, _ in named} - lacking
        base = base.but(
            present=tuple(sorted(present | {part for part in base.present if is_time(part)})),
            lacking=tuple(sorted(lacking | months)),
        )
    floors = [a.floor for a in amounts if a.floor is not None]
    if not floors:
        return base.but(missing=worst(a.missing for a in amounts))
    summed = ZERO
    for amount in floors:
        summed = EXACT.add(summed, amount)
    if all(a.value is not None for a in amounts):
        return base.but(value=summed)
    return base.but(missing=Missing.INCOMPLETE, lower=summed, gap=_joint_gap(amounts))


def _joint_gap(amounts: Sequence[Amount]) -> Gap | None:
    """The gaps together, where nothing but gaps is lacking."""
    lacking = [amount for amount in amounts if amount.value is None]
    gaps = [amount.gap for amount in lacking if amount.gap is not None]
    if len(gaps) < len(lacking):
        return None
    usual: Decimal = ZERO
    most: Decimal | None = ZERO
    for gap in gaps:
        usual = EXACT.add(usual, gap.usual)
        most = None if most is None or gap.most is None else EXACT.add(most, gap.most)
    return Gap(usual, most)


def settled(amount: Amount, whole: Decimal, slight: Decimal = SLIGHT) -> Amount:
    """The amount with zero for its gap, where that is slight beside `whole`; else as it is."""
    gap = amount.gap
    if amount.value is not None or gap is None or gap.most is None:
        return amount
    if whole <= 0 or gap.usual > EXACT.multiply(whole, slight):
        return amount
    return amount.but(
        value=amount.lower or ZERO,
        lower=None,
        missing=None,
        gap=None,
        inferred=amount.lower is None,
        lacking=(),
    )


def _slight_as_zero(
    named: Sequence[tuple[str, Amount]], slight: Decimal
) -> Sequence[tuple[str, Amount]]:
    """The same, with gaps as zeros where all of them together are next to nothing."""
    gaps = [amount.gap for _, amount in named if amount.gap is not None]
    if not gaps:
        return named
    usual, whole = ZERO, ZERO
    for gap in gaps:
        usual = EXACT.add(usual, gap.usual)
    for _, amount in named:
        whole = EXACT.add(whole, amount.floor or ZERO)
    if usual > EXACT.multiply(whole, slight):
        return named
    return [(name, settled(amount, whole, slight)) for name, amount in named]


def difference(left: Amount, right: Amount) -> Amount:
    """`left - right`; without both values there is no bound either."""
    right = settled(right, left.value or ZERO)
    base = _joined((left, right))
    if left.value is None or right.value is None:
        reasons = [a.missing for a in (left, right) if a.value is None]
        return base.but(missing=worst(reasons))
    if are_of_several_units((left, right)):
        return base.but(missing=Missing.NO_EXCHANGE_RATE)
    return base.but(value=EXACT.subtract(left.value, right.value))


def quotient(top: Amount, bottom: Amount, *, times: Decimal, unit: str) -> Amount:
    """`top / bottom * times`; a bound from below where only the top is incomplete.

    Different units are never divided, and nothing is divided by zero or by a bound.
    """
    base = _joined((top, bottom)).but(
        unit=unit, present=top.present, lacking=top.lacking, inferred=top.inferred
    )
    if top.floor is None:
        return base.but(missing=top.missing)
    if bottom.value is None:
        # What the numerator lacks is not what keeps the share from being known.
        return base.but(missing=bottom.missing, lacking=bottom.lacking or top.lacking)
    if are_of_several_units((top, bottom)):
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
        present.update(amount.present)
        lacking.update(amount.lacking)
    return Amount(
        unit=next((a.unit for a in amounts if a.unit), ""),
        valuations=frozenset().union(*(a.valuations for a in amounts)),
        rows=tuple(row for a in amounts for row in a.rows),
        vintages=frozenset().union(*(a.vintages for a in amounts)),
        present=tuple(sorted(present - lacking)),
        lacking=tuple(sorted(lacking)),
        inferred=bool(amounts) and all(a.inferred for a in amounts),
        assumed=frozenset().union(*(a.assumed for a in amounts)),
    )
