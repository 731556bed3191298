"""Names of states, groups, regions and capitals in a text, and the words that stand for them.

Names are found in one pass over the whole text. The traps: "turkey" is no state, "US" in "US$5" and
"Paris" in "Paris Agreement" are no actors, and "in Moscow" is a place.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from visavis.reading.lexis import Mention, MentionKind, Span
from visavis.reading.masks import is_person, masked_languages, masked_spans, masks_capital
from visavis.reading.patterns import lazy
from visavis.reading.sentences import lowered

if TYPE_CHECKING:
    import ahocorasick_rs

    from visavis.model.names import Name

__all__ = ["find_mentions"]

_KINDS: dict[str, MentionKind] = {
    "name": "state", "official": "state", "abbreviation": "state", "group": "group",
    "region": "region", "capital": "capital", "seat": "seat", "adjective": "adjective",
    "demonym": "demonym", "former": "former", "part": "subnational",
}  # fmt: skip
_PREFERENCE = ("name", "official", "abbreviation", "group", "former", "adjective", "demonym")


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """An automaton over lower-case surfaces, and what each surface may be."""

    automaton: "ahocorasick_rs.AhoCorasick"
    names: tuple[tuple["Name", ...], ...]


@cache
def _gazetteer(language: str) -> _Gazetteer:
    """The names of English and `language`; built once, in some 10 ms."""
    import ahocorasick_rs  # late: a third of the start of `visavis --help`

    from visavis.model.names import names_in  # late: reads a table

    by_surface: dict[str, list[Name]] = {}
    for name in names_in(language):
        by_surface.setdefault(lowered(_straight(name.surface)), []).append(name)
    surfaces = sorted(by_surface)
    automaton = ahocorasick_rs.AhoCorasick(
        surfaces, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
    )
    return _Gazetteer(automaton, tuple(tuple(by_surface[s]) for s in surfaces))


def _straight(surface: str) -> str:
    return surface.replace("\u2019", "'").replace("\u2013", "-").replace("\u2011", "-")


def find_mentions(plain: str, language: str = "en") -> tuple[Mention, ...]:
    """All mentions in a text's plain shadow, in order and without overlap.

    Pronouns and phrases such as "the two countries" are among them, with kind `pronoun` and no id.
    """
    masks, languages = masked_spans(plain), masked_languages(plain)
    found: list[Mention] = []
    at = 0
    for start, end, name in _matches(plain, language):
        if start < at or _is_masked((start, end), masks):
            continue
        if name.kind in ("adjective", "demonym") and _is_masked((start, end), languages):
            continue
        if is_person(plain, start, end):
            continue
        if name.kind == "capital" and masks_capital(plain, end):
            continue
        found.append(_as_said(_mention(plain, (start, end), name), language))
        at = end
    found = _with_first_halves(plain, found)
    found += _pronouns(plain, language, found)
    return tuple(sorted(found, key=lambda mention: mention.start))


_HALVES_BY_STATE = {
    "CHN": "sino китайско", "RUS": "russo российско русско", "FRA": "franco франко французско",
    "GBR": "anglo britanno англо британо британско", "DEU": "germano германо немецко",
    "IND": "indo индо индийско", "JPN": "nippo японо японско", "TUR": "turko turco турецко",
    "ITA": "italo итало", "USA": "américano американо", "VNM": "вьетнамо вьетнамско",
    "KAZ": "казахстанско", "BLR": "белорусско", "UKR": "украинско", "IRN": "irano perso ирано",
    "POL": "polono польско", "EGY": "египетско", "PAK": "пакистано пакистанско",
    "GRC": "greco graeco gréco греко", "PRT": "luso", "AUT": "austro австро", "ESP": "hispano",
    "SRB": "serbo сербско", "ISR": "israelo израильско", "HUN": "hungaro", "SUN": "soviet советско",
}  # fmt: skip
_HALVES = {word: state for state, words in _HALVES_BY_STATE.items() for word in words.split()}
_WORD_BEFORE = lazy(r"(?<![\w-])[^\W\d_]+$")
_LONGEST_HALF = max(map(len, _HALVES))


def _as_said(mention: Mention, language: str) -> Mention:
    """The mention, as an adjective where English so uses what in French is the state's name."""
    adjective = language == "en" and mention.text.lower() == "argentine"
    return replace(mention, kind="adjective") if adjective else mention


