"""What a verb of voting has as its object: the resolution spoken of before, or something else.

The trap: "voted for resolution ES-11/1 but voted against EU aid" names a resolution for the first
verb only. An earlier resolution is carried on to a verb that has nothing after it, a pronoun or
"the resolution", never to one with an object of its own.
"""

import re

from visavis.reading.patterns import lazy

__all__ = ["has_own_object"]

_SAME = (
    r"(?:it|them|this|that|one|these|both|either|all)\b(?!\s+(?:of|[a-z]+ing))|"
    r"(?:(?:the|this|that|these|those|such|its|both|every|any)\s+)?(?:[\w.'\u2019/-]+\s+){0,4}?"
    r"(?:resolution|text|motion|draft|measure|document)s?\b"
)
_INDEFINITE = lazy(r"\s*(?:of\s+)?(?:an|a|another|other|similar|earlier)\s", re.IGNORECASE)
_NOTHING = (
    r"$|[^\w\s'\u2019]|\s{3,}|(?:and|or|but|while|whereas|as|alongside|along|together|with|when|too|"
    r"again|also|instead|because|citing|despite|although|though|after|before|by|at|in|during|"
    r"since|like|unlike|including|included|were|was|are|is|came|from|than|then|once|both)\b"
)
_CONDEMNING = r"[^.;:,]*\b(?:condemn|denounc|deplor|demand|suspen|expel)"
_CARRIED = lazy(rf"\s*(?:{_NOTHING}|(?:of\s+|to\s+)?(?:{_SAME})|{_CONDEMNING})", re.IGNORECASE)
_ON_ANOTHER = lazy(
    r"\s+(?:from\s+)?(?:(?:in|on|during|at)\s+(?:a|an|the|another)\s+(?:\w+\s+)?votes?\s+)?"
    rf"(?:on|over|about)\s+(?!{_SAME}|{_CONDEMNING})\w",
    re.IGNORECASE,
)
_FULL = lazy(
    r"\b(?:resolution|motion|text|draft|measure)s?$|"
    r"\bto\s+(?:condemn|denounce|deplore|demand|suspend|expel)$",
    re.IGNORECASE,
)
_ACT = lazy(r"\bto\s+\w+$", re.IGNORECASE)
_SIDES = lazy(r"\b(?:vot|cast|ballot)", re.IGNORECASE)


def has_own_object(text: str, start: int, end: int) -> bool:
    """Whether the voting verb from `start` to `end` is about another thing than what came before.

    `text` is the sentence with its dates blanked. Staying away or abstaining has an object only
    after "on".
    """
    verb = text[start:end]
    if _FULL.search(verb):
        return False
    if not _SIDES.match(verb):
        return _ON_ANOTHER.match(text, end) is not None
    if _INDEFINITE.match(text, end):
        return True
    return _ACT.search(verb) is not None or _CARRIED.match(text, end) is None
