"""Which of many readings a short card shows: one of each sense, then rival books, three at most.

The trap is repetition: the same share with another publisher's total under it is not a second
witness, so readings whose parts come from one publisher go first and stand for the others.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from visavis.briefs.books import says_something
from visavis.model.verdicts import Checked, Fit, Reading, Reason, Verdict

__all__ = ["SHOWN", "is_mixed", "leading", "telling"]

SHOWN = 3
"""How many figures a short card shows."""
_BORNE_OUT = (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.CLOSE)
_FITS = (Fit.EXACT, Fit.ROUNDING, Fit.CLOSE)
_OTHER_SIDE = (Reason.NO_PARTNER, Reason.AMBIGUOUS_ACTOR)
_Key = tuple[object, ...]


def leading(checked: Checked) -> tuple[Reading, ...]:
    """The readings to show first: one of each definition, window and party, then other books.

    Three at most, but everybody whose vote or status the claim states.
    """
    groups: dict[_Key, list[Reading]] = {}
    for reading in telling(checked):
        groups.setdefault(_sense(reading), []).append(reading)
    has_split = checked.verdict is Verdict.SUPPORTED_BY_ONE_BOOK
    ranked = [_ranked(group, keep_mixed=has_split) for group in groups.values()]
    ranked.sort(key=lambda group: _place(group[0].fit))
    rounds = (reading for column in zip_longest(*ranked) for reading in column if reading)
    found = _unlike(rounds)
    counted = [reading for reading in found if reading.figure.unit not in ("vote", "status")]
    return found if len(counted) < len(found) else found[:SHOWN]


def telling(checked: Checked) -> tuple[Reading, ...]:
    """The decisive readings, or all where none decided, that have a value or a bound.

    Where the other side is not known they are totals, and say nothing of it: none is told.
    A verdict that the claim holds is borne out by those that fit, and by no others.
    """
    if checked.reason in _OTHER_SIDE and checked.claim.partner is None:
        return ()
    chosen: Sequence[Reading] = [checked.readings[n] for n in checked.decisive] or checked.readings
    known = [reading for reading in chosen if says_something(reading.figure)]
    if checked.verdict in _BORNE_OUT:
        known = [r for r in known if r.fit not in (Fit.NO, Fit.UNKNOWN)] or known
    return tuple(known)


def is_mixed(reading: Reading) -> bool:
    """Whether numerator and total come from different publishers."""
    return len({part.source for part in reading.figure.parts if part.source}) > 1


def _sense(reading: Reading) -> _Key:
    """What the reading chose, its book and release left aside."""
    query = reading.query
    chosen = tuple(sense for sense in reading.senses if sense[0] not in ("book", "release"))
    return chosen, query.subject, query.partner, query.period, query.form, query.denominator


def _ranked(group: list[Reading], *, keep_mixed: bool) -> list[Reading]:
    """The best first: what fits, one publisher before two, the widest coverage."""
    ranked = sorted(group, key=_worth)
    if keep_mixed or is_mixed(ranked[0]):
        return ranked
    return [reading for reading in ranked if not is_mixed(reading)]


def _worth(reading: Reading) -> tuple[int, bool, bool, int]:
    lacking = len(reading.figure.coverage.missing)
    return _place(reading.fit), is_mixed(reading), reading.figure.value is None, lacking


def _place(fit: Fit) -> int:
    return _FITS.index(fit) if fit in _FITS else len(_FITS)


def _unlike(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Without those that say what an earlier one of the same source and sense has said."""
    seen: dict[_Key, Reading] = {}
    for reading in readings:
        figure = reading.figure
        said = figure.value if figure.value is not None else figure.lower_bound
        seen.setdefault((*_sense(reading), said, figure.text, figure.source), reading)
    return tuple(seen.values())
