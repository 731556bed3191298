"""Visits, arms and votes beside the trade: one table, and which of them came first.

The trap is the correlation of a dozen years. It has no p-value, and the words say so.
"""

from collections.abc import Iterator

from visavis.briefs.names import joined, name
from visavis.briefs.needed import need_words
from visavis.briefs.pivot_path import path_rows
from visavis.briefs.pivot_sentences import share
from visavis.model.figures import Missing
from visavis.model.relations import relation
from visavis.workbench.pivot_answers import PivotAnswer
from visavis.workbench.pivot_domains import Domain

__all__ = ["domain_cells", "domain_heads", "domain_lines"]

_LACKING = {
    Missing.NO_SOURCE: "no source at hand",
    Missing.OUT_OF_COVERAGE: "the sources at hand do not cover these years",
    Missing.NOT_REPORTED: "the sources at hand have no rows",
    Missing.INCOMPLETE: "the sources at hand cover a part only",
    Missing.UNDEFINED: "there were none, so that there is no share",
}
_MEASURES = {"votes": "vote_agreement"}


def domain_lines(found: PivotAnswer) -> Iterator[tuple[str, str]]:
    """What each domain is, or why it is not there, and whether it moved before the trade."""
    for each in found.domains:
        yield each.name, _words(each, found.question.state)


def _words(domain: Domain, state: str) -> str:
    if domain.missing is not None:
        reason = _LACKING.get(domain.missing, domain.missing.value.replace("_", " "))
        sources = relation(
            _MEASURES.get(domain.name, domain.name.replace(" ", "_"))
        ).would_come_from
        # Journeys between two other states are not in the lists of the United States.
        others = [each for each in sources if each != "us_state_visits" or state == "USA"]
        need = need_words(others[0]) if others else ""
        return f"{reason}; {need}" if need else reason
    what = (
        "mean agreement in the UN General Assembly"
        if domain.name == "votes"
        else "shares of all, both ways" if domain.name == "visits" else "shares of all, in TIV"
    )  # fmt: skip
    beside = ""
    if domain.lacking:
        names = joined([name(who) for who in domain.lacking])
        beside = (
            f"; without {names}" if domain.name == "votes" else f", at least: {names} not covered"
        )
    return f"{what}{beside}; {_lead(domain)}"


def _lead(domain: Domain) -> str:
    """`its changes go with those of trade one year later (r 0.57, 14 years, no test)`."""
    near = domain.nearest
    if near is None or near.r is None:
        return "too few years to compare its changes with those of trade"
    years = abs(near.lag)
    gap = f"{years} year{'s' * (years > 1)}"
    when = "of the same year" if not near.lag else f"{gap} {'later' if near.lag > 0 else 'earlier'}"
    return (
        f"its changes go most with those of trade {when} (r {near.r:.2f}, {near.pairs} pairs of "
        "years, the highest of several lags and no test)"
    )


def domain_heads(found: PivotAnswer) -> list[str]:
    """Of the columns beside the year: trade and each domain that has a year, for both groups."""
    kept = [each for each in found.domains if each.missing is None]
    q = found.question
    pairs = [(what, group) for what in (q.flow, *(each.name for each in kept))
             for group in (q.to, q.away)]  # fmt: skip
    return [f"{what} {group}" for what, group in pairs] if kept else []


def domain_cells(found: PivotAnswer) -> Iterator[tuple[int, list[str]]]:
    """Each year with its cells; `-` where one is not known."""
    kept = [each for each in found.domains if each.missing is None]
    if not kept:
        return
    trade = {row.year: (row.to, row.away) for row in path_rows(found)}
    rows = [{each.year: (each.to, each.away) for each in domain.years} for domain in kept]
    for year in range(found.question.years[0], found.question.years[1] + 1):
        pairs = [by_year.get(year, (None, None)) for by_year in (trade, *rows)]
        yield year, ["-" if cell is None else share(cell) for pair in pairs for cell in pair]
