"""`visavis align`: how two sides stood in the UN General Assembly, in words, as JSON and as CSV.

What the first sentences say follows by rule. The first: the shares of roll calls in which the two
took the same and opposite positions, with their number. The second: from the first year that has an
agreement to the last, it rose or fell where it moved by `_MOVED` points or more, else it was about
the same. Where no year has one, why.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from visavis.briefs.alignment_records import vintages_of
from visavis.briefs.answers import to_add, why_words
from visavis.briefs.forerunners import before_words
from visavis.briefs.found import figure_words
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.numbers import plain, quantity
from visavis.briefs.official import ideal_words, lacking_words, official_count
from visavis.briefs.periods import period_words
from visavis.briefs.sheets import Sheet
from visavis.briefs.tables import Table
from visavis.briefs.topics import resolution_number
from visavis.measures.figures.stances import Stances
from visavis.model.figures import Figure, Missing
from visavis.model.states import is_state
from visavis.workbench.aligned import LACKING_LIMIT, Alignment, AlignmentYear
from visavis.workbench.ballots import Ballot

__all__ = ["alignment_sheet", "call_label"]

_MOVED = Decimal(5)
"""Points of agreement from which on it is said to have moved. By our judgement: between two years
of 90 roll calls a difference of a few points is within what the agenda alone brings about."""

_SHOWN = 10
"""Splits that a terminal shows."""

_NONE = "-"


def alignment_sheet(found: Alignment, *, shown: int | None = _SHOWN) -> Sheet:
    """The sheet of one alignment; `shown` is the number of splits listed, None for all."""
    tables = [_years(found)]
    if found.is_of_pairs and found.counts.n:
        tables.append(_members(found))
    if found.splits:
        tables.append(_splits(found, shown))
    years = period_words(_span(found))
    sides = joined([name(found.a), name(found.b)])
    return Sheet(
        title=f"{capitalised(sides)} in votes of the UN General Assembly, {years}",
        finding=tuple(_finding(found)),
        tables=tuple(tables),
        notes=tuple(_notes(found)),
        vintages=vintages_of(found),
    )


def _span(found: Alignment) -> str:
    first, last = found.years[0].year, found.years[-1].year
    return str(first) if first == last else f"{first}..{last}"


def _finding(found: Alignment) -> Iterator[str]:
    counts, stated = found.counts, found.stated
    if not counts.n:
        reasons = joined(sorted({_agreement(year) for year in found.years}))
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


def _agreement(year: AlignmentYear) -> str:
    """The year's value, or in plain words why there is none."""
    if year.agreement is not None:
        return quantity(year.agreement, "pct")
    if year.withheld:
        return "withheld"
    if year.missing is year.record.missing:
        return figure_words(year.record)
    return "no vote in common"


def _years(found: Alignment) -> Table:
    has_ideal = any(each.value is not None for year in found.years for each in year.ideal)
    has_alliance = any(year.alliance and year.alliance.text for year in found.years)
    header = ["year", "agreement", "n", "same", "opposite", "one abstains", "official votes"]
    header += [found.a, found.b, "distance"] if has_ideal else []
    header += ["alliance"] if has_alliance else []
    rows = []
    for year in found.years:
        counts = year.counts
        row = [str(year.year), _agreement(year)]
        row += [str(each) for each in (counts.n, counts.same, counts.opposite, counts.one_abstains)]
        row.append(_official(year.record))
        row += [_ideal(each) for each in year.ideal] if has_ideal else []
        if has_alliance and year.alliance is not None:
            row.append(year.alliance.text or _NONE)
        rows.append(tuple(row))
    return Table("Year by year", tuple(header), tuple(rows), is_series=True)


def _official(record: Figure) -> str:
    """`79 of 86`, `81 of at least 86`; nothing where no vote is at hand."""
    if not record.detail.get("roll_calls"):
        return _NONE
    return official_count(record).removesuffix(" official votes")


def _ideal(figure: Figure) -> str:
    return _NONE if figure.value is None else plain(figure.value, 3)


def _members(found: Alignment) -> Table:
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


def _splits(found: Alignment, shown: int | None) -> Table:
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


def _notes(found: Alignment) -> Iterator[tuple[str, str]]:
    yield (
        "agreement",
        (
            "mean over the divided roll calls in which both voted: alike 1, yes against no 0, an "
            "abstention beside a vote 1/2; n is their number"
        ),
    )
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
    sessions = [words for year in found.years for each in year.ideal[:1] if "session" in
                each.detail and (words := ideal_words(each).partition(";")[0])]  # fmt: skip
    if sessions:
        yield "ideal points", f"by session: the first year stands for {sessions[0]}"
    yield "alliance", _absent([year.alliance for year in found.years if year.alliance])


def _absent(figures: Iterable[Figure]) -> str:
    """Why there is none in any year, or in which years, and the command that would bring it."""
    lacking = [each for each in figures if each.value is None and each.text is None]
    reasons: dict[str, set[int]] = {}
    for each in lacking:
        years = each.query.period.years if each.query.period else ()
        reasons.setdefault(figure_words(each), set()).update(years)
    said = [f"{words} ({_runs(years)})" for words, years in reasons.items()]
    commands = sorted({to_add(each) for each in lacking} - {""})
    return "; ".join([*said, *(f"to add: {command}" for command in commands)])


def _runs(years: Iterable[int]) -> str:
    """`2010-2012, 2015`."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
