"""Small tables beside a claim: the whole group's votes, the windows, the way towards a target."""

from dataclasses import dataclass, replace
from datetime import date

from visavis.briefs.books import book_words
from visavis.briefs.found import figure_words
from visavis.briefs.names import joined, name
from visavis.briefs.periods import period_words
from visavis.briefs.topics import query_topic, resolution_number
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Verdict

__all__ = ["LISTED", "Table", "context_tables", "tallies", "tally_line"]


@dataclass(frozen=True, slots=True)
class Table:
    """A title, a header and rows of equal length."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_series: bool = False
    """Whether the rows follow each other in time, so that the last ones may stand for all."""

    def shortened(self, rows: int) -> "Table":
        """With the last `rows` only, where the rows are a series and there are more."""
        if not self.is_series or len(self.rows) <= rows:
            return self
        title = f"{self.title} (the last {rows} of {len(self.rows)})"
        return replace(self, title=title, rows=self.rows[-rows:])


def context_tables(checked: Checked) -> tuple[Table, ...]:
    """The figures that checking set beside the claim; votes and windows in tables of their own."""
    votes = [figure for figure in checked.context if figure.unit == "vote"]
    values = [figure for figure in checked.context if figure.unit != "vote"]
    tables = []
    if checked.verdict is Verdict.DEPENDS_ON_WINDOW:
        windows = [checked.readings[position].figure for position in checked.decisive]
        windows.sort(key=lambda figure: str(figure.query.period))
        tables.append(_values("What each period gives", windows))
    if 0 < len(votes) <= LISTED:
        tables.append(_votes(votes))
    if values:
        tables.append(_values(_TITLES.get(checked.verdict, "For comparison"), values))
    return tuple(dict.fromkeys(tables))


def tallies(checked: Checked) -> tuple[str, ...]:
    """The whole Assembly's vote beside a state's: `68/262: 100 in favour, 11 against, ...`.

    Of two records of one roll call the one that accounts for more members: a record without
    absentees would show none as absent.
    """
    if checked.claim.measure != "vote_position":
        return ()
    figures = (*(reading.figure for reading in checked.readings), *checked.context)
    fullest: dict[str | None, tuple[int, str]] = {}
    for figure in figures:
        line, held = tally_line(figure), fullest.get(figure.query.resolution, (0, ""))
        if line and (counted := _members_counted(figure)) > held[0]:
            fullest[figure.query.resolution] = (counted, line)
    return tuple(dict.fromkeys(line for _, line in fullest.values()))


def _members_counted(figure: Figure) -> int:
    tally = figure.detail.get("tally")
    return sum(int(each) for each in tally.values()) if isinstance(tally, dict) else 0


LISTED = 60
"""Members up to which a group's votes are listed; of a larger one only the tally is given."""


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
    number = resolution_number(figures[0].query.resolution)
    title = f"How {_voters(figures)} voted on resolution {number}"
    return Table(title, ("vote", "states", "who"), tuple(rows))


def _voters(figures: list[Figure]) -> str:
    """The group whose members these are, by name, or `the whole group`."""
    from visavis.checking.votes import common_group

    period = figures[0].query.period
    on = period.end if period is not None else date.max
    found = common_group(frozenset(figure.query.subject for figure in figures), on)
    return name(found) if found else "the whole group"


def _sorting(words: str) -> str:
    return words.removeprefix("the ")


def _values(title: str, figures: list[Figure]) -> Table:
    """What, value and book; a common subject is said once, in the title."""
    topics = [query_topic(figure.query) for figure in figures]
    cores = {topic.core() for topic in topics}
    whats = [topic.phrase() for topic in topics]
    head = "what"
    if len(cores) == 1 and all(topic.period for topic in topics):
        title, head = f"{title}: {cores.pop()}", "period"
        whats = [period_words(topic.period or "") for topic in topics]
    rows = tuple(
        (what, figure_words(figure), book_words(figure))
        for what, figure in zip(whats, figures, strict=True)
    )
    return Table(title, (head, "value", "book"), rows, is_series=head == "period")


def tally_line(figure: Figure) -> str:
    """The official tally that a vote's figure carries in `detail`."""
    tally = figure.detail.get("tally")
    if not isinstance(tally, dict) or not tally:
        return ""
    counted = [f"{tally[key]} {_SIDES.get(str(key), str(key))}" for key in tally]
    number = resolution_number(figure.query.resolution)
    return f"{number}: {', '.join(counted)}".removeprefix(": ")


_SIDES = {"yes": "in favour", "no": "against", "abstain": "abstained"}
