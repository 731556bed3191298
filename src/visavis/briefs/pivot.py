"""The answer of `visavis pivot`: the verdict, and every number that it rests on.

The traps: a group is its members with data, so how many those are stands beside it; and books are
not mixed in silence, so each variant names the one it was worked out in.
"""

from collections.abc import Iterator, Sequence

from visavis.briefs.books import publisher_words
from visavis.briefs.citations import source_lines
from visavis.briefs.names import capitalised, joined, name, possessive
from visavis.briefs.numbers import quantity
from visavis.briefs.pivot_domains import domain_cells, domain_heads, domain_lines
from visavis.briefs.pivot_path import path_rows
from visavis.briefs.pivot_rules import rules_line, untested
from visavis.briefs.pivot_sentences import (
    flip_sentence,
    goods_words,
    points,
    share,
    verdict_sentence,
    whose_trade,
)
from visavis.briefs.pivot_when import when_lines
from visavis.briefs.wrapping import labelled
from visavis.model.facts import ALL_PRODUCTS
from visavis.workbench.pivot_answers import Choice, PivotAnswer, Variant
from visavis.workbench.pivot_wholes import Former

__all__ = ["command_of", "pivot_lines", "pivot_text", "title_of"]

_SIDES = {
    "own": "the state's own book", "partner": "its partners' books",
    "reconciled": "reconciled", "publisher": "as published",
}  # fmt: skip
_LISTED = 5
_APART = 12
_NAMED = 40
"""More members without data than these are listed by their ids."""


def pivot_text(found: PivotAnswer, width: int = 80) -> str:
    """The verdict, the numbers behind it, the dates, the comparisons, the sources."""
    lines = labelled("", title_of(found), width)
    lines += labelled("  ", verdict_sentence(found), width)
    lines.append("")
    for label, words in pivot_lines(found):
        lines += labelled(f"  {label:<13}", words, width)
    lines += ["", *_path(found), *_domains(found), ""]
    for line in source_lines(found.vintages):
        lines += labelled("  source       ", line, width)
    return "\n".join(lines) + "\n"


def title_of(found: PivotAnswer) -> str:
    """`India's imports of crude oil: from Western Asia to Russia, 2021 to 2024`."""
    q = found.question
    words = f"{whose_trade(q)}: from {name(q.away)} to {name(q.to)}"
    return f"{capitalised(words)}, {q.years[0]} to {q.years[1]}"


