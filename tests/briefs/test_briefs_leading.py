"""Which readings a short card shows, what would settle a claim, and what the receipt keeps."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import claim, document, reading, share, vote

from visavis.briefs.cards import cards
from visavis.briefs.leading import is_mixed, leading
from visavis.briefs.needed import awaited, needed_words
from visavis.briefs.receipt import report_record
from visavis.briefs.suggestions import suggestion
from visavis.briefs.text import to_text
from visavis.briefs.wording import understood, verdict_sentence
from visavis.model.claims import Claim, Written
from visavis.model.figures import Figure, Part
from visavis.model.groups import members
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.relations import all_relations
from visavis.model.verdicts import Checked, Fit, Reading, Reason, Report, Verdict
from visavis.sources import origins

SHARE = Claim(
    quote="14.6%", start=0, end=5, subject="RUS", partner="CHN", measure="exports", form="share",
    value=14.6, unit="pct", period="2020", written=Written("14.6"),
)  # fmt: skip


def mixed(figure: Figure) -> Figure:
    """The figure with another publisher's total under it."""
    top, bottom = figure.parts
    return replace(figure, parts=(top, Part(*bottom[:4], "world_bank", "2026", bottom[6])))


def judged(*readings: Reading, verdict: Verdict = Verdict.CONTRADICTED, **more: object) -> Checked:
    base = {"id": "x", "claim": SHARE, "decisive": tuple(range(len(readings)))}
    return Checked(**{**base, "verdict": verdict, "readings": readings, **more})


def test_a_share_of_one_publisher_stands_for_those_over_another_publishers_total():
    own = reading(share("RUS", "CHN", 2020, "14.6"), Fit.NO, book="exporter")
    other = reading(mixed(share("RUS", "CHN", 2020, "15.1")), Fit.NO, book="reconciled")

    assert is_mixed(other)
    assert leading(judged(other, own)) == (own,)
    assert leading(judged(other)) == (other,)


def test_each_definition_is_shown_before_a_second_book_of_one():
    readings = [
        reading(replace(share("RUS", "EU", 2020, value), parts=()), Fit.NO, definition=group)
        for group, value in (("EU27", "33.8"), ("EU27", "34"), ("EU27", "35"), ("EU28", "40.6"))
    ]

    shown = leading(judged(*readings))
    assert [each.figure.value for each in shown] == [Decimal(v) for v in ("33.8", "40.6", "34")]


def test_a_book_that_fits_and_one_that_does_not_are_both_shown():
    fits = reading(mixed(share("RUS", "CHN", 2020, "14.6")), Fit.EXACT, book="reconciled")
    fails = reading(share("RUS", "CHN", 2020, "17"), Fit.NO, book="exporter")
    found = judged(fails, fits, verdict=Verdict.SUPPORTED_BY_ONE_BOOK)

    assert leading(found) == (fits, fails)


def test_every_voter_named_is_shown_however_many():
    voters = ("VNM", "BRN", "KHM", "LAO", "CHN")
    readings = [reading(vote(state, "abstain"), Fit.EXACT) for state in voters]

    assert len(leading(judged(*readings, verdict=Verdict.SUPPORTED))) == len(voters)


def test_a_sentence_names_three_values_at_most_and_the_card_counts_the_rest():
    readings = [
        reading(share("RUS", "CHN", year, str(year - 2000)), Fit.NO, window=str(year))
        for year in range(2012, 2020)
    ]
    found = judged(
        *readings, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.NO_PERIOD, decisive=()
    )
    report = Report(document=document("14.6%\n"), data=(), claims=(found,), consistency=())

    assert verdict_sentence(found).endswith(
        "At hand: 12.0 % in 2012, 13.0 % in 2013 and 14.0 % in 2014, all from Russia's own customs."
    )
    assert cards(report)[0].unshown == 5
    assert "5 more readings: --full, or --format json" in to_text(report)
    assert "more readings" not in to_text(report, full=True)
    assert to_text(report, full=True).count("   figure ") == 8


def test_every_source_that_a_measure_would_come_from_is_described():
    wanted = {source for each in all_relations() for source in each.would_come_from}

    assert wanted <= set(awaited()) | set(origins())
    assert not set(awaited()) & set(origins())
    assert all(row.publisher and row.dataset for row in awaited().values())


def test_what_no_command_reads_is_named_with_publisher_and_page():
    found = Checked(
        id="x", claim=SHARE, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.NO_SOURCE,
        needs=("sipri_milex", "visavis data add comtrade DIR"),
    )  # fmt: skip

    assert needed_words(found) == (
        "visavis data add comtrade DIR",
        "no command reads it yet: SIPRI, Military Expenditure Database, "
        "from https://milex.sipri.org/",
    )
    assert needed_words(replace(found, needs=())) == (
        "no data set is known here that would settle this",
    )


def test_the_receipt_keeps_a_groups_votes_and_of_the_assembly_only_those_named():
    day = Period.parse("2014-03-27").end
    readings = (reading(vote("VNM", "abstain"), Fit.EXACT),)

    def context(group: str) -> int:
        votes = tuple(vote(state, "yes") for state in sorted(members(group, day)))
        found = judged(*readings, verdict=Verdict.SUPPORTED, context=votes)
        report = Report(document=document("14.6%\n"), data=(), claims=(found,), consistency=())
        (record,) = report_record(report)["claims"]  # type: ignore[misc, attr-defined]
        return len(record["context"])

    assert context("ASEAN") == 10
    assert context("UN") == 1


