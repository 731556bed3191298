"""`visavis triads`: signed ties with their sources, the census of triads, the two camps.

The trap is the word friend. A tie is a sign by a written rule, so each is printed with the figure
that gave it, and the rule is printed under them.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import floor

from visavis.briefs.books import publisher_words
from visavis.briefs.citations import source_lines
from visavis.briefs.found import figure_words
from visavis.briefs.names import joined, name
from visavis.briefs.needed import need_words
from visavis.briefs.numbers import plain, quantity
from visavis.briefs.official import official_count
from visavis.briefs.records import figure_record
from visavis.briefs.wrapping import labelled
from visavis.model.figures import Figure, plain_number
from visavis.model.relations import relation
from visavis.workbench.triads import (
    ALIKE_FROM,
    LEAST_VOTES,
    OPPOSITE_BELOW,
    Evidence,
    Pair,
    Triads,
)

__all__ = ["RULE", "triads_csv", "triads_json", "triads_text"]

RULE = (
    "a pair is positive by an alliance for defence or offence in force at the end of the year, "
    "negative by a sanction of either on the other in force in it. Where there is neither, votes "
    f"of the UN General Assembly give the sign: agreement of {ALIKE_FROM} % or more is positive, "
    f"below {OPPOSITE_BELOW} % negative, over {LEAST_VOTES} divided roll calls or more. An "
    "alliance and a sanction together give none. The thresholds are a choice."
)
"""How the signs follow from the figures."""

_SIGNS = {"positive": "+", "negative": "-", "none": ".", "mixed": "!", "unknown": "?"}
_STATUS = {
    "none": "neither, by the rule",
    "mixed": "an alliance and a sanction: no sign",
    "unknown": "not known from the sources at hand",
}
_COLUMNS = ("year", "a", "b", "sign", "status", "kind", "value", "unit", "text", "counted",
            "source", "vintage", "decides", "query")  # fmt: skip


def triads_text(found: Triads, width: int = 80) -> str:
    """The ties, the balance of their triads, and the rule by which they have a sign."""
    names = joined([name(each) for each in found.states])
    lines = labelled("", f"Signed ties among {names}, {found.year}", width)
    for pair in found.pairs:
        words = f"{name(pair.a)} and {name(pair.b)}: {_pair_words(pair)}"
        lines += labelled(f"  {_SIGNS[pair.status]} ", words, width)
    for label, words in _measures(found):
        lines += labelled(f"  {label:<13}", words, width)
    lines += labelled("  rule         ", RULE, width)
    for line in source_lines(_vintages(found)):
        lines += labelled("  source       ", line, width)
    return "\n".join(lines) + "\n"


def triads_json(found: Triads) -> str:
    """`{"object": "triads", "pairs": [...], "census": {...}, "figures": [...]}`."""
    figures = _figures(found)
    place = {str(figure.query): position for position, figure in enumerate(figures)}
    census, frustration = found.census, found.frustration
    record = {
        "object": "triads",
        "year": found.year,
        "states": list(found.states),
        "rule": RULE,
        "pairs": [_pair_record(pair, place) for pair in found.pairs],
        "census": {
            "+++": census.ppp, "++-": census.ppm, "+--": census.pmm, "---": census.mmm,
            "triads": census.triads, "balanced_share": plain_number(census.balanced_share),
            "missing": census.missing.value if census.missing else None,
        },
        "walk_balance": plain_number(found.walk_balance),
        "frustration": {
            "index": frustration.index,
            "score": plain_number(frustration.score),
            "missing": frustration.missing.value if frustration.missing else None,
            "bounds": [frustration.lower_bound, frustration.upper_bound],
            "ties": frustration.ties,
            "camps": [list(camp) for camp in frustration.partition],
            "frustrated": [[tie.a, tie.b, tie.sign] for tie in frustration.frustrated],
        },
        "figures": [figure_record(figure) for figure in figures],
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def triads_csv(found: Triads) -> str:
    """One row for each figure with an answer; a pair of which nothing is known has one row too."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for pair in found.pairs:
        head = (found.year, pair.a, pair.b, pair.sign or "", pair.status)
        for each in pair.evidence:
            writer.writerow([*head, *_evidence_cells(each, decides=each in pair.decisive)])
        if not pair.evidence:
            writer.writerow([*head, *[""] * (len(_COLUMNS) - len(head))])
    return stream.getvalue()


def _evidence_cells(each: Evidence, *, decides: bool) -> tuple[object, ...]:
    figure = each.figure
    value = plain_number(figure.value)
    return (
        each.kind, "" if value is None else value, figure.unit, figure.text or "",
        figure.detail.get("n", ""), figure.source, dict(figure.vintages).get(figure.source, ""),
        "yes" if decides and each.sign else "no", str(figure.query),
    )  # fmt: skip


