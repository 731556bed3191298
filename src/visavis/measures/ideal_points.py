"""Ideal points of states, estimated from roll calls: where each stands in the one main dimension.

The trap is the scale: points have mean 0 and standard deviation 1 over all states and sessions
that were estimated together, so that neither points nor distances of two estimates can be mixed.

    votes = vv.measures.roll_call_input.roll_call_input(cast, calls, matches)
    points = vv.measures.ideal_points.ideal_points(votes.votes)
    points.frame  # state, session, ideal_point, low, high, votes, missing
    vv.measures.ideal_points.ideal_distance(points, "RUS", "CHN", 74)
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from visavis.errors import UsageError
from visavis.measures.ideal_point_draws import (
    Draws,
    Sampled,
    Start,
    authors_start,
    late_points,
    leaning,
    sampled,
    with_two_cuts,
)
from visavis.measures.ideal_point_rounds import Reached, Until, Walk, first_guess, rounds
from visavis.measures.vote_likelihood import Doubt, Floats, Ints, Items, votes_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Convergence", "Draws", "IdealPoints", "Until", "ideal_distance", "ideal_points"]

_WHERE = "ideal_points"
_COLUMNS = ("state", "session", "item", "position")
_NORMAL_95 = 1.6448536269514722
_SMOOTH = 0.5
"""The authors' parameter of smoothing; the smaller, the more the session before counts."""
_NEAR = Until(change=0.02, rounds=12)
"""Near enough for draws to start from."""
_ANCHORS: Mapping[Any, float] = {"USA": 1.0, "RUS": -1.0, "SUN": -1.0}
_STARTS: Mapping[Any, float] = {
    "USA": 3.0, "CAN": 3.0, "GBR": 3.0, "ISR": 3.0, "RUS": -2.0, "SUN": -2.0, "DDR": -2.0,
}  # fmt: skip
"""Where the authors' simulation has known states start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """How the estimation went: nothing is hidden that a reader needs to distrust it."""

    converged: bool
    """The last round moved points by less than the tolerance, in the root mean square; of draws:
    the means of the first and the second half of those kept differ by less."""
    rounds: int
    changes: tuple[float, ...]
    """Root mean square change of all points, by round, in standard deviations; of draws: of their
    means, from each twentieth of them to the next, which is mostly chance."""
    largest_change: float
    """Largest change of one point in the last round, or from half to half of the draws kept."""
    log_posterior: tuple[float, ...]
    """At the start of each round, up to a constant. The mode climbs it; a mean need not. Empty for
    draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdealPoints:
    """Points with intervals, the items they rest on, and what was left out."""

    frame: "pl.DataFrame"
    """state, session, ideal_point, low, high (5th and 95th percentile), votes (on contested
    items), missing: why there is no point, "" where there is one. Sorted by state and session."""
    items: "pl.DataFrame"
    """item, discrimination (positive: the anchors' positive side votes no), yes_cut, no_cut (null
    where nobody voted beyond it), yes, abstain, no."""
    convergence: Convergence
    unanimous_items: tuple[Hashable, ...]
    """Items on which all voted alike: they say nothing and were dropped."""