def pivot_lines(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    """Label and words of each line, in their order; one without a label belongs to the last."""
    yield from _shares(found)
    yield from _size(found)
    yield from _who(found)
    yield from _parts(found)
    yield from _prices(found)
    for each in found.variants:
        yield each.kind, _variant(each)
    yield from when_lines(found.breaks)
    yield from _others(found)
    yield from domain_lines(found)
    yield "rules", rules_line(found)
    lacking = untested(found)
    if lacking:
        yield "not tested", lacking
    yield "would change", flip_sentence(found)
    yield from _books(found)
    yield "again", command_of(found)


def _shares(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    pairs = (
        ("to", found.to[0], found.found.to, found.unmeasured[0]),
        ("from", found.away[0], found.found.away, found.unmeasured[1]),
    )
    for label, definition, (first, last), without in pairs:
        everybody = definition.all_members() - set(found.in_both)
        words = f"{share(first)} to {share(last)}"
        if len(everybody) > 1 or without:
            words += f"; {len(everybody) - len(without)} of {len(everybody)} members have data"
        yield label, f"{words}: {definition.words}"
        if without:
            names = [name(each) for each in without] if len(without) <= _NAMED else list(without)
            yield "", f"without data: {joined(names)}"
    if found.in_both:
        yield "in both", f"counted in neither: {joined([name(each) for each in found.in_both])}"


def _size(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    measured, everybody = found.found, found.everybody
    yield "turn", f"{points(measured.value)} (the change of the one share less that of the other)"
    if everybody.missing is not None and everybody.low is not None:
        bounds = f"from {points(everybody.low)} to {points(everybody.high)}"
        yield "", f"{bounds}, whatever the members without data did"
    flow = f"{found.question.flow}{goods_words(found.question)}"
    if measured.turnover is None:
        yield "moved", "not known: some partners have a row in one of the two years only"
    else:
        yield "moved", f"{share(measured.turnover)} of all {flow} changed partners"
    if found.edition.side == "partner":
        yield "coverage", _former(found.former, found.question.state, found.question.flow)
    else:
        yield (
            "coverage",
            f"partners with data make up {share(measured.coverage)} of the total, in the year in "
            "which it is less",
        )


def _former(former: Former | None, state: str, flow: str) -> str:
    """What the partners that report were of the state's trade."""
    what = f"{possessive(state)} {flow}"
    if former is None:
        return f"what share of {what} the partners that report are is not known"
    who = former.partners
    named = f" ({joined([name(each) for each in who])})" if len(who) <= _LISTED else ""
    return (
        f"{len(who)} partners{named} report at both ends; by the state's own book they were "
        f"{share(former.share)} of {what} in {former.year}. Shares are of their sum"
    )


def _who(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    gains = [each for each in found.found.contributions[:_LISTED] if each.change > 0]
    if gains and len(found.found.contributions) > 1:
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
        f"the world's market grew by {share(parts.world_growth)}, the markets of these partners by "
        f"{share(parts.market_growth)}; beyond that is reorientation, zero in sum",
    )
    gained = [each for each in parts.terms if each.reorientation > 0][:_LISTED]
    lost = [each for each in parts.terms if each.reorientation < 0][-_LISTED:]
    said = [
        joined([f"{name(e.partner)} {_signed(e.reorientation, found.unit)}" for e in side])
        for side in (gained, lost)
        if side
    ]
    if said:
        yield "reoriented", "; ".join(said)
    if parts.left_out:
        count = len(parts.left_out)
        names = joined([name(e.partner) for e in parts.left_out])
        lacking = names if count <= _APART else f"{count} partners, whose market is not at hand"
        yield "", f"not taken apart: {lacking}"


def _signed(value: float, unit: str) -> str:
    return ("+" if value > 0 else "") + quantity(round(value), unit)


def _prices(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    prices = found.prices
    if prices is not None:
        yield (
            "prices",
            f"{points(prices.constant.value)} with energy at the prices of "
            f"{found.question.years[0]}, in place of {points(prices.current.value)} "
            f"({publisher_words(prices.edition.source)})",
        )


def _variant(each: Variant) -> str:
    note = f", in place of {points(each.in_place_of)}" if each.in_place_of is not None else ""
    book = publisher_words(each.edition.source)
    return f"{each.name}: {points(each.found.value)}{note} ({book})"


def _others(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    others = found.others
    if others is None:
        return
    top = joined([f"{name(e.state)} {points(e.value)}" for e in others.states[:_LISTED]])
    rank = f"rank {others.rank} of {len(others.states)} states" if others.rank else "not among them"
    yield "others", f"{rank} between the same groups ({publisher_words(others.source)}): {top}"


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
    # Partners' books sum to themselves: a column of 100 % would say nothing.
    columns = 2 if found.edition.side == "partner" else 3
    heads = (found.question.to, found.question.away, "covered")[:columns]
    widths = [max(10, len(head)) for head in heads]
    titles = [f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)]
    lines = ["  year  " + "  ".join(titles)]
    for row in path_rows(found):
        cells = (row.to, row.away, row.coverage)[:columns]
        shown = [
            f"{share(cell) if cell is not None else '-':>{width}}"
            for cell, width in zip(cells, widths, strict=True)
        ]
        lines.append(f"  {row.year}  " + "  ".join(shown))
    return lines


def _domains(found: PivotAnswer) -> Iterator[str]:
    """The table of trade and the other domains, where one has a year."""
    heads = domain_heads(found)
    if not heads:
        return
    yield ""
    yield "  year  " + "  ".join(heads)
    for year, cells in domain_cells(found):
        shown = [f"{cell:>{len(head)}}" for cell, head in zip(cells, heads, strict=True)]
        yield f"  {year}  " + "  ".join(shown)


def command_of(found: PivotAnswer) -> str:
    """The command that gives this answer again."""
    q = found.question
    parts = [f"visavis pivot {q.state} --to {q.to} --from {q.away}"]
    parts.append(f"--years {q.years[0]}..{q.years[1]} --flow {q.flow}")
    if q.product != ALL_PRODUCTS:
        parts.append(f"--product {q.product}")
    if q.without:
        parts.append(f"--without {','.join(q.without)}")
    if q.domains:
        parts.append("--domains")
    parts.append(f"--source {found.edition.source} --book {found.edition.side}")
    if found.as_of is not None:
        parts.append(f"--as-of {found.as_of.isoformat()}")
    return " ".join(parts)
