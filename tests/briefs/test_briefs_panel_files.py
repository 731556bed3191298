"""Panels as files: read back as they were, the same bytes twice, whole or not at all."""

import hashlib
import json
import os
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from visavis import panel as dyad_years
from visavis import save_panel
from visavis.briefs.panel import REASONS, coverage_html, coverage_text, panel_text
from visavis.briefs.whole_files import write_whole
from visavis.errors import UsageError
from visavis.model.figures import Missing
from visavis.store import opened
from visavis.workbench.panel import Panel


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    """Three states with two over six years, out of the starter alone."""
    folder = tmp_path_factory.mktemp("data") / "own"
    with opened(folder) as writer:
        writer.claim()
    return dyad_years(
        "VNM,LAO,RUS", "USA,CHN", years="2008..2013",
        measures="dependence_exports,s,visits,arms_share", system="cow,gw", db=folder,
    )  # fmt: skip


def test_parquet_is_read_back_as_the_frame(found: Panel, tmp_path: Path):
    save_panel(found, tmp_path / "p.parquet")

    assert_frame_equal(pl.read_parquet(tmp_path / "p.parquet"), found.frame)


def test_csv_is_read_back_with_every_value_and_every_gap(found: Panel, tmp_path: Path):
    save_panel(found, tmp_path / "p.csv")

    read = pl.read_csv(tmp_path / "p.csv", schema=found.frame.schema)
    assert_frame_equal(read, found.frame)


def test_stata_reads_the_numbers_the_gaps_and_the_labels(found: Panel, tmp_path: Path):
    pandas = pytest.importorskip("pandas")
    save_panel(found, tmp_path / "p.dta")

    with pandas.io.stata.StataReader(tmp_path / "p.dta") as reader:
        labels, read = reader.variable_labels(), reader.read()
    frame = found.frame
    assert list(read.columns) == frame.columns
    assert labels["s"].startswith("Signorino and Ritter's S of votes")
    assert all(labels.values())
    assert read["state_a"].tolist() == frame["state_a"].to_list()
    for column in ("s", "dependence_exports", "visits"):
        known = frame[column].is_not_null().to_list()
        assert read[column].notna().tolist() == known
        kept = [value for value in frame[column].to_list() if value is not None]
        assert read[column].dropna().tolist() == kept
    reasons = [reason or "" for reason in frame["visits_missing"].to_list()]
    assert read["visits_missing"].tolist() == reasons


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".dta"])
def test_the_same_panel_gives_the_same_bytes(found: Panel, tmp_path: Path, suffix: str):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save_panel(found, tmp_path / name / f"p{suffix}")

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(
        [f"p{suffix}", "p.bib", "p.codebook.md", "p.coverage.csv", "p.manifest.json"]
    )
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_manifest_has_the_hashes_of_the_files_beside_it(found: Panel, tmp_path: Path):
    save_panel(found, tmp_path / "p.csv")
    manifest = json.loads((tmp_path / "p.manifest.json").read_text(encoding="utf-8"))

    assert {each["file"] for each in manifest["files"]} == {
        "p.csv", "p.bib", "p.codebook.md", "p.coverage.csv",
    }  # fmt: skip
    for each in manifest["files"]:
        data = (tmp_path / each["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (each["bytes"], each["sha256"])
    assert {each["source"] for each in manifest["sources"]} >= {"un_votes", "us_state_visits"}
    assert manifest["command"].startswith("visavis panel --states VNM,LAO,RUS --with USA,CHN")
    assert str(tmp_path) not in json.dumps(manifest)


def test_the_codebook_names_denominator_paper_source_and_rule(found: Panel, tmp_path: Path):
    save_panel(found, tmp_path / "p.csv")
    text = (tmp_path / "p.codebook.md").read_text(encoding="utf-8")

    for words in (
        "denominator: goods exports of state_a to the world", "paper: Signorino and Ritter (1999)",
        "source and release: un_votes", "`no_source`: nothing in the data folder has it",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("p.rds", "only R writes"), ("p.xlsx", "one of .parquet, .csv, .dta"),
        ("p", "no suffix"), ("nowhere/p.csv", "no folder"),
    ],
)  # fmt: skip
def test_a_place_that_will_not_do_is_one_plain_sentence(
    found: Panel, tmp_path: Path, name: str, said: str
):
    with pytest.raises(UsageError, match=said):
        save_panel(found, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_without_pandas_stata_s_format_names_the_extra(
    found: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'visavis\[frames\]'"):
        save_panel(found, tmp_path / "p.dta")


def test_one_file_that_cannot_be_placed_leaves_the_others_unwritten(tmp_path: Path):
    (tmp_path / "old.csv").write_text("before")
    with pytest.raises(UsageError, match="no folder"):
        write_whole({tmp_path / "old.csv": b"after", tmp_path / "no" / "b": b"x"}, "--out")

    assert (tmp_path / "old.csv").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_plain_sentence(found: Panel, tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="permission denied"):
        save_panel(found, tmp_path / "p.csv")


def test_every_reason_a_cell_can_have_is_explained():
    assert {reason.value for reason in Missing} <= set(REASONS)


def test_the_map_on_the_page_has_the_counts_of_the_table(found: Panel):
    page = coverage_html(found)
    counted = found.coverage().filter(column="s", year=2012, status="value")["dyads"].item()

    assert f">## {counted}</td>" in page
    assert page.count("<td") == 4 * 6
    assert "<script" not in page
    assert "http" not in page


def test_the_map_names_gaps_and_wraps_long_spans(found: Panel):
    text = coverage_text(found, width=34)

    assert text.count("arms_share") == 3  # two stretches of years, and its gaps
    assert "no_source" in text
    assert "that is not zero" in text
    assert "directed dyad-years of 6 dyads, 2008 to 2013" in panel_text(found)
