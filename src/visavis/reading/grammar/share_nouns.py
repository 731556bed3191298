"""Share phrases: "China's share of Kenya's imports", "export dependence on the EU"."""

from visavis.reading.grammar.items import Item, Noun
from visavis.reading.lexis import Mention

__all__ = ["fold_shares"]


def fold_shares(row: list[Item]) -> list[Item]:
    """Folds "China's share of Kenya's imports" and "export dependence on the EU" into one noun."""
    out: list[Item] = []
    at = 0
    while at < len(row):
        if row[at].kind == "word" and row[at].has("n_share") and not _is_of_goods(out):
            end, noun, taken = _read_share(out, row, at)
            if noun is not None:
                del out[len(out) - taken :]
                out.append(Item("noun", noun.start, noun.end, "share", frozenset(), noun=noun))
                at = end
                continue
        out.append(row[at])
        at += 1
    return out


def _is_of_goods(out: list[Item]) -> bool:
    """Whether what stands before owns the share and is no state: "oil's share of", "Apple's"."""
    return bool(out) and out[-1].kind == "word" and out[-1].lower.endswith(("'s", "’s", "s'"))


def _read_share(out: list[Item], row: list[Item], at: int) -> tuple[int, Noun | None, int]:
    """A share phrase headed at `at`: its end, its noun (None if it is none), items taken left."""
    head, next_ = row[at], at + 1
    holder: tuple[Mention, ...] = ()
    taken = 0
    if out and out[-1].kind == "actor":
        holder, taken = out[-1].mentions, 1
    named = next_ + 1
    if named < len(row) and row[named].has("det"):
        named += 1
    if named < len(row) and row[next_].has("p_of") and row[named].kind == "actor":
        holder, next_ = row[named].mentions, named + 1
    elif (
        next_ < len(row) and row[next_].kind == "actor" and not taken and not row[next_].possessive
    ):
        holder, next_ = row[next_].mentions, next_ + 1
    start = out[-1].start if taken else head.start
    if next_ + 1 >= len(row) or not row[next_].has("p_of", "p_in", "p_on", "p_to"):
        return at, None, 0
    target = next_ + 1
    while target < len(row) and row[target].has("det", "mod_whole"):
        target += 1
    if target >= len(row):
        return at, None, 0
    if row[next_].has("p_on"):
        return _dependence(row, (at, target), (start, taken), holder)
    inner = row[target].noun
    if inner is None or inner.share:
        return at, None, 0
    outer = row[target + 2].noun if target + 2 < len(row) and row[target + 1].has("p_in") else None
    noun = Noun(
        start=start, end=row[target].end, measure=inner.measure, product=inner.product,
        sector=inner.sector, owners=inner.owners, partners=inner.partners, share=True,
        holder=holder, head="share", joined=inner.joined,
    )  # fmt: skip
    if outer is not None:
        if outer.owners and inner.owners and not inner.partners and not holder:
            noun.holder = inner.owners
        noun.owners = outer.owners or noun.owners
        noun.end = outer.end
        return target + 3, noun, taken
    return target + 1, noun, taken


def _dependence(
    row: list[Item], span: tuple[int, int], left: tuple[int, int], holder: tuple[Mention, ...]
) -> tuple[int, Noun | None, int]:
    """ "Turkey's export dependence on the EU": the share of the EU in Turkey's exports."""
    at, target = span
    head, partner = row[at], row[target]
    if partner.kind != "actor" or not holder:
        return at, None, 0
    measure = "exports" if head.lower.startswith("export") else "imports"
    if not head.lower.startswith(("export", "import")):
        return at, None, 0
    noun = Noun(
        start=left[0], end=partner.end, measure=measure, owners=holder,
        partners=partner.mentions, share=True, head="dependence",
    )  # fmt: skip
    return target + 1, noun, left[1]
