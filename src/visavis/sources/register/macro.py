"""Sizes of states: output, people, total trade.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import Origin
from visavis.sources.base import Source
from visavis.sources.getting import Getting
from visavis.sources.register.licences import CC_BY

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="world_bank",
            short="the World Bank",
            title="World Development Indicators",
            publisher="World Bank",
            citation=(
                "World Bank. World Development Indicators: NY.GDP.MKTP.CD, SP.POP.TOTL, "
                "TX.VAL.MRCH.CD.WT and TM.VAL.MRCH.CD.WT."
            ),
            page="https://databank.worldbank.org/source/world-development-indicators",
            license=CC_BY,
            refresh="yearly",
            add_command="visavis data add world_bank DIR",
        ),
        module="world_bank",
        getting=Getting(
            module="world_bank",
            brings="GDP, population, merchandise exports and imports of every state and year",
            size="some 12 MB",
        ),
        expect_rows=(20_000, 60_000),
        coverage=(
            "GDP and population of states since 1960; total merchandise exports and imports of 93 "
            "states, 2005-2024"
        ),
        taken=("Country Code", "Year", "Value", "iso3", "year", "exports_musd", "imports_musd"),
        ignored=("Country Name",),
        note=(
            "Regions and income groups are left out. Taiwan is not in it."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
