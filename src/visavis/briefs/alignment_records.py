"""An alignment as JSON and as CSV: every year, every pair and every split, with its question.

The trap is the mixture: a CSV file has one header, so `record` says of each row whether it is of a
`year`, of a `pair` of states in it, or of a `split`.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from visavis.briefs.records import data_record, figure_record, plain_value
from visavis.workbench.aligned import Alignment, AlignmentYear, Split
from visavis.workbench.vote_rows import call_row, count_row, pair_rows, split_rows, year_rows

__all__ = ["alignment_csv", "alignment_json", "rows_csv", "vintages_of"]


def alignment_json(found: Alignment) -> str:
    """`{"object": "alignment", "a", "b", "years": [...], "splits": [...], "data": [...]}`."""
    record = {
        "object": "alignment",
        "a": found.a,
        "b": found.b,
        "counts": count_row(found.counts),
        "years": [_year(year) for year in found.years],
        "splits": [_split(split) for split in found.splits],
        "data": [data_record(*pair) for pair in sorted(vintages_of(found))],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def alignment_csv(found: Alignment) -> str:
    """One row a year, a pair of a year (where a side is a group), a pair in a roll call."""
    rows = [{"record": "year", **row} for row in year_rows(found.years, found.a, found.b)]
    if found.is_of_pairs:
        rows += [{"record": "pair", **row} for row in pair_rows(found.years)]
    rows += [{"record": "split", **row} for row in split_rows(found.splits)]
    return rows_csv(rows)


def rows_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows under one header, the columns in the order in which they first come."""
    listed = list(rows)
    columns = dict.fromkeys(key for row in listed for key in row)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    for row in listed:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return stream.getvalue()


def vintages_of(found: Alignment) -> frozenset[tuple[str, str]]:
    """(source, vintage) of everything that was used."""
    return frozenset(_vintages(found))


def _vintages(found: Alignment) -> Iterator[tuple[str, str]]:
    for year in found.years:
        yield from year.record.vintages
        yield from year.other_releases
        for figure in year.ideal:
            yield from figure.vintages
        if year.alliance is not None:
            yield from year.alliance.vintages
    for split in found.splits:
        yield split.ballot.call.source, split.ballot.call.vintage


def _year(year: AlignmentYear) -> dict[str, object]:
    is_stated = year.agreement is not None
    (told,) = year_rows([year], "", "")
    pairs = pair_rows([year])
    for pair in pairs:
        del pair["year"]
    return {
        **{key: told[key] for key in _TOLD},
        "counts": count_row(year.counts, is_stated=is_stated),
        "with_other_records": {
            **count_row(year.with_others, is_stated=is_stated),
            "releases": [list(pair) for pair in sorted(year.other_releases)],
        },
        "pairs": pairs,
        "record": _record(year),
        "ideal_points": [figure_record(each) for each in year.ideal],
        "alliance": figure_record(year.alliance) if year.alliance else None,
    }


def _record(year: AlignmentYear) -> dict[str, object]:
    """The figure behind the year, without its value where that is withheld."""
    found = figure_record(year.record)
    return {**found, "value": None, "parts": []} if year.withheld else found


_TOLD = ("year", "agreement", "missing", "withheld")


def _split(split: Split) -> dict[str, object]:
    return {
        **call_row(split.ballot.call),
        "counted": split.counted,
        "a": plain_value(split.a),
        "b": plain_value(split.b),
    }


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value
