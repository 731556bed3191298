"""When: the period and baseline of a figure, from its sentence, else carried from one before.

A date belongs to the number before it up to the next comma or number, else to what follows it. It
is carried over a sentence or two only for the same matter and never over a heading.
"""

import re
from itertools import pairwise

from visavis.model.periods import period_or_none
from visavis.model.queries import CHANGES
from visavis.reading.grammar.dates import (
    SKIPPED,
    Time,
    dated_clause,
    only_compared,
    time_from,
    year_before,
)
from visavis.reading.grammar.measures import family
from visavis.reading.grammar.memory import Stated
from visavis.reading.grammar.scan import Draft, Scan
from visavis.reading.grammar.stretches import CLOSERS, closing_word, own_dates
from visavis.reading.patterns import lazy

__all__ = ["Time", "time_of"]

_REACH = 3

_AIMED = ("target", "planned")

_NOW = frozenset(["now", "currently", "today", "presently", "still", "remains", "remain"])


_COORDINATING = frozenset(["that", "when", "while", "whereas", "whilst", "although"])


def time_of(scan: Scan, draft: Draft) -> Time:
    """Period and baseline of the draft; `draft.modality` must be set."""
    found = _settled(scan, draft)
    if found.baseline is None or not found.baseline.startswith("same:"):
        return found
    return Time(found.period, found.origin, _same(found.period, found.baseline[5:]))


def _same(period: str, year: str) -> str | None:
    """The stretch of `period` in another year: "the same period of 2021"."""
    found = period_or_none(period)
    if found is None or not re.fullmatch(r"\d{4}", year):
        return None
    return period.replace(str(found.start.year), year) if len(found.years) == 1 else None


def _settled(scan: Scan, draft: Draft) -> Time:
    if (place := _respective(scan, draft)) is not None:
        return place
    if (spans := _two_spans(scan, draft)) is not None:
        return spans
    own = own_dates(scan, draft)
    found = time_from(scan, draft, own)
    if found.origin == "none" and (clause := dated_clause(scan, draft)) is not None:
        return Time(clause.period, clause.origin, found.baseline)
    yearly = _annual(scan, draft, own) and _left(scan, draft) is None
    if (
        found.period == "unspecified"
        and not yearly
        and not _has_unresolved(scan, own, change=draft.form in CHANGES)
    ):
        found = _elsewhere(scan, draft, found)
    if found.period == "unspecified" and _annual(scan, draft, own):
        return Time("annual:unspecified", "sentence", found.baseline)
    if (
        found.period == "unspecified"
        and not _has_unresolved(scan, own, change=draft.form in CHANGES)
        and not _blocked(scan, draft)
    ):
        found = _carried(scan, draft, found)
    return found


def _two_spans(scan: Scan, draft: Draft) -> Time | None:
    """ "fell by 37% between 2013-17 and 2018-22": the change between two stretches of years."""
    if draft.form not in CHANGES:
        return None
    for at in range(draft.at + 1, len(scan.items) - 2):
        first, joiner, last = scan.items[at : at + 3]
        opened = scan.items[at - 1].has("p_between", "p_from")
        if first.when is None or last.when is None or not opened or not joiner.has("and", "p_to"):
            continue
        texts = (first.when.text or "", last.when.text or "")
        if all(".." in text for text in texts) and texts[0] < texts[1]:
            return Time(texts[1], "sentence", texts[0])
    return None


def _respective(scan: Scan, draft: Draft) -> Time | None:
    """ "In 2020 and 2021 ... $16bn and $27bn respectively": each number its own date.

    None where the sentence pairs nothing; without a date where dates and numbers do not pair.
    """
    if not any(item.has("respectively") for item in scan.items):
        return None
    row = [
        one.at for one in scan.drafts
        if (one.measure, one.form, one.owner.id, one.partner.id)
        == (draft.measure, draft.form, draft.owner.id, draft.partner.id)
    ]  # fmt: skip
    dates = [n for n, item in enumerate(scan.items) if item.when is not None and item.when.text]
    if len(row) < 2:
        return None
    if len(dates) <= 1:
        return None
    if len(dates) != len(row):
        return Time()
    return time_from(scan, draft, [dates[row.index(draft.at)]])


