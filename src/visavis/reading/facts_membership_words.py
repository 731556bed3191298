"""The words of joining, leaving and belonging, as patterns that end (or begin) at a group's name.

The trap is what follows the name: "joined the EU in condemning", "left EU leaders" and "joined NATO
exercises" are no memberships; `FOLLOWS_NAME` says what may come after a whole name.
"""

import re

from visavis.reading.patterns import lazy

__all__ = [
    "AFTER_ROLE",
    "AFTER_STATUS",
    "APPLIED",
    "APPLIED_FOR",
    "APPOSED",
    "APPOSED_CANDIDATE",
    "APPOSITION",
    "AS_ROLE",
    "BECAME",
    "BELONGS",
    "CANDIDATE_FOR",
    "COPULA",
    "EXPELLED",
    "FOLLOWS_NAME",
    "FORMERLY",
    "FREE_TRADE",
    "GAINED",
    "GOES_ON",
    "IN_COMPANY",
    "IS",
    "JOINED",
    "LEFT",
    "NOUNS",
    "NOUN_JOINED",
    "NOUN_LEFT",
    "PART_OF",
    "RELATIVE",
    "STATUS_KINDS",
    "WANTING",
]

DECOR = (
    r"(?:(?:the|a|an|its|one of the|full|official|formal|newest|youngest|oldest|latest|founding|"
    r"original|founder|permanent|core|active|key|loyal|fellow|only|largest|smallest|first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th)|"
    r"full-fledged|current|fully fledged|longstanding|long-standing|long-time|leading|major|"
    r"committed|new|now|of|six|five|four|three|two|ten|original|former|one-time|erstwhile|sole|"
    r"biggest|most \w+|[a-z-]{3,}est)\s+)*"
)
NOUNS: tuple[tuple[str, str], ...] = (
    ("sectoral_dialogue_partner", r"sectoral dialogue partners?"),
    ("dialogue_partner", r"(?:full |comprehensive |strategic )*dialogue partners?"),
    ("free_trade_partner", r"free[- ]trade partners?"),
    ("observer", r"observers?(?: states?| members?| countr(?:y|ies))?"),
    ("associate", r"associate(?:d)?(?: members?| states?| countr(?:y|ies))"),
    ("candidate", r"candidates?(?: countr(?:y|ies)| states?| members?)?"
     r"(?: (?:for|to) (?:membership|accession|entry|join))?"),
    ("signatory", r"signator(?:y|ies)"),
    ("partner", r"partner (?:countr(?:y|ies)|states?)"),
    ("member", r"members?(?:[- ]states?| countr(?:y|ies)| economy| economies| nations?)?"),
)  # fmt: skip
NOUN = "|".join(f"(?P<{kind}>{words})" for kind, words in NOUNS)
ROLE = rf"(?P<decor>{DECOR})(?:{NOUN})"
THE = r"\s+(?:the\s+)?"
OF = r"\s+(?:of|in|to|for|with|at|within)(?:\s+the)?\s+"

JOINED = lazy(
    r"\b(?:join(?:ed|s|ing)?|re-?join(?:ed|s|ing)?|acced(?:e|es|ed|ing) to|enter(?:ed|s|ing)?|"
    r"(?:co-?)?founded|(?:was|were|been|being) (?:\w+ly )?(?:admitted|accepted|welcomed|received) "
    r"(?:in)?to|"
    r"signed up to)" + THE + r"$",
    re.IGNORECASE,
)
BECAME = lazy(
    r"\b(?:bec[ao]mes?|becoming|(?:was|were|been) (?:\w+ly )?(?:made|named|accepted as|admitted as|"
    rf"welcomed as|declared|granted the status of)|joined as)\s+{ROLE}{OF}$",
    re.IGNORECASE,
)
IS = lazy(
    r"\b(?:is|are|was|were|remains?|remained|been|be|being|stays?|stayed)\s+"
    rf"(?:(?:not|yet|never|also|still|now|already|both|currently|neither|no longer|"
    rf"themselves|itself)"
    rf"\s+)*{ROLE}{OF}$",
    re.IGNORECASE,
)
BELONGS = lazy(
    r"\b(?:belong(?:s|ed|ing)? to|(?:(?:is|are|was|were|been|remains?|be)\s+(?:(?:not|also|still|"
    r"now|never)\s+)*)?(?:a )?part of|(?:sits?|sat) (?:in|on))" + THE + r"$",
    re.IGNORECASE,
)
LEFT = lazy(
    r"\b(?:left|leaves?|leaving|quit(?:s|ting)?|exit(?:ed|s|ing)?(?: from)?|withdr[ae]wn? from|"
    r"withdrawing from|pulled out of|pulling out of|departed(?: from)?|walked out of)"
    + THE + r"$",
    re.IGNORECASE,
)  # fmt: skip
EXPELLED = lazy(
    r"\b(?P<how>expelled|suspended|excluded|ejected|ousted) from" + THE + r"$", re.IGNORECASE
)
NOUN_LEFT = lazy(
    r"['\u2019]s?\s+(?:\w+ )?(?:withdrawal|exit|departure) from" + THE + r"$", re.IGNORECASE
)
NOUN_JOINED = lazy(
    r"['\u2019]s?\s+(?:\w+ )?(?:accession|entry|admission) (?:in)?to" + THE + r"$", re.IGNORECASE
)
APPLIED = lazy(
    r"\bappl(?:ied|ies|ying|y) (?:to (?:join|enter|become a member of)|for (?:\w+ )?membership "
    r"(?:of|in|to))" + THE + r"$",
    re.IGNORECASE,
)
APPOSED = lazy(rf"\s*[,(\u2013\u2014]\s*(?:(?:also|itself|like)\s+)?{ROLE}{OF}$", re.IGNORECASE)
PART_OF = lazy(r"\s*[,(]\s*(?:\w+ )?part of" + THE + r"$", re.IGNORECASE)
WANTING = lazy(
    r"\b(?:wants?|wanted|hopes?|hoped|seeks?|sought|plans?|planned|aims?|aspires?|wish(?:es)?|"
    r"intends?)\s+(?:to (?:join|enter)|membership (?:of|in))" + THE + r"$",
    re.IGNORECASE,
)

