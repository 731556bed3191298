"""Panels out of rows written by hand: one book for a pair, typed reasons, derived measures."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import UsageError
from visavis.model.extents import Extent
from visavis.store import write_tables
from visavis.workbench.panel import Panel, panel

FLOWS = (
    # Viet Nam's own book: 1985 to 1987.
    ("exporter", "VNM", "CHN", 1985, 20), ("importer", "CHN", "VNM", 1985, 30),
    ("exporter", "VNM", "WLD", 1985, 100), ("importer", "WLD", "VNM", 1985, 100),
    ("exporter", "VNM", "CHN", 1986, 30), ("importer", "CHN", "VNM", 1986, 50),
    ("exporter", "VNM", "WLD", 1986, 100), ("importer", "WLD", "VNM", 1986, 100),
    ("exporter", "VNM", "WLD", 1987, 100), ("importer", "WLD", "VNM", 1987, 100),
    # China's: 1985 to 1987.
    ("importer", "VNM", "CHN", 1985, 25), ("exporter", "CHN", "VNM", 1985, 35),
    ("importer", "VNM", "CHN", 1986, 15), ("exporter", "CHN", "VNM", 1986, 40),
    ("importer", "VNM", "CHN", 1987, 45), ("exporter", "CHN", "VNM", 1987, 55),
    ("exporter", "CHN", "WLD", 1985, 500), ("importer", "WLD", "CHN", 1985, 500),
    ("exporter", "CHN", "WLD", 1986, 500), ("importer", "WLD", "CHN", 1986, 500),
    ("exporter", "CHN", "WLD", 1987, 500), ("importer", "WLD", "CHN", 1987, 500),
)  # fmt: skip
"""Book, exporter, importer, year, million dollars: invented."""

VOTES = {
    "1": "VNM=yes CHN=yes USA=no", "2": "VNM=yes CHN=abstain USA=no",
    "3": "VNM=yes CHN=yes USA=yes", "4": "VNM=no CHN=no",
}  # fmt: skip
"""Four invented roll calls of 1985; the third is unanimous, the fourth without the third state."""


def _extent(relation: str, book: str, end: int, absent: str = "unknown") -> Extent:
    is_flow = relation == "goods_flow"
    return Extent(
        relation, book, None, None, ("TOTAL",) if is_flow else ("",), date(1985, 1, 1),
        date(end, 12, 31), "year" if is_flow else "day", absent,
    )  # fmt: skip


def facts(rows: tuple[tuple[str, str, str, int, int], ...]) -> pl.DataFrame:
    return pl.DataFrame([
        {
            "relation": "goods_flow", "book": book, "subject": exporter, "partner": importer,
            "product": "TOTAL", "start": date(year, 1, 1), "end": date(year, 12, 31),
            "value": value * 1_000_000, "unit": "USD", "valuation": "FOB", "status": "reported",
            "origin_row": line,
        }
        for line, (book, exporter, importer, year, value) in enumerate(rows, start=2)
    ])  # fmt: skip


def votes() -> dict[str, tuple[pl.DataFrame, tuple[Extent, ...]]]:
    casts = [
        {"rid": rid, "state": state, "position": position}
        for rid, words in VOTES.items()
        for state, _, position in (word.partition("=") for word in words.split())
    ]
    calls = [
        {"rid": rid, "resolution": f"A/RES/65/90{rid}", "held_on": date(1985, 12, 1),
         "title": "An invented matter"}
        for rid in VOTES
    ]  # fmt: skip
    extents = (_extent("votes", "publisher", 1986),)
    return {"roll_calls": (pl.DataFrame(calls), extents), "votes": (pl.DataFrame(casts), extents)}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two states' books of one source, and four votes in a release newer than the starter's."""
    folder = tmp_path_factory.mktemp("panel")
    extents = tuple(_extent("goods_flow", book, 1987) for book in ("exporter", "importer"))
    write_tables(folder, "comtrade", "v1", date(2014, 1, 1), {"facts": (facts(FLOWS), extents)})
    write_tables(folder, "un_votes", "test", date(2030, 1, 1), votes())
    return folder


def of(db: Path, measures: str, **options: object) -> Panel:
    asked = {"states": "VNM", "partners": "CHN", "years": "1985..1987", **options}
    return panel(asked.pop("states"), asked.pop("partners"), measures=measures, db=db, **asked)


def test_a_pair_keeps_one_book_and_says_why_its_last_year_is_empty(db: Path):
    """Viet Nam's own book has two of three years: too few beside China's three, so China's."""
    frame = of(db, "dependence").frame

    assert frame["dependence"].to_list() == [0.3, 0.275, 0.5]
    assert frame["dependence_book"].to_list() == ["partner"] * 3
    assert frame["dependence_source"].unique().to_list() == ["comtrade v1"]


def test_an_owner_s_own_book_is_taken_where_it_has_as_many_years(db: Path):
    frame = of(db, "dependence", years="1985..1986").frame

    assert frame["dependence"].to_list() == [0.25, 0.4]
    assert frame["dependence_book"].to_list() == ["own", "own"]


def test_the_best_of_each_year_is_named_in_each_row(db: Path):
    frame = of(db, "dependence", series="best").frame

    assert frame["dependence"].to_list() == [0.25, 0.4, 0.5]
    assert frame["dependence_book"].to_list() == ["own", "own", "partner"]


