"""`visavis data derive` as a user runs it, and the commands that refuse in its favour."""

from pathlib import Path

import pytest
from roll_call_samples import ballots, record

from visavis.cli import main
from visavis.store import opened, starter_folder


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A folder with a later record of the Assembly than the starter's: three sessions."""
    record(tmp_path / "db", [call for year in (2024, 2025, 2026) for call in ballots(year)])
    return tmp_path / "db"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_it_computes_says_what_from_and_is_then_asked(db: Path, capsys) -> None:
    assert main(["data", "derive", "ideal_points", "--db", str(db)]) == 0

    out = said(capsys)
    assert "visavis_ideal_points, release 2026-11-11.model-1+" in out
    assert "from un_digital_library 2022-12-31, un_votes 2026-11-11" in out
    assert "Estimated by visavis from Voeten's roll calls" in out
    assert main(["figure", "ideal_distance", "RUS", "USA", "--year", "2025", "--db", str(db)]) == 0
    out = said(capsys)
    assert "estimated by visavis from Voeten's roll calls (an estimate, published by nobody)" in out
    assert "90 % interval of Russia" in out


def test_a_second_run_says_that_nothing_was_computed(db: Path, capsys) -> None:
    main(["data", "derive", "ideal_points", "--db", str(db)])
    capsys.readouterr()

    assert main(["data", "derive", "ideal_points", "--db", str(db)]) == 0
    assert "estimated before: nothing was computed or written" in said(capsys)


def test_the_starters_own_estimate_is_not_computed_again(tmp_path: Path, capsys) -> None:
    with opened(tmp_path / "own") as writer:
        writer.claim()

    assert main(["data", "derive", "ideal_points", "--db", str(tmp_path / "own")]) == 0
    assert "nothing was computed or written" in said(capsys)
    assert not (tmp_path / "own" / "visavis_ideal_points").exists()


@pytest.mark.parametrize(
    "words", [("get", "visavis_ideal_points"), ("add", "visavis_ideal_points", "no/such.csv")]
)
def test_it_is_neither_fetched_nor_added_and_the_command_is_named(
    words: tuple[str, ...], tmp_path: Path, capsys
) -> None:
    assert main(["data", *words, "--db", str(tmp_path / "db")]) == 2

    err = " ".join(capsys.readouterr().err.split())
    assert "which visavis computes itself" in err
    assert "`visavis data derive ideal_points`" in err


def test_another_table_is_refused(capsys) -> None:
    assert main(["data", "derive", "idle_points"]) == 2
    assert "ideal_points" in capsys.readouterr().err


def test_it_is_listed_and_shown_like_every_source(capsys) -> None:
    assert main(["data", "list"]) == 0
    assert "visavis_ideal_points: Ideal points by session, estimated by visavis" in said(capsys)
    assert main(["data", "show", "visavis_ideal_points"]) == 0
    out = said(capsys)
    assert "visavis data derive ideal_points" in out
    assert "starter" in out


def test_the_starters_table_is_small() -> None:
    folder = starter_folder() / "visavis_ideal_points"

    assert sum(each.stat().st_size for each in folder.rglob("*.parquet")) < 300_000
