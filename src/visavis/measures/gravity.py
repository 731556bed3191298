"""Expected trade by gravity: what two states would trade if they were like all the others.

X_ijt = exp(a_it + b_jt + z_ijt beta) e by Poisson pseudo-maximum likelihood (PPML). The trap is
Fally's: with exporter-time and importer-time effects the fitted flows of every exporter and of
every importer add up to the actual ones, so within the sample nobody trades too little with all,
and a pair's fit is pulled to its own value. Expected flows here are therefore predicted for pairs
that were not in the estimation; even so "Russia under-trades with everybody" cannot be found, only
that it trades less with one partner than with the rest.
"""

import warnings
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import FLOW, checked_table
from visavis.model.figures import Missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Coefficient", "Gravity", "expected_trade"]

_EFFECTS = ("exporter_year", "importer_year")
_TIGHT = 1e-12
_SAME_PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """An elasticity, where the covariate is a logarithm, with two standard errors."""

    name: str
    estimate: float
    clustered: float
    """Clustered by unordered pair: flows both ways and all years of a pair may hang together."""
    dyadic: float | None
    """Robust to pairs that share a member; None where the estimate of it is below zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gravity:
    """The fit without the pairs set apart, and what it says of them."""

    coefficients: tuple[Coefficient, ...]
    observations: int
    """Flows in the estimation, zeros among them."""
    zeros: int
    """Zeros among them."""
    separated: int
    """Zeros of an exporter or importer that traded nothing in its year, or that a covariate
    foretells without error: they say nothing about the coefficients and are left out."""
    unknown: int
    """Flows without an amount or a covariate: left out."""
    pairs: int
    """Unordered pairs in the estimation: the clusters."""
    expected: pl.DataFrame
    """Of the pairs set apart: `exporter`, `importer`, `year`, `value`, `expected`, `ratio`,
    `missing`.

    A ratio above 1 is more trade than expected; `not_reported` where the amount or a covariate is
    unknown, `undefined` where nothing else shows what one of the two trades in that year.
    """


def expected_trade(
    flows: pl.DataFrame, covariates: Sequence[str], *, apart: Collection[tuple[str, str]]
) -> Gravity:
    """What the pairs set apart would trade by the gravity of all the others, and what they do.

    Args:
        flows: `exporter`, `importer`, `year`, `value` and the covariates: all flows between the
            states that are to count, zeros as rows of 0 (a pair without a row is not in it).
        covariates: Columns that vary between the pairs of one state and year: log distance,
            contiguity, language, agreements. GDP does not; the effects hold it.
        apart: Pairs to predict, in either order; both of their flows, in all years, are kept out of
            the estimation.

    Raises:
        UsageError: The table is not as described, a pair is not in it, a covariate is none, or the
            extra `stats` is not installed.

    Source: Santos Silva, J. M. C., and Tenreyro, S. (2006): The Log of Gravity. The Review of
    Economics and Statistics 88(4), 641-658, for PPML. Yotov, Y. V., Piermartini, R., Monteiro,
    J.-A., and Larch, M. (2016): An Advanced Guide to Trade Policy Analysis, WTO, for the effects.
    Fally, T. (2015): Structural Gravity and Fixed Effects. Journal of International Economics
    97(1), 76-85. Correia, S., Guimaraes, P., and Zylkin, T. (2020): Fast Poisson Estimation with
    High-Dimensional Fixed Effects. The Stata Journal 20(1), 95-115, for separation, which is found
    here by a linear programme. Aronow, P. M., Samii, C., and Assenova, V. A. (2015): Cluster-Robust
    Variance Estimation for Dyadic Data. Political Analysis 23(4), 564-577. Departure: no
    small-sample factor on the dyadic errors. The published tables of The Log of Gravity are not
    among our tests, since their data are not at hand; the tests hold PPML against another
    implementation and against known elasticities.
    """
    table = _table(flows, covariates)
    asked = {_pair(*each) for each in apart}
    lacking = sorted(asked - set(table[_SAME_PAIR].to_list()))
    if not asked or lacking:
        found = f"no flow of {', '.join(lacking)}" if lacking else "no pair set apart"
        raise UsageError("expected trade", found, "pairs that the table has")
    held = pl.col(_SAME_PAIR).is_in(sorted(asked))
    usable = pl.all_horizontal(pl.col("value", *covariates).is_not_null())
    rest = table.filter(~held)
    known = rest.filter(usable)
    fitted, train = _fit(known, covariates)
    errors = _errors(fitted, train, covariates)
    return Gravity(
        coefficients=errors,
        observations=train.height,
        zeros=train.filter(pl.col("value") == 0).height,
        separated=known.height - train.height,
        unknown=rest.height - known.height,
        pairs=train[_SAME_PAIR].n_unique(),
        expected=_expected(fitted, table.filter(held), covariates),
    )


def _pair(one: str, other: str) -> str:
    return f"{min(one, other)}-{max(one, other)}"


def _table(flows: pl.DataFrame, covariates: Sequence[str]) -> pl.DataFrame:
    checked_table(flows, where="the flows")
    if not covariates or len(set(covariates)) < len(covariates):
        found = f"the covariates {', '.join(covariates) or 'none'}"
        raise UsageError("expected trade", found, "at least one, and each once")
    lacking = [name for name in covariates if name not in flows.columns]
    if lacking:
        raise UsageError("the flows", f"no column {', '.join(lacking)}", "the covariates")
    numbers = flows.select(*FLOW, *(pl.col(c).cast(pl.Float64) for c in ("value", *covariates)))
    bad = [name for name in covariates if not numbers[name].drop_nulls().is_finite().all()]
    if bad:
        raise UsageError("the flows", f"no finite number in {', '.join(bad)}", "numbers or null")
    low, high = pl.min_horizontal("exporter", "importer"), pl.max_horizontal("exporter", "importer")
    return numbers.sort(FLOW).with_columns(
        (low + "-" + high).alias(_SAME_PAIR),
        (pl.col("exporter") + "@" + pl.col("year").cast(pl.String)).alias(_EFFECTS[0]),
        (pl.col("importer") + "@" + pl.col("year").cast(pl.String)).alias(_EFFECTS[1]),
    )


def _fit(known: pl.DataFrame, covariates: Sequence[str]) -> tuple[Any, pl.DataFrame]:
    """The fit, and the rows that it rests on."""
    try:
        import pyfixest
    except ImportError:
        expected = "it: pip install 'visavis[stats]'"
        raise UsageError("gravity", "no library pyfixest", expected) from None
    train = _without_empty(known)
    train = train.filter(~pl.Series(_separated(train, covariates), dtype=pl.Boolean))
    if train[_SAME_PAIR].n_unique() <= len(covariates) + 1:
        found = f"{train[_SAME_PAIR].n_unique()} pairs with trade"
        raise UsageError("expected trade", found, "more pairs than covariates to estimate from")
    terms = " + ".join(_names(covariates).values())
    formula = f"value ~ {terms} | {' + '.join(_EFFECTS)}"
    with warnings.catch_warnings():
        # Collinear covariates are refused below, by name.
        warnings.simplefilter("ignore")
        try:
            fitted = pyfixest.fepois(
                formula, _pandas(train, covariates), vcov={"CRV1": _SAME_PAIR}, iwls_tol=1e-10,
                iwls_maxiter=100,
            )  # fmt: skip
        except (ValueError, pyfixest.errors.NonConvergenceError):
            found = "flows from which the iterations find no estimate"
            raise UsageError("expected trade", found, "more trade between the states") from None
    estimated = set(fitted.coef().index)
    absorbed = [c for c, name in _names(covariates).items() if name not in estimated]
    if absorbed:
        found = f"{', '.join(absorbed)}, which the effects, other covariates or zeros alone settle"
        raise UsageError("expected trade", found, "covariates that vary between pairs that trade")
    used = np.ones(train.height, dtype=bool)
    used[np.asarray(fitted.na_index, dtype=np.int64)] = False
    return fitted, train.filter(pl.Series(used))


def _separated(train: pl.DataFrame, covariates: Sequence[str]) -> "NDArray[np.bool_]":
    """Zeros that a combination of covariates and effects foretells without error.

    A combination that is 0 beside every flow above zero and nowhere above 0 makes a zero the more
    likely the larger it is taken, without end, wherever it is below 0. The programme finds all such
    zeros at once: u = 1 for each, 0 for the others.
    """
    value = train["value"].to_numpy()
    zero = value == 0
    if not zero.any() or zero.all():
        return np.zeros(train.height, dtype=bool)
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, hstack, identity

    columns = train.select(covariates).to_numpy()
    spread = columns.std(axis=0)
    scaled = (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1)
    design = hstack([csr_matrix(scaled), _dummies(train)]).tocsr()
    known, count = design.shape[1], int(zero.sum())
    empty = csr_matrix((int((~zero).sum()), count))
    found = linprog(
        np.concatenate([np.zeros(known), -np.ones(count)]),
        A_ub=hstack([design[zero], identity(count)]), b_ub=np.zeros(count),
        A_eq=hstack([design[~zero], empty]), b_eq=np.zeros(int((~zero).sum())),
        bounds=[(None, None)] * known + [(0, 1)] * count, method="highs",
    )  # fmt: skip
    if not found.success:
        raise UsageError("expected trade", f"zeros that no programme sorts ({found.message})",
                         "fewer zeros")  # fmt: skip
    separated = np.zeros(train.height, dtype=bool)
    separated[np.flatnonzero(zero)[found.x[known:] > 0.5]] = True
    return separated


def _dummies(train: pl.DataFrame) -> Any:
    """A sparse matrix with a column for each exporter's and each importer's year."""
    from scipy.sparse import csr_matrix, hstack

    rows = np.arange(train.height)
    blocks = []
    for effect in _EFFECTS:
        _, codes = np.unique(train[effect].to_numpy(), return_inverse=True)
        blocks.append(csr_matrix((np.ones(train.height), (rows, codes))))
    return hstack(blocks).tocsr()


def _without_empty(known: pl.DataFrame) -> pl.DataFrame:
    """Without exporters and importers that trade nothing in a year, until none is left."""
    while True:
        traded = pl.all_horizontal((pl.col("value").sum().over(effect) > 0) for effect in _EFFECTS)
        kept = known.filter(traded)
        if kept.height == known.height:
            return kept
        known = kept


def _names(covariates: Sequence[str]) -> dict[str, str]:
    """Names that mean nothing in a formula, whatever the columns are called."""
    return {covariate: f"z{at}" for at, covariate in enumerate(covariates)}


def _pandas(rows: pl.DataFrame, covariates: Sequence[str]) -> Any:
    import pandas

    columns = {each: each for each in ("value", _SAME_PAIR, *_EFFECTS)}
    columns |= {name: covariate for covariate, name in _names(covariates).items()}
    return pandas.DataFrame({name: rows[column].to_list() for name, column in columns.items()})


def _predicted(fitted: Any, rows: pl.DataFrame, covariates: Sequence[str]) -> "NDArray[np.float64]":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = fitted.predict(
            newdata=_pandas(rows, covariates), type="response", atol=_TIGHT, btol=_TIGHT
        )
    return np.asarray(found, dtype=np.float64)


def _errors(fitted: Any, train: pl.DataFrame, covariates: Sequence[str]) -> tuple[Coefficient, ...]:
    """Both standard errors; the dyadic ones from the scores of the covariates net of the effects.

    The sum over all pairs of rows that share a member: by member, less the rows of one pair, which
    share two and were counted twice.
    """
    means = _predicted(fitted, train, covariates)
    net = _net_of_effects(train, covariates, means)
    scores = net * (train["value"].to_numpy() - means)[:, None]
    bread = np.linalg.inv(net.T @ (net * means[:, None]))
    members = sorted({*train["exporter"].to_list(), *train["importer"].to_list()})
    meat = np.zeros((len(covariates), len(covariates)))
    exporter, importer = train["exporter"].to_numpy(), train["importer"].to_numpy()
    for member in members:
        part = scores[(exporter == member) | (importer == member)].sum(axis=0)
        meat += np.outer(part, part)
    pairs = train[_SAME_PAIR].to_numpy()
    _, codes = np.unique(pairs, return_inverse=True)
    by_pair = np.zeros((codes.max() + 1, len(covariates)))
    np.add.at(by_pair, codes, scores)
    meat -= by_pair.T @ by_pair
    variances = np.diag(bread @ meat @ bread)
    estimates, clustered = fitted.coef(), fitted.se()
    return tuple(
        Coefficient(
            covariate, float(estimates[name]), float(clustered[name]),
            float(np.sqrt(variance)) if variance > 0 else None,
        )
        for (covariate, name), variance in zip(_names(covariates).items(), variances, strict=True)
    )  # fmt: skip


def _net_of_effects(
    train: pl.DataFrame, covariates: Sequence[str], means: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """The covariates less what the effects explain of them, rows weighted by their means."""
    from scipy.sparse.linalg import lsqr

    dummies = _dummies(train)
    root = np.sqrt(means)
    weighted = dummies.multiply(root[:, None]).tocsr()
    net = np.empty((train.height, len(covariates)))
    for at, name in enumerate(covariates):
        column = train[name].to_numpy()
        effects = lsqr(weighted, root * column, atol=_TIGHT, btol=_TIGHT, iter_lim=10_000)[0]
        net[:, at] = column - dummies @ effects
    return net


def _expected(fitted: Any, rows: pl.DataFrame, covariates: Sequence[str]) -> pl.DataFrame:
    known = rows.filter(pl.all_horizontal(pl.col(list(covariates)).is_not_null()))
    means = _predicted(fitted, known, covariates) if known.height else np.empty(0)
    predicted = known.select(FLOW).with_columns(
        pl.Series("expected", means, pl.Float64).fill_nan(None),
        pl.lit(value=True).alias("tried"),
    )
    both = rows.select(*FLOW, "value").join(predicted, on=list(FLOW), how="left")
    missing = (
        pl.when(pl.col("value").is_null() | pl.col("tried").is_null())
        .then(pl.lit(Missing.NOT_REPORTED.value))
        .when(pl.col("expected").is_null())
        .then(pl.lit(Missing.UNDEFINED.value))
    )
    ratio = pl.when(missing.is_null()).then(pl.col("value") / pl.col("expected"))
    return both.select(
        *FLOW, "value", "expected", ratio.alias("ratio"), missing.alias("missing")
    ).sort(FLOW)
