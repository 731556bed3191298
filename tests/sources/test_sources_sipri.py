"""SIPRI's TIV tables and registers: nothing shifted, no nought for nothing, no single year."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import given, settings
from hypothesis import strategies as st
from sipri_samples import new_table, old_table, register

from visavis.errors import SourceError
from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import TableEntry
from visavis.model.facts import Fact
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.sources import Load
from visavis.sources.sipri import load
from visavis.sources.sipri_register import load as load_register

TODAY = date(2026, 1, 2)
RUSSIA = {
    "China": {2000: "10", 2001: "20", 2003: "0"},
    "Viet Nam": {2002: "5"},
    "Houthi rebels (Yemen)*": {2004: "1"},
    "African Union**": {2005: "0"},
}


def folder(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    place = tmp_path / "tables"
    place.mkdir(exist_ok=True)
    for name, data in files.items():
        (place / name).write_bytes(data)
    return place


def row(found: Load, supplier: str, recipient: str, year: int) -> tuple[Decimal, str]:
    frame = found.tables["facts"].frame
    here = frame.filter(
        (pl.col("subject") == supplier)
        & (pl.col("partner") == recipient)
        & (pl.col("start") == date(year, 1, 1))
        & (pl.col("unit") == "TIV")
    )
    assert here.height == 1
    return here["value"][0], here["status"][0]


def indexed(found: Load, source: str = "sipri", buyer: str = "") -> FactIndex:
    """The load (of one recipient alone) as a measure meets it."""
    table = found.tables["facts"]
    entry = TableEntry(source, found.vintage, found.released, "facts", "", "", 0, table.extents)
    index = FactIndex([entry], [entry])
    rows = table.frame.filter(pl.col("partner").str.contains(buyer)).iter_rows()
    index.add(Fact(source, found.vintage, *cells) for cells in rows)
    return index


def asked(found: Load, query: str, source: str = "sipri") -> Figure:
    return evaluate(Query.parse(query), indexed(found, source))


def test_a_suppliers_table_gives_whole_tiv_by_recipient_and_year(tmp_path: Path) -> None:
    found = load(folder(tmp_path, {"RUS.csv": old_table("Russia", RUSSIA)}), TODAY)

    assert found.vintage == "2022-07-28"
    assert found.released == date(2022, 7, 28)
    assert row(found, "RUS", "CHN", 2001) == (Decimal(20_000_000), "reported")
    assert row(found, "RUS", "WLD", 2001) == (Decimal(20_000_000), "reported")


def test_a_printed_nought_is_an_estimate_and_an_empty_cell_a_true_zero(tmp_path: Path) -> None:
    found = load(folder(tmp_path, {"RUS.csv": old_table("Russia", RUSSIA)}), TODAY)

    assert row(found, "RUS", "CHN", 2003) == (Decimal(0), "estimated")
    assert row(found, "RUS", "CHN", 2002) == (Decimal(0), "true_zero")


def test_a_printed_nought_is_never_shown_as_a_plain_zero(tmp_path: Path) -> None:
    found = load(folder(tmp_path, {"RUS.csv": old_table("Russia", RUSSIA)}), TODAY)

    nought = asked(found, "arms_exports RUS CHN 2003")
    none = asked(found, "arms_exports RUS CHN 2002")

    assert nought.value is None
    assert nought.missing is Missing.INCOMPLETE
    assert nought.lower_bound == 0
    assert nought.detail["upper_bound"] == 500_000
    assert none.value == 0
    assert "inferred_zero" not in none.detail


def test_recipients_that_are_no_states_keep_the_total_accountable(tmp_path: Path) -> None:
    found = load(folder(tmp_path, {"RUS.csv": old_table("Russia", RUSSIA)}), TODAY)

    partners = set(found.tables["facts"].frame["partner"])
    assert {"_NES_HOUTHI_REBELS_YEMEN", "_NES_AFRICAN_UNION"} <= partners
    assert found.unmatched == {}


def test_a_recipients_table_gives_shares_and_ranks_of_its_own_total(tmp_path: Path) -> None:
    rows = {"Russia": {2000: "60"}, "France": {2000: "30"}, "Unknown supplier(s)": {2000: "10"}}
    table = old_table("India", rows, side="to")
    found = load(folder(tmp_path, {"IND.csv": table}), TODAY)

    assert asked(found, "arms_imports IND RUS 2000 form=share").value == 60
    assert asked(found, "arms_imports IND FRA 2000 form=rank").value == 2
    assert asked(found, "arms_imports IND RUS 2000").unit == "TIV"


def test_one_suppliers_table_says_nothing_of_what_others_sold(tmp_path: Path) -> None:
    found = load(folder(tmp_path, {"RUS.csv": old_table("Russia", RUSSIA)}), TODAY)

    assert asked(found, "arms_imports CHN RUS 2000 form=share").value is None
    assert asked(found, "arms_imports CHN USA 2000").value is None
    assert asked(found, "arms_exports RUS CHN 2000 form=share").value == 100
    assert asked(found, "arms_exports RUS CHN 2001 form=rank").value == 1


def test_totals_of_recipients_complete_a_suppliers_table(tmp_path: Path) -> None:
    totals = {"China": {2000: "40"}, "India": {2000: "99960"}}
    files = {
        "RUS.csv": old_table("Russia", RUSSIA, made="13 Oct 2006"),
        "totals.csv": new_table(totals),
    }
    found = load(folder(tmp_path, files), TODAY)

    share = asked(found, "arms_imports CHN RUS 2000 form=share")
    assert share.value == 25
    assert asked(found, "arms_imports CHN - 2000").value == 40_000_000
    rank = asked(found, "arms_imports CHN RUS 2000 form=rank")
    assert (rank.value, rank.lower_bound) == (None, 1)


def test_a_table_of_suppliers_totals_ranks_nobodys_suppliers(tmp_path: Path) -> None:
    totals = {"Russia": {2000: "60000"}, "France": {2000: "40000"}}
    table = new_table(totals, side="Exports by")
    found = load(folder(tmp_path, {"totals.csv": table}), TODAY)

    assert asked(found, "arms_exports RUS - 2000").value == 60_000_000_000
    assert asked(found, "arms_exports RUS CHN 2000").value is None


def test_two_days_are_two_releases_that_stand_side_by_side(tmp_path: Path) -> None:
    days = []
    for made, value in (("28 July 2022", "54"), ("18 May 2026", "48")):
        rows = {"Russia": {2005: value}, "France": {2005: str(100 - int(value))}}
        table = old_table("India", rows, side="to", made=made)
        days.append(load(folder(tmp_path, {"IND.csv": table}), TODAY))

    assert [each.vintage for each in days] == ["2022-07-28", "2026-05-18"]
    shares = [asked(each, "arms_imports IND RUS 2005 form=share").value for each in days]
    assert shares == [54, 48]


def test_a_year_that_had_not_been_published_is_out_of_coverage(tmp_path: Path) -> None:
    table = old_table("Russia", {"China": {2004: "7"}}, made="1 February 2006")
    found = load(folder(tmp_path, {"RUS.csv": table}), TODAY)

    assert asked(found, "arms_exports RUS CHN 2005").missing is Missing.OUT_OF_COVERAGE
    assert sum(found.left_out.values()) == 2  # China's cell and the total's


def test_supplier_and_recipient_tables_that_agree_are_read_once(tmp_path: Path) -> None:
    files = {
        "RUS.csv": old_table("Russia", {"China": {2000: "10"}}),
        "CHN.csv": old_table("China", {"Russia": {2000: "10"}}, side="to"),
    }
    found = load(folder(tmp_path, files), TODAY)

    assert found.left_out == {"cells that another table has too, with the same value": 6}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a": old_table("Russia", RUSSIA), "b": old_table("India", {}, made="29 July 2022")},
         "tables of different days"),
        ({"a": old_table("Russia", {"China": {2000: "10"}}),
          "b": old_table("China", {"Russia": {2000: "11"}}, side="to")}, "another value for RUS"),
        ({"a": old_table("Russia", RUSSIA).replace(b"China,10,20", b"China,10,200")}, "total of"),
        ({"a": old_table("Russia", RUSSIA).replace(b"China,10,20", b"China,,10,20")}, "fields"),
        ({"a": old_table("Russia", RUSSIA).replace(b",2001,", b",20211,")}, "year '20211'"),
        ({"a": old_table("Russia", RUSSIA).replace(b"China,10", b"China,-10")}, "'-10'"),
        ({"a": old_table("Russia", RUSSIA).replace(b"Viet Nam", b"China")}, "a second time"),
        ({"a": old_table("Russia", RUSSIA).replace(b"China", b"Chinaa")}, "Chinaa"),
        ({"a": old_table("all", RUSSIA)}, "carry"),
        ({"a": b"\n".join(old_table("Russia", RUSSIA).split(b"\n")[:-3])}, "no total row"),
        ({"a": old_table("Russia", RUSSIA).replace(b"\n", b";;;\n")}, "';'"),
        ({"a": new_table({"China": {2000: "10"}})}, "the whole world"),
        ({"a": register([])}, "sipri_register"),
    ],
)  # fmt: skip
def test_what_is_not_as_exported_is_refused_in_one_sentence(
    tmp_path: Path, files: dict[str, bytes], sentence: str
) -> None:
    place = folder(tmp_path, {f"{name}.csv": data for name, data in files.items()})

    with pytest.raises(SourceError, match=sentence):
        load(place, TODAY)


DEAL = "India,Russia,1999,?,4,,T-90,tank,4,?,{years},New,Deal of {deal},1.5,6,{tiv}"


def deal(years: str, tiv: str, name: str = "an order", supplier: str = "Russia") -> str:
    return DEAL.format(years=years, tiv=tiv, deal=name).replace("Russia", supplier)


def registered(tmp_path: Path, deals: list[str], **more: str) -> Load:
    path = tmp_path / "register.csv"
    path.write_bytes(register(deals, **more))
    return load_register(path, TODAY)


def test_a_register_splits_a_delivery_equally_and_says_that_it_is_an_estimate(
    tmp_path: Path,
) -> None:
    found = registered(tmp_path, [deal("2000; 2001; 2002", "10")])

    parts = [row(found, "RUS", "IND", year) for year in (2000, 2001, 2002)]
    assert sum(value for value, _ in parts) == 10_000_000
    assert {status for _, status in parts} == {"estimated"}


def test_a_register_gives_five_years_together_and_no_single_year(tmp_path: Path) -> None:
    deals = [deal("2000; 2001", "9"), deal("2003", "1", supplier="France")]
    found = registered(tmp_path, [*deals, deal("2005", "1", supplier="Italy")])

    def register_says(query: str) -> Figure:
        return asked(found, query, "sipri_register")

    assert register_says("arms_imports IND RUS 2000").missing is Missing.UNDEFINED
    four = register_says("arms_imports IND RUS 2000..2003 aggregation=sum")
    five = register_says("arms_imports IND RUS 2000..2004 form=share aggregation=sum")
    assert four.missing is Missing.UNDEFINED
    assert five.value == 90
    assert "split equally" in five.valuation


def test_orders_are_counted_by_year_of_order_and_deliveries_never_are(tmp_path: Path) -> None:
    found = registered(tmp_path, [deal("2005", "9"), deal("", "")])

    orders = asked(found, "arms_orders IND RUS 1999 form=count", "sipri_register")
    early = asked(found, "arms_imports IND RUS 1995..1999 aggregation=sum", "sipri_register")
    assert orders.value == 2
    assert early.value == 0


def test_a_row_broken_in_its_comments_is_put_together(tmp_path: Path) -> None:
    broken = deal("2000", "9", "part\nof a larger order")
    found = registered(tmp_path, [broken, deal("2001", "1")])

    assert found.rows_read == 2
    assert found.refused == ()
    assert row(found, "RUS", "IND", 2000)[0] == 9_000_000


def test_two_deals_alike_word_for_word_are_two_deals(tmp_path: Path) -> None:
    found = registered(tmp_path, [deal("2000", "9")] * 2)

    assert row(found, "RUS", "IND", 2000)[0] == 18_000_000


def test_turkey_is_one_state_under_both_of_its_spellings(tmp_path: Path) -> None:
    spelt = [deal("2000", "9").replace("India", name) for name in ("Turkey", "Turkiye")]
    found = registered(tmp_path, spelt)

    assert row(found, "RUS", "TUR", 2000)[0] == 18_000_000


def test_a_copy_without_its_head_is_read_but_nothing_in_it_is_zero(tmp_path: Path) -> None:
    lines = register([deal("2000; 2004", "9")]).split(b"\n")
    path = tmp_path / "stripped.csv"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines[11:]))
    found = load_register(path, TODAY)

    assert found.vintage.startswith("to-2004+")
    query = "arms_imports IND RUS 2000..2004 form=share aggregation=sum"
    assert asked(found, query, "sipri_register").value is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (register([deal("2000", "9")]).replace(b"\n", b";;;;\n"), "saved the file again"),
        (register([deal("20001", "9")]), "years '20001'"),
        (register([deal("2000", "-9")]), "volumes"),
        (register([deal("", "9")]), "delivered in no year"),
        (register([deal("2000", "9").replace("New", "Newish")]), "status 'Newish'"),
        (register([deal("2000", "9") + ",1"]), "17 fields"),
        (register([deal("2000", "9").replace("India", "Indiaa")]), "Indiaa"),
        (register([deal("2000", "9")])[:-15], "fields"),
        (old_table("Russia", RUSSIA), "a TIV table"),
    ],
)
def test_a_changed_register_is_refused_in_one_sentence(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(data)

    with pytest.raises(SourceError, match=sentence):
        load_register(path, TODAY)


@given(st.lists(damaged(), min_size=1, max_size=2))
@settings(max_examples=150)
def test_a_damaged_table_is_refused_or_read(tmp_path_factory, faults) -> None:
    place = tmp_path_factory.mktemp("fuzz")
    data = old_table("Russia", RUSSIA)
    for fault in faults:
        data = fault(data)
    (place / "a.csv").write_bytes(data)
    assert_refused_or_read(load, place / "a.csv")


@given(st.lists(damaged(), min_size=1, max_size=2))
@settings(max_examples=150)
def test_a_damaged_register_is_refused_or_read(tmp_path_factory, faults) -> None:
    place = tmp_path_factory.mktemp("fuzz")
    data = register([deal("2000; 2001", "9"), deal("2003", "1", supplier="France")])
    for fault in faults:
        data = fault(data)
    (place / "a.csv").write_bytes(data)
    assert_refused_or_read(load_register, place / "a.csv")


@given(st.lists(damaged(), min_size=1, max_size=2))
@settings(max_examples=80)
def test_a_damaged_table_of_totals_is_refused_or_read(tmp_path_factory, faults) -> None:
    place = tmp_path_factory.mktemp("fuzz")
    data = new_table({"China": {2000: "40", 2001: "0 "}, "India": {2000: "99960"}})
    for fault in faults:
        data = fault(data)
    (place / "a.csv").write_bytes(data)
    assert_refused_or_read(load, place / "a.csv")


@pytest.fixture(scope="module")
def official(shared_data: Path) -> FactIndex:
    """The supplier tables that SIPRI generated on 28 July 2022."""
    return indexed(load(shared_data / "arms" / "tiv_export_tables_2022", TODAY))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("recipient", "supplier", "years", "share"),
    [
        ("CHN", "RUS", "2000..2020", "79.2"),
        ("CHN", "RUS", "2000..2009", "86.3"),
        ("CHN", "RUS", "2010..2019", "66.3"),
        ("CHN", "RUS", "2016..2020", "77.3"),
        ("IND", "RUS", "2000..2020", "67.6"),
        ("IND", "RUS", "2000..2009", "73.8"),
        ("IND", "RUS", "2010..2019", "66.3"),
        ("IND", "RUS", "2016..2020", "54.3"),
        ("ASEAN", "RUS", "2000..2020", "25.7"),
        ("ASEAN", "USA", "2000..2020", "19.3"),
        ("ASEAN", "RUS", "2016..2020", "16.7"),
        ("ASEAN", "USA", "2016..2020", "15.1"),
        ("VNM", "RUS", "2000..2020", "82.5"),
        ("IDN", "RUS", "2000..2020", "15.2"),
        ("IDN", "USA", "2000..2020", "12.6"),
        ("IDN", "KOR", "2000..2020", "16.6"),
        ("MYS", "RUS", "2000..2020", "26.3"),
        ("MYS", "RUS", "2000..2009", "36.9"),
        ("KAZ", "RUS", "2000..2020", "84.1"),
        ("MNG", "RUS", "2000..2020", "100.0"),
    ],
)
def test_the_tables_of_2022_give_the_shares_that_sipri_gives(
    official: FactIndex, recipient: str, supplier: str, years: str, share: str
) -> None:
    query = f"arms_imports {recipient} {supplier} {years} form=share aggregation=sum"
    value = evaluate(Query.parse(query), official).value

    assert value is not None
    assert round(value, 1) == Decimal(share)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("recipient", "total"), [("CHN", 38_981), ("IND", 54_643), ("ASEAN", 41_819), ("VNM", 7_849)]
)
def test_the_tables_of_2022_give_the_totals_behind_them(
    official: FactIndex, recipient: str, total: int
) -> None:
    query = f"arms_imports {recipient} - 2000..2020 aggregation=sum"

    assert evaluate(Query.parse(query), official).value == total * 1_000_000


@pytest.mark.shared
def test_the_tables_of_2022_rank_indonesias_suppliers(official: FactIndex) -> None:
    query = "arms_imports IDN KOR 2000..2020 form=rank aggregation=sum"

    assert evaluate(Query.parse(query), official).value == 1


@pytest.mark.shared
def test_russias_deliveries_to_china_come_out_year_by_year(official: FactIndex) -> None:
    years = [2231, 2495, 2536, 2066, 2872, 3077, 2450, 1301, 1459, 1100, 657]
    found = [
        evaluate(Query.parse(f"arms_exports RUS CHN {2000 + n}"), official).value
        for n in range(len(years))
    ]

    assert found == [each * 1_000_000 for each in years]


@pytest.mark.shared
def test_every_file_of_sipri_at_hand_is_read_or_refused(shared_data: Path) -> None:
    arms = shared_data / "arms"

    joined = load(arms / "tiv_dyadic_1950_2021_from_360info.csv", TODAY)
    totals = load(arms / "import-export-values_1950-2024.csv", TODAY)
    registers = [
        load_register(arms / f"sipri_trade_register_{name}.csv", TODAY)
        for name in ("hofmann_2024", "colas_2025")
    ]
    with pytest.raises(SourceError, match="saved the file again"):
        load_register(arms / "sipri_trade_register_kume_mideast.csv", TODAY)

    assert [each.vintage for each in (totals, *registers)] == [
        "2024-10-13", "2024-10-13", "2025-03-13",
    ]  # fmt: skip
    assert [each.rows_read for each in registers] == [27_951, 29_515]
    assert all(not each.refused and not each.unmatched for each in (joined, totals, *registers))


@pytest.mark.shared
def test_a_register_comes_near_the_tables_over_two_decades(shared_data: Path) -> None:
    path = shared_data / "arms" / "sipri_trade_register_colas_2025.csv"
    index = indexed(load_register(path, TODAY), "sipri_register", "CHN")
    query = "arms_imports CHN RUS 2000..2020 form=share aggregation=sum"
    value = evaluate(Query.parse(query), index).value

    assert value is not None
    assert abs(value - Decimal("79.2")) < 2
