"""Change: "rose 26%", "fell by a third", "more than doubled", "by 1.4 percentage points".

A fall is a negative growth. "rose to", "fell from" give levels, not changes.
"""

from visavis.reading.grammar import words_plain
from visavis.reading.grammar.items import Item, Noun
from visavis.reading.grammar.measures import denominator_of, measure_of
from visavis.reading.grammar.roles import party, sides
from visavis.reading.grammar.scan import Draft, Link, Party, Scan, each, governor, skip_right
from visavis.reading.lexis import Quantity

__all__ = [
    "direction",
    "read_bracketed",
    "read_growth",
    "read_growth_again",
    "read_multiple",
    "topic_of",
]

_AS_MUCH = frozenset(words_plain.AS_MUCH.split())


def direction(scan: Scan, index: int, link: Link) -> int:
    """1 where the number at `index` is said to be a rise, -1 for a fall, 0 where neither."""
    right = scan.at(index + 1)
    if right is not None and right.has("n_rise", "n_fall") and not right.has("n_total"):
        return 1 if right.has("n_rise") else -1
    if right is not None and right.has("cmp_up", "cmp_down") and _against_time(scan, index + 2):
        return 1 if right.has("cmp_up") else -1
    if link.prep == "p_by" and link.noun > 0 and (sign := _verb_before(scan, link.noun)):
        return sign
    if right is not None and right.lower in ("up", "down") and right.has("v_rise", "v_fall"):
        return 1 if right.lower == "up" else -1
    near = _near(scan, index)
    if near is not None and link.prep in ("p_by", "p_of", None):
        if near.has("n_rise", "v_rise"):
            return 1
        if near.has("n_fall", "v_fall"):
            return -1
    return 0


def _against_time(scan: Scan, at: int) -> bool:
    """Whether what follows "46% higher" is another time: "in 2021 than in 2020"."""
    while (item := scan.at(at)) is not None and item.kind == "when":
        if item.lower.startswith("than"):
            return True
        at += 1
    if item is None or not item.has("p_than"):
        return False
    after = scan.at(skip_right(scan, at + 1))
    return after is not None and after.kind == "when"


def _verb_before(scan: Scan, noun: int) -> int:
    """The sign of the verb whose object the noun is: "increased its exports by 46%"."""
    before = scan.at(noun - 1)
    if before is None or not before.has("v_rise", "v_fall"):
        return 0
    return 1 if before.has("v_rise") else -1


def _near(scan: Scan, index: int) -> Item | None:
    """The verb or noun of change that stands before the number, over adverbs and dates only."""
    quantity = scan.items[index].quantity
    hedge = quantity.hedge_span if quantity is not None else None
    at = index - 1
    while (item := scan.at(at)) is not None:
        if item.has("v_rise", "v_fall", "n_rise", "n_fall"):
            return item
        hedged = hedge is not None and hedge[0] <= item.start < hedge[1]
        passable = item.kind == "when" or item.has("det", "other", "p_by", "p_of", "mod_real")
        passable = (
            passable or hedged or item.lower.endswith("ly") or item.lower in ("an", "some", ",")
        )
        if not passable:
            return None
        at -= 1
    return None


def topic_of(scan: Scan, index: int, link: Link) -> int:
    """Index of the noun that the change is of: to the right of "fall in", else the governor."""
    at = index + 1
    item = scan.at(at)
    if item is not None and item.has("n_rise", "n_fall"):
        at += 1
        item = scan.at(at)
    while item is not None and item.kind == "when":
        at += 1
        item = scan.at(at)
    nominal = _nominal(scan, index)
    if nominal and item is not None and item.has("p_in", "p_of", "p_for"):
        inner = skip_right(scan, at + 1)
        noun = scan.noun(inner)
        if noun is not None and (noun.owners or noun.partners or link.noun < 0):
            return inner
    return link.noun


def _nominal(scan: Scan, index: int) -> bool:
    """Whether the change is a noun: "a fall of 8% in", "an 8% rise in"."""
    after, near = scan.at(index + 1), _near(scan, index)
    if after is not None and after.has("n_rise", "n_fall"):
        return True
    return near is not None and near.has("n_rise", "n_fall") and scan.items[index - 1].has("p_of")


