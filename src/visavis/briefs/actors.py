"""A state or group as `visavis states` shows it: codes, dates, memberships.

The trap is a name that fits several states: all of them are listed and none is picked.
"""

from collections.abc import Iterator
from datetime import date

from visavis.briefs.names import joined, name
from visavis.briefs.periods import as_dated, period_words
from visavis.model.groups import (
    Membership,
    group,
    is_group,
    members,
    membership_of,
    memberships,
)
from visavis.model.names import Match, resolve
from visavis.model.states import State, state

__all__ = ["actor_text", "name_text"]

_SYSTEMS = (
    ("ISO 3166", ("id", "iso_a2", "iso_n")),
    ("Comtrade", ("comtrade",)),
    ("COW", ("cow",)),
    ("GW", ("gw",)),
    ("IMF", ("imf",)),
)


def name_text(text: str, on: date | None = None) -> str:
    """What a name means, as `visavis states` prints it; several meanings are listed, none picked.

    Raises:
        UsageError: Nothing is called so.
    """
    found = resolve(text)
    if not found.is_ambiguous:
        (actor,) = found.ids
        ways = sorted({_way(match) for match in found.matches if match.by != "id"})
        how = f'"{found.text}" is read as {name(actor)}: {", ".join(ways)}\n' if ways else ""
        return how + actor_text(actor, on)
    lines = [f'"{found.text}" may mean:']
    for actor in found.ids:
        ways = sorted({_way(match) for match in found.matches if match.id == actor})
        lines.append(f"  {actor:<8}{name(actor)} ({', '.join(ways)})")
    lines.append("Ask again with one of these ids.")
    return "\n".join(lines) + "\n"


def _way(match: Match) -> str:
    return f"code in {match.detail}" if match.by == "code" else match.detail.replace("|", ", ")


def actor_text(actor: str, on: date | None = None) -> str:
    """Everything known of the state or group with that id; groups on the day `on`, or of all times.

    Raises:
        UsageError: The id is neither a state's nor a group's.
    """
    lines = _group_lines(actor, on) if is_group(actor) else _state_lines(state(actor), on)
    return "\n".join(lines) + "\n"


def _state_lines(found: State, on: date | None) -> Iterator[str]:
    yield f"{found.name} ({found.id}), {found.kind}"
    codes = [
        f"{system} {' '.join(getattr(found, column) for column in columns)}".rstrip()
        for system, columns in _SYSTEMS
        if any(getattr(found, column) for column in columns)
    ]
    yield f"  codes   {', '.join(codes)}"
    yield f"  dates   {_span(found.born, found.died) or 'older than these records, still there'}"
    yield f"          ({found.source})"
    if found.successors:
        yield f"  then    {joined([name(successor) for successor in found.successors])}"
    rows = memberships(found.id, on)
    day = f" on {period_words(on.isoformat())}" if on else ""
    yield f"  groups{day}" if rows else f"  groups{day}  none"
    for row in sorted(rows, key=lambda row: (row.group, row.start or date.min, row.kind)):
        yield f"    {_membership(row, row.group)}"


def _group_lines(actor: str, on: date | None) -> Iterator[str]:
    found = group(actor)
    yield f"{found.name} ({found.id}), {found.kind}"
    if found.note:
        yield f"  {found.note}"
    if not found.complete:
        yield "  This table is known to lack members or departures."
    day = on or date.max
    who = sorted(members(actor, day), key=lambda member: state(member).name)
    when = f"on {period_words(on.isoformat())}" if on else "by the newest dates known here"
    yield f"  members {when}: {len(who)}"
    for member in who:
        spans = [row for row in membership_of(member, actor) if row.kind == "member"]
        held = [row for row in spans if row.holds_on(day)]
        span = _span(held[0].start, held[0].end, held[0].precision) if held else ""
        yield f"    {state(member).name:<28}{span}".rstrip()


def _membership(row: Membership, group_id: str) -> str:
    kind = row.kind.replace("_", " ")
    return f"{group_id:<20}{kind:<28}{_span(row.start, row.end, row.precision)}".rstrip()


def _span(start: date | None, end: date | None, precision: str = "day") -> str:
    """`from 28 July 1995`, `1 January 1973 to 31 January 2020`, `to 25 December 1991`."""
    first, last = _day(start, precision), _day(end, precision)
    if first and last:
        return f"{first} to {last}"
    if first:
        return f"since {first}"
    return f"until {last}" if last else ""


def _day(day: date | None, precision: str) -> str:
    if day is None:
        return ""
    return period_words(as_dated(day.isoformat(), precision))
