"""How many official votes stand behind an agreement, and which are missing by name."""

from collections import Counter
from datetime import date

from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import RollCall, TalliedRollCall, VoteCast
from visavis.model.queries import Query

WHOLE = (date(1990, 1, 1), date(2024, 6, 4))
CASTS = {"USA": "yes", "VNM": "no", "RUS": "no", "FRA": "yes"}


def index_of(*records: tuple[str, str, tuple[date, date], list[tuple[str, str]]]) -> FactIndex:
    """Records of roll calls, each (source, release, span of its extent, [(symbol, day)])."""
    entries, tallied, casts = [], [], []
    for source, vintage, span, calls in records:
        extent = Extent("votes", "publisher", None, None, ("",), *span, "day", "unknown")
        entries.append(
            TableEntry(source, vintage, date(2024, 6, 30), "votes", "f", "h", 0, (extent,))
        )
        counts = Counter(CASTS.values())
        for number, (symbol, day) in enumerate(calls):
            call = RollCall(f"{number}", symbol, date.fromisoformat(day), "")
            tally = (counts[word] for word in ("yes", "no", "abstain", "absent"))
            tallied.append(TalliedRollCall(source, vintage, call, *tally))
            casts += [(source, vintage, VoteCast(f"{number}", *each)) for each in CASTS.items()]
    index = FactIndex(entries, entries)
    index.add_votes(tallied, casts)
    return index


def official(index: FactIndex, period: str, source: str = "un_votes") -> dict[str, object]:
    query = Query.parse(f"vote_agreement USA VNM {period} source={source}")
    return dict(evaluate(query, index).detail["official_votes"])  # type: ignore[call-overload]


def test_years_that_were_compared_say_how_many_of_how_many() -> None:
    """Of the UN's own record of 2020 five of 100 resolutions have no roll call in the release."""
    found = official(index_of(("un_votes", "2024-06-30", WHOLE, [("", "2020-12-01")])), "2020")

    assert (found["held"], found["official"], found["years"]) == (95, 100, (2020,))
    assert found["lacking"] == tuple(f"A/RES/74/{each}" for each in (300, 301, 302, 306, 307))


def test_an_agreement_of_2022_names_the_votes_on_ukraine_that_it_lacks() -> None:
    found = official(index_of(("un_votes", "2024-06-30", WHOLE, [("", "2022-12-07")])), "2022")

    assert found["official"] is None
    assert found["at_least"] == 6
    assert found["lacking"] == tuple(f"A/RES/ES-11/{number}" for number in range(1, 6))


def test_another_release_is_not_taken_for_the_one_that_was_compared() -> None:
    found = official(index_of(("un_votes", "2025-06-30", WHOLE, [("", "2020-12-01")])), "2020")

    assert (found["held"], found["official"]) == (None, 100)


def test_a_whole_record_at_hand_is_counted_instead_of_the_table() -> None:
    library = [
        ("A/RES/75/1", "2020-12-01"),
        ("A/RES/75/2", "2020-12-01"),
        ("A/RES/75/3", "2020-12-22"),
    ]
    index = index_of(
        ("un_votes", "2024-06-30", WHOLE, [("A/RES/75/2", "2020-12-01"), ("", "2020-12-02")]),
        ("un_digital_library", "file-2026-02-06", WHOLE, library),
    )  # fmt: skip

    found = official(index, "2020")

    assert (found["held"], found["official"], found["basis"]) == (2, 3, "record")
    assert "A/RES/75/3" in found["lacking"]  # type: ignore[operator]
    own = official(index, "2020", "un_digital_library")
    assert (own["held"], own["official"]) == (3, 3)


def test_single_votes_at_hand_are_no_whole_record() -> None:
    day = (date(2022, 3, 2), date(2022, 3, 2))
    index = index_of(
        ("un_votes", "2024-06-30", WHOLE, [("", "2022-12-07")]),
        ("un_digital_library", "2022-12-31", day, [("A/RES/ES-11/1", "2022-03-02")]),
    )

    assert official(index, "2022")["official"] is None


def test_a_span_between_years_counts_the_years_that_it_touches() -> None:
    index = index_of(("un_votes", "2024-06-30", WHOLE, [("", "2014-12-01")]))

    assert official(index, "2014-09-16..2015-09-14")["years"] == (2014, 2015)
