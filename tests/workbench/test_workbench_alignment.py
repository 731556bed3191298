"""Alignment year by year: against the figures of each pair, against published positions."""

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

import visavis as vv
from visavis.briefs.alignment_records import alignment_json
from visavis.errors import UsageError
from visavis.model.extents import Extent
from visavis.model.figures import Missing
from visavis.model.queries import Query
from visavis.refresh import add
from visavis.store import Store, default_store, write_tables
from visavis.workbench import Workbench
from visavis.workbench.alignment import alignment, last_years

pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Workbench:
    """The starter alone."""
    return Workbench(default_store(tmp_path_factory.mktemp("empty")))


def test_each_year_is_the_pairs_own_figure_and_rests_on_as_many_votes(bench) -> None:
    found = alignment(bench, "RUS", "VNM", range(2010, 2024))

    for year in found.years:
        figure = bench.figure(Query.parse(f"vote_agreement RUS VNM {year.year}"))
        assert year.agreement == figure.value == year.counts.agreement
        assert year.counts.n == figure.detail["n"]
        assert str(year.pairs[0].query) == str(figure.query)


def test_each_member_of_a_group_is_its_own_figure(bench) -> None:
    """The United Kingdom is of the EU until the end of January 2020, and counts until then."""
    (year,) = alignment(bench, "EU", "RUS", [2020]).years
    pairs = {pair.a: pair for pair in year.pairs}

    assert len(pairs) == 28
    for state in ("GBR", "FRA"):
        figure = bench.figure(pairs[state].query)
        assert figure.value == pairs[state].counts.agreement
        assert figure.detail["n"] == pairs[state].counts.n
    assert 0 < pairs["GBR"].counts.n < pairs["FRA"].counts.n
    assert sum(pair.counts.n for pair in year.pairs) == year.counts.n


def test_a_year_without_the_votes_on_ukraine_says_so_and_gives_both_numbers(bench) -> None:
    """The record lacks ES-11/1 to ES-11/5 (2022); the starter has the first three beside it."""
    (year,) = alignment(bench, "RUS", "VNM", [2022]).years

    assert year.record.detail["official_votes"]["lacking"] == tuple(
        f"A/RES/ES-11/{number}" for number in range(1, 6)
    )
    assert year.lacking_share > 0
    assert year.with_others.n == year.counts.n + 3
    assert year.other_releases == {("un_digital_library", "2022-12-31")}


def test_splits_come_from_every_record_and_say_which_count(bench) -> None:
    """On ES-11/3 Vietnam voted against and the United States in favour."""
    found = alignment(bench, "USA", "VNM", [2022])
    splits = {each.ballot.call.roll_call.resolution: each for each in found.splits}

    assert dict(splits["A/RES/ES-11/3"].a) == {"USA": "yes"}
    assert dict(splits["A/RES/ES-11/3"].b) == {"VNM": "no"}
    assert not splits["A/RES/ES-11/3"].counted
    assert sum(each.counted for each in found.splits) == found.years[0].counts.opposite
    days = [each.ballot.held_on for each in found.splits]
    assert days == sorted(days, reverse=True)


def test_s_and_agreement_are_one_number_on_two_scales(bench) -> None:
    """With absolute distances and no weights S is twice the agreement less one, on the same n."""
    found = alignment(bench, "RUS", "VNM", range(2014, 2024))

    for year in found.years:
        assert year.likeness.s_absolute.common == year.likeness.kappa.common == year.counts.n
        assert year.likeness.s_absolute.value == pytest.approx(2 * float(year.agreement) / 100 - 1)
        assert year.likeness.pi.value <= year.likeness.kappa.value + 1e-12


def test_kappa_by_hand(tmp_path: Path) -> None:
    """One always no and one always yes in 100 roll calls: as unlike as chance has it, kappa 0."""
    (year,) = alignment(record_of(tmp_path, 100), "RUS", "VNM", [2020]).years

    assert (year.agreement, year.likeness.s_absolute.value) == (0, -1)
    assert year.likeness.kappa.value == 0
    assert year.likeness.pi.value == -1


def test_years_before_a_state_are_no_disagreement(bench) -> None:
    """Russia's votes begin with its seat; those of the Soviet Union are the Soviet Union's."""
    found = alignment(bench, "RUS", "VNM", [1985, 1992])
    soviet = alignment(bench, "SUN", "VNM", [1985])

    assert [year.missing for year in found.years] == [Missing.NOT_A_STATE, None]
    assert found.years[0].counts.n == 0
    assert soviet.years[0].counts.n > 100


