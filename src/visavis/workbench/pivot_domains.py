"""The same turn in visits, arms and votes, year by year, and whether they came before the trade.

The traps: a domain without a source, which is said and is no zero; shares of different wholes,
which lie side by side and are never added; and two series that both drift, which correlate whatever
they are about, so that changes from year to year are correlated and not levels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from visavis.model.facts import WORLD
from visavis.model.figures import Figure, Missing
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.workbench.bench import Workbench

if TYPE_CHECKING:
    from visavis.measures.pivot import Turn
    from visavis.measures.rhetoric import LagCorrelation
    from visavis.workbench.pivot_answers import PivotQuestion

__all__ = ["MOST_LAG", "Domain", "DomainYear", "Name", "domains_of"]

MOST_LAG = 3
"""Years by which one series may be shifted against the other."""

Name = Literal["visits", "arms exports", "arms imports", "votes"]
_ARMS: dict[str, tuple[Name, ...]] = {
    "exports": ("arms exports",),
    "imports": ("arms imports",),
    "trade": ("arms exports", "arms imports"),
}


@dataclass(frozen=True, slots=True)
class DomainYear:
    """The two groups in one year, parts of one; of votes their mean agreement with the state."""

    year: int
    to: float | None
    away: float | None
    missing: Missing | None
    """Why one of them is not known."""

    @property
    def balance(self) -> float | None:
        """Of the group turned to less that of the other."""
        return None if self.to is None or self.away is None else self.to - self.away


@dataclass(frozen=True, slots=True)
class Domain:
    """One kind of relation beside the trade."""

    name: Name
    years: tuple[DomainYear, ...]
    lags: "tuple[LagCorrelation, ...]"
    """Of changes in the balance with changes in that of trade; at a positive lag this one leads.
    () where there are too few years."""
    lacking: tuple[str, ...]
    """Members that the source does not cover: shares are at least what is said, means without."""
    queries: tuple[str, ...]
    vintages: frozenset[tuple[str, str]]

    @property
    def missing(self) -> Missing | None:
        """Why no year has both groups; None where one has."""
        if any(each.balance is not None for each in self.years):
            return None
        reasons = [each.missing for each in self.years if each.missing is not None]
        return max(reasons, key=reasons.count, default=Missing.NO_SOURCE)

    @property
    def nearest(self) -> "LagCorrelation | None":
        """The lag at which changes go together most; None where none could be reckoned."""
        known = [each for each in self.lags if each.r is not None]
        return max(known, key=lambda each: (abs(each.r or 0), -abs(each.lag)), default=None)


def domains_of(
    bench: Workbench, question: "PivotQuestion", turn: "Turn", trade: Mapping[int, float | None]
) -> tuple[Domain, ...]:
    """Visits, arms and votes of the state with both groups.

    Args:
        bench: Where the rows are.
        question: Whose, with whom, when; exports have arms exports beside them.
        turn: The members as they are measured: of votes the mean is over these.
        trade: The balance of the two shares of trade by year, None where it is not known.
    """
    years = tuple(range(question.years[0], question.years[1] + 1))
    names: tuple[Name, ...] = ("visits", *_ARMS[question.flow], "votes")
    found = []
    for name in names:
        if name == "votes":
            rows, lacking, figures = _votes(bench, question.state, turn, years)
        else:
            rows, lacking, figures = _shares(bench, question, name, years)
        vintages = frozenset(pair for each in figures for pair in each.vintages)
        queries = tuple(dict.fromkeys(str(each.query) for each in figures))
        found.append(Domain(name, rows, _lags(rows, trade), lacking, queries, vintages))
    return tuple(found)


def _shares(
    bench: Workbench, question: "PivotQuestion", name: Name, years: Sequence[int]
) -> tuple[tuple[DomainYear, ...], tuple[str, ...], list[Figure]]:
    """Both groups' shares in all that the state had with the world; visits count both ways."""
    state = question.state
    partners = (question.to, question.away, WORLD)
    measure = name.replace(" ", "_")
    asked = {
        (partner, year): [
            Query(measure=measure, subject=pair[0], partner=pair[1], period=Period.of_year(year))
            for pair in ([(state, partner), (partner, state)] if name == "visits" else
                         [(state, partner)])
        ]
        for partner in partners
        for year in years
    }  # fmt: skip
    held = bench.figures(query for queries in asked.values() for query in queries)
    rows: list[DomainYear] = []
    lacking: set[str] = set()
    for year in years:
        figures = [[held[query] for query in asked[partner, year]] for partner in partners]
        to, away = (_sum(each, bounded=True) for each in figures[:2])
        whole = _sum(figures[2])
        shares = _part(to, whole), _part(away, whole)
        reasons = [each.missing for part in figures for each in part if each.missing is not None]
        if None in shares:
            lacks = (reasons or [Missing.UNDEFINED])[0]
            rows.append(DomainYear(year, None, None, lacks))
            continue
        rows.append(DomainYear(year, *shares, None))
        lacking |= {who for part in figures[:2] for each in part for who in each.coverage.missing}
    return tuple(rows), tuple(sorted(lacking)), list(held.values())


