"""The UN Digital Library's own file beside the starter: its release, its votes, what it counts."""

from pathlib import Path

import pytest

from visavis import check
from visavis.refresh import add
from visavis.store import default_store
from visavis.workbench import figure

HEAD = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,"
    "agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,"
    "total_ms,undl_link\n"
)


def rows(key: int, symbol: str, day: str, votes: str, totals: str) -> str:
    return "".join(
        f"{key},{code},X,{letter},{day},79,{symbol},d,,m,An invented matter : resolution,a,s,,"
        f"{totals},193,https://digitallibrary.un.org/record/{key}\n"
        for code, _, letter in (vote.partition("=") for vote in votes.split())
    )


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Path:
    """A record of three invented votes from 2024 to 2025, which ends later than the starter's."""
    folder = tmp_path_factory.mktemp("library")
    text = (
        HEAD
        + rows(1, "A/RES/78/901", "2024-01-02", "KEN=Y CHN=Y USA=N", "2,1,,")
        + rows(2, "A/RES/79/902", "2025-03-03", "KEN=A CHN=Y USA=N", "1,1,1,")
        + rows(3, "A/RES/79/903", "2025-12-30", "KEN=N CHN=Y USA=X", "1,1,,1")
    )
    file = folder / "2026_02_06_ga_voting.csv"
    file.write_text(text)
    add("un_digital_library", file, folder / "db")
    return folder / "db"


def test_the_added_record_stands_beside_that_of_the_starter(db: Path) -> None:
    releases = {
        e.vintage for e in default_store(db).all_entries() if e.source == "un_digital_library"
    }

    assert releases == {"2022-12-31", "file-2026-02-06"}


def test_sentences_on_its_votes_are_settled(db: Path) -> None:
    texts = {
        "Kenya abstained on A/RES/79/902.": "supported",
        "Kenya voted in favour of A/RES/79/902.": "contradicted",
        "The United States was absent from the vote on A/RES/79/903.": "supported",
        "Vietnam abstained on A/RES/68/262.": "supported",
    }
    found = {text: check(text, db=db).claims[0].verdict.value for text in texts}

    assert found == texts


def test_agreement_says_how_many_of_its_own_votes_it_counts(db: Path) -> None:
    """Kenya and China: 1/2 and 0 in the two votes in which both took a side."""
    found = figure("vote_agreement", "KEN", "CHN", period="2025-01-01..2025-12-30", db=db)

    assert (found.source, found.value) == ("un_digital_library", 25)
    assert found.detail["official_votes"]["held"] == 2
    assert found.detail["official_votes"]["official"] == 2
