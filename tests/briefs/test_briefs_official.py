"""The sentence on official votes behind an agreement, and the interval of an ideal point."""

from decimal import Decimal

import pytest

from visavis.briefs.official import ideal_words, official_words
from visavis.model.figures import Figure
from visavis.model.queries import Query


def told(**detail: object) -> Figure:
    query = Query(measure="vote_agreement", subject="USA", partner="VNM")
    return Figure(query=query, value=Decimal(50), missing=None, unit="pct", detail=detail)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            {"held": 95, "official": 100, "basis": "years", "years": (2020,),
             "lacking": ("A/RES/74/300",)},
            "95 of 100 official votes on resolutions in 2020; it lacks 74/300; counted in the UN "
            "Digital Library",
        ),
        (
            {"held": 60, "official": 64, "basis": "years", "years": (2012, 2013)},
            "60 of 64 official votes on resolutions in 2012 and 2013; those that are missing are "
            "not known by name; counted in the UN Digital Library",
        ),
        (
            {"held": 81, "official": None, "at_least": 86, "basis": "bound",
             "uncounted_years": (2022,), "lacking": ("A/RES/ES-11/1", "A/RES/ES-11/2")},
            "81 of at least 86 official votes; it lacks ES-11/1 and ES-11/2; no official number "
            "at hand for 2022",
        ),
        (
            {"held": 2, "official": 20, "basis": "record", "lacking": ("A/RES/75/3",),
             "lacking_more": 17},
            "2 of 20 official votes; it lacks 75/3 and 17 others; by the UN Digital Library's "
            "record at hand",
        ),
    ],
)  # fmt: skip
def test_what_a_record_has_and_lacks_is_one_line(found: dict[str, object], words: str) -> None:
    assert official_words(told(official_votes=found)) == words


def test_figures_that_are_no_agreement_say_nothing_of_votes() -> None:
    assert official_words(told()) == ""


def test_an_ideal_point_names_its_session_and_interval() -> None:
    figure = told(session=68, interval=(Decimal("2.43"), Decimal("2.91")))

    assert ideal_words(figure) == "session 68 of the Assembly; 90 % interval 2.43 to 2.91"
