"""BACI's official archive, packed or unpacked: its yearly files, countries and product codes."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.states import by_code, is_state
from visavis.sources.labels import NOT_SPECIFIED
from visavis.sources.strict import Rows, Shape, file_bytes, read_rows

__all__ = ["Archive", "opened"]

_FLOWS = Shape("BACI", ("t", "i", "j", "k", "v", "q"), "v")
_COUNTRIES = (
    Shape("BACI's countries", ("country_code", "country_name", "country_iso2", "country_iso3"),
          "country_iso3"),
    Shape("BACI's countries to 2023", ("country_code", "country_name_abbreviation",
          "country_name_full", "iso_2digit_alpha", "iso_3digit_alpha"), "iso_3digit_alpha"),
)  # fmt: skip
_PRODUCTS = Shape("BACI's products", ("code", "description"), "code")
_FILE = re.compile(r"BACI_HS(\d\d)_Y(\d{4})_V(\d{6}[a-z]?)\.csv")
_EDITION = "92"
_NO_STATE = {"697": "EFTA", "711": "SACU", "849": "US_PACIFIC"}
"""Countries of BACI that are several or none; they keep the totals whole."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A release: which countries and products it knows, and its files by year."""

    name: str
    release: str
    """`202601`."""
    ids: Mapping[str, str]
    """BACI's country numbers to ids."""
    _years: Mapping[str, str]
    _folder: Path
    _zip: zipfile.ZipFile | None = field(default=None, compare=False)

    def years(self) -> Iterator[tuple[str, Rows]]:
        """Each year with the rows of its file, one file in memory at a time.

        Raises:
            SourceError: A file has another header or a cut row.
        """
        for year, name in sorted(self._years.items()):
            yield year, read_rows(Path(name).name, _content(self, name), (_FLOWS,))


def _content(archive: Archive, name: str) -> bytes:
    if archive._zip is None:
        return file_bytes(archive._folder / name)
    try:
        return archive._zip.read(name)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(f"{archive.name}, {name}", str(error), "a whole file") from error


def opened(path: Path) -> Archive:
    """The archive at `path`: a .zip, a folder with one, or a folder with the .csv files.

    Raises:
        SourceError: No archive, a damaged one, files of several releases or of an edition of the
            Harmonized System other than that of 1992, no list of countries, or product codes that
            have lost their leading zeros.
    """
    packed = path if path.is_file() else next(iter(sorted(path.glob("BACI_HS*.zip"))), None)
    try:
        archive = None if packed is None else zipfile.ZipFile(packed)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(path.name, f"a damaged archive ({error})", "a whole .zip") from error
    if archive is not None:
        names = sorted(archive.namelist())
    else:
        names = sorted(each.name for each in path.glob("*.csv"))
    found = [(match, name) for name in names if (match := _FILE.fullmatch(Path(name).name))]
    label = path.name if packed is None else packed.name
    releases = {match[3] for match, _ in found}
    if len(releases) != 1:
        have = ", ".join(sorted(releases)) or "no BACI_HS92_Y<year>_V<release>.csv"
        raise SourceError(label, have, "yearly files of one release")
    editions = sorted({match[1] for match, _ in found} - {_EDITION})
    if editions:
        raise SourceError(label, f"products in HS{editions[0]}", f"the edition HS{_EDITION}")
    years = {match[2]: name for match, name in found}
    bare = Archive(label, releases.pop(), {}, years, path, archive)
    _check_codes(bare, names)
    return Archive(label, bare.release, _country_ids(bare, names), years, path, archive)


def _list(archive: Archive, names: list[str], start: str, shapes: tuple[Shape, ...]) -> Rows:
    found = [name for name in names if Path(name).name.startswith(start)]
    if not found:
        raise SourceError(archive.name, f"no {start}*.csv in it", "the official archive")
    return read_rows(Path(found[0]).name, _content(archive, found[0]), shapes)


def _country_ids(archive: Archive, names: list[str]) -> dict[str, str]:
    rows = _list(archive, names, "country_codes_", _COUNTRIES)
    ids = {}
    for code, iso in rows.frame.select("country_code", rows.shape.header[-1]).iter_rows():
        found = by_code("baci", code) or (iso if is_state(iso) else None)
        if code in _NO_STATE:
            found = f"{NOT_SPECIFIED}_{_NO_STATE[code]}"
        if found is not None:
            ids[code] = found
    return ids


def _check_codes(archive: Archive, names: list[str]) -> None:
    rows = _list(archive, names, "product_codes_", (_PRODUCTS,))
    short = rows.frame.filter(pl.col("code").str.len_chars() != 6)
    if short.height:
        where = f"{rows.file}, line {short['line'][0]}"
        raise SourceError(where, f"code {short['code'][0]!r}", "six digits")
