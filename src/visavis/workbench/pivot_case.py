"""One question about a turn with the rows that bear on it, and the choice among editions.

The trap is the choice in silence: every edition that could answer is kept, with what it would say.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from visavis.errors import UsageError
from visavis.measures.pivot import Turn, pivot, share_paths
from visavis.measures.shift_share import Window
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_answers import Choice, PivotQuestion
from visavis.workbench.pivot_flows import (
    Books,
    Edition,
    TradeRows,
    Whole,
    preference,
    rows_of,
    whole,
)
from visavis.workbench.pivot_goods import less
from visavis.workbench.pivot_groups import Definition, measured

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
        self._choices: tuple[Choice, ...] | None = None

    def asked(self, **changes: Any) -> "Case":
        """The same rows under a changed question."""
        question = replace(self.question, **changes)
        return Case(self.bench, question, self.books, self.to, self.away)

    def whole(self, rows: TradeRows, year: int) -> Whole:
        """All that the state traded in the year, and whose word that is."""
        key = rows.edition, year
        if key not in self._wholes:
            question = self.question
            self._wholes[key] = whole(self.bench, rows, question.flow, year, question.product)
        return self._wholes[key]

    @property
    def side(self) -> Literal["exports", "imports"]:
        """Trade both ways stands as the state's exports in the tables."""
        return "imports" if self.question.flow == "imports" else "exports"

    def held(self, table: "pl.DataFrame") -> frozenset[str]:
        """Partners with an amount in the first year and in the last."""
        import polars as pl

        other = "exporter" if self.question.flow == "imports" else "importer"
        ends = [
            set(table.filter(pl.col("year") == year)[other].to_list())
            for year in self.question.years
        ]
        return frozenset((ends[0] & ends[1]) - {"WLD"})

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
        question = self.question
        span = tuple(years) if years is not None else question.years
        wholes = {year: self.whole(rows, year).value for year in span}
        members = {who for each in (*self.to, *self.away) for who in each.all_members()}
        table = rows_of(rows, question.flow, question.product, members, wholes)
        return less(question, rows, table) if question.without else table

    def choices(self) -> tuple[Choice, ...]:
        """Every edition with both years and a total, the one that is taken first."""
        if self._choices is None:
            self._choices = self._in_order()
        return self._choices

    def _in_order(self) -> tuple[Choice, ...]:
        flow = self.question.flow
        found = [
            choice for rows in self.books.editions if (choice := self._choice(rows)) is not None
        ]
        return tuple(
            sorted(
                found,
                key=lambda c: (-round((c.coverage or 0) * 20), *preference(c.edition, flow)),
            )
        )

    def _choice(self, rows: TradeRows) -> Choice | None:
        question, edition = self.question, rows.edition
        if question.source not in (None, edition.source):
            return None
        if question.book not in (None, edition.side):
            return None
        try:
            table = self.table(rows)
            turn = self.turn(table)
            found = pivot(table, turn)
        except UsageError:
            return None
        members = [len(each.on(question.years[1])) for each in (turn.to, turn.away)]
        if found.missing is not None:
            return None
        return Choice(edition, found.coverage, found.value, (members[0], members[1]))

    def chosen(self) -> TradeRows:
        """The edition that covers most.

        Raises:
            UsageError: None has both years for a member of each group, with a total.
        """
        choices = self.choices()
        if not choices:
            raise UsageError(
                self._words(), self._reach(), "years that one book has, from end to end"
            )
        return self.rows(choices[0].edition)

    def _words(self) -> str:
        q = self.question
        goods = f" without {', '.join(q.without)}" if q.without else ""
        return f"{q.flow} of {q.state}{goods} to {q.to} and {q.away}, {q.years[0]} and {q.years[1]}"

    def _reach(self) -> str:
        found = []
        for rows in self.books.editions:
            years = {cell.year for cell in rows.values}
            if years:
                found.append(f"{rows.edition.source} {min(years)} to {max(years)}")
        return f"no book with both ({'; '.join(found) or 'no rows at all'})"

    def rows(self, edition: Edition) -> TradeRows:
        """The rows of an edition."""
        return next(each for each in self.books.editions if each.edition == edition)

    def path(self, rows: TradeRows, turn: Turn) -> "pl.DataFrame":
        """Both shares in every year that has a total."""
        years = [y for y in self.books.years if self.whole(rows, y).value is not None]
        return share_paths(self.table(rows, years), turn)
