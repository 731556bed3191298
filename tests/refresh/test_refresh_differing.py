"""Two releases against each other: revisions beyond rounding, and rows that only one has."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_refresh_add import TODAY, download

from visavis.errors import UsageError
from visavis.refresh import add, differences
from visavis.sources.frames import FACT_SCHEMA
from visavis.store import write_tables

AMOUNTS = st.dictionaries(
    st.sampled_from(["CHN", "IND", "DEU", "TUR", "KEN"]),
    st.integers(0, 10**12).map(Decimal),
    min_size=1,
)


def two(db: Path, old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]):
    releases = [
        add("comtrade", download(db.parent / name, *rows), db, TODAY)
        for name, rows in (("old", old), ("new", new))
    ]
    return differences("comtrade", releases[0].vintage, releases[1].vintage, db=db)


def written(db: Path, vintage: str, values: dict[str, Decimal], unit: str = "USD") -> None:
    rows = [
        {
            "relation": "goods_flow", "book": "exporter", "subject": "RUS", "partner": partner,
            "product": "TOTAL", "start": date(2020, 1, 1), "end": date(2020, 12, 31),
            "value": value, "unit": unit, "valuation": "FOB", "status": "reported",
            "origin_row": 1,
        }
        for partner, value in values.items()
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=FACT_SCHEMA)
    write_tables(db, "ru_customs", vintage, TODAY, {"facts": (frame, ())})


def test_a_revised_value_is_found_with_its_change(tmp_path: Path) -> None:
    found = two(
        tmp_path / "db",
        [("156", "2020", "100"), ("356", "2020", "50")],
        [("156", "2020", "110"), ("356", "2020", "50")],
    )

    assert [(each.cell.partner, each.change) for each in found.revisions] == [("CHN", Decimal(10))]
    assert found.revisions[0].relative == Decimal("0.1")
    assert (found.same, found.only_old, found.only_new) == (1, (), ())


def test_the_largest_revision_stands_first(tmp_path: Path) -> None:
    found = two(
        tmp_path / "db",
        [("156", "2020", "100"), ("356", "2020", "50"), ("276", "2020", "70")],
        [("156", "2020", "105"), ("356", "2020", "20"), ("276", "2020", "79")],
    )

    assert [each.cell.partner for each in found.revisions] == ["IND", "DEU", "CHN"]


def test_rows_that_one_release_lacks_are_named_not_counted_as_zero(tmp_path: Path) -> None:
    found = two(
        tmp_path / "db",
        [("0", "2020", "100"), ("156", "2020", "90"), ("792", "2020", "10")],
        [("0", "2020", "100"), ("156", "2020", "90"), ("356", "2020", "10")],
    )

    assert [(each.partner, each.value) for each in found.only_old] == [("TUR", Decimal(10))]
    assert [(each.partner, each.value) for each in found.only_new] == [("IND", Decimal(10))]
    assert found.revisions == ()


def test_values_in_tenths_of_millions_differ_by_such_a_step_without_a_revision(
    tmp_path: Path,
) -> None:
    step = Decimal(100_000)
    old = {f"_P{n}": step * (n + 1001) for n in range(30)}
    new = {**old, "_P3": old["_P3"] + step, "_P4": old["_P4"] + 2 * step}
    written(tmp_path / "db", "one", old)
    written(tmp_path / "db", "two", new)

    found = differences("ru_customs", "one", "two", db=tmp_path / "db")

    assert [each.old for each in found.roundings] == [step]
    assert [each.cell.partner for each in found.revisions] == ["_P4"]
    assert found.within_rounding == 1


def test_a_few_round_values_are_no_proof_of_rounding(tmp_path: Path) -> None:
    written(tmp_path / "db", "one", {"CHN": Decimal(5_000_000)})
    written(tmp_path / "db", "two", {"CHN": Decimal(6_000_000)})

    found = differences("ru_customs", "one", "two", db=tmp_path / "db")

    assert [each.change for each in found.revisions] == [Decimal(1_000_000)]


def test_a_value_withdrawn_is_no_revision_to_nothing(tmp_path: Path) -> None:
    written(tmp_path / "db", "one", {"CHN": Decimal(5)})
    rows = pl.DataFrame(
        [("goods_flow", "exporter", "RUS", "CHN", "TOTAL", date(2020, 1, 1), date(2020, 12, 31),
          None, "USD", "FOB", "suppressed", 1)],
        schema=dict(zip(
            ("relation", "book", "subject", "partner", "product", "start", "end", "value", "unit",
             "valuation", "status", "origin_row"),
            (FACT_SCHEMA[name] for name in (
             "relation", "book", "subject", "partner", "product", "start", "end", "value", "unit",
             "valuation", "status", "origin_row")), strict=True)),
        orient="row",
    )  # fmt: skip
    write_tables(tmp_path / "db", "ru_customs", "two", TODAY, {"facts": (rows, ())})

    found = differences("ru_customs", "one", "two", db=tmp_path / "db")

    assert found.revisions == ()
    assert [each.value for each in found.only_old] == [Decimal(5)]


def test_states_narrow_what_is_compared(tmp_path: Path) -> None:
    db = tmp_path / "db"
    written(db, "one", {"CHN": Decimal(5), "IND": Decimal(5)})
    written(db, "two", {"CHN": Decimal(9), "IND": Decimal(9)})

    found = differences("ru_customs", "one", "two", states=("IND",), db=db)

    assert [each.cell.partner for each in found.revisions] == ["IND"]


def test_a_release_that_is_not_held_is_refused_with_those_that_are(tmp_path: Path) -> None:
    written(tmp_path / "db", "one", {"CHN": Decimal(5)})

    with pytest.raises(UsageError, match=r"'three'; expected one of .*one"):
        differences("ru_customs", "one", "three", db=tmp_path / "db")


@given(old=AMOUNTS, new=AMOUNTS)
def test_every_cell_is_in_exactly_one_class(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, Decimal], new: dict[str, Decimal]
) -> None:
    db = tmp_path_factory.mktemp("differing") / "db"
    written(db, "one", old)
    written(db, "two", new)

    there = differences("ru_customs", "one", "two", db=db)
    back = differences("ru_customs", "two", "one", db=db)

    counted = len(there.revisions) + there.same + there.within_rounding
    assert counted + len(there.only_old) == len(old)
    assert counted + len(there.only_new) == len(new)
    assert {(e.cell.partner, e.change) for e in there.revisions} == {
        (e.cell.partner, -e.change) for e in back.revisions
    }
    assert (there.only_old, there.only_new) == (back.only_new, back.only_old)


def test_votes_that_changed_stand_in_both_lists(tmp_path: Path) -> None:
    db = tmp_path / "db"
    for vintage, position in (("one", "yes"), ("two", "abstain")):
        calls = pl.DataFrame(
            {"rid": ["1"], "resolution": ["A/RES/68/262"], "held_on": [date(2014, 3, 27)],
             "title": [""]}
        )  # fmt: skip
        casts = pl.DataFrame({"rid": ["1"], "state": ["BRA"], "position": [position]})
        tables = {"roll_calls": (calls, ()), "votes": (casts, ())}
        write_tables(db, "un_votes", vintage, TODAY, tables)

    found = {each.table: each for each in differences("un_votes", "one", "two", db=db).tables}

    assert found["roll_calls"].same == 1
    assert found["votes"].only_old == (("1", "BRA", "yes"),)
    assert found["votes"].only_new == (("1", "BRA", "abstain"),)


def test_a_release_is_not_compared_with_itself(tmp_path: Path) -> None:
    db = tmp_path / "db"
    vintage = add("comtrade", download(tmp_path / "a", ("156", "2020", "100")), db, TODAY).vintage

    with pytest.raises(UsageError, match="the same release twice"):
        differences("comtrade", vintage, vintage, db=db)
