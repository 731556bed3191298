"""Sentences on leaders' journeys and on coded events, from the publisher's file to the verdict.

All rows of the files are made up.
"""

from datetime import date
from pathlib import Path

import pytest
from events_samples import gdelt_file, gdelt_row, icews_file, icews_row, polecat_file, polecat_row
from leaders_samples import ceias, colt, trip

from visavis.checking import check
from visavis.model.verdicts import Checked, Reason, Verdict
from visavis.refresh import add

TODAY = date(2026, 1, 2)
OFFICIAL = "Diplometrics_COLT_Travel_Dataset_Primary-HOGS-1990-2024_20250317.xlsx"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kenya's, Turkey's and China's journeys; events of a few days."""
    place, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("db") / "db"
    trips = [trip(n, "KEN CHN", f"2019-0{n}-01 2019-0{n}-03", "William Example") for n in (1, 2, 3)]
    trips += [trip(10 + n, "KEN CHN", f"2018-0{n}-01 2018-0{n}-03") for n in range(1, 9)]
    trips += [trip(30, "TUR QAT", "2019-11-25 2019-11-26", "Recep Tayyip Erdogan")]
    trips += [trip(31, "CHN KAZ", "2013-09-06 2013-09-08", "Xi Jinping")]
    add("colt", colt(place / OFFICIAL, trips), folder, TODAY)
    visits = [(2013, "Xi Jinping", "President", "Kazakhstan"),
              (2014, "Li Keqiang", "Premier", "Kazakhstan"),
              (2015, "Xi Jinping", "President", "Kazakhstan"),
              (2015, "Xi Jinping", "President", "Russia")]  # fmt: skip
    add("china_visits", ceias(place / "WHO-WHERE-WHEN-dataset-v.1.1.xlsx", visits), folder, TODAY)
    russia, japan = "Sergey Example, Russian Federation", "Taro Example, Japan"
    rows = []
    for number in range(0, 28, 2):
        more = {"Event_Date": "2018-10-01", "Story_ID": str(number)}
        rows.append(icews_row(number, russia, japan, "040", **more))
        rows.append(icews_row(number + 1, japan, russia, "040", **more))
    rows.append(icews_row(90, russia, japan, "112", Event_Date="2018-10-02", Intensity="-2"))
    (place / "icews.2018.tab").write_bytes(icews_file(rows))
    add("icews", place / "icews.2018.tab", folder, TODAY)
    times = [f"20170701{m // 60:02d}{m % 60:02d}00" for m in range(0, 1440, 15)]
    found = [gdelt_row(n, "TUR", "DEU", "112", DATEADDED=at) for n, at in enumerate(times)]
    (place / "a.export.csv").write_bytes(gdelt_file(found))
    add("gdelt", place / "a.export.csv", folder, TODAY)
    coded = [polecat_row(n, "KEN", "UGA", "CONSULT") for n in range(3)]
    (place / "ngecEvents.DV.2023.txt").write_bytes(polecat_file(coded))
    add("polecat", place / "ngecEvents.DV.2023.txt", folder, TODAY)
    return folder


def judged(db: Path, text: str) -> Checked:
    found = check(text, db=db).claims
    assert len(found) == 1, [each.claim for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Kenyan leaders visited China three times in 2019.", Verdict.SUPPORTED),
        ("According to COLT, Kenyan leaders visited China three times in 2019.",
         Verdict.SUPPORTED),
        ("Kenya's leaders made 11 visits to China between 2018 and 2019.", Verdict.SUPPORTED),
        ("Chinese leaders visited Kazakhstan three times between 2013 and 2015.",
         Verdict.SUPPORTED),
        ("Xi Jinping visited Kazakhstan twice between 2013 and 2015.", Verdict.SUPPORTED),
        ("According to COLT, Kenyan leaders visited China 20 times in 2019.",
         Verdict.CONTRADICTED),
        ("According to CEIAS, Chinese leaders visited Kazakhstan 12 times between 2013 and 2015.",
         Verdict.CONTRADICTED),
        # One or two off: another release, or another choice of whom to count.
        ("According to COLT, Kenyan leaders visited China four times in 2019.",
         Verdict.CANNOT_BE_CHECKED),
        # Far off, but no list is named: the text may count ministers and envoys.
        ("Kenyan leaders visited China 20 times in 2019.", Verdict.CANNOT_BE_CHECKED),
    ],
)  # fmt: skip
def test_leaders_journeys_are_settled_by_each_list(db: Path, text: str, verdict: Verdict):
    assert judged(db, text).verdict is verdict


def test_two_lists_that_count_otherwise_are_never_added(db: Path):
    found = judged(db, "Chinese leaders visited Kazakhstan twice in 2013.")
    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert found.reason is Reason.AMBIGUOUS_MEASURE


def test_a_visit_known_by_its_year_is_none_of_january(db: Path):
    found = judged(db, "Chinese leaders visited Russia once in January 2015.")

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert found.reason is Reason.OUT_OF_COVERAGE


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ("ICEWS coded 14 events between Russia and Japan on 1 October 2018.",
         Verdict.SUPPORTED, None),
        ("ICEWS coded 28 events between Russia and Japan on 1 October 2018.",
         Verdict.DEPENDS_ON_DEFINITION, None),
        ("ICEWS coded 15 events between Japan and Russia on 1 and 2 October 2018.",
         Verdict.SUPPORTED, None),
        ("ICEWS coded one conflict event between Russia and Japan on 2 October 2018.",
         Verdict.SUPPORTED, None),
        ("ICEWS coded 300 events between Russia and Japan on 1 October 2018.",
         Verdict.CONTRADICTED, None),
        ("ICEWS coded 17 events between Russia and Japan on 1 October 2018.",
         Verdict.CANNOT_BE_CHECKED, Reason.OTHER_RELEASE),
        ("ICEWS coded 14 events between Russia and Japan in October 2018.",
         Verdict.CANNOT_BE_CHECKED, Reason.INCOMPLETE),
        ("ICEWS coded 14 events between Russia and Japan.",
         Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD),
        ("According to GDELT, there were 96 events of conflict between Turkey and Germany on "
         "1 July 2017.", Verdict.SUPPORTED, None),
        ("GDELT recorded 2,000 events between Turkey and Germany on 1 July 2017.",
         Verdict.CONTRADICTED, None),
        ("GDELT recorded 96 events between Russia and Japan on 1 October 2018.",
         Verdict.CANNOT_BE_CHECKED, Reason.OUT_OF_COVERAGE),
        ("POLECAT has three events between Kenya and Uganda on 1 June 2023.",
         Verdict.SUPPORTED, None),
    ],
)  # fmt: skip
def test_what_a_list_of_coded_events_is_said_to_have_is_held_against_it(
    db: Path, text: str, verdict: Verdict, reason: Reason | None
):
    found = judged(db, text)

    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize(
    "text",
    [
        "There were 300 events between Russia and Japan on 1 October 2018.",
        "Russia and Japan held 300 events on 1 October 2018.",
        "Russia accused Japan on 1 October 2018.",
        "Japanese and Russian ministers met 30 times in October 2018.",
    ],
)
def test_coded_events_say_nothing_of_what_happened(db: Path, text: str):
    for found in check(text, db=db).claims:
        assert found.verdict is Verdict.CANNOT_BE_CHECKED
