"""The questions beside a claim's own: each changes one thing, and is counted when it is tried."""

import pytest
from table import Table, claim, level, report, verdict

from visavis.checking.neighbours import CHANGES, RINGS, neighbours, ring_of
from visavis.checking.readings import plan
from visavis.model.verdicts import Verdict


def near(one, *peers):
    from dataclasses import replace

    return {str(q): change for change, q in neighbours(replace(plan(one, 2021), peers=peers))}


@pytest.mark.parametrize(
    ("one", "query", "change"),
    [
        (claim(), "exports CHN RUS 2020 form=share denominator=exports", "direction"),
        (claim(), "exports RUS CHN 2020 form=share denominator=trade", "denominator"),
        (claim(), "exports RUS CHN 2019 form=share denominator=exports", "year_before"),
        (claim(), "exports RUS CHN 2020 form=growth baseline=2019", "form"),
        (level("50"), "exports RUS CHN+HKG 2020", "with_hong_kong"),
        (level("50", partner="CHN+HKG"), "exports RUS CHN 2020", "without_hong_kong"),
        (level("50"), "exports RUS CHN 2020 without=gold", "without_gold"),
        (level("50"), "imports RUS CHN 2020", "flow"),
        (level("50"), "exports RUS CHN 2020 form=change_abs baseline=2019", "form"),
        (level("50", partner="IND"), "exports RUS IND FY:IND:2020-21 aggregation=sum",
         "fiscal_year"),
        (level("50", partner="IND", period="FY:IND:2020-21"), "exports RUS IND 2021",
         "fiscal_year"),
        (level("50", partner="EU", period="2021"), "exports RUS EU28 2021", "composition"),
        (level("50", partner="EU", period="2021"), "exports RUS EU15 2021", "composition"),
        (claim("5", form="growth", denominator=None),
         "exports RUS CHN 2020 form=change_pp baseline=2019", "form"),
    ],
)  # fmt: skip
def test_one_thing_is_changed_at_a_time(one, query, change):
    assert near(one)[query] == change


def test_services_are_a_neighbour_only_where_a_source_of_them_is_held():
    assert not [query for query in near(level("50")) if query.startswith("exports_gs")]


def test_the_literal_readings_are_no_neighbours_of_themselves():
    one = level("50", partner="EU")
    literal = {str(each.query) for each in plan(one, 2021).literals}

    assert not literal & set(near(one))


def test_another_partner_of_the_same_sentence_is_found():
    table = Table()
    for partner, value in (("CHN", 14.6), ("IND", 1.7)):
        query = f"exports RUS {partner} 2020 form=share denominator=exports"
        table.lay(query, value, "pct").lay(query, value, "pct", book="importer", source="b")
    china = claim("14.6", sentence=(0, 50))
    india = claim("14.6", partner="IND", start=9, end=10, sentence=(0, 50))

    right, wrong = report(table, china, india).claims

    assert right.verdict is Verdict.SUPPORTED
    assert wrong.verdict is Verdict.CONTRADICTED
    assert (wrong.diagnosis.change, wrong.diagnosis.query.partner) == ("other_partner", "CHN")


def told_of(years, one=None):
    table = Table()
    for year, value in years.items():
        for source, book in (("a", "exporter"), ("b", "importer")):
            table.lay(f"exports RUS CHN {year}", value, book=book, source=source)
    return verdict(table, one or level("200")).diagnosis


def test_every_neighbour_of_the_ring_counts_in_the_chance_whether_before_the_hit_or_behind():
    alone = told_of({2020: 20e9, 2019: 200e9})
    first = told_of({2020: 20e9, 2019: 200e9, 2021: 30e9})
    second = told_of({2020: 20e9, 2019: 30e9, 2021: 200e9})

    assert (first.change, second.change) == ("year_before", "year_after")
    assert first.chance == second.chance == pytest.approx(2 * alone.chance, rel=0.01)


def test_neighbours_of_a_ring_beyond_the_hit_do_not_count_and_those_within_do():
    # Two years off is the second ring, with the six powers of ten that every reading has.
    near_hit = told_of({2020: 20e9, 2019: 200e9, 2018: 30e9})
    far_hit = told_of({2020: 20e9, 2019: 30e9, 2018: 200.1e9}, level("200.1"))
    alone = told_of({2020: 20e9, 2019: 200e9})

    assert near_hit.chance == alone.chance
    assert far_hit.change == "two_years_before"
    # Eight in all: 8 ln(200.15 / 200.05) / ln(100) = 0.00087.
    assert far_hit.chance == pytest.approx(0.00087, abs=5e-5)


def test_the_changes_are_documented_in_the_order_of_their_rings():
    rings = [ring_of(change) for change in CHANGES]

    assert rings == sorted(rings)
    assert {name for ring in RINGS for name in ring} - set(CHANGES) == {
        "year_after", "two_years_after"
    }  # fmt: skip


def test_a_number_beyond_every_scale_has_no_diagnosis():
    one = level("1", value=float("inf"))

    assert told_of({2020: 20e9, 2019: 200e9}, one) is None


def test_every_change_is_documented():
    told = {change for one in (claim(), level("50", partner="EU", period="2021"))
            for change in near(one, "IND").values()}  # fmt: skip
    alike = {"year_after": "year_before", "two_years_before": "year_before",
             "two_years_after": "year_before", "without_energy": "without_gold"}  # fmt: skip

    assert {alike.get(change, change) for change in told} <= set(CHANGES)
