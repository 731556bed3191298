"""Words of a command as values: plain ones as they stand, others judged by the library."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer
from typer.testing import CliRunner

from visavis.cli.plain import PlainCommand, PlainGroup


def values(*words: str) -> tuple[int, str]:
    app = typer.Typer(cls=PlainGroup, rich_markup_mode=None, add_completion=False)

    @app.callback()
    def every() -> None:
        pass

    def show(
        names: Annotated[list[str], typer.Argument()],
        *,
        shape: Annotated[Literal["text", "json"], typer.Option()] = "text",
        folder: Annotated[Path | None, typer.Option()] = None,
        share: Annotated[float, typer.Option(min=0.0, max=1.0)] = 0.0,
        word: Annotated[str | None, typer.Option()] = None,
    ) -> None:
        typer.echo(repr((names, shape, folder, share, word)))

    app.command(cls=PlainCommand)(show)
    found = CliRunner().invoke(app, ["show", *words])
    return found.exit_code, found.output


def test_what_is_not_given_is_the_default():
    assert values("a") == (0, "(['a'], 'text', None, 0.0, None)\n")


def test_words_become_texts_paths_numbers_and_lists():
    status, out = values("a", "b", "--folder", "x/y", "--share", "0.5", "--word", "7")

    assert (status, out) == (0, f"(['a', 'b'], 'text', {Path('x/y')!r}, 0.5, '7')\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a", "--shape", "xml"), "'--shape'"),
        (("a", "--share", "2"), "'--share'"),
        (("a", "--share", "half"), "--share"),
        ((), "Missing argument"),
    ],
)
def test_a_word_out_of_no_list_or_range_is_refused(words: tuple[str, ...], said: str):
    status, out = values(*words)

    assert status == 2
    assert said in " ".join(out.split())
