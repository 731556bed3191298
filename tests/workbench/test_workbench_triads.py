"""Signed ties of a year: alliances, sanctions and votes out of rows written by hand."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from visavis.briefs.triads import RULE, triads_csv, triads_json, triads_text
from visavis.errors import UsageError
from visavis.model.extents import Extent
from visavis.refresh.adding import add
from visavis.store import Store, default_store, write_tables
from visavis.workbench import Workbench
from visavis.workbench.triads import ALIKE_FROM, OPPOSITE_BELOW, Triads, triads

SOURCES = {"alliance": "atop", "sanction": "gsdb"}


def written(folder: Path, relation: str, *rows: tuple[str, str, str]) -> None:
    """Ties in force since 2010: subject, partner, kind; the list is meant to be complete."""
    frame = pl.DataFrame(
        [
            {
                "relation": relation, "key": str(line), "title": f"No. {line}", "subject": a,
                "partner": b, "kind": kind, "signed": date(2010, 1, 1), "start": date(2010, 1, 1),
                "end": None, "precision": "day", "origin_row": line,
            }
            for line, (a, b, kind) in enumerate(rows, start=2)
        ],
        schema_overrides={"signed": pl.Date, "start": pl.Date, "end": pl.Date},
    )  # fmt: skip
    extent = Extent(
        relation, "publisher", None, None, ("",), date(1990, 1, 1), date(2020, 12, 31), "day",
        "zero",
    )  # fmt: skip
    tables = {"ties": (frame, (extent,))}
    write_tables(folder, SOURCES[relation], "v1", date(2021, 1, 1), tables)


def status(found: Triads) -> dict[str, str]:
    return {f"{pair.a} {pair.b}": pair.status for pair in found.pairs}


@pytest.fixture
def acts(tmp_path: Path) -> Workbench:
    """Two alliances, one of them with a sanction; a pact of nonaggression; a sanction; no votes."""
    written(
        tmp_path, "alliance", ("JPN", "USA", "defence"), ("TUR", "USA", "defence; consultation"),
        ("RUS", "USA", "nonaggression"),
    )  # fmt: skip
    written(tmp_path, "sanction", ("USA", "RUS", "financial"), ("USA", "TUR", "arms"))
    return Workbench(Store((tmp_path,)))


def test_a_pledge_to_defend_makes_friends_and_a_sanction_foes(acts: Workbench) -> None:
    assert status(triads(acts, ("USA", "JPN", "RUS"), 2014)) == {
        "JPN RUS": "none", "JPN USA": "positive", "RUS USA": "negative",
    }  # fmt: skip


def test_an_alliance_with_a_sanction_has_no_sign_and_is_no_tie(acts: Workbench) -> None:
    found = triads(acts, ("USA", "TUR", "RUS"), 2014)

    assert status(found)["TUR USA"] == "mixed"
    assert found.frustration.ties == 1
    assert "an alliance and a sanction: no sign" in triads_text(found)


def test_every_sign_names_the_figure_that_gave_it(acts: Workbench) -> None:
    found = triads(acts, ("USA", "JPN", "RUS"), 2014)
    by_pair = {(p.a, p.b): p for p in found.pairs}

    (alliance,) = by_pair["JPN", "USA"].decisive
    assert (alliance.kind, alliance.figure.source, alliance.figure.text) == (
        "alliance", "atop", "defence",
    )  # fmt: skip
    assert {e.figure.source for e in by_pair["RUS", "USA"].decisive} == {"gsdb"}
    assert all(str(e.figure.query) in triads_json(found) for p in found.pairs for e in p.evidence)


def test_without_any_list_of_foes_or_votes_the_command_that_brings_one_is_named(tmp_path) -> None:
    written(tmp_path, "alliance", ("JPN", "USA", "defence"), ("GBR", "USA", "defence"))
    bench = Workbench(Store((tmp_path,)))

    with pytest.raises(UsageError, match=r"neither sanctions nor votes.*visavis data add gsdb"):
        triads(bench, ("JPN", "USA", "GBR"), 2014)


def test_friends_alone_are_refused_and_not_called_balanced(acts: Workbench) -> None:
    with pytest.raises(UsageError, match="no source of negative ties"):
        triads(acts, ("JPN", "GBR", "DEU"), 2014)


def test_votes_of_the_starter_give_signs_by_the_thresholds_and_say_how_many_there_were() -> None:
    found = triads(Workbench(default_store(None)), ("RUS", "CHN", "IND", "USA", "JPN"), 2014)

    for pair in found.pairs:
        (evidence,) = pair.evidence
        value = evidence.figure.value
        assert value is not None
        expected = (value >= ALIKE_FROM) - (value < OPPOSITE_BELOW)
        assert (evidence.kind, pair.sign) == ("votes", expected)
    text = " ".join(triads_text(found).split())
    assert "80 of 80 official votes" in text
    assert RULE in text
    assert "to add alliance: visavis data add atop DIR" in text


def test_a_pair_without_any_source_is_unknown_and_not_neutral() -> None:
    """Taiwan has no vote in the Assembly."""
    found = triads(Workbench(default_store(None)), ("CHN", "TWN", "USA"), 2014)

    assert status(found) == {
        "CHN TWN": "unknown", "CHN USA": "negative", "TWN USA": "unknown",
    }  # fmt: skip
    assert found.census.balanced_share is None
    assert triads_csv(found).splitlines()[1].startswith("2014,CHN,TWN,,unknown,")


@pytest.mark.parametrize(
    ("states", "year", "said"),
    [
        (("RUS", "CHN", "SUN"), 2014, "SUN, which existed from 1922-12-30 to 1991-12-25"),
        (("RUS", "CHN"), 2014, "2 states"),
        (("RUS", "CHN", "CHN"), 2014, "2 states"),
        (("RUS", "CHN", "EU"), 2014, "'EU'"),
    ],
)
def test_what_is_no_state_of_the_year_is_refused(states, year, said) -> None:
    with pytest.raises(UsageError, match=said):
        triads(Workbench(default_store(None)), states, year)


@pytest.mark.shared
def test_the_published_lists_of_2014_make_two_camps(shared_data: Path, tmp_path: Path) -> None:
    """Pacts of nonaggression with many members (Bali, the OSCE) make the United States and Russia
    no friends, and GSDB has sanctions of each on the other from 2014."""
    alliances = tmp_path / "atop"
    alliances.mkdir()
    for name in ("atop5_1a.csv", "atop5_1m.csv"):
        (alliances / name).write_bytes((shared_data / "treaties" / name).read_bytes())
    for source, path in (("atop", alliances), ("gsdb", shared_data / "sanctions/GSDB_V4.csv")):
        add(source, path, tmp_path / "db", date(2026, 1, 1))
    bench = Workbench(default_store(tmp_path / "db"))
    found = triads(bench, ("RUS", "CHN", "USA", "JPN", "VNM"), 2014)
    pairs = status(found)

    assert (pairs["RUS USA"], pairs["JPN USA"]) == ("negative", "positive")
    assert found.frustration.partition == (("CHN", "RUS", "VNM"), ("JPN", "USA"))
