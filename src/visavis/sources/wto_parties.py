"""Who is party to an agreement of the WTO's list, and when: names, blocs and dates in free text.

The trap is the bloc. A bloc's agreement binds each of its members from the day on which both the
agreement and the membership were there; the list's own words for single states (`Cambodia
(04-Jan-2011 - )`, an exit likewise) come before both.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visavis.errors import SourceError
from visavis.model.groups import is_group, members
from visavis.model.memberships import rows_of_group
from visavis.model.states import is_state
from visavis.sources.labels import labels
from visavis.sources.ties_rows import Party
from visavis.sources.workbooks import text_of

__all__ = ["NEVER", "Agreement", "Stay", "id_of", "parties", "sides_of", "split", "stays"]

NEVER = date(9999, 1, 1)
"""What the list writes where an agreement is not in force for a party."""

_DAY = r"\d{2}-[A-Z][a-z]{2}-\d{4}"
_STAY = re.compile(
    rf"(?P<name>.+?)\s*\(\s*(?P<first>{_DAY})?\s*-\s*(?P<last>{_DAY})?\s*\)", re.ASCII
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DASH = re.compile(r"\s[-\u2013]\s")
_SHORT = {"EU": "EU", "EC": "EU", "EEC": "EU", "EFTA": "EFTA", "ASEAN": "ASEAN"}
"""Short forms in titles; all other parts of titles are written as parties are."""
_UNIONS = ("EU", "EFTA")
_MOST = {"EU": 0.66, "EFTA": 0.75}
"""Share of a union's members above which a list of states stands for it: the third convention of
Lome lacks three of ten; Iceland, Liechtenstein and Norway, three of EFTA's four, sign for
themselves."""


@dataclass(frozen=True, slots=True)
class Stay:
    """When a party came in and went, where the list says so of it alone."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a row of the list says about its parties."""

    title: str
    original: tuple[str, ...]
    current: tuple[str, ...]
    """Empty for what is inactive."""
    stays: Mapping[str, Stay]
    """By id of the state or bloc."""
    signed: date | None
    start: date | None
    """Entry into force for those of whom nothing else is said."""
    end: date | None


def split(cell: object) -> list[str]:
    """The names in a cell, between semicolons."""
    return [name for name in (text_of(part) for part in str(cell).split(";")) if name]


def id_of(name: str) -> str | None:
    """Id of the state or group; None where the name is unknown."""
    return labels("wto").get(name)


def stays(where: str, cell: object) -> dict[str, Stay]:
    """Entries and exits by the party's name.

    Raises:
        SourceError: A part is not `Name(day - day)`, or a day is none.
    """
    found = {}
    for part in split(cell):
        match = _STAY.fullmatch(part)
        if match is None:
            expected = "dates such as Cambodia(04-Jan-2011 - )"
            raise SourceError(where, f"the entry or exit {part[:60]!r}", expected)
        first, last = (_day(where, match[name]) for name in ("first", "last"))
        if first is not None and last is not None and last < first:
            raise SourceError(where, f"{part!r}", "the entry before the exit")
        found[match["name"].strip()] = Stay(first, last)
    return found


def _day(where: str, text: str | None) -> date | None:
    if text is None:
        return None
    day, month, year = text.split("-")
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError as error:
        raise SourceError(where, f"the day {text!r}", "a day such as 04-Jan-2011") from error


def parties(agreement: Agreement, own_blocs: Mapping[str, Sequence[Party]]) -> list[Party]:
    """Every party with its days, blocs spelt out, each on its side; names unknown left out.

    `own_blocs` are parties of other agreements of the list, by title: some are blocs here that no
    table of memberships has.
    """
    names = [*agreement.original, *(n for n in agreement.current if n not in agreement.original)]
    blocs = [name for name in names if _is_bloc(name, own_blocs)]
    found: list[Party] = []
    for name in blocs:
        found += _of_bloc(agreement, name, own_blocs)
    union = "" if blocs else _unnamed_union(agreement)
    found += [_bounded(agreement, each) for each in _times_in(union)]
    through_bloc = _members_then(agreement, [id_of(name) or "" for name in blocs] or [union])
    for name in names:
        state = id_of(name)
        if name in blocs or state is None:
            continue
        if state in through_bloc and (union or name not in agreement.current):
            continue
        joined = union and state in {party.state for party in found if party.side == union}
        if joined and name.split()[0] not in agreement.title:
            continue
        party = _single(agreement, state, is_original=name in agreement.original)
        found.append(replace(party, side="others") if union else party)
    return [*found, *_gone(agreement, {party.state for party in found})]