def _with_first_halves(plain: str, found: list[Mention]) -> list[Mention]:
    """The mentions with "Sino" of "Sino-Japanese"; "Indo-Pacific" names no state."""
    taken = {m.start for m in found}
    halves: list[Mention] = []
    for mention in found:
        dash = mention.start - 1
        if mention.kind not in ("adjective", "demonym") or plain[max(0, dash) : dash + 1] != "-":
            continue
        word = _WORD_BEFORE.search(plain, max(0, dash - _LONGEST_HALF), dash)
        state = _HALVES.get(lowered(word[0])) if word else None
        if word is not None and state is not None and word.start() not in taken:
            halves.append(
                Mention(start=word.start(), end=dash, kind="adjective", ids=(state,), text=word[0])
            )
    return sorted([*found, *halves], key=lambda one: one.start) if halves else found


def _matches(plain: str, language: str) -> list[tuple[int, int, "Name"]]:
    """Names at word boundaries, leftmost first and the longest first at each place."""
    gazetteer = _gazetteer(language)
    lower = lowered(plain)
    matches = []
    hits = gazetteer.automaton.find_matches_as_indexes(lower, overlapping=True)
    for number, start, end in hits:
        if not _is_whole(plain, start, end):
            continue
        name = _chosen(plain[start:end], gazetteer.names[number], language)
        if name is not None:
            matches.append((start, end, name))
    matches.sort(key=lambda match: (match[0], -match[1]))
    longer = {(start, end) for start, end, _ in matches}
    return [match for match in matches if not _cut_short(match, longer, lower)]


def _cut_short(match: tuple[int, int, "Name"], spans: set[tuple[int, int]], lower: str) -> bool:
    """Whether "the Gulf" only begins "the Gulf Cooperation Council", found without its article."""
    start, end, _ = match
    if not lower.startswith("the ", start):
        return False
    return any(first == start + 4 and last > end for first, last in spans)


def _is_whole(plain: str, start: int, end: int) -> bool:
    before = plain[start - 1] if start else " "
    after = plain[end] if end < len(plain) else " "
    if before.isalnum() or after.isalnum() or after in "$£" or before in "@#_":
        return False
    if before == "-" and plain[max(0, start - 4) : start].lower() == "non-":
        return False
    # "U.S" must not be cut out of "U.S.S.R", nor "No" out of "No.".
    return not (after == "." and end + 1 < len(plain) and plain[end + 1].isalpha() and
                plain[end - 2 : end - 1] == ".")  # fmt: skip


def _chosen(found: str, names: tuple["Name", ...], language: str) -> "Name | None":
    """The name that the words are, by their capitals; None where they are no name."""
    fitting = [name for name in names if _fits(found, name, language)]
    if not fitting:
        return None
    exact = [name for name in fitting if name.surface == found] or fitting
    rank = {kind: number for number, kind in enumerate(_PREFERENCE)}
    return min(exact, key=lambda name: (rank.get(name.kind, 9), name.ids))


def _fits(found: str, name: "Name", language: str) -> bool:
    if name.case_sensitive:
        is_title = name.kind != "abbreviation" and found.isupper() and len(found) > 3
        return found == _straight(name.surface) or is_title
    if any(ch.isupper() for ch in found):
        return True
    # French and Russian write adjectives and demonyms small; English does not.
    is_small = name.surface == name.surface.lower()
    return language != "en" and is_small and language in name.language.split("|")


def _is_masked(span: Span, masks: list[Span]) -> bool:
    """Whether the span is part of a longer name; `masks` are in order and do not overlap."""
    number = bisect_right(masks, (span[1], 0))
    if not number:
        return False
    start, end = masks[number - 1]
    return span[0] < end and not (span[0] <= start and end <= span[1])


_AT = r"(?<!look )(?<!looking )(?<!looked )(?<!aimed )(?<!directed )at"
_IN_PLACE = lazy(
    rf"\b(?:in|{_AT}|near|outside|around|inside|across|throughout|within|visit(?:ed|s|ing)?|"
    r"tour(?:ed|ing)|à|dans|en)\s+(?:the\s+)?(?:\w+ern\s+|downtown\s+)?$",
    re.IGNORECASE,
)
_MOTION = lazy(
    r"\b(?:travel\w*|fl[eyi]\w*|trips?|went|go(?:es|ing)?|came|moved?|arriv\w+|return\w*|flights?|trains?|"
    r"drove|roads?|tours?|visits?|journey\w*|head(?:ed|ing)|invit\w+|relocat\w+|pipelines?)\s+"
    r"(?:\w+\s+){0,3}(?:to|from)\s+$",
    re.IGNORECASE,
)
_AFTER_TOWN = lazy(
    rf"\b(?:in|{_AT}|near|outside|from|to)\s+(?:the\s+)?"
    r"(?:[A-Z][\w'-]+\s?){1,4}(?:\([^)]*\))?,\s+$"
)


