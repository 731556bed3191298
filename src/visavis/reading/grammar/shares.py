"""Shares: "41% of Turkey's exports go to the EU", "Germany (17.9%)", "and 11% to Japan".

The owner is the state whose total is divided; the one that stands as subject of "accounts for",
"takes", "supplies" is the partner, and so a possessive after it cannot mean it.
"""

from dataclasses import dataclass

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import denominator_of, flow, measure_of
from visavis.reading.grammar.roles import party, sides, subject_at
from visavis.reading.grammar.scan import NOBODY, Draft, Link, Party, Scan, governor, skip_right
from visavis.reading.lexis import Mention

__all__ = ["denominator_at", "read_share"]


@dataclass(slots=True)
class _Sides:
    owner: Party
    partner: Party
    measure: str | None
    product: str | None = None
    denominator: str | None = None


def denominator_at(scan: Scan, index: int) -> int | None:
    """Index of the noun (or of the word "total") in "41% of its exports"; None where none is."""
    of = scan.at(index + 1)
    if of is not None and of.kind == "noun" and _is_cyrillic(of.lower):
        return index + 1
    if of is None or not of.has("p_of"):
        return None
    at = skip_right(scan, index + 2)
    item = scan.at(at)
    if item is None:
        return None
    if item.kind == "actor" and (inner := scan.noun(at + 2)) is not None:
        between = scan.at(at + 1)
        free = not inner.owners or inner.owners == item.mentions
        if between is not None and between.kind == "qty" and free:
            inner.owners = item.mentions
            return at + 2
    if item.kind == "noun" or item.has("n_total"):
        return at
    before = scan.at(at - 1)
    return at - 1 if before is not None and before.has("n_total") else None


def _is_cyrillic(text: str) -> bool:
    """Whether a Russian noun stands in the genitive right after the number."""
    return "а" <= text[:1] <= "я"


def read_share(scan: Scan, index: int) -> bool:
    """Drafts the share stated by the number at `index`; False where it states none."""
    total = denominator_at(scan, index)
    if total is not None:
        return _of(scan, index, total)
    if (opening := _opening(scan)) is not None and opening < index:
        return _of_opening(scan, index, opening)
    link = governor(scan, index)
    noun = scan.noun(link.noun)
    if noun is not None and noun.share:
        return _of_share_noun(scan, index, link, noun)
    if noun is not None and _as_share_of_output(scan, index, noun, link):
        return True
    return _again(scan, index, link) or _listed(scan, index, link)


def _opening(scan: Scan) -> int | None:
    """Index of the noun in "Of Ecuador's exports, 24% went to ...": the total of what follows."""
    at = next((n for n, item in enumerate(scan.items[:4]) if item.has("p_of")), None)
    if at is None or scan.noun(at + 1) is None:
        return None
    if any(item.kind == "qty" for item in scan.items[:at]):
        return None
    return at + 1


def _of_opening(scan: Scan, index: int, opening: int) -> bool:
    noun = scan.noun(opening)
    if noun is None:
        return False
    scan.consumed.add(opening)
    link = governor(scan, index)
    found = _by_right(scan, noun, index, link) or _by_left(scan, noun, link, index)
    if found is None or found.measure is None:
        return False
    _draft(scan, index, index, found, noun)
    return True


def _of(scan: Scan, index: int, total: int) -> bool:
    noun = scan.noun(total)
    scan.consumed.add(total)
    link = governor(scan, index)
    if noun is None:
        return _of_total(scan, index, total, link)
    found = _repeated(scan, noun) or _by_right(scan, noun, total, link)
    found = found or _by_left(scan, noun, link, index)
    if found is None or found.measure is None:
        return False
    run = _run(scan, index)
    group = scan.at(link.actor) if link.actor >= 0 else None
    if group is not None and len(run) > 1 and len(group.mentions) == len(run):
        for at, mention in zip(run, group.mentions, strict=True):
            one = _Sides(found.owner, party(scan, (mention,)), found.measure, found.product)
            _draft(scan, at, total if at == index else at, one, noun)
        return True
    _draft(scan, index, total, found, noun)
    if scan.items[total - 1].kind == "qty":
        noun.partners = ()
    return True


