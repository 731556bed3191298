"""Shares that lean on another: "and 16% to China", "Germany (17.9%), France (14.1%)"."""

from visavis.reading.grammar.list_headers import list_header
from visavis.reading.grammar.roles import party, subject_at
from visavis.reading.grammar.scan import Draft, Link, Party, Scan, skip_right
from visavis.reading.grammar.share_sides import ShareSides, add_share

__all__ = ["share_again", "share_listed"]


def _beside(scan: Scan, index: int) -> int | None:
    """The name right before the number: "Germany (10%)", "with Japan 11%"."""
    opening, named = scan.at(index - 1), scan.at(index - 2)
    if opening is not None and opening.lower == "(" and named is not None:
        return index - 2 if named.kind == "actor" else None
    if opening is not None and opening.kind == "actor" and named is not None:
        if opening.mentions[-1].possessive and named.has("p_versus", "p_than"):
            return index - 1 if _is_held(scan) else None
        return index - 1 if named.has("p_with", "and", "p_to", "p_from") else None
    return None


def _is_held(scan: Scan) -> bool:
    """Whether the holder of the first share is the sentence's subject: "India supplied 16% of"."""
    first = next(one for one in scan.drafts if one.form == "share")
    if first.noun is not None and first.noun.share:
        return bool(first.noun.holder)
    at = next((n for n, item in enumerate(scan.items) if item.kind in ("actor", "noun")), 0)
    before, subject = scan.at(at - 1), scan.items[at]
    prepared = before is not None and any(tag.startswith("p_") for tag in before.tags)
    named = subject.kind == "actor" and not subject.possessive and not prepared
    return named and party(scan, subject.mentions).id == first.partner.id


_SAME = frozenset(["figure", "share", "proportion", "percentage", "ratio", "level"])


_ANAPHORS = frozenset(["these", "those", "them", "this", "that", "it"])
"""Words that may take up another total than the last one: "Peru's part in these"."""


def _same_share(scan: Scan, link: Link) -> bool:
    """Whether "the figure had climbed to", "that share fell to" takes up the last share."""
    if link.noun >= 0 or link.actor >= 0 or link.verb_at < 0:
        return False
    around = scan.items[max(0, link.verb_at - 4) : link.verb_at]
    return any(item.lower in _SAME for item in around)


def share_again(scan: Scan, index: int, link: Link) -> bool:
    """A further share of the last total: "and 16% to China", "China supplies another 17%"."""
    shares = [draft for draft in scan.drafts if draft.form == "share"]
    if not shares or (link.verb in ("v_rise", "v_fall") and link.prep not in ("p_to", "p_from")):
        return False
    last = shares[-1]
    after = scan.at(index + 1)
    if link.prep == "p_versus" and after is not None and after.has("p_to", "p_from", "p_for"):
        return _rival_share(scan, index, last)
    if _other_year(scan, index, last) or _same_share(scan, link):
        _repeat(scan, index, last, last.partner)
        return True
    if (
        link.prep in ("p_versus", "p_from", "p_to")
        and not link.oblique
        and _same_holder(scan, link, last)
    ):
        _repeat(scan, index, last, last.partner)
        scan.drafts[-1].role = "from" if link.prep != "p_to" else None
        return True
    if after is not None and after.has("p_to", "p_from", "p_for") and last.denominator != "gdp":
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
    moves = link.verb in ("v_rise", "v_fall", "v_level") and link.prep in ("p_from", "p_to", "p_at")
    holds = link.verb in (None, "v_account", "v_supply", "v_take", "v_buy")
    if who is None or not (moves or holds):
        return False
    partner = subject_at(scan, who)
    other_total = any(item.lower in _ANAPHORS for item in scan.items[who + 1 : index])
    other_total = other_total or (last.denominator == "gdp" and last.partner.id is not None)
    if partner.id is None or partner.id == last.owner.id or other_total:
        return False
    _repeat(scan, index, last, partner)
    scan.drafts[-1].role = "from" if link.prep == "p_from" else None
    return True


def _rival_share(scan: Scan, index: int, last: Draft) -> bool:
    """ "46% of its imports, against 20% from China": the share of another partner."""
    named = scan.at(skip_right(scan, index + 2))
    if named is None or named.kind != "actor":
        return False
    _repeat(scan, index, last, party(scan, named.mentions))
    return True


def _other_year(scan: Scan, index: int, last: Draft) -> bool:
    """ "45% of EU gas imports in 2021 but only 15% in 2023": the same share at another time."""
    after = scan.at(index + 1)
    start = next((n for n in range(last.at + 1, index) if scan.items[n].kind == "when"), 0)
    if not start or after is None or after.kind != "when":
        return False
    between = [item for item in scan.items[start + 1 : index] if item.lower != ","]
    joined = any(item.has("and", "but") for item in between)
    return joined and all(item.has("and", "but", "other") for item in between)


def _same_holder(scan: Scan, link: Link, last: Draft) -> bool:
    """Whether no other state is the subject of the verb: "while China's has risen from"."""
    if link.actor < 0:
        return True
    found = subject_at(scan, link.actor)
    return found.id is not None and found.id == last.partner.id


def _repeat(scan: Scan, index: int, last: Draft, partner: Party) -> None:
    found = ShareSides(last.owner, partner, last.measure, last.product, last.denominator)
    if last.denominator == "gdp" and last.partner.id is None:
        found.owner, found.partner = partner, last.partner
    add_share(scan, index, index, found, last.noun)


def _after_colon(scan: Scan, index: int, link: Link) -> bool:
    """ "Uganda: exports to Kenya 12%": the first share of a list without a verb."""
    noun, at = scan.noun(link.noun), link.noun
    colon, named = scan.at(at - 1), scan.at(at - 2)
    if noun is None or noun.share or not noun.partners or at < index - 2 or link.verb is not None:
        return False
    if noun.measure not in ("exports", "imports") or colon is None or colon.lower != ":":
        return False
    if named is None or named.kind != "actor" or noun.owners:
        return False
    owner, partner = party(scan, named.mentions), party(scan, noun.partners)
    if owner.id is None or partner.id is None or owner.id == partner.id:
        return False
    add_share(scan, index, index, ShareSides(owner, partner, noun.measure), None)
    return True


def share_listed(scan: Scan, index: int, link: Link) -> bool:
    """ "Belgium's main markets were Germany (17.9%), France (14.1%)": a header and a list."""
    if _after_colon(scan, index, link):
        return True
    near = link.actor if link.crossed == 0 else -1
    if near < 0 and link.oblique and link.verb is None:
        near = link.oblique[0][1]
    previous = scan.at(index - 1)
    tight = previous is not None and (
        previous.lower in ("(", ",", "at") or previous.kind == "actor" or previous.has("p_with")
    )
    if near < 0 or not tight or link.verb is not None:
        return False
    header = list_header(scan, near)
    if header is None:
        return False
    measure, owner = header
    if any(item.has("v_rise", "v_fall", "p_than") for item in scan.items[:near]):
        return False
    partner = subject_at(scan, near)
    if partner.id is None or partner.id == owner.id:
        return False
    add_share(scan, index, index, ShareSides(owner, partner, measure), None)
    return True
