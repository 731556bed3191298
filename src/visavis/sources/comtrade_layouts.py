"""The three layouts in which UN Comtrade has handed out its rows, and one plain form of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from visavis.sources.frames import AMOUNT
from visavis.sources.strict import Rows, Shape

__all__ = ["LAYOUTS", "V1", "plain"]

V1 = Shape(
    "the web download of UN Comtrade",
    (
        "typeCode", "freqCode", "refPeriodId", "refYear", "refMonth", "period", "reporterCode",
        "reporterISO", "reporterDesc", "flowCode", "flowDesc", "partnerCode", "partnerISO",
        "partnerDesc", "partner2Code", "partner2ISO", "partner2Desc", "classificationCode",
        "classificationSearchCode", "isOriginalClassification", "cmdCode", "cmdDesc", "aggrLevel",
        "isLeaf", "customsCode", "customsDesc", "mosCode", "motCode", "motDesc", "qtyUnitCode",
        "qtyUnitAbbr", "qty", "isQtyEstimated", "altQtyUnitCode", "altQtyUnitAbbr", "altQty",
        "isAltQtyEstimated", "netWgt", "isNetWgtEstimated", "grossWgt", "isGrossWgtEstimated",
        "cifvalue", "fobvalue", "primaryValue", "legacyEstimationFlag", "isReported",
        "isAggregate",
    ),
    "isAggregate",
)  # fmt: skip
_LEGACY = Shape(
    "the older API of UN Comtrade",
    (
        "Classification", "Year", "Period", "Period Desc.", "Aggregate Level", "Is Leaf Code",
        "Trade Flow Code", "Trade Flow", "Reporter Code", "Reporter", "Reporter ISO",
        "Partner Code", "Partner", "Partner ISO", "2nd Partner Code", "2nd Partner",
        "2nd Partner ISO", "Customs Proc. Code", "Customs", "Mode of Transport Code",
        "Mode of Transport", "Commodity Code", "Commodity", "Qty Unit Code", "Qty Unit", "Qty",
        "Alt Qty Unit Code", "Alt Qty Unit", "Alt Qty", "Netweight (kg)", "Gross weight (kg)",
        "Trade Value (US$)", "CIF Trade Value (US$)", "FOB Trade Value (US$)", "Flag",
    ),
    "Flag",
)  # fmt: skip
_CODED = Shape(
    "the older API of UN Comtrade with short names",
    (
        "AltQuantity", "CIFValue", "FOBValue", "GrossWeight", "IsLeaf", "NetWeight",
        "TradeQuantity", "Trade Value (US$)", "aggrLevel", "Commodity Code", "Commodity",
        "cstCode", "cstDesc", "estCode", "motCode", "motDesc", "period", "periodDesc", "pfCode",
        "Partner ISO", "pt3ISO2", "Partner Code", "ptCode2", "Partner", "ptTitle2", "qtAltCode",
        "qtAltDesc", "qtCode", "qtDesc", "rgCode", "Trade Flow", "Reporter ISO", "Reporter Code",
        "Reporter", "Year",
    ),
    "Year",
)  # fmt: skip
LAYOUTS = (V1, _LEGACY, _CODED)

_OLD_FLOWS = {"1": "M", "2": "X", "3": "RX", "4": "RM"}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a layout holds what; an empty optional cell means "not split"."""

    period: str
    year: str
    flow: str
    reporter: tuple[str, str]
    partner: tuple[str, str]
    product: str
    classification: str
    value: str
    cif: str
    fob: str
    partner2: str
    customs: str
    transport: str
    supply: str | None


_COLUMNS: Mapping[str, _Columns] = {
    V1.name: _Columns(
        "period", "refYear", "flowCode", ("reporterCode", "reporterDesc"),
        ("partnerCode", "partnerDesc"), "cmdCode", "classificationCode", "primaryValue",
        "cifvalue", "fobvalue", "partner2Code", "customsCode", "motCode", "mosCode",
    ),
    _LEGACY.name: _Columns(
        "Period", "Year", "Trade Flow Code", ("Reporter Code", "Reporter"),
        ("Partner Code", "Partner"), "Commodity Code", "Classification", "Trade Value (US$)",
        "CIF Trade Value (US$)", "FOB Trade Value (US$)", "2nd Partner Code", "Customs Proc. Code",
        "Mode of Transport Code", None,
    ),
    _CODED.name: _Columns(
        "period", "Year", "rgCode", ("Reporter Code", "Reporter"), ("Partner Code", "Partner"),
        "Commodity Code", "pfCode", "Trade Value (US$)", "CIFValue", "FOBValue", "ptCode2",
        "cstCode", "motCode", None,
    ),
}  # fmt: skip


