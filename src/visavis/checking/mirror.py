"""How far a book that is not at hand, or another release, can lie from the value that is.

Every range below is printed by `benchmarks/fit_mirror_range.py`: the 0.5th and the 99.5th
percentile over pairs of states and years 2000-2016 in which both sides reported more than one
million USD (WITS panel, retrieved November 2017: 137,713 flows without entrepots and partial
books), by class of the value *held*. The trap: a range fitted on the other side's value would be
too narrow for exactly the small values.
"""

from dataclasses import dataclass
from decimal import Decimal

from visavis.model.claims import Claim

__all__ = [
    "CURRENCY_FACTOR",
    "FLOORS_USD",
    "HUBS",
    "HUB_FACTOR",
    "HUB_RANGES",
    "PARTIAL_EXPORTS",
    "PARTIAL_IMPORTS",
    "PRODUCT_FACTOR",
    "RANGES",
    "RELEASE",
    "WEAK_CURRENCIES",
    "WEAK_FACTOR",
    "WITHHELD",
    "WITHHELD_UNTIL",
    "Range",
    "between_books",
    "between_publications",
    "between_releases",
    "currency_factor",
    "has_hub",
]

FLOORS_USD = (0, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000)
"""Lower bounds of the classes of size."""

_Pairs = tuple[tuple[str, str], ...]

RANGES: dict[tuple[str, str, str], _Pairs] = {
    ("flow", "exporter", "importer"): (
        ("0.2", "55.7"), ("0.0597", "10.8"), ("0.0415", "5.13"), ("0.16", "2.97"),
        ("0.43", "2.4"),
    ),
    ("flow", "importer", "exporter"): (
        ("0.156", "35.4"), ("0.0379", "8.19"), ("0.0208", "4.11"), ("0.106", "2.22"),
        ("0.313", "1.52"),
    ),
    ("turnover", "own", "own"): (
        ("0.367", "21.2"), ("0.137", "8.98"), ("0.119", "4.31"), ("0.203", "2.58"),
        ("0.402", "1.9"),
    ),
    ("flow", "reconciled", "exporter"): (
        ("0.156", "35.4"), ("0.0379", "8.19"), ("0.0208", "4.11"), ("0.498", "1.29"),
        ("0.63", "1.19"),
    ),
    ("flow", "reconciled", "importer"): (
        ("0.2", "55.7"), ("0.0597", "10.8"), ("0.0415", "5.13"), ("0.694", "2.34"),
        ("0.641", "2"),
    ),
    ("turnover", "reconciled", "own"): (
        ("0.367", "21.2"), ("0.137", "8.98"), ("0.119", "4.31"), ("0.709", "1.55"),
        ("0.734", "1.68"),
    ),
    ("growth", "flow", "flow"): (
        ("0.0484", "10"), ("0.122", "13.3"), ("0.264", "9.74"), ("0.537", "3.03"),
        ("0.742", "1.6"),
    ),
    ("growth", "turnover", "turnover"): (
        ("0.0818", "4.94"), ("0.148", "5.83"), ("0.298", "4.51"), ("0.493", "2.89"),
        ("0.745", "1.41"),
    ),
}  # fmt: skip
"""(kind, book held, book missing) to the range of missing over held, one pair for each class.

Reconciled values are CEPII BACI totals between 18 economies, 2005-2016 (1,860 flows with both
books, nearly all above one billion USD); below that the range between the books themselves stands.
"""

HUBS = frozenset(
    {"ARE", "BEL", "BHS", "CHE", "CYP", "EST", "GBR", "HKG", "LTU", "LUX", "LVA", "MAC", "MLT",
     "NLD", "PAN", "SGP"}
)  # fmt: skip
"""Entrepots, London's and Zurich's bullion among them: goods pass through, and the books differ on
whether they came or went, by up to eight times (gold from Switzerland to India, 2016). A missing
book of a pair with one of them is bounded from above only, by `HUB_RANGES`."""

HUB_RANGES: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("flow", "exporter", "importer"): ("411", "47.5", "8.05", "4.24", "2.1"),
    ("flow", "importer", "exporter"): ("874", "50.8", "37.1", "8.79", "3.06"),
    ("turnover", "own", "own"): ("263", "36.8", "13.7", "4.38", "2.69"),
    ("flow", "reconciled", "exporter"): ("874", "50.8", "37.1", "3.61", "1.76"),
    ("flow", "reconciled", "importer"): ("411", "47.5", "8.05", "3.37", "2.67"),
    ("turnover", "reconciled", "own"): ("263", "36.8", "13.7", "2.58", "2.13"),
    ("growth", "flow", "flow"): ("32.2", "74.8", "76.9", "11.2", "3.46"),
    ("growth", "turnover", "turnover"): ("11", "20.8", "21.5", "5.88", "3.51"),
}  # fmt: skip
"""The same for pairs with an entrepot: the 99.95th percentile of missing over held (31,600 flows,
1,831 of them with a reconciled value above one billion USD). Nothing bounds from below, since some
entrepots publish exports without re-exports, one fiftieth of the whole."""

