"""One value out of two books: imports made FOB, then both weighted by how far reporters agree.

The trap is precision. The reconciled value is our estimate, not a publisher's figure: both books
stay beside it, and the rule says how it came about. It follows Gaulier and Zignago (2010), BACI:
International Trade Database at the Product-Level, CEPII WP 2010-23 (reliability of reporters from
the variance of mirrored flows), and the Growth Lab's `comtrade-mirroring` (a margin fitted to
distance and border, at most a fifth); what they fit by product is fitted by pair here.
Coefficients and table: `scripts/fit_reconciliation.py`.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import log
from typing import NamedTuple

from visavis.measures.figures.amounts import EXACT
from visavis.model.geography import are_neighbours, distance_km
from visavis.model.tables import read_table

__all__ = ["Margin", "Reconciled", "Reliability", "fitted_margin", "reconcile", "reliability"]

_CONSTANT, _PER_LOG_KM, _BORDER = -4.489, 1.188, -0.941
"""Per cent of imports CIF; fitted to OECD's margins of five importers, 2015-2024."""

_LARGEST = 0.2
"""No margin is taken to be more than this share of imports, as the Growth Lab does."""

_WHOLE = Decimal(1)


class Margin(NamedTuple):
    """What transport and insurance add, as a share (0 to 1) of imports valued CIF."""

    share: Decimal
    how: str
    """`published` (OECD's margin of the pair and year) or `fitted` (distance and border)."""


class Reliability(NamedTuple):
    """How far a reporter's book lies from its partners', in absolute logarithms; small is good."""

    as_exporter: Decimal
    as_importer: Decimal


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One value FOB, and the rule by which it was made."""

    value: Decimal
    weight_of_exporter: Decimal
    """0 to 1: what the exporter's book counts; 0 or 1 where there is only one book."""
    importer_fob: Decimal | None
    """The importer's book less the margin; None where the importer has none."""
    margin: Margin | None
    rule: str


def fitted_margin(exporter: str, importer: str) -> float | None:
    """The share (0 to 0.2) of CIF imports that the way from one to the other costs.

    None where one of the two has no place from which a distance could be taken.
    """
    kilometres = distance_km(exporter, importer)
    if kilometres is None or kilometres <= 0:
        return None
    per_cent = _CONSTANT + _PER_LOG_KM * log(kilometres)
    per_cent += _BORDER * are_neighbours(exporter, importer)
    return min(_LARGEST, max(0.0, per_cent / 100))


@cache
def _reporters() -> dict[str, Reliability]:
    return {
        row["id"]: Reliability(Decimal(row["as_exporter"]), Decimal(row["as_importer"]))
        for row in read_table("reliability.csv", "measures/figures/data")
    }


@cache
def _typical() -> Reliability:
    """The median reporter, for those of whom too little is known."""
    known = sorted(_reporters().values())
    as_exporter = sorted(each.as_exporter for each in known)
    as_importer = sorted(each.as_importer for each in known)
    return Reliability(as_exporter[len(known) // 2], as_importer[len(known) // 2])


def reliability(reporter: str) -> Reliability:
    """How far a reporter's books lie from its partners'; the median of all where it is unknown."""
    return _reporters().get(reporter, _typical())


def reconcile(
    pair: tuple[str, str],
    exporter_fob: Decimal | None,
    importer_cif: Decimal | None,
    published: Decimal | None = None,
) -> Reconciled | None:
    """One value FOB out of the books of a flow from `pair[0]` to `pair[1]`, in their currency.

    Args:
        pair: Ids of exporter and importer.
        exporter_fob: The exporter's book; None where there is none.
        importer_cif: The importer's book; None where there is none.
        published: A margin that a publisher states, in per cent of CIF; None to fit one.

    None where both books are missing, or the only book is the importer's and no margin is known.
    """
    margin = _margin(pair, published)
    importer_fob = None
    if importer_cif is not None and margin is not None:
        importer_fob = EXACT.multiply(importer_cif, EXACT.subtract(_WHOLE, margin.share))
    if exporter_fob is None and importer_fob is None:
        return None
    weight = _weight(pair, exporter_fob, importer_fob)
    value = EXACT.add(
        EXACT.multiply(weight, exporter_fob or Decimal(0)),
        EXACT.multiply(EXACT.subtract(_WHOLE, weight), importer_fob or Decimal(0)),
    )
    return Reconciled(value, weight, importer_fob, margin, _rule(weight, margin, importer_fob))


def _margin(pair: tuple[str, str], published: Decimal | None) -> Margin | None:
    if published is not None:
        return Margin(EXACT.divide(published, Decimal(100)), "published")
    fitted = fitted_margin(*pair)
    # Four decimals: the fit is no finer, and the same on every machine.
    return None if fitted is None else Margin(Decimal(f"{fitted:.4f}"), "fitted")


def _weight(
    pair: tuple[str, str], exporter_fob: Decimal | None, importer_fob: Decimal | None
) -> Decimal:
    """The exporter's weight: the other's unreliability over both together."""
    if importer_fob is None:
        return _WHOLE
    if exporter_fob is None:
        return Decimal(0)
    sold, bought = reliability(pair[0]).as_exporter, reliability(pair[1]).as_importer
    return EXACT.divide(bought, EXACT.add(sold, bought))


def _rule(weight: Decimal, margin: Margin | None, importer_fob: Decimal | None) -> str:
    if importer_fob is None or margin is None:
        return "the exporter's book alone"
    how = "OECD's margin" if margin.how == "published" else "a margin fitted to distance"
    fob = f"the importer's book less {margin.share * 100:.1f} % freight and insurance ({how})"
    if weight == 0:
        return fob
    return f"{weight * 100:.0f} % the exporter's book, {100 - weight * 100:.0f} % {fob}"
