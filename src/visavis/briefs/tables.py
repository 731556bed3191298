"""Small tables beside a claim: the whole group's votes, the windows, the way towards a target."""

from dataclasses import dataclass

from visavis.briefs.books import book_words
from visavis.briefs.names import joined, name
from visavis.briefs.periods import period_words
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
    """The figures that checking set beside the claim; votes and windows in tables of their own."""
    votes = [figure for figure in checked.context if figure.unit == "vote"]
    values = [figure for figure in checked.context if figure.unit != "vote"]
    tables = []
    if checked.verdict is Verdict.DEPENDS_ON_WINDOW:
        windows = [checked.readings[position].figure for position in checked.decisive]
        tables.append(_values("What each period gives", windows))
    if votes:
        tables.append(_votes(votes))
    if values:
        tables.append(_values(_TITLES.get(checked.verdict, "For comparison"), values))
    tables += [table for figure in checked.context if (table := _tally(figure))]
    return tuple(dict.fromkeys(tables))


_TITLES = {
    Verdict.TARGET_OPEN: "The way towards the target",
    Verdict.TARGET_MET: "The way to the target",
    Verdict.TARGET_MISSED: "The way to the target",
}


def _votes(figures: list[Figure]) -> Table:
    """One row a position, most frequent first, with everybody who took it."""
    by_position: dict[str, list[str]] = {}
    for figure in figures:
        by_position.setdefault(figure_words(figure), []).append(figure.query.subject)
    rows = [
        (position, str(len(who)), joined(sorted((name(each) for each in who), key=_sorting)))
        for position, who in sorted(by_position.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    number = (figures[0].query.resolution or "").removeprefix("A/RES/")
    title = f"How the whole group voted on resolution {number}"
    return Table(title, ("vote", "states", "who"), tuple(rows))


def _sorting(words: str) -> str:
    return words.removeprefix("the ")


def _values(title: str, figures: list[Figure]) -> Table:
    """What, value and book; a common subject is said once, in the title."""
    topics = [query_topic(figure.query) for figure in figures]
    cores = {topic.core() for topic in topics}
    whats = [topic.phrase() for topic in topics]
    if len(cores) == 1 and all(topic.period for topic in topics):
        title = f"{title}: {cores.pop()}"
        whats = [period_words(topic.period or "") for topic in topics]
    rows = tuple(
        (what, figure_words(figure), book_words(figure))
        for what, figure in zip(whats, figures, strict=True)
    )
    return Table(title, ("what", "value", "book"), rows)


def _tally(figure: Figure) -> Table | None:
    """The official tally that a vote's figure carries in `detail`."""
    tally = figure.detail.get("tally")
    if not isinstance(tally, dict) or not tally:
        return None
    cells = tuple((str(key).replace("_", " "), str(count)) for key, count in tally.items())
    return Table("The whole Assembly", ("position", "members"), cells)
