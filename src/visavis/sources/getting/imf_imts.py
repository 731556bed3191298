"""The IMF's interface for trade in goods: one reporter at a time, with every partner, by year."""

from visavis.errors import UsageError
from visavis.sources.getting import Asked, Request

__all__ = ["requests"]

_ADDRESS = "https://api.imf.org/external/sdmx/3.0/data/dataflow/IMF.STA/IMTS/+"
_CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
_COLUMNS = (
    "STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,"
    "SCALE,PRECISION,DECIMALS_DISPLAYED,TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS"
)
_CODES = {"PSE": "WBG", "XKX": "KOS"}
"""Ids that the IMF writes otherwise."""


def requests(asked: Asked) -> tuple[Request, ...]:
    """Exports and imports of each reporter; an empty place in the key stands for every partner.

    Raises:
        UsageError: No reporter.
    """
    if not asked.reporters:
        raise UsageError("get imf_imts", "no --reporter", "a reporter, as --reporter CHN")
    span = ""
    if asked.years is not None:
        span = "?c%5BTIME_PERIOD%5D=ge:{}+le:{}".format(*asked.years)
    return tuple(_request(reporter, span) for reporter in asked.reporters)


def _request(reporter: str, span: str) -> Request:
    code = _CODES.get(reporter, reporter)
    return Request(
        url=f"{_ADDRESS}/{code}.XG_FOB_USD+MG_CIF_USD..A{span}",
        file=f"imts_{reporter}.csv",
        kind="csv",
        headers=(("Accept", _CSV),),
        first_lines=(f"STRUCTURE[;],{_COLUMNS}", f"STRUCTURE,{_COLUMNS}"),
        empty=f"nothing of {reporter} in the years asked for",
    )
