"""A data folder of its own for questions that name none."""

from pathlib import Path

import pytest

from visavis.store import opened


@pytest.fixture
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `VISAVIS_DB` names: one of visavis, without a table yet."""
    folder = tmp_path_factory.mktemp("data") / "own"
    with opened(folder) as writer:
        writer.claim()
    monkeypatch.setenv("VISAVIS_DB", str(folder))
    return folder
