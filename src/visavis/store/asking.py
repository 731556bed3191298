"""The SQL of a read: many small blocks become one predicate.

Blocks are merged until few are left (same relations and products; then same subjects or same
partners), because planning a hundred alternatives costs more than reading some rows too many.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

from visavis.model.facts import Position
from visavis.model.wanted import VotesWanted, Wanted

__all__ = ["coded_events", "facts", "roll_calls", "ties", "trips", "votes"]

Ids = frozenset[str] | None
Question = tuple[str, list[Any]]


def facts(files: Sequence[str], wanted: Sequence[Wanted]) -> Question:
    """The rows of the facts tables in `files` that lie in any block."""
    values: list[Any] = [list(files)]
    parts = []
    every = [
        _among("relation", _union(block.relations for block in wanted), values),
        _among("product", _union(block.products for block in wanted), values),
        _span(wanted, values),
    ]
    for (relations, products), blocks in _grouped(wanted).items():
        condition = [_among("relation", relations, values), _among("product", products, values)]
        condition.append(_span(blocks, values))
        condition.append(_pairs(blocks, ("subject", "partner"), values))
        parts.append(" and ".join(condition))
    # What holds of all blocks comes first and by itself: only such filters skip parts of a file.
    common = " and ".join(every)
    sql = f"select * from read_parquet(?) where {common} and {_either(parts)}"
    return _spelled_out(sql, values)


def _spelled_out(sql: str, values: list[Any]) -> Question:
    """The same with all values but the first in the text: a plan knows what it may skip only then.

    Values are days and ids; a quotation mark in one is doubled.
    """
    first, *pieces = sql.split("?")
    spelled = [f"date '{v}'" if isinstance(v, date) else _quoted(str(v)) for v in values[1:]]
    filled = "".join(piece + value for piece, value in zip(pieces, [*spelled, ""], strict=True))
    return f"{first}?{filled}", values[:1]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _union(sets: Iterable[Ids]) -> Ids:
    found: frozenset[str] = frozenset()
    for ids in sets:
        if ids is None:
            return None
        found |= ids
    return found


def trips(files: Sequence[str], wanted: Sequence[Wanted]) -> Question:
    """The trips that touch any block."""
    values: list[Any] = [list(files)]
    parts = []
    for blocks in _grouped(wanted).values():
        pairs = _pairs(blocks, ("traveller", "host"), values)
        values += [min(b.start for b in blocks), max(b.end for b in blocks)]
        parts.append(f'{pairs} and "end" >= ? and start <= ?')
    return f"select * from read_parquet(?) where {_either(parts)}", values


def ties(files: Sequence[str], wanted: Sequence[Wanted]) -> Question:
    """The ties of any block, whichever of the two sides is named first, in force or only signed.

    A tie without an end is in force to this day, one without a start may have been at any time.
    """
    values: list[Any] = [list(files)]
    parts = []
    for block in wanted:
        kinds = _among("relation", block.relations, values)
        sides = _either_way(block, ("subject", "partner"), values)
        values += [block.start, block.end]
        in_time = (
            "coalesce(\"end\", date '9999-12-31') >= ? "
            "and coalesce(signed, start, date '0001-01-01') <= ?"
        )
        parts.append(f"{kinds} and {sides} and {in_time}")
    return f"select * from read_parquet(?) where {_either(parts)}", values


def coded_events(files: Sequence[str], wanted: Sequence[Wanted]) -> Question:
    """The coded events of any block, in either direction."""
    values: list[Any] = [list(files)]
    parts = []
    for block in wanted:
        sides = _either_way(block, ("actor", "target"), values)
        values += [block.start, block.end]
        parts.append(f'{sides} and "on" between ? and ?')
    return f"select * from read_parquet(?) where {_either(parts)}", values


def _either_way(block: Wanted, columns: tuple[str, str], values: list[Any]) -> str:
    there = _pairs((block,), columns, values)
    back = _pairs((block,), (columns[1], columns[0]), values)
    return f"({there} or {back})"


def roll_calls(files: tuple[list[str], list[str]], wanted: Sequence[VotesWanted]) -> Question:
    """The roll calls asked for, with the counts of yes, no, abstain and absent."""
    values: list[Any] = [files[0]]
    chosen = f"select * from read_parquet(?) where {_which(wanted, values)}"
    values.append(files[1])
    counts = ", ".join(f"count(*) filter (position = '{word}')" for word in get_args(Position))
    return (
        f"with chosen as ({chosen}) select any_value(c.source), any_value(c.vintage), c.rid, "
        f"any_value(c.resolution), any_value(c.held_on), any_value(c.title), {counts} "
        "from chosen c join read_parquet(?) v on v.rid = c.rid and v.source = c.source "
        "group by c.source, c.rid order by any_value(c.held_on), c.source, c.rid",
        values,
    )


def votes(files: tuple[list[str], list[str]], wanted: Sequence[VotesWanted]) -> Question:
    """The casts of the states that each block asks for, in the roll calls that it asks for."""
    values: list[Any] = [files[0]]
    columns = "source, rid, resolution, held_on"
    chosen = f"select {columns} from read_parquet(?) where {_which(wanted, values)}"
    values.append(files[1])
    by_states: dict[Ids, list[VotesWanted]] = {}
    for block in wanted:
        by_states.setdefault(block.states, []).append(block)
    parts = []
    for states, blocks in by_states.items():
        calls = _which(blocks, values)
        parts.append(f"{calls} and {_among('v.state', states, values)}")
    return (
        f"with chosen as ({chosen}) select v.source, v.vintage, v.rid, v.state, v.position "
        "from chosen c join read_parquet(?) v on v.rid = c.rid and v.source = c.source "
        f"where {_either(parts)} order by v.source, v.rid, v.state",
        values,
    )


def _grouped(wanted: Iterable[Wanted]) -> dict[tuple[Ids, Ids], list[Wanted]]:
    grouped: dict[tuple[Ids, Ids], list[Wanted]] = {}
    for block in wanted:
        grouped.setdefault((block.relations, block.products), []).append(block)
    return grouped


def _which(wanted: Sequence[VotesWanted], values: list[Any]) -> str:
    parts = []
    resolutions = sorted({block.resolution for block in wanted if block.resolution is not None})
    if resolutions:
        values.append(resolutions)
        parts.append("list_contains(?, resolution)")
    spans = {(b.start, b.end) for b in wanted if b.resolution is None}
    for start, end in sorted(spans, key=str):
        values += [start or date.min, end or date.max]
        parts.append("held_on between ? and ?")
    return _either(parts)


def _span(blocks: Sequence[Wanted], values: list[Any]) -> str:
    values += [min(block.start for block in blocks), max(block.end for block in blocks)]
    return 'start >= ? and "end" <= ?'


def _pairs(blocks: Sequence[Wanted], columns: tuple[str, str], values: list[Any]) -> str:
    """The pairs of all blocks, as few alternatives: same subjects merge, then same partners."""
    by_subjects: dict[Ids, Ids] = {}
    for block in blocks:
        by_subjects[block.subjects] = _joined(
            by_subjects.get(block.subjects, frozenset()), block.partners
        )
    by_partners: dict[Ids, Ids] = {}
    for subjects, partners in by_subjects.items():
        by_partners[partners] = _joined(by_partners.get(partners, frozenset()), subjects)
    parts = []
    for partners, subjects in by_partners.items():
        first = _among(columns[0], subjects, values)
        parts.append(f"{first} and {_among(columns[1], partners, values)}")
    return _either(parts)


def _joined(left: Ids, right: Ids) -> Ids:
    return None if left is None or right is None else left | right


def _among(column: str, ids: Ids, values: list[Any]) -> str:
    if ids is None:
        return "true"
    values += sorted(ids)
    return f"{column} in ({', '.join('?' * len(ids))})" if ids else "false"


def _either(parts: Sequence[str]) -> str:
    return "(" + " or ".join(f"({part})" for part in parts) + ")" if parts else "false"
