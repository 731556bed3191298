"""Suppliers of arms by hand, what a gap leaves open, and SIPRI's own shares on its tables."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures import arms
from visavis.model.figures import Missing

COVERED = (2000, 2021)


def deliveries(*cells, unit="TIV"):
    return pl.DataFrame(
        [(*cell, unit) for cell in cells],
        schema=["supplier", "recipient", "year", "value", "unit"],
        orient="row",
    )


# India 2016 to 2020: RUS 60, FRA 30, ISR 10, of which a year of each lies outside.
INDIA = deliveries(
    ("RUS", "IND", 2016, 40.0), ("RUS", "IND", 2020, 20.0), ("FRA", "IND", 2018, 30.0),
    ("ISR", "IND", 2017, 10.0), ("RUS", "IND", 2015, 500.0), ("USA", "PAK", 2018, 70.0),
    ("WLD", "IND", 2018, 100.0),
)  # fmt: skip


def of_india(table=INDIA, years=(2016, 2020), **more):
    return arms.suppliers(table, recipients="IND", years=years, covered=COVERED, **more)


def test_shares_ranks_and_concentration_of_a_window_worked_by_hand():
    found = of_india()

    assert [(each.supplier, each.share, each.rank) for each in found.suppliers] == [
        ("RUS", 0.6, 1), ("FRA", 0.3, 2), ("ISR", 0.1, 3)]  # fmt: skip
    assert found.hhi == pytest.approx(0.36 + 0.09 + 0.01)
    assert found.whole.value == 100
    assert found.missing is None


def test_in_a_region_the_deliveries_to_all_of_it_count_together():
    found = arms.suppliers(INDIA, recipients=["PAK", "IND"], years=(2016, 2020), covered=COVERED)

    assert arms.rank_of(found, "USA") == 1
    assert arms.rank_of(found, "RUS") == 2
    assert arms.rank_of(found, "CHN") is Missing.UNDEFINED


def test_suppliers_alike_share_the_better_rank():
    table = deliveries(("RUS", "IND", 2016, 5.0), ("FRA", "IND", 2016, 5.0),
                       ("ISR", "IND", 2016, 1.0))  # fmt: skip

    assert [each.rank for each in of_india(table).suppliers] == [1, 1, 3]


@pytest.mark.parametrize(
    ("years", "missing", "lacking"),
    [
        ((2020, 2022), Missing.INCOMPLETE, (2022,)),
        ((1998, 2001), Missing.INCOMPLETE, (1998, 1999)),
        ((2022, 2024), Missing.OUT_OF_COVERAGE, (2022, 2023, 2024)),
        ((2001, 2005), Missing.UNDEFINED, ()),
    ],
)
def test_a_window_beyond_the_table_has_no_share_and_names_the_years(years, missing, lacking):
    found = of_india(years=years)

    assert (found.missing, found.missing_years) == (missing, lacking)
    assert found.hhi is None
    assert all(each.share is each.rank is None for each in found.suppliers)
    assert arms.rank_of(found, "RUS") is missing


def test_an_unknown_volume_leaves_the_window_open_and_is_named():
    found = of_india(pl.concat([INDIA, deliveries(("USA", "IND", 2019, None)).cast(INDIA.schema)]))

    assert found.missing is Missing.INCOMPLETE
    assert found.unknown == (("USA", "IND", 2019),)


def test_tiv_and_dollars_do_not_meet():
    tiv, dollars = arms.Volume(60.0), arms.Volume(60.0, "USD")

    for refused in (
        lambda: tiv + dollars,
        lambda: tiv - dollars,
        lambda: tiv / dollars,
        lambda: tiv < dollars,
        lambda: dollars >= tiv,
        lambda: tiv / 2,
    ):
        with pytest.raises(UsageError, match="beside"):
            refused()
    with pytest.raises(UsageError, match="amounts in USD"):
        of_india(deliveries(("RUS", "IND", 2016, 1.0), unit="USD"))
    with pytest.raises(UsageError, match="amounts in None"):
        of_india(deliveries(("RUS", "IND", 2016, 1.0), unit=None))
    assert tiv / arms.Volume(120.0) == 0.5
    assert (tiv + tiv - tiv) <= tiv
    with pytest.raises(UsageError, match="a whole of 0 TIV"):
        tiv / arms.Volume(0.0)


def test_wrong_questions_are_refused():
    with pytest.raises(UsageError, match="no column unit"):
        of_india(INDIA.drop("unit"))
    with pytest.raises(UsageError, match="2020 to 2016"):
        of_india(years=(2020, 2016))
    with pytest.raises(UsageError, match="no recipient"):
        arms.suppliers(INDIA, recipients=[], years=(2016, 2020), covered=COVERED)
    with pytest.raises(UsageError, match="windows of 30 years"):
        arms.windows(INDIA, recipients="IND", length=30, covered=COVERED)


def test_windows_move_on_by_a_year_and_hold_every_supplier():
    found = arms.windows(INDIA, recipients="IND", length=5, covered=(2012, 2020))
    russia = found.filter(supplier="RUS")

    assert russia["first"].to_list() == [2012, 2013, 2014, 2015, 2016]
    assert russia["share"].to_list()[-1] == 0.6
    assert russia["rank"].to_list() == [1] * 5
    assert found.filter(supplier="FRA", first=2012).select("share", "rank").rows() == [(0, None)]


VOLUMES = st.dictionaries(
    st.tuples(st.sampled_from(["RUS", "USA", "FRA"]), st.sampled_from(["IND", "VNM"]),
              st.integers(2000, 2009)),
    st.floats(0, 5000), min_size=1,
)  # fmt: skip


@given(VOLUMES, st.floats(0.01, 100))
def test_shares_sum_to_one_and_keep_still_whatever_the_unit(cells, factor):
    table = deliveries(*((*key, value) for key, value in cells.items()))
    one, two = (
        arms.suppliers(each, recipients=["IND", "VNM"], years=(2000, 2009), covered=COVERED)
        for each in (table, table.with_columns(pl.col("value") * factor).reverse())
    )
    if one.missing is not None:
        assert one.whole.value == 0
        return

    assert sum(each.share for each in one.suppliers) == pytest.approx(1)
    assert 1 / 3 - 1e-9 <= one.hhi <= 1 + 1e-9
    assert {each.supplier: each.share for each in two.suppliers} == (
        pytest.approx({each.supplier: each.share for each in one.suppliers})
    )


@pytest.fixture(scope="module")
def official(shared_data):
    """The supplier tables that SIPRI generated on 28 July 2022, as the reader gives them."""
    from visavis.sources.sipri import load

    found = load(shared_data / "arms" / "tiv_export_tables_2022", date(2026, 11, 30))
    rows = pl.concat(table.frame for table in found.tables.values())
    return rows.select(
        pl.col("subject").alias("supplier"), pl.col("partner").alias("recipient"),
        pl.col("start").dt.year().cast(pl.Int64).alias("year"), "value", "unit",
    )  # fmt: skip


def asean():
    from visavis.model.groups import expand

    return expand("ASEAN", date(2020, 12, 31))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("recipients", "supplier", "years", "share"),
    [
        ("CHN", "RUS", (2000, 2020), 79.2),
        ("CHN", "RUS", (2016, 2020), 77.3),
        ("IND", "RUS", (2000, 2020), 67.6),
        ("IND", "RUS", (2016, 2020), 54.3),
        ("ASEAN", "RUS", (2000, 2020), 25.7),
        ("ASEAN", "USA", (2000, 2020), 19.3),
        ("ASEAN", "RUS", (2016, 2020), 16.7),
        ("VNM", "RUS", (2000, 2020), 82.5),
    ],
)
def test_sipris_tables_of_2022_give_the_shares_that_are_published(
    official, recipients, supplier, years, share
):
    asked = asean() if recipients == "ASEAN" else recipients
    found = arms.suppliers(official, recipients=asked, years=years, covered=(1950, 2021))
    held = {each.supplier: each.share for each in found.suppliers}

    assert round(100 * held[supplier], 1) == share
    assert arms.rank_of(found, supplier) == (2 if (recipients, supplier) == ("ASEAN", "USA") else 1)
