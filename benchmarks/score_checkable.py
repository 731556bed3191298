"""How much of what others wrote can be checked: claims, verdicts and reasons, corpus by corpus.

    python benchmarks/score_checkable.py [FOLDER] [--show 40] [--write]

FOLDER holds the corpora (`../shared/data/claims` unless given). They are about whatever pairs of
states they happen to be about; none of their sentences was used to write a rule. Every claim
without a source must name a command that would bring one: those that do not are counted.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import polars as pl
from accuracy_page import put, table

from visavis.checking import check_document
from visavis.errors import VisavisError
from visavis.model.states import is_state, state
from visavis.model.verdicts import Checked, Reason, Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

_CORPORA = (
    ("crs_relational_sentences.jsonl", "Congressional Research Service"),
    ("quantemp_ir_candidates.jsonl", "QuanTemp"),
    ("bbc_2004_2005_candidates.jsonl", "BBC 2004-05"),
    ("meridian_soapbox_claims.jsonl", "Soapbox Trade"),
    ("liar_ir_candidates.jsonl", "LIAR"),
    ("claimbuster_ir_candidates.jsonl", "ClaimBuster"),
    ("averitec_ir_candidates.jsonl", "AVeriTeC"),
    ("trump_corpus_ir_candidates.jsonl", "campaign speeches 2015-16"),
)
_PAIRS_TITLE = (
    "What data are at hand for states and their main partners (drawn from the World Factbook's "
    "lists; the figures in the sentences are random, so no verdict is meant):"
)
_TEXT_KEYS = ("sentence", "claim_text", "claim")


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence of a corpus with its checked claims."""

    corpus: str
    text: str
    claims: tuple[Checked, ...]


def sentences(path: Path) -> Iterator[str]:
    """The texts of a corpus, each once, in file order."""
    seen: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = next((row[key] for key in _TEXT_KEYS if row.get(key)), "").strip()
        if text and text not in seen:
            seen.add(text)
            yield text


def read_all(folder: Path) -> list[Read]:
    """Every sentence of every corpus, checked by itself."""
    workbench = Workbench(default_store(None))
    found: list[Read] = []
    for file, title in _CORPORA:
        if not (folder / file).exists():
            continue
        for text in sentences(folder / file):
            try:
                report = check_document(read_document(text), workbench)
            except VisavisError as error:
                sys.stderr.write(f"{title}: {error}\n")
                continue
            found.append(Read(title, text, report.claims))
    return found


_QUESTIONS = (
    ("exports", "{s} exports to {p} were ${n}.37 billion in {y}."),
    ("share of exports", "{p} accounted for {n}.3% of {s} exports in {y}."),
    ("turnover", "Trade between {s0} and {p} was worth ${n}.37 billion in {y}."),
    ("growth of exports", "{s} exports to {p} rose by {n}.3% in {y}."),
    ("share of imports", "{p} supplied {n}.3% of {s} imports in {y}."),
)


def partner_pairs(number: int, seed: int) -> list[Read]:
    """Questions about states and their main partners, as the World Factbook lists them.

    The figures are drawn at random: what is measured is whether data are at hand, not the verdict.
    """
    workbench, dice = Workbench(default_store(None)), random.Random(seed)
    table = pl.read_parquet(
        sorted(Path(str(files("visavis.starter"))).glob("factbook/*/facts-*.parquet"))
    )
    pairs = sorted(set(table.select("subject", "partner").iter_rows()))
    found: list[Read] = []
    for subject, partner in dice.sample(pairs, number):
        if not (is_state(subject) and is_state(partner)):
            continue
        own, other = state(subject).name, state(partner).name
        title, wording = dice.choice(_QUESTIONS)
        owner = own + ("'" if own.endswith("s") else "'s")
        text = wording.format(
            s=owner, s0=own, p=other, n=dice.randint(1, 9), y=dice.randint(2006, 2021)
        )
        report = check_document(read_document(text), workbench)
        found.append(Read(title, text, report.claims))
    return found


def _pair_table(found: Sequence[Read]) -> str:
    lines = []
    for title in (*(title for title, _ in _QUESTIONS), "all"):
        here = [read for read in found if title in (read.corpus, "all")]
        claims = [claim for read in here for claim in read.claims]
        answered = sum(any(r.figure.value is not None for r in c.readings) for c in claims)
        settled = sum(c.verdict is not Verdict.CANNOT_BE_CHECKED for c in claims)
        silent = sum(c.reason is Reason.NO_SOURCE and not c.needs for c in claims)
        lines.append([title, str(len(here)), str(len(claims)), str(answered), str(settled),
                      str(silent)])  # fmt: skip
    head = ["question", "sentences", "read", "with a figure at hand", "settled", "no command named"]
    return table(head, lines)


def _tables(found: Sequence[Read]) -> str:
    claims = [claim for read in found for claim in read.claims]
    by_corpus = [
        [title, str(len(here)), str(sum(bool(r.claims) for r in here)), *_counts(here)]
        for _, title in _CORPORA
        if (here := [read for read in found if read.corpus == title])
    ]
    by_corpus.append(
        ["all", str(len(found)), str(sum(bool(r.claims) for r in found)), *_counts(found)]
    )
    verdicts = Counter(claim.verdict.value for claim in claims)
    reasons = Counter(c.reason.value for c in claims if c.reason is not None)
    unsourced = [c for c in claims if c.reason is Reason.NO_SOURCE]
    silent = sum(not c.needs for c in unsourced)
    head = ["corpus", "sentences", "with claims", "claims", "settled", "of those about two states"]
    return "\n\n".join((
        table(head, by_corpus),
        table(["verdict", "claims"], [[v, str(n)] for v, n in sorted(verdicts.items())]),
        table(["reason", "claims"], [[r, str(n)] for r, n in sorted(reasons.items())]),
        f"Claims without a source: {len(unsourced)}; of these name no command: **{silent}**.",
    ))  # fmt: skip


def _counts(found: Sequence[Read]) -> tuple[str, str, str]:
    """Claims, those settled, and settled of those with subject, partner and period."""
    claims = [claim for read in found for claim in read.claims]
    whole = [
        c for c in claims
        if c.claim.subject and c.claim.partner and c.claim.period != "unspecified"
    ]  # fmt: skip
    return str(len(claims)), _settled(claims), _settled(whole)


def _settled(claims: Sequence[Checked]) -> str:
    settled = sum(claim.verdict is not Verdict.CANNOT_BE_CHECKED for claim in claims)
    share = f" ({settled / len(claims):.0%})" if claims else ""
    return f"{settled} of {len(claims)}{share}"


def main() -> None:
    """Check the corpora and print; `--write` renews the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[2] / "shared" / "data" / "claims"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--show", type=int, default=40)
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = read_all(options.folder)
    pairs = partner_pairs(options.pairs, options.seed)
    page = "\n\n".join((_tables(found), _PAIRS_TITLE, _pair_table(pairs)))
    print(page)
    shown = (Verdict.CONTRADICTED, Verdict.INCONSISTENT, Verdict.SUPPORTED)
    for read in found:
        for one in read.claims:
            if one.verdict in shown and options.show > 0:
                options.show -= 1
                claim = one.claim
                print(f"{one.verdict.value} | {read.text[:220]}\n    {claim.measure} {claim.form} "
                      f"{claim.subject} {claim.partner} {claim.period} {claim.value} "
                      f"{claim.unit} {one.notes}")  # fmt: skip
    if options.write:
        put(Path(__file__).parents[1] / "docs" / "accuracy.md", "checkable", page)


if __name__ == "__main__":
    main()
