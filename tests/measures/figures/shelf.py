"""Rows written by hand, and figures out of them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from visavis.measures.figures import FactIndex, editions, evaluate
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import Fact
from visavis.model.periods import Period
from visavis.model.queries import Query

EVER = (date(1990, 1, 1), date(2030, 12, 31))


class Shelf:
    """Tables of several sources under construction; `ask` answers a query from them."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.extents: dict[str, list[Extent]] = {}

    def covers(
        self,
        source: str,
        book: str,
        subjects: Iterable[str] | None,
        partners: Iterable[str] | None,
        *,
        relation: str = "goods_flow",
        products: tuple[str, ...] = ("TOTAL",),
        span: tuple[date, date] = EVER,
        frequency: str = "year",
        absent: str = "unknown",
    ) -> "Shelf":
        self.extents.setdefault(source, []).append(
            Extent(
                relation,
                book,
                None if subjects is None else tuple(sorted(subjects)),
                None if partners is None else tuple(sorted(partners)),
                products,
                *span,
                frequency,  # type: ignore[arg-type]
                absent,  # type: ignore[arg-type]
            )
        )
        return self

    def has(
        self,
        source: str,
        book: str,
        pair: str,
        period: int | str,
        value: int | str | None,
        *,
        relation: str = "goods_flow",
        product: str = "TOTAL",
        unit: str = "USD",
        status: str = "reported",
    ) -> "Shelf":
        """One row; `pair` is `exporter>importer`."""
        subject, _, partner = pair.partition(">")
        span = Period.parse(str(period))
        valuation = {"exporter": "FOB", "importer": "CIF", "reconciled": "FOB"}.get(book, "")
        amount = None if value is None else Decimal(value)
        row = Fact(
            source, "v1", relation, book, subject, partner, product, span.start, span.end,
            amount, unit, valuation, status, len(self.facts) + 1,  # type: ignore[arg-type]
        )  # fmt: skip
        self.facts.append(row)
        return self

    def index(self, *, rows: Iterable[Fact] | None = None) -> FactIndex:
        entries = [
            TableEntry(s, "v1", date(2022, 1, 1), "facts", "f", "h", 0, tuple(extents))
            for s, extents in self.extents.items()
        ]
        found = FactIndex(entries, entries)
        found.add(self.facts if rows is None else rows)
        return found

    def ask(self, query: str):
        return evaluate(Query.parse(query), self.index())

    def editions(self, query: str) -> list[str]:
        return [str(each) for each in editions(Query.parse(query), self.index())]
