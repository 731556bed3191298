"""Rows of BACI's yearly files, typed as they are read: millions a second, and none unlooked at.

A stretch of a file is parsed straight into its types. Where anything in it is not as the official
files are, the same stretch is read again as text, which finds the line and says what is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.sources.baci_archive import FLOWS, Archive, Stretch
from visavis.sources.frames import refuse
from visavis.sources.strict import read_rows

__all__ = ["Reader", "sorted_cells"]

_MOST = 10**12
"""Thousand dollars that no single flow reaches: the world's trade is a fortieth of it."""

_NUMBERS = 1024
"""BACI's country numbers, like those of the United Nations, lie below."""

_HEADER = (",".join(FLOWS.header) + "\n").encode()


@dataclass(slots=True, weakref_slot=True)
class _Lost:
    """Rows of countries without an id."""

    value: dict[str, int] = field(default_factory=dict)
    rows: int = 0


class Reader:
    """Reads stretches of one archive into frames: `subject`, `partner`, `k`, `value`, `q`.

    `value` is in whole dollars, `q` the text of the tonnes; ids and codes are enumerations whose
    order is that of their text. `twin` tells apart rows of countries that are two in the list and
    one here (both Germanies).
    """

    def __init__(self, archive: Archive) -> None:
        self.codes = pl.Enum(archive.codes)
        self.ids = pl.Enum(sorted({*archive.ids.values(), WORLD}))
        self._lost = _Lost()
        self._ids: Mapping[str, str] = archive.ids

    @property
    def lost(self) -> dict[str, Decimal]:
        """Countries without an id, with the value in dollars that their rows carry."""
        return {name: Decimal(value) for name, value in self._lost.value.items()}

    @property
    def lost_rows(self) -> int:
        """How many rows they have."""
        return self._lost.rows

    def read(self, stretch: Stretch, year: int) -> tuple[pl.DataFrame, int]:
        """The rows of a stretch between countries with an id, and the value of all, in dollars.

        Raises:
            SourceError: A row is cut, of another year, of a product that the list does not have,
                or without an amount that is none.
        """
        raw = self._typed(stretch, year)
        if raw is None:
            raw = self._from_text(stretch, year)
        table = pl.lit(self._by_number)
        frame = raw.select(
            subject=table.gather(pl.col("i")),
            partner=table.gather(pl.col("j")),
            k="k",
            twin=pl.lit(self._twins).gather(pl.col("i")) * 16 + pl.lit(self._twins).gather("j"),
            value=(pl.col("v") * 1000).round().cast(pl.Int64),
            q="q",
            line=pl.int_range(2 + stretch.skipped, pl.len() + 2 + stretch.skipped, dtype=pl.Int32)
            if "line" not in raw.columns
            else pl.col("line").cast(pl.Int32),
        )
        total = int(frame["value"].sum())
        strange = frame["subject"].is_null() | frame["partner"].is_null()
        if strange.any():
            self._note(raw.filter(strange), frame.filter(strange)["value"])
            frame = frame.filter(~strange)
        return frame, total

    @cached_property
    def _twins(self) -> pl.Series:
        """For each number, how many below it stand for the same id."""
        names = self._by_number.cast(pl.String).to_list()
        before: dict[str | None, int] = {None: 0}
        found = []
        for name in names:
            found.append(before.get(name, 0))
            if name is not None:
                before[name] = before.get(name, 0) + 1
        return pl.Series(found, dtype=pl.UInt8)

    @cached_property
    def _by_number(self) -> pl.Series:
        known = {int(code): name for code, name in self._ids.items() if code.isdecimal()}
        return pl.Series([known.get(number) for number in range(_NUMBERS)], dtype=self.ids)

    def _typed(self, stretch: Stretch, year: int) -> pl.DataFrame | None:
        """The rows where every one is as it should be, else None."""
        kinds: dict[str, pl.DataType | type[pl.DataType]] = {
            "t": pl.Int16, "i": pl.Int16, "j": pl.Int16, "k": self.codes, "v": pl.Float64,
                 "q": pl.String}  # fmt: skip
        try:
            raw = pl.scan_csv(stretch.data, has_header=False, schema=kinds).select(*"tijkvq")
            frame = raw.collect()
        except pl.exceptions.PolarsError:
            return None
        sides = [pl.col(side).is_between(0, _NUMBERS - 1).all().alias(side) for side in "ij"]
        right = frame.select(
            (pl.col("t") == year).all(), pl.col("v").is_between(0, _MOST).all(), *sides
        )
        empty = sum(frame.drop("q").null_count().row(0))
        commas = stretch.data.count(b",")
        is_whole = commas == (len(FLOWS.header) - 1) * frame.height
        return frame if is_whole and not empty and all(right.row(0)) else None

    def _from_text(self, stretch: Stretch, year: int) -> pl.DataFrame:
        rows = read_rows(stretch.file, _HEADER + stretch.data, (FLOWS,), skipped=stretch.skipped)
        text = rows.frame
        code = pl.col("k")
        if not text["k"].str.starts_with("0").any():
            code = code.str.zfill(6)
        frame = text.with_columns(
            pl.col("v").str.strip_chars().cast(pl.Float64, strict=False).alias("amount"),
            code.cast(self.codes, strict=False).alias("product"),
            *(pl.col(side).cast(pl.Int16, strict=False).alias(f"number_{side}") for side in "ij"),
        )
        for wrong, column, expected in (
            (pl.col("t") != str(year), "t", f"the year {year}"),
            (pl.col("k").str.len_chars() > 6, "k", "a code of six digits"),
            (pl.col("product").is_null(), "k", "a code of the list of products, six digits"),
            (~pl.col("amount").is_between(0, _MOST), "v", "an amount"),
            (pl.col("amount").is_null(), "v", "an amount"),
            *(
                (
                    ~pl.col(f"number_{s}").is_between(0, _NUMBERS - 1).fill_null(False),
                    s,
                    "a country",
                )
                for s in "ij"
            ),
        ):
            refuse(stretch.file, frame.filter(wrong.fill_null(True)), column, expected)
        return frame.select("line", "t", i="number_i", j="number_j", k="product", v="amount", q="q")

    def _note(self, rows: pl.DataFrame, values: pl.Series) -> None:
        for i, j, value in zip(rows["i"], rows["j"], values, strict=True):
            name = f"country {i} or {j}"
            self._lost.value[name] = self._lost.value.get(name, 0) + value
            self._lost.rows += 1