def _repeated(scan: Scan, noun: Noun) -> _Sides | None:
    """ "800,000 visitors from Russia, 20% of all arrivals": of the same thing, nobody named."""
    last = scan.drafts[-1] if scan.drafts else None
    named = noun.owners or noun.partners
    if (
        last is None
        or named
        or noun.measure != last.measure
        or noun.measure in ("exports", "imports")
    ):
        return None
    return _Sides(last.owner, last.partner, last.measure, last.product)


def _run(scan: Scan, index: int) -> list[int]:
    """Indices of the percentages that stand in a list ending at `index`: "10%, 9% and 8%"."""
    run, at = [index], index - 1
    while at >= 0:
        item = scan.items[at]
        if item.quantity is not None and item.quantity.kind in ("percent", "fraction"):
            run.insert(0, at)
        elif item.lower not in (",", "and", "et", "и"):
            break
        at -= 1
    return run


def _of_total(scan: Scan, index: int, total: int, link: Link) -> bool:
    """ "43% of the total": of what the last figure measured."""
    if not scan.drafts:
        return False
    last = scan.drafts[-1]
    if link.noun < 0 and link.rank < 0 and link.actor < 0:
        return False
    measure = last.measure
    found = _Sides(last.owner, last.partner, measure, last.product, last.denominator or measure)
    _draft(scan, index, total, found, last.noun)
    return True


def _by_right(scan: Scan, noun: Noun, total: int, link: Link) -> _Sides | None:
    """ "41% of Turkey's exports go to the EU", "... come from China", "... were bought by"."""
    prep, who = _right_actor(scan, total)
    if who is None or link.verb in ("v_account", "v_take", "v_supply"):
        return None
    direction = "imports" if prep in ("p_from", "come") else "exports"
    if prep == "p_by":
        direction = "imports" if noun.measure == "imports" else "exports"
    measure = measure_of(noun, direction)
    partner = party(scan, who)
    exclude = (partner.id,) if partner.id else ()
    if noun.owners:
        owner = party(scan, noun.owners, exclude)
    else:
        owner = subject_at(scan, link.actor) if link.actor >= 0 else sides(scan, noun, total)[0]
    if owner.id is not None and owner.id == partner.id:
        return None
    return _Sides(owner, partner, measure, noun.product)


def _right_actor(scan: Scan, at: int) -> tuple[str | None, tuple[Mention, ...] | None]:
    """The actor after "go to", "come from", "to", "from", "by" that follows the noun at `at`."""
    at += 1
    seen = None
    while (item := scan.at(at)) is not None:
        if item.kind == "when" or item.has("v_be", "v_aux", "other", "det"):
            at += 1
        elif item.has("v_go", "v_come", "v_buy", "v_take", "v_supply", "v_sell"):
            seen = "come" if item.has("v_come") else "go"
            at += 1
        elif item.has("p_to", "p_from", "p_by") or (seen == "go" and item.has("p_for")):
            after = scan.at(skip_right(scan, at + 1))
            if after is None or after.kind != "actor" or after.mentions[0].possessive:
                return None, None
            tag = next(tag for tag in ("p_to", "p_from", "p_by", "p_for") if tag in item.tags)
            return tag, after.mentions
        else:
            return seen, None
    return seen, None


def _by_left(scan: Scan, noun: Noun, link: Link, index: int) -> _Sides | None:
    if link.noun >= 0:
        return _by_numerator(scan, noun, link)
    if link.rank >= 0 or (link.actor >= 0 and link.comma and _rank_draft(scan) is not None):
        return _by_rank(scan, noun, link)
    if link.actor >= 0:
        return _by_subject(scan, noun, link, index)
    on = [at for tag, at in link.oblique if tag == "p_by"]
    if link.verb == "v_account" and on:
        link.actor = on[-1]
        return _by_subject(scan, noun, link, index)
    return None


def _rank_draft(scan: Scan) -> Draft | None:
    ranks = [draft for draft in scan.drafts if draft.form == "rank"]
    return ranks[-1] if ranks else None


