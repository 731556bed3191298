"""Who arms whom: worked by hand on made-up tables; against published shares on SIPRI's own."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from sipri_samples import old_table, register

import visavis as vv
from visavis.errors import UsageError
from visavis.measures.arms import suppliers
from visavis.model.figures import Missing
from visavis.model.wanted import Wanted
from visavis.refresh import add
from visavis.store import default_store
from visavis.workbench.arms_shares import ArmsShares

pytestmark = pytest.mark.usefixtures("own_folder")
YEARS = range(2000, 2021)
TODAY = date(2026, 1, 2)
DEAL = "India,Russia,2000,,4,,T-90,tank,4,,2001; 2002; 2003; 2004; 2005,New,a deal,10,40,40"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Suppliers of India (60, 30, 10 a year) and Kenya (15, 5, 5, and a printed nought)."""
    place = tmp_path_factory.mktemp("arms")
    yearly = {
        "India": {"Russia": "60", "France": "30", "Israel": "10"},
        "Kenya": {"Serbia": "15", "China": "5", "Italy": "5"},
    }
    for name, volumes in yearly.items():
        rows = {supplier: dict.fromkeys(YEARS, tiv) for supplier, tiv in volumes.items()}
        if name == "Kenya":
            rows["Sweden"] = {2016: "0"}
        (place / f"{name}.csv").write_bytes(old_table(name, rows, YEARS, side="to"))
    folder = tmp_path_factory.mktemp("db") / "db"
    add("sipri", place, folder, TODAY)
    return folder


def shares(found: ArmsShares) -> dict[str, Decimal]:
    return {each.partner: each.share for each in found.table.shares if each.share is not None}


def test_shares_and_concentration_by_hand(db: Path) -> None:
    """60, 30 and 10 of 100 a year: 0.36 + 0.09 + 0.01 = 0.46, as 2.17 equal ones."""
    found = vv.arms(recipient="IND", years="2016..2020", db=db)

    assert shares(found) == {"RUS": 60, "FRA": 30, "ISR": 10}
    assert found.table.total.value == 500_000_000
    assert found.table.hhi == found.table.hhi_most == Decimal("0.46")
    assert round(found.table.effective, 2) == Decimal("2.17")
    assert [each.rank for each in found.table.shares] == [1, 2, 3]


def test_equal_volumes_share_a_rank_and_a_printed_nought_has_none(db: Path) -> None:
    found = vv.arms(recipient="KEN", years="2016..2020", db=db)
    ranks = {each.partner: each.rank for each in found.table.shares}
    (sweden,) = [each for each in found.table.shares if each.partner == "SWE"]

    assert ranks == {"SRB": 1, "CHN": 2, "ITA": 2, "SWE": None}
    assert (sweden.share, sweden.figure.value) == (None, None)
    assert sweden.figure.missing is Missing.INCOMPLETE


def test_a_group_is_the_sum_and_each_member_has_its_own_table(db: Path) -> None:
    """Of 125 a year Russia has 60: 48 %."""
    found = vv.arms(recipient="IND+KEN", years="2016..2020", db=db)

    assert shares(found)["RUS"] == 48
    assert sum(shares(found).values()) == 100
    assert [(each.owner, each.total.value) for each in found.members] == [
        ("IND", 500_000_000),
        ("KEN", 125_000_000),
    ]


def test_years_that_the_tables_lack_are_named_and_left_out(db: Path) -> None:
    found = vv.arms(recipient="IND", years="2019..2022", db=db)

    assert found.asked == (2019, 2022)
    assert str(found.period) == "2019..2020"
    assert found.missing_years == (
        (2021, Missing.OUT_OF_COVERAGE), (2022, Missing.OUT_OF_COVERAGE),
    )  # fmt: skip
    assert shares(found)["RUS"] == 60


@pytest.mark.parametrize(("supplier", "expected"), [("FRA", (30, 2)), ("USA", (0, None))])
def test_a_supplier_beside_the_recipient_gets_its_place(db, supplier, expected) -> None:
    about = vv.arms(recipient="IND", supplier=supplier, years="2016..2020", db=db).about

    assert (about.share, about.rank) == expected


