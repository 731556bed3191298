"""Words of a question in Python that mean nothing are refused, as on the command line.

The trap is a word that no source knows (a form, a product, a book): asked of the store it would
come back as "no source", which is another answer.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from visavis.errors import UsageError
from visavis.model.figures import Figure
from visavis.model.geography import places
from visavis.model.periods import Period
from visavis.model.products import family, is_product, product_id
from visavis.model.queries import AGGREGATIONS, BOOKS, FORMS, Query
from visavis.model.relations import relation
from visavis.store import refuse_without_data

__all__ = ["day", "families", "folder", "refuse_undefined", "refuse_unknown", "text", "year"]

_LACKING = {
    "no_period": ("period", "none", "year=2020, years='2010..2021' or period='2020'"),
    "no_partner": ("partner", "none", "a state or group after the subject"),
    "no_baseline": ("baseline", "none", "the year compared with, such as baseline=2019"),
    "several_years": ("period", "several years", "aggregation='sum', 'mean' or 'end'; or years="),
    "no_resolution": ("resolution", "none", "a resolution such as 'A/RES/68/262'"),
}
"""Parts without which a question has no answer, by the reason that the answer then gives."""


def text(where: str, value: object) -> str:
    """The value, which has to be text.

    Raises:
        UsageError: It is not.
    """
    if not isinstance(value, str):
        raise UsageError(where, repr(value), "text")
    return value


def day(value: str | date | None) -> date | None:
    """The day that `as_of` denotes.

    Raises:
        UsageError: It is neither a day nor the text of one.
    """
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise UsageError("as_of", repr(value), "a day such as 2021-12-31") from None


def year(value: object) -> Period:
    """The calendar year.

    Raises:
        UsageError: It is no whole number from 1 to 9999.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= date.max.year:
        return Period.of_year(value)
    raise UsageError("year", repr(value), "a year such as 2020")


def folder(value: str | Path | None, where: str = "db") -> Path | None:
    """The data folder, which has to be there and to hold data when it is named.

    Raises:
        UsageError: There is no such folder, or no data in it.
        StoreError: It has tables, but not their manifest.
    """
    if value is None:
        return None
    if not isinstance(value, str | Path):
        raise UsageError(where, repr(value), "a folder made by `visavis data add`")
    refuse_without_data(Path(value), f"{where} {value}")
    return Path(value)


def refuse_unknown(
    asked: Query, sources: Collection[str], option: Callable[[str], str] = str
) -> None:
    """Nothing where every word of the question is known; `sources` are the ids that mean one.

    `option` says what the asker calls a part of the question: `--book` on the command line.

    Raises:
        UsageError: One is not.
    """
    for where, word, known in (
        ("form", asked.form, FORMS),
        ("book", asked.book, BOOKS),
        ("aggregation", asked.aggregation, AGGREGATIONS),
        ("source", asked.source, sorted(sources)),
    ):
        if word is not None and word not in known:
            raise UsageError(option(where), repr(word), f"one of {', '.join(known)}")
    families = [word for word in asked.without if not places(word)]
    for product in (asked.product, *families):
        if not is_product(text("product", product)):
            family(product)
    known_measure = relation(asked.measure)
    if asked.without and not known_measure.product:
        where = f"{option('without')}, for {asked.measure}"
        raise UsageError(where, repr(", ".join(asked.without)), "a flow of goods")
    totals = known_measure.denominators
    if asked.denominator is not None and asked.denominator not in totals:
        expected = f"one of {', '.join(totals)}" if totals else "no total"
        raise UsageError(f"{option('of')}, for {asked.measure}", repr(asked.denominator), expected)
    if asked.partner is not None and not (known_measure.directed or known_measure.symmetric):
        found = f"another side ({asked.partner})"
        raise UsageError(asked.measure, found, "one state or group alone")


def families(without: object) -> tuple[str, ...]:
    """The families left out, sorted.

    Raises:
        UsageError: They are no texts; a single text is one family, not its letters.
    """
    if isinstance(without, str) or not isinstance(without, Iterable):
        raise UsageError("without", repr(without), "families such as ('gold', 'energy')")
    return tuple(sorted(product_id(text("without", part)) for part in without))


def refuse_undefined(
    answer: Figure, lacking: Mapping[str, tuple[str, str, str]] = _LACKING
) -> Figure:
    """The figure, where the question is whole; `lacking` has the sentence for each reason.

    Raises:
        UsageError: A part without which the question has no answer was not given.
    """
    found = lacking.get(str(answer.detail.get("reason")))
    if answer.value is None and found is not None:
        raise UsageError(*found)
    return answer
