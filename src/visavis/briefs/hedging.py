"""`visavis hedging`: a state between two or three powers, domain by domain, and what is missing.

The trap is the word. A category without the domains it rests on and those it lacks would be taken
for a finding, so both stand beside it, with the definition and that it is experimental.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

from visavis.briefs.books import book_words, publisher_words
from visavis.briefs.citations import source_lines
from visavis.briefs.found import figure_words
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.needed import need_words
from visavis.briefs.numbers import plain, quantity
from visavis.briefs.official import official_count
from visavis.briefs.records import figure_record
from visavis.briefs.wrapping import labelled
from visavis.measures.hedging import LEAST_REFERENCE, DomainTies, Hedging
from visavis.model.figures import Figure, Missing, plain_number
from visavis.model.relations import relation
from visavis.workbench.hedging import HedgingYear, Tied
from visavis.workbench.triads import ALLIED

__all__ = ["hedging_csv", "hedging_json", "hedging_text"]

_WHY = {
    Missing.NOT_REPORTED: "not reported",
    Missing.OUT_OF_COVERAGE: "outside what the source covers",
    Missing.SUPPRESSED: "suppressed",
    Missing.NOT_A_STATE: "no state then",
    Missing.NO_SOURCE: "no source at hand",
    Missing.NO_EXCHANGE_RATE: "no exchange rate",
    Missing.INCOMPLETE: "incomplete",
    Missing.UNDEFINED: "not comparable between the poles",
}
_COLUMNS = (
    "state", "year", "category", "aligned_with", "balance", "engagement", "mix", "domain", "pole",
    "value", "missing", "share", "place", "reference", "source", "vintage", "book", "query",
)  # fmt: skip


def hedging_text(found: Sequence[HedgingYear], width: int = 80) -> str:
    """The domains and the judgement of one year, or a line a year and the last in full."""
    last = found[-1]
    poles = joined([name(pole) for pole in last.found.poles])
    span = str(last.year) if len(found) == 1 else f"{found[0].year} to {last.year}"
    title = f"{name(last.state)} between {poles}, {span} (experimental)"
    lines = labelled("", capitalised(title), width)
    if len(found) > 1:
        for each in found:
            lines += labelled(f"  {each.year}  ", _line(each), width)
        lines += ["", *labelled("", f"{last.year} by domain", width)]
    for label, words in _facts(last):
        lines += labelled(f"  {label:<13}", words, width)
    lines += labelled("  definition   ", last.found.definition, width)
    for line in source_lines(_vintages(found)):
        lines += labelled("  source       ", line, width)
    return "\n".join(lines) + "\n"


def hedging_json(found: Sequence[HedgingYear]) -> str:
    """`{"object": "hedging", "experimental": true, "years": [...], "figures": [...]}`."""
    first = found[0]
    queries = dict.fromkeys(_all_figures(found))
    place = {query: position for position, query in enumerate(queries)}
    figures = _all_figures(found)
    record = {
        "object": "hedging",
        "state": first.state,
        "poles": list(first.found.poles),
        "experimental": first.found.experimental,
        "definition": first.found.definition,
        "years": [_year_record(each, place) for each in found],
        "figures": [figure_record(figures[query]) for query in queries],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def hedging_csv(found: Sequence[HedgingYear]) -> str:
    """One row a year, domain and pole; an empty value stands beside its reason."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in found:
        judged = each.found
        head = (
            each.state, each.year, judged.category or "", judged.aligned_with or "",
            *map(_cell, (judged.balance, judged.engagement, judged.mix)),
        )  # fmt: skip
        for row, tied in zip(judged.domains, each.ties, strict=True):
            for position, pole in enumerate(judged.poles):
                writer.writerow([*head, row.domain, pole, *_pole_cells(row, tied, position)])
    return stream.getvalue()


