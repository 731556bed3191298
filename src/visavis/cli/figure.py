"""`visavis figure`: one accountable number, with both books where both exist."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen
from visavis.cli.questions import LACKING, asked_form, full_number, question, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visavis.errors import UsageError
    from visavis.model.figures import Figure
    from visavis.model.queries import Query
    from visavis.store import Store
    from visavis.workbench import Workbench

__all__ = ["figure"]

_Measure = Annotated[str, typer.Argument(help="exports, imports, trade_turnover, gdp, ...")]
_Subject = Annotated[str, typer.Argument(help="Whose figure: a name or an id.")]
_Partner = Annotated[str | None, typer.Argument(help="The other side: a name or an id.")]
_Year = Annotated[
    str | None, typer.Option("--year", metavar="YEAR", help="One year or period: 2020, 2017Q1.")
]
_Years = Annotated[
    str | None, typer.Option("--years", metavar="FROM..TO", help="Each of several: 2010..2021.")
]
_Period = Annotated[
    str | None,
    typer.Option("--period", metavar="PERIOD", help="A span as a whole: 2016-01..2016-05."),
]
_Share = Annotated[bool, typer.Option("--share", help="The partner's share of the total.")]
_Of = Annotated[
    str | None,
    typer.Option("--of", metavar="TOTAL", help="Share of gdp, exports, imports, trade or world."),
]
_GrowthFrom = Annotated[
    str | None, typer.Option("--growth-from", metavar="YEAR", help="Growth since then, in %.")
]
_Form = Annotated[
    str | None,
    typer.Option("--form", metavar="FORM", help="level, share, growth, multiple, rank, ..."),
]
_Product = Annotated[
    str | None, typer.Option("--product", metavar="FAMILY", help="One kind of goods: crude_oil.")
]
_Without = Annotated[
    str | None,
    typer.Option(
        "--without",
        metavar="FAMILIES",
        help="Leave out goods or places: gold,energy,entrepots,HKG.",
    ),
]
_Resolution = Annotated[
    str | None, typer.Option("--resolution", metavar="NUMBER", help="For votes: 68/262.")
]
_Book = Annotated[
    str | None,
    typer.Option("--book", metavar="BOOK", help="exporter, importer, reconciled, publisher."),
]
_Source = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help="An id of `visavis data list`.")
]
_Books = Annotated[
    bool, typer.Option("--books", help="Exporter's, importer's, reconciled, and their ratio.")
]
_Vintage = Annotated[
    str | None, typer.Option("--vintage", metavar="RELEASE", help="A release by its label.")
]
_Aggregation = Annotated[
    str | None,
    typer.Option("--aggregation", metavar="HOW", help="Of several years: sum, mean or end."),
]
_Shape = Annotated[
    Literal["text", "json", "csv"],
    typer.Option("--format", metavar="text|json|csv", help="How it is printed."),
]


def figure(  # noqa: PLR0913  # one parameter an option; all but the first three by name
    measure: _Measure,
    subject: _Subject,
    partner: _Partner = None,
    *,
    year: _Year = None,
    years: _Years = None,
    period: _Period = None,
    aggregation: _Aggregation = None,
    share: _Share = False,
    of: _Of = None,
    growth_from: _GrowthFrom = None,
    form: _Form = None,
    product: _Product = None,
    without: _Without = None,
    resolution: _Resolution = None,
    book: _Book = None,
    books: _Books = False,
    source: _Source = None,
    vintage: _Vintage = None,
    shape: _Shape = "text",
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Print one accountable figure: both books, coverage, source, formula, parts.

    Where the publisher states none, the reason is printed with what would bring one, and the exit
    status is still 0: that there is none is an answer. A period that no source reaches, or in
    which one side was no state, ends with status 2, as any question without meaning does.

    \b
    Example:
      visavis figure exports RUS CHN --year 2020 --share
    """
    from visavis.store import default_store
    from visavis.workbench import Workbench

    pinned = {
        "form": asked_form(form, share=share or of is not None, growth=growth_from is not None),
        "baseline": growth_from, "product": product, "denominator": of, "without": without,
        "resolution": full_number(resolution), "book": book, "source": source, "vintage": vintage,
        "aggregation": aggregation,
    }  # fmt: skip
    queries = [
        question(measure, (subject, partner), span, pinned)
        for span in spans(year, years, period, aggregation)
    ]
    store = default_store(existing(db))
    _refuse_unknown_release(vintage, source, store)
    bench = Workbench(store, as_of=day(as_of))
    if books:
        emit(_side_by_side(queries, bench, shape, screen(out).width), out)
        return
    answers = _answers(queries, bench)
    refused = _refused(answers) or _too_early(answers, bench)
    if refused is None or shape != "text":
        emit(_drawn(answers, shape, screen(out).width), out)
    if refused is not None:
        raise refused


