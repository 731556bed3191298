"""Columns of a panel out of roll calls of the UN General Assembly, all pairs of a year at once.

The traps: a session runs from September to September, so that values by year and by session
differ; and two records of one vote may never be counted together, so one record serves the panel.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from visavis.measures.similarity_panel import Asked, vote_similarity
from visavis.model.assembly import session_period, session_that_opened_in
from visavis.model.facts import TalliedRollCall
from visavis.model.figures import Figure, Missing
from visavis.model.groups import members
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.model.wanted import VotesWanted
from visavis.workbench.aligned import LACKING_LIMIT, lacking_share
from visavis.workbench.bench import Workbench

__all__ = ["NOT_A_MEMBER", "VotesBy", "official_words", "vote_columns", "votes_span"]

VotesBy = Literal["year", "session"]
"""Roll calls of the calendar year, or of the session that opened in it."""

NOT_A_MEMBER = "not_a_member"
"""The reason where a side had no seat in the Assembly at the start and at the end of the year."""

_KEYS = ["state_a", "state_b", "year"]


@dataclass(frozen=True, slots=True)
class _Record:
    """The roll calls and casts of one source."""

    source: str
    """With its release."""
    calls: pl.DataFrame
    """`rid`, `year`, `is_split`."""
    casts: pl.DataFrame
    """`rid`, `state`, `position`."""


def votes_span(year: int, by: VotesBy) -> tuple[date, date] | None:
    """The days whose roll calls belong to a year; None for a session before the 46th."""
    if by == "year":
        return date(year, 1, 1), date(year, 12, 31)
    session = session_period(session_that_opened_in(year))
    return None if session is None else (session.start, session.end)


def vote_columns(
    bench: Workbench, rows: pl.DataFrame, measures: Sequence[str], by: VotesBy = "year"
) -> dict[str, pl.DataFrame]:
    """For each measure a frame: the rows' keys with `value`, `missing`, `source`, `n`.

    `n` is the number of roll calls counted: those in which both voted, for `agreement` only those
    on which the Assembly was divided.

    Args:
        bench: Where the roll calls come from.
        rows: `state_a`, `state_b`, `year`.
        measures: Some of `agreement`, `s`, `kappa`, `pi`.
        by: What a year means.

    Raises:
        StoreError: The store's tables cannot be read.
    """
    years = sorted(rows["year"].unique())
    spans = {year: span for year in years if (span := votes_span(year, by)) is not None}
    record = _record(bench, frozenset(rows["state_a"]) | frozenset(rows["state_b"]), spans)
    if record is None:
        lacking = _keyed(rows).with_columns(
            value=pl.lit(None, pl.Float64), n=pl.lit(None, pl.Int64),
            missing=pl.lit(Missing.NO_SOURCE.value), source=pl.lit(None, pl.String),
        )  # fmt: skip
        return dict.fromkeys(measures, lacking)
    votes = record.casts.join(record.calls, on="rid").rename({"rid": "item"})
    closed = _reasons_of_years(bench, record, years, spans)
    divided = vote_similarity(votes.filter("is_split"), Asked(measures=("agreement",)))
    others = [each for each in measures if each != "agreement"]
    whole = vote_similarity(votes, Asked(measures=tuple(others))) if others else divided
    return {
        each: _joined(rows, divided if each == "agreement" else whole, each, record, closed)
        for each in measures
    }


def _record(
    bench: Workbench, states: frozenset[str], spans: dict[int, tuple[date, date]]
) -> _Record | None:
    """The record with most roll calls in the spans; None where there is none."""
    if not spans:
        return None
    days = min(start for start, _ in spans.values()), max(end for _, end in spans.values())
    wanted = (VotesWanted(None, states, *days),)
    calls = bench.store.roll_calls(wanted, bench.as_of)
    counts = Counter((call.source, call.vintage) for call in calls)
    if not counts or len(states) < 2:
        return None
    order = relation("vote_agreement").sources
    best = min(counts, key=lambda each: (-counts[each], each[0] not in order, each))
    casts = [(cast.rid, cast.state, cast.position)
             for source, vintage, cast in bench.store.votes(wanted, bench.as_of)
             if (source, vintage) == best]  # fmt: skip
    schema = {"rid": pl.String, "state": pl.String, "position": pl.String}
    return _Record(
        " ".join(best),
        _calls([call for call in calls if (call.source, call.vintage) == best], spans),
        pl.DataFrame(casts, schema=schema, orient="row"),
    )


def _calls(calls: Sequence[TalliedRollCall], spans: dict[int, tuple[date, date]]) -> pl.DataFrame:
    """Each roll call with its year and whether those that voted were of more than one mind."""
    dated = sorted(spans.items())
    rows = [
        (
            call.roll_call.rid,
            year,
            sum(count > 0 for count in (call.yes, call.no, call.abstain)) > 1,
        )
        for call in calls
        for year, (start, end) in dated
        if start <= call.roll_call.held_on <= end
    ]
    schema = {"rid": pl.String, "year": pl.Int32, "is_split": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _reasons_of_years(
    bench: Workbench, record: _Record, years: Sequence[int], spans: dict[int, tuple[date, date]]
) -> pl.DataFrame:
    """`year`, `closed`: why a year has no value whatever the pair, null where it may have one.

    A year of whose official votes the record lacks more than `LACKING_LIMIT` is incomplete, as no
    alignment is stated of it.
    """
    pair = record.casts["state"].unique().sort().head(2).to_list()
    figures = _record_figures(bench, record.source, (pair[0], pair[1]), spans)
    reasons: list[str | None] = []
    for year in years:
        found = figures.get(year)
        if found is None or found.missing is Missing.OUT_OF_COVERAGE:
            reasons.append(Missing.OUT_OF_COVERAGE.value)
        elif found.missing is Missing.INCOMPLETE or lacking_share(found) > LACKING_LIMIT:
            reasons.append(Missing.INCOMPLETE.value)
        else:
            reasons.append(None)
    schema = {"year": pl.Int32, "closed": pl.String}
    return pl.DataFrame({"year": list(years), "closed": reasons}, schema=schema)


def _record_figures(
    bench: Workbench, source: str, pair: tuple[str, str], spans: dict[int, tuple[date, date]]
) -> dict[int, Figure]:
    """The figure of one pair for each year: what it says of the record holds for every pair."""
    queries = {
        year: Query(measure="vote_agreement", subject=pair[0], partner=pair[1],
                    source=source.partition(" ")[0], period=Period.of_days(*span))
        for year, span in spans.items()
    }  # fmt: skip
    found = bench.figures(queries.values())
    return {year: found[query] for year, query in queries.items()}


def official_words(
    bench: Workbench, source: str, pair: tuple[str, str], years: Sequence[int], by: VotesBy
) -> str:
    """`2,016 of 2,178 official recorded votes in 1992 to 2020`: what the record has of all.

    Only years of which the official number is known are counted; "" where there is none.

    Raises:
        StoreError: The store's tables cannot be read.
    """
    spans = {year: span for year in years if (span := votes_span(year, by)) is not None}
    known: dict[int, tuple[int, int]] = {}
    for year, figure in _record_figures(bench, source, pair, spans).items():
        told = figure.detail.get("official_votes")
        if isinstance(told, Mapping) and told.get("official") and told.get("held") is not None:
            known[year] = int(str(told["held"])), int(str(told["official"]))
    if not known or by == "session":
        return ""
    held, official = (sum(each[place] for each in known.values()) for place in (0, 1))
    return f"{held:,} of {official:,} official recorded votes in {min(known)} to {max(known)}"


def _joined(
    rows: pl.DataFrame, table: pl.DataFrame, measure: str, record: _Record, closed: pl.DataFrame
) -> pl.DataFrame:
    """The rows' keys with the scores; each pair stands once in the table, the lesser code first."""
    low, high = pl.min_horizontal("state_a", "state_b"), pl.max_horizontal("state_a", "state_b")
    found = table.select(
        low="state_a", high="state_b", year="year", n=pl.col("common").cast(pl.Int64),
        score=measure, why=pl.col(f"{measure}_reason").cast(pl.String),
    )  # fmt: skip
    both = _keyed(rows).with_columns(low=low, high=high)
    both = both.join(found, on=["low", "high", "year"], how="left", maintain_order="left")
    both = both.join(closed, on="year", how="left", maintain_order="left")
    both = both.join(_seats(rows), on=_KEYS, how="left", maintain_order="left")
    missing = pl.coalesce(
        pl.col("closed"),
        pl.when(pl.col("n").is_null() & ~pl.col("is_seated")).then(pl.lit(NOT_A_MEMBER)),
        pl.when(pl.col("n").is_null()).then(pl.lit("no_common_vote")),
        pl.col("why"),
    )
    return both.select(
        *_KEYS,
        value=pl.when(missing.is_null()).then("score"),
        missing=missing,
        source=pl.lit(record.source),
        n=pl.col("n").fill_null(0),
    )


def _seats(rows: pl.DataFrame) -> pl.DataFrame:
    """The keys with `is_seated`: whether both had a seat on the first or the last day."""
    years = sorted(rows["year"].unique())
    seated = [
        (each, year)
        for year in years
        for each in sorted(members("UN", date(year, 1, 1)) | members("UN", date(year, 12, 31)))
    ]
    schema = {"state": pl.String, "year": pl.Int32}
    seats = pl.DataFrame(seated, schema=schema, orient="row").with_columns(here=pl.lit(value=True))
    both = _keyed(rows)
    for side in ("a", "b"):
        theirs = seats.rename({"state": f"state_{side}", "here": f"here_{side}"})
        both = both.join(theirs, on=[f"state_{side}", "year"], how="left", maintain_order="left")
    here = pl.col("here_a").is_not_null() & pl.col("here_b").is_not_null()
    return both.select(*_KEYS, is_seated=here)


def _keyed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("state_a", "state_b", pl.col("year").cast(pl.Int32))