HUB_FACTOR = Decimal("1.5")
"""By how much those are widened, since single consignments (gold, ships) decide there: our
judgement."""

RELEASE = ("5", "1.5", "1.25", "1.25", "1.25")
"""Factor by which two releases of one book differ, by class of size.

Reporters' trade with China 2014-2016, release of 2017 against that of 2026 (778 values): nine in
ten differ by less than a factor of 4.7, 1.34, 1.10, 1.13 and 1.12; rounded up so that Russia's
exports to China of 2016, raised by 22 % since, are inside.
"""

WITHHELD_UNTIL = {"RUS": 2015}
"""States whose exports by partner leave out gas, oil and arms in one publication and not in
another, and until when: Russia's, as UN Comtrade has them, against its customs service's own."""

WITHHELD = ("0.05", "0.05", "0.08", "0.08", "0.5")
"""What may then be left, by class of size: the lowest of 1,028 pairs of values (29 partners,
2000-2020, retrieved 2022) is 0.09 below ten billion USD (gas to Austria) and 0.54 above."""

PRODUCT_FACTOR = Decimal("1.5")
"""By how much the ranges widen for one family of products: our judgement, not fitted, since the
panel has totals only (parcels, confidentiality and coding differ more at the level of goods)."""

CURRENCY_FACTOR = Decimal("1.25")
"""By how much a growth factor may differ between currencies or prices that the text leaves open:
our judgement; a growth rate in dollars and one in roubles, yuan or constant prices differ so."""

WEAK_CURRENCIES = frozenset(
    {"AGO", "ARG", "AZE", "BLR", "BRA", "EGY", "ETH", "GHA", "IDN", "IRN", "ISL", "KAZ", "KGZ",
     "LAO", "LBN", "LKA", "MDA", "MEX", "MMR", "MNG", "MOZ", "MWI", "NGA", "PAK", "RUS", "SDN",
     "SUR", "SYR", "THA", "TJK", "TKM", "TUR", "UKR", "UZB", "VEN", "ZAF", "ZMB", "ZWE"}
)  # fmt: skip
"""States whose currency lost a fifth or more against the dollar within one year at least once since
1995, by our judgement: a growth rate in it and one in dollars have little in common then."""

WEAK_FACTOR = Decimal("1.6")
"""The same for these states (the rouble of 2015), and for any two over several years."""

PARTIAL_EXPORTS = frozenset(
    {"ARE", "BEN", "BHS", "CRI", "CYP", "GIN", "HKG", "HND", "IRN", "KWT", "MOZ", "OMN", "SAU",
     "TGO", "VEN"}
)  # fmt: skip
"""States whose export books hold less than half of what their partners record (oil, free zones):
nothing bounds their book from outside. Oman's of 2014-2016 was cut to a tenth in the release of
2026."""

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


def has_hub(*sides: str | None) -> bool:
    """Whether one of the sides is an entrepot."""
    return bool(HUBS.intersection(sides))


def between_books(
    kind: tuple[str, str, str],
    size_usd: Decimal | None,
    *,
    product: bool = False,
    hub: bool = False,
) -> Range | None:
    """The range of a missing book relative to the one held; None where nothing bounds it.

    `kind` is a key of `RANGES`: of what, the book held and the one missing. An unknown size is
    taken as the smallest class. `hub`: one side is an entrepot, which bounds the upper end only.
    """
    size = _class_of(size_usd)
    if kind not in RANGES:
        return None
    if hub:
        found = Range(Decimal(0), Decimal(HUB_RANGES[kind][size]) * HUB_FACTOR)
    else:
        low, high = RANGES[kind][size]
        found = Range(Decimal(low), Decimal(high))
    return found.widened(PRODUCT_FACTOR) if product else found


def between_releases(size_usd: Decimal | None) -> Range:
    """The range of another release of the same book, relative to the one held."""
    factor = Decimal(RELEASE[_class_of(size_usd)])
    return Range(1 / factor, factor)


def currency_factor(claim: Claim, years: int) -> Decimal:
    """By how much a change may differ between the currencies that the text leaves open."""
    weak = bool(WEAK_CURRENCIES & {claim.subject, claim.partner})
    return WEAK_FACTOR if weak or years > 1 else CURRENCY_FACTOR


def between_publications(exporter: str, year: int, size_usd: Decimal | None) -> Range:
    """The range of another release of one exporter's book, which may withhold some goods."""
    spread = between_releases(size_usd)
    if year > WITHHELD_UNTIL.get(exporter, 0):
        return spread
    return Range(min(spread.low, Decimal(WITHHELD[_class_of(size_usd)])), spread.high)


def _class_of(size_usd: Decimal | None) -> int:
    if size_usd is None:
        return 0
    return max(n for n, floor in enumerate(FLOORS_USD) if abs(size_usd) >= floor)
