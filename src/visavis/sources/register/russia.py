"""Russia's trade in goods by its own customs service: with partners to 2021, in all since.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="ru_customs",
            short="Russia's customs",
            title="Foreign trade of the Russian Federation with main partners (customs)",
            publisher="Federal Customs Service of Russia, through Rosstat",
            citation=(
                "Federal Customs Service of Russia. Foreign trade of the Russian Federation with "
                "main countries; exports and imports in total. Published by Rosstat."
            ),
            page="https://rosstat.gov.ru/statistics/vneshnyaya_torgovlya",
            license=License(
                "Rosstat", "official statistics, free to use with the source named",
                "https://rosstat.gov.ru/", may_redistribute=True,
            ),
            refresh="ended",
            add_command="visavis data add ru_customs DIR",
        ),
        module="russian_customs",
        not_fetched="workbooks on a site that is often closed to addresses outside Russia",
        expect_rows=(11_000, 13_000),
        coverage=(
            "Russia's exports and imports: 29 partners by month, 2006-2021; in total and with "
            "members of the Commonwealth by year, 1994-2021"
        ),
        taken=("month", "partner", "value"),
        ignored=("totals of the Commonwealth and of all others",),
        note=(
            "Nothing by partner was published after 2021. Where the months of a partner are "
            "whole, the yearly figure is left out; for Kazakhstan in 2010 the year stands for"
            " its months."
        ),
    ),
    Source(
        origin=Origin(
            id="ru_customs_totals",
            short="Russia's customs",
            title="Exports and imports of the Russian Federation in total (customs)",
            publisher="Federal Customs Service of Russia",
            citation=(
                "Federal Customs Service of Russia. Exports and imports of goods of the Russian "
                "Federation by groups of countries; foreign trade of the Russian Federation."
            ),
            page="https://customs.gov.ru/statistic",
            license=License(
                "FCS", "official statistics, free to use with the source named",
                "https://customs.gov.ru/statistic", may_redistribute=True,
            ),
            refresh="monthly",
            add_command="visavis data add ru_customs_totals DIR",
        ),
        module="russian_totals",
        not_fetched="workbooks on a site that is often closed to addresses outside Russia",
        expect_rows=(4, 2_000),
        coverage=(
            "Russia's exports and imports in all: each month 2010 to 2021, the years 2021 to 2023, "
            "and January to September 2024; by chapter of goods from 25 on, 2021 and 2022"
        ),
        taken=("flow", "period", "value of the whole world", "chapters and headings of goods"),
        ignored=(
            "growth", "turnover", "balance", "weight", "continents", "groups of chapters",
            "months added up", "quarters", "months of far and near abroad", "ranges of headings",
            "headlines with estimates for fish, bunker fuel and trade not recorded",
        ),
        note=(
            "No partner was published after January 2022, and continents are no partners. A later "
            "table replaces what an earlier one said of the same period; of each year the longest "
            "part is kept, and the months beside it. Months lack what the customs do not see (fish "
            "sold at sea, bunker fuel, trade not recorded within the Eurasian union), up to half a "
            "per cent of a year. Chapters 77, 88, 93 and 99 are not published."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
