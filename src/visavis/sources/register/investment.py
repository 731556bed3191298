"""Direct investment: stocks by investor and host.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="imf_dip",
            short="the IMF",
            title="Direct Investment Positions by Counterpart Economy (formerly CDIS)",
            publisher="International Monetary Fund",
            citation=(
                "International Monetary Fund. Direct Investment Positions by Counterpart Economy "
                "(DIP), IMF.STA:DIP."
            ),
            page="https://data.imf.org/",
            license=License(
                "IMF-terms", "IMF terms of use: no re-dissemination in bulk without permission",
                "https://www.imf.org/external/terms.htm", may_redistribute=False,
            ),
            refresh="yearly",
            add_command="visavis data add imf_dip DIR",
        ),
        module="imf_dip",
        not_fetched="an interface that answers in another form than the portal's files",
        expect_rows=(1_000, 3_000_000),
        coverage=(
            "stocks of direct investment at the end of each year, by immediate counterpart, as "
            "far as the user's own files go"
        ),
        taken=(
            "COUNTRY.ID", "DV_TYPE.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", "FREQUENCY.ID",
            "TIME_PERIOD", "OBS_VALUE", "SCALE.ID",
        ),
        ignored=("COUNTRY", "DV_TYPE", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "SCALE"),
        note=(
            "Never shipped. Each position has two books: the investor's outward and the host's "
            "inward report; what the IMF derives from the counterpart stands in the book of that "
            "counterpart. Positions are net, at the end of a year, by the immediate owner, so "
            "they are never added up over years, and neither announced nor registered "
            "investment nor the ultimate owner's stock is held against them. Put all files into "
            "one folder: another set of files is another release."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
