"""Agreement of two states as Voeten publishes it: every published value at hand comes out.

Source: AgreementScores (June 2024), Harvard Dataverse, doi:10.7910/DVN/LEJUQZ.
"""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import RollCall, TalliedRollCall, VoteCast
from visavis.model.queries import Query
from visavis.sources import un_votes

IDS = {
    "Australia": "AUS", "China": "CHN", "Germany": "DEU", "India": "IND", "Indonesia": "IDN",
    "Japan": "JPN", "Malaysia": "MYS", "Philippines": "PHL", "Saudi Arabia": "SAU",
    "Singapore": "SGP", "South Korea": "KOR", "Taiwan": "TWN", "Thailand": "THA",
    "United Arab Emirates": "ARE", "United States of America": "USA", "Vietnam": "VNM",
}  # fmt: skip

SOUTH_YEMEN_ALONE = ("1178", "1228")
"""Roll calls of session 26 that only the vote of South Yemen, absent from the file, divides."""

ONE_OF_TWO = "9430"
"""Of two nearly equal rows of 1 September 2023 the one that the publisher counts in session 78."""


def sessions(folder: Path) -> dict[str, int]:
    """Session of each roll call that the list has; days before about 1990 do not tell it."""
    with gzip.open(folder / "un_roll_calls.csv.gz", "rt", encoding="utf-8") as lines:
        return {row["rcid"]: int(float(row["session"])) for row in csv.DictReader(lines)}


def index_of(calls: list[tuple[str, date]], votes: dict[str, dict[str, str]]) -> FactIndex:
    extent = Extent(
        "votes", "publisher", None, None, ("",), date(2000, 1, 1), date(2000, 12, 31), "day",
        "unknown",
    )  # fmt: skip
    entry = TableEntry("un_votes", "v1", date(2024, 6, 30), "votes", "f", "h", 0, (extent,))
    index = FactIndex([entry], [entry])
    tallied, casts = [], []
    for rid, day in calls:
        counts = Counter(votes[rid].values())
        call = RollCall(rid, "", day, "")
        tally = (counts[word] for word in ("yes", "no", "abstain", "absent"))
        tallied.append(TalliedRollCall("un_votes", "v1", call, *tally))
        casts += [("un_votes", "v1", VoteCast(rid, *each)) for each in votes[rid].items()]
    index.add_votes(tallied, casts)
    return index


@pytest.mark.shared
def test_all_published_agreement_scores_come_out(shared_data: Path) -> None:
    tables = un_votes.load(shared_data / "votes", date(2026, 1, 2)).tables
    listed = sessions(shared_data / "votes")
    votes: dict[str, dict[str, str]] = defaultdict(dict)
    days = dict(tables["roll_calls"].frame.select("rid", "held_on").iter_rows())
    for rid, state, position in tables["votes"].frame.iter_rows():
        # The publisher has the Republic of China under Taiwan from the first session on.
        name = "TWN" if state == "CHN" and days[rid] < date(1971, 9, 1) else state
        votes[rid][name] = position
    for rid in SOUTH_YEMEN_ALONE:
        votes[rid]["YMD"] = "no"
    by_session: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for rid, _, day, _ in tables["roll_calls"].frame.iter_rows():
        opened = day.year if (day.month, day.day) >= (9, 5) else day.year - 1
        session = 78 if rid == ONE_OF_TWO else listed.get(rid, opened - 1945)
        by_session[session].append((rid, date(2000, 6, 1)))
    indices = {each: index_of(calls, votes) for each, calls in by_session.items()}

    published = pl.read_csv(shared_data / "votes" / "agreement_scores_jun2024_sample.csv")
    off = []
    for session, _, a, b, agree in published.iter_rows():
        query = Query.parse(f"vote_agreement {IDS[a]} {IDS[b]} 2000")
        value = evaluate(query, indices[session]).value
        if value is None or abs(value - Decimal(str(agree)) * 100) > Decimal("1e-10"):
            off.append((session, a, b, agree, value))

    assert published.height == 5880
    assert off == []
