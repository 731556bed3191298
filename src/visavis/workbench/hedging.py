"""A state between two or three powers, domain by domain, each tie from a figure.

The traps: a list of visits that one of the powers keeps has nothing of the others' visits, so what
lists count must stand in one list for every pole; and a place among states is a place among those
with data that year, which in trade may be twenty.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.hedging import LEAST_DOMAINS, LIKENESS, Hedging, hedging
from visavis.model.figures import Figure, Missing
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.model.states import all_states, is_state
from visavis.workbench.bench import Workbench
from visavis.workbench.triads import ALLIED, refuse_not_alive

if TYPE_CHECKING:
    import polars as pl

__all__ = ["DOMAINS", "Domain", "HedgingYear", "Tied", "hedging_years", "newest_year"]

_LOOK_BACK = 12
"""Years searched for the newest with data in several domains."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What is asked in one domain, of the state towards each pole."""

    id: str
    measure: str
    form: str
    words: str
    """What the number is: `share of the state's goods trade`."""
    years: int = 1
    """How many years up to the one asked are taken together."""
    both_ways: bool = False
    """Whether what the pole does towards the state is added."""
    one_list: bool = True
    """Whether one source must have every pole: what two lists count is not the same thing."""
    source: str | None = None
    """The only source that is asked; None for any."""


DOMAINS = (
    Domain("trade", "trade_turnover", "share", "share of its goods trade", one_list=False),
    Domain("arms", "arms_imports", "level", "arms from the pole, in five years", years=5),
    Domain("alliance", "alliance", "status", "alliance for defence or offence (1 or 0)"),
    Domain("votes", "vote_agreement", "level", "voting agreement in the UN General Assembly"),
    Domain("investment", "fdi_in_stock", "share", "share of direct investment in it"),
    Domain(
        "agreements",
        "agreements",
        "count",
        "defence agreements signed in ten years",
        years=10,
        # The only list of agreements that means to have all of them: in others none is not zero.
        source="dcad",
    ),
    Domain("visits", "visits", "count", "visits both ways in five years", years=5, both_ways=True),
)
"""The domains, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Tied:
    """The figures of one domain: for each pole what is asked, one figure or one each way."""

    domain: Domain
    figures: tuple[tuple[Figure, ...], ...]
    """In the order of the poles."""
    reference: tuple[str, ...] = ()
    """The states among which the sum is placed, the state itself among them."""

    @property
    def sources(self) -> tuple[frozenset[str], ...]:
        """Sources of each pole's figures that have an answer."""
        return tuple(
            frozenset(f.source for f in each if _number(f) is not None) for each in self.figures
        )

    @property
    def is_of_one_source(self) -> bool:
        """Whether every pole's figures that have an answer come from the same source."""
        return len(frozenset().union(*self.sources)) <= 1

    def value(self, pole: int) -> tuple[float | None, Missing | None]:
        """The tie with a pole, or why there is none; lists that differ are not compared."""
        figures = self.figures[pole]
        numbers = [_number(figure) for figure in figures]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            lacking = next(f.missing for f in figures if _number(f) is None)
            return None, lacking or Missing.UNDEFINED
        if self.domain.one_list and not self.is_of_one_source:
            return None, Missing.UNDEFINED
        return sum(known), None


def _number(figure: Figure) -> float | None:
    """The value, of an alliance whether there is one; a negative stock has no share of a sum."""
    if figure.query.measure == "alliance":
        return None if figure.text is None else float(figure.text in ALLIED)
    return None if figure.value is None or figure.value < 0 else float(figure.value)


@dataclass(frozen=True, slots=True)
class HedgingYear:
    """Where the state stands in a year, and the figures behind it."""

    state: str
    year: int
    found: Hedging
    ties: tuple[Tied, ...]


def hedging_years(
    bench: Workbench, subject: str, poles: Sequence[str], years: Iterable[int]
) -> tuple[HedgingYear, ...]:
    """The state between the poles in each of the years.

    Args:
        bench: Where the figures come from.
        subject: Id of the state.
        poles: Ids of two or three other states.
        years: Calendar years.

    Raises:
        UsageError: An id is none of a single state, a pole is the state itself, named twice, or
            not one of two or three, or one of them did not exist in a year.
        StoreError: The store's tables cannot be read.
    """
    asked = tuple(poles)
    _refuse(subject, asked)
    wanted = tuple(years)
    for year in wanted:
        refuse_not_alive((subject, *asked), year, f"hedging in {year}")
    bench.prepare(q for year in wanted for q in _every_query(subject, asked, year))
    return tuple(_year(bench, subject, asked, year) for year in wanted)


def newest_year(bench: Workbench, subject: str, poles: Sequence[str]) -> int:
    """The newest year in which most domains have every pole, of the last with data at hand.

    Raises:
        UsageError: As `hedging_years`; or there are no data at all.
    """
    asked = tuple(poles)
    _refuse(subject, asked)
    stored = {name for each in DOMAINS for name in relation(each.measure).relations}
    ends = [x.end.year for _, x in bench.coverage() if x.relation in stored]
    if not ends:
        raise UsageError("hedging", "no data", "data, by `visavis data add`")
    years = [y for y in range(max(ends), max(ends) - _LOOK_BACK, -1) if _alive(subject, asked, y)]
    if not years:
        refuse_not_alive((subject, *asked), max(ends), f"hedging in {max(ends)}")
    bench.prepare(q for year in years for q in _every_query(subject, asked, year))
    counts = {
        year: sum(_is_complete(_tied(bench, each, subject, asked, year)) for each in DOMAINS)
        for year in years
    }
    return max(years, key=lambda year: (counts[year], year))


