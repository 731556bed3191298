"""Votes, memberships and targets: dated facts and open ends."""

from dataclasses import replace

import pytest
from table import DOCUMENT, Table, claim, level, verdict

from visavis.model.verdicts import Fit, Reason, Verdict

RESOLUTION = "A/RES/68/262"


def vote(subject, position, **more):
    fields = {"value": None, "measure": "vote_position", "form": "position", "subject": subject,
              "partner": None, "unit": position, "position": position, "period": "2014",
              "resolution": RESOLUTION, "denominator": None}  # fmt: skip
    return claim("x", **{**fields, **more})


def votes(**positions):
    table = Table()
    for state, text in positions.items():
        query = f"vote_position {state} - 2014 form=position resolution={RESOLUTION}"
        table.lay(query, None, "vote", text=text, book="publisher", source="un_votes")
    return table


ASEAN = votes(
    VNM="abstain", KHM="abstain", BRN="abstain", MMR="abstain", LAO="absent", IDN="yes",
    MYS="yes", PHL="yes", SGP="yes",
)  # fmt: skip


def test_a_true_but_partial_list_is_supported_and_shown_with_the_whole_group():
    checked = verdict(ASEAN, vote("VNM|BRN|KHM", "abstain", premise="condemning"))

    assert checked.verdict is Verdict.SUPPORTED
    assert [figure.text for figure in checked.context].count("yes") == 4
    assert ("premise_unchecked", "condemning") in checked.notes


def test_one_wrong_state_in_a_list_contradicts_it():
    checked = verdict(ASEAN, vote("VNM|PHL", "abstain"))

    assert checked.verdict is Verdict.CONTRADICTED
    assert [reading.fit for reading in checked.readings] == [Fit.EXACT, Fit.NO]


def test_absence_is_not_abstention():
    assert verdict(ASEAN, vote("LAO", "abstain")).verdict is Verdict.CONTRADICTED
    assert verdict(ASEAN, vote("LAO", "absent")).verdict is Verdict.SUPPORTED


def test_a_denied_vote_is_turned_round():
    assert verdict(ASEAN, vote("PHL", "no", polarity="negated")).verdict is Verdict.SUPPORTED
    assert verdict(ASEAN, vote("PHL", "yes", polarity="negated")).verdict is Verdict.CONTRADICTED


def test_a_vote_without_a_certain_resolution_is_not_judged():
    checked = verdict(ASEAN, vote("PHL", "no", resolution=None))

    assert (checked.verdict, checked.reason) == (
        Verdict.CANNOT_BE_CHECKED,
        Reason.AMBIGUOUS_MEASURE,
    )


def test_a_tally_may_be_off_by_late_corrections_before_it_is_false():
    table = Table()
    table.lay(
        f"un_vote_for UNGA - 2014 form=count resolution={RESOLUTION}", 100, "count",
        book="publisher", source="un_votes",
    )  # fmt: skip

    def tally(numeral):
        return claim(numeral, measure="un_vote_for", form="count", subject="UNGA", partner=None,
                     unit="count", period="2014", resolution=RESOLUTION,
                     denominator=None)  # fmt: skip

    assert verdict(table, tally("100")).verdict is Verdict.SUPPORTED
    assert verdict(table, tally("103")).verdict is Verdict.CANNOT_BE_CHECKED
    assert verdict(table, tally("141")).verdict is Verdict.CONTRADICTED


