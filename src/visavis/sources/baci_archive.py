"""BACI's official archive, packed or unpacked: its yearly files, countries and product codes.

A yearly file of a recent release has eleven million rows. Files are therefore handed out as
stretches of whole lines, of which one is in memory at a time, and nothing is unpacked to the disk.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.states import by_code, is_state
from visavis.sources.labels import NOT_SPECIFIED
from visavis.sources.strict import DAMAGED, Rows, Shape, read_rows

__all__ = ["FLOWS", "Archive", "Stretch", "opened"]

FLOWS = Shape("BACI", ("t", "i", "j", "k", "v", "q"), "v")
STRETCH_BYTES = 32 << 20
"""Bytes of a yearly file that are read at once: some million rows."""
FIRST_BYTES = 1 << 16
"""Bytes in which its header has to end."""

_COUNTRIES = (
    Shape("BACI's countries", ("country_code", "country_name", "country_iso2", "country_iso3"),
          "country_iso3"),
    Shape("BACI's countries to 2023", ("country_code", "country_name_abbreviation",
          "country_name_full", "iso_2digit_alpha", "iso_3digit_alpha"), "iso_3digit_alpha"),
)  # fmt: skip
_PRODUCTS = Shape("BACI's products", ("code", "description"), "code")
_FILE = re.compile(r"BACI_HS(\d\d)_Y(\d{4})(?:_V(\d{6}[a-z]?))?(?:_[a-z]\w*)?\.csv")
_LIST = re.compile(r"(country_codes|product_codes_HS(\d\d))_V(\d{6}[a-z]?)\.csv")
_RELEASE = re.compile(r"V(\d{4}(?:0[1-9]|1[0-2])[a-z]?)(?![0-9a-z])")
_NO_STATE = {"697": "EFTA", "711": "SACU", "849": "US_PACIFIC"}
"""Countries of BACI that are several or none; they keep the totals whole."""

_DENSEST = 100
"""Times that a table of numbers may shrink when packed; BACI's own shrink fivefold."""
_ALWAYS_READ = 1 << 20
_LONGEST_LIST = 8 << 20
"""Bytes of a list of codes: the largest published has 0.6 million."""


class Stretch(NamedTuple):
    """Whole lines of a yearly file, without its header."""

    file: str
    data: bytes
    skipped: int
    """Lines between the header and these."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A release: which countries and products it knows, and its files by year."""

    name: str
    release: str
    """`202601`."""
    edition: str
    """Of the Harmonized System: `92`, `17`."""
    ids: Mapping[str, str]
    """BACI's country numbers to ids."""
    codes: tuple[str, ...]
    """Product codes of the edition, six characters each, sorted."""
    years: Mapping[int, str]
    """Years to paths inside the archive, ascending."""
    files: "_Files"

    def stretches(self, year: int) -> Iterator[Stretch]:
        """The rows of a year's file, one stretch in memory at a time.

        Raises:
            SourceError: The file has another header, is empty, or its packing is damaged.
        """
        path = self.years[year]
        name = PurePosixPath(path).name
        with closing(self.files.stream(path)) as stream:
            rest = _behind_header(name, stream)
            skipped = 0
            for data in _ahead(_whole_lines(stream, rest)):
                yield Stretch(name, data, skipped)
                skipped += data.count(b"\n")
            if not skipped:
                raise SourceError(name, "a header without rows", "at least one row")


