"""Whom "Asia" and "Europe" mean in a question about a turn, under more than one definition.

The trap is the member without data. The groups that are measured are those members whose flows
stand in both years; who is left out by that is kept beside them, by name.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from visavis.errors import UsageError
from visavis.measures.pivot import Group
from visavis.model.groups import compositions, group, is_group, members
from visavis.model.names import display_name
from visavis.model.periods import Period
from visavis.model.states import is_state

__all__ = ["Definition", "definitions", "measured"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One meaning of a group of partners."""

    id: str
    words: str
    """`Asia: the United Nations region ...`, or a dated group with its rule."""
    by_year: Mapping[int, frozenset[str]]
    """Members on the last day of each year, without the state itself."""

    def all_members(self) -> frozenset[str]:
        """Whoever is a member in some year."""
        return frozenset().union(*self.by_year.values())


def definitions(asked: str, state: str, years: tuple[int, int]) -> tuple[Definition, ...]:
    """The meanings of a group, the default first; a state alone, and `A+B`, have one.

    A region has its written variants; a group has its members year by year, then those of the
    last day throughout where it changed, then the other ways to count them.

    Raises:
        UsageError: The id names nobody, or nobody but the state itself.
    """
    span = range(years[0], years[1] + 1)
    parts = asked.split("+")
    if not all(is_state(part) or is_group(part) for part in parts):
        raise UsageError("a group of partners", repr(asked), "a region, a group or states as A+B")
    if len(parts) > 1 or is_state(asked):
        named = {year: _on(parts, year) - {state} for year in span}
        found = [Definition(asked, " and ".join(display_name(part) for part in parts), named)]
    else:
        found = _of_group(asked, state, span)
    if not any(each.all_members() for each in found):
        raise UsageError("a group of partners", repr(asked), f"states other than {state}")
    return tuple(found)


def _of_group(asked: str, state: str, span: range) -> list[Definition]:
    known = group(asked)
    dated = {year: members(asked, date(year, 12, 31)) - {state} for year in span}
    changes = len(set(dated.values())) > 1
    words = f"{known.name}: members at the end of each year" if changes else known.name
    found = [Definition(asked, f"{words}{_note(known.note)}", dated)]
    last = Period.of_year(span[-1])
    for each in compositions(asked, last):
        same = {year: frozenset(each.members) - {state} for year in span}
        if same not in [one.by_year for one in found]:
            found.append(Definition(each.id, each.label, same))
    return found


def _note(note: str) -> str:
    return f" ({note.rstrip('.')})" if note else ""


def _on(parts: Collection[str], year: int) -> frozenset[str]:
    day = date(year, 12, 31)
    return frozenset().union(
        *(members(part, day) if is_group(part) else frozenset({part}) for part in parts)
    )


def measured(definition: Definition, held: Collection[str]) -> Group:
    """The group of those members whose flows are held, with the years in which they belong to it.

    A group whose membership did not change among them is one of constant composition.
    """
    kept = frozenset(held)
    by_year: dict[int | str, frozenset[str]] = {
        year: who & kept for year, who in definition.by_year.items()
    }
    if len(set(by_year.values())) == 1:
        return Group(definition.id, next(iter(by_year.values())))
    everybody: frozenset[str] = frozenset().union(*by_year.values())
    return Group(definition.id, everybody, by_year)
