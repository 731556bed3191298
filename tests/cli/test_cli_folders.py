"""A data folder named by mistake: one plain sentence, never the starter alone in silence."""

from pathlib import Path

import pytest

from visavis.cli import main

READING = (
    ("figure", "exports", "RUS", "CHN", "--year", "2020"),
    ("coverage", "exports", "--states", "RUS", "--years", "2019..2020"),
    ("check", "a.txt"),
    ("data", "list"),
    ("data", "show", "baci"),
    ("data", "remove", "baci"),
    ("data", "verify"),
    ("data", "diff", "baci", "--from", "V202601", "--to", "V202501"),
)


@pytest.fixture(autouse=True)
def _text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("China took 14.6% of Russia's exports in 2020.\n")
    Path("file").write_text("no folder")
    Path("empty").mkdir()


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize(
    ("name", "found"),
    [("gone", "no such folder"), ("file", "a file"), ("empty", "a folder without data of visavis")],
)
def test_a_folder_named_in_the_environment_is_read_or_refused(
    command: tuple[str, ...], name: str, found: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    monkeypatch.setenv("VISAVIS_DB", name)

    assert main([*command]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    said = f"VISAVIS_DB {name}: found {found}; expected a folder made by `visavis data add`."
    assert shown.err == f"visavis: {said}\n"


@pytest.mark.parametrize("command", READING[:5], ids=" ".join)
def test_a_file_named_as_folder_is_called_a_file(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    assert main([*command, "--db", "file"]) == 2
    assert "visavis: --db file: found a file; expected a folder" in capsys.readouterr().err


def test_nothing_named_and_nothing_there_is_the_starter_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv("VISAVIS_DB")
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))

    assert main([*READING[0]]) == 0
    assert not (tmp_path / "nobody").exists()


def test_a_file_is_no_folder_to_add_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("VISAVIS_DB", "file")

    for command in (
        ["add", "baci", "a.txt"],
        ["get", "world_bank", "--mirror", "http://127.0.0.1:9"],
    ):
        assert main(["data", *command]) == 2
        assert "file: found a file; expected a new or empty folder" in capsys.readouterr().err
    assert Path("file").read_text() == "no folder"
