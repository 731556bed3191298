"""What a claim or a query is about, as a noun phrase: `China's share of Russia's GDP, 2020`.

Claims and queries have the same fields, so one description serves both: what the text was
understood to say and what was asked of the data can be compared word by word.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from visavis.briefs.names import capitalised, joined, name, possessive, with_a
from visavis.briefs.periods import period_words
from visavis.briefs.ties import kind_words
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.geography import places
from visavis.model.products import product_label
from visavis.model.queries import Query
from visavis.model.tables import read_table

if TYPE_CHECKING:
    from visavis.model.claims import Claim

__all__ = ["Noun", "Topic", "claim_topic", "noun_of", "query_topic", "resolution_number"]


class Noun(NamedTuple):
    """How a measure is called, how it joins its other side, whether its verb is plural."""

    words: str
    preposition: str
    plural: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The parts that claims and queries share, in the notation of formats."""

    measure: str
    form: str
    subject: str | None
    partner: str | None
    period: str | None
    baseline: str | None = None
    product: str | None = None
    denominator: str | None = None
    resolution: str | None = None
    position: str | None = None
    rank_scope: str | None = None
    sector: str | None = None
    without: tuple[str, ...] = ()

    def phrase(self) -> str:
        """The noun phrase with its period: `Russia's goods exports to China, 2020`."""
        return capitalised(self.inner())

    def inner(self) -> str:
        """The same phrase as it stands inside a sentence, without a capital of its own."""
        return f"{self.core()}{_when(self)}"

    def core(self) -> str:
        """The noun phrase without its period."""
        without = joined([_left_out(part) for part in self.without])
        return f"{self._bare()}, without {without}" if without else self._bare()

    def _bare(self) -> str:
        special = _SPECIAL.get(self.measure)
        if special is not None:
            return special(self)
        if self.form in ("share", "change_pp"):
            return _share(self)
        if self.form == "rank" or self.measure == "trade_partner_rank":
            return _rank(self)
        return _flow(self)


def _left_out(word: str) -> str:
    """What is left out of a flow: a family of goods, a state, or the entrepots."""
    return name(word) if places(word) == (word,) else product_label(word)


def claim_topic(claim: "Claim") -> Topic:
    """The topic of a claim, as the text has it."""
    return Topic(
        measure=claim.measure, form=claim.form, subject=claim.subject, partner=claim.partner,
        period=claim.period, baseline=claim.baseline, product=claim.product,
        denominator=claim.denominator, resolution=claim.resolution, position=claim.position,
        rank_scope=claim.rank_scope, sector=claim.sector,
    )  # fmt: skip


def query_topic(query: Query) -> Topic:
    """The topic of a query, as it was put to the data."""
    return Topic(
        measure=query.measure, form=query.form, subject=query.subject, partner=query.partner,
        period=str(query.period) if query.period else None,
        baseline=str(query.baseline) if query.baseline else None,
        product=None if query.product == ALL_PRODUCTS else query.product,
        denominator=query.denominator, resolution=query.resolution, without=query.without,
    )  # fmt: skip


def resolution_number(resolution: str | None) -> str:
    """`68/262` for `A/RES/68/262`, nothing where none is named."""
    return (resolution or "").removeprefix("A/RES/")


def noun_of(topic: Topic) -> Noun:
    """The noun of the topic's measure, with its product or sector: `crude oil exports`."""
    known = _nouns().get(topic.measure)
    if known is None:
        known = Noun(topic.measure.replace("_", " "), "with", False)
    words = known.words
    if topic.product and topic.product != ALL_PRODUCTS:
        flow = words.removeprefix("goods ").removeprefix("oil ").removeprefix("gas ")
        goods = f"{_goods(topic)} "
        words = f"{goods}{flow.removeprefix(goods)}"
    elif topic.sector and words.startswith("goods "):
        sector = topic.sector.replace("non_", "non-").replace("_", " ")
        words = f"{sector} {words.removeprefix('goods ')}"
    return known._replace(words=words)


@cache
def _nouns() -> dict[str, Noun]:
    return {
        row["measure"]: Noun(row["noun"], row["preposition"], row["plural"] == "1")
        for row in read_table("nouns.csv", "briefs")
    }


def _flow(topic: Topic) -> str:
    noun = noun_of(topic)
    words = f"{possessive(topic.subject)} {noun.words}"
    if topic.partner is None or not noun.preposition:
        return words
    if topic.partner == WORLD:
        return words.replace("goods", "total goods", 1)
    return f"{words} {noun.preposition} {name(topic.partner)}"


def _share(topic: Topic) -> str:
    noun = noun_of(topic)
    totals = {"exports": "exports", "imports": "imports", "trade_turnover": "trade"}
    own = {None, "own", topic.measure, "product" if topic.product else totals.get(topic.measure)}
    if topic.measure == "military_spending_gdp":
        return _flow(topic)
    if topic.partner in (None, WORLD) and topic.product:
        whole = noun_of(replace(topic, measure=_ALL_GOODS.get(topic.measure, topic.measure),
                                product=None)).words  # fmt: skip
        return f"{_goods(topic)} as a share of {possessive(topic.subject)} {whole}"
    if topic.denominator not in own:
        base = _flow(replace(topic, form="level"))
        return f"{base} as a share of {_denominator(topic)}"
    if topic.partner is None:
        return f"a share of {possessive(topic.subject)} {noun.words}"
    return f"{possessive(topic.partner)} share of {possessive(topic.subject)} {noun.words}"


_ALL_GOODS = {"product_exports": "exports", "product_imports": "imports"}