def _by_rank(scan: Scan, noun: Noun, link: Link) -> _Sides | None:
    """ "..., accounting for 41% of its exports" after "the EU is Turkey's largest partner"."""
    rank = _rank_draft(scan)
    if rank is None:
        return None
    partner = rank.partner
    exclude = (partner.id,) if partner.id else ()
    named = noun.owners and noun.owners[0].kind != "pronoun"
    owner = party(scan, noun.owners, exclude) if named else rank.owner
    direction = "exports" if link.verb in ("v_buy", "v_take") else "imports"
    measure = measure_of(noun, direction)
    if noun.measure in ("imports", "exports") and rank.measure.startswith("arms_"):
        measure = rank.measure
    if owner.id == partner.id and owner.id is not None:
        return None
    return _Sides(owner, partner, measure, noun.product)


def _by_subject(scan: Scan, noun: Noun, link: Link, index: int) -> _Sides | None:
    """The actor before the verb holds the share, or owns the total where it buys or sells."""
    named = party(scan, noun.owners) if _is_named(noun.owners) else NOBODY
    subject = subject_at(scan, link.actor, (named.id,) if named.id else ())
    exclude = (subject.id,) if subject.id else ()
    own = not noun.owners or noun.owners[0].kind == "pronoun"
    given = party(scan, noun.partners)
    if noun.measure == "gdp":
        return _of_output(scan, subject, link)
    if link.verb == "v_sell":
        dative = next((at for tag, at in link.oblique if tag == "dative"), None)
        if given is NOBODY and dative is not None:
            given = party(scan, scan.items[dative].mentions, exclude)
        return _Sides(subject, given, measure_of(noun, "exports"), noun.product)
    if link.verb == "v_buy" and noun.measure in ("imports", "goods") and own:
        return _Sides(subject, given, measure_of(noun, "imports"), noun.product)
    if link.verb == "v_depend":
        on = next((at for tag, at in link.oblique if tag == "p_on"), None)
        partner = subject_at(scan, on) if on is not None else given
        return _Sides(subject, partner, measure_of(noun, "imports"), noun.product)
    if link.verb in ("v_owe", "v_spend"):
        dative = next((at for tag, at in link.oblique if tag == "dative"), None)
        partner = subject_at(scan, dative) if dative is not None else given
        return _Sides(subject, partner, measure_of(noun), noun.product)
    if noun.partners and not noun.pair and noun.measure != "goods":
        return None
    direction = "exports" if link.verb in ("v_buy", "v_take") else "imports"
    if noun.owners:
        owner = party(scan, noun.owners, exclude)
    else:
        owner = _dative(scan, link) or _last_owner(scan, exclude)
    if owner.id is not None and owner.id in exclude:
        return None
    return _Sides(owner, subject, measure_of(noun, direction), noun.product)


def _of_output(scan: Scan, subject: Party, link: Link) -> _Sides | None:
    if link.verb == "v_spend" and _on_defence(scan):
        return _Sides(subject, NOBODY, "military_spending_gdp", None, "gdp")
    return None


def _on_defence(scan: Scan) -> bool:
    text = scan.sentence.text.lower()
    return any(word in text for word in ("defence", "defense", "military", "armed forces"))


def _dative(scan: Scan, link: Link) -> Party | None:
    at = next((at for tag, at in link.oblique if tag == "dative"), None)
    return subject_at(scan, at) if at is not None else None


def _last_owner(scan: Scan, exclude: tuple[str, ...]) -> Party:
    for draft in reversed(scan.drafts):
        if draft.owner.id is not None and draft.owner.id not in exclude:
            return draft.owner
    return Party(None, ("actor:owner",))


def _by_numerator(scan: Scan, noun: Noun, link: Link) -> _Sides | None:
    """ "Trade with Turkey represented 3% of Germany's trade", "Chinese goods make up a fifth"."""
    part = scan.noun(link.noun)
    if part is None or part.share:
        return None
    if noun.measure == "gdp":
        return _share_of_output(scan, noun, part, link.noun)
    origin = part.owners if part.measure == "goods" and noun.measure == "imports" else ()
    if part.measure == "goods" and not origin and not part.partners:
        return _product_share(scan, noun, part)
    partner = party(scan, origin or part.partners)
    exclude = (partner.id,) if partner.id else ()
    owner = party(scan, noun.owners or part.owners, exclude)
    if not noun.owners and not part.owners:
        owner = sides(scan, part, link.noun)[0]
    direction = "imports" if part.measure == "imports" else "exports"
    measure = measure_of(noun, direction)
    if owner.id is not None and owner.id == partner.id:
        return None
    if partner is NOBODY and not part.bare:
        return None
    if partner is NOBODY:
        partner = sides(scan, part, link.noun)[1]
    return _Sides(owner, partner, measure, noun.product or part.product)


