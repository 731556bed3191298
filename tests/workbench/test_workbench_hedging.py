"""Ties with two powers out of rows written by hand: one list for all poles, places, gaps."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import UsageError
from visavis.model.extents import Extent
from visavis.model.figures import Missing
from visavis.store import Store, write_tables
from visavis.workbench import Workbench
from visavis.workbench.hedging import HedgingYear, hedging_years, newest_year

OTHERS = ["THA", "MYS", "IDN", "PHL", "SGP", "JPN", "KOR", "IND", "AUS", "NZL"]


def write_arms(folder: Path, rows: dict[tuple[str, str], int]) -> None:
    """Deliveries of 2014 by supplier and recipient, in tables that print nought in other years."""
    frame = pl.DataFrame(
        [
            {
                "relation": "arms_transfer", "book": "publisher", "subject": supplier,
                "partner": recipient, "product": "", "start": date(year, 1, 1),
                "end": date(year, 12, 31), "value": value if year == 2014 else 0, "unit": "TIV",
                "valuation": "", "status": "reported", "origin_row": line,
            }
            for line, ((supplier, recipient), value) in enumerate(rows.items(), start=2)
            for year in range(2000, 2022)
        ]
    )  # fmt: skip
    extent = Extent(
        "arms_transfer", "publisher", None, None, ("",), date(1950, 1, 1), date(2021, 12, 31),
        "year", "zero",
    )  # fmt: skip
    write_tables(folder, "sipri", "v1", date(2022, 1, 1), {"facts": (frame, (extent,))})


def write_allies(folder: Path, *pairs: tuple[str, str]) -> None:
    frame = pl.DataFrame(
        [
            {
                "relation": "alliance", "key": str(line), "title": f"No. {line}", "subject": a,
                "partner": b, "kind": "defence", "signed": date(1950, 1, 1),
                "start": date(1950, 1, 1), "end": None, "precision": "day", "origin_row": line,
            }
            for line, (a, b) in enumerate(pairs, start=2)
        ],
        schema_overrides={"end": pl.Date},
    )  # fmt: skip
    extent = Extent(
        "alliance", "publisher", None, None, ("",), date(1815, 1, 1), date(2018, 12, 31), "day",
        "zero",
    )  # fmt: skip
    write_tables(folder, "atop", "v1", date(2022, 1, 1), {"ties": (frame, (extent,))})


def write_trips(folder: Path, source: str, pole: str, travellers: tuple[str, ...]) -> None:
    """A list of visits that one power keeps: of and to itself alone."""
    frame = pl.DataFrame(
        [
            {
                "traveller": a, "host": b, "start": date(2014, 5, 1), "end": date(2014, 5, 2),
                "role": "president", "name": "N.", "place": "", "origin_row": line,
            }
            for line, (a, b) in enumerate([(pole, t) for t in travellers], start=2)
        ]
    )  # fmt: skip
    days = (date(1990, 1, 1), date(2020, 12, 31))
    extents = tuple(
        Extent("trips", "publisher", *sides, ("",), *days, "day", "zero")
        for sides in (((pole,), None), (None, (pole,)))
    )
    write_tables(folder, source, "v1", date(2022, 1, 1), {"trips": (frame, extents)})


def ties_of(found: HedgingYear, domain: str) -> tuple[tuple[float | None, ...], tuple[object, ...]]:
    row = next(each for each in found.found.domains if each.domain == domain)
    return row.ties, row.missing


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """Vietnam: arms 30 from China and 10 from the US, an ally of China; others small or none."""
    arms = {("CHN", "VNM"): 30, ("USA", "VNM"): 10} | {("USA", each): 1 for each in OTHERS}
    write_arms(tmp_path, arms)
    write_allies(tmp_path, ("CHN", "VNM"), ("JPN", "USA"))
    return Workbench(Store((tmp_path,)))


def test_arms_of_five_years_and_alliances_give_leans_places_and_a_category(bench) -> None:
    """Leans (30-10)/40 = 0.5 and 1: mean 0.75, balance 0.25. Most states have neither."""
    (found,) = hedging_years(bench, "VNM", ("CHN", "USA"), [2016])

    assert ties_of(found, "arms")[0] == (30.0, 10.0)
    assert ties_of(found, "alliance")[0] == (1.0, 0.0)
    assert found.found.lean == pytest.approx(0.75)
    assert found.found.balance == pytest.approx(0.25)
    assert found.found.engagement > 0.9
    assert (found.found.category, found.found.aligned_with) == ("aligned", "CHN")


def test_the_reference_is_the_states_of_the_year_without_the_poles_and_territories(bench) -> None:
    (found,) = hedging_years(bench, "VNM", ("CHN", "USA"), [2016])
    arms = next(each for each in found.ties if each.domain.id == "arms")

    assert {"VNM", "THA", "JPN"} <= {*arms.reference}
    assert not {"CHN", "USA", "GRL", "SUN"} & {*arms.reference}


def test_arms_before_the_five_years_are_not_counted(bench) -> None:
    (found,) = hedging_years(bench, "VNM", ("CHN", "USA"), [2018])
    assert ties_of(found, "arms")[0] == (30.0, 10.0)

    (later,) = hedging_years(bench, "VNM", ("CHN", "USA"), [2019])
    assert ties_of(later, "arms")[0] == (0.0, 0.0)
    assert ties_of(later, "alliance") == ((None, None), (Missing.OUT_OF_COVERAGE,) * 2)


def test_visits_that_each_power_lists_itself_are_not_compared(tmp_path: Path) -> None:
    write_trips(tmp_path, "us_state_visits", "USA", ("VNM", "VNM"))
    write_trips(tmp_path, "china_visits", "CHN", ("VNM",))
    (found,) = hedging_years(Workbench(Store((tmp_path,))), "VNM", ("CHN", "USA"), [2014])

    assert ties_of(found, "visits") == ((None, None), (Missing.UNDEFINED,) * 2)
    visits = next(each for each in found.ties if each.domain.id == "visits")
    assert {f.source for each in visits.figures for f in each} == {
        "china_visits",
        "us_state_visits",
    }
    assert found.found.missing is Missing.INCOMPLETE


def test_a_domain_without_a_source_is_missing_and_never_zero(bench) -> None:
    (found,) = hedging_years(bench, "VNM", ("CHN", "USA"), [2016])

    for domain in ("trade", "votes", "investment", "agreements", "visits"):
        assert ties_of(found, domain) == ((None, None), (Missing.NO_SOURCE,) * 2)


def test_the_newest_year_is_the_last_with_most_domains(bench) -> None:
    """Alliances end in 2018, arms in 2021."""
    assert newest_year(bench, "VNM", ("CHN", "USA")) == 2018


def test_three_poles_have_shares_and_no_lean(bench) -> None:
    (found,) = hedging_years(bench, "VNM", ("CHN", "USA", "RUS"), [2016])

    assert found.found.position == pytest.approx((0.875, 0.125, 0))
    assert found.found.lean is None


@pytest.mark.parametrize(
    ("subject", "poles", "year", "said"),
    [
        ("VNM", ("CHN",), 2016, "two or three"),
        ("VNM", ("CHN", "CHN"), 2016, "two or three"),
        ("VNM", ("CHN", "VNM"), 2016, "two or three"),
        ("VNM", ("CHN", "EU"), 2016, "single states"),
        ("VNM", ("CHN", "SUN"), 2016, "SUN, which existed"),
    ],
)
def test_what_is_no_pole_is_refused(bench, subject, poles, year, said) -> None:
    with pytest.raises(UsageError, match=said):
        hedging_years(bench, subject, poles, [year])
