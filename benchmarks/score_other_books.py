"""Figures of books that the starter does not hold, checked against the starter alone.

    python benchmarks/score_other_books.py DATA [--number 4000] [--seed 1] [--show 20] [--write]

DATA holds `trade/wits_panel`, `trade/comtrade_legacy` and `trade/partner_reports` (not part of the
project: see the documentation of the sources). Every sentence states what one of these books really
has for a pair of which the starter holds another book, as the reporter's own figure or as its
partner's. A sentence may well be past checking; contradicted it must not be, since somebody
published the figure. `--write` puts the table into docs/accuracy.md.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from accuracy_page import put, table
from fit_mirror_range import NOT_STATES, reports
from starter_rows import Rows, Words, load_rows, load_words
from truths import Statement
from wordings import say, with_hedge

from visavis.checking import check_document
from visavis.model.verdicts import Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

Book = dict[tuple[str, str, str, int], float]
"""(reporter, `exports` or `imports`, partner, year) to US dollars."""

FAMILIES = ("level", "level", "share", "share", "turnover", "balance", "growth", "mirror level",
            "mirror share")  # fmt: skip
WHOLE = 60
"""Partners with which a book is a whole one, whose total divides shares."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence with a published figure of another book."""

    source: str
    family: str
    text: str
    said: Statement


def wits(trade: Path) -> Book:
    """What reporters stated until November 2017."""
    panel = pl.read_parquet(trade / "wits_panel" / "panel_long.parquet").filter(
        (pl.col("year") >= 2000) & ~pl.col("reporter_iso3").is_in(NOT_STATES)
    )
    found: Book = {}
    for row in panel.iter_rows(named=True):
        for flow, column in (("exports", "export_kusd"), ("imports", "import_kusd")):
            if row[column]:
                key = (row["reporter_iso3"], flow, row["partner_iso3"], row["year"])
                found[key] = row[column] * 1000
    return found


def russian(trade: Path) -> tuple[Book, dict[str, str]]:
    """Russia's own reports by partner, and the ids of the partners' names."""
    found: Book = {}
    names: dict[str, str] = {}
    columns = ["Year", "Trade Flow", "Partner", "Partner ISO", "Trade Value (US$)"]
    for path in sorted((trade / "comtrade_legacy").glob("total-trade-value-*.csv")):
        frame = pl.read_csv(path, columns=columns, infer_schema_length=0)
        for year, flow, name, partner, value in frame.select(columns).iter_rows():
            names[name] = partner or ""
            if flow in ("Export", "Import") and partner and value:
                found["RUS", f"{flow.lower()}s", partner, int(year)] = float(value)
    return found, names


def on_china(trade: Path, names: Mapping[str, str]) -> Book:
    """What reporters state on their trade with China, release of 2026."""
    found: Book = {}
    for column, name, year, value in reports(trade / "partner_reports", 2024):
        reporter = {"USA": "USA", "Rep. of Korea": "KOR"}.get(name, names.get(name, ""))
        flow = "imports" if column == "import_kusd" else "exports"
        if len(reporter) == 3:
            found[reporter, flow, "CHN", year] = value * 1000
    return found


class _Maker:
    """Draws sentences from one book, for pairs of which the starter holds something."""

    def __init__(self, book: Book, rows: Rows, words: Mapping[str, Words], dice: random.Random):
        self.book, self.rows, self.words, self.dice = book, rows, words, dice
        self.totals: dict[tuple[str, str, int], float] = defaultdict(float)
        self.partners = Counter((r, flow, year) for r, flow, _, year in book)
        for (reporter, flow, partner, year), value in book.items():
            if partner != "WLD":
                self.totals[reporter, flow, year] += value
        for (reporter, flow, partner, year), value in book.items():
            if partner == "WLD":
                self.totals[reporter, flow, year] = value
        self.keys = sorted(
            key for key in book
            if key[0] in words and key[2] in words and book[key] > 1e7 and self._is_held(key)
        )  # fmt: skip

    def _is_held(self, key: tuple[str, str, str, int]) -> bool:
        reporter, flow, partner, year = key
        pair = (reporter, partner) if flow == "exports" else (partner, reporter)
        return bool(self.rows.flows.get((*pair, year)))

    def draw(self, family: str) -> Statement | None:
        """A statement of the family with the book's own value; None where the book lacks one."""
        reporter, flow, partner, year = key = self.dice.choice(self.keys)
        value, back = self.book[key], "imports" if flow == "exports" else "exports"
        one = Statement(family=family, measure=flow, form="level", subject=reporter,
                        partner=partner, year=year, value=value)  # fmt: skip
        other = self.book.get((reporter, back, partner, year))
        if family == "level":
            return one
        if family == "mirror level":
            return replace(one, measure=back, subject=partner, partner=reporter)
        if family == "mirror share":
            whole = self.rows.flows.get((partner, "WLD", year) if back == "exports"
                                        else ("WLD", partner, year), {})  # fmt: skip
            total = next(iter(whole.values()), 0.0)
            said = replace(one, measure=back, subject=partner, partner=reporter, form="share")
            return replace(said, value=100 * value / total) if total else None
        if family == "share":
            total = self.totals[reporter, flow, year]
            if self.partners[reporter, flow, year] < WHOLE:
                return None
            return replace(one, form="share", value=100 * value / total)
        if family == "growth":
            before = self.book.get((reporter, flow, partner, year - 1))
            if not before or not 2 < abs(100 * (value / before - 1)) < 90:
                return None
            growth = 100 * (value / before - 1)
            return replace(one, form="growth", baseline=year - 1, value=growth)
        if other is None:
            return None
        sold, bought = (value, other) if flow == "exports" else (other, value)
        if family == "turnover":
            return replace(one, measure="trade_turnover", value=sold + bought)
        measure = "trade_surplus" if sold > bought else "trade_deficit"
        return replace(one, measure=measure, value=abs(sold - bought))