def test_what_no_source_carries_is_typed(bench) -> None:
    (year,) = alignment(bench, "RUS", "VNM", [2014]).years

    assert year.alliance is not None
    assert year.alliance.missing is Missing.NO_SOURCE


def test_without_years_the_last_ten_whole_ones_are_told(bench) -> None:
    """The record ends in June 2024."""
    assert last_years(bench) == tuple(range(2014, 2024))


def record_of(folder: Path, calls: int) -> Workbench:
    """A record of 2020, when 100 resolutions were voted on, with so many of them."""
    days = [date(2020, 11, 1) + timedelta(number % 30) for number in range(calls)]
    rids = [str(number) for number in range(calls)]
    tables = {
        "roll_calls": pl.DataFrame(
            {"rid": rids, "resolution": [""] * calls, "held_on": days, "title": [""] * calls}
        ),
        "votes": pl.DataFrame(
            {
                "rid": rids * 2,
                "state": ["RUS"] * calls + ["VNM"] * calls,
                "position": ["no"] * calls + ["yes"] * calls,
            }
        ),
    }
    extent = Extent(
        "votes", "publisher", None, None, ("",), date(2020, 1, 1), date(2020, 12, 31), "day",
        "unknown",
    )  # fmt: skip
    write_tables(
        folder, "un_votes", "mine", date(2024, 1, 1),
        {name: (frame, (extent,)) for name, frame in tables.items()},
    )  # fmt: skip
    return Workbench(Store((folder,)))


@pytest.mark.parametrize(("calls", "withheld"), [(80, False), (79, True)])
def test_agreement_is_withheld_where_more_than_a_fifth_is_lacking(
    tmp_path, calls, withheld
) -> None:
    found = alignment(record_of(tmp_path, calls), "RUS", "VNM", [2020])
    (year,) = found.years

    assert year.withheld is withheld
    assert (year.agreement is None) is withheld
    assert year.missing is None
    assert year.counts.n == calls
    assert found.counts.n == (0 if withheld else calls)
    assert (year.likeness is None) is withheld
    told = json.loads(alignment_json(found))["years"][0]
    assert (told["record"]["value"] is None) is withheld
    assert (told["pairs"][0]["agreement"] is None) is withheld


@pytest.mark.parametrize(
    ("a", "b", "options", "message"),
    [
        ("RUS", "RUS", {}, "two different sides"),
        ("RUS", "WLD", {}, "a state or a group"),
        ("RUS", "Narnia", {}, "Narnia"),
        ("UN", "EU+UN", {}, "at most 2,000"),
        ("RUS", "VNM", {"years": "2010-01..2011-06"}, "whole years"),
        ("RUS", "VNM", {"years": []}, "years such as"),
        ("RUS", "VNM", {"years": "2014", "number": "68/262"}, "one of them"),
        ("RUS", "VNM", {"number": "99/999"}, "no roll call of that number"),
    ],
)  # fmt: skip
def test_a_question_without_meaning_is_refused(a, b, options, message) -> None:
    with pytest.raises(UsageError, match=message):
        vv.align(a, b, **options)


def test_frames_have_the_same_numbers(bench) -> None:
    found = vv.align("RUS", "ASEAN", years=[2014, 2015])
    years, pairs, splits = found.to_polars(), found.pairs_to_polars(), found.splits_to_polars()

    assert years["n"].to_list() == [year.counts.n for year in found.years]
    assert pairs["n"].sum() == years["n"].sum()
    assert splits.filter(pl.col("counted")).height == years["opposite"].sum()


ON_68_262 = {
    "yes": {"PHL", "THA", "SGP", "IDN", "MYS"},
    "abstain": {"VNM", "BRN", "KHM", "MMR"},
    "absent": {"LAO"},
}


