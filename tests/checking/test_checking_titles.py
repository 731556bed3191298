"""Resolutions named by their title alone, and matters that are another resolution's."""

import pytest

from visavis import check


def verdicts(text: str) -> list[tuple[str, str | None]]:
    return [(each.verdict.value, each.claim.resolution) for each in check(text).claims]


@pytest.mark.parametrize(
    ("text", "verdict", "resolution"),
    [
        ('In 2016 Kenya backed the UN resolution "Humanitarian consequences of nuclear weapons".',
         "supported", "A/RES/71/46"),
        ("In December 2016 Russia abstained on the General Assembly resolution on the humanitarian "
         "consequences of nuclear weapons.", "contradicted", "A/RES/71/46"),
        ('In 2016 Brazil voted for the UN resolution titled "Reducing nuclear danger".',
         "supported", "A/RES/71/37"),
    ],
)  # fmt: skip
def test_a_whole_title_with_its_year_is_one_resolution(
    text: str, verdict: str, resolution: str
) -> None:
    assert verdicts(text) == [(verdict, resolution)]


@pytest.mark.parametrize(
    "text",
    [
        'Kenya voted for the UN resolution "Humanitarian consequences of nuclear weapons".',
        'In 2017 Kenya voted for the UN resolution "Consequences of nuclear weapons".',
        'In 1994 Kenya voted for the UN resolution "Humanitarian consequences of nuclear weapons".',
    ],
)
def test_without_year_or_the_whole_title_none_is_guessed(text: str) -> None:
    assert verdicts(text) == [("cannot_be_checked", None)]


@pytest.mark.parametrize(
    "text",
    [
        'Vietnam voted for the UN resolution "Humanitarian consequences of nuclear weapons".',
        "Vietnam voted for the UN resolution on the humanitarian consequences of nuclear weapons.",
        'Vietnam voted for the resolution entitled "Reducing nuclear danger".',
    ],
)
def test_a_resolution_on_another_matter_is_not_the_one_spoken_of_before(text: str) -> None:
    before = "In March 2014 Vietnam abstained on the General Assembly resolution on Crimea."

    assert verdicts(f"{before} {text}") == [
        ("supported", "A/RES/68/262"), ("cannot_be_checked", None),
    ]  # fmt: skip


def test_the_same_matter_is_the_one_spoken_of_before() -> None:
    text = (
        "In March 2014 the General Assembly voted on the territorial integrity of Ukraine. "
        "China abstained on the resolution on Ukraine."
    )

    assert verdicts(text) == [("supported", "A/RES/68/262")]