def _alive(subject: str, poles: tuple[str, ...], year: int) -> bool:
    try:
        refuse_not_alive((subject, *poles), year, "")
    except UsageError:
        return False
    return True


def _refuse(subject: str, poles: tuple[str, ...]) -> None:
    for each in (subject, *poles):
        if not is_state(each):
            raise UsageError("hedging", repr(each), "single states, as VNM and CHN,USA,RUS")
    if len(poles) not in (2, 3) or len(set(poles)) != len(poles) or subject in poles:
        found = f"{', '.join(poles)} for {subject}"
        raise UsageError("poles", found, "two or three different states other than the state")


def _year(bench: Workbench, subject: str, poles: tuple[str, ...], year: int) -> HedgingYear:
    import polars as pl

    ties: list[Tied] = []
    others: list[tuple[str, str, float]] = []
    tied = [_tied(bench, each, subject, poles, year) for each in DOMAINS]
    # One complete domain gives no category, and its place would be asked of all states in vain.
    is_enough = sum(map(_is_complete, tied)) >= LEAST_DOMAINS
    for each in tied:
        is_placed = is_enough and _is_complete(each) and each.domain.id not in LIKENESS
        sums = _sums(bench, each, subject, poles, year) if is_placed else {}
        ties.append(Tied(each.domain, each.figures, tuple(sorted(sums))))
        others += [(each.domain.id, state, value) for state, value in sorted(sums.items())]
    schema = {"domain": pl.String, "state": pl.String, "value": pl.Float64}
    reference = pl.DataFrame(others, schema=schema, orient="row")
    return HedgingYear(subject, year, hedging(_table(ties, poles), poles, reference), tuple(ties))


def _table(ties: Sequence[Tied], poles: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl

    rows = [
        (each.domain.id, pole, *each.value(place))
        for each in ties
        for place, pole in enumerate(poles)
    ]
    schema = {
        "domain": pl.String, "pole": pl.String, "value": pl.Float64, "missing": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _is_complete(tied: Tied) -> bool:
    return all(tied.value(place)[0] is not None for place in range(len(tied.figures)))


def _every_query(subject: str, poles: tuple[str, ...], year: int) -> list[Query]:
    return [q for d in DOMAINS for pole in poles for q in _queries(d, subject, pole, year)]


def _queries(domain: Domain, subject: str, pole: str, year: int) -> tuple[Query, ...]:
    first = year - domain.years + 1
    period = Period.of_days(date(first, 1, 1), date(year, 12, 31))
    sums = domain.years > 1 and domain.form == "level"
    one = Query(
        measure=domain.measure, subject=subject, partner=pole, period=period, form=domain.form,
        aggregation="sum" if sums else "each", source=domain.source,
    )  # fmt: skip
    return (one, one.but(subject=pole, partner=subject)) if domain.both_ways else (one,)


def _tied(
    bench: Workbench, domain: Domain, subject: str, poles: tuple[str, ...], year: int
) -> Tied:
    """The figures by the default rule, or from the one source that has every pole."""
    asked = [_queries(domain, subject, pole, year) for pole in poles]
    found = Tied(domain, _figures(bench, asked))
    if found.is_of_one_source:
        return found
    for source in _shared_sources(bench, [query for queries in asked for query in queries]):
        pinned = [tuple(q.but(source=source) for q in queries) for queries in asked]
        again = Tied(domain, _figures(bench, pinned))
        if _is_complete(again):
            return again
    return found


def _figures(
    bench: Workbench, asked: Sequence[tuple[Query, ...]]
) -> tuple[tuple[Figure, ...], ...]:
    found = bench.figures(query for queries in asked for query in queries)
    return tuple(tuple(found[query] for query in queries) for queries in asked)


def _shared_sources(bench: Workbench, queries: Sequence[Query]) -> list[str]:
    """Sources with an edition of every query, in the order of the first one's editions."""
    named = [[e.source for e in bench.editions(query) if e.source] for query in queries]
    return [s for s in dict.fromkeys(named[0]) if all(s in each for each in named)]


def _sums(
    bench: Workbench, tied: Tied, subject: str, poles: tuple[str, ...], year: int
) -> dict[str, float]:
    """The sum of every state's ties with the poles, of those that have them all, poles left out.

    Each pole is asked of the source that has the state's own tie with it.
    """
    sources = [min(each) for each in tied.sources]
    asked = {
        state: [
            tuple(q.but(source=source) for q in _queries(tied.domain, state, pole, year))
            for pole, source in zip(poles, sources, strict=True)
        ]
        for state in _alive_in(year, {*poles})
    }
    # A bench of its own: the rows of all states of one year are of no use for the next.
    wide = Workbench(bench.store, bench.as_of)
    wide.prepare(q for each in asked.values() for queries in each for q in queries)
    found: dict[str, float] = {}
    for state, queries in asked.items():
        other = tied if state == subject else Tied(tied.domain, _figures(wide, queries))
        values = [other.value(place)[0] for place in range(len(poles))]
        known = [value for value in values if value is not None]
        if len(known) == len(poles):
            found[state] = sum(known)
    return found


def _alive_in(year: int, without: Collection[str]) -> list[str]:
    """States of that year; territories have no arms, votes and alliances of their own."""
    span = date(year, 1, 1), date(year, 12, 31)
    alive = (each for each in all_states() if each.kind != "territory" and each.overlaps(*span))
    return [each.id for each in alive if each.id not in without]
