"""S, kappa and pi of two states over roll calls: the field's measures on the rows of the store.

The trap is the choice of votes. They are taken over the same roll calls as agreement, those that
divided the Assembly, so that all measures of a row rest on the same n; fpsim and Häge keep the few
unanimous ones, which makes two states look a little more alike.
"""

from collections.abc import Iterable
from typing import NamedTuple

from visavis.measures.figures.stances import is_unanimous
from visavis.measures.similarity import VOTE_LEVELS, Score, kappa, pi, s
from visavis.workbench.ballots import Ballot

__all__ = ["Likeness", "likeness"]

_LEVELS = {"yes": 1.0, "abstain": 2.0, "no": 3.0}
_NO_POSITION = float("nan")


class Likeness(NamedTuple):
    """Four measures, each from -1 to 1, with the reason where one has no value."""

    s_absolute: Score
    s_squared: Score
    kappa: Score
    pi: Score


def likeness(held: Iterable[Ballot], a: str, b: str) -> Likeness:
    """How alike `a` and `b` voted in those of the roll calls that divided the Assembly.

    S with absolute and with squared distances, unweighted; kappa and pi with squared ones.

    Source: as in `visavis.measures.similarity`.
    """
    divided = [each for each in held if not is_unanimous(each.call)]
    ours, theirs = (
        [_LEVELS.get(each.casts.get(state, ""), _NO_POSITION) for each in divided]
        for state in (a, b)
    )
    return Likeness(
        s_absolute=s(ours, theirs, VOTE_LEVELS),
        s_squared=s(ours, theirs, VOTE_LEVELS, distance="squared"),
        kappa=kappa(ours, theirs, VOTE_LEVELS),
        pi=pi(ours, theirs, VOTE_LEVELS),
    )