def drawn(trade: Path, number: int, seed: int) -> list[Drawn]:
    """`number` sentences, half of them from the panel, a quarter each from the later books."""
    dice, rows, words = random.Random(seed), load_rows(), load_words()
    own, names = russian(trade)
    books = {"WITS 2000-2016": wits(trade), "Russia 2000-2020": own,
             "reporters on China 2014-2024": on_china(trade, names)}  # fmt: skip
    makers = {name: _Maker(book, rows, words, dice) for name, book in books.items()}
    found: list[Drawn] = []
    while len(found) < number:
        source = dice.choices(list(makers), (2, 1, 1))[0]
        one = makers[source].draw(dice.choice(FAMILIES))
        if one is None or abs(float(one.value or 0)) < 0.05:
            continue
        one = with_hedge(dice, replace(one, value=float(one.value or 0)))
        found.append(Drawn(source, one.family, say(dice, one, words)[0], one))
    return found


def wilson_high(hits: int, number: int) -> float:
    """Upper end of the 95 % interval of a rate (Wilson); 3/n where there is no hit."""
    if hits == 0:
        return 3 / max(number, 1)
    z, p = 1.96, hits / number
    middle, spread = (
        p + z * z / (2 * number),
        z * (p * (1 - p) / number + z**2 / 4 / number**2) ** 0.5,
    )
    return float((middle + spread) / (1 + z * z / number))


def main() -> None:
    """Draw, check, print; `--write` renews the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--number", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    workbench = Workbench(default_store(None))
    counted: Counter[tuple[str, str, str]] = Counter()
    shown = 0
    for one in drawn(options.data / "trade", options.number, options.seed):
        report = check_document(read_document(one.text), workbench)
        verdicts = [checked.verdict for checked in report.claims]
        settled = [v for v in verdicts if v is not Verdict.CANNOT_BE_CHECKED]
        is_wrong = Verdict.CONTRADICTED in verdicts or Verdict.INCONSISTENT in verdicts
        outcome = "contradicted" if is_wrong else "settled" if settled else "not settled"
        counted[one.source, one.family, outcome] += 1
        if is_wrong and shown < options.show:
            shown += 1
            sys.stdout.write(f"{one.source}: {one.text}\n")
            for reading in report.claims[0].readings[:4]:
                figure = reading.figure
                sys.stdout.write(f"    {figure.source} {figure.book} {figure.value}\n")
    page = _page(counted)
    print(page)
    if options.write:
        put(Path(__file__).parents[1] / "docs" / "accuracy.md", "other books", page)


def _page(counted: Counter[tuple[str, str, str]]) -> str:
    outcomes = ("contradicted", "settled", "not settled")
    groups = sorted({(source, family) for source, family, _ in counted})
    lines = [
        [source, family, *(str(counted[source, family, outcome]) for outcome in outcomes)]
        for source, family in groups
    ]
    number = sum(counted.values())
    wrong = sum(n for (_, _, outcome), n in counted.items() if outcome == "contradicted")
    return "\n\n".join((
        f"{number} sentences with a figure that some book has and the starter does not; "
        f"contradicted: **{wrong}** ({wrong / max(number, 1):.2%}; with 95 % confidence below "
        f"{wilson_high(wrong, number):.2%}).",
        table(["book", "family", *outcomes], lines),
    ))  # fmt: skip


if __name__ == "__main__":
    main()
