"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no fault of the code, and the same commit gives the same result each time.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The publishers' own files, where this checkout has them beside it."""
    if not SHARED.is_dir():
        pytest.skip("the publishers' files (../shared/data) are not beside this checkout")
    return SHARED
