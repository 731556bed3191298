"""Names of months and the prepositions of time, in English, French and Russian."""

import re

from visavis.reading.lexis import WhenRole

__all__ = ["DAY", "MONTHS", "MONTH_STEMS", "NAMED_MONTH", "PREPOSITION", "ROLES", "YEAR"]

YEAR = r"(?:1[89]\d\d|20\d\d|21[0-4]\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"

_NAMES: tuple[str, ...] = (
    "january jan janvier janv январь января январе янв",
    "february feb février fevrier févr февраль февраля феврале фев",
    "march mar mars март марта марте",
    "april apr avril avr апрель апреля апреле апр",
    "may mai май мая мае",
    "june jun juin июнь июня июне",
    "july jul juillet juil июль июля июле",
    "august aug août aout август августа августе авг",
    "september sep sept septembre сентябрь сентября сентябре сен",
    "october oct octobre октябрь октября октябре окт",
    "november nov novembre ноябрь ноября ноябре ноя",
    "december dec décembre decembre déc декабрь декабря декабре дек",
)
MONTHS: dict[str, int] = {
    word: number for number, line in enumerate(_NAMES, start=1) for word in line.split()
}
"""Month by lower-case name or abbreviation without its point."""


_ENGLISH = frozenset(word for line in _NAMES for word in line.split()[:2])
_FORMS = tuple(
    form
    for word in sorted(MONTHS, key=len, reverse=True)
    for form in ((word.capitalize(),) if word in _ENGLISH else (word.capitalize(), word))
)
NAMED_MONTH = r"(?:" + "|".join(map(re.escape, _FORMS)) + r")(?![^\W\d_])\.?"
"""A month as it stands without a year: English names need their capital ("may", "march")."""
MONTH_STEMS = tuple(sorted({form[:3] for form in _FORMS}))
"""The beginnings of all those names: where none occurs, no month does."""

_ROLE_WORDS: dict[WhenRole, tuple[str, ...]] = {
    "in": (
        "in", "during", "for", "throughout", "on", "at", "en", "pendant", "durant", "pour", "le",
        "au", "du", "в", "во", "за", "на", "of", "au cours de",
    ),
    "from": ("from", "depuis", "starting in", "starting from", "beginning in", "с", "со"),
    "to": ("to", "through", "à"),
    "by": ("by", "d'ici", "d'ici à", "no later than", "к", "by the end of", "by end",
           "before the end of", "by mid", "by the year"),
    "since": ("since",),
    "until": ("until", "till", "up to", "up until", "jusqu'en", "до", "as late as"),
    "before": ("before", "prior to", "avant", "ahead of"),
    "after": ("after", "following", "après", "после"),
    "over": ("over", "across", "within"),
    "as_of": ("as of", "as at", "as of the end of", "at the end of", "at end", "as of end",
              "at the start of", "at the beginning of", "fin", "на конец"),
    "year_on_year": (
        "compared to", "compared with", "against", "versus", "relative to", "than in", "than",
        "compared to that of", "compared with that of", "par rapport à", "vs", "over that of",
        "by comparison with", "по сравнению с",
    ),
}  # fmt: skip
ROLES: dict[str, WhenRole] = {word: role for role, words in _ROLE_WORDS.items() for word in words}
"""Role by preposition, lower case."""

PREPOSITION = "|".join(
    re.escape(word).replace(r"\ ", r"\s+") for word in sorted(ROLES, key=len, reverse=True)
)