def _is_place(head: str) -> bool:
    """Whether the words before a name make it a place: "in Moscow", "flew to Moscow"."""
    if head.endswith((" to ", " from ")):
        return _MOTION.search(head) is not None
    if head.endswith(", "):
        return _AFTER_TOWN.search(head) is not None
    return _IN_PLACE.search(head) is not None


_RUSSIAN_PLACE = lazy(r"(?<![\w-])(?:в|во|под)\s+$", re.IGNORECASE)


def _is_russian_place(head: str, found: str) -> bool:
    """Whether "в" before a name in the locative is "in" ("в Москве"), not "to" ("в Москву")."""
    return found[-1:] in "еи" and _RUSSIAN_PLACE.search(head) is not None


def _mention(plain: str, span: Span, name: "Name") -> Mention:
    start, end = span
    kind = _KINDS[name.kind]
    if kind == "state" and not set(name.ids) & _state_ids():
        kind = "group"
    is_noun = kind not in ("adjective", "demonym")
    owns = bool(_POSSESSIVE.match(plain, end)) or _ends_in_s_apostrophe(plain, end)
    head = plain[max(0, start - 60) : start]
    is_place = _is_place(head) or _is_russian_place(head, plain[start:end])
    as_place = is_noun and not owns and is_place
    return Mention(
        start=start,
        end=end,
        kind=kind,
        ids=name.ids,
        text=plain[start:end],
        possessive=owns,
        as_place=as_place,
    )


_POSSESSIVE = lazy(r"'s(?!\w)")


def _ends_in_s_apostrophe(plain: str, end: int) -> bool:
    return plain[end - 1 : end + 1].lower() == "s'" and not plain[end + 1 : end + 2].isalnum()


@cache
def _state_ids() -> frozenset[str]:
    from visavis.model.states import all_states  # late: reads a table

    return frozenset(state.id for state in all_states())


_PEOPLE = (
    r"countries|nations|states|sides|governments|parties|neighbou?rs|economies|powers|peoples|capitals|"
    r"partners|allies|leaders|giants|rivals"
)
_PRONOUNS = {
    "en": lazy(
        rf"\b(?:the\s+(?:two|three|four)\s+(?:\w+\s+)?(?:{_PEOPLE})|both\s+(?:{_PEOPLE})|the\s+(?:pair|duo)|"
        r"each\s+other|one\s+another|between\s+them|bilateral(?:ly)?|mutual(?:ly)?|"
        r"the\s+(?:bloc|kingdom|country|island|republic|nation|sultanate|emirate|union|alliance|grouping|"
        r"archipelago|federation|region|latter|former(?!\s+[a-zA-Z]))|"
        r"its|their|theirs|they|them|it|our|we|his|her)\b",
        re.IGNORECASE,
    ),
    "fr": lazy(
        r"\b(?:les\s+deux\s+(?:pays|parties|états|nations|voisins)|l'un\s+l'autre|entre\s+eux|"
        r"bilatéra\w+|mutuel\w*|le\s+(?:pays|royaume|bloc)|son|sa|ses|leurs?|ils?|elles?|nos|notre|nous)\b",
        re.IGNORECASE,
    ),
    "ru": lazy(
        r"\b(?:две\s+страны|двух\s+стран|двумя\s+странами|обе\s+стороны|обеих\s+стран|обе\s+страны|"
        r"друг\s+(?:с\s+)?друг\w+|двусторонн\w+|взаимн\w+|его|её|ее|их|они|она|он)\b",
        re.IGNORECASE,
    ),
}
_POSSESSIVES = "its their theirs our his her son sa ses leur leurs notre nos его её ее их"
_OWNING = frozenset(_POSSESSIVES.split())


def _pronouns(plain: str, language: str, named: list[Mention]) -> list[Mention]:
    starts = [mention.start for mention in named]
    found = []
    for match in _PRONOUNS.get(language, _PRONOUNS["en"]).finditer(plain):
        number = bisect_right(starts, match.end())
        if any(
            m.start < match.end() and match.start() < m.end
            for m in named[max(0, number - 3) : number]
        ):
            continue
        owns = match[0].lower() in _OWNING or bool(_POSSESSIVE.match(plain, match.end()))
        found.append(
            Mention(
                start=match.start(),
                end=match.end(),
                kind="pronoun",
                ids=(),
                text=match[0],
                possessive=owns,
            )
        )
    return found
