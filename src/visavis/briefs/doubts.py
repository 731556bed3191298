"""Why a claim cannot be checked, as exactly as its codes say it.

The trap is the general sentence: "the words admit several measures" beside a figure of GDP leaves
the reader to guess what differs. What is doubtful is named; only what has no code stays general.
"""

from visavis.briefs.names import joined, name
from visavis.briefs.verdicts import reason_sentence
from visavis.model.claims import Claim
from visavis.model.relations import is_measure, relation
from visavis.model.verdicts import Checked, Reason

__all__ = ["doubt_sentence"]

_MEASURES = {
    "per capita": "The figure is per head, and the data at hand are not.",
    "another figure": "The text compares two different figures.",
    "balance": "The words may mean the balance of trade, not its sum.",
    "several figures": "The sentence gives several numbers, and it is not clear which of them is "
    "this figure.",
    "a part": "The figure seems to be of a part only, and the data at hand are of the whole.",
    "difference": "The number is a difference between two figures, not a figure itself.",
    "average": "The number is a rate or an average, and the data at hand are totals.",
    "window since": "The words leave open whether the first year counts.",
    "first and last year": "The words leave open whether the first and the last year count.",
    "rejoined": "The text speaks of a second joining, and tables mostly give the first alone.",
    "date of joining": "Sources differ on this joining or its date: signature, ratification or "
    "entry into force.",
    "bound of the date": "The words do not say clearly that the date in the sentence is that of "
    "the joining or leaving.",
    "date of the text": "The status has changed, and the text does not say for which day it "
    "speaks.",
    "how many members": "The words do not say how many of the members are meant.",
}
_MEASURES_OF = {
    "traveller ": "The words name a traveller ({}) whose journeys the data at hand do not list.",
    "members of ": "It is not clear which states the text counts as members of {}.",
    "tally of ": "It is not clear whether the number is of {} or of all who voted.",
    "vote of ": "The vote was not the General Assembly's, and no roll calls of the {} are at hand.",
    "resolution ": "The text does not say clearly which resolution is meant.",
}
_ACTORS = {
    "owner": "The text does not say clearly whose figure this is.",
    "host": "The text does not say clearly in which state.",
    "partner": "The text does not say clearly who the other side is.",
    "between": "The text does not say on whose side the balance is.",
    "several": "More than two states are named, and it is not clear between whom.",
}
_PRONOUNS = frozenset(
    word for line in (
        "it its they them their theirs he his she her we us our ours you your i my both each this",
        "that these those il elle ils elles son sa ses leur leurs nous notre nos",
        "он она оно они его её ее их мы наш наша наши",
    )
    for word in line.split()
)  # fmt: skip
_RULES = {
    "W2": "The sentence gives this figure twice, with different values: another partner or year "
    "is likelier meant than a slip.",
    "J5": "Such journeys may be counted in another way than by the list at hand.",
    "V6": "The vote at hand was on another day than the text says.",
    "M8": "The membership itself is borne out; the rest of the statement was not checked.",
    "M5": "The table at hand has dates that do not settle this.",
}


def doubt_sentence(checked: Checked) -> str:
    """One sentence or two for the card of a claim that cannot be checked."""
    reason, rule = checked.reason, dict(checked.notes).get("rule", "")
    if rule == "W1":
        words = dict(checked.notes).get("unread", "")
        quoted = joined([f'"{word}"' for word in words.split(", ")])
        what = "statement" if checked.claim.value is None else "figure"
        return f"Words beside the {what} were not understood and may change it: {quoted}."
    if reason is Reason.AMBIGUOUS_ACTOR:
        return _of_actor(checked.claim) or _RULES.get(rule) or reason_sentence(reason)
    if reason is Reason.INCOMPLETE and checked.claim.form == "rank":
        return "The data at hand do not cover all partners, and the rest could decide."
    if reason is not Reason.AMBIGUOUS_MEASURE:
        return reason_sentence(reason)
    found = _RULES.get(rule) or _of_words(checked.claim)
    if not found and rule == "R8":
        found = _of_basis(checked.claim)
    if not found and rule == "R20":
        found = _of_reach(checked.claim)
    return found or reason_sentence(reason)


def _of_actor(claim: Claim) -> str:
    """What is open about a side: a role that nobody fills, a pronoun, or a name of several."""
    words = [each.removeprefix("actor:") for each in claim.ambiguous if each.startswith("actor:")]
    if not words:
        return ""
    word = words[0]
    if word in _ACTORS:
        return _ACTORS[word]
    if word[:1].isupper():
        return f'The name "{word}" fits more than one state or place.'
    if word in _PRONOUNS or word.startswith("the "):
        return f'The words do not say clearly which state "{word}" means.'
    return f'The text does not say clearly whose "{word}" it speaks of.'


def _of_words(claim: Claim) -> str:
    words = [e.removeprefix("measure:") for e in claim.ambiguous if e.startswith("measure:")]
    for word in words:
        if word in _MEASURES:
            return _MEASURES[word]
        for start, sentence in _MEASURES_OF.items():
            if word.startswith(start):
                rest = word.removeprefix(start)
                return sentence.format(_ORGANS.get(rest) or (name(rest) if rest else rest))
    return ""


_ORGANS = {"UNSC": "Security Council", "HRC": "Human Rights Council"}


def _of_basis(claim: Claim) -> str:
    """What the words say of prices or quantities that the values at hand are not."""
    if claim.basis.volume:
        return "The text speaks of quantities; the data at hand are values."
    if claim.form == "multiple" and claim.baseline is None:
        return "The text does not say clearly of what the figure is a multiple."
    if claim.measure == "gdp" and claim.form in ("growth", "multiple", "change_abs"):
        return "Growth of GDP is told at constant prices; the data at hand are at current prices."
    if claim.basis.prices == "constant":
        return "The text speaks of constant prices; the data at hand are at current prices."
    if claim.form in ("level", "threshold"):
        return "The number is too small for such a figure: a scale such as million may be missing."
    return ""


def _of_reach(claim: Claim) -> str:
    """What else might be meant where the figures at hand do not fit."""
    if claim.measure == "gdp":
        return (
            "The figure at hand differs, but GDP after a revision, at other prices or at "
            "purchasing power parity might fit."
        )
    if not is_measure(claim.measure) or "goods_flow" not in relation(claim.measure).relations:
        return ""
    if claim.form in ("growth", "multiple"):
        return (
            "The figures at hand differ, but growth in another currency or at constant prices "
            "might fit."
        )
    if claim.form == "share":
        return "The figures at hand differ, but those of a fiscal year might fit."
    return (
        "The figures at hand, of goods alone, differ, but those of goods and services together or "
        "of a fiscal year might fit."
    )
