"""All members of a group as the group: "the six members of the Gulf Cooperation Council".

The trap: "three members of the EU" are not the EU. A count is taken only where the group had that
many members at some time, and without a count the phrase must open with "the" or "all".
"""

from datetime import date
from functools import cache

from visavis.model.memberships import members, rows_of_group
from visavis.reading.grammar.items import Item

__all__ = ["fold_members"]

_MEMBERS = frozenset(("members", "member"))
_STATES = frozenset(("states", "countries", "nations"))


def fold_members(items: list[Item]) -> list[Item]:
    """The items with every such phrase as one item, the group's name."""
    if not any(item.lower in _MEMBERS for item in items):
        return items
    out: list[Item] = []
    at = 0
    while at < len(items):
        size = _size(items, at)
        if not size:
            out.append(items[at])
            at += 1
            continue
        group = items[at + size - 1]
        group.start, group.lower = items[at].start, f"members of {group.lower}"
        if items[at].lower == "the":
            out.append(items[at])
            group.start = items[at + 1].start
        out.append(group)
        at += size
    return out


def _size(items: list[Item], at: int) -> int:
    """How many items the phrase that opens at `at` takes; 0 where none opens there."""
    row, step = items[at : at + 9], 0
    whole = row[0].lower in ("the", "all", "all the")
    step = 1 if whole else 0
    if row[0].lower == "all" and len(row) > 1 and row[1].lower == "the":
        step = 2
    count = row[step].quantity if step < len(row) else None
    step += int(count is not None and count.kind in ("count", "bare"))
    if step >= len(row) or row[step].lower not in _MEMBERS or not whole:
        return 0
    step += 1 + int(step + 1 < len(row) and row[step + 1].lower in _STATES)
    if step + 1 >= len(row) or row[step].lower != "of":
        return 0
    step += 1 + int(row[step + 1].has("det"))
    name = row[step] if step < len(row) else None
    if name is None or name.kind != "actor" or len(name.mentions) != 1:
        return 0
    group = name.mentions[0]
    if group.kind != "group" or group.id is None:
        return 0
    return step + 1 if count is None or int(count.value) in _sizes(group.id) else 0


@cache
def _sizes(group_id: str) -> frozenset[int]:
    """How many members the group has had, year by year."""
    rows = rows_of_group(group_id)
    return frozenset(len(members(group_id, date(year, 7, 1))) for year in range(1950, 2031)) - {
        0 if rows else -1
    }
