"""How concentrated trade is: on few partners, and within or between blocs of partners.

The trap is direction. Every index here takes shares without names, so (.8, .2) and (.2, .8) give
the same value, within blocs and between them: a turn from one bloc to another needs the signed
shares beside it (`visavis.measures.pivot`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import checked_table, partners_only, sums
from visavis.model.figures import Missing

__all__ = [
    "BlocPart",
    "Theil",
    "by_owner",
    "effective_partners",
    "entropy",
    "hhi",
    "hhi_normalised",
    "hirschman",
    "theil",
]


def hhi(amounts: Sequence[float]) -> float:
    """The Herfindahl-Hirschman index sum s^2: 1 for one partner, 1/n for n alike.

    Args:
        amounts: The amount of each partner, in any unit; zeros change nothing.

    Raises:
        UsageError: An amount is unknown, negative or not finite, or all are zero.

    Source: Herfindahl, O. C. (1950): Concentration in the Steel Industry, Columbia University;
    Hirschman, A. O. (1964): The Paternity of an Index. American Economic Review 54(5), 761-762.
    WITS publishes it in this form, not normalised.
    """
    return math.fsum(share * share for share in _shares(amounts))


def hhi_normalised(amounts: Sequence[float]) -> float:
    """(HHI - 1/n) / (1 - 1/n): 0 for n partners alike, 1 for one of them alone.

    Args:
        amounts: One for each of the n possible partners: here a zero counts, since it is among n.

    Raises:
        UsageError: As for `hhi`, or there is one possible partner alone.

    Source: As for `hhi`.
    """
    least = 1 / len(amounts) if len(amounts) else 1.0
    found = hhi(amounts)
    if len(amounts) == 1:
        raise UsageError("normalised HHI", "one possible partner", "two or more")
    return (found - least) / (1 - least)


def effective_partners(amounts: Sequence[float]) -> float:
    """1 / HHI: how many partners alike would be as concentrated; 1 to n.

    Raises:
        UsageError: As for `hhi`.

    Source: Laakso, M., and Taagepera, R. (1979): "Effective" Number of Parties: A Measure with
    Application to West Europe. Comparative Political Studies 12(1), 3-27, for parties.
    """
    return 1 / hhi(amounts)


def hirschman(amounts: Sequence[float]) -> float:
    """Hirschman's index of 1945, 100 sqrt(sum s^2): 100 for one partner alone.

    Raises:
        UsageError: As for `hhi`.

    Source: Hirschman, A. O. (1945): National Power and the Structure of Foreign Trade. University
    of California Press.
    """
    return 100 * math.sqrt(hhi(amounts))


def entropy(amounts: Sequence[float]) -> float:
    """-sum s ln s, in nats: 0 for one partner, ln n for n alike.

    Raises:
        UsageError: As for `hhi`.

    Source: Shannon, C. E. (1948): A Mathematical Theory of Communication. Bell System Technical
    Journal 27(3), 379-423.
    """
    return math.fsum(-share * math.log(share) for share in _shares(amounts) if share > 0)


@dataclass(frozen=True, slots=True)
class BlocPart:
    """One bloc's part in Theil's index."""

    bloc: str
    share: float
    """s_g: the bloc's share of all, the number that says which way a turn went."""
    partners: int
    """n_g."""
    within: float
    """T_g: Theil's index among its own partners, 0 to ln n_g; 0 where the bloc has no trade."""


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's index, `between` blocs plus `within` them; `blocs` sorted by name."""

    total: float
    between: float
    within: float
    blocs: tuple[BlocPart, ...]


