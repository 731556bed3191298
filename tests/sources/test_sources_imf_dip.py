"""The IMF's investment positions: two books, end-year stocks, and a scale that must be stated."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import TableEntry
from visavis.model.facts import Fact
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.sources import Load
from visavis.sources.imf_dip import LAYOUTS, load

TODAY = date(2026, 1, 2)
OUT, IN = "OTWD_D_NETAL_FALL_ALL", "INWD_D_NETLA_FALL_ALL"
PLAIN, SCALED = (shape.header for shape in LAYOUTS)


def position(
    reporter: str, other: str, value: str, indicator: str = OUT, *,
    kind: str = "O", year: str = "2021", scale: str = "6",
) -> dict[str, str]:  # fmt: skip
    return {
        "COUNTRY.ID": reporter, "COUNTRY": f"Name of {reporter}", "DV_TYPE.ID": kind,
        "DV_TYPE": "a type", "INDICATOR.ID": indicator, "INDICATOR": "a position, in words",
        "COUNTERPART_COUNTRY.ID": other, "COUNTERPART_COUNTRY": f"Name of {other}",
        "FREQUENCY.ID": "A", "FREQUENCY": "Annual", "TIME_PERIOD": year, "OBS_VALUE": value,
        "SCALE.ID": scale, "SCALE": "Millions",
    }  # fmt: skip


def written(rows: Sequence[dict[str, str]], header: Sequence[str] = SCALED) -> bytes:
    """A download with these rows: byte-order mark, every field in quotes."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, quoting=csv.QUOTE_ALL, extrasaction="ignore",
                            lineterminator="\n")  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def loaded(tmp_path: Path, rows: Sequence[dict[str, str]], header: Sequence[str] = SCALED) -> Load:
    (tmp_path / "dip.csv").write_bytes(written(rows, header))
    return load(tmp_path / "dip.csv", TODAY)


def asked(found: Load, query: str) -> Figure:
    table = found.tables["facts"]
    entry = TableEntry("imf_dip", found.vintage, TODAY, "facts", "", "", 0, table.extents)
    index = FactIndex([entry], [entry])
    index.add(Fact("imf_dip", found.vintage, *cells) for cells in table.frame.iter_rows())
    return evaluate(Query.parse(query), index)


BOTH = [
    position("CHN", "RUS", "10.5"), position("CHN", "G001", "100"),
    position("CHN", "RUS", "3.25", kind="SCC"),
]  # fmt: skip


def test_what_the_counterpart_reported_stands_in_the_counterparts_book(tmp_path: Path) -> None:
    found = loaded(tmp_path, BOTH)

    assert asked(found, "fdi_out_stock CHN RUS 2021").value == 10_500_000
    assert asked(found, "fdi_out_stock CHN RUS 2021 book=partner").value == 3_250_000
    assert asked(found, "fdi_in_stock RUS CHN 2021").value == 3_250_000
    assert asked(found, "fdi_in_stock RUS CHN 2021 book=partner").value == 10_500_000


def test_both_books_stand_beside_one_figure(tmp_path: Path) -> None:
    figure = asked(loaded(tmp_path, BOTH), "fdi_out_stock CHN RUS 2021")

    said = figure.detail["editions"]
    assert isinstance(said, tuple)
    assert {(each["book"], each["value"]) for each in said} == {
        ("own", Decimal(10_500_000)), ("partner", Decimal(3_250_000)),
    }  # fmt: skip


def test_a_share_is_of_the_investors_own_total(tmp_path: Path) -> None:
    figure = asked(loaded(tmp_path, BOTH), "fdi_out_stock CHN RUS 2021 form=share")

    assert figure.value == Decimal("10.5")
    assert figure.book == "own"


