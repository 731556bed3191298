"""Groups: who belonged when, and what a group means over a period."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.model.groups import (
    MEMBERSHIP_KINDS,
    all_groups,
    compositions,
    expand,
    group,
    is_group,
    members,
    membership_of,
    memberships,
)
from visavis.model.memberships import other_dates, rows_of_group
from visavis.model.periods import Period
from visavis.model.states import all_states, is_state, state

DAYS = st.dates(date(1945, 1, 1), date(2030, 12, 31))
GROUPS = [each.id for each in all_groups() if each.kind == "group"]
ALL = [each.id for each in all_groups()]


@pytest.mark.parametrize(
    ("group_id", "on", "count"),
    [
        ("EU", "1957-12-31", 0),
        ("EU", "1972-12-31", 6),
        ("EU", "1980-12-31", 9),
        ("EU", "1985-12-31", 10),
        ("EU", "1994-12-31", 12),
        ("EU", "2004-04-30", 15),
        ("EU", "2006-12-31", 25),
        ("EU", "2013-06-30", 27),
        ("EU", "2019-12-31", 28),
        ("EU", "2020-01-31", 28),
        ("EU", "2020-02-01", 27),
        ("ASEAN", "1995-07-27", 6),
        ("ASEAN", "2020-12-31", 10),
        ("ASEAN", "2025-12-31", 11),
        ("EAEU", "2015-01-01", 3),
        ("EAEU", "2015-08-12", 5),
        ("SCO", "2017-06-08", 6),
        ("SCO", "2024-12-31", 10),
        ("BRICS", "2010-01-01", 4),
        ("BRICS", "2023-12-31", 5),
        ("BRICS", "2024-12-31", 9),
        ("BRICS", "2025-12-31", 10),
        ("NATO", "1998-12-31", 16),
        ("NATO", "2004-12-31", 26),
        ("NATO", "2024-12-31", 32),
        ("APEC", "1998-12-31", 21),
        ("G8", "2013-12-31", 8),
        ("G20", "2020-12-31", 19),
        ("OPEC", "2018-12-31", 15),
        ("OPEC", "2024-12-31", 12),
        ("RCEP", "2022-01-01", 10),
        ("RCEP", "2023-12-31", 15),
        ("CPTPP", "2019-12-31", 7),
        ("CPTPP", "2024-12-31", 12),
        ("EUROZONE", "2023-12-31", 20),
        ("SCHENGEN", "2024-12-31", 29),
        ("ARAB_LEAGUE", "2024-12-31", 22),
        ("AU", "2017-12-31", 55),
        ("OECD", "2021-12-31", 38),
        ("COE", "2021-12-31", 47),
        ("WTO", "2024-12-31", 165),
        ("UN", "1945-10-24", 29),
        ("UN", "1945-12-31", 51),
        ("UN", "1960-12-31", 99),
        ("UN", "1975-12-31", 144),
        ("UN", "1991-12-31", 166),
        ("UN", "2000-12-31", 189),
        ("UN", "2011-12-31", 193),
        ("COMMONWEALTH", "2023-12-31", 56),
        ("OIC", "2020-12-31", 57),
        ("ECOWAS", "2024-12-31", 15),
        ("ECOWAS", "2025-12-31", 12),
        ("EAC", "2024-12-31", 8),
        ("SADC", "2020-12-31", 16),
        ("COMESA", "2020-12-31", 21),
        ("PIF", "2024-12-31", 18),
        ("MERCOSUR", "2013-12-31", 5),
        ("WARSAW_PACT", "1980-12-31", 7),
        ("africa", "2020-12-31", 54),
        ("latin_america", "2020-12-31", 33),
        ("south_america", "2020-12-31", 12),
        ("gulf", "2020-12-31", 6),
        ("southeast_asia", "2020-12-31", 11),
        ("central_asia", "2020-12-31", 5),
        ("EU28", "2030-01-01", 28),
        ("EU27", "1990-01-01", 27),
        ("EU27_2007", "2020-01-01", 27),
        ("EU25", "2020-01-01", 25),
        ("EU15", "2020-01-01", 15),
        ("ASEAN5", "2020-01-01", 5),
        ("ASEAN10", "2026-01-01", 10),
        ("BRIC", "2026-01-01", 4),
        ("BRICS5", "2026-01-01", 5),
    ],
)
def test_a_group_has_its_published_number_of_members(group_id: str, on: str, count: int) -> None:
    assert len(members(group_id, date.fromisoformat(on))) == count


@pytest.mark.parametrize(
    ("who", "group_id", "on", "kind"),
    [
        ("RUS", "ASEAN", "1996-08-01", "dialogue_partner"),
        ("GBR", "EU", "2020-06-30", "customs_territory"),
        ("TUR", "EU", "2020-01-01", "candidate"),
        ("RUS", "APEC", "1998-12-01", "member"),
        ("ARM", "EAEU", "2015-01-02", "member"),
        ("VNM", "EAEU", "2017-01-01", "free_trade_partner"),
        ("IRN", "SCO", "2023-07-04", "member"),
        ("BLR", "SCO", "2024-07-04", "member"),
        ("FIN", "NATO", "2023-04-04", "member"),
        ("SWE", "NATO", "2024-03-07", "member"),
        ("CHN", "WTO", "2001-12-11", "member"),
        ("RUS", "WTO", "2012-08-22", "member"),
        ("VNM", "WTO", "2007-01-11", "member"),
        ("SAU", "BRICS", "2024-06-01", "invited"),
        ("VEN", "MERCOSUR", "2018-01-01", "suspended"),
        ("TLS", "ASEAN", "2025-10-26", "member"),
        ("EU", "G20", "2020-01-01", "union_member"),
    ],
)
def test_a_status_holds_from_its_first_day(who: str, group_id: str, on: str, kind: str) -> None:
    assert who in members(group_id, date.fromisoformat(on), kind)


@pytest.mark.parametrize(
    ("who", "group_id", "on"),
    [
        ("SAU", "BRICS", "2024-06-01"),
        ("ARG", "BRICS", "2024-06-01"),
        ("QAT", "OPEC", "2019-01-01"),
        ("AGO", "OPEC", "2024-01-01"),
        ("IDN", "OPEC", "2010-01-01"),
        ("GBR", "EU", "2020-02-01"),
        ("RUS", "G7", "2005-01-01"),
        ("RUS", "COE", "2022-03-16"),
        ("GEO", "CIS", "2009-08-18"),
        ("FIN", "NATO", "2023-04-03"),
        ("VNM", "EAEU", "2020-01-01"),
    ],
)
def test_who_has_left_or_never_joined_is_no_member(who: str, group_id: str, on: str) -> None:
    assert who not in members(group_id, date.fromisoformat(on))


@given(st.sampled_from(GROUPS), DAYS)
def test_members_are_exactly_those_whose_interval_contains_the_day(group_id: str, on: date) -> None:
    expected = {
        row.state
        for row in rows_of_group(group_id)
        if row.kind == "member"
        and (row.start is None or row.start <= on)
        and (row.end is None or on <= row.end)
    }

    assert members(group_id, on) == expected


@given(st.sampled_from([each.id for each in all_groups() if each.kind == "region"]), DAYS)
def test_a_region_has_only_states_that_exist_on_the_day(group_id: str, on: date) -> None:
    assert all(state(each).exists_on(on) for each in members(group_id, on))


def test_no_two_intervals_of_one_state_and_kind_in_one_group_overlap() -> None:
    spans = defaultdict(list)
    for group_id in ALL:
        for row in rows_of_group(group_id):
            spans[group_id, row.state, row.kind].append(
                (row.start or date.min, row.end or date.max)
            )

    for key, intervals in spans.items():
        for (start, end), (following, _) in pairwise(sorted(intervals)):
            assert start <= end < following, key


def test_every_membership_has_a_source_a_known_holder_and_a_known_kind() -> None:
    for group_id in ALL:
        for row in rows_of_group(group_id):
            assert row.source, row
            assert row.kind in MEMBERSHIP_KINDS, row
            assert row.precision in ("day", "month", "year", "list"), row
            assert is_state(row.state) or (is_group(row.state) and row.kind != "member"), row
            assert row.start is None or row.end is None or row.start <= row.end, row


def test_a_year_or_month_is_stored_from_its_first_day_to_its_last() -> None:
    for group_id in GROUPS:
        for row in rows_of_group(group_id):
            if row.precision == "month" and row.end is None and row.start is not None:
                assert row.start.day == 1, row
            if row.precision == "year" and row.end is None and row.start is not None:
                assert (row.start.month, row.start.day) == (1, 1), row


def test_members_existed_while_they_were_members() -> None:
    # Seats that these states held before the day from which this table counts them as states:
    # the UN seats of two Soviet republics and of founders that were not yet independent, founders
    # of the Arab League and of OPEC, Palestine, and Russia in the fortnight before the USSR ended.
    early = {
        ("UN", "UKR"), ("UN", "BLR"), ("UN", "IND"), ("UN", "PHL"), ("UN", "SYR"),
        ("ARAB_LEAGUE", "JOR"), ("ARAB_LEAGUE", "SYR"), ("ARAB_LEAGUE", "PSE"),
        ("OPEC", "KWT"), ("CIS", "RUS"),
    }  # fmt: skip
    for group_id in GROUPS:
        for row in rows_of_group(group_id):
            if row.kind != "member" or row.precision != "day" or not is_state(row.state):
                continue
            each = state(row.state)
            start = row.start or date.min
            assert each.born is None or each.born <= start or (row.group, row.state) in early
            assert each.died is None or (row.end is not None and row.end <= each.died), row


def test_the_table_of_groups_is_in_order() -> None:
    assert len(ALL) == len(set(ALL))
    for each in all_groups():
        assert each.kind in ("group", "fixed", "region"), each.id
        assert (each.of is None) == (each.kind != "fixed") == (each.as_of is None), each.id
        assert all(is_group(variant) for variant in each.variants), each.id
        assert not is_state(each.id), each.id
        assert (each.id.islower()) == (each.kind == "region"), each.id


def test_every_group_that_ever_was_has_a_member_row() -> None:
    for each in all_groups():
        if each.kind != "fixed":
            assert any(row.kind == "member" for row in rows_of_group(each.id)), each.id


def test_unknown_groups_kinds_and_holders_are_errors() -> None:
    with pytest.raises(UsageError, match="group"):
        group("Asean")
    with pytest.raises(UsageError, match="kind of membership"):
        members("EU", date(2020, 1, 1), "friend")
    with pytest.raises(UsageError, match="state"):
        memberships("ATLANTIS")


def test_memberships_of_a_state_on_a_day_leave_out_regions_and_what_is_over() -> None:
    held = {(row.group, row.kind) for row in memberships("VNM", date(2020, 6, 1))}

    assert {("ASEAN", "member"), ("APEC", "member"), ("CPTPP", "member"), ("UN", "member")} <= held
    assert ("COMECON", "member") not in held
    assert not any(group(each).kind == "region" for each, _ in held)


def test_the_history_of_one_membership_is_told_oldest_first() -> None:
    rows = membership_of("IDN", "OPEC")

    assert [(row.start, row.end) for row in rows] == [
        (date(1962, 1, 1), date(2008, 12, 31)),
        (date(2016, 1, 1), date(2016, 11, 29)),
    ]


def test_the_eu_over_2020_is_twenty_seven_or_with_the_united_kingdom_twenty_eight() -> None:
    first, second = compositions("EU", Period.parse("2020"))

    assert (first.id, len(first.members)) == ("EU27", 27)
    assert first.label == "EU27: members on 31 December 2020"
    assert (second.id, len(second.members), second.added) == ("EU28", 28, ("GBR",))
    assert second.convention == "customs_territory"


def test_the_eu_after_2020_has_one_meaning() -> None:
    assert [each.id for each in compositions("EU", Period.parse("2021"))] == ["EU27"]


def test_the_eu_over_2013_is_twenty_eight_or_without_croatia_twenty_seven() -> None:
    found = [(each.id, each.removed) for each in compositions("EU", Period.parse("2013"))]

    assert found == [("EU28", ()), ("EU27_2007", ("HRV",))]


def test_a_leaver_in_the_customs_territory_counts_only_if_it_stayed_all_the_period() -> None:
    ids = [each.id for each in compositions("EU", Period.parse("2020-07..2021-06"))]

    assert ids == ["EU27"]


def test_asean_over_2025_is_eleven_or_ten() -> None:
    found = [len(each.members) for each in compositions("ASEAN", Period.parse("2025"))]

    assert found == [11, 10]


def test_a_region_comes_with_its_variants() -> None:
    found = {each.id: len(each.members) for each in compositions("gulf", Period.parse("2020"))}

    assert found == {"gulf": 6, "gulf_wide": 8}


def test_a_fixed_set_has_one_meaning_at_any_time() -> None:
    (only,) = compositions("EU28", Period.parse("2022"))

    assert only.members == members("EU", date(2019, 12, 31))


def test_a_group_before_its_founding_has_no_meaning() -> None:
    assert compositions("AUKUS", Period.parse("2010")) == ()


@given(st.sampled_from(ALL), DAYS, st.integers(0, 1500))
def test_compositions_differ_and_state_their_difference_from_the_first(
    group_id: str, start: date, days: int
) -> None:
    period = Period.of_days(start, start + timedelta(days=days))
    found = compositions(group_id, period)

    assert len({each.members for each in found}) == len(found)
    for each in found:
        assert (found[0].members | set(each.added)) - set(each.removed) == each.members
        assert expand(each.id, each.on) == tuple(sorted(each.members))
    if found and group(group_id).kind == "group" and members(group_id, period.end):
        assert found[0].members == members(group_id, period.end)


def test_an_expression_of_states_and_groups_is_their_union() -> None:
    assert expand("CHN+IND", date(2020, 1, 1)) == ("CHN", "IND")
    assert len(expand("EU+CHN", date(2019, 1, 1))) == 29
    assert len(expand("EU@2019-01-01", date(2021, 1, 1))) == 28
    assert expand("WLD", date(2020, 1, 1)) == ("WLD",)


@pytest.mark.parametrize("wrong", ["", "Asean", "EU+", "EU@yesterday", "AUKUS", "EU|CHN", "USA-TX"])
def test_what_is_no_state_or_group_of_the_day_cannot_be_expanded(wrong: str) -> None:
    with pytest.raises(UsageError):
        expand(wrong, date(2010, 1, 1))


@given(st.sampled_from([each.id for each in all_states()]), DAYS)
def test_a_state_expands_to_itself(state_id: str, on: date) -> None:
    assert expand(state_id, on) == (state_id,)


def test_who_some_count_and_others_do_not_gives_a_composition_of_its_own() -> None:
    found = {each.convention: each.added for each in compositions("BRICS", Period.parse("2025"))}

    assert found["disputed_member"] == ("SAU",)


def test_a_suspended_member_may_be_left_out() -> None:
    found = {
        each.convention: each.removed for each in compositions("MERCOSUR", Period.parse("2019"))
    }

    assert found == {"members": (), "without_suspended": ("VEN",)}


def test_the_g20_may_be_meant_with_all_the_members_of_the_european_union() -> None:
    found = compositions("G20", Period.parse("2021"))

    assert [(len(each.members), each.convention) for each in found] == [
        (19, "members"),
        (43, "union_member"),
    ]


@pytest.mark.parametrize(
    ("state_id", "group_id", "year"),
    [
        ("CHN", "UN", 1971), ("IND", "SCO", 2015), ("IRN", "SCO", 2021), ("DEU", "EU", 1993),
        ("EGY", "AU", 2002), ("IND", "COMMONWEALTH", 1947), ("FRA", "SCHENGEN", 1985),
        ("SWE", "NATO", 2022), ("SRB", "UN", 2000), ("CHL", "CPTPP", 2018),
    ],
)  # fmt: skip
def test_a_year_that_is_also_named_as_that_of_joining_has_a_row(
    state_id: str, group_id: str, year: int
) -> None:
    years = {row.start.year for row in other_dates(state_id, group_id) if row.start is not None}

    assert year in years
    assert all(row.kind != "member" for row in other_dates(state_id, group_id))
