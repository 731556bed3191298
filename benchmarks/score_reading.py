"""Score reading against the project's own sentences: what is found, and what is right about it.

    python benchmarks/score_reading.py [--split dev|test|all] [--show wrong] [--gold FILE]

Each expected claim is matched to at most one found claim of the same value and unit; then every
field is compared. Nothing is asserted here: the numbers are printed, tests keep their own floors.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visavis.model.claims import Claim
from visavis.reading.claims import read_claims
from visavis.reading.document import read_document

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"
CORPUS = Path(__file__).parent.parent / "tests" / "reading" / "corpus_numeric.jsonl"
SYMMETRIC = ("trade_turnover", "trade_turnover_gs")


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected claim as the corpus writes it."""

    subject: str | None
    partner: str | None
    measure: str
    form: str
    value: float
    unit: str
    period: str
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> "Expected":
        """The claim written as `TUR>EU exports share 41:pct 2021 den=exports`.

        A period of `?` is not compared.
        """
        sides, measure, form, amount, period, *more = text.split()
        subject, partner = (side if side not in ("", "-") else None for side in sides.split(">"))
        value, unit = amount.split(":")
        options = {key: value or "1" for key, _, value in (one.partition("=") for one in more)}
        return cls(subject, partner, measure, form, float(value), unit, period, options)

    def matches(self, claim: Claim) -> bool:
        """Whether the claim states this number."""
        if claim.value is None or claim.unit != self.unit:
            return False
        return abs(abs(claim.value) - abs(self.value)) <= 1e-3 * max(1.0, abs(self.value))

    def wrong(self, claim: Claim) -> list[str]:
        """Names of the fields in which the claim differs."""
        wanted = {
            "measure": self.measure,
            "form": self.form,
            "period": self.period,
            "modality": self.options.get("mod", "actual"),
            "polarity": "negated" if "neg" in self.options else "affirmed",
            "asserted": "unasserted" not in self.options,
            "sector": self.options.get("sector"),
        }
        for name, key in (("denominator", "den"), ("product", "prod"), ("baseline", "base")):
            if key in self.options:
                wanted[name] = self.options[key]
        bad = [name for name, value in wanted.items() if value not in (getattr(claim, name), "?")]
        found = (claim.subject, claim.partner)
        expected = (self.subject, self.partner)
        level = self.measure in SYMMETRIC and self.form not in ("share", "rank", "ratio")
        if found != expected and not (level and found == expected[::-1]):
            bad += [
                name for name, a, b in zip(("subject", "partner"), found, expected, strict=True)
                if a != b
            ]  # fmt: skip
        if (claim.value or 0) * self.value < 0:
            bad.append("sign")
        return bad


@dataclass(slots=True)
class Score:
    """Counts over a set of sentences."""

    expected: int = 0
    found: int = 0
    matched: int = 0
    right: int = 0
    roles: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def rows(split: str) -> Iterator[dict[str, object]]:
    """The sentences of one part of the corpus (`dev`, `test`) or of `all`."""
    with CORPUS.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if split in (row["split"], "all"):
                yield row


def score(split: str) -> Score:
    """The score of reading on one part of the corpus."""
    total = Score()
    for row in rows(split):
        text = str(row["text"])
        wanted = [Expected.parse(one) for one in row["claims"]]  # type: ignore[attr-defined]
        claims = [
            claim
            for claim in read_claims(read_document(text.encode(), name="corpus"))
            if claim.value is not None
        ]
        _compare(total, str(row["id"]), text, wanted, claims)
    return total


def _compare(
    total: Score, name: str, text: str, wanted: list[Expected], claims: list[Claim]
) -> None:
    total.expected += len(wanted)
    total.found += len(claims)
    left = list(claims)
    notes: list[str] = []
    for expected in wanted:
        fits = [claim for claim in left if expected.matches(claim)]
        if not fits:
            notes.append(f"  missed  {expected}")
            continue
        claim = min(fits, key=lambda one: len(expected.wrong(one)))
        left.remove(claim)
        total.matched += 1
        bad = expected.wrong(claim)
        total.wrong.update(bad)
        total.right += not bad
        total.roles += not {"subject", "partner", "measure"} & set(bad)
        if bad:
            fields_ = ", ".join(f"{name}={getattr(claim, name, claim.value)}" for name in bad)
            notes.append(f"  wrong   {fields_}  <- {claim.quote!r}")
    notes += [
        f"  extra   {c.quote!r} {c.subject}>{c.partner} {c.measure} {c.form} {c.value}{c.unit}"
        for c in left
    ]  # fmt: skip
    if notes:
        total.lines += [f"{name} {text}", *notes]


def report(split: str, total: Score) -> str:
    """The score in words."""
    recall = total.matched / max(1, total.expected)
    precision = total.matched / max(1, total.found)
    return (
        f"{split}: {total.expected} expected, {total.found} found; number found {recall:.1%}, "
        f"precision {precision:.1%}; whose, with whom and of what right {total.roles}; "
        f"every field right {total.right} ({total.right / max(1, total.expected):.1%}); "
        f"wrong fields {dict(total.wrong.most_common())}"
    )


_COLUMNS = ("part", "claims", "number found", "nothing invented", "whose, with whom, of what",
            "every field right")  # fmt: skip


def _line(split: str, total: Score) -> tuple[str, ...]:
    """A row of the table in the docs."""
    wanted = max(1, total.expected)
    name = {"dev": "used while writing the rules", "test": "held back"}[split]
    return (
        name,
        str(total.expected),
        f"{total.matched / wanted:.1%}",
        f"{total.matched / max(1, total.found):.1%}",
        f"{total.roles / wanted:.1%}",
        f"{total.right / wanted:.1%}",
    )


def main() -> int:
    """Print the scores; `--write` renews the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="all", choices=["dev", "test", "all"])
    parser.add_argument("--show", action="store_true", help="print what is wrong, by sentence")
    parser.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    options = parser.parse_args()
    parts = ("dev", "test") if options.split == "all" or options.write else (options.split,)
    lines = []
    for split in parts:
        total = score(split)
        lines.append(_line(split, total))
        print(report(split, total))
        if options.show:
            print("\n".join(total.lines))
    if options.write:
        from accuracy_page import put, table  # only beside the other scripts, not in the tests

        put(PAGE, "reading", table(_COLUMNS, lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
