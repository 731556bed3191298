"""From the words of a command to questions; words that mean nothing are refused.

The trap is a word that no source knows (a product, a book): asked of the store it would come back
as "no source", which is another answer.
"""

from typing import TYPE_CHECKING

from visavis.errors import UsageError

if TYPE_CHECKING:
    from visavis.model.figures import Figure
    from visavis.model.periods import Period
    from visavis.model.queries import Query
    from visavis.model.relations import Relation

__all__ = ["asked_form", "full_number", "question", "refuse_undefined", "spans"]

_FORMS = {"rank": "rank", "vote": "position", "status": "status", "count": "count"}
"""The only form that makes sense for a measure of this unit."""
_BOOKS = ("exporter", "importer", "reconciled", "publisher", "own", "partner")
_AGGREGATIONS = ("each", "sum", "mean", "end")
_ASK = {
    "no_period": ("the period", "none", "--year 2020, --years 2010..2021 or --period"),
    "no_partner": ("the other side", "none", "a state or group after the subject"),
    "no_baseline": ("the year compared with", "none", "--growth-from 2019"),
    "several_years": (
        "the period",
        "several years",
        "--aggregation sum, mean or end; or --years for each apart",
    ),
    "no_resolution": ("the resolution", "none", "--resolution 68/262"),
}
"""Reasons for which a question has no answer because a part of it is missing."""


def spans(
    year: str | None, years: str | None, period: str | None, aggregation: str | None = None
) -> "list[Period | None]":
    """The periods asked for; each year of `years` apart, unless they are to make one figure.

    Raises:
        UsageError: More than one of the three options is given.
    """
    from visavis.model.periods import Period

    given = [text for text in (year, years, period) if text is not None]
    if len(given) > 1:
        raise UsageError("the period", " and ".join(given), "one of --year, --years, --period")
    if not given:
        return [None]
    span = Period.parse(given[0])
    apart = years is not None and aggregation in (None, "each")
    return list(span.each_year()) if apart else [span]


def asked_form(form: str | None, *, share: bool, growth: bool) -> str:
    """The form that the options ask for together, `level` where they ask for none.

    Raises:
        UsageError: Two options ask for different forms, or the form is unknown.
    """
    from visavis.model.queries import FORMS

    implied = [word for word, asked in (("share", share), ("growth", growth)) if asked]
    if len(implied) > 1 or (form and implied and form != implied[0]):
        found = " and ".join([*implied, *([form] if form else [])])
        raise UsageError("the form", found, "one of --share or --of, --growth-from, --form")
    asked = form or (implied[0] if implied else "level")
    if asked not in FORMS:
        raise UsageError("--form", repr(asked), f"one of {', '.join(FORMS)}")
    return asked


def full_number(number: str | None) -> str | None:
    """`A/RES/68/262` for `68/262`."""
    return number if number is None or number.startswith("A/") else f"A/RES/{number}"


def question(
    measure: str,
    pair: tuple[str, str | None],
    span: "Period | None",
    pinned: dict[str, str | None],
) -> "Query":
    """The query that the words of one command make, every word of it known.

    Raises:
        UsageError: A name, product, book, source or total is unknown, or means nothing here.
    """
    from visavis.cli.actors import actor_id
    from visavis.model.periods import Period
    from visavis.model.queries import Query
    from visavis.model.relations import relation

    known = relation(measure)
    subject, partner = pair
    words = {key: value for key, value in pinned.items() if value is not None}
    baseline, without = words.pop("baseline", None), words.pop("without", "")
    aggregation = words.get("aggregation", "each")
    if aggregation not in _AGGREGATIONS:
        raise UsageError("--aggregation", repr(aggregation), f"one of {', '.join(_AGGREGATIONS)}")
    left_out = tuple(sorted(part for part in without.split(",") if part))
    _refuse_unknown(known, words, left_out)
    if partner is not None and not (known.directed or known.symmetric):
        raise UsageError(measure, f"another side ({partner})", "one state or group alone")
    query = Query(
        measure=measure,
        subject=actor_id(subject),
        partner=None if partner is None else actor_id(partner),
        period=span,
    ).but(**words)
    if query.form == "level":
        query = query.but(form=_FORMS.get(known.unit, "level"))
    if partner is None and known.product and measure != "other":
        query = query.but(partner="WLD")
    if baseline is not None:
        query = query.but(baseline=Period.parse(baseline))
    return query.but(without=left_out)


def refuse_undefined(answer: "Figure") -> None:
    """Nothing where the question is whole.

    Raises:
        UsageError: A part without which the question has no answer was not given.
    """
    missing = _ASK.get(str(answer.detail.get("reason")))
    if answer.value is None and missing is not None:
        raise UsageError(*missing)


def _refuse_unknown(known: "Relation", words: dict[str, str], left_out: tuple[str, ...]) -> None:
    from visavis.model.products import family, is_product
    from visavis.sources import origin

    for product in (words.get("product", ""), *left_out):
        if product and not is_product(product):
            family(product)
    book, total = words.get("book", "own"), words.get("denominator")
    if book not in _BOOKS:
        raise UsageError("--book", repr(book), f"one of {', '.join(_BOOKS)}")
    if total is not None and total not in known.denominators:
        expected = f"one of {', '.join(known.denominators)}" if known.denominators else "no --of"
        raise UsageError(f"--of, for {known.measure}", repr(total), expected)
    if words.get("source", "memberships") != "memberships":
        origin(words["source"])
