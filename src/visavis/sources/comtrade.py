"""Reports of trade from the user's own downloads of UN Comtrade, in all of its layouts.

Values are US dollars, in the reporter's book: exports FOB, imports CIF as a rule. The web download
(v1) has 47 names over rows of 48 fields and may be in Latin-1; the older API gave 35 columns under
one of two sets of names. The traps: the same flow stands several times where a file is split by
transport, customs procedure or second partner; re-exports are part of exports; overlapping
downloads repeat rows; numbers of states are not those of ISO. Partners that are no state
("Bunkers", "Areas, nes") are kept under ids of their own, so that partners add up to the world.
"""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.model.products import families
from visavis.model.states import all_states, by_code
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.comtrade_coverage import extents
from visavis.sources.comtrade_json import json_rows
from visavis.sources.comtrade_layouts import LAYOUTS, plain
from visavis.sources.frames import AMOUNT, facts, refuse, total
from visavis.sources.labels import NOT_SPECIFIED
from visavis.sources.strict import Rows, file_bytes, files_of, read_rows, refuse_unread

__all__ = ["load"]

AGGREGATES = {"97": "European Union"}
"""Reporters and partners that repeat what their members report; left out by name."""

_NO_STATE = {
    "290": "Northern Africa, nes", "297": "Southern Africa customs, nes", "471": "CACM, nes",
    "472": "Africa CAMEU region, nes", "473": "LAIA, nes", "527": "Oceania, nes",
    "536": "Neutral Zone", "568": "Other Europe, nes", "577": "Other Africa, nes",
    "636": "Rest of America, nes", "637": "North and Central America, nes",
    "697": "Europe EFTA, nes", "837": "Bunkers", "838": "Free Zones",
    "839": "Special Categories", "849": "US Misc. Pacific Islands", "879": "Western Asia, nes",
    "899": "Areas, nes",
}  # fmt: skip
"""Comtrade's partners that are no state: ids are `_NES_` and the number."""

_OLD_NUMBERS = {"381": "ITA"}
"""Numbers of the older API that the present tables no longer have."""

_FLOWS = {"X": "exporter", "M": "importer"}
_PARTS = {
    "RX": "re-exports, part of exports", "RM": "re-imports, part of imports",
    "DX": "domestic exports, part of exports", "FM": "foreign imports, part of imports",
    "MIP": "imports for processing, part of imports",
    "XIP": "exports after processing, part of exports",
    "MOP": "imports after outward processing, part of imports",
    "XOP": "exports for outward processing, part of exports",
}  # fmt: skip
_KEY = ("book", "reporter", "counterpart", "product", "start", "end")


def load(path: Path, retrieved: date) -> Load:
    """Exports and imports as each reporter states them, by partner, product and year or month.

    Args:
        path: A file, or a folder of files .csv or .csv.gz in any of the three layouts, or of the
            API's answers in JSON.
        retrieved: Day on which the user's folder was added; Comtrade's files state no release.

    Raises:
        SourceError: Another header, a cut row, mixed encodings, an empty code, an unknown flow, a
            period that is none, two different values for one flow, no whole flow at all, partners
            without an id that carry over 0.1 % of the value, or files that would be skipped.
    """
    files = files_of(path, ("*.csv", "*.csv.gz", "*.json"))
    refuse_unread(path, files, "files .csv, .csv.gz or .json alone")
    contents = [(_name(file, path), file_bytes(file)) for file in files]
    rows = pl.concat(
        [plain(_rows(name, file)) for (name, _), file in zip(contents, files, strict=True)]
    )
    latest = max(retrieved.year, date.today().year) + 1
    for file, block in rows.group_by("file", maintain_order=True):
        _refuse_faults(str(file[0]), block, latest)
    if rows.is_empty():
        expected = "rows: the reporters have published nothing for these years"
        raise SourceError(path.name, "answers without rows", expected)
    whole, left_out = _whole_flows(rows)
    if whole.is_empty():
        found = "; ".join(f"{count} {reason}" for reason, count in left_out.items())
        raise SourceError(path.name, f"no whole export or import ({found})", "at least one")
    known, unmatched = _with_ids(whole)
    share = check_unmatched(path.name, unmatched, total(whole["value"]))
    single, repeated = _once(known)
    if repeated:
        left_out["rows repeated in overlapping files"] = repeated
    digest = hashlib.sha256(b"".join(sorted(_digest(data) for _, data in contents))).hexdigest()
    last = max(single["end"])
    label = last.isoformat()[:4] if last.month == 12 else last.isoformat()[:7]
    frame = facts(path.name, pl.concat([_facts(single), _facts(_families(single))]))
    return Load(
        vintage=f"to-{label}+{digest[:8]}",
        released=retrieved,
        tables={"facts": Table(frame, extents(single, _FAMILY_OF))},
        files=tuple(sorted(name for name, _ in contents)),
        rows_read=rows.height,
        left_out=left_out,
        unmatched=unmatched,
        unmatched_share=share,
    )


def _rows(name: str, file: Path) -> Rows:
    """The rows of a download, or of an answer of the API."""
    if file.suffix.lower() == ".json":
        return json_rows(name, file)
    return read_rows(name, file_bytes(file), LAYOUTS)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _name(file: Path, path: Path) -> str:
    """A file's name with its folders below the one that was named."""
    return file.relative_to(path).as_posix() if path.is_dir() else file.name


_NEVER_EMPTY = {
    "flow": "flow", "reporter_code": "reporter code", "partner_code": "partner code",
    "period": "period", "written": "value", "commodity": "commodity code",
}  # fmt: skip