def _sum(figures: Sequence[Figure], *, bounded: bool = False) -> float | None:
    """Their sum; where `bounded`, a group's lower bound stands for it if most members have data."""
    known = [
        each.lower_bound if bounded and each.value is None and _mostly(each) else each.value
        for each in figures
    ]
    return None if None in known else sum(float(each) for each in known if each is not None)


def _mostly(figure: Figure) -> bool:
    """Whether more members of a group are covered than are not."""
    covered = figure.coverage
    return figure.missing is Missing.INCOMPLETE and len(covered.present) > len(covered.missing)


def _part(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def _votes(
    bench: Workbench, state: str, turn: "Turn", years: Sequence[int]
) -> tuple[tuple[DomainYear, ...], tuple[str, ...], list[Figure]]:
    """Mean agreement with the members that are measured, over those that have one each year.

    The members are the same in all years, or the mean would move with who is in it.
    """
    first, last = turn.window.first, turn.window.last
    groups = [sorted(group.on(first) & group.on(last)) for group in (turn.to, turn.away)]
    asked = {
        (partner, year): Query(
            measure="vote_agreement", subject=state, partner=partner, period=Period.of_year(year)
        )
        for group in groups
        for partner in group
        for year in years
    }
    held = bench.figures(asked.values())
    stated = [year for year in years if any(held[asked[p, year]].value is not None
                                            for group in groups for p in group)]  # fmt: skip
    kept = [
        [p for p in group if all(held[asked[p, year]].value is not None for year in stated)]
        for group in groups
    ]
    rows = []
    for year in years:
        means = [
            _mean([held[asked[p, year]] for p in group]) if year in stated else None
            for group in kept
        ]
        reasons = [held[asked[p, year]].missing for group in groups for p in group]
        known = [each for each in reasons if each is not None]
        is_lacking = None in means
        reason = (known[0] if known else Missing.NO_SOURCE) if is_lacking else None
        rows.append(DomainYear(year, means[0], means[1], reason))
    lacking = {p for group in groups for p in group} - {p for group in kept for p in group}
    return tuple(rows), tuple(sorted(lacking)), list(held.values())


def _mean(figures: Sequence[Figure]) -> float | None:
    """Of per cents, as a part of one."""
    known = [float(each.value) for each in figures if each.value is not None]
    return sum(known) / len(known) / 100 if known else None


def _lags(
    rows: Sequence[DomainYear], trade: Mapping[int, float | None]
) -> "tuple[LagCorrelation, ...]":
    from visavis.measures.rhetoric import LEAST_PAIRS, lead_lag

    ours = [each.balance for each in rows]
    theirs = [trade.get(each.year) for each in rows]
    most = min(MOST_LAG, len(rows) - 1 - LEAST_PAIRS)
    if most < 0 or not any(each is not None for each in ours):
        return ()
    return lead_lag(ours, theirs, most, differences=True)