def membership(subject, group, period, kind="member", **more):
    fields = {"value": None, "measure": "membership", "form": "status", "subject": subject,
              "partner": group, "unit": "status", "position": kind, "period": period,
              "end": 10_000,
              "denominator": None}  # fmt: skip
    return claim("x", **{**fields, **more})


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        # Vietnam joined ASEAN on 28 July 1995.
        (membership("VNM", "ASEAN", "1995"), Verdict.SUPPORTED),
        (membership("VNM", "ASEAN", "1995-07-28"), Verdict.SUPPORTED),
        (membership("VNM", "ASEAN", "1995-07-27"), Verdict.SUPPORTED),
        (membership("VNM", "ASEAN", "1996"), Verdict.CANNOT_BE_CHECKED),
        (membership("VNM", "ASEAN", "2001"), Verdict.CONTRADICTED),
        (membership("VNM", "ASEAN", "2001", polarity="negated"), Verdict.SUPPORTED),
        (membership("VNM", "ASEAN", "asof:2000"), Verdict.SUPPORTED),
        (membership("VNM", "ASEAN", "asof:1990"), Verdict.CONTRADICTED),
        (membership("VNM", "ASEAN", "asof:1995"), Verdict.DEPENDS_ON_DEFINITION),
        (membership("VNM", "ASEAN", "unspecified"), Verdict.SUPPORTED),
        # The United Kingdom left on 31 January 2020.
        (membership("GBR", "EU", "2020", "left"), Verdict.SUPPORTED),
        (membership("GBR", "EU", "2016", "left"), Verdict.CONTRADICTED),
        (membership("GBR", "EU", "unspecified"), Verdict.CANNOT_BE_CHECKED),
        # Turkey has never been a member: the table has no such row, so nothing is said.
        (membership("TUR", "EU", "2005"), Verdict.CANNOT_BE_CHECKED),
        (membership("RUS", "ASEAN", "1996", "dialogue_partner"), Verdict.SUPPORTED),
        (membership("RUS", "APEC", "1998"), Verdict.SUPPORTED),
    ],
)
def test_a_dated_status_is_held_against_the_table_of_memberships(one, expected):
    assert verdict(Table(), one).verdict is expected


TARGET = "trade_turnover RUS CHN {}"


def target(**more):
    return level("200", measure="trade_turnover", modality="target", period="2024", **more)


def path(**years):
    table = Table()
    for year, value in years.items():
        query = TARGET.format(year.strip("y"))
        table.lay(query, value, book="own").lay(query, value * 1.01, book="partner", source="b")
    return table


def test_a_target_before_its_deadline_is_open_with_the_path_so_far():
    checked = verdict(path(y2020=104e9, y2021=141e9, y2023=240e9), target())

    assert checked.verdict is Verdict.TARGET_OPEN
    assert [str(figure.query.period) for figure in checked.context] == ["2020", "2021", "2023"]
    assert ("reached", "2023") in checked.notes


def test_a_target_is_met_or_missed_with_data_through_the_deadline():
    assert verdict(path(y2024=245e9), target()).verdict is Verdict.TARGET_MET
    assert verdict(path(y2024=110e9), target()).verdict is Verdict.TARGET_MISSED


def test_a_target_that_no_source_covers_is_open_only_where_its_date_lies_after_all_data():
    nothing = Table().lay("trade_turnover BRA ARG 2022", 30e9, book="own")
    ahead = replace(target(), period="2030")
    behind = replace(target(), period="2015")

    assert verdict(nothing, ahead).verdict is Verdict.TARGET_OPEN
    assert verdict(nothing, behind).reason is Reason.NO_SOURCE


def test_a_target_that_one_book_reaches_is_not_settled():
    table = Table().lay(TARGET.format(2024), 205e9, book="own")
    table.lay(TARGET.format(2024), 190e9, book="partner", source="b")

    checked = verdict(table, target())

    assert (checked.verdict, checked.reason) == (
        Verdict.CANNOT_BE_CHECKED,
        Reason.ONE_BOOK_ONLY,
    )


def test_a_target_without_a_deadline_is_not_judged_by_any_year():
    table = path(y2020=240e9, y2021=250e9)
    one = level("200", measure="trade_turnover", modality="target", period="unspecified")

    checked = verdict(table, one)

    assert (checked.verdict, checked.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD)


def journeys(name, role, hosts):
    """The United States' journeys of 2010: one by the person named to each host."""
    table = Table()
    trips = [{"role": role, "name": name, "host": host} for host in hosts]
    for partner in ("IND", "VNM", "WLD"):
        found = tuple(trip for trip in trips if partner in (trip["host"], "WLD"))
        table.lay(
            f"visits USA {partner} 2010 form=count", len(found), "count", book="publisher",
            source="us_state_visits", detail={"trips": found},
        )  # fmt: skip
    return table


