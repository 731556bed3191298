"""From a document to a report: read the claims, ask everything at once, judge, diagnose.

The trap is the store: all questions of all claims go out in one read, those of the neighbourhood
(only for claims that do not hold) in a second, however long the document is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from visavis.checking.breakdown import beside_change, change_queries, missing_books
from visavis.checking.case import Case
from visavis.checking.cells import Beside, Cell, named_cells, reading
from visavis.checking.coded import coded_outcome
from visavis.checking.consistency import findings
from visavis.checking.counted_mentions import mention_outcome
from visavis.checking.diagnosis import diagnose, is_near
from visavis.checking.editions import mixed_windows, one_across_windows
from visavis.checking.judge import judge
from visavis.checking.membership import membership_outcome
from visavis.checking.neighbours import neighbours
from visavis.checking.publishers import own_sources, source_named
from visavis.checking.readings import Plan, parts_of, plan
from visavis.checking.report import Part, checked, data_used, inconsistent
from visavis.checking.services import says_goods
from visavis.checking.targets import path_queries, path_so_far, target_outcome
from visavis.checking.ties import as_shown, tie_outcome
from visavis.checking.titles import named_by_title, titled_spans
from visavis.checking.unread import withheld
from visavis.checking.visits import journeys_query, visit_outcome
from visavis.checking.votes import group_queries, group_votes, vote_outcome
from visavis.checking.windows import latest_windows, latest_year
from visavis.model.claims import Claim, Document
from visavis.model.facts import RollCall
from visavis.model.figures import Figure
from visavis.model.queries import Query
from visavis.model.verdicts import Reading, Report

__all__ = ["Bench", "check_claims"]

_OPEN_RULES = ("R20", "R21")
"""Rules that leave a claim contradicted, or unsettled although figures are at hand."""


class Bench(Protocol):
    """What a workbench must offer to be checked against."""

    def figures(self, queries: Iterable[Query]) -> dict[Query, Figure]:
        """The answer to each query."""
        ...

    def editions(self, query: Query) -> tuple[Query, ...]:
        """The query pinned to each source, book and denominator."""
        ...

    def titled_roll_calls(self, spans: Collection[tuple[date, date]]) -> Sequence[RollCall]:
        """Roll calls of these days that have a symbol and a title."""
        ...

    def prepare(self, queries: Iterable[Query]) -> None:
        """Read what the queries need, all at once."""
        ...


@dataclass(frozen=True)
class _Known:
    """The document, the editions of each literal query, their figures, and the text's present."""

    document: Document
    asked: Mapping[Query, tuple[Query, ...]]
    windows: Mapping[Plan, Mapping[Query, tuple[Query, ...]]]
    """For claims without a period: the one edition of each window."""
    figures: Mapping[Query, Figure]
    today: date
    others: tuple[Document, ...]
    own: frozenset[str]
    """Sources whose publisher's own the document is."""
    newest: int = 0
    """The last year that any source at hand reaches."""


def check_claims(  # noqa: PLR0913  # the day and the other texts by name or not at all
    document: Document,
    claims: Sequence[Claim],
    bench: Bench,
    newest: int,
    as_of: str | None = None,
    *,
    others: Sequence[Document] = (),
) -> Report:
    """The report on `claims`, which were read from `document`, in their order.

    `newest` is the last year that any source at hand reaches; `others` are documents at hand that
    the text may quote or count.
    """
    claims = _with_titles(document, claims, bench)
    latest = latest_year(document, claims, as_of, newest)
    beside: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        beside.setdefault(claim.sentence, []).append(claim)
    plans = [_plans(claim, beside[claim.sentence], latest) for claim in claims]
    bench.prepare(_queries(plans, {}))
    asked, figures = _editions(plans, bench)
    windows = {
        each: one_across_windows(each, asked, figures)
        for group in plans
        for each in group
        if each.by_window
    }
    today = _today(document, as_of, latest)
    known = _Known(
        document, asked, windows, figures, today, tuple(others), own_sources(document), newest
    )
    judged = [[_judged(each, known) for each in group] for group in plans]
    judged = _diagnosed(judged, bench)
    found = [
        withheld(checked(document, claim, parts, ordinal))
        for claim, parts, ordinal in zip(claims, judged, _ordinals(claims), strict=True)
    ]
    contradictions = findings(claims, document, others)
    final = inconsistent(found, contradictions, document.text)
    return Report(
        document=document, data=data_used(final), claims=final, consistency=contradictions,
        as_of=as_of,
    )  # fmt: skip


def _with_titles(document: Document, claims: Sequence[Claim], bench: Bench) -> Sequence[Claim]:
    """The claims, each with the resolution that its sentence names by a title."""
    spans = titled_spans(claims)
    if not spans:
        return claims
    calls = bench.titled_roll_calls(spans)
    return [named_by_title(claim, document, calls) for claim in claims]


def _plans(claim: Claim, beside: Sequence[Claim], latest: int) -> tuple[Plan, ...]:
    """The plans of a claim, given all claims of its sentence."""
    group = group_queries(claim, beside, latest)
    named = replace(claim, source_named=source_named(claim))
    planned = [plan(part, latest) for part in parts_of(named)]
    return tuple(
        replace(
            each, path=path_queries(each), group=group, journeys=journeys_query(each),
            peers=_peers(each.claim, beside), alone=_is_alone(beside),
        )
        for each in planned
    )  # fmt: skip


def _is_alone(beside: Sequence[Claim]) -> bool:
    """Whether the sentence states one amount and no more."""
    return sum(each.form in ("level", "threshold") for each in beside) == 1


