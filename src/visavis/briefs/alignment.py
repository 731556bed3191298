"""`visavis align`: how two sides stood in the UN General Assembly, in words, as JSON and as CSV.

What the first sentences say follows by rule. The first: the shares of roll calls in which the two
took the same and opposite positions, with their number. The second: from the first year that has an
agreement to the last, it rose or fell where it moved by `_MOVED` points or more, else it was about
the same. Where no year has one, why.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from visavis.briefs.alignment_records import vintages_of
from visavis.briefs.alignment_tables import (
    agreement_words,
    beside_table,
    likeness_table,
    members_table,
    splits_table,
    years_table,
)
from visavis.briefs.answers import to_add, why_words
from visavis.briefs.citations import origin_of
from visavis.briefs.forerunners import before_words
from visavis.briefs.found import figure_words
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.numbers import quantity
from visavis.briefs.official import lacking_words
from visavis.briefs.periods import period_words
from visavis.briefs.sheets import Sheet
from visavis.model.figures import Figure, Missing
from visavis.model.relations import relation
from visavis.workbench.aligned import LACKING_LIMIT, Alignment, AlignmentYear

__all__ = ["alignment_sheet"]

_MOVED = Decimal(5)
"""Points of agreement from which on it is said to have moved. By our judgement: between two years
of 90 roll calls a difference of a few points is within what the agenda alone brings about."""

_LIKENESS = (
    "each from -1 to 1; kappa and pi (squared distances) take off what the two states' own habits "
    "would bring about, so that 0 is likeness by chance; they need not agree with S"
)

_SHOWN = 10
"""Splits that a terminal shows."""


def alignment_sheet(found: Alignment, *, shown: int | None = _SHOWN) -> Sheet:
    """The sheet of one alignment; `shown` is the number of splits listed, None for all."""
    tables = [years_table(found), likeness_table(found), beside_table(found)]
    if found.is_of_pairs and found.counts.n:
        tables.append(members_table(found))
    if found.splits:
        tables.append(splits_table(found, shown))
    years = period_words(_span(found))
    sides = joined([name(found.a), name(found.b)])
    return Sheet(
        title=f"{capitalised(sides)} in votes of the UN General Assembly, {years}",
        finding=tuple(_finding(found)),
        tables=tuple(each for each in tables if each is not None),
        notes=tuple(_notes(found)),
        vintages=vintages_of(found),
    )


def _span(found: Alignment) -> str:
    first, last = found.years[0].year, found.years[-1].year
    return str(first) if first == last else f"{first}..{last}"


def _finding(found: Alignment) -> Iterator[str]:
    counts, stated = found.counts, found.stated
    if not counts.n:
        reasons = joined(sorted({agreement_words(year) for year in found.years}))
        yield f"No year has an agreement: {reasons}."
        return
    sides = joined([name(found.a), name(found.b)])
    each = "pairs of votes" if found.is_of_pairs else "roll calls"
    same, opposite, abstained = (
        _share(part, counts.n) for part in (counts.same, counts.opposite, counts.one_abstains)
    )
    yield (
        f"In {counts.n:,} {each} that divided the Assembly and in which both voted, {sides} took "
        f"the same position in {same} and opposite ones in {opposite}; in {abstained} one of them "
        "abstained."
    )
    if len(stated) > 1:
        yield _movement(stated[0], stated[-1])
    if flagged := [year.year for year in stated if year.lacking_share]:
        yield f"The record lacks official votes of {_runs(flagged)}."
    if withheld := [year.year for year in found.years if year.withheld]:
        yield f"None is stated for {_runs(withheld)}, of which too many are lacking."


def _movement(first: AlignmentYear, last: AlignmentYear) -> str:
    before, after = first.agreement or Decimal(0), last.agreement or Decimal(0)
    was, now = (
        f"{quantity(value, 'pct')} ({year.year}, n = {year.counts.n:,})"
        for value, year in ((before, first), (after, last))
    )
    if abs(after - before) < _MOVED:
        return f"Yearly agreement was about the same at both ends: {was} and {now}."
    return f"Yearly agreement {'rose' if after > before else 'fell'} from {was} to {now}."


def _share(part: int, whole: int) -> str:
    return quantity(Decimal(part) / Decimal(whole) * 100, "pct")


def _notes(found: Alignment) -> Iterator[tuple[str, str]]:
    yield (
        "agreement",
        (
            "mean over the divided roll calls in which both voted: alike 1, yes against no 0, an "
            "abstention beside a vote 1/2; n is their number"
        ),
    )
    if any(year.likeness for year in found.years):
        yield "likeness", _LIKENESS
    whys = [why_words(year.record) for year in found.years]
    for words in dict.fromkeys(whys):
        yield "why", words
    unborn = [year for year in found.years if year.missing is Missing.NOT_A_STATE]
    for words in before_words([found.a, found.b] if unborn else []):
        yield "before", words
    for years, words in _lacking(found):
        yield "lacking", f"{_runs(years)}: {words}"
    yield from _beside(found)
    yield "query", str(found.years[-1].record.query)


def _lacking(found: Alignment) -> Iterator[tuple[list[int], str]]:
    """Which official votes the record lacks, and what those of other records would make of it."""
    by_words: dict[str, list[int]] = {}
    for year in found.years:
        if words := _lacking_of(year):
            by_words.setdefault(words, []).append(year.year)
    for words, years in by_words.items():
        yield years, words


def _lacking_of(year: AlignmentYear) -> str:
    words = lacking_words(year.record)
    if year.withheld:
        limit = quantity(LACKING_LIMIT * 100, "pct")
        said = f"more than {limit} of the official votes are missing, so no agreement is stated"
        return f"{words}; {said}" if words else said
    added, extra = year.with_others.agreement, year.with_others.n - year.counts.n
    if not words or added is None or not extra:
        return words
    value = f"{quantity(added, 'pct')} (n = {year.with_others.n:,})"
    return f"{words}; with what other records have of them the agreement is {value}"


def _beside(found: Alignment) -> Iterator[tuple[str, str]]:
    if found.is_of_pairs:
        yield "ideal points", "a group has none of its own: ask for one of its members"
        yield "alliance", "asked for two single states only"
        return
    ideal = [each for year in found.years for each in year.ideal]
    yield "ideal points", _absent(ideal)
    if any("session" in each.detail for each in ideal):
        yield "session", "the release is by session: a year has that which opened in its autumn"
    yield "alliance", _absent([year.alliance for year in found.years if year.alliance])


def _absent(figures: Iterable[Figure]) -> str:
    """Why there is none in any year, or in which years, and the command that would bring it."""
    lacking = [each for each in figures if each.value is None and each.text is None]
    reasons: dict[str, set[int]] = {}
    for each in lacking:
        years = each.query.period.years if each.query.period else ()
        reasons.setdefault(figure_words(each), set()).update(years)
    said = [f"{words} ({_runs(years)})" for words, years in reasons.items()]
    commands = sorted({_to_bring(each) for each in lacking} - {""})
    return "; ".join([*said, *(f"to add: {command}" for command in commands)])


def _to_bring(figure: Figure) -> str:
    """The command that would bring it; of a source that ends too early, that of another one."""
    if figure.missing is not Missing.OUT_OF_COVERAGE:
        return to_add(figure)
    known = relation(figure.query.measure)
    for source in (*known.would_come_from, *known.sources):
        origin = origin_of(source)
        if source != figure.source and origin is not None and origin.add_command:
            return origin.add_command
    return ""


def _runs(years: Iterable[int]) -> str:
    """`2010-2012, 2015`."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
