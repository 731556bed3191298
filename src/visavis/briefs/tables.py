"""Small tables beside a claim: the whole group's votes, the windows, the way towards a target."""

from dataclasses import dataclass

from visavis.briefs.books import book_words
from visavis.briefs.names import capitalised, name
from visavis.briefs.topics import query_topic
from visavis.briefs.wording import figure_words
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Verdict

__all__ = ["Table", "context_tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """A title, a header and rows of equal length."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def context_tables(checked: Checked) -> tuple[Table, ...]:
    """The figures that checking set beside the claim, votes apart from values."""
    votes = [figure for figure in checked.context if figure.unit == "vote"]
    values = [figure for figure in checked.context if figure.unit != "vote"]
    tables = []
    if votes:
        tables.append(_votes(votes))
    if values:
        tables.append(_values(checked, values))
    tables += [table for figure in checked.context if (table := _tally(figure))]
    return tuple(dict.fromkeys(tables))


def _votes(figures: list[Figure]) -> Table:
    number = (figures[0].query.resolution or "").removeprefix("A/RES/")
    rows = sorted(
        (capitalised(name(figure.query.subject)), figure_words(figure)) for figure in figures
    )
    return Table(f"How the group voted on resolution {number}", ("state", "vote"), tuple(rows))


def _values(checked: Checked, figures: list[Figure]) -> Table:
    titles = {
        Verdict.DEPENDS_ON_WINDOW: "What each period gives",
        Verdict.TARGET_OPEN: "The way towards the target",
        Verdict.TARGET_MET: "The way to the target",
        Verdict.TARGET_MISSED: "The way to the target",
    }
    rows = tuple(
        (query_topic(figure.query).phrase(), figure_words(figure), book_words(figure))
        for figure in figures
    )
    title = titles.get(checked.verdict, "For comparison")
    return Table(title, ("what", "value", "book"), rows)


def _tally(figure: Figure) -> Table | None:
    """The official tally that a vote's figure carries in `detail`."""
    tally = figure.detail.get("tally")
    if not isinstance(tally, dict) or not tally:
        return None
    cells = tuple((str(key).replace("_", " "), str(count)) for key, count in tally.items())
    return Table("The whole Assembly", ("position", "members"), cells)