def _peers(claim: Claim, beside: Sequence[Claim]) -> tuple[str, ...]:
    """The partners, in their order, of the same measure of the same owner in the sentence."""
    names = ("subject", "measure", "form")
    alike = [c for c in beside if all(getattr(c, n) == getattr(claim, n) for n in names)]
    found = (part.partner for each in alike for part in parts_of(each))
    return tuple(dict.fromkeys(name for name in found if name and name != claim.partner))


def _editions(
    plans: Sequence[tuple[Plan, ...]], bench: Bench
) -> tuple[dict[Query, tuple[Query, ...]], dict[Query, Figure]]:
    """The editions of each literal query, and the figures of everything that is asked."""
    literals = dict.fromkeys(
        literal.query for group in plans for each in group for literal in each.literals
    )
    asked = {query: bench.editions(query) or (query,) for query in literals}
    return asked, bench.figures(_queries(plans, asked))


def _queries(
    plans: Sequence[tuple[Plan, ...]], asked: Mapping[Query, tuple[Query, ...]]
) -> list[Query]:
    found: dict[Query, None] = {}
    for group in plans:
        for each in group:
            for literal in each.literals:
                found.update(dict.fromkeys(asked.get(literal.query, (literal.query,))))
            beside = (query for query, _ in each.beside)
            found.update(dict.fromkeys((*beside, *each.path, *each.group, *each.journeys)))
    return list(found)


def _today(document: Document, as_of: str | None, latest: int) -> date:
    for stated in (document.date, as_of):
        if stated and len(stated) >= 10:
            return date.fromisoformat(stated[:10])
    return date(latest, 12, 31)


def _judged(each: Plan, known: _Known) -> Part:
    case = _case(each, known)
    path = path_so_far(each, known.figures)
    outcome = (
        target_outcome(case, path, known.newest)
        or vote_outcome(case)
        or membership_outcome(case, known.today, known.document.text)
        or visit_outcome(case, each, known.figures)
        or tie_outcome(case)
        or coded_outcome(case)
        or mention_outcome(case, known.document, known.others)
        or judge(case)
    )
    if each.by_window:
        mixed = mixed_windows(known.windows[each])
        notes = (("windows_from", ", ".join(mixed)),) if mixed else ()
        outcome = replace(outcome, notes=(*outcome.notes, *notes))
    context = (*path, *group_votes(each.group, known.figures))
    shown = as_shown(case, outcome)
    return Part(plan=each, case=shown, outcome=outcome, context=context)


def _case(each: Plan, known: _Known) -> Case:
    cells, left_out = [], False
    goods_only = says_goods(each.claim, known.document.text, each.alone)
    asked = known.windows.get(each, known.asked)
    for literal in each.literals:
        readings = [
            reading(query, known.figures[query], literal.senses, each.claim, each.words)
            for query in asked[literal.query]
        ]
        others = tuple(r for r in readings if r.figure.source not in known.own)
        left_out = left_out or len(others) < len(readings)
        kept = _own_totals(others)
        if kept:
            cells.append(Cell(literal.senses, kept, each.claim, goods_only))
    return Case(
        claim=each.claim, words=each.words, by_window=each.by_window, is_own_publisher=left_out,
        cells=latest_windows(cells) if each.by_window else named_cells(cells),
        beside=tuple(
            Beside(reading(query, known.figures[query], (), each.claim, each.words), reason)
            for query, reason in each.beside
        ),
    )  # fmt: skip


def _own_totals(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Without the shares that divide by another source's total where the source has its own."""
    own = {
        (r.figure.source, r.query.book)
        for r in readings
        if r.query.denominator_source == r.figure.source and r.figure.value is not None
    }
    return tuple(
        r
        for r in readings
        if (r.figure.source, r.query.book) not in own
        or r.query.denominator_source == r.figure.source
    )


def _diagnosed(judged: list[list[Part]], bench: Bench) -> list[list[Part]]:
    """The parts: those that do not hold with the neighbour that coincides, unsettled growth with
    what each sense gives."""
    failing = [part for group in judged for part in group if _is_open(part)]
    unsettled = [part for group in judged for part in group if _rule(part) == "R20"]
    queries = {query: None for part in failing for _, query in neighbours(part.plan)}
    queries |= {literal.query: None for part in failing for literal in part.plan.literals[:1]}
    queries |= {query: None for part in unsettled for query in change_queries(part.case)}
    figures = bench.figures(queries)
    return [[_completed(part, figures) for part in group] for group in judged]


def _completed(part: Part, figures: Mapping[Query, Figure]) -> Part:
    if _is_open(part):
        part = replace(part, diagnosis=diagnose(part.plan, figures))
    if _rule(part) != "R20":
        return part
    outcome = part.outcome
    outcome = replace(outcome, notes=(*outcome.notes, *missing_books(part.case)))
    beside = beside_change(part.case, figures)
    return replace(part, outcome=outcome, context=(*part.context, *beside))


def _rule(part: Part) -> str | None:
    return dict(part.outcome.notes).get("rule")


def _is_open(part: Part) -> bool:
    """Whether a neighbour may be told: what is contradicted, or unsettled and far off.

    Near the literal figure a neighbour says nothing: other releases and books lie there too.
    """
    rule = _rule(part)
    if rule not in _OPEN_RULES:
        return False
    return rule == "R21" or not is_near(part.case)


def _ordinals(claims: Sequence[Claim]) -> list[int]:
    """For each claim how many like it, at the same place and of the same figure, came before."""
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for claim in claims:
        key = (claim.start, claim.end, claim.measure, claim.form, claim.subject, claim.partner)
        seen[key] = seen.get(key, -1) + 1
        found.append(seen[key])
    return found
