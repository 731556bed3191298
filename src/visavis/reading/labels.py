"""Numbers that are no amounts: references, model names, times, durations, telephone numbers."""

import re

from visavis.reading.numerals import Numeral
from visavis.reading.patterns import lazy
from visavis.reading.units import currency_before

__all__ = ["LABEL", "is_attribute", "is_duration", "is_label"]

LABEL = lazy(
    r"(?:\b(?:nos?|nr|arts?|articles?|paragraphs?|paras?|resolutions?|res|pages?|pp?|chapters?|ch|"
    r"sections?|sec|order|decree|law|act|phase|figures?|fig|tables?|tab|charts?|box|lines?|vol|"
    r"volume|annex|appendix|part|item|rule|protocol|type|category|level|version|flight|channel|"
    r"class|grade|route|highway|boeing|airbus|agenda|vision|horizon|covid|code|heading|hs|cn|sdg|"
    r"goal|point|step|track|basket|tier|group|grade|project|unit|block|aged?|line|bill|chapitre|"
    r"résolution|décret|loi|page|стать[яеи]|резолюци\w+|указ\w*|закон\w*|пункт\w*|глав\w+|стр)\.?"
    r"|[#№§]|n°)\s*$",
    re.IGNORECASE,
)
_NAME_BEFORE = lazy(r"[^\W\d_]['’]?-?$")
_GLUED = lazy(r"[^\W\d_]")
_KNOWN_GLUED = lazy(
    r"(?:bn|bln|mn|mln|tn|trn|m|k|b|t|bcm|mcm|kt|mt|kg|km|ha|gw|mw|kw|gwh|twh|mwh|kwh|pc|pct|pp|x|"
    r"md|mds|mrd|bbl|bpd|b/d|mb/d|kb/d|teu|usd|eur|fold|cr|tcf|bcf|mmt|boe|l|m2|m3|km2|percent|"
    r"million|billion|trillion|tonnes|tons|млн|млрд|трлн|тыс)(?![^\W_])",
    re.IGNORECASE,
)
_ATTRIBUTE = lazy(
    r"-(?!\d)(?!(?:million|billion|trillion|bn|percent|per|dollar|euro|pound|yuan|rouble|ruble|rupee|"
    r"thousand|fold|tonnes?|tons?|barrels?|%|percentage|lakh|crore|milli|basis|million)\b)[^\W\d_]"
)
_JOINED_BEFORE = lazy(r"[\w)]/$|\d:$|\w\+$|\d\.$")
"""What ties a number to something before it: "68/262", "10:30", "2+2", "1.2.3"."""
_JOINED_AFTER = lazy(r"[/:+]\s?\d")
_TIME = lazy(
    r"\s?(?:(?:a\.?m\.?|p\.?m\.?)(?![^\W_])|o'clock|gmt|utc|h\b|hours?\b|minutes?\b|seconds?\b)",
    re.IGNORECASE,
)
_DURATION = lazy(
    r"[\s-]*(?:(?:consecutive|straight|full|successive|more|or\s+\w+)\s+)?(?:years?|months?|weeks?|days?|"
    r"decades?|centur(?:y|ies)|quarters?|nights?|hours?|minutes?|ans?|années?|mois|jours?|semaines?|"
    r"лет|год\w*|месяц\w*|дн\w+|недел\w+|градус\w*|degrees?|°)(?!\w)",
    re.IGNORECASE,
)
_ORDINAL_END = lazy(r"(?:st|nd|rd|th|e|er|ère|ème|-[йяемго]+)\b", re.IGNORECASE)
_PRICES_OF = lazy(r"\b(?:constant|real|current|fixed|in)\s+$", re.IGNORECASE)
_YEAR_PRICES = lazy(r"(?:19|20)\d\d\s+(?:US\s+)?(?:dollars|euros|prices|pounds)\b", re.IGNORECASE)
_PHONE = lazy(r"(?:\+\s?|\btel\.?:?\s*|\bphone:?\s*)[\d\s().-]*$", re.IGNORECASE)
_DATE_LIKE = lazy(r"\d{1,4}[./]\d{1,2}[./]\d{2,4}")


def is_label(plain: str, numeral: Numeral, low: int) -> bool:
    """Whether the number is part of a name, a reference, a time or a telephone number."""
    start, end = numeral.start, numeral.end
    before = plain[max(low, start - 24) : start]
    if numeral.is_word:
        return before.endswith("-")
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(plain, end):
        return True
    if before.endswith("-") and before[-2:-1].isdigit() and re.match(r"-\d", plain[end : end + 2]):
        return True
    if _PHONE.search(before) or _DATE_LIKE.match(plain, start):
        return True
    if _GLUED.match(plain, end) and not _KNOWN_GLUED.match(plain, end):
        return True
    if _PRICES_OF.search(before) and _YEAR_PRICES.match(plain, start):
        return True
    if _ORDINAL_END.match(plain, end) or _TIME.match(plain, end):
        return True
    return bool(_NAME_BEFORE.search(before)) and currency_before(plain, start, low) is None


def is_duration(plain: str, at: int) -> bool:
    """Whether a length of time or a degree begins at `at`: "5 years", "40 degrees"."""
    return _DURATION.match(plain, at) is not None


def is_attribute(plain: str, at: int) -> bool:
    """Whether the number before `at` only describes: "a 14-nation bloc"."""
    return _ATTRIBUTE.match(plain, at) is not None