def _refuse_faults(file: str, rows: pl.DataFrame, latest: int) -> None:
    """Stop at rows of one file that mean nothing, before any of them is counted as something.

    Raises:
        SourceError: An empty or unknown code, a period outside 1900 to `latest`, no amount.
    """
    coded = pl.col("commodity") != "TOTAL"
    empty = {name: pl.col(name).fill_null("") == "" for name in _NEVER_EMPTY}
    empty["classification"] = coded & (pl.col("classification").fill_null("") == "")
    for name, condition in empty.items():
        blank = rows.filter(condition)
        if blank.height:
            where = f"{file}, line {blank['line'][0]}"
            raise SourceError(where, f"no {_NEVER_EMPTY.get(name, name)}", "every row with one")
    flows = [*_FLOWS, *_PARTS]
    refuse(file, rows.filter(~pl.col("flow").is_in(flows)), "flow", f"one of {', '.join(flows)}")
    outside = pl.col("start").is_null() | (pl.col("start").dt.year() > latest)
    expected = f"a year from 1900 to {latest}, as 2020 or 202005"
    refuse(file, rows.filter(outside), "period", expected)
    other = rows.filter(pl.col("year") != pl.col("period").str.slice(0, 4))
    if other.height:
        line, period, year = other.select("line", "period", "year").row(0)
        found = f"period {period!r} of year {year!r}"
        raise SourceError(f"{file}, line {line}", found, "a period in its year")
    wrong = pl.col("value").is_null() | (pl.col("value") < 0)
    refuse(file, rows.filter(wrong).with_columns(value="written"), "value", "an amount")


def _whole_flows(rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """Rows that stand for a whole flow; the others are parts of it or repeat it."""
    split = {
        "split by second partner": pl.col("partner2") != "0",
        "split by customs procedure": pl.col("customs") != "C00",
        "split by mode of transport": pl.col("transport") != "0",
        "split by mode of supply": pl.col("supply") != "0",
        "repeats its members": pl.any_horizontal(
            pl.col("reporter_code", "partner_code").is_in(list(AGGREGATES))
        ),
        **{reason: pl.col("flow") == flow for flow, reason in _PARTS.items()},
    }
    left_out = {}
    for reason, condition in split.items():
        kept = rows.filter(~condition)
        if kept.height < rows.height:
            left_out[reason] = rows.height - kept.height
        rows = kept
    return rows.with_columns(book=pl.col("flow").replace_strict(_FLOWS)), left_out


def _ids(codes: pl.Series) -> dict[str, str]:
    """Comtrade's numbers to ids, as far as they have one."""
    ids = {"0": WORLD} | _OLD_NUMBERS | {code: f"{NOT_SPECIFIED}_{code}" for code in _NO_STATE}
    known = {each.id for each in all_states()}
    for code in sorted(set(codes)):
        found = by_code("comtrade", code)
        if code not in ids and found is not None:
            ids[code] = found if found in known else f"{NOT_SPECIFIED}_{found}"
    return ids


def _with_ids(rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, Decimal]]:
    """Rows whose sides both have an id, and the value of the others by name."""
    ids = _ids(pl.concat([rows["reporter_code"], rows["partner_code"]]))
    rows = rows.with_columns(
        reporter=pl.col("reporter_code").replace_strict(ids, default=None, return_dtype=pl.String),
        counterpart=pl.col("partner_code").replace_strict(
            ids, default=None, return_dtype=pl.String
        ),
    )
    nameless = pl.col("reporter").is_null() | pl.col("counterpart").is_null()
    name = pl.when(pl.col("reporter").is_null()).then(pl.col("reporter_name"))
    lost = (
        rows.filter(nameless)
        .group_by(name.otherwise(pl.col("partner_name")).alias("name"))
        .agg(pl.col("value").sum())
    )
    return rows.filter(~nameless), dict(sorted(lost.iter_rows()))


def _once(rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Each flow once, and how many rows only repeated one.

    Raises:
        SourceError: Two rows give different values for the same flow.
    """
    single = rows.unique([*_KEY, "value"], keep="first", maintain_order=True)
    differing = single.filter(single.select(_KEY).is_duplicated()).sort(*_KEY, "value")
    if differing.height:
        one, other = differing.row(0, named=True), differing.row(1, named=True)
        raise SourceError(
            f"{one['file']}, line {one['line']} and {other['file']}, line {other['line']}",
            f"{one['value']} and {other['value']} for {one['reporter']} {one['flow']} "
            f"{one['counterpart']} {one['product']} {one['start']}",
            "one value for one flow",
        )
    return single, rows.height - single.height


_FAMILY_OF = {f"HS{each.heading}": each.id for each in families() if each.heading}
"""Codes that are exactly a family: `HS2709` is crude oil."""


def _families(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of such codes once more, under the family's id."""
    return rows.filter(pl.col("product").is_in(list(_FAMILY_OF))).with_columns(
        pl.col("product").replace_strict(_FAMILY_OF)
    )


def _facts(rows: pl.DataFrame) -> pl.DataFrame:
    exports = pl.col("book") == "exporter"
    return rows.select(
        "book",
        "product",
        "start",
        "end",
        "valuation",
        "value",
        relation=pl.lit("goods_flow"),
        subject=pl.when(exports).then("reporter").otherwise("counterpart"),
        partner=pl.when(exports).then("counterpart").otherwise("reporter"),
        unit=pl.lit("USD"),
        status=pl.lit("reported"),
        origin_row="line",
    ).with_columns(pl.col("value").cast(AMOUNT))
