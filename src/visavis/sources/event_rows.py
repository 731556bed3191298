"""What the lists of machine-coded events share: states, days, reasons, and one table.

The traps: files have millions of rows, so that one stretch of them is in memory at a time; and most
rows are no act of one state towards another, so that each row left out is counted by its reason.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.sources.base import Load, Refused, Stream, check_unmatched
from visavis.sources.event_files import stretches
from visavis.sources.strict import Rows, Shape, files_of

__all__ = ["EVENT_SCHEMA", "NO_STATE", "SAME_STATE", "Coded", "Layout", "cameo_quad", "events_load"]

_KINDS: dict[str, pl.DataType | type[pl.DataType]] = {
    "key": pl.String,
    "on": pl.Date,
    "actor": pl.String,
    "target": pl.String,
    "code": pl.String,
    "quad": pl.String,
    "intensity": pl.Decimal(18, 3),
    "origin_row": pl.Int64,
}
EVENT_SCHEMA = pl.Schema(_KINDS)
"""The fields of `CodedEvent` without source and vintage."""

NO_STATE = "one side is no state, or is not known"
SAME_STATE = "both sides are of one state"

_SORTED_BY = ("on", "actor", "target", "key")
_MOST_REFUSED = 10_000

_ROOTS = {
    **dict.fromkeys(("02", "03", "04", "05"), "verbal_cooperation"),
    **dict.fromkeys(("06", "07", "08"), "material_cooperation"),
    **dict.fromkeys(("09", "10", "11", "12", "13"), "verbal_conflict"),
    **dict.fromkeys(("14", "15", "16", "17", "18", "19", "20"), "material_conflict"),
    "01": "",
}
"""Classes of CAMEO's roots; a statement (01) tells neither cooperation nor conflict."""


def cameo_quad(code: str) -> pl.Expr:
    """The class of a column of CAMEO codes by their roots; null where there is no such root."""
    root = pl.col(code).str.slice(0, 2)
    return root.replace_strict(_ROOTS, default=None, return_dtype=pl.String)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one publisher's files look, and what of a stretch is an event between two states."""

    patterns: tuple[str, ...]
    shapes: tuple[Shape, ...]
    events: "Callable[[Rows, Coded], pl.DataFrame]"
    """Rows to events in `EVENT_SCHEMA`; what is not kept is noted in `Coded`."""
    headless: bool = False
    """The publisher's files begin with the first event; copies may have the header all the same."""


@dataclass
class Coded:
    """What was read so far, and all that was not kept, with why."""

    read: int = 0
    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    unmatched: Counter[str] = field(default_factory=Counter)
    sides: int = 0
    """Names of states read, of which those in `unmatched` have no id."""
    days: set[date] = field(default_factory=set)
    """Days of which there are events."""
    whole: set[date] = field(default_factory=set)
    """Days of which the files have all events, by what each publisher's files say."""
    before: pl.DataFrame | None = None
    """The end of the stretch before, for rows that belong together across the seam."""

    def without(self, frame: pl.DataFrame, what: pl.Expr, reason: str) -> pl.DataFrame:
        """The frame without the rows for which `what` holds, which are counted."""
        kept = frame.filter(~what.fill_null(value=False))
        if kept.height < frame.height:
            self.left_out[reason] += frame.height - kept.height
        return kept

    def refuse(self, file: str, frame: pl.DataFrame, what: pl.Expr, reason: str) -> pl.DataFrame:
        """The frame without the rows for which `what` holds (or is unknown), each of them named.

        Raises:
            SourceError: So many are refused that something else is wrong.
        """
        is_bad = what.fill_null(value=True)
        bad = frame.filter(is_bad)
        self.refused += [Refused(file, line, reason) for line in bad["line"]]
        if len(self.refused) > _MOST_REFUSED:
            last = self.refused[-1]
            raise SourceError(f"{file}, line {last.row}", f"again {reason}", "whole events")
        return frame.filter(~is_bad)

    def between_states(self, frame: pl.DataFrame, labels: tuple[str, str]) -> pl.DataFrame:
        """The rows of two different states, by the ids in `actor` and `target`.

        `labels` are the columns with the publisher's names, empty where there is none.
        """
        for label, found in zip(labels, ("actor", "target"), strict=True):
            named = frame.filter(pl.col(label).is_not_null())
            self.sides += named.height
            unknown = named.filter(pl.col(found).is_null())[label].value_counts()
            self.unmatched.update(dict(unknown.iter_rows()))
        nobody = pl.col("actor").is_null() | pl.col("target").is_null()
        kept = self.without(frame, nobody, NO_STATE)
        return self.without(kept, pl.col("actor") == pl.col("target"), SAME_STATE)


