"""The answer of `visavis figure`: one accountable number, or a series of them.

The first figure is the answer by the default rule; the others are the same question put to the
other books. The trap is to print one of them alone.
"""

import csv
import io
import json
import textwrap
from collections.abc import Iterator, Sequence

from visavis.briefs.books import (
    book_reason_words,
    book_words,
    coverage_words,
    former_words,
    is_empty,
    older_words,
    publisher_words,
    valuation_words,
)
from visavis.briefs.citations import origin_of, source_lines
from visavis.briefs.found import figure_words
from visavis.briefs.names import joined, name, named
from visavis.briefs.needed import need_words
from visavis.briefs.numbers import quantity
from visavis.briefs.official import ideal_words, official_words
from visavis.briefs.periods import period_words
from visavis.briefs.records import figure_record
from visavis.briefs.ties import tie_lines
from visavis.briefs.topics import query_topic
from visavis.briefs.wrapping import labelled
from visavis.errors import UsageError
from visavis.model.figures import Figure, Missing, plain_number
from visavis.model.products import narrower, product_label
from visavis.model.relations import relation
from visavis.model.states import is_state, state
from visavis.sources import SOURCES

__all__ = ["answer_csv", "answer_json", "answer_text", "refusal", "series_text", "to_add",
           "why_words"]  # fmt: skip

_COLUMNS = ("query", "period", "value", "unit", "text", "missing", "lower_bound", "source",
            "vintage", "book", "book_reason", "valuation", "members_missing",
            "inferred_zero")  # fmt: skip


def answer_text(figures: Sequence[Figure], width: int = 80) -> str:
    """The answer with its book, coverage, source, formula and parts, then the other books."""
    first, *rest = figures
    others = _distinct(first, rest)
    lines = [query_topic(first.query).phrase(), *_wrapped_answer(_answer(first), width)]
    for label, words in _facts(first):
        lines += _wrapped(label, words, width)
    if others:
        lines.append("  other books")
        lines += [f"    {figure_words(each)}  {_origin(each)}" for each in others]
    for each in [first, *others]:
        lines += _listed([each], width)
    return "\n".join([*lines, *_sources(figures, width)]) + "\n"


def series_text(figures: Sequence[Figure], width: int = 80) -> str:
    """One line a period: value, book, what is missing; then the sources."""
    first = figures[0]
    title = query_topic(first.query.but(period=None)).phrase()
    periods = [period_words(str(each.query.period)) for each in figures]
    values = [figure_words(each) for each in figures]
    left, middle = max(map(len, periods)), max(map(len, values))
    lines = [title]
    for period, value, each in zip(periods, values, figures, strict=True):
        remarks = [_origin(each), coverage_words(each.coverage, 3)]
        noted = "; ".join(remark for remark in remarks if remark)
        line = f"  {period:<{left}}  {value:>{middle}}  {noted}".rstrip()
        lines += textwrap.wrap(line, width, subsequent_indent=" " * (left + middle + 6)) or [line]
    lines += _listed(figures, width)
    for words in dict.fromkeys(former_words(each) for each in figures):
        lines += _wrapped("own book", words, width)
    for words in dict.fromkeys(older_words(each) for each in figures):
        lines += _wrapped("release", words, width)
    for command in dict.fromkeys(to_add(each) for each in figures):
        lines += _wrapped("to add", command, width)
    return "\n".join([*lines, *_sources(figures, width)]) + "\n"


def _listed(figures: Sequence[Figure], width: int) -> list[str]:
    """The treaties or cases that the figures count, each once, under the list that has them."""
    found = dict.fromkeys((each.source, line) for each in figures for line in tie_lines(each))
    lines = [f"  listed by {publisher_words(source)}" for source, _ in [*found][:1]]
    for _, line in found:
        lines += textwrap.wrap(line, width, initial_indent="    ", subsequent_indent="      ")
    return lines