COPULA = lazy(
    r"\b(?P<verb>is|are|was|were|remains?|remained|been|be|bec[ao]mes?|becoming)\s+"
    r"(?:(?:not|never|also|still|now|already|both|currently|no longer)\s+)*"
    rf"(?P<decor>{DECOR})$",
    re.IGNORECASE,
)
AFTER_ROLE = lazy(
    rf"(?:['\u2019]s?)?\s+{ROLE}\b(?!\s+of\b|\s+in the (?:European )?parl)", re.IGNORECASE
)
AFTER_STATUS = lazy(
    r"(?:['\u2019]s?)?\s+(?P<status>full membership|membership|candidate status|candidacy|"
    r"observer status|dialogue partner status|associate membership)\b",
    re.IGNORECASE,
)
GAINED = lazy(
    r"\b(?:gain(?:ed|s)|obtain(?:ed|s)|secur(?:ed|es)|won|wins|receiv(?:ed|es)|achiev(?:ed|es)|"
    r"(?:was|were|been) (?:granted|given|awarded)|got|acquir(?:ed|es)|attain(?:ed|s))\s+"
    r"(?:full\s+|the\s+)?$",
    re.IGNORECASE,
)
APPLIED_FOR = lazy(r"\bappl(?:ied|ies|ying) for\s+(?:full\s+|the\s+)?$", re.IGNORECASE)
CANDIDATE_FOR = lazy(
    r"\b(?:is|are|was|were|been|remains?|bec[ao]mes?)\s+(?:(?:also|still|now|officially)\s+)*"
    r"(?:a |an |official )*candidates? for\s+(?:full\s+|the\s+)?$",
    re.IGNORECASE,
)
APPOSED_CANDIDATE = lazy(
    r"\s*,\s*(?:a |an |official )*candidates? for\s+(?:full\s+|the\s+)?$", re.IGNORECASE
)
APPOSITION = lazy(r"\s*[,(]\s*(?:(?:also|itself|a|an|the|now|once|\w+)\s+){0,4}$")
STATUS_KINDS = {
    "full membership": "member", "membership": "member", "candidate status": "candidate",
    "candidacy": "candidate", "observer status": "observer", "associate membership": "associate",
    "dialogue partner status": "dialogue_partner",
}  # fmt: skip
FREE_TRADE = lazy(
    r"\b(?:has|have|had)\s+(?:(?:also|already)\s+)?(?:a|an) free[- ]trade (?:agreement|deal|zone|"
    r"area|pact) with" + THE + r"$",
    re.IGNORECASE,
)
RELATIVE = lazy(r"\s*,?\s*(?:which|that)\s+(?:the\s+)?", re.IGNORECASE)
AS_ROLE = lazy(rf"\s+as\s+{ROLE}\b", re.IGNORECASE)
FOLLOWS_NAME = lazy(
    r"\s*(?:$|[.,;:)!?\u2013\u2014-]|(?:on|at|after|as|during|by|last|this|and|but|or|since|amid|"
    r"because|when|while|before|under|following|without|to|for|despite|although|though|only|"
    r"together|along|alongside|first|again|early|late|later|soon|ten|just|who|which|that|ahead|"
    r"from|until|back|next|every|earlier|almost|nearly|\w+ (?:years?|months?|decades?) (?:ago|"
    r"later|earlier|before|after)|with (?:effect|the|nine|nine|seven|two|three|four|five|six|ten|"
    r"eight|eleven|twelve|[A-Z]\w*)|in (?:the|\d|early|late|mid|January|February|March|April|May|"
    r"June|July|August|September|October|November|December|its|order))\b)",
)
IN_COMPANY = lazy(
    r"(?:\s*(?:,|,?\s*and|&)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*)*\s*in\s+\w+ing\b"
)
FORMERLY = lazy(r"\b(?:former|ex|one-?time|erstwhile)(?:\s+|-)$", re.IGNORECASE)
GOES_ON = lazy(
    r"\s+(?:[A-Z](?!SEAN|U\b)[\w-]*\s+)?(?:(?:[A-Z][\w-]+\s+)*(?:and\s+)?(?:[A-Z][\w-]+\s+)*"
    r"(?:Council|Committee|Commission|Bank|Court|Parliament|Centre|Center|Board|Agency|Programme|"
    r"Program|Fund|Market|Union|Assembly|Group|Partnership|Forum|Initiative|Mechanism|Network))\b|"
    r"(?:['\u2019]s?)?\s+(?:[\w-]+\s+){0,2}(?:council|committee|commission|bank|court|parliament|"
    r"board|agency|programme|program|fund|market|customs union|working group|mission|force|corps|"
    r"framework|initiative|mechanism|bureau|secretariat|waiting room|network)\b"
)