def read_growth(scan: Scan, index: int, sign: int) -> bool:
    """Drafts a growth, a change in points or an absolute change; False where nothing grew."""
    quantity = scan.items[index].quantity
    link = governor(scan, index, past_rank=True)
    at = topic_of(scan, index, link)
    noun = scan.noun(at)
    if quantity is not None and noun is None:
        return _of_last(scan, index, sign)
    if quantity is None or noun is None:
        return False
    if noun.share:
        return quantity.kind == "points" and _points(scan, index, noun, at, sign)
    measure = measure_of(noun)
    if measure in (None, "tariff", "other", "debt_owed") or measure is None:
        return False
    owner, partner = sides(scan, noun, at)
    form, unit = "growth", "pct"
    if quantity.kind in ("money", "volume", "count"):
        form, unit = "change_abs", quantity.unit
    elif quantity.kind == "points":
        form, unit = "change_pp", "pp"
    add(scan, index, noun, (owner, partner), (measure, form, unit, float(sign)))
    return True


def _of_last(scan: Scan, index: int, sign: int) -> bool:
    """ "bought $1.9bn of goods, 27% up on 2020": the change of the level just before."""
    last = scan.drafts[-1] if scan.drafts else None
    quantity = scan.items[index].quantity
    if last is None or last.noun is None or last.form != "level" or quantity is None:
        return False
    between = scan.items[last.at + 1 : index]
    commas = [item for item in between if item.lower in (",", "(", "—", "–")]
    clear = all(item.kind in ("when", "punct", "word", "noun") for item in between)
    if len(commas) != 1 or not clear or any(item.has("sub", "rel", "and") for item in between):
        return False
    if quantity.kind not in ("percent", "fraction"):
        return False
    kind = (last.measure, "growth", "pct", float(sign))
    add(scan, index, last.noun, (last.owner, last.partner), kind).product = last.product
    return True


def _points(scan: Scan, index: int, noun: Noun, at: int, sign: int) -> bool:
    measure = measure_of(noun, "imports")
    if measure is None:
        return False
    partner = party(scan, noun.holder or noun.partners)
    owner = party(scan, noun.owners, (partner.id,) if partner.id else ())
    draft = add(scan, index, noun, (owner, partner), (measure, "change_pp", "pp", float(sign)))
    draft.denominator = denominator_of(noun, measure)
    return at >= 0


def read_bracketed(scan: Scan, index: int) -> bool:
    """ "up 16 percent ($1.6 billion) from 2021": the same change as an amount."""
    before, opening = scan.at(index - 2), scan.at(index - 1)
    if before is None or opening is None or opening.lower != "(":
        return False
    at = index - 2 if before.kind == "qty" else index - 3
    growth = next((one for one in scan.drafts if one.at == at and one.form == "growth"), None)
    quantity = scan.items[index].quantity
    nominal = before.kind == "qty" or before.has("n_rise", "n_fall")
    if growth is None or growth.noun is None or quantity is None or not nominal:
        return False
    sign = 1.0 if growth.value >= 0 else -1.0
    kind = (growth.measure, "change_abs", quantity.unit, sign)
    draft = add(scan, index, growth.noun, (growth.owner, growth.partner), kind)
    draft.since = at
    return True


def read_growth_again(scan: Scan, index: int) -> bool:
    """ "rose 12% in 2021 and 8% in 2022": the same growth in another period."""
    last = scan.drafts[-1] if scan.drafts else None
    joiner = scan.at(index - 1)
    if last is None or last.form != "growth" or last.noun is None or joiner is None:
        return False
    noun = scan.noun(index - 2)
    and_ = scan.at(index - 3)
    if (
        noun is not None
        and noun.bare
        and joiner.has("p_by")
        and and_ is not None
        and and_.has("and")
    ):
        return read_growth(scan, index, 1 if last.value >= 0 else -1)
    dated = any(item.kind == "when" for item in scan.items[last.at : index])
    between = [item for item in scan.items[last.at + 1 : index] if item.kind != "when"]
    if not dated or not all(item.has("and", "p_by") or item.lower == "," for item in between):
        return False
    after = scan.at(index + 1)
    if after is None or after.kind != "when" or not joiner.has("and", "p_by"):
        return False
    sign = 1.0 if last.value >= 0 else -1.0
    add(scan, index, last.noun, (last.owner, last.partner), (last.measure, "growth", "pct", sign))
    return True


