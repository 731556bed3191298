"""The answer of `visavis pivot` as JSON and as CSV: plain values, each with where it comes from."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from visavis.briefs.pivot import command_of
from visavis.briefs.pivot_sentences import flip_sentence, verdict_sentence
from visavis.measures.pivot import Group, Pivot
from visavis.model.figures import plain_number
from visavis.workbench.pivot_answers import PivotAnswer

__all__ = ["pivot_csv", "pivot_json"]


def pivot_json(found: PivotAnswer) -> str:
    """`{"object": "pivot", "sentence": ..., "verdict": {...}, ...}`; shares are parts of one."""
    q = found.question
    record = {
        "object": "pivot",
        "question": _plain(q),
        "again": command_of(found),
        "sentence": verdict_sentence(found),
        "verdict": {**_record(found.verdict), "would_change": flip_sentence(found)},
        "edition": _plain(found.edition._asdict()),
        "unit": found.unit,
        "totals": [_plain(each._asdict()) for each in found.wholes],
        "groups": {
            "to": _group(found.to[0].words, found.found.turn.to, found.unmeasured[0]),
            "from": _group(found.away[0].words, found.found.turn.away, found.unmeasured[1]),
        },
        "turn": _pivot(found.found),
        "bounds": {"low": _plain(found.everybody.low), "high": _plain(found.everybody.high)},
        "path": [_plain(row) for row in found.path.to_dicts()],
        "shift_share": _plain(found.parts),
        "prices": None if found.prices is None else {
            "edition": _plain(found.prices.edition._asdict()),
            "products": list(found.prices.products),
            "current": _plain(found.prices.current.value),
            "constant": _plain(found.prices.constant.value),
            "added": _plain(found.prices.added),
        },
        "variants": [
            {"name": each.name, "kind": each.kind, "edition": _plain(each.edition._asdict()),
             **_pivot(each.found), "in_place_of": each.in_place_of}
            for each in found.variants
        ],
        "without_each": [{"partner": name, "value": _plain(one.value)} for name, one in found.alone],
        "breaks": _plain(found.breaks),
        "others": None if found.others is None else {
            "source": found.others.source, "vintage": found.others.vintage,
            "rank": found.others.rank,
            "states": [_plain(each._asdict()) for each in found.others.states],
        },
        "books": [_plain(each) for each in found.choices],
        "sources": [list(pair) for pair in sorted(found.vintages)],
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def pivot_csv(found: PivotAnswer) -> str:
    """The path of both shares, a row for each year and group."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("year", "state", "flow", "group", "share", "low", "high", "coverage",
                     "members", "missing", "source", "vintage", "side"))  # fmt: skip
    q, edition = found.question, found.edition
    columns = ("year", "group", "share", "low", "high", "coverage", "members", "missing")
    for year, group, *numbers in found.path.select(columns).iter_rows():
        cells = ["" if each is None else _plain(each) for each in numbers]
        writer.writerow((year, q.state, q.flow, group, *cells, *edition))
    return stream.getvalue()


def _group(words: str, group: Group, without: tuple[str, ...]) -> dict[str, object]:
    return {
        "definition": words,
        "measured": sorted(group.members),
        "without_data": list(without),
        "dated": {str(year): sorted(who) for year, who in group.dated.items()},
    }


def _pivot(found: Pivot) -> dict[str, object]:
    return {
        "value": _plain(found.value), "low": _plain(found.low), "high": _plain(found.high),
        "to": _plain(found.to), "from": _plain(found.away), "turnover": _plain(found.turnover),
        "largest": found.largest, "largest_share": _plain(found.largest_share),
        "coverage": _plain(found.coverage),
        "contributions": [_plain(each) for each in found.contributions],
        "missing": found.missing.value if found.missing else None,
    }  # fmt: skip


def _record(value: object) -> dict[str, object]:
    return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}  # type: ignore[arg-type]


def _plain(value: object) -> object:
    """The value as JSON has it: records by their fields, sets sorted, infinity as null."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(each) for each in value)  # type: ignore[type-var]
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "item"):
        return _plain(value.item())
    raise TypeError(f"no plain form of {type(value).__name__}")
