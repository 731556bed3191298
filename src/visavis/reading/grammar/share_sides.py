"""Whose share it is and who holds it: the sides of "41% of Turkey's exports go to the EU"."""

from dataclasses import dataclass

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.list_headers import list_header
from visavis.reading.grammar.measures import denominator_of, flow, measure_of
from visavis.reading.grammar.roles import party, sides, subject_at
from visavis.reading.grammar.scan import NOBODY, Draft, Link, Party, Scan, each, skip_right
from visavis.reading.lexis import Mention

__all__ = [
    "ShareSides",
    "add_share",
    "is_named",
    "share_of_output",
    "sides_by_left",
    "sides_by_right",
]


@dataclass(slots=True)
class ShareSides:
    """Owner and holder of a share, of what measure, and out of what total."""

    owner: Party
    partner: Party
    measure: str | None
    product: str | None = None
    denominator: str | None = None


def sides_by_right(scan: Scan, noun: Noun, total: int, link: Link) -> ShareSides | None:
    """ "41% of Turkey's exports go to the EU", "... come from China", "... were bought by"."""
    prep, who = _right_actor(scan, total)
    if who is None and (there := _there(scan, noun, total)) is not None:
        return there
    if who is None and prep is not None and link.coordinated:
        return None
    if who is None or link.verb in ("v_account", "v_take", "v_supply"):
        return None
    direction = "imports" if prep in ("p_from", "p_in", "come") else "exports"
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
    return ShareSides(owner, partner, measure, noun.product)


def _there(scan: Scan, noun: Noun, total: int) -> ShareSides | None:
    """ "took 22% of its imports from there", "40% of its exports go there": the last partner."""
    near = [item.lower for item in scan.items[total + 1 : total + 5]]
    last = scan.drafts[-1] if scan.drafts else None
    if "there" not in near or last is None or last.owner.id is None or last.partner.id is None:
        return None
    ends = near.index("there")
    if any(scan.items[total + 1 + at].kind != "word" for at in range(ends)):
        return None
    exclude = (last.partner.id,)
    owner = party(scan, noun.owners, exclude) if is_named(noun.owners) else last.owner
    direction = "imports" if "from" in near[:ends] else "exports"
    if owner.id != last.owner.id:
        return None
    return ShareSides(owner, last.partner, measure_of(noun, direction), noun.product)


def _right_actor(scan: Scan, at: int) -> tuple[str | None, tuple[Mention, ...] | None]:
    """The actor after "go to", "come from", "to", "from", "by" that follows the noun at `at`."""
    at += 1
    seen = None
    while (item := scan.at(at)) is not None:
        if item.kind == "when" or item.has("v_be", "v_aux", "other", "det"):
            at += 1
        elif item.has("v_account") and (after := scan.at(at + 1)) is not None and after.has("p_by"):
            seen, at = "go", at + 1
        elif item.has("v_earn", "v_made"):
            seen, at = "come", at + 1
        elif item.has("v_go", "v_come", "v_buy", "v_take", "v_supply", "v_sell"):
            seen = "come" if item.has("v_come") else "go"
            at += 1
        elif item.has("p_to", "p_from", "p_by") or (
            (seen == "go" and item.has("p_for", "p_in")) or (seen == "come" and item.has("p_in"))
        ):
            after = scan.at(skip_right(scan, at + 1))
            if after is None or after.kind != "actor" or after.mentions[0].possessive:
                return None, None
            tag = next(
                tag for tag in ("p_to", "p_from", "p_by", "p_for", "p_in") if tag in item.tags
            )
            return tag, after.mentions
        else:
            return seen, None
    return seen, None


def sides_by_left(scan: Scan, noun: Noun, link: Link) -> ShareSides | None:
    """The sides as told by what governs the number; None where nothing known does."""
    if link.noun >= 0:
        return _by_numerator(scan, noun, link)
    if link.rank >= 0 or (link.actor >= 0 and link.comma and _rank_draft(scan) is not None):
        return _by_rank(scan, noun, link)
    if link.actor >= 0:
        return _by_subject(scan, noun, link)
    on = [at for tag, at in link.oblique if tag == "p_by"]
    if link.verb == "v_account" and on:
        link.actor = on[-1]
        return _by_subject(scan, noun, link)
    return None