def _pole_cells(row: DomainTies, tied: Tied, position: int) -> tuple[object, ...]:
    figures = tied.figures[position]
    missing = row.missing[position]
    vintages = sorted({f"{s} {v}" for figure in figures for s, v in figure.vintages})
    return (
        _cell(row.ties[position]), missing.value if missing else "",
        _cell(row.shares[position] if row.shares else None), _cell(row.place), row.reference or "",
        "; ".join(sorted({f.source for f in figures} - {""})), "; ".join(vintages),
        "; ".join(sorted({f.book for f in figures} - {""})),
        "; ".join(str(figure.query) for figure in figures),
    )  # fmt: skip


def _cell(value: float | None) -> object:
    number = plain_number(value)
    return "" if number is None else number


def _line(each: HedgingYear) -> str:
    """`no category (...); balance 0.8, engagement 0.82, mix 0.29; from trade and votes`."""
    judged = each.found
    numbers = [
        f"{label} {_decimal(value)}"
        for label, value in _numbers(judged)
        if value is not None
    ]  # fmt: skip
    counted = [row.domain for row in judged.domains if row.is_complete]
    parts = [_verdict(judged), ", ".join(numbers), f"from {joined(counted) or 'no domain'}"]
    return "; ".join(part for part in parts if part)


def _numbers(judged: Hedging) -> tuple[tuple[str, float | None], ...]:
    return (
        ("balance", judged.balance), ("engagement", judged.engagement), ("mix", judged.mix),
    )  # fmt: skip


def _verdict(judged: Hedging) -> str:
    if judged.category == "aligned":
        return f"aligned with {name(judged.aligned_with)}"
    if judged.category is not None:
        return judged.category
    if judged.missing is Missing.UNDEFINED:
        return f"no category: fewer than {LEAST_REFERENCE} states have data to be placed among"
    if judged.balance is not None:
        return "no category: neither arms, alliances nor defence agreements are among the domains"
    return "no category: fewer than two domains have data for every pole"


def _facts(each: HedgingYear) -> Iterator[tuple[str, str]]:
    judged = each.found
    yield "category", _verdict(judged)
    for row, tied in zip(judged.domains, each.ties, strict=True):
        if row.is_complete:
            yield row.domain, _counted(row, tied, judged.poles)
    for row, tied in zip(judged.domains, each.ties, strict=True):
        if not row.is_complete:
            yield row.domain, f"not counted; {_lacking(row, tied, judged.poles)}"
    if judged.position is not None:
        shares = [
            f"{name(pole)} {quantity(share * 100, 'pct')}"
            for pole, share in zip(judged.poles, judged.position, strict=True)
        ]
        yield "mean shares", ", ".join(shares)
    if judged.lean is not None:
        yield "lean", f"{_decimal(judged.lean)} (1 all {name(judged.poles[0])}, -1 all the other)"
    for label, value in _numbers(judged):
        if value is not None:
            yield label, _decimal(value)
    for row, tied in zip(judged.domains, each.ties, strict=True):
        if Missing.NO_SOURCE in row.missing:
            at_hand = frozenset().union(*tied.sources)
            domain = tied.domain
            known = (domain.source,) if domain.source else relation(domain.measure).would_come_from
            needed = [need for need in known if need not in at_hand]
            if needed:
                yield "to add", f"{row.domain}: {' or '.join(map(need_words, needed))}"


def _counted(row: DomainTies, tied: Tied, poles: Sequence[str]) -> str:
    said = ", ".join(_pole_words(tied, place, pole) for place, pole in enumerate(poles))
    words = f"{tied.domain.words}: {said} ({_whence(tied)})"
    if row.shares is None:
        words += "; zero with every pole, so no shares"
    else:
        shares = [
            f"{name(pole)} {quantity(share * 100, 'pct')}"
            for pole, share in zip(poles, row.shares, strict=True)
        ]
        words += f"; of their sum {', '.join(shares)}"
    if row.place is not None:
        words += f"; place {_decimal(row.place)} among {row.reference} states with data"
    elif row.reference:
        words += f"; no place, as only {row.reference} states have data"
    return words