def plain(rows: Rows) -> pl.DataFrame:
    """The rows of any layout under the same names, with periods as days and codes as text."""
    at = _COLUMNS[rows.shape.name]
    flow = pl.col(at.flow)
    if rows.shape is not V1:
        flow = flow.replace(_OLD_FLOWS)
    year = pl.col(at.period).str.slice(0, 4).cast(pl.Int32, strict=False)
    month = pl.col(at.period).str.slice(4, 2).cast(pl.Int8, strict=False)
    yearly = pl.col(at.period).str.contains(r"^(19|20)[0-9]{2}$")
    start = pl.when(yearly).then(pl.date(year, 1, 1))
    monthly = pl.when(pl.col(at.period).str.contains(r"^(19|20)[0-9]{2}(0[1-9]|1[0-2])$"))
    first = monthly.then(pl.date(year, month, 1))
    supply = pl.lit("0") if at.supply is None else pl.col(at.supply).fill_null("0")
    return rows.frame.select(
        line=pl.col("line").cast(pl.Int32),
        file=pl.lit(rows.file),
        period=pl.col(at.period),
        year=pl.col(at.year),
        flow=flow,
        reporter_code=_code(at.reporter[0]),
        reporter_name=pl.col(at.reporter[1]).fill_null(pl.col(at.reporter[0])),
        partner_code=_code(at.partner[0]),
        partner_name=pl.col(at.partner[1]).fill_null(pl.col(at.partner[0])),
        commodity=pl.col(at.product),
        classification=pl.col(at.classification),
        product=_product(at.product, at.classification),
        start=start.otherwise(first),
        end=pl.when(yearly).then(pl.date(year, 12, 31)).otherwise(first.dt.month_end()),
        value=pl.col(at.value).cast(AMOUNT, strict=False),
        written=pl.col(at.value),
        valuation=_valuation(flow, at),
        partner2=pl.col(at.partner2).fill_null("0"),
        customs=pl.col(at.customs).fill_null("C00"),
        transport=pl.col(at.transport).fill_null("0"),
        supply=supply,
    )


def _code(column: str) -> pl.Expr:
    """A numeric code without leading zeros."""
    return pl.col(column).str.replace(r"^0+(\d)", "${1}")


def _product(column: str, classification: str) -> pl.Expr:
    """`TOTAL`, or the code of the Harmonized System behind HS; others behind their own letter.

    A code of the Harmonized System has two, four or six digits: one of an odd number has lost its
    first zero to a program that took it for a number, and gets it back.
    """
    harmonized = pl.col(classification).str.contains(r"^(H\d|HS)$")
    code = pl.col(column)
    whole = pl.when(code.str.contains(r"^\d(\d\d){0,2}$")).then(pl.lit("0") + code).otherwise(code)
    marked = pl.when(harmonized).then(pl.lit("HS") + whole)
    return (
        pl.when(code == "TOTAL")
        .then(code)
        .otherwise(marked.otherwise(pl.col(classification) + pl.lit("-") + code))
    )


def _valuation(flow: pl.Expr, at: _Columns) -> pl.Expr:
    """FOB for exports; CIF for imports, unless the row gives only a FOB value for them."""
    has_cif = pl.col(at.cif).fill_null("0").cast(pl.Float64, strict=False).fill_null(0) > 0
    has_fob = pl.col(at.fob).fill_null("0").cast(pl.Float64, strict=False).fill_null(0) > 0
    return (
        pl.when(flow.is_in(["X", "RX", "DX", "XIP", "XOP"]) | (has_fob & ~has_cif))
        .then(pl.lit("FOB"))
        .otherwise(pl.lit("CIF"))
    )
