"""Eurostat's COMEXT by its interface: the union's exports and imports of all goods, in SDMX-CSV.

Partners are codes of two letters from Eurostat's own list of countries, which is ISO's with some
exceptions; longer codes are sums over several. The traps: Northern Ireland stands among the
union's partners, and inside its customs territory; trade that its members' customs never told the
partner of has codes that begin with Q; imports are valued CIF, exports FOB.
"""

import re
from datetime import date

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.model.states import by_code
from visavis.sources.frames import AMOUNT, refuse
from visavis.sources.labels import NOT_SPECIFIED
from visavis.sources.strict import Rows, Shape

__all__ = ["SHAPES", "sdmx_rows", "updated"]

_COLUMNS = (
    "DATAFLOW", "LAST UPDATE", "freq", "reporter", "partner", "product", "flow", "indicators",
    "TIME_PERIOD", "OBS_VALUE",
)  # fmt: skip
SHAPES = (
    Shape("COMEXT's SDMX-CSV", _COLUMNS, "OBS_VALUE"),
    Shape("COMEXT's SDMX-CSV with flags", (*_COLUMNS, "OBS_FLAG", "CONF_STATUS"), "OBS_VALUE"),
)
_FIXED = {
    "freq": "A", "reporter": "EU27_2020", "product": "TOTAL", "indicators": "VALUE_IN_EUROS",
}  # fmt: skip
_FLOWS = {"1": "importer", "2": "exporter"}
_OUTSIDE = "EXT_EU27_2020"
_SUM = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|WORLD")
_UPDATED = re.compile(r"(\d\d)/(\d\d)/(\d\d)( \d\d:\d\d:\d\d)?")

_OWN = {
    "EL": "GRC", "XS": "SRB", "XU": "GBR",
    "XC": f"{NOT_SPECIFIED}_CEUTA", "XL": f"{NOT_SPECIFIED}_MELILLA",
    "QP": f"{NOT_SPECIFIED}_HIGH_SEAS",
    "QQ": f"{NOT_SPECIFIED}_STORES", "QS": f"{NOT_SPECIFIED}_STORES",
    "QU": f"{NOT_SPECIFIED}_UNKNOWN", "QW": f"{NOT_SPECIFIED}_UNKNOWN",
    "QX": f"{NOT_SPECIFIED}_SECRET", "QZ": f"{NOT_SPECIFIED}_SECRET",
    "XI": "-", "QR": "-", "QV": "-", "QY": "-",
}  # fmt: skip
"""Codes of Eurostat that are not ISO's; "-": inside the union."""


def sdmx_rows(rows: Rows) -> pl.DataFrame:
    """The rows of one answer as facts, with `label`; partner "-": inside the union or a sum.

    Raises:
        SourceError: Another reporter, product, indicator, frequency, flow, year or amount.
    """
    frame = rows.frame
    for column, word in _FIXED.items():
        refuse(rows.file, frame.filter(~pl.col(column).eq_missing(word)), column, word)
    flow = pl.col("flow").is_in(list(_FLOWS)).fill_null(value=False)
    refuse(rows.file, frame.filter(~flow), "flow", "1 (imports) or 2 (exports)")
    year = pl.col("TIME_PERIOD").str.contains(r"^(19|20)\d\d$").fill_null(value=False)
    refuse(rows.file, frame.filter(~year), "TIME_PERIOD", "a year")
    value = pl.col("OBS_VALUE").cast(AMOUNT, strict=False)
    refuse(rows.file, frame.filter(value.is_null() | (value < 0)), "OBS_VALUE", "an amount")
    refuse(rows.file, frame.filter(pl.col("partner").is_null()), "partner", "a code")
    ids = {code: found for code in set(frame["partner"]) if (found := _partner(code)) is not None}
    book = pl.col("flow").replace_strict(_FLOWS)
    other = pl.col("partner").replace_strict(ids, default=None, return_dtype=pl.String)
    exports = book == "exporter"
    at = pl.col("TIME_PERIOD").cast(pl.Int32)
    return frame.select(
        relation=pl.lit("goods_flow"),
        book=book,
        subject=pl.when(exports).then(pl.lit("EU27")).otherwise(other),
        partner=pl.when(exports).then(other).otherwise(pl.lit("EU27")),
        product=pl.lit("TOTAL"),
        start=pl.date(at, 1, 1),
        end=pl.date(at, 12, 31),
        value=value,
        unit=pl.lit("EUR"),
        valuation=pl.when(exports).then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        status=pl.lit("reported"),
        origin_row=pl.col("line").cast(pl.Int32),
        label=pl.col("partner"),
        other=other,
    )


def updated(rows: Rows) -> date:
    """The day on which Eurostat last changed the table, as the answer states it.

    Raises:
        SourceError: It states none, or several.
    """
    words = sorted({str(word) for word in rows.frame["LAST UPDATE"]})
    found = _UPDATED.fullmatch(words[0]) if len(words) == 1 else None
    parts = [int(part) for part in found.groups()[:3]] if found else [0, 0, 0]
    try:
        return date(2000 + parts[2], parts[1], parts[0])
    except ValueError:
        listed = ", ".join(words[:3])[:80]
        raise SourceError(rows.file, f"LAST UPDATE {listed}", "one day, as 15/09/26") from None


def _partner(code: str) -> str | None:
    """The id of a partner; "-" where it is inside the union or a sum; None where it is unknown."""
    if code == _OUTSIDE:
        return WORLD
    if code in _OWN:
        return _OWN[code]
    if _SUM.fullmatch(code):
        return "-"
    return by_code("iso_a2", code) if len(code) == 2 else None
