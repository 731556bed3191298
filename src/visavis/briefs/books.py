"""Whose book a figure comes from, how it is valued, and what it covers, in words."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from visavis.briefs.names import joined, name, possessive
from visavis.briefs.numbers import quantity
from visavis.briefs.periods import period_words
from visavis.measures.figures.releases import Older
from visavis.measures.figures.silent import Former
from visavis.measures.figures.trade import FLOWS
from visavis.model.facts import WORLD
from visavis.model.figures import Coverage, Figure, is_time
from visavis.model.queries import Query
from visavis.sources import SOURCES, origins

__all__ = [
    "book_reason_words",
    "book_words",
    "coverage_count",
    "coverage_words",
    "former_words",
    "is_empty",
    "older_words",
    "publisher_words",
    "says_something",
    "short_valuation",
    "valuation_words",
]

_OFFICES = ("eurostat", "eurostat_members", "world_bank", "un_votes", "us_state_visits")
"""Publishers that are named in place of the customs whose book it is."""

_COLLECTIONS = ("comtrade", "imf_dip", "imf_imts", "wits_panel")
"""Sources that pass on the reports of many customs services or central banks."""

_MEMBERSHIPS = "the dated table of memberships"
_REASONS = {
    "asked": "asked for",
    "other_book": "beside the default",
    "own_book": "the owner's own book comes first",
    "partner_book_only": "the other side's book, the only one at hand",
    "reconciled_only": "a reconciled figure, the only one at hand",
    "published": "as the publisher prints it",
}
_COMPUTED = "an estimate, published by nobody"
_LISTED = 6
_NAMED = 4
"""Partners that are named rather than counted."""
_CIF = "CIF (with freight and insurance)"


def book_words(figure: Figure) -> str:
    """`Russia's own customs`, `China's customs, through UN Comtrade`, `reconciled by CEPII`."""
    book = figure.book or figure.query.book or ""
    source = figure.source
    publisher = _publishers().get(source, "")
    if book == "reconciled":
        return f"reconciled by {publisher or source}"
    holder = _holder(figure.query, book)
    if holder is None or source in _OFFICES:
        return publisher or (name(source) if source else "")
    through = f", through {publisher}" if source in _COLLECTIONS else ""
    if holder == WORLD:
        return f"the partners' customs{through}"
    office = "report" if source == "imf_dip" else "customs"
    own = f"own {office}" if holder == figure.query.subject else office
    return f"{possessive(holder)} {own}{through}"


def book_reason_words(figure: Figure) -> str:
    """Why this book was taken: `the owner's own book comes first`."""
    if figure.book_reason == "published" and figure.source in _derived():
        return _COMPUTED
    return _REASONS.get(figure.book_reason, figure.book_reason.replace("_", " "))


def valuation_words(figure: Figure) -> str:
    """`FOB`, `CIF (with freight and insurance)` or nothing; a turnover may hold one of each."""
    known = {
        "CIF": _CIF,
        "CIF, FOB": f"part FOB, part {_CIF}",
        "FOB, CIF": f"part FOB, part {_CIF}",
    }
    return known.get(figure.valuation, figure.valuation)


def short_valuation(figure: Figure) -> str:
    """`FOB`, `CIF`, `FOB and CIF` or nothing."""
    return " and ".join(sorted(figure.valuation.split(", "), reverse=True))


def says_something(figure: Figure) -> bool:
    """Whether it has a value, a position or at least a bound."""
    has_answer = figure.value is not None or figure.text is not None
    return has_answer or figure.lower_bound is not None


def is_empty(figure: Figure) -> bool:
    """Whether no row at all stands behind it, so that a book would be nobody's."""
    return not says_something(figure) and not figure.vintages


@cache
def _publishers() -> dict[str, str]:
    """How each publisher is called, by source id; the table of memberships is no source."""
    return {"memberships": _MEMBERSHIPS} | {
        each: origin.short for each, origin in origins().items() if origin.short
    }


