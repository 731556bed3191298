"""How a fact is said: done or only planned, affirmed or denied, by the author or by somebody else.

The trap: "would join", "hopes to join" and "if it joined" state no membership. They are kept as
claims with their modality and are never the author's assertion of a fact.
"""

import re
from dataclasses import dataclass
from typing import Literal

from visavis.model.claims import Modality
from visavis.reading.facts_scene import Scene
from visavis.reading.patterns import lazy

__all__ = ["Manner", "is_urged", "manner_of"]

_HYPOTHETICAL = lazy(
    r"\b(?:would|could|might|may|should|if|unless|whether|were to|in case|had it|"
    r"consider(?:s|ed|ing)?|debat(?:e|es|ed|ing)|able to|imagine|suppose|proposal to|"
    r"prospects? of|possibility of|talk of|calls? (?:for|on))\b",
    re.IGNORECASE,
)
_PLANNED = lazy(
    r"\b(?:will|shall|plans?|planned|planning|wants?|wanted|hop(?:e|es|ed|ing)|seeks?|sought|"
    r"seeking|aims?|aimed|intends?|intended|expects?|expected|set|due|slated|scheduled|poised|"
    r"likely|aspires?|aspired|agreed|agrees|promised|vowed|vows|threatened|threatens|tried|"
    r"wish(?:es|ed)?|eager|keen|about|invited|bids?|ready|trying|striving|working)\s+"
    r"(?:[\w-]+\s+){0,2}?to\b|\b(?:was|were|is|are|been)\s+(?:(?:not|also|then|later|soon|originally|"
    r"initially|first)\s+)?to\s+\w|\b(?:will|'ll|shall)\b|\bon (?:track|course) to\b",
    re.IGNORECASE,
)
_FORECAST = lazy(
    r"\b(?:expected|forecast|predicted|projected|likely|believed|set) to\b", re.IGNORECASE
)
_NEGATED = lazy(
    r"\b(?:not|never|no longer|neither|nor|none|cannot|refused to|refuses to|declined to|"
    r"failed to|has yet to|have yet to|had yet to|stopped short of)\b|n't\b",
    re.IGNORECASE,
)
_NEITHER = lazy(
    r"\b(?:neither|none of)\b(?![^,;:]*\b(?:and|but)\s+(?:both|all|instead)\b)[^,;:]*$",
    re.IGNORECASE,
)
_INSERTED = lazy(
    r",[^,;:]{1,90},|\([^()]{1,120}\)|[\u2014\u2013] ?[^\u2014\u2013]{1,90} ?[\u2014\u2013]"
)
"""Of an apposition between subject and verb: "Norway, which is no EU member, joined"."""
_TURN = lazy(
    r"[;:]|\b(?:but|while|whereas|although|though|yet(?=\s+\w+ed\b)|instead)\b|\bnot only\b",
    re.IGNORECASE,
)
_DO_NOT = lazy(r"\bd(?:id|oes|o)(?:\s+not|n't)\b.*\band\b", re.IGNORECASE | re.DOTALL)
_FINITE = lazy(r"\w+(?:ed|s)\b", re.IGNORECASE)
_SAYS = (
    r"(?:said|says|say|claims?|claimed|told|insists?|insisted|alleges?|alleged|argues?|argued|"
    r"stated|states|reported|reports|according to|announced|boasted|boasts|declared|asserts?|"
    r"asserted|maintains?|maintained|acknowledged|confirmed|writes|wrote|noted|notes)"
)
_ACCORDING = lazy(
    r"\b(?:according to|in the words of|as reported by)\s+((?:[^,;.()]){2,80})", re.IGNORECASE
)
_SAYING_BEFORE = lazy(
    rf"(?:^|[,;]\s*)([^,;:]{{2,80}}?)\s+(?:has |have |had )?{_SAYS}\s+(?:[\w ]{{0,30}}?\s)?"
    rf"(?:that\s|,\s|:\s)",
    re.IGNORECASE,
)
_SAYING_AFTER = lazy(rf",\s*([^,;:]{{2,80}}?)\s+{_SAYS}\b|,\s*{_SAYS}\s+([^,;.]{{2,80}})")
_DOUBT = lazy(
    r"\b(?:falsely|wrongly|mistakenly|allegedly|reportedly|purportedly|supposedly|rumou?red|"
    r"it is (?:false|untrue|not true)|contrary to)\b",
    re.IGNORECASE,
)