def _gone(agreement: Agreement, listed: Collection[str]) -> Iterator[Party]:
    """Parties that left and stand neither among the original nor among the current ones."""
    for state, stay in agreement.stays.items():
        if stay.last is not None and is_state(state) and state not in listed:
            yield _single(agreement, state, is_original=stay.first is None)


def _members_then(agreement: Agreement, groups: Iterable[str]) -> frozenset[str]:
    """Who was a member of one of the groups on the day of signature or of entry into force."""
    days = [day for day in (agreement.signed, agreement.start) if day is not None]
    return frozenset(
        state for name in groups if name for day in days for state in members(name, day)
    )


def is_member(row: object) -> bool:
    """Whether a row of memberships is full membership."""
    return getattr(row, "kind", "") == "member"


def _is_bloc(name: str, own_blocs: Mapping[str, Sequence[Party]]) -> bool:
    found = id_of(name)
    return is_group(found) if found is not None else name in own_blocs


def _unnamed_union(agreement: Agreement) -> str:
    """The union whose members, and others, signed one by one in its place; "" where none did.

    So do most inactive rows of the European Communities and of EFTA; some lack a member or two.
    """
    titled = (_SHORT.get(part.strip()) for part in _DASH.split(agreement.title))
    named = next((group for group in titled if group in _UNIONS), "")
    if named:
        return named
    ids = {id_of(name) for name in agreement.original}
    for group in _UNIONS:
        for day in (agreement.signed, agreement.start):
            who = members(group, day) if day is not None else frozenset()
            if ids - who and len(who & ids) > _MOST[group] * len(who):
                return group
    return ""


def _of_bloc(
    agreement: Agreement, name: str, own_blocs: Mapping[str, Sequence[Party]]
) -> list[Party]:
    group = id_of(name)
    own = own_blocs.get(name, ())
    times = _times_in(group) if group else [replace(p, side=name) for p in own]
    if group and own:
        # The list has the bloc's own agreement: Timor-Leste is in ASEAN and not in its free trade.
        bound = {party.state for party in own}
        times = [each for each in times if each.state in bound]
    signed = agreement.signed or date.min
    times = [each for each in times if (each.end or date.max) >= signed]
    return [_bounded(agreement, each) for each in times]


def _times_in(group: str) -> list[Party]:
    rows = [row for row in rows_of_group(group) if is_member(row)]
    return [Party(row.state, group, None, row.start, row.end) for row in rows]


def _bounded(agreement: Agreement, time: Party) -> Party:
    """A bloc's member in the agreement: from the later entry to the earlier exit."""
    stay = agreement.stays.get(time.state)
    starts = [day for day in (agreement.start, time.start) if day is not None]
    first = stay.first if stay and stay.first else max(starts) if agreement.start else None
    last = stay.last if stay and stay.last else time.end
    ends = [day for day in (last, agreement.end) if day is not None]
    signed = agreement.signed
    was_in = signed is not None and (time.start or signed) <= signed <= (time.end or signed)
    return Party(time.state, time.side, signed if was_in else None, first, min(ends, default=None))


def _single(agreement: Agreement, state: str, *, is_original: bool) -> Party:
    stay = agreement.stays.get(state)
    first = stay.first if stay and stay.first else agreement.start if is_original else None
    ends = [day for day in (stay.last if stay else None, agreement.end) if day is not None]
    signed = agreement.signed if is_original else None
    return Party(state, state, signed, first, min(ends, default=None))


def sides_of(title: str, found: Sequence[Party]) -> list[Party]:
    """The parties on their sides: of "Mexico - Central America" all others are one side."""
    parts = _DASH.split(title.partition(" - Accession of")[0])
    if len(parts) != 2:
        return list(found)
    alone = [_named(part) for part in parts]
    blocs = [name for name in alone if name is not None and is_group(name)]
    if None not in alone:
        if len(blocs) != 1:
            return list(found)
        # Who stands beside a bloc and a state came in with the bloc, as Finland did with EFTA.
        return [
            p if p.side in alone or p.state in alone else replace(p, side=blocs[0]) for p in found
        ]
    side = alone[0] or alone[1]
    if side not in {party.side for party in found}:
        return list(found)
    return [party if party.side == side else replace(party, side="others") for party in found]


def _named(part: str) -> str | None:
    text = part.strip()
    return _SHORT.get(text) or labels("wto").get(text)
