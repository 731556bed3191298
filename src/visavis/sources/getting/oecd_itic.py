"""OECD's margins between CIF and FOB by its SDMX interface: all goods, one year a file."""

from visavis.sources.getting import Asked, Request

__all__ = ["requests"]

_FLOW = "OECD.SDD.TPS,DSD_ITIC@DF_ITIC,1.1"
_YEARS = range(2015, 2025)
"""What edition 1.1 covers."""


def requests(asked: Asked) -> tuple[Request, ...]:
    """Every importer and exporter, in the form with codes and labels side by side."""
    del asked
    return tuple(
        Request(
            url=f"https://sdmx.oecd.org/public/rest/data/{_FLOW}/...._T.A.."
            f"?startPeriod={year}&endPeriod={year}&format=csvfilewithlabels",
            file=f"itic_1.1_{year}.csv",
            kind="csv",
        )
        for year in _YEARS
    )
