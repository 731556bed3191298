"""Figures, readings and claims as JSON records with a fixed order of keys (formats).

Numbers leave as integers or as floats of at most twelve significant digits; a value that is
missing leaves as null beside its typed reason, never as zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from visavis.briefs.citations import origin_of
from visavis.model.figures import Figure, RowRef, plain_number

if TYPE_CHECKING:
    from visavis.model.claims import Claim
    from visavis.model.verdicts import Diagnosis, Finding, Interval, Reading

__all__ = [
    "claim_record",
    "context_record",
    "data_record",
    "diagnosis_record",
    "figure_record",
    "finding_record",
    "interval_record",
    "reading_record",
]

_CLAIM_KEYS = (
    "quote", "start", "end", "subject", "partner", "measure", "form", "value", "value_high",
    "unit", "period", "period_from", "baseline", "denominator", "product", "modality",
    "qualifier", "polarity", "asserted", "basis", "sector", "resolution", "attribution",
    "source_named", "rank_scope", "ahead_of", "premise", "position", "sentence", "ambiguous",
    "unread",
)  # fmt: skip


def plain_value(value: object) -> object:
    """Any field of a frozen record as JSON: decimals as numbers, dates as ISO text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, Decimal | float):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in sorted(value.items(), key=_text_key)}
    if isinstance(value, frozenset | set):
        return sorted(str(item) for item in value)
    if hasattr(value, "_asdict"):
        return {key: plain_value(item) for key, item in value._asdict().items()}
    if isinstance(value, Iterable):
        return [plain_value(item) for item in value]
    return str(value)


def claim_record(claim: "Claim") -> dict[str, object]:
    """Every key of the contract, in its order; `value` as a float, as the contract shows it."""
    record = {key: plain_value(getattr(claim, key)) for key in _CLAIM_KEYS}
    record |= {"value": _float(claim.value), "value_high": _float(claim.value_high)}
    record |= {"basis": asdict(claim.basis)}
    written = asdict(claim.written) if claim.written else None
    return {**record, "written": plain_value(written)}


def _float(value: float | None) -> float | None:
    whole = plain_number(value)
    return None if whole is None else float(whole)


def figure_record(figure: Figure) -> dict[str, object]:
    """A figure with its query, book, coverage, parts, formula, rows and releases."""
    coverage = figure.coverage
    return {
        "query": str(figure.query),
        "value": plain_number(figure.value),
        "missing": figure.missing.value if figure.missing else None,
        "unit": figure.unit,
        "text": figure.text,
        "lower_bound": plain_number(figure.lower_bound),
        "period": str(figure.period) if figure.period else None,
        "source": figure.source or None,
        "book": figure.book or None,
        "book_reason": figure.book_reason or None,
        "valuation": figure.valuation or None,
        "coverage": {
            "complete": coverage.is_complete,
            "present": list(coverage.present),
            "missing": list(coverage.missing),
            "missing_weight": plain_number(coverage.missing_weight),
            "missing_weight_source": coverage.missing_weight_source,
        },
        "parts": [plain_value(part) for part in figure.parts],
        "formula": figure.formula or None,
        "rows": _rows(figure.rows),
        "origins": list(figure.origins),
        "vintages": [list(pair) for pair in figure.vintages],
        "detail": plain_value(figure.detail),
    }


def context_record(figure: Figure) -> dict[str, object]:
    """A figure shown beside the claim, without its rows: one of a table of many."""
    return {
        "query": str(figure.query),
        "value": plain_number(figure.value),
        "missing": figure.missing.value if figure.missing else None,
        "unit": figure.unit,
        "text": figure.text,
        "book": figure.book or None,
        "vintages": [list(pair) for pair in figure.vintages],
    }


def reading_record(reading: "Reading", position: int) -> dict[str, object]:
    """One reading; `figure` is the position of its figure in the claim's `figures`."""
    figure = reading.figure
    return {
        "query": str(reading.query),
        "senses": [list(sense) for sense in reading.senses],
        "fit": reading.fit.value,
        "value": plain_number(figure.value),
        "text": figure.text,
        "missing": figure.missing.value if figure.missing else None,
        "unit": figure.unit,
        "figure": position,
    }


def diagnosis_record(diagnosis: "Diagnosis | None") -> dict[str, object] | None:
    """The neighbour that coincides, with its own figure; null where there is none."""
    if diagnosis is None:
        return None
    return {
        "change": diagnosis.change,
        "query": str(diagnosis.query),
        "chance": plain_number(diagnosis.chance),
        "figure": figure_record(diagnosis.figure),
    }


def interval_record(interval: "Interval | None") -> dict[str, object] | None:
    """The values that the words admit; null is unbounded."""
    if interval is None:
        return None
    return {
        "low": plain_number(interval.low),
        "high": plain_number(interval.high),
        "rule": interval.rule,
    }


def finding_record(finding: "Finding", ids: tuple[str, ...]) -> dict[str, object]:
    """Something that the text itself says twice, differently."""
    return {
        "kind": finding.kind,
        "claims": list(finding.claims),
        "ids": [ids[position] for position in finding.claims],
        "expected": plain_number(finding.expected),
        "found": plain_number(finding.found),
        "unit": finding.unit,
        "is_contradiction": finding.is_contradiction,
        "detail": plain_value(finding.detail),
    }


def data_record(source: str, vintage: str) -> dict[str, object]:
    """A release that was used, with its publisher, citation and licence."""
    origin = origin_of(source)
    record: dict[str, object] = {"source": source, "vintage": vintage}
    if origin is not None:
        record |= {
            "publisher": origin.publisher,
            "title": origin.title,
            "citation": origin.citation,
            "page": origin.page,
            "license": origin.license.id,
        }
    return record


def _rows(rows: tuple[RowRef, ...]) -> list[dict[str, object]]:
    """The rows used, by release: `{"source", "vintage", "rows": [7, 19]}`."""
    grouped: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        grouped.setdefault((row.source, row.vintage), set()).add(row.origin_row)
    return [
        {"source": source, "vintage": vintage, "rows": sorted(grouped[source, vintage])}
        for source, vintage in sorted(grouped)
    ]


def _text_key(item: tuple[object, object]) -> str:
    return str(item[0])
