"""The matrix of truth and verdict over generated sentences, and every wrong verdict by name.

    python benchmarks/score_generated.py [--number 2000] [--seed 1] [--show 20] [--write]

Wrong are two things only: a true sentence `contradicted` (the worst), and a perturbed one borne
out although no admissible reading of the starter's rows bears it out. `--write` puts the tables
into docs/accuracy.md.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy_page import put, table
from generate_sentences import Sample, generate
from starter_rows import load_rows
from truths import Statement, truths

from visavis.checking import check_document
from visavis.model.claims import Claim
from visavis.model.verdicts import Checked, Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

_BORNE_OUT = (
    Verdict.SUPPORTED, Verdict.SUPPORTED_BY_ONE_BOOK, Verdict.ROUNDING, Verdict.CLOSE,
)  # fmt: skip
_SYMMETRIC = ("trade_turnover",)
_FIELDS = ("measure", "form", "subject", "partner", "value", "period")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence, what was read in it and the verdict on the claim that was meant."""

    sample: Sample
    claims: tuple[Claim, ...]
    checked: Checked | None
    """The claim nearest to what was said; None where none was read."""
    wrong_fields: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """The verdict word, with the reason where it cannot be checked."""
        if self.checked is None:
            return "nothing read"
        return self.checked.verdict.value

    @property
    def is_false_alarm(self) -> bool:
        """A true sentence contradicted."""
        return self.sample.is_still_true and self.verdict in ("contradicted", "inconsistent")

    @property
    def is_false_comfort(self) -> bool:
        """A sentence that nothing bears out, supported."""
        borne_out = self.checked is not None and self.checked.verdict in _BORNE_OUT
        return borne_out and not self.sample.is_still_true


def score(samples: Sequence[Sample]) -> list[Scored]:
    """Every sample checked by itself, against one workbench."""
    workbench = Workbench(default_store(None))
    scored: list[Scored] = []
    for number, sample in enumerate(samples, start=1):
        report = check_document(read_document(sample.text), workbench)
        ranked = sorted(report.claims, key=lambda checked: len(_wrong(checked.claim, sample.said)))
        best = ranked[0] if ranked else None
        wrong = _wrong(best.claim, sample.said) if best else _FIELDS
        scored.append(Scored(sample, tuple(c.claim for c in report.claims), best, wrong))
        if number % 200 == 0:
            sys.stderr.write(f"{number} sentences\n")
    return scored


def _wrong(claim: Claim, said: Statement) -> tuple[str, ...]:
    """The fields that the reader got otherwise than they were said."""
    wrong = [name for name, fits in _compared(claim, said).items() if not fits]
    if said.measure in _SYMMETRIC and said.form != "share" and said.partner:
        swapped = {claim.subject, claim.partner} == {_group(said.subject), _group(said.partner)}
        wrong = [w for w in wrong if w not in ("subject", "partner")] if swapped else wrong
    return tuple(wrong)


def _compared(claim: Claim, said: Statement) -> dict[str, bool]:
    is_vote = said.measure == "vote_position"
    same_value = claim.position == said.value if is_vote else _same(claim.value, said.value)
    period = claim.resolution == said.resolution if is_vote else _covers(claim, said)
    return {
        "measure": claim.measure == _measure(said),
        "form": claim.form == said.form,
        "subject": claim.subject == _group(said.subject),
        "partner": claim.partner == (_group(said.partner) if said.partner else None),
        "value": same_value,
        "period": period,
    }


def _measure(said: Statement) -> str:
    """The measure's word in the contract: oil and gas have their own."""
    family = {"crude_oil": "oil", "lng": "gas", "pipeline_gas": "gas"}.get(said.product or "")
    return said.measure.replace("product", family) if family else said.measure


def _group(name: str) -> str:
    return "EU" if name == "EU27" else name


def _same(read: float | None, said: float | str | None) -> bool:
    if read is None or not isinstance(said, float):
        return False
    return abs(read - said) <= 1e-6 * max(abs(said), 1e-9)


def _covers(claim: Claim, said: Statement) -> bool:
    years = {str(said.year)} if said.baseline is None else {
        str(said.year), f"{said.baseline}..{said.year}"}  # fmt: skip
    return claim.period in years


def _tables(scored: Sequence[Scored]) -> str:
    """The three tables of the page, in Markdown."""
    kinds = ["true", "value", "direction", "year", "denominator"]
    verdicts = [v.value for v in Verdict] + ["nothing read"]
    counted = Counter((s.verdict, _column(s)) for s in scored)
    columns = ["true", *kinds[1:], "changed, yet true"]
    matrix = [
        [verdict, *(str(counted[verdict, column]) for column in columns)]
        for verdict in verdicts
        if any(counted[verdict, column] for column in columns)
    ]
    alarms, comforts = (
        sum(s.is_false_alarm for s in scored),
        sum(s.is_false_comfort for s in scored),
    )
    fields = [
        [name, f"{_right(scored, name):.1%}", f"{_right(scored, name, 'true'):.1%}"]
        for name in (*_FIELDS, "all of them")
    ]
    reasons = Counter(
        s.checked.reason.value
        for s in scored
        if s.checked is not None and s.checked.reason is not None
    )
    return "\n\n".join((
        f"{len(scored)} sentences; true sentences contradicted: **{alarms}**; sentences that "
        f"nothing bears out, supported: **{comforts}**.",
        table(["verdict", *columns], matrix),
        "How much of the claims is read as it was said:",
        table(["field", "all", "true sentences"], fields),
        "Why sentences cannot be checked:",
        table(["reason", "sentences"], [[r, str(n)] for r, n in sorted(reasons.items())]),
        "Where the changed sentences that nothing bears out end, by how far the figure lies from "
        "the nearest true one (of a growth rate, from the rate):",
        table(["outcome", "changed", *_SIZES], _ends(scored)),
        "True sentences by family:",
        table(["family", "sentences", "settled", "borne out", "contradicted"], _families(scored)),
    ))  # fmt: skip


