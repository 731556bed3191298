"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The publishers' own files, where this checkout has them beside it."""
    if not SHARED.is_dir():
        pytest.skip("the publishers' files (../shared/data) are not beside this checkout")
    return SHARED
