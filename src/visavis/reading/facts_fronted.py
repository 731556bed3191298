"""Opening phrases: in "On the integrity of Ukraine, India and China abstained" two states vote.

The trap is that the same comma parts the phrase from the subject and one member of a list from the
next. A name governed by a preposition, a participle or the verb of an opening clause is no member
of a list that is itself the subject of a verb.
"""

import re

from visavis.reading.patterns import lazy

__all__ = ["heads_a_clause", "is_fronted"]

_PREPOSITION = (
    r"about|above|across|after|against|alongside|amid|among|around|as|at|before|behind|besides|"
    r"between|by|concerning|condemning|despite|during|except|following|for|from|in|inside|into|like|near|of|"
    r"off|on|onto|out|over|regarding|since|through|to|toward|towards|under|unlike|until|upon|"
    r"versus|via|with|within|without"
)
_CONJUNCTION = r"when|while|whereas|although|though|because|if|once|unless|where|whenever"
_OPENER = lazy(
    r"\s*(?:(?:and|but|yet|so|also|then|even|just|only|shortly|soon|not|unsurprisingly|\w+ly)"
    rf",?\s+)*(?:(?:{_PREPOSITION}|{_CONJUNCTION}|along|alongside|together|apart|aside|asked|backed|"
    r"faced|led|(?!including|excluding|during|bring)\w+ing)\b)",
    re.IGNORECASE,
)
_SUBORDINATE = lazy(rf"\s*(?:\w+\s+)?(?:{_CONJUNCTION}|after|before|as|since)\b", re.IGNORECASE)
_ADJECTIVES = r"(?:(?:the|both|all|[\w]+ern|neighbou?ring|occupied|[\w]+-\w+ed)\s+)*"
_GOVERNED = lazy(rf"\b(?:{_PREPOSITION}|\w+ing|to\s+\w+)\s+{_ADJECTIVES}$", re.IGNORECASE)
_GOVERNED_BY_VERB = lazy(
    rf"\b(?:{_PREPOSITION}|\w+ing|to\s+\w+|\w+ed|left|met|hit|struck)\s+{_ADJECTIVES}$",
    re.IGNORECASE,
)
_BARE_WITH = lazy(r"\s*(?:and\s+)?with\s+(?:the\s+|both\s+)?$", re.IGNORECASE)
_CLAUSE = lazy(r"[;:,(\u2013\u2014]\s|\s{4,}")
_NO_VERB = (
    rf"(?!(?:{_PREPOSITION}|{_CONJUNCTION}|and|or|but|nor|than|that|which|who|whose|\w+ing)\b)"
)
_VERB = lazy(
    rf"(?:\s+|\s*\([^()]{{1,80}}\)\s*|\s*,[^,;:()A-Z]{{1,60}},\s+){_NO_VERB}[a-z]"
)  # fmt: skip


def is_fronted(text: str, at: int) -> bool:
    """Whether the name that begins at `at` belongs to a phrase that opens the clause.

    The word before it governs it, and the phrase begins with a preposition, a participle or a
    conjunction. A blanked date ends a phrase, so "In 2014 exports to China" opens with "exports".
    """
    head = text[:at]
    phrase = _CLAUSE.split(head)[-1]
    if not _OPENER.match(phrase) or _BARE_WITH.fullmatch(phrase):
        return False
    governed = _GOVERNED_BY_VERB if _SUBORDINATE.match(phrase) else _GOVERNED
    return governed.search(phrase) is not None


def heads_a_clause(text: str, end: int) -> bool:
    """Whether the list of names that ends at `end` is followed by the verb of which it is subject.

    A list that a comma, a full stop or a preposition follows goes on with the opening phrase.
    """
    return _VERB.match(text, end) is not None
