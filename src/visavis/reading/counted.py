"""The noun that a number counts: "seven visits", "some twenty bilateral agreements".

There is no part-of-speech tagger: the noun is the first plural (or collective) word after the
number, before anything that ends a noun phrase.
"""

import re

from visavis.reading.lexis import Span
from visavis.reading.patterns import lazy

__all__ = ["counted_noun"]

_WORD = lazy(r"\s{1,4}(?:of\s+|de\s+|d')?([^\W\d_][\w'./-]*\w|[^\W\d_])")
_BREAK = frozenset(
    word
    for line in (
        "in on at to for from by with and or but as than that which who whom were was are is be",
        "been being have has had will would could can may might must shall should of per a an the",
        "its their this these those his her our my your over under between against during since",
        "until till after before compared while when where because if not also only just about",
        "into out up down through across within without due each every more less up voted said",
        "et ou dans en sur par pour avec que qui est sont а и в на с по из за от до к о у при что",
        "it they he she we you i them him us there here then so such not no yes did do does went",
        "times",
    )
    for word in line.split()
) - {"times"}
_NO_PLURALS = (
    "this its his was has us as plus minus news towards always perhaps thus besides gas dollars "
    "per afterwards backwards forwards indoors overseas"
)
_SINGULAR_S = frozenset(_NO_PLURALS.split())
_IRREGULAR = frozenset(
    word
    for line in (
        "people aircraft troops personnel staff police men women children servicemen policemen",
        "fishermen spacecraft crew military infantry tourists migrants refugees vehicles series",
        "data media species helicopters businessmen head deaths livestock votes cattle",
    )
    for word in line.split()
)
_RUSSIAN_ADJECTIVE = lazy(r"(?:ых|их|ой|ый|ий|ая|ое|ые|ие|ую|ого|ему|ому)$")
_CYRILLIC = lazy(r"[а-яё]", re.IGNORECASE)
_FRENCH_PLURAL = lazy(r"(?:s|x)$")


def counted_noun(plain: str, at: int, end: int, value: float) -> Span | None:
    """Where the noun phrase that the number before `at` counts stands; None if there is none.

    The span runs from the first adjective to the last plural noun ("Russian fighter jets").
    """
    start: int | None = None
    last: int | None = None
    for _ in range(6):
        match = _WORD.match(plain, at, end)
        if match is None:
            break
        word = match[1].lower()
        bare = word.removesuffix("'s").removesuffix("'")
        if word in _BREAK or (start is not None and " of " in f"{match[0]} "):
            break
        start = match.start(1) if start is None else start
        if _is_plural(bare, value) and not word.endswith("'s"):
            last = match.end(1)
        elif last is not None:
            break
        at = match.end()
        if plain[at : at + 1] in ',;:.!?()"':
            break
    if start is None or last is None:
        return None
    return start, last


def _is_plural(word: str, value: float) -> bool:
    if _CYRILLIC.search(word):
        return not _RUSSIAN_ADJECTIVE.search(word)
    if word in _IRREGULAR:
        return True
    if value == 1:
        return word not in ("single", "new", "major", "official", "bilateral", "joint", "such")
    return (
        bool(_FRENCH_PLURAL.search(word))
        and word not in _SINGULAR_S
        and not word.endswith(("ss", "ous", "us", "is"))
    )
