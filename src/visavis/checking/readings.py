"""The literal readings: every sense that the words and the text's own sources admit, as queries.

The trap is to choose. Where the text does not say which EU, which window, what a share is taken of,
or whether several years are added up or averaged, each admissible sense becomes a reading.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product

from visavis.checking.needs import is_measurable
from visavis.checking.product_senses import default_families, narrower
from visavis.checking.tie_questions import tie_question
from visavis.checking.tolerance import Tolerance, tolerance
from visavis.checking.when import stated_period
from visavis.model.claims import Claim
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.groups import compositions, is_group
from visavis.model.periods import Period, period_or_none
from visavis.model.queries import CHANGES, Query
from visavis.model.relations import is_measure, relation
from visavis.model.verdicts import Reason

__all__ = [
    "FISCAL_STATISTICS",
    "WINDOWS",
    "Literal",
    "Plan",
    "lacks_base",
    "literals",
    "parts_of",
    "plan",
]

WINDOWS = 10
"""Years tried where the text gives no period; the latest five with a figure decide."""

FISCAL_STATISTICS = frozenset(
    {"AFG", "AUS", "BGD", "EGY", "ETH", "IND", "IRN", "MMR", "NPL", "PAK"}
)
"""States whose own trade statistics go by fiscal year, so that "in 2021" may mean one."""

_LEVELS = ("level", "threshold")
_ANSWERED = (*_LEVELS, "share", "rank", *CHANGES, "count", "position", "status")
_BALANCES = ("trade_surplus", "trade_deficit")

_IN_ONE_YEAR = (*_LEVELS, "share", "rank")

_ARMS = ("arms_exports", "arms_imports")
_STOCKS = ("fdi_in_stock", "fdi_out_stock")
"""Positions at the end of a year."""

_SPAN_OF_ARMS = 5
"""Years that are taken together where a text ranks suppliers of arms without saying when: SIPRI's
own span, since single deliveries decide a single year."""

Senses = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """One admissible sense of a claim, not yet pinned to a book or source."""

    query: Query
    senses: Senses


@dataclass(frozen=True)
class Plan:
    """What is to be asked about one claim (or one part of a claim about `A|B`)."""

    claim: Claim
    words: Tolerance | None
    literals: tuple[Literal, ...]
    by_window: bool = False
    beside: tuple[tuple[Query, Reason], ...] = ()
    """Neighbouring years, or parts of the goods, that may be meant, and why."""
    path: tuple[Query, ...] = ()
    """The years up to a target's deadline."""
    group: tuple[Query, ...] = field(default=())
    """Votes of the other members of the voters' common group."""
    journeys: tuple[Query, ...] = ()
    """All journeys of a traveller's state in the period."""
    peers: tuple[str, ...] = ()
    """Other partners of which the same sentence states the same measure."""
    alone: bool = False
    """The sentence states one amount and no more."""


def parts_of(claim: Claim) -> tuple[Claim, ...]:
    """The claim once for each of `A|B`; itself where it speaks of one pair."""
    subjects = (claim.subject or "").split("|") if claim.subject else [None]
    partners = (claim.partner or "").split("|") if claim.partner else [None]
    return tuple(replace(claim, subject=s, partner=p) for s, p in product(subjects, partners))


def plan(claim: Claim, latest: int) -> Plan:
    """The questions that `claim`, which must be about one pair, raises.

    `latest` is the last year of the windows that are tried where the text gives no period.
    """
    found, by_window = literals(claim, latest) if is_measurable(claim) else ((), False)
    return Plan(
        claim=claim, words=tolerance(claim), literals=found, by_window=by_window,
        beside=_beside(claim, found),
    )  # fmt: skip