def test_positions_of_several_years_are_never_added_up(tmp_path: Path) -> None:
    rows = [position("CHN", "RUS", "10", year=str(year)) for year in (2020, 2021)]
    found = loaded(tmp_path, rows)

    added = asked(found, "fdi_out_stock CHN RUS 2020..2021 aggregation=sum")
    assert (added.value, added.missing) == (None, Missing.UNDEFINED)
    assert asked(found, "fdi_out_stock CHN RUS 2020..2021 aggregation=end").value == 10_000_000
    assert asked(found, "fdi_out_stock CHN RUS 2021 form=growth").value == 0


def test_empty_zero_and_negative_positions_are_three_things(tmp_path: Path) -> None:
    rows = [position("CHN", "RUS", ""), position("CHN", "IND", "0"), position("CHN", "KAZ", "-4")]
    found = loaded(tmp_path, rows)

    assert asked(found, "fdi_out_stock CHN RUS 2021").missing is Missing.NOT_REPORTED
    assert asked(found, "fdi_out_stock CHN IND 2021").value == 0
    assert asked(found, "fdi_out_stock CHN KAZ 2021").value == -4_000_000


def test_a_partner_without_a_row_is_not_zero(tmp_path: Path) -> None:
    figure = asked(loaded(tmp_path, BOTH), "fdi_out_stock CHN FRA 2021")

    assert (figure.value, figure.missing) == (None, Missing.NOT_REPORTED)


def test_regions_and_derived_totals_are_left_out_by_name(tmp_path: Path) -> None:
    rows = [
        *BOTH, position("CHN", "U150", "60"), position("CHN", "G001", "77", kind="SCC"),
        position("CHN", "TX983", "5"), position("CHN", "IND", "", year=""),
    ]  # fmt: skip
    found = loaded(tmp_path, rows)

    assert found.left_out == {
        "region U150 (Name of U150), a sum of economies": 1,
        "derived totals, of the counterparts that report alone": 1,
        "pairs without a year or a value": 1,
    }
    assert "_NES_TX983" in set(found.tables["facts"].frame["partner"])
    assert asked(found, "fdi_out_stock CHN - 2021").value == 100_000_000


def test_a_derived_row_that_repeats_a_report_is_counted_once(tmp_path: Path) -> None:
    rows = [*BOTH, position("RUS", "CHN", "3.25", IN)]
    found = loaded(tmp_path, rows)

    assert found.left_out == {"derived rows that repeat the counterpart's own report": 1}
    assert asked(found, "fdi_in_stock RUS CHN 2021").value == 3_250_000


def test_a_derived_row_unlike_the_report_it_comes_from_is_refused(tmp_path: Path) -> None:
    found = loaded(tmp_path, [*BOTH, position("RUS", "CHN", "4", IN)])

    assert [each.reason for each in found.refused] == [
        "derived from the counterpart, but unlike its own report"
    ]
    assert asked(found, "fdi_in_stock RUS CHN 2021").value == 4_000_000


def test_a_number_without_its_scale_is_refused_where_others_have_one(tmp_path: Path) -> None:
    rows = [*BOTH, position("CHN", "KOR", "6601496216", scale="")]
    found = loaded(tmp_path, rows)

    assert [(each.row, each.reason) for each in found.refused] == [
        (5, "no scale stated, millions expected")
    ]
    assert asked(found, "fdi_out_stock CHN KOR 2021").value is None


def test_a_series_in_whole_dollars_among_millions_is_refused_as_a_whole(tmp_path: Path) -> None:
    rows = [
        *BOTH, position("CHN", "KOR", "90", year="2020"), position("CHN", "KOR", "66014962"),
    ]  # fmt: skip
    found = loaded(tmp_path, rows, PLAIN)

    assert {each.reason for each in found.refused} == {
        "KOR exceeds the total of CHN: not in millions"
    }
    assert len(found.refused) == 2