def travelled(quote, partner, **more):
    fields = {"value": None, "measure": "visits", "form": "status", "subject": "USA",
              "partner": partner, "unit": "count", "position": "head_of_state", "period": "2010",
              "quote": quote, "denominator": None,
              "ambiguous": ("measure:traveller head_of_state",)}  # fmt: skip
    return claim("x", **{**fields, **more})


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (travelled("Barack Obama travelled to India", "IND"), Verdict.SUPPORTED),
        (travelled("Barack Obama travelled to Vietnam", "VNM"), Verdict.CANNOT_BE_CHECKED),
        (travelled("Joe Biden travelled to India", "IND"), Verdict.CANNOT_BE_CHECKED),
        (travelled("the US president travelled to India", "IND"), Verdict.SUPPORTED),
        (
            travelled("Obama never travelled to Vietnam", "VNM", polarity="negated"),
            Verdict.SUPPORTED,
        ),
        (
            travelled("Obama never travelled to India", "IND", polarity="negated"),
            Verdict.CONTRADICTED,
        ),
        (
            travelled("Obama travelled to India", "IND", period="unspecified"),
            Verdict.CANNOT_BE_CHECKED,
        ),
        (
            travelled("Obama visited India once", "IND", form="count", value=1.0),
            Verdict.SUPPORTED,
        ),
        (
            travelled("Obama visited India twice", "IND", form="count", value=2.0),
            Verdict.CANNOT_BE_CHECKED,
        ),
    ],
)
def test_a_journey_is_borne_out_only_by_the_person_or_office_named(one, expected):
    table = journeys("Barack Obama", "head_of_state", ["IND"])

    assert verdict(table, one).verdict is expected


def test_a_denied_membership_of_a_group_whose_members_are_all_named_is_supported():
    outside = membership("IND", "RCEP", "unspecified", polarity="negated")

    assert verdict(Table(), outside).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        # No row at all, or one of a plainly different status, in a table that names all members.
        (membership("IND", "RCEP", "unspecified"), Verdict.CONTRADICTED),
        (membership("TUR", "EU", "unspecified"), Verdict.CONTRADICTED),
        (membership("RUS", "ASEAN", "unspecified"), Verdict.CONTRADICTED),
        # A candidate for the customs union, an associate, a group whose table is partial.
        (
            membership("TUR", "EU", "unspecified", quote="a member of the EU customs union"),
            Verdict.CANNOT_BE_CHECKED,
        ),
        (membership("SAU", "BRICS", "unspecified"), Verdict.CANNOT_BE_CHECKED),
        (membership("AZE", "GECF", "unspecified"), Verdict.CANNOT_BE_CHECKED),
        (membership("IND", "OIC", "unspecified"), Verdict.CANNOT_BE_CHECKED),
        # Russia has been in the EAEU since it began; the United Kingdom left the EU.
        (membership("RUS", "EAEU", "unspecified", "left"), Verdict.CONTRADICTED),
        (membership("RUS", "EAEU", "2020", "left"), Verdict.CONTRADICTED),
        (membership("RUS", "EAEU", "2020", "left", polarity="negated"), Verdict.SUPPORTED),
        (membership("GBR", "EU", "unspecified", "left"), Verdict.SUPPORTED),
        (membership("GBR", "EU", "unspecified", "left", polarity="negated"),
         Verdict.CONTRADICTED),
        # Armenia froze its part in the CSTO, which the notes of the table tell.
        (membership("ARM", "CSTO", "2024", "left"), Verdict.CANNOT_BE_CHECKED),
        # A departure announced for a day that the table does not reach.
        (membership("RUS", "EAEU", "2090", "left"), Verdict.CANNOT_BE_CHECKED),
    ],
)  # fmt: skip
def test_who_is_inside_or_left_is_held_against_tables_that_name_every_member(one, expected):
    assert verdict(Table(), one).verdict is expected


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("Turkey is a member of the EU Customs Union.", membership("TUR", "EU", "unspecified")),
        ("India is a member of ASEAN Regional Forum.", membership("IND", "ASEAN", "unspecified")),
        ("Norway is not a member of the EU single market.",
         membership("NOR", "EU", "unspecified", polarity="negated")),
        ("Russia left the EAEU summit.", membership("RUS", "EAEU", "unspecified", "left")),
    ],
)  # fmt: skip
def test_a_name_that_goes_on_after_the_groups_is_of_something_else(words, one):
    group = {"EU": "EU", "ASEAN": "ASEAN", "EAEU": "EAEU"}[one.partner]
    end = words.index(group) + len(group)
    whole = replace(one, quote=words[:end], end=end)

    found = verdict(Table(), whole, document=replace(DOCUMENT, text=words))
    cut = verdict(Table(), whole, document=replace(DOCUMENT, text=f"{words[:end]}."))

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert cut.verdict is not Verdict.CANNOT_BE_CHECKED
