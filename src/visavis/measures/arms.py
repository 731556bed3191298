"""Who arms whom: suppliers' shares over windows of years, ranks in a region, concentration.

The trap is the unit. SIPRI's trend-indicator values (TIV) measure military capability, not money:
they add up to each other, give shares, and meet dollars nowhere. And single years swing with one
ship, so SIPRI reads them over windows; a year that the table lacks makes the window incomplete.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from visavis.errors import UsageError
from visavis.measures.concentration import hhi
from visavis.measures.flow_table import checked_table, sums
from visavis.model.facts import WORLD
from visavis.model.figures import Missing

__all__ = ["TIV", "Supplier", "Suppliers", "Volume", "rank_of", "suppliers", "windows"]

TIV = "TIV"

_KEY = ("supplier", "recipient", "year")


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of arms in TIV, or an amount of something else that it refuses to meet."""

    value: float
    unit: str = TIV

    def __add__(self, other: "Volume") -> "Volume":
        return Volume(self.value + self._of(other), self.unit)

    def __sub__(self, other: "Volume") -> "Volume":
        return Volume(self.value - self._of(other), self.unit)

    def __truediv__(self, other: "Volume") -> float:
        whole = self._of(other)
        if whole == 0:
            raise UsageError("a share of arms", f"a whole of 0 {self.unit}", "above zero")
        return self.value / whole

    def __lt__(self, other: "Volume") -> bool:
        return self.value < self._of(other)

    def __le__(self, other: "Volume") -> bool:
        return self.value <= self._of(other)

    def __gt__(self, other: "Volume") -> bool:
        return self.value > self._of(other)

    def __ge__(self, other: "Volume") -> bool:
        return self.value >= self._of(other)

    def _of(self, other: object) -> float:
        unit = other.unit if isinstance(other, Volume) else type(other).__name__
        if not isinstance(other, Volume) or unit != self.unit:
            found = f"{self.unit} beside {unit}"
            raise UsageError("two volumes", found, f"{self.unit}, which nothing turns into money")
        return other.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """One supplier's part in what the recipients were delivered."""

    supplier: str
    volume: Volume
    share: float | None
    """0 to 1; None where all suppliers together have nothing."""
    rank: int | None
    """1 for the largest; those alike share the better rank. None where a year is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppliers:
    """All suppliers of the recipients in a window of years, the largest first."""

    recipients: tuple[str, ...]
    years: tuple[int, int]
    whole: Volume
    """All that they were delivered; what is there, where something is missing."""
    suppliers: tuple[Supplier, ...]
    hhi: float | None
    """The Herfindahl-Hirschman index of the suppliers; None without deliveries or with gaps."""
    missing_years: tuple[int, ...]
    """Years of the window that the table does not cover."""
    unknown: tuple[tuple[str, str, int], ...]
    """Supplier, recipient and year of cells without a volume."""
    missing: Missing | None
    """`out_of_coverage` where the table covers no year of the window, `incomplete` where it lacks
    one or a cell is unknown (shares and ranks are then None), `undefined` without deliveries."""


def suppliers(
    deliveries: pl.DataFrame,
    *,
    recipients: str | Collection[str],
    years: tuple[int, int],
    covered: tuple[int, int],
) -> Suppliers:
    """Each supplier's share of the arms delivered to the recipients over the window together.

    Args:
        deliveries: `supplier`, `recipient`, `year`, `value`, `unit` (all `TIV`): every delivery to
            the recipients, so that a pair without a row in a covered year had none. Rows with `WLD`
            as supplier or recipient are left aside. A printed 0 (above nothing, below half a
            million) counts as 0; a null is unknown.
        recipients: A state, or the members of a region or alliance; deliveries among them count.
        years: First and last year of the window, both in it.
        covered: First and last year that the table covers.

    Returns:
        The suppliers; nothing is said of shares where the window lacks something.

    Raises:
        UsageError: The table is not as described, holds another unit, or a window runs backwards.

    Source: SIPRI, Sources and Methods of the Arms Transfers Database, for the TIV and for sums over
    five years. Kinsella, D. (1998): Arms Transfer Dependence and Foreign Policy Conflict. Journal
    of Peace Research 35(1), 7-23, for dependence as concentration on few suppliers; his index of
    1998 is not rebuilt here.
    """
    asked = _asked(recipients, years, covered)
    rows = _deliveries(deliveries).filter(
        pl.col("recipient").is_in(asked) & pl.col("year").is_between(*years)
    )
    lacking = tuple(
        year for year in range(years[0], years[1] + 1) if not covered[0] <= year <= covered[1]
    )
    unknown = tuple(rows.filter(pl.col("value").is_null()).select(_KEY).rows())
    summed = sums(rows, ("supplier",)).select("supplier", "known")
    volumes: dict[str, float] = dict(summed.iter_rows())
    whole = math.fsum(volumes.values())
    missing = _reason(years, lacking, whole, gaps=bool(lacking or unknown))
    ordered = sorted(volumes, key=lambda name: (-volumes[name], name))
    counted = missing is None
    return Suppliers(
        recipients=asked,
        years=years,
        whole=Volume(whole),
        suppliers=tuple(
            Supplier(
                supplier=name, volume=Volume(volumes[name]),
                share=volumes[name] / whole if counted else None,
                rank=_rank(volumes, name) if counted else None,
            )
            for name in ordered
        ),
        hhi=hhi(list(volumes.values())) if counted else None,
        missing_years=lacking,
        unknown=unknown,
        missing=missing,
    )  # fmt: skip


def _asked(recipients: str | Collection[str], *windows: tuple[int, int]) -> tuple[str, ...]:
    asked = tuple(sorted({recipients} if isinstance(recipients, str) else set(recipients)))
    if not asked:
        raise UsageError("arms suppliers", "no recipient", "at least one")
    for first, last in windows:
        if first > last:
            raise UsageError("arms suppliers", f"years {first} to {last}", "the earlier first")
    return asked


def _deliveries(table: pl.DataFrame) -> pl.DataFrame:
    if "unit" not in table.columns:
        raise UsageError("the deliveries", "no column unit", f"a unit for each, {TIV}")
    units = sorted(str(unit) for unit in set(table["unit"].to_list()) - {TIV})
    if units:
        expected = f"{TIV} alone, which nothing turns into money"
        raise UsageError("the deliveries", f"amounts in {', '.join(units)}", expected)
    checked = checked_table(table, _KEY, where="the deliveries")
    return checked.filter((pl.col("supplier") != WORLD) & (pl.col("recipient") != WORLD))


def _reason(
    years: tuple[int, int], lacking: tuple[int, ...], whole: float, *, gaps: bool
) -> Missing | None:
    if len(lacking) == years[1] - years[0] + 1:
        return Missing.OUT_OF_COVERAGE
    if gaps:
        return Missing.INCOMPLETE
    return Missing.UNDEFINED if whole == 0 else None


def _rank(volumes: dict[str, float], name: str) -> int:
    return 1 + sum(value > volumes[name] for value in volumes.values())


def rank_of(found: Suppliers, supplier: str) -> int | Missing:
    """A supplier's rank among all that delivered to the recipients in the window, or why none.

    A supplier that delivered nothing has no rank (`undefined`).

    Args:
        found: From `suppliers`.
        supplier: Its id.
    """
    if found.missing is not None:
        return found.missing
    for each in found.suppliers:
        if each.supplier == supplier and each.volume.value > 0 and each.rank is not None:
            return each.rank
    return Missing.UNDEFINED


def windows(
    deliveries: pl.DataFrame,
    *,
    recipients: str | Collection[str],
    length: int,
    covered: tuple[int, int],
) -> pl.DataFrame:
    """Each supplier's share in every window of so many years that the table covers.

    Args:
        deliveries: As for `suppliers`.
        recipients: As for `suppliers`.
        length: Years of a window; SIPRI takes five.
        covered: First and last year that the table covers.

    Returns:
        `first`, `last`, `supplier`, `tiv`, `share`, `rank`, `hhi` (of the window), `missing`. A
        supplier without deliveries in a window has a share of zero and no rank there.

    Raises:
        UsageError: As for `suppliers`, or no window of this length fits.
    """
    starts = range(covered[0], covered[1] - length + 2)
    if length < 1 or not starts:
        found = f"windows of {length} years in {covered[0]} to {covered[1]}"
        raise UsageError("arms suppliers", found, "a window that fits")
    each_window = [
        suppliers(
            deliveries, recipients=recipients, years=(start, start + length - 1), covered=covered
        )
        for start in starts
    ]
    names = sorted({one.supplier for each in each_window for one in each.suppliers})
    rows = []
    for each in each_window:
        held = {one.supplier: one for one in each.suppliers}
        reason = each.missing.value if each.missing else None
        for name in names:
            one = held.get(name)
            none = None if each.missing else 0.0
            rank = rank_of(each, name)
            rows.append(
                (*each.years, name, one.volume.value if one else 0.0, one.share if one else none,
                 None if isinstance(rank, Missing) else rank, each.hhi, reason)
            )  # fmt: skip
    schema = {
        "first": pl.Int64, "last": pl.Int64, "supplier": pl.String, "tiv": pl.Float64,
        "share": pl.Float64, "rank": pl.Int64, "hhi": pl.Float64, "missing": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