_BACK = ("years_earlier", "years_ago")


def _has_unresolved(scan: Scan, indices: list[int], *, change: bool = False) -> bool:
    """Whether a date is there that could not be resolved: then nothing may be carried instead.

    What a `change` is measured against may stay open.
    """
    for at in indices:
        when = scan.items[at].when
        if when is not None and when.text is None and when.role not in ("year_on_year", "each"):
            return when.relative not in (
                "previous_year",
                "year_earlier",
                "same_period",
                *(_BACK if change else ()),
            )
    return False


def _elsewhere(scan: Scan, draft: Draft, found: Time) -> Time:
    """The nearest date to the left, else one to the right beyond coordinated numbers."""
    if draft.role == "from":
        return _shared_span(scan, draft, found)
    if draft.form in CHANGES and (time := _with_level(scan, draft)) is not None:
        return time
    left = None if draft.modality in _AIMED else _left(scan, draft)
    if left is not None:
        time = time_from(scan, draft, [left])
        if time.period != "unspecified" or time.baseline:
            baseline = found.baseline or time.baseline
            if found.baseline is None and time.baseline is None and found.origin == "none":
                baseline = _implied(scan, draft, time.period)
            if _is_now(scan, left, draft):
                return Time(time.period.rpartition("..")[2], "context", baseline)
            return Time(time.period, time.origin, baseline or _implied(scan, draft, time.period))
        if _has_unresolved(scan, [left], change=draft.form in CHANGES):
            return found
    right = _right(scan, draft)
    if right is not None:
        time = time_from(scan, draft, [right])
        if time.period != "unspecified":
            baseline = found.baseline or time.baseline or _implied(scan, draft, time.period)
            return Time(time.period, "sentence", baseline)
    return found


def _shared_span(scan: Scan, draft: Draft, found: Time) -> Time:
    """The time of an earlier value: of the other dates only "between 2015 and 2021" is its too."""
    for at, item in enumerate(scan.items):
        if item.when is not None and item.when.role == "between":
            time = time_from(scan, draft, [at])
            if time.period != "unspecified" and ".." not in time.period:
                return time
    return found


def _with_level(scan: Scan, draft: Draft) -> Time | None:
    """The time of a change from the levels beside it: "jumped 58% to $33bn in 2021", "$320bn in
    2023, compared with $411bn in 2022, a decline of 22%"; None where they say nothing."""
    own: list[tuple[Draft, str]] = []
    for other in scan.drafts:
        same = (other.measure, other.owner.id, other.partner.id, other.product) == (
            draft.measure, draft.owner.id, draft.partner.id, draft.product,
        )  # fmt: skip
        if not same or other.form not in ("level", "threshold"):
            continue
        if _bracketed(scan, other.at):
            other.role = "from"
        time = time_from(scan, other, own_dates(scan, other))
        if time.period != "unspecified":
            own.append((other, time.period))
    after = [(one, period) for one, period in own if one.at > draft.at and one.role != "from"]
    opened = [(one, period) for one, period in own if one.at > draft.at and one.role == "from"]
    if after and opened and _explained(scan, draft.at, opened[0][0].at, after[0][0].at):
        return Time(after[0][1], "sentence", opened[0][1])
    before = [(one, period) for one, period in own if one.at < draft.at]
    if after and before and _adjoins(scan, draft.at, after[0][0].at):
        earlier = before[-1][1] if before[-1][1] < after[0][1] else None
        return Time(after[0][1], "sentence", earlier)
    main = [period for one, period in before if one.role != "from"]
    compared = [period for one, period in before if one.role == "from"]
    if main and compared:
        return Time(main[-1], "sentence", compared[-1])
    return None


