"""The tables of an alignment: year by year, what stands beside it, pair by pair, and the splits.

The trap is the empty cell: a dash is a value that is not there, whose reason stands in the notes.
"""

from collections.abc import Mapping
from decimal import Decimal

from visavis.briefs.found import figure_words
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.numbers import quantity
from visavis.briefs.official import official_count
from visavis.briefs.tables import Table
from visavis.briefs.topics import resolution_number
from visavis.measures.figures.stances import Stances
from visavis.measures.similarity import Score
from visavis.model.figures import Figure
from visavis.model.states import is_state
from visavis.workbench.aligned import Alignment, AlignmentYear
from visavis.workbench.ballots import Ballot

__all__ = [
    "agreement_words",
    "beside_table",
    "likeness_table",
    "members_table",
    "splits_table",
    "years_table",
]

_NONE = "-"


def agreement_words(year: AlignmentYear) -> str:
    """The year's value, or in plain words why there is none."""
    if year.agreement is not None:
        return quantity(year.agreement, "pct")
    if year.withheld:
        return "withheld"
    if year.missing is year.record.missing:
        return figure_words(year.record)
    return "no vote in common"


def years_table(found: Alignment) -> Table:
    """One row a year: agreement, what it rests on, and of how many official votes that is."""
    header = ("year", "agreement", "n", "same", "opposite", "one abstains", "official votes")
    rows = []
    for year in found.years:
        counts = year.counts
        numbers = (counts.n, counts.same, counts.opposite, counts.one_abstains)
        told = (str(year.year), agreement_words(year), *map(str, numbers), _official(year.record))
        rows.append(told)
    return Table("Year by year", header, tuple(rows), is_series=True)


def likeness_table(found: Alignment) -> Table | None:
    """S, kappa and pi of two states by year; None of groups, whose pairs have them in JSON."""
    if all(year.likeness is None for year in found.years):
        return None
    rows = [
        (str(year.year), *(_score(each) for each in year.likeness or (None,) * 4))
        for year in found.years
    ]
    header = ("year", "S", "S squared", "kappa", "pi")
    return Table("Other measures of likeness, on the same n", header, tuple(rows), is_series=True)


def _score(score: Score | None) -> str:
    return _NONE if score is None or score.value is None else f"{score.value:.3f}"


def beside_table(found: Alignment) -> Table | None:
    """Ideal points and alliance by year, with the release where the points are of several.

    None where there are none at hand.
    """
    has_alliance = any(year.alliance and year.alliance.text for year in found.years)
    releases = {
        each.source for year in found.years for each in year.ideal if each.value is not None
    }
    has_ideal = bool(releases)
    has_session = any("session" in each.detail for year in found.years for each in year.ideal)
    if not has_ideal and not has_alliance:
        return None
    header = ["year", *(["session"] if has_session else [])]
    header += [name(found.a), name(found.b), "distance"] if has_ideal else []
    header += ["alliance"] if has_alliance else []
    header += ["release"] if len(releases) > 1 else []
    rows = []
    for year in found.years:
        sessions = [str(f.detail["session"]) for f in year.ideal if "session" in f.detail]
        row = [str(year.year), *([*sessions, _NONE][:1] if has_session else [])]
        row += [_ideal(each) for each in year.ideal] if has_ideal else []
        if has_alliance and year.alliance is not None:
            row.append(year.alliance.text or _NONE)
        if len(releases) > 1:
            row.append(_release(year))
        rows.append(tuple(row))
    whats = ["ideal points"] * has_ideal + ["alliance on the last day"] * has_alliance
    return Table(capitalised(joined(whats)), tuple(header), tuple(rows), is_series=True)


def _release(year: AlignmentYear) -> str:
    """Which release the year's ideal points are of: two of them have two scales."""
    used = sorted(
        {(e.source, dict(e.vintages)[e.source]) for e in year.ideal if e.value is not None}
    )
    return "; ".join(f"{source} {vintage}" for source, vintage in used) or _NONE


def _official(record: Figure) -> str:
    """`79 of 86`, `81 of at least 86`; nothing where no vote is at hand."""
    if not record.detail.get("roll_calls"):
        return _NONE
    return official_count(record).removesuffix(" official votes")


def _ideal(figure: Figure) -> str:
    return _NONE if figure.value is None else f"{figure.value:.3f}"


def members_table(found: Alignment) -> Table:
    """Each pair of states over the years that have an agreement, the most alike first."""
    by_pair: dict[tuple[str, str], Stances] = {}
    for year in found.stated:
        for pair in year.pairs:
            key = pair.a, pair.b
            by_pair[key] = by_pair.get(key, Stances()).plus(pair.counts)
    rows = []
    for (a, b), counts in sorted(by_pair.items(), key=_most_alike):
        value = counts.agreement
        rows.append(
            (
                f"{name(a)}, {name(b)}", _NONE if value is None else quantity(value, "pct"),
                *(str(e) for e in (counts.n, counts.same, counts.opposite, counts.one_abstains)),
            )
        )  # fmt: skip
    header = ("pair", "agreement", "n", "same", "opposite", "one abstains")
    return Table("Pair by pair, as long as both were of their side", header, tuple(rows))


def _most_alike(item: tuple[tuple[str, str], Stances]) -> tuple[Decimal, tuple[str, str]]:
    return -(item[1].agreement or Decimal(-1)), item[0]


def splits_table(found: Alignment, shown: int | None) -> Table:
    """The roll calls on which they split, the `shown` most recent; None for all."""
    listed = found.splits[:shown]
    rows = [
        (
            call_label(split.ballot),
            split.ballot.held_on.isoformat(),
            _side(split.a, found.a), _side(split.b, found.b),
            f"{split.ballot.call.roll_call.title or '(no title)'}"
            f"{'' if split.counted else ' (not in n)'}",
        )
        for split in listed
    ]  # fmt: skip
    total = len(found.splits)
    title = f"The {total} roll calls on which they split, yes against no"
    if len(listed) < total:
        title += f" (the {len(listed)} most recent; all in JSON and CSV)"
    header = ("resolution", "date", name(found.a), name(found.b), "title")
    return Table(title, header, tuple(rows))


def call_label(ballot: Ballot) -> str:
    """`68/262`; of a roll call without a number its key in the record: `roll call 9501`."""
    call = ballot.call.roll_call
    return resolution_number(call.resolution) or f"roll call {call.rid}"


def _side(positions: Mapping[str, str], side: str) -> str:
    """`no` of a state; `yes: the Philippines, Singapore` of a group."""
    if is_state(side):
        return positions[side]
    words = []
    for wanted in ("yes", "no"):
        who = [name(state) for state, position in positions.items() if position == wanted]
        words += [f"{wanted}: {', '.join(who)}"] if who else []
    return "; ".join(words)