def test_every_number_can_be_asked_again(db: Path) -> None:
    found = vv.arms(recipient="IND+KEN", years="2016..2020", db=db)
    bench = vv.Workbench(default_store(db))

    for table in (found.table, *found.members):
        for each in table.shares:
            again = bench.figure(vv.Query.parse(str(each.figure.query)))
            assert (again.value, again.missing) == (each.figure.value, each.figure.missing)


def test_a_register_of_orders_answers_for_five_years_together_and_never_for_one(
    tmp_path: Path,
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(register([DEAL]))
    add("sipri_register", file, tmp_path / "db", TODAY)
    found = vv.arms(recipient="IND", years="2001..2005", db=tmp_path / "db")

    assert shares(found) == {"RUS": 100}
    assert "split equally" in found.table.total.valuation
    with pytest.raises(UsageError, match="five years or more"):
        vv.arms(recipient="IND", years="2005", db=tmp_path / "db")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"years": "2020"}, "neither recipient nor supplier"),
        ({"recipient": "IND", "years": [2010, 2012]}, "without gaps"),
        ({"recipient": "Narnia", "years": "2020"}, "Narnia"),
        ({"recipient": "IND", "years": "2020"}, "visavis data add sipri DIR"),
    ],
)
def test_a_question_without_answer_is_one_sentence(options, message) -> None:
    """The starter has no arms: the last one says what brings them."""
    with pytest.raises(UsageError, match=message):
        vv.arms(**options)


@pytest.fixture(scope="module")
def published(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SIPRI's tables of all suppliers, made in July 2022."""
    folder = tmp_path_factory.mktemp("sipri") / "db"
    add("sipri", shared_data / "arms" / "tiv_export_tables_2022", folder, TODAY)
    return folder


@pytest.mark.shared
@pytest.mark.parametrize(
    ("recipient", "years", "expected"),
    [
        ("CHN", "2000..2020", {"RUS": 79.2}),
        ("IND", "2000..2020", {"RUS": 67.6}),
        ("ASEAN", "2000..2020", {"RUS": 25.7, "USA": 19.3}),
        ("ASEAN", "2000..2009", {"RUS": 24.0, "USA": 22.4}),
        ("ASEAN", "2010..2019", {"RUS": 27.6, "USA": 17.9}),
        ("ASEAN", "2016..2020", {"RUS": 16.7, "USA": 15.1}),
    ],
)
def test_shares_on_sipris_own_tables(published, recipient, years, expected) -> None:
    found = vv.arms(recipient=recipient, years=years, db=published)

    assert {key: float(round(shares(found)[key], 1)) for key in expected} == expected
    assert [each.partner for each in found.table.shares][: len(expected)] == list(expected)
    assert 1 <= found.table.effective <= len(found.table.shares)


@pytest.mark.shared
def test_recipients_add_up_to_the_suppliers_total_but_for_rounding(published) -> None:
    found = vv.arms(supplier="RUS", years="2016..2020", db=published)

    assert abs(found.table.unnamed) < found.table.total.value / 1000
    assert shares(found)["IND"] == max(shares(found).values())


@pytest.mark.shared
@pytest.mark.parametrize("recipient", ["CHN", "IND"])
def test_exact_figures_and_the_measure_over_a_frame_agree(published, recipient) -> None:
    """Two roads from the same rows: a figure for each supplier, and `measures.arms.suppliers`."""
    found = vv.arms(recipient=recipient, years="2000..2020", db=published)
    states = frozenset({recipient})
    wanted = Wanted(
        frozenset({"arms_transfer"}), None, states, None, date(2000, 1, 1), date(2020, 12, 31)
    )
    rows = [
        (row.subject, row.partner, row.start.year, float(row.value), "TIV")
        for row in default_store(published).facts([wanted])
        if row.status != "true_zero" and row.value is not None
    ]
    columns = ["supplier", "recipient", "year", "value", "unit"]
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    other = suppliers(frame, recipients=recipient, years=(2000, 2020), covered=(1950, 2021))

    assert float(found.table.hhi) == pytest.approx(other.hhi, rel=1e-12)
    for each in other.suppliers:
        if each.volume.value:
            assert float(shares(found)[each.supplier]) == pytest.approx(100 * each.share)
