"""Which sources a text names, and whether a document is a publisher's own.

The trap is to take the citation for the author: a newspaper that cites Eurostat is precisely to be
held against Eurostat; only Eurostat's own page is not.
"""

import re
from functools import cache

from visavis.model.claims import Claim, Document
from visavis.model.relations import is_measure, relation

__all__ = ["own_sources", "source_named"]

_PARTS = re.compile(r"\s+[|\u2013\u2014\u00b7-]+\s+|\s+::\s+|[|]")
"""What stands between a page's title and its publisher's name."""

_SHORTEST = 4
_TOO_WIDE = frozenset({"united nations"})
"""Publishers of much else besides."""


def own_sources(document: Document) -> frozenset[str]:
    """The sources whose publisher's own the document is.

    That is one whose title, or a part of it set off by a dash or bar, is the publisher's name or
    begins with the name of its data, or whose file is named after the data. A headline with a
    publisher in it ("Eurostat: exports fall") is a newspaper's.
    """
    parts = [_plain(part) for part in _PARTS.split(document.title or "")]
    name = _plain(document.name.rpartition("/")[2])
    return frozenset(
        source
        for source, (publishers, titles) in _names().items()
        if any(part in publishers or part in titles for part in parts)
        or any(part.startswith(f"{title} ") for part in parts for title in titles)
        or any(f" {title} " in f" {name} " and " " in title for title in titles)
    )


def source_named(claim: Claim) -> str | None:
    """The id of the source that the text names for the figure; its name where it is none of ours.

    "CEPII", "World Bank data" and "UN Comtrade" are known by the names of publishers and data.
    """
    written = claim.source_named or claim.attribution
    if written is None or written in _names():
        return written
    words = f" {_plain(written)} "
    found = {
        source
        for source, (publishers, titles) in _names().items()
        if any(f" {name} " in words for name in publishers | titles)
    }
    if len(found) == 1:
        return next(iter(found))
    # A publisher of several data sets is meant with the one that has the measure.
    carrying = relation(claim.measure).sources if is_measure(claim.measure) else ()
    return next((source for source in carrying if source in found), claim.source_named)


@cache
def _names() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each source the names of its publisher and of its data, in plain lower case."""
    from visavis.sources import origins  # late: only documents that are checked need it

    return {
        origin.id: (
            _parts_of(origin.publisher, r",|\bthrough\b|\band\b"),
            _parts_of(origin.title, r":|;|\("),
        )
        for origin in origins().values()
    }


def _parts_of(text: str, between: str) -> frozenset[str]:
    """The names in a publisher's or a title's words; of a title only the first."""
    parts = [_plain(part) for part in re.split(between, text)]
    kept = parts[:1] if between.startswith(":") else parts
    names = (part.removesuffix(" database") for part in kept)
    return frozenset(name for name in names if len(name) >= _SHORTEST and name not in _TOO_WIDE)


def _plain(text: str) -> str:
    """Words in lower case, without an article before them or an ending of a file after them."""
    words = re.sub(r"\.(?:txt|md|html?)$", "", text.lower())
    return re.sub(r"^the ", "", " ".join(re.findall(r"[^\W_]+", words)))
