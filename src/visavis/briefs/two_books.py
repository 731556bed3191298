"""`visavis figure --books`: what exporter, importer and reconcilers say of a flow, year by year."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from visavis.briefs.books import former_words
from visavis.briefs.citations import source_lines
from visavis.briefs.found import figure_words
from visavis.briefs.names import name, possessive
from visavis.briefs.numbers import plain, quantity
from visavis.briefs.periods import period_words
from visavis.briefs.records import figure_record
from visavis.briefs.topics import query_topic
from visavis.briefs.wrapping import labelled
from visavis.measures.figures.two_books import USUAL_RATIO, Gap, TwoBooks
from visavis.model.facts import WORLD
from visavis.model.figures import Figure, plain_number

__all__ = ["books_csv", "books_json", "books_text"]

_HEADER = ("year", "exporter", "importer", "reconciled", "published", "ratio")
_COLUMNS = (
    "query", "period", "unit", "exporter", "exporter_missing", "importer", "importer_missing",
    "importer_fob", "margin_pct", "margin_how", "weight_of_exporter", "reconciled", "published",
    "ratio", "flagged", "gaps",
)  # fmt: skip
_NOTHING = "-"


def books_text(found: Sequence[TwoBooks], width: int = 80) -> str:
    """A row a year, then the rule, what may explain the gaps, and the sources."""
    first = found[0]
    seller, buyer = _sides(first)
    title = query_topic(first.query.but(period=None)).phrase()
    rows = [_HEADER, *(_row(each) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    lines = [f"{title}, in every book"]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(size) for cell, size in zip(row[1:], widths[1:], strict=True)]
        lines.append("  " + "  ".join(cells).rstrip())
    lines.append("")
    notes = [
        ("exporter", f"{_book_of(seller)}, FOB"),
        ("importer", f"{_book_of(buyer)}, CIF (with freight and insurance)"),
        ("own book", _former(found)),
        ("reconciled", f"our estimate, FOB: {_rules(found)}"),
        ("published", _published(found)),
        ("ratio", _ratio_words(found)),
    ]
    notes += [("why", words) for words in _reasons(found)]
    for label, words in notes:
        lines += labelled(f"  {label:<11}", words, width)
    lines += _sources(found, width)
    return "\n".join(lines) + "\n"


def books_json(found: Sequence[TwoBooks]) -> str:
    """`{"object": "books", "flows": [...]}`: each figure whole, missing ones typed."""
    record = {"object": "books", "flows": [_record(each) for each in found]}
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def books_csv(found: Sequence[TwoBooks]) -> str:
    """One row a year; an empty value stands beside its reason."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in found:
        reconciled = each.reconciled
        margin = reconciled.margin if reconciled is not None else None
        writer.writerow(
            [
                str(each.query),
                str(each.query.period),
                each.unit,
                _number(each.exporter.value),
                _missing(each.exporter),
                _number(each.importer.value),
                _missing(each.importer),
                _number(reconciled.importer_fob if reconciled is not None else None),
                _number(margin.share * 100 if margin is not None else None),
                margin.how if margin is not None else "",
                _number(reconciled.weight_of_exporter if reconciled is not None else None),
                _number(reconciled.value if reconciled is not None else None),
                _number(each.published.value),
                _number(each.ratio),
                "yes" if each.is_flagged else "no",
                " ".join(f"{gap.kind}:{gap.who}" if gap.who else gap.kind for gap in each.gaps),
            ]
        )
    return stream.getvalue()


def _sides(books: TwoBooks) -> tuple[str, str]:
    sides = books.query.subject, books.query.partner or ""
    return sides if books.query.measure == "exports" else (sides[1], sides[0])


def _book_of(side: str) -> str:
    return "all partners' books, added" if side == WORLD else f"{possessive(side)} book"


def _former(found: Sequence[TwoBooks]) -> str:
    """What the partners at hand were of the subject's trade before it stopped reporting."""
    said = [former_words(figure) for each in found for figure in (each.exporter, each.importer)]
    return next((words for words in reversed(said) if words), "")


def _row(books: TwoBooks) -> tuple[str, ...]:
    reconciled = books.reconciled
    ratio = _NOTHING if books.ratio is None else f"{plain(books.ratio, 3)}"
    return (
        period_words(str(books.query.period)),
        _cell(books.exporter),
        _cell(books.importer),
        quantity(reconciled.value, books.unit) if reconciled is not None else _NOTHING,
        _cell(books.published),
        f"{ratio} !" if books.is_flagged else ratio,
    )


