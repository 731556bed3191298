"""What publishers issue, one module each: file in, typed tables out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.model.origins import Origin
from visavis.sources.base import Load, Refused, Source, Table
from visavis.sources.origins import ORIGINS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCES", "Load", "Refused", "Source", "Table", "origin", "origins", "source"]


def _baci(path: Path, retrieved: date) -> Load:
    from visavis.sources import baci

    return baci.load(path, retrieved)


def _comtrade(path: Path, retrieved: date) -> Load:
    from visavis.sources import comtrade

    return comtrade.load(path, retrieved)


def _comtrade_merged(older: "pl.DataFrame", load: Load) -> tuple[Load, int, int]:
    from visavis.sources import comtrade_merge

    return comtrade_merge.merged(older, load)


def _eurostat(path: Path, retrieved: date) -> Load:
    from visavis.sources import eurostat

    return eurostat.load(path, retrieved)


def _factbook(path: Path, retrieved: date) -> Load:
    from visavis.sources import factbook

    return factbook.load(path, retrieved)


def _ru_customs(path: Path, retrieved: date) -> Load:
    from visavis.sources import russian_customs

    return russian_customs.load(path, retrieved)


def _un_digital_library(path: Path, retrieved: date) -> Load:
    from visavis.sources import un_digital_library

    return un_digital_library.load(path, retrieved)


def _un_votes(path: Path, retrieved: date) -> Load:
    from visavis.sources import un_votes

    return un_votes.load(path, retrieved)


def _us_state_visits(path: Path, retrieved: date) -> Load:
    from visavis.sources import us_state_visits

    return us_state_visits.load(path, retrieved)


def _world_bank(path: Path, retrieved: date) -> Load:
    from visavis.sources import world_bank

    return world_bank.load(path, retrieved)


def origins() -> dict[str, Origin]:
    """Every origin by its id."""
    return {each.id: each for each in ORIGINS}


def origin(source_id: str) -> Origin:
    """The origin with that id.

    Raises:
        UsageError: No source has this id.
    """
    try:
        return origins()[source_id]
    except KeyError:
        raise UsageError("source", f"{source_id!r}", f"one of {', '.join(origins())}") from None


SOURCES: tuple[Source, ...] = (
    Source(
        origin=origin("baci"),
        load=_baci,
        expect_rows=(400_000, 20_000_000),
        coverage=(
            "raw materials by pair of states, 1995-2024, and all goods between some twenty large "
            "economies, 2005-2021; FOB, both sides reconciled"
        ),
        taken=("t", "i", "j", "k", "v"),
        ignored=("q",),
    ),
    Source(
        origin=origin("comtrade"),
        load=_comtrade,
        expect_rows=(1, 50_000_000),
        coverage="what the user's own downloads hold: reports by partner, product and period",
        taken=(
            "period", "reporter", "flow", "partner", "second partner", "classification",
            "commodity", "customs procedure", "mode of transport", "trade value",
        ),
        ignored=("quantities", "weights", "descriptions", "estimation flags"),
        merge=_comtrade_merged,
    ),
    Source(
        origin=origin("eurostat"),
        load=_eurostat,
        expect_rows=(200, 10_000),
        coverage="exports of the EU27 (its members since 2020) to every partner, 2010-2023; FOB",
        taken=("REPORTER", "PARTNER", "PRODUCT", "FLOW", "STAT_PROCEDURE", "PERIOD",
               "VALUE_IN_EUR"),
        ignored=(),
    ),
    Source(
        origin=origin("factbook"),
        load=_factbook,
        expect_rows=(1_000, 5_000),
        coverage="about five main partners of each state in exports and imports, mostly 2023",
        taken=("country", "file", "text", "flow", "year"),
        ignored=("repo", "commit", "licence", "shares"),
    ),
    Source(
        origin=origin("ru_customs"),
        load=_ru_customs,
        expect_rows=(11_000, 13_000),
        coverage=(
            "Russia's exports and imports: 29 partners by month, 2006-2021; in total and with "
            "members of the Commonwealth by year, 1994-2021"
        ),
        taken=("month", "partner", "value"),
        ignored=("totals of the Commonwealth and of all others",),
    ),
    Source(
        origin=origin("un_digital_library"),
        load=_un_digital_library,
        expect_rows=(1940, 1940),
        coverage=(
            "ten roll calls that other records lack or have in part, 2013-2022: ES-11/1 to "
            "ES-11/3 on Ukraine, ES-10/19, ES-10/20, 67/234B, 73/8, 73/295, 75/287 and 75/289"
        ),
        taken=("country", "v", "row", "year"),
        ignored=("resolution", "__index_level_0__"),
    ),
    Source(
        origin=origin("un_votes"),
        load=_un_votes,
        expect_rows=(900_000, 2_000_000),
        coverage="every roll call of the UN General Assembly and each member's vote, 1946-2024",
        taken=("rid", "date", "iso3", "vote", "rcid", "unres", "amend", "para", "short", "descr",
               "match", "resolution"),
        ignored=("session", "importantvote", "year", "row"),
    ),
    Source(
        origin=origin("us_state_visits"),
        load=_us_state_visits,
        expect_rows=(7_000, 12_000),
        coverage=(
            "journeys of US presidents and secretaries of state, 1866-2025, and visits of foreign "
            "leaders to the United States, 1874-2024"
        ),
        taken=("role", "name", "start", "end", "country", "locale", "visitor", "from"),
        ignored=("remarks", "description"),
    ),
    Source(
        origin=origin("world_bank"),
        load=_world_bank,
        expect_rows=(20_000, 60_000),
        coverage=(
            "GDP and population of states since 1960; total merchandise exports and imports of 93 "
            "states, 2005-2024"
        ),
        taken=("Country Code", "Year", "Value", "iso3", "year", "exports_musd", "imports_musd"),
        ignored=("Country Name",),
    ),
)  # fmt: skip
"""Every source, sorted by id."""


def source(source_id: str) -> Source:
    """The source with that id.

    Raises:
        UsageError: No source has this id.
    """
    wanted = origin(source_id)
    return next(each for each in SOURCES if each.origin == wanted)
