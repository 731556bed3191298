"""The summary line: `31 claims: 24 supported, 7 cannot be checked: 4 no source, 3 no period`."""

from collections import Counter
from collections.abc import Sequence

from visavis.briefs.verdicts import SIGNS, short_reason
from visavis.model.verdicts import Report, Verdict

__all__ = ["summary_counts", "summary_line"]


def summary_line(reports: Sequence[Report]) -> str:
    """How many claims got which verdict; what cannot be checked comes last, with its reasons.

    Passages that were not read are named after all else: silence about them would say "no claims".
    """
    return f"{_counted(reports)}{_unread(reports)}"


def _unread(reports: Sequence[Report]) -> str:
    """`; 1 passage of 20,000 characters was not read: too long for a sentence`, or nothing."""
    sizes = [end - start for report in reports for start, end in report.document.unread]
    if not sizes:
        return ""
    tables = sum(
        segment.kind == "table" and (segment.start, segment.end) in report.document.unread
        for report in reports for segment in report.document.segments
    )  # fmt: skip
    if len(sizes) == 1:
        why = _HEADERLESS if tables else "too long for a sentence"
        return f"; 1 passage of {sizes[0]:,} characters was not read: {why}"
    reasons = ["too long for sentences"] * (tables < len(sizes)) + [_HEADERLESS] * (tables > 0)
    return (
        f"; {len(sizes)} passages of {sum(sizes):,} characters were not read: "
        f"{', or '.join(reasons)}"
    )


_HEADERLESS = "a table whose header does not say measure, unit and year"


def _counted(reports: Sequence[Report]) -> str:
    claims = [claim for report in reports for claim in report.claims]
    noun = "claim" if len(claims) == 1 else "claims"
    counts = Counter(claim.verdict for claim in claims)
    parts = [
        f"{counts[verdict]} {sign.words}" for verdict, sign in SIGNS.items() if counts[verdict]
    ]
    if not parts:
        return f"0 {noun}: no figure about states was found"
    reasons = Counter(
        short_reason(claim.reason) for claim in claims if claim.verdict is Verdict.CANNOT_BE_CHECKED
    )
    listed = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    tail = ", ".join(f"{count} {reason}" for reason, count in listed)
    return f"{len(claims)} {noun}: {', '.join(parts)}{f': {tail}' if tail else ''}"


def summary_counts(report: Report) -> dict[str, object]:
    """The same numbers as a record, for the receipt."""
    verdicts = Counter(claim.verdict.value for claim in report.claims)
    reasons = Counter(claim.reason.value for claim in report.claims if claim.reason)
    return {
        "claims": len(report.claims),
        "checked": len(report.claims) - verdicts[Verdict.CANNOT_BE_CHECKED.value],
        "checked_share": round(report.checked_share, 6),
        "fails": report.fails,
        "verdicts": dict(sorted(verdicts.items())),
        "reasons": dict(sorted(reasons.items())),
        "line": summary_line([report]),
    }
