"""States and groups as English sentences name them, with articles and possessives.

The trap is the apostrophe: a plural name takes a bare one (the Netherlands' exports), a singular
name in -s does not (Laos's exports).
"""

import re
from functools import cache

from visavis.briefs.periods import period_words
from visavis.model.groups import group, is_group
from visavis.model.states import is_state, state

__all__ = ["capitalised", "joined", "name", "named", "possessive", "with_a"]

_IDS = re.compile(r"\b[A-Z][A-Z0-9_]{1,20}\b")

_GROUPS = {
    "AES": "the Alliance of Sahel States", "ANDEAN": "the Andean Community",
    "ARAB_LEAGUE": "the Arab League", "AU": "the African Union", "BENELUX": "Benelux",
    "CIS": "the CIS", "COE": "the Council of Europe", "COMECON": "Comecon",
    "COMMONWEALTH": "the Commonwealth", "CPTPP": "the CPTPP", "CSTO": "the CSTO",
    "CUSTOMS_UNION_2010": "the Customs Union of 2010", "EAC": "the East African Community",
    "EAEU": "the EAEU", "EEA": "the European Economic Area", "EU": "the EU",
    "EU27_2007": "the EU27 of 2007", "EUROZONE": "the euro area", "FIVE_EYES": "the Five Eyes",
    "G20": "the G20", "G7": "the G7", "G8": "the G8", "GCC": "the GCC", "MERCOSUR": "Mercosur",
    "NORDIC_COUNCIL": "the Nordic Council", "OECD": "the OECD", "OIC": "the OIC",
    "OPEC_PLUS": "OPEC+", "OTS": "the Organization of Turkic States", "P5": "the P5",
    "PACIFIC_ALLIANCE": "the Pacific Alliance", "PIF": "the Pacific Islands Forum",
    "QUAD": "the Quad", "SCHENGEN": "the Schengen area", "SCO": "the SCO", "UN": "the UN",
    "UNGA": "the UN General Assembly", "USMCA": "the USMCA", "V4": "the Visegrad Group",
    "WARSAW_PACT": "the Warsaw Pact", "WLD": "the world", "WTO": "the WTO",
    "arab_world": "the Arab states", "balkans": "the Balkans", "caribbean": "the Caribbean",
    "baltic": "the Baltic states", "caucasus": "the South Caucasus", "gulf": "the Gulf states",
    "middle_east": "the Middle East", "west": "the West", "western_balkans": "the Western Balkans",
}  # fmt: skip
"""Groups whose usual name needs an article or is not their id; the rest go by id (ASEAN, NATO)."""
_PLURAL = frozenset(
    {
        "ARE", "BHS", "COM", "CYM", "FLK", "FRO", "MDV", "MHL", "MNP", "NLD", "PHL", "SLB", "SYC",
        "TCA", "USA",
    }
)  # fmt: skip


@cache
def name(actor: str | None) -> str:
    """The actor's short English name with its article: `the United Kingdom`, `China`, `the EU27`.

    `A+B` is "A and B", `A|B` likewise. None is "an unnamed state".
    """
    if actor is None:
        return "an unnamed state"
    if "+" in actor or "|" in actor:
        return joined([name(part) for part in actor.replace("|", "+").split("+")])
    if "@" in actor:
        group_id, _, on = actor.partition("@")
        return f"{name(group_id)} as of {period_words(on)}"
    if actor in _GROUPS:
        return _GROUPS[actor]
    if actor.startswith("EU") and actor[2:].isdigit():
        return f"the {actor}"
    return f"{_article(actor)}{_short(actor)}"


def possessive(actor: str | None) -> str:
    """`Russia's`, `the Netherlands'`, `Laos's`, `China and India's`; `whose` is left to None."""
    if actor is not None and "@" in actor:
        group_id, _, on = actor.partition("@")
        return f"{possessive(group_id)} (as of {period_words(on)})"
    words = name(actor)
    last = (actor or "").replace("|", "+").rsplit("+", 1)[-1]
    return f"{words}'" if last in _PLURAL or words.endswith("states") else f"{words}'s"


def named(words: str) -> str:
    """`words` with ids and underscores replaced: `crude oil exports of Russia to China`."""
    known = _IDS.sub(lambda match: name(match[0]) if _is_known(match[0]) else match[0], words)
    return known.replace("_", " ").replace("the the ", "the ")


def _is_known(actor: str) -> bool:
    return is_state(actor) or is_group(actor) or actor in _GROUPS


def joined(words: list[str], last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def with_a(noun: str) -> str:
    """`a member`, `an observer`."""
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def capitalised(sentence: str) -> str:
    """With a capital first letter, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def _article(actor: str) -> str:
    article = state(actor).article if is_state(actor) else ""
    return f"{article} " if article else ""


def _short(actor: str) -> str:
    """The state's name, a region's name; a group or a part of a state is called by its id."""
    if is_state(actor):
        return state(actor).name
    return group(actor).name if is_group(actor) and actor.islower() else actor
