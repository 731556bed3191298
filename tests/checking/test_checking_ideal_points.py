"""Sentences on ideal points and voting agreement, settled end to end."""

from pathlib import Path

import pytest

import visavis as vv
from visavis import check
from visavis.model.verdicts import Reason
from visavis.refresh import add

SESSION = (
    "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"
)


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("ideal")
    rows = [("2", "2.504"), ("816", "-1.313"), ("710", "-0.402")]
    text = "".join(f"1,{code},68,9,{point},-5,-2,0,0,0,3,5,X,X\n" for code, point in rows)
    file = folder / "IdealpointestimatesAll_Apr2020.csv"
    file.write_text(SESSION + text)
    add("ideal_points", file, folder / "db")
    return folder / "db"


def verdict(text: str, db: Path | None = None) -> str:
    (checked,) = check(text, db=db).claims
    return checked.verdict.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2013/14 the ideal point of the United States was 2.50.", "supported"),
        ("Vietnam's ideal point in session 68 was -1.31.", "supported"),
        ("Vietnam's ideal point in session 68 was 1.31.", "cannot_be_checked"),
        ("In 2013/14 the ideal point of the United States was 1.50.", "cannot_be_checked"),
        ("In 2012/13 the ideal point of the United States was 2.50.", "cannot_be_checked"),
        ("The distance between the ideal points of Vietnam and China in session 68 was 0.91.",
         "supported"),
    ],
)  # fmt: skip
def test_ideal_points_are_checked_against_their_session(db, text: str, expected: str) -> None:
    assert verdict(text, db) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vietnam voted with China in 93% of UN roll calls in session 69.", "supported"),
        ("Vietnam voted with China in 60% of UN roll calls in session 69.", "cannot_be_checked"),
        ("Vietnam abstained on A/RES/68/262.", "supported"),
        ("Vietnam voted against A/RES/68/262.", "contradicted"),
    ],
)
def test_votes_are_checked_against_the_starter(text: str, expected: str) -> None:
    """Voeten's published agreement of the two in session 69 is 0.934211."""
    assert verdict(text) == expected


@pytest.mark.parametrize("value", ["-9.00", "-1.31", "0.50", "3.26", "12.00"])
@pytest.mark.parametrize(
    "text",
    [
        "In 2013/14 the ideal point of the United States was {}.",
        "Vietnam's ideal point in session 68 was {}.",
        "The distance between the ideal points of Vietnam and China in session 68 was {}.",
    ],
)
def test_a_sentence_is_never_contradicted_by_our_own_estimate(text: str, value: str) -> None:
    """The starter has no published point: theirs, of another scale, may bear the sentence out."""
    for checked in check(text.format(value)).claims:
        assert checked.verdict.value in ("supported", "rounding", "close", "cannot_be_checked")
        if checked.verdict.value == "cannot_be_checked":
            assert checked.reason is Reason.OTHER_RELEASE


def test_what_we_estimated_ourselves_may_bear_a_sentence_out() -> None:
    point = vv.figure("ideal_point", "VNM", year=2013).value

    assert verdict(f"Vietnam's ideal point in session 68 was {point:.2f}.") == "supported"


def test_published_points_alone_are_asked_where_they_are_at_hand(db) -> None:
    """Ours of Vietnam in session 68 would round to what this sentence says."""
    point = vv.figure("ideal_point", "VNM", year=2013).value

    assert verdict(f"Vietnam's ideal point in session 68 was {point:.2f}.", db) != "supported"