_SIZES = ("to 10 %", "to 30 %", "to 60 %", "to 120 %", "beyond", "other sign", "not told")


def _ends(scored: Sequence[Scored]) -> list[list[str]]:
    """Verdict or reason, kind of change, and how many by the size of the change."""
    rows = load_rows()
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in scored:
        if one.sample.kind == "true" or one.sample.is_still_true:
            continue
        reason = one.checked.reason if one.checked is not None else None
        end = one.verdict if reason is None else reason.value
        counted[end, one.sample.kind, _off(one.sample.said, truths(rows, one.sample.said))] += 1
    ends = sorted({(end, kind) for end, kind, _ in counted})
    return [[end, kind, *(str(counted[end, kind, size]) for size in _SIZES)] for end, kind in ends]


def _off(said: Statement, true: Sequence[float | str]) -> str:
    """How far the value said lies from the nearest true one, by the larger over the smaller."""
    value = said.value
    numbers = [float(each) for each in true if not isinstance(each, str)]
    if not isinstance(value, float) or not numbers:
        return _SIZES[-1]
    factors = [max(each / value, value / each) for each in numbers if each * value > 0]
    if not factors:
        return _SIZES[-2]
    steps = zip((1.1, 1.3, 1.6, 2.2), _SIZES, strict=False)
    return next((size for step, size in steps if min(factors) < step), _SIZES[4])


def _column(one: Scored) -> str:
    if one.sample.kind != "true" and one.sample.is_still_true:
        return "changed, yet true"
    return one.sample.kind


def _right(scored: Sequence[Scored], field: str, kind: str | None = None) -> float:
    chosen = [s for s in scored if kind in (None, s.sample.kind)]
    if field == "all of them":
        return sum(not s.wrong_fields for s in chosen) / max(len(chosen), 1)
    return sum(field not in s.wrong_fields for s in chosen) / max(len(chosen), 1)


def _families(scored: Sequence[Scored]) -> list[list[str]]:
    lines = []
    for family in sorted({s.sample.said.family for s in scored}):
        here = [s for s in scored if s.sample.said.family == family and s.sample.kind == "true"]
        settled = [s for s in here if s.verdict not in ("cannot_be_checked", "nothing read")]
        borne = sum(s.checked is not None and s.checked.verdict in _BORNE_OUT for s in here)
        alarms = sum(s.is_false_alarm for s in here)
        lines.append([family, str(len(here)), str(len(settled)), str(borne), str(alarms)])
    return lines


def _shown(one: Scored) -> str:
    """A wrong verdict in three lines: the sentence, what was meant, what was asked."""
    said, lines = one.sample.said, [f"[{one.sample.kind}] {one.sample.text}"]
    lines.append(f"    meant {said.measure} {said.form} {said.subject} {said.partner} {said.year} "
                 f"{said.value}; misread: {', '.join(one.wrong_fields) or 'nothing'}")  # fmt: skip
    if one.checked is not None:
        claim = one.checked.claim
        lines.append(
            f"    read {claim.measure} {claim.form} {claim.subject} {claim.partner} "
            f"{claim.period} {claim.value} -> {one.verdict} {one.checked.notes}"
        )
        lines.extend(
            f"    {reading.query} = {reading.figure.value} {reading.figure.unit} "
            f"{reading.fit.value}" for reading in one.checked.readings[:6]
        )  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Generate, check, print; `--write` renews the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--misread", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scored = score(generate(options.number, options.seed))
    page = _tables(scored)
    print(page)
    for title, wrong in (
        ("True, yet contradicted", [s for s in scored if s.is_false_alarm]),
        ("Wrong, yet supported", [s for s in scored if s.is_false_comfort]),
    ):
        print(f"\n{title}: {len(wrong)}")
        for one in wrong[: options.show]:
            print(_shown(one))
    misread = [s for s in scored if s.wrong_fields]
    for wording, number in Counter(s.sample.wording for s in misread).most_common():
        whole = sum(s.sample.wording == wording for s in scored)
        print(f"misread {number:4} of {whole:4}: {wording}")
    for one in misread[: options.misread]:
        print(_shown(one))
    if options.write:
        put(Path(__file__).parents[1] / "docs" / "accuracy.md", "generated", page)


if __name__ == "__main__":
    main()
