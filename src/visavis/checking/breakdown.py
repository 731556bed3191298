"""What each admissible sense gives, where a growth of trade is left unsettled.

"Trade has doubled" may speak of both flows, of exports or of imports, in either side's book. The
trap is to let them decide: they stand beside the claim as figures and never change its verdict.
"""

from collections.abc import Mapping

from visavis.checking.case import Case
from visavis.checking.cells import side_of
from visavis.measures.figures.flows import SIDES
from visavis.measures.figures.trade import FLOWS
from visavis.model.facts import WORLD
from visavis.model.figures import Figure
from visavis.model.queries import Query
from visavis.model.relations import is_measure, relation

__all__ = ["CHANGES", "beside_change", "change_queries", "missing_books"]

CHANGES = ("growth", "multiple", "change_abs")
"""Forms of which the two ends are shown; of turnover each flow's own change too."""


def change_queries(case: Case) -> tuple[Query, ...]:
    """The levels at both ends, and the change of exports and of imports alone; () without a figure.

    All are asked of the source and book that the claim's first figure is from.
    """
    figure = _first(case)
    if case.claim.form not in CHANGES or figure is None or case.by_window:
        return ()
    query = figure.query
    if query.period is None or query.baseline is None:
        return ()
    level = query.but(form="level", baseline=None)
    ends = (level.but(period=query.baseline), level)
    flows: tuple[Query, ...] = ()
    if query.measure == "trade_turnover":
        side = side_of(figure)
        books = SIDES[side] if side in ("own", "partner") else None
        flows = tuple(
            query.but(measure=flow, book=books[n] if books else query.book)
            for n, flow in enumerate(FLOWS["trade_turnover"])
        )
    return (*ends, *flows)


def beside_change(case: Case, figures: Mapping[Query, Figure]) -> tuple[Figure, ...]:
    """The figures of `change_queries` that have a value, in their order."""
    found = (figures.get(query) for query in change_queries(case))
    return tuple(figure for figure in found if figure is not None and figure.value is not None)


def missing_books(case: Case) -> tuple[tuple[str, str], ...]:
    """A note for each side of a pair whose own book of the change is not at hand."""
    claim, figure = case.claim, _first(case)
    if claim.form not in CHANGES or figure is None or claim.partner in (None, WORLD):
        return ()
    if not is_measure(claim.measure) or "goods_flow" not in relation(claim.measure).relations:
        return ()
    held = {side_of(r.figure) for cell in case.known for r in cell.known}
    sides = (("own", claim.subject), ("partner", claim.partner))
    lacking = [who for side, who in sides if who and side not in held]
    return tuple(("not_at_hand", who) for who in lacking)


def _first(case: Case) -> Figure | None:
    return next((r.figure for cell in case.known for r in cell.best), None)
