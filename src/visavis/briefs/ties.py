"""Treaties and cases of sanctions in words: title, dates, what is in them."""

from collections.abc import Iterator, Mapping

from visavis.briefs.names import joined, with_a
from visavis.briefs.periods import as_dated, period_words
from visavis.model.figures import Figure

__all__ = [
    "MEASURES", "kind_words", "position_words", "promise_words", "tie_lines", "tie_words",
    "ties_of",
]  # fmt: skip

MEASURES = ("agreements", "alliance", "sanctions")
"""Measures whose figures list what they count."""

_SHOWN = 3
"""Titles that stand in a sentence."""


def ties_of(figure: Figure) -> tuple[Mapping[str, object], ...]:
    """What the figure lists, in the order of its dates; nothing for figures of other measures."""
    found = figure.detail.get("ties")
    if figure.query.measure not in MEASURES or not isinstance(found, tuple):
        return ()
    return tuple(each for each in found if isinstance(each, Mapping))


def tie_lines(figure: Figure) -> Iterator[str]:
    """`EAEU - Viet Nam: signed 29 May 2015; in force from 5 October 2016 (FTA & EIA)`."""
    for each in ties_of(figure):
        dates = _dates(each)
        kinds = [str(kind) for kind in _texts(each, "kinds") if kind]
        content = f" ({'; '.join(dict.fromkeys(kinds))})" if kinds else ""
        yield f"{each['title']}: {dates or 'no dates stated'}{content}"


def tie_words(figure: Figure) -> str:
    """The first few of them in one phrase, and how many more there are."""
    found = ties_of(figure)
    named = [
        f"{each['title']} ({_dates(each)})" if _dates(each) else str(each["title"])
        for each in found[:_SHOWN]
    ]
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return joined([*named, *more])


def _dates(each: Mapping[str, object]) -> str:
    precision = str(each.get("precision"))
    signed, end = (_day(each.get(key), precision) for key in ("signed", "end"))
    starts = [_day(text, precision) for text in _texts(each, "starts")]
    parts = [f"signed {signed}"] if signed else []
    if starts:
        parts.append(f"from {starts[0]}" + (f" to {end}" if end else " on"))
    elif end:
        parts.append(f"to {end}")
    return "; ".join(parts)


def _texts(each: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = each.get(key)
    return tuple(str(text) for text in found) if isinstance(found, tuple) else ()


def _day(text: object, precision: str) -> str:
    return period_words(as_dated(str(text), precision)) if text else ""


_KINDS = {
    "trade_agreement": "trade agreement", "alliance": "treaty of alliance or friendship",
    "alliance+defence": "alliance with a promise of defence",
    "alliance+nonaggression": "treaty of nonaggression",
    "defence_agreement": "defence cooperation agreement", "sanction": "sanctions",
}  # fmt: skip
_EVENTS = {
    "signed": "signed", "in_force": "in force from then on", "since": "in force since then",
    "held": "in force then", "imposed": "imposed", "lifted": "lifted",
}  # fmt: skip


def position_words(position: str) -> str:
    """`a trade agreement, signed`: what a claim of a treaty or of sanctions states."""
    kind, _, event = position.partition(":")
    words = _KINDS.get(kind, kind.replace("_", " "))
    named = words if kind == "sanction" else with_a(words)
    return f"{named}, {_EVENTS.get(event, event)}"


def kind_words(position: str) -> str:
    """The kind of treaty alone: `trade agreement`."""
    kind = position.partition(":")[0]
    return _KINDS.get(kind, kind.replace("_", " "))


def promise_words(promise: str) -> str:
    """What an alliance promises: `a promise of defence by treaty`."""
    return "no alliance listed" if promise == "none" else f"a promise of {promise} by treaty"
