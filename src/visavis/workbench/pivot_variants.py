"""The same question put otherwise: other goods, partners, prices, and meanings of the groups.

The trap is the other book. A variant may be had in another edition only, so what it is compared
with is worked out there too, over the same members.
"""

from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.adjusted_flows import deflated
from visavis.measures.pivot import Pivot, Turn, pivot
from visavis.measures.shift_share import constant_prices
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.geography import ENTREPOTS
from visavis.model.products import narrower, product_label
from visavis.workbench.pivot_answers import PivotQuestion, Prices, Variant
from visavis.workbench.pivot_case import Case
from visavis.workbench.pivot_flows import Cell, TradeRows
from visavis.workbench.pivot_goods import ENERGY

if TYPE_CHECKING:
    import polars as pl

__all__ = ["prices_of", "variants_of"]


def variants_of(case: Case, rows: TradeRows, turn: Turn, one: Pivot | None) -> tuple[Variant, ...]:
    """Each with the edition it was worked out in.

    Args:
        case: The question.
        rows: The edition that was chosen.
        turn: The groups as they are measured in it.
        one: The turn with the members of the last year throughout, where that differs.
    """
    found = []
    if one is not None:
        name = f"members of {case.question.years[1]} throughout"
        found.append(Variant(name, "composition", rows.edition, one))
    table = case.table(rows)
    found += _by_definition(case, rows, table, turn)
    hubs = sorted((turn.to.on(turn.window.last) | turn.away.on(turn.window.last)) & set(ENTREPOTS))
    if hubs:
        rest = pivot(table, turn, without=hubs)
        name = f"without hubs ({', '.join(hubs)})"
        found.append(Variant(name, "partners", rows.edition, rest))
    for word in ("gold", "energy"):
        found += _without(case, word)
    return tuple(found)


def _by_definition(case: Case, rows: TradeRows, table: "pl.DataFrame", turn: Turn) -> list[Variant]:
    others = [(each, None) for each in case.to[1:]] + [(None, each) for each in case.away[1:]]
    found = []
    for to, away in others:
        try:
            again = case.turn(table, to, away)
        except UsageError:
            continue  # nobody of that meaning has data, or the two would overlap
        if (again.to.members, again.away.members) != (turn.to.members, turn.away.members):
            words = (to or away or case.to[0]).words
            found.append(Variant(words, "definition", rows.edition, pivot(table, again)))
    return found


def _without(case: Case, word: str) -> list[Variant]:
    """Without one kind of goods, in the edition that has it and covers most; [] where none has."""
    already = case.question.without
    if word in already or case.question.product != ALL_PRODUCTS:
        return []
    for families in _families(word):
        wanted = tuple(sorted({*already, *families}))
        fewer = case.asked(without=wanted, source=None, book=None)
        choices = fewer.choices()
        if not choices:
            continue
        rows = fewer.rows(choices[0].edition)
        rest = fewer.table(rows)
        turn = fewer.turn(rest)
        before = pivot(case.table(rows), turn)
        name = f"without {_and([product_label(each) for each in families])}"
        return [Variant(name, "goods", rows.edition, pivot(rest, turn), before.value)]
    return []


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _families(word: str) -> tuple[tuple[str, ...], ...]:
    """The family, else the narrower ones inside it, else those of them with codes of their own."""
    inside = narrower(word)
    if not inside:
        return ((word,),)
    return ((word,), inside, tuple(each for each in inside if each != "oil_products"))


def prices_of(case: Case) -> Prices | None:
    """The turn at constant prices of energy, in the edition with tonnes that covers most.

    None where no edition has tonnes, and for trade both ways, which has no one price.
    """
    if case.question.flow == "trade" or case.question.product != ALL_PRODUCTS:
        return None
    whole = case.asked(without=(), source=None, book=None)
    for choice in whole.choices():
        rows = whole.rows(choice.edition)
        if not rows.tonnes:
            continue
        table = whole.table(rows)
        turn = whole.turn(table)
        effects = constant_prices(
            _energy(rows, whole.question), turn.window, products=ENERGY, absent_is_zero=True,
            pooled=True,
        )  # fmt: skip
        added = effects["value"].to_list()
        return Prices(
            rows.edition,
            ENERGY,
            pivot(table, turn),
            pivot(deflated(table, effects, turn.window), turn),
            None if None in added else sum(added),
        )
    return None


def _energy(rows: TradeRows, question: PivotQuestion) -> "pl.DataFrame":
    """The energy flows with their tonnes, and a row of all goods for every partner."""
    import polars as pl

    is_export = question.flow == "exports"
    found: list[tuple[str, str, str, int, float, float | None]] = []
    for year in question.years:
        for partner in rows.partners(question.flow, year):
            pair = (question.state, partner) if is_export else (partner, question.state)
            found.append((*pair, ALL_PRODUCTS, year, 0.0, 0.0))
            for product in ENERGY:
                cell = Cell(is_export, partner, product, year)
                value = rows.cell(cell)
                if value is not None:
                    tonnes = rows.tonnes.get(cell) if value else 0.0
                    found.append((*pair, product, year, value, tonnes))
    schema = {
        "exporter": pl.String, "importer": pl.String, "product": pl.String, "year": pl.Int64,
        "value": pl.Float64, "quantity": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")
