"""How far a book that is not at hand, or another release, can lie from the value that is.

Every number below is printed by `benchmarks/fit_mirror_range.py`: the 1st and the 99th percentile
over pairs of states and years 2000-2016 in which both sides reported more than one million USD
(WITS panel, retrieved November 2017: 165,314 flows), by class of the value *held*. The trap: a
range fitted on the other side's value would be too narrow for exactly the small values.
"""

from dataclasses import dataclass
from decimal import Decimal

__all__ = [
    "CURRENCY_FACTOR",
    "FLOORS_USD",
    "PARTIAL_EXPORTS",
    "PARTIAL_IMPORTS",
    "PRODUCT_FACTOR",
    "RANGES",
    "RELEASE",
    "Range",
    "between_books",
    "between_releases",
]

FLOORS_USD = (0, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000)
"""Lower bounds of the classes of size."""

_Pairs = tuple[tuple[str, str], ...]

RANGES: dict[tuple[str, str, str], _Pairs] = {
    ("flow", "exporter", "importer"): (
        ("0.244", "36.5"), ("0.0812", "8.64"), ("0.0779", "3.82"), ("0.185", "2.47"),
        ("0.422", "2.04"),
    ),
    ("flow", "importer", "exporter"): (
        ("0.185", "23"), ("0.0527", "6.39"), ("0.0393", "3.43"), ("0.196", "2.16"),
        ("0.359", "1.83"),
    ),
    ("turnover", "own", "own"): (
        ("0.418", "19"), ("0.181", "6.96"), ("0.158", "3.5"), ("0.259", "2.24"),
        ("0.468", "1.75"),
    ),
    ("flow", "reconciled", "exporter"): (
        ("0.185", "23"), ("0.0527", "6.39"), ("0.222", "2.01"), ("0.438", "1.76"),
        ("0.295", "1.53"),
    ),
    ("flow", "reconciled", "importer"): (
        ("0.244", "36.5"), ("0.0812", "8.64"), ("0.478", "2.48"), ("0.397", "2.1"),
        ("0.322", "1.83"),
    ),
    ("turnover", "reconciled", "own"): (
        ("0.418", "19"), ("0.181", "6.96"), ("0.158", "3.5"), ("0.5", "1.7"),
        ("0.317", "1.54"),
    ),
    ("growth", "flow", "flow"): (
        ("0.0726", "6.94"), ("0.178", "8.45"), ("0.344", "5.13"), ("0.581", "2.13"),
        ("0.78", "1.4"),
    ),
    ("growth", "turnover", "turnover"): (
        ("0.127", "4.08"), ("0.215", "4.09"), ("0.385", "3.35"), ("0.58", "2.06"),
        ("0.771", "1.34"),
    ),
}  # fmt: skip
"""(kind, book held, book missing) to the range of missing over held, one pair for each class.

Reconciled values are CEPII BACI totals between 19 economies, 2005-2016 (3,865 flows with both
books); nearly all exceed 100 million USD, so the two lowest classes repeat the range between the
books themselves, and turnover below one billion (14 cases) that of turnover between books.
"""

RELEASE = ("5", "1.5", "1.25", "1.25", "1.25")
"""Factor by which two releases of one book differ, by class of size.

Reporters' trade with China 2014-2016, release of 2017 against that of 2026 (778 values): nine in
ten differ by less than a factor of 4.7, 1.34, 1.10, 1.13 and 1.12; rounded up so that Russia's
exports to China of 2016, raised by 22 % since, are inside.
"""

PRODUCT_FACTOR = Decimal("1.5")
"""By how much the ranges widen for one family of products: our judgement, not fitted, since the
panel has totals only (parcels, confidentiality and coding differ more at the level of goods)."""

CURRENCY_FACTOR = Decimal("1.25")
"""By how much a growth factor may differ between currencies or prices that the text leaves open:
our judgement; a growth rate in dollars and one in roubles, yuan or constant prices differ so."""

PARTIAL_EXPORTS = frozenset(
    {"ARE", "BEN", "BHS", "CRI", "CYP", "GIN", "HKG", "HND", "IRN", "KWT", "MOZ", "SAU", "TGO",
     "VEN"}
)  # fmt: skip
"""States whose export books hold less than half of what their partners record (oil, free zones):
nothing bounds their book from outside."""

PARTIAL_IMPORTS = frozenset(
    {"ABW", "ATG", "BEN", "BHS", "BMU", "CUW", "CYP", "KGZ", "LCA", "MLT", "PAN", "TGO"}
)
"""Likewise for imports."""


@dataclass(frozen=True, slots=True)
class Range:
    """Factors within which another number lies, relative to the one at hand."""

    low: Decimal
    high: Decimal

    def widened(self, factor: Decimal) -> "Range":
        """The range with both ends moved outwards by `factor` (at least 1)."""
        return Range(self.low / factor, self.high * factor)


def between_books(
    kind: str, held: str, missing: str, size_usd: Decimal | None, *, product: bool = False
) -> Range | None:
    """The range of a missing book relative to the one held; None where nothing bounds it.

    `kind` is `flow`, `turnover` or `growth`; an unknown size is taken as the smallest class.
    """
    table = RANGES.get((kind, held, missing))
    if table is None:
        return None
    low, high = table[_class_of(size_usd)]
    found = Range(Decimal(low), Decimal(high))
    return found.widened(PRODUCT_FACTOR) if product else found


def between_releases(size_usd: Decimal | None) -> Range:
    """The range of another release of the same book, relative to the one held."""
    factor = Decimal(RELEASE[_class_of(size_usd)])
    return Range(1 / factor, factor)


def _class_of(size_usd: Decimal | None) -> int:
    if size_usd is None:
        return 0
    return max(n for n, floor in enumerate(FLOORS_USD) if abs(size_usd) >= floor)