def _refuse_unknown_release(vintage: str | None, source: str | None, store: "Store") -> None:
    from visavis.errors import UsageError

    entries = [each for each in store.all_entries() if source in (None, each.source)]
    if vintage is not None and vintage not in {each.vintage for each in entries}:
        known = sorted({f"{each.vintage} ({each.source})" for each in entries})
        raise UsageError("--vintage", repr(vintage), f"one of {', '.join(known)}")


def _side_by_side(queries: "Sequence[Query]", bench: "Workbench", shape: str, width: int) -> str:
    from visavis.briefs.two_books import books_csv, books_json, books_text

    found = bench.two_books(queries)
    every = [[each.exporter, each.importer, each.published] for each in found]
    if (refused := _refused(every)) is not None:
        raise refused
    if shape == "text":
        return books_text(found, width)
    return books_json(found) if shape == "json" else books_csv(found)


def _refused(answers: "list[list[Figure]]") -> "UsageError | None":
    """The refusal, where no book answers for any period asked; a table with gaps is none."""
    from visavis.briefs.answers import refusal

    refusals = [refusal(figure) for answer in answers for figure in answer]
    return refusals[0] if refusals and None not in refusals else None


def _too_early(answers: "list[list[Figure]]", bench: "Workbench") -> "UsageError | None":
    """The refusal, where only releases of a later day than `--as-of` have an answer."""
    from visavis.errors import UsageError
    from visavis.model.figures import Missing
    from visavis.workbench import Workbench

    first = [answer[0] for answer in answers]
    if bench.as_of is None or any(each.missing is not Missing.NO_SOURCE for each in first):
        return None
    later = Workbench(bench.store).figures(each.query for each in first)
    vintages = {pair for figure in later.values() for pair in figure.vintages}
    released = sorted(
        (entry.released, entry.source)
        for entry in bench.store.entries()
        if (entry.source, entry.vintage) in vintages
    )
    if not released:
        return None
    day, source = released[0]
    found = f"no release with an answer known by {bench.as_of}"
    return UsageError("--as-of", found, f"{day} or later, when that of {source} was known")


def _answers(queries: "Sequence[Query]", bench: "Workbench") -> "list[list[Figure]]":
    """For each question the default answer, then what other books and sources say, each once."""
    from dataclasses import replace

    from visavis.briefs.books import says_something
    from visavis.workbench.words import refuse_undefined

    found = bench.figures(queries)
    answers = []
    for query in queries:
        default = refuse_undefined(found[query], LACKING)
        editions = bench.figures(bench.editions(query)) if len(queries) == 1 else {}
        others = [
            replace(each, book_reason="other_book")
            for each in editions.values()
            if each.query != default.query
        ]
        answers.append([default, *(each for each in others if says_something(each))])
    return answers


def _drawn(answers: "list[list[Figure]]", shape: str, width: int) -> str:
    from visavis.briefs import answers as briefs

    every = [figure for answer in answers for figure in answer]
    if shape == "json":
        return briefs.answer_json(every)
    if shape == "csv":
        return briefs.answer_csv(every)
    if len(answers) > 1:
        return briefs.series_text(every, width)
    return briefs.answer_text(every, width)
