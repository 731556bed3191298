"""Sentences on ideal points and voting agreement, settled end to end."""

from pathlib import Path

import pytest

from visavis import check
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
