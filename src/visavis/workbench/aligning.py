"""How two sides vote, in words of Python: `align("RUS", "VNM", years="2010..2021")`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from visavis.errors import UsageError
from visavis.model.periods import Period
from visavis.store import default_store
from visavis.workbench.aligned import Alignment
from visavis.workbench.alignment import alignment, last_years
from visavis.workbench.bench import Workbench
from visavis.workbench.resolutions import Resolution, resolution
from visavis.workbench.words import day, folder, text

__all__ = ["align", "whole_years"]


def align(  # noqa: PLR0913  # keywords are the question's own words
    a: str,
    b: str,
    *,
    years: str | Iterable[int] | None = None,
    number: str | None = None,
    db: str | Path | None = None,
    as_of: str | date | None = None,
) -> Alignment | Resolution:
    """Voting of two sides in the UN General Assembly, year by year, or on one resolution.

    `align("RUS", "ASEAN", number="68/262")` has every member's position on that resolution. Without
    years: the last ten that a record has whole. Ids are ISO 3166 alpha-3 codes or groups, which are
    their members on the day of each roll call.

    Raises:
        UsageError: An unknown side, number or year, or both years and a number.
        StoreError: The data folder is damaged.
    """
    if years is not None and number is not None:
        raise UsageError("align", "years and a resolution", "one of them")
    bench = Workbench(default_store(folder(db)), day(as_of))
    sides = text("side", a), text("side", b)
    if number is not None:
        return resolution(bench, *sides, text("resolution", number))
    return alignment(bench, *sides, last_years(bench) if years is None else whole_years(years))


def whole_years(years: str | Iterable[int]) -> tuple[int, ...]:
    """Calendar years, sorted, each once: of `2010..2021`, or as they are given.

    Raises:
        UsageError: It is no span of whole years, or there is none.
    """
    if isinstance(years, str):
        span = Period.parse(years)
        starts, ends = (span.start.month, span.start.day), (span.end.month, span.end.day)
        if (starts, ends) != ((1, 1), (12, 31)):
            raise UsageError("years", repr(years), "whole years such as 2010..2021")
        return tuple(range(span.start.year, span.end.year + 1))
    found = sorted(set(years))
    if not found or not all(isinstance(each, int) and 1 <= each <= 9999 for each in found):
        raise UsageError("years", repr(found), "years such as 2010 or '2010..2021'")
    return tuple(found)
