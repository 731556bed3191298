"""One small good file, or folder, of every source, in its publisher's shape; rows are our own.

What every source must stand is put to each of these (`test_sources_odd_cells`). The trap is a new
source: `SAMPLES` has an entry for each of the register, and a test counts them.
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import test_sources_baci as baci
import test_sources_comtrade as comtrade
import test_sources_eurostat_members as members
import test_sources_ideal_points as points
import test_sources_imf_dip as imf_dip
import test_sources_imf_imts as imf_imts
import test_sources_macro as macro
import test_sources_oecd_itic as oecd_itic
import test_sources_russian_customs as russia
import test_sources_russian_months as russian_months
import test_sources_sipri as sipri
import test_sources_un_ga_voting as library
import test_sources_voeten_files as voeten
from events_samples import (
    gdelt_file,
    gdelt_row,
    icews_file,
    icews_row,
    polecat_file,
    polecat_row,
)
from gacc_samples import rows_of_table, saved_csv
from leaders_samples import ceias, colt, trip
from sipri_samples import old_table, register
from ties_samples import atop_folder, dcad_csv, desta_csv, gsdb_csv, ties_workbook, wto_workbook

__all__ = ["DELIMITERS", "SAMPLES"]

RUSSIAN, KOREAN = "Sergey Example, Russian Federation", "Kim Example, North Korea"


def _file(name: str, content: Callable[[], str | bytes]) -> Callable[[Path], None]:
    """What writes one file of that name."""

    def write(folder: Path) -> None:
        data = content()
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    return write


def _baci(folder: Path) -> None:
    (folder / "BACI_HS92_Y2020_V202601.csv").write_text(baci.FLOWS)
    (folder / "country_codes_V202601.csv").write_text(baci.COUNTRIES, encoding="utf-8")
    (folder / "product_codes_HS92_V202601.csv").write_text(baci.PRODUCTS)


def _china_visits(folder: Path) -> None:
    rows = [(2013, "Xi Jinping", "President", "Russia"), (2014, "Li Keqiang", "Premier", "Italy")]
    ceias(folder / "WHO-WHERE-WHEN-dataset-v.1.1.xlsx", rows)


def _colt(folder: Path) -> None:
    rows = [
        trip(1, "KEN CHN", "2019-04-24 2019-04-27"),
        trip(2, "IND CHN", "2019-05-01 2019-05-02"),
    ]
    colt(folder / "Diplometrics_COLT_Travel_Dataset_Primary-HOGS-1990-2024_20250317.xlsx", rows)


def _votes() -> str:
    rows = [voeten.row(5309, code, 1, unres="R/68/262") for code in (220, 365, 816)]
    return voeten.HEAD + "".join(rows)


def _union() -> str:
    rows = [macro.union("China", 30), macro.union("Japan", 20), macro.union("Cyprus", 5)]
    return macro.HEAD + "".join(rows)


def _members() -> str:
    rows = [members.row(each, 5) for each in ("Greece", "Malta")]
    return members.HEAD + "".join(rows)


def _margins() -> str:
    rows = [oecd_itic._row(), oecd_itic._row(exporter="IND")]
    return "\n".join((oecd_itic.HEADER, *rows, ""))


def _journeys() -> str:
    return (
        "role,name,start,end,country,locale,remarks\n"
        "president,R. Nixon,1972-02-21,1972-02-28,China,Beijing,Met many.\n"
        "secretary,J. Kerry,2015-05-12,2015-05-12,Russia,Sochi,Met.\n"
    )


def _products() -> str:
    return (
        "Country Name,Country Code,Year,Value\nChina,CHN,2019,14279968506271\n"
        "China,CHN,2020,14687744162801\nWorld,WLD,2020,85000000000000\n"
    )


def _roll_call() -> str:
    return library.NEW + library.new("FRA=Y VNM=A LAO=X", "1,0,1,1")


def _panel(folder: Path) -> None:
    pl.DataFrame(
        {"reporter_iso3": ["CHN"], "year": [2013], "partner_iso3": ["VNM"],
         "export_kusd": [1.5], "import_kusd": [2.0]},
    ).write_parquet(folder / "panel_long.parquet")  # fmt: skip


SAMPLES: dict[str, Callable[[Path], object]] = {
    "atop": atop_folder,
    "baci": _baci,
    "china_visits": _china_visits,
    "colt": _colt,
    "comtrade": _file("TradeData.csv", lambda: comtrade.v1(comtrade.COMPLETE)),
    "dcad": _file("DCAD-v1.0-main.csv", dcad_csv),
    "desta": _file("DESTA_list_of_treaties.csv", desta_csv),
    "eurostat": _file("a.csv", _union),
    "eurostat_members": _file("Relational_View_2024-11-16T07_39_22.386Z.csv", _members),
    "factbook": _file(
        "partner_shares.jsonl", lambda: macro.page("Kenya", "Uganda 11%, China 9% (2023)")
    ),
    "gacc": _file("a.csv", lambda: saved_csv(rows_of_table())),
    "gdelt": _file(
        "a.export.csv", lambda: gdelt_file([gdelt_row(n, "RUS", "JPN", "040") for n in (1, 2)])
    ),
    "gsdb": _file("GSDB_V4.csv", gsdb_csv),
    "icews": _file(
        "icews.tab", lambda: icews_file([icews_row(n, RUSSIAN, KOREAN, "040") for n in (1, 2)])
    ),
    "ideal_points": _file(
        "IdealpointsAll_Apr2020.csv",
        lambda: points.SESSION + points.session(816, 68, "-1.5") + points.session(2, 68, "1.5"),
    ),
    "ideal_points_yearly": _file(
        "idealpoints_july2025.csv",
        lambda: points.YEAR + points.year(816, 2013) + points.year(2, 2013),
    ),
    "imf_dip": _file("dip.csv", lambda: imf_dip.written(imf_dip.BOTH)),
    "imf_imts": _file("imts.csv", lambda: imf_imts.csv(imf_imts.row(*imf_imts.CHINA))),
    "oecd_itic": _file("itic.csv", _margins),
    "polecat": _file(
        "ngecEvents.DV.2023.txt",
        lambda: polecat_file([polecat_row(n, "KEN", "UGA", "AID") for n in (1, 2)]),
    ),
    "ru_customs": russia.write,
    "ru_customs_totals": _file("WEB_UTSA_04.xlsx", russian_months.months),
    "sipri": _file("russia.csv", lambda: old_table("Russia", sipri.RUSSIA)),
    "sipri_register": _file(
        "register.csv",
        lambda: register([sipri.deal("2000; 2001", "10"), sipri.deal("2003", "4", "another")]),
    ),
    "ties_sanctions": lambda folder: ties_workbook(folder / "TIESv4.xlsx"),
    "un_digital_library": _file("2026_02_06_ga_voting.csv", _roll_call),
    "un_votes": _file("UNVotes2021.csv", _votes),
    "us_state_visits": _file("us_travels.csv", _journeys),
    "wits_panel": _panel,
    "world_bank": _file("wb_gdp.csv", _products),
    "wto_rta": lambda folder: wto_workbook(folder / "WTO_AllRTAs.xlsx"),
}
"""By source: what writes its sample into an empty folder."""

DELIMITERS = {"desta": ";", "gdelt": "\t", "icews": "\t", "polecat": "\t"}
"""What sets off the cells of a text, where it is no comma."""
