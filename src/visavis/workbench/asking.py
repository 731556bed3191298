"""One question in words of Python: `figure("exports", "RUS", "CHN", year=2020, share=True)`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from visavis.errors import UsageError
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.figures import Figure
from visavis.model.frames import FigureTable
from visavis.model.periods import Period
from visavis.model.products import product_id
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.sources import origins
from visavis.store import default_store
from visavis.workbench.bench import Workbench
from visavis.workbench.words import day, families, folder, refuse_undefined, refuse_unknown, text
from visavis.workbench.words import year as one_year

__all__ = ["figure"]


def figure(  # noqa: PLR0913  # keywords are the question's own words; two or three are ever used
    measure: str,
    subject: str,
    partner: str | None = None,
    *,
    year: int | None = None,
    years: str | Iterable[int] | None = None,
    period: str | Period | None = None,
    share: bool = False,
    of: str | None = None,
    form: str | None = None,
    product: str | None = None,
    without: Iterable[str] = (),
    book: str | None = None,
    source: str | None = None,
    vintage: str | None = None,
    baseline: str | int | Period | None = None,
    aggregation: str = "each",
    resolution: str | None = None,
    among: str | None = None,
    db: str | Path | None = None,
    as_of: str | date | None = None,
) -> Figure | FigureTable:
    """The figure for one period, or a table of figures for several years.

    `figure("exports", "RUS", "CHN", year=2020, share=True)` is China's share of Russia's exports;
    `of` takes the share of something else (`gdp`, `trade`). `years="2010..2021"` gives a table,
    unless `aggregation` is `sum`, `mean` or `end`. `baseline` asks for growth. Ids are ISO 3166
    alpha-3 codes or groups (`EU27`, `ASEAN`, `VNM+LAO`).

    Raises:
        UsageError: An unknown measure, state, group, form, product, book or source, a period or
            day that is none, or a folder that is not there.
        StoreError: The data folder is damaged.
    """
    asked = Query(
        measure=text("measure", measure),
        subject=text("subject", subject),
        partner=None if partner is None else text("partner", partner),
        form=_form(measure, share=share or of is not None, grows=baseline is not None)
        if form is None
        else form,
        product=ALL_PRODUCTS if product is None else product_id(product),
        denominator=of,
        without=families(without),
        book=book,
        source=source,
        vintage=vintage,
        baseline=_period(baseline),
        aggregation=aggregation,
        resolution=resolution,
        among=among,
    )
    spans = _spans(year, years, period)
    bench = Workbench(default_store(folder(db)), day(as_of))
    held = {entry.source for entry in bench.store.all_entries()}
    refuse_unknown(asked, {"memberships", *origins(), *held})
    return _answered(asked, spans, bench)


def _answered(asked: Query, spans: list[Period], bench: Workbench) -> Figure | FigureTable:
    if len(spans) < 2:
        query = asked.but(period=spans[0] if spans else None)
        return refuse_undefined(bench.figure(query))
    if asked.aggregation != "each":
        whole = Period.of_days(spans[0].start, spans[-1].end)
        return refuse_undefined(bench.figure(asked.but(period=whole)))
    queries = [asked.but(period=span) for span in spans]
    found = bench.figures(queries)
    return FigureTable([refuse_undefined(found[query]) for query in queries])


def _form(measure: str, *, share: bool, grows: bool) -> str:
    if share:
        return "change_pp" if grows else "share"
    return "growth" if grows else relation(measure).own_form


def _period(value: str | int | Period | None) -> Period | None:
    if value is None or isinstance(value, Period):
        return value
    if isinstance(value, int):
        return one_year(value)
    return Period.parse(text("period", value))


def _spans(
    year: int | None, years: str | Iterable[int] | None, period: str | Period | None
) -> list[Period]:
    given = [value for value in (year, years, period) if value is not None]
    if len(given) > 1:
        raise UsageError("period", "more than one of year, years and period", "one of them")
    if years is not None:
        if isinstance(years, str):
            return list(Period.parse(years).each_year())
        if not isinstance(years, Iterable):
            raise UsageError("years", repr(years), "2010..2021, or several years")
        return [one_year(each) for each in years]
    if year is not None:
        return [one_year(year)]
    span = _period(period)
    if span is None:
        return []
    several = (span.end - span.start).days > 366 and span.end.year > span.start.year
    return list(span.each_year()) if several else [span]
