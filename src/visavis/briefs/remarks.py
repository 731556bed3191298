"""Notes of the check as sentences: what was left unchecked, known at the time, or counted.

The trap is the bare code: a note without a wording of its own is still a sentence.
"""

from decimal import Decimal, InvalidOperation

from visavis.briefs.citations import origin_of
from visavis.briefs.names import joined, name, possessive
from visavis.briefs.numbers import quantity
from visavis.briefs.periods import period_adverb
from visavis.briefs.verdicts import SIGNS
from visavis.model.products import product_label
from visavis.model.verdicts import Verdict

__all__ = ["remark_sentence"]

_SHOWN_ELSEWHERE = frozenset({"rule", "not_asserted", "finding", "unread"})
_WORDS = {
    "premise_unchecked": 'The data say nothing of the word "{}": it was not checked.',
    "rows_of_events": "The list has {} rows of them: reciprocal events stand in it twice.",
    "far_above": "The value lies far above what is stated: true, but it says little.",
}


def remark_sentence(code: str, value: str) -> str:
    """The note as one sentence; empty where the card says it in another place."""
    if code in _SHOWN_ELSEWHERE:
        return ""
    if code in _WORDS:
        return _WORDS[code].format(value)
    made = {
        "definition": _definition, "reached": _reached, "as_of_text": _verdict_then,
        "as_of_text_value": _value_then, "windows_from": _sources, "mentions": _mentions,
        "product": _goods, "released_later": _released,
        "other_act": _other_act, "fetched_later": _fetched, "not_at_hand": _not_at_hand,
    }.get(code)  # fmt: skip
    if made is not None:
        return made(value)
    words = code.replace("_", " ")
    return f"The check notes of it: {words}{f' ({value})' if value else ''}."


def _not_at_hand(value: str) -> str:
    return f"Not at hand: {possessive(value)} own book."


def _definition(value: str) -> str:
    return f"The figure nearest to the text counts {name(value)}."


def _reached(value: str) -> str:
    return f"First reached {period_adverb(value)}."


def _goods(value: str) -> str:
    return f"The word for the goods may mean more; the figures are those of {product_label(value)}."


def _released(value: str) -> str:
    """`un_votes 2026-01-01`: the source and the day of its release."""
    source, _, day = value.partition(" ")
    return f"{_publisher(source)} has this, but released it later, on {day}."


def _fetched(value: str) -> str:
    """`world_bank 2026-11-21`: the source, and the day on which its undated file was fetched."""
    source, _, day = value.partition(" ")
    return (
        f"{_publisher(source)} has this, but its file states no date of release: it was fetched "
        f"on {day} and counts from that day."
    )


_ACTS = {
    "seat": "an earlier seat or the organisation's own change",
    "decided": "the decision or the treaty",
    "invited": "the invitation",
    "signatory": "the signature",
}


def _other_act(value: str) -> str:
    """`decided 2015-07-10 2017-06-09`: the act the text dates it from, its day, and the joining."""
    kind, _, days = value.partition(" ")
    act, _, joined_on = days.partition(" ")
    meant = _ACTS.get(kind, kind)
    return f"The text counts from {meant} ({act}); the membership itself dates from {joined_on}."


def _verdict_then(value: str) -> str:
    known = value in set(Verdict)
    words = SIGNS[Verdict(value)].words if known else value.replace("_", " ")
    return f"By the releases known when the text was published the verdict would be: {words}."


def _value_then(value: str) -> str:
    """`14.6 pct (baci 202301)` as `Those releases had 14.6 % (baci 202301).`"""
    number, _, rest = value.partition(" ")
    unit, _, release = rest.partition(" ")
    try:
        said = quantity(Decimal(number), unit)
    except InvalidOperation:
        return f"Those releases had {value}."
    return f"Those releases had {said} {release}".rstrip() + "."


def _sources(value: str) -> str:
    names = [_publisher(each) for each in value.split(", ")]
    return f"The years compared come from more than one source: {joined(names)}."


def _publisher(source: str) -> str:
    origin = origin_of(source)
    return origin.title if origin is not None else source.replace("_", " ")


def _mentions(value: str) -> str:
    low, _, high = value.partition(" to ")
    if not high:
        times = "once" if value == "1" else "twice" if value == "2" else f"{value} times"
        return f"Counted in the text, it is named {times}."
    return (
        f"Counted in the text, it is named {low} to {high} times, depending on whether "
        "adjectives and capitals count."
    )
