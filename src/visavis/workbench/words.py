"""Words of a question in Python that mean nothing are refused, as on the command line.

The trap is a word that no source knows (a form, a product, a book): asked of the store it would
come back as "no source", which is another answer.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from visavis.errors import UsageError
from visavis.model.periods import Period
from visavis.model.products import family, is_product
from visavis.model.queries import FORMS, Query

__all__ = ["day", "folder", "refuse_unknown", "text", "year"]

_BOOKS = ("exporter", "importer", "reconciled", "publisher", "own", "partner")
_AGGREGATIONS = ("each", "sum", "mean", "end")


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


def folder(value: str | Path | None) -> str | Path | None:
    """The data folder, which has to be there when it is named.

    Raises:
        UsageError: There is no such folder.
    """
    if value is not None and not Path(value).is_dir():
        raise UsageError(f"db {value}", "no such folder", "a folder made by `visavis data add`")
    return value


def refuse_unknown(asked: Query, sources: Collection[str]) -> None:
    """Nothing where every word of the question is known; `sources` are the ids that mean one.

    Raises:
        UsageError: One is not.
    """
    for where, word, known in (
        ("form", asked.form, FORMS),
        ("book", asked.book, _BOOKS),
        ("aggregation", asked.aggregation, _AGGREGATIONS),
        ("source", asked.source, sorted(sources)),
    ):
        if word is not None and word not in known:
            raise UsageError(where, repr(word), f"one of {', '.join(known)}")
    for product in (asked.product, *asked.without):
        if not is_product(product):
            family(product)
