"""How many breaks a series has, when they were, and how sure the dates are.

Breaks are counted by the observations before them. The trap: the best division into m + 1 regimes
always fits better than that into m, so a list of dates says nothing before the tests beside it.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError
from visavis.measures.breaks_critical import double_max_critical, sup_f_p_value
from visavis.measures.breaks_design import (
    LEAST,
    LEAST_HAC,
    LEAST_PER_REGIME,
    Design,
    Untested,
    as_design,
    scan,
    shortest_regime,
    wald,
)
from visavis.measures.breaks_partition import Partition, best_partitions
from visavis.measures.long_run import Hac

__all__ = ["BaiPerron", "DoubleMaximum", "Partition", "Sequential", "bai_perron"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sequential:
    """One step: is there a further break within the regimes that the dates so far make?"""

    breaks: int
    """l, the breaks taken as given."""
    statistic: float
    """sup-F(l+1|l), the largest Wald statistic within any of the regimes."""
    at: int
    """The further break, as observations before it."""
    p_value: float


@dataclass(frozen=True, slots=True)
class DoubleMaximum:
    """No break against an unknown number of them, at most M."""

    ud_max: float
    """The largest statistic against 1 to M breaks, each divided by its breaks."""
    ud_max_critical: float
    wd_max: float
    """The same, weighted so that each number of breaks alone would have the same p-value."""
    wd_max_critical: float
    level: float
    rejected: bool
    """Whether UDmax exceeds its critical value: there is some break."""


@dataclass(frozen=True, slots=True)
class BaiPerron:
    """Several breaks at unknown dates."""

    partitions: tuple[Partition, ...]
    """The best division with 0, 1, 2, ... breaks; shown even where no test can be."""
    against: tuple[float, ...]
    """Wald statistic of each number of breaks, 1, 2, ..., against none, divided by the breaks."""
    double_maximum: DoubleMaximum | None
    sequential: tuple[Sequential, ...]
    """Steps 0, 1, ... as far as a further break has room."""
    number_bic: int | None
    number_lwz: int | None
    number_sequential: int | None
    """Breaks before the first step that is not significant at `level`; the tests hold for errors
    as assumed, BIC and LWZ only for independent ones."""
    level: float
    shortest: int
    """Fewest observations of a regime, h."""
    regressors: int
    observations: int
    hac: Hac | None
    missing: Untested | None
    """Why there are no tests and no numbers of breaks."""


def bai_perron(
    series: ArrayLike | Design,
    *,
    shortest: int | None = None,
    most_breaks: int = 5,
    hac: Hac | None = None,
    level: float = 0.05,
) -> BaiPerron:
    """The tests and dates of Bai and Perron, for a mean or any linear regression.

    Args:
        series: Evenly spaced observations, NaN where one is missing, to test their mean; or a
            `design` with regressors that break or stay; n times q at most 2,000.
        shortest: Fewest observations of a regime, h; None for 15 % of the sample.
        most_breaks: M, at most as many as have room.
        hac: `newey_west` or `andrews` where errors hang together in time.
        level: 0.10, 0.05 or 0.01.

    Returns:
        Best divisions, tests and numbers of breaks. UDmax and WDmax only where the table has h/n
        (5, 10, 15, 20 or 25 %, the nearest below taken, which errs towards no break).

    Raises:
        UsageError: Shapes that do not fit, infinite numbers, an h below q + 1 or too large, a
            level or number of breaks outside its range.

    Source:
        Bai, J. and P. Perron (1998). Estimating and testing linear models with multiple structural
        changes. Econometrica 66: 47-78. Bai, J. and P. Perron (2003). Computation and analysis of
        multiple structural change models. Journal of Applied Econometrics 18: 1-22. Yao, Y.-C.
        (1988). Estimating the number of change-points via Schwarz' criterion. Statistics and
        Probability Letters 6: 181-189. Liu, J., S. Wu and J. V. Zidek (1997). On segmented
        multivariate regression. Statistica Sinica 7: 497-525. Departures: within each regime a
        further break keeps h observations (not a share of the regime) from its ends, and its
        p-value is the exact one for that: 1 - prod(1 - p_i) over the regimes.
    """
    model = as_design(series)
    n, q, p = model.size
    h = _shortest(model, shortest, level, most_breaks)
    most = min(most_breaks, n // h - 1)
    empty = BaiPerron((), (), None, (), None, None, None, level, h, q, n, hac, None)
    if model.missing or most < 1 or n - (most + 1) * q - p < 1:
        return replace(empty, missing=model.missing or Untested.TOO_SHORT)
    partitions = best_partitions(model, h, most)
    shown = replace(empty, partitions=partitions, missing=_untestable(model, partitions, h, hac))
    return shown if shown.missing else _tested(shown, model)


def _shortest(model: Design, shortest: int | None, level: float, most_breaks: int) -> int:
    n, q, _ = model.size
    if level not in (0.10, 0.05, 0.01):
        raise UsageError("Bai-Perron test", f"the level {level}", "0.10, 0.05 or 0.01")
    if not 1 <= most_breaks <= 20:
        raise UsageError("Bai-Perron test", f"{most_breaks} breaks", "1 to 20 of them")
    if n * q > 2000:
        raise UsageError(
            "Bai-Perron test", f"{n} observations and {q} breaking regressors", "a product to 2,000"
        )
    if shortest is None:
        return max(shortest_regime(n, 0.15), q + 1)
    if not q + 1 <= shortest <= n // 2:
        raise UsageError(
            "Bai-Perron test", f"regimes of {shortest}", f"{q + 1} to {n // 2} observations"
        )
    return shortest


def _tested(shown: BaiPerron, model: Design) -> BaiPerron:
    """The same with all tests and numbers of breaks."""
    partitions, h, hac = shown.partitions, shown.shortest, shown.hac
    against = tuple(wald(model, one.breaks, hac) / one.number for one in partitions[1:])
    if not np.isfinite(against).all():
        exact = Untested.PERFECT_FIT if np.isinf(against).any() else Untested.COLLINEAR
        return replace(shown, missing=exact)
    steps = _sequential(model, partitions, h, hac)
    significant = [step.p_value < shown.level for step in steps]
    return replace(
        shown,
        against=against,
        double_maximum=_double_maximum(
            against, shown.regressors, h / shown.observations, shown.level
        ),
        sequential=steps,
        number_bic=min(partitions, key=lambda one: one.bic).number,
        number_lwz=min(partitions, key=lambda one: one.lwz).number,
        number_sequential=significant.index(False) if False in significant else len(steps),
    )


def _untestable(
    model: Design, partitions: tuple[Partition, ...], h: int, hac: Hac | None
) -> Untested | None:
    n, q, _ = model.size
    if len(partitions) < 2:
        return Untested.COLLINEAR
    if partitions[-1].rss <= 1e-12 * partitions[0].rss:
        return Untested.PERFECT_FIT
    if n < (LEAST if hac is None else LEAST_HAC) or h < q + LEAST_PER_REGIME - 1:
        return Untested.TOO_SHORT
    return None


def _sequential(
    model: Design, partitions: tuple[Partition, ...], h: int, hac: Hac | None
) -> tuple[Sequential, ...]:
    """Every step l for which some regime of the best division into l + 1 has room for a cut."""
    n, q, _ = model.size
    steps = []
    for one in partitions:
        base = model.with_breaks(one.breaks)
        edges = (0, *one.breaks, n)
        best, at, holds = -np.inf, 0, []
        for start, end in pairwise(edges):
            dates = np.arange(start + h, end - h + 1)
            if not len(dates):
                continue
            path = scan(model, base, dates, end, hac)
            if np.isnan(path).all():
                continue  # no date at which a regressor varies on its own on both sides
            holds.append(min(h / (end - start), 0.49))
            if np.nanmax(path) > best:
                best, at = float(np.nanmax(path)), int(dates[np.nanargmax(path)])
        if not holds:
            break
        none = np.prod([1 - sup_f_p_value(max(best, 0.0), q, trimming) for trimming in holds])
        steps.append(Sequential(one.number, best, at, float(1 - none)))
    return tuple(steps)


def _double_maximum(
    against: tuple[float, ...], regressors: int, share: float, level: float
) -> DoubleMaximum | None:
    """None where the table has no row, or where fewer breaks have room than the table is for."""
    known = [trimming for trimming in (0.05, 0.10, 0.15, 0.20, 0.25) if trimming <= share + 1e-9]
    row = double_max_critical(level, regressors, known[-1]) if known else None
    if row is None:
        return None
    each, ud_critical, wd_critical = row
    highest = max(against[: len(each)])
    weighted = max(value * each[0] / one for value, one in zip(against, each, strict=False))
    return DoubleMaximum(highest, ud_critical, weighted, wd_critical, level, highest > ud_critical)