def _pole_words(tied: Tied, place: int, pole: str) -> str:
    figures = tied.figures[place]
    if len(figures) == 1:
        figure = figures[0]
        number = f"{int(figure.text in ALLIED)} ({figure.text})" if figure.text else ""
        return f"{name(pole)} {number or figure_words(figure)}"
    total = sum((figure.value or Decimal(0) for figure in figures), Decimal(0))
    return f"{name(pole)} {quantity(total, figures[0].unit)}"


def _whence(tied: Tied) -> str:
    """Whose figures they are, by pole where they differ; of votes how many there were."""
    books = [dict.fromkeys(map(_book, figures)) for figures in tied.figures]
    every = dict.fromkeys(book for each in books for book in each)
    counts = dict.fromkeys(official_count(f) for figures in tied.figures for f in figures)
    words = [*every, *(count for count in counts if count)]
    return ("in different books: " if not tied.is_of_one_source else "") + "; ".join(words)


def _book(figure: Figure) -> str:
    return book_words(figure) or publisher_words(figure.source)


def _lacking(row: DomainTies, tied: Tied, poles: Sequence[str]) -> str:
    """`China and Russia: no source at hand`, and what is there of the others."""
    by_reason: dict[str, list[str]] = {}
    for pole, missing in zip(poles, row.missing, strict=True):
        if missing is not None:
            by_reason.setdefault(_WHY[missing], []).append(name(pole))
    parts = [f"{joined(who)}: {why}" for why, who in by_reason.items()]
    parts += [
        _pole_words(tied, place, pole)
        for place, pole in enumerate(poles)
        if row.ties[place] is not None
    ]
    return "; ".join(parts)


def _decimal(value: float) -> str:
    return plain(Decimal(str(round(value, 2))))


def _all_figures(found: Sequence[HedgingYear]) -> dict[str, Figure]:
    return {
        str(figure.query): figure
        for each in found
        for tied in each.ties
        for figures in tied.figures
        for figure in figures
    }


def _vintages(found: Sequence[HedgingYear]) -> set[tuple[str, str]]:
    """Releases of what is shown: domains that rest on no value cite nothing."""
    return {
        vintage
        for each in found
        for tied in each.ties
        for figures in tied.figures
        for figure in figures
        if figure.value is not None or figure.text is not None
        for vintage in figure.vintages
    }


def _year_record(each: HedgingYear, place: dict[str, int]) -> dict[str, object]:
    judged = each.found
    return {
        "year": each.year,
        "category": judged.category,
        "aligned_with": judged.aligned_with,
        "missing": judged.missing.value if judged.missing else None,
        "why_missing": None if judged.category else _verdict(judged),
        **{label: plain_number(value) for label, value in _numbers(judged)},
        "lean": plain_number(judged.lean),
        "position": None if judged.position is None else [*map(plain_number, judged.position)],
        "missing_domains": list(judged.missing_domains),
        "domains": [
            _domain_record(row, tied, judged.poles, place)
            for row, tied in zip(judged.domains, each.ties, strict=True)
        ],
    }


def _domain_record(
    row: DomainTies, tied: Tied, poles: Sequence[str], place: dict[str, int]
) -> dict[str, object]:
    return {
        "domain": row.domain,
        "measure": tied.domain.measure,
        "counts": row.is_complete,
        "one_source": tied.is_of_one_source,
        "lean": plain_number(row.lean),
        "place": plain_number(row.place),
        "reference": list(tied.reference),
        "ties": [
            {
                "pole": pole,
                "value": plain_number(row.ties[position]),
                "missing": missing.value if missing else None,
                "share": plain_number(row.shares[position]) if row.shares else None,
                "queries": [str(figure.query) for figure in tied.figures[position]],
                "figures": [place[str(figure.query)] for figure in tied.figures[position]],
            }
            for position, (pole, missing) in enumerate(zip(poles, row.missing, strict=True))
        ],
    }