def theil(amounts: Mapping[str, float], blocs: Mapping[str, str]) -> Theil:
    """T = sum s ln(n s), 0 for n partners alike to ln n for one alone, and its two parts.

    between = sum_g s_g ln(s_g n / n_g), within = sum_g s_g T_g. The between term measures
    concentration across blocs and not direction: it cannot tell (.8, .2) from (.2, .8) of two
    blocs of one size, so give `blocs[...].share` beside it.

    Args:
        amounts: The amount of each of the n possible partners, zeros among them.
        blocs: The one bloc of each partner.

    Raises:
        UsageError: As for `hhi`, or a partner has no bloc.

    Source: Theil, H. (1967): Economics and Information Theory. North-Holland.
    """
    lacking = sorted(set(amounts) - set(blocs))
    if lacking:
        raise UsageError("Theil's index", f"no bloc for {', '.join(lacking)}", "one for each")
    partners = sorted(amounts)
    shares = dict(zip(partners, _shares([amounts[name] for name in partners]), strict=True))
    parts = []
    for bloc in sorted({blocs[name] for name in partners}):
        inside = [shares[name] for name in partners if blocs[name] == bloc]
        share = math.fsum(inside)
        parts.append(BlocPart(bloc, share, len(inside), _theil(inside) if share > 0 else 0.0))
    n = len(partners)
    between = math.fsum(
        part.share * math.log(part.share * n / part.partners) for part in parts if part.share > 0
    )
    within = math.fsum(part.share * part.within for part in parts)
    return Theil(_theil(list(shares.values())), between, within, tuple(parts))


def by_owner(flows: pl.DataFrame, *, side: str = "exports") -> pl.DataFrame:
    """HHI, effective partners and the largest partner of each state and year.

    Args:
        flows: `exporter`, `importer`, `year`, `value`; rows with `WLD` are left aside, so that the
            indexes are those of the named partners.
        side: `exports` (partners are importers) or `imports` (partners are exporters).

    Returns:
        `owner`, `year`, `partners` (with trade above zero), `hhi`, `effective_partners`,
        `largest`, `largest_share`, `missing`: `incomplete` where a partner's amount is unknown,
        `undefined` where there is no trade. Of two largest alike the first by name is given.

    Raises:
        UsageError: The table is not as described, or the side is neither.
    """
    if side not in ("exports", "imports"):
        raise UsageError("concentration", f"side {side!r}", "exports or imports")
    owner, partner = ("exporter", "importer") if side == "exports" else ("importer", "exporter")
    rows = partners_only(checked_table(flows, where="the flows")).select(
        pl.col(owner).alias("owner"), "year", pl.col(partner).alias("partner"), "value"
    )
    key = ("owner", "year")
    whole = sums(rows, key).rename({"value": "whole"})
    shares = rows.join(whole, on=key).with_columns(
        pl.when(pl.col("whole") > 0).then(pl.col("value") / pl.col("whole")).alias("share")
    )
    squares = sums(shares.with_columns(pl.col("share") ** 2), key, "share")
    largest = (
        shares.drop_nulls("share")
        .sort(["owner", "year", "share", "partner"], descending=[False, False, True, False])
        .unique(key, keep="first", maintain_order=True)
        .select(*key, pl.col("partner").alias("largest"), pl.col("share").alias("largest_share"))
    )
    trading = rows.group_by(key).agg((pl.col("value") > 0).sum().alias("partners"))
    reason = (
        pl.when(pl.col("whole").is_null())
        .then(pl.lit(Missing.INCOMPLETE.value))
        .when(pl.col("whole") == 0)
        .then(pl.lit(Missing.UNDEFINED.value))
    )
    found = whole.join(squares.select(*key, pl.col("share").alias("hhi")), on=key)
    found = found.join(trading, on=key).join(largest, on=key, how="left")
    return found.select(
        *key, "partners", "hhi", (1 / pl.col("hhi")).alias("effective_partners"), "largest",
        "largest_share", reason.alias("missing"),
    ).sort(key)  # fmt: skip


def _shares(amounts: Sequence[float]) -> list[float]:
    for amount in amounts:
        if amount is None or not math.isfinite(amount) or amount < 0:
            raise UsageError("concentration", f"an amount of {amount}", "zero or more, and known")
    whole = math.fsum(amounts)
    if not whole > 0:
        raise UsageError("concentration", "no trade at all", "an amount above zero")
    return [amount / whole for amount in amounts]


def _theil(amounts: Sequence[float]) -> float:
    n = len(amounts)
    return math.fsum(share * math.log(n * share) for share in _shares(amounts) if share > 0)