@pytest.mark.parametrize(
    ("fields", "phrase"),
    [
        ({"qualifier": ">"}, "China's share of Russia's goods exports, 2020 (more than 14.6 %)"),
        ({"qualifier": "up_to"}, "China's share of Russia's goods exports, 2020 (up to 14.6 %)"),
        ({"form": "growth", "partner": "CHN", "value": -60.0, "qualifier": ">"},
         "Russia's goods exports to China, growth in 2020 (a fall of more than 60 %)"),
        ({"form": "rank", "unit": "rank", "value": 1.0, "ahead_of": ("USA",)},
         "China's rank among Russia's export markets, 2020 (ahead of the United States)"),
        ({"measure": "product_imports", "subject": "IND", "partner": "RUS",
          "product": "crude_oil"}, "Russia's share of India's crude oil imports, 2020"),
        ({"measure": "arms_imports"}, "China's share of Russia's arms imports, 2020"),
        ({"measure": "imports", "subject": "IND", "partner": "QAT", "form": "rank",
          "product": "lng"}, "Qatar's rank among India's suppliers of liquefied natural gas, 2020"),
        ({"measure": "membership", "form": "status", "partner": "EU", "subject": "TUR",
          "value": None, "position": "candidate"},
         "Turkey as a candidate for membership of the EU, 2020"),
        ({"measure": "other", "partner": None},
         "Something about Russia that is not among the measures, 2020"),
    ],
)  # fmt: skip
def test_what_was_understood_is_said_with_its_bounds(fields: dict[str, object], phrase: str):
    assert understood(replace(SHARE, **fields)) == phrase


def status(state: str, group: str, text: str, *rows: tuple[str, str | None, str | None]) -> Reading:
    figure = Figure(
        query=Query.parse(f"membership {state} {group} 2005 form=status"), value=None,
        missing=None, unit="status", text=text, parts=(), detail={"statuses": tuple(
            {"kind": kind, "start": start, "end": end, "precision": "day", "source": ""}
            for kind, start, end in rows)},
    )  # fmt: skip
    return reading(figure, Fit.NO)


@pytest.mark.parametrize(
    ("found", "position", "sentence"),
    [
        (status("IND", "SCO", "observer", ("observer", "2005-07-05", "2017-06-08"),
                ("member", "2017-06-09", None)), "member", "India joined the SCO on 9 June 2017."),
        (status("GBR", "EU", "member", ("member", "1973-01-01", "2020-01-31")), "left",
         "The United Kingdom left the EU on 31 January 2020."),
        (status("TUR", "EU", "candidate", ("candidate", "1999-12-11", None)), "member",
         "Turkey is not listed as a member of the EU."),
        (status("RUS", "ASEAN", "none", ("dialogue_partner", "1996-07-01", None)),
         "dialogue_partner", "Russia became a dialogue partner of ASEAN on 1 July 1996."),
    ],
)  # fmt: skip
def test_the_sentence_offered_for_a_membership_has_the_date(
    found: Reading, position: str, sentence: str
):
    stated = replace(SHARE, measure="membership", form="status", value=None, position=position)

    assert suggestion(judged(found, claim=stated)) == sentence


@pytest.mark.parametrize(
    ("query", "value", "unit", "sentence"),
    [
        ("exports RUS CHN 2020 form=growth baseline=2019", "-14.08", "pct",
         "Russia's goods exports to China fell by 14.1% from 2019 to 2020."),
        ("trade_turnover RUS CHN 2020 form=multiple baseline=2019", "0.9346", "x",
         "Russia's goods trade with China in 2020 came to 0.9346 times the level of 2019."),
        ("exports RUS CHN 2020 form=rank", "2", "rank",
         "China ranked second among Russia's export markets in 2020."),
        ("exports RUS CHN 2020", "49249123456", "USD",
         "Russia's goods exports to China were $49.25 billion in 2020."),
        ("visits USA VNM 2016 form=count", "2", "count",
         "Visits from the United States to Vietnam were 2 in 2016."),
    ],
)  # fmt: skip
def test_the_sentence_offered_is_english_for_every_form(
    query: str, value: str, unit: str, sentence: str
):
    figure = Figure(query=Query.parse(query), value=Decimal(value), missing=None, unit=unit)

    assert suggestion(judged(reading(figure, Fit.NO))) == sentence


def test_a_table_of_votes_is_shown_once_and_referred_to_after():
    text = "Vietnam abstained. Laos was absent.\n"
    votes = (vote("VNM", "abstain"), vote("LAO", "absent"))
    found = [
        Checked(
            id=quote, verdict=Verdict.SUPPORTED, context=votes, decisive=(0,),
            readings=(reading(figure, Fit.EXACT),),
            claim=claim(quote, text, measure="vote_position", form="position", subject=state),
        )
        for quote, state, figure in (
            ("abstained", "VNM", votes[0]), ("absent", "LAO", votes[1])
        )
    ]  # fmt: skip
    drawn = to_text(Report(document=document(text), data=(), claims=tuple(found), consistency=()))

    assert drawn.count("How ASEAN voted on resolution 68/262:\n") == 1
    assert "How ASEAN voted on resolution 68/262: see claim 1." in drawn
