"""A sentence prepared for statements of fact: its parties, its gaps, its dates, its manner.

`text` is the sentence with quotation marks, dates and footnote marks blanked, so that a pattern
sees `Laos "forgot" to vote` and `Vietnam in 1995 joined ASEAN` as plain words. Blanking keeps the
length: a position in `text` plus `base` is an offset in the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from visavis.model.claims import Document
from visavis.reading.facts_fronted import heads_a_clause, is_fronted
from visavis.reading.lexis import Mention, Sentence, When
from visavis.reading.patterns import holds_any, lazy

__all__ = ["Party", "Scene"]

_JOIN = lazy(
    r"\s*(?:,|,?\s*\b(?:and|or|as well as|along with|together with|plus|but also|and also|"
    r"followed by|like|nor)\b|&|/)\s*(?:(?:also|even|both|later|then|finally|the|its)\s+)*"
)
_OPENING = lazy(r"\s*\(\s*(?:the\s+)?")
_BODY = (
    r"(?:ambassador|delegation|delegate|representative|envoy|government|mission|diplomat|"
    r"authoritie|leadership|administration|leader|regime)s?"
)
_ADVERB = (
    r"(?:(?!ally\b|family\b|supply\b|assembly\b|italy\b|july\b|only\b|reply\b)\w{2,}ly|also|again|both|all|each|alone|then|later|too|even|once|however|instead|still|"
    r"likewise|twice|now|all|thus|therefore|meanwhile|in turn|for its part|for their part|alike|"
    r"in the end|at first|at last|soon|never|not|no longer|yet|just|long|already|only|ever)"
)
_AUXILIARY = (
    r"(?:had|has|have|having|did|didn't|do|does|was|were|is|are|be|been|being|would|will|could|"
    r"might|may|must|should|shall|can|cannot|to|chose|choose|chosen|opted|decided|decides|"
    r"preferred|elected|refused|declined|failed|managed|wants?|wanted|hopes?|hoped|plans?|planned|"
    r"seeks?|sought|aims?|aimed|intends?|intended|expects?|expected|invited|set|due|ready|poised|likely|"
    r"able|eager|keen|scheduled|slated|aspires?|aspired|agreed|agrees|announced|promised|vowed|"
    r"threatened|tried|formally|who|which|that|both)"
)
_INSERTION = (
    r"(?:\s*(?:,[^,;:()]{1,90},|\([^()]{1,120}\)|"
    r"[\u2014\u2013-]{1,2} [^\u2014]{1,90} ?[\u2014\u2013]))"
)
_OTHERS = (
    r"(?:,?\s*(?:and|along with|together with|plus|among)\s+(?:[\w-]+\s+){0,3}?others?"
    r"(?:\s+(?:countries|states|nations|members))?|,?\s*and\s+(?:[\w-]+\s+){0,3}?"
    r"(?:other|more)\s+(?:[\w-]+\s+)?(?:countries|states|nations|members))"
)
_AMONG = (
    r"(?:\s*,?\s*(?:was|were|is|are)\s+(?:also\s+)?(?:among|one of|the only)\s+(?:the\s+)?"
    r"(?:[\w-]+\s+){0,4}?(?:countries|country|states?|nations?|members?|those|delegations|few|ones)"
    r"\s*(?:that|which|to|who)?)"
)
_GAP = lazy(
    rf"(?:['\u2019]s?)?(?:\s+{_BODY})?{_OTHERS}?{_INSERTION}?{_AMONG}?"
    rf"(?:\s*,?\s*\b(?:{_ADVERB}|{_AUXILIARY})\b,?)*\s*"
)
_INHERIT = lazy(
    rf"(?:^|[\s,;)])(?:and|but|then|before|while|yet)\s+(?:\b(?:{_ADVERB}|{_AUXILIARY})\b\s*)*$"
)
_EXCLUDED = lazy(
    r"\b(?:except(?:ing)?(?:\s+for)?|apart\s+from|aside\s+from|other\s+than|excluding|besides|"
    r"save\s+for|with\s+the\s+exceptions?\s+of|not|bar|barring|without|instead\s+of|no)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_NO_ACTOR = ("UN", "P5", "WLD")
_ACTORS = ("state", "former", "capital", "seat", "group", "region", "leader", "demonym")
_BLANKED = lazy(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb\u2018]|(?<!\w)'|'(?!\w)|\(\d{1,3}\)|\[\d{1,3}\]"
)


@dataclass(frozen=True, slots=True)
class Party:
    """One actor, or several in a list ("Vietnam, Brunei and Cambodia"); offsets in the scene."""

    start: int
    end: int
    ids: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    """`actor:Korea` for each name that may mean several states."""
    kinds: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """`VNM|BRN|KHM`, each of them, in the order of the text; None where no id is certain."""
        return "|".join(self.ids) or None


@dataclass(frozen=True)
class Scene:
    """A sentence and what stands before it."""

    document: Document
    sentence: Sentence
    earlier: tuple[Sentence, ...]
    """Sentences before it, nearest last, at most three."""

    @property
    def base(self) -> int:
        """Offset of the sentence in the document."""
        return self.sentence.start

    @cached_property
    def quoted(self) -> str:
        """The sentence with quotation marks and note marks blanked, dates kept."""
        return _BLANKED.sub(lambda found: " " * len(found[0]), self.sentence.plain)

    @cached_property
    def text(self) -> str:
        """The sentence with quotation marks, note marks and dates blanked."""
        letters = list(self.quoted)
        for when in self.sentence.whens:
            left, right = when.start - self.base, when.end - self.base
            letters[left:right] = " " * (right - left)
        return "".join(letters)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Names in the sentence, in order, a bracketed short form joined to its long one."""
        return tuple(sorted(self.sentence.mentions, key=lambda mention: mention.start))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Actors in the sentence, lists taken together."""
        return tuple(_parties(self))

    @cached_property
    def groups(self) -> tuple[Party, ...]:
        """Groups named in the sentence, one by one, and "the bloc" where it can be only one."""
        return tuple(_groups(self))

    def last_of(self, party: Party) -> Party:
        """The last name of a list."""
        names = [m for m in self.mentions if m.end - self.base <= party.end and _national(m)]
        if len(party.ids) < 2 or not names:
            return party
        start = names[-1].start - self.base
        return Party(start, party.end, (party.ids[-1],), (), (party.kinds[-1],))

    def party_at(self, position: int) -> Party | None:
        """The party that begins at `position`."""
        return next((party for party in self.parties if party.start == position), None)

    def actor_before(self, position: int) -> Party | None:
        """The party that is the subject of the words at `position`, by what stands between."""
        found = None
        for party in self.parties:
            if party.end > position or (not party.ids and not party.ambiguous):
                continue
            if _EXCLUDED.search(self.text[: party.start]):
                continue
            if _GAP.fullmatch(self.text, party.end, position):
                found = party
        if found is not None:
            return found
        return self._by_pronoun(position)

    def inherits(self, position: int) -> bool:
        """Whether the words at `position` share the subject of an earlier verb ("and joined")."""
        return _INHERIT.search(self.text, 0, position) is not None

    def first_actor(self) -> Party | None:
        """The first party of the sentence that can act, or what a leading "it" stands for."""
        head = re.match(r"\s*(?:\w+,?\s+)?(it|they|both)\b", self.text, re.IGNORECASE)
        if head:
            return self._earlier_actor(head[1].lower())
        return next((party for party in self.parties if party.ids), None)

    def _by_pronoun(self, position: int) -> Party | None:
        for head in re.finditer(
            r"\b(it|they|both|both countries|both states|the two countries|the two states|"
            r"the country)\b",
            self.text[:position],
            re.IGNORECASE,
        ):
            if not _GAP.fullmatch(self.text, head.end(), position):
                continue
            before = [p for p in self.parties if p.end <= head.start() and p.ids]
            plural = head[1].lower() not in ("it", "the country")
            if before and self._opens_with(head[1], before[0].start):
                before = []
            if before and (len(before[-1].ids) > 1) == plural and len(before) == 1:
                return Party(head.start(), head.end(), before[-1].ids, before[-1].ambiguous)
            earlier = self._clause_before(head.start(), plural) if before else None
            earlier = earlier or (None if before else self._earlier_actor(head[1].lower()))
            if earlier is not None:
                return Party(head.start(), head.end(), earlier.ids, earlier.ambiguous)
        return None

    def _opens_with(self, pronoun: str, position: int) -> bool:
        """Whether the sentence begins with the same pronoun, before the name at `position`."""
        head = re.match(rf"\s*(?:\w+,?\s+)?{pronoun}\b", self.text, re.IGNORECASE)
        return head is not None and head.end() <= position

    def _clause_before(self, position: int, plural: bool) -> Party | None:
        """The one party that can be the subject of the clauses before a pronoun."""
        names = [
            p
            for p in self.parties
            if p.end <= position and p.ids and not is_fronted(self.text, p.start)
        ]
        subjects = [p for p in names if heads_a_clause(self.text, p.end)]
        fitting = [p for p in subjects if (len(p.ids) > 1) == plural]
        return fitting[0] if len(subjects) == 1 and fitting else None

    def _earlier_actor(self, pronoun: str) -> Party | None:
        """What "it" or "they" stands for: the first fitting party of the nearest sentence.

        A group counts only where it opens its sentence, a name in an opening phrase never; a
        sentence that itself begins with the pronoun is looked through.
        """
        plural = pronoun not in ("it", "the country")
        for position in range(len(self.earlier) - 1, -1, -1):
            scene = Scene(self.document, self.earlier[position], self.earlier[:position])
            fitting = [
                p
                for p in scene.parties
                if p.ids and (len(p.ids) > 1) == plural and _may_be_meant(scene, p)
            ]
            if fitting:
                return fitting[0]
            if scene.parties and not re.match(rf"\s*{pronoun}\b", scene.text, re.IGNORECASE):
                return None
        return None

    def only_date(self) -> When | None:
        """The date of a sentence that gives just one."""
        whens = [when for when in self.sentence.whens if when.text is not None]
        return whens[0] if len(whens) == 1 else None

    def date_of(self, start: int, end: int, subject_start: int) -> When | None:
        """The date that belongs to the words from `start` to `end`.

        It follows them closely, stands inside them or between them and their subject, or opens
        the sentence or clause before the subject.
        """
        whens = [when for when in self.sentence.whens if when.text is not None]
        for when in whens:
            left = when.start - self.base
            if left >= end:
                between = self.text[end:left]
                if len(between) <= 60 and not _OTHER_CLAUSE.search(between):
                    return when
                break
        inside = [w for w in whens if min(subject_start, start) <= w.start - self.base < end]
        if inside:
            return inside[-1]
        before = [w for w in whens if w.end - self.base <= subject_start]
        if before:
            between = self.text[before[-1].end - self.base : subject_start]
            if len(between) <= 80 and not re.search(r"[;:]| and | but ", between):
                return before[-1]
        return None


_OTHER_CLAUSE = lazy(
    r"[;:]|,? and |, but | but |"
    r",\s+(?:\w+ly\s+|then\s+|later\s+)?(?:\w+ed|became|left|quit|won|went)\s+(?!(?:in|on|by|since|"
    r"after|from|at|as|with)\b)\w"
)
"""Between words and a date after them: "belongs to one, joined another in" is of the other."""


def _may_be_meant(scene: Scene, party: Party) -> bool:
    if is_fronted(scene.text, party.start):
        return False
    opens = re.fullmatch(r"\s*(?:the\s+)?", scene.text[: party.start], re.IGNORECASE)
    return opens is not None or not set(party.kinds) <= {"group", "region"}


def _parties(scene: Scene) -> list[Party]:
    found: list[Party] = []
    is_closed = False
    actors = [
        m
        for m in scene.mentions
        if (m.kind in _ACTORS or _acts(scene, m)) and m.id not in _NO_ACTOR
    ]
    for mention in actors:
        start, end = mention.start - scene.base, mention.end - scene.base
        if found:
            last = found[-1]
            gap = scene.text[last.end : start]
            if _OPENING.fullmatch(gap) and set(mention.ids) & set(last.ids):
                closing = re.match(r"\s*\)", scene.text[end:])
                found[-1] = _grown(last, end + (closing.end() if closing else 0), None)
                continue
            is_next = _JOIN.fullmatch(gap) and not (is_closed and gap.strip() == ",")
            if is_next and _continues(scene, last, mention):
                is_closed = is_closed or re.search(r"\b(?:and|or|nor)\b|&", gap) is not None
                found[-1] = _grown(last, end, mention)
                continue
        is_closed = False
        found.append(_grown(Party(start, end, ()), end, mention))
    return found


def _grown(party: Party, end: int, mention: Mention | None) -> Party:
    if mention is None:
        return Party(party.start, end, party.ids, party.ambiguous, party.kinds)
    ids, ambiguous = party.ids, party.ambiguous
    certain = _national(mention)
    if certain is not None:
        ids = ids if certain in ids else (*ids, certain)
    elif mention.ids:
        ambiguous = (*ambiguous, f"actor:{mention.text}")
    return Party(party.start, end, ids, ambiguous, (*party.kinds, mention.kind))


def _national(mention: Mention) -> str | None:
    """The one id; of a state and a part of another state with the same name, the state."""
    whole = [ident for ident in mention.ids if "-" not in ident]
    return whole[0] if len(whole) == 1 else None


def _acts(scene: Scene, mention: Mention) -> bool:
    """Whether an adjective stands for the state: "the Indian delegation"."""
    if mention.kind != "adjective":
        return False
    return re.match(rf"\s+{_BODY}\b", scene.text[mention.end - scene.base :]) is not None


def _continues(scene: Scene, last: Party, mention: Mention) -> bool:
    """Whether the name goes on with the list that `last` is, rather than opening a clause.

    A date between them, ", and" after a single name ("... on Ukraine, and Algeria abstained") and
    a comma after an opening phrase ("Like China, India abstained") end the list.
    """
    gap = scene.text[last.end : mention.start - scene.base]
    if "    " in gap:
        return False
    is_single = len(last.kinds) == 1
    if is_single and re.match(r"\s*,\s*(?:and|or|but)\b", gap):
        return False
    if gap.strip() != "," or not is_single or not is_fronted(scene.text, last.start):
        return True
    return not heads_a_clause(scene.text, _end_of_list(scene, mention))


def _end_of_list(scene: Scene, first: Mention) -> int:
    """Where the list of names that begins with `first` ends."""
    end, closed = first.end - scene.base, False
    for mention in scene.mentions:
        start = mention.start - scene.base
        gap = scene.text[end:start] if start >= end else "."
        if not _JOIN.fullmatch(gap) or "    " in gap or (closed and gap.strip() == ","):
            continue
        closed = closed or re.search(r"\b(?:and|or|nor)\b|&", gap) is not None
        end = mention.end - scene.base
    return end


_ANAPHOR = lazy(
    r"\bthe (bloc|alliance|grouping|trading bloc|organi[sz]ation|association|union|club)\b",
    re.IGNORECASE,
)


_BODIES = ("bloc", "alliance", "grouping", "organi", "association", "union", "club")
_LONG_NAME = lazy(r"[A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|of|for|and|on|the))*\s*\(\s*\Z")


def _groups(scene: Scene) -> list[Party]:
    found: list[Party] = []
    for mention in scene.mentions:
        if mention.kind != "group":
            continue
        start, end = mention.start - scene.base, mention.end - scene.base
        if found and _OPENING.fullmatch(scene.text, found[-1].end, start):
            closing = re.match(r"\s*\)", scene.text[end:])
            found[-1] = _grown(found[-1], end + (closing.end() if closing else 0), None)
            continue
        is_short = scene.text[:start].rstrip().endswith("(")
        long_name = _LONG_NAME.search(scene.text[:start]) if is_short else None
        if long_name is not None:
            closing = re.match(r"\s*\)", scene.text[end:])
            start, end = long_name.start(), end + (closing.end() if closing else 0)
        found.append(_grown(Party(start, end, ()), end, mention))
    anaphors = _ANAPHOR.finditer(scene.text) if holds_any(scene.text.lower(), _BODIES) else ()
    for anaphor in anaphors:
        named = _groups_before(scene, found, anaphor.start())
        if len(named) == 1:
            found.append(Party(anaphor.start(1), anaphor.end(), tuple(named)))
    return sorted((p for p in found if p.ids), key=lambda party: party.start)


def _groups_before(scene: Scene, found: Sequence[Party], position: int) -> list[str]:
    """Ids of the groups that "the bloc" at `position` can mean: those named last before it."""
    here = {ident for party in found if party.end <= position for ident in party.ids}
    if here:
        return sorted(here)
    for sentence in reversed(scene.earlier):
        there = {m.id for m in sentence.mentions if m.kind == "group" and m.id is not None}
        if there:
            return sorted(there)
    return []
