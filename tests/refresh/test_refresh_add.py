"""Adding files: whole or not at all, once however often, and nothing forgotten in between."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from visavis.errors import SourceError, UsageError
from visavis.model.wanted import Wanted
from visavis.refresh import add, describe_sources
from visavis.sources.comtrade_layouts import LAYOUTS
from visavis.store import Store

TODAY = date(2026, 1, 2)
WHOLE = {
    "typeCode": "C", "freqCode": "A", "partner2Code": "0", "classificationCode": "H6",
    "customsCode": "C00", "mosCode": "0", "motCode": "0", "isAggregate": "true",
    "cmdCode": "TOTAL", "flowCode": "X", "reporterCode": "643",
}  # fmt: skip


def download(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """A web download of Russia's exports: (partner's number, year, value)."""
    header = LAYOUTS[0].header
    lines = [",".join(header)]
    for partner, year, value in rows:
        cells = WHOLE | {"partnerCode": partner, "period": year, "primaryValue": value}
        lines.append(",".join(cells.get(name, "") for name in header) + ",")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "TradeData.csv").write_text("\n".join(lines) + "\n")
    return folder


def held(db: Path) -> dict[tuple[str, int], Decimal | None]:
    block = Wanted(
        frozenset({"goods_flow"}), frozenset({"RUS"}), None, frozenset({"TOTAL"}),
        date(1990, 1, 1), date(2030, 12, 31),
    )  # fmt: skip
    return {(fact.partner, fact.start.year): fact.value for fact in Store((db,)).facts([block])}


def test_what_is_added_can_be_asked_for(tmp_path: Path) -> None:
    files = download(tmp_path / "in", ("0", "2020", "10"), ("156", "2020", "10"))

    added = add("comtrade", files, tmp_path / "db", TODAY)

    assert held(tmp_path / "db") == {("CHN", 2020): Decimal(10), ("WLD", 2020): Decimal(10)}
    assert (added.rows, added.unchanged, added.in_force) == ({"facts": 2}, False, True)


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    files = download(tmp_path / "in", ("156", "2020", "10"))
    first = add("comtrade", files, tmp_path / "db", TODAY)
    manifest = (tmp_path / "db" / "manifest.json").read_bytes()

    again = add("comtrade", files, tmp_path / "db", date(2026, 5, 5))

    assert again.unchanged
    assert again.vintage == first.vintage
    assert (tmp_path / "db" / "manifest.json").read_bytes() == manifest


def test_a_second_download_stands_beside_the_first(tmp_path: Path) -> None:
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), tmp_path / "db", TODAY)

    added = add("comtrade", download(tmp_path / "b", ("156", "2019", "9")), tmp_path / "db", TODAY)

    assert held(tmp_path / "db") == {("CHN", 2019): Decimal(9), ("CHN", 2020): Decimal(10)}
    assert (added.kept_from_before, added.replaced) == (1, 0)


def test_a_newer_download_of_the_same_flow_replaces_all_its_partners(tmp_path: Path) -> None:
    older = download(
        tmp_path / "a", ("0", "2020", "10"), ("156", "2020", "7"), ("356", "2020", "3")
    )
    newer = download(tmp_path / "b", ("0", "2020", "8"), ("156", "2020", "8"))
    add("comtrade", older, tmp_path / "db", TODAY)

    added = add("comtrade", newer, tmp_path / "db", TODAY)

    assert held(tmp_path / "db") == {("WLD", 2020): Decimal(8), ("CHN", 2020): Decimal(8)}
    assert (added.kept_from_before, added.replaced) == (0, 3)


def test_labels_of_additions_sort_in_the_order_of_adding(tmp_path: Path) -> None:
    years = ("2020", "2012", "2016")
    labels = [
        add("comtrade", download(tmp_path / year, ("156", year, "1")), tmp_path / "db", TODAY)
        for year in years
    ]

    assert [each.vintage for each in labels] == sorted(each.vintage for each in labels)
    assert set(held(tmp_path / "db")) == {("CHN", int(year)) for year in years}


def test_a_damaged_file_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, TODAY)
    before = {path: path.read_bytes() for path in sorted(db.rglob("*")) if path.is_file()}
    bad = download(tmp_path / "b", ("156", "2019", "9"), ("777", "2019", "9"))

    with pytest.raises(SourceError):
        add("comtrade", bad, db, TODAY)

    assert {path: path.read_bytes() for path in sorted(db.rglob("*")) if path.is_file()} == before


def test_a_damaged_first_file_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        add("comtrade", download(tmp_path / "b", ("777", "2019", "9")), tmp_path / "db", TODAY)

    assert not (tmp_path / "db").exists()


def test_an_older_release_than_that_in_force_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "gdp.csv").write_text("Country Name,Country Code,Year,Value\nChina,CHN,2020,1\n")

    older = add("world_bank", tmp_path / "gdp.csv", tmp_path / "db", date(2001, 1, 1))

    assert not older.in_force
    assert "goes on counting" in str(older)
    assert older.unusual_size == (20_000, 60_000)


def test_an_unknown_source_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"one of .*baci, .*comtrade, .*eurostat, "):
        add("sipri_milex", tmp_path, tmp_path / "db", TODAY)


def test_every_source_is_described_and_those_without_rows_say_so(tmp_path: Path) -> None:
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), tmp_path / "db", TODAY)

    states = {each.origin.id: each for each in describe_sources(Store((tmp_path / "db",)))}

    assert states["comtrade"].rows == 1
    assert states["comtrade"].span == (date(2020, 1, 1), date(2020, 12, 31))
    assert (states["baci"].rows, states["baci"].span) == (0, None)
    assert not states["comtrade"].origin.license.may_redistribute
