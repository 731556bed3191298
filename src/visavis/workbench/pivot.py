"""Did a state turn from one group of partners to another: when, how far, and was it a turn at all?

Rows come from one edition, the arithmetic from `measures`, the judgement from its written rules.
The traps: partners without data (the groups are those members that have some, and the rest is
bounded beside them), prices that move a share without a cargo, and a partner that grows by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.adjusted_flows import deflated
from visavis.measures.pivot import Group, Pivot, Turn, pivot, share_paths, without_each
from visavis.measures.pivot_verdict import Verdict, evidence, judge, reorientation
from visavis.measures.shift_share import ShiftShare, Window, constant_prices, shift_share
from visavis.model.states import is_state
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_flows import (
    Books,
    Edition,
    Flow,
    TradeRows,
    Whole,
    editions_of,
    markets,
    preference,
    refuse_flow,
    rows_of,
    whole,
)
from visavis.workbench.pivot_goods import ENERGY, goods_of, less
from visavis.workbench.pivot_groups import Definition, definitions, measured
from visavis.workbench.pivot_others import Others, others
from visavis.workbench.pivot_time import Breaks, breaks_in

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Choice", "PivotAnswer", "PivotQuestion", "Prices", "Variant", "pivot_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotQuestion:
    """Whose trade, away from whom and to whom, from which year to which."""

    state: str
    to: str
    away: str
    years: tuple[int, int]
    flow: Flow = "exports"
    without: tuple[str, ...] = ()
    """Families of goods left out."""
    source: str | None = None
    book: str | None = None
    """`own`, `partner` or `reconciled`; None: whichever covers most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition that could answer, and what it would say."""

    edition: Edition
    coverage: float | None
    """The part of the total that partners with a row make up, in the year where it is less."""
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
    note: str = ""


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
    edition: Edition
    unit: str
    wholes: tuple[Whole, Whole]
    choices: tuple[Choice, ...]
    to: tuple[Definition, ...]
    away: tuple[Definition, ...]
    unmeasured: tuple[tuple[str, ...], tuple[str, ...]]
    """Members of either group without both years, by name."""
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
        return frozenset(found) | self.market_vintages


def pivot_of(bench: Workbench, question: PivotQuestion) -> PivotAnswer:
    """The answer, out of the edition that covers most of the two groups in both years.

    Raises:
        UsageError: The state is none, a group names nobody, the years are not two or in order, or
            no edition has both.
        StoreError: The store's tables cannot be read.
    """
    _refuse(question)
    first, last = question.years
    to, away = (definitions(each, question.state, question.years)
                for each in (question.to, question.away))  # fmt: skip
    goods = goods_of(question.without)
    books = editions_of(bench, question.state, question.flow, question.years, goods)
    case = _Case(bench, question, books, to, away)
    chosen = case.chosen()
    table = case.table(chosen, question.without)
    turn = case.turn(table)
    found = pivot(table, turn)
    everybody = pivot(table, case.turn(table, of_all=True))
    parts, vintages = case.parts(table, turn)
    prices = case.prices()
    unchanged = not (turn.to.dated or turn.away.dated)
    one = None if unchanged else pivot(table, turn.frozen(last))
    constant = prices.constant if prices and not question.without else None
    known = evidence(found, one_composition=one, constant_prices=constant)
    reoriented = _reoriented(table, turn, parts) if parts else None
    verdict = judge(replace(known, reoriented=reoriented))
    groups = [sorted(each.on(first) & each.on(last)) for each in (turn.to, turn.away)]
    held = {*groups[0], *groups[1]}
    return PivotAnswer(
        question=question,
        edition=chosen.edition,
        unit=chosen.unit,
        wholes=(case.whole(chosen, first), case.whole(chosen, last)),
        choices=case.choices(),
        to=to,
        away=away,
        unmeasured=(
            tuple(sorted(to[0].all_members() - held)),
            tuple(sorted(away[0].all_members() - held)),
        ),
        found=found,
        everybody=everybody,
        path=case.path(chosen, turn),
        parts=parts,
        market_vintages=vintages,
        prices=prices,
        variants=case.variants(chosen, turn, one),
        alone=without_each(table, turn),
        breaks=breaks_in(chosen, question.flow, *groups, question.years),
        others=others(bench, question, turn),
        verdict=verdict,
    )


def _reoriented(table: "pl.DataFrame", turn: Turn, parts: ShiftShare) -> float | None:
    """The part of P that is reorientation, of those members that could be taken apart."""
    lacking = frozenset(each.partner for each in parts.left_out)
    ends = turn.window.first, turn.window.last
    groups = [
        Group(each.name, dated={year: each.on(year) - lacking for year in ends})
        for each in (turn.away, turn.to)
    ]
    if not all(group.on(year) for group in groups for year in ends):
        return None
    rest = Turn(turn.window, *groups)
    return reorientation(pivot(table, rest), parts)


def _refuse(question: PivotQuestion) -> None:
    refuse_flow(question.flow)
    first, last = question.years
    if not is_state(question.state):
        raise UsageError("pivot", repr(question.state), "one state, such as RUS")
    if first >= last:
        raise UsageError("--years", f"{first}..{last}", "two years at least, as 2006..2021")
    if question.to == question.away:
        raise UsageError("pivot", f"to and from {question.to}", "two different groups")


class _Case:
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

    def whole(self, rows: TradeRows, year: int) -> Whole:
        key = rows.edition, year
        if key not in self._wholes:
            question = self.question
            self._wholes[key] = whole(self.bench, rows, question.state, question.flow, year)
        return self._wholes[key]

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
        first, last = self.question.years
        side = "imports" if self.question.flow == "imports" else "exports"
        groups = []
        for each in (away or self.away[0], to or self.to[0]):
            groups.append(measured(each, each.all_members() if of_all else self.held(table)))
        window = Window(self.question.state, first, last, side)
        return Turn(window, away=groups[0], to=groups[1])

    def table(
        self, rows: TradeRows, without: Collection[str] = (), years: Collection[int] | None = None
    ) -> "pl.DataFrame":
        span = years if years is not None else self.question.years
        wholes = {year: self.whole(rows, year).value for year in span}
        if without:
            return less(self.bench, self.question, rows, without, wholes)
        return rows_of(rows, self.question.state, self.question.flow, span, wholes)

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
            table = self.table(rows, question.without)
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
        return next(rows for rows in self.books.editions if rows.edition == choices[0].edition)

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

    def path(self, rows: TradeRows, turn: Turn) -> "pl.DataFrame":
        years = [y for y in self.books.years if self.whole(rows, y).value is not None]
        return share_paths(self.table(rows, years=years), turn)

    def parts(
        self, table: "pl.DataFrame", turn: Turn
    ) -> tuple[ShiftShare | None, frozenset[tuple[str, str]]]:
        import polars as pl

        other = "exporter" if turn.window.side == "imports" else "importer"
        partners = set(table.filter(pl.col("year").is_in(list(self.question.years)))[other])
        found, vintages = markets(
            self.bench, partners - {"WLD"}, self.question.flow, self.question.years
        )
        if not found.height:
            return None, frozenset()
        return shift_share(table, found, turn.window), vintages

    def prices(self) -> Prices | None:
        """At constant prices of energy, in the edition with tonnes that covers most."""
        if self.question.flow == "trade":
            return None
        editions = {rows.edition: rows for rows in self.books.editions if rows.tonnes}
        question = PivotQuestion(**{**_fields(self.question), "without": (), "source": None,
                                    "book": None})  # fmt: skip
        case = _Case(self.bench, question, self.books, self.to, self.away)
        for choice in case.choices():
            rows = editions.get(choice.edition)
            if rows is None:
                continue
            table = case.table(rows)
            turn = case.turn(table)
            goods = _goods(rows, question, table)
            effects = constant_prices(
                goods, turn.window, products=ENERGY, absent_is_zero=True, pooled=True
            )
            added = effects["value"].to_list()
            return Prices(
                rows.edition,
                ENERGY,
                pivot(table, turn),
                pivot(deflated(table, effects, turn.window), turn),
                None if None in added else sum(added),
            )
        return None

    def variants(self, rows: TradeRows, turn: Turn, one: Pivot | None) -> tuple[Variant, ...]:
        found = []
        if one is not None:
            name = f"members of {self.question.years[1]} throughout"
            found.append(Variant(name, "composition", rows.edition, one))
        table = self.table(rows, self.question.without)
        for position, group in enumerate((self.to, self.away)):
            for other in group[1:]:
                pair = (other, None) if position == 0 else (None, other)
                try:
                    again = self.turn(table, *pair)
                except UsageError:
                    continue
                if (again.to, again.away) == (turn.to, turn.away):
                    continue
                found.append(Variant(other.words, "definition", rows.edition, pivot(table, again)))
        found += self._by_partner(rows, table, turn)
        found += self._by_goods()
        return tuple(found)

    def _by_partner(self, rows: TradeRows, table: "pl.DataFrame", turn: Turn) -> list[Variant]:
        from visavis.model.geography import ENTREPOTS

        members = turn.to.on(turn.window.last) | turn.away.on(turn.window.last)
        hubs = sorted(members & set(ENTREPOTS))
        if not hubs:
            return []
        return [
            Variant(
                f"without hubs ({', '.join(hubs)})", "partners", rows.edition,
                pivot(table, turn, without=hubs),
            )
        ]  # fmt: skip

    def _by_goods(self) -> list[Variant]:
        """Without gold and without energy, each in the edition that has them and covers most."""
        found = []
        for word in ("gold", "energy"):
            if word in self.question.without:
                continue
            for families in _families(word):
                wanted = {*_fields(self.question)["without"], *families}
                asked = {**_fields(self.question), "without": tuple(sorted(wanted)),
                         "source": None, "book": None}  # fmt: skip
                case = _Case(self.bench, PivotQuestion(**asked), self.books, self.to, self.away)
                choices = case.choices()
                if not choices:
                    continue
                rows = next(r for r in self.books.editions if r.edition == choices[0].edition)
                plain = _Case(
                    self.bench, PivotQuestion(**{**asked, "without": self.question.without}),
                    self.books, self.to, self.away,
                )  # fmt: skip
                rest = case.table(rows, tuple(sorted(wanted)))
                turn = case.turn(rest)
                again = pivot(rest, turn)
                before = pivot(plain.table(rows, self.question.without), turn)
                with_it = "" if before.value is None else f"{before.value:.6f}"
                name = f"without {', '.join(families)}"
                found.append(Variant(name, "goods", rows.edition, again, with_it))
                break
        return found


def _fields(question: PivotQuestion) -> dict[str, object]:
    return {name: getattr(question, name) for name in question.__slots__}


def _families(word: str) -> tuple[tuple[str, ...], ...]:
    """The family, else the narrower ones inside it: all of them, then those with tonnes."""
    from visavis.model.products import narrower

    inside = narrower(word)
    options = [(word,)]
    if inside:
        options += [inside, tuple(each for each in inside if each != "oil_products")]
    return tuple(options)


def _goods(rows: TradeRows, question: PivotQuestion, table: "pl.DataFrame") -> "pl.DataFrame":
    """The energy flows with tonnes of every partner, with a row of all goods for each."""
    import polars as pl

    is_export = question.flow == "exports"
    found = []
    for year in question.years:
        for partner in rows.partners(question.flow, year):
            pair = (question.state, partner) if is_export else (partner, question.state)
            found.append((*pair, "TOTAL", year, 0.0, 0.0))
            for product in ENERGY:
                value = rows.amount(question.flow, partner, year, product)
                if value is None:
                    continue
                tonnes = rows.tonnes.get((is_export, partner, product, year))  # type: ignore[call-overload]
                found.append((*pair, product, year, value, tonnes))
    schema = {
        "exporter": pl.String, "importer": pl.String, "product": pl.String, "year": pl.Int64,
        "value": pl.Float64, "quantity": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")