_INVERTED = lazy(r"\s*(?:(?:and|but|yet|even)\s+)?had\b", re.IGNORECASE)
_INVERTED_LATER = lazy(
    r"\b[Hh]ad\s+(?:not\s+)?(?:only\s+)?(?:the\s+)?(?:it|they|he|she|both|[A-Z][\w.'\u2019-]*)\b"
)
_WOULD = lazy(r"\b(?:would|might|could)\b", re.IGNORECASE)
_BARE_TO = lazy(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_OWN_VERB = lazy(
    r"\b(?:\w{2,}ed|was|were|is|are|has|have|had|did|does|do|chose|chooses?|chosen|decides?|"
    r"refuses?|declines?|wants?|hopes?|plans?|seeks?|sought|aims?|intends?|expects?|set|due|"
    r"ready|poised|likely|able|eager|keen|aspires?|agrees?|will|would)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """Modality, polarity and source of a statement, as a claim keeps them."""

    modality: Modality
    negated: bool
    asserted: bool
    attribution: str | None

    @property
    def polarity(self) -> Literal["affirmed", "negated"]:
        """`affirmed` or `negated`."""
        return "negated" if self.negated else "affirmed"


def manner_of(scene: Scene, subject_end: int, start: int, end: int) -> Manner:
    """How the words from `start` to `end` are said of the subject that ends at `subject_end`.

    What stands between subject and verb decides on modality and negation; a leading "if" or
    "whether" makes the whole hypothetical.
    """
    between = scene.text[min(subject_end, start) : start]
    phrase = between + scene.text[start:end]
    attribution = _attribution(scene, start, end)
    doubted = _DOUBT.search(scene.text[:end]) is not None
    modality: Modality = "actual"
    if _HYPOTHETICAL.search(between) or _conditional(scene, min(subject_end, start)):
        modality = "hypothetical"
    elif _FORECAST.search(phrase):
        modality = "forecast"
    elif _PLANNED.search(phrase):
        modality = "planned"
    asserted = attribution is None and not doubted and modality == "actual"
    return Manner(modality, _denied(scene, between, start), asserted, attribution)


def _denied(scene: Scene, between: str, start: int) -> bool:
    """Whether the verb at `start` is denied: by a word of its own, not of an earlier clause.

    "never voted against but abstained" and "did not vote for it and abstained" deny the first verb
    alone; a denial inside an apposition denies neither.
    """
    own = _TURN.split(_INSERTED.sub(" ", between))[-1]
    turn = _DO_NOT.search(own)
    if turn is not None and _FINITE.match(scene.text, start):
        own = own[turn.end() :]
    return _NEGATED.search(own) is not None or _NEITHER.search(scene.text[:start]) is not None


def is_urged(gap: str) -> bool:
    """Whether a name and the verb after `gap` are only "X to vote", as in "Kyiv urged X to vote".

    A verb of the name's own ("X chose to vote", "X was among those to vote") makes it a statement.
    """
    own = _INSERTED.sub(" ", gap)
    return _BARE_TO.search(own) is not None and _OWN_VERB.search(own) is None


def _conditional(scene: Scene, position: int) -> bool:
    """Whether the clause that ends at `position` opens with "if", "unless" or "whether".

    So does one with its verb before the subject: "Had Finland joined", "had China voted for it".
    """
    head = scene.text[:position]
    clause = re.split(r"[;:]|, (?!which|who)", head)[-1]
    if _INVERTED.match(clause) or _INVERTED_LATER.search(clause):
        return True
    if _INVERTED.match(head) and _WOULD.search(scene.text, position):
        return True
    return (
        re.search(r"\b(?:if|unless|whether|should|were)\b(?!\s*,)", clause, re.IGNORECASE)
        is not None
    )


def _attribution(scene: Scene, start: int, end: int) -> str | None:
    """Who says so, as written; None where the text speaks for itself."""
    text = scene.quoted
    found = _ACCORDING.search(text)
    if found:
        return found[1].strip()
    for found in _SAYING_BEFORE.finditer(text):
        if found.end() <= start + 1 and not _NAMED_STATES.search(found[0]):
            return found[1].strip()
    found = _SAYING_AFTER.search(text, end)
    if found and not _NO_SPEAKER.match(found[1] or found[2]):
        return None if _NAMED_STATES.search(found[0]) else (found[1] or found[2]).strip()
    return None


_NAMED_STATES = lazy(
    r"(?:\d|\b(?:members?|others?|most|many|several|few|some|both|all|these|those|such|two|three|"
    r"four|five|six|seven|eight|nine|ten|twelve|dozens?(?: of)?|arab|gulf|island|coastal|"
    r"\w{3,}(?:an|ic|ese|ern|ish|ing|ed)))\s+states\b",
    re.IGNORECASE,
)
"""The noun, not the verb: "which was backed by 141 states", "the Baltic states"."""


_NO_SPEAKER = lazy(
    r"(?:(?:al)?though|but|while|whereas|because|since|and|if)\b|.*\b(?:never|not|yet)$",
    re.IGNORECASE,
)
