"""Which date of a sentence is that of a membership, and which only stands in the same sentence.

The trap is the next clause: in "Croatia, an EU member, hosted the games in 2010" and in "after it
joined the EU, exports rose in 2017" the year is that of another event. A date belongs to the
membership where it follows at once, stands between subject and verb, or opens the clause.
"""

import re

from visavis.reading.facts_scene import Scene
from visavis.reading.lexis import When
from visavis.reading.patterns import lazy

__all__ = ["bound_doubts", "date_of_event", "date_of_status", "stray_doubts"]

_NAME = r"(?:the\s+|both\s+)?[A-Z][\w.'\u2019-]*(?:\s+(?:of\s+|and\s+the\s+)?[A-Z][\w.'\u2019-]*)*"
_COMPANY = (
    r"(?:alongside|along\s+with|together\s+with|with|as\s+well\s+as|like)\s+"
    rf"{_NAME}(?:\s*(?:,|,?\s+and)\s+{_NAME})*"
)
_ADVERBS = (
    r"(?:formally|officially|fully|finally|only|just|already|again|back|first|both|simultaneously|"
    r"legally|provisionally|unilaterally|eventually|later|together)"
)
_CEREMONY = (
    r"(?:after|following)\s+(?:\w+\s+){0,3}(?:talks|negotiations|wait|years?)|"
    r"as\s+(?:a|an|its|the)\s+(?:[\w-]+\s+){0,2}(?:members?|states?|country)|"
    rf"as\s+{_NAME}|"
    r"(?:at|during)\s+(?:the|a|its)\s+(?:[\w-]+\s+){0,2}(?:summit|round|wave|enlargement)"
)
_STATUS = r"(?:\s+(?:membership|status|accession|entry))?"
_FOLLOWS = lazy(rf"{_STATUS}(?:\s*,?\s*(?:{_ADVERBS}|{_CEREMONY}|{_COMPANY})(?![\w-]))*\s*,?\s*")
_AT_ONCE = lazy(rf"{_STATUS}(?:\s+{_ADVERBS})*\s*")
_BETWEEN = lazy(r"\s*,?\s*(?:(?:\w+ly|also|then|later|both|had|has|have|not|did|first)\s+)*\s*")
_OPENS = lazy(
    r"(?:^|[;:(]|,\s+(?:and|but|while|whereas))\s*(?:(?:and|but|yet|then|later|only|already|also|so|"
    r"soon|just|it|was|early|late|finally|as)\b,?\s*)*$",
    re.IGNORECASE,
)
_OTHER_CLAUSE = lazy(
    r"[;:]|\s(?:and|but|when|while|after|before|as|because|since|which|who|that|if)\s",
    re.IGNORECASE,
)
_AFTER_THIS = lazy(
    r"\b(?:after|before|since|when|once|until|as|while)\s+(?:the\s+)?$", re.IGNORECASE
)
_SAME_CLAUSE = lazy(r"(?:(?!\band\b)[^,;:])*|.*,\s*", re.DOTALL)
_BOUNDS = ("by", "before", "until", "after", "to", "from", "between", "over")


def date_of_event(scene: Scene, subject: tuple[int, int], verb: int, end: int) -> When | None:
    """The date of a joining or leaving whose words begin at `verb` and end at `end`.

    `subject` is the span of whoever joins; offsets are those of the scene.
    """
    first = min(subject[0], verb)
    dated = [when for when in scene.sentence.whens if when.text is not None]
    for when in dated:
        left = when.start - scene.base
        if left >= end and _FOLLOWS.fullmatch(scene.text, end, left):
            is_later = "," in scene.text[end:left] and _AFTER_THIS.search(scene.text, 0, first)
            return None if is_later else when
    for when in reversed(dated):
        left = when.start - scene.base
        if verb <= left < end:
            return when
        if subject[1] <= left < verb and _BETWEEN.fullmatch(scene.text, subject[1], left):
            return when
    for when in reversed(dated):
        left, right = when.start - scene.base, when.end - scene.base
        if right > first:
            continue
        between = scene.text[right:first]
        if len(between) <= 80 and not _OTHER_CLAUSE.search(f"{between} "):
            return when if _OPENS.search(scene.text, 0, left) else None
    return None


def date_of_status(scene: Scene, subject: tuple[int, int], verb: int, end: int) -> When | None:
    """The date on which, or since which, a status held: as of an event, for a whole sentence.

    Of a status in passing ("the EU member Croatia", "Croatia, an EU member,") only a date that
    follows at once is its own; `verb` is then -1.
    """
    if verb >= 0:
        return date_of_event(scene, subject, verb, end)
    for when in scene.sentence.whens:
        left = when.start - scene.base
        if when.text is not None and left >= end and _AT_ONCE.fullmatch(scene.text, end, left):
            return when
    return None


def stray_doubts(scene: Scene, when: When | None, first: int, end: int) -> tuple[str, ...]:
    """`measure:bound of the date` for a joining whose clause has a date that may be its own.

    `first` and `end` are where the words on the joining begin and end.
    """
    if when is not None:
        return ()
    for other in scene.sentence.whens:
        left = other.start - scene.base
        if other.text is None:
            continue
        follows = left >= end and _SAME_CLAUSE.fullmatch(scene.text, end, left)
        if follows and _AFTER_THIS.search(scene.text, 0, first) is None:
            return ("measure:bound of the date",)
        if left < first and not scene.text[:left].strip():
            return ("measure:bound of the date",)
    return ()


def bound_doubts(when: When | None) -> tuple[str, ...]:
    """`measure:bound of the date` for a joining "before 2019" or "not until 2015"."""
    if when is None or when.role not in _BOUNDS:
        return ()
    return ("measure:bound of the date",)
