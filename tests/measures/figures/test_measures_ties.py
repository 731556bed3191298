"""Counts of treaties and sanctions, and what an alliance promises, out of rows written by hand."""

from datetime import date
from decimal import Decimal

from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import Precision, Tie
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query

SPANS = {
    "wto_rta": ("trade_agreement", date(1948, 1, 1), date(2026, 2, 25), "unknown"),
    "dcad": ("defence_agreement", date(1980, 1, 1), date(2010, 12, 31), "zero"),
    "atop": ("alliance", date(1815, 1, 1), date(2018, 12, 31), "zero"),
    "gsdb": ("sanction", date(1949, 1, 1), date(2023, 12, 31), "zero"),
}


def tie(source: str, key: str, sides: str, days: str, kind: str) -> Tie:
    """A tie of two states; days are signed, start and end, `-` where none is stated. A kind that
    ends in a star has dates of which only the year is stated."""
    precision: Precision = "year" if kind.endswith("*") else "day"
    kind = kind.removesuffix("*")
    subject, partner = sides.split()
    signed, start, end = (None if d == "-" else date.fromisoformat(d) for d in days.split())
    return Tie(source, "v1", SPANS[source][0], key, f"No. {key}", subject, partner, kind, signed,
               start, end, precision, 1)  # type: ignore[arg-type]  # fmt: skip


TIES = [
    tie("wto_rta", "973", "RUS VNM", "2015-05-29 2016-10-05 -", "FTA & EIA"),
    tie("wto_rta", "973", "ARM VNM", "2015-05-29 2016-10-05 -", "FTA & EIA"),
    tie("dcad", "1", "CHN RUS", "1996-05-06 - -", "procurement"),
    tie("dcad", "2", "CHN RUS", "1995-01-01 - -", "research*"),
    tie("atop", "4980", "CHN RUS", "2001-07-16 2001-07-16 -", "nonaggression; consultation"),
    tie("atop", "4220", "ARM RUS", "1992-05-15 1992-05-15 2002-10-07", "defence"),
    tie("gsdb", "1", "USA RUS", "- 2014-01-01 -", "financial*"),
    tie("gsdb", "2", "USA RUS", "- 1991-01-01 1995-12-31", "trade*"),
    tie("gsdb", "3", "RUS USA", "- 2014-01-01 -", "trade; of UN*"),
]


def ask(query: str) -> Figure:
    entries = [
        TableEntry(source, "v1", date(2026, 3, 1), "ties", f"{source}.parquet", "0", 1, (
            Extent(relation, "publisher", None, None, ("",), start, end, "day",
                   absent),  # type: ignore[arg-type]
        ))
        for source, (relation, start, end, absent) in SPANS.items()
    ]  # fmt: skip
    index = FactIndex(entries, entries)
    index.add_ties(TIES)
    return evaluate(Query.parse(query), index)


def titles(figure: Figure) -> list[str]:
    found = figure.detail["ties"]
    assert isinstance(found, tuple)
    return [each["key"] for each in found]


def test_agreements_count_on_their_signature_and_not_on_their_entry_into_force() -> None:
    """One of them was signed in 1996; a bare 1995 lies in 1995 and not in its first half."""
    assert ask("agreements RUS CHN 1996 form=count source=dcad").value == 1
    assert ask("agreements RUS CHN 1995..1996 form=count source=dcad").value == 2
    half = ask("agreements RUS CHN 1995H1 form=count source=dcad")
    assert half.value is None
    assert half.missing is Missing.NOT_REPORTED


def test_the_order_of_the_two_sides_of_an_agreement_does_not_matter() -> None:
    one, other = (ask(f"agreements {s} 1990..2000 form=count source=dcad").value
                  for s in ("RUS CHN", "CHN RUS"))  # fmt: skip

    assert one == other == 2


def test_years_before_a_state_existed_do_not_make_its_count_incomplete() -> None:
    found = ask("agreements RUS CHN 1980..2010 form=count source=dcad")

    assert found.value == 2
    assert found.missing is None


def test_outside_its_years_a_list_knows_nothing() -> None:
    assert ask("agreements RUS CHN 2015 form=count source=dcad").missing is Missing.OUT_OF_COVERAGE
    assert ask("alliance RUS CHN 2019 form=status").missing is Missing.OUT_OF_COVERAGE
    assert ask("sanctions USA RUS 2024 form=count").value is None


def test_a_list_of_what_was_notified_gives_a_bound_and_never_zero() -> None:
    found = ask("agreements RUS VNM 2015 form=count source=wto_rta")
    assert found.value is None
    assert found.lower_bound == 1
    assert ask("agreements RUS VNM 2014 form=count source=wto_rta").missing is Missing.NOT_REPORTED


def test_a_zero_of_a_list_is_inferred_and_says_so() -> None:
    found = ask("sanctions CHN IND 2015 form=count")

    assert found.value == 0
    assert found.detail["inferred_zero"] is True


def test_an_agreement_of_a_bloc_is_one_however_many_members_it_binds() -> None:
    found = ask("agreements VNM RUS+ARM 2015 form=count source=wto_rta")

    assert found.lower_bound == Decimal(1)
    assert titles(found) == ["973"]


def test_sanctions_have_a_direction_and_count_while_they_are_in_force() -> None:
    assert ask("sanctions USA RUS 2014 form=count").value == 1
    assert ask("sanctions USA RUS 2022 form=count").value == 1
    assert ask("sanctions USA RUS 1994 form=count").value == 1
    assert ask("sanctions USA RUS 2000 form=count").value == 0


def test_over_several_years_sanctions_count_when_they_begin() -> None:
    found = ask("sanctions USA RUS 1992..2020 form=count")

    assert found.value == 1
    assert titles(found) == ["2", "1"]


def test_an_alliance_is_the_most_that_is_promised_on_the_last_day() -> None:
    assert ask("alliance CHN RUS 2005 form=status").text == "nonaggression"
    assert ask("alliance RUS ARM 2000 form=status").text == "defence"
    assert ask("alliance RUS ARM 2005 form=status").text == "none"


def test_each_tie_is_listed_with_its_dates_as_finely_as_they_are_stated() -> None:
    found = ask("sanctions USA RUS 2014 form=count").detail["ties"]
    assert isinstance(found, tuple)

    assert found[0]["starts"] == ("2014",)
    assert found[0]["end"] is None
    assert found[0]["title"] == "No. 1"
