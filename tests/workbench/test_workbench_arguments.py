"""What a question in Python may not say, and the one sentence that refuses it."""

from pathlib import Path

import pytest

import visavis as vv
from visavis.errors import UsageError


def ask(*words, **fields):
    given = words or ("exports", "RUS", "CHN")
    return vv.figure(*given, **fields)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"year": "abc"}, "year: found 'abc'"), ({"year": 2020.5}, "year: found 2020.5"),
        ({"year": -1}, "year: found -1"), ({"year": True}, "year: found True"),
        ({"year": 10_000}, "year: found 10000"), ({"years": 5}, "years: found 5"),
        ({"years": [2020, "x"]}, "year: found 'x'"), ({"period": 2.5}, "period: found 2.5"),
        ({"period": "x"}, "period: found 'x'"), ({}, "period: found none"),
        ({"year": 2020, "as_of": "x"}, "as_of: found 'x'"),
        ({"year": 2020, "as_of": 5}, "as_of: found 5"),
        ({"year": 2020, "form": "x"}, "form: found 'x'"),
        ({"year": 2020, "form": 3}, "form: found 3"),
        ({"year": 2020, "product": "zz"}, "product: found 'zz'"),
        ({"year": 2020, "product": 5}, "product: found 5"),
        ({"year": 2020, "without": ("zz",)}, "product: found 'zz'"),
        ({"year": 2020, "without": "gold"}, "without: found 'gold'"),
        ({"year": 2020, "without": 5}, "without: found 5"),
        ({"year": 2020, "book": "x"}, "book: found 'x'"),
        ({"year": 2020, "source": "x"}, "source"),
        ({"year": 2020, "aggregation": "x"}, "aggregation: found 'x'"),
        ({"year": 2020, "of": "x"}, "of, for exports: found 'x'"),
        ({"year": 2020, "baseline": "x"}, "period: found 'x'"),
        ({"year": 2020, "baseline": 2.5}, "period: found 2.5"),
        ({"year": 2020, "db": "/no/such/folder"}, "db /no/such/folder: found no such folder"),
        ({"year": 2020, "db": 5}, "db: found 5"),
    ],
)  # fmt: skip
def test_a_word_without_meaning_is_refused_in_one_sentence(fields, named):
    with pytest.raises(UsageError) as refused:
        ask(**fields)

    assert named in str(refused.value)
    assert str(refused.value).count("\n") == 0


@pytest.mark.parametrize(
    "words",
    [("exports", None, "CHN"), ("exports", "", "CHN"), ("exports", 5, "CHN"), (None, "RUS"),
     ("nonsense", "RUS"), ("exports", "RUS", 5), ("exports", "RUS", "QQQ")],
)  # fmt: skip
def test_a_measure_or_side_that_is_none_is_refused(words):
    with pytest.raises(UsageError):
        ask(*words, year=2020)


def test_a_folder_without_data_is_refused_by_both(tmp_path: Path):
    for call in (lambda: ask(year=2020, db=tmp_path), lambda: vv.check("A text.", db=tmp_path)):
        with pytest.raises(UsageError, match="without data"):
            call()


def test_whole_questions_are_answered_as_before():
    assert ask(year=2020, share=True).value is not None
    assert ask("gdp", "CHN", year=2020).value is not None
    assert len(ask(years=[2020, 2021])) == 2
    assert ask(year=2020, without=("gold",)).query.without == ("gold",)
    assert ask(year=2021, baseline=2020).query.form == "growth"
    assert ask("membership", "RUS", "ASEAN", year=2020).text == "dialogue_partner"
    assert ask("vote_position", "VNM", resolution="A/RES/68/262").text == "abstain"
