"""The words around a number that say how exactly it is meant, and per what time."""

import re
from typing import NamedTuple

from visavis.reading.patterns import lazy

__all__ = ["Hedge", "hedge_after", "hedge_before", "rate_after"]


class Hedge(NamedTuple):
    """Hedging words: where they stand, what they are and the qualifier they give."""

    start: int
    end: int
    words: str
    qualifier: str


_LISTS: tuple[tuple[str, str], ...] = (
    ("~", r"about|around|some|roughly|approximately|approx\.?|circa|ca?\.|an\s+estimated|estimated"
     r"|nearly|almost|close\s+to|near(?:ing|ly)?|approaching|approached|just\s+about|virtually"
     r"|practically|in\s+the\s+region\s+of|in\s+the\s+order\s+of|on\s+the\s+order\s+of|barely"
     r"|hardly|scarcely|not\s+quite|somewhere\s+around"
     r"|environ|près\s+d(?:e|es|u|')|presque|quelque|autour\s+de|à\s+peine|de\s+l'ordre\s+de|quasiment"
     r"|около|почти|примерно|приблизительно|порядка|едва|almost\s+exactly"),
    (">", r"(?:well|far|much|just|slightly|a\s+little|a\s+bit|significantly|considerably)?\s*"
     r"(?:over|more\s+than|above|in\s+excess\s+of|higher\s+than|greater\s+than|north\s+of)"
     r"|upwards?\s+of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|pass(?:ed|ing)"
     r"|cross(?:ed|ing)|beyond|(?:un\s+peu\s+)?plus\s+de|plus\s+d'|plus\s+que|au-delà\s+de|dépass\w+"
     r"|более(?:\s+чем)?|больше|свыше|превы\w+"),
    (">=", r"at\s+least|no\s+less\s+than|not\s+less\s+than|no\s+fewer\s+than|a\s+minimum\s+of"
     r"|minimum|au\s+moins|не\s+менее|как\s+минимум|по\s+меньшей\s+мере|at\s+the\s+very\s+least"),
    ("<", r"(?:well|far|much|just|slightly|a\s+little|a\s+bit)?\s*"
     r"(?:less\s+than|fewer\s+than|under|below|lower\s+than|short\s+of|shy\s+of)"
     r"|moins\s+de|moins\s+d'|inférieure?s?\s+à|менее|меньше"),
    ("<=", r"no\s+more\s+than|not\s+more\s+than|at\s+most|a\s+maximum\s+of|not\s+exceeding"
     r"|not\s+to\s+exceed|does\s+not\s+exceed|did\s+not\s+exceed|au\s+plus|не\s+более"),
    ("up_to", r"up\s+to|as\s+much\s+as|as\s+many\s+as|as\s+high\s+as|jusqu'à|до"),
    ("=", r"only|just|merely|a\s+mere|exactly|precisely|seulement|exactement|лишь"
     r"|всего(?:\s+лишь)?"),
)  # fmt: skip
_GROUPS = "|".join(f"(?P<g{n}>{words})" for n, (_, words) in enumerate(_LISTS))
_BEFORE = lazy(
    rf"(?<![\w'-])(?:{_GROUPS})(?:\s+(?:the|as|about|around|some))?\s{{1,4}}$", re.IGNORECASE
)
_BEFORE_TILDE = lazy(r"(?<!\S)([~≈><≥≤])\s?$")
_TILDES = {"~": "~", "≈": "~", ">": ">", "<": "<", "≥": ">=", "≤": "<="}
_ABOUT_A_TOPIC = lazy(
    r"\b(?:disput\w+|talks?|concern\w*|sanctions|deals?|agreements?|wars?|controls?|tensions?|rows?|"
    r"fights?|worr\w+|presid\w+|rul\w+|questions?|negotiat\w+|conflicts?|clash\w*|preced\w+|all)\s+$",
    re.IGNORECASE,
)
_MOVED = lazy(
    r"\b(?:went|gone|going|goes|rose|risen|rising|mov\w+|shot|jump\w+|climb\w+|grew|grown|came)\s+$",
    re.IGNORECASE,
)
_AFTER = lazy(
    r"\s{0,3}(?:(?P<more>\+(?!\d)|plus\b(?!\s+\d)|or\s+more\b|and\s+more\b|or\s+higher\b|et\s+plus\b"
    r"|и\s+более\b)|(?P<less>or\s+less\b|or\s+fewer\b|or\s+lower\b)|(?P<so>or\s+so\b|or\s+thereabouts"
    r"|give\s+or\s+take))",
    re.IGNORECASE,
)
_RATE = lazy(
    r"\s{0,3}(?:(?:per|a|each|every|par)\s+(?P<unit>year|annum|day|month|week|quarter|an\b|jour|mois)"
    r"\b(?!-|\s+(?:earlier|ago|before|later|after|on))"
    r"|(?P<adverb>annually|yearly|daily|monthly|annuels?\b|annuelles?\b|ежегодно)|/\s?(?P<slash>year"
    r"|yr|y\b|day|d\b|month)|в\s+(?P<ru>год|месяц|день|сутки)(?!\w))",
    re.IGNORECASE,
)
_PERIODS = {
    "year": "year", "annum": "year", "an": "year", "annually": "year", "yearly": "year",
    "annuel": "year", "annuels": "year", "annuelle": "year", "annuelles": "year", "yr": "year",
    "y": "year", "ежегодно": "year", "год": "year", "day": "day", "jour": "day", "daily": "day",
    "d": "day", "день": "day", "сутки": "day", "month": "month", "mois": "month",
    "monthly": "month", "месяц": "month", "week": "week", "quarter": "quarter",
}  # fmt: skip