@cache
def _derived() -> frozenset[str]:
    """The sources that visavis computes itself."""
    return frozenset(each.origin.id for each in SOURCES if each.is_derived)


def publisher_words(source: str) -> str:
    """How a source's publisher is called in a sentence: `CEPII`, `the World Bank`."""
    return _publishers().get(source, source)


def coverage_words(coverage: Coverage, listed: int = _LISTED) -> str:
    """`12 of 27 members; missing: Austria, Belgium and 13 more`; nothing where all are there."""
    if coverage.is_complete:
        return ""
    months = [part for part in coverage.missing if is_time(part)]
    members = [part for part in coverage.missing if not is_time(part)]
    parts = []
    if members:
        parts.append(_lacking("members", coverage, members, listed))
    if months:
        parts.append(_lacking("months", coverage, months, listed))
    weight = coverage.missing_weight
    if weight is not None:
        share = quantity(weight * Decimal(100), "pct")
        source = coverage.missing_weight_source
        by = f" by {_publishers().get(source, source)}" if source else ""
        parts.append(f"the missing weigh {share} of the whole{by}")
    return "; ".join(parts)


def coverage_count(coverage: Coverage) -> str:
    """The same without names: `12 of 27 members`; nothing where all are there."""
    return "" if coverage.is_complete else coverage_words(coverage).partition(";")[0]


def _holder(query: Query, book: str) -> str | None:
    """The actor whose customs a book belongs to; None where it is nobody's customs."""
    if book in ("", "publisher", "reconciled"):
        return None
    flows = FLOWS.get(query.measure)
    if flows == ("imports",):
        return query.subject if book in ("importer", "own") else query.partner
    if flows == ("exports",):
        return query.subject if book in ("exporter", "own") else query.partner
    return query.partner if book in ("importer", "partner") else query.subject


def _lacking(kind: str, coverage: Coverage, missing: list[str], listed: int) -> str:
    is_month = kind == "months"
    present = [part for part in coverage.present if is_time(part) is is_month]
    words = [period_words(part) if is_month else name(part) for part in missing]
    shown = words if len(words) <= listed + 1 else [*words[:listed], f"{len(words) - listed} more"]
    return f"{len(present)} of {len(present) + len(missing)} {kind}; missing: {joined(shown)}"


def older_words(figure: Figure) -> str:
    """Which older release answered since the newest does not reach all that is asked; else ""."""
    found = figure.detail.get("older_releases", ())
    return (
        "; ".join(
            f"{each.vintage} of {each.source}: the newest at hand, {each.newest}, "
            "does not reach all that is asked"
            for each in found
            if isinstance(each, Older)
        )
        if isinstance(found, tuple)
        else ""
    )


def former_words(figure: Figure) -> str:
    """`ends in 2021, when these partners were 42 % of it`; "" where the owner reports itself."""
    flow = "exports" if figure.query.measure.endswith("exports") else "imports"
    flows = figure.detail.get("former_flows", ((flow, figure.detail.get("former")),))
    known = [(flow, then) for flow, then in _pairs(flows) if isinstance(then, Former)]
    if not known:
        return ""
    subject = possessive(figure.query.subject)
    partners = figure.coverage.present
    several = len(partners) > 1
    who = f"these {len(partners)} partners" if several else "this partner"
    if len(partners) == 1 and partners[0] != figure.query.partner:
        # A group's figure out of one member's book is that member's, not the group's.
        who = f"this partner ({name(partners[0])})"
    if several and len(partners) <= _NAMED:
        who = f"these {len(partners)} partners ({joined([name(each) for each in partners])})"
    verb = "were" if several else "was"
    shares = [f"{quantity(then.share, 'pct')} of {subject} {flow}" for flow, then in known]
    year = max(then.year for _, then in known)
    return f"by partner ends in {year}, when {who} {verb} {joined(shares)}"


def _pairs(flows: object) -> Sequence[tuple[str, object]]:
    return flows if isinstance(flows, tuple) else ()
