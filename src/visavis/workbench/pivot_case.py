"""One question about a turn with the rows that bear on it, and the choice among editions.

The trap is the choice in silence: every edition that could answer is kept, with what it would say.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from visavis.errors import UsageError
from visavis.measures.pivot import Pivot, Turn, pivot, share_paths
from visavis.measures.shift_share import Window
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_answers import Choice, PivotQuestion
from visavis.workbench.pivot_flows import Books, Edition, TradeRows, preference
from visavis.workbench.pivot_goods import less
from visavis.workbench.pivot_groups import Definition, measured
from visavis.workbench.pivot_refusal import no_book
from visavis.workbench.pivot_wholes import (
    Former,
    Whole,
    former_share,
    partners_total,
    reporters,
    rows_of,
    whole,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Case"]


class Case:
    """One question with its rows: what several parts of the answer need is made once."""

    def __init__(
        self,
        bench: Workbench,
        question: PivotQuestion,
        books: Books,
        to: tuple[Definition, ...],
        away: tuple[Definition, ...],
    ) -> None:
        self.bench, self.question, self.books = bench, question, books
        self.to, self.away = to, away
        self._wholes: dict[tuple[Edition, int], Whole] = {}
        self._tables: dict[tuple[Edition, tuple[int, ...]], pl.DataFrame] = {}
        self._formers: dict[Edition, Former | None] = {}
        self._choices: tuple[Choice, ...] | None = None

    def asked(self, **changes: Any) -> "Case":
        """The same rows under a changed question about goods or books."""
        other = Case(self.bench, replace(self.question, **changes), self.books, self.to, self.away)
        other._wholes, other._formers = self._wholes, self._formers
        return other

    def whole(self, rows: TradeRows, year: int) -> Whole:
        """All that the state traded in the year, and whose word that is.

        In its partners' books that is the sum of those who report at both ends.
        """
        key = rows.edition, year
        if key not in self._wholes:
            flow, product = self.question.flow, self.question.product
            self._wholes[key] = (
                partners_total(rows, flow, year, product, self.partners(rows))
                if rows.edition.side == "partner"
                else whole(self.bench, rows, flow, year, product)
            )
        return self._wholes[key]

    def partners(self, rows: TradeRows) -> tuple[str, ...]:
        """Who has an amount at both ends of the window."""
        question = self.question
        return reporters(rows, question.flow, question.years, question.product)

    def former(self, rows: TradeRows) -> Former | None:
        """What the partners of a partners' book were of the state's trade by its own last book."""
        if rows.edition.side != "partner" or self.question.product != ALL_PRODUCTS:
            return None
        if rows.edition not in self._formers:
            question = self.question
            self._formers[rows.edition] = former_share(
                self.bench, question.state, question.flow, question.years, self.partners(rows)
            )
        return self._formers[rows.edition]

    @property
    def side(self) -> Literal["exports", "imports"]:
        """Trade both ways stands as the state's exports in the tables."""
        return "imports" if self.question.flow == "imports" else "exports"

    @property
    def other(self) -> Literal["exporter", "importer"]:
        """The column of the tables that names the partner."""
        return "exporter" if self.side == "imports" else "importer"

    def held(self, table: "pl.DataFrame") -> frozenset[str]:
        """Partners with an amount in the first year and in the last."""
        import polars as pl

        ends = [
            set(table.filter(pl.col("year") == year)[self.other].to_list())
            for year in self.question.years
        ]
        return frozenset((ends[0] & ends[1]) - {WORLD})

    def turn(
        self,
        table: "pl.DataFrame",
        to: Definition | None = None,
        away: Definition | None = None,
        *,
        of_all: bool = False,
    ) -> Turn:
        """The question over the members that the table has in both years, or over all of them.

        Who is in both groups (Cyprus, of the EU and of Asia) is counted in neither.
        """
        first, last = self.question.years
        asked = (away or self.away[0], to or self.to[0])
        both = asked[0].all_members() & asked[1].all_members()
        held = self.held(table)
        groups = [measured(each, (each.all_members() if of_all else held) - both) for each in asked]
        window = Window(self.question.state, first, last, self.side)
        return Turn(window, away=groups[0], to=groups[1])

    def table(self, rows: TradeRows, years: Collection[int] | None = None) -> "pl.DataFrame":
        """The state's flows and totals in the years, less the goods left out."""
        span = tuple(years) if years is not None else self.question.years
        key = rows.edition, span
        if key not in self._tables:
            self._tables[key] = self._table(rows, span)
        return self._tables[key]

    def _table(self, rows: TradeRows, span: tuple[int, ...]) -> "pl.DataFrame":
        import polars as pl

        question = self.question
        wholes = {year: self.whole(rows, year).value for year in span}
        members = {who for each in (*self.to, *self.away) for who in each.all_members()}
        table = rows_of(rows, question.flow, question.product, members, wholes)
        if rows.edition.side == "partner":
            table = table.filter(pl.col(self.other).is_in([*self.partners(rows), WORLD]))
        return less(question, rows, table) if question.without else table

    def choices(self) -> tuple[Choice, ...]:
        """Every edition with both years and a total, the one that is taken first."""
        if self._choices is None:
            flow = self.question.flow
            self._choices = tuple(
                sorted(
                    self._found(),
                    key=lambda each: (
                        -round((each.coverage or 0) * 20),
                        *preference(each.edition, flow),
                    ),
                )
            )
        return self._choices

    def _found(self) -> Iterator[Choice]:
        question = self.question
        for rows in self.books.editions:
            edition = rows.edition
            is_asked = question.source in (None, edition.source) and question.book in (
                None, edition.side,
            )  # fmt: skip
            if not is_asked or not self.partners(rows):
                continue
            try:
                table = self.table(rows)
                turn = self.turn(table)
                found = pivot(table, turn)
            except UsageError:
                continue  # a group without a member, or goods that this edition has not
            if found.missing is None:
                members = [len(each.on(question.years[1])) for each in (turn.to, turn.away)]
                yield Choice(
                    edition, self.coverage(rows, found), found.value, (members[0], members[1])
                )

    def coverage(self, rows: TradeRows, found: Pivot) -> float | None:
        """The part of the state's trade that partners with data make up, in the year with less.

        In its partners' books, which sum to all of themselves, by the state's own last report.
        """
        if rows.edition.side != "partner":
            return found.coverage
        former = self.former(rows)
        return None if former is None else former.share

    def chosen(self) -> TradeRows:
        """The edition that covers most.

        Raises:
            UsageError: None has both years for a member of each group, with a total.
        """
        choices = self.choices()
        if not choices:
            raise no_book(self.question, self.books)
        return self.rows(choices[0].edition)

    def rows(self, edition: Edition) -> TradeRows:
        """The rows of an edition."""
        return next(each for each in self.books.editions if each.edition == edition)

    def path(self, rows: TradeRows, turn: Turn) -> "pl.DataFrame":
        """Both shares in every year that has a total."""
        years = [y for y in self.books.years if self.whole(rows, y).value is not None]
        return share_paths(self.table(rows, years), turn)