def literals(claim: Claim, latest: int) -> tuple[tuple[Literal, ...], bool]:
    """The admissible senses, the default first, and whether they are windows."""
    tie = tie_question(claim, latest)
    if tie is not None:
        return (Literal(tie, ()),), False
    base = _base(claim)
    if base is None:
        return (), False
    periods, by_window = _periods(claim, latest)
    found = [
        Literal(query, (*when, *who, *what, *of, *how))
        for period, when in periods
        for what, named in _products(claim, base)
        for bounded in (named.but(period=period),)
        for of, denominated in _denominators(claim, bounded)
        for how, summed in _aggregations(claim, denominated)
        for who, query in _definitions(_with_baseline(claim, summed))
    ]
    return tuple(dict.fromkeys(found)), by_window


def _base(claim: Claim) -> Query | None:
    """The question without its period; None where the words do not make one."""
    if claim.subject is None or not is_measure(claim.measure) or claim.form not in _ANSWERED:
        return None
    if lacks_base(claim) and claim.measure == "gdp":
        return None
    form = "level" if claim.form in _LEVELS else claim.form
    if lacks_base(claim):
        form = "share" if form == "change_pp" else "level"
    form = {"trade_partner_rank": "rank", "visits": "count"}.get(claim.measure, form)
    goods = claim.product or ALL_PRODUCTS
    if goods == "arms" and claim.measure in _ARMS:
        goods = ALL_PRODUCTS
    return Query(
        measure=claim.measure, subject=claim.subject, partner=_partner(claim), form=form,
        product=goods, resolution=claim.resolution,
        among=claim.rank_scope if form == "rank" else None,
    )  # fmt: skip


def lacks_base(claim: Claim) -> bool:
    """Whether the claim aims at a change without saying from when: the level alone can be shown."""
    return claim.modality == "target" and claim.form in CHANGES and claim.baseline is None


def _products(claim: Claim, query: Query) -> list[tuple[Senses, Query]]:
    """The query for each family that the word for the goods may mean."""
    found = default_families(claim.product)
    if not found:
        return [((), query)]
    return [((("product", family),), query.but(product=family)) for family in found]


def _partner(claim: Claim) -> str | None:
    """The other side; the world for a share of GDP or of a product that names no partner."""
    found = relation(claim.measure)
    if claim.partner is None and "goods_flow" in found.relations and claim.form == "share":
        return WORLD
    return claim.partner


def _periods(claim: Claim, latest: int) -> tuple[list[tuple[Period | None, Senses]], bool]:
    text = claim.period
    if claim.measure.startswith("un_vote_") or claim.measure == "vote_position":
        return [(period_or_none(text), ())], False
    if claim.measure == "membership":
        return [(stated_period(claim) or Period.of_year(latest), ())], False
    period = period_or_none(text)
    if claim.measure in _STOCKS:
        moment = stated_period(claim)
        period = _year_closed_by(moment) or period
    if period is not None:
        return [(period, ())], False
    if text.startswith("asof:"):
        moment = stated_period(claim)
        last = moment.end.year if moment is not None else latest
        years: tuple[int, ...] = (last, last - 1)
    else:
        years = tuple(range(latest, latest - WINDOWS, -1))
    if claim.measure in _ARMS and claim.form in ("share", "rank"):
        spans = [Period.parse(f"{year - _SPAN_OF_ARMS + 1}..{year}") for year in years]
    else:
        spans = [Period.of_year(year) for year in years]
    return [(span, (("window", str(year)),)) for span, year in zip(spans, years, strict=True)], True


def _year_closed_by(moment: Period | None) -> Period | None:
    """The year at whose end a stock is stated: "at the end of 2021", "on 1 January 2022"."""
    if moment is None or len(moment.years) > 1:
        return None
    if (moment.end.month, moment.end.day) == (12, 31):
        return Period.of_year(moment.end.year)
    day_before = moment.start - timedelta(days=1)
    is_new_year = moment.start == moment.end and day_before.year < moment.start.year
    return Period.of_year(day_before.year) if is_new_year else None


