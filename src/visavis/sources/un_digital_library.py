"""Roll calls that other data sets lack, from the UN Digital Library: Ukraine 2022 and some more.

The eleventh Emergency Special Session (its first three resolutions), the votes on Jerusalem, Gaza,
the Chagos Archipelago and others are restated here from the UN's own public record. The trap: the
record at hand carries neither symbol nor day for them, so each is known by its announced tally,
which is checked to the last vote. The library's own file of all roll calls, which a user may add,
is read by `un_ga_voting`.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.sources import un_ga_voting
from visavis.sources.announced import Announced, announced
from visavis.sources.base import Load, Table
from visavis.sources.columnar import Kind, columnar
from visavis.sources.labels import labels
from visavis.sources.strict import files_of

__all__ = ["load"]

_POSITIONS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
_COLUMNS: dict[str, Kind] = {
    "resolution": "text", "country": "text", "v": "text", "row": "whole", "year": "whole",
    "__index_level_0__": "whole",
}  # fmt: skip


def load(path: Path, retrieved: date) -> Load:
    """The roll calls wanted, with what each of the 193 members did.

    Args:
        path: The library's file of all recorded votes (`2026_02_06_ga_voting.csv`), or a folder
            with it or with `undl_scraped_*_<last year>.parquet`. The first is taken alone.
        retrieved: Unused where the file's name carries its last year, as it does.

    Raises:
        SourceError: Other columns, an unknown member, no roll call with an announced tally, or
            several files that could be meant.
    """
    found = files_of(path, ("*ga_voting*.csv", "*ga_voting*.csv.gz", "undl_scraped_*.parquet"))
    whole = [file for file in found if file.suffix.lower() != ".parquet"]
    if len(whole) > 1:
        names = ", ".join(file.name for file in whole)
        raise SourceError(str(path.name), f"several files ({names})", "one of them: name the file")
    if whole:
        return un_ga_voting.load(whole[0])
    file = found[0]
    raw, votes = _ballots(file)
    wanted = [known for known in announced() if known.undl]
    parts = [_votes(file.name, votes, known) for known in wanted]
    calls = pl.DataFrame(
        {
            "rid": [_rid(known) for known in wanted],
            "resolution": [known.symbol for known in wanted],
            "held_on": [known.held_on for known in wanted],
            "title": [known.title for known in wanted],
        }
    )
    casts = pl.concat(parts).sort("rid", "state")
    extents = tuple(_extent(known) for known in wanted)
    stamp = file.stem.rsplit("_", 1)[-1]
    released = date(int(stamp), 12, 31) if stamp.isdigit() else retrieved
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"roll_calls": Table(calls, extents), "votes": Table(casts, extents)},
        files=(file.name,),
        rows_read=raw.height,
        left_out={"roll calls that un_votes has, or without a day": raw.height - casts.height},
    )


def _rid(known: Announced) -> str:
    return known.symbol.removeprefix("A/RES/")


def _extent(known: Announced) -> Extent:
    """One day: the record is taken for single roll calls and says nothing of the days between."""
    return Extent(
        relation="votes",
        book="publisher",
        subjects=None,
        partners=None,
        products=("",),
        start=known.held_on,
        end=known.held_on,
        frequency="day",
        absent_means="unknown",
    )


def _ballots(file: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The file as it is, and from it what each member did in the years wanted."""
    raw = columnar(file, _COLUMNS)
    years = sorted({known.held_on.year for known in announced() if known.undl})
    cast = raw.filter(pl.col("year").is_in(years) & pl.col("v").is_in(list(_POSITIONS)))
    votes = cast.select(
        "year",
        "row",
        "country",
        state=pl.col("country").replace_strict(
            labels("un_digital_library"), default=None, return_dtype=pl.String
        ),
        position=pl.col("v").replace_strict(_POSITIONS, return_dtype=pl.String),
    )
    unknown = votes.filter(pl.col("state").is_null())
    if unknown.height:
        raise SourceError(file.name, f"country {unknown['country'][0]!r}", "a member of the UN")
    return raw, votes


def _votes(file: str, votes: pl.DataFrame, known: Announced) -> pl.DataFrame:
    """The votes of the one roll call whose tally is the announced one."""
    words = _POSITIONS.values()
    year = known.held_on.year
    blocks = [
        block
        for _, block in votes.filter(pl.col("year") == year).group_by("row", maintain_order=True)
        if tuple(block["position"].eq(word).sum() for word in words) == known.tally
    ]
    if len(blocks) == 1:
        named = blocks[0].select("state", "position", rid=pl.lit(_rid(known)))
        return named.select("rid", "state", "position")
    tally = "-".join(str(number) for number in known.tally)
    found = "no roll call" if not blocks else f"{len(blocks)} roll calls"
    raise SourceError(file, f"{found} of {year} with {tally}", f"{known.symbol} with that tally")
