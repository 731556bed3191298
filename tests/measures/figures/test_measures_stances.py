"""How two states stand to each other in roll calls, counted by hand and by property."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.measures.figures.stances import Stances, counted, stance
from visavis.model.facts import RollCall, TalliedRollCall

VOTES = ("yes", "no", "abstain", "absent", None)
positions = st.lists(st.tuples(st.sampled_from(VOTES), st.sampled_from(VOTES)), max_size=30)


def ballot(*tally: int, **casts: str | None) -> tuple[TalliedRollCall, dict[str, str]]:
    call = TalliedRollCall("s", "v", RollCall("1", "", date(2020, 1, 1), ""), *tally)
    return call, {state: cast for state, cast in casts.items() if cast is not None}


def ballots(cast: Sequence[tuple[str | None, str | None]]):
    """Roll calls that divide the Assembly whatever the two do."""
    return [ballot(60, 50, 10, 0, A=ours, B=theirs) for ours, theirs in cast]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("yes", "yes", "same"), ("abstain", "abstain", "same"), ("yes", "no", "opposite"),
        ("yes", "abstain", "one_abstains"), ("no", "abstain", "one_abstains"),
        ("yes", "absent", "not_both"), ("absent", "absent", "not_both"), ("no", None, "not_both"),
    ],
)  # fmt: skip
def test_an_absence_is_neither_agreement_nor_its_opposite(ours, theirs, expected) -> None:
    assert stance(ours, theirs) == expected


def test_agreement_by_hand() -> None:
    """Same, same, one abstains, opposite: (1 + 1 + 1/2 + 0) / 4 = 62.5 %."""
    found = counted(
        ballots([("yes", "yes"), ("no", "no"), ("abstain", "no"), ("yes", "no"), ("yes", None)]),
        "A", "B",
    )  # fmt: skip

    assert found == Stances(same=2, opposite=1, one_abstains=1, not_both=1)
    assert (found.n, found.agreement) == (4, Decimal("62.5"))


def test_a_vote_without_dissent_says_nothing_of_two_states() -> None:
    found = counted([ballot(190, 0, 0, 3, A="yes", B="yes")], "A", "B")

    assert (found.unanimous, found.n, found.agreement) == (1, 0, None)


@given(positions)
def test_agreement_is_symmetric_and_lies_between_nothing_and_all(cast) -> None:
    there, back = counted(ballots(cast), "A", "B"), counted(ballots(cast), "B", "A")

    assert there == back
    assert sum(there) == len(cast)
    assert there.agreement is None or 0 <= there.agreement <= 100


@given(positions, positions)
def test_two_windows_add_up_to_one(first, second) -> None:
    parts = counted(ballots(first), "A", "B").plus(counted(ballots(second), "A", "B"))

    assert parts == counted(ballots([*first, *second]), "A", "B")
