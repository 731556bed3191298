"""Files at hand that belong to no source, and why; `load_all.py` prints them beside what is read.

The trap is the file passed over in silence: one that no source reads and no line here explains
makes the run fail.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

__all__ = ["NOT_SOURCES", "explained", "unread"]

NOT_SOURCES: dict[str, str] = {
    "*README.md": "says what lies in a folder",
    "arms/sipri_trade_register_kume_mideast.csv":
        "a register that a spreadsheet has saved anew; refused, as a test shows",
    "claims/*": "sentences to measure reading and checking on",
    "cow/*": "tables of states and dyad-years as an R package has made them, for measures",
    "defence/*.rda": "counts of exercises in R's format, by state and not by pair",
    "documents/*": "texts to check",
    "events/CAMEO2PLOVER-2021.txt": "a table between two codebooks, no events",
    "events/GDELT_2.0_Events_Column_Labels_Header_Row_Sep2016.csv": "column names, no events",
    "events/cameo-codes.csv": "a codebook, no events; a test compares it with ICEWS",
    "events/gdelt_events2_schema.csv": "column names, no events",
    "events/gdelt_mentions_sample.csv":
        "mentions of events in the press: which article, how sure; the events are another file",
    "fdi/*.rda": "extracts of China's announced investment in R's format, two sectors only",
    "gold/*": "annotated texts, for evaluation",
    "macro/*.rda": "dated states and capitals in R's format",
    "macro/world-cities.csv": "names of cities, for reading texts; nothing between states",
    "trade/baci/BACI_HS92_Y2020_two_exporters.csv.gz":
        "two exporters cut out of a year: the release has rows for the others, and what was cut "
        "off would read as no trade",
    "trade/baci/codes/*": "lists of codes of releases whose flows are not at hand",
    "trade/baci/subset74_codes_present.csv": "which products an extract has",
    "trade/comtrade_codes/*": "code tables in R's format",
    "trade/partner_reports/*":
        "sums that a project made of UN Comtrade: ranks and shares, neither customs procedure nor "
        "second partner; read by reconciled.py to compare with",
    "trade/russian_customs/*.doc": "press tables in a word processor's format",
    "treaties/*.rda": "memberships in R's format",
    "treaties/GPTAD.csv":
        "a list that ends in 2010, where those of the WTO and DESTA go on; four of its agreements "
        "are in force before they are signed",
    "treaties/bri_membership.csv":
        "years of joining the Belt and Road that a project wrote down: no publisher, no release "
        "and no day",
    "treebanks/*": "parsed sentences, for evaluation",
    "visits/REIGN_leaderlist_3_21.csv":
        "who led a state when: nothing between states, and the list ends in February 2021",
    "votes/agreement_scores_jun2024_sample.csv":
        "agreement reckoned by others, to compare figures with",
    "votes/bsv_all_apr2020_input.parquet":
        "what others estimated ideal points from, to compare estimates with",
    "votes/reference/*": "results of other programs and of the State Department, to compare with",
    "votes/un_roll_call_issues.csv":
        "issues by number of roll call alone, and such a number may stand for two roll calls",
}  # fmt: skip
"""Patterns of paths below the data folder, and why no source reads them."""


def unread(data: Path, read: Iterable[Path]) -> list[str]:
    """Paths of the files below `data` that are not among those read, sorted."""
    known = set(read)
    return [
        file.relative_to(data).as_posix()
        for file in sorted(data.rglob("*"))
        if file.is_file() and file not in known
    ]


def explained(paths: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """How many paths each pattern explains, in its order, and the paths that none does."""
    counts = dict.fromkeys(NOT_SOURCES, 0)
    without = []
    for path in paths:
        pattern = next((each for each in NOT_SOURCES if fnmatchcase(path, each)), None)
        if pattern is None:
            without.append(path)
        else:
            counts[pattern] += 1
    return counts, without
