"""Where the missing book of a pair can lie, from how far its books have lain apart so far.

Every row of `book_reach.csv` is printed by `benchmarks/fit_book_reach.py`: the lowest and the
highest ratio of one book to the other, or to the reconciled value, in steps of 1.05, of every pair
with at least six years of large flows (WITS panel 2000-2016, retrieved November 2017; CEPII BACI
totals 2009-2016). The trap is the future, above all that of bullion: hence the margins.
"""

from decimal import Decimal
from functools import cache

from visavis.checking.mirror import WITHHELD_UNTIL, Range
from visavis.model.tables import read_table

__all__ = [
    "BULLION",
    "FORKED_EXPORTS",
    "MARGINS",
    "STEP",
    "TWO_CONCEPTS",
    "of_book",
    "pairs_fitted",
]

STEP = Decimal("1.05")
"""Ratios are kept as powers of this, rounded outwards."""

BULLION = frozenset({"ARE", "BHS", "CHE", "CYP", "GBR", "HKG", "LUX", "MAC", "PAN", "SGP"})
"""Where gold, ships and goods in transit come and go within a year."""

FORKED_EXPORTS = frozenset({"ARE", "BHS", "HKG", "MAC", "PAN", "SGP"})
"""States that publish exports with and without re-exports, so that nothing bounds from below."""

TWO_CONCEPTS = {"BEL": Decimal("0.4")}
"""States that publish by a national and by a wider concept, and what the narrower one may leave of
the other: Belgium's imports from China fell to 0.46 of themselves between two releases."""

SEEN_UNTIL = 2016
"""The last year of the history. Up to then a pair's books lie inside their range as they were
published, and only later releases may lead out of it; after it the margin is wider."""

Margin = tuple[int, str, str]
"""From which amount held up, by how much wider below, and above."""

MARGINS: dict[tuple[str, bool, bool], tuple[Margin, ...]] = {
    ("reconciled", False, True): ((100_000_000, "1.5", "1.5"), (1_000_000_000, "1.25", "1.25")),
    ("reconciled", False, False): ((100_000_000, "3", "3"), (1_000_000_000, "1.5", "1.5")),
    ("reconciled", True, True): ((100_000_000, "3", "3"), (1_000_000_000, "1.75", "1.75")),
    ("reconciled", True, False): ((100_000_000, "3", "3"), (1_000_000_000, "2", "1.75")),
    ("book", False, True): ((100_000_000, "1.5", "1.5"), (1_000_000_000, "1.25", "1.25")),
    ("book", False, False): ((1_000_000_000, "2.5", "2"), (10_000_000_000, "1.75", "1.5")),
    ("book", True, True): ((1_000_000_000, "3", "3"), (10_000_000_000, "2", "2")),
    ("book", True, False): ((1_000_000_000, "4", "3"), (10_000_000_000, "3", "2")),
}  # fmt: skip
"""By what is held, whether one side is of `BULLION`, and whether the year was seen. Below the first
amount nothing is fitted for single pairs, and the ranges of all pairs stand."""

WITHHELD_ABOVE = Decimal(2)
"""By how much the whole book of an exporter may exceed the one that withholds goods."""


def of_book(
    books: tuple[str, str],
    pair: tuple[str, str],
    size_usd: Decimal | None,
    year: int,
    *,
    change: bool = False,
) -> Range | None:
    """The range of a missing book over the one held, margin included; None where not fitted.

    `books` names the book held (`exporter`, `importer`, `reconciled`) and the one missing, `pair`
    the exporter and the importer. With `change`, the range of the factor of growth.
    """
    found = _table().get((*books, *pair))
    margin = _margin(books[0], pair, size_usd, year)
    if found is None or margin is None:
        return None
    steps = found[:2] if year <= SEEN_UNTIL else found[2:]
    low, high = STEP ** steps[0], STEP ** steps[1]
    holder = pair[0] if books[1] == "exporter" else pair[1]
    concept = TWO_CONCEPTS.get(holder, Decimal(1))
    whole = WITHHELD_ABOVE if year <= WITHHELD_UNTIL.get(pair[0], 0) else Decimal(1)
    if "exporter" not in books:
        whole = Decimal(1)
    if change:
        low, high = low / high / whole, high / low / concept * whole
    elif books[1] == "exporter":
        low = Decimal(0) if pair[0] in FORKED_EXPORTS else low
        high = high * whole
    below, above = margin
    return Range(concept * low / below, high * above)


def _margin(
    held: str, pair: tuple[str, str], size_usd: Decimal | None, year: int
) -> tuple[Decimal, Decimal] | None:
    """By how much the range is widened below and above; None where too little is held."""
    kind = "reconciled" if held == "reconciled" else "book"
    steps = MARGINS[kind, bool(BULLION & set(pair)), year <= SEEN_UNTIL]
    fitting = [step for step in steps if size_usd is not None and abs(size_usd) >= step[0]]
    if not fitting:
        return None
    _, below, above = max(fitting, key=lambda step: step[0])
    return Decimal(below), Decimal(above)


def pairs_fitted() -> int:
    """How many pairs, in one direction of trade, have a row."""
    return len({key[2:] for key in _table()})


@cache
def _table() -> dict[tuple[str, ...], tuple[int, ...]]:
    ends = ("low", "high", "recent_low", "recent_high")
    return {
        (row["held"], row["missing"], row["exporter"], row["importer"]): tuple(
            int(row[end]) for end in ends
        )
        for row in read_table("book_reach.csv", "checking")
    }