def _goods(topic: Topic) -> str:
    """The product's name in the field's words: `crude oil`, `liquefied natural gas`."""
    product = topic.product or ALL_PRODUCTS
    known = _PRODUCTS.get(product) or product_label(product)
    return known.replace("_", " ").replace(" ores", " ore")


_PRODUCTS = {"pipeline_gas": "pipeline gas", "non_oil": "non-oil"}


def _denominator(topic: Topic) -> str:
    total = {"exports": "total goods exports", "imports": "total goods imports",
             "trade": "total goods trade", "gdp": "GDP"}  # fmt: skip
    if topic.denominator == "world":
        return f"the world's {noun_of(topic).words}"
    if topic.denominator == "flow":
        return f"all goods in {_flow(replace(topic, form='level', product=None))}"
    if topic.denominator == "product":
        return f"{possessive(topic.subject)} {noun_of(topic).words}"
    known = total.get(topic.denominator or "", (topic.denominator or "").replace("_", " "))
    return f"{possessive(topic.subject)} {known}"


def _rank(topic: Topic) -> str:
    among = {"exports": "export markets", "imports": "suppliers of goods",
             "arms_imports": "suppliers of arms", "arms_exports": "arms customers"}  # fmt: skip
    crowd = among.get(topic.measure)
    goods = _goods(topic) if topic.product else _FUELS.get(topic.measure.partition("_")[0], "")
    if goods and topic.measure.endswith(("exports", "imports")):
        sells = topic.measure.endswith("exports")
        crowd = f"{goods} markets" if sells else f"suppliers of {goods}"
    if crowd is None:
        noun = noun_of(topic).words
        crowd = "goods trade partners" if noun == "goods trade" else f"partners in {noun}"
    scope = f" within {name(topic.rank_scope)}" if topic.rank_scope else ""
    return f"{possessive(topic.partner)} rank among {possessive(topic.subject)} {crowd}{scope}"


_FUELS = {"oil": "crude oil", "gas": "natural gas"}


def _vote(topic: Topic) -> str:
    who = topic.subject if topic.subject != "UNGA" else topic.partner
    return f"how {name(who)} voted on {_matter(topic)} in the UN General Assembly"


def _votes_counted(topic: Topic) -> str:
    side = {"for": "in favour of", "against": "against", "abstain": "of abstention on",
            "absent": "not cast on"}[topic.measure.removeprefix("un_vote_")]  # fmt: skip
    whose = f"{possessive(topic.subject)} " if topic.subject not in (None, "UNGA") else ""
    return f"{whose}votes {side} {_matter(topic)} in the UN General Assembly"


def _matter(topic: Topic) -> str:
    number = resolution_number(topic.resolution)
    return f"resolution {number}" if number else "an unnamed resolution"


def _agreement(topic: Topic) -> str:
    pair = f"{name(topic.subject)} and {name(topic.partner)}"
    return f"agreement between {pair} in votes of the UN General Assembly"


def _ideal_distance(topic: Topic) -> str:
    pair = f"{name(topic.subject)} and {name(topic.partner)}"
    return f"distance between the ideal points of {pair} in votes of the UN General Assembly"


def _membership(topic: Topic) -> str:
    kind = (topic.position or "").replace("_", " ")
    place = name(topic.partner)
    if kind == "left":
        return f"{possessive(topic.subject)} departure from {place}"
    if kind and kind != "member":
        return f"{name(topic.subject)} as {with_a(kind)} {_JOINS.get(kind, 'of')} {place}"
    return f"{possessive(topic.subject)} membership of {place}"


_JOINS = {"candidate": "for membership of", "observer": "at", "guest": "at"}


def _mentions(topic: Topic) -> str:
    return f"mentions of {name(topic.subject)} in the text"


def _unmeasured(topic: Topic) -> str:
    about = " and ".join(name(side) for side in (topic.subject, topic.partner) if side)
    return f"something about {about or 'states'} that is not among the measures"


def _visits(topic: Topic) -> str:
    return f"visits from {name(topic.subject)} to {name(topic.partner)}"


def _agreements(topic: Topic) -> str:
    """`Vietnam\'s trade agreement with the EAEU`; counts and questions keep the plain noun."""
    if topic.form != "status" or not topic.position:
        return _flow(topic)
    return f"{possessive(topic.subject)} {kind_words(topic.position)} with {name(topic.partner)}"


_SPECIAL = {
    "agreements": _agreements,
    "vote_position": _vote,
    "vote_agreement": _agreement,
    "ideal_distance": _ideal_distance,
    "membership": _membership,
    "visits": _visits,
    "mentions": _mentions,
    "other": _unmeasured,
    "un_vote_for": _votes_counted,
    "un_vote_against": _votes_counted,
    "un_vote_abstain": _votes_counted,
    "un_vote_absent": _votes_counted,
}


_UNDATED = ("unspecified", "annual:unspecified")


def _when(topic: Topic) -> str:
    """The period after a comma; for growth and its like both ends."""
    if topic.resolution and topic.period in _UNDATED:
        return ""
    end = period_words(topic.period) if topic.period else ""
    start = period_words(topic.baseline) if topic.baseline else ""
    both = f"{start} to {end}" if start and end else end or start
    if topic.form == "growth":
        if end and not start and topic.period not in _UNDATED:
            return f", growth in {end}"
        return f", growth {both}" if start and end else ", growth, period not stated"
    if topic.form == "multiple" and topic.period in _UNDATED:
        return f", as a multiple of {start or 'a base not stated'}, period not stated"
    if topic.form == "multiple":
        return f", {end} as a multiple of {start or 'a base not stated'}"
    if topic.form in ("change_abs", "change_pp", "difference", "price_change"):
        return f", change {both}".rstrip()
    return f", {end}" if end else ""