def _bracketed(scan: Scan, at: int) -> bool:
    """Whether the number stands in brackets of its own: "in 2021 ($21.2 billion in 2020)"."""
    opened = [item.lower for item in scan.items[:at] if item.lower in ("(", ")")]
    return bool(opened) and opened[-1] == "("


def _adjoins(scan: Scan, first: int, second: int) -> bool:
    """Whether no clause ends between two numbers: "by 58% to $33.6bn"."""
    return all(
        (item.kind == "word" and not item.has("sub", "rel", "but")) or item.kind == "when"
        for item in scan.items[first + 1 : second]
    )


def _explained(scan: Scan, change: int, first: int, last: int) -> bool:
    """Whether the change is at once told in levels: "by a tenth, from $103bn in 2020 to $92bn"."""
    items = [item for item in scan.items[change + 1 : first] if item.lower != ","]
    near = all(item.kind == "word" and item.has("p_from", "other", "det") for item in items)
    return near and _adjoins(scan, first, last)


def _is_now(scan: Scan, left: int, draft: Draft) -> bool:
    """Whether "now" or "still" stands between the date and the number: the date is only carried."""
    return any(item.lower in _NOW for item in scan.items[left + 1 : draft.at])


def _implied(scan: Scan, draft: Draft, period: str) -> str | None:
    """ "year on year" after the number gives the baseline once the period is known."""
    if draft.form not in CHANGES:
        return None
    for at in own_dates(scan, draft):
        when = scan.items[at].when
        if when is not None and (
            when.role == "year_on_year" or when.relative in ("previous_year", "year_earlier")
        ):
            return year_before(period)
    return None


def _left(scan: Scan, draft: Draft) -> int | None:
    for at in range(draft.at - 1, -1, -1):
        item = scan.items[at]
        if item.lower == ";" and item.kind == "punct":
            return None
        if item.has("sub") and item.lower not in _COORDINATING:
            before_number = any(one.kind == "noun" for one in scan.items[at : draft.at])
            if not before_number:
                return None
        if item.kind == "when" and item.when is not None and item.when.role not in SKIPPED:
            if _of_earlier(scan, draft, at) or only_compared(scan, at):
                continue
            if _taken(scan, draft, at) or _in_subclause(scan, at):
                return None
            return at
    return None


def _of_earlier(scan: Scan, draft: Draft, at: int) -> bool:
    """Whether the date is that of an earlier value: "to 14% in 2021 from 14.6% in 2020"."""
    return any(
        one.role == "from" and one is not draft and one.at < at and at in own_dates(scan, one)
        for one in scan.drafts
    )


def _in_subclause(scan: Scan, at: int) -> bool:
    """Whether the date stands in "since the treaty was signed in 2004," before the statement."""
    for index in range(at - 1, -1, -1):
        item = scan.items[index]
        closes = item.has("sub") or item.lower in CLOSERS
        if closes and item.kind == "word":
            return True
        if item.lower in (",", ";") or item.kind == "noun":
            return False
    return False


def _taken(scan: Scan, draft: Draft, at: int) -> bool:
    """Whether the date belongs to another value of the same series ("12% in 2010 ... 23%")."""
    for other in scan.drafts:
        same = (other.measure, other.form, other.owner.id, other.partner.id) == (
            draft.measure, draft.form, draft.owner.id, draft.partner.id,
        )  # fmt: skip
        when = scan.items[at].when
        shared = when is not None and when.role == "between"
        if other is not draft and same and not shared and at in own_dates(scan, other):
            return True
    return False


def _right(scan: Scan, draft: Draft) -> int | None:
    """A date after further numbers of a coordination, or in the next stretch of the sentence."""
    for at in range(draft.at + 1, len(scan.items)):
        item = scan.items[at]
        ends = item.lower in (";", ".", ":") or item.has("relative")
        if ends or closing_word(scan, at) or _new_clause(scan, at):
            return None
        if item.has("sub", "rel") and item.kind == "word" and item.lower not in _COORDINATING:
            return None
        if item.kind == "when" and item.when is not None and item.when.role not in SKIPPED:
            if _taken(scan, draft, at) or item.when.relative in ("previous_year", "year_earlier"):
                return None
            return at
    return None