def ideal_points(  # noqa: PLR0913  # all but the first two by name
    votes: "pl.DataFrame",
    anchors: Mapping[Any, float] | None = None,
    *,
    estimate: Literal["mean", "mode", "monte_carlo"] = "mean",
    fewest_votes: int = 1,
    until: Until | None = None,
    draws: Draws | None = None,
) -> IdealPoints:
    """Ideal points by state and session: a dynamic ordinal item-response model.

    A vote is yes, abstention or no by where beta * theta plus a standard normal draw falls among
    the item's two cutpoints; beta has the prior N(0, 1), cutpoints a flat one; a state's point
    leans on that of its session before, with precision 2 (n + n_before) / n for n votes. Sessions
    are tied together by those leanings and by items voted on in several of them.

    Args:
        votes: Columns `state`, `session` (integer), `item`, `position` (1 yes, 2 abstain, 3 no).
            A state may vote on an item once a session, and on the same item in several.
        anchors: Which side known states are on, by their sign ("monte_carlo": where they start);
            by default the United States above, Russia and the Soviet Union below.
        estimate: "mean": the approximate posterior mean, solved for; a state's first session
            leans on its second, as the authors have it, others only back in time.
            "mode": the joint mode of all parameters under a random walk in both directions.
            "monte_carlo": the authors' procedure, seeded; it alone comes near what they published
            before about 1960, and slower. Its last digits are chance.
        fewest_votes: Fewest votes on contested items for a point; with less it is missing.
        until: When "mean" and "mode" end; see `convergence.converged`.
        draws: How long "monte_carlo" runs, and from which seed.

    Returns:
        Points with mean 0, and with standard deviation 1 once their own uncertainty is counted in
        (for the mode: without). Intervals hold for a point given all others, on this scale; with
        "monte_carlo" they are those of the draws.

    Raises:
        UsageError: A column is missing or has other values, a state voted twice on an item in a
            session, fewer than two states voted on contested items, or no anchor is among them.

    Source:
        Bailey, M. A., A. Strezhnev and E. Voeten (2017). Estimating Dynamic State Preferences
        from United Nations Voting Data. Journal of Conflict Resolution 61 (2): 430-456. They
        sample; "mean" takes points and items as normal. A step of their cutpoints cannot be
        retraced where next to nobody abstained: such items leave their posterior, and early
        sessions lie higher. "mean" is the default as the model's own, deterministic and quick.
    """
    until, draws = until or Until(), draws or Draws()
    table = _checked(votes)
    kept, alike = _contested(table, fewest_votes)
    draw = estimate == "monte_carlo"
    usual = _STARTS if draw else _ANCHORS
    problem = _Problem.of(kept, usual if anchors is None else anchors)
    reached = problem.sampled(draws) if draw else problem.solved(estimate, until)
    return IdealPoints(
        frame=_points(table, alike, problem, reached),
        items=_item_frame(problem, reached.items),
        convergence=_convergence(reached, until, draws),
        unanimous_items=tuple(alike),
    )


def _convergence(reached: Reached | Sampled, until: Until, draws: Draws) -> Convergence:
    if isinstance(reached, Sampled):
        return Convergence(
            converged=reached.halves <= draws.apart,
            rounds=draws.opening + draws.early + draws.sweeps,
            changes=reached.changes,
            largest_change=reached.largest,
            log_posterior=(),
        )
    return Convergence(
        converged=reached.changes[-1] <= until.change,
        rounds=len(reached.changes),
        changes=reached.changes,
        largest_change=reached.largest_change,
        log_posterior=reached.log_posterior,
    )


def ideal_distance(points: IdealPoints, a: Hashable, b: Hashable, session: int) -> float | None:
    """How far apart `a` and `b` stand in a session, never negative; None where one has no point.

    Raises:
        UsageError: A state is not among those estimated at all.
    """
    import polars as pl

    found: list[float | None] = []
    for state in (a, b):
        rows = points.frame.filter(pl.col("state") == state)
        if not rows.height:
            raise UsageError("ideal_distance", f"the state {state!r}", "a state with votes")
        here = rows.filter(pl.col("session") == session)["ideal_point"].to_list()
        found.append(here[0] if here else None)
    return None if found[0] is None or found[1] is None else abs(found[0] - found[1])


