"""Change between two periods: growth, multiple, difference in amount or in per cent points.

The trap is mixing: both ends come from one edition (one book of one release), and a group is the
same set of states at both ends, that of the period's last day.
"""

from collections.abc import Callable

from visavis.measures.figures.amounts import EXACT, HUNDRED, Amount, difference, quotient
from visavis.measures.figures.base import Edition, undefined
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import fixed_on
from visavis.model.figures import Missing, Part
from visavis.model.queries import Query

__all__ = ["change"]

_LEAP_DAYS = 3
"""Days by which two spans of as many months may differ: a quarter with 29 February and one without,
five years with two leap days and with one."""

Measured = Callable[[Query, Edition, FactIndex], Amount]


def change(query: Query, edition: Edition, index: FactIndex, measured: Measured) -> Amount:
    """The change from the baseline (by default the same span a year before) to the period.

    `growth` is in per cent, `multiple` in times (`x`), `change_abs` in the unit of the level,
    `change_pp` in points (`pp`) between two shares. Growth from a baseline that is not positive
    is undefined, and so is a month against a year. Where either end lacks something there is no
    bound: it could go either way.
    """
    if query.period is None:
        return undefined("no_period")
    baseline = query.baseline or query.period.shifted(-1)
    if query.form != "change_pp" and abs(query.period.days - baseline.days) > _LEAP_DAYS:
        return undefined("periods of different length")
    form = "share" if query.form == "change_pp" else "level"
    late_query = fixed_on(query.but(form=form, baseline=None), query.period.end)
    late = measured(late_query, edition, index)
    early_query = late_query.but(period=baseline)
    if form == "share" and late.value is not None:
        below = [part.source for part in late.parts if part.name == "denominator"]
        early_query = early_query.but(denominator_source=below[0] if below else None)
    early = measured(early_query, edition, index)
    amount = _compared(query.form, late, early)
    if late.inferred or early.inferred:
        reason = "inferred zero in the period" if late.inferred else "inferred zero at the baseline"
        amount = amount.but(value=None, missing=Missing.UNDEFINED, detail={"reason": reason})
    elif amount.value is None and amount.missing is Missing.UNDEFINED:
        amount = amount.but(detail={"reason": "baseline not positive"})
    parts = (*_end("value", late), *_end("baseline", early))
    ends = f"{late.formula} in {query.period}", f"{early.formula} in {baseline}"
    joined = " / " if query.form in ("growth", "multiple") else " - "
    formula = joined.join(f"({end})" for end in ends)
    return amount.but(
        parts=parts, formula=f"{formula} - 1" if query.form == "growth" else formula, lower=None
    )


def _compared(form: str, late: Amount, early: Amount) -> Amount:
    if form in ("change_abs", "change_pp"):
        amount = difference(late, early)
        return amount.but(unit="pp") if form == "change_pp" else amount
    if early.value is None:
        # A bound below the baseline says nothing of the ratio.
        return quotient(late, early, times=HUNDRED, unit="pct")
    if early.value <= 0:
        return quotient(late, early, times=HUNDRED, unit="pct").but(
            value=None, missing=Missing.UNDEFINED
        )
    if form == "multiple":
        return quotient(late, early, times=EXACT.create_decimal(1), unit="x")
    amount = quotient(late, early, times=HUNDRED, unit="pct")
    if amount.value is None:
        return amount
    return amount.but(value=EXACT.subtract(amount.value, HUNDRED))


def _end(name: str, amount: Amount) -> tuple[Part, ...]:
    if not amount.parts:
        return ()
    first = amount.parts[0]
    return (first._replace(name=name, label=amount.formula, value=amount.floor, unit=amount.unit),)