def sorted_cells(where: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows as `k`, `subject`, `partner`, `value`, `line`, sorted by the first three.

    Raises:
        SourceError: Two rows stand for the same flow.
    """
    wide = pl.UInt64
    packed = frame.select(
        "twin",
        "value",
        "line",
        cell=pl.col("k").to_physical().cast(wide) * _NUMBERS**2
        + pl.col("subject").to_physical().cast(wide) * _NUMBERS
        + pl.col("partner").to_physical(),
    )
    cells = packed.sort("cell")
    if (cells["cell"] == cells["cell"].shift(1)).any():
        twice = cells.filter(pl.struct("cell", "twin").is_duplicated()).sort("line")
        if twice.height:
            found = "a second row for a flow"
            raise SourceError(f"{where}, line {max(twice['line'][:2])}", found, "one row for each")
        cells = cells.group_by("cell", maintain_order=True).agg(
            pl.col("value").sum(), pl.col("line").min()
        )
    products, ids = _every(frame["k"].dtype), _every(frame["subject"].dtype)
    return cells.select(
        k=pl.lit(products).gather(pl.col("cell") // _NUMBERS**2),
        subject=pl.lit(ids).gather(pl.col("cell") // _NUMBERS % _NUMBERS),
        partner=pl.lit(ids).gather(pl.col("cell") % _NUMBERS),
        value="value",
        line="line",
    )


def _every(kind: pl.DataType) -> pl.Series:
    """All words of an enumeration, each at its own number."""
    if not isinstance(kind, pl.Enum):
        raise TypeError(f"an enumeration is expected, not {kind}")
    return pl.Series(kind.categories, dtype=kind)