def _rank_draft(scan: Scan) -> Draft | None:
    ranks = [draft for draft in scan.drafts if draft.form == "rank"]
    return ranks[-1] if ranks else None


def _by_rank(scan: Scan, noun: Noun, link: Link) -> ShareSides | None:
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
    return ShareSides(owner, partner, measure, noun.product)


def _by_subject(scan: Scan, noun: Noun, link: Link) -> ShareSides | None:
    """The actor before the verb holds the share, or owns the total where it buys or sells."""
    own = not noun.owners or _is_own(noun.owners[0])
    # "sold France goods, or 8% of its imports": whose imports, is left open
    whose = link.verb == "v_sell" and noun.measure == "imports" and own
    if whose or (link.verb is not None and _closes_list(scan, link.actor)):
        return None
    named = party(scan, noun.owners) if is_named(noun.owners) else NOBODY
    subject = subject_at(scan, link.actor, (named.id,) if named.id else ())
    exclude = (subject.id,) if subject.id else ()
    given = party(scan, noun.partners)
    if noun.measure == "gdp":
        return _of_output(scan, subject, link)
    if link.verb == "v_sell":
        dative = next((at for tag, at in link.oblique if tag == "dative"), None)
        if given is NOBODY and dative is not None:
            given = party(scan, scan.items[dative].mentions, exclude)
        return ShareSides(subject, given, measure_of(noun, "exports"), noun.product)
    buys = link.verb == "v_buy" or (link.verb == "v_take" and bool(noun.partners))
    if buys and noun.measure in ("imports", "arms_imports", "goods") and own:
        return ShareSides(subject, given, measure_of(noun, "imports"), noun.product)
    if link.verb == "v_depend":
        on = next((at for tag, at in link.oblique if tag == "p_on"), None)
        partner = subject_at(scan, on) if on is not None else given
        return ShareSides(subject, partner, measure_of(noun, "imports"), noun.product)
    if link.verb in ("v_owe", "v_spend"):
        dative = next((at for tag, at in link.oblique if tag == "dative"), None)
        partner = subject_at(scan, dative) if dative is not None else given
        return ShareSides(subject, partner, measure_of(noun), noun.product)
    if link.verb == "v_do" and own and noun.partners:
        return ShareSides(subject, given, measure_of(noun), noun.product)
    if noun.partners and not noun.pair and noun.measure != "goods":
        return None
    direction = "exports" if link.verb in ("v_buy", "v_take") else "imports"
    if noun.owners:
        owner = party(scan, noun.owners, exclude)
    else:
        header = list_header(scan, link.actor) if link.parenthesis else None
        owner = header[1] if header else _dative(scan, link) or _last_owner(scan, exclude)
    if owner.id is not None and owner.id in exclude:
        return None
    return ShareSides(owner, subject, measure_of(noun, direction), noun.product)


def _closes_list(scan: Scan, at: int) -> bool:
    """Whether the name ends a list with figures in brackets: "Switzerland (€3bn) and the US"."""
    joiner, before = scan.at(at - 1), scan.at(at - 2)
    if joiner is not None and joiner.has("det"):
        joiner, before = scan.at(at - 2), scan.at(at - 3)
    return joiner is not None and joiner.has("and") and before is not None and before.lower == ")"


def _is_own(mention: Mention) -> bool:
    """Whether the owner can be the verb's own subject: "its", not "the kingdom's"."""
    return mention.kind == "pronoun" and not mention.text.lower().startswith("the ")


def _of_output(scan: Scan, subject: Party, link: Link) -> ShareSides | None:
    if link.verb == "v_spend" and _on_defence(scan):
        return ShareSides(subject, NOBODY, "military_spending_gdp", None, "gdp")
    return None


