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
from visavis.measures.pivot_verdict import RULES
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import plain_number
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.workbench.pivot_answers import PivotAnswer
from visavis.workbench.pivot_flows import MEASURES
from visavis.workbench.pivot_wholes import Whole

__all__ = ["pivot_csv", "pivot_json"]

_UNITS = {
    "shares": "parts of one",
    "turns": "parts of one: 0.01 is a percentage point",
    "growth": "parts of one",
    "statistics": "none",
}


def pivot_json(found: PivotAnswer) -> str:
    """`{"object": "pivot", "sentence": ..., "verdict": {...}, ...}`; shares are parts of one.

    Every part names the edition that its numbers come from, and each member of the groups and each
    total has the query that gives its amount again.
    """
    edition = _plain(found.edition)
    record = {
        "object": "pivot",
        "question": _plain(found.question),
        "as_of": _plain(found.as_of),
        "again": command_of(found),
        "units": {**_UNITS, "amounts": found.unit},
        "sentence": verdict_sentence(found),
        "verdict": {
            **_record(found.verdict),
            "rules": [_plain(each) for each in RULES],
            "would_change": flip_sentence(found),
        },
        "edition": edition,
        "reporting_partners": _plain(found.former),
        "totals": [
            {**_named(whole), "year": year, "query": _query(found, WORLD, year, whole)}
            for whole, year in zip(found.wholes, found.question.years, strict=True)
        ],
        "groups": {
            "to": _group(found, found.to[0].words, found.found.turn.to, found.unmeasured[0]),
            "from": _group(found, found.away[0].words, found.found.turn.away, found.unmeasured[1]),
            "in_both": list(found.in_both),
        },
        "turn": {"edition": edition, **_pivot(found.found)},
        "bounds": {
            "edition": edition,
            "low": _plain(found.everybody.low),
            "high": _plain(found.everybody.high),
        },
        "path": {"edition": edition, "rows": [_plain(row) for row in found.path.to_dicts()]},
        "shift_share": _shift_share(found),
        **_comparisons(found),
        "books": [_plain(each) for each in found.choices],
        "sources": [list(pair) for pair in sorted(found.vintages)],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _shift_share(found: PivotAnswer) -> dict[str, object] | None:
    if found.parts is None:
        return None
    return {
        "edition": _plain(found.edition),
        "markets": [list(pair) for pair in sorted(found.market_vintages)],
        **_record(found.parts),
    }


def _comparisons(found: PivotAnswer) -> dict[str, object]:
    """The question put otherwise: prices, variants, each member left out, months, other states."""
    edition, prices, others = _plain(found.edition), found.prices, found.others
    return {
        "prices": None if prices is None else {
            "edition": _plain(prices.edition), "products": list(prices.products),
            "current": _plain(prices.current.value), "constant": _plain(prices.constant.value),
            "added": _plain(prices.added),
        },
        "variants": [
            {"name": each.name, "kind": each.kind, "edition": _plain(each.edition),
             **_pivot(each.found), "in_place_of": _plain(each.in_place_of)}
            for each in found.variants
        ],
        "without_each": {
            "edition": edition,
            "partners": [
                {"partner": partner, "value": _plain(one.value)} for partner, one in found.alone
            ],
        },
        "breaks": None if found.breaks is None else {
            "edition": edition, "is_confirmed": found.breaks.is_confirmed, **_record(found.breaks),
        },
        "domains": [
            {**_record(each), "missing": each.missing.value if each.missing else None}
            for each in found.domains
        ],
        "others": None if others is None else {
            **_record(others), "p_value": _plain(others.p_value),
        },
    }  # fmt: skip


def _query(found: PivotAnswer, partner: str, year: int, whole: Whole | None = None) -> str:
    """The question that gives the amount again; "" for a sum of partners, and trade in one family,
    which are no figure of their own."""
    q, (source, vintage, side) = found.question, found.edition
    if whole is not None:
        source, vintage = whole.source, whole.vintage
    measure = MEASURES[q.flow] if q.product == ALL_PRODUCTS else f"product_{q.flow}"
    if not source or (whole is not None and whole.is_sum) or measure == "product_trade":
        return ""
    if whole is not None and q.product != ALL_PRODUCTS:
        return ""  # summed over all partners here
    books = {"own": ("exporter", "importer"), "partner": ("importer", "exporter")}
    book = books.get(side, (side, side))[q.flow == "imports"] if q.flow != "trade" else side
    own = whole is None or whole.source == found.edition.source
    return str(
        Query(
            measure=measure, subject=q.state, partner=partner, period=Period.of_year(year),
            product=q.product, book=book if own else None, source=source, vintage=vintage or None,
        )
    )  # fmt: skip


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


def _group(
    found: PivotAnswer, words: str, group: Group, without: tuple[str, ...]
) -> dict[str, object]:
    years = found.question.years
    return {
        "definition": words,
        "measured": sorted(group.members),
        "without_data": list(without),
        "dated": {str(year): sorted(who) for year, who in group.dated.items()},
        "queries": {
            each: [_query(found, each, year) for year in years] for each in sorted(group.members)
        },
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


def _named(value: Whole) -> dict[str, object]:
    return {key: _plain(each) for key, each in value._asdict().items()}


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
