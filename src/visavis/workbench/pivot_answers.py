"""What is asked about a turn, and everything that an answer to it holds."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visavis.measures.pivot import Pivot
from visavis.measures.pivot_verdict import Verdict
from visavis.measures.shift_share import ShiftShare
from visavis.model.facts import ALL_PRODUCTS
from visavis.workbench.pivot_domains import Domain
from visavis.workbench.pivot_flows import Edition, Flow
from visavis.workbench.pivot_groups import Definition
from visavis.workbench.pivot_others import Others
from visavis.workbench.pivot_time import Breaks
from visavis.workbench.pivot_wholes import Former, Whole

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Choice", "PivotAnswer", "PivotQuestion", "Prices", "Variant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotQuestion:
    """Whose trade, away from whom and to whom, from which year to which."""

    state: str
    to: str
    away: str
    years: tuple[int, int]
    flow: Flow = "exports"
    product: str = ALL_PRODUCTS
    """One family of goods alone: whose crude oil does it buy?"""
    without: tuple[str, ...] = ()
    """Families of goods left out."""
    source: str | None = None
    book: str | None = None
    """`own`, `partner` or `reconciled`; None: whichever covers most."""
    domains: bool = False
    """Whether visits, arms and votes are put beside the trade."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition that could answer, and what it would say."""

    edition: Edition
    coverage: float | None
    """The part of the total that partners with a row make up, in the year where it is less; in
    partners' books what they were of it when the state last reported, None where that is not
    known."""
    value: float | None
    """P, where every measured member has both years."""
    members: tuple[int, int]
    """Members measured of the group turned to, and of the other."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The same question put otherwise: other goods, other partners, another meaning of a group."""

    name: str
    """`without gold`, `without entrepots`, `without CHN`, or a definition's words."""
    kind: str
    """`goods`, `partners`, `definition` or `composition`."""
    edition: Edition
    found: Pivot
    in_place_of: float | None = None
    """P with those goods, in the same edition and over the same members."""


@dataclass(frozen=True, slots=True)
class Prices:
    """The turn with the energy of the last year at the prices of the first, in one edition."""

    edition: Edition
    products: tuple[str, ...]
    current: Pivot
    constant: Pivot
    added: float | None
    """What prices alone added to the state's energy exports to the measured partners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotAnswer:
    """Everything that bears on the question, and the verdict that follows by rules."""

    question: PivotQuestion
    as_of: date | None
    """The day as known on which it was asked; None: the newest releases."""
    edition: Edition
    unit: str
    wholes: tuple[Whole, Whole]
    former: Former | None
    """In partners' books: what they were of the state's trade when it last reported itself."""
    choices: tuple[Choice, ...]
    to: tuple[Definition, ...]
    away: tuple[Definition, ...]
    unmeasured: tuple[tuple[str, ...], tuple[str, ...]]
    """Members of either group without both years, by name."""
    in_both: tuple[str, ...]
    """Members of both groups, counted in neither."""
    found: Pivot
    """Of the measured members."""
    everybody: Pivot
    """Of all members: bounds, where some have no data."""
    path: "pl.DataFrame"
    parts: ShiftShare | None
    market_vintages: frozenset[tuple[str, str]]
    prices: Prices | None
    variants: tuple[Variant, ...]
    alone: tuple[tuple[str, Pivot], ...]
    """The turn without each member of the group turned to, the one that matters most first."""
    breaks: Breaks | None
    domains: tuple[Domain, ...]
    """Visits, arms and votes beside the trade, where they were asked for."""
    others: Others | None
    verdict: Verdict

    @property
    def vintages(self) -> frozenset[tuple[str, str]]:
        """(source, release) of every number here."""
        found = {self.edition[:2], *((w.source, w.vintage) for w in self.wholes if w.source)}
        found |= {each.edition[:2] for each in self.variants}
        if self.prices:
            found.add(self.prices.edition[:2])
        if self.others:
            found |= self.others.vintages
        for domain in self.domains:
            found |= domain.vintages if domain.missing is None else frozenset()
        return frozenset(found) | self.market_vintages