def _share_of_output(scan: Scan, noun: Noun, part: Noun, at: int) -> _Sides | None:
    measure = measure_of(part)
    if measure is None:
        return None
    owner, partner = sides(scan, part, at)
    if noun.owners:
        owner = party(scan, noun.owners, (partner.id,) if partner.id else ())
    if part.measure == "military_spending":
        measure = "military_spending_gdp"
    return _Sides(owner, partner, measure, part.product, "gdp")


def _product_share(scan: Scan, noun: Noun, part: Noun) -> _Sides | None:
    """ "Machinery accounts for 41% of Turkey's exports to the EU": a product, not a partner."""
    if part.product is None or noun.measure not in ("exports", "imports"):
        return None
    owner, partner = sides(scan, noun, len(scan.items))
    measure = flow(noun.measure, part.product)
    total = noun.measure if partner.id is None else "flow"
    return _Sides(owner, partner, measure, part.product, total)


def _of_share_noun(scan: Scan, index: int, link: Link, noun: Noun) -> bool:
    """ "China's share of Kenya's imports rose from 12% in 2010 to 23% in 2021"."""
    if link.prep == "p_by":
        return False
    measure = measure_of(noun, "imports")
    if measure is None:
        return False
    holder = noun.holder if not noun.partners or noun.head != "dependence" else ()
    known = party(scan, noun.owners) if _is_named(noun.owners) else NOBODY
    partner = party(scan, holder or noun.partners, (known.id,) if known.id else ())
    exclude = (partner.id,) if partner.id else ()
    owner = party(scan, noun.owners, exclude)
    if not noun.owners:
        owner = sides(scan, noun, link.noun)[0]
    if holder and noun.partners:
        return False
    if noun.head == "dependence":
        owner, partner = party(scan, noun.owners), party(scan, noun.partners)
    if owner.id is not None and owner.id == partner.id:
        return False
    _draft(scan, index, index, _Sides(owner, partner, measure, noun.product), noun)
    if link.prep in ("p_from", "p_versus"):
        scan.drafts[-1].role = "from"
    return True


def _is_named(mentions: tuple[Mention, ...]) -> bool:
    return bool(mentions) and mentions[0].kind != "pronoun"


def _as_share_of_output(scan: Scan, index: int, noun: Noun, link: Link) -> bool:
    """ "As a share of GDP, exports to the US reached 27%"."""
    part = next((item.noun for item in scan.items if item.noun and item.noun.share), None)
    if (
        part is None
        or part.measure != "gdp"
        or link.verb not in ("v_level", "v_rise", "v_fall", "v_be")
    ):
        return False
    found = _share_of_output(scan, Noun(start=0, end=0, measure="gdp"), noun, link.noun)
    if found is None:
        return False
    _draft(scan, index, index, found, noun)
    return True


def _beside(scan: Scan, index: int) -> int | None:
    """The name right before the number: "Germany (10%)", "with Japan 11%"."""
    opening, named = scan.at(index - 1), scan.at(index - 2)
    if opening is not None and opening.lower == "(" and named is not None:
        return index - 2 if named.kind == "actor" else None
    if opening is not None and opening.kind == "actor" and named is not None:
        return index - 1 if named.has("p_with", "and", "p_to", "p_from") else None
    return None


_SAME = frozenset("figure share proportion percentage ratio level".split())


def _same_share(scan: Scan, index: int, link: Link) -> bool:
    """Whether "the figure had climbed to", "that share fell to" takes up the last share."""
    if link.noun >= 0 or link.actor >= 0 or link.verb_at < 0:
        return False
    around = scan.items[max(0, link.verb_at - 4) : link.verb_at]
    return any(item.lower in _SAME for item in around)


