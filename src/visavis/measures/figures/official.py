"""How many of the Assembly's official votes a record of roll calls has, and which it lacks.

The trap is the record that looks whole. Voeten's copies have no vote of the eleventh Emergency
Special Session on Ukraine, so that an agreement of 2022 rests on every other subject; nothing in
the figure itself shows it.

Source: `recorded_votes.csv` counts the resolutions with a voting record in the UN Digital Library
by year, 1992-2021, and those of them to which the June 2024 release of `un_votes` has a roll call
with at least 95 in 100 of the same votes, one to one. `votes_lacking.csv` names resolutions that
release lacks, with the tally announced; those without a day follow from the same comparison.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from visavis.measures.figures.base import Edition
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.model.facts import TalliedRollCall
from visavis.model.tables import read_table

__all__ = ["not_among", "official_votes"]

_COUNTED = ("un_votes", "2024-06-30")
"""The release whose roll calls were compared with the UN's own record, year by year."""

_LIBRARY = "un_digital_library"
_DAYS = 3
"""Days by which two records may differ for one roll call."""

_VOTES = 3
"""Votes by which they may differ in each count of its tally."""

_NAMED = 12
"""Resolutions named one by one; of more the number is given."""


@dataclass(frozen=True, slots=True)
class _Lacking:
    symbol: str
    year: int
    held_on: date | None
    tally: tuple[int, int, int] | None


def official_votes(
    state: str,
    span: tuple[date, date],
    edition: Edition,
    calls: Sequence[TalliedRollCall],
    index: FactIndex,
) -> dict[str, object]:
    """What `calls`, the edition's roll calls in the span of days, are of all official votes.

    `held` of `official` resolutions with a recorded vote (`official` is None where no count is at
    hand), for the whole calendar `years` that the span touches where `basis` is `years`; `lacking`
    names resolutions that the edition lacks, and `at_least` bounds the official number from below
    where it is not known.
    """
    others = [
        call
        for call in index.roll_calls.values()
        if call.source != edition.source and span[0] <= call.roll_call.held_on <= span[1]
    ]
    library = [call for call in others if call.source == _LIBRARY]
    lacking = not_among(library, calls)
    named = [each.symbol for each in _known(span) if not _is_among(each, calls)]
    names = sorted({*named, *(call.roll_call.resolution for call in lacking)} - {""}, key=_order)
    found: dict[str, object] = {"lacking": tuple(names[:_NAMED]), "lacking_more": 0}
    if len(names) > _NAMED:
        found["lacking_more"] = len(names) - _NAMED
    if edition.source == _LIBRARY and _is_whole(edition, state, span, index):
        return found | {"held": len(calls), "official": len(calls), "basis": "record"}
    whole = {call.vintage for call in library}
    for vintage in sorted(whole):
        other = Edition(_LIBRARY, vintage, "publisher", "votes")
        if _is_whole(other, state, span, index):
            held = len(library) - len(lacking)
            return found | {"held": held, "official": len(library), "basis": "record"}
    return found | _by_years(span, edition, calls, len(names))


def _by_years(
    span: tuple[date, date], edition: Edition, calls: Sequence[TalliedRollCall], lacking: int
) -> dict[str, object]:
    """The same from the table of whole years; else a bound from below."""
    years = range(span[0].year, span[1].year + 1)
    rows = [_recorded().get(year) for year in years]
    counts = [row for row in rows if row is not None]
    if len(counts) == len(rows):
        official = sum(recorded for recorded, _ in counts)
        is_counted = edition[:2] == _COUNTED
        held = sum(voeten for _, voeten in counts) if is_counted else None
        if edition.source == _LIBRARY:
            held = min(len(calls), official)
        return {"held": held, "official": official, "basis": "years", "years": tuple(years)}
    return {
        "held": len(calls), "official": None, "at_least": len(calls) + lacking, "basis": "bound",
        "uncounted_years": tuple(y for y, row in zip(years, rows, strict=True) if row is None),
    }  # fmt: skip


def _is_whole(edition: Edition, state: str, span: tuple[date, date], index: FactIndex) -> bool:
    """Whether the record covers all days of the span, not single votes."""
    series = Series(edition.source, edition.vintage, "votes", "publisher")
    return index.meaning(series, Cell(state, "", ""), *span) is not None


def not_among(
    wanted: Iterable[TalliedRollCall], calls: Sequence[TalliedRollCall]
) -> list[TalliedRollCall]:
    """Those without a counterpart: of the same symbol, else of nearly the same day and tally."""
    symbols = {call.roll_call.resolution for call in calls} - {""}
    free = [call for call in calls if not call.roll_call.resolution]
    lacking = []
    for call in wanted:
        if call.roll_call.resolution in symbols:
            continue
        tally = (call.yes, call.no, call.abstain)
        twin = next((c for c in free if _is_twin(c, call.roll_call.held_on, tally)), None)
        if twin is None:
            lacking.append(call)
        else:
            free.remove(twin)
    return lacking


def _is_among(wanted: _Lacking, calls: Sequence[TalliedRollCall]) -> bool:
    if any(call.roll_call.resolution == wanted.symbol for call in calls):
        return True
    day, tally = wanted.held_on, wanted.tally
    if day is None or tally is None:
        return False
    unnamed = (call for call in calls if not call.roll_call.resolution)
    return any(_is_twin(call, day, tally) for call in unnamed)


def _is_twin(call: TalliedRollCall, day: date, tally: tuple[int, int, int]) -> bool:
    counts = (call.yes, call.no, call.abstain)
    near = abs((call.roll_call.held_on - day).days) <= _DAYS
    return near and all(abs(a - b) <= _VOTES for a, b in zip(counts, tally, strict=True))


def _known(span: tuple[date, date]) -> list[_Lacking]:
    """Named resolutions that surely lie in the span: by their day, else by the whole year."""
    found = []
    for each in _table():
        first, last = date(each.year, 1, 1), date(each.year, 12, 31)
        inside = span[0] <= first and last <= span[1]
        if inside if each.held_on is None else span[0] <= each.held_on <= span[1]:
            found.append(each)
    return found


def _order(symbol: str) -> tuple[int, str]:
    """Emergency sessions first: they are what readers look for."""
    return (0 if "/ES-" in symbol else 1, symbol)


@cache
def _recorded() -> dict[int, tuple[int, int]]:
    """Resolutions with a recorded vote in each year, and those that `un_votes` has."""
    return {
        int(row["year"]): (int(row["recorded"]), int(row["un_votes"]))
        for row in read_table("recorded_votes.csv", "measures/figures/data")
    }


@cache
def _table() -> tuple[_Lacking, ...]:
    found = []
    for row in read_table("votes_lacking.csv", "measures/figures/data"):
        counts = (row["yes"], row["no"], row["abstain"])
        yes, no, abstain = (int(each) if each else 0 for each in counts)
        day = date.fromisoformat(row["held_on"]) if row["held_on"] else None
        tally = (yes, no, abstain) if all(counts) else None
        found.append(_Lacking(row["symbol"], int(row["year"]), day, tally))
    return tuple(found)