def read_multiple(scan: Scan, index: int) -> bool:
    """Drafts "doubled", "grew fivefold", "three times its imports"; False where it is neither."""
    quantity = scan.items[index].quantity
    link = governor(scan, index)
    at = link.noun
    right = skip_right(scan, index + 1)
    after = scan.at(right)
    if quantity is None:
        return False
    other = at >= 0 and _compared(scan, index)
    against = _that_of(scan, index)
    if at < 0 and after is not None and after.kind == "noun":
        at = right
    noun = scan.noun(at)
    if _of_last_level(scan, index, noun):
        return True
    if noun is None or noun.share:
        return False
    measure = measure_of(noun)
    if measure is None:
        return False
    owner, partner = sides(scan, noun, at)
    if at == right and not noun.owners and link.actor >= 0:
        owner, partner = _subject_pair(scan, link, owner, partner)
    if against is not None:
        rival = party(scan, scan.items[against].mentions)
        if rival.id == owner.id or noun.measure not in ("population", "gdp"):
            return False
        partner, other = rival, True
    form = "ratio" if other else "multiple"
    add(scan, index, noun, (owner, partner), (measure, form, "x", 1.0))
    return True


def _of_last_level(scan: Scan, index: int, noun: Noun | None) -> bool:
    """ "$13.9bn worth of oil, twice as much as in 2020": the level before, against another time."""
    last = scan.drafts[-1] if scan.drafts else None
    before = [item for item in scan.items[:index] if item.kind != "when"]
    set_off = any(one.lower in (",", "(", "—", "–", "or") for one in before[-5:])
    if last is None or last.noun is None or last.form != "level" or not set_off:
        return False
    at = index + 1
    while (item := scan.at(at)) is not None and item.lower in _AS_MUCH:
        at += 1
    if at == index + 1 or item is None or item.kind != "when":
        return False
    if noun is not None and noun is not last.noun and noun.measure != "goods":
        return False
    kind = (last.measure, "multiple", "x", 1.0)
    add(scan, index, last.noun, (last.owner, last.partner), kind).product = last.product
    return True


def _subject_pair(scan: Scan, link: Link, owner: Party, partner: Party) -> tuple[Party, Party]:
    mentions = scan.items[link.actor].mentions
    if len(mentions) == 2 and mentions[0].id and mentions[1].id:
        return Party(mentions[0].id), Party(mentions[1].id)
    return owner, partner


def _that_of(scan: Scan, index: int) -> int | None:
    """Index of the state in "five times that of Turkey", "twice as large as Germany's"."""
    at = index + 1
    while (item := scan.at(at)) is not None and item.lower in _AS_MUCH | {"size", "the"}:
        at += 1
    compared = at > index + 1 and any(
        item.lower in ("that", "those", "size", "as", "than") for item in scan.items[index + 1 : at]
    )
    return at if item is not None and item.kind == "actor" and compared else None


def _compared(scan: Scan, index: int) -> bool:
    """Whether the multiple compares two figures ("five times larger than its trade with")."""
    for at in range(index + 1, min(index + 6, len(scan.items))):
        item = scan.items[at]
        if item.lower in ("those", "that", "what"):
            return False
        if item.has("p_than") or (item.kind == "noun" and at <= index + 3):
            noun = item.noun
            sided = noun is not None and bool(noun.owners or noun.partners)
            return item.has("p_than") or _times(scan, index) or (sided and at == index + 1)
    return False


def _times(scan: Scan, index: int) -> bool:
    return "time" in scan.items[index].lower


def _qualifier(scan: Scan, index: int, quantity: Quantity) -> str:
    """The number's own qualifier: "below" in "a third below the $50bn of 2013" is not its own."""
    hedge = quantity.hedge_span
    if hedge is None or quantity.qualifier not in ("<", ">"):
        return quantity.qualifier
    before = [item for item in scan.items[:index] if item.start < hedge[0]]
    return "=" if before and before[-1].kind == "qty" else quantity.qualifier


def add(
    scan: Scan,
    index: int,
    noun: Noun,
    parties: tuple[Party, Party],
    kind: tuple[str, str, str, float],
) -> Draft:
    """A draft for the number at `index`; `kind` is measure, form, unit and sign."""
    item = scan.items[index]
    quantity = item.quantity
    measure, form, unit, sign = kind
    if quantity is None:
        raise ValueError("no number at this item")
    high = quantity.value_high
    draft = Draft(
        at=index, quantity=quantity, start=item.start, end=item.end, measure=measure, form=form,
        value=sign * quantity.value, value_high=None if high is None else sign * high, unit=unit,
        owner=each(scan, index, parties[0]), partner=each(scan, index, parties[1]), noun=noun,
        product=noun.product, sector=noun.sector, qualifier=_qualifier(scan, index, quantity),
        annual=noun.annual,
    )  # fmt: skip
    scan.drafts.append(draft)
    scan.done.add(index)
    return draft
