"""The commands of `visavis` and the options that they share."""

from typing import Annotated

import typer

from visavis.cli.align import align
from visavis.cli.arms import arms
from visavis.cli.check import check
from visavis.cli.coverage import coverage
from visavis.cli.data import data
from visavis.cli.figure import figure
from visavis.cli.hedging import hedging
from visavis.cli.panel import panel
from visavis.cli.pivot import pivot
from visavis.cli.plain import PlainCommand, PlainGroup
from visavis.cli.states import states
from visavis.cli.triads import triads
from visavis.model.version import __version__

__all__ = ["app"]

app = typer.Typer(
    cls=PlainGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"visavis {__version__}")
        raise typer.Exit


@app.callback()
def visavis(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """What one state's relations with another amount to, with every number accountable.

    \b
    Example:
      visavis check article.md
    """


for _command, _words in (
    (check, "Check the figures in texts against official statistics."),
    (figure, "Print one accountable figure."),
    (coverage, "Show who reported what, by state and year."),
    (align, "Show how two sides vote in the UN General Assembly."),
    (arms, "Show who arms whom: shares, ranks, concentration."),
    (hedging, "Show a state between two or three powers, by domain."),
    (panel, "Make a panel of dyad-years with the field's measures."),
    (triads, "Show signed ties among states and their balance."),
    (pivot, "Ask whether a state turned from one group of partners to another."),
    (states, "Show what a name means: codes, dates, groups."),
):
    app.command(cls=PlainCommand, short_help=_words)(_command)
app.add_typer(data, name="data", short_help="See, add to and verify the data.")
