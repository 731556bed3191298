"""From a document to its claims: every figure and dated fact about states, with exact spans.

The trap: this room knows nothing of the data. What the words leave open stays open (`None`,
`unspecified`, `ambiguous`), and checking decides what that means.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from visavis.model.claims import Basis, Claim, Document, Written
from visavis.model.queries import CHANGES
from visavis.reading.annotate import annotate
from visavis.reading.facts import read_fact_claims
from visavis.reading.grammar.attribution import voice_of
from visavis.reading.grammar.context import time_of
from visavis.reading.grammar.investments import with_investment_kind
from visavis.reading.grammar.measures import family
from visavis.reading.grammar.memory import Memory, Stated
from visavis.reading.grammar.modality import is_denied, is_negated, modality_of
from visavis.reading.grammar.naming import is_plural
from visavis.reading.grammar.premises import quote_start, with_premises
from visavis.reading.grammar.reading import pass_over, read_sentence, remember
from visavis.reading.grammar.scan import Draft, Party, Scan
from visavis.reading.lexis import Sentence
from visavis.reading.patterns import lazy
from visavis.reading.second_look import second_look
from visavis.reading.table_rows import read_tables
from visavis.reading.unread import unread_words

__all__ = ["read_claims", "read_numeric_claims"]

_SILENT = ("table", "boilerplate", "heading", "footnote")
_CONSTANT = lazy(
    r"\bin real terms\b|\bconstant (?:prices|dollars|20\d\d)|\binflation-adjusted\b|\badjusted for "
    r"inflation\b|\bin volume terms, adjusted|\ben termes réels\b|\bв реальном выражении\b"
)
_CURRENT = lazy(r"\bcurrent prices\b|\bin nominal terms\b|\bnominally\b|\ben valeur nominale\b")
_VOLUME = lazy(
    r"\b(?:by|in) volume\b|\bin volume terms\b|\ben volume\b|\bin (?:physical|tonnage) terms\b"
    r"|\bв физическом (?:выражении|объ[её]ме)\b"
)
_VOLUME_UNITS = ("t", "bbl", "bbl/d", "bcm", "m3", "kWh", "MWh", "GWh", "TWh", "kg")


def read_claims(document: Document) -> tuple[Claim, ...]:
    """All claims of the document, sorted by start, end and ordinal, without duplicates.

    Every claim's quote is `document.text[start:end]`.
    """
    sentences = annotate(document)
    found = [*read_numeric_claims(document, sentences), *read_tables(document)]
    numeric = [second_look(claim, document) for claim in found]
    by_value: dict[float | None, list[Claim]] = {}
    for claim in numeric:
        by_value.setdefault(claim.value, []).append(claim)
    facts = [
        fact for fact in read_fact_claims(document, sentences)
        if not any(_same_matter(fact, claim) for claim in by_value.get(fact.value, ()))
    ]  # fmt: skip
    return _sorted([*numeric, *facts])


def read_numeric_claims(document: Document, sentences: Sequence[Sentence]) -> list[Claim]:
    """The claims that carry a figure, in text order."""
    memory = Memory(date=document.date, topic=_topic(document, sentences))
    claims: list[Claim] = []
    for sentence in sentences:
        if sentence.segment == "heading":
            memory.forget()
            memory.section_states = states_of(sentence)
        if sentence.segment in _SILENT:
            continue
        memory.enter(sentence.paragraph)
        if not sentence.quantities and not sentence.mentions:
            pass_over(memory)
            continue
        scan = read_sentence(sentence, document.language, memory)
        claims.extend(_with_unread(scan, document.language, _claims(document, scan)))
        remember(scan)
    return list(_sorted(claims))


def _with_unread(scan: Scan, language: str, claims: list[Claim]) -> list[Claim]:
    """The claims of one sentence, each with what its clause holds beside what was read."""
    return [
        replace(claim, unread=unread_words(scan.sentence, language, claim, claims, scan.unfolded))
        for claim in claims
    ]


def _topic(document: Document, sentences: Sequence[Sentence]) -> str | None:
    """The one state of the title; where it names none, the one that half of all names mean."""
    headings = [sentence for sentence in sentences if sentence.segment == "heading"]
    titled = states_of(headings[0]) if headings else ()
    if len(titled) == 1:
        return titled[0]
    if titled:
        return None
    names = Counter(
        mention.id for sentence in sentences if sentence.segment not in _SILENT
        for mention in sentence.mentions if mention.id and mention.kind != "region"
    ).most_common(2)  # fmt: skip
    if len(names) < 2 or len(document.text) < 400:
        return None
    return names[0][0] if names[0][1] >= 2 * names[1][1] else None


def states_of(sentence: Sentence) -> tuple[str, ...]:
    """The distinct states and groups that the sentence names, in order."""
    ids = (mention.id for mention in sentence.mentions if mention.kind != "region")
    return tuple(dict.fromkeys(name for name in ids if name is not None))


def _sorted(claims: list[Claim]) -> tuple[Claim, ...]:
    seen: set[tuple[object, ...]] = set()
    out: list[Claim] = []
    for claim in sorted(claims, key=lambda one: (one.start, one.end)):
        key = (claim.start, claim.end, claim.measure, claim.form, claim.subject, claim.partner,
               claim.value, claim.period, claim.position)  # fmt: skip
        if key not in seen:
            seen.add(key)
            out.append(claim)
    return tuple(out)


def _same_matter(fact: Claim, claim: Claim) -> bool:
    """Whether two readers found the same number."""
    overlap = fact.start < claim.end and claim.start < fact.end
    return overlap and fact.value is not None and fact.value == claim.value


def _claims(document: Document, scan: Scan) -> list[Claim]:
    out: list[Claim] = []
    scan.drafts = [draft for draft in scan.drafts if _is_claim(scan, draft)]
    for draft in scan.drafts:
        claim = _claim(document, scan, draft)
        out.append(claim)
        if draft.role == "from" or claim.period.startswith(("annual", "unspecified")):
            continue
        if claim.period_from != "none" and claim.modality in ("actual", "estimate"):
            stated = Stated(
                claim.period, claim.subject, claim.partner, family(claim.measure),
                scan.memory.sentence,
            )  # fmt: skip
            scan.memory.stated.append(stated)
    based = [
        _with_baseline(claim, draft, scan, out)
        for claim, draft in zip(out, scan.drafts, strict=True)
    ]
    return _doubt_rivals(with_premises(scan, based))


def _doubt_rivals(claims: list[Claim]) -> list[Claim]:
    """The claims of one sentence; two values of one figure are both in doubt: one is misread."""
    values: dict[tuple[object, ...], set[float | None]] = {}
    for claim in claims:
        values.setdefault(_figure(claim), set()).add(claim.value)
    return [
        replace(claim, ambiguous=(*claim.ambiguous, "measure:several figures"))
        if claim.form in ("level", "share") and claim.modality == "actual" and claim.asserted
        and claim.period[:1].isdigit() and len(values[_figure(claim)]) > 1 else claim
        for claim in claims
    ]  # fmt: skip


def _figure(claim: Claim) -> tuple[object, ...]:
    return (claim.measure, claim.form, claim.subject, claim.partner, claim.product, claim.unit,
            claim.period, claim.modality, claim.asserted, claim.denominator)  # fmt: skip


_MACRO = ("gdp", "population", "military_spending", "military_spending_gdp")


def _is_claim(scan: Scan, draft: Draft) -> bool:
    """Whether the draft is about a state at all: a side is known, or a pair is spoken of."""
    noun = draft.noun
    if draft.measure == "other" or (draft.measure == "debt_owed" and draft.partner.id is None):
        return False
    if draft.form == "rank" and (
        (draft.owner.id is None and not draft.owner.open)
        or (draft.partner.id is None and not draft.partner.open)
    ):
        return False
    if draft.owner.id is not None or draft.partner.id is not None:
        balance = draft.measure in ("trade_deficit", "trade_surplus") and draft.denominator == "gdp"
        return not (balance and draft.partner.id is None)
    if draft.measure in _MACRO or noun is None:
        return False
    spoken = noun.bilateral or bool(noun.owners or noun.partners) or _pair_word(scan)
    trade = family(draft.measure) == "trade" and bool(scan.memory.actors or scan.memory.pair)
    return spoken or (trade and draft.form in ("level", "growth", "threshold", "multiple", "share"))


def _pair_word(scan: Scan) -> bool:
    """Whether the sentence speaks of a pair without naming it: "both sides", "the two leaders"."""
    return any(
        mention.kind == "pronoun" and is_plural(mention) and not mention.possessive
        for item in scan.items for mention in item.mentions
    )  # fmt: skip


def _with_baseline(claim: Claim, draft: Draft, scan: Scan, all_: list[Claim]) -> Claim:
    """The claim of a change with the period of the earlier value of the same series."""
    if claim.form not in CHANGES or claim.baseline:
        return claim
    for other, source in zip(all_, scan.drafts, strict=True):
        same = (other.measure, other.subject, other.partner) == (
            claim.measure, claim.subject, claim.partner,
        )  # fmt: skip
        known = other.period_from == "sentence" and other.period != claim.period
        if source is not draft and same and source.role == "from" and known:
            return replace(claim, baseline=other.period)
    levels = {
        other.period for other in all_
        if other.form == "level" and other.period_from == "sentence" and other.unit != "pct"
        and (other.measure, other.subject, other.partner, other.product)
        == (claim.measure, claim.subject, claim.partner, claim.product)
    }  # fmt: skip
    earlier = sorted(period for period in levels if period < claim.period)
    if len(levels) == 2 and len(earlier) == 1:
        return replace(claim, baseline=earlier[0])
    return claim


def _claim(document: Document, scan: Scan, draft: Draft) -> Claim:
    draft.modality = modality_of(scan, draft)
    time = time_of(scan, draft)
    voice = voice_of(document, scan, draft)
    start, end = _span(draft)
    start = quote_start(scan, draft, start)
    if draft.owner.id is not None and draft.owner.id == draft.partner.id:
        draft.partner = Party(None, ("actor:partner",))
    quantity = draft.quantity
    claim = Claim(
        quote=document.text[start:end],
        start=start,
        end=end,
        measure=draft.measure,
        form=draft.form,
        subject=draft.owner.id,
        partner=draft.partner.id,
        value=draft.value,
        value_high=draft.value_high,
        unit=_currency(draft),
        period=time.period,
        period_from=time.origin,
        baseline=time.baseline,
        denominator=draft.denominator,
        product=draft.product,
        modality=draft.modality,
        qualifier=draft.qualifier,
        polarity="negated" if is_negated(scan, draft) else "affirmed",
        asserted=voice.asserted and not is_denied(scan, draft),
        basis=_basis(scan, draft),
        sector=draft.sector,
        attribution=voice.attribution,
        source_named=voice.source,
        written=Written(quantity.written.numeral, quantity.written.scale, _hedge(draft)),
        rank_scope=draft.rank_scope,
        ahead_of=draft.ahead_of,
        sentence=(scan.sentence.start, scan.sentence.end),
        ambiguous=tuple(dict.fromkeys(draft.owner.open + draft.partner.open)),
    )
    return with_investment_kind(document.text, claim)


_FRANCS = {
    "XOF": "BEN BFA CIV GNB MLI NER SEN TGO",
    "XAF": "CMR CAF TCD COG GNQ GAB",
}
_SHARED = {
    "JPY|CNY": {"JPN": "JPY", "CHN": "CNY"},
    "XOF|XAF": {state: unit for unit, states in _FRANCS.items() for state in states.split()},
}


def _currency(draft: Draft) -> str:
    """The unit; a sign that two currencies share means the one whose state is a side."""
    mine = _SHARED.get(draft.unit, {})
    ids = (draft.owner.id, draft.partner.id)
    found = sorted({unit for state, unit in mine.items() if state in ids})
    return found[0] if len(found) == 1 else draft.unit


def _hedge(draft: Draft) -> str | None:
    """The hedge as written, but for a bound that a rule took for another number's comparison."""
    taken_away = draft.qualifier == "=" and draft.quantity.qualifier in ("<", ">")
    return None if taken_away else draft.quantity.written.hedge


def _span(draft: Draft) -> tuple[int, int]:
    """The quote: the number with its hedge, out to the noun that the rule named."""
    start = draft.start
    if draft.quantity.hedge_span is not None:
        start = min(start, draft.quantity.hedge_span[0])
    return start, max(draft.end, draft.quantity.end)


def _basis(scan: Scan, draft: Draft) -> Basis:
    text = scan.sentence.text.lower()
    prices = "constant" if _CONSTANT.search(text) else "current" if _CURRENT.search(text) else None
    unit = draft.unit
    volume = True if _VOLUME.search(text) or unit in _VOLUME_UNITS else None
    currency = unit if draft.quantity.kind == "money" else None
    return Basis(currency=currency, prices=prices, volume=volume)