def _pair_words(pair: Pair) -> str:
    if pair.status == "unknown":
        return _STATUS[pair.status]
    said = pair.evidence if pair.status == "mixed" else pair.decisive or pair.evidence
    words = joined([_evidence_words(each) for each in said])
    return f"{_STATUS[pair.status]} ({words})" if pair.status in _STATUS else words


def _evidence_words(each: Evidence) -> str:
    figure = each.figure
    source = publisher_words(figure.source)
    if each.kind == "votes":
        counted = f"{figure.detail.get('n')} roll calls counted"
        official = official_count(figure)
        return (
            f"votes {figure_words(figure)} alike ({'; '.join(filter(None, (counted, official)))})"
        )
    if each.kind == "alliance":
        held = f"alliance ({figure.text})" if each.sign else "no alliance"
        return f"{held}, {source}"
    on = f"sanctions of {name(figure.query.subject)}" if each.sign else "no sanctions"
    return f"{on}, {source}"


def _measures(found: Triads) -> Iterator[tuple[str, str]]:
    census, frustration = found.census, found.frustration
    if census.balanced_share is None:
        yield "triads", "none that is closed, so that no share of them is balanced"
    else:
        kinds = f"+++ {census.ppp}, ++- {census.ppm}, +-- {census.pmm}, --- {census.mmm}"
        share = quantity(census.balanced_share * 100, "pct")
        yield "triads", f"{census.triads} closed: {kinds}; {share} balanced (+++ and +--)"
    yield "walks", f"{_decimal(found.walk_balance)} (1 is balanced)"
    if frustration.index is None:
        low, high = frustration.lower_bound, frustration.upper_bound
        yield "frustration", f"from {low} to {high} of {frustration.ties} ties; not settled in time"
    else:
        score = _decimal(frustration.score)
        at_odds = f"{frustration.index} of {frustration.ties} ties are at odds with two camps"
        yield "frustration", f"{at_odds} (1 - 2L/m = {score})"
    for tie in frustration.frustrated:
        where = "inside one camp" if tie.sign < 0 else "across the camps"
        yield (
            "",
            f"{name(tie.a)} and {name(tie.b)}, {'foes' if tie.sign < 0 else 'friends'} {where}",
        )
    camps = [joined([name(each) for each in camp]) for camp in frustration.partition if camp]
    yield "camps", " | ".join(camps)
    yield "signs from", _by_kind(found.pairs)
    unknown = sum(pair.status == "unknown" for pair in found.pairs)
    if unknown:
        yield "not known", f"{unknown} of {len(found.pairs)} pairs, which count as no tie here"
    for measure in ("alliance", "sanctions"):
        answered = {e.figure.query.measure for pair in found.pairs for e in pair.evidence}
        if measure not in answered:
            needed = [need_words(source) for source in relation(measure).would_come_from]
            yield "to add", f"{relation(measure).label}: {' or '.join(needed)}"


def _decimal(value: float | None) -> str:
    """Four decimals, cut off and not rounded: only what is balanced reads 1."""
    return "" if value is None else plain(Decimal(str(floor(value * 10_000 + 1e-6) / 10_000)))


def _by_kind(pairs: Sequence[Pair]) -> str:
    """`votes for 10 of 10 pairs`: what stands behind the signs."""
    counts = {
        kind: sum(any(each.kind == kind for each in p.decisive) and bool(p.sign) for p in pairs)
        for kind in ("alliance", "sanctions", "votes")
    }
    said = [f"{kind} for {count}" for kind, count in counts.items() if count]
    return f"{joined(said)} of {len(pairs)} pairs"


def _pair_record(pair: Pair, place: dict[str, int]) -> dict[str, object]:
    return {
        "a": pair.a,
        "b": pair.b,
        "sign": pair.sign or None,
        "status": pair.status,
        "evidence": [
            {
                "kind": each.kind,
                "sign": each.sign,
                "decides": bool(pair.sign) and each in pair.decisive,
                "query": str(each.figure.query),
                "figure": place[str(each.figure.query)],
            }
            for each in pair.evidence
        ],
        "without_answer": [
            {"query": str(f.query), "missing": f.missing.value if f.missing else None}
            for f in pair.asked
            if all(each.figure is not f for each in pair.evidence)
        ],
    }


def _figures(found: Triads) -> list[Figure]:
    return [each.figure for pair in found.pairs for each in pair.evidence]


def _vintages(found: Triads) -> set[tuple[str, str]]:
    return {vintage for figure in _figures(found) for vintage in figure.vintages}
