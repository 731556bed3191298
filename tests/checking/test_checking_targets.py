"""Targets that are a change: open before the deadline, never judged without a base."""

import pytest
from table import Table, level, verdict

from visavis.model.verdicts import Reason, Verdict


def doubling(**fields):
    given = {"value": 2.0, "form": "multiple", "unit": "x", "measure": "trade_turnover",
             "modality": "target", "period": "2024"}  # fmt: skip
    return level("double", 1.0, **{**given, **fields})


def trade(**values) -> Table:
    table = Table()
    for year, value in values.items():
        table.lay(f"trade_turnover RUS CHN {year[1:]}", value, book="own")
    return table


def test_a_multiple_aimed_at_is_open_with_the_path_until_data_reach_the_deadline():
    found = verdict(trade(y2020=104e9, y2021=141e9), doubling())

    assert found.verdict is Verdict.TARGET_OPEN
    assert [float(figure.value) for figure in found.context] == [104e9, 141e9]
    assert "reached" not in dict(found.notes)


@pytest.mark.parametrize("end", [10e9, 104e9, 900e9])
def test_a_multiple_from_an_unknown_base_is_neither_met_nor_missed_after_its_deadline(end: float):
    found = verdict(trade(y2020=104e9, y2024=end), doubling(), latest=2024)

    assert (found.verdict, found.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD)
    assert dict(found.notes)["rule"] == "T7"


def test_a_multiple_from_a_stated_base_is_open_too_and_judged_after_the_deadline():
    query = "trade_turnover RUS CHN 2024 form=multiple baseline=2020"
    table = trade(y2020=104e9, y2021=141e9)

    assert verdict(table, doubling(baseline="2020")).verdict is Verdict.TARGET_OPEN
    table.lay(query, 2.35, "x", book="own").lay(query, 2.3, "x", book="partner")
    assert verdict(table, doubling(baseline="2020")).verdict is Verdict.TARGET_MET


def test_a_target_without_any_data_or_deadline_is_not_open():
    assert verdict(Table(), doubling(), latest=2024).verdict is Verdict.CANNOT_BE_CHECKED
    without = verdict(trade(y2020=104e9), doubling(period="unspecified"))
    assert (without.verdict, without.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD)