def _cell(figure: Figure) -> str:
    if figure.value is not None:
        return quantity(figure.value, figure.unit)
    return figure_words(figure) if figure.lower_bound is not None else _NOTHING


def _rules(found: Iterable[TwoBooks]) -> str:
    rules = [each.reconciled.rule for each in found if each.reconciled is not None]
    if not rules:
        return "none, as there is no book to make it of"
    last = rules[-1]
    return last if len(set(rules)) == 1 else f"{last} (in the last year; the margin is yearly)"


def _published(found: Iterable[TwoBooks]) -> str:
    has = any(each.published.value is not None for each in found)
    return "reconciled by the publisher (CEPII's BACI), FOB" if has else "none at hand"


def _ratio_words(found: Iterable[TwoBooks]) -> str:
    low, high = (plain(each, 2) for each in USUAL_RATIO)
    flagged = [period_words(str(each.query.period)) for each in found if each.is_flagged]
    said = f"importer's book over exporter's; usual is {low} to {high}"
    return f"{said}, outside it in {', '.join(flagged)} (!)" if flagged else said


def _reasons(found: Sequence[TwoBooks]) -> list[str]:
    """What may explain the gaps, each once, with the years that it is about."""
    years: dict[tuple[str, str], list[str]] = {}
    sizes: dict[tuple[str, str], list[Decimal]] = {}
    for each in found:
        for gap in each.gaps:
            key = gap.kind, gap.who
            years.setdefault(key, []).append(period_words(str(each.query.period)))
            if gap.size is not None:
                sizes.setdefault(key, []).append(gap.size)
    words = []
    for (kind, who), when in years.items():
        size = max(sizes.get((kind, who), [Decimal(0)]))
        said = _gap_words(Gap(kind, who, size))
        words.append(said if len(when) == len(found) else f"{said} ({_span(when)})")
    return words


def _gap_words(gap: Gap) -> str:
    who = name(gap.who) if gap.who else ""
    size = plain(gap.size or Decimal(0), 2)
    return {
        "freight": f"freight and insurance are up to {size} % of the imports",
        "below": (
            "the importer's book is below the exporter's, which freight cannot explain: goods sent "
            "on to others, shipped in one year and received in the next, or not recorded"
        ),
        "entrepot": (
            f"{who} is a place through which goods pass: books of origin and of destination differ"
        ),
        "gold": f"gold is up to {size} % of the flow; books differ on where it belongs",
        "reporter": f"on this side of trade {who} often differs from its partners by two fifths",
        "one_sided": (
            "no partner's book is at hand"
            if gap.who == WORLD
            else f"{who} has no book here, so there is nothing to compare with"
        ),
        "part": f"the book of {who} does not tell the goods or places that are left out",
        "partial": "of the partners only those that report are added: a bound from below",
        "currency": "the two books are in different currencies, which are not converted",
        "releases": "the two books come from different sources or releases",
    }[gap.kind]


def _span(years: Sequence[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}, {len(years)} years"


def _record(books: TwoBooks) -> dict[str, object]:
    reconciled = books.reconciled
    margin = reconciled.margin if reconciled is not None else None
    return {
        "query": str(books.query),
        "unit": books.unit,
        "exporter": figure_record(books.exporter),
        "importer": figure_record(books.importer),
        "published": figure_record(books.published),
        "reconciled": None
        if reconciled is None
        else {
            "value": plain_number(reconciled.value),
            "valuation": "FOB",
            "importer_fob": plain_number(reconciled.importer_fob),
            "weight_of_exporter": plain_number(reconciled.weight_of_exporter),
            "margin_pct": plain_number(margin.share * 100) if margin is not None else None,
            "margin": margin.how if margin is not None else None,
            "rule": reconciled.rule,
        },
        "ratio": plain_number(books.ratio),
        "flagged": books.is_flagged,
        "gaps": [
            {"kind": gap.kind, "who": gap.who, "size_pct": plain_number(gap.size)}
            for gap in books.gaps
        ],
    }


def _sources(found: Iterable[TwoBooks], width: int) -> list[str]:
    vintages = {
        vintage
        for each in found
        for figure in (each.exporter, each.importer, each.published)
        for vintage in figure.vintages
    }
    for each in found:
        if each.reconciled is not None and each.reconciled.importer_fob is not None:
            vintages |= set(each.margin_vintages)
    return [
        line for said in source_lines(vintages) for line in labelled("  source     ", said, width)
    ]


def _number(value: Decimal | None) -> str:
    number = plain_number(value)
    return "" if number is None else str(number)


def _missing(figure: Figure) -> str:
    return figure.missing.value if figure.missing else ""
