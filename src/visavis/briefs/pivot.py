"""The answer of `visavis pivot`: the verdict, and every number that it rests on.

The traps: a group is its members with data, so how many those are stands beside it; and books are
not mixed in silence, so each variant names the one it was worked out in.
"""

from collections.abc import Iterator, Sequence

from visavis.briefs.books import publisher_words
from visavis.briefs.citations import source_lines
from visavis.briefs.names import joined, name, possessive
from visavis.briefs.numbers import quantity
from visavis.briefs.pivot_sentences import (
    flip_sentence,
    points,
    share,
    untested,
    verdict_sentence,
)
from visavis.briefs.wrapping import labelled
from visavis.measures.pivot_verdict import RULES
from visavis.workbench.pivot_answers import Choice, PivotAnswer, Variant
from visavis.workbench.pivot_time import Breaks

__all__ = ["command_of", "pivot_lines", "pivot_text"]

_SIDES = {
    "own": "the state's own book", "partner": "its partners' books",
    "reconciled": "reconciled", "publisher": "as published",
}  # fmt: skip
_LISTED = 5


def pivot_text(found: PivotAnswer, width: int = 80) -> str:
    """The verdict, the numbers behind it, the dates, the comparisons, the sources."""
    q = found.question
    goods = f", without {joined(list(q.without))}" if q.without else ""
    title = (
        f"{possessive(q.state)} {q.flow}{goods}: from {name(q.away)} to {name(q.to)}, "
        f"{q.years[0]} to {q.years[1]}"
    )
    lines = labelled("", title[0].upper() + title[1:], width)
    lines += labelled("  ", verdict_sentence(found), width)
    lines.append("")
    for label, words in pivot_lines(found):
        lines += labelled(f"  {label:<13}", words, width)
    lines += ["", *_path(found), ""]
    for line in source_lines(found.vintages):
        lines += labelled("  source       ", line, width)
    return "\n".join(lines) + "\n"


