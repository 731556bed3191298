"""What every source shares: its description, and what one loading of its files brings.

A source takes a file or folder of its publisher and gives tables in the schema of
`model.facts`. The trap is silence: a row that is not kept stands in `refused` or is counted in
`left_out`, and a partner without an id stands in `unmatched` with the value that it carries.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from visavis.errors import SourceError, UsageError
from visavis.model.extents import Extent
from visavis.model.origins import Origin
from visavis.sources.getting import Asked, Following, Getting, Request

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "UNMATCHED_LIMIT",
    "Load",
    "Refused",
    "Source",
    "Stream",
    "Table",
    "check_unmatched",
    "unmatched_share",
]

UNMATCHED_LIMIT = Decimal("0.001")
"""Highest share of a file's value that may belong to partners without an id."""


class Refused(NamedTuple):
    """One row of a publisher's file that was not kept, and why."""

    file: str
    row: int
    """Line or row number in that file, from 1 (the header counts)."""
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a load, in the layout that the store gives its name, and what it covers."""

    frame: "pl.DataFrame"
    extents: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """A table too large for memory: frames that are taken once, in turn, and then let go.

    No two frames hold a row for the same cell, and each is sorted as the store sorts its tables;
    text may be given as enumerations.
    """

    frames: "Iterator[pl.DataFrame]"
    extents: "Callable[[], tuple[Extent, ...]]"
    """What they cover; asked when the last one has been taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one loading brought: tables, where they end, and everything that was not kept."""

    vintage: str
    released: date
    tables: Mapping[str, Table]
    files: tuple[str, ...]
    """Names of the files read, sorted, with folders below the one that was named at most."""
    rows_read: int
    refused: tuple[Refused, ...] = ()
    """Single rows that could not be used."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Rows left out on purpose, counted by reason ("re-exports, part of exports": 12)."""
    unmatched: Mapping[str, Decimal] = field(default_factory=dict)
    """Partners without an id, with the value that their rows carry."""
    unmatched_share: Decimal = Decimal(0)
    """Share (0 to 1) of all value read that belongs to them."""
    streams: Mapping[str, Stream] = field(default_factory=dict)
    """Tables too large for memory, beside those in `tables`."""
    taken: "Callable[[Load], Load] | None" = None
    """Where there are streams: this load with the counts that are known once they are taken."""

    @property
    def rows_kept(self) -> int:
        """Rows in all tables together; those of streams are counted by who takes them."""
        return sum(table.frame.height for table in self.tables.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher's data set: where it comes from, and how its files are read."""

    origin: Origin
    module: str
    """The module of `visavis.sources` that reads its files: `load(path, retrieved) -> Load`."""
    expect_rows: tuple[int, int]
    """Fewest and most rows that a complete release gives; outside it something has changed."""
    coverage: str
    """One sentence for people: who, with whom, what, when."""
    taken: tuple[str, ...]
    """The publisher's columns whose values are used."""
    ignored: tuple[str, ...]
    """The publisher's columns that are read past, by name."""
    note: str
    """What a reader of its figures has to know, in a few sentences."""
    pieces: str = ""
    """For sources that users download piece by piece, the module that puts pieces together:
    `merged(held, load) -> (both, rows kept, rows replaced)`. "": a release stands alone."""
    getting: Getting | None = None
    """How `data get` obtains it; None where it does not."""
    not_fetched: str = ""
    """Why `data get` cannot obtain it, as in "found ..."; "" where nothing forbids it."""
    is_derived: bool = False
    """Whether visavis computes it from other tables: there is no file to read or to fetch."""

    def load(self, path: Path, retrieved: date) -> Load:
        """What is in a file or folder of the publisher, obtained on that day.

        Raises:
            SourceError: It is not what the source's description says.
            UsageError: There are no files of it, as it is computed here.
        """
        self.refuse_derived()
        found: Load = self._module(self.module).load(path, retrieved)
        return found

    def merged(self, held: "pl.DataFrame", load: Load) -> tuple[Load, int, int]:
        """The load with facts held before, how many of these were kept, how many replaced."""
        found: tuple[Load, int, int] = self._module(self.pieces).merged(held, load)
        return found

    def requests(self, asked: Asked) -> tuple[Request, ...]:
        """The publisher's files that answer `asked`; nothing is fetched.

        Raises:
            UsageError: The source is not fetched, or what is asked for makes no sense for it.
        """
        self.refuse_derived()
        if self.getting is None:
            raise UsageError(f"get {self.origin.id}", *self._why_not())
        found: tuple[Request, ...] = self._asking(self.getting).requests(asked)
        return found

    def following(self, request: Request, content: bytes) -> Following:
        """What an answer leads to: pages behind it, or smaller questions in its place.

        Raises:
            SourceError: The answer is not what the publisher's description says, or is capped
                and cannot be asked for in smaller parts.
        """
        follow = getattr(self._asking(self.getting), "following", None) if self.getting else None
        found: Following = follow(request, content) if follow else Following()
        return found

    def refuse_derived(self) -> None:
        """Nothing where the source is a publisher's.

        Raises:
            UsageError: visavis computes it itself; the command that does is named.
        """
        if self.is_derived:
            raise UsageError(
                self.origin.id, "a source without files, which visavis computes itself",
                f"`{self.origin.add_command}`",
            )  # fmt: skip

    def _why_not(self) -> tuple[str, str]:
        """(found, expected) for a source that is not fetched."""
        reason = self.not_fetched or "no address from which its files may be fetched"
        how = f", then `{self.origin.add_command}`" if self.origin.add_command else ""
        return reason, f"a download of your own from {self.origin.page}{how}"

    @staticmethod
    def _asking(getting: Getting) -> Any:
        return import_module(f"visavis.sources.getting.{getting.module}")

    @staticmethod
    def _module(name: str) -> Any:
        # Loaded by name when it is needed: a start describes every source and reads none.
        return import_module(f"visavis.sources.{name}")


def unmatched_share(unmatched: Mapping[str, Decimal], total: Decimal) -> Decimal:
    """Share (0 to 1) of `total` that rows without an id carry; 0 where there is no value."""
    return sum(unmatched.values(), Decimal(0)) / total if total else Decimal(0)


def check_unmatched(where: str, unmatched: Mapping[str, Decimal], total: Decimal) -> Decimal:
    """The share of value that belongs to partners without an id.

    Raises:
        SourceError: It is over `UNMATCHED_LIMIT`; the largest partners are named.
    """
    share = unmatched_share(unmatched, total)
    if share > UNMATCHED_LIMIT:
        largest = sorted(unmatched, key=lambda name: (-unmatched[name], name))[:5]
        raise SourceError(
            where,
            f"partners without an id that carry {share:.2%} of the value: {', '.join(largest)}",
            f"at most {UNMATCHED_LIMIT:.1%}",
        )
    return share
