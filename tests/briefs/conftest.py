"""The report made by hand, as a fixture."""

import pytest
from hand_made import sample_report

from visavis.model.verdicts import Report


@pytest.fixture
def report() -> Report:
    return sample_report()
