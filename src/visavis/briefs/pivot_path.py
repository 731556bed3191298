"""The two shares year by year, as rows that the text, the page and the charts have in common."""

from typing import NamedTuple

from visavis.workbench.pivot_answers import PivotAnswer

__all__ = ["PathRow", "path_rows"]


class PathRow(NamedTuple):
    """One year: shares are parts of one, None where a member of the group is not known."""

    year: int
    to: float | None
    away: float | None
    moved: float | None
    """How far the shares have moved against each other since the first year."""
    coverage: float | None


def path_rows(found: PivotAnswer) -> tuple[PathRow, ...]:
    """The years with a total, in order."""
    turn = found.found.turn
    shares = {
        (year, group): value
        for year, group, value in found.path.select("year", "group", "share").iter_rows()
    }
    coverage = dict(found.path.select("year", "coverage").iter_rows())
    pairs = [
        (year, shares.get((year, turn.to.name)), shares.get((year, turn.away.name)))
        for year in sorted(coverage)
    ]
    return tuple(
        PathRow(year, to, away, _moved(found, to, away), coverage[year]) for year, to, away in pairs
    )


def _moved(found: PivotAnswer, to: float | None, away: float | None) -> float | None:
    then_to, then_away = found.found.to[0], found.found.away[0]
    if to is None or away is None or then_to is None or then_away is None:
        return None
    return to - then_to - (away - then_away)
