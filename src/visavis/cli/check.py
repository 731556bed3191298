"""`visavis check`: documents in, cards or a page or a receipt out, and an exit status."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen
from visavis.cli.streams import complain, standard_input
from visavis.errors import InputError, UsageError, VisavisError

if TYPE_CHECKING:
    from datetime import date

    from visavis.model.claims import Document
    from visavis.model.verdicts import Report

__all__ = ["check"]

Form = Literal["text", "html", "json"]


def check(  # noqa: PLR0913  # one parameter an option; all but the first by name
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Texts: .txt, .md, .html, or - for standard input."),
    ],
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--format", metavar="text|html|json", help="Cards, a page with the text, or a receipt."
        ),
    ] = "text",
    full: Annotated[
        bool,
        typer.Option("--full", help="Show every reading and its working, not what matters most."),
    ] = False,
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
    require_coverage: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="Fail a text of whose claims a smaller share could be checked.",
        ),
    ] = 0.0,
) -> None:
    """Check every figure about states in a text against official statistics.

    Exit status: 0 if no asserted claim is contradicted or inconsistent, 1 if one is (or too few
    could be checked), 2 if a file could not be read; the other files are checked all the same.
    Several files make one page with a section each, or one receipt a line.

    \b
    Example:
      visavis check article.md --format html --out article.html
    """
    _refuse_overwriting(files, out)
    outcomes = _outcomes(files, day(as_of), existing(db))
    if form != "text" or not all(isinstance(each, VisavisError) for each in outcomes):
        emit(_drawn(outcomes, form, out, full=full), out)
    raise typer.Exit(_status(outcomes, require_coverage))


def _outcomes(
    files: Sequence[str], as_of: "date | None", db: Path | None
) -> "list[Report | VisavisError]":
    """A report per file, or the reason why it could not be read."""
    from visavis.checking import check_document
    from visavis.store import default_store
    from visavis.workbench import Workbench

    workbench = Workbench(default_store(db), as_of=as_of)
    read = [_document(name) for name in files]
    documents = [each for each in read if not isinstance(each, InputError)]
    outcomes: list[Report | VisavisError] = []
    for each in read:
        if isinstance(each, InputError):
            complain(str(each))
            outcomes.append(each)
            continue
        others = [other for other in documents if other is not each]
        outcomes.append(check_document(each, workbench, others=others))
    return outcomes


def _document(name: str) -> "Document | InputError":
    from visavis.reading.document import read_document

    try:
        return read_document(standard_input().read() if name == "-" else Path(name))
    except InputError as error:
        return error


def _drawn(
    outcomes: "Sequence[Report | VisavisError]", form: Form, out: Path | None, *, full: bool
) -> str:
    if form == "json":
        from visavis.briefs.receipt import to_json_lines

        return to_json_lines(outcomes)
    if form == "html":
        from visavis.briefs.page import pages_html

        return pages_html(outcomes)
    from visavis.briefs.text import reports_text

    place = screen(out)
    reports = [each for each in outcomes if not isinstance(each, VisavisError)]
    return reports_text(
        reports, width=place.width, colour=place.colour, ascii_only=place.ascii_only, full=full
    )


def _status(outcomes: "Sequence[Report | VisavisError]", required: float) -> int:
    """2 outranks 1: a text that was not read has not passed."""
    reports = [each for each in outcomes if not isinstance(each, VisavisError)]
    short = [report for report in reports if report.checked_share < required]
    for report in short:
        complain(
            f"{report.document.name}: found {report.checked_share:.0%} of the claims "
            f"checked; expected {required:.0%}."
        )
    if len(reports) < len(outcomes):
        return 2
    return int(bool(short) or any(report.fails for report in reports))


def _refuse_overwriting(files: Sequence[str], out: Path | None) -> None:
    if out is None:
        return
    for name in files:
        if name != "-" and Path(name).exists() and out.exists() and out.samefile(name):
            raise UsageError(f"--out {out}", "the text itself", "another file")