def hedge_before(plain: str, at: int, low: int) -> Hedge | None:
    """The hedging words that end just before `at`, not reaching below `low`."""
    match = _BEFORE_TILDE.search(plain, max(low, at - 3), at)
    if match is not None:
        return Hedge(match.start(), match.end(), match[1], _TILDES[match[1]])
    match = _BEFORE.search(plain, max(low, at - 42), at)
    if match is None:
        return None
    number = next(n for n in range(len(_LISTS)) if match[f"g{n}"] is not None)
    words = " ".join(match[0].lower().split())
    is_topic = words in ("over", "about", "above", "under", "some", "around")
    if is_topic and _ABOUT_A_TOPIC.search(plain, max(low, match.start() - 16), match.start()):
        return None
    if words == "up to" and _MOVED.search(plain, max(low, match.start() - 12), match.start()):
        return None
    if words == "до" and not _is_bound(plain[low : match.start()]):
        return None
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    end = match.start() + len(match[0].rstrip())
    outer = hedge_before(plain, start, low) if words in ("about", "some", "around") else None
    if outer is not None:
        return Hedge(outer.start, end, f"{outer.words} {words}", outer.qualifier)
    return Hedge(start, end, words, _LISTS[number][0])


def _is_bound(head: str) -> bool:
    """Whether Russian "до" before a number is "up to", not "from ... to" or "rose to"."""
    return not re.search(r"(?:\bот\b|\bс\b|вы?рос\w*|увелич\w+|сниз\w+)[^.;]*$", head)


def hedge_after(plain: str, at: int) -> Hedge | None:
    """The hedging words that begin at `at`: "or more", "+", "or so"."""
    match = _AFTER.match(plain, at)
    if match is None:
        return None
    words = match[0].strip().lower()
    qualifier = ">=" if match["more"] else "<=" if match["less"] else "~"
    return Hedge(match.end() - len(match[0].lstrip()), match.end(), words, qualifier)


def rate_after(plain: str, at: int) -> tuple[str, int] | None:
    """The time to which an amount is related ("a year": `year`) and where the words end."""
    match = _RATE.match(plain, at)
    if match is None:
        return None
    word = next(filter(None, match.groups()))
    return _PERIODS[word.lower()], match.end()
