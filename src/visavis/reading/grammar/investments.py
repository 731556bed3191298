"""Which investment a claim speaks of: held, announced, registered, or of the ultimate owner.

The trap is that all four are called investment and stocks of it, and that who announces a stock
need not speak of announced investment: words count that stand with the noun, the last one before
the amount. "By ultimate owner" may stand anywhere in the sentence.
Source: OECD Benchmark Definition of Foreign Direct Investment, 4th edition (2008), on the
ultimate investing country.
"""

import re
from dataclasses import replace

from visavis.model.claims import Claim
from visavis.reading.patterns import lazy

__all__ = ["with_investment_kind"]

_INWARD = ("fdi_in_stock", "fdi_in_flow")
_OUTWARD = ("fdi_out_stock", "fdi_out_flow")
_STOCKS = ("fdi_in_stock", "fdi_out_stock")
_NOUN = r"\b(?:investments?|FDI|инвестици\w*|вложени\w*|ПИИ|investissements?|IDE)\b"
_BETWEEN = r"\s+(?:(?!(?:that|its|the|an?|que|что)\b)[\w'’-]+\s+){0,3}?"
_ULTIMATE = lazy(
    r"\bultimate\s+(?:\w+\s+)?(?:owners?|ownership|investors?|investing|sources?|parents?"
    r"|beneficial|beneficiar\w+|hosts?|controlling)|\bbeneficial\s+owner"
    r"|\b(?:routed|channell?ed|passing|passed)\s+(?:through|via)\b"
    r"|конечн\w+\s+(?:инвестор|собственник|владел|бенефициар|контролир)"
    r"|\b(?:investisseurs?|propriétaires?|bénéficiaires?)\s+(?:ultimes?|finals?|effectifs?)",
    re.IGNORECASE,
)
_REGISTERED = lazy(
    r"\b(?:registered|approved|licen[sc]ed|contracted|зарегистрированн\w+|одобренн\w+)"
    + _BETWEEN + _NOUN + "|" + _NOUN
    + r"\s+(?:\w+\s+)?(?:enregistrés?|agréés?|registrations?|approvals?|licen[sc]es)\b",
    re.IGNORECASE,
)  # fmt: skip
_PLANNED = lazy(
    r"\b(?:announced|planned|pledged|promised|committed|proposed|intended|объявленн\w+"
    r"|запланированн\w+|обещанн\w+|заявленн\w+)" + _BETWEEN + _NOUN + "|" + _NOUN
    + r"\s+(?:\w+\s+)?(?:annoncés?|prévus?|promis|pledges|commitments|announcements|intentions)\b",
    re.IGNORECASE,
)  # fmt: skip
_ANY = lazy(_NOUN, re.IGNORECASE)


def with_investment_kind(text: str, claim: Claim) -> Claim:
    """The claim under the measure that its words mean, with the sides as that measure has them.

    Announced and registered investment and stocks by ultimate owner have measures of their own.
    """
    if claim.measure not in (*_INWARD, *_OUTWARD):
        return claim
    kind = _kind(text, claim)
    if kind is None:
        return claim
    if (claim.measure in _INWARD) == (kind != "investment_planned"):
        return replace(claim, measure=kind)
    return replace(claim, measure=kind, subject=claim.partner, partner=claim.subject)


def _kind(text: str, claim: Claim) -> str | None:
    first, last = claim.sentence
    if claim.measure in _STOCKS and _ULTIMATE.search(text, first, last):
        return "fdi_in_ultimate"
    before = text[first : claim.end]
    nouns = [match.end() for match in _ANY.finditer(before)]
    for kind, words in (("fdi_in_registered", _REGISTERED), ("investment_planned", _PLANNED)):
        if any(nouns and match.end() >= nouns[-1] for match in words.finditer(before)):
            return kind
    return None