def events_load(path: Path, retrieved: date, layout: Layout) -> Load:
    """A load whose one table is taken stretch by stretch, in the order of the files' names.

    Its release is the day of retrieval: these publishers correct events long after.

    Raises:
        SourceError: There is no such file. What is wrong inside one is raised when it is reached.
    """
    files = files_of(path, layout.patterns)
    names = {
        file: file.name if path.is_file() else file.relative_to(path).as_posix() for file in files
    }
    coded = Coded()

    def frames() -> Iterator[pl.DataFrame]:
        for file in files:
            coded.before = None
            for rows in stretches(file, names[file], layout):
                coded.read += rows.frame.height
                frame = _ordered(names[file], layout.events(rows, coded))
                coded.days.update(frame["on"].unique())
                if frame.height:
                    yield frame
        if not coded.days:
            raise SourceError(path.name, "no event between two states", "at least one")
        _share(path.name, coded)

    return Load(
        vintage=f"{retrieved}+{_marks(files, names)}",
        released=retrieved,
        tables={},
        files=tuple(sorted(names.values())),
        rows_read=0,
        streams={"coded_events": Stream(frames(), lambda: _extents(coded))},
        taken=lambda load: _counted(path.name, load, coded),
    )


def _marks(files: Sequence[Path], names: Mapping[Path, str]) -> str:
    """What tells one set of files from another: their names and sizes, for content is long."""
    sizes = sorted(f"{names[file]} {file.stat().st_size}" for file in files)
    return hashlib.sha256("\n".join(sizes).encode()).hexdigest()[:8]


def _ordered(where: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the layout of the store, sorted; the store compares it with other stretches."""
    frame = frame.select(pl.col(name).cast(kind) for name, kind in EVENT_SCHEMA.items())
    twice = frame.filter(pl.col("key").is_duplicated())
    if twice.height:
        found = f"two rows of event {twice['key'].sort()[0]}"
        raise SourceError(where, found, "one row for each event")
    return frame.sort(_SORTED_BY)


def _extents(coded: Coded) -> tuple[Extent, ...]:
    """Every pair of states: on whole days no row means no event, on others nothing is known."""
    whole, rest = coded.whole, coded.days - coded.whole
    zero = [_extent(run, is_whole=True) for run in _runs(whole)]
    return (*zero, *(_extent(run, is_whole=False) for run in _runs(rest)))


def _runs(days: set[date]) -> list[tuple[date, date]]:
    """The days as spans without gaps."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _extent(run: tuple[date, date], *, is_whole: bool) -> Extent:
    return Extent(
        relation="coded_events",
        book="publisher",
        subjects=None,
        partners=None,
        products=("",),
        start=run[0],
        end=run[1],
        frequency="day",
        absent_means="zero" if is_whole else "unknown",
    )


def _share(where: str, coded: Coded) -> Decimal:
    counts = {name: Decimal(times) for name, times in coded.unmatched.items()}
    return check_unmatched(where, counts, Decimal(coded.sides))


def _counted(where: str, load: Load, coded: Coded) -> Load:
    return replace(
        load,
        rows_read=coded.read,
        refused=tuple(coded.refused),
        left_out=dict(sorted(coded.left_out.items())),
        unmatched={name: Decimal(times) for name, times in sorted(coded.unmatched.items())},
        unmatched_share=_share(where, coded),
    )