def _again(scan: Scan, index: int, link: Link) -> bool:
    """A further share of the last total: "and 16% to China", "China supplies another 17%"."""
    shares = [draft for draft in scan.drafts if draft.form == "share"]
    if not shares or link.verb in ("v_rise", "v_fall") and link.prep not in ("p_to", "p_from"):
        return False
    last = shares[-1]
    if _same_share(scan, index, link):
        _repeat(scan, index, last, last.partner)
        return True
    if link.prep in ("p_versus", "p_from", "p_to") and not link.oblique:
        _repeat(scan, index, last, last.partner)
        scan.drafts[-1].role = "from" if link.prep != "p_to" else None
        return True
    after = scan.at(index + 1)
    if after is not None and after.has("p_to", "p_from"):
        target = scan.at(skip_right(scan, index + 2))
        if target is not None and target.kind == "actor":
            _repeat(scan, index, last, party(scan, target.mentions))
            return True
    who = link.actor if link.actor >= 0 and link.crossed == 0 else None
    near = _beside(scan, index)
    if near is not None:
        who, link.verb = near, None
    if who is None and link.oblique and link.oblique[0][0] == "p_with" and link.verb is None:
        who = link.oblique[0][1]
    if who is None or (link.verb not in (None, "v_account", "v_supply", "v_take", "v_buy")):
        return False
    partner = subject_at(scan, who)
    if partner.id is None or partner.id == last.owner.id:
        return False
    _repeat(scan, index, last, partner)
    return True


def _repeat(scan: Scan, index: int, last: Draft, partner: Party) -> None:
    found = _Sides(last.owner, partner, last.measure, last.product, last.denominator)
    _draft(scan, index, index, found, last.noun)


def _listed(scan: Scan, index: int, link: Link) -> bool:
    """ "Belgium's main markets were Germany (17.9%), France (14.1%)": a header and a list."""
    near = link.actor if link.crossed == 0 else -1
    if near < 0 and link.oblique and link.verb is None:
        near = link.oblique[0][1]
    previous = scan.at(index - 1)
    tight = previous is not None and (
        previous.lower in ("(", ",", "at") or previous.kind == "actor" or previous.has("p_with")
    )
    if near < 0 or not tight or link.verb is not None:
        return False
    header = _header(scan, near)
    if header is None:
        return False
    measure, owner = header
    partner = subject_at(scan, near)
    if partner.id is None or partner.id == owner.id:
        return False
    _draft(scan, index, index, _Sides(owner, partner, measure), None)
    return True


def _header(scan: Scan, before: int) -> tuple[str, Party] | None:
    """The measure and owner of the list's header, left of the first name."""
    for at in range(before - 1, -1, -1):
        item = scan.items[at]
        if item.lower in (";", "."):
            return None
        measure = _header_measure(item.lower) if item.kind in ("word", "qty") else None
        noun = scan.noun(at)
        if noun is not None and noun.head in ("exports", "imports") and noun.owners:
            return noun.measure, party(scan, noun.owners)
        if measure is None:
            continue
        for left in range(at, max(at - 6, -1), -1):
            owner = scan.items[left]
            if owner.kind == "actor" and owner.possessive:
                return measure, party(scan, owner.mentions)
    return None


def _header_measure(text: str) -> str | None:
    if any(word in text for word in ("export market", "destination", "export partner", "customer",
                                     "markets", "buyers")):  # fmt: skip
        return "exports"
    if any(word in text for word in ("supplier", "source", "import partner")):
        return "imports"
    if "trading partner" in text or "trade partner" in text:
        return "trade_turnover"
    return None


def _draft(scan: Scan, index: int, end: int, found: _Sides, noun: Noun | None) -> None:
    item = scan.items[index]
    quantity = item.quantity
    if quantity is None or found.measure is None:
        return
    last = scan.items[end]
    measure = found.measure
    denominator = found.denominator
    if denominator is None and noun is not None:
        denominator = denominator_of(noun, measure)
    if denominator is None:
        denominator = "trade" if measure == "trade_turnover" else measure
    stop = max(item.end, last.end)
    scan.drafts.append(
        Draft(
            at=index, quantity=quantity, start=item.start, end=stop, measure=measure,
            form="share", value=quantity.value, value_high=quantity.value_high, unit="pct",
            owner=found.owner, partner=found.partner, denominator=denominator,
            product=found.product, noun=noun, qualifier=quantity.qualifier,
            sector=noun.sector if noun is not None else None,
        )
    )  # fmt: skip
    scan.done.add(index)
