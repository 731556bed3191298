"""Sessions of the General Assembly and ideal points in sentences."""

import pytest

from visavis.reading.annotate import annotate
from visavis.reading.document import read_document
from visavis.reading.facts import read_fact_claims


def claims(text: str):
    document = read_document(text)
    found = read_fact_claims(document, annotate(document))
    return [c for c in found if c.measure.startswith(("ideal_", "vote_agreement"))]


@pytest.mark.parametrize(
    "when",
    [
        "in session 69", "in the 69th session", "during the sixty-ninth session", "in 2014/15",
        "in the 69th General Assembly session", "in 2014/2015",
    ],
)  # fmt: skip
def test_a_session_is_the_days_until_the_next_one_opens(when: str) -> None:
    (claim,) = claims(f"Kenya voted with China in 93% of UN roll calls {when}.")

    assert (claim.period, claim.period_from) == ("2014-09-16..2015-09-14", "sentence")
    assert (claim.subject, claim.partner, claim.value) == ("KEN", "CHN", 93)


@pytest.mark.parametrize(
    "when",
    [
        "in the tenth emergency special session", "in session 12",
        "in the 68th session and the 69th session",
    ],
)  # fmt: skip
def test_no_session_is_guessed(when: str) -> None:
    (claim,) = claims(f"Kenya voted with China in 93% of UN roll calls {when}.")

    assert claim.period == "unspecified"


@pytest.mark.parametrize(
    ("text", "subject", "value", "period"),
    [
        ("In 2013/14 the ideal point of the United States was 2.68.", "USA", 2.68,
         "2013-09-17..2014-09-15"),
        ("Turkey's ideal point in 2016 stood at \u22120.21.", "TUR", -0.21, "2016"),
        ("In 2016 Brazil had an ideal point of -0.4.", "BRA", -0.4, "2016"),
        ("The ideal-point estimate for Kenya was minus 0.55 in 2010.", "KEN", -0.55, "2010"),
    ],
)  # fmt: skip
def test_an_ideal_point_is_read_with_its_sign(
    text: str, subject: str, value: float, period: str
) -> None:
    (claim,) = claims(text)

    assert (claim.measure, claim.form, claim.unit) == ("ideal_point", "level", "score")
    assert (claim.subject, claim.value, claim.period) == (subject, value, period)


def test_the_distance_of_two_ideal_points_has_two_sides() -> None:
    (claim,) = claims(
        "The distance between the ideal points of India and Pakistan was 0.4 in 2016."
    )

    assert (claim.measure, claim.subject, claim.partner) == ("ideal_distance", "IND", "PAK")


@pytest.mark.parametrize(
    "text",
    [
        "The ideal points of India and China were -0.6 and -0.5 in 2013.",
        "India's ideal point fell by 0.2 in 2013.",
        "India's ideal point was above 0.2 in 2013.",
        "India's ideal point rose from 0.1 to 0.3 in 2013.",
        "ASEAN's ideal point was -0.6 in 2013.",
        "The ideal point of India and China was -0.6 in 2013.",
        "The ideal point at which to add salt is 2.5 minutes.",
    ],
)
def test_scores_that_could_belong_to_several_are_left_alone(text: str) -> None:
    assert claims(text) == []
