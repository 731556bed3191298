"""A data folder of its own for every command that a test runs."""

from pathlib import Path

import pytest

from visavis.store import opened


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `VISAVIS_DB` names: one of visavis, without a table yet."""
    folder = tmp_path_factory.mktemp("data") / "own"
    with opened(folder) as writer:
        writer.claim()
    monkeypatch.setenv("VISAVIS_DB", str(folder))
    return folder