class _Stream:
    """A file of the archive, whose faults are sentences."""

    def __init__(self, where: str, file: IO[bytes], archive: zipfile.ZipFile | None) -> None:
        self._where = where
        self._file = file
        self._archive = archive

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except DAMAGED as error:
            raise SourceError(
                self._where, f"unreadable content ({error})", "a whole file"
            ) from error

    def close(self) -> None:
        self._file.close()
        if self._archive is not None:
            self._archive.close()


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a folder or of an archive, by their paths in it."""

    name: str
    names: tuple[str, ...]
    folder: Path
    packed: Path | None
    """The archive, opened anew for each file in it: nobody is left to close it after the last."""

    def stream(self, path: str) -> _Stream:
        where = f"{self.name}, {path}" if self.packed else path
        archive = None
        try:
            if self.packed is None:
                return _Stream(where, (self.folder / path).open("rb"), None)
            archive = zipfile.ZipFile(self.packed)
            return _Stream(where, archive.open(path), archive)
        except DAMAGED as error:
            if archive is not None:
                archive.close()
            raise SourceError(where, f"unreadable content ({error})", "a whole file") from error

    def content(self, path: str) -> bytes:
        """A short file, whole."""
        with closing(self.stream(path)) as stream:
            found = stream.read(_LONGEST_LIST + 1)
        if len(found) > _LONGEST_LIST:
            raise SourceError(path, f"over {_LONGEST_LIST >> 20} MB", "a list of codes")
        return found


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, each unpacked in a thread of its own while the one before is worked on."""
    thread = ThreadPoolExecutor(1)
    try:
        waiting = thread.submit(next, pieces, None)
        while (piece := waiting.result()) is not None:
            waiting = thread.submit(next, pieces, None)
            yield piece
    finally:
        # Not waited for: whoever gives up half way may be collected in that very thread.
        thread.shutdown(wait=False, cancel_futures=True)


def _behind_header(name: str, stream: _Stream) -> bytes:
    """What was read behind the header line of a file, which has to be the one known."""
    first = stream.read(FIRST_BYTES)
    header, end, rest = first.partition(b"\n")
    second = rest.partition(b"\n")[0]
    read_rows(name, header + end + second, (FLOWS,))
    if not end:
        raise SourceError(name, "lines without line feeds", "lines that end with one")
    return rest


def _whole_lines(stream: _Stream, rest: bytes) -> Iterator[bytes]:
    while True:
        data = stream.read(STRETCH_BYTES)
        if not data:
            break
        cut = data.rfind(b"\n") + 1
        if not cut:
            rest += data
            continue
        yield rest + data[:cut]
        rest = data[cut:]
    if rest.strip():
        yield rest if rest.endswith(b"\n") else rest + b"\n"


def opened(path: Path) -> Archive:
    """The archive at `path`: a .zip, a folder with one, or a folder with the .csv files.

    The release is that of the yearly files' names, else of the folder's, else of the codes'.

    Raises:
        SourceError: No archive, a damaged one, one that unpacks to far more than such tables do or
            has paths that climb out of it, files of several releases or editions, a year twice,
            or no list of countries or products.
    """
    files = _files(path)
    found = [(m, each) for each in files.names if (m := _FILE.fullmatch(PurePosixPath(each).name))]
    if not found:
        raise SourceError(files.name, "no BACI_HS92_Y<year>_V<release>.csv", "yearly files of BACI")
    lists = [m for each in files.names if (m := _LIST.fullmatch(PurePosixPath(each).name))]
    release = _release(files.name, {m[3] for m, _ in found}, {m[3] for m in lists})
    editions = sorted({m[1] for m, _ in found})
    if len(editions) > 1:
        raise SourceError(files.name, f"products in HS{' and HS'.join(editions)}", "one edition")
    years: dict[int, str] = {}
    for m, each in sorted(found, key=lambda pair: (pair[0][2], pair[1])):
        if int(m[2]) in years:
            raise SourceError(files.name, f"two files of {m[2]}", "one file for each year")
        years[int(m[2])] = each
    return Archive(
        name=files.name,
        release=release,
        edition=editions[0],
        ids=_country_ids(_list(files, "country_codes", release, _COUNTRIES)),
        codes=_codes(_list(files, f"product_codes_HS{editions[0]}", release, (_PRODUCTS,))),
        years=years,
        files=files,
    )


