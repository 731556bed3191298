"""The General Assembly's votes on Ukraine of March and April 2022, from the UN Digital Library.

Other data sets of roll calls lack the eleventh Emergency Special Session; its first three
resolutions are restated here from the UN's own public record. The trap: the record at hand carries
neither symbol nor day for them, so each is known by its tally, which is checked to the last vote.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.sources.base import Load, Table
from visavis.sources.labels import labels
from visavis.sources.strict import files_of

__all__ = ["load"]

_POSITIONS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
_COLUMNS = ["resolution", "country", "v", "row", "year", "__index_level_0__"]


class _Known(NamedTuple):
    symbol: str
    held_on: date
    title: str
    tally: tuple[int, int, int, int]
    """Yes, no, abstain, absent, as announced."""


_SESSION = (
    _Known("A/RES/ES-11/1", date(2022, 3, 2), "Aggression against Ukraine", (141, 5, 35, 12)),
    _Known(
        "A/RES/ES-11/2", date(2022, 3, 24),
        "Humanitarian consequences of the aggression against Ukraine", (140, 5, 38, 10),
    ),
    _Known(
        "A/RES/ES-11/3", date(2022, 4, 7),
        "Suspension of the rights of membership of the Russian Federation in the Human Rights "
        "Council", (93, 24, 58, 18),
    ),
)  # fmt: skip


def load(path: Path, retrieved: date) -> Load:
    """The three roll calls, with what each of the 193 members did.

    Args:
        path: A folder with `undl_scraped_*_<last year>.parquet`.
        retrieved: Unused where the file's name carries its last year, as it does.

    Raises:
        SourceError: Other columns, an unknown member, or no roll call with an announced tally.
    """
    (file,) = files_of(path, ("undl_scraped_*.parquet",))[:1]
    raw, votes = _ballots(file)
    parts = [_votes(file.name, votes, known) for known in _SESSION]
    calls = pl.DataFrame(
        {
            "rid": [known.symbol.removeprefix("A/RES/") for known in _SESSION],
            "resolution": [known.symbol for known in _SESSION],
            "held_on": [known.held_on for known in _SESSION],
            "title": [known.title for known in _SESSION],
        }
    )
    casts = pl.concat(parts).sort("rid", "state")
    states = tuple(sorted(set(casts["state"])))
    first, last = _SESSION[0].held_on, _SESSION[-1].held_on
    extent = Extent(
        relation="votes",
        book="publisher",
        subjects=states,
        partners=None,
        products=("",),
        start=first,
        end=last,
        frequency="day",
        absent_means="unknown",
    )
    stamp = file.stem.rsplit("_", 1)[-1]
    released = date(int(stamp), 12, 31) if stamp.isdigit() else retrieved
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"roll_calls": Table(calls, (extent,)), "votes": Table(casts, (extent,))},
        files=(file.name,),
        rows_read=raw.height,
        left_out={"roll calls that un_votes has, or without a day": raw.height - casts.height},
    )


def _ballots(file: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The file as it is, and from it what each member did in the votes of spring 2022."""
    try:
        raw = pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceError(file.name, "no whole Parquet file", "the record of votes") from error
    if raw.columns != _COLUMNS:
        raise SourceError(file.name, f"columns {', '.join(raw.columns)}", ", ".join(_COLUMNS))
    spring = raw.filter((pl.col("year") == 2022) & pl.col("v").is_in(list(_POSITIONS)))
    votes = spring.select(
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


def _votes(file: str, votes: pl.DataFrame, known: _Known) -> pl.DataFrame:
    """The votes of the one roll call whose tally is the announced one."""
    words = _POSITIONS.values()
    for (_,), block in votes.group_by("row", maintain_order=True):
        if tuple(block["position"].eq(word).sum() for word in words) == known.tally:
            rid = known.symbol.removeprefix("A/RES/")
            return block.select("state", "position", rid=pl.lit(rid)).select(
                "rid", "state", "position"
            )
    tally = "-".join(str(number) for number in known.tally)
    raise SourceError(file, f"no roll call of 2022 with {tally}", f"{known.symbol} with that tally")
