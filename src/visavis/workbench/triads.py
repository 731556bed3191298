"""Signed ties among states in a year, each from a figure, and how balanced their triads are.

The trap is the sign. It is not measured, it follows from written rules: alliances and sanctions
are acts and come before votes, which show how alike two states stand and no more. Where an
alliance and a sanction meet, the pair has no sign, and where nothing is known it has none either;
the two are kept apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from visavis.errors import UsageError
from visavis.measures.balance import (
    Frustration,
    TriadCensus,
    frustration,
    signed_network,
    triad_census,
    walk_balance,
)
from visavis.model.figures import Figure
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.model.states import state
from visavis.sources import origins
from visavis.workbench.bench import Workbench

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "ALIKE_FROM",
    "ALLIED",
    "LEAST_VOTES",
    "OPPOSITE_BELOW",
    "Evidence",
    "Pair",
    "Triads",
    "refuse_not_alive",
    "triads",
]

ALIKE_FROM = Decimal(75)
"""Voting agreement (per cent) from which a pair is taken as friends."""

OPPOSITE_BELOW = Decimal(50)
"""Voting agreement (per cent) below which a pair is taken as foes: opposed more than alike."""

LEAST_VOTES = 10
"""Roll calls in which both voted and the Assembly was divided, below which votes give no sign."""

ALLIED = frozenset({"defence", "offence"})
"""Promises that make friends. Nonaggression and consultation do not: by treaties of many members
(Bali 1976, the OSCE) the United States and Russia have promised both to each other."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure about a pair and the sign that follows from it."""

    kind: Literal["alliance", "sanctions", "votes"]
    sign: int
    """1, -1, or 0 where the figure gives none."""
    figure: Figure


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states, the sign of their tie, and everything that was asked about them."""

    a: str
    b: str
    sign: int
    """1, -1, or 0 for no tie."""
    status: Literal["positive", "negative", "none", "mixed", "unknown"]
    """`none`: known, and neither friends nor foes by the rules. `mixed`: an alliance and a
    sanction. `unknown`: the sources at hand do not say whether they are friends or foes."""
    evidence: tuple[Evidence, ...]
    """Figures that have an answer."""
    asked: tuple[Figure, ...]
    """Every figure, those without an answer too."""

    @property
    def decisive(self) -> tuple[Evidence, ...]:
        """The evidence on which the sign rests."""
        return tuple(each for each in _leading(self.evidence) if each.sign == self.sign)


@dataclass(frozen=True, slots=True)
class Triads:
    """The signed network of a year and its balance."""

    year: int
    states: tuple[str, ...]
    pairs: tuple[Pair, ...]
    census: TriadCensus
    walk_balance: float
    frustration: Frustration


def triads(bench: Workbench, states: Sequence[str], year: int) -> Triads:
    """The signs of all pairs of the states in the year, and how balanced they are together.

    Positive: a promise of `ALLIED` in force at the end of the year, else voting agreement of
    `ALIKE_FROM` or more. Negative: a sanction of either on the other in force in the year, else
    agreement below `OPPOSITE_BELOW`. Votes count where no act decides.

    Args:
        bench: Where the figures come from.
        states: Ids of three states or more.
        year: The calendar year.

    Raises:
        UsageError: Fewer than three states, one that did not exist in the year, or no negative tie
            among them in any source at hand.
        StoreError: The store's tables cannot be read.
    """
    ids = tuple(sorted(set(states)))
    where = f"triads of {year}"
    if len(ids) < 3:
        raise UsageError(where, f"{len(ids)} states", "three states or more")
    refuse_not_alive(ids, year, where)
    asked = {pair: _queries(*pair, year) for pair in combinations(ids, 2)}
    found = bench.figures(query for queries in asked.values() for query in queries)
    pairs = tuple(_pair(*pair, [found[q] for q in queries]) for pair, queries in asked.items())
    if all(pair.sign >= 0 for pair in pairs):
        raise _no_foes(pairs, where)
    network = signed_network(_table(pairs))
    return Triads(
        year, ids, pairs, triad_census(network), walk_balance(network), frustration(network)
    )


def refuse_not_alive(ids: Sequence[str], year: int, where: str) -> None:
    """Nothing where every state existed on some day of the year.

    Raises:
        UsageError: One did not.
    """
    for each in ids:
        known = state(each)
        if not known.overlaps(date(year, 1, 1), date(year, 12, 31)):
            born = f" from {known.born}" if known.born else ""
            died = f" to {known.died}" if known.died else ""
            raise UsageError(where, f"{each}, which existed{born}{died}", "states of that year")


def _queries(a: str, b: str, year: int) -> tuple[Query, ...]:
    period = Period.of_year(year)
    return (
        Query(measure="alliance", subject=a, partner=b, period=period, form="status"),
        Query(measure="sanctions", subject=a, partner=b, period=period, form="count"),
        Query(measure="sanctions", subject=b, partner=a, period=period, form="count"),
        Query(measure="vote_agreement", subject=a, partner=b, period=period),
    )


def _pair(a: str, b: str, figures: Sequence[Figure]) -> Pair:
    evidence = tuple(each for figure in figures if (each := _evidence(figure)) is not None)
    signs = {each.sign for each in _leading(evidence)} - {0}
    if len(signs) == 2:
        return Pair(a, b, 0, "mixed", evidence, tuple(figures))
    if not signs:
        kinds = {each.kind for each in evidence}
        is_known = "votes" in kinds or kinds >= {"alliance", "sanctions"}
        return Pair(a, b, 0, "none" if is_known else "unknown", evidence, tuple(figures))
    sign = signs.pop()
    return Pair(a, b, sign, "positive" if sign > 0 else "negative", evidence, tuple(figures))


def _leading(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Acts, where there are any; else votes."""
    acts = tuple(each for each in evidence if each.kind != "votes" and each.sign)
    return acts or tuple(each for each in evidence if each.kind == "votes")


def _evidence(figure: Figure) -> Evidence | None:
    """The sign that the figure gives; None where it has no answer."""
    measure = figure.query.measure
    if measure == "alliance":
        if figure.text is None:
            return None
        return Evidence("alliance", int(figure.text in ALLIED), figure)
    if measure == "sanctions":
        # A list that is not complete still has what it has: one case is a sanction.
        count = figure.value if figure.value is not None else figure.lower_bound
        return None if count is None else Evidence("sanctions", -1 if count else 0, figure)
    counted = figure.detail.get("n")
    if figure.value is None or not isinstance(counted, int) or counted < LEAST_VOTES:
        return None
    if figure.value >= ALIKE_FROM:
        return Evidence("votes", 1, figure)
    return Evidence("votes", -1 if figure.value < OPPOSITE_BELOW else 0, figure)


def _no_foes(pairs: Sequence[Pair], where: str) -> UsageError:
    said = sorted({each.kind for pair in pairs for each in pair.evidence} - {"alliance"})
    asked = f"none by {' or '.join(said)}" if said else "neither sanctions nor votes of that year"
    needed = relation("sanctions").would_come_from
    commands = [origins()[each].add_command for each in needed if each in origins()]
    brings = " or ".join(command for command in commands if command)
    return UsageError(
        where,
        f"no source of negative ties among these states ({asked})",
        f"other states, another year, or more data ({brings})",
    )


def _table(pairs: Sequence[Pair]) -> "pl.DataFrame":
    import polars as pl

    rows = [
        (pair.a, pair.b, pair.sign, f"{each.kind}: {each.figure.source}")
        for pair in pairs
        for each in pair.decisive
        if pair.sign
    ]
    return pl.DataFrame(rows, schema=["a", "b", "sign", "source"], orient="row")