def test_a_rank_that_a_withheld_position_could_change_is_no_rank(tmp_path: Path) -> None:
    rows = [position("CHN", name, value) for name, value in
            (("RUS", "40"), ("IND", "20"), ("G001", "100"))]  # fmt: skip
    found = loaded(tmp_path, rows)

    first = asked(found, "fdi_out_stock CHN RUS 2021 form=rank")
    assert (first.value, first.lower_bound) == (None, 1)
    assert first.detail["worst"] == 2
    all_there = loaded(tmp_path, [*rows, position("CHN", "KAZ", "40")])
    assert asked(all_there, "fdi_out_stock CHN IND 2021 form=rank").value == 3


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (position("CHN", "RUS", "1", year="20211"), "year '20211'"),
        (position("CHN", "RUS", "1,5"), "value '1,5'"),
        (position("CHN", "RUS", "=1+1"), "value '=1\\+1'"),
        (position("CHN", "RUS", "1", scale="9"), "scale '9'"),
        (position("CHN", "RUS", "1", kind="X"), "type 'X'"),
        (position("CHN", "RUS", "1", year=""), "no year"),
        (position("CHN", "RUS", "1") | {"FREQUENCY.ID": "Q"}, "frequency 'Q'"),
        (position("CHN", "ZZZ", "1"), "ZZZ"),
        (position("CHN", "RUS", "1") | {"INDICATOR.ID": "OTHER"}, "no position"),
    ],
)
def test_what_no_row_says_is_refused_in_one_sentence(
    tmp_path: Path, row: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence):
        loaded(tmp_path, [row])


def test_two_values_of_one_position_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a second value for CHN in RUS"):
        loaded(tmp_path, [position("CHN", "RUS", "1"), position("CHN", "RUS", "2")])


def test_counterparts_that_make_twice_the_total_are_refused(tmp_path: Path) -> None:
    rows = [position("CHN", n, "90") for n in ("RUS", "IND", "KAZ")]
    with pytest.raises(SourceError, match="twice its total"):
        loaded(tmp_path, [*rows, position("CHN", "G001", "100")])


@given(st.lists(damaged(), min_size=1, max_size=2))
@settings(max_examples=200)
def test_a_damaged_download_is_refused_or_read(tmp_path_factory, faults) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "dip.csv"
    data = written([*BOTH, position("DEU", "RUS", "-2", IN), position("DEU", "FRA", "")])
    for fault in faults:
        data = fault(data)
    path.write_bytes(data)
    assert_refused_or_read(load, path)


@pytest.fixture(scope="module")
def official(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Both directions of five reporters, as exported on 29 March 2026."""
    place = tmp_path_factory.mktemp("dip")
    for name in ("imf_dip_12.0.1_a.csv.gz", "imf_dip_12.0.1_b.csv.gz"):
        (place / name).write_bytes((shared_data / "fdi" / name).read_bytes())
    return load(place, TODAY)


@pytest.mark.shared
def test_every_row_of_the_real_download_is_accounted_for(official: Load) -> None:
    frame = official.tables["facts"].frame

    assert official.vintage.startswith("12.0.1+")
    assert official.rows_read == frame.height + sum(official.left_out.values()) + len(
        official.refused
    )
    assert official.unmatched == {}
    # China's positions with Korea and Kuwait stand in whole dollars among millions.
    assert len(official.refused) == 36
    assert frame.filter(pl.col("value").abs() > 10**13).height == 0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("investor", "own", "host"),
    [("CHN", 10_644, 3_323), ("DEU", 23_620, 19_558), ("USA", 12_054, 4_547),
     ("JPN", 3_646, 3_259)],
)  # fmt: skip
def test_stocks_in_russia_at_the_end_of_2021_have_two_books(
    official: Load, investor: str, own: int, host: int
) -> None:
    outward = asked(official, f"fdi_out_stock {investor} RUS 2021").value
    inward = asked(official, f"fdi_in_stock RUS {investor} 2021").value

    assert outward is not None
    assert inward is not None
    assert (round(outward / 1_000_000), round(inward / 1_000_000)) == (own, host)


@pytest.mark.shared
def test_russias_stock_in_china_is_320_million_by_chinas_book(official: Load) -> None:
    value = asked(official, "fdi_in_stock CHN RUS 2021").value

    assert value is not None
    assert round(value / 1_000_000) == 320