def _files(path: Path) -> _Files:
    packed = path if path.is_file() else next(iter(sorted(path.glob("BACI_HS*.zip"))), None)
    if packed is None:
        return _Files(path.name, tuple(sorted(e.name for e in path.glob("*.csv"))), path, None)
    try:
        with zipfile.ZipFile(packed) as archive:
            members = archive.infolist()
    except DAMAGED as error:
        found = f"a damaged archive ({error})"
        raise SourceError(packed.name, found, "a whole .zip") from error
    for each in members:
        _refuse_strange(packed.name, each)
    return _Files(packed.name, tuple(sorted(m.filename for m in members)), path, packed)


def _refuse_strange(archive: str, member: zipfile.ZipInfo) -> None:
    """Nothing is written under a member's name; one that climbs out is no file of CEPII's."""
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise SourceError(archive, f"the path {member.filename!r}", "paths inside the archive")
    if member.file_size > max(_ALWAYS_READ, _DENSEST * member.compress_size):
        times = member.file_size // max(1, member.compress_size)
        raise SourceError(
            f"{archive}, {member.filename}",
            f"{member.file_size:,} bytes packed {times:,} times smaller",
            f"a table, which shrinks less than {_DENSEST} times",
        )


def _release(name: str, named: set[str | None], of_lists: set[str]) -> str:
    """The one release that the files state, each kind of name asked only if those before do not."""
    of_folder = {m[1] for m in [_RELEASE.search(name)] if m}
    stated = {each for each in named if each}
    if stated and None in named:
        listed = ", ".join(sorted(stated))
        raise SourceError(name, f"{listed} and files of none", "yearly files of one release")
    for found in (stated, of_folder, of_lists):
        if len(found) > 1:
            raise SourceError(name, ", ".join(sorted(found)), "yearly files of one release")
        if found:
            release = found.pop()
            if _RELEASE.fullmatch(f"V{release}"):
                return release
            raise SourceError(name, f"release {release}", "a year and a month, as in V202601")
    raise SourceError(name, "no release", "one in the names of files or folder, as in V202601")


def _list(files: _Files, kind: str, release: str, shapes: tuple[Shape, ...]) -> Rows:
    """The list of the same release, else the only one."""
    found = {
        m[3]: each
        for each in files.names
        if (m := _LIST.fullmatch(PurePosixPath(each).name)) and m[1] == kind
    }
    if release not in found and len(found) != 1:
        have = f"{kind}_V{', V'.join(sorted(found))}" if found else f"no {kind}_V{release}.csv"
        raise SourceError(files.name, have, "the official archive with its lists of codes")
    path = found[release] if release in found else next(iter(found.values()))
    return read_rows(PurePosixPath(path).name, files.content(path), shapes)


def _country_ids(rows: Rows) -> dict[str, str]:
    ids = {}
    for code, iso in rows.frame.select("country_code", rows.shape.header[-1]).iter_rows():
        found = by_code("baci", code) or (iso if is_state(iso) else None)
        if code in _NO_STATE:
            found = f"{NOT_SPECIFIED}_{_NO_STATE[code]}"
        if found is not None:
            ids[code] = found
    return ids


def _codes(rows: Rows) -> tuple[str, ...]:
    """The codes, six characters each: the list of HS17 V202301 was published without leading
    zeros, which are put back where the whole list has lost them."""
    codes = rows.frame["code"]
    short = rows.frame.filter(pl.col("code").str.len_chars() != 6)
    has_zeros = codes.str.starts_with("0").any()
    lost = codes.str.contains(r"^[1-9]\d{4}$")
    if short.height and (has_zeros or short.height != lost.sum()):
        where = f"{rows.file}, line {short['line'][0]}"
        raise SourceError(where, f"code {short['code'][0]!r}", "six digits")
    found = codes.str.zfill(6).unique().sort().to_list()
    if len(found) != codes.len():
        raise SourceError(rows.file, "a code twice", "each code once")
    return tuple(found)
