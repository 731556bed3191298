"""Dates as periods of a figure: fiscal years, "those of 2018", "a year earlier", end of year."""

import re
from dataclasses import dataclass
from typing import Literal

from visavis.model.periods import FISCAL_YEAR_STARTS, period_or_none
from visavis.model.queries import CHANGES
from visavis.reading.grammar.scan import Draft, Scan
from visavis.reading.lexis import When
from visavis.reading.patterns import lazy
from visavis.reading.periods import resolve

__all__ = ["SKIPPED", "Time", "dated_clause", "only_compared", "time_from", "year_before"]

Origin = Literal["sentence", "context", "document", "none"]

_CROSS = lazy(r"(?:19|20)\d\d\s?[-–/]\s?\d\d\b")

_STOCKS = ("fdi_in_stock", "fdi_out_stock", "debt_owed", "population", "troops", "bond_holdings")

SKIPPED = ("before", "after", "until")

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_SAYING = frozenset(
    ["said", "told", "announced", "stated", "declared", "reported", "noted", "added"]
)

_DURING = ("in", "during")

_COMPARED = frozenset(["those", "that", "what", "level", "figure"])


@dataclass(frozen=True, slots=True)
class Time:
    """A figure's period, where it was found, and its baseline."""

    period: str = "unspecified"
    origin: Origin = "none"
    baseline: str | None = None


@dataclass(slots=True)
class _Reading:
    """What the dates of one figure have given so far."""

    period: str | None = None
    baseline: str | None = None
    same: bool = False
    """"the same period" was said: the next year names a baseline."""
    yearly: bool = False
    """"a year earlier" was said: the baseline is the period less a year."""


def time_from(scan: Scan, draft: Draft, indices: list[int]) -> Time:
    """The time that these dates give together."""
    found = _Reading()
    for at in indices:
        when = _resolved(scan, draft, at, found.period)
        if when is None:
            continue
        text = _text(scan, draft, when)
        if when.relative == "same_period":
            found.same = True
        elif not _as_baseline(scan, draft, at, (when, text), found):
            _as_period(scan, draft, (when, text), found)
    if found.yearly and found.baseline is None:
        found.baseline = year_before(found.period)
    period = found.period
    return Time(period or "unspecified", "sentence" if period else "none", found.baseline)


def dated_clause(scan: Scan, draft: Draft) -> Time | None:
    """The date of "since 2016, when it stood at $66bn": it dates the clause that it opens.

    None where the number stands in no such clause.
    """
    for at in range(draft.at - 1, 0, -1):
        item, before = scan.items[at], scan.items[at - 1]
        if item.kind == "when" or item.lower in (",", ";", ":", ".", ")"):
            return None
        if item.lower != "when" and not (item.lower == "which" and before.lower in _DURING):
            continue
        date = at - 1 if item.lower == "when" else at - 2
        while (one := scan.at(date)) is not None and one.lower == ",":
            date -= 1
        when = _resolved(scan, draft, date, None) if one is not None else None
        text = _text(scan, draft, when) if when is not None else None
        if when is None or text is None or ".." in text or when.role in SKIPPED:
            return None
        return Time(text, "sentence", None)
    return None


def _as_baseline(
    scan: Scan, draft: Draft, at: int, what: tuple[When, str | None], found: _Reading
) -> bool:
    """Whether the date only says what the figure is measured against, which is then noted."""
    when, text = what
    compared = when.role == "year_on_year" or _is_baseline(scan, draft, at)
    if text is not None and compared:
        found.baseline = found.baseline or (f"same:{text}" if found.same else text)
        return True
    if when.role in ("since", "from") and draft.form in CHANGES:
        found.baseline = found.baseline or text
        return True
    earlier = when.relative in ("previous_year", "year_earlier") and found.period is not None
    found.yearly = found.yearly or when.role == "year_on_year" or earlier
    return when.role == "year_on_year" or earlier


def _as_period(scan: Scan, draft: Draft, what: tuple[When, str | None], found: _Reading) -> None:
    """Takes the date as the figure's period, or as both ends of its change."""
    when, text = what
    if text is None:
        return
    end = _one_end(scan, draft) or _end_of_change(scan, draft, when)
    change = draft.form in CHANGES
    if ".." in text and when.role == "between" and end:
        found.period = found.period or text.split("..")[end - 2]
    elif ".." in text and _is_span(when) and change:
        first, _, last = text.partition("..")
        found.period, found.baseline = found.period or last, found.baseline or first
    elif found.period is not None and change:
        found.baseline = found.baseline or (text if text < found.period else None)
    elif when.role not in SKIPPED and not _since(draft, when):
        found.period = found.period or text


def _is_baseline(scan: Scan, draft: Draft, at: int) -> bool:
    """Whether words before the date make it what is compared with: "against 2020", "those of"."""
    if draft.form not in (*CHANGES, "ratio"):
        return False
    for index in range(max(draft.at + 1, at - 3), at):
        item = scan.items[index]
        if item.has("p_versus", "p_on", "p_than") or item.lower in _COMPARED:
            return True
        if draft.form == "multiple" and item.has("p_as"):
            return True
    when = scan.items[at].when
    return when is not None and (
        when.role == "from" or (when.role == "over" and when.precision == "year")
    )


def only_compared(scan: Scan, at: int) -> bool:
    """Whether the date only says what another figure is held against: "than a year earlier"."""
    when = scan.items[at].when
    if when is not None and when.role == "from" and _after_change(scan, at):
        return True
    while (before := scan.at(at - 1)) is not None:
        if before.has("p_versus", "p_than"):
            return True
        same = before.when is not None and before.when.relative == "same_period"
        if not (same or before.has("det", "p_in", "p_of")):
            return False
        at -= 1
    return False