def test_one_resolution_lists_every_member_of_a_group() -> None:
    """A/RES/68/262: 100-11-58, 24 absent (UN Digital Library, record of 27 March 2014)."""
    (vote,) = vv.align("RUS", "ASEAN", number="68/262").votes
    call = vote.ballot.call

    assert (call.yes, call.no, call.abstain, call.absent) == (100, 11, 58, 24)
    assert dict(vote.a) == {"RUS": "no"}
    for position, states in ON_68_262.items():
        assert {state for state, each in vote.b.items() if each == position} == states


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("68/262", {"VNM": "abstain", "KHM": "abstain", "LAO": "absent", "BRN": "abstain"}),
        ("ES-11/1", {"VNM": "abstain", "KHM": "yes", "LAO": "abstain", "BRN": "yes"}),
        ("es-11/3", {"VNM": "no", "KHM": "abstain", "LAO": "no", "BRN": "abstain"}),
    ],
)
def test_four_members_of_asean_in_2014_and_2022(number, expected) -> None:
    """As the UN's record of each meeting has it; what yearly averages do not show."""
    (vote,) = vv.align("RUS", "+".join(sorted(expected)), number=number).votes

    assert dict(vote.b) == expected


def test_each_position_can_be_asked_again() -> None:
    (vote,) = vv.align("RUS", "VNM", number="ES-11/3").votes
    query = vote.query("VNM")

    assert Workbench(default_store(None)).figure(query).text == "no"
    assert str(Query.parse(str(query))) == str(query)


def test_parts_of_one_number_are_told_one_by_one() -> None:
    """41/88 on Antarctica was voted on in parts A, B and C on one day."""
    found = vv.align("SUN", "VNM", number="41/88")
    symbols = [vote.ballot.call.roll_call.resolution for vote in found.votes]

    assert symbols == ["A/RES/41/88A", "A/RES/41/88B", "A/RES/41/88C"]


def test_two_records_of_one_vote_are_not_merged() -> None:
    """On ES-10/19 one record lacks the absentees and counts 127 in favour, the other 128."""
    found = vv.align("USA", "GTM", number="ES-10/19")

    assert [vote.ballot.call.yes for vote in found.votes] == [128, 127]
    assert {vote.a["USA"] for vote in found.votes} == {"no"}


def test_a_seat_that_was_not_there_is_typed() -> None:
    """On 25 October 1971 Vietnam was no member; Russia was no state of its own."""
    (vote,) = vv.align("RUS", "VNM+CHN", number="2758 (XXVI)").votes

    assert (vote.a["RUS"], vote.b["VNM"]) == ("not_a_state", "not_a_member")


def test_a_group_before_its_time_has_no_members() -> None:
    (vote,) = vv.align("ASEAN", "EAEU", number="2758(XXVI)").votes

    assert set(vote.a) == {"IDN", "MYS", "PHL", "SGP", "THA"}
    assert vote.b == {}


@pytest.fixture(scope="module")
def with_points(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with ideal points by session (April 2020) and ATOP's alliances."""
    place = tmp_path_factory.mktemp("points")
    packed = (shared_data / "votes" / "idealpoints_apr2020.csv.gz").read_bytes()
    (place / "IdealpointestimatesAll_Apr2020.csv").write_bytes(gzip.decompress(packed))
    (place / "atop").mkdir()
    for file in (shared_data / "treaties").glob("atop5_1*.csv"):
        (place / "atop" / file.name).write_bytes(file.read_bytes())
    folder = tmp_path_factory.mktemp("db") / "db"
    add("ideal_points", place / "IdealpointestimatesAll_Apr2020.csv", folder, date(2026, 1, 2))
    add("atop", place / "atop", folder, date(2026, 1, 2))
    return folder


@pytest.mark.shared
def test_ideal_points_are_the_published_ones_of_the_session(with_points: Path) -> None:
    """Session 68: Russia -0.015, Vietnam -1.118; Russia in session 74: 0.142 (April 2020)."""
    found = vv.align("RUS", "VNM", years=[2013, 2019, 2020], db=with_points)
    first, last, after = found.years

    assert [round(float(each.value), 3) for each in first.ideal] == [-0.015, -1.118, 1.103]
    assert {each.detail["session"] for each in first.ideal} == {68}
    assert round(float(last.ideal[0].value), 3) == 0.142
    assert {each.missing for each in after.ideal} == {Missing.OUT_OF_COVERAGE}


@pytest.mark.shared
def test_alliances_end_with_their_list(with_points: Path) -> None:
    """Russia and Vietnam: non-aggression (treaty of 1994); ATOP goes to 2018."""
    found = vv.align("RUS", "VNM", years=[2018, 2019], db=with_points)

    assert [year.alliance.text for year in found.years] == ["nonaggression", None]
    assert found.years[1].alliance.missing is Missing.OUT_OF_COVERAGE