def _checked(votes: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    missing = [name for name in _COLUMNS if name not in votes.columns]
    if missing:
        raise UsageError(_WHERE, f"no column {missing[0]}", ", ".join(_COLUMNS))
    table = votes.select(_COLUMNS)
    if not table.height:
        raise UsageError(_WHERE, "no votes", "at least two states that voted")
    if any(table.null_count().row(0)):
        raise UsageError(_WHERE, "an empty cell", "a state, a session, an item and a position")
    if not (table["session"].dtype.is_integer() and table["position"].dtype.is_integer()):
        raise UsageError(_WHERE, "sessions or positions that are no integers", "whole numbers")
    strange = table.filter(~pl.col("position").is_in([1, 2, 3]))
    if strange.height:
        found = f"the position {strange['position'][0]}"
        raise UsageError(_WHERE, found, "1 for yes, 2 for abstention or 3 for no")
    # One order of summing, whatever the order of the rows.
    table = table.sort("item", "state", "session")
    keys = ("item", "state", "session")
    twice = table.filter(pl.all_horizontal(pl.col(key) == pl.col(key).shift() for key in keys))
    if twice.height:
        state, session, item, _ = twice.row(0)
        found = f"two votes of {state} on {item} in session {session}"
        raise UsageError(_WHERE, found, "one vote of a state on an item in a session")
    return table


def _contested(table: "pl.DataFrame", fewest: int) -> tuple["pl.DataFrame", list[Hashable]]:
    """The votes on items that divide, by states with enough of them, and the other items."""
    import polars as pl

    kept = table
    while True:
        height = kept.height
        spread = pl.col("position").max().over("item") - pl.col("position").min().over("item")
        kept = kept.filter(spread > 0)
        kept = kept.filter(pl.len().over("state", "session") >= fewest)
        if kept.height == height:
            break
    if kept["state"].n_unique() < 2:
        found = f"{kept['state'].n_unique()} states with votes on contested items"
        raise UsageError(_WHERE, found, "at least two")
    dropped = table.join(kept, on="item", how="anti")["item"].unique().sort().to_list()
    return kept, dropped


@dataclass(frozen=True, slots=True)
class _Problem:
    """The votes as numbers: points are states in sessions, sorted by both."""

    keys: "pl.DataFrame"
    """state, session and number of votes of each point."""
    item_keys: "pl.DataFrame"
    answers: tuple[Ints, Ints, Ints]
    chain: Ints
    anchors: Floats
    named: tuple[int, ...]
    """The anchors' numbers among the states, in the order in which they were named."""

    @classmethod
    def of(cls, kept: "pl.DataFrame", anchors: Mapping[Any, float]) -> "_Problem":
        import polars as pl

        keys = kept.group_by("state", "session").agg(votes=pl.len()).sort("state", "session")
        items = kept.group_by("item").agg(
            (pl.col("position") == at).sum().alias(name)
            for at, name in ((1, "yes"), (2, "abstain"), (3, "no"))
        )
        items = items.sort("item")
        point_of = keys.with_row_index("point")
        number_of = items.with_row_index("number")
        numbered = kept.join(point_of, on=["state", "session"], how="left", maintain_order="left")
        numbered = numbered.join(number_of, on="item", how="left", maintain_order="left")
        answers = tuple(
            numbered[name].cast(pl.Int64).to_numpy() for name in ("number", "point", "position")
        )
        states = keys["state"].unique().sort()
        chain = keys["state"].rank("dense").cast(pl.Int64).to_numpy() - 1
        sides = np.array([float(anchors.get(state, 0.0)) for state in states.to_list()])
        if not sides.any():
            names = ", ".join(str(state) for state in anchors)
            raise UsageError(_WHERE, "votes of none of the anchors", f"votes of {names}")
        number = {state: place for place, state in enumerate(states.to_list())}
        named = tuple(number[state] for state in anchors if state in number)
        return cls(keys, items, (answers[0], answers[1], answers[2]), chain, sides, named)

    def solved(self, estimate: str, until: Until) -> Reached:
        item, point, position = self.answers
        votes = votes_of(item, point, position)
        number = self.keys["votes"].to_numpy().astype(float)
        is_first = np.r_[True, self.chain[1:] != self.chain[:-1]]
        back = _precision(number, is_first)
        start = first_guess(votes, self.chain, self.anchors, self.answers)
        if estimate == "mode":
            walk = _both_ways(back)
            return rounds(votes, walk, start, None, until)
        walk = _back(number, back, is_first)

        def inertia(items: Items, doubt: Doubt) -> Floats:
            # What a sampler that redraws each vote's utility knows of a point: it resists being
            # standardised with the sum of squared discriminations, not with its whole curvature.
            square = items.beta * items.beta + doubt.items[:, 0, 0]
            found: Floats = np.bincount(point, square[item], votes.points) + walk.main
            return found

        return rounds(votes, walk, start, inertia, until)

    def sampled(self, draws: Draws) -> Sampled:
        near = self.solved("mean", _NEAR)
        number = self.keys["votes"].to_numpy().astype(float)
        counts = self.item_keys.select("yes", "abstain", "no").to_numpy().astype(float)
        starts = (
            authors_start(self.anchors[self.chain], self._leading_answers(), counts),
            Start(near.theta, with_two_cuts(near.items, counts)),
        )
        late = late_points(self.keys["session"].to_numpy(), number)
        return sampled(self.answers, leaning(self.chain, number, _SMOOTH), starts, late, draws)

    def _leading_answers(self) -> tuple[Ints, Ints]:
        """Answers of the first-named anchor of each side by item, its last if it has several."""
        item, point, position = self.answers
        found = []
        for side in (1.0, -1.0):
            given = np.zeros(self.item_keys.height, dtype=np.int64)
            of_side = [state for state in self.named if self.anchors[state] * side > 0]
            for state in of_side[:1]:
                votes = self.chain[point] == state
                given[item[votes]] = position[votes]
            found.append(given)
        return found[0], found[1]


def _precision(number: Floats, is_first: NDArray[np.bool_]) -> Floats:
    """Precision with which each point leans on the one before in its chain; 0 for the first."""
    before = np.r_[0.0, number[:-1]]
    return np.where(is_first, 0.0, (number + before) / (_SMOOTH * number))


def _both_ways(back: Floats) -> Walk:
    ahead = np.r_[back[1:], 0.0]
    return Walk(-back, back + ahead, -ahead)


def _back(number: Floats, back: Floats, is_first: NDArray[np.bool_]) -> Walk:
    """Each point leans on the one before; a chain's first one on its second, where it has one."""
    after = np.r_[number[1:], 0.0]
    has_next = is_first & ~np.r_[is_first[1:], True]
    ahead = np.where(has_next, (number + after) / (_SMOOTH * number), 0.0)
    return Walk(-back, back + ahead, -ahead)


def _points(
    table: "pl.DataFrame", alike: list[Hashable], problem: _Problem, reached: Reached | Sampled
) -> "pl.DataFrame":
    import polars as pl

    reach = _NORMAL_95 * reached.deviations
    found = problem.keys.with_columns(
        ideal_point=pl.Series(reached.theta),
        low=pl.Series(reached.theta - reach),
        high=pl.Series(reached.theta + reach),
    )
    contested = table.filter(~pl.col("item").is_in(alike)) if alike else table
    counted = contested.group_by("state", "session").agg(contested=pl.len())
    everyone = table.select("state", "session").unique()
    rows = everyone.join(found, on=["state", "session"], how="left")
    rows = rows.join(counted, on=["state", "session"], how="left")
    number = pl.coalesce("votes", "contested", pl.lit(0)).cast(pl.Int64)
    why = (
        pl.when(pl.col("ideal_point").is_not_null())
        .then(pl.lit(""))
        .when(pl.col("contested").is_null())
        .then(pl.lit("no_contested_vote"))
    )
    return rows.select(
        "state", "session", "ideal_point", "low", "high", votes=number,
        missing=why.otherwise(pl.lit("too_few_votes")),
    ).sort("state", "session")  # fmt: skip


def _item_frame(problem: _Problem, items: Items) -> "pl.DataFrame":
    import polars as pl

    beyond_yes, beyond_no = pl.col("yes") > 0, pl.col("no") > 0
    only = pl.col("first")
    frame = problem.item_keys.with_columns(
        discrimination=pl.Series(items.beta),
        first=pl.Series(items.cuts[:, 0]),
        second=pl.Series(items.cuts[:, 1]),
    )
    has_both = beyond_yes & beyond_no & (pl.col("abstain") > 0)
    second = pl.when(has_both).then(pl.col("second")).otherwise(only)
    return frame.select(
        "item", "discrimination", yes_cut=pl.when(beyond_yes).then(only),
        no_cut=pl.when(beyond_no).then(second), yes="yes", abstain="abstain", no="no",
    )  # fmt: skip