def _after_change(scan: Scan, at: int) -> bool:
    """Whether a rate of change stands right before the date: "rose 5% from 2022"."""
    before = scan.at(at - 1)
    kind = before.quantity.kind if before is not None and before.quantity is not None else ""
    return kind in ("percent", "fraction", "multiple")


def _one_end(scan: Scan, draft: Draft) -> int:
    """Which end of "between 2015 and 2021" a level is at: 1 the last, 2 the first, 0 neither."""
    before = scan.at(draft.at - 1)
    if draft.form in CHANGES or before is None or draft.form == "rank":
        return 0
    return 1 if before.has("p_to") else 2 if before.has("p_from") else 0


def _end_of_change(scan: Scan, draft: Draft, when: When) -> int:
    """1 where the span is that of a change before: "rose 2.2 times between 2016 and 2021, to"."""
    if draft.form in CHANGES or draft.form == "rank":
        return 0
    at = next((n for n, item in enumerate(scan.items) if item.when is when), -1)
    core = next(
        (n for n, item in enumerate(scan.items) if item.when and item.when.start == when.start), at
    )
    changes = [one for one in scan.drafts if one.form in CHANGES and one.at < draft.at]
    return int(any(one.at < core < draft.at or core < one.at for one in changes))


def _since(draft: Draft, when: When) -> bool:
    return when.role == "since" and draft.form not in CHANGES


def _is_span(when: When) -> bool:
    return when.precision == "years" and when.role in ("between", "over", "in", "bare", "from")


def _resolved(scan: Scan, draft: Draft, at: int, period: str | None) -> When | None:
    when = scan.items[at].when
    if when is None:
        return None
    dated = draft.measure in _STOCKS and when.role != "bare"
    if when.precision == "day" and when.role != "as_of" and not dated:
        return None
    before = scan.at(at - 1)
    if before is not None and before.lower in _SAYING:
        return None
    published = period_or_none(scan.memory.date)
    previous = period_or_none(period) or period_or_none(_last_period(scan, at))
    state = _fiscal_state(scan, draft)
    return resolve(when, published=published, previous=previous, state=state)


def _last_period(scan: Scan, at: int) -> str | None:
    """The period last spoken of before the date at `at`: in the sentence, else before it."""
    for index in range(at - 1, -1, -1):
        when = scan.items[index].when
        if when is not None and when.text is not None:
            return when.text
    return scan.memory.stated[-1].period if scan.memory.stated else None


def _fiscal_state(scan: Scan, draft: Draft) -> str | None:
    """Whose fiscal year it is: the owner of the sentence's first figure, else of this one."""
    own = (draft.owner.id, draft.partner.id)
    first = scan.drafts[0].owner.id if scan.drafts else None
    for side in (first if first in own else None, *own):
        if side in FISCAL_YEAR_STARTS:
            return side
    return None


def _text(scan: Scan, draft: Draft, when: When) -> str | None:
    """The notation: a crossed year of a state with such a fiscal year, a stock's day."""
    text = when.text
    if when.relative in ("previous_year", "year_earlier") and (
        year := _stated_before(scan, draft, when)
    ):
        return year_before(year)
    if when.relative == "years_later":
        return _years_later(scan, draft, when)
    if text is None:
        return None
    start, end = when.core
    written = scan.sentence.text[start - scan.sentence.start : end - scan.sentence.start]
    state = _fiscal_state(scan, draft)
    if _CROSS.fullmatch(written.strip()) and state is not None and ".." in text:
        first, _, last = text.partition("..")
        if int(last) == int(first) + 1:
            return f"FY:{state}:{first}-{last[2:]}"
    if draft.measure in _STOCKS and when.note == "end" and re.fullmatch(r"\d{4}", text):
        return f"asof:{text}-12"
    if draft.measure in _STOCKS and when.role == "as_of" and re.fullmatch(r"\d{4}-\d\d.*", text):
        return f"asof:{text}"
    return text


def _years_later(scan: Scan, draft: Draft, when: When) -> str | None:
    """ "$26 billion in 2019, and $21 billion a year later": counted from the year before it."""
    words = scan.sentence.text[when.start - scan.sentence.start : when.end - scan.sentence.start]
    count = _COUNTS.get(words.split()[0].lower()) or re.match(r"\d+", words)
    year = _stated_before(scan, draft, when)
    if count is None or year is None or not re.fullmatch(r"\d{4}", year):
        return None
    return str(int(year) + (count if isinstance(count, int) else int(count[0])))


def _stated_before(scan: Scan, draft: Draft, when: When) -> str | None:
    """The notation of the date that stands before `when` in the sentence."""
    earlier = [item.when for item in scan.items if item.when and item.end <= when.start]
    earlier = [one for one in earlier if one.relative is None or one.relative == "fiscal"]
    return _text(scan, draft, earlier[-1]) if earlier else None


def year_before(period: str | None) -> str | None:
    """The same stretch one year earlier; None where there is no period."""
    found = period_or_none(period)
    if found is None or period is None:
        return None
    if period.startswith("FY:"):
        head, _, years = period.rpartition(":")
        first = int(years[:4]) - 1
        return f"{head}:{first}-{(first + 1) % 100:02d}"
    quarter = re.fullmatch(r"(\d{4})([QH]\d)", period)
    if quarter:
        return f"{int(quarter[1]) - 1}{quarter[2]}"
    return found.shifted(-1).text