def _denominators(claim: Claim, query: Query) -> list[tuple[Senses, Query]]:
    if query.form not in ("share", "change_pp"):
        return [((), query)]
    known = relation(claim.measure).denominators
    stated = claim.denominator
    if stated is not None:
        return [((), query.but(denominator=stated))] if stated in known else []
    if query.product == ALL_PRODUCTS or query.partner == WORLD:
        return [((), query)]
    total = "exports" if claim.measure.endswith("exports") else "imports"
    options = [name for name in ("product", "flow", total) if name in known]
    return [((("denominator", name),), query.but(denominator=name)) for name in options]


def _aggregations(claim: Claim, query: Query) -> list[tuple[Senses, Query]]:
    period = query.period
    several = period is not None and len(period.years) > 1
    if not several or query.form not in ("level", "share", "rank"):
        return [((), query)]
    if "-" in str(period) or query.form == "rank" or claim.measure in _ARMS:
        return [((), query.but(aggregation="sum"))]
    if claim.measure in ("gdp", "population", *_STOCKS):
        return [((("aggregation", "end"),), query.but(aggregation="end"))]
    names = ("sum", "mean")
    return [((("aggregation", name),), query.but(aggregation=name)) for name in names]


def _with_baseline(claim: Claim, query: Query) -> Query:
    """For changes: from the stated baseline, the first of several years, or the year before."""
    period = query.period
    if query.form not in CHANGES or period is None:
        return query
    stated = period_or_none(claim.baseline)
    if stated is None and len(period.years) > 1 and ".." in str(period):
        ends = period.years[0], period.years[-1]
        return query.but(baseline=Period.of_year(ends[0]), period=Period.of_year(ends[1]))
    return query.but(baseline=stated or period.shifted(-1))


def _definitions(query: Query) -> list[tuple[Senses, Query]]:
    """The query under each admissible composition of the groups in it, the default first."""
    if query.period is None or query.measure in ("membership", "vote_position"):
        return [((), query)]
    subjects = _compositions(query.subject, query.period)
    partners = _compositions(query.partner, query.period)
    found: list[tuple[Senses, Query]] = []
    for (subject, a), (partner, b) in product(subjects, partners):
        senses = tuple(("definition", name) for name in (a, b) if name)
        found.append((senses, query.but(subject=subject, partner=partner)))
    return found


def _compositions(name: str | None, period: Period) -> list[tuple[str | None, str]]:
    """(id to ask with, definition to name); a single composition is no choice and has no name."""
    if name is None or not is_group(name):
        return [(name, "")]
    options = compositions(name, period)
    if not options:
        return [(name, "")]
    if len(options) == 1:
        return [(options[0].id, "")]
    return [(option.id, option.id) for option in options]


def _beside(claim: Claim, found: tuple[Literal, ...]) -> tuple[tuple[Query, Reason], ...]:
    """What the words may mean besides: part of the goods, a fiscal year, a carried year."""
    first = found[0].query if found else None
    if claim.form not in _IN_ONE_YEAR or first is None:
        return ()
    parts = tuple(
        (first.but(product=family), Reason.AMBIGUOUS_MEASURE) for family in narrower(claim.product)
    )
    return (*parts, *_beside_in_time(claim, first))


def _beside_in_time(claim: Claim, first: Query) -> tuple[tuple[Query, Reason], ...]:
    """Neighbouring years."""
    if first.period is None or not first.period.is_year or claim.period == "unspecified":
        return ()
    if claim.period_from in ("context", "document"):
        return tuple(
            (first.but(period=first.period.shifted(n)), Reason.NO_PERIOD) for n in (-2, -1, 1, 2)
        )
    if claim.form == "rank" or not {claim.subject, claim.partner} & FISCAL_STATISTICS:
        return ()
    return tuple(
        (first.but(period=first.period.shifted(n)), Reason.AMBIGUOUS_MEASURE) for n in (-1, 1)
    )
