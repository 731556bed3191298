"""The rows of a panel: which pairs of states, in which years, with their codes.

The trap is the group. ASEAN of 1990 had six members: by default a state is in it from the year at
whose end it was a member, so that the rows of a group begin when its members join.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from visavis.errors import UsageError
from visavis.measures.dyads import dyad_years, states_of_the_house
from visavis.model.groups import is_group, members
from visavis.model.states import code_of, is_state, state

__all__ = ["ALL", "SYSTEMS", "Chosen", "Composition", "chosen", "panel_rows", "with_codes"]

ALL = "all"
"""The word for every state of the year."""

SYSTEMS = ("iso", "cow", "gw")
"""Systems of codes; ISO 3166 alpha-3 always stands in `state_a` and `state_b`."""

Composition = Literal["each_year", "last"]
"""Members at the end of each year, or those at the end of the last year throughout."""

_KEYS = ["state_a", "state_b", "year"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """States and groups as they were named, and who is meant in each year."""

    named: tuple[str, ...]
    """() for every state."""
    years: tuple[tuple[int, frozenset[str]], ...]
    """Ids by year; for every state none are listed."""

    @property
    def ids(self) -> frozenset[str]:
        """Everybody meant in any year."""
        return frozenset[str]().union(*(ids for _, ids in self.years))

    def frame(self, column: str) -> pl.DataFrame:
        """`column`, `year`: one row for each state meant in each year."""
        rows = [(each, year) for year, ids in self.years for each in sorted(ids)]
        return pl.DataFrame(rows, schema={column: pl.String, "year": pl.Int32}, orient="row")

    @property
    def changes(self) -> tuple[tuple[int, str, str], ...]:
        """(year, `joined` or `left`, state) for every change between two years, sorted."""
        found: list[tuple[int, str, str]] = []
        for (_, before), (year, after) in zip(self.years, self.years[1:], strict=False):
            found += [(year, "joined", each) for each in after - before]
            found += [(year, "left", each) for each in before - after]
        return tuple(sorted(found))


def chosen(
    named: str | Sequence[str] | None,
    span: tuple[int, int],
    composition: Composition = "each_year",
    *,
    where: str = "states",
) -> Chosen:
    """Who is meant in each year by states and groups, such as `ASEAN,RUS` or `("ASEAN", "RUS")`.

    Args:
        named: Ids of states and groups; `all` or None for every state of the year.
        span: First and last year.
        composition: For groups: members at the end of each year, or at the end of the last.
        where: What the list is called, for an error.

    Raises:
        UsageError: An id is unknown, a territory, or a group without members in all the years.
    """
    parts = named.split(",") if isinstance(named, str) else list(named or (ALL,))
    ids = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if not ids:
        raise UsageError(where, repr(named), "states and groups, as ASEAN,RUS")
    if ALL in ids:
        return Chosen((), ())
    for each in ids:
        _refuse(each, where)
    last = date(span[1], 12, 31)
    years = tuple(
        (year, _meant(ids, last if composition == "last" else date(year, 12, 31)))
        for year in range(span[0], span[1] + 1)
    )
    for each in ids:
        if is_group(each) and not any(
            _meant((each,), last if composition == "last" else date(year, 12, 31))
            for year, _ in years
        ):
            raise UsageError(where, f"{each}, without a member in {span[0]} to {span[1]}",
                             "a group of those years")  # fmt: skip
    return Chosen(ids, years)


def _refuse(identifier: str, where: str) -> None:
    if is_group(identifier):
        return
    if not is_state(identifier):
        raise UsageError(where, repr(identifier), "ids of states and groups, as ASEAN,RUS")
    if state(identifier).kind == "territory":
        found = f"{identifier}, a territory"
        raise UsageError(where, found, "states: a dyad-year is of two states")


def _meant(ids: Sequence[str], on: date) -> frozenset[str]:
    found: set[str] = set()
    for each in ids:
        found |= members(each, on) if is_group(each) else {each}
    return frozenset(found)


def panel_rows(
    states: Chosen, partners: Chosen, span: tuple[int, int], *, directed: bool = True
) -> pl.DataFrame:
    """`state_a`, `state_b`, `year`: each dyad-year of the states with the partners, sorted.

    Only pairs that existed on one same day of the year are rows. Directed, `state_a` is of the
    states and `state_b` of the partners; undirected, each pair stands once, the lesser code first.

    Raises:
        UsageError: The years run backwards, a single state named existed in none of them, or
            there is no row at all.
    """
    spells = states_of_the_house()
    if states.named and partners.named:
        spells = spells.filter(pl.col("state").is_in(states.ids | partners.ids))
    rows = dyad_years(spells, *span, directed=True).select(_KEYS)
    for column, side in (("state_a", states), ("state_b", partners)):
        if side.named:
            rows = rows.join(side.frame(column), on=[column, "year"], how="semi",
                             maintain_order="left")  # fmt: skip
    if not directed:
        low, high = pl.min_horizontal("state_a", "state_b"), pl.max_horizontal("state_a", "state_b")
        rows = rows.select(state_a=low, state_b=high, year="year").unique().sort(_KEYS)
    if not rows.height:
        raise UsageError(f"panel of {span[0]} to {span[1]}", "no pair of states that existed "
                         "together", "states and partners of the same years")  # fmt: skip
    for side in (states, partners):
        _refuse_never(side, span)
    return rows


def _refuse_never(side: Chosen, span: tuple[int, int]) -> None:
    """Nothing where each single state named existed in some year: none is dropped in silence."""
    for each in side.named:
        if is_group(each):
            continue
        if not state(each).overlaps(date(span[0], 1, 1), date(span[1], 12, 31)):
            found = f"{each}, which did not exist then"
            raise UsageError(f"panel of {span[0]} to {span[1]}", found, "states of those years")


def with_codes(rows: pl.DataFrame, systems: Sequence[str]) -> pl.DataFrame:
    """The rows with `cow_a`, `cow_b`, `gw_a`, `gw_b` as asked: whole numbers, null for none.

    A code is that of the end of the year, or of a state's last day where it ended before.

    Raises:
        UsageError: A system is unknown.
    """
    for system in systems:
        if system not in SYSTEMS:
            raise UsageError("system", repr(system), f"one of {', '.join(SYSTEMS)}")
        if system == "iso":
            continue
        ids = pl.concat(
            [rows.select(state=side, year="year") for side in ("state_a", "state_b")]
        ).unique().sort("state", "year")  # fmt: skip
        numbers = [_number(system, each, year) for each, year in ids.iter_rows()]
        codes = ids.with_columns(code=pl.Series(numbers, dtype=pl.Int32))
        for side in ("a", "b"):
            theirs = codes.rename({"state": f"state_{side}", "code": f"{system}_{side}"})
            rows = rows.join(theirs, on=[f"state_{side}", "year"], how="left",
                             maintain_order="left")  # fmt: skip
    return rows


def _number(system: str, identifier: str, year: int) -> int | None:
    died = state(identifier).died
    code = code_of(system, identifier, min(date(year, 12, 31), died or date.max))
    return int(code) if code else None