def _on_defence(scan: Scan) -> bool:
    text = scan.sentence.text.lower()
    return any(word in text for word in ("defence", "defense", "military", "armed forces"))


def _dative(scan: Scan, link: Link) -> Party | None:
    at = next((at for tag, at in link.oblique if tag == "dative"), None)
    return subject_at(scan, at) if at is not None else None


def _last_owner(scan: Scan, exclude: tuple[str, ...]) -> Party:
    opening = scan.at(0)
    for_whom = scan.at(1)
    if opening is not None and opening.has("p_for") and for_whom is not None and for_whom.mentions:
        return party(scan, for_whom.mentions, exclude)
    for draft in reversed(scan.drafts):
        if draft.owner.id is not None and draft.owner.id not in exclude:
            return draft.owner
    return Party(None, ("actor:owner",))


def _by_numerator(scan: Scan, noun: Noun, link: Link) -> ShareSides | None:
    """ "Trade with Turkey represented 3% of Germany's trade", "Chinese goods make up a fifth"."""
    part = scan.noun(link.noun)
    if part is None or part.share:
        return None
    if noun.measure == "gdp":
        return share_of_output(scan, noun, part, link.noun)
    if noun.measure in ("trade_surplus", "trade_deficit") and part.measure != noun.measure:
        return None
    if part.measure == noun.measure and part.product and noun.partners and not part.partners:
        return None if part.owners else _product_share(scan, noun, part, link.noun)
    if {part.measure, noun.measure} == {"exports", "imports"} or (part.partners and noun.partners):
        return None
    bought = noun.measure in ("imports", "arms_imports")
    origin = part.owners if part.measure == "goods" and bought else ()
    if part.measure == noun.measure == "imports" and noun.owners and not part.partners:
        origin = part.owners
    if part.measure == "goods" and not origin and not part.partners:
        return _product_share(scan, noun, part, link.noun)
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
    return ShareSides(owner, partner, measure, noun.product or part.product)


def share_of_output(scan: Scan, noun: Noun, part: Noun, at: int) -> ShareSides | None:
    """The sides of a share of GDP that the phrase `part` at item `at` has."""
    measure = measure_of(part)
    if measure is None:
        return None
    owner, partner = sides(scan, part, at)
    if noun.owners:
        owner = party(scan, noun.owners, (partner.id,) if partner.id else ())
    if part.measure == "military_spending":
        measure = "military_spending_gdp"
    return ShareSides(owner, partner, measure, part.product, "gdp")


def _product_share(scan: Scan, noun: Noun, part: Noun, at: int) -> ShareSides | None:
    """ "Machinery accounts for 41% of Turkey's exports to the EU": a product, not a partner."""
    if part.product is None or noun.measure not in ("exports", "imports"):
        return None
    before = scan.at(at - 1)
    if before is not None and (before.has("and") or before.lower == ","):
        return None
    owner, partner = sides(scan, noun, len(scan.items))
    measure = flow(noun.measure, part.product)
    total = noun.measure if partner.id is None else "flow"
    return ShareSides(owner, partner, measure, part.product, total)


def is_named(mentions: tuple[Mention, ...]) -> bool:
    """Whether the mentions are names, not a pronoun."""
    return bool(mentions) and mentions[0].kind != "pronoun"


def add_share(scan: Scan, index: int, end: int, found: ShareSides, noun: Noun | None) -> None:
    """Adds the draft of the share at `index`, quoted up to the item `end`."""
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
    partner = each(scan, index, found.partner)
    if partner.id is None and not partner.open and denominator in ("exports", "imports", "trade"):
        partner = partner if found.product else Party(None, ("actor:partner",))
    scan.drafts.append(
        Draft(
            at=index, quantity=quantity, start=item.start, end=stop, measure=measure,
            form="share", value=quantity.value, value_high=quantity.value_high, unit="pct",
            owner=found.owner, partner=partner, denominator=denominator,
            product=found.product, noun=noun, qualifier=quantity.qualifier,
            sector=noun.sector if noun is not None else None,
        )
    )  # fmt: skip
    scan.done.add(index)
