"""Headers of lists of partners: "Belgium's main export markets were Germany (17.9%), ..."."""

from visavis.reading.grammar.roles import party
from visavis.reading.grammar.scan import Party, Scan

__all__ = ["list_header"]


def list_header(scan: Scan, before: int) -> tuple[str, Party] | None:
    """The measure and owner of the list's header, left of the first name."""
    for at in range(before - 1, -1, -1):
        item = scan.items[at]
        if item.lower in (";", "."):
            return None
        text = " ".join(one.lower for one in scan.items[at : at + 2])
        measure = _measure_in(text) if item.kind in ("word", "qty") else None
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


def _measure_in(text: str) -> str | None:
    if any(word in text for word in ("export market", "destination", "export partner", "customer",
                                     "markets", "buyers")):  # fmt: skip
        return "exports"
    if any(word in text for word in ("supplier", "source", "import partner")):
        return "imports"
    if "trading partner" in text or "trade partner" in text:
        return "trade_turnover"
    return None