def pivot_lines(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    """Label and words of each line, in their order."""
    yield from _shares(found)
    yield from _who(found)
    yield from _parts(found)
    yield from _prices(found)
    for each in found.variants:
        yield each.kind, _variant(each)
    yield from _when(found.breaks)
    yield from _others(found)
    yield "would change", flip_sentence(found)
    if found.verdict.not_tested:
        yield "not tested", untested(found)
    yield "rules", "; ".join(_rule(each) for each in RULES)
    yield from _books(found)
    yield "again", command_of(found)


def _shares(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    pairs = (
        (found.to[0], found.found.to, found.unmeasured[0]),
        (found.away[0], found.found.away, found.unmeasured[1]),
    )
    for place, (definition, (first, last), without) in enumerate(pairs):
        count = len(definition.all_members()) - len(without)
        words = f"{share(first)} to {share(last)}; {count} of {len(definition.all_members())} "
        words += f"members have data: {definition.words}"
        yield ("to", "from")[place], words
        if without:
            named = joined([name(each) for each in without]) if len(without) <= 40 else ""
            yield "", f"without data: {named or ', '.join(without)}"
    measured, everybody = found.found, found.everybody
    yield "turn", (f"{points(measured.value)} (the change of the one share less that of the other)")
    if everybody.missing is not None and everybody.low is not None:
        yield (
            "",
            (
                f"from {points(everybody.low)} to {points(everybody.high)}, whatever the members "
                "without data did"
            ),
        )
    yield "moved", f"{share(measured.turnover)} of all {found.question.flow} changed partners"
    yield (
        "coverage",
        (
            f"partners with data make up {share(measured.coverage)} of the total, in the year in which "
            "it is less"
        ),
    )


def _who(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    gains = [each for each in found.found.contributions[:_LISTED] if each.change > 0]
    if gains:
        yield "gained", joined([f"{name(e.partner)} {points(e.change)}" for e in gains])
    if len(found.alone) > 1:
        partner, rest = found.alone[0]
        yield "", f"without {name(partner)} the turn is {points(rest.value)}"


def _parts(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    parts = found.parts
    if parts is None or not parts.terms:
        return
    yield (
        "growth",
        (
            f"the world's market grew by {share(parts.world_growth)}, the markets of these partners by "
            f"{share(parts.market_growth)}; beyond that is reorientation, zero in sum"
        ),
    )
    ends = [*parts.terms[:_LISTED], *parts.terms[-_LISTED:]]
    said = [f"{name(e.partner)} {_signed(e.reorientation, found.unit)}" for e in ends]
    yield "reoriented", f"{joined(said[:_LISTED])}; {joined(said[_LISTED:])}"
    if parts.left_out:
        yield "", f"not taken apart: {joined([name(e.partner) for e in parts.left_out])}"


def _signed(value: float, unit: str) -> str:
    return ("+" if value > 0 else "") + quantity(round(value), unit)


def _prices(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    prices = found.prices
    if prices is None:
        return
    first = found.question.years[0]
    yield (
        "prices",
        (
            f"{points(prices.constant.value)} with energy at the prices of {first}, in place of "
            f"{points(prices.current.value)} ({publisher_words(prices.edition.source)})"
        ),
    )


def _variant(each: Variant) -> str:
    note = f", in place of {points(each.in_place_of)}" if each.in_place_of is not None else ""
    book = publisher_words(each.edition.source)
    return f"{each.name}: {points(each.found.value)}{note} ({book})"


def _when(breaks: Breaks | None) -> Iterator[tuple[str, str]]:
    if breaks is None:
        yield "when", "no monthly series with both groups: the path is shown, and no test is made"
        return
    test, drawn = breaks.sup_f, breaks.bootstrap
    if test.p_value is None:
        yield "when", f"no test of {len(breaks.months)} months ({test.missing})"
    else:
        yield (
            "when",
            (
                f"strongest break {_month(breaks.months[test.at or 0])}: sup-F {test.statistic:.1f} "
                f"(5 % at {test.critical:.2f}), p {_p(test.p_value)} with HAC errors and seasons"
                f"{f', {_p(drawn.p_value)} by bootstrap' if drawn.p_value is not None else ''}"
            ),
        )
    for each in breaks.dated:
        span = (
            f"{_month(each.first)} to {_month(each.last)}"
            if each.first and each.last and not each.beyond_series
            else "not determined by the series"
        )
        yield (
            "break",
            (
                f"{_month(each.at)} (95 %: {span}): {share(each.before)} to {share(each.after)} of the "
                "trade with both groups"
            ),
        )
    placebo = breaks.placebo
    if placebo is not None and placebo.rank is not None:
        among = len(placebo.placebo_changes) + 1
        yield "placebo", f"the change at the first break ranks {placebo.rank} of {among} dates"


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def _month(day: object) -> str:
    return f"{day:%B %Y}"


def _others(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    others = found.others
    if others is None:
        return
    top = joined([f"{name(e.state)} {points(e.value)}" for e in others.states[:_LISTED]])
    rank = f"rank {others.rank} of {len(others.states)} states" if others.rank else "not among them"
    yield "others", f"{rank} between the same groups ({publisher_words(others.source)}): {top}"


def _rule(rule: object) -> str:
    side = "below" if rule.holds_below else "from"  # type: ignore[attr-defined]
    return f"{rule.code}: {rule.number} {side} {rule.threshold:.3g}"  # type: ignore[attr-defined]


def _books(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    for each in found.choices:
        label = "book" if each == found.choices[0] else "other book"
        yield label, _choice(each)
    elsewhere = {w.source for w in found.wholes if w.source != found.edition.source}
    if elsewhere:
        yield "totals", f"by {joined([publisher_words(each) for each in sorted(elsewhere)])}"


def _choice(each: Choice) -> str:
    publisher = publisher_words(each.edition.source)
    return (
        f"{publisher}, {_SIDES[each.edition.side]}: {points(each.value)}, {each.members[0]} and "
        f"{each.members[1]} members, {share(each.coverage)} covered"
    )


def _path(found: PivotAnswer) -> Sequence[str]:
    to, away = found.found.turn.to.name, found.found.turn.away.name
    rows = {
        (year, group): value
        for year, group, value in found.path.select("year", "group", "share").iter_rows()
    }
    years = sorted({year for year, _ in rows})
    heads = (found.question.to, found.question.away, "covered")
    coverage = dict(found.path.select("year", "coverage").iter_rows())
    lines = ["  year  " + "  ".join(f"{head:>10}" for head in heads)]
    for year in years:
        cells = (rows.get((year, to)), rows.get((year, away)), coverage.get(year))
        shown = [f"{share(cell) if cell is not None else '-':>10}" for cell in cells]
        lines.append(f"  {year}  " + "  ".join(shown))
    return lines


def command_of(found: PivotAnswer) -> str:
    """The command that gives this answer again."""
    q = found.question
    parts = [f"visavis pivot {q.state} --to {q.to} --from {q.away}"]
    parts.append(f"--years {q.years[0]}..{q.years[1]} --flow {q.flow}")
    if q.without:
        parts.append(f"--without {','.join(q.without)}")
    parts.append(f"--source {found.edition.source} --book {found.edition.side}")
    return " ".join(parts)
