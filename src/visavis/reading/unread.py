"""What a number's clause says beside what was read: the general guard against misreadings.

The grammar reads the words that it knows and passes over the rest; any of the rest may make the
figure another one ("daily trade", "Siberia's exports", "by sea"). The list of such words has no
end, so this module works the other way round: known are the sides, the measure, the numbers and
dates that became part of a claim, and a closed list of plain words. Everything else is unread.
"""

import re
from collections.abc import Sequence

from visavis.model.claims import Claim
from visavis.model.queries import CHANGES
from visavis.reading.facts_plain import FACT_ALTERING
from visavis.reading.facts_unread import GUARDED
from visavis.reading.grammar.items import Item, Lexicon, lexicon
from visavis.reading.lexis import Mention, Quantity, Sentence, Span, When
from visavis.reading.plain_words import ALTERING, PLAIN, TAGS, UNPLAIN

__all__ = ["is_altering", "unread_words"]

_BREAK = re.compile(r";|:(?=\s)|(?<=\s)[-—]+(?=\s)|—")
_OTHER_CLAUSE = re.compile(
    r",\s+(?=(?:and|but|while|whereas|yet|although|though|et|mais|tandis que|alors que|а|но|и)\s)"
    r"|\s(?=(?:while|whereas)\s)"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_RELATIVE = re.compile(r",\s+(?:which|who|whose|qui|котор\w+)\s[^,;:()]*(?=,)", re.IGNORECASE)
_CAUSE = re.compile(
    r",\s+(?:largely |mainly |partly |mostly )?(?:pushed up|pushed|driven|driven up|helped|fuelled|"
    r"fueled|boosted|lifted|led|buoyed|dragged down)\s(?:in part |largely |mainly )?by\s[^,;:()]*$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r",\s+(?:its|the|their)\s(?:lowest|highest|smallest|largest|biggest|weakest|strongest)"
    r"(?:\s(?:level|figure|value|total|amount))?\ssince\s[^,;]*$"
)
_TAILS = ((_CAUSE, " by "), (_SINCE, " since "))
"""What may follow the figure, each with a word without which it cannot be there."""
_SAID = re.compile(
    r",\s+(?:the\s)?[^,;]{3,60}\s(?:said|reported|announced|showed)\son\s[\w\s]{3,30}[.\"”]*$"
)
_IDIOMS = re.compile(
    r"\b(?:by far|far (?:more|less|ahead|larger|higher|lower|smaller|behind)|"
    r"so far|thus far|i\.e\b|not only|no less than|no more than|no fewer than|any other|"
    r"each other|one another|among others|other than|last but not least|as a whole|tout court|"
    r"à peine|per cent|pour cent|non seulement|кроме того|не только|не менее|не более)\b"
)
_AMOUNTS = ("money", "percent", "points", "fraction", "volume")
_MONEY_BASIS = frozenset(
    ("dollar", "dollars", "euro", "euros", "monetary", "value", "financial", "usd", "price",
     "prices", "rouble", "roubles", "ruble", "rubles", "стоимости", "valeur")
)  # fmt: skip
_OWN_TAGS = {"military_spending": ("v_spend",), "fdi": ("mod_stock",),
             "imports": ("v_spend",), "debt_owed": ("v_owe",), "loans": ("v_lend",)}  # fmt: skip
_OWN_WORDS = frozenset(("defence", "defense", "military", "armed", "forces"))
"""Verbs and words that name the measure itself."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_VERBS = (
    "v_be", "v_account", "v_take", "v_buy", "v_sell", "v_supply", "v_go", "v_come", "v_level",
    "v_exceed", "v_rise", "v_fall", "v_run", "v_do",
)  # fmt: skip
_ALLOWED = {
    "exports": {"exports", "trade_turnover"},
    "imports": {"imports", "trade_turnover"},
    "trade": {"trade_turnover"},
    "product": {"exports", "imports", "trade_turnover"},
}


def is_altering(word: str, measure: str = "") -> bool:
    """Whether the unread word turns even what is borne out into another statement.

    The words for a fact (a vote, a membership, a journey; `measure`) are not those for a figure.
    """
    return word in (FACT_ALTERING if measure in GUARDED else ALTERING)


def unread_words(
    sentence: Sentence, language: str, claim: Claim, claims: Sequence[Claim], items: Sequence[Item]
) -> tuple[str, ...]:
    """The words, names, dates and amounts of the claim's clause that no reading accounts for.

    Lower case, in text order, each once. `claims` are all claims of the sentence, `items` its words
    before any rule has folded them. A word in an aside (brackets, a pair of dashes) that the number
    is not in counts only where it alters.
    """
    words = lexicon(language)
    place = _place(sentence, claim)
    clause, asides = _clause(sentence, items, place)
    known = _Known(sentence, words, claim, claims)
    known.phrases += [span for span in asides if _follows_subject(items, span[0])]
    found = []
    for item in items:
        inside = clause[0] <= item.start < clause[1]
        if known.covers(item):
            continue
        is_aside = any(low <= item.start < high for low, high in asides)
        if inside:
            found += [word for word in known.unread(item) if not is_aside or is_altering(word)]
            found += known.basis(item)
        elif item.has("product") and _announces(sentence, item, clause):
            found += known.unread(item)
    inner = [
        "" if item.when.relative == "same_year" else item.lower
        for item in items if item.when is not None
        and clause[0] <= item.start < clause[1]
        and not any(low <= item.start < high for low, high in asides)
    ]  # fmt: skip
    return tuple(dict.fromkeys([*found, *_strange_dates(claim, inner)]))


def _announces(sentence: Sentence, item: Item, clause: Span) -> bool:
    """Whether the item stands before the colon that opens the clause: it may be the topic."""
    before = sentence.plain[item.start - sentence.start : max(0, clause[0] - sentence.start)]
    return before.rstrip().endswith(":") and ";" not in before


def _strange_dates(claim: Claim, dates: Sequence[str]) -> list[str]:
    """The years of the clause where the claim has another, from an aside or another clause.

    None where one date is "that year", an empty text here: it is the claim's own.
    """
    if "" in dates:
        return []
    here = {year for date in dates for year in _YEAR.findall(date)}
    if claim.period_from != "sentence" or not here or here & _years(claim):
        return []
    return sorted(here) if _years(claim) else []


class _Known:
    """What of a sentence the claim, and the claims beside it, account for."""

    def __init__(
        self, sentence: Sentence, words: Lexicon, claim: Claim, claims: Sequence[Claim]
    ) -> None:
        self.words, self.claim = words, claim
        self.plain = PLAIN.get(words.language, PLAIN["en"])
        self.spans = [(one.start, one.end) for one in claims]
        self.numbers = [one.written.numeral for one in claims if one.written]
        self.sides = {side for one in claims for side in _sides(one)}
        self.years = {year for one in claims for year in _years(one)}
        self.measures = {name for one in claims for name in _measures(one)}
        self.has_span = ".." in claim.period or claim.baseline is not None
        self.levels = sum(one.form == "level" for one in claims)
        self.products = {claim.product, *_listed_products(claim, claims)}
        self.product = frozenset((claim.product or "").replace("_", " ").split())
        self.phrases = _phrases(sentence, claim)

    def covers(self, item: Item) -> bool:
        """Whether the item lies in an idiom, in the attribution or in another phrase read."""
        return any(low <= item.start and item.end <= high for low, high in self.phrases)

    def unread(self, item: Item) -> list[str]:
        """The words of the item that nothing accounts for; empty where all are known."""
        if item.kind == "punct":
            return []
        if item.quantity is not None:
            return [] if self._is_read(item.quantity) else [item.lower]
        if item.when is not None:
            return [] if self._is_dated(item.when) else [item.lower]
        if item.mentions:
            return [
                mention.text.lower() for mention in item.mentions
                if not self._is_side(mention)
            ]  # fmt: skip
        return [] if self._is_word(item) else [item.lower]

    def basis(self, item: Item) -> list[str]:
        """The words that put a figure of arms on a money basis, which counts of arms have not."""
        money = self.claim.measure.startswith("arms_") and self.claim.form != "level"
        parts = item.lower.split()
        return [part for part in parts if money and part in _MONEY_BASIS]

    def _is_side(self, mention: Mention) -> bool:
        """Whether the name is one of the sides themselves, not a part of one ("Siberia")."""
        if mention.kind == "pronoun":
            return True
        return mention.kind != "subnational" and bool(self.sides & set(mention.ids))

    def _is_read(self, quantity: Quantity) -> bool:
        if quantity.kind not in _AMOUNTS:
            return True
        return any(low <= quantity.start < high for low, high in self.spans)

    def _is_dated(self, when: When) -> bool:
        is_span = when.precision == "years"
        if is_span and self.claim.form in CHANGES and not self.has_span:
            return False
        years = set(_YEAR.findall(when.text or ""))
        return when.role != "each" and (not years or not self.years or bool(years & self.years))

    def _is_word(self, item: Item) -> bool:
        parts = item.lower.split()
        if self.claim.polarity == "negated" and item.has("neg"):
            return True
        if item.lower in ("gap", "shortfall"):
            return "trade_deficit" in self.measures
        if self._names_measure(item):
            return True
        if any(part in UNPLAIN or part in ALTERING for part in parts):
            return False
        if item.has("m"):
            if parts[1:2] == ["and"] and self.levels > 1:
                return False
            measure = self.words.measures[item.lower]
            return measure == "goods" or measure in self.measures
        if item.has("product"):
            product = self.words.products[item.lower]
            return product in self.products or bool(self.product & set(parts))
        if item.has("sector") and self.claim.sector is not None:
            return True
        if item.has("mod_whole"):
            return item.lower not in ("world", "worldwide", "global") or "WLD" in self.sides
        return item.has(*TAGS) or all(self._is_plain(part) for part in parts)

    def _names_measure(self, item: Item) -> bool:
        """Whether the word is one of the claim's own measure: "spent ... on defence", "owes"."""
        measure = self.claim.measure
        tags = next((tags for key, tags in _OWN_TAGS.items() if key in measure), ())
        named = measure.startswith("military_spending") and item.lower in _OWN_WORDS
        return named or item.has(*tags)

    def _is_plain(self, word: str) -> bool:
        bare = word.removesuffix("'s").removesuffix("’s")
        if word in self.plain or bare in self.plain or bare in self.product:
            return True
        halves = bare.split("-")
        return len(halves) > 1 and all(half in self.plain for half in halves)


def _listed_products(claim: Claim, claims: Sequence[Claim]) -> set[str | None]:
    """The products of like figures beside it: "two-fifths of its gas and two thirds of its oil"."""
    if claim.product is None:
        return set()
    return {
        one.product for one in claims
        if one.start != claim.start and (one.form, one.subject, one.partner, one.period)
        == (claim.form, claim.subject, claim.partner, claim.period)
    }  # fmt: skip


def _sides(claim: Claim) -> set[str]:
    named = (claim.subject, claim.partner, claim.rank_scope, *claim.ahead_of)
    return {side for name in named if name for side in re.split(r"[+|]", name)}


def _years(claim: Claim) -> set[str]:
    found = set(_YEAR.findall(f"{claim.period} {claim.baseline or ''}"))
    ends = sorted(int(year) for year in found)
    if ".." in claim.period and len(ends) > 1:
        found |= {str(year) for year in range(ends[0], ends[-1] + 1)}
    return found


def _measures(claim: Claim) -> set[str]:
    """The measures of the lexicon by which the sentence may name this claim's, or its total."""
    plain = claim.measure.rsplit("_", 1)[-1] if "trade" not in claim.measure else claim.measure
    plain = "trade_turnover" if claim.measure == "trade_partner_rank" else plain
    found = {claim.measure, *_ALLOWED.get(plain, {plain})}
    if claim.measure.startswith("trade_") or claim.form == "rank":
        found.add("trade_turnover")
    if claim.measure.startswith("fdi"):
        found.add("fdi")
    total = claim.denominator
    return found | _ALLOWED.get(total, {total}) if total else found


def _phrases(sentence: Sentence, claim: Claim) -> list[Span]:
    """Stretches that hold no news: idioms, and the name of whoever says so."""
    lower = sentence.plain.lower()
    spans = [match.span() for match in _IDIOMS.finditer(lower)]
    if claim.attribution:
        name = r"\s+".join(re.escape(word) for word in claim.attribution.split())
        match = re.search(name, sentence.text)
        spans += [match.span()] if match else []
        said = _SAID.search(sentence.plain)
        spans += [said.span()] if said else []
    return [(low + sentence.start, high + sentence.start) for low, high in spans]


def _place(sentence: Sentence, claim: Claim) -> int:
    """Where the number stands: its quantity in the quote, else the beginning of the quote."""
    numeral = claim.written.numeral if claim.written else ""
    at = sentence.text.find(numeral, claim.start - sentence.start, claim.end - sentence.start)
    return sentence.start + at if numeral and at >= 0 else claim.start


def _clause(sentence: Sentence, items: Sequence[Item], place: int) -> tuple[Span, list[Span]]:
    """The stretch in which the number is said, and the asides in it that do not hold it."""
    text, shift = sentence.plain, sentence.start
    asides = [match.span() for match in _BRACKETS.finditer(text)]
    asides = [(low + shift, high + shift) for low, high in asides]
    open_asides = [span for span in asides if not span[0] <= place < span[1]]
    open_asides += _apart(items, place, text, shift)
    cuts = [match.span() for match in _BREAK.finditer(text)]
    cuts = [(low + shift, high + shift) for low, high in cuts]
    dashes = [cut for cut in cuts if text[cut[0] - shift] in "-—"]
    if len(dashes) == 2:  # a pair of dashes sets an aside off
        low, high = dashes[0][1], dashes[1][0]
        cuts = [cut for cut in cuts if cut not in dashes]
        open_asides += [] if low <= place < high else [(low, high)]
    cuts = [cut for cut in cuts if not any(a <= cut[0] < b for a, b in asides)]
    start, end = sentence.start, sentence.end
    for low, high in cuts:
        if high <= place and _has_verb(items, high, end):
            start = high
        elif low > place:
            end = min(end, low)
    return _narrowed(sentence, items, place, (start, end)), open_asides


def _apart(items: Sequence[Item], place: int, text: str, shift: int) -> list[Span]:
    """Clauses that speak of a side or a cause, not of the figure: "Iraq, which is no member,".

    A relative clause must follow a name and be closed by a comma; one that holds a number is not
    apart, since it may say of which states the side is made up.
    """
    if "," not in text:
        return []
    found = [match.span() for match in _RELATIVE.finditer(text)]
    spans = [(low + shift, high + shift) for low, high in found]
    names = {mention.end for item in items for mention in item.mentions}
    spans = [span for span in spans if span[0] in names]
    tails = [one.search(text) for one, word in _TAILS if word in text]
    spans += [(tail.start() + shift, tail.end() + shift) for tail in tails if tail is not None]
    return [
        (low, high) for low, high in spans
        if not low <= place < high
        and not any(item.kind == "qty" and low <= item.start < high for item in items)
    ]  # fmt: skip


def _follows_subject(items: Sequence[Item], start: int) -> bool:
    """Whether a relative clause follows a name that stands after no preposition.

    What it denies, it denies of that state: "Iraq, which is not a member,". After "exports to
    Iraq, which do not include oil," it may speak of the exports.
    """
    at = next((n for n, item in enumerate(items) if item.start == start), 0)
    if at < 1 or items[at].lower != "," or items[at - 1].kind != "actor":
        return False
    before = items[at - 2] if at > 1 else None
    if before is not None and before.has("det"):
        before = items[at - 3] if at > 2 else None
    return before is None or before.kind in ("when", "punct")


def _narrowed(sentence: Sentence, items: Sequence[Item], place: int, whole: Span) -> Span:
    """The clause without those behind a comma that have a subject and verb of their own."""
    start, end = whole
    for match in _OTHER_CLAUSE.finditer(sentence.plain):
        cut = match.end() + sentence.start
        if not start < cut < end:
            continue
        if _is_sentence(items, start, cut) and _is_sentence(items, cut, end):
            start, end = (cut, end) if cut <= place else (start, cut)
    return start, end


def _has_verb(items: Sequence[Item], start: int, end: int) -> bool:
    return any(start <= item.start < end and _is_verb(item) for item in items)


def _is_verb(item: Item) -> bool:
    return item.has(*_VERBS) and not item.has("m", "n_rise", "n_fall")


def _is_sentence(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether a subject stands before a verb and no other verb before that subject."""
    has_subject = False
    for item in items:
        if not start <= item.start < end:
            continue
        if _is_verb(item):
            return has_subject
        if item.lower in ("which", "who", "that", "if", "qui", "что", "если"):
            return False
        has_subject = has_subject or item.kind == "actor" or item.has("m")
    return False
