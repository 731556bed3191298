"""Windows: the latest years that are tried where the text gives no period.

The trap is the present: "the largest partner" in a text of 2022 speaks of the years up to 2022, not
of the latest data.
"""

from collections.abc import Sequence

from visavis.checking.cells import Cell
from visavis.checking.when import stated_period
from visavis.model.claims import Claim, Document

__all__ = ["DECIDING", "latest_windows", "latest_year"]

DECIDING = 5
"""How many windows decide: the latest ones that have a figure."""


def latest_year(document: Document, claims: Sequence[Claim], as_of: str | None, newest: int) -> int:
    """The year of the document's present.

    The document's own date, else the date as of which it is judged, else the last year of which it
    speaks as a fact, else the last year that the sources reach.
    """
    for stated in (document.date, as_of):
        if stated:
            return int(stated[:4])
    years = [
        period.end.year
        for claim in claims
        if claim.modality in ("actual", "estimate")
        and claim.measure != "membership"
        and (period := stated_period(claim)) is not None
    ]
    return max(years) if years else newest


def latest_windows(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The latest windows with a figure, latest first; all of them where none has one."""
    known = [cell for cell in cells if cell.known]
    windows = sorted({_window(cell) for cell in known}, reverse=True)[:DECIDING]
    kept = tuple(cell for cell in known if _window(cell) in windows)
    return kept or tuple(cells)


def _window(cell: Cell) -> str:
    return dict(cell.senses).get("window", "")