def _new_clause(scan: Scan, at: int) -> bool:
    """Whether ", and the two states signed ..." starts here; a last ", in 2021" is for both."""
    item, before = scan.items[at], scan.at(at - 1)
    if not item.has("and", "but") or before is None or before.lower != ",":
        return False
    follower = at + 1
    while (after := scan.at(follower)) is not None and (after.has("det") or after.kind == "when"):
        follower += 1
    starts = after is not None and after.kind in ("actor", "noun")
    rest = [one for one in scan.items[at:] if one.lower not in (".", "!", "?", '"', "”")]
    last, comma = rest[-1], rest[-2] if len(rest) > 1 else None
    return starts and not (last.kind == "when" and comma is not None and comma.lower == ",")


def _annual(scan: Scan, draft: Draft, own: list[int]) -> bool:
    if draft.annual or draft.quantity.rate == "year":
        return draft.form not in CHANGES
    if draft.form in CHANGES:
        return False
    rated = [item.lower for item in scan.items[draft.at + 1 : draft.at + 6]]
    if "annually" in rated or any(
        pair in (("a", "year"), ("per", "year"), ("each", "year"), ("every", "year"))
        for pair in pairwise(rated)
    ):
        return True
    return any((when := scan.items[at].when) is not None and when.role == "each" for at in own)


_LONG = lazy(r"\b(?:decades?|years|since|within|long|century|times)\b")
"""Words of a change over a longer time than the year last stated."""


_EARLIER = lazy(r"\b(?:before (?:that|then)|until then|previously|formerly|in the past)\b")
"""Words that turn from the year last stated to some time before it."""


_MOVED = ("years_later", "years_earlier", "years_ago", "following_year", "next_year", "last_year",
          "year_ago", "this_year", "year_before_last")  # fmt: skip
"""Dates that are not that of the sentence before, although nothing tells which they are."""


def _blocked(scan: Scan, draft: Draft) -> bool:
    """Whether nothing may be carried: targets, forecasts, sentences with a date of their own.

    A date that could not be resolved ("A year later it reached ...") is one too.
    """
    text = scan.sentence.text.lower()
    if draft.form in CHANGES and (draft.form != "growth" or _LONG.search(text)):
        return True
    if re.search(r"\b(?:will|could|would|expected|aim|target|goal|plan|want|hope|pledge)", text):
        return True
    if _EARLIER.search(text):
        return True
    if any(w.text is None and w.relative in _MOVED for item in scan.items if (w := item.when)):
        return True
    return any(
        item.when is not None and item.when.text is not None and item.when.precision != "day"
        and item.when.role not in SKIPPED and item.when.role != "since"
        for item in scan.items
    )  # fmt: skip


def _carried(scan: Scan, draft: Draft, found: Time) -> Time:
    """The period last stated of the same owner and family, in one of the sentences just before."""
    if found.baseline is not None or draft.role == "to":
        return found
    stated = _last_stated(scan)
    if stated is None:
        return found
    same = draft.owner.id is not None and draft.owner.id in (stated.owner, stated.partner)
    if stated.family == family(draft.measure) and same:
        return Time(stated.period, "context", found.baseline)
    return found


def _last_stated(scan: Scan) -> Stated | None:
    """The latest period that the last sentence with one stated, if it is near."""
    if not scan.memory.stated:
        return None
    last = scan.memory.stated[-1].sentence
    if scan.memory.sentence - last > _REACH:
        return None
    there = [one for one in scan.memory.stated if one.sentence == last]

    def ends(one: Stated) -> str:
        found = period_or_none(one.period)
        return str(found.end) if found is not None else ""

    return max(there, key=ends)
