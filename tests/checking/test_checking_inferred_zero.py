"""A zero that nobody published bears nothing out and refutes nothing."""

import pytest
from table import LEVEL, Table, level, verdict

from visavis.model.verdicts import Reason, Verdict


@pytest.mark.parametrize("hedge", [None, "over", "about"])
def test_no_row_refutes_no_claim_although_it_would_mean_zero(hedge):
    table = Table().lay(LEVEL, 0, source="baci", book="reconciled", detail={"inferred_zero": True})
    assert verdict(table, level("5", hedge=hedge)).verdict is Verdict.CANNOT_BE_CHECKED


def test_a_zero_without_a_row_is_no_matter_of_currencies():
    table = Table().lay(LEVEL, 0, source="baci", book="reconciled", detail={"inferred_zero": True})
    assert verdict(table, level("5")).reason is Reason.OUT_OF_COVERAGE