def answer_json(figures: Sequence[Figure]) -> str:
    """`{"object": "figures", "figures": [...]}`: the default first, then the other books."""
    record = {"object": "figures", "figures": [figure_record(figure) for figure in figures]}
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def answer_csv(figures: Sequence[Figure]) -> str:
    """One row a figure; an empty value stands beside its reason."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for figure in figures:
        vintage = dict(figure.vintages).get(figure.source, "")
        writer.writerow(
            [
                str(figure.query),
                str(figure.query.period or ""),
                _cell(plain_number(figure.value)),
                figure.unit,
                figure.text or "",
                figure.missing.value if figure.missing else "",
                _cell(plain_number(figure.lower_bound)),
                figure.source,
                vintage,
                figure.book,
                figure.book_reason,
                figure.valuation,
                " ".join(figure.coverage.missing),
                "yes" if figure.detail.get("inferred_zero") else "",
            ]
        )
    return stream.getvalue()


def refusal(figure: Figure) -> UsageError | None:
    """Why the question has no answer in any book: nobody covers the time, or a side was no state.

    None where there is a figure, or where the lack of one is itself an answer of the publisher.
    """
    asked, period = query_topic(figure.query).phrase(), str(figure.query.period)
    if figure.missing is Missing.NOT_A_STATE:
        return UsageError(asked, why_words(figure), f"a period in which both existed, not {period}")
    if figure.missing is not Missing.OUT_OF_COVERAGE:
        return None
    covered, command = _reach(figure), to_add(figure)
    expected = f"a period inside what is at hand ({covered})" if covered else "another period"
    more = f", or more data ({command})" if command else ""
    return UsageError(asked, f"{period}, which no source at hand reaches", expected + more)


def _answer(figure: Figure) -> str:
    """The value, or a sentence that says why there is none."""
    if figure.missing is None or figure.lower_bound is not None:
        return figure_words(figure)
    return f"No value: {_REASONS[figure.missing]}."


_REASONS = {
    Missing.NOT_REPORTED: "the publisher covers this, but states no figure, which is not zero",
    Missing.OUT_OF_COVERAGE: "the sources at hand do not reach this period or these states",
    Missing.SUPPRESSED: "the publisher keeps it confidential",
    Missing.NOT_A_STATE: "one side was not a state in this period, or the two never coexisted",
    Missing.NO_SOURCE: "no source at hand measures this for these states",
    Missing.NO_EXCHANGE_RATE: "no dated exchange rate is at hand",
    Missing.INCOMPLETE: "members or months are missing from the total",
    Missing.UNDEFINED: "what was asked is not defined",
}


def _sources(figures: Sequence[Figure], width: int) -> Iterator[str]:
    for line in source_lines(pair for each in figures for pair in each.vintages):
        yield from _wrapped("source", line, width)


def _wrapped_answer(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, initial_indent="  ", subsequent_indent="  ")


def _distinct(first: Figure, rest: Sequence[Figure]) -> list[Figure]:
    """The other answers that read otherwise than the first, each once."""
    seen, kept = {(figure_words(first), _origin(first))}, []
    for each in rest:
        key = (figure_words(each), _origin(each))
        if key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def _facts(figure: Figure) -> Iterator[tuple[str, str]]:
    why = book_reason_words(figure)
    book = "" if is_empty(figure) else book_words(figure)
    yield "book", f"{book} ({why})" if book and why else book
    yield "valuation", valuation_words(figure)
    yield "coverage", coverage_words(figure.coverage, 27)
    yield "own book", former_words(figure)
    yield "release", older_words(figure)
    yield "formula", named(figure.formula)
    for part in figure.parts:
        if part.value is not None and len(figure.parts) > 1:
            yield part.name, f"{named(part.label)}: {quantity(part.value, part.unit)}"
    if figure.unit == "vote":
        from visavis.briefs.tables import tally_line

        yield "assembly", tally_line(figure)
    yield "votes", official_words(figure)
    yield "estimate", ideal_words(figure)
    yield "why", why_words(figure)
    yield "narrower", _narrower(figure)
    yield "it covers", _reach(figure)
    yield "to add", to_add(figure)
    yield "query", str(figure.query)


def why_words(figure: Figure) -> str:
    """The reason behind a missing value: a side's first and last day, or what the measure says."""
    if figure.missing is Missing.NOT_A_STATE:
        sides = "+".join(filter(None, (figure.query.subject, figure.query.partner))).split("+")
        return "; ".join(_lifetime(each) for each in sides if is_state(each))
    reason = figure.detail.get("reason")
    return named(str(reason)) if figure.missing is not None and reason else ""


def _narrower(figure: Figure) -> str:
    """What to leave out instead, where the source has no rows of a whole family left out."""
    if figure.missing is not Missing.NO_SOURCE:
        return ""
    wide = {each: narrower(each) for each in figure.query.without if narrower(each)}
    parts = [f"{', '.join(found)} (inside {product_label(each)})" for each, found in wide.items()]
    return f"some sources have only {'; '.join(parts)}" if parts else ""


def _lifetime(actor: str) -> str:
    """`Russia: since 25 December 1991`, with those that came after it."""
    found = state(actor)
    first = period_words(found.born.isoformat()) if found.born else ""
    last = period_words(found.died.isoformat()) if found.died else ""
    span = " ".join([f"since {first}" if first else "", f"until {last}" if last else ""]).strip()
    after = f", then {joined([name(each) for each in found.successors])}" if last else ""
    return f"{found.name}: {span or 'older than these records'}{after}"


def _reach(figure: Figure) -> str:
    """What the source covers, where it does not reach what was asked."""
    if figure.missing is not Missing.OUT_OF_COVERAGE or not figure.source:
        return ""
    return next((each.coverage for each in SOURCES if each.origin.id == figure.source), "")


def to_add(figure: Figure) -> str:
    """The command that would bring the missing data, where one is known."""
    settled = (None, Missing.NOT_A_STATE, Missing.UNDEFINED)
    if figure.missing in settled:
        return ""
    for source in relation(figure.query.measure).would_come_from:
        origin = origin_of(source)
        if origin is not None and origin.add_command:
            return origin.add_command
    return "; ".join(
        need_words(source) for source in relation(figure.query.measure).would_come_from
    )


def _origin(figure: Figure) -> str:
    words = [book_words(figure), valuation_words(figure)]
    denominators = {part.source for part in figure.parts if part.name == "denominator"}
    if denominators - {figure.source}:
        words.append(f"total by {joined([publisher_words(each) for each in sorted(denominators)])}")
    return ", ".join(word for word in words if word)


def _cell(value: float | None) -> str:
    return "" if value is None else str(value)


def _wrapped(label: str, words: str, width: int) -> list[str]:
    return labelled(f"  {label:<13}", words, width)