def test_a_named_book_leaves_the_year_it_lacks_empty_with_its_reason(db: Path):
    found = of(db, "dependence,exports")
    table = found.robustness(similarity=()).frame.filter(over="books")

    turned = {row["measure"]: row for row in table.iter_rows(named=True) if row["dyads"]}
    assert turned["dependence"]["turned"] == 1  # 0.25 to 0.40 in one book, 0.300 to 0.275
    assert turned["exports"]["variant_1"] == "exporter"
    assert (turned["exports"]["first"], turned["exports"]["last"]) == (1985, 1986)


def test_salience_symmetry_and_interdependence_are_those_of_the_two_shares(db: Path):
    """Own books in 1985: Viet Nam 50 of 200, China 60 of 1,000."""
    row = of(db, "salience,symmetry,interdependence", years="1985..1985").frame.row(0, named=True)

    assert row["salience"] == pytest.approx((0.25 * 0.06) ** 0.5)
    assert row["symmetry"] == pytest.approx(1 - 0.19)
    assert row["interdependence"] == pytest.approx((0.25 * 0.06) ** 0.5 * 0.81)
    assert row["salience_book"] == "own"


def test_undirected_a_directed_measure_has_a_column_for_each_side(db: Path):
    frame = of(db, "dependence,s", years="1985..1985", directed=False).frame
    row = frame.row(0, named=True)

    assert (row["state_a"], row["state_b"]) == ("CHN", "VNM")
    assert (row["dependence_a"], row["dependence_b"]) == (0.06, 0.25)
    assert "s_a" not in frame.columns


def test_agreement_leaves_out_the_unanimous_vote_and_s_does_not(db: Path):
    """Viet Nam and China in 1985: distances 0, 1, 0 (unanimous), 0; agreement over the two that
    divided those that voted, (1 + 1/2) / 2; the fourth was unanimous too."""
    row = of(db, "agreement,s", years="1985..1985").frame.row(0, named=True)

    assert (row["agreement"], row["agreement_n"]) == (0.75, 2)
    assert (row["s"], row["s_n"]) == (1 - 2 * 1 / (2 * 4), 4)


def test_votes_have_typed_reasons_for_every_year_without_a_value(db: Path):
    """1986 is covered without a vote of the two, 1987 is beyond the record."""
    frame = of(db, "agreement,kappa").frame

    assert frame["agreement_missing"].to_list() == [None, "no_common_vote", "out_of_coverage"]
    assert frame["agreement"].to_list()[1:] == [None, None]


def test_a_measure_without_a_source_is_an_empty_column_not_an_error(db: Path):
    frame = of(db, "arms_share,visits,alliance_s,alliance,fdi_in_stock").frame

    for column in ("arms_share", "visits", "alliance_s", "alliance", "fdi_in_stock"):
        assert frame[column].null_count() == 3
        assert frame[f"{column}_missing"].unique().to_list() == ["no_source"]
        assert frame[f"{column}_source"].null_count() == 3


def test_a_value_stands_exactly_where_no_reason_does(db: Path):
    found = of(db, "dependence,trade_to_gdp,exports,agreement,visits", partners="CHN,USA")

    for _, column in found.columns:
        known = found.frame[column].is_not_null()
        assert (known == found.frame[f"{column}_missing"].is_null()).all()


def test_every_cell_is_counted_once_in_the_coverage(db: Path):
    found = of(db, "dependence,agreement", partners="CHN,USA")
    counted = found.coverage().group_by("column", "year").agg(pl.col("dyads").sum())

    assert counted["dyads"].unique().to_list() == [2]
    assert counted.height == 2 * 3


def test_the_bibliography_has_what_was_used_and_nothing_else(db: Path):
    text = of(db, "dependence,agreement,arms_share").bibtex()

    assert "@misc{comtrade_v1," in text
    assert "@article{barbieri1996," in text
    assert "kinsella1998" in text  # the measure's paper, though no value was found
    assert "sipri" not in text
    assert "signorino1999" not in text


def test_the_codebook_explains_every_column_of_the_frame(db: Path):
    found = of(db, "dependence,salience,agreement,agreements", system="cow,gw", directed=False)
    book = found.codebook()

    assert book["column"].to_list() == found.frame.columns
    assert (book["what"].str.len_chars() > 10).all()
    shares = book.filter(pl.col("column").is_in(["dependence_a", "dependence_b"]))
    assert shares["denominator"].unique().to_list() == ["goods trade of state_a with the world"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"measures": "reliance"}, "some of dependence"),
        ({"measures": ""}, "some of dependence"),
        ({"measures": "s,s"}, "'s' twice"),
        ({"years": "1987..1985"}, "an end before its start"),
        ({"years": [1985, "1986"]}, "1990..2020"),
        ({"years": []}, "1990..2020"),
        ({"years": [10, 11]}, "years from 1800"),
        ({"series": "two"}, "one of one, best"),
        ({"votes_by": "month"}, "one of year, session"),
        ({"composition": "first"}, "one of each_year, last"),
        ({"sources": {"s": "comtrade"}}, "lists or books"),
        ({"sources": {"dependence": "nobody"}}, "one of baci"),
        ({"states": None, "partners": None, "years": "1950..1987", "measures": "exports,imports"},
         "1,000,000 at most"),
    ],
)  # fmt: skip
def test_bad_words_are_one_plain_sentence(db: Path, options: dict[str, object], said: str):
    with pytest.raises(UsageError, match=said):
        of(db, **{"measures": "dependence", **options})
